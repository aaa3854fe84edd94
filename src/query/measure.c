/*
 * Relations that come to a number: what of, and what it is compared with.
 *
 *     count "(" [or] ")" op (NUMBER | range)
 *     (sum | min | max) "(" NAME ["," or] ")" op one
 *
 * The field is one of those reached, or is read up their links. A sum is of numbers;
 * a least and a greatest are of whatever has an order.
 */
#include "compile.h"

/* ---- what of ---- */

bool measure_is_number(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL;
}

bool measure_orders(const struct mq_field *field)
{
	return measure_is_number(field) || field->type == MQ_TYPE_DATE
		|| (field->type == MQ_TYPE_CODE && field->codes->ordered);
}

bool measure_can(enum quantifier quantifier, const struct mq_field *field)
{
	if (quantifier == QUANTIFIER_SUM) {
		return measure_is_number(field) && field->years_since == MQ_NO_FIELD;
	}
	return measure_orders(field);
}

/* The first field that can be measured, of those reached or up their links. */
static void repair_field(struct compile *compile, const struct tree *tree, size_t from, size_t end)
{
	const struct mq_schema *schema = compile->query->schema;
	mq_field_id found = MQ_NO_FIELD;
	int steps = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;
		int distance = mq_schema_distance(schema, tree->of, field->number);

		if (distance >= 0 && (found == MQ_NO_FIELD || distance < steps)
				&& measure_can(tree->quantifier, field)) {
			found = field->number;
			steps = distance;
		}
	}
	if (found != MQ_NO_FIELD) {
		compile_repair(compile, from, end, "%s", schema->fields[found].id);
	}
}

static bool read_field(struct compile *compile, struct tree *tree, size_t open)
{
	struct lexer *lexer = &compile->lexer;
	const struct mq_field *field;
	struct literal name;

	lex_space(lexer);
	lex_plain(lexer, LEX_STOP_LIST, NULL, &name);
	if (name.len == 0) {
		compile_unfinished(compile, tree->from, lexer->at, _("a field"),
			mq_arena_format(&compile->query->arena, _("'%s' wants a field"),
				compile_quote(compile, tree->from, open)));
		repair_field(compile, tree, name.from, name.end);
		return false;
	}
	tree->field = bind_name(compile, tree->of, name.from, name.end);
	if (tree->field == MQ_NO_FIELD) {
		return false;
	}
	field = compile->query->schema->fields + tree->field;
	if (!measure_can(tree->quantifier, field)) {
		compile_fault(compile, name.from, name.end, MQ_ERR_QUERY,
			tree->quantifier == QUANTIFIER_SUM ? _("the values of '%s' cannot be added up")
			: _("the values of '%s' have no order"), field->id);
		compile_hint(compile, "%s", tree->quantifier == QUANTIFIER_SUM ? _("numbers can")
			: _("numbers, dates and codes that have one do"));
		repair_field(compile, tree, name.from, name.end);
		return false;
	}
	return true;
}

/* The lexer stands behind the field. */
static bool read_comma(struct compile *compile)
{
	struct lexer *lexer = &compile->lexer;
	size_t behind = lexer->at;

	lex_space(lexer);
	if (lex_take(lexer, ',') || lex_peek(lexer) == ')' || lex_peek(lexer) == LEX_END) {
		return true;
	}
	compile_fault(compile, lexer->at, lexer->at, MQ_ERR_QUERY,
		_("between the field and the query there is a comma"));
	compile_repair(compile, behind, behind, ",");
	return false;
}

struct tree *measure_brackets(struct compile *compile, struct tree *tree)
{
	size_t open = compile->lexer.at;
	bool whole;

	lex_skip(&compile->lexer);
	compile->brackets++;
	whole = read_field(compile, tree, open) && read_comma(compile);
	compile->brackets--;
	return whole ? parse_within(compile, tree->of, tree->from, open) : NULL;
}

/* ---- compared with ---- */

static bool wants_comparison(struct compile *compile, const struct tree *tree)
{
	bool count = tree->quantifier == QUANTIFIER_COUNT;
	size_t at = compile->lexer.at;

	compile_unfinished(compile, tree->from, at, count ? ">=1" : _("a comparison"),
		count ? _("a count wants to be compared with a number")
		: _("a sum, a least, a greatest wants to be compared with a value"));
	compile_repair(compile, at, at, count ? ">=1" : ":*");
	return false;
}

static bool is_order(enum op op)
{
	return op == OP_LESS || op == OP_AT_MOST || op == OP_MORE || op == OP_AT_LEAST;
}

bool measure_takes(enum op op)
{
	return is_order(op) || op == OP_IS || op == OP_EQUAL || op == OP_NOT;
}

static bool refuse_op(struct compile *compile, const struct tree *tree)
{
	const struct literal *as = &tree->items->as;

	compile_fault(compile, as->from, as->end, MQ_ERR_QUERY, _("'%s' cannot be compared with '%s'"),
		compile_quote(compile, as->from, as->end), lex_op_text(tree->op));
	compile_hint(compile, _("it goes with ':'"));
	compile_repair(compile, compile->op_from, compile->op_end, ":");
	return false;
}

static bool settle_count(struct compile *compile, struct tree *tree)
{
	struct item *item = tree->items;

	if (!value_count(compile, item)) {
		return false;
	}
	if (item->range && is_order(tree->op)) {
		return refuse_op(compile, tree);
	}
	tree->op = tree->op == OP_IS ? OP_EQUAL : tree->op;
	tree->negated = tree->op == OP_NOT;
	if (!item->range) {
		tree->n = (uint64_t)item->low;
		tree->items = NULL;
	}
	return true;
}

bool measure_value(struct compile *compile, struct tree *tree)
{
	struct lexer *lexer = &compile->lexer;
	size_t open;

	lex_space(lexer);
	compile->op_from = lexer->at;
	if (!lex_op(lexer, &tree->op)) {
		return wants_comparison(compile, tree);
	}
	compile->op_end = lexer->at;
	open = lexer->at;
	if (!term_values(compile, tree->from, &tree->op, &tree->items)) {
		return false;
	}
	tree->end = lexer->at;
	if (tree->items->next != NULL) {
		compile_fault(compile, open, lexer->at, MQ_ERR_QUERY, _("a list cannot stand here"));
		compile_hint(compile, _("a range can: 2..4"));
		compile_repair(compile, open, lexer->at, "%s", "1");
		return false;
	}
	if (!measure_takes(tree->op)) {
		return refuse_op(compile, tree);
	}
	return tree->quantifier == QUANTIFIER_COUNT ? settle_count(compile, tree)
		: bind_measure(compile, tree, tree->field);
}
