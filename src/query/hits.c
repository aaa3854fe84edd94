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

static void write_frame(struct hits *hits)
{
	const struct completing *completing = hits->completing;
	const struct spot *spot = &completing->spot;

	mq_buf_add(&hits->frame, completing->text, spot->term_from);
	mq_buf_adds(&hits->frame, HOLE);
	mq_buf_add(&hits->frame, completing->text + spot->term_to,
		completing->len - spot->term_to);
	mq_buf_adds(&hits->frame, spot->closing);
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
static struct mq_set *answer_as_if(struct hits *hits, bool everybody)
{
	struct tree *outer = hits->outer;
	struct mq_answer answer = {0};
	struct tree all = {.kind = TREE_ALL, .asked = outer->asked};

	outer->kind = everybody ? TREE_ALL : TREE_NOT;
	outer->first = everybody ? NULL : &all;
	outer->key = NULL;
	mq_query_answer(hits->query, hits->completing->view, &answer, NULL, NULL);
	outer->first = NULL;
	mq_set_free(answer.possible);
	return answer.yes;
}

static void settle_open(struct hits *hits)
{
	struct mq_set *low = answer_as_if(hits, hits->odd);
	struct mq_set *high = answer_as_if(hits, !hits->odd);

	hits->open = mq_set_minus(high, low);
	hits->base = mq_set_count(hits->odd ? high : low);
	mq_set_free(low);
	mq_set_free(high);
}

/* One pass over the field tells of all its codes, where just that is asked. */
static void count_codes(struct hits *hits)
{
	const struct completing *completing = hits->completing;
	const struct spot *spot = &completing->spot;
	const struct mq_field *field = completing->field != MQ_NO_FIELD
		? completing->view->schema->fields + completing->field : NULL;
	bool same = spot->op == OP_IS || spot->op == OP_EQUAL;
	uint64_t unknown;

	if (field == NULL || field->codes == NULL || spot->kind != SPOT_VALUE || !same
			|| spot->listed || spot->ranged || hits->odd || hits->inside) {
		return;
	}
	hits->codes = mq_alloc((field->codes->n_codes + 1) * sizeof(*hits->codes));
	mq_query_count(completing->view, hits->query->kind, hits->open, field->number,
		hits->codes, field->codes->n_codes, &unknown, NULL);
}

bool hits_begin(struct hits *hits, struct completing *completing)
{
	size_t at = completing->spot.term_from;

	*hits = (struct hits){.completing = completing};
	write_frame(hits);
	if (mq_query_new(completing->view->schema, completing->query->kind, completing->view->today,
			MQ_QUERY_TYPING, hits->frame.data, hits->frame.len, &hits->query, NULL) != MQ_OK) {
		return false;
	}
	hits->outer = find_outer(hits->query->root, at, &hits->odd);
	if (hits->outer == NULL || !is_hole(hits->outer, at)) {
		return false;
	}
	hits->inside = hits->outer->kind == TREE_RELATION;
	if (hits->inside) {
		hits->frame_from = hits->outer->from;
		hits->frame_to = hits->outer->end;
	}
	settle_open(hits);
	count_codes(hits);
	eval_begin(&hits->eval, completing->view);
	return true;
}

void hits_end(struct hits *hits)
{
	if (hits->open != NULL) {
		eval_end(&hits->eval, NULL);
	}
	mq_set_free(hits->open);
	mq_query_free(hits->query);
	mq_buf_release(&hits->frame);
	free(hits->codes);
}

/* ---- one candidate ---- */

static uint64_t count_truth(const struct hits *hits, const struct truth *truth)
{
	return hits->odd ? hits->base - mq_set_and_count(truth->possible, hits->open)
		: hits->base + mq_set_and_count(truth->yes, hits->open);
}

/* Compiled as it would stand there, and evaluated. */
static bool count_text(struct hits *hits, const struct candidate *candidate, uint64_t *count)
{
	struct completing *completing = hits->completing;
	size_t at = completing->spot.term_from;
	struct mq_buf text = {0};
	struct mq_query *query = NULL;
	bool good;

	if (hits->inside) {
		mq_buf_add(&text, hits->frame.data + hits->frame_from, at - hits->frame_from);
	}
	insert_term(completing, candidate->insert, &text);
	if (hits->inside) {
		at += strlen(HOLE);
		mq_buf_add(&text, hits->frame.data + at, hits->frame_to - at);
	}
	good = mq_query_new(completing->view->schema, hits->query->kind, completing->view->today,
		MQ_QUERY_WHOLE, text.data, text.len, &query, NULL) == MQ_OK;
	if (good) {
		struct truth truth = eval_tree(&hits->eval, query->root, NULL);

		*count = count_truth(hits, &truth);
		truth_release(&truth);
	}
	mq_query_free(query);
	mq_buf_release(&text);
	return good;
}

static bool count_tag(struct hits *hits, const struct candidate *candidate, uint64_t *count)
{
	struct truth truth = {0};

	if (tag_truth(&hits->eval, hits->query->kind, candidate->field, &truth, NULL) != MQ_OK) {
		return false;
	}
	*count = count_truth(hits, &truth);
	truth_release(&truth);
	return true;
}

/* A field of their own: who has the code, and under a not who may have it too. */
static void count_posting(struct hits *hits, const struct mq_field *field, int code,
	uint64_t *count)
{
	struct mq_index *index = hits->completing->view->index;
	uint64_t n = mq_set_and_count(hits->open,
		mq_index_posting(index, field->number, (uint32_t)code));

	if (hits->odd && !field->closed) {
		n += mq_set_count(hits->open) - mq_set_and_count(hits->open,
			mq_index_posting(index, field->number, MQ_VALUE_KNOWN));
	}
	*count = hits->odd ? hits->base - n : hits->base + n;
}

bool hits_count(struct hits *hits, struct candidate *candidate)
{
	const struct mq_field *field =
		hits->completing->view->schema->fields + candidate->field;
	bool plain = !hits->inside && !hits->completing->spot.attached;

	if (hits->codes != NULL && candidate->code >= 0) {
		candidate->count = hits->base + hits->codes[candidate->code];
		return true;
	}
	if (candidate->kind == MQ_CANDIDATE_TAG && !tag_is_quick(&hits->eval,
			hits->completing->spot.asked, candidate->field)) {
		candidate->counts = false;	/* a key does not wait for it */
		return true;
	}
	if (plain && candidate->kind == MQ_CANDIDATE_TAG) {
		return count_tag(hits, candidate, &candidate->count);
	}
	if (plain && candidate->kind == MQ_CANDIDATE_CODE
			&& field->kind == hits->query->kind) {
		count_posting(hits, field, candidate->code, &candidate->count);
		return true;
	}
	return insert_settle(hits->completing, candidate)
		&& count_text(hits, candidate, &candidate->count);
}
