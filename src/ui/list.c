/*
 * The window over a list: `height` lines from `top`. The selection is always in it, and
 * the window never shows emptiness behind the last line while there are lines
 * before the first. A list that is not shown (height 0) keeps its window for later.
 */
#include "list.h"

void mq_list_settle(struct mq_list *list)
{
	if (list->selected >= list->count) {
		list->selected = list->count > 0 ? list->count - 1 : 0;
	}
	size_t height = list->height;
	if (height == 0) {
		return;
	}
	if (list->selected < list->top) {
		list->top = list->selected;
	} else if (list->selected - list->top >= height) {
		list->top = list->selected - height + 1;
	}
	if (list->count <= height) {
		list->top = 0;
	} else if (list->top > list->count - height) {
		list->top = list->count - height;
	}
}

void mq_list_select(struct mq_list *list, size_t line)
{
	list->selected = line;
	mq_list_settle(list);
}

void mq_list_put(struct mq_list *list, size_t line, size_t above)
{
	list->selected = line;
	list->top = line > above ? line - above : 0;
	mq_list_settle(list);
}

void mq_list_move(struct mq_list *list, long by)
{
	size_t far = by < 0 ? (size_t)-by : (size_t)by;
	if (by < 0) {
		mq_list_select(list, far > list->selected ? 0 : list->selected - far);
	} else {
		size_t left = list->count - list->selected;
		mq_list_select(list, far >= left ? list->count : list->selected + far);
	}
}

void mq_list_page(struct mq_list *list, long pages)
{
	long by = (long)(list->height > 1 ? list->height - 1 : 1) * pages;
	list->top = by < 0 && (size_t)-by > list->top ? 0 : (size_t)((long)list->top + by);
	mq_list_move(list, by);
}
