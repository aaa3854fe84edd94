/*
 * Derived tags: an expression in YAML, read once for a query and shared by all
 * who name the tag. A tag that leans on itself is told with its loop:
 *
 *     a is 'b and x', b is 'c or y', c is 'not a'      a → b → c → a
 */
#include "compile.h"

#include <string.h>

enum derived_state {
	DERIVED_NEW,
	DERIVED_READING,
	DERIVED_DONE,
	DERIVED_BROKEN,
};

/* "b → c → b", from where the tag was first asked for. */
static const char *name_loop(const struct compile *compile, const struct mq_field *field)
{
	const char *loop = field->id;
	struct mq_arena *arena = &compile->query->arena;

	for (const struct compile *at = compile; at != NULL && at->tag != NULL; at = at->outer) {
		loop = mq_arena_format(arena, "%s → %s", at->tag->id, loop);
		if (at->tag == field) {
			break;
		}
	}
	return loop;
}

static unsigned nesting(const struct compile *compile)
{
	unsigned n = 0;

	for (; compile != NULL; compile = compile->outer) {
		n++;
	}
	return n;
}

static void fail(struct compile *compile, enum mq_err err)
{
	compile->state = STATE_FAULT;
	compile->err = err;
}

static const struct tree *read_expression(struct compile *compile, const struct mq_field *field)
{
	struct mq_query *query = compile->query;
	struct compile inner = {
		.query = query,
		.diag = compile->diag,
		.outer = compile,
		.tag = field,
		.lexer = {.text = field->expression, .len = strlen(field->expression)},
	};
	struct tree *tree;

	query->derived_state[field->number] = DERIVED_READING;
	tree = parse_text(&inner, field->kind);
	if (tree != NULL) {
		tree_finish(query, tree);
		if (tree->height > QUERY_HEIGHT_MAX) {
			compile_fault(&inner, 0, 0, MQ_ERR_LIMIT,
				_("with the tags it leans on it is more than %d deep"), QUERY_HEIGHT_MAX);
		}
	}
	if (inner.state == STATE_FAULT) {
		query->derived_state[field->number] = DERIVED_BROKEN;
		fail(compile, inner.err);
		return NULL;
	}
	query->derived[field->number] = tree;
	query->derived_state[field->number] = DERIVED_DONE;
	return tree;
}

const struct tree *derived_tree(struct compile *compile, const struct mq_field *field,
	size_t from, size_t end)
{
	struct mq_query *query = compile->query;

	if (query->derived == NULL) {
		query->derived = mq_arena_alloc(&query->arena,
			query->schema->n_fields * sizeof(*query->derived));
		query->derived_state = mq_arena_alloc(&query->arena, query->schema->n_fields);
	}
	switch ((enum derived_state)query->derived_state[field->number]) {
	case DERIVED_DONE:
		return query->derived[field->number];
	case DERIVED_BROKEN:
		fail(compile, MQ_ERR_CONFIG);
		return NULL;
	case DERIVED_READING:
		compile_fault(compile, from, end, MQ_ERR_CONFIG, _("the tag leans on itself: %s"),
			name_loop(compile, field));
		return NULL;
	case DERIVED_NEW:
		break;
	}
	if (nesting(compile) > QUERY_DERIVED_MAX) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("tags lean on one another more than %d deep"), QUERY_DERIVED_MAX);
		return NULL;
	}
	return read_expression(compile, field);
}
