/*
 * card: one record and all that hangs on it, and what an answer rests on: why a record is on
 * a list or is not, and a question taken apart. A door of session.
 *
 *     card.c      one record and all that hangs on it; card_linked.c: whom it is linked with;
 *                 card_why.c: why it is on the list; card_area.c: who else lives there;
 *                 card_tags.c: checks it fails, and tags with their source, of which tag.c says
 *                 which derived ones hold
 *     why.c       why a record is on a list or is not: values, and where they come from
 *     explain.c   a question taken apart: counts, means and cost of every node
 */
#ifndef MINQING_CARD_H
#define MINQING_CARD_H

#include <minqing/session.h>

/* ---- a card ---- */

struct mq_card_line {
	const char *label;	/* "" in lists of records */
	const char *value;
	bool known;
	bool urgent;		/* its value says so in words too */
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

/* Identity, why it is on the list in force (where one is), checks it fails, household members,
 * dwelling, its building and lane, tags that hold today, services, visits, needs, then the other groups with
 * something known, then where it came from. */
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

#endif
