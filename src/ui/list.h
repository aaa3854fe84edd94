/* list: which line of many is selected, and which are in sight. Holds no lines. */
#ifndef MINQING_UI_LIST_H
#define MINQING_UI_LIST_H

#include <minqing/base.h>

struct mq_list {
	size_t count;
	size_t selected;	/* < count, or 0 */
	size_t top;		/* the first line in sight */
	size_t height;		/* how many are in sight */
};

/* After count or height changed: keep selected within, and in sight. */
void mq_list_settle(struct mq_list *list);
/* Move the selection by lines (negative: up), stopping at the ends. */
void mq_list_move(struct mq_list *list, long by);
void mq_list_page(struct mq_list *list, long pages);
void mq_list_select(struct mq_list *list, size_t line);

#endif
