/* facet_pane: the facets as one list of lines, folded, ordered and pinned as the officer has
 * them, of which those in sight are named and counted. */
#ifndef MINQING_UI_FACET_PANE_H
#define MINQING_UI_FACET_PANE_H

#include <minqing/facets.h>

#include "list.h"

enum mq_facet_order {
	MQ_FACET_ORDER_OWN,	/* the codes', the stretches', the tags' */
	MQ_FACET_ORDER_COUNT,	/* the most first */
	MQ_FACET_ORDER_NAME,	/* by pinyin, or by letters */
	MQ_FACET_ORDER_LAST = MQ_FACET_ORDER_NAME,
};

/* How one facet is shown. */
struct mq_facet_state {
	struct mq_facet_wish wish;
	bool pinned;
	bool folded;
	bool usually_folded;	/* … unless the officer wants it otherwise */
	bool lone;		/* one tag is all of its group: no head, one line */
	enum mq_facet_order order;
	size_t n_values;	/* when they were known last */
	size_t n_rows;		/* lines below its head */
	size_t *by_count;	/* its values by count, when all were counted last; owned */
	size_t n_by_count;	/* 0: they never were */
};

/* The values of a facet in sight, line by line, and how many are folded away. */
struct mq_facet_rows {
	size_t *values;
	size_t n;
	size_t n_hidden;
	bool in_order;		/* no count that is still to come moves any */
};

/* Who is selected, to be found again where the lines have changed. Zeroed: the first line. */
struct mq_facet_held {
	size_t facet;
	long row;
	char *value;		/* NULL: the row, whatever stands there */
	bool awaited;		/* … until it is in sight and in order: what stands there then */
	size_t above;		/* lines of the screen above it */
	bool gone_to;		/* by a key */
};

/* The states of another kind's facets, and who is selected among them, for when it is asked
 * about again. */
struct mq_facet_kept {
	mq_kind_id kind;
	struct mq_facet_held held;
	struct mq_facet_state *states;
	size_t n;
	size_t cap;
};

/* A head, then a line for each value. Heads are never selected. */
struct mq_facet_pane {
	struct mq_list list;
	struct mq_facet_state *states;	/* in the order of the lines, the pinned ones first */
	size_t n;
	size_t cap;
	size_t *starts;			/* n + 1: the first line of each, then all lines */
	struct mq_facets shown;		/* those in sight, from `first` on */
	struct mq_facet_rows *rows;	/* of those shown */
	size_t n_rows;
	size_t first;
	struct mq_facet_held held;
	mq_kind_id kind;		/* whose facets they are */
	struct mq_facet_kept *kept;
	size_t n_kept;
	size_t cap_kept;
	bool anew;			/* what is shown no longer fits states */
};

/* Begin with all facets of a kind, as they are named; shown as they were, where the kind was
 * asked about before. True where it is asked about for the first time. */
bool mq_facet_pane_learn(struct mq_facet_pane *pane, mq_kind_id kind, const struct mq_facets *all);
void mq_facet_pane_release(struct mq_facet_pane *pane);
/* shown has other values or counts, or states were changed: lay the lines anew and find who
 * is selected again. True where some facet moved, or other lines are in sight. */
bool mq_facet_pane_arrange(struct mq_facet_pane *pane);
/* Facets first … first + n are those in sight; false where none is. */
bool mq_facet_pane_in_sight(const struct mq_facet_pane *pane, size_t *first, size_t *n);
/* Do all lines in sight stand where they do once all is counted? */
bool mq_facet_pane_is_in_order(const struct mq_facet_pane *pane);
/* What is to be asked for of a facet. */
struct mq_facet_wish mq_facet_pane_wish(const struct mq_facet_state *state);

/* The facet and row a line is; *row is -1 on a head. False past the end. */
bool mq_facet_line(const struct mq_facet_pane *pane, size_t line, size_t *facet, long *row);
/* What stands on a line, or NULL where it is not in sight. *value NULL on a head, and on the
 * line that tells how many are folded away. */
const struct mq_facet *mq_facet_at(const struct mq_facet_pane *pane, size_t line,
	const struct mq_facet_value **value);
/* How many values are folded away, on the line that tells so; else 0. */
size_t mq_facet_more(const struct mq_facet_pane *pane, size_t line);
/* Is it the one line of a group of one tag? */
bool mq_facet_is_lone(const struct mq_facet_pane *pane, size_t line);

/* ---- facet_held.c ---- */

/* The selected line was gone to: from now on it is found again, by its value. */
void mq_facet_pane_hold(struct mq_facet_pane *pane);
/* Select a facet's line of this value, or its first where value is NULL. */
void mq_facet_pane_go(struct mq_facet_pane *pane, size_t facet, const char *value);

/* ---- facet_change.c ---- */

void mq_facet_pane_fold(struct mq_facet_pane *pane, size_t facet, bool folded);
void mq_facet_pane_order(struct mq_facet_pane *pane, size_t facet, enum mq_facet_order order);
/* To the top, or back to its place; one that has none there goes. Selects it. */
void mq_facet_pane_pin(struct mq_facet_pane *pane, size_t facet);
/* Where a facet is shown; n where it is not. */
size_t mq_facet_pane_find(const struct mq_facet_pane *pane, const struct mq_facet_wish *wish);
/* The same; it is pinned where it was not. */
size_t mq_facet_pane_seek(struct mq_facet_pane *pane, const struct mq_facet_wish *wish);
/* Show all as usual. Who is selected is to be found again by the caller. */
void mq_facet_pane_reset(struct mq_facet_pane *pane);

/* ---- facet_keep.c ---- */

/* Append how they are shown, where that is not as usual; and bring it back, right behind
 * learning them. Words that name no facet of the kind in force are passed over. */
void mq_facet_pane_print(const struct mq_facet_pane *pane, struct mq_session *session,
	struct mq_buf *out);
void mq_facet_pane_recall(struct mq_facet_pane *pane, struct mq_session *session,
	const char *text);
/* Show them as text tells instead of as they are shown. Who is selected stays so. */
void mq_facet_pane_restore(struct mq_facet_pane *pane, struct mq_session *session,
	const char *text);

/* ---- what facet_*.c share ---- */

/* Put the numbers of its values, all of them and in their own order, in another. False where
 * that is by counts which are not all known: they stay. */
bool mq_facet_sort(const struct mq_facet *facet, enum mq_facet_order order, size_t *values);
/* The lines below its head that a facet needs, whichever values are chosen. */
size_t mq_facet_rows_of(const struct mq_facet_state *state);
/* The rows of a line, and which of them it is; NULL where it is not in sight. */
const struct mq_facet_rows *mq_facet_rows_at(const struct mq_facet_pane *pane, size_t line,
	size_t *facet, long *row);
/* Nobody was gone to: the first line is selected. */
void mq_facet_pane_hold_first(struct mq_facet_pane *pane);
/* Select who is held, on the same line of the screen where there is room. */
void mq_facet_pane_find_held(struct mq_facet_pane *pane);
void mq_facet_state_release(struct mq_facet_state *state);
/* For n states; those there stay. The lines are to be laid out anew. */
void mq_facet_pane_make_room(struct mq_facet_pane *pane, size_t n);
/* States were changed: what is shown has to be named again, the lines are laid out. */
void mq_facet_pane_relay(struct mq_facet_pane *pane);

#endif
