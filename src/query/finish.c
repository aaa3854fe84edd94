/*
 * Once a tree is bound: how deep evaluating it goes, what is dear, and under which
 * text its answer is kept.
 */
#include "tree.h"

#include <inttypes.h>

/* A posting that can be lent as it is needs no keeping; nor does what and and or
 * make of what is kept. */
static bool is_cheap(const struct mq_schema *schema, const struct tree *tree)
{
	const struct mq_field *field;

	if (tree->kind != TREE_FIELD) {
		return tree->kind != TREE_WORDS && tree->kind != TREE_RELATION
			&& tree->kind != TREE_SAVED;
	}
	field = schema->fields + tree->field;
	return (field->type == MQ_TYPE_BOOL || field->type == MQ_TYPE_CODE
		|| field->type == MQ_TYPE_MULTI)
		&& tree->derived == NULL && field->kind == tree->asked;
}

/* A list's name is not enough: it may be defined anew, and hidden from some. */
static void add_definitions(const struct mq_schema *schema, const struct tree *tree,
	struct mq_buf *key)
{
	if (tree->kind == TREE_SAVED) {
		mq_buf_addf(key, "\t%d.%" PRIu64, (int)tree->where, tree->where == MQ_SAVED_CONFIG
			? 0 : mq_schema_saved_generation(schema));
	}
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		add_definitions(schema, each, key);
	}
}

static void set_key(struct mq_query *query, struct tree *tree)
{
	struct mq_buf key = {0};

	mq_buf_addf(&key, "%u\t", tree->asked);
	tree_print(query->schema, tree, false, &key);
	if (query->n_calls > 0) {
		add_definitions(query->schema, tree, &key);
	}
	tree->key = mq_arena_strndup(&query->arena, key.data, key.len);
	tree->key_len = key.len;
	mq_buf_release(&key);
}

static bool is_scan(const struct mq_schema *schema, const struct tree *tree)
{
	if (tree->kind == TREE_SAVED && tree->derived != NULL) {
		return tree->derived->scans;
	}
	if (tree->kind == TREE_WORDS) {
		return tree->probe.how == PROBE_PATTERN || tree->probe.how == PROBE_NEAR;
	}
	if (tree->kind != TREE_FIELD || schema->fields[tree->field].kind != tree->asked) {
		return false;
	}
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (item->kind == ITEM_TEXT && (item->probe.how == PROBE_PATTERN
				|| item->probe.how == PROBE_NEAR
				|| schema->fields[tree->field].search == MQ_SEARCH_NONE)) {
			return true;
		}
	}
	return false;
}

static enum effort field_effort(const struct mq_schema *schema, const struct tree *tree)
{
	const struct mq_field *field = schema->fields + tree->field;
	bool own = field->kind == tree->asked;

	if (tree->derived != NULL) {
		return own || tree->derived->effort > EFFORT_LINK ? tree->derived->effort : EFFORT_LINK;
	}
	if (!own) {
		return EFFORT_LINK;
	}
	return is_cheap(schema, tree) ? EFFORT_POSTING : EFFORT_COLUMN;
}

/* Of what is not below it. */
static enum effort own_effort(const struct mq_schema *schema, const struct tree *tree)
{
	switch (tree->kind) {
	case TREE_FIELD:
		return field_effort(schema, tree);
	case TREE_WORDS:
		return EFFORT_LINK;
	case TREE_RELATION:
		return EFFORT_RELATION;
	case TREE_SAVED:
		return tree->derived != NULL ? tree->derived->effort : EFFORT_POSTING;
	case TREE_ALL:
	case TREE_AND:
	case TREE_OR:
	case TREE_NOT:
	case TREE_OUTER:
		break;
	}
	return EFFORT_POSTING;
}

static bool is_near(const struct tree *tree)
{
	return (tree->kind == TREE_FIELD && tree->op == OP_NEAR)
		|| (tree->kind == TREE_WORDS && tree->probe.how == PROBE_NEAR)
		|| (tree->derived != NULL && tree->derived->near);
}

/* What a tag takes, if it is one. */
static unsigned tag_height(const struct tree *tree)
{
	return tree->derived != NULL ? tree->derived->height : 0;
}

/* How far outside what stands below a tree looks. */
static unsigned open_below(const struct tree *tree)
{
	unsigned open = 0;

	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		open = each->open > open ? each->open : open;
	}
	return open;
}

void tree_finish(struct mq_query *query, struct tree *tree)
{
	bool relation = tree->kind == TREE_RELATION;
	unsigned below;

	tree->height = tag_height(tree) + 1;
	if (tree->other != NULL && tag_height(tree->other) >= tree->height) {
		tree->height = tag_height(tree->other) + 1;
	}
	tree->effort = own_effort(query->schema, tree);
	tree->scans = is_scan(query->schema, tree);
	tree->near = is_near(tree);
	for (struct tree *each = tree->first; each != NULL; each = each->next) {
		tree_finish(query, each);
		tree->height = each->height >= tree->height ? each->height + 1 : tree->height;
		tree->effort = each->effort > tree->effort ? each->effort : tree->effort;
		tree->scans = tree->scans || (each->scans && !relation);
		tree->near = tree->near || each->near;
	}
	below = open_below(tree);
	tree->open = relation ? below - (below > 0) : below + tree->outside;
	/* Who asks is compared with each of the others: pays to narrow before. */
	tree->scans = tree->scans || (relation && below > 0);
	tree->effort = tree->scans ? EFFORT_SCAN : tree->effort;
	if (tree->open == 0 && !is_cheap(query->schema, tree)) {
		set_key(query, tree);
	}
}
