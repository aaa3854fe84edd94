/*
 * What a value means for a field: codes by their number, dates as first and last
 * day, decimals times 10,000; and how it is written canonically.
 *
 * `a..b`, `a..` and `..b` are cut here, because in a text two dots are two dots; an
 * end in quotes comes as a piece of its own.
 */
#include "value.h"

#include <inttypes.h>
#include <string.h>

#include "day.h"

void value_refuse(struct compile *compile, const struct piece *piece, const char *format)
{
	compile_fault(compile, piece->from, piece->end, MQ_ERR_QUERY, format,
		compile_quote(compile, piece->from, piece->end));
}

const char *value_show_typed(struct compile *compile, const struct piece *piece)
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

size_t value_dots(const char *text, size_t len, size_t *size)
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
	bool ordered = measure_orders(field);

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
	dots = value_dots(from->text, from->len, &size);
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
		value_refuse(compile, whole, _("one end of '%s' is a date, the other how long ago"));
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
		value_refuse(compile, &whole, _("the range '%s' has no end"));
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
		value_refuse(compile, &whole, _("the range '%s' runs backwards"));
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
	if (item->to.text != NULL || (from.len > 0 && !value_digits(from.text, from.len, &item->low))
			|| (to.len > 0 && item->range && !value_digits(to.text, to.len, &item->high))
			|| (from.len == 0 && !item->range)) {
		value_refuse(compile, &whole, _("'%s' is no number to compare a count with"));
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
		value_refuse(compile, &whole, _("the range '%s' runs backwards"));
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
