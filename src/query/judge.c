/*
 * Kleene's three values as numbers, so that `and` is the least, `or` the greatest and
 * `not` is 2 - x. What decides is read from columns, and from the record for texts and
 * several codes.
 */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "compile.h"

enum {
	LOOK_AT_MOST = 20000,	/* some milliseconds */
	CODES_MAX = 256,
};

void judging_begin(struct judging *judging, struct eval *eval, struct mq_arena *arena)
{
	judging->eval = eval;
	judging->arena = arena;
	judging->left = LOOK_AT_MOST;
	judging->n_kept = 0;
	judging->n_passes = 0;
	judging->asker = NULL;
	judging->given_up = false;
}

static enum mq_truth least(enum mq_truth a, enum mq_truth b)
{
	return a < b ? a : b;
}

static enum mq_truth greatest(enum mq_truth a, enum mq_truth b)
{
	return a > b ? a : b;
}

static enum mq_truth denied(enum mq_truth truth)
{
	return (enum mq_truth)(MQ_TRUE - truth);
}

enum mq_truth judge_truth(enum verdict verdict)
{
	return verdict == VERDICT_YES ? MQ_TRUE : verdict == VERDICT_NO ? MQ_FALSE : MQ_UNKNOWN;
}

static enum mq_truth truth_of(bool yes)
{
	return yes ? MQ_TRUE : MQ_FALSE;
}

/* ---- one value ---- */

static const struct mq_field *field_of(const struct judging *judging, mq_field_id field)
{
	return judging->eval->view->schema->fields + field;
}

static int64_t number_of(const struct judging *judging, mq_field_id field, mq_record_id id)
{
	return mq_column_get(mq_index_column(judging->eval->view->index, field), id);
}

static struct mq_slice text_of(const struct judging *judging, mq_field_id field, mq_record_id id)
{
	return mq_record_peek(mq_index_record(judging->eval->view->index,
		field_of(judging, field)->kind, id), field);
}

static enum mq_truth judge_bool(struct judging *judging, const struct tree *tree,
	const struct item *item, mq_record_id id)
{
	enum mq_truth truth;
	int64_t number;

	if (tree->derived != NULL) {
		truth = judge_tree(judging, tree->derived, id);
	} else {
		number = number_of(judging, tree->field, id);
		truth = number == 1 ? MQ_TRUE
			: number == 0 || field_of(judging, tree->field)->closed ? MQ_FALSE : MQ_UNKNOWN;
	}
	return item->low == 1 ? truth : denied(truth);
}

static bool is_in(const struct item *item, int64_t code)
{
	if (item->kind != ITEM_CODES) {
		return code >= item->low && code <= item->high;
	}
	for (size_t i = 0; i < item->n_codes; i++) {
		if (item->codes[i] == code) {
			return true;
		}
	}
	return false;
}

static bool has_code(const struct judging *judging, mq_field_id number, mq_record_id id,
	const struct item *item)
{
	const struct mq_field *field = field_of(judging, number);
	struct mq_slice text = text_of(judging, number, id);
	uint32_t codes[CODES_MAX];
	size_t n = text.data != NULL ? mq_value_codes(field, text, codes, CODES_MAX) : 0;

	for (size_t i = 0; i < n && i < CODES_MAX; i++) {
		if (is_in(item, codes[i])) {
			return true;
		}
	}
	return false;
}

static bool is_key(const struct judging *judging, const struct tree *tree,
	const struct item *item, mq_record_id id)
{
	mq_record_id key = mq_index_find(judging->eval->view->index,
		field_of(judging, tree->field)->target, mq_slice(item->as.text, item->as.len));

	return key != MQ_NO_RECORD && judge_link(judging, tree->base, id) == key;
}

static enum mq_truth truth_of_match(enum mq_match match)
{
	return match == MQ_MATCH_YES ? MQ_TRUE : match == MQ_MATCH_NO ? MQ_FALSE : MQ_UNKNOWN;
}

/* Of a record that has the field, or has it not: is the value this one? */
static enum mq_truth judge_item(struct judging *judging, const struct tree *tree,
	const struct item *item, mq_record_id id)
{
	int64_t number;

	switch (field_of(judging, tree->field)->type) {
	case MQ_TYPE_BOOL:
		return judge_bool(judging, tree, item, id);
	case MQ_TYPE_MULTI:
		return truth_of(has_code(judging, tree->base, id, item));
	case MQ_TYPE_TEXT:
		return truth_of_match(probe_record(judging->eval, tree->field, &item->probe, id));
	case MQ_TYPE_REF:
		return truth_of(is_key(judging, tree, item, id));
	case MQ_TYPE_CODE:
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
	case MQ_TYPE_DATE:
		break;
	}
	number = number_of(judging, tree->base, id);
	return truth_of(number != MQ_NO_NUMBER && is_in(item, number));
}

static bool is_known(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	const struct mq_field *base = field_of(judging, tree->base);

	if (tree->derived != NULL) {
		return judge_tree(judging, tree->derived, id) != MQ_UNKNOWN;
	}
	if (base->type == MQ_TYPE_REF) {
		return judge_link(judging, tree->base, id) != MQ_NO_RECORD;
	}
	if (base->type == MQ_TYPE_BOOL && base->closed) {
		return true;
	}
	if (base->type == MQ_TYPE_TEXT || base->type == MQ_TYPE_MULTI) {
		return text_of(judging, tree->base, id).data != NULL;
	}
	return number_of(judging, tree->base, id) != MQ_NO_NUMBER;
}

/* ---- comparisons ---- */

static bool is_mark(const struct item *item)
{
	return item->kind == ITEM_KNOWN || item->kind == ITEM_UNKNOWN;
}

/* The values, or-ed; an open field that is not known may have any. */
static enum mq_truth judge_values(struct judging *judging, const struct tree *tree,
	mq_record_id owner)
{
	const struct mq_field *base = field_of(judging, tree->base);
	enum mq_truth truth = MQ_FALSE;
	bool any = false;

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (!is_mark(item)) {
			any = true;
			truth = greatest(truth, owner == MQ_NO_RECORD ? MQ_UNKNOWN
				: judge_item(judging, tree, item, owner));
		}
	}
	if (any && truth == MQ_FALSE && base->type != MQ_TYPE_BOOL && !base->closed
			&& !is_known(judging, tree, owner)) {
		truth = MQ_UNKNOWN;
	}
	return truth;
}

static enum mq_truth judge_marks(struct judging *judging, const struct tree *tree,
	mq_record_id owner)
{
	enum mq_truth truth = MQ_FALSE;

	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (is_mark(item)) {
			bool known = owner != MQ_NO_RECORD && is_known(judging, tree, owner);

			truth = greatest(truth, truth_of(known == (item->kind == ITEM_KNOWN)));
		}
	}
	return truth;
}

static enum mq_truth judge_field(struct judging *judging, const struct tree *tree,
	mq_record_id id)
{
	if (tree->other != NULL) {
		return judge_truth(judge_pair(judging, tree, id));
	}
	mq_record_id owner = mq_query_owner(judging->eval->view, tree->asked, id, tree->base);
	enum mq_truth truth = greatest(judge_values(judging, tree, owner),
		judge_marks(judging, tree, owner));

	return tree->negated ? denied(truth) : truth;
}

/* ---- trees ---- */

static enum mq_truth judge_list(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	bool is_or = tree->kind == TREE_OR;
	enum mq_truth end = is_or ? MQ_TRUE : MQ_FALSE;
	enum mq_truth truth = denied(end);

	for (const struct tree *each = tree->first; each != NULL && truth != end; each = each->next) {
		enum mq_truth one = judge_tree(judging, each, id);

		truth = is_or ? greatest(truth, one) : least(truth, one);
	}
	return truth;
}

enum mq_truth judge_tree(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	mq_field_id where;

	if (judging->left == 0) {
		judging->given_up = judging->given_up || tree->open > 0;
		return tree->open > 0 ? MQ_UNKNOWN : judge_by_sets(judging, tree, id);
	}
	judging->left--;
	switch (tree->kind) {
	case TREE_ALL:
		break;
	case TREE_AND:
	case TREE_OR:
		return judge_list(judging, tree, id);
	case TREE_NOT:
		return denied(judge_tree(judging, tree->first, id));
	case TREE_FIELD:
		return judge_field(judging, tree, id);
	case TREE_WORDS:
		return truth_of_match(words_record(judging->eval, tree, id, &where));
	case TREE_RELATION:
		return judge_relation(judging, tree, id);
	case TREE_OUTER:
		return judge_outside(judging, tree);
	case TREE_SAVED:
		return judge_tree(judging, tree->derived, id);
	}
	return MQ_TRUE;
}

/* ---- from outside ---- */

/* What is asked; NULL where the tag is broken. */
static const struct tree *asked_tree(struct compile *compile, const struct mq_judgement *judgement)
{
	return judgement->query != NULL ? judgement->query->root
		: derived_tree(compile, compile->query->schema->fields + judgement->tag, 0, 0);
}

static enum mq_truth judge(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	judging->left = LOOK_AT_MOST;
	return mq_set_has(eval_universe(judging->eval, tree->asked), id)
		? judge_tree(judging, tree, id) : MQ_FALSE;
}

enum mq_err mq_query_judge(const struct mq_view *view, struct mq_judgement *judgements, size_t n,
	struct mq_arena *scratch, struct mq_diag *diag)
{
	struct mq_query tags = {.schema = view->schema, .today = view->today};
	struct compile compile = {.query = &tags, .diag = diag, .lexer = {.text = ""}};
	struct eval eval;
	struct judging judging;
	enum mq_err err;

	eval_begin(&eval, view);
	judging_begin(&judging, &eval, scratch);
	for (size_t i = 0; i < n && compile.state == STATE_OK; i++) {
		const struct tree *tree = asked_tree(&compile, judgements + i);

		judgements[i].truth = tree != NULL ? judge(&judging, tree, judgements[i].id)
			: MQ_FALSE;
	}
	query_release(&tags);
	err = eval_end(&eval, diag);
	return compile.state == STATE_OK ? err : compile.err;
}
