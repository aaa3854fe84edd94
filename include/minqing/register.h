/*
 * register: a register's life. Opening it with its schema, acts that change it,
 * history, sheets coming in.
 *
 *     register.c   init, open, close; views on one snapshot
 *     act.c        who, when, why, from where; and the history they leave
 *     edit.c       one act: records, index, history in one transaction
 *     check.c      is a cell right: patterns; readings of names
 *     load.c       a first filling: a new generation, whole or not there
 *     sheet.c      a sheet's bytes to rows: quotes (libcsv); split.c: lines without any
 *     sheet_open.c what a sheet is: a workbook, or its encoding and delimiter
 *     xlsx.h       the files that read a workbook (expat, zlib)
 *     zip.c        the parts of a zip file; xml.c: one of them as XML
 *     header.c     a sheet's columns to fields
 *     import.c     rows to residents, households, dwellings
 *     files.c      directories and the YAML files in them
 *     rejects.c    the rows that did not go in, and why
 *     import_ahead.c   rows read and checked on a thread of their own
 *     import_memory.c  what cells of a column were read as
 *     import_items.c   what a file has said of whom
 *     import_fill.c    a first filling
 *     import_batch.c   batches of edits
 *     beside.c     a file that is whole or not there
 *     book.c       rows to a workbook (libxlsxwriter); book_text.c: what its XML can have;
 *                  book_check.c reads it again
 *     lxw.c        that library, opened by who first needs it (lend.h)
 *
 * Libraries: libcsv, libxlsxwriter, expat, zlib.
 */
#ifndef MINQING_REGISTER_H
#define MINQING_REGISTER_H

#include <time.h>

#include <minqing/answer.h>
#include <minqing/base.h>
#include <minqing/schema.h>
#include <minqing/store.h>

/* ---- opening ---- */

struct mq_register;

/* Make dir a register: check the configuration in config_dir wholly (fields,
 * derived expressions, patterns), copy it to dir/config, write the compiled schema.
 * Nothing is left behind where it fails. */
enum mq_err mq_register_init(const char *dir, const char *config_dir, struct mq_diag *diag);
/* The same with the schema of a configuration that was checked. */
enum mq_err mq_register_make(const char *dir, const char *config_dir,
	const struct mq_schema *schema, struct mq_diag *diag);
/* Everything init would check of a configuration; all faults (CONFIG). On MQ_OK *schema
 * is the caller's, to be freed with mq_schema_free; else NULL. */
enum mq_err mq_register_check_config(const char *config_dir, struct mq_schema **schema,
	struct mq_diag *diag);
/* Open the register at dir with the schema in it. Errors: those of mq_store_open, STORE
 * (no schema in it), CORRUPT. On MQ_OK the caller closes *reg. */
enum mq_err mq_register_open(const char *dir, bool read_only, struct mq_register **reg,
	struct mq_diag *diag);
void mq_register_close(struct mq_register *reg);
const struct mq_schema *mq_register_schema(const struct mq_register *reg);	/* until close */
const char *mq_register_dir(const struct mq_register *reg);

/*
 * Begin looking: one read transaction. view is filled but for its universe
 * (access does that); *changed, where given, says that this is another snapshot than the
 * last one's and all that was lent is gone. End it before waiting for anything.
 */
enum mq_err mq_register_look(struct mq_register *reg, mq_day today, struct mq_view *view,
	bool *changed, struct mq_diag *diag);
void mq_register_look_away(struct mq_register *reg);

/* ---- acts ---- */

/* Why and by whom something was changed. Texts are borrowed for the call. */
struct mq_act {
	const char *who;
	int64_t when;		/* seconds since 1970 UTC; 0: now */
	const char *why;
	const char *source;	/* "import people.csv", "screen", "set" */
	uint64_t seen;		/* the snapshot it was decided by (mq_index_snapshot): where another
				 * committed since, it is refused; 0: whatever happened */
	bool dry_run;		/* only see whether it could be done */
};

/* One change of one record. */
struct mq_change {
	mq_kind_id kind;
	mq_record_id id;	/* MQ_NO_RECORD: a new one; gets its id (void where refused) */
	const struct mq_record_value *values;	/* text.data NULL clears the field */
	size_t n_values;
};

/*
 * One act: all changes, their history and the index in one transaction. Texts are
 * cells as a person writes them (mq_value_read). Refused as a whole where one is
 * wrong (INPUT, with each reason), where a key exists already, where a link leads nowhere
 * or a field is not the kind's to set, where a record is not there (NOT_FOUND), or where
 * the lock is not had (BUSY; without a fault in diag where act->seen is an old snapshot: look
 * and decide again). Two changes of one record make one step of its history.
 */
enum mq_err mq_register_act(struct mq_register *reg, const struct mq_act *act,
	struct mq_change *changes, size_t n_changes, struct mq_diag *diag);

/* A step of a record's past. Owns all it holds. */
struct mq_history_entry {
	uint64_t act;
	int64_t when;
	char *who;
	char *why;
	char *source;
	bool created;
	struct mq_record was;	/* the changed fields as they were */
	mq_field_id *fields;	/* which fields this act changed */
	size_t n_fields;
};

struct mq_history {
	struct mq_history_entry *entries;	/* newest first */
	size_t n_entries;
};

/* The past of a record, within a look. On MQ_OK the caller releases history; CORRUPT
 * where a step or its act makes no sense: history is then empty. */
enum mq_err mq_register_history(struct mq_register *reg, mq_kind_id kind, mq_record_id id,
	struct mq_history *history, struct mq_diag *diag);
void mq_history_release(struct mq_history *history);

/* ---- a first filling ---- */

/*
 * Fill an empty register: records in order, links as record ids already given.
 * One act. add sets the readings of names in record, which stays the caller's, and
 * gives its id, dense from 0 in each kind. finish switches to what was built; drop
 * leaves the register as it was. Both end the load, whatever they return. begin is
 * STORE where the register is not empty, else as mq_build_begin.
 */
struct mq_load;

enum mq_err mq_load_begin(struct mq_register *reg, const struct mq_act *act,
	struct mq_load **load, struct mq_diag *diag);
enum mq_err mq_load_add(struct mq_load *load, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag);
enum mq_err mq_load_finish(struct mq_load *load,
	bool (*progress)(void *context, uint64_t done, uint64_t all), void *context,
	struct mq_diag *diag);
void mq_load_drop(struct mq_load *load);

/* ---- sheets ---- */

/*
 * Rows of a CSV file: encoding and delimiter found out, quotes undone. Or of a workbook
 * (xlsx), known by its bytes: those of its first sheet that is shown, its cells as texts
 * that a person sees; lines are then the numbers of rows.
 */
struct mq_sheet;

struct mq_sheet_options {
	const char *encoding;	/* NULL: found out */
	char delimiter;		/* 0: found out among , ; tab | */
	size_t max_cell_bytes;	/* 0: 16 MiB; a row has at most four times as much */
	size_t max_columns;	/* 0: 4,096 */
};

/* Errors: INPUT (cannot be read, no file, empty, another sort of file, bytes that are
 * not of its encoding, a workbook that is damaged or beyond all bounds), USAGE (no such
 * encoding), STORE (no libraries for workbooks), IO. On MQ_OK the caller closes. */
enum mq_err mq_sheet_open(const char *path, const struct mq_sheet_options *options,
	struct mq_sheet **sheet, struct mq_diag *diag);
/* The next row: cells borrowed until the next call; *line where it begins, from 1.
 * NOT_FOUND at the end. A row with an error (INPUT, placed) can be stepped over where
 * *again is true. */
enum mq_err mq_sheet_row(struct mq_sheet *sheet, const struct mq_slice **cells, size_t *n_cells,
	size_t *line, bool *again, struct mq_diag *diag);
/* The row that was given last as it stands in the sheet, without its line end, where it is a
 * line that has no quote; else {NULL, 0}. Borrowed as its cells are. */
struct mq_slice mq_sheet_line(const struct mq_sheet *sheet);
/* What the rows were read from, as told to a person: an encoding, or the sheet of a workbook
 * and how many more it has. The name of a sheet may hold anything. */
const char *mq_sheet_read_as(const struct mq_sheet *sheet);
char mq_sheet_delimiter(const struct mq_sheet *sheet);
uint64_t mq_sheet_size_bytes(const struct mq_sheet *sheet);
uint64_t mq_sheet_position_bytes(const struct mq_sheet *sheet);
void mq_sheet_close(struct mq_sheet *sheet);

/* ---- sheets out ---- */

/*
 * A file that gets its name when it is whole: written beside its place, for its owner
 * alone, synced, then moved there. Never through a symbolic link, and only onto a plain
 * file.
 */
struct mq_beside;

/* USAGE where path is no place for a file, or where there is one and overwrite is not
 * asked for; IO, FULL, READONLY. On MQ_OK end or drop it. */
enum mq_err mq_beside_begin(const char *path, bool overwrite, struct mq_beside **beside,
	struct mq_diag *diag);
enum mq_err mq_beside_write(struct mq_beside *beside, const void *bytes, size_t len,
	struct mq_diag *diag);
/* Where it lies until then, for who writes by name; lent until its end. */
const char *mq_beside_path(const struct mq_beside *beside);
/* Give it its name; *bytes is how long it is. Ends it whatever is returned: where it
 * fails, nothing is left and what stood there stays. */
enum mq_err mq_beside_end(struct mq_beside *beside, uint64_t *bytes, struct mq_diag *diag);
void mq_beside_drop(struct mq_beside *beside);	/* NULL is fine */

/*
 * A workbook (xlsx) of one sheet: a line of the fields' labels, then the rows. Codes and
 * yes or no stand as their labels, numbers as numbers, days as days (before March 1900 as
 * text), all else as text whatever it looks like. path is written when it ends; passing
 * files lie in its directory and have no name. Errors: LIMIT (more rows, columns or
 * characters in a cell than a workbook has room for), STORE (no libxlsxwriter), IO, FULL.
 */
struct mq_book;

/* title is the sheet's, where it can be one. On MQ_OK end or drop it. */
enum mq_err mq_book_begin(const char *path, const char *title, const struct mq_schema *schema,
	const mq_field_id *columns, size_t n_columns, uint64_t n_rows, struct mq_book **book,
	struct mq_diag *diag);
/* Canonical texts, {NULL, 0} where not known. */
enum mq_err mq_book_row(struct mq_book *book, const struct mq_slice *cells, struct mq_diag *diag);
enum mq_err mq_book_end(struct mq_book *book, struct mq_diag *diag);
void mq_book_drop(struct mq_book *book);	/* NULL is fine */

/* ---- import ---- */

struct mq_import_map {
	const char *column;	/* header name */
	const char *field;	/* field name; "-" leaves the column out */
};

struct mq_import_options {
	struct mq_sheet_options sheet;
	const struct mq_import_map *map;
	size_t n_map;
	bool strict;		/* one bad row refuses the file */
	bool dry_run;		/* write nothing */
	const char *rejects;	/* NULL: PATH with .rejects.csv; "-" none */
	const char *who;
	/* Heard now and then; false stops the import (INTERRUPTED). May be NULL. */
	bool (*progress)(void *context, uint64_t done_bytes, uint64_t all_bytes);
	void *context;
};

struct mq_import_report {
	uint64_t rows;		/* data rows read */
	uint64_t rejected;
	uint64_t added[MQ_KINDS_MAX];
	uint64_t changed[MQ_KINDS_MAX];
	uint64_t same[MQ_KINDS_MAX];
	uint64_t batches;	/* committed before an end or a stop; a first filling is one */
	bool first_filling;
	bool whole;		/* all of the file went through */
	char *rejects;		/* the file written, or NULL */
	char *read_as;		/* mq_sheet_read_as */
	char **ignored;		/* header names that fit no field */
	size_t n_ignored;
};

/*
 * Bring a sheet in, one row a resident with the columns of the household and
 * dwelling beside it. Header names are field ids, labels or aliases, or mapped. Records are
 * found by their kind's key, added or changed; a cell left empty changes nothing. A row that
 * fails is written to the rejects file with its line, column and reason. Rows are read on a
 * second thread; progress is heard, and everything put, on the caller's.
 * Interrupted or killed it leaves the register as it was (first filling) or whole
 * batches (report.batches). The report is filled, and the caller's to release, whatever
 * is returned. Errors: INPUT (the sheet, its header, with strict a row), USAGE (a map or
 * rejects that cannot be), INTERRUPTED, those of writing; where report.whole is set all
 * is in and only the rejects file could not be written.
 */
enum mq_err mq_register_import(struct mq_register *reg, const char *path,
	const struct mq_import_options *options, struct mq_import_report *report,
	struct mq_diag *diag);
void mq_import_report_release(struct mq_import_report *report);

/* Everything stored equals what the records say (mq_index_verify). Not within a look. */
enum mq_err mq_register_verify(struct mq_register *reg, uint64_t *n_records, struct mq_diag *diag);

#endif
