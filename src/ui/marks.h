/* marks: records of one kind that were picked out, whatever is asked meanwhile. */
#ifndef MINQING_UI_MARKS_H
#define MINQING_UI_MARKS_H

#include <minqing/session.h>

/* More than a subdistrict has: they are kept in memory, and in each step that can be undone. */
enum { MQ_MARKS_MAX = 1000000 };

/* Ids in order, each once. Zeroed holds none. */
struct mq_marks {
	mq_record_id *ids;
	size_t n;
};

void mq_marks_release(struct mq_marks *marks);
bool mq_marks_has(const struct mq_marks *marks, mq_record_id id);
/* Put ids in order and each once; returns how many are left. */
size_t mq_marks_sort(mq_record_id *ids, size_t n);
/* Take out those of ids (in order, each once) that are marked, and mark the others: the same
 * once more is as it was before. That is what undo does. */
void mq_marks_toggle(struct mq_marks *marks, const mq_record_id *ids, size_t n);
/* Leave of ids (in order) those that are not marked yet; returns how many. */
size_t mq_marks_missing(const struct mq_marks *marks, mq_record_id *ids, size_t n);

#endif
