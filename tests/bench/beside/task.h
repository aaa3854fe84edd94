/* What is asked: one task in several variants, in the words of each engine. */
#ifndef MINQING_BENCH_TASK_H
#define MINQING_BENCH_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include <minqing/base.h>

enum { N_VARIANTS = 24 };

/* A task's variant as one request for each engine. */
struct question {
	const char *verb;		/* of minqing's worker; "sql" for the others */
	struct mq_buf own;
	struct mq_buf sqlite;
	struct mq_buf duckdb;
};

struct task {
	const char *name;
	void (*ask)(const struct task *task, size_t variant, struct question *question);
	const char *tags;		/* what a peer selects to count all tags, or NULL */
	bool anew;			/* minqing works its derived tags out; no peer can */
};

/* The timed tasks. columns: the file columns.tsv of the export. Never freed. */
const struct task *task_all(const char *columns, size_t *n);
/* The first 50 rows by name of the variant of five tags, for a process of its own: the
 * texts of question hold what each is given. */
void task_first_rows(size_t variant, struct question *question);
void question_clear(struct question *question);
void question_release(struct question *question);

#endif
