/*
 * What the nodes of a tree say, one by one or all in a line. Comparisons are told in
 * say_value.c, relations in say_relation.c, phrases and their slots in say_phrase.c.
 */
#include "say_own.h"

#include <string.h>

#include <minqing/answer.h>

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

	phrase_put(out, N_("every {of}"), NULL, denied, &slots);
}

/* By its label, with its arguments as they are written. */
static void say_saved(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out)
{
	const char *id = tree->name + strspn(tree->name, "@");
	size_t len = strcspn(id, "(");
	const struct mq_saved *list = mq_schema_saved(saying->schema, id, len, tree->where);
	struct mq_buf name = {0};

	if (list != NULL) {
		mq_buf_adds(&name, mq_saved_label(list));
	} else {
		mq_buf_add(&name, id, len);
	}
	mq_buf_adds(&name, id[len] ? " " : "");
	mq_buf_adds(&name, id + len);
	phrase_put(out, N_("on the list '{value}'"), N_("not on the list '{value}'"), denied,
		&(struct slots){.value = name.data});
	mq_buf_release(&name);
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
		phrase_put(out, N_("all of these"), N_("not all of these"), denied, &none);
		break;
	case TREE_OR:
		phrase_put(out, N_("one of these at least"), N_("none of these"), denied, &none);
		break;
	case TREE_FIELD:
		slots.field = mq_field_label(saying->schema->fields + tree->field);
		say_compared(saying, tree, denied, &slots, out);
		break;
	case TREE_OUTER:
		phrase_put(out, N_("oneself"), NULL, denied, &none);
		break;
	case TREE_WORDS:
		say_words(tree, denied, out);
		break;
	case TREE_RELATION:
		say_relation(saying, tree, denied, out);
		break;
	case TREE_SAVED:
		say_saved(saying, tree, denied, out);
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
	if ((inner->kind == TREE_RELATION && inner->first->kind != TREE_ALL)
			|| inner->kind == TREE_OUTER) {
		mq_buf_adds(out, _(": "));
		line(saying, inner->first, true, out);
	}
}

void say_line(const struct saying *saying, const struct tree *tree, struct mq_buf *out)
{
	line(saying, tree, false, out);
}

void mq_query_say_conjunct(const struct mq_query *query, size_t i, struct mq_buf *out)
{
	const struct saying saying = {query->schema, query->today};

	say_line(&saying, query->conjuncts[i], out);
}
