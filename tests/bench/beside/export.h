/* A register's rows as CSV for the peers. */
#ifndef MINQING_BENCH_EXPORT_H
#define MINQING_BENCH_EXPORT_H

#include <minqing/session.h>

/*
 * Write into dir:
 *
 *     resident.csv   one row a resident, by id: name_order (where it stands by name), every
 *                    field that can be read from a resident, derived tags and years too
 *     visit.csv      the visits' own fields
 *     columns.tsv    table, column, type (text, int, real, date, bool), a line each
 */
enum mq_err export_all(struct mq_session *session, const char *dir);

#endif
