/*
 * What a condition says. Every phrase is a row of a table: a class of fields, the
 * shape that the value has, the phrase, and the phrase denied. A phrase has slots in
 * braces, so that a translator may put them in any order. Who adds a type, a probe, a
 * quantifier or a kind of tree adds a row.
 */
#include "say.h"

#include <stdlib.h>
#include <string.h>

/* ---- phrases with slots ---- */

/* What the slots stand for; NULL is nothing. */
struct slots {
	const char *field;
	const char *value;
	const char *from;
	const char *to;
	const char *hub;
	const char *of;
	const char *relation;
	const char *count;
};

static const struct {
	const char *name;
	size_t offset;
} slot_names[] = {
	{"{field}", offsetof(struct slots, field)}, {"{value}", offsetof(struct slots, value)},
	{"{from}", offsetof(struct slots, from)}, {"{to}", offsetof(struct slots, to)},
	{"{hub}", offsetof(struct slots, hub)}, {"{of}", offsetof(struct slots, of)},
	{"{relation}", offsetof(struct slots, relation)},
	{"{count}", offsetof(struct slots, count)},
};

static size_t slot_at(const char *phrase, const struct slots *slots, const char **text)
{
	for (size_t i = 0; i < MQ_LENGTH(slot_names); i++) {
		size_t len = strlen(slot_names[i].name);

		if (strncmp(phrase, slot_names[i].name, len) == 0) {
			*text = *(const char *const *)((const char *)slots + slot_names[i].offset);
			return len;
		}
	}
	return 0;
}

static void fill(struct mq_buf *out, const char *phrase, const struct slots *slots)
{
	while (*phrase != '\0') {
		const char *text = NULL;
		size_t len = slot_at(phrase, slots, &text);

		if (len == 0) {
			mq_buf_addc(out, *phrase++);
			continue;
		}
		mq_buf_adds(out, text != NULL ? text : "");
		phrase += len;
	}
}

/* ---- values ---- */

enum class {
	CLASS_NUMBER,	/* and ordered codes */
	CLASS_YEARS,
	CLASS_DATE,
	CLASS_CODE,
	CLASS_MULTI,
	CLASS_BOOL,
	CLASS_TEXT,
	CLASS_REF,
};

enum shape {
	SHAPE_IS,
	SHAPE_RANGE,
	SHAPE_FROM,	/* or more */
	SHAPE_ABOVE,
	SHAPE_TO,	/* or less */
	SHAPE_BELOW,
	SHAPE_LIST,
	SHAPE_KNOWN,
	SHAPE_UNKNOWN,
};

static enum class class_of(const struct mq_field *field)
{
	static const enum class classes[] = {
		[MQ_TYPE_BOOL] = CLASS_BOOL, [MQ_TYPE_CODE] = CLASS_CODE,
		[MQ_TYPE_MULTI] = CLASS_MULTI, [MQ_TYPE_INT] = CLASS_NUMBER,
		[MQ_TYPE_DECIMAL] = CLASS_NUMBER, [MQ_TYPE_DATE] = CLASS_DATE,
		[MQ_TYPE_TEXT] = CLASS_TEXT, [MQ_TYPE_REF] = CLASS_REF,
	};

	return field->years_since != MQ_NO_FIELD ? CLASS_YEARS : classes[field->type];
}

/* What an item ranges over, in the field's own numbers: years again, not days. */
struct ends {
	int64_t low;
	int64_t high;
};

static bool is_day(int64_t number)
{
	return number >= MQ_DAY_MIN && number <= MQ_DAY_MAX;
}

/* False where the days are those of nobody. */
static bool years_of(const struct saying *saying, const struct item *item, struct ends *ends)
{
	bool youngest = item->high != NUMBER_MAX;
	bool oldest = item->low != NUMBER_MIN;

	if ((youngest && !is_day(item->high)) || (oldest && !is_day(item->low))) {
		return false;
	}
	ends->low = youngest ? mq_day_years((mq_day)item->high, saying->today) : NUMBER_MIN;
	ends->high = oldest ? mq_day_years((mq_day)item->low, saying->today) : NUMBER_MAX;
	return true;
}

static enum shape shape_of(enum op op, struct ends *ends)
{
	switch (op) {
	case OP_MORE:
		ends->low--;
		return SHAPE_ABOVE;
	case OP_LESS:
		ends->high++;
		return SHAPE_BELOW;
	case OP_AT_LEAST:
		return SHAPE_FROM;
	case OP_AT_MOST:
		return SHAPE_TO;
	default:
		break;
	}
	return ends->low == NUMBER_MIN ? SHAPE_TO : ends->high == NUMBER_MAX ? SHAPE_FROM
		: ends->low == ends->high ? SHAPE_IS : SHAPE_RANGE;
}

/* One number as people read it: label, unit, day. */
static void say_number(const struct mq_field *field, int64_t number, struct mq_buf *out)
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

/* As it was typed, without the quotes. */
static void say_typed(const struct item *item, struct mq_buf *out)
{
	if (item->kind == ITEM_TEXT || item->kind == ITEM_KEY || item->shown == NULL) {
		mq_buf_add(out, item->as.text, item->as.len);
	} else {
		mq_buf_adds(out, item->shown);
	}
}

/* ---- the phrases of a comparison ---- */

struct phrase {
	int class;		/* ANY_CLASS: of all that have no row of their own */
	enum shape shape;
	const char *text;
	const char *denied;	/* NULL: `not:` before it */
};

enum { ANY_CLASS = -1 };

static const struct phrase phrases[] = {
	{CLASS_NUMBER, SHAPE_IS, N_("{field} is {value}"), N_("{field} is not {value}")},
	{CLASS_NUMBER, SHAPE_RANGE, N_("{field} is between {from} and {to}"),
		N_("{field} is not between {from} and {to}")},
	{CLASS_NUMBER, SHAPE_FROM, N_("{field} is at least {from}"), NULL},
	{CLASS_NUMBER, SHAPE_ABOVE, N_("{field} is more than {from}"), NULL},
	{CLASS_NUMBER, SHAPE_TO, N_("{field} is at most {to}"), NULL},
	{CLASS_NUMBER, SHAPE_BELOW, N_("{field} is less than {to}"), NULL},

	{CLASS_YEARS, SHAPE_RANGE, N_("{field} is {from} to {to}"), N_("{field} is not {from} to {to}")},
	{CLASS_YEARS, SHAPE_FROM, N_("{field} is {from} or more"), NULL},
	{CLASS_YEARS, SHAPE_ABOVE, N_("{field} is over {from}"), NULL},
	{CLASS_YEARS, SHAPE_TO, N_("{field} is {to} or less"), NULL},
	{CLASS_YEARS, SHAPE_BELOW, N_("{field} is under {to}"), NULL},

	{CLASS_DATE, SHAPE_RANGE, N_("{field} is within {from} and {to}"),
		N_("{field} is not within {from} and {to}")},
	{CLASS_DATE, SHAPE_FROM, N_("{field} is {from} or later"), NULL},
	{CLASS_DATE, SHAPE_ABOVE, N_("{field} is after {from}"), NULL},
	{CLASS_DATE, SHAPE_TO, N_("{field} is {to} or earlier"), NULL},
	{CLASS_DATE, SHAPE_BELOW, N_("{field} is before {to}"), NULL},

	{CLASS_MULTI, SHAPE_IS, N_("{field} includes {value}"), N_("{field} does not include {value}")},
	{CLASS_MULTI, SHAPE_LIST, N_("{field} includes one of {value}"),
		N_("{field} includes none of {value}")},
	{CLASS_BOOL, SHAPE_IS, N_("{field}"), N_("not: {field}")},
	{CLASS_REF, SHAPE_IS, N_("{field} is the one with the key '{value}'"),
		N_("{field} is not the one with the key '{value}'")},

	{ANY_CLASS, SHAPE_IS, N_("{field} is {value}"), N_("{field} is not {value}")},
	{ANY_CLASS, SHAPE_RANGE, N_("{field} is between {from} and {to}"),
		N_("{field} is not between {from} and {to}")},
	{ANY_CLASS, SHAPE_FROM, N_("{field} is at least {from}"), NULL},
	{ANY_CLASS, SHAPE_ABOVE, N_("{field} is above {from}"), NULL},
	{ANY_CLASS, SHAPE_TO, N_("{field} is at most {to}"), NULL},
	{ANY_CLASS, SHAPE_BELOW, N_("{field} is below {to}"), NULL},
	{ANY_CLASS, SHAPE_LIST, N_("{field} is one of {value}"), N_("{field} is none of {value}")},
	{ANY_CLASS, SHAPE_KNOWN, N_("{field} is known"), N_("{field} is not known")},
	{ANY_CLASS, SHAPE_UNKNOWN, N_("{field} is not known"), N_("{field} is known")},
};

/* What a text is held against, by probe_how. */
static const struct {
	enum probe_how how;
	const char *text;
	const char *denied;
	const char *bare;	/* the same of a word without a field */
} probes[] = {
	{PROBE_CONTAINS, N_("{field} contains '{value}'"), N_("{field} does not contain '{value}'"),
		N_("'{value}' is found")},
	{PROBE_WHOLE, N_("{field} is exactly '{value}'"), N_("{field} is not '{value}'"),
		N_("one is exactly '{value}'")},
	{PROBE_SUFFIX, N_("{field} ends in '{value}'"), N_("{field} does not end in '{value}'"),
		N_("a number ends in '{value}'")},
	{PROBE_PLACE, N_("{field} is within '{value}'"), N_("{field} is not within '{value}'"), NULL},
	{PROBE_PATTERN, N_("{field} fits /{value}/"), N_("{field} does not fit /{value}/"),
		N_("/{value}/ is found")},
};

static void put(struct mq_buf *out, const char *text, const char *denied_text, bool denied,
	const struct slots *slots)
{
	if (!denied) {
		fill(out, _(text), slots);
	} else if (denied_text != NULL) {
		fill(out, _(denied_text), slots);
	} else {
		mq_buf_adds(out, _("not: "));
		fill(out, _(text), slots);
	}
}

static void put_shape(struct mq_buf *out, enum class class, enum shape shape, bool denied,
	const struct slots *slots)
{
	const struct phrase *found = NULL;

	for (size_t i = 0; i < MQ_LENGTH(phrases) && found == NULL; i++) {
		if (phrases[i].shape == shape
				&& (phrases[i].class == (int)class || phrases[i].class == ANY_CLASS)) {
			found = phrases + i;
		}
	}
	put(out, found->text, found->denied, denied, slots);
}

/* ---- comparisons ---- */

/* One of a list: a value, a stretch, known or not. */
static void say_one(const struct saying *saying, const struct tree *tree, const struct item *item,
	struct mq_buf *out)
{
	const struct mq_field *field = saying->schema->fields + tree->field;
	struct ends ends = {item->low, item->high};

	if (item->kind == ITEM_KNOWN || item->kind == ITEM_UNKNOWN) {
		mq_buf_adds(out, item->kind == ITEM_KNOWN ? _("known") : _("not known"));
		return;
	}
	if (item->kind != ITEM_NUMBERS
			|| (class_of(field) == CLASS_YEARS && !years_of(saying, item, &ends))) {
		say_typed(item, out);
		return;
	}
	if (ends.low == ends.high) {
		say_number(field, ends.low, out);
		return;
	}
	if (ends.low != NUMBER_MIN) {
		say_number(field, ends.low, out);
	}
	mq_buf_adds(out, "–");
	if (ends.high != NUMBER_MAX) {
		say_number(field, ends.high, out);
	}
}

static void say_items(const struct saying *saying, const struct tree *tree, struct mq_buf *out)
{
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		mq_buf_adds(out, item == tree->items ? "" : _(", "));
		say_one(saying, tree, item, out);
	}
}

static void say_list(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	struct mq_buf list = {0};

	say_items(saying, tree, &list);
	slots->value = list.data;
	put_shape(out, class_of(saying->schema->fields + tree->field), SHAPE_LIST, denied, slots);
	mq_buf_release(&list);
}

static void say_numbers(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	const struct mq_field *field = saying->schema->fields + tree->field;
	struct ends ends = {tree->items->low, tree->items->high};
	struct mq_buf from = {0};
	struct mq_buf to = {0};
	enum shape shape = SHAPE_IS;

	if (class_of(field) == CLASS_YEARS && !years_of(saying, tree->items, &ends)) {
		shape = shape_of(tree->op, &(struct ends){0, 0});
		say_typed(tree->items, &from);
		say_typed(tree->items, &to);
	} else {
		shape = shape_of(tree->op, &ends);
		say_number(field, ends.low, &from);
		say_number(field, ends.high, &to);
	}
	if (field->type == MQ_TYPE_BOOL && ends.low == 0) {
		denied = !denied;
	}
	slots->value = slots->from = from.data;
	slots->to = to.data;
	put_shape(out, class_of(field), shape, denied, slots);
	mq_buf_release(&from);
	mq_buf_release(&to);
}

static void say_probe(const struct probe *probe, const struct literal *as, bool bare, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	struct mq_buf typed = {0};
	size_t i = 0;

	while (i + 1 < MQ_LENGTH(probes) && probes[i].how != probe->how) {
		i++;
	}
	/* What was typed but for the mark of an ending. */
	if (probe->how == PROBE_SUFFIX) {
		mq_buf_add(&typed, probe->folded, probe->len);
	} else {
		mq_buf_add(&typed, as->text, as->len);
	}
	slots->value = typed.data;
	put(out, bare ? probes[i].bare : probes[i].text, bare ? NULL : probes[i].denied, denied, slots);
	mq_buf_release(&typed);
}

static void say_field(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out)
{
	const struct mq_field *field = saying->schema->fields + tree->field;
	const struct item *item = tree->items;
	struct slots slots = {.field = mq_field_label(field)};
	struct mq_buf typed = {0};

	denied = denied != tree->negated;
	if (item->next != NULL) {
		say_list(saying, tree, denied, &slots, out);
		return;
	}
	switch (item->kind) {
	case ITEM_UNKNOWN:
	case ITEM_KNOWN:
		put_shape(out, class_of(field),
			item->kind == ITEM_KNOWN ? SHAPE_KNOWN : SHAPE_UNKNOWN, denied, &slots);
		break;
	case ITEM_NUMBERS:
		say_numbers(saying, tree, denied, &slots, out);
		break;
	case ITEM_TEXT:
		say_probe(&item->probe, &item->as, false, denied, &slots, out);
		break;
	case ITEM_KEY:
		say_typed(item, &typed);
		slots.value = typed.data;
		put_shape(out, class_of(field), SHAPE_IS, denied, &slots);
		break;
	}
	mq_buf_release(&typed);
}

/* ---- relations ---- */

/* Who is reached: siblings share a hub, children are called by the relation; each of
 * people, and of other records. */
enum group {
	GROUP_PEOPLE,
	GROUP_RECORDS,
	GROUP_OTHER_PEOPLE,
	GROUP_OTHER_RECORDS,
	GROUP_CHILD_PEOPLE,
	GROUP_CHILD_RECORDS,
	N_GROUPS,
};

static const struct {
	enum quantifier quantifier;
	const char *texts[N_GROUPS];
} relations[] = {
	{QUANTIFIER_ANY, {N_("somebody in the {hub}"), N_("one or more in the {hub}"),
		N_("somebody else in the {hub}"), N_("one or more others in the {hub}"),
		N_("somebody among the {relation}"), N_("one or more of the {relation}")}},
	{QUANTIFIER_ALL, {N_("everybody in the {hub}"), N_("all in the {hub}"),
		N_("everybody else in the {hub}"), N_("all others in the {hub}"),
		N_("everybody among the {relation}"), N_("all of the {relation}")}},
	{QUANTIFIER_NONE, {N_("nobody in the {hub}"), N_("none in the {hub}"),
		N_("nobody else in the {hub}"), N_("none of the others in the {hub}"),
		N_("nobody among the {relation}"), N_("none of the {relation}")}},
	{QUANTIFIER_COUNT, {N_("{count} of those in the {hub}"), N_("{count} in the {hub}"),
		N_("{count} others in the {hub}"), N_("{count} of the others in the {hub}"),
		N_("{count} among the {relation}"), N_("{count} of the {relation}")}},
};

static const struct {
	enum op op;
	const char *text;
} counts[] = {
	{OP_EQUAL, N_("exactly {value}")}, {OP_NOT, N_("not {value}")},
	{OP_LESS, N_("fewer than {value}")}, {OP_AT_MOST, N_("at most {value}")},
	{OP_MORE, N_("more than {value}")}, {OP_AT_LEAST, N_("at least {value}")},
};

static void say_count(const struct tree *tree, struct mq_buf *out)
{
	char *number = mq_format("%llu", (unsigned long long)tree->n);

	for (size_t i = 0; i < MQ_LENGTH(counts); i++) {
		if (counts[i].op == tree->op) {
			fill(out, _(counts[i].text), &(struct slots){.value = number});
		}
	}
	free(number);
}

/* Are records of the kind called by a name, as people are? */
static bool are_people(const struct mq_schema *schema, mq_kind_id kind)
{
	mq_field_id title = schema->kinds[kind].title;

	return title != MQ_NO_FIELD && schema->fields[title].search == MQ_SEARCH_NAME;
}

static const char *relation_label(const struct mq_kind *kind)
{
	return mq_lang_is_chinese() && kind->relation_zh != NULL ? kind->relation_zh
		: kind->relation != NULL ? kind->relation : mq_kind_label(kind);
}

static const char *hub_label(const struct saying *saying, const struct tree *tree)
{
	if (tree->area != NULL) {
		return mq_lang_is_chinese() ? tree->area->zh : tree->area->en;
	}
	return tree->hub != MQ_NO_KIND ? mq_kind_label(saying->schema->kinds + tree->hub) : NULL;
}

static enum group group_of(const struct saying *saying, const struct tree *tree)
{
	bool people = are_people(saying->schema, tree->of);

	if (tree->hub == MQ_NO_KIND) {
		return people ? GROUP_CHILD_PEOPLE : GROUP_CHILD_RECORDS;
	}
	return tree->others ? (people ? GROUP_OTHER_PEOPLE : GROUP_OTHER_RECORDS)
		: people ? GROUP_PEOPLE : GROUP_RECORDS;
}

static void say_relation(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out)
{
	const struct mq_kind *of = saying->schema->kinds + tree->of;
	struct mq_buf count = {0};
	struct slots slots = {.hub = hub_label(saying, tree), .relation = relation_label(of)};

	if (tree->quantifier == QUANTIFIER_COUNT) {
		say_count(tree, &count);
		slots.count = count.data;
	}
	for (size_t i = 0; i < MQ_LENGTH(relations); i++) {
		if (relations[i].quantifier == tree->quantifier) {
			put(out, relations[i].texts[group_of(saying, tree)], NULL, denied, &slots);
		}
	}
	mq_buf_release(&count);
}

/* ---- nodes ---- */

const struct tree *say_denied(const struct tree *tree, bool *denied)
{
	*denied = false;
	while (tree->kind == TREE_NOT) {
		*denied = !*denied;
		tree = tree->first;
	}
	return tree;
}

static void say_all(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out)
{
	struct slots slots = {.of = mq_kind_label(saying->schema->kinds + tree->asked)};

	put(out, N_("every {of}"), NULL, denied, &slots);
}

void say_node(const struct saying *saying, const struct tree *tree, struct mq_buf *out)
{
	static const struct slots none;
	struct slots slots = none;
	bool denied;

	tree = say_denied(tree, &denied);
	switch (tree->kind) {
	case TREE_ALL:
	case TREE_NOT:
		say_all(saying, tree, denied, out);
		break;
	case TREE_AND:
		put(out, N_("all of these"), N_("not all of these"), denied, &none);
		break;
	case TREE_OR:
		put(out, N_("one of these at least"), N_("none of these"), denied, &none);
		break;
	case TREE_FIELD:
		say_field(saying, tree, denied, out);
		break;
	case TREE_WORDS:
		say_probe(&tree->probe, &tree->words, true, denied, &slots, out);
		break;
	case TREE_RELATION:
		say_relation(saying, tree, denied, out);
		break;
	}
}

/* ---- one line ---- */

enum { LINE_BYTES = 300 };

static void line(const struct saying *saying, const struct tree *tree, bool brackets,
	struct mq_buf *out);

static void line_list(const struct saying *saying, const struct tree *tree, bool brackets,
	struct mq_buf *out)
{
	mq_buf_adds(out, brackets ? "(" : "");
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		mq_buf_adds(out, each == tree->first ? ""
			: tree->kind == TREE_OR ? _(" or ") : _(" and "));
		if (out->len > LINE_BYTES) {
			mq_buf_adds(out, "…");
			break;
		}
		line(saying, each, true, out);
	}
	mq_buf_adds(out, brackets ? ")" : "");
}

static void line(const struct saying *saying, const struct tree *tree, bool brackets,
	struct mq_buf *out)
{
	bool denied;
	const struct tree *inner = say_denied(tree, &denied);

	if (inner->kind == TREE_AND || inner->kind == TREE_OR) {
		mq_buf_adds(out, denied ? _("not: ") : "");
		line_list(saying, inner, brackets || denied, out);
		return;
	}
	say_node(saying, tree, out);
	if (inner->kind == TREE_RELATION && inner->first->kind != TREE_ALL) {
		mq_buf_adds(out, _(": "));
		line(saying, inner->first, true, out);
	}
}

void say_line(const struct saying *saying, const struct tree *tree, struct mq_buf *out)
{
	line(saying, tree, false, out);
}
