/*
 * A proposal of fields from a sheet nobody has seen. Rows stream by once:
 *
 *     header   each column's name against a table         infer_header.c
 *     row      each cell into its column's counters       infer_column.c
 *              each column's value against the last one
 *              seen in the same household or address      infer_sketch.c
 *     write    types and kinds are decided                infer_decide.c
 *              keys and names are chosen                  infer_key.c, infer_name.c
 *              and written down with the reasons          infer_print.c, infer_explain.c
 *
 * Memory is bounded by the number of columns, never by the number of rows.
 */
#include "infer.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"

struct mq_infer *mq_infer_new(void)
{
	return mq_alloc(sizeof(struct mq_infer));
}

struct mq_column *mq_infer_find(const struct mq_infer *infer, const char *id)
{
	for (size_t i = 0; i < infer->n_columns; i++) {
		const struct mq_header *known = infer->columns[i].known;

		if (known != NULL && strcmp(known->id, id) == 0) {
			return &infer->columns[i];
		}
	}
	return NULL;
}

bool mq_is_share(uint64_t part, uint64_t whole, unsigned percent)
{
	return whole > 0 && part * 100 >= whole * percent;
}

/* ---- the header ---- */

/* Two columns cannot be one field: the first that claims a name has it. */
static void forget_twins(struct mq_infer *infer)
{
	for (size_t i = 0; i < infer->n_columns; i++) {
		struct mq_column *column = &infer->columns[i];

		if (column->known != NULL && mq_infer_find(infer, column->known->id) != column) {
			column->known = NULL;
		}
	}
}

static void bunch_by(const struct mq_infer *infer, struct mq_bunches *bunches,
	const char *const *ids, size_t n_ids, size_t payload_bytes)
{
	mq_sketch_init(&bunches->sketch, payload_bytes);
	for (size_t i = 0; i < n_ids; i++) {
		const struct mq_column *column = mq_infer_find(infer, ids[i]);

		if (column != NULL) {
			bunches->columns[bunches->n_columns++] = column->position - 1;
		}
	}
}

static void read_header(struct mq_infer *infer, const struct mq_slice *cells, size_t n_cells)
{
	static const char *const household[] = {"household_id"};
	static const char *const address[] = {
		"room_id", "standard_address", "road", "lane", "building_no", "unit_no", "room_no",
	};
	static const char *const person[] = {"name", "birth_date"};
	size_t marks_bytes = (n_cells + 1) * sizeof(mq_mark);

	infer->columns = mq_alloc((n_cells + 1) * sizeof(*infer->columns));
	infer->row = mq_alloc((n_cells + 1) * sizeof(*infer->row));
	infer->n_columns = n_cells;
	infer->has_header = true;
	for (size_t i = 0; i < n_cells; i++) {
		mq_column_init(&infer->columns[i], i + 1, cells[i]);
	}
	forget_twins(infer);
	bunch_by(infer, &infer->households, household, MQ_LENGTH(household), marks_bytes);
	bunch_by(infer, &infer->addresses, address, MQ_LENGTH(address), marks_bytes);
	bunch_by(infer, &infer->people, person, MQ_LENGTH(person), 0);
}

/* ---- rows ---- */

/* Compare a row with what its household or address held before. */
static void mark_row(const struct mq_infer *infer, mq_mark *marks)
{
	const struct mq_slice *cells = infer->row;

	for (size_t i = 0; marks != NULL && i < infer->n_columns; i++) {
		mq_mark state = marks[i] & MQ_MARK_STATE;
		mq_mark hash;

		if (cells[i].len == 0 || state == MQ_MARK_MIXED) {
			continue;
		}
		hash = (mq_mark)mq_hash(cells[i].data, cells[i].len) & ~(mq_mark)MQ_MARK_STATE;
		if (state == MQ_MARK_NONE) {
			marks[i] = hash | MQ_MARK_ONE;
		} else {
			marks[i] = hash | ((marks[i] & ~(mq_mark)MQ_MARK_STATE) == hash
				? MQ_MARK_SAME : MQ_MARK_MIXED);
		}
	}
}

/* Find the bunch the row belongs to, if any, and compare. */
static void watch_bunch(struct mq_infer *infer, struct mq_bunches *bunches)
{
	struct mq_buf *name = &infer->scratch;
	bool any = false;

	mq_buf_clear(name);
	for (size_t i = 0; i < bunches->n_columns; i++) {
		const struct mq_slice *cell = &infer->row[bunches->columns[i]];

		if (cell->len > 0) {
			mq_buf_add(name, cell->data, cell->len);
			any = true;
		}
		mq_buf_addc(name, '\x1f');
	}
	if (any) {
		mark_row(infer, mq_sketch_add(&bunches->sketch, mq_hash(name->data, name->len)));
	}
}

static void watch_row(struct mq_infer *infer, const struct mq_slice *cells, size_t n_cells)
{
	infer->rows++;
	infer->longer += n_cells > infer->n_columns;
	for (size_t i = 0; i < infer->n_columns; i++) {
		const char *text = i < n_cells ? cells[i].data : "";
		size_t len = i < n_cells ? cells[i].len : 0;

		mq_cell_trim(&text, &len);
		infer->row[i] = mq_slice(text, len);
		if (len > 0) {
			mq_column_watch(&infer->columns[i], infer->rows + 1, text, len, &infer->scratch);
		}
	}
	watch_bunch(infer, &infer->households);
	watch_bunch(infer, &infer->addresses);
	watch_bunch(infer, &infer->people);
}

void mq_infer_row(struct mq_infer *infer, const struct mq_slice *cells, size_t n_cells)
{
	if (!infer->has_header) {
		read_header(infer, cells, n_cells);
	} else {
		watch_row(infer, cells, n_cells);
	}
}

/* ---- the end ---- */

enum mq_err mq_infer_write(struct mq_infer *infer, const char *source, struct mq_buf *out,
	struct mq_diag *diag)
{
	if (infer->n_columns == 0) {
		return mq_diag_add(diag, MQ_ERR_INPUT, _("\"%s\" has no header"), source);
	}
	if (infer->rows == 0) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("\"%s\" has a header and no rows"), source);
		mq_diag_hint(diag, _("field definitions are guessed from rows; give a sheet that has some"));
		return MQ_ERR_INPUT;
	}
	mq_infer_decide(infer);
	mq_infer_print(infer, source, out);
	return MQ_OK;
}

void mq_infer_free(struct mq_infer *infer)
{
	if (infer == NULL) {
		return;
	}
	for (size_t i = 0; i < infer->n_columns; i++) {
		mq_column_release(&infer->columns[i]);
	}
	free(infer->columns);
	free(infer->row);
	mq_sketch_release(&infer->households.sketch);
	mq_sketch_release(&infer->addresses.sketch);
	mq_sketch_release(&infer->people.sketch);
	mq_buf_release(&infer->scratch);
	free(infer);
}
