/*
 * Derived tags: an expression in YAML, read once and shared by all who name the tag
 * (definitions.c). A tag that leans on itself is told with its loop:
 *
 *     a is 'b and x', b is 'c or y', c is 'not a'      a → b → c → a
 */
#include "compile.h"

#include <string.h>

#include "definitions.h"

bool compile_is_definition(const struct compile *compile)
{
	return compile->tag != NULL || compile->list != NULL;
}

/* Lists are told apart by where they are read and what they are called: a list that is
 * about to be saved is not yet the one that others find. */
static bool is_one(const struct compile *compile, const struct mq_field *tag,
	const struct mq_saved *list)
{
	if (tag != NULL || compile->list == NULL || list == NULL) {
		return tag != NULL && compile->tag == tag;
	}
	return compile->list->where == list->where && strcmp(compile->list->id, list->id) == 0;
}

const char *compile_loop(const struct compile *compile, const struct mq_field *tag,
	const struct mq_saved *list)
{
	struct mq_arena *arena = &compile->query->arena;
	const char *loop = tag != NULL ? tag->id : mq_arena_format(arena, "@%s", list->id);

	for (const struct compile *at = compile; at != NULL && compile_is_definition(at);
			at = at->outer) {
		loop = at->tag != NULL ? mq_arena_format(arena, "%s → %s", at->tag->id, loop)
			: mq_arena_format(arena, "@%s → %s", at->list->id, loop);
		if (is_one(at, tag, list)) {
			return loop;
		}
	}
	return NULL;
}

bool compile_may_nest(const struct compile *compile, unsigned below)
{
	unsigned n = below;

	for (; compile != NULL; compile = compile->outer) {
		n++;
	}
	return n <= QUERY_DERIVED_MAX;
}

void compile_nest(struct compile *compile, unsigned below)
{
	compile->below = below >= compile->below ? below + 1 : compile->below;
}

void compile_fail(struct compile *compile, enum mq_err err)
{
	compile->state = STATE_FAULT;
	compile->err = err;
}

struct tree *compile_definition(struct compile *inner, mq_kind_id kind, const char *too_deep)
{
	struct tree *tree = parse_text(inner, kind);

	if (tree != NULL) {
		tree_finish(inner->query, tree);
		if (tree->height > QUERY_HEIGHT_MAX) {
			compile_fault(inner, 0, 0, MQ_ERR_LIMIT, too_deep, QUERY_HEIGHT_MAX);
		}
	}
	return inner->state == STATE_FAULT ? NULL : tree;
}

/* ---- one tag ---- */

static void read_expression(struct compile *compile, const struct mq_field *field,
	struct definition *definition)
{
	struct compile inner = {
		.query = definitions_query(compile->query->definitions),
		.diag = compile->diag,
		.outer = compile,
		.tag = field,
		.lexer = {.text = field->expression, .len = strlen(field->expression)},
	};

	definition->state = DEFINITION_READING;
	definition->tree = compile_definition(&inner, field->kind,
		_("with the tags it leans on it is more than %d deep"));
	definition->state = DEFINITION_READ;
	definition->below = inner.below;
	if (definition->tree == NULL) {
		definition->state = DEFINITION_BROKEN;
		definitions_forget(compile->query->definitions);
		compile_fail(compile, inner.err);
	}
}

const struct tree *derived_tree(struct compile *compile, const struct mq_field *field,
	size_t from, size_t end)
{
	struct definition *definition = definitions_at(compile->query, field->number);

	if (definition->state == DEFINITION_BROKEN) {
		compile_fail(compile, MQ_ERR_CONFIG);
	} else if (definition->state == DEFINITION_READING) {
		compile_fault(compile, from, end, MQ_ERR_CONFIG, _("the tag leans on itself: %s"),
			compile_loop(compile, field, NULL));
		compile_hint(compile, _("take the name out of one of them"));
	} else if (!compile_may_nest(compile, definition->below)) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("tags lean on one another more than %d deep"), QUERY_DERIVED_MAX);
	} else if (definition->state == DEFINITION_NEW) {
		read_expression(compile, field, definition);
	}
	if (compile->state != STATE_OK) {
		return NULL;
	}
	compile_nest(compile, definition->below);
	return definition->tree;
}
