/*
 * saved: saved lists as an officer chooses one, and saves, renames and shares those that are
 * not the configuration's. What a list is, is told in <minqing/schema.h>. A door of session.
 *
 *     saved.c     those of the register and the person: read when a question names one, and
 *                 again when they change; saved_file.c writes them, saved_move.c takes them
 *                 away, renames and shares them, saved_turn.c takes that back
 *     saved_rows.c  all of them one by one, and how many each has now
 */
#ifndef MINQING_SAVED_H
#define MINQING_SAVED_H

#include <minqing/session.h>

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

/* Append a text as it asks the same once one of those lists is called `to`, or (NULL) is gone, while
 * it is still there. False, and nothing is appended, where the text does not ask it, or has a
 * fault. */
bool mq_session_saved_otherwise(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, const char *name, bool shared, const char *to, struct mq_buf *out);

/* ---- taking it back ---- */

/* A file, as it was before something was done to a list, and as it was left; NULL: it was not there. */
struct mq_saved_was {
	char *path;
	char *before;
	char *left;
};

/* What was done, to be turned round. Zeroed is nothing. */
struct mq_saved_turn {
	struct mq_saved_was files[2];
	size_t n;
};

/* Before one of the above: note the file the list is in; NULL: it is not there yet. */
void mq_saved_turn_before(struct mq_saved_turn *turn, const char *path);
/* After it: *path was told by it. */
void mq_saved_turn_after(struct mq_saved_turn *turn, const char *path);
/* Put the files back; the turn is round then, and can be turned again. Nothing is done, USAGE, where
 * a file is not as it was left, or others lean on a list that would go; IO, FULL, READONLY. */
enum mq_err mq_session_saved_turn(struct mq_session *session, struct mq_saved_turn *turn,
	struct mq_diag *diag);
void mq_saved_turn_release(struct mq_saved_turn *turn);

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

#endif
