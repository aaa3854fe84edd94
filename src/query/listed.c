/*
 * A condition that lists values of one field, `f:{a b}`, `-f:a` or `(f:a or f:b)`, read back
 * as that list.
 */
#include "tree.h"

/* Of texts `:` only looks inside; `?` and `*` are the same with any operator. */
static bool is_value(const struct mq_field *field, const struct tree *tree, const struct item *item)
{
	return item->kind == ITEM_UNKNOWN || item->kind == ITEM_KNOWN || tree->op == OP_EQUAL
		|| ((tree->op == OP_IS || tree->op == OP_NOT) && field->type != MQ_TYPE_TEXT);
}

static void print_value(const struct mq_field *field, const struct tree *tree,
	const struct item *item, struct mq_buf *out)
{
	if (field->type == MQ_TYPE_BOOL && tree->items->next == NULL && item->kind == ITEM_NUMBERS) {
		mq_buf_adds(out, "true");	/* no is `true`, negated */
	} else {
		item_print(item, out);
	}
	mq_buf_addc(out, '\0');
}

static bool list_field(const struct mq_query *query, const struct tree *tree, struct mq_buf *out)
{
	const struct mq_field *field = query->schema->fields + tree->field;

	if (tree->kind != TREE_FIELD || tree->other != NULL || tree->place) {
		return false;
	}
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (!is_value(field, tree, item)) {
			return false;
		}
		print_value(field, tree, item, out);
	}
	return true;
}

bool mq_query_conjunct_list(const struct mq_query *query, size_t i, bool *negated,
	struct mq_buf *values)
{
	const struct tree *tree = query->conjuncts[i];

	*negated = false;
	while (tree->kind == TREE_NOT) {
		*negated = !*negated;
		tree = tree->first;
	}
	if (tree->kind != TREE_OR) {
		*negated = tree->negated ? !*negated : *negated;
		return list_field(query, tree, values);
	}
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		if (each->negated || !list_field(query, each, values)) {
			return false;
		}
	}
	return mq_query_conjunct_field(query, i) != MQ_NO_FIELD;
}
