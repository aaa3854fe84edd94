#include "own.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/sample.h>
#include <minqing/sheets.h>
#include <minqing/work.h>

/*
 * What only the command line does: making registers, filling them, proving them.
 */

enum { DEMO_RESIDENTS = 80000 };

enum mq_err mq_session_check_config(const char *config_dir, struct mq_schema **schema,
	struct mq_diag *diag)
{
	enum mq_err err = mq_register_check_config(config_dir, schema, diag);

	if (err == MQ_OK) {
		err = mq_work_check_config(config_dir, *schema, diag);
	}
	if (err != MQ_OK) {
		mq_schema_free(*schema);
		*schema = NULL;
	}
	return err;
}

/* A register has no use for a configuration that fails on the day it is first needed. */
enum mq_err mq_session_init(const char *dir, const char *config_dir, struct mq_diag *diag)
{
	struct mq_schema *schema = NULL;
	enum mq_err err = mq_session_check_config(config_dir, &schema, diag);

	if (err == MQ_OK) {
		err = mq_register_make(dir, config_dir, schema, diag);
	}
	mq_schema_free(schema);
	return err;
}

enum mq_err mq_session_verify(struct mq_session *session, uint64_t *n_records,
	struct mq_diag *diag)
{
	return mq_register_verify(session->reg, n_records, diag);
}

/* ---- import ---- */

/* "column=field" pairs; the strings are owned by the arena. */
static enum mq_err split_map(const struct mq_sheet_in *sheet, struct mq_arena *arena,
	struct mq_import_map **out, struct mq_diag *diag)
{
	struct mq_import_map *map = mq_arena_alloc(arena, (sheet->n_map + 1) * sizeof(*map));

	for (size_t i = 0; i < sheet->n_map; i++) {
		const char *equals = strrchr(sheet->map[i], '=');

		if (!equals || equals == sheet->map[i] || !equals[1]) {
			mq_diag_add(diag, MQ_ERR_USAGE, _("--map wants COLUMN=FIELD, not '%s'"),
				sheet->map[i]);
			return MQ_ERR_USAGE;
		}
		map[i].column = mq_arena_strndup(arena, sheet->map[i],
			(size_t)(equals - sheet->map[i]));
		map[i].field = equals + 1;
	}
	*out = map;
	return MQ_OK;
}

static void tell_kinds(const struct mq_schema *schema, const struct mq_import_report *from,
	struct mq_sheet_report *to)
{
	to->kinds = mq_arena_alloc(&to->arena, (schema->n_kinds + 1) * sizeof(*to->kinds));
	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (from->added[i] || from->changed[i] || from->same[i]) {
			to->kinds[to->n_kinds++] = (struct mq_sheet_kind){
				.label = mq_arena_strdup(&to->arena, mq_kind_label(&schema->kinds[i])),
				.added = from->added[i],
				.changed = from->changed[i],
				.same = from->same[i],
			};
		}
	}
}

static void tell(const struct mq_schema *schema, const struct mq_import_report *from,
	struct mq_sheet_report *to)
{
	to->rows = from->rows;
	to->rejected = from->rejected;
	to->batches = from->batches;
	to->first_filling = from->first_filling;
	to->whole = from->whole;
	to->rejects = from->rejects ? mq_arena_strdup(&to->arena, from->rejects) : NULL;
	to->read_as = mq_arena_strdup(&to->arena, from->read_as ? from->read_as : "");
	to->ignored = mq_arena_alloc(&to->arena, (from->n_ignored + 1) * sizeof(*to->ignored));
	for (; to->n_ignored < from->n_ignored; to->n_ignored++) {
		to->ignored[to->n_ignored] =
			mq_arena_strdup(&to->arena, from->ignored[to->n_ignored]);
	}
	tell_kinds(schema, from, to);
}

enum mq_err mq_session_import(struct mq_session *session, const struct mq_sheet_in *sheet,
	struct mq_sheet_report *report, struct mq_diag *diag)
{
	struct mq_import_report own = {0};
	struct mq_import_map *map = NULL;
	enum mq_err err;

	*report = (struct mq_sheet_report){0};
	err = split_map(sheet, &report->arena, &map, diag);
	if (err == MQ_OK) {
		const struct mq_import_options options = {
			.sheet = {.encoding = sheet->encoding, .delimiter = sheet->delimiter},
			.map = map, .n_map = sheet->n_map,
			.strict = sheet->strict, .dry_run = sheet->dry_run,
			.rejects = sheet->rejects, .who = session->officer,
			.progress = sheet->progress, .context = sheet->context,
		};

		err = mq_register_import(session->reg, sheet->path, &options, &own, diag);
	}
	tell(session->schema, &own, report);
	mq_import_report_release(&own);
	return err;
}

void mq_sheet_report_release(struct mq_sheet_report *report)
{
	mq_arena_release(&report->arena);
	*report = (struct mq_sheet_report){0};
}

enum mq_err mq_session_infer(const char *path, struct mq_buf *out, struct mq_diag *diag)
{
	const struct mq_sheet_options options = {0};
	struct mq_infer *infer = mq_infer_new();
	struct mq_sheet *sheet = NULL;
	enum mq_err err = mq_sheet_open(path, &options, &sheet, diag);

	while (err == MQ_OK) {
		const struct mq_slice *cells;
		size_t n_cells;
		size_t line;
		bool again;

		err = mq_sheet_row(sheet, &cells, &n_cells, &line, &again, diag);
		if (err == MQ_OK) {
			mq_infer_row(infer, cells, n_cells);
		} else if (again) {
			err = MQ_OK;
		}
	}
	if (err == MQ_ERR_NOT_FOUND && sheet) {
		const char *read_as = mq_sheet_read_as(sheet);

		mq_buf_adds(out, "# Read as: ");
		mq_safe_text(out, read_as, strlen(read_as));
		mq_buf_addc(out, '\n');
		err = mq_infer_write(infer, path, out, diag);
	}
	mq_sheet_close(sheet);
	mq_infer_free(infer);
	return err;
}

/* ---- demo ---- */

struct filling {
	struct mq_load *load;
	const struct mq_demo *demo;
	uint64_t residents;
	uint64_t wanted;
	mq_kind_id resident;
	FILE *faults;		/* NULL: no mistakes are planted */
};

static enum mq_err take(void *context, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	struct filling *filling = context;

	if (kind == filling->resident && ++filling->residents % 1000 == 0 &&
	    filling->demo->progress && !filling->demo->progress(filling->demo->context,
		filling->residents, filling->wanted)) {
		return mq_diag_add(diag, MQ_ERR_INTERRUPTED, _("interrupted"));
	}
	return mq_load_add(filling->load, kind, record, id, diag);
}

static void planted(void *context, const char *what, const char *kind, const char *key)
{
	struct filling *filling = context;

	fprintf(filling->faults, "%s\t%s\t%s\n", what, kind, key);
}

static enum mq_err open_faults(const char *dir, const struct mq_demo *demo, FILE **file,
	struct mq_diag *diag)
{
	char *path = mq_format("%s/faults.tsv", dir);
	enum mq_err err = MQ_OK;

	*file = demo->faults ? fopen(path, "we") : NULL;
	if (demo->faults && !*file) {
		err = mq_diag_add(diag, MQ_ERR_IO, "'%s': %s", path, strerror(errno));
	}
	free(path);
	return err;
}

/* The list is only worth having whole. NULL, where none is kept, is fine. */
static enum mq_err close_faults(FILE *file, struct mq_diag *diag)
{
	bool good = !file || !ferror(file);

	if (file && fclose(file) != 0) {
		good = false;
	}
	return good ? MQ_OK : mq_diag_add(diag, MQ_ERR_IO, _("cannot write faults.tsv: %s"),
		strerror(errno));
}

static enum mq_err fill(struct mq_register *reg, const struct mq_demo *demo,
	struct mq_diag *diag)
{
	const struct mq_schema *schema = mq_register_schema(reg);
	struct mq_sample_options options = {
		.residents = demo->residents ? demo->residents : DEMO_RESIDENTS,
		.seed = demo->seed, .faults = demo->faults,
	};
	struct filling filling = {
		.demo = demo, .wanted = options.residents,
		.resident = mq_schema_kind(schema, "resident"),
	};
	const struct mq_act act = {.who = "demo", .why = "demo", .source = "synthetic sample"};
	enum mq_err err = mq_day_today(&options.today, diag);
	enum mq_err closed;

	if (err == MQ_OK) {
		err = mq_load_begin(reg, &act, &filling.load, diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	/* The list belongs to these people: one that is there is written over only now. */
	err = open_faults(mq_register_dir(reg), demo, &filling.faults, diag);
	if (err == MQ_OK) {
		err = mq_sample_run(schema, &options, take, planted, &filling, diag);
	}
	closed = close_faults(filling.faults, diag);
	err = err == MQ_OK ? closed : err;
	if (err != MQ_OK) {
		mq_load_drop(filling.load);
		return err;
	}
	return mq_load_finish(filling.load, NULL, NULL, diag);
}

/* An empty register from an interrupted demo is taken as it is. */
static enum mq_err open_or_make(const char *dir, const char *config_dir,
	struct mq_register **reg, struct mq_diag *diag)
{
	enum mq_err err;

	if (mq_register_open(dir, false, reg, NULL) == MQ_OK) {
		return MQ_OK;
	}
	err = mq_session_init(dir, config_dir, diag);
	return err == MQ_OK ? mq_register_open(dir, false, reg, diag) : err;
}

enum mq_err mq_session_demo(const char *dir, const char *config_dir, const struct mq_demo *demo,
	struct mq_diag *diag)
{
	struct mq_register *reg = NULL;
	enum mq_err err = open_or_make(dir, config_dir, &reg, diag);

	if (err == MQ_OK) {
		err = fill(reg, demo, diag);
	}
	mq_register_close(reg);
	return err;
}
