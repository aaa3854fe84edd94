/*
 * session: one officer at work. The only room that ui and cli ask; its doors by what is
 * looked for:
 *
 *     session.h   a register opened, the question in force, its text and its rows
 *     facets.h    how its answer spreads over fields; a question narrowed by that
 *     card.h      one record and all that hangs on it; why it is on a list, or is not
 *     saved.h     saved lists: chosen, counted, saved, renamed, shared
 *     sheets.h    rows taken out, sheets taken in, and what only the command line does
 *     office.h    what an officer does: what comes, visits, needs, duties
 *     board.h     the same as tables: my day, what comes …
 *
 * Behind this one:
 *
 *     session.c   opening a register; one look per action
 *     config.c    where its configuration is, and whether a file of it changed
 *     ask.c       a question, its hits and unknown; kept until the next
 *     page.c      rows of the answer, as texts; seek.c: a text found in them
 *     rows.c      the values of a record and of those above it
 *     called.c    how well what is typed fits a name
 *     glance.c    how many a question has, and the first of them
 *     complete.c  what may stand at the cursor of a query
 *     redact.c    a query as it may be kept, without what is personal
 *     chips.c     the conditions of the question in force, and changing one
 *     reading.c   how the word at the cursor was read
 *
 * What an officer's work is made of has a door of its own, <minqing/office.h>.
 *
 * What a session answers are plain values that borrow nothing from the store:
 * each result owns its texts and is released with its own function. The same
 * doors can later stand behind a socket. Every string is as stored; whoever shows it
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
	const char *field;	/* of a code that several may have: what it is called; or NULL */
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

#endif
