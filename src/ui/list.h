/* list: which line of many is selected, and which are in sight. Holds no lines. */
#ifndef MINQING_UI_LIST_H
#define MINQING_UI_LIST_H

#include <minqing/schema.h>

struct mq_list {
	size_t count;
	size_t selected;	/* < count, or 0 */
	size_t top;		/* the first line in sight */
	size_t height;		/* how many are in sight */
};

/* Which record was gone to in a list of records, to be found again where others are listed.
 * Zeroed: none. */
struct mq_held_row {
	bool gone_to;
	mq_kind_id kind;
	mq_record_id id;
	size_t above;		/* lines in sight above it */
};

/* After count or height changed: keep selected within, and in sight. */
void mq_list_settle(struct mq_list *list);
/* Move the selection by lines (negative: up), stopping at the ends. */
void mq_list_move(struct mq_list *list, long by);
void mq_list_page(struct mq_list *list, long pages);
void mq_list_select(struct mq_list *list, size_t line);
/* Select a line that stands as many lines below the first in sight, where there is room. */
void mq_list_put(struct mq_list *list, size_t line, size_t above);

#endif
