/*
 * Fields of many values: the few that most have. Texts are numbered once in a snapshot,
 * those that fold alike as one, and kept beside the cache's answers as two arrays:
 *
 *     "=7"     by record of the field's kind: the number of its text, NO_WORD
 *     "=7*"    by number: the first record that has it
 *
 * so that the next question costs one pass over its answer.
 */
#include "compile.h"
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 1024, KEY_MAX = 32 };

#define NO_WORD UINT32_MAX

/* What each record says, as numbers 0 … n_words - 1. */
struct words {
	const uint32_t *numbers;
	size_t n_numbers;
	const mq_record_id *firsts;	/* REF: the number is the record itself: NULL */
	size_t n_words;
};

/* ---- numbering ---- */

struct numbering {
	struct mq_map *map;
	struct mq_buf folded;
	uint32_t *numbers;
	mq_record_id *firsts;
	size_t n;
	size_t cap;
};

static void number_text(struct numbering *numbering, mq_record_id id, struct mq_slice text)
{
	uint64_t number;

	if (text.len == 0) {
		return;
	}
	mq_buf_clear(&numbering->folded);
	mq_utf8_fold(&numbering->folded, text.data, text.len);
	if (!mq_map_get(numbering->map, numbering->folded.data, numbering->folded.len, &number)) {
		number = numbering->n;
		mq_map_put(numbering->map, numbering->folded.data, numbering->folded.len, number);
		numbering->firsts = mq_grow(numbering->firsts, &numbering->cap, numbering->n + 1,
			sizeof(*numbering->firsts));
		numbering->firsts[numbering->n++] = id;
	}
	numbering->numbers[id] = (uint32_t)number;
}

static void number_all(struct eval *eval, const struct mq_field *field,
	struct numbering *numbering, size_t n_records)
{
	struct truth known = field_known(eval, field->number);
	mq_record_id ids[CHUNK];
	size_t n;

	numbering->numbers = mq_alloc((n_records + 1) * sizeof(*numbering->numbers));
	for (size_t i = 0; i < n_records; i++) {
		numbering->numbers[i] = NO_WORD;
	}
	for (mq_record_id from = 0; (n = eval_read(eval, known.yes, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			number_text(numbering, ids[i], mq_record_peek(mq_index_record(
				eval->view->index, field->kind, ids[i]), field->number));
		}
	}
	truth_release(&known);
}

static void make_words(struct eval *eval, const struct mq_field *field, const char *key, size_t len,
	struct words *words)
{
	struct numbering numbering = {.map = mq_map_new()};

	words->n_numbers = mq_index_end(eval->view->index, field->kind);
	number_all(eval, field, &numbering, words->n_numbers);
	words->n_words = numbering.n;
	/* An empty array is kept as well: one item that nothing names. */
	numbering.firsts = mq_grow(numbering.firsts, &numbering.cap, numbering.n + 1,
		sizeof(*numbering.firsts));
	words->numbers = cache_put_array(eval->cache, key, len - 1, numbering.numbers,
		words->n_numbers, sizeof(*words->numbers));
	words->firsts = cache_put_array(eval->cache, key, len, numbering.firsts, numbering.n,
		sizeof(*words->firsts));
	mq_map_free(numbering.map);
	mq_buf_release(&numbering.folded);
}

static void find_words(struct eval *eval, const struct mq_field *field, struct words *words)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "=%u*", (unsigned)field->number);

	*words = (struct words){0};
	if (field->type == MQ_TYPE_REF) {
		words->numbers = link_of(eval, field->number, &words->n_numbers);
		words->n_words = mq_index_end(eval->view->index, field->target);
		return;
	}
	words->numbers = cache_get_array(eval->cache, key, len - 1, &words->n_numbers);
	words->firsts = cache_get_array(eval->cache, key, len, &words->n_words);
	if (words->numbers == NULL || words->firsts == NULL) {
		/* One of the two may have been forgotten alone. */
		cache_drop(eval->cache, key, len - 1);
		cache_drop(eval->cache, key, len);
		make_words(eval, field, key, len, words);
	}
}

/* ---- counting ---- */

static uint32_t *count_words(struct eval *eval, mq_kind_id kind, const struct mq_set *set,
	const struct mq_field *field, const struct words *words, uint64_t *unknown)
{
	uint32_t *counts = mq_alloc((words->n_words + 1) * sizeof(*counts));
	size_t n_links = 0;
	const mq_record_id *links = field->kind == kind ? NULL
		: link_up(eval, kind, field->kind, &n_links);
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			mq_record_id at = links == NULL ? ids[i]
				: ids[i] < n_links ? links[ids[i]] : MQ_NO_RECORD;
			uint32_t word = at < words->n_numbers ? words->numbers[at] : NO_WORD;

			if (word < words->n_words) {
				counts[word]++;
			} else {
				++*unknown;
			}
		}
	}
	return counts;
}

/* Put word among the best so far, the most first; of equals the earlier stays ahead. */
static void offer(uint32_t *best, size_t *n, size_t max, const uint32_t *counts, uint32_t word)
{
	size_t at;

	if (*n == max && counts[word] <= counts[best[*n - 1]]) {
		return;
	}
	*n += *n < max;
	for (at = *n - 1; at > 0 && counts[best[at - 1]] < counts[word]; at--) {
		best[at] = best[at - 1];
	}
	best[at] = word;
}

static void give(struct eval *eval, const struct mq_field *field, const struct words *words,
	uint32_t word, struct mq_arena *arena, struct mq_top_value *value)
{
	struct mq_slice text = {NULL, 0};

	value->id = words->firsts == NULL ? word : MQ_NO_RECORD;
	if (words->firsts != NULL) {
		text = mq_record_peek(mq_index_record(eval->view->index, field->kind,
			words->firsts[word]), field->number);
		text.data = mq_arena_strndup(arena, text.data, text.len);
	}
	value->text = text;
}

enum mq_err mq_query_top(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	mq_field_id number, struct mq_arena *arena, struct mq_top_value *values, size_t *n_values,
	uint64_t *others, uint64_t *unknown, struct mq_diag *diag)
{
	const struct mq_field *field = view->schema->fields + number;
	size_t max = *n_values;
	uint32_t *best = mq_alloc((max + 1) * sizeof(*best));
	uint32_t *counts = NULL;
	struct words words;
	struct eval eval;

	*n_values = 0;
	*others = *unknown = 0;
	if ((field->type != MQ_TYPE_TEXT && field->type != MQ_TYPE_REF) || max == 0
			|| mq_schema_distance(view->schema, kind, number) < 0) {
		free(best);
		return mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' has neither texts nor links"), field->id);
	}
	eval_begin(&eval, view);
	find_words(&eval, field, &words);
	counts = count_words(&eval, kind, set, field, &words, unknown);
	for (uint32_t word = 0; word < words.n_words; word++) {
		*others += counts[word];
		if (counts[word] > 0) {
			offer(best, n_values, max, counts, word);
		}
	}
	for (size_t i = 0; i < *n_values; i++) {
		give(&eval, field, &words, best[i], arena, values + i);
		values[i].count = counts[best[i]];
		*others -= values[i].count;
	}
	free(counts);
	free(best);
	return eval_end(&eval, diag);
}
