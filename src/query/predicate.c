/*
 * One field compared. First for the records that have the field, then, where it is
 * read up the links, said of those who ask:
 *
 *     values      yes: in the posting or range      unknown: an open field not known
 *     no link     unknown, open or closed
 *     ?  *        always sure: not known (or no link), known
 *
 * A closed BOOL is known of everyone: absent means no. Any other closed field
 * without a value compares false, and is still found by `?`.
 */
#include "evaluate.h"

#include <stdlib.h>

static const struct mq_field *field_of(const struct eval *eval, mq_field_id field)
{
	return eval->view->schema->fields + field;
}

/* ---- yes or no ---- */

static struct truth stored_bool(struct eval *eval, mq_field_id number)
{
	const struct mq_field *field = field_of(eval, number);
	struct truth yes = eval_within(eval, field->kind,
		mq_index_posting(eval->view->index, number, 1));

	if (field->closed) {
		return yes;
	}
	yes.possible = mq_set_minus(eval_universe(eval, field->kind),
		mq_index_posting(eval->view->index, number, 0));
	yes.own_possible = true;
	return yes;
}

struct truth tag_eval(struct eval *eval, mq_field_id number, const struct tree *expression)
{
	const struct mq_field *field = field_of(eval, number);
	char key[TAG_KEY_MAX];
	size_t len = cache_tag_key(field, field->kind, key);
	bool kept = !(eval->exact && expression->near);
	struct truth truth;

	if (!kept || !cache_get(eval->cache, key, len, &truth)) {
		truth = eval_tree(eval, expression, NULL);
		if (kept && !eval->late) {
			cache_put(eval->cache, key, len, &truth);
		}
	}
	return truth;
}

static struct truth bool_truth(struct eval *eval, const struct tree *tree)
{
	return tree->derived != NULL ? tag_eval(eval, tree->field, tree->derived)
		: stored_bool(eval, tree->field);
}

static struct truth bool_item(struct eval *eval, const struct tree *tree, const struct item *item)
{
	struct truth truth = bool_truth(eval, tree);

	return item->low == 1 ? truth
		: truth_not(eval_universe(eval, field_of(eval, tree->field)->kind), truth);
}

/* ---- who has a value ---- */

static struct truth codes_item(struct eval *eval, const struct tree *tree, const struct item *item)
{
	const struct mq_field *field = field_of(eval, tree->field);
	int64_t last = (int64_t)field->codes->n_codes - 1;
	int64_t low = item->low > 0 ? item->low : 0;
	int64_t high = item->high < last ? item->high : last;
	const struct mq_set **postings;
	struct truth all;
	struct truth result;
	size_t n = 0;

	if (low == high) {
		return eval_within(eval, field->kind,
			mq_index_posting(eval->view->index, tree->base, (uint32_t)low));
	}
	postings = mq_alloc((high > low ? (size_t)(high - low) + 1 : 1) * sizeof(*postings));
	for (int64_t code = low; code <= high; code++) {
		postings[n++] = mq_index_posting(eval->view->index, tree->base, (uint32_t)code);
	}
	all = truth_owned(mq_set_or_many(postings, n));
	free(postings);
	if (eval_is_whole(eval, field->kind)) {
		return all;
	}
	result = truth_owned(mq_set_and(all.yes, eval_universe(eval, field->kind)));
	truth_release(&all);
	return result;
}

static struct truth listed_item(struct eval *eval, const struct tree *tree, const struct item *item)
{
	mq_kind_id kind = field_of(eval, tree->field)->kind;
	const struct mq_set **postings = mq_alloc((item->n_codes + 1) * sizeof(*postings));
	struct truth all;
	struct truth result;

	for (size_t i = 0; i < item->n_codes; i++) {
		postings[i] = mq_index_posting(eval->view->index, tree->base, item->codes[i]);
	}
	all = truth_owned(mq_set_or_many(postings, item->n_codes));
	free(postings);
	result = truth_owned(mq_set_and(all.yes, eval_universe(eval, kind)));
	truth_release(&all);
	return result;
}

static struct truth range(struct eval *eval, mq_field_id field, int64_t low, int64_t high)
{
	const struct mq_column *column = mq_index_column(eval->view->index, field);
	mq_kind_id kind = field_of(eval, field)->kind;
	struct mq_set *all = low <= high ? mq_column_range(column, low, high) : mq_set_new();
	struct truth result;

	if (eval_is_whole(eval, kind)) {
		return truth_owned(all);
	}
	result = truth_owned(mq_set_and(all, eval_universe(eval, kind)));
	mq_set_free(all);
	return result;
}

/* Whose link points at the record with this key. */
static struct truth key_item(struct eval *eval, const struct tree *tree, const struct item *item)
{
	mq_kind_id target = field_of(eval, tree->field)->target;
	mq_record_id id = mq_index_find(eval->view->index, target,
		mq_slice(item->as.text, item->as.len));

	if (id == MQ_NO_RECORD || !mq_set_has(eval_universe(eval, target), id)) {
		return truth_owned(mq_set_new());
	}
	return range(eval, tree->base, id, id);
}

static struct truth eval_item(struct eval *eval, const struct tree *tree, const struct item *item,
	const struct mq_set *within)
{
	switch (field_of(eval, tree->field)->type) {
	case MQ_TYPE_BOOL:
		return bool_item(eval, tree, item);
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		return item->kind == ITEM_CODES ? listed_item(eval, tree, item)
			: codes_item(eval, tree, item);
	case MQ_TYPE_TEXT:
		return probe_eval(eval, tree->field, &item->probe, within);
	case MQ_TYPE_REF:
		return key_item(eval, tree, item);
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
	case MQ_TYPE_DATE:
		break;
	}
	return range(eval, tree->base, item->low, item->high);
}

static bool is_value(const struct item *item)
{
	return item->kind != ITEM_KNOWN && item->kind != ITEM_UNKNOWN;
}

/* All values of the comparison, or-ed; yes is NULL where there are none. */
static struct truth eval_values(struct eval *eval, const struct tree *tree,
	const struct mq_set *within)
{
	struct truth result = {0};

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (is_value(item)) {
			struct truth next = eval_item(eval, tree, item, within);

			result = result.yes != NULL ? truth_or(result, next) : next;
		}
	}
	return result;
}

/* ---- who is known ---- */

struct truth field_known(struct eval *eval, mq_field_id number)
{
	const struct mq_field *field = field_of(eval, number);

	if (field->type == MQ_TYPE_REF) {
		return link_known(eval, number);
	}
	if (field->type == MQ_TYPE_BOOL && field->closed) {
		return truth_lent(eval_universe(eval, field->kind));
	}
	return eval_within(eval, field->kind,
		mq_index_posting(eval->view->index, number, MQ_VALUE_KNOWN));
}

static struct truth known(struct eval *eval, const struct tree *tree)
{
	const struct mq_set *universe = eval_universe(eval, field_of(eval, tree->base)->kind);

	if (tree->derived == NULL) {
		return field_known(eval, tree->base);
	}
	struct truth tag = bool_truth(eval, tree);
	struct mq_set *unknown = mq_set_minus(tag.possible, tag.yes);
	struct truth result = truth_owned(mq_set_minus(universe, unknown));

	mq_set_free(unknown);
	truth_release(&tag);
	return result;
}

/* An open field that is not known may have any value. */
static struct truth add_unknown(struct eval *eval, const struct tree *tree, struct truth values)
{
	const struct mq_field *base = field_of(eval, tree->base);
	struct truth of = field_known(eval, tree->base);
	struct truth unknown = {.yes = mq_set_new(), .own_yes = true, .own_possible = true};

	unknown.possible = mq_set_minus(eval_universe(eval, base->kind), of.yes);
	truth_release(&of);
	return truth_or(values, unknown);
}

/* ---- the whole comparison ---- */

static bool has_values(const struct tree *tree)
{
	const struct item *item = tree->items;

	while (item != NULL && !is_value(item)) {
		item = item->next;
	}
	return item != NULL;
}

static bool is_number(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL
		|| field->type == MQ_TYPE_DATE;
}

static struct truth values_truth(struct eval *eval, const struct tree *tree,
	const struct mq_set *within)
{
	const struct mq_field *base = field_of(eval, tree->base);
	bool own = base->kind == tree->asked;
	struct truth result = {0};

	if (!own && is_number(base) && has_values(tree)) {
		result = through_ranges(eval, tree);
	}
	if (result.yes != NULL) {
		return result;
	}
	result = eval_values(eval, tree, own ? within : NULL);
	if (result.yes == NULL) {
		return result;
	}
	if (base->type != MQ_TYPE_BOOL && !base->closed) {
		result = add_unknown(eval, tree, result);
	}
	return own ? result : link_down(eval, tree->asked, base->kind, result, UNLINKED_UNKNOWN);
}

static struct truth add_marks(struct eval *eval, const struct tree *tree, struct truth result)
{
	mq_kind_id kind = field_of(eval, tree->base)->kind;

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (is_value(item)) {
			continue;
		}
		struct truth next = known(eval, tree);

		if (kind != tree->asked) {
			next = link_down(eval, tree->asked, kind, next, UNLINKED_NO);
		}
		if (item->kind == ITEM_UNKNOWN) {
			next = truth_not(eval_universe(eval, tree->asked), next);
		}
		result = result.yes != NULL ? truth_or(result, next) : next;
	}
	return result;
}

struct truth predicate_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	struct truth result = add_marks(eval, tree, values_truth(eval, tree, within));

	return tree->negated ? truth_not(eval_universe(eval, tree->asked), result) : result;
}
