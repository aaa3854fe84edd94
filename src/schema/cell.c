/*
 * One cell by the type of its field. A reader appends the canonical text and
 * sets the number, or refuses and says why; the cell is quoted only where the
 * field is not a sensitive one. What canonical means stands in the door.
 */
#include "cell.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum {
	INT_DIGITS = 15,
	POINT_BEFORE = 11,
	POINT_AFTER = 4,
	TEXT_MAX = 10000,	/* characters, where the field sets no limit */
	QUOTED_MAX = 40,	/* bytes of a cell in a message */
	SENSITIVE = 2,		/* the privacy class from which cells are not quoted */
};

/* ---- refusing ---- */

/* Without the cell, which is long, unprintable or nobody's business. */
enum mq_err mq_cell_refuse_text(const struct mq_cell *cell, const char *why, const char *hint)
{
	mq_diag_add(cell->diag, MQ_ERR_INPUT, "%s: %s", mq_field_label(cell->field), why);
	if (hint != NULL && hint[0] != '\0') {
		mq_diag_hint(cell->diag, "%s", hint);
	}
	return MQ_ERR_INPUT;
}

/* `sex: '9' is not in its list`; a sensitive cell is called "the cell". */
enum mq_err mq_cell_refuse(const struct mq_cell *cell, const char *why)
{
	const char *label = mq_field_label(cell->field);
	size_t shown = cell->len;

	if (cell->field->privacy >= SENSITIVE) {
		return mq_diag_add(cell->diag, MQ_ERR_INPUT, _("%s: the cell %s"), label, why);
	}
	if (shown > QUOTED_MAX) {
		shown = QUOTED_MAX;
		while (((unsigned char)cell->text[shown] & 0xc0) == 0x80) {
			shown--;
		}
	}
	return mq_diag_add(cell->diag, MQ_ERR_INPUT, "%s: '%.*s%s' %s", label, (int)shown,
		cell->text, shown < cell->len ? "…" : "", why);
}

/* ---- space ---- */

/* Bytes of the space character at str, 0 where there is none. Asked twice of
 * every cell of an import, so most answers come from the first byte. */
size_t mq_cell_space_at(const char *str, size_t len)
{
	static const char *const wide[] = {
		"\xc2\xa0" /* no-break */, "\xe3\x80\x80" /* ideographic */,
		"\xef\xbb\xbf" /* byte order mark */,
	};

	if (len == 0 || (unsigned char)str[0] < 0x80) {
		return len > 0 && (str[0] == ' ' || (str[0] >= '\t' && str[0] <= '\r'));
	}
	if (str[0] >= '\xe4' && str[0] <= '\xe9') {
		return 0;	/* a common Han */
	}
	for (size_t i = 0; i < MQ_LENGTH(wide); i++) {
		size_t n = strlen(wide[i]);

		if (str[0] == wide[i][0] && n <= len && memcmp(str, wide[i], n) == 0) {
			return n;
		}
	}
	return 0;
}

/* Bytes of the space character that ends at len, 0 where there is none. */
static size_t space_before(const char *str, size_t len)
{
	size_t n = 1;

	while (n < len && n < 3 && ((unsigned char)str[len - n] & 0xc0) == 0x80) {
		n++;	/* back to where the character starts */
	}
	return len > 0 && mq_cell_space_at(str + len - n, n) == n ? n : 0;
}

void mq_cell_trim(const char **str, size_t *len)
{
	size_t n;

	while ((n = mq_cell_space_at(*str, *len)) > 0) {
		*str += n;
		*len -= n;
	}
	while ((n = space_before(*str, *len)) > 0) {
		*len -= n;
	}
}

/* ---- readers by type ---- */

static enum mq_err read_bool(struct mq_cell *cell)
{
	static const struct {
		const char *word;
		bool means;
	} words[] = {
		{"true", true}, {"false", false}, {"是", true}, {"否", false},
		{"1", true}, {"0", false}, {"Y", true}, {"N", false},
		{"yes", true}, {"no", false}, {"有", true}, {"无", false},
		{"对", true}, {"没有", false}, {"不是", false}, {"T", true}, {"F", false},
		{"√", true}, {"✓", true}, {"✔", true}, {"×", false}, {"✗", false},
	};

	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (strlen(words[i].word) == cell->len
				&& strncasecmp(words[i].word, cell->text, cell->len) == 0) {
			mq_buf_adds(cell->out, words[i].means ? "true" : "false");
			cell->number = words[i].means;
			return MQ_OK;
		}
	}
	mq_cell_refuse(cell, _("is neither yes nor no"));
	mq_diag_hint(cell->diag, _("write 是 or 否, Y or N, 1 or 0"));
	return MQ_ERR_INPUT;
}

/* A unit written behind a number is the field's own or a fault of the number. */
static void drop_unit(struct mq_cell *cell)
{
	size_t n = mq_unit_behind(cell->field->unit, cell->text, cell->len);

	if (n > 0) {
		cell->len -= n;
		mq_cell_trim(&cell->text, &cell->len);
	}
}

/* The sign is taken off; true where it was a minus. */
static bool take_sign(struct mq_cell *cell)
{
	bool minus = cell->len > 1 && cell->text[0] == '-';

	if (minus || (cell->len > 1 && cell->text[0] == '+')) {
		cell->text++;
		cell->len--;
	}
	return minus;
}

static size_t count_digits(const char *str, size_t len)
{
	size_t n = 0;

	while (n < len && str[n] >= '0' && str[n] <= '9') {
		n++;
	}
	return n;
}

static enum mq_err refuse_number(const struct mq_cell *whole, const char *why)
{
	mq_cell_refuse(whole, why);
	mq_diag_hint(whole->diag, _("write plain digits: 1200, -3, 12.50"));
	return MQ_ERR_INPUT;
}

static enum mq_err read_int(struct mq_cell *cell)
{
	struct mq_cell whole = *cell;
	bool minus;

	drop_unit(cell);
	minus = take_sign(cell);
	if (cell->len == 0 || count_digits(cell->text, cell->len) != cell->len) {
		return refuse_number(&whole, _("is not a whole number"));
	}
	while (cell->len > 1 && cell->text[0] == '0') {
		cell->text++;
		cell->len--;
	}
	if (cell->len > INT_DIGITS) {
		return refuse_number(&whole, _("has more than 15 digits"));
	}
	for (size_t i = 0; i < cell->len; i++) {
		cell->number = cell->number * 10 + (cell->text[i] - '0');
	}
	cell->number = minus ? -cell->number : cell->number;
	mq_buf_add_number(cell->out, cell->number);
	return MQ_OK;
}

/* Ten-thousandths; "-0.00" is "0.00", every other digit stays as it came. */
static enum mq_err read_decimal(struct mq_cell *cell)
{
	struct mq_cell whole = *cell;
	size_t before;
	size_t after = 0;
	bool minus;

	drop_unit(cell);
	minus = take_sign(cell);
	before = count_digits(cell->text, cell->len);
	if (before < cell->len && cell->text[before] == '.') {
		after = count_digits(cell->text + before + 1, cell->len - before - 1);
	}
	if (before == 0 || before + (after > 0 ? after + 1 : 0) != cell->len) {
		return refuse_number(&whole, _("is not a number"));
	}
	if (before > POINT_BEFORE) {
		return refuse_number(&whole, _("has more than 11 digits before the point"));
	}
	if (after > POINT_AFTER) {
		return refuse_number(&whole, _("has more than 4 digits after the point"));
	}
	cell->number = mq_value_number(cell->field, mq_slice(cell->text, cell->len));
	if (minus && cell->number != 0) {
		mq_buf_addc(cell->out, '-');
		cell->number = -cell->number;
	}
	mq_buf_add(cell->out, cell->text, cell->len);
	return MQ_OK;
}

static enum mq_err read_date(struct mq_cell *cell)
{
	char text[16];
	mq_day day;

	if (!mq_day_parse(cell->text, cell->len, &day)) {
		mq_cell_refuse(cell, _("is not a day of the calendar"));
		mq_diag_hint(cell->diag, _("write 2024-03-01, 2024/3/1, 20240301 or 2024年3月1日"));
		return MQ_ERR_INPUT;
	}
	mq_day_format(day, text);
	mq_buf_adds(cell->out, text);
	cell->number = day;
	return MQ_OK;
}

/* Has one of eight bytes to be looked at: below 0x20, 0x7f or 0xc2? (Below: taking 0x20 away
 * borrows; another byte is one where the difference is zero. A byte beside such a one may be
 * taken for one too.) */
static inline bool has_special(uint64_t word)
{
	static const uint64_t each = 0x0101010101010101u;
	uint64_t del = word ^ 0x7f * each;
	uint64_t c2 = word ^ 0xc2 * each;

	return (((word - 0x20 * each) & ~word) | ((del - each) & ~del) | ((c2 - each) & ~c2))
		& 0x80 * each;
}

/* Bytes up to the first that might not be kept as it is: nearly always all. */
static size_t plain_run(const char *text, size_t len)
{
	size_t at = 0;
	uint64_t word;

	for (; len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, text + at, sizeof(word));
		if (has_special(word)) {
			break;
		}
	}
	while (at < len && (unsigned char)text[at] >= 0x20 && (unsigned char)text[at] != 0x7f
			&& (unsigned char)text[at] != 0xc2) {
		at++;
	}
	return at;
}

/* Append text with every line end as "\n" and tabs as spaces; false at a
 * control character (C0, DEL, C1), which no cell may carry. */
static bool add_text(struct mq_buf *out, const char *text, size_t len)
{
	size_t plain = plain_run(text, len);

	mq_buf_add(out, text, plain);
	for (size_t i = plain; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool c1 = c == 0xc2 && i + 1 < len && (unsigned char)text[i + 1] < 0xa0;

		if (c == '\r') {
			if (i + 1 == len || text[i + 1] != '\n') {
				mq_buf_addc(out, '\n');
			}
		} else if (c == '\t') {
			mq_buf_addc(out, ' ');
		} else if ((c < 0x20 && c != '\n') || c == 0x7f || c1) {
			return false;
		} else {
			mq_buf_addc(out, (char)c);
		}
	}
	return true;
}

static enum mq_err read_text(struct mq_cell *cell)
{
	size_t before = cell->out->len;
	int64_t max = cell->field->has_max ? cell->field->max : TEXT_MAX;
	int64_t min = cell->field->has_min ? cell->field->min : 0;
	const char *why = NULL;
	char hint[19];
	int64_t n_chars;

	if (!add_text(cell->out, cell->text, cell->len)) {
		return mq_cell_refuse_text(cell, _("the text holds a control character"),
			_("a NUL or an escape has come into the file; take it out"));
	}
	n_chars = (int64_t)mq_utf8_count(cell->out->data + before, cell->out->len - before);
	if (n_chars > max || n_chars < min) {
		char *reason = n_chars > max
			? mq_format(_("the text has %" PRId64 " characters, at most %" PRId64 " are kept"),
				n_chars, max)
			: mq_format(_("the text has %" PRId64 " characters, at least %" PRId64 " are needed"),
				n_chars, min);

		mq_cell_refuse_text(cell, reason, NULL);
		free(reason);
		return MQ_ERR_INPUT;
	}
	if (!mq_check_text(cell->field->check, cell->out->data + before, cell->out->len - before,
			&why, hint)) {
		return mq_cell_refuse_text(cell, why, hint);
	}
	return MQ_OK;
}

static enum mq_err read_ref(struct mq_cell *cell)
{
	uint64_t id = 0;

	if (cell->len > 10 || count_digits(cell->text, cell->len) != cell->len) {
		return mq_cell_refuse(cell, _("is not the number of a record"));
	}
	for (size_t i = 0; i < cell->len; i++) {
		id = id * 10 + (uint64_t)(cell->text[i] - '0');
	}
	if (id >= MQ_NO_RECORD) {
		return mq_cell_refuse(cell, _("is not the number of a record"));
	}
	mq_buf_add_number(cell->out, (int64_t)id);
	cell->number = (int64_t)id;
	return MQ_OK;
}

enum mq_err mq_cell_read(struct mq_cell *cell)
{
	static enum mq_err (*const readers[])(struct mq_cell *) = {
		[MQ_TYPE_BOOL] = read_bool,
		[MQ_TYPE_CODE] = mq_cell_read_code,
		[MQ_TYPE_MULTI] = mq_cell_read_multi,
		[MQ_TYPE_INT] = read_int,
		[MQ_TYPE_DECIMAL] = read_decimal,
		[MQ_TYPE_DATE] = read_date,
		[MQ_TYPE_TEXT] = read_text,
		[MQ_TYPE_REF] = read_ref,
	};

	return readers[cell->field->type](cell);
}
