/*
 * Values: cells in, canonical texts and numbers, texts for people out. Every
 * cell goes the same way:
 *
 *     valid UTF-8? → space trimmed → empty: nothing known
 *     → full-width forms made plain (text that is no number keeps them)
 *     → the reader of the field's type, cell.c
 *     → the field's range
 */
#include <minqing/schema.h>

#include <inttypes.h>
#include <string.h>

#include "cell.h"

enum { POINT_ONE = 10000, POINT_DIGITS = 4 };

/* ---- reading ---- */

static bool is_ascii(const char *str, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)str[i] >= 0x80) {
			return false;
		}
	}
	return true;
}

/* U+FF01…U+FF5E and the ideographic space in their ASCII form; the rest stays. */
static void make_plain(struct mq_buf *out, const char *str, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		size_t n = mq_utf8_decode(str + i, len - i, &cp);

		if (cp >= 0xff01 && cp <= 0xff5e) {
			mq_buf_addc(out, (char)(cp - 0xff01 + '!'));
		} else if (cp == 0x3000) {
			mq_buf_addc(out, ' ');
		} else {
			mq_buf_add(out, str + i, n);
		}
		i += n;
	}
}

/* Numbers that are kept as text: they compare by digits, whatever width. */
static bool keeps_width(const struct mq_field *field)
{
	return field->type == MQ_TYPE_TEXT && field->check == MQ_CHECK_NONE
		&& field->search != MQ_SEARCH_NUMBER;
}

static enum mq_err in_range(const struct mq_cell *cell)
{
	const struct mq_field *field = cell->field;
	bool low = field->has_min && cell->number < field->min;
	bool high = field->has_max && cell->number > field->max;
	struct mq_buf limit = {0};

	if (field->type == MQ_TYPE_TEXT || (!low && !high)) {
		return MQ_OK;
	}
	mq_cell_refuse(cell, low ? _("is too small") : _("is too large"));
	mq_value_print(field, low ? field->min : field->max, &limit);
	mq_diag_hint(cell->diag, low ? _("the least is %s") : _("the most is %s"), limit.data);
	mq_buf_release(&limit);
	return MQ_ERR_INPUT;
}

enum mq_err mq_value_read(const struct mq_field *field, const char *text, size_t len,
	struct mq_buf *out, struct mq_value *value, struct mq_diag *diag)
{
	struct mq_cell cell = {.field = field, .text = text, .len = len, .out = out, .diag = diag};
	struct mq_buf plain = {0};
	size_t before = out->len;
	enum mq_err err;

	if (mq_utf8_check(text, len) != len) {
		return mq_cell_refuse_text(&cell, _("the text is not valid UTF-8"), NULL);
	}
	mq_cell_trim(&cell.text, &cell.len);
	if (cell.len == 0) {
		return MQ_ERR_NOT_FOUND;
	}
	if (!keeps_width(field) && !is_ascii(cell.text, cell.len)) {
		make_plain(&plain, cell.text, cell.len);
		cell.text = plain.data;
		cell.len = plain.len;
	}
	err = mq_cell_read(&cell);
	if (err == MQ_OK) {
		err = in_range(&cell);
	}
	if (err == MQ_OK) {
		value->text = mq_slice(out->data + before, out->len - before);
		value->number = cell.number;
	} else if (out->data != NULL) {
		out->len = before;
		out->data[before] = '\0';
	}
	mq_buf_release(&plain);
	return err;
}

/* ---- numbers ---- */

static int64_t read_point(const char *text, size_t len)
{
	bool minus = len > 0 && text[0] == '-';
	int64_t number = 0;
	int after = -1;		/* digits behind the point; before it: -1 */

	for (size_t i = minus; i < len; i++) {
		if (text[i] == '.') {
			after = 0;
		} else {
			number = number * 10 + (text[i] - '0');
			after += after >= 0;
		}
	}
	for (after = after < 0 ? 0 : after; after < POINT_DIGITS; after++) {
		number *= 10;
	}
	return minus ? -number : number;
}

static int64_t read_digits(const char *text, size_t len)
{
	bool minus = len > 0 && text[0] == '-';
	int64_t number = 0;

	for (size_t i = minus; i < len; i++) {
		number = number * 10 + (text[i] - '0');
	}
	return minus ? -number : number;
}

/* The code whose id this is, byte for byte; -1 where the list has none. */
static int64_t code_number(const struct mq_codes *codes, struct mq_slice id)
{
	const char *text = id.data;

	for (size_t i = 0; i < codes->n_codes && id.len > 0; i++) {
		const char *of = codes->codes[i].id;

		/* Nearly all that are another differ in the first byte. */
		if (of[0] == text[0] && strncmp(of, text, id.len) == 0 && of[id.len] == '\0') {
			return (int64_t)i;
		}
	}
	return -1;
}

int64_t mq_value_number(const struct mq_field *field, struct mq_slice text)
{
	const char *str = text.data;
	mq_day day = 0;

	switch (field->type) {
	case MQ_TYPE_BOOL:
		return text.len > 0 && str[0] == 't';
	case MQ_TYPE_CODE:
		return code_number(field->codes, text);
	case MQ_TYPE_INT:
	case MQ_TYPE_REF:
		return read_digits(str, text.len);
	case MQ_TYPE_DECIMAL:
		return read_point(str, text.len);
	case MQ_TYPE_DATE:
		return mq_day_parse(str, text.len, &day) ? day : 0;
	case MQ_TYPE_MULTI:
	case MQ_TYPE_TEXT:
		break;
	}
	return 0;
}

static void print_point(int64_t number, struct mq_buf *out)
{
	uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	uint64_t after = size % POINT_ONE;

	mq_buf_addf(out, "%s%" PRIu64, number < 0 ? "-" : "", size / POINT_ONE);
	if (after != 0) {
		mq_buf_addf(out, ".%04" PRIu64, after);
		while (out->data[out->len - 1] == '0') {
			out->data[--out->len] = '\0';
		}
	}
}

void mq_value_print(const struct mq_field *field, int64_t number, struct mq_buf *out)
{
	char day[16];

	switch (field->type) {
	case MQ_TYPE_BOOL:
		mq_buf_adds(out, number != 0 ? "true" : "false");
		break;
	case MQ_TYPE_CODE:
		if (number >= 0 && (uint64_t)number < field->codes->n_codes) {
			mq_buf_adds(out, field->codes->codes[number].id);
		}
		break;
	case MQ_TYPE_DECIMAL:
		print_point(number, out);
		break;
	case MQ_TYPE_DATE:
		mq_day_format((mq_day)number, day);
		mq_buf_adds(out, day);
		break;
	case MQ_TYPE_INT:
	case MQ_TYPE_REF:
	case MQ_TYPE_MULTI:
	case MQ_TYPE_TEXT:
		mq_buf_addf(out, "%" PRId64, number);
		break;
	}
}

/* ---- several codes ---- */

/* The next id of a canonical MULTI text; false at its end. */
static bool next_id(struct mq_slice *rest, struct mq_slice *id)
{
	const char *end;

	if (rest->len == 0) {
		return false;
	}
	end = memchr(rest->data, ';', rest->len);
	*id = mq_slice(rest->data, end != NULL ? (size_t)(end - (const char *)rest->data) : rest->len);
	if (end == NULL) {
		*rest = mq_slice(NULL, 0);
	} else {
		*rest = mq_slice(end + 1, rest->len - id->len - 1);
	}
	return true;
}

size_t mq_value_codes(const struct mq_field *field, struct mq_slice text, uint32_t *out, size_t n_out)
{
	struct mq_slice id;
	size_t n = 0;

	while (next_id(&text, &id)) {
		int64_t code = code_number(field->codes, id);

		if (code < 0) {
			continue;
		}
		if (n < n_out) {
			out[n] = (uint32_t)code;
		}
		n++;
	}
	return n;
}

/* ---- for people ---- */

static void show_code(const struct mq_field *field, struct mq_slice id, struct mq_buf *out)
{
	int64_t code = code_number(field->codes, id);

	if (code >= 0) {
		mq_buf_adds(out, mq_code_label(field->codes->codes + code));
	} else {
		mq_buf_add(out, id.data, id.len);
	}
}

static void show_multi(const struct mq_field *field, struct mq_slice text, struct mq_buf *out)
{
	const char *between = "";
	struct mq_slice id;

	while (next_id(&text, &id)) {
		mq_buf_adds(out, between);
		show_code(field, id, out);
		between = mq_lang_is_chinese() ? "、" : ", ";
	}
}

void mq_value_show(const struct mq_field *field, struct mq_slice text, struct mq_buf *out)
{
	switch (field->type) {
	case MQ_TYPE_BOOL:
		mq_buf_adds(out, mq_value_number(field, text) != 0 ? _("yes") : _("no"));
		return;
	case MQ_TYPE_CODE:
		show_code(field, text, out);
		return;
	case MQ_TYPE_MULTI:
		show_multi(field, text, out);
		return;
	default:
		mq_buf_add(out, text.data, text.len);
	}
	mq_unit_add(field->unit, text, out);
}
