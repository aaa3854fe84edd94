/*
 * The one sanitiser: every string that somebody else wrote passes here on its
 * way to a terminal. What a terminal could obey, reorder, hide or hang onto a
 * neighbouring cell becomes visible text, so that the columns counted are the
 * columns shown and two names that look alike are alike.
 *
 * Runs of harmless characters are copied whole; every other character is of
 * one kind, and each kind is shown in one way.
 */
#include <minqing/base.h>

#include <utf8proc.h>

enum { MARKS_MAX = 4 };		/* that stay on one base */

static const char dotted_circle[] = "◌";

enum kind {
	KIND_PLAIN,
	KIND_SPACE,	/* a line end or a tab */
	KIND_MARK,	/* hangs onto what stands before it */
	KIND_MOVED,	/* of GBK, in private use: Unicode has another place for it */
	KIND_HIDDEN,	/* obeyed, invisible, unknown, or nobody's */
	KIND_UNPLACED,	/* no harm in it, but this terminal cannot show it in its columns */
};

/* Line ends and tabs. A return alone is no line end: it goes back over what
 * was written, which is an attack on a name. */
static bool is_space(uint32_t cp)
{
	return cp == '\n' || cp == '\t' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Unicode's "default ignorable" is the list of what has no shape; characters
 * not yet assigned have no width to trust, but planes 2 and 3 are Han. */
static bool is_hidden(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return true;
	case UTF8PROC_CATEGORY_CN:
		return !mq_is_han(cp);
	default:
		return utf8proc_get_property((utf8proc_int32_t)cp)->ignorable;
	}
}

static enum kind kind_of(uint32_t cp)
{
	if ((cp >= 0x20 && cp < 0x7f) || (cp >= 0x4e00 && cp <= 0x9fff)) {
		return KIND_PLAIN;
	}
	if (is_space(cp)) {
		return KIND_SPACE;
	}
	if (mq_utf8_standard(cp) != cp) {
		return mq_width_is_unplaced(mq_utf8_standard(cp)) ? KIND_UNPLACED : KIND_MOVED;
	}
	if (is_hidden(cp)) {
		return KIND_HIDDEN;
	}
	if (mq_width_is_unplaced(cp)) {
		return KIND_UNPLACED;
	}
	return mq_width_char(cp) == 0 ? KIND_MARK : KIND_PLAIN;
}

/* Bytes of plain characters at str. */
static size_t plain_run(const char *str, size_t len)
{
	size_t at = 0;
	uint32_t cp;

	while (at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &cp);

		if (step == 0 || kind_of(cp) != KIND_PLAIN) {
			break;
		}
		at += step;
	}
	return at;
}

/* Append the marks at str: four of them, on a circle where nothing of this
 * text stands before them. How many bytes they were. */
static size_t add_marks(struct mq_buf *out, const char *str, size_t len, bool alone)
{
	size_t at = 0;
	size_t n = 0;
	uint32_t cp;

	if (alone) {
		mq_buf_adds(out, dotted_circle);
	}
	while (at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &cp);

		if (step == 0 || kind_of(cp) != KIND_MARK) {
			break;
		}
		if (n++ < MARKS_MAX) {
			mq_buf_add(out, str + at, step);
		}
		at += step;
	}
	return at;
}

/* Append what stands for the character that is no plain one; its bytes. */
static size_t add_special(struct mq_buf *out, const char *str, size_t len, bool alone)
{
	uint32_t cp;
	char moved[4];
	size_t step = mq_utf8_decode(str, len, &cp);

	if (step == 0) {
		mq_buf_addf(out, "〔0x%02X〕", (unsigned)(unsigned char)str[0]);
		return 1;
	}
	if (cp == '\r' && len > 1 && str[1] == '\n') {
		mq_buf_addc(out, ' ');
		return 2;
	}
	switch (kind_of(cp)) {
	case KIND_SPACE:
		mq_buf_addc(out, ' ');
		return step;
	case KIND_MARK:
		return add_marks(out, str, len, alone);
	case KIND_MOVED:
		mq_buf_add(out, moved, mq_utf8_encode(mq_utf8_standard(cp), moved));
		return step;
	default:
		mq_buf_addf(out, "〔U+%04X〕", (unsigned)cp);
		return step;
	}
}

void mq_safe_text(struct mq_buf *out, const char *str, size_t len)
{
	size_t at = plain_run(str, len);

	mq_buf_add(out, str, at);
	while (at < len) {
		size_t plain;

		at += add_special(out, str + at, len - at, at == 0);
		plain = plain_run(str + at, len - at);
		mq_buf_add(out, str + at, plain);
		at += plain;
	}
}

void mq_safe_lines(struct mq_buf *out, const char *str, size_t len)
{
	size_t from = 0;

	for (size_t at = 0; at < len; at++) {
		if (str[at] == '\n' || str[at] == '\t') {
			mq_safe_text(out, str + from, at - from);
			mq_buf_addc(out, str[at]);
			from = at + 1;
		}
	}
	if (from < len) {
		mq_safe_text(out, str + from, len - from);
	}
}

size_t mq_safe_check(const char *str, size_t len)
{
	size_t at = 0;
	uint32_t cp;

	while (at < len) {
		size_t step = mq_utf8_decode(str + at, len - at, &cp);
		bool line_end = cp == '\r' && at + 1 < len && str[at + 1] == '\n';

		if (step == 0 || (kind_of(cp) == KIND_HIDDEN && !line_end)) {
			return at;
		}
		at += step;
	}
	return len;
}
