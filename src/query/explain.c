/*
 * A question taken apart: every node answered on its own, what is below it first, so
 * that a node's time is what it adds. How a node is answered is known from its kind and
 * type, but that a text was looked at record by record is seen by how many there were.
 */
#include "evaluate.h"
#include "say.h"

#include <assert.h>
#include <stdlib.h>

/* ---- means ---- */

static const struct {
	const char *id;
	const char *label;
} means_names[] = {
	[MQ_MEANS_ALL] = {"all", N_("all")},
	[MQ_MEANS_SETS] = {"sets", N_("sets")},
	[MQ_MEANS_POSTING] = {"posting", N_("posting")},
	[MQ_MEANS_COLUMN] = {"column", N_("column")},
	[MQ_MEANS_GRAMS] = {"grams", N_("grams")},
	[MQ_MEANS_SCAN] = {"scan", N_("scan")},
	[MQ_MEANS_LINKS] = {"links", N_("links")},
	[MQ_MEANS_TAG] = {"tag", N_("tag")},
	[MQ_MEANS_LIST] = {"list", N_("list")},
	[MQ_MEANS_CACHE] = {"cache", N_("cache")},
	[MQ_MEANS_PAIRS] = {"pairs", N_("pairs")},
};
static_assert(MQ_LENGTH(means_names) == MQ_MEANS_LAST + 1, "every means has a name");

const char *mq_means_id(enum mq_means means)
{
	return means_names[means].id;
}

const char *mq_means_label(enum mq_means means)
{
	return _(means_names[means].label);
}

static enum mq_means means_of_field(const struct mq_schema *schema, const struct tree *tree)
{
	static const enum mq_means by_type[] = {
		[MQ_TYPE_BOOL] = MQ_MEANS_POSTING, [MQ_TYPE_CODE] = MQ_MEANS_POSTING,
		[MQ_TYPE_MULTI] = MQ_MEANS_POSTING, [MQ_TYPE_INT] = MQ_MEANS_COLUMN,
		[MQ_TYPE_DECIMAL] = MQ_MEANS_COLUMN, [MQ_TYPE_DATE] = MQ_MEANS_COLUMN,
		[MQ_TYPE_TEXT] = MQ_MEANS_GRAMS, [MQ_TYPE_REF] = MQ_MEANS_COLUMN,
	};
	bool mark = tree->items != NULL && tree->items->next == NULL && (tree->items->kind == ITEM_KNOWN
		|| tree->items->kind == ITEM_UNKNOWN);

	return tree->derived != NULL ? MQ_MEANS_TAG : mark ? MQ_MEANS_POSTING
		: by_type[schema->fields[tree->field].type];
}

static enum mq_means means_of(const struct mq_schema *schema, const struct tree *tree)
{
	if (tree->open > 0) {
		return MQ_MEANS_PAIRS;
	}
	switch (tree->kind) {
	case TREE_ALL:
		return MQ_MEANS_ALL;
	case TREE_FIELD:
		return means_of_field(schema, tree);
	case TREE_SAVED:
		return MQ_MEANS_LIST;
	case TREE_WORDS:
		return MQ_MEANS_GRAMS;
	case TREE_RELATION:
		return tree->first->open > 0 ? MQ_MEANS_PAIRS : MQ_MEANS_LINKS;
	case TREE_AND:
	case TREE_OR:
	case TREE_NOT:
	case TREE_OUTER:
		break;
	}
	return MQ_MEANS_SETS;
}

/* ---- steps ---- */

struct explaining {
	struct eval eval;
	struct saying saying;
	struct mq_steps *steps;
	size_t cap;
};

static const char *keep(struct explaining *explaining, struct mq_buf *text)
{
	const char *kept = mq_arena_strndup(&explaining->steps->arena,
		text->data != NULL ? text->data : "", text->len);

	mq_buf_clear(text);
	return kept;
}

/* The node's place among the steps; what is below it comes behind. */
static size_t add_step(struct explaining *explaining, const struct tree *tree, unsigned depth)
{
	struct mq_steps *steps = explaining->steps;
	struct mq_step *step;
	struct mq_buf text = {0};
	bool denied;

	steps->steps = mq_grow(steps->steps, &explaining->cap, steps->n_steps + 1,
		sizeof(*steps->steps));
	step = &steps->steps[steps->n_steps];
	*step = (struct mq_step){.depth = depth, .kind = tree->asked,
		.counted = tree->open == 0};
	say_node(&explaining->saying, tree, &text);
	step->words = keep(explaining, &text);
	tree_print(explaining->saying.schema, tree, false, &text);
	step->text = keep(explaining, &text);
	step->means = means_of(explaining->saying.schema, say_denied(tree, &denied));
	mq_buf_release(&text);
	return steps->n_steps++;
}

static void measure(struct explaining *explaining, const struct tree *tree, size_t at)
{
	struct mq_step *step = &explaining->steps->steps[at];
	struct eval *eval = &explaining->eval;
	uint64_t scanned = eval->stats.scanned;
	int64_t start = mq_clock_ns();
	struct truth truth;
	bool kept = tree->key != NULL
		&& cache_get(eval->cache, tree->key, tree->key_len, &truth);

	truth = eval_tree(eval, tree, NULL);
	step->nanos = (uint64_t)(mq_clock_ns() - start);
	step->scanned = eval->stats.scanned - scanned;
	step->hits = mq_set_count(truth.yes);
	step->unknown = mq_set_count(truth.possible) - step->hits;
	if (kept) {
		step->means = MQ_MEANS_CACHE;
	} else if (step->means == MQ_MEANS_GRAMS
			&& step->scanned * 2 > mq_set_count(eval_universe(eval, tree->asked))) {
		step->means = MQ_MEANS_SCAN;
	}
	truth_release(&truth);
}

static void explain(struct explaining *explaining, const struct tree *tree, unsigned depth,
	bool opened);

/* What is and-ed in a tag's expression stands right below the tag. */
static void open_tag(struct explaining *explaining, const struct tree *expression, unsigned depth)
{
	const struct tree *each = expression->kind == TREE_AND ? expression->first : expression;

	for (; each != NULL; each = each->next) {
		explain(explaining, each, depth, true);
	}
}

/* opened: inside a tag, where no other is opened. */
static void explain(struct explaining *explaining, const struct tree *tree, unsigned depth,
	bool opened)
{
	size_t at = add_step(explaining, tree, depth);
	bool denied;
	const struct tree *inner = say_denied(tree, &denied);

	for (const struct tree *each = inner->first; each != NULL; each = each->next) {
		if (each->kind != TREE_ALL) {
			explain(explaining, each, depth + 1, opened);
		}
	}
	if (inner->derived != NULL && !opened) {
		open_tag(explaining, inner->derived, depth + 1);
	}
	/* What looks outside is nothing by itself. */
	if (tree->open == 0) {
		measure(explaining, tree, at);
	}
}

/* ---- the door ---- */

enum mq_err mq_query_explain(const struct mq_query *query, const struct mq_view *view,
	struct mq_steps *steps, struct mq_diag *diag)
{
	struct explaining explaining = {.saying = {query->schema, query->today}, .steps = steps};

	*steps = (struct mq_steps){0};
	eval_begin(&explaining.eval, view);
	explain(&explaining, query->root, 0, false);
	return eval_end(&explaining.eval, diag);
}

void mq_steps_release(struct mq_steps *steps)
{
	free(steps->steps);
	mq_arena_release(&steps->arena);
	*steps = (struct mq_steps){0};
}
