/*
 * The characters of a file before libyaml sees them. libyaml tells of a wrong
 * byte by its offset and stops; a person wants the line, and the other faults
 * too. So characters are judged here, and libyaml gets a text in which each
 * refused one is U+FFFD (and each directive a comment): lines and columns stay,
 * reading goes on.
 */
#include "conf.h"

#include <string.h>

/* How files begin that are something else; a text is told by its first bytes. */
static const struct {
	const char *bytes;
	size_t len;
	const char *name;
} foreign_marks[] = {
	{"\xff\xfe", 2, "UTF-16"},
	{"\xfe\xff", 2, "UTF-16"},
	{"\x00\x00\xfe\xff", 4, "UTF-32"},
	{"\x84\x31\x95\x33", 4, "GB18030"},
};

static const char stand_in[] = "\ufffd";

/* Where judging stands. */
struct scan {
	const struct mq_conf *conf;
	struct mq_diag *diag;
	size_t n_faults;
	size_t line;
	size_t column;
	size_t bad_line;	/* the last one told to be no UTF-8: once is enough */
	bool foreign;		/* not all of it is UTF-8 */
};

/* What YAML allows: no controls, no byte order mark inside, no noncharacters. */
static bool is_allowed(uint32_t cp)
{
	if (cp < 0x20) {
		return cp == '\t' || cp == '\n' || cp == '\r';
	}
	if (cp < 0x7f) {
		return true;
	}
	return cp > 0x9f && cp != 0x2028 && cp != 0x2029 && cp != 0xfeff &&
		(cp & 0xfffe) != 0xfffe;
}

static void refuse_char(struct scan *scan, uint32_t cp)
{
	if (scan->n_faults == MQ_DIAG_MAX) {
		return;
	}
	scan->n_faults++;
	mq_diag_add(scan->diag, MQ_ERR_CONFIG, _("character U+%04X cannot stand in this file"),
		(unsigned)cp);
	mq_conf_place(scan->conf, scan->diag, scan->line, scan->column);
	mq_diag_hint(scan->diag, _("delete it; it does not show"));
}

static void refuse_byte(struct scan *scan, unsigned char byte)
{
	scan->foreign = true;
	if (scan->bad_line == scan->line || scan->n_faults == MQ_DIAG_MAX) {
		return;
	}
	scan->bad_line = scan->line;
	scan->n_faults++;
	mq_diag_add(scan->diag, MQ_ERR_CONFIG, _("byte 0x%02X is no UTF-8"), (unsigned)byte);
	mq_conf_place(scan->conf, scan->diag, scan->line, scan->column);
	mq_diag_hint(scan->diag, _("save the file as UTF-8"));
}

/* Directives ask for tags, which are not supported, and libyaml compares each
 * with all before it. Taken for a comment, the line lets reading go on. */
static void refuse_directive(struct scan *scan)
{
	if (scan->n_faults == MQ_DIAG_MAX) {
		return;
	}
	scan->n_faults++;
	mq_diag_add(scan->diag, MQ_ERR_CONFIG, _("directives ('%%') are not supported"));
	mq_conf_place(scan->conf, scan->diag, scan->line, scan->column);
	mq_diag_hint(scan->diag, _("delete the line, or indent a text that begins with '%%'"));
}

/* Judge the character at `at`; its bytes, and whether it may stay. */
static size_t judge(struct scan *scan, size_t at, bool *allowed)
{
	const struct mq_buf *text = &scan->conf->text;
	uint32_t cp;
	size_t step = mq_utf8_decode(text->data + at, text->len - at, &cp);

	*allowed = step > 0 && is_allowed(cp);
	if (step == 0) {
		refuse_byte(scan, (unsigned char)text->data[at]);
		return 1;
	}
	if (!*allowed) {
		refuse_char(scan, cp);
	}
	return step;
}

static void scan_line(struct scan *scan, struct mq_slice line, struct mq_buf *clean)
{
	size_t start = (size_t)((const char *)line.data - scan->conf->text.data);
	size_t end = start + line.len;
	size_t kept = start;

	if (line.len > 0 && scan->conf->text.data[start] == '%') {
		refuse_directive(scan);
		mq_buf_addc(clean, '#');
		kept++;
	}
	for (size_t at = start; at < end; scan->column++) {
		bool allowed;
		size_t step = judge(scan, at, &allowed);

		if (!allowed) {
			mq_buf_add(clean, scan->conf->text.data + kept, at - kept);
			mq_buf_adds(clean, stand_in);
			kept = at + step;
		}
		at += step;
	}
	mq_buf_add(clean, scan->conf->text.data + kept, end - kept);
	if (scan->line < scan->conf->lines.n_lines) {
		mq_buf_addc(clean, '\n');
	}
}

static bool is_foreign(const struct mq_conf *conf, struct mq_diag *diag)
{
	for (size_t i = 0; i < MQ_LENGTH(foreign_marks); i++) {
		if (conf->text.len >= foreign_marks[i].len &&
				memcmp(conf->text.data, foreign_marks[i].bytes, foreign_marks[i].len) == 0) {
			mq_diag_add(diag, MQ_ERR_CONFIG, _("the file is %s"), foreign_marks[i].name);
			mq_diag_place(diag, conf->name, 1, 1, NULL, 0);
			mq_diag_hint(diag, _("save the file as UTF-8"));
			return true;
		}
	}
	return false;
}

bool mq_conf_scan(const struct mq_conf *conf, struct mq_buf *clean, struct mq_diag *diag,
	size_t *n_faults)
{
	struct scan scan = {.conf = conf, .diag = diag};

	if (is_foreign(conf, diag)) {
		*n_faults = 1;
		return false;
	}
	for (scan.line = 1; scan.line <= conf->lines.n_lines; scan.line++) {
		scan.column = 1;
		scan_line(&scan, mq_conf_line(conf, scan.line), clean);
	}
	*n_faults = scan.n_faults;
	return !scan.foreign;
}
