/*
 * How a set spreads over the values of two fields at once. Each field is an array by id
 * of the number of its value, read through links where it is not the kind's own; then one
 * pass over the set's bits, 64 ids at a time.
 *
 * Neighbours by id live together, and are often in the same cell: what is added to one
 * cell twice in a row waits for itself, so that there are LANES tables taken in turn.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_IDS = 64, DENSE_WORD = 32, LANES = 4, CELLS_MAX = 1 << 20, NO = 0, YES = 1, BLANK = 2 };

/* One of the two fields. */
struct side {
	const struct mq_field *field;
	const uint16_t *values;		/* by id; n_values and more: not known */
	uint16_t *own;			/* values, where they are not the cache's */
	size_t n_ids;
	uint32_t n_values;
};

/* ---- values by id ---- */

static uint16_t *values_of_truth(const struct truth *truth, size_t n_ids)
{
	unsigned char *flags = mq_alloc(n_ids + 1);
	uint16_t *values = mq_alloc((n_ids + 1) * sizeof(*values));

	set_flags(truth->yes, flags, n_ids, FLAG_YES);
	set_flags(truth->possible, flags, n_ids, FLAG_POSSIBLE);
	for (size_t i = 0; i < n_ids; i++) {
		values[i] = flags[i] == 0 ? NO : (flags[i] & FLAG_YES) != 0 ? YES : BLANK;
	}
	free(flags);
	return values;
}

static enum mq_err read_side(struct eval *eval, mq_kind_id kind, struct side *side,
	struct mq_diag *diag)
{
	struct truth truth = {0};
	enum mq_err err;

	if (side->field->type == MQ_TYPE_CODE) {
		side->values = codes_read(eval, kind, side->field, &side->n_ids);
		return MQ_OK;
	}
	err = tag_truth(eval, kind, side->field->number, &truth, diag);
	if (err == MQ_OK) {
		side->n_ids = mq_index_end(eval->view->index, kind);
		side->values = side->own = values_of_truth(&truth, side->n_ids);
		truth_release(&truth);
	}
	return err;
}

/* ---- counting ---- */

/* The cells of 64 ids, or of those that are left. */
static void cells_of_word(const struct side *rows, const struct side *columns, size_t from,
	size_t n, uint32_t cells[WORD_IDS])
{
	uint32_t width = columns->n_values + 1;

	for (size_t i = 0; i < n; i++) {
		uint32_t row = rows->values[from + i];
		uint32_t column = columns->values[from + i];

		row = row < rows->n_values ? row : rows->n_values;
		column = column < columns->n_values ? column : columns->n_values;
		cells[i] = row * width + column;
	}
}

/* Of many in a word it costs less to add nothing for the others than to look for each. */
static void count_word(uint64_t word, const uint32_t cells[WORD_IDS], uint32_t *const lanes[LANES])
{
	if (__builtin_popcountll(word) >= DENSE_WORD) {
		for (size_t i = 0; i < WORD_IDS; i += LANES) {
			for (size_t lane = 0; lane < LANES; lane++) {
				lanes[lane][cells[i + lane]] += (uint32_t)(word >> (i + lane)) & 1;
			}
		}
		return;
	}
	for (size_t lane = 0; word != 0; word &= word - 1, lane++) {
		lanes[lane % LANES][cells[__builtin_ctzll(word)]]++;
	}
}

static void count_set(struct eval *eval, const struct mq_set *set, const struct side sides[2],
	uint64_t *counts, size_t n_cells)
{
	size_t n_ids = sides[0].n_ids < sides[1].n_ids ? sides[0].n_ids : sides[1].n_ids;
	size_t n_words = n_ids / WORD_IDS + 1;
	uint64_t *words = mq_alloc(n_words * sizeof(*words));
	uint32_t *table = mq_alloc(LANES * n_cells * sizeof(*table));
	uint32_t *const lanes[LANES] = {table, table + n_cells, table + 2 * n_cells,
		table + 3 * n_cells};
	uint32_t cells[WORD_IDS] = {0};		/* ids beyond the last count for nothing */

	mq_set_bits(set, words, n_words);
	for (size_t from = 0; from < n_ids && eval_goes_on_at(eval, from); from += WORD_IDS) {
		size_t n = n_ids - from < WORD_IDS ? n_ids - from : WORD_IDS;

		if (words[from / WORD_IDS] != 0) {
			cells_of_word(&sides[0], &sides[1], from, n, cells);
			count_word(words[from / WORD_IDS], cells, lanes);
		}
	}
	for (size_t i = 0; i < LANES * n_cells; i++) {
		counts[i % n_cells] += table[i];
	}
	free(table);
	free(words);
}

/* ---- the door ---- */

static uint32_t n_values_of(const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL ? 2 : (uint32_t)field->codes->n_codes;
}

size_t mq_query_n_cells(const struct mq_view *view, mq_kind_id kind, const mq_field_id fields[2])
{
	size_t n_cells = 1;

	for (size_t i = 0; i < 2; i++) {
		const struct mq_field *field = view->schema->fields + fields[i];

		if ((field->type != MQ_TYPE_BOOL && field->type != MQ_TYPE_CODE)
				|| mq_schema_distance(view->schema, kind, fields[i]) < 0) {
			return 0;
		}
		n_cells *= n_values_of(field) + 1;
	}
	return n_cells <= CELLS_MAX ? n_cells : 0;
}

enum mq_err mq_query_cross(const struct mq_view *view, mq_kind_id kind, const struct mq_set *set,
	const mq_field_id fields[2], uint64_t *counts, struct mq_diag *diag)
{
	size_t n_cells = mq_query_n_cells(view, kind, fields);
	struct side sides[2] = {0};
	struct eval eval;
	enum mq_err err = MQ_OK;
	enum mq_err ended;

	if (n_cells == 0) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' and '%s' cannot be counted together"),
			view->schema->fields[fields[0]].id, view->schema->fields[fields[1]].id);
	}
	memset(counts, 0, n_cells * sizeof(*counts));
	eval_begin(&eval, view);
	for (size_t i = 0; i < 2 && err == MQ_OK; i++) {
		sides[i].field = view->schema->fields + fields[i];
		sides[i].n_values = n_values_of(sides[i].field);
		err = read_side(&eval, kind, &sides[i], diag);
	}
	if (err == MQ_OK) {
		count_set(&eval, set, sides, counts, n_cells);
	}
	free(sides[0].own);
	free(sides[1].own);
	ended = eval_end(&eval, diag);
	return err != MQ_OK ? err : ended;
}
