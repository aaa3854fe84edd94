/*
 * What a value means for a field: codes by their number, dates as first and last
 * day, decimals times 10,000; and how it is written canonically.
 *
 * `a..b`, `a..` and `..b` are cut here, because in a text two dots are two dots; an
 * end in quotes comes as a piece of its own.
 */
#include "compile.h"
#include "day.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { POINT_ONE = 10000, POINT_DIGITS = 4, INT_DIGITS = 15, DECIMAL_DIGITS = 11 };

/* One end of a range, or a single value: a plain piece and its place. */
struct piece {
	const char *text;
	size_t len;
	size_t from;	/* in the query's text */
	size_t end;
	bool quoted;
};

/* What a piece means; shown is in the arena. */
struct meaning {
	int64_t low;
	int64_t high;
	enum unit low_unit;	/* of a length of time */
	enum unit high_unit;
	const char *shown;
};

typedef bool (*value_fn)(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning);

static bool refuse(struct compile *compile, const struct piece *piece, const char *format)
{
	compile_fault(compile, piece->from, piece->end, MQ_ERR_QUERY, format,
		compile_quote(compile, piece->from, piece->end));
	return false;
}

/* ---- numbers ---- */

/* Cut what stands for the unit off a folded number: 2000元, 80岁. */
static size_t without_unit(const struct mq_field *field, const char *text, size_t len)
{
	size_t unit = field->unit != NULL ? strlen(field->unit) : 0;

	if (unit > 0 && len > unit && memcmp(text + len - unit, field->unit, unit) == 0) {
		return len - unit;
	}
	return field->years_since != MQ_NO_FIELD ? day_before_unit(text, len, UNIT_YEAR) : len;
}

/* [+-]digits[.digits] as a number of ten-thousandths; false where it is none. */
static bool read_decimal(const char *text, size_t len, size_t max_digits, size_t max_point,
	int64_t *number, bool *too_large)
{
	bool negative = len > 0 && text[0] == '-';
	size_t i = len > 0 && (text[0] == '-' || text[0] == '+');
	size_t digits = 0;
	size_t point = 0;
	bool seen_point = false;
	int64_t value = 0;

	*too_large = false;
	if (i == len) {
		return false;
	}
	for (; i < len; i++) {
		if (text[i] == '.' && !seen_point && digits > 0 && i + 1 < len && max_point > 0) {
			seen_point = true;
			continue;
		}
		if (text[i] < '0' || text[i] > '9') {
			return false;
		}
		point += seen_point;
		digits += !seen_point && (digits > 0 || text[i] != '0' || i + 1 == len
			|| text[i + 1] == '.');
		*too_large = *too_large || digits > max_digits || point > max_point;
		value = *too_large ? 0 : value * 10 + (text[i] - '0');
	}
	for (; !*too_large && point < max_point; point++) {
		value *= 10;
	}
	*number = negative ? -value : value;
	return true;
}

static const char *show_number(struct compile *compile, const struct mq_field *field, int64_t number)
{
	struct mq_arena *arena = &compile->query->arena;
	uint64_t size = (uint64_t)llabs(number);
	char *shown;

	if (field->type != MQ_TYPE_DECIMAL) {
		return mq_arena_format(arena, "%" PRId64, number);
	}
	shown = mq_arena_format(arena, "%s%" PRIu64 ".%04" PRIu64, number < 0 ? "-" : "",
		size / POINT_ONE, size % POINT_ONE);
	for (size_t len = strlen(shown); shown[len - 1] == '0' || shown[len - 1] == '.'; ) {
		bool point = shown[--len] == '.';

		shown[len] = '\0';
		if (point) {
			break;
		}
	}
	return shown;
}

/* The digits there are, or any number. */
static void repair_number(struct compile *compile, const struct piece *piece)
{
	struct mq_buf folded = {0};
	size_t from;
	size_t digits;

	mq_utf8_fold(&folded, piece->text, piece->len);
	mq_buf_addc(&folded, '\0');
	from = strcspn(folded.data, "0123456789");
	digits = strspn(folded.data + from, "0123456789");
	if (digits > 0 && digits <= DECIMAL_DIGITS) {
		compile_repair(compile, piece->from, piece->end, "%.*s", (int)digits,
			folded.data + from);
	} else {
		compile_repair_any(compile, piece->from, piece->end);
	}
	mq_buf_release(&folded);
}

static bool value_number(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	bool decimal = field->type == MQ_TYPE_DECIMAL;
	struct mq_buf folded = {0};
	bool too_large = false;
	bool number;

	mq_utf8_fold(&folded, piece->text, piece->len);
	number = folded.len > 0 && read_decimal(folded.data,
		without_unit(field, folded.data, folded.len), decimal ? DECIMAL_DIGITS : INT_DIGITS,
		decimal ? POINT_DIGITS : 0, &meaning->low, &too_large);
	mq_buf_release(&folded);
	if (!number) {
		refuse(compile, piece, decimal ? _("'%s' is no number") : _("'%s' is no whole number"));
		repair_number(compile, piece);
		return false;
	}
	if (too_large) {
		refuse(compile, piece, _("the number '%s' has too many digits"));
		compile_repair_any(compile, piece->from, piece->end);
		return false;
	}
	meaning->high = meaning->low;
	meaning->shown = show_number(compile, field, meaning->low);
	return true;
}

/* As typed, in quotes where it was. */
static const char *show_typed(struct compile *compile, const struct piece *piece)
{
	struct literal literal = {.form = piece->quoted ? LITERAL_QUOTED : LITERAL_PLAIN,
		.text = piece->text, .len = piece->len};
	struct mq_buf shown = {0};
	const char *result;

	lex_print(&literal, &shown);
	result = mq_arena_strndup(&compile->query->arena, shown.data, shown.len);
	mq_buf_release(&shown);
	return result;
}

/* ---- dates ---- */

/* How long ago: canonical with the letter of its unit. */
static bool value_length(struct compile *compile, const struct piece *piece, struct meaning *meaning)
{
	if (!length_read(piece->text, piece->len, &meaning->low, &meaning->low_unit)) {
		return false;
	}
	meaning->high = meaning->low;
	meaning->high_unit = meaning->low_unit;
	meaning->shown = mq_arena_format(&compile->query->arena, "%" PRId64 "%c", meaning->low,
		day_letter(meaning->low_unit));
	return true;
}

/* Neither within a number nor within a character. */
static bool ends_piece(char next)
{
	return (next < '0' || next > '9') && ((unsigned char)next & 0xc0) != 0x80;
}

static bool is_date(const struct compile *compile, const char *text, size_t len)
{
	mq_day first;
	mq_day last;
	enum unit unit;
	int64_t n;

	return day_bounds(text, len, compile->query->today, &first, &last)
		|| length_read(text, len, &n, &unit);
}

/* Two digits are what somebody would say of an age. */
static bool is_age(const struct piece *piece)
{
	return piece->len == 2 && piece->text[0] >= '1' && piece->text[0] <= '9'
		&& piece->text[1] >= '0' && piece->text[1] <= '9';
}

/* The longest beginning that is a date (2023-02-30: 2023-02), or any date. */
static void repair_date(struct compile *compile, const struct piece *piece)
{
	size_t len = piece->len;

	do {
		len -= len > 0;
	} while (len > 0 && (!ends_piece(piece->text[len]) || !is_date(compile, piece->text, len)));
	if (is_age(piece)) {
		compile_repair(compile, piece->from, piece->end, "%.*sy", (int)piece->len, piece->text);
	} else if (len > 0) {
		compile_repair(compile, piece->from, piece->end, "%.*s", (int)len, piece->text);
	} else {
		compile_repair_any(compile, piece->from, piece->end);
	}
}

static bool value_date(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	mq_day first;
	mq_day last;

	(void)field;
	if (!day_bounds(piece->text, piece->len, compile->query->today, &first, &last)) {
		if (value_length(compile, piece, meaning)) {
			return true;
		}
		refuse(compile, piece, _("'%s' is no date"));
		compile_hint(compile, _("dates are 2024-03-01, 2024-03, 2024, 2024Q3, -30d, today, 本月; "
			"so long ago is 90d, 6m, 10y"));
		repair_date(compile, piece);
		return false;
	}
	meaning->low = first;
	meaning->high = last;
	meaning->shown = show_typed(compile, piece);
	return true;
}

/* ---- yes or no, codes ---- */

static bool value_bool(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	struct mq_buf text = {0};
	struct mq_value value = {0};
	enum mq_err err = mq_value_read(field, piece->text, piece->len, &text, &value, NULL);

	mq_buf_release(&text);
	if (err != MQ_OK) {
		refuse(compile, piece, _("'%s' is neither yes nor no"));
		compile_hint(compile, _("write yes or no, 是 or 否"));
		compile_repair(compile, piece->from, piece->end, "yes");
		return false;
	}
	meaning->low = meaning->high = value.number;
	meaning->shown = value.number != 0 ? "true" : "false";
	return true;
}

/* The one code whose id or label begins so, or -1. */
static int find_by_beginning(const struct mq_codes *codes, const struct piece *piece)
{
	struct mq_buf prefix = {0};
	int found = -1;

	mq_utf8_fold(&prefix, piece->text, piece->len);
	for (size_t i = 0; i < codes->n_codes && prefix.len > 0; i++) {
		const struct mq_code *code = codes->codes + i;

		if (bind_name_holds(code->id, &prefix, true)
				|| bind_name_holds(code->zh, &prefix, true)
				|| bind_name_holds(code->en, &prefix, true)) {
			if (found >= 0) {
				found = -1;
				break;
			}
			found = (int)i;
		}
	}
	mq_buf_release(&prefix);
	return found;
}

/* What the code was called before. */
static int find_by_old_name(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece)
{
	const struct mq_rename *renamed = mq_schema_renamed(compile->query->schema, MQ_RENAME_CODE,
		codes->id, piece->text, piece->len);

	return renamed == NULL || renamed->now == NULL ? -1
		: mq_codes_find(codes, renamed->now, strlen(renamed->now));
}

/* Would it be read as itself where a value stands? */
static bool is_simple(const char *text)
{
	size_t len = strlen(text);

	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.")
		== len && strstr(text, "..") == NULL && len > 0;
}

/* The code called so, by its id, in quotes where it must be. */
static void repair_code(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece, const char *name)
{
	int code = mq_codes_find(codes, name, strlen(name));

	if (code >= 0) {
		const char *id = codes->codes[code].id;
		const char *quote = is_simple(id) ? "" : "\"";

		compile_repair(compile, piece->from, piece->end, "%s%s%s", quote, id, quote);
	}
}

static void hint_codes(struct compile *compile, const struct mq_codes *codes,
	const struct piece *piece)
{
	enum { NEAREST = 3 };
	const char **names = mq_alloc((2 * codes->n_codes + 1) * sizeof(*names));
	const char *nearest[NEAREST];
	char *name = mq_strndup(piece->text, piece->len);
	size_t n = 0;

	for (size_t i = 0; i < codes->n_codes; i++) {
		names[n++] = codes->codes[i].id;
		names[n++] = mq_code_label(codes->codes + i);
	}
	n = mq_nearest(name, names, n, nearest, NEAREST);
	if (n > 0) {
		compile_hint_nearest(compile, nearest, n);
		repair_code(compile, codes, piece, nearest[0]);
	} else if (codes->n_codes > 0) {
		compile_hint(compile, _("one of them is '%s'"), mq_code_label(codes->codes));
		compile_repair_any(compile, piece->from, piece->end);
	}
	free(name);
	free(names);
}

static bool value_code(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	int code = mq_codes_find(field->codes, piece->text, piece->len);
	struct piece id = {.quoted = true};
	const struct literal name = {.from = piece->from, .end = piece->end, .text = piece->text,
		.len = piece->len};

	if (code < 0) {
		code = find_by_old_name(compile, field->codes, piece);
	}
	if (code < 0) {
		code = find_by_beginning(field->codes, piece);
	}
	if (code < 0 && pinyin_code(compile, field, &name, &code) && code < 0) {
		return false;
	}
	if (code < 0) {
		compile_fault(compile, piece->from, piece->end, MQ_ERR_QUERY,
			_("'%s' is no code of '%s'"), compile_quote(compile, piece->from, piece->end),
			field->id);
		hint_codes(compile, field->codes, piece);
		return false;
	}
	meaning->low = meaning->high = code;
	meaning->shown = field->codes->codes[code].id;
	if (!is_simple(meaning->shown)) {
		id.text = meaning->shown;
		id.len = strlen(id.text);
		meaning->shown = show_typed(compile, &id);
	}
	return true;
}

/* ---- ranges ---- */

static value_fn reader_of(const struct mq_field *field)
{
	switch (field->type) {
	case MQ_TYPE_BOOL:
		return value_bool;
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		return value_code;
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
		return value_number;
	case MQ_TYPE_DATE:
		return value_date;
	case MQ_TYPE_TEXT:
	case MQ_TYPE_REF:
		break;
	}
	return NULL;
}

/* The two dots of a range, also as an input method gives them; len where none. */
static size_t find_dots(const char *text, size_t len, size_t *size)
{
	static const char *const dots[] = {"..", "。。", "．．"};

	for (size_t i = 0; i < MQ_LENGTH(dots); i++) {
		const char *at = memmem(text, len, dots[i], strlen(dots[i]));

		if (at != NULL) {
			*size = strlen(dots[i]);
			return (size_t)(at - text);
		}
	}
	*size = 0;
	return len;
}

static bool has_order(struct compile *compile, const struct mq_field *field,
	const struct piece *piece)
{
	bool ordered = field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL
		|| field->type == MQ_TYPE_DATE
		|| (field->type == MQ_TYPE_CODE && field->codes->ordered);

	if (!ordered) {
		compile_fault(compile, piece->from, piece->end, MQ_ERR_QUERY,
			_("the values of '%s' have no order to range over"), field->id);
		compile_hint(compile, _("a list names them: %s:{a b}"), field->id);
		compile_repair_any(compile, piece->from, piece->end);
	}
	return ordered;
}

static struct piece piece_of(const struct literal *literal)
{
	return (struct piece){.text = literal->text, .len = literal->len, .from = literal->from,
		.end = literal->end, .quoted = literal->form != LITERAL_PLAIN};
}

/* The ends of a range, an open one empty; false where it is a single value. */
static bool cut_range(const struct item *item, struct piece *from, struct piece *to)
{
	size_t size;
	size_t dots;

	*from = piece_of(&item->as);
	*to = piece_of(&item->to);
	if (from->quoted) {
		return item->range;
	}
	dots = find_dots(from->text, from->len, &size);
	if (size == 0 || (to->quoted && dots + size < from->len)) {
		return false;
	}
	if (!to->quoted) {
		*to = (struct piece){.text = from->text + dots + size,
			.len = from->len - dots - size, .from = from->from + dots + size,
			.end = from->end};
	}
	from->len = dots;
	from->end = from->from + dots;
	return true;
}

/* The ends of lengths of time in two units are compared as days. */
static bool runs_backwards(struct compile *compile, const struct meaning *meaning)
{
	int64_t low = meaning->low;
	int64_t high = meaning->high;

	if (meaning->low_unit != meaning->high_unit) {
		days_of_lengths(compile->query->today, meaning->low_unit, meaning->high_unit, &low,
			&high);
	}
	return low > high;
}

/* A range goes from date to date or from length to length; an open end is either. */
static bool set_units(struct compile *compile, const struct piece *whole,
	const struct meaning *first, const struct meaning *last, struct meaning *meaning)
{
	meaning->low_unit = first->low == NUMBER_MIN ? last->high_unit : first->low_unit;
	meaning->high_unit = last->high == NUMBER_MAX ? first->low_unit : last->high_unit;
	if ((meaning->low_unit == UNIT_NONE) != (meaning->high_unit == UNIT_NONE)) {
		refuse(compile, whole, _("one end of '%s' is a date, the other how long ago"));
		compile_hint(compile, _("write 2020..2024, or 3y..10y"));
		compile_repair(compile, whole->from, whole->end, "%s..", first->shown);
		return false;
	}
	return true;
}

static bool read_range(struct compile *compile, const struct mq_field *field,
	const struct piece *from, const struct piece *to, struct meaning *meaning)
{
	value_fn read = reader_of(field);
	struct piece whole = {.from = from->from, .end = to->end};
	struct meaning first = {.low = NUMBER_MIN, .shown = ""};
	struct meaning last = {.high = NUMBER_MAX, .shown = ""};

	if (!has_order(compile, field, &whole)) {
		return false;
	}
	if (from->len == 0 && to->len == 0) {
		refuse(compile, &whole, _("the range '%s' has no end"));
		compile_repair(compile, whole.from, whole.end, "*");
		return false;
	}
	if ((from->len > 0 && !read(compile, field, from, &first))
			|| (to->len > 0 && !read(compile, field, to, &last))) {
		return false;
	}
	*meaning = (struct meaning){.low = first.low, .high = last.high,
		.shown = mq_arena_format(&compile->query->arena, "%s..%s", first.shown, last.shown)};
	if (!set_units(compile, &whole, &first, &last, meaning)) {
		return false;
	}
	if (runs_backwards(compile, meaning)) {
		refuse(compile, &whole, _("the range '%s' runs backwards"));
		compile_hint(compile, _("the smaller end goes first: %s..%s"), last.shown, first.shown);
		compile_repair(compile, whole.from, whole.end, "%s..%s", last.shown, first.shown);
		return false;
	}
	return true;
}

/* ---- arguments ---- */

bool value_argument(struct compile *compile, const struct mq_field *field,
	const struct literal *as, struct literal *value)
{
	value_fn read = reader_of(field);
	struct piece piece = piece_of(as);
	struct meaning meaning = {0};

	*value = *as;
	if (read == NULL) {
		return true;
	}
	if (!read(compile, field, &piece, &meaning)) {
		return false;
	}
	value->form = LITERAL_PLAIN;
	if (field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI) {
		value->text = field->codes->codes[meaning.low].id;
	} else if (field->type != MQ_TYPE_DATE) {
		value->text = meaning.shown;
	}
	value->len = field->type == MQ_TYPE_DATE ? as->len : strlen(value->text);
	return true;
}

/* ---- items ---- */

static bool bind_text(struct compile *compile, const struct tree *tree, struct item *item)
{
	bool whole = tree->op == OP_EQUAL;

	item->kind = ITEM_TEXT;
	return probe_bind(compile, &item->as, whole, &item->probe);
}

static bool is_mark(const struct literal *literal, char mark)
{
	struct lexer lexer = {.text = literal->text, .len = literal->len};

	return literal->form == LITERAL_PLAIN && lex_take(&lexer, mark) && lexer.at == lexer.len;
}

/* Digits alone; an open end is left as it is. */
static bool read_number_of(const struct piece *piece, int64_t *number)
{
	enum { DIGITS_MAX = 9 };
	struct mq_buf folded = {0};
	int64_t read = 0;
	bool digits;

	mq_utf8_fold(&folded, piece->text, piece->len);
	digits = folded.len > 0 && folded.len <= DIGITS_MAX
		&& strspn(folded.data, "0123456789") == folded.len;
	for (size_t i = 0; digits && i < folded.len; i++) {
		read = read * 10 + (folded.data[i] - '0');
	}
	*number = digits ? read : *number;
	mq_buf_release(&folded);
	return digits;
}

static const char *show_end(struct compile *compile, const struct piece *piece, int64_t number)
{
	return piece->len > 0 ? mq_arena_format(&compile->query->arena, "%" PRId64, number) : "";
}

bool value_count(struct compile *compile, struct item *item)
{
	struct piece from, to;
	struct piece whole = piece_of(&item->as);

	item->kind = ITEM_NUMBERS;
	item->low = NUMBER_MIN;
	item->high = NUMBER_MAX;
	item->range = cut_range(item, &from, &to) && from.len + to.len > 0;
	if (item->to.text != NULL || (from.len > 0 && !read_number_of(&from, &item->low))
			|| (to.len > 0 && item->range && !read_number_of(&to, &item->high))
			|| (from.len == 0 && !item->range)) {
		refuse(compile, &whole, _("'%s' is no number to compare a count with"));
		compile_repair(compile, whole.from, whole.end, "1");
		return false;
	}
	if (!item->range) {
		item->high = item->low;
		return true;
	}
	item->shown = mq_arena_format(&compile->query->arena, "%s..%s",
		show_end(compile, &from, item->low), show_end(compile, &to, item->high));
	if (item->low > item->high) {
		refuse(compile, &whole, _("the range '%s' runs backwards"));
		compile_repair(compile, whole.from, whole.end, "%" PRId64 "..%" PRId64, item->high,
			item->low);
		return false;
	}
	return true;
}

bool value_bind(struct compile *compile, struct tree *tree, struct item *item)
{
	const struct mq_field *field = compile->query->schema->fields + tree->field;
	const struct literal *as = &item->as;
	struct piece from, to;
	struct meaning meaning = {0};

	if (infix_is(tree->op)) {
		return infix_bind(compile, tree, item);
	}
	if (is_mark(as, '?') || is_mark(as, '*')) {
		item->kind = is_mark(as, '?') ? ITEM_UNKNOWN : ITEM_KNOWN;
		item->shown = item->kind == ITEM_UNKNOWN ? "?" : "*";
		return true;
	}
	if (reader_of(field) == NULL && item->to.text != NULL) {
		return has_order(compile, field, &(struct piece){.from = as->from, .end = item->to.end});
	}
	if (field->type == MQ_TYPE_TEXT) {
		return bind_text(compile, tree, item);
	}
	if (field->type == MQ_TYPE_REF) {
		item->kind = ITEM_KEY;
		return true;
	}
	item->kind = ITEM_NUMBERS;
	item->range = cut_range(item, &from, &to);
	if (item->range ? !read_range(compile, field, &from, &to, &meaning)
			: !reader_of(field)(compile, field, &from, &meaning)) {
		return false;
	}
	item->low = meaning.low;
	item->high = meaning.high;
	item->low_unit = meaning.low_unit;
	item->high_unit = meaning.high_unit;
	item->shown = meaning.shown;
	return true;
}
