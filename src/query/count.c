/*
 * How a set spreads over the values of a field. Three ways, the cheapest taken:
 *
 *     own field, few codes       and-cardinality with each posting
 *     own field, few in the set  one pass over the column
 *     up the links, one code     one pass over the set through the links
 *     up the links, several      weights: how many of the set lead to each
 *                                target, summed over each posting
 */
#include "evaluate.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 4096, KEY_MAX = 32, NO_CODE = 0xffff, BLOCK_BITS = 16, PASS_PER_BLOCK = 1000 };

/* One counting: what is asked, and where the numbers go. */
struct tallying {
	struct eval *eval;
	mq_kind_id kind;
	const struct mq_set *set;
	const struct mq_field *field;
	uint64_t *counts;
	size_t n_counts;
	uint64_t *unknown;
};

static uint64_t sum(const struct tallying *tallying)
{
	uint64_t all = 0;

	for (size_t i = 0; i < tallying->n_counts; i++) {
		all += tallying->counts[i];
	}
	return all;
}

static size_t n_values(const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL ? 2 : field->codes->n_codes;
}

/* ---- truths: BOOL, stored or derived ---- */

static void count_truth(struct tallying *tallying, const struct truth *truth)
{
	uint64_t all = mq_set_count(tallying->set);
	uint64_t yes = mq_set_and_count(tallying->set, truth->yes);
	uint64_t possible = truth_is_sure(truth) ? yes
		: mq_set_and_count(tallying->set, truth->possible);

	tallying->counts[0] = all - possible;
	tallying->counts[1] = yes;
	*tallying->unknown = possible - yes;
}

/* ---- own codes ---- */

static void count_postings(struct tallying *tallying)
{
	struct mq_index *index = tallying->eval->view->index;
	mq_field_id field = tallying->field->number;

	for (size_t i = 0; i < n_values(tallying->field); i++) {
		tallying->counts[i] = mq_set_and_count(tallying->set,
			mq_index_posting(index, field, (uint32_t)i));
	}
	*tallying->unknown = mq_set_count(tallying->set) - mq_set_and_count(tallying->set,
		mq_index_posting(index, field, MQ_VALUE_KNOWN));
}

/* What a thousand looks at the column cost, 65,536 ids of one posting do. */
static bool pass_is_cheaper(const struct tallying *tallying)
{
	uint64_t n_blocks = (mq_index_end(tallying->eval->view->index, tallying->kind) >> BLOCK_BITS)
		+ 1;

	return tallying->field->type == MQ_TYPE_CODE && mq_set_count(tallying->set)
		< n_values(tallying->field) * n_blocks * PASS_PER_BLOCK;
}

static void count_own(struct tallying *tallying)
{
	const struct mq_field *field = tallying->field;

	if (!pass_is_cheaper(tallying)) {
		count_postings(tallying);
		return;
	}
	mq_column_count(mq_index_column(tallying->eval->view->index, field->number), tallying->set,
		tallying->counts, n_values(field));
	*tallying->unknown = mq_set_count(tallying->set) - sum(tallying);
}

/* ---- up the links ---- */

/* Where the links lead, the code that is there. */
static void codes_of_field(struct eval *eval, const struct mq_field *field, uint16_t *codes,
	size_t n)
{
	const struct mq_column *column = mq_index_column(eval->view->index, field->number);
	int64_t numbers[CHUNK];

	for (size_t from = 0; from < n && eval_goes_on_at(eval, from); from += CHUNK) {
		size_t end = from + CHUNK < n ? from + CHUNK : n;

		mq_column_dense(column, (mq_record_id)from, (mq_record_id)end, numbers);
		for (size_t i = from; i < end; i++) {
			int64_t code = numbers[i - from];

			codes[i] = code >= 0 && code < NO_CODE ? (uint16_t)code : NO_CODE;
		}
	}
}

/* By the ids of the field's own kind. */
static uint16_t *codes_own(struct eval *eval, const struct mq_field *field, size_t *n)
{
	uint16_t *codes;

	*n = mq_index_end(eval->view->index, field->kind);
	codes = mq_alloc((*n + 1) * sizeof(*codes));
	codes_of_field(eval, field, codes, *n);
	return codes;
}

static uint16_t *codes_through(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	size_t *n)
{
	size_t n_targets;
	uint16_t *targets = codes_own(eval, field, &n_targets);
	const mq_record_id *links = link_up(eval, kind, field->kind, n);
	uint16_t *codes = mq_alloc((*n + 1) * sizeof(*codes));

	for (size_t i = 0; i < *n && eval_goes_on_at(eval, i); i++) {
		codes[i] = links[i] < n_targets ? targets[links[i]] : NO_CODE;
	}
	free(targets);
	return codes;
}

const uint16_t *codes_read(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	size_t *n)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "#%u>%u", (unsigned)kind,
		(unsigned)field->number);
	const uint16_t *there = cache_get_array(eval->cache, key, len, n);
	uint16_t *codes;

	if (there != NULL) {
		return there;
	}
	codes = field->kind == kind ? codes_own(eval, field, n)
		: codes_through(eval, kind, field, n);
	return cache_put_array(eval->cache, key, len, codes, *n, sizeof(*codes));
}

static void count_through(struct tallying *tallying)
{
	size_t n_codes;
	const uint16_t *codes = codes_read(tallying->eval, tallying->kind, tallying->field, &n_codes);
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(tallying->eval, tallying->set, &from, ids,
			CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			uint16_t code = ids[i] < n_codes ? codes[ids[i]] : NO_CODE;

			if (code < tallying->n_counts) {
				tallying->counts[code]++;
			} else {
				++*tallying->unknown;
			}
		}
	}
}

static uint32_t *weigh(const struct tallying *tallying, size_t n_targets)
{
	uint32_t *weights = mq_alloc((n_targets + 1) * sizeof(*weights));
	size_t n_links;
	const mq_record_id *links = link_up(tallying->eval, tallying->kind, tallying->field->kind,
		&n_links);
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(tallying->eval, tallying->set, &from, ids,
			CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id to = ids[i] < n_links ? links[ids[i]] : MQ_NO_RECORD;

			if (to < n_targets) {
				weights[to]++;
			}
		}
	}
	return weights;
}

static uint64_t weight_of(const struct tallying *tallying, const uint32_t *weights,
	size_t n_weights, const struct mq_set *set)
{
	uint64_t all = 0;
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(tallying->eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n && ids[i] < n_weights; i++) {
			all += weights[ids[i]];
		}
	}
	return all;
}

static void count_weights(struct tallying *tallying)
{
	struct mq_index *index = tallying->eval->view->index;
	const struct mq_field *field = tallying->field;
	size_t n_targets = mq_index_end(index, field->kind);
	uint32_t *weights = weigh(tallying, n_targets);

	for (size_t i = 0; i < n_values(field); i++) {
		tallying->counts[i] = weight_of(tallying, weights, n_targets,
			mq_index_posting(index, field->number, (uint32_t)i));
	}
	*tallying->unknown = mq_set_count(tallying->set) - weight_of(tallying, weights,
		n_targets, mq_index_posting(index, field->number, MQ_VALUE_KNOWN));
	free(weights);
}

/* ---- the door ---- */

static void count_field(struct tallying *tallying)
{
	bool own = tallying->field->kind == tallying->kind;

	if (own) {
		count_own(tallying);
	} else if (tallying->field->type == MQ_TYPE_CODE
			&& n_values(tallying->field) < NO_CODE) {
		count_through(tallying);
	} else {
		count_weights(tallying);
	}
}

enum mq_err mq_query_count(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	mq_field_id field, uint64_t *counts, size_t n_counts, uint64_t *unknown,
	struct mq_diag *diag)
{
	struct eval eval;
	struct tallying tallying = {.eval = &eval, .kind = kind, .set = set,
		.field = view->schema->fields + field, .counts = counts, .n_counts = n_counts,
		.unknown = unknown};
	enum mq_type type = tallying.field->type;
	enum mq_err err = MQ_OK;

	memset(counts, 0, n_counts * sizeof(*counts));
	*unknown = 0;
	if ((type != MQ_TYPE_BOOL && type != MQ_TYPE_CODE && type != MQ_TYPE_MULTI)
			|| n_counts < n_values(tallying.field)
			|| mq_schema_distance(view->schema, kind, field) < 0) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' cannot be counted by value"),
			tallying.field->id);
	}
	eval_begin(&eval, view);
	if (type == MQ_TYPE_BOOL) {
		struct truth truth = {0};

		err = tag_truth(&eval, kind, field, &truth, diag);
		if (err == MQ_OK) {
			count_truth(&tallying, &truth);
			truth_release(&truth);
		}
	} else {
		count_field(&tallying);
	}
	enum mq_err ended = eval_end(&eval, diag);

	return err != MQ_OK ? err : ended;
}
