/* What the files of an import share. */
#ifndef MINQING_REGISTER_IMPORT_H
#define MINQING_REGISTER_IMPORT_H

#include "own.h"

/*
 * A sheet has a row for each resident; beside the resident's cells stand those
 * of the household and the dwelling, the kinds its links lead up to. Level 0 is
 * the resident, level 1 what links[0] of it points at, and so on.
 */
enum { LEVELS_MAX = 4 };

/* ---- header.c ---- */

struct header {
	mq_field_id *fields;	/* by column; MQ_NO_FIELD: left out */
	uint8_t *levels;	/* by column */
	size_t n_columns;
	mq_kind_id kinds[LEVELS_MAX];
	size_t n_levels;	/* levels that have columns */
};

/* Read the header row. Names that fit nothing go to the report's list. */
enum mq_err header_read(struct header *header, const struct mq_schema *schema,
	const struct mq_import_options *options, const struct mq_slice *cells, size_t n_cells,
	const char *path, struct mq_import_report *report, struct mq_diag *diag);
void header_release(struct header *header);

/* ---- rejects.c ---- */

/* What stands before the cells of a row that did not go in. */
enum { REJECTS_COLUMNS = 3 };
extern const char *const rejects_columns[REJECTS_COLUMNS];

/* The rows that did not go in, with line, column and reason before their cells. */
struct rejects {
	char *path;		/* NULL: none is written */
	char *temporary;
	FILE *file;
};

/* wanted as in mq_import_options. USAGE where it is the sheet itself. */
enum mq_err rejects_init(struct rejects *rejects, const char *sheet_path, const char *wanted,
	struct mq_diag *diag);
/* The first one begins the file with the header. IO, FULL where it cannot. */
enum mq_err rejects_add(struct rejects *rejects, const struct mq_slice *header, size_t n_header,
	size_t line, size_t column, const char *reason, const struct mq_slice *cells,
	size_t n_cells, struct mq_diag *diag);
/* Puts the file in its place; *written is its path, owned by the caller, or NULL where
 * no row was added. IO, FULL: some of the rows are not in it, and it is not there. */
enum mq_err rejects_finish(struct rejects *rejects, char **written, struct mq_diag *diag);
void rejects_release(struct rejects *rejects);

/* ---- import_items.c ---- */

enum item_state {
	ITEM_SAME,
	ITEM_CHANGED,
	ITEM_ADDED,
};

/* A record of this file, by its key. */
struct item {
	mq_record_id id;
	size_t line;			/* where it was first met */
	enum item_state state;
	bool said;			/* the row at hand says nothing beyond what was told */
	struct mq_slice told;		/* what the file has said of it, encoded; owned */
};

struct items {
	struct mq_map *by_key;
	struct item *items;
	size_t n_items;
	size_t cap;
};

void items_init(struct items *items);
void items_release(struct items *items);
/* The item of a key, or NULL; good until the next items_add. hash is the key's mq_hash. */
struct item *items_find(const struct items *items, struct mq_slice key, uint64_t hash);
struct item *items_add(struct items *items, struct mq_slice key, uint64_t hash);
/* Have what an items_find some rows later will look at fetched, in ITEMS_STEPS steps: one
 * each time, the first with the most rows left. */
enum { ITEMS_STEPS = 4 };
void items_fetch(const struct items *items, uint64_t hash, unsigned step);
/* Remember what a row says of an item beyond what was said before; true where it is
 * news. */
bool item_tell(struct item *item, const struct mq_record *record);
/* The first field on which a row differs from what was said before; MQ_NO_FIELD, and then
 * item->said is true where it says nothing else either. */
mq_field_id item_conflict(struct item *item, const struct mq_record *record);

/* ---- import_memory.c ---- */

/* What the cells of one column were read as. Zeroed is empty. */
struct memory {
	struct kept *slots;	/* NULL: nothing yet, or nothing any more */
	size_t n_kept;
	uint64_t n_asked;
	uint64_t n_known;
	bool in_vain;		/* the column does not repeat itself */
};

/* The canonical text of a cell that is not empty, where it was kept. */
bool memory_get(struct memory *memory, struct mq_slice cell, struct mq_slice *text);
/* Keep what a cell that was asked for was read as. Returns a copy of text: one in texts,
 * which lives as long as the memory, or, where it is not kept, in otherwise. */
struct mq_slice memory_keep(struct memory *memory, struct mq_slice cell, struct mq_slice text,
	struct mq_arena *texts, struct mq_arena *otherwise);
void memory_release(struct memory *memory);

/* ---- import_ahead.c ---- */

/* A row that was read. */
struct row {
	size_t line;
	uint64_t position_bytes;		/* how much of the sheet was read with it */
	struct mq_record records[LEVELS_MAX];
	struct mq_buf keys[LEVELS_MAX];
	uint64_t hashes[LEVELS_MAX];		/* of keys */
	bool has_key[LEVELS_MAX];
	char *reason;				/* why it cannot go in; NULL: nothing is wrong so far */
	char *hint;
	size_t column;				/* from 1; 0: the row as a whole */
	size_t n_cells;
	size_t cells_at;			/* see ahead_cells */
	size_t line_bytes;			/* 0: its cells were kept one by one */
	/* import.c: */
	struct item *items[LEVELS_MAX];		/* those met before, or NULL */
	char links[LEVELS_MAX][MQ_NUMBER_MAX];	/* what leads from one level to the next */
};

/* The rows of a sheet, read on a thread of their own. */
struct ahead;

/* Borrows all; the sheet, and the patterns of reg, are the thread's until free. */
struct ahead *ahead_new(struct mq_register *reg, struct mq_sheet *sheet,
	const struct header *header);
/* The next row, borrowed until the next call, its records free to be added to. NOT_FOUND at the
 * end; the error that ended the sheet. */
enum mq_err ahead_next(struct ahead *ahead, struct row **row, struct mq_diag *diag);
/* The n-th row behind the one that was given last; NULL where it is not there yet. */
const struct row *ahead_peek(const struct ahead *ahead, size_t n);
/* The cells of the row that was given last, as they came; the caller frees the array. */
struct mq_slice *ahead_cells(const struct ahead *ahead, const struct row *row);
void ahead_free(struct ahead *ahead);

/* ---- import_fill.c, import_batch.c: the two ways in ---- */

struct import;

/* How checked records are brought in. place is called from the top level down,
 * with the link already set in record. */
struct way {
	enum mq_err (*begin)(struct import *import);
	enum mq_err (*place)(struct import *import, size_t level, struct item *item, bool fresh,
		struct mq_slice key, struct mq_record *record);
	enum mq_err (*row_done)(struct import *import);
	enum mq_err (*finish)(struct import *import);
	void (*drop)(struct import *import);
};

extern const struct way way_fill;
extern const struct way way_batch;

/* One import. */
struct import {
	struct mq_register *reg;
	const struct mq_import_options *options;
	struct mq_import_report *report;
	struct mq_diag *diag;
	const char *path;
	struct mq_act act;
	char *source;
	bool dry_run;

	struct mq_sheet *sheet;
	struct header header;
	struct mq_slice *header_cells;	/* copies, for the rejects file */
	struct mq_arena header_arena;
	struct items items[LEVELS_MAX];
	struct rejects rejects;
	struct ahead *ahead;

	const struct way *way;
	struct mq_load *load;		/* way_fill */
	struct mq_txn *txn;		/* way_batch; a reading one in a dry run */
	struct mq_writer *writer;
	uint64_t act_number;
	size_t batch_rows;
	mq_record_id next_id[LEVELS_MAX];	/* way_fill, and made-up ones in a dry run */
};

#endif
