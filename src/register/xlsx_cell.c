#include "xlsx.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A workbook keeps numbers, days and times all as numbers; how they are shown says which they
 * are. A cell comes as a person sees it in the sheet, in the forms that fields are read from
 * (2026-03-01, 2026-03-01 14:30), but a number is never rounded to the decimals shown.
 *
 * A number is exact to 15 digits. One with more has lost its last digits when it was
 * typed, as identity numbers do: it comes as spreadsheets show it, 3.10101199001011E+17, so
 * that no field takes it for what was typed.
 */

enum { DIGITS = 15, DAY_SECONDS = 86400 };

/* ---- the form of a number ---- */

/* The formats that have a number and no text (ECMA-376 part 1, 18.8.30, with those of Chinese
 * workbooks); all others are numbers. */
uint8_t xlsx_shape_builtin(unsigned number)
{
	static const struct {
		unsigned from, to;
		uint8_t shape;
	} builtins[] = {
		{2, 2, 2}, {4, 4, 2}, {39, 40, 2},
		{14, 17, XLSX_DAY}, {18, 21, XLSX_TIME}, {22, 22, XLSX_MOMENT},
		{27, 31, XLSX_DAY}, {32, 35, XLSX_TIME}, {36, 36, XLSX_DAY},
		{45, 45, XLSX_TIME}, {47, 47, XLSX_TIME},
		{50, 54, XLSX_DAY}, {55, 56, XLSX_TIME}, {57, 58, XLSX_DAY},
	};

	for (size_t i = 0; i < MQ_LENGTH(builtins); i++) {
		if (number >= builtins[i].from && number <= builtins[i].to) {
			return builtins[i].shape;
		}
	}
	return 0;
}

/* Behind what is only text in a format: "…", \x, _x (a width), *x (filled up), […]. */
static const char *skip_text(const char *at)
{
	const char *end = at;

	if (*at == '"') {
		end = strchr(at + 1, '"');
	} else if (*at == '[') {
		end = strchr(at, ']');
	} else if (*at && strchr("\\_*", *at)) {
		end = at + (at[1] != '\0');
	} else {
		return at;
	}
	return end ? end + 1 : at + strlen(at);
}

/* A length of time, [h]:mm, is a number; so is what has a percent or an exponent. */
static bool is_number_for_all(const char *code)
{
	return strcasestr(code, "[h") || strcasestr(code, "[m]") || strcasestr(code, "[mm]") ||
		strcasestr(code, "[s") || strchr(code, '%') || strstr(code, "E+") ||
		strstr(code, "E-");
}

/* Of a format of several sections the first counts. m is a month, but minutes beside hours or
 * seconds. */
uint8_t xlsx_shape_of(const char *code)
{
	bool days = false;
	bool times = false;
	bool months = false;
	bool behind_point = false;
	uint8_t places = 0;

	if (is_number_for_all(code)) {
		return 0;
	}
	for (const char *at = code; *at && *at != ';';) {
		const char *behind = skip_text(at);
		int c = tolower((unsigned char)*at);

		if (behind != at) {
			at = behind;
			continue;
		}
		days = days || c == 'y' || c == 'd';
		times = times || c == 'h' || c == 's';
		months = months || c == 'm';
		behind_point = behind_point || c == '.';
		places += behind_point && c == '0' && places < XLSX_DECIMALS_MAX;
		at++;
	}
	if (days || (months && !times)) {
		return times ? XLSX_MOMENT : XLSX_DAY;
	}
	return times ? XLSX_TIME : places;
}

/* ---- what a cell says ---- */

/* At least as many decimals as are shown. */
static void add_number(struct mq_buf *out, double number, uint8_t places)
{
	char text[64];
	int len = snprintf(text, sizeof(text), "%.*G", DIGITS, number);
	const char *point = strchr(text, '.');
	size_t have = point ? strlen(point + 1) : 0;

	mq_buf_add(out, text, (size_t)len);
	if (places > have && !strchr(text, 'E')) {
		mq_buf_adds(out, point ? "" : ".");
		for (; have < places; have++) {
			mq_buf_addc(out, '0');
		}
	}
}

/* The day of a number, if it is one. Those who made the form took 1900 for a leap year. */
static bool find_day(const struct xlsx *book, double number, mq_day *day)
{
	mq_day zero = 0;

	if (!(number >= 0 && number < MQ_DAY_MAX)) {
		return false;
	}
	if (book->since_1904) {
		mq_day_from_civil(1904, 1, 1, &zero);
	} else {
		mq_day_from_civil(1899, 12, number < 60 ? 31 : 30, &zero);
	}
	*day = zero + (mq_day)number;
	return *day <= MQ_DAY_MAX && (book->since_1904 || (int)number != 60);
}

static void add_time(struct mq_buf *out, unsigned seconds)
{
	mq_buf_addf(out, "%02u:%02u", seconds / 3600, seconds / 60 % 60);
	if (seconds % 60) {
		mq_buf_addf(out, ":%02u", seconds % 60);
	}
}

static void add_moment(const struct xlsx *book, struct mq_buf *out, double number, uint8_t shape)
{
	double whole = floor(number * DAY_SECONDS + 0.5);
	double days = shape == XLSX_DAY ? floor(number) : floor(whole / DAY_SECONDS);
	unsigned seconds = (unsigned)(whole - days * DAY_SECONDS);
	char text[16];
	mq_day day;

	if (!find_day(book, days, &day)) {
		add_number(out, number, 0);
		return;
	}
	if (shape == XLSX_TIME && days < 1) {
		add_time(out, seconds);
		return;
	}
	mq_day_format(day, text);
	mq_buf_adds(out, text);
	if (shape != XLSX_DAY && seconds) {
		mq_buf_addc(out, ' ');
		add_time(out, seconds);
	}
}

/* What is no number stays as it is: a field will refuse it. */
static void add_numeric(const struct xlsx *book, const struct xlsx_cell *cell, struct mq_buf *out)
{
	char *end;
	double number = strtod(cell->value.data, &end);

	if (end == cell->value.data || *end || !isfinite(number)) {
		mq_buf_add(out, cell->value.data, cell->value.len);
	} else if (cell->shape <= XLSX_DECIMALS_MAX) {
		add_number(out, number, cell->shape);
	} else if (fabs(number) > MQ_DAY_MAX) {
		add_number(out, number, 0);
	} else {
		add_moment(book, out, number, cell->shape);
	}
}

static bool add_shared(const struct xlsx *book, const struct xlsx_cell *cell, struct mq_buf *out)
{
	char *end;
	unsigned long long number = strtoull(cell->value.data, &end, 10);
	size_t from;

	if (*end || number >= book->n_strings) {
		return false;
	}
	from = number > 0 ? book->ends[number - 1] : 0;
	if (book->ends[number] > from) {
		mq_buf_add(out, book->strings.data + from, book->ends[number] - from);
	}
	return true;
}

bool xlsx_cell_text(const struct xlsx *book, const struct xlsx_cell *cell, struct mq_buf *out)
{
	const struct mq_buf *value = &cell->value;

	if (value->len == 0) {
		return true;
	}
	switch (cell->type) {
	case XLSX_NUMBER:
		add_numeric(book, cell, out);
		return true;
	case XLSX_SHARED:
		return add_shared(book, cell, out);
	case XLSX_TEXT:
		xlsx_unescape(out, value->data, value->len);
		return true;
	case XLSX_BOOL:
		mq_buf_adds(out, value->data[0] == '0' ? "FALSE" : "TRUE");
		return true;
	case XLSX_AS_IS:
		mq_buf_add(out, value->data, value->len);
		return true;
	}
	return false;
}

/* ---- texts ---- */

/* What _xHHHH_ stands for; 0 where that is none (ECMA-376 part 1, 22.4.2.4). */
static uint32_t escaped_at(const char *at, size_t len)
{
	uint32_t cp = 0;

	if (len < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_') {
		return 0;
	}
	for (size_t i = 2; i < 6; i++) {
		if (!isxdigit((unsigned char)at[i])) {
			return 0;
		}
		cp = cp << 4 | (uint32_t)(at[i] <= '9' ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
	}
	return cp >= 0xd800 && cp < 0xe000 ? 0 : cp;
}

void xlsx_unescape(struct mq_buf *out, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *next = memchr(text, '_', (size_t)(end - text));
		uint32_t cp = next ? escaped_at(next, (size_t)(end - next)) : 0;
		char utf8[4];

		next = next ? next : end;
		mq_buf_add(out, text, (size_t)(next - text));
		if (cp) {
			mq_buf_add(out, utf8, mq_utf8_encode(cp, utf8));
			next += 7;
		} else if (next < end) {
			mq_buf_addc(out, *next++);
		}
		text = next;
	}
}
