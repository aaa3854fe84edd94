/*
 * work: what was done for people, and what is to be done.
 *
 *     journal.c   a resident's visits, needs and services, newest first
 */
#ifndef MINQING_WORK_H
#define MINQING_WORK_H

#include <minqing/answer.h>

/* Journal kinds: those with a date field. How many a schema has, and which. */
size_t mq_work_kinds(const struct mq_schema *schema, mq_kind_id *kinds, size_t n_kinds);
/*
 * The newest records of a journal kind about a resident or a household, by its day,
 * unknown days last. Writes at most n_ids; *total says how many there are in all.
 */
size_t mq_work_journal(const struct mq_view *view, mq_kind_id kind, mq_kind_id about,
	mq_record_id about_id, mq_record_id *ids, size_t n_ids, uint64_t *total);

#endif
