/*
 * A query's text with one of its saved lists written otherwise: by a new name, or by what it
 * asks, with the values it is filled in with. Only what stands in the text itself is; what
 * lists and tags lean on is written elsewhere.
 */
#include "tree.h"

#include <string.h>

/* "@name" or "@name(80)" */
static bool is_call(const struct tree *tree, const char *id, enum mq_saved_where where)
{
	size_t len = strlen(id);

	return tree->kind == TREE_SAVED && tree->where == where && tree->name[0] == '@'
		&& strncmp(tree->name + 1, id, len) == 0 && strchr("(", tree->name[1 + len]) != NULL;
}

/* The first call of the list from a byte of the text on, in tree and all below; NULL: none. */
static const struct tree *next_call(const struct tree *tree, const char *id,
	enum mq_saved_where where, size_t from)
{
	const struct tree *found = tree->from >= from && is_call(tree, id, where) ? tree : NULL;

	for (const struct tree *child = tree->first; child != NULL; child = child->next) {
		const struct tree *below = next_call(child, id, where, from);

		if (below != NULL && (found == NULL || below->from < found->from)) {
			found = below;
		}
	}
	return found;
}

bool mq_query_print_otherwise(const struct mq_query *query, const char *text, const char *id,
	enum mq_saved_where where, const char *to, struct mq_buf *out)
{
	size_t at = 0;

	for (const struct tree *call; (call = next_call(query->root, id, where, at)) != NULL;) {
		mq_buf_add(out, text + at, call->from - at);
		if (to != NULL) {
			mq_buf_addf(out, "@%s", to);
			at = call->words.from;
		} else {
			bool alone = call == query->root;

			mq_buf_adds(out, alone ? "" : "(");
			tree_print(query->schema, call->derived, false, out);
			mq_buf_adds(out, alone ? "" : ")");
			at = call->end;
		}
	}
	if (at > 0) {
		mq_buf_add(out, text + at, query->len - at);
	}
	return at > 0;
}
