#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "sheet.h"

/*
 * Rows, read ahead on a thread of their own: cut, their cells held against the schema,
 * the keys of their records put together. What depends on the rows before - who was met
 * already - is asked by whoever takes them (import.c), in the order of the file.
 *
 * The thread alone reads the sheet and compiles patterns; rows come over in batches, with
 * all that they borrow.
 */

enum {
	BATCHES = 16,		/* half of what the index gathers before it asks for patience */
	BATCH_ROWS = 128,
	BATCH_BYTES = 1 << 18,	/* of cells; a batch ends with the row that goes beyond */
	KEPT_BYTES = 1 << 22,	/* of a huge row's memory no more is kept than this */
};

/* Some rows, and what ended the sheet behind them. */
struct batch {
	struct row rows[BATCH_ROWS];
	size_t n_rows;
	struct mq_arena texts;
	struct mq_buf cells;		/* of each row the line, or varint bytes and the bytes of each */
	enum mq_err end;		/* MQ_OK: it goes on */
	struct mq_diag diag;		/* why it ended */
};

struct ahead {
	struct mq_register *reg;
	struct mq_sheet *sheet;
	const struct header *header;
	struct memory *memories;	/* by column of the sheet */
	struct mq_arena remembered;
	struct mq_buf scratch;
	bool at_end;
	struct batch *batches;
	struct mq_belt *belt;

	struct batch *taken;		/* by import.c, with the next of its rows */
	size_t next;
};

/* ---- a row's cells ---- */

static enum mq_err read_new(struct ahead *ahead, size_t number, struct mq_slice cell,
	struct batch *batch, struct mq_slice *text, struct mq_diag *diag)
{
	const struct mq_field *field =
		&ahead->reg->schema->fields[ahead->header->fields[number]];
	struct mq_value value;
	enum mq_err err;

	mq_buf_clear(&ahead->scratch);
	err = mq_check_cell(ahead->reg, field, cell.data, cell.len, &ahead->scratch, &value, diag);
	if (err == MQ_OK) {
		*text = memory_keep(&ahead->memories[number], cell, value.text, &ahead->remembered,
			&batch->texts);
	}
	return err;
}

static inline enum mq_err read_cell(struct ahead *ahead, size_t number, struct mq_slice cell,
	struct batch *batch, struct mq_slice *text, struct mq_diag *diag)
{
	return memory_get(&ahead->memories[number], cell, text) ? MQ_OK
		: read_new(ahead, number, cell, batch, text, diag);
}

/* A sheet whose columns stand in the order of fields, as our own do, has each value come
 * behind the one before; others take a little longer. */
static bool read_cells(struct ahead *ahead, const struct split *cells, struct batch *batch,
	struct row *row)
{
	const struct filled *end = cells->filled + cells->n_filled;
	const mq_field_id *fields = ahead->header->fields;
	const uint8_t *levels = ahead->header->levels;

	for (const struct filled *cell = cells->filled; cell < end; cell++) {
		mq_field_id field = fields[cell->number];
		struct mq_slice text;
		enum mq_err err;

		if (field == MQ_NO_FIELD) {
			continue;
		}
		err = read_cell(ahead, cell->number, cell->text, batch, &text, NULL);
		if (err == MQ_OK) {
			mq_record_lend_next(&row->records[levels[cell->number]], field, text);
		} else if (err != MQ_ERR_NOT_FOUND) {
			return false;
		}
	}
	return true;
}

/* Some cell is refused: find the first, and why. */
static void find_refused(struct ahead *ahead, const struct split *cells, struct batch *batch,
	struct row *row)
{
	struct mq_diag own = {0};
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < cells->n_filled && !row->reason; i++) {
		const struct filled *cell = &cells->filled[i];
		struct mq_slice text;

		if (ahead->header->fields[cell->number] == MQ_NO_FIELD) {
			continue;
		}
		err = read_cell(ahead, cell->number, cell->text, batch, &text, &own);
		if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
			row->column = cell->number + 1;
			row->reason = mq_strdup(own.n_faults ? own.faults[0].message :
				mq_err_text(err));
		}
	}
	mq_diag_release(&own);
}

/* The record's key at each level; a level without one takes no part in the row. */
static bool find_keys(const struct ahead *ahead, struct row *row)
{
	const struct mq_schema *schema = ahead->reg->schema;

	for (size_t level = 0; level < ahead->header->n_levels; level++) {
		const struct mq_record *record = &row->records[level];
		mq_kind_id kind = ahead->header->kinds[level];

		row->has_key[level] = mq_record_key(schema, kind, record, &row->keys[level]);
		row->hashes[level] = mq_hash(row->keys[level].data, row->keys[level].len);
		if (!row->has_key[level] && (level == 0 || record->n_values)) {
			row->reason = mq_format(_("'%s' is empty, and it names each %s"),
				mq_field_label(mq_check_key_gap(schema, kind, record)),
				mq_kind_label(&schema->kinds[kind]));
			return false;
		}
		if (row->has_key[level] && level > 0 && !row->has_key[level - 1]) {
			row->reason = mq_format(_("there is a %s but nothing that leads to it"),
				mq_kind_label(&schema->kinds[kind]));
			return false;
		}
	}
	return true;
}

/* ---- rows ---- */

static void row_reset(struct row *row)
{
	for (size_t level = 0; level < LEVELS_MAX; level++) {
		mq_record_reset(&row->records[level]);
		mq_buf_clear(&row->keys[level]);
		row->items[level] = NULL;
		row->has_key[level] = false;
	}
	free(row->reason);
	free(row->hint);
	row->reason = row->hint = NULL;
	row->column = 0;
}

/* A row as it came, for the rejects file: its line where that can be cut again, else its
 * cells; of one that could not be read (NULL) nothing. */
static void keep_cells(const struct ahead *ahead, struct batch *batch, struct row *row,
	struct split *split)
{
	struct mq_slice line = split ? mq_sheet_line(ahead->sheet) : mq_slice(NULL, 0);
	const struct mq_slice *cells;

	row->cells_at = batch->cells.len;
	row->n_cells = split ? split->n_cells : 0;
	row->line_bytes = line.len;
	if (line.data) {
		mq_buf_add(&batch->cells, line.data, line.len);
		return;
	}
	cells = split ? split_cells(split) : NULL;
	for (size_t i = 0; i < row->n_cells; i++) {
		mq_buf_add_varint(&batch->cells, cells[i].len);
		mq_buf_add(&batch->cells, cells[i].data, cells[i].len);
	}
}

static void take_cells(struct ahead *ahead, struct batch *batch, struct row *row,
	struct split *cells)
{
	keep_cells(ahead, batch, row, cells);
	if (cells->n_cells != ahead->header->n_columns) {
		row->reason = mq_format(_("%zu cells where the header has %zu"), cells->n_cells,
			ahead->header->n_columns);
	} else if (!read_cells(ahead, cells, batch, row)) {
		find_refused(ahead, cells, batch, row);
	} else {
		find_keys(ahead, row);
	}
}

/* One row more, or the end. One that the reader of sheets cannot make out is a row that is
 * wrong; one without anything in it is none. */
static void read_row(struct ahead *ahead, struct batch *batch)
{
	struct row *row = &batch->rows[batch->n_rows];
	struct mq_diag own = {0};
	struct split *cells;
	bool again;
	enum mq_err err = sheet_row(ahead->sheet, &cells, &row->line, &again, &own);

	row_reset(row);
	row->position_bytes = mq_sheet_position_bytes(ahead->sheet);
	if (err == MQ_OK && cells->n_filled > 0) {
		take_cells(ahead, batch, row, cells);
		batch->n_rows++;
	} else if (err != MQ_OK && again) {
		keep_cells(ahead, batch, row, NULL);
		row->reason = mq_strdup(own.faults[0].message);
		row->hint = own.faults[0].hint ? mq_strdup(own.faults[0].hint) : NULL;
		batch->n_rows++;
	} else if (err != MQ_OK) {
		batch->end = err;
		mq_diag_move(&batch->diag, &own);
	}
	mq_diag_release(&own);
}

static void batch_reset(struct batch *batch)
{
	batch->n_rows = 0;
	mq_arena_reset(&batch->texts);
	if (batch->cells.cap > KEPT_BYTES) {
		mq_buf_release(&batch->cells);
	}
	mq_buf_clear(&batch->cells);
}

static bool fill(void *context, size_t slot)
{
	struct ahead *ahead = context;
	struct batch *batch = &ahead->batches[slot];

	if (ahead->at_end) {
		return false;
	}
	batch_reset(batch);
	while (batch->end == MQ_OK && batch->n_rows < BATCH_ROWS &&
	    batch->cells.len < BATCH_BYTES) {
		read_row(ahead, batch);
	}
	ahead->at_end = batch->end != MQ_OK;
	return true;
}

/* ---- on the side of who takes them ---- */

struct ahead *ahead_new(struct mq_register *reg, struct mq_sheet *sheet,
	const struct header *header)
{
	struct ahead *ahead = mq_alloc(sizeof(*ahead));

	ahead->reg = reg;
	ahead->sheet = sheet;
	ahead->header = header;
	ahead->memories = mq_alloc((header->n_columns + 1) * sizeof(*ahead->memories));
	ahead->batches = mq_alloc(BATCHES * sizeof(*ahead->batches));
	ahead->belt = mq_belt_new(BATCHES, fill, ahead);
	return ahead;
}

enum mq_err ahead_next(struct ahead *ahead, struct row **row, struct mq_diag *diag)
{
	while (!ahead->taken || ahead->next == ahead->taken->n_rows) {
		size_t slot;

		if (ahead->taken && ahead->taken->end != MQ_OK) {
			mq_diag_move(diag, &ahead->taken->diag);
			return ahead->taken->end;
		}
		if (ahead->taken) {
			mq_belt_give_back(ahead->belt);
		}
		ahead->taken = mq_belt_take(ahead->belt, &slot) ? &ahead->batches[slot] : NULL;
		if (!ahead->taken) {
			return MQ_ERR_NOT_FOUND;
		}
		ahead->next = 0;
	}
	*row = &ahead->taken->rows[ahead->next++];
	return MQ_OK;
}

const struct row *ahead_peek(const struct ahead *ahead, size_t n)
{
	size_t at = ahead->next - 1 + n;

	return at < ahead->taken->n_rows ? &ahead->taken->rows[at] : NULL;
}

/* The cells that were kept one by one. */
static void read_kept(const struct mq_buf *kept, const struct row *row, struct mq_slice *cells)
{
	const unsigned char *at = (const unsigned char *)kept->data + row->cells_at;
	const unsigned char *end = (const unsigned char *)kept->data + kept->len;

	for (size_t i = 0; i < row->n_cells; i++) {
		uint64_t len = 0;

		mq_varint_read(&at, end, &len);
		cells[i] = mq_slice(at, (size_t)len);
		at += len;
	}
}

struct mq_slice *ahead_cells(const struct ahead *ahead, const struct row *row)
{
	const struct mq_buf *kept = &ahead->taken->cells;
	struct split split = {0};

	if (row->n_cells && row->line_bytes) {
		split_line(&split, kept->data + row->cells_at, row->line_bytes,
			mq_sheet_delimiter(ahead->sheet));
		split_cells(&split);
		free(split.filled);
		return split.cells;
	}
	split.cells = mq_alloc((row->n_cells + 1) * sizeof(*split.cells));
	if (row->n_cells) {
		read_kept(kept, row, split.cells);
	}
	return split.cells;
}

static void batch_release(struct batch *batch)
{
	for (size_t i = 0; i < BATCH_ROWS; i++) {
		row_reset(&batch->rows[i]);
		for (size_t level = 0; level < LEVELS_MAX; level++) {
			mq_record_release(&batch->rows[i].records[level]);
			mq_buf_release(&batch->rows[i].keys[level]);
		}
	}
	mq_arena_release(&batch->texts);
	mq_buf_release(&batch->cells);
	mq_diag_release(&batch->diag);
}

void ahead_free(struct ahead *ahead)
{
	if (!ahead) {
		return;
	}
	mq_belt_free(ahead->belt);
	for (size_t i = 0; i < BATCHES; i++) {
		batch_release(&ahead->batches[i]);
	}
	for (size_t i = 0; i < ahead->header->n_columns; i++) {
		memory_release(&ahead->memories[i]);
	}
	mq_arena_release(&ahead->remembered);
	mq_buf_release(&ahead->scratch);
	free(ahead->memories);
	free(ahead->batches);
	free(ahead);
}
