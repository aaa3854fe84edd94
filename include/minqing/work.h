/*
 * work: what was done for people, and what is to be done.
 *
 *     journal.c   a resident's visits, needs and services, newest first
 *     calendar.c  working days: the public holidays and the days worked in exchange
 *     check.c     is what is configured for work right; file.c: the files, a query in one
 *
 * Further doors of work tell of one thing each: <minqing/visit.h> of visits and services. What
 * they read of the configuration lies in the register's config directory, as text, so that a
 * year's holidays or a new threshold is an edit of a file and nothing more.
 */
#ifndef MINQING_WORK_H
#define MINQING_WORK_H

#include <minqing/answer.h>
#include <minqing/conf.h>

/* ---- the journal ---- */

/* Journal kinds: those with a date field. How many a schema has, and which. */
size_t mq_work_kinds(const struct mq_schema *schema, mq_kind_id *kinds, size_t n_kinds);
/*
 * The newest records of a journal kind about a resident or a household, by its day,
 * unknown days last. Writes at most n_ids; *total says how many there are in all.
 */
size_t mq_work_journal(const struct mq_view *view, mq_kind_id kind, mq_kind_id about,
	mq_record_id about_id, mq_record_id *ids, size_t n_ids, uint64_t *total);

/* ---- working days ---- */

struct mq_calendar;

/* Read dir/holidays.yaml; where there is none every Monday to Friday is worked. CONFIG with
 * all faults. On MQ_OK the caller frees *calendar. */
enum mq_err mq_calendar_read(const char *dir, struct mq_calendar **calendar,
	struct mq_diag *diag);
void mq_calendar_free(struct mq_calendar *calendar);	/* NULL is fine */
/* Does the file have the year of this day? Else weekdays alone were counted. */
bool mq_calendar_knows(const struct mq_calendar *calendar, mq_day day);
bool mq_calendar_is_working(const struct mq_calendar *calendar, mq_day day);
/* The n-th working day after day; day itself for 0. */
mq_day mq_calendar_add(const struct mq_calendar *calendar, mq_day day, unsigned n);
/* How many working days there are after `after` up to `to`, which counts; 0 where it is not later. */
unsigned mq_calendar_between(const struct mq_calendar *calendar, mq_day after, mq_day to);

/* ---- configuration ---- */

/* Read dir/name, which need not be there: MQ_OK and *conf NULL. CONFIG, IO. *conf is freed by the
 * caller. */
enum mq_err mq_work_file(const char *dir, const char *name, struct mq_conf **conf,
	struct mq_diag *diag);
/* Read every row of a map, which may be NULL; the first error of them. */
enum mq_err mq_work_rows(const struct mq_node *map,
	enum mq_err (*read)(void *context, const struct mq_node *row), void *context);
/* A code of a field by its id, the node's key or its text; -1, with a fault there, where it has
 * none. */
int mq_work_code(const struct mq_conf *conf, const struct mq_node *node, bool key,
	const struct mq_field *field, struct mq_diag *diag);
/* Compile an expression about records of kind that stands at node of a file, as text or with
 * more around it. CONFIG, with the query's own fault at that place; *query is then NULL. On MQ_OK
 * the caller frees *query. */
enum mq_err mq_work_query(const struct mq_conf *conf, const struct mq_node *node,
	const struct mq_schema *schema, mq_kind_id kind, mq_day today, const char *text,
	struct mq_query **query, struct mq_diag *diag);

/* Is all that work reads of a configuration directory right, for this schema? CONFIG with all
 * faults. */
enum mq_err mq_work_check_config(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag);

#endif
