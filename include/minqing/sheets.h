/*
 * sheets: rows taken out, as lines, as a file, as text to paste; sheets taken in; and the rest
 * of what only the command line does, a register made, filled and verified. A door of session.
 *
 *     lines.c     rows as csv, tsv, json; send.c: as a file, whatever they are of; export.c: those
 *                 of an answer; copy.c: as texts to paste
 *     ids.c       records that are named: marks, keys of a sheet
 *     admin.c     init, import, demo, verify: what only the command line does
 */
#ifndef MINQING_SHEETS_H
#define MINQING_SHEETS_H

#include <minqing/session.h>

/* ---- rows taken out ---- */

enum mq_sheet_format {
	MQ_SHEET_CSV,
	MQ_SHEET_TSV,
	MQ_SHEET_JSON,
	MQ_SHEET_XLSX,
};

/* False where there is no such format. */
bool mq_sheet_format_find(const char *name, enum mq_sheet_format *format);
const char *mq_sheet_format_name(enum mq_sheet_format format);	/* "csv" */

/*
 * Rows as lines that programs read, as `minqing query` prints them: csv, tsv or json. Rows
 * are canonical. A text that a spreadsheet would take for a formula gets a ' before it in
 * csv and tsv.
 */
struct mq_lines {
	enum mq_sheet_format format;
	const struct mq_schema *schema;
	const mq_field_id *columns;	/* borrowed until the end */
	size_t n_columns;
	uint64_t hits, unknown;		/* what json says of the answer */
	bool words;			/* csv, tsv: labels of fields and codes, not their ids */
	bool raw;			/* formulas too */
	bool safe;			/* no terminal can obey a cell */
	uint64_t n_rows;		/* so far */
	struct mq_buf word;
};

/* Each appends to out; end also frees. */
void mq_lines_begin(struct mq_lines *lines, struct mq_buf *out);
void mq_lines_row(struct mq_lines *lines, const struct mq_row *row, struct mq_buf *out);
void mq_lines_end(struct mq_lines *lines, struct mq_buf *out);
/* Do the words of the field differ from its canonical text? */
bool mq_lines_has_words(const struct mq_field *field);

/* How far a long act has come; false stops it (INTERRUPTED). */
typedef bool (*mq_progress_fn)(void *context, uint64_t done, uint64_t all);

struct mq_export {
	const char *path;
	const char *format;	/* NULL: by the ending of path */
	struct mq_page page;	/* columns, order, limit, ids; canonical is of no account */
	bool bom;		/* csv, tsv: begin with a byte order mark, as Excel wants it */
	bool words;		/* csv, tsv: labels of fields and codes; xlsx has them always */
	bool raw;		/* csv, tsv: formulas too */
	bool overwrite;
	mq_progress_fn progress;	/* or NULL */
	void *context;
};

struct mq_exported {
	enum mq_sheet_format format;
	uint64_t rows;
	size_t columns;
	uint64_t bytes;
};

/*
 * Write the answer in force, or the records named, to a file: the columns and the order
 * that a page has, all rows. The file is its owner's alone and comes to be whole or not
 * at all; what stood there before stays. Errors: USAGE (nothing asked, no format, an
 * option that is not the format's, a place that is none or taken, a symbolic link), IO,
 * FULL, READONLY, INTERRUPTED, CORRUPT; of xlsx those of mq_book_begin.
 */
enum mq_err mq_session_export(struct mq_session *session, const struct mq_export *what,
	struct mq_exported *done, struct mq_diag *diag);

/* Records by a sheet: one with a column of the kind's key, called as its field is, or a
 * key on each line. *ids is the caller's. Errors: those of reading sheets; INPUT where
 * keys are nobody's, each told with its line. */
enum mq_err mq_session_read_ids(struct mq_session *session, mq_kind_id kind, const char *path,
	mq_record_id **ids, size_t *n_ids, struct mq_diag *diag);

enum mq_copy_form {
	MQ_COPY_FIELD,		/* the value of one field, in words; nothing where not known */
	MQ_COPY_ROW,		/* heads and row, as tsv in words, guarded */
	MQ_COPY_CARD,		/* the card as text */
	MQ_COPY_QUERY,		/* the text of the question in force, as it was typed */
	MQ_COPY_COMMAND,	/* the command line that prints the page, for a shell */
};

struct mq_copy {
	enum mq_copy_form form;
	struct mq_page page;	/* ROW, COMMAND: columns and order; ids: of which records (FIELD,
				 * ROW, CARD), in the order given, each on lines of its own */
	mq_kind_id kind;	/* CARD */
	mq_field_id field;	/* FIELD */
};

/* A text to be pasted, appended. Errors: USAGE (nothing asked), NOT_FOUND (no such record
 * in the officer's universe), CORRUPT. */
enum mq_err mq_session_copy(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag);

/* ---- what only the command line does ---- */

/* As mq_register_init. */
enum mq_err mq_session_init(const char *dir, const char *config_dir, struct mq_diag *diag);
/* As mq_register_check_config: on MQ_OK *schema is the caller's, mq_schema_free. */
enum mq_err mq_session_check_config(const char *config_dir, struct mq_schema **schema,
	struct mq_diag *diag);

struct mq_sheet_in {
	const char *path;
	const char *encoding;	/* NULL: found out */
	char delimiter;		/* 0: found out */
	const char *const *map;	/* "column=field" … */
	size_t n_map;
	bool strict;
	bool dry_run;
	const char *rejects;	/* NULL: PATH.rejects.csv; "-": none */
	mq_progress_fn progress;
	void *context;
};

struct mq_sheet_kind {
	const char *label;
	uint64_t added, changed, same;
};

struct mq_sheet_report {
	uint64_t rows, rejected, batches;
	bool first_filling, whole;
	struct mq_sheet_kind *kinds;	/* those the sheet has columns for */
	size_t n_kinds;
	const char *rejects;	/* the file written, or NULL */
	const char *encoding;
	const char **ignored;	/* header names that fit no field */
	size_t n_ignored;
	struct mq_arena arena;
};

/* As mq_register_import. The report is released by the caller, whatever is returned. */
enum mq_err mq_session_import(struct mq_session *session, const struct mq_sheet_in *sheet,
	struct mq_sheet_report *report, struct mq_diag *diag);
void mq_sheet_report_release(struct mq_sheet_report *report);
/* A proposal of fields.yaml for a sheet, appended. */
enum mq_err mq_session_infer(const char *path, struct mq_buf *out, struct mq_diag *diag);

struct mq_demo {
	uint32_t residents;	/* 0: 80,000 */
	uint64_t seed;
	bool faults;		/* plant known mistakes, and list them in DIR/faults.tsv */
	mq_progress_fn progress;
	void *context;
};

/* Make dir a register with config_dir and fill it with a synthetic subdistrict. An empty
 * register is filled as it is; STORE where there is one with somebody in it. */
enum mq_err mq_session_demo(const char *dir, const char *config_dir, const struct mq_demo *demo,
	struct mq_diag *diag);
/* The stored index equals the records; every difference is a fault. */
enum mq_err mq_session_verify(struct mq_session *session, uint64_t *n_records,
	struct mq_diag *diag);

#endif
