/*
 * One column: each cell is offered to every type that may still fit, through
 * the same mq_value_read that an import will use, so that a share written as
 * a comment is the share that will go in. Room is fixed: counters, at most
 * 256 different values, a sketch of hashes.
 */
#include "infer.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "own.h"

enum {
	TRIAL = 256,		/* filled cells after which hopeless types are given up */
	MISS_MAX = 48,		/* bytes kept of a cell that did not fit */
	VALUE_MAX = 96,		/* bytes; a longer value is no code */
};

/* What each shape reads as. Text comes last and takes nearly everything. */
static const struct mq_field fields[MQ_SHAPES] = {
	[MQ_SHAPE_IDENTITY] = {.id = "identity number", .type = MQ_TYPE_TEXT, .check = MQ_CHECK_GB11643},
	[MQ_SHAPE_MOBILE] = {.id = "mobile number", .type = MQ_TYPE_TEXT, .check = MQ_CHECK_MOBILE},
	[MQ_SHAPE_DATE] = {.id = "date", .type = MQ_TYPE_DATE},
	[MQ_SHAPE_BOOL] = {.id = "bool", .type = MQ_TYPE_BOOL},
	[MQ_SHAPE_INT] = {.id = "int", .type = MQ_TYPE_INT},
	[MQ_SHAPE_DECIMAL] = {.id = "decimal", .type = MQ_TYPE_DECIMAL},
	[MQ_SHAPE_TEXT] = {.id = "text", .type = MQ_TYPE_TEXT},
};

const char *mq_shape_name(enum mq_shape_id shape)
{
	return fields[shape].id;
}

void mq_column_init(struct mq_column *column, size_t position, struct mq_slice header)
{
	struct mq_buf safe = {0};
	const char *text = header.data;
	size_t len = header.len;

	mq_cell_trim(&text, &len);
	if (mq_utf8_check(text, len) != len) {
		mq_safe_text(&safe, text, len);
		text = safe.data;
		len = safe.len;
	}
	*column = (struct mq_column){.position = position};
	column->header = mq_strndup(len > 0 ? text : "", len);
	mq_buf_release(&safe);
	column->known = mq_header_find(column->header, len);
	column->tally.numbers = mq_map_new();
	mq_sketch_init(&column->values, 0);
}

/* ---- the values ---- */

static void end_tally(struct mq_tally *tally)
{
	for (size_t i = 0; i < tally->n; i++) {
		free(tally->values[i]);
	}
	free(tally->values);
	free(tally->rows);
	mq_map_free(tally->numbers);
	*tally = (struct mq_tally){.over = true};
}

static void tally_value(struct mq_tally *tally, const char *cell, size_t len,
	struct mq_slice folded)
{
	uint64_t number;

	if (tally->over) {
		return;
	}
	if (mq_map_get(tally->numbers, folded.data, folded.len, &number)) {
		tally->rows[number]++;
		return;
	}
	if (tally->n == MQ_TALLY_MAX || len > VALUE_MAX) {
		end_tally(tally);
		return;
	}
	if (tally->values == NULL) {
		tally->values = mq_alloc(MQ_TALLY_MAX * sizeof(*tally->values));
		tally->rows = mq_alloc(MQ_TALLY_MAX * sizeof(*tally->rows));
	}
	mq_map_put(tally->numbers, folded.data, folded.len, tally->n);
	tally->values[tally->n] = mq_strndup(cell, len);
	tally->rows[tally->n++] = 1;
}

/* ---- the shapes ---- */

static size_t count_digits(const char *cell, size_t len)
{
	size_t n = 0;

	while (n < len && cell[n] >= '0' && cell[n] <= '9') {
		n++;
	}
	return n;
}

/* What reads and yet should not be guessed: a number would lose the zeros in
 * front of it, and no mobile number starts with 10, 11 or 12. */
static bool is_likely(enum mq_shape_id shape, const char *cell, size_t len)
{
	switch (shape) {
	case MQ_SHAPE_MOBILE:
		return len < 2 || cell[0] != '1' || cell[1] >= '3';
	case MQ_SHAPE_INT:
	case MQ_SHAPE_DECIMAL:
		return len < 2 || cell[0] != '0' || cell[1] < '0' || cell[1] > '9';
	default:
		return true;
	}
}

static void miss(struct mq_shape *shape, uint64_t row, const char *cell, size_t len)
{
	size_t kept = len < MISS_MAX ? len : MISS_MAX;

	if (shape->first_miss == 0) {
		shape->first_miss = row;
		shape->miss = mq_strndup(cell, kept);
	}
}

static void try_shapes(struct mq_column *column, uint64_t row, const char *cell, size_t len,
	struct mq_buf *buf)
{
	for (size_t i = 0; i < MQ_SHAPES; i++) {
		struct mq_shape *shape = &column->shapes[i];
		struct mq_value value = {0};

		if (shape->given_up) {
			continue;
		}
		mq_buf_clear(buf);
		if (!is_likely((enum mq_shape_id)i, cell, len)
				|| mq_value_read(&fields[i], cell, len, buf, &value, NULL) != MQ_OK) {
			miss(shape, row, cell, len);
		} else {
			shape->hits++;
			column->n_true += i == MQ_SHAPE_BOOL && value.number != 0;
			column->n_false += i == MQ_SHAPE_BOOL && value.number == 0;
		}
		shape->given_up = column->filled == TRIAL && shape->hits < TRIAL / 2
			&& i != MQ_SHAPE_TEXT;
	}
}

void mq_column_watch(struct mq_column *column, uint64_t row, const char *cell, size_t len,
	struct mq_buf *buf)
{
	column->filled++;
	column->n_digits += count_digits(cell, len) == len;
	try_shapes(column, row, cell, len, buf);
	mq_buf_clear(buf);
	if (mq_utf8_check(cell, len) == len && len <= VALUE_MAX) {
		mq_names_fold(buf, cell, len);
	} else {
		mq_buf_add(buf, cell, len);
	}
	mq_sketch_add(&column->values, mq_hash(buf->data, buf->len));
	tally_value(&column->tally, cell, len, mq_slice(buf->data, buf->len));
}

/* ---- questions ---- */

double mq_column_share(const struct mq_column *column, enum mq_shape_id shape)
{
	const struct mq_shape *one = &column->shapes[shape];

	return column->filled == 0 || one->given_up ? 0 : (double)one->hits / (double)column->filled;
}

double mq_column_collision(const struct mq_column *column)
{
	double sum = 0;

	for (size_t i = 0; i < column->tally.n; i++) {
		double share = (double)column->tally.rows[i] / (double)column->filled;

		sum += share * share;
	}
	return sum;
}

void mq_column_release(struct mq_column *column)
{
	for (size_t i = 0; i < MQ_SHAPES; i++) {
		free(column->shapes[i].miss);
	}
	end_tally(&column->tally);
	mq_sketch_release(&column->values);
	free(column->header);
	free(column->id);
	free(column->label);
}
