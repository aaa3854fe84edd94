/*
 * Comparisons in words: the values, and the shape they have together (say_shape.c).
 */
#include "day.h"
#include "say_own.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

/* A value as it is said. */
struct said {
	enum class class;
	enum shape shape;
	struct mq_buf from;	/* of IS too */
	struct mq_buf to;
};

static void said_release(struct said *said)
{
	mq_buf_release(&said->from);
	mq_buf_release(&said->to);
}

static bool is_day(int64_t number)
{
	return number >= MQ_DAY_MIN && number <= MQ_DAY_MAX;
}

void say_number(const struct mq_field *field, int64_t number, struct mq_buf *out)
{
	struct mq_buf text = {0};

	if (number <= NUMBER_MIN || number >= NUMBER_MAX
			|| (field->type == MQ_TYPE_DATE && !is_day(number))
			|| (field->codes != NULL && (number < 0
				|| (size_t)number >= field->codes->n_codes))) {
		mq_buf_adds(out, "…");
		return;
	}
	if (field->codes != NULL) {
		mq_buf_adds(out, mq_code_label(field->codes->codes + number));
		return;
	}
	mq_value_print(field, number, &text);
	mq_value_show(field, mq_slice(text.data, text.len), out);
	mq_buf_release(&text);
}

static enum shape shape_of(enum op op, int64_t *low, int64_t *high)
{
	switch (op) {
	case OP_MORE:
		--*low;
		return SHAPE_ABOVE;
	case OP_LESS:
		++*high;
		return SHAPE_BELOW;
	case OP_AT_LEAST:
		return SHAPE_FROM;
	case OP_AT_MOST:
		return SHAPE_TO;
	default:
		break;
	}
	return *low == NUMBER_MIN ? SHAPE_TO : *high == NUMBER_MAX ? SHAPE_FROM
		: *low == *high ? SHAPE_IS : SHAPE_RANGE;
}

/* Days of birth back to years; false where they are those of nobody. */
static bool to_years(const struct saying *saying, int64_t *low, int64_t *high)
{
	int64_t first = *low;
	int64_t last = *high;

	if ((last != NUMBER_MAX && !is_day(last)) || (first != NUMBER_MIN && !is_day(first))) {
		return false;
	}
	*low = last != NUMBER_MAX ? mq_day_years((mq_day)last, saying->today) : NUMBER_MIN;
	*high = first != NUMBER_MIN ? mq_day_years((mq_day)first, saying->today) : NUMBER_MAX;
	return true;
}

/* ---- lengths of time ---- */

static const struct {
	enum unit unit;
	const char *text;
} lengths[] = {
	{UNIT_DAY, N_("{value} days")}, {UNIT_WEEK, N_("{value} weeks")},
	{UNIT_MONTH, N_("{value} months")}, {UNIT_YEAR, N_("{value} years")},
};

/* The bytes of "10y" at text; 0 where there is none. */
static size_t length_at(const char *text, const char **phrase)
{
	size_t digits = strspn(text, "0123456789");

	for (size_t i = 0; i < MQ_LENGTH(lengths) && digits > 0; i++) {
		if (text[digits] == day_letter(lengths[i].unit)) {
			*phrase = lengths[i].text;
			return digits + 1;
		}
	}
	return 0;
}

static const char *add_length(const char *text, struct mq_buf *out)
{
	const char *phrase = NULL;
	size_t len = length_at(text, &phrase);

	if (len > 0) {
		char *number = mq_strndup(text, len - 1);

		phrase_put(out, phrase, NULL, false, &(struct slots){.value = number});
		free(number);
	}
	return text + len;
}

static bool is_length(const struct item *item)
{
	const char *phrase;
	const char *shown = item->shown != NULL ? item->shown : "";

	return length_at(strncmp(shown, "..", 2) == 0 ? shown + 2 : shown, &phrase) > 0;
}

/* As it is shown: 10y, 3m..10y, 10y.., ..10y. */
static void say_length(enum op op, const struct item *item, struct said *said)
{
	int64_t low = 0;
	int64_t high = 0;
	const char *rest = add_length(item->shown, &said->from);
	bool range = strncmp(rest, "..", 2) == 0;

	said->class = CLASS_LENGTH;
	said->shape = shape_of(op, &low, &high);
	if (range) {
		add_length(rest + 2, &said->to);
		said->shape = said->from.len == 0 ? SHAPE_TO : said->to.len == 0 ? SHAPE_FROM
			: SHAPE_RANGE;
	} else {
		mq_buf_add(&said->to, said->from.data, said->from.len);
	}
}

/* ---- one value ---- */

/* As it was typed, without the quotes. */
static void say_typed(const struct item *item, struct mq_buf *out)
{
	if (item->kind == ITEM_NUMBERS && item->shown != NULL) {
		mq_buf_adds(out, item->shown);
	} else {
		mq_buf_add(out, item->as.text, item->as.len);
	}
}

static void say_numbers(const struct saying *saying, const struct tree *tree,
	const struct item *item, struct said *said)
{
	const struct mq_field *field = saying->schema->fields + tree->field;
	int64_t low = item->low;
	int64_t high = item->high;
	/* What a relation comes to is in years already. */
	bool days = said->class == CLASS_YEARS && tree->kind == TREE_FIELD;

	if (!days || to_years(saying, &low, &high)) {
		said->shape = shape_of(tree->op, &low, &high);
		say_number(field, low, &said->from);
		say_number(field, high, &said->to);
		return;
	}
	low = high = 0;
	said->shape = shape_of(tree->op, &low, &high);
	say_typed(item, &said->from);
	say_typed(item, &said->to);
}

static void say_item(const struct saying *saying, const struct tree *tree, const struct item *item,
	struct said *said)
{
	const struct mq_field *field = saying->schema->fields + tree->field;

	*said = (struct said){.class = say_class(field)};
	switch (item->kind) {
	case ITEM_UNKNOWN:
	case ITEM_KNOWN:
		said->shape = item->kind == ITEM_KNOWN ? SHAPE_KNOWN : SHAPE_UNKNOWN;
		break;
	case ITEM_NUMBERS:
		if (field->type == MQ_TYPE_DATE && is_length(item)) {
			say_length(tree->op, item, said);
		} else {
			say_numbers(saying, tree, item, said);
		}
		break;
	case ITEM_TEXT:
	case ITEM_KEY:
	case ITEM_CODES:
		say_typed(item, &said->from);
		break;
	}
}

/* ---- many values ---- */

/* One of a list: a value, a stretch, known or not. */
static void add_said(const struct said *said, struct mq_buf *out)
{
	bool from = said->shape != SHAPE_TO && said->from.len > 0;
	bool to = said->shape == SHAPE_RANGE || said->shape == SHAPE_TO;

	if (said->shape == SHAPE_KNOWN || said->shape == SHAPE_UNKNOWN) {
		mq_buf_adds(out, said->shape == SHAPE_KNOWN ? _("known") : _("not known"));
		return;
	}
	mq_buf_add(out, said->from.data, from ? said->from.len : 0);
	mq_buf_adds(out, said->shape == SHAPE_IS ? "" : "–");
	mq_buf_add(out, said->to.data, to ? said->to.len : 0);
}

static void say_list(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	struct mq_buf list = {0};

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		struct said said;

		say_item(saying, tree, item, &said);
		mq_buf_adds(&list, item == tree->items ? "" : _(", "));
		add_said(&said, &list);
		said_release(&said);
	}
	slots->value = list.data;
	say_shape(out, say_class(saying->schema->fields + tree->field), SHAPE_LIST, denied, slots);
	mq_buf_release(&list);
}

/* ---- the record outside ---- */

static const struct {
	enum op op;
	const char *text;
	const char *denied;
} pairs[] = {
	{OP_EQUAL, N_("{field} is the same as one's own {value}"),
		N_("{field} differs from one's own {value}")},
	{OP_LESS, N_("{field} is below one's own {value}"), NULL},
	{OP_AT_MOST, N_("{field} is at most one's own {value}"), NULL},
	{OP_MORE, N_("{field} is above one's own {value}"), NULL},
	{OP_AT_LEAST, N_("{field} is at least one's own {value}"), NULL},
};

static void say_pair(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	size_t i = MQ_LENGTH(pairs) - 1;

	slots->value = mq_field_label(saying->schema->fields + tree->other->field);
	while (i > 0 && pairs[i].op != tree->op) {
		i--;
	}
	phrase_put(out, pairs[i].text, pairs[i].denied, denied, slots);
}

/* ---- comparisons ---- */

void say_compared(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	const struct item *item = tree->items;
	struct said said;

	denied = denied != tree->negated;
	if (tree->other != NULL) {
		say_pair(saying, tree, denied, slots, out);
		return;
	}
	assert(item != NULL);	/* whatever else is compared has values */
	if (say_takes_texts(tree)) {
		say_texts(tree, denied, slots, out);
	} else if (item->next != NULL) {
		say_list(saying, tree, denied, slots, out);
	} else {
		say_item(saying, tree, item, &said);
		/* No is yes denied. */
		denied = denied != (said.class == CLASS_BOOL && said.shape == SHAPE_IS
			&& item->low == 0);
		slots->from = said.from.data;
		slots->to = said.to.data;
		say_shape(out, said.class, said.shape, denied, slots);
		said_release(&said);
	}
}
