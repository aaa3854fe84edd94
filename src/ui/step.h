/* step: what stood on the query line, how it was shown and who was selected, before each change. */
#ifndef MINQING_UI_STEP_H
#define MINQING_UI_STEP_H

#include <minqing/saved.h>

#include "list.h"

enum { MQ_STEPS_MAX = 200 };

/* What a change does. Changes of one kind in a row are one step, but for OTHER. */
enum mq_change {
	MQ_CHANGE_OTHER,
	MQ_CHANGE_TYPE,
	MQ_CHANGE_DELETE,
};

/* What keys put the rows in order of, and what the query did then. It holds for that kind, unless
 * the query has another order of its own. */
struct mq_sorting {
	struct mq_order keys[MQ_ORDER_MAX];
	size_t n;		/* 0: the query's own order */
	mq_kind_id kind;
	struct mq_order query[MQ_ORDER_MAX];
	size_t n_query;
};

struct mq_step {
	char *text;		/* the query, owned */
	size_t cursor;
	bool unknown;		/* the unknown were listed */
	struct mq_held_row held;	/* who was gone to */
	struct mq_sorting sorting;
	mq_kind_id kind;	/* the one shown */
	char *columns;		/* of the kind, as mq_columns_print writes them; owned */
	char *facets;		/* of the kind, as mq_facet_pane_print writes them; owned */
	mq_record_id *toggled;	/* what the change marked or took the marks off, in order; owned */
	size_t n_toggled;
	struct mq_saved_turn lists;	/* what the change did to the file of a saved list; owned */
};

/* Zeroed holds none. The oldest goes where there is no room. */
struct mq_steps {
	struct mq_step list[MQ_STEPS_MAX];
	size_t n;
};

void mq_steps_push(struct mq_steps *steps, struct mq_step step);	/* moves */
/* Take the newest; false where there is none. The caller releases it. */
bool mq_steps_pop(struct mq_steps *steps, struct mq_step *step);
void mq_steps_clear(struct mq_steps *steps);
void mq_step_release(struct mq_step *step);

#endif
