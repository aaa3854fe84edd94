/*
 * Who asks outside of a relation's brackets.
 *
 *     members.any(age>^age)              somebody older than the one who asks
 *     members.any(visits.any(date<^^residence_since))
 *     visits.any(^(age>=80) met)         ^(…) is asked of who asks
 *
 * One ^ is one bracket out. What stands in ^(…) is itself outside: a ^ in it goes on from there.
 */
#include "compile.h"

#include <string.h>

/* ---- how far ---- */

static bool refuse_outermost(struct compile *compile, size_t from, size_t end)
{
	compile_fault(compile, from, end, MQ_ERR_QUERY, _("there is no outer record here"));
	compile_hint(compile, _("in quotes it is text: \"%s\""), compile_quote(compile, from, end));
	compile_repair_quoted(compile, from, end);
	return false;
}

/* The carets, and what is written behind them. */
static unsigned read_carets(struct compile *compile, struct literal *name)
{
	unsigned outside = 0;

	while (lex_take(&compile->lexer, '^')) {
		outside++;
	}
	lex_plain(&compile->lexer, LEX_STOP_VALUE, NULL, name);
	return outside;
}

static mq_kind_id kind_outside(const struct compile *compile, unsigned outside)
{
	return compile->outside[compile->relations - outside];
}

/* ---- comparisons ---- */

bool caret_follows(struct compile *compile, enum op *op)
{
	struct lexer ahead = compile->lexer;
	size_t end = compile->op_end;
	enum op nearer = *op;

	lex_space(&ahead);
	if (*op == OP_IS && lex_op(&ahead, &nearer)) {
		end = ahead.at;
		lex_space(&ahead);
	}
	if (lex_peek(&ahead) != '^' || !measure_takes(nearer)) {
		return false;
	}
	compile->lexer = ahead;
	compile->op_end = end;
	*op = nearer;
	return true;
}

static bool same_type(const struct mq_field *a, const struct mq_field *b)
{
	if (measure_is_number(a) && measure_is_number(b)) {
		return true;
	}
	return a->type == b->type && a->type != MQ_TYPE_MULTI && a->codes == b->codes
		&& (a->type != MQ_TYPE_REF || a->target == b->target);
}

static bool refuse_types(struct compile *compile, const struct tree *tree, const struct mq_field *a,
	const struct mq_field *b)
{
	bool multi = a->type == MQ_TYPE_MULTI || b->type == MQ_TYPE_MULTI;

	compile_fault(compile, tree->from, tree->end, MQ_ERR_QUERY,
		_("'%s' cannot be compared with '%s' of the outer record"), a->id, b->id);
	compile_hint(compile, "%s", multi ? _("a field of several codes has no one value")
		: _("both have to be of one type"));
	compile_repair(compile, compile->op_from, tree->end, ":*");
	return false;
}

static bool refuse_order(struct compile *compile, const struct tree *tree,
	const struct mq_field *field)
{
	compile_fault(compile, tree->from, tree->end, MQ_ERR_QUERY,
		_("the values of '%s' have no order"), field->id);
	compile_hint(compile, _("here '=' asks for the same value"));
	compile_repair(compile, compile->op_from, compile->op_end, "=");
	return false;
}

static bool set_field(struct compile *compile, struct tree *tree, mq_field_id number)
{
	const struct mq_field *field = compile->query->schema->fields + number;

	tree->field = number;
	tree->base = field->years_since != MQ_NO_FIELD ? field->years_since : number;
	if (field->expression != NULL) {
		tree->derived = derived_tree(compile, field, tree->from, tree->end);
	}
	return field->expression == NULL || tree->derived != NULL;
}

static bool needs_order(enum op op)
{
	return op != OP_IS && op != OP_EQUAL && op != OP_NOT;
}

bool caret_can(const struct mq_field *own, const struct mq_field *other, enum op op)
{
	return same_type(own, other) && (!needs_order(op) || measure_orders(own));
}

static bool bind_pair(struct compile *compile, struct tree *tree, mq_field_id own,
	mq_field_id other)
{
	const struct mq_field *fields = compile->query->schema->fields;

	if (!same_type(fields + own, fields + other)) {
		return refuse_types(compile, tree, fields + own, fields + other);
	}
	if (needs_order(tree->op) && !measure_orders(fields + own)) {
		return refuse_order(compile, tree, fields + own);
	}
	tree->negated = tree->op == OP_NOT;
	tree->other = mq_arena_alloc(&compile->query->arena, sizeof(*tree->other));
	*tree->other = (struct tree){.kind = TREE_FIELD, .from = tree->from, .end = tree->end,
		.asked = kind_outside(compile, tree->outside), .link = MQ_NO_FIELD, .hub = MQ_NO_KIND};
	return set_field(compile, tree, own) && set_field(compile, tree->other, other);
}

bool caret_compare(struct compile *compile, struct tree *tree, const struct literal *name)
{
	size_t from = compile->lexer.at;
	mq_field_id own = MQ_NO_FIELD;
	mq_field_id other = MQ_NO_FIELD;
	struct literal field;

	tree->outside = read_carets(compile, &field);
	tree->op = tree->op == OP_IS ? OP_EQUAL : tree->op;
	tree->end = field.end;
	if (tree->outside > compile->relations) {
		return refuse_outermost(compile, from, field.end);
	}
	if (field.len == 0) {
		compile_unfinished(compile, tree->from, field.end, _("a field"),
			mq_arena_format(&compile->query->arena, _("'%s' wants a field"),
				compile_quote(compile, from, field.end)));
		compile_repair(compile, compile->op_from, field.end, ":*");
		return false;
	}
	own = bind_name(compile, tree->asked, name->from, name->end);
	if (own != MQ_NO_FIELD) {
		other = bind_name(compile, kind_outside(compile, tree->outside), field.from,
			field.end);
	}
	return other != MQ_NO_FIELD && bind_pair(compile, tree, own, other);
}

/* ---- ^(…) ---- */

/* The lexer stands at the bracket. */
static struct tree *read_outside(struct compile *compile, mq_kind_id kind, size_t from,
	unsigned outside)
{
	struct tree *tree = parse_new(compile, TREE_OUTER, kind, from);
	mq_kind_id kinds[QUERY_RELATIONS_MAX];
	size_t open = compile->lexer.at;

	memcpy(kinds, compile->outside, sizeof(kinds));
	tree->outside = outside;
	tree->asked = kind;
	compile->relations -= outside;
	tree->first = parse_brackets(compile, compile->outside[compile->relations], from);
	compile->relations += outside;
	memcpy(compile->outside, kinds, sizeof(kinds));
	if (tree->first == NULL) {
		return NULL;
	}
	if (tree->first->kind == TREE_ALL) {
		compile_fault(compile, open, compile->lexer.at, MQ_ERR_QUERY,
			_("there is nothing between these brackets"));
		compile_repair(compile, from, compile->lexer.at, "%s", "");
		return NULL;
	}
	tree->end = compile->lexer.at;
	return tree;
}

struct tree *caret_term(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct literal name;
	unsigned outside = read_carets(compile, &name);

	if (outside > compile->relations) {
		refuse_outermost(compile, from, name.end);
		return NULL;
	}
	if (name.len > 0 || lex_peek(&compile->lexer) != '(') {
		compile_unfinished(compile, from, from, "(",
			mq_arena_format(&compile->query->arena, _("'%s' wants brackets"),
				compile_quote(compile, from, name.end)));
		compile_hint(compile, _("write ^(age>=60), or age>^age"));
		compile_repair(compile, name.from, name.end, "(%.*s)", (int)name.len, name.text);
		return NULL;
	}
	return read_outside(compile, kind, from, outside);
}
