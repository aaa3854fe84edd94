#include "import.h"

#include <stdlib.h>
#include <string.h>

/*
 * A sheet into a register, row by row. A row is read wholly and held against the
 * schema (import_ahead.c), held against what the file said before, and only then brought
 * in, from the dwelling down to the resident, so that a row that is refused leaves
 * nothing behind.
 */

enum {
	PROGRESS_ROWS = 500,
	FETCH_ROWS = 2,		/* from one step to the next */
	TOLD_ROWS = 100,	/* rejected rows told of one by one; the file has all */
};

/* ---- rejecting ---- */

/* A row stays out: told of, unless very many were, and written to the rejects file. */
static enum mq_err reject(struct import *import, const struct row *row)
{
	struct mq_slice *cells;
	enum mq_err err;

	if (++import->report->rejected <= TOLD_ROWS) {
		mq_diag_add(import->diag, MQ_ERR_INPUT, "%s", row->reason);
		mq_diag_place(import->diag, import->path, row->line, row->column, NULL, 0);
		if (row->hint) {
			mq_diag_hint(import->diag, "%s", row->hint);
		}
	}
	if (import->dry_run) {
		return MQ_OK;
	}
	cells = ahead_cells(import->ahead, row);
	err = rejects_add(&import->rejects, import->header_cells, import->header.n_columns,
		row->line, row->column, row->reason, cells, row->n_cells, import->diag);
	free(cells);
	return err;
}

/* Room is left in the diagnostics for what ends an import. */
static void tell_untold(struct import *import)
{
	uint64_t rejected = import->report->rejected;

	if (rejected > TOLD_ROWS) {
		mq_diag_add(import->diag, MQ_ERR_INPUT, _("and %llu rows more are wrong"),
			(unsigned long long)(rejected - TOLD_ROWS));
	}
}

/* ---- holding a row against those before ---- */

/* Where a record known from this file points at, and where this row would; that it pointed at
 * none is news. */
static bool links_agree(const struct import *import, const struct row *row, size_t level)
{
	const struct mq_kind *kind = &import->reg->schema->kinds[import->header.kinds[level]];
	struct mq_slice told;
	char now[MQ_NUMBER_MAX];
	size_t len;

	if (level + 1 >= import->header.n_levels || !row->has_key[level + 1]) {
		return true;
	}
	told = mq_record_peek(row->items[level]->told, kind->links[0]);
	row->items[level]->said = row->items[level]->said && told.data;
	if (!told.data || !row->items[level + 1]) {
		return !told.data;
	}
	len = mq_number_format(row->items[level + 1]->id, now);
	return told.len == len && memcmp(told.data, now, len) == 0;
}

/* Whom the rows behind this one tell of lies all over memory: have it fetched meanwhile. */
static void fetch_items(const struct import *import)
{
	for (unsigned step = 0; step < ITEMS_STEPS; step++) {
		const struct row *row = ahead_peek(import->ahead, FETCH_ROWS * (ITEMS_STEPS - step));

		for (size_t level = 0; row && level < import->header.n_levels; level++) {
			if (row->has_key[level]) {
				items_fetch(&import->items[level], row->hashes[level], step);
			}
		}
	}
}

static void find_items(const struct import *import, struct row *row)
{
	for (size_t level = 0; level < import->header.n_levels; level++) {
		if (row->has_key[level]) {
			row->items[level] = items_find(&import->items[level],
				mq_slice(row->keys[level].data, row->keys[level].len),
				row->hashes[level]);
		}
	}
}

/* Does the row contradict what the file said before? Then it has a reason. */
static bool agrees(const struct import *import, struct row *row)
{
	if (row->items[0]) {
		row->reason = mq_format(_("the same %s as on line %zu"),
			mq_field_label(&import->reg->schema->fields[
				import->reg->schema->kinds[import->header.kinds[0]].key[0]]),
			row->items[0]->line);
		return false;
	}
	for (size_t level = 1; level < import->header.n_levels; level++) {
		struct item *item = row->items[level];
		mq_field_id field;

		if (!item) {
			continue;
		}
		field = item_conflict(item, &row->records[level]);
		if (field != MQ_NO_FIELD || !links_agree(import, row, level)) {
			row->reason = mq_format(_("this %s has another '%s' here than on line %zu"),
				mq_kind_label(&import->reg->schema->kinds[
					import->header.kinds[level]]),
				field != MQ_NO_FIELD ?
					mq_field_label(&import->reg->schema->fields[field]) :
					mq_kind_label(&import->reg->schema->kinds[
						import->header.kinds[level + 1]]),
				item->line);
			return false;
		}
	}
	return true;
}

/* ---- bringing a row in ---- */

static enum mq_err place_row(struct import *import, struct row *row)
{
	enum mq_err err = MQ_OK;
	mq_record_id above = MQ_NO_RECORD;

	for (size_t i = import->header.n_levels; i-- > 0 && err == MQ_OK;) {
		struct mq_slice key = mq_slice(row->keys[i].data, row->keys[i].len);
		struct mq_record *record = &row->records[i];
		const struct mq_kind *kind = &import->reg->schema->kinds[import->header.kinds[i]];
		bool fresh = !row->items[i];

		if (!row->has_key[i]) {
			continue;
		}
		if (above != MQ_NO_RECORD) {
			size_t len = mq_number_format(above, row->links[i]);

			mq_record_lend(record, kind->links[0], mq_slice(row->links[i], len));
		}
		if (fresh) {
			row->items[i] = items_add(&import->items[i], key, row->hashes[i]);
			row->items[i]->line = row->line;
		}
		err = import->way->place(import, i, row->items[i], fresh, key, record);
		above = row->items[i]->id;
	}
	return err == MQ_OK ? import->way->row_done(import) : err;
}

static enum mq_err take_row(struct import *import, struct row *row)
{
	fetch_items(import);
	if (!row->reason) {
		find_items(import, row);
	}
	return row->reason || !agrees(import, row) ? reject(import, row) : place_row(import, row);
}

/* ---- the file ---- */

static enum mq_err keep_header(struct import *import, const struct mq_slice *cells, size_t n_cells)
{
	enum mq_err err = header_read(&import->header, import->reg->schema, import->options, cells,
		n_cells, import->path, import->report, import->diag);

	import->header_cells = mq_arena_alloc(&import->header_arena,
		(n_cells + 1) * sizeof(*import->header_cells));
	for (size_t i = 0; i < n_cells; i++) {
		import->header_cells[i] = mq_slice(mq_arena_strndup(&import->header_arena,
			cells[i].data, cells[i].len), cells[i].len);
	}
	return err;
}

static enum mq_err read_header(struct import *import)
{
	const struct mq_slice *cells;
	size_t n_cells;
	size_t line;
	bool again;
	enum mq_err err = mq_sheet_row(import->sheet, &cells, &n_cells, &line, &again, import->diag);

	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_add(import->diag, MQ_ERR_INPUT, _("'%s' has no row at all"), import->path);
		mq_diag_hint(import->diag, _("a sheet begins with a row of column names"));
		return MQ_ERR_INPUT;
	}
	return err == MQ_OK ? keep_header(import, cells, n_cells) : err;
}

/* One row more was read; INTERRUPTED where whoever hears of it wants no more. */
static enum mq_err count_row(struct import *import, const struct row *row)
{
	const struct mq_import_options *options = import->options;

	if (++import->report->rows % PROGRESS_ROWS != 0 || !options->progress ||
	    options->progress(options->context, row->position_bytes,
		mq_sheet_size_bytes(import->sheet))) {
		return MQ_OK;
	}
	return mq_diag_add(import->diag, MQ_ERR_INTERRUPTED, _("interrupted"));
}

static enum mq_err take_rows(struct import *import)
{
	enum mq_err err = MQ_OK;

	import->ahead = ahead_new(import->reg, import->sheet, &import->header);
	while (err == MQ_OK) {
		struct row *row;

		err = ahead_next(import->ahead, &row, import->diag);
		if (err == MQ_OK) {
			err = count_row(import, row);
			err = err == MQ_OK ? take_row(import, row) : err;
		}
	}
	ahead_free(import->ahead);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

static void import_release(struct import *import)
{
	for (size_t level = 0; level < LEVELS_MAX; level++) {
		items_release(&import->items[level]);
	}
	header_release(&import->header);
	mq_arena_release(&import->header_arena);
	rejects_release(&import->rejects);
	mq_sheet_close(import->sheet);
	free(import->source);
}

static enum mq_err begin_way(struct import *import)
{
	bool empty;
	enum mq_err err = mq_register_is_empty(import->reg, &empty, import->diag);

	import->way = empty && !import->dry_run ? &way_fill : &way_batch;
	return err == MQ_OK ? import->way->begin(import) : err;
}

static enum mq_err run(struct import *import)
{
	enum mq_err err = mq_sheet_open(import->path, &import->options->sheet, &import->sheet,
		import->diag);

	if (err != MQ_OK) {
		return err;
	}
	import->report->read_as = mq_strdup(mq_sheet_read_as(import->sheet));
	err = read_header(import);
	if (err == MQ_OK) {
		err = begin_way(import);
	}
	if (err != MQ_OK) {
		return err;
	}
	err = take_rows(import);
	tell_untold(import);
	if (err == MQ_OK && import->report->rows > import->report->rejected) {
		err = import->way->finish(import);
	}
	import->way->drop(import);
	return err;
}

/* One pass over the file. */
static enum mq_err pass(struct mq_register *reg, const char *path,
	const struct mq_import_options *options, bool dry_run, struct mq_import_report *report,
	struct mq_diag *diag)
{
	struct import import = {
		.reg = reg, .options = options, .report = report, .diag = diag, .path = path,
		.dry_run = dry_run,
	};
	enum mq_err rejected;
	enum mq_err err;

	import.source = mq_format("import %s", path);
	import.act = (struct mq_act){
		.who = options->who, .why = "import", .source = import.source,
	};
	for (size_t level = 0; level < LEVELS_MAX; level++) {
		items_init(&import.items[level]);
	}
	err = rejects_init(&import.rejects, path, options->rejects, diag);
	if (err == MQ_OK) {
		err = run(&import);
	}
	report->whole = err == MQ_OK;
	rejected = rejects_finish(&import.rejects, &report->rejects, diag);
	import_release(&import);
	return err == MQ_OK ? rejected : err;
}

enum mq_err mq_register_import(struct mq_register *reg, const char *path,
	const struct mq_import_options *options, struct mq_import_report *report,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	*report = (struct mq_import_report){0};
	if (options->strict || options->dry_run) {
		err = pass(reg, path, options, true, report, diag);
	}
	if (err == MQ_OK && options->strict && report->rejected) {
		report->whole = false;
		mq_diag_add(diag, MQ_ERR_INPUT, _("%llu of %llu rows are wrong; nothing was brought in"),
			(unsigned long long)report->rejected, (unsigned long long)report->rows);
		mq_diag_hint(diag, _("mend them, or leave out --strict to bring the others in"));
		return MQ_ERR_INPUT;
	}
	if (err == MQ_OK && !options->dry_run) {
		mq_import_report_release(report);
		err = pass(reg, path, options, false, report, diag);
	}
	return err;
}

void mq_import_report_release(struct mq_import_report *report)
{
	for (size_t i = 0; i < report->n_ignored; i++) {
		free(report->ignored[i]);
	}
	free(report->ignored);
	free(report->rejects);
	free(report->read_as);
	*report = (struct mq_import_report){0};
}
