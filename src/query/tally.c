/*
 * The hits that a text has with a candidate in place.
 *
 * The text but for the condition at hand is answered twice, once as if that condition
 * were true of everybody and once as if of nobody. And, or and not are monotone, so
 * the hits of one answer are within those of the other, and only of the difference
 * does the condition decide:
 *
 *     hits = |never| + |yes ∩ open|           open = always − never
 *     hits = |always| − |possible ∩ open|     under an odd number of nots
 *
 * A candidate then costs one look at its own set. A condition inside the brackets of
 * a relation is no such place; the outermost relation with it is.
 */
#include "complete.h"

#include <stdlib.h>
#include <string.h>

#define HOLE "\"x\""

/* ---- the text with a hole ---- */

static void write_frame(struct tally *tally)
{
	const struct completing *completing = tally->completing;
	const struct spot *spot = &completing->spot;

	mq_buf_add(&tally->frame, completing->text, spot->term_from);
	mq_buf_adds(&tally->frame, HOLE);
	mq_buf_add(&tally->frame, completing->text + spot->term_to,
		completing->len - spot->term_to);
	mq_buf_adds(&tally->frame, spot->closing);
}

/* The leaf or relation that byte `at` is in, counting the nots above it. */
static struct tree *find_outer(struct tree *tree, size_t at, bool *odd)
{
	bool list = tree->kind == TREE_AND || tree->kind == TREE_OR || tree->kind == TREE_NOT;
	struct tree *found = NULL;

	if (!list) {
		return tree->from <= at && at < tree->end ? tree : NULL;
	}
	for (struct tree *each = tree->first; each != NULL && found == NULL; each = each->next) {
		found = find_outer(each, at, odd);
	}
	if (found != NULL && tree->kind == TREE_NOT) {
		*odd = !*odd;
	}
	return found;
}

/* Is it the word in the condition's place, or a relation that has it in its brackets?
 * Where the text before runs into that word it is neither. */
static bool is_hole(const struct tree *outer, size_t at)
{
	const struct literal *words = &outer->words;

	if (outer->kind == TREE_WORDS) {
		return words->from == at && words->end == at + strlen(HOLE);
	}
	return outer->kind == TREE_RELATION && outer->end > at + strlen(HOLE);
}

/* The answer as if the condition were true of everybody, or of nobody. */
static struct mq_set *answer_as_if(struct tally *tally, bool everybody)
{
	struct tree *outer = tally->outer;
	struct mq_answer answer = {0};
	struct tree all = {.kind = TREE_ALL, .asked = outer->asked};

	outer->kind = everybody ? TREE_ALL : TREE_NOT;
	outer->first = everybody ? NULL : &all;
	outer->key = NULL;
	mq_query_answer(tally->query, tally->completing->view, &answer, NULL, NULL);
	outer->first = NULL;
	mq_set_free(answer.possible);
	return answer.yes;
}

static void settle_open(struct tally *tally)
{
	struct mq_set *low = answer_as_if(tally, tally->odd);
	struct mq_set *high = answer_as_if(tally, !tally->odd);

	tally->open = mq_set_minus(high, low);
	tally->base = mq_set_count(tally->odd ? high : low);
	mq_set_free(low);
	mq_set_free(high);
}

/* One pass over the field tells of all its codes, where just that is asked. */
static void count_codes(struct tally *tally)
{
	const struct completing *completing = tally->completing;
	const struct spot *spot = &completing->spot;
	const struct mq_field *field = completing->field != MQ_NO_FIELD
		? completing->view->schema->fields + completing->field : NULL;
	bool same = spot->op == OP_IS || spot->op == OP_EQUAL;
	uint64_t unknown;

	if (field == NULL || field->codes == NULL || spot->kind != SPOT_VALUE || !same
			|| spot->listed || spot->ranged || tally->odd || tally->inside) {
		return;
	}
	tally->codes = mq_alloc((field->codes->n_codes + 1) * sizeof(*tally->codes));
	mq_query_count(completing->view, tally->query->kind, tally->open, field->number,
		tally->codes, field->codes->n_codes, &unknown, NULL);
}

bool tally_begin(struct tally *tally, struct completing *completing)
{
	size_t at = completing->spot.term_from;

	*tally = (struct tally){.completing = completing};
	write_frame(tally);
	if (mq_query_new(completing->view->schema, completing->query->kind, completing->view->today,
			MQ_QUERY_TYPING, tally->frame.data, tally->frame.len, &tally->query, NULL) != MQ_OK) {
		return false;
	}
	tally->outer = find_outer(tally->query->root, at, &tally->odd);
	if (tally->outer == NULL || !is_hole(tally->outer, at)) {
		return false;
	}
	tally->inside = tally->outer->kind == TREE_RELATION;
	if (tally->inside) {
		tally->frame_from = tally->outer->from;
		tally->frame_to = tally->outer->end;
	}
	settle_open(tally);
	count_codes(tally);
	eval_begin(&tally->eval, completing->view);
	return true;
}

void tally_end(struct tally *tally)
{
	if (tally->open != NULL) {
		eval_end(&tally->eval, NULL);
	}
	mq_set_free(tally->open);
	mq_query_free(tally->query);
	mq_buf_release(&tally->frame);
	free(tally->codes);
}

/* ---- one candidate ---- */

static uint64_t count_truth(const struct tally *tally, const struct truth *truth)
{
	return tally->odd ? tally->base - mq_set_and_count(truth->possible, tally->open)
		: tally->base + mq_set_and_count(truth->yes, tally->open);
}

/* Compiled as it would stand there, and evaluated. */
static bool count_text(struct tally *tally, const struct candidate *candidate, uint64_t *count)
{
	struct completing *completing = tally->completing;
	size_t at = completing->spot.term_from;
	struct mq_buf text = {0};
	struct mq_query *query = NULL;
	bool good;

	if (tally->inside) {
		mq_buf_add(&text, tally->frame.data + tally->frame_from, at - tally->frame_from);
	}
	insert_term(completing, candidate->insert, &text);
	if (tally->inside) {
		at += strlen(HOLE);
		mq_buf_add(&text, tally->frame.data + at, tally->frame_to - at);
	}
	good = mq_query_new(completing->view->schema, tally->query->kind, completing->view->today,
		MQ_QUERY_WHOLE, text.data, text.len, &query, NULL) == MQ_OK;
	if (good) {
		struct truth truth = eval_tree(&tally->eval, query->root, NULL);

		*count = count_truth(tally, &truth);
		truth_release(&truth);
	}
	mq_query_free(query);
	mq_buf_release(&text);
	return good;
}

static bool count_tag(struct tally *tally, const struct candidate *candidate, uint64_t *count)
{
	struct truth truth = {0};

	if (tag_truth(&tally->eval, tally->query->kind, candidate->field, &truth, NULL) != MQ_OK) {
		return false;
	}
	*count = count_truth(tally, &truth);
	truth_release(&truth);
	return true;
}

/* A field of their own: who has the code, and under a not who may have it too. */
static void count_posting(struct tally *tally, const struct mq_field *field, int code,
	uint64_t *count)
{
	struct mq_index *index = tally->completing->view->index;
	uint64_t n = mq_set_and_count(tally->open,
		mq_index_posting(index, field->number, (uint32_t)code));

	if (tally->odd && !field->closed) {
		n += mq_set_count(tally->open) - mq_set_and_count(tally->open,
			mq_index_posting(index, field->number, MQ_VALUE_KNOWN));
	}
	*count = tally->odd ? tally->base - n : tally->base + n;
}

bool tally_count(struct tally *tally, struct candidate *candidate)
{
	const struct mq_field *field =
		tally->completing->view->schema->fields + candidate->field;
	bool plain = !tally->inside && !tally->completing->spot.attached;

	if (tally->codes != NULL && candidate->code >= 0) {
		candidate->count = tally->base + tally->codes[candidate->code];
		return true;
	}
	if (plain && candidate->kind == MQ_CANDIDATE_TAG) {
		return count_tag(tally, candidate, &candidate->count);
	}
	if (plain && candidate->kind == MQ_CANDIDATE_CODE
			&& field->kind == tally->query->kind) {
		count_posting(tally, field, candidate->code, &candidate->count);
		return true;
	}
	return insert_settle(tally->completing, candidate)
		&& count_text(tally, candidate, &candidate->count);
}
