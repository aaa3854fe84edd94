/*
 * session: one officer at work. The only door that ui and cli use.
 *
 *     session.c   opening a register; one look per action
 *     ask.c       a question, its hits and unknown; kept until the next
 *     page.c      rows of the answer, as texts; seek.c: a text found in them
 *     rows.c      the values of a record and of those above it
 *     ids.c       records that are named: marks, keys of a sheet
 *     lines.c     rows as csv, tsv, json; export.c: as a file; copy.c: as texts to paste
 *     facet.c     facets and their values, named; facet_count.c: their counts, own filter
 *                 ignored; facet_many.c: of fields of many values
 *     called.c    how well what is typed fits a name; facet_find.c: fields and values so
 *     glance.c    how many a question has, and the first of them
 *     cross.c     counts by two fields at once
 *     complete.c  what may stand at the cursor of a query
 *     card.c      one record and all that hangs on it; card_why.c: why it is on the list;
 *                 card_area.c: who else lives there; card_tags.c: tags with their source, of which
 *                 tag.c says which derived ones hold
 *     redact.c    a query as it may be kept, without what is personal
 *     explain.c   a question taken apart: counts, means and cost of every node
 *     why.c       why a record is on a list or is not: values, and where they come from
 *     chips.c     the conditions of the question in force, and changing one
 *     reading.c   how the word at the cursor was read
 *     narrow.c    a value added to a query text, or taken out again; narrow_list.c: several
 *                 values of one field; narrow_row.c: one that a row has; narrow_saved.c:
 *                 a saved list
 *     saved.c     saved lists of the register and the person: read when a question
 *                 names one, and again when they change; saved_file.c writes them,
 *                 saved_move.c takes them away, renames and shares them
 *     saved_rows.c  all of them one by one, and how many each has now
 *     admin.c     init, import, demo, verify: what only the command line does
 *
 * What an officer's work is made of has a door of its own, <minqing/office.h>.
 *
 * What a session answers are plain values that borrow nothing from the store:
 * each result owns its texts and is released with its own function. The same
 * door can later stand behind a socket. Every string is as stored; whoever shows it
 * sends it through mq_safe_text.
 */
#ifndef MINQING_SESSION_H
#define MINQING_SESSION_H

#include <minqing/base.h>
#include <minqing/schema.h>

struct mq_session;

/* Open the register at dir. The day is MINQING_TODAY's, or the wall's, asked anew by
 * each action. Errors as mq_register_open. */
enum mq_err mq_session_open(const char *dir, bool read_only, struct mq_session **session,
	struct mq_diag *diag);
void mq_session_close(struct mq_session *session);
const struct mq_schema *mq_session_schema(const struct mq_session *session);	/* until close */
const char *mq_session_dir(const struct mq_session *session);

/* Look at one snapshot and one day from here on, for all that is asked until let_go: a key
 * press is one action. Not across a wait: an open snapshot keeps old pages. Where it
 * cannot be had each call looks for itself, and tells why it could not. */
void mq_session_hold(struct mq_session *session);
void mq_session_let_go(struct mq_session *session);
/* From here on whatever is asked may be broken off: stop is asked every some ten
 * microseconds, and once it says yes the call returns INTERRUPTED, without a fault in diag;
 * what was in force before it stays, and it can be asked again. NULL: nobody stops. */
void mq_session_stop_when(struct mq_session *session, bool (*stop)(void *context), void *context);

/* ---- asking ---- */

struct mq_reply {
	uint64_t question;	/* its number: another answer has another */
	mq_kind_id kind;
	uint64_t hits;
	uint64_t unknown;	/* may be hits, were more known */
	uint64_t all;		/* records of the kind in the officer's universe */
	uint64_t undecided;	/* a pattern ran into its limits on these (within unknown) */
	uint64_t micros;	/* how long it took */
	size_t tail;		/* where the half-typed tail begins, bytes; len where none */
	char expected[192];	/* what may come there, or is amiss so far, or "" */
};

/*
 * Ask. On MQ_OK the answer is the session's current one, which page, facets and count
 * range over; on an error the last answer stays. typing leaves a half-typed tail out
 * instead of refusing it. A text equal to the last one on the same snapshot, in the same
 * language, costs nothing.
 */
enum mq_err mq_session_ask(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, bool typing, struct mq_reply *reply, struct mq_diag *diag);
/* Page, walk and count the unknown instead of the hits, until asked otherwise. That is another
 * question, as mq_reply.question has it. */
void mq_session_show_unknown(struct mq_session *session, bool unknown);
/* The whole text of the current question with its half-typed tail put right, appended;
 * nothing where no way is known. */
void mq_session_repair(const struct mq_session *session, struct mq_buf *out);
/* Append a query's text as it may be kept: what could tell whom it is about left out, and a
 * hole in its place, `name:‹name›`. False where it is no whole query: nothing is appended. */
bool mq_session_redact(struct mq_session *session, mq_kind_id kind, const char *text, size_t len,
	struct mq_buf *out);
/* The first hole in a text, bytes; false where there is none. */
bool mq_session_hole(const char *text, size_t len, size_t *from, size_t *end);
/* The canonical text of the current question, appended. */
void mq_session_canonical(const struct mq_session *session, struct mq_buf *out);
/* Has somebody committed since the last look? Cheap. */
bool mq_session_stale(struct mq_session *session);

/* ---- rows ---- */

struct mq_order {
	mq_field_id field;
	bool descending;
};

/* Can rows be put in order of this field? Tags and texts that are not searched as
 * names have no order kept. */
bool mq_session_can_order(const struct mq_session *session, mq_field_id field);

/* By how many fields at most. */
enum { MQ_ORDER_MAX = 8 };

struct mq_row {
	mq_record_id id;
	struct mq_slice *cells;		/* one a column; {NULL, 0} where not known */
};

struct mq_rows {
	mq_field_id *columns;
	size_t n_columns;
	struct mq_row *rows;
	size_t n_rows;
	struct mq_arena arena;
};

struct mq_page {
	const mq_field_id *columns;	/* NULL: the query's cols:, else the kind's */
	size_t n_columns;
	const struct mq_order *order;	/* NULL: the query's sort:, else the kind's */
	size_t n_order;
	size_t offset;
	size_t limit;			/* 0: the query's limit:, else usual */
	size_t usual;			/* 0: all */
	bool canonical;			/* canonical texts instead of those for people */
	const mq_record_id *ids;	/* NULL: the answer's; else these of its kind, whatever was
					 * asked, in the same order; the query's limit: is not theirs */
	size_t n_ids;
	bool within;			/* … but only as far as the answer has them, limit: and all */
};

/* Rows of the current answer. Released by the caller, whatever is returned. USAGE where
 * nothing was asked yet, CORRUPT. */
enum mq_err mq_session_page(struct mq_session *session, const struct mq_page *page,
	struct mq_rows *rows, struct mq_diag *diag);
void mq_rows_release(struct mq_rows *rows);
/* The same rows one after the other, for printing many: cells are borrowed for the
 * call; false stops (MQ_OK). */
typedef bool (*mq_row_fn)(void *context, const struct mq_row *row);
enum mq_err mq_session_each(struct mq_session *session, const struct mq_page *page,
	mq_row_fn each, void *context, struct mq_diag *diag);
/* How many rows stand before a record in the order a page has (its order, the query's, the
 * kind's). *listed: whether it is a row at all. Errors as for mq_session_page. */
enum mq_err mq_session_rank(struct mq_session *session, const struct mq_page *page,
	mq_record_id id, size_t *rank, bool *listed, struct mq_diag *diag);
/* The columns a page would have: page's own, the query's, the kind's, lent by it. */
const mq_field_id *mq_session_columns(const struct mq_session *session, const struct mq_page *page,
	size_t *n_columns);

/* The order a page would have: page's own, else the query's; 0 keys where it is the kind's. */
size_t mq_session_order(const struct mq_session *session, const struct mq_page *page,
	struct mq_order order[MQ_ORDER_MAX]);
/* How many rows the answer in force has: hits or unknown, no more than the query's limit:. */
uint64_t mq_session_n_rows(const struct mq_session *session);
/* The ids of a page's rows alone, in their order; the caller frees *ids, whatever is
 * returned. Errors as for mq_session_page. */
enum mq_err mq_session_ids(struct mq_session *session, const struct mq_page *page,
	mq_record_id **ids, size_t *n_ids, struct mq_diag *diag);
/*
 * Look for a text in the columns that a page would have, in the rows from page->offset on, or
 * from the one before it backwards, in no more than page->limit rows. A text is found as
 * people type it: any case, full-width or not; names by pinyin too. *rank is the row it stands
 * in; where *found is false the last one that was looked at. Errors as for mq_session_page.
 */
enum mq_err mq_session_seek(struct mq_session *session, const struct mq_page *page,
	const char *text, size_t len, bool backwards, size_t *rank, bool *found,
	struct mq_diag *diag);

/* What a thing is called; any may be NULL. Borrowed. */
struct mq_names {
	const char *id;
	const char *zh;
	const char *en;
	const char *const *aliases;
	size_t n_aliases;
};

/* Is a thing called so, or nearly? The higher the better; of several names the best counts.
 * Nothing typed fits everything. */
enum mq_called {
	MQ_CALLED_NOT,
	MQ_CALLED_PART_READ,	/* its Chinese label holds it in pinyin, or in initials */
	MQ_CALLED_INSIDE,	/* its id, a label or an alias holds it */
	MQ_CALLED_READ,		/* all of its Chinese label is read so */
	MQ_CALLED_PREFIX,
	MQ_CALLED_SO,
};
enum mq_called mq_session_called(const struct mq_names *names, const char *typed, size_t len);
/* The same of a field. */
enum mq_called mq_session_field_called(const struct mq_field *field, const char *typed,
	size_t len);

/* ---- at a glance ---- */

struct mq_glimpse {
	mq_record_id id;
	const char *title;	/* what the record is called, or "" */
	const char *others;	/* the kind's other columns, for people, two spaces between */
};

struct mq_glance {
	mq_kind_id kind;
	uint64_t hits;
	uint64_t unknown;
	struct mq_glimpse *first;
	size_t n;
	struct mq_arena arena;
};

/* How many a question has among those the officer may be told of, and the first n_max of them
 * in the kind's order. The question in force stays as it is. Errors as for mq_session_ask.
 * Released by the caller, whatever is returned. */
enum mq_err mq_session_glance(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t n_max, struct mq_glance *glance, struct mq_diag *diag);
void mq_glance_release(struct mq_glance *glance);

/* Records that an officer picked out of the screen. */
struct mq_picked {
	mq_kind_id kind;
	mq_record_id *ids;	/* owned by who has the struct; free */
	size_t n;
};

/* ---- rows taken out ---- */

enum mq_sheet_format {
	MQ_SHEET_CSV,
	MQ_SHEET_TSV,
	MQ_SHEET_JSON,
	MQ_SHEET_XLSX,
};

/* False where there is no such format. */
bool mq_sheet_format_find(const char *name, enum mq_sheet_format *format);

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

/* ---- facets ---- */

struct mq_facet_value {
	const char *label;	/* for people */
	const char *value;	/* what narrow takes: a code's id, "true", "?", a stretch "60..69", a
				 * text, a key; a tag's id in a tag facet */
	mq_field_id field;	/* the facet's, or the tag */
	uint64_t count;		/* hits, were this value chosen alone in its facet */
	bool counted;		/* … and that is known; else nobody has counted yet */
	bool chosen;		/* the question holds it, alone or in a list */
	bool excluded;		/* the question leaves it out */
};

/* The values of one field with the unknown last, or all tags of one group. Numbers and days
 * come in stretches, in their order; of texts and links the most frequent, most first. */
struct mq_facet {
	mq_field_id field;	/* MQ_NO_FIELD: a group's tags */
	const char *label;
	struct mq_facet_value *values;
	size_t n_values;
	uint64_t others;	/* of texts and links: who has a value that is not listed */
	bool filtered;		/* the question has a condition on it: counts pass over that */
};

/* Which facet: one of those the kind has, or one field of any type that can be read from it. */
struct mq_facet_wish {
	size_t place;		/* below mq_session_n_facets; MQ_FACET_FIELD: see field */
	mq_field_id field;
	size_t n_few;		/* of a group only the first tags, and those the question has, are
				 * counted; 0: all */
};

#define MQ_FACET_FIELD SIZE_MAX

struct mq_facets {
	struct mq_facet *facets;
	size_t n_facets;
	size_t n_counted;	/* the first of them are counted whole */
	size_t n_counted_tags;	/* … and these of the group that comes next */
	struct mq_facet_wish *wishes;	/* as they were begun with, one each */
	size_t n_wishes;
	uint64_t question;	/* the number of the question they are of */
	struct mq_arena arena;
};

/* Append what a facet is called where definitions may change meanwhile: its field's id, or
 * "group:ID" of the tags of a group; and find it by that among those of the current kind. */
void mq_session_facet_name(struct mq_session *session, const struct mq_facet_wish *wish,
	struct mq_buf *out);
bool mq_session_facet_named(struct mq_session *session, const char *name, size_t len,
	struct mq_facet_wish *wish);
/* How many facets the current kind has, fields marked `facet:` and groups of tags, in the
 * schema's order. */
size_t mq_session_n_facets(struct mq_session *session);
/* Facets first … first + n of them for the current answer: order of facets and
 * values never changes with the counts. Released by the caller, whatever is returned. */
enum mq_err mq_session_facets(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag);
void mq_facets_release(struct mq_facets *facets);
/*
 * The same in pieces, where all counts take longer than somebody may wait: begin names
 * the facets and counts nothing; of numbers, days, texts and links it knows no values yet.
 * facets is zeroed, or one that was begun before, whose memory is used again.
 */
enum mq_err mq_session_facets_begin(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag);
/* The same of facets of one's choice. wishes are copied. */
enum mq_err mq_session_facets_pick(struct mq_session *session,
	const struct mq_facet_wish *wishes, size_t n, struct mq_facets *facets,
	struct mq_diag *diag);
/*
 * Count on: one field or one tag of a group, and more until budget_ns have gone by. All is
 * counted when n_counted is n_facets. Where another question is in force by now, or
 * the snapshot is another, they are begun anew first. On an error what was counted stays.
 */
enum mq_err mq_session_facets_count(struct mq_session *session, struct mq_facets *facets,
	int64_t budget_ns, struct mq_diag *diag);
/* One field of any type that can be read from the current kind, as one facet; of texts and
 * links the n_top most frequent (0: MQ_TOP_USUAL; at most 1,000). */
enum { MQ_TOP_USUAL = 20 };
enum mq_err mq_session_facet(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag);
/* The same of the hits as they are: the field's own conditions count as well. */
enum mq_err mq_session_spread(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag);

/* A field, or a value of one, found by what was typed of its name. */
struct mq_finding {
	struct mq_facet_wish wish;	/* the facet that has it */
	const char *field_label;
	const char *value;		/* as in a facet; NULL: the field itself */
	const char *value_label;	/* NULL also for a tag, whose label is the field's */
};

/* Fields of the kind in force, facets or not, and their codes, by id, label, alias or pinyin:
 * at most n_max into findings, those that fit best first. Texts are the schema's. Returns how
 * many there are. */
size_t mq_session_find_facets(struct mq_session *session, const char *text, size_t len,
	struct mq_finding *findings, size_t n_max);
/* Append what to put names in order by: pinyin, and Latin letters as they are. */
void mq_session_spell(const char *text, struct mq_buf *out);

/* ---- two fields at once ---- */

struct mq_cross_value {
	const char *label;	/* for people */
	const char *value;	/* as a query takes it; "?" for who has none */
};

struct mq_cross {
	mq_field_id fields[2];
	const char *labels[2];
	struct mq_cross_value *values[2];	/* in the schema's order, who has none last */
	size_t n_values[2];
	uint64_t *counts;	/* a row of n_values[1] for each of values[0] */
	struct mq_arena arena;
};

/* The hits of the current answer by two fields, tags or codes (of several: USAGE, as for
 * other types). Released by the caller, whatever is returned. */
enum mq_err mq_session_cross(struct mq_session *session, const mq_field_id fields[2],
	struct mq_cross *cross, struct mq_diag *diag);
void mq_cross_release(struct mq_cross *cross);

/* ---- narrowing ---- */

enum mq_narrow {
	MQ_NARROW_ONLY,		/* this value and no other of its field; again takes it out */
	MQ_NARROW_ADD,		/* this value beside those chosen; again takes it out */
	MQ_NARROW_EXCLUDE,	/* not this value, nor others left out; again takes it in */
	MQ_NARROW_UNKNOWN,	/* who has no value of the field; again takes that out */
	MQ_NARROW_CLEAR,	/* no condition on the field, or on any tag of the group */
};

/*
 * Append to out the query text with the facet value added (or taken out again),
 * escaped so that it parses. facet and value as mq_session_facets gave them; value
 * may be NULL for CLEAR, and for UNKNOWN of a field. Each tag of a group is a field of its
 * own, so beside others it is and-ed.
 */
void mq_session_narrow(const struct mq_session *session, const char *text, size_t len,
	const struct mq_facet *facet, const struct mq_facet_value *value, enum mq_narrow how,
	struct mq_buf *out);
/* The same with the value that a record of any kind has in a field; *some is false where a query
 * about the current kind cannot ask for it (several codes at once, another kind's field). */
enum mq_err mq_session_narrow_row(struct mq_session *session, const char *text, size_t len,
	mq_field_id field, mq_kind_id kind, mq_record_id id, enum mq_narrow how, bool *some,
	struct mq_buf *out, struct mq_diag *diag);

/*
 * The same with a saved list: beside the other conditions (ADD), left out (EXCLUDE), again to
 * take that out; or it alone in place of all (ONLY). kind: of whom is asked where a text does
 * not say. One that wants a value is left open at the end, "@late(who:".
 */
struct mq_saved_row;
void mq_session_narrow_saved(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, const struct mq_saved_row *row, enum mq_narrow how, struct mq_buf *out);

/* ---- the conditions of the question in force ---- */

/* One of those that are and-ed at its top. */
struct mq_condition {
	size_t from, to;	/* where it stands in the text asked, bytes */
	const char *query;	/* canonical */
	const char *label;	/* in words */
	mq_field_id field;	/* what it is about, or MQ_NO_FIELD */
	uint64_t unknown;	/* of those who may be hits: whom it is not known of */
};

struct mq_conditions {
	struct mq_condition *conditions;
	size_t n;
	uint64_t question;	/* the number of the question they are of */
	struct mq_arena arena;
};

/* Released by the caller, whatever is returned; on an error those that were come to are
 * there. USAGE where nothing was asked yet, CORRUPT. */
enum mq_err mq_session_conditions(struct mq_session *session, struct mq_conditions *conditions,
	struct mq_diag *diag);
void mq_conditions_release(struct mq_conditions *conditions);

enum mq_condition_change {
	MQ_CONDITION_REMOVE,
	MQ_CONDITION_DENY,	/* or no longer */
};

/* How a condition was read, where that is not what was typed. */
enum mq_reading_as {
	MQ_READING_PLAIN,
	MQ_READING_TAG,		/* a bare word that is a tag */
	MQ_READING_CODE,	/* … a code of field */
	MQ_READING_FIELD,	/* a name that is not quite field's, or its pinyin */
	MQ_READING_PINYIN,	/* a text that was found in field by its pinyin */
	MQ_READING_TEXT,	/* … as it stands */
};

struct mq_reading {
	enum mq_reading_as how;
	mq_field_id field;	/* or MQ_NO_FIELD */
	uint64_t question;	/* the number of the question it is of */
};

/* How the condition at the cursor (bytes) of the question in force was read; of a text, where
 * it was found in this record (MQ_NO_RECORD: not told). USAGE, CORRUPT. */
enum mq_err mq_session_reading(struct mq_session *session, size_t cursor, mq_record_id id,
	struct mq_reading *reading, struct mq_diag *diag);

/* Append the text of the question in force with one of its conditions changed, a half-typed
 * tail left out; nothing where there is no such condition. */
void mq_session_change_condition(const struct mq_session *session, size_t at,
	enum mq_condition_change how, struct mq_buf *out);

/* ---- completing ---- */

struct mq_offer {
	size_t from;		/* the bytes of the text that insert takes the place of */
	size_t to;
	const char *insert;	/* parses as meant */
	const char *label;	/* for people */
	const char *id;		/* its key, or "" */
	const char *kind;	/* "field", "operator", "value", "tag", "code", "list",
				 * "relation", "quantifier", "directive", "keyword" */
	const char *by;		/* what of it was typed: "id", "label", "alias", "pinyin" */
	bool counted;
	uint64_t count;		/* hits with it in place; never 0 */
};

struct mq_offers {
	struct mq_offer *offers;
	size_t n;
	bool settled;		/* nothing of a word is typed at the cursor, or it is a tag or a
				 * code as it stands */
	struct mq_arena arena;
};

/* What may stand at the cursor (bytes) of a text about kind, the best first, at most n_max
 * and 20. The question in force stays as it is. Errors: QUERY and LIMIT (a text that
 * is none, or too long), CORRUPT. Released by the caller, whatever is returned. */
enum mq_err mq_session_complete(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t cursor, size_t n_max, struct mq_offers *offers, struct mq_diag *diag);
/* Whether offers there would be settled; cheap. */
bool mq_session_is_settled(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, size_t cursor);
void mq_offers_release(struct mq_offers *offers);

/* ---- a card ---- */

struct mq_card_line {
	const char *label;	/* "" in lists of records */
	const char *value;
	bool known;
	mq_kind_id kind;	/* a line that is a record: where Enter goes; else MQ_NO_KIND */
	mq_record_id id;
	mq_field_id field;	/* a line that is a field, else MQ_NO_FIELD */
	const struct mq_area *area;	/* a line that is a place: whose others Enter asks for; else NULL */
};

struct mq_card_section {
	const char *id;		/* "identity", "members", "dwelling", "tags", "services"… */
	const char *title;
	struct mq_card_line *lines;
	size_t n_lines;
};

/* Identity, why it is on the list in force (where one is), household members, dwelling, its
 * building and lane, tags that hold today, services, visits, needs, then the other groups with something
 * known, then where it came from. */
struct mq_card {
	mq_kind_id kind;
	mq_record_id id;
	const char *title;
	struct mq_card_section *sections;
	size_t n_sections;
	struct mq_arena arena;
};

/* NOT_FOUND where there is no such record in the officer's universe; CORRUPT. Released
 * by the caller, whatever is returned. */
enum mq_err mq_session_card(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	struct mq_card *card, struct mq_diag *diag);
void mq_card_release(struct mq_card *card);
/* Append the question that lists who is in the same area as a record, of those the question in
 * force is about. USAGE where nothing was asked yet, CORRUPT. */
enum mq_err mq_session_area(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	const struct mq_area *area, struct mq_buf *out, struct mq_diag *diag);
/* The card as lines of text that no terminal can obey, appended. */
void mq_card_text(const struct mq_card *card, struct mq_buf *out);
/* A record by its key's text (person_id …); NOT_FOUND. */
enum mq_err mq_session_find(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id *id, struct mq_diag *diag);

/* ---- why ---- */

/* The nodes of a question in words, each answered on its own; depth is how far below
 * another it stands. */
struct mq_explained_line {
	unsigned depth;
	mq_kind_id kind;	/* whose records are counted */
	const char *words;
	const char *query;	/* canonical */
	bool counted;		/* else it asks of who asks, and counts nobody by itself */
	uint64_t hits;
	uint64_t unknown;
	const char *means;	/* "posting", "column" …: see minqing(1) */
	const char *means_label;
	uint64_t scanned;	/* records looked at one by one */
	uint64_t nanos;
};

struct mq_explained {
	mq_kind_id kind;
	uint64_t hits, unknown, all;
	uint64_t nanos;		/* the question as it is asked, nothing at hand */
	struct mq_explained_line *lines;
	size_t n_lines;
	struct mq_arena arena;
};

/* Take a question apart; the one in force stays. Errors as for ask. Released by the
 * caller, whatever is returned. */
enum mq_err mq_session_explain(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, struct mq_explained *explained, struct mq_diag *diag);
void mq_explained_release(struct mq_explained *explained);

enum mq_verdict {
	MQ_VERDICT_NO,
	MQ_VERDICT_UNKNOWN,
	MQ_VERDICT_YES,
};

/* One condition, asked of one record. Texts that there is nothing to say in are NULL. */
struct mq_why_line {
	unsigned depth;
	enum mq_verdict verdict;
	bool decides;		/* the verdict of the whole rests on it */
	const char *words;
	const char *query;	/* canonical */
	const char *value;	/* what it rests on, for people; NULL: not known */
	const char *basis;	/* what that was worked out from, or where it was found */
	bool computed;		/* worked out today */
	const char *who;	/* who set the value, from where, on which day */
	const char *source;
	const char *when;
	mq_field_id field;	/* what was compared, or MQ_NO_FIELD */
	mq_kind_id kind;	/* a record to go to: a member that decided; else MQ_NO_KIND */
	mq_record_id id;
};

struct mq_why {
	enum mq_verdict verdict;
	const char *title;	/* of the record */
	const char *query;	/* canonical */
	struct mq_why_line *lines;
	size_t n_lines;
	uint64_t nanos;		/* from the compiled question to the lines */
	struct mq_arena arena;
};

/* Why a record is on the list of a question, or is not; the question in force stays.
 * Errors as for ask; NOT_FOUND where there is no such record in the officer's universe.
 * Released by the caller, whatever is returned. */
enum mq_err mq_session_why(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	const char *text, size_t len, struct mq_why *why, struct mq_diag *diag);
/* The same of the record with this key, of the kind the text names (from:), else of kind. */
enum mq_err mq_session_why_key(struct mq_session *session, mq_kind_id kind, const char *key,
	const char *text, size_t len, struct mq_why *why, struct mq_diag *diag);
void mq_why_release(struct mq_why *why);
/* ---- saved lists ---- */

/* Read the lists of the register and the person, so that the schema has them (questions
 * that name a list do so by themselves). All faults are added; CONFIG where there are
 * some, and the other lists are there all the same. */
enum mq_err mq_session_saved(struct mq_session *session, struct mq_diag *diag);
/* The same, and do they all compile? */
enum mq_err mq_session_saved_check(struct mq_session *session, struct mq_diag *diag);
/*
 * Save a question under a name, in a file of its own, written whole: the officer's, or
 * the register's where shared. sort:, limit: and cols: become the list's; the order and
 * the columns of page (NULL: none) go before those, but for the kind's own columns. A list of
 * that name there is replaced. *path is the file's, owned by the caller. Errors: QUERY and
 * CONFIG (what is saved must compile as seen from there), USAGE for a name that cannot
 * be or stands in a file with others, IO, FULL, READONLY.
 */
enum mq_err mq_session_saved_save(struct mq_session *session, const char *name, mq_kind_id kind,
	const char *text, size_t len, const struct mq_page *page, bool shared, char **path,
	struct mq_diag *diag);
/* Remove one; *path as above. NOT_FOUND, USAGE where its file has others too, or other lists
 * lean on it and there is no farther one of its name and kind; IO, READONLY. */
enum mq_err mq_session_saved_remove(struct mq_session *session, const char *name, bool shared,
	char **path, struct mq_diag *diag);
/* Call it otherwise: its file is another, its texts are the same byte for byte. Errors as for
 * remove and save; USAGE too where a list there is called so. */
enum mq_err mq_session_saved_rename(struct mq_session *session, const char *name, bool shared,
	const char *to, char **path, struct mq_diag *diag);
/* Make one of the officer's own the register's. Errors as for save; NOT_FOUND, USAGE too where
 * the register has one of that name, or this one leans on others that are the officer's. */
enum mq_err mq_session_saved_share(struct mq_session *session, const char *name, char **path,
	struct mq_diag *diag);

/* A list as people choose one. */
struct mq_saved_row {
	const char *id;
	const char *zh;
	const char *en;
	const char *label;	/* one of them, in the language of messages */
	const char *call;	/* "@old_alone(n:80)", with what is filled in where nothing is said */
	const char *is;		/* the text it asks; NULL where that cannot be read */
	const char *text;	/* what to edit: that, with sort:, cols:, limit:; else the call */
	const char *file;	/* NULL: compiled into the register */
	const char *fault;	/* why it cannot be asked; NULL: nothing found so far */
	mq_kind_id kind;
	enum mq_saved_where where;
	bool wants;		/* a value has to be given */
	bool counted;		/* hits and unknown are known */
	uint64_t hits;
	uint64_t unknown;
};

struct mq_saved_rows {
	struct mq_saved_row *rows;	/* the officer's, the register's, each by name; the
					 * configuration's in its order */
	size_t n;
	size_t n_counted;	/* the first of them were counted, or cannot be */
	uint64_t generation;	/* what they are true of: the lists, the snapshot, the day */
	uint64_t snapshot;
	mq_day day;
	struct mq_arena arena;
};

/* All lists that a name means now, none of them counted; files are looked at again. kind: of
 * whom is asked where a text does not say. Released by the caller, whatever is returned. */
enum mq_err mq_session_saved_rows(struct mq_session *session, mq_kind_id kind,
	struct mq_saved_rows *rows, struct mq_diag *diag);
/* Count on for about budget_ns, one list at least: each with its usual values; one that wants a
 * value is only looked at for faults. The question in force stays. INTERRUPTED: what was counted
 * stays; CORRUPT. */
enum mq_err mq_session_saved_count(struct mq_session *session, struct mq_saved_rows *rows,
	int64_t budget_ns, struct mq_diag *diag);
/* Did the lists change, somebody commit, or a day pass since? */
bool mq_session_saved_stale(struct mq_session *session, const struct mq_saved_rows *rows);
void mq_saved_rows_release(struct mq_saved_rows *rows);
/* Is a list called so, or nearly? By its id and its label. */
enum mq_called mq_session_saved_called(const struct mq_saved_row *row, const char *typed,
	size_t len);

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
