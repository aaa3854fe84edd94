/*
 * Names become fields, bare words become tags, codes or text.
 *
 * Which comparisons a field takes is a table. After binding, a comparison with <
 * or >= is a range of numbers like any other, `f!=v` is `f:v` negated, and the
 * years since a date are days of that date.
 */
#include "compile.h"

#include <string.h>

#include "day.h"

enum takes {
	TAKES_SAME = 1,		/* : = != */
	TAKES_ORDER = 2,	/* < <= > >= and ranges */
	TAKES_PATTERN = 4,	/* ~ !~ */
	TAKES_PART = 8,		/* ^= *= */
	TAKES_NEAR = 16,	/* ~~ */
};

static unsigned takes(const struct mq_field *field)
{
	switch (field->type) {
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
	case MQ_TYPE_DATE:
		return TAKES_SAME | TAKES_ORDER;
	case MQ_TYPE_CODE:
		return TAKES_SAME | TAKES_PART | (field->codes->ordered ? TAKES_ORDER : 0);
	case MQ_TYPE_MULTI:
		return TAKES_SAME | TAKES_PART;
	case MQ_TYPE_TEXT:
		return TAKES_SAME | TAKES_PATTERN | TAKES_PART | TAKES_NEAR;
	case MQ_TYPE_BOOL:
	case MQ_TYPE_REF:
		break;
	}
	return TAKES_SAME;
}

static unsigned wants(enum op op)
{
	switch (op) {
	case OP_LESS:
	case OP_AT_MOST:
	case OP_MORE:
	case OP_AT_LEAST:
		return TAKES_ORDER;
	case OP_MATCH:
	case OP_NO_MATCH:
		return TAKES_PATTERN;
	case OP_BEGINS:
	case OP_HOLDS:
		return TAKES_PART;
	case OP_NEAR:
		return TAKES_NEAR;
	case OP_IS:
	case OP_EQUAL:
	case OP_NOT:
		break;
	}
	return TAKES_SAME;
}

bool bind_takes(const struct mq_field *field, enum op op)
{
	return (takes(field) & wants(op)) != 0;
}

/* ---- names ---- */

bool bind_name_is(const char *name, const struct mq_buf *folded)
{
	struct mq_buf own = {0};
	bool same;

	if (name != NULL) {
		mq_utf8_fold(&own, name, strlen(name));
	}
	same = own.len > 0 && own.len == folded->len && memcmp(own.data, folded->data, own.len) == 0;
	mq_buf_release(&own);
	return same;
}

bool bind_name_holds(const char *name, const struct mq_buf *folded, bool at_start)
{
	struct mq_buf own = {0};
	const char *at;
	bool holds;

	mq_utf8_fold(&own, name, strlen(name));
	at = own.len > 0 ? memmem(own.data, own.len, folded->data, folded->len) : NULL;
	holds = at != NULL && (!at_start || at == own.data);
	mq_buf_release(&own);
	return holds;
}

/* A journal's day is `date` whatever its field is called. */
static mq_field_id find_field(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	size_t len)
{
	static const char *const dates[] = {"date", "日期"};
	mq_field_id field = mq_schema_field_exact(schema, kind, name, len);

	for (size_t i = 0; i < MQ_LENGTH(dates) && field == MQ_NO_FIELD; i++) {
		if (len == strlen(dates[i]) && memcmp(name, dates[i], len) == 0) {
			field = schema->kinds[kind].date;
		}
	}
	if (field == MQ_NO_FIELD && mq_schema_renamed(schema, MQ_RENAME_FIELD, NULL, name, len) == NULL) {
		field = mq_schema_field(schema, kind, name, len);
	}
	if (field != MQ_NO_FIELD && schema->fields[field].reading_of != MQ_NO_FIELD) {
		field = MQ_NO_FIELD;
	}
	return field;
}

static void hint_nearest(struct compile *compile, mq_kind_id kind, size_t from, size_t end)
{
	enum { NEAREST = 3 };
	const char *names[NEAREST];
	const char *name = compile_quote(compile, from, end);
	size_t n = mq_schema_nearest(compile->query->schema, kind, name, names, NEAREST);

	compile_hint_nearest(compile, names, n);
	if (n > 0) {
		compile_repair_nearest(compile, from, end, names, n);
	} else if (from == compile->term) {
		compile_repair_quoted(compile, from, compile->lexer.at);
	}
}

/* A name that fields had once and that none has now: a fault that says why. */
static bool is_gone(struct compile *compile, size_t from, size_t end)
{
	const struct mq_rename *renamed = mq_schema_renamed(compile->query->schema, MQ_RENAME_FIELD,
		NULL, compile->lexer.text + from, end - from);

	if (renamed == NULL || renamed->now != NULL) {
		return false;
	}
	compile_fault(compile, from, end, MQ_ERR_QUERY, _("'%s' is gone: %s"),
		compile_quote(compile, from, end), renamed->why);
	return true;
}

mq_field_id bind_name(struct compile *compile, mq_kind_id kind, size_t from, size_t end)
{
	const struct mq_schema *schema = compile->query->schema;
	mq_field_id field = find_field(schema, kind, compile->lexer.text + from, end - from);

	if (field == MQ_NO_FIELD && !is_gone(compile, from, end)
			&& !pinyin_field(compile, kind, from, end, &field)) {
		compile_fault(compile, from, end, MQ_ERR_QUERY, _("there is no field called '%s'"),
			compile_quote(compile, from, end));
		hint_nearest(compile, kind, from, end);
	}
	return field;
}

/* ---- comparisons ---- */

/* The comparison as `:`; a pattern as the text it spells. */
static void repair_op(struct compile *compile, const struct tree *tree)
{
	const struct literal *as = &tree->items->as;

	if (wants(tree->op) == TAKES_PATTERN) {
		compile_repair(compile, compile->op_from, as->end, ":\"%.*s\"", (int)as->len, as->text);
	} else {
		compile_repair(compile, compile->op_from, compile->op_end, ":");
	}
}

static void refuse_op(struct compile *compile, const struct tree *tree, const struct mq_field *field)
{
	const char *op = lex_op_text(tree->op);
	size_t end = tree->items->as.end;

	compile_fault(compile, tree->from, end, MQ_ERR_QUERY, _("'%s' cannot be compared with '%s'"),
		field->id, op);
	if (wants(tree->op) == TAKES_PATTERN) {
		compile_hint(compile, _("patterns are for text; here ':' asks for a value"));
	} else if (wants(tree->op) == TAKES_PART) {
		compile_hint(compile, _("'%s' is for text and codes; here ':' asks for a value"), op);
	} else if (wants(tree->op) == TAKES_NEAR) {
		compile_hint(compile, _("'%s' is for text; here ':' asks for a value"), op);
	} else if (field->type == MQ_TYPE_CODE) {
		compile_hint(compile, _("the codes of '%s' have no order; ':' asks for one of them"),
			field->id);
	} else {
		compile_hint(compile, _("here ':' asks for a value"));
	}
	repair_op(compile, tree);
}

/* < and its like: one value, which becomes all below or above it. */
static bool order_item(struct compile *compile, const struct tree *tree, struct item *item)
{
	int64_t low = item->low;
	int64_t high = item->high;
	size_t from = item->as.from;

	if (item->next != NULL) {
		compile_fault(compile, from, compile->lexer.at, MQ_ERR_QUERY,
			_("a list cannot be compared with '%s'"), lex_op_text(tree->op));
		compile_hint(compile, _("a list goes with ':' or '!='"));
		repair_op(compile, tree);
		return false;
	}
	if (item->kind != ITEM_NUMBERS || item->range) {
		compile_fault(compile, from, item->as.end, MQ_ERR_QUERY,
			_("'%s' cannot be compared with '%s'"),
			compile_quote(compile, from, item->as.end), lex_op_text(tree->op));
		compile_hint(compile, _("it goes with ':'"));
		repair_op(compile, tree);
		return false;
	}
	item->low = tree->op == OP_MORE ? high + 1 : tree->op == OP_AT_LEAST ? low : NUMBER_MIN;
	item->high = tree->op == OP_LESS ? low - 1 : tree->op == OP_AT_MOST ? high : NUMBER_MAX;
	return true;
}

static void settle_bool(struct tree *tree)
{
	struct item *item = tree->items;

	if (item->kind == ITEM_NUMBERS && item->next == NULL && item->low == 0 && item->high == 0) {
		tree->negated = !tree->negated;
		item->low = item->high = 1;
	}
}

static bool bind_items(struct compile *compile, struct tree *tree, const struct mq_field *field)
{
	for (struct item *item = tree->items; item != NULL; item = item->next) {
		if (!value_bind(compile, tree, item)) {
			return false;
		}
		if (wants(tree->op) == TAKES_ORDER && !order_item(compile, tree, item)) {
			return false;
		}
		item_to_days(compile->query->today, item);
		if (field->years_since != MQ_NO_FIELD && item->kind == ITEM_NUMBERS
				&& tree->kind == TREE_FIELD) {
			day_of_years(compile->query->today, &item->low, &item->high);
		}
	}
	return true;
}

bool bind_field(struct compile *compile, struct tree *tree, mq_field_id number)
{
	const struct mq_field *field = compile->query->schema->fields + number;

	tree->field = number;
	tree->base = field->years_since != MQ_NO_FIELD ? field->years_since : number;
	tree->negated = tree->op == OP_NOT || tree->op == OP_NO_MATCH;
	if ((takes(field) & wants(tree->op)) == 0) {
		refuse_op(compile, tree, field);
		return false;
	}
	if (!bind_items(compile, tree, field)) {
		return false;
	}
	if (field->type == MQ_TYPE_BOOL) {
		settle_bool(tree);
	}
	if (field->expression != NULL) {
		tree->derived = derived_tree(compile, field, tree->from, tree->end);
		return tree->derived != NULL;
	}
	return true;
}

bool bind_measure(struct compile *compile, struct tree *tree, mq_field_id number)
{
	const struct mq_field *field = compile->query->schema->fields + number;

	tree->field = number;
	tree->base = field->years_since != MQ_NO_FIELD ? field->years_since : number;
	tree->negated = tree->op == OP_NOT;
	return bind_items(compile, tree, field);
}

/* ---- bare words ---- */

static bool bind_tag(struct compile *compile, struct tree *tree, mq_field_id number, int code)
{
	const struct mq_field *field = compile->query->schema->fields + number;
	struct item *item = mq_arena_alloc(&compile->query->arena, sizeof(*item));

	tree->kind = TREE_FIELD;
	tree->op = OP_IS;
	tree->items = item;
	item->as = tree->words;
	if (field->type == MQ_TYPE_BOOL) {
		item->as.text = code != 0 ? "true" : "false";
	} else {
		item->as.text = field->codes->codes[code].id;
	}
	item->as.len = strlen(item->as.text);
	/* A code's id is taken as it is, whatever it holds. */
	item->as.form = LITERAL_QUOTED;
	return bind_field(compile, tree, number);
}

/* The nearest that are tags; where none is near, the word without the sign is text. */
static void hint_tags(struct compile *compile, const struct tree *tree)
{
	enum { NEAREST = 12 };
	const struct literal *words = &tree->words;
	const struct mq_schema *schema = compile->query->schema;
	const char *names[NEAREST];
	size_t n = mq_schema_nearest(schema, tree->asked,
		compile_quote(compile, words->from, words->end), names, NEAREST);
	size_t n_tags = 0;
	mq_field_id field;
	int code;

	for (size_t i = 0; i < n; i++) {
		if (mq_schema_bare(schema, tree->asked, names[i], strlen(names[i]), &field, &code)) {
			names[n_tags++] = names[i];
		}
	}
	compile_hint_nearest(compile, names, n_tags);
	if (n_tags > 0) {
		compile_repair_nearest(compile, words->from, words->end, names, n_tags);
	} else {
		compile_repair(compile, tree->from, words->from, "%s", "");
	}
}

bool bind_words(struct compile *compile, struct tree *tree, bool must_be_tag)
{
	const struct mq_schema *schema = compile->query->schema;
	const struct literal *words = &tree->words;
	mq_field_id field;
	int code;

	if (words->form == LITERAL_PLAIN
			&& mq_schema_bare(schema, tree->asked, words->text, words->len, &field, &code)) {
		return bind_tag(compile, tree, field, code);
	}
	if (words->form == LITERAL_PLAIN && is_gone(compile, words->from, words->end)) {
		return false;
	}
	if (must_be_tag) {
		compile_fault(compile, words->from, words->end, MQ_ERR_QUERY,
			_("there is no tag called '%s'"),
			compile_quote(compile, words->from, words->end));
		hint_tags(compile, tree);
		return false;
	}
	return probe_bind(compile, words, false, &tree->probe);
}
