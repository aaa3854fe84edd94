/*
 * burden: what tasks cost the officer: keys, seconds, fields typed again. A door of session.
 *
 *     burden.c        counting while somebody works
 *     burden_file.c   what is kept, summed by month
 *
 * Only counts are kept, on this machine, for the officer who made them: no text, no name, no key
 * of anybody, no day and no time of day.
 *
 *     # $XDG_STATE_HOME/minqing/burden.tsv, else ~/.local/state/minqing/burden.tsv
 *     month    task  times  keys  seconds  retyped
 *     2026-10  look     41   512      730        0
 *
 * A line for each month and task; mode 0600. One that is wrong is left out.
 */
#ifndef MINQING_BURDEN_H
#define MINQING_BURDEN_H

#include <minqing/base.h>

enum { MQ_BURDEN_TASK_MAX = 24 };	/* bytes, with its NUL */

struct mq_burden_line {
	char month[8];			/* "2026-10" */
	char task[MQ_BURDEN_TASK_MAX];	/* "look": a-z and _ */
	uint64_t times;
	uint64_t keys;
	uint64_t seconds;
	uint64_t retyped;		/* fields that were filled in, and filled in again */
};

/* Zeroed is empty. */
struct mq_burden_lines {
	struct mq_burden_line *lines;	/* by month, then by task */
	size_t n;
	size_t cap;
};

/* Put a line where it belongs; of a month and a task that are there already the sum. */
void mq_burden_lines_add(struct mq_burden_lines *lines, const struct mq_burden_line *line);
void mq_burden_lines_release(struct mq_burden_lines *lines);
/* What a task is called, in the language of messages; one that is not known by its id. */
const char *mq_burden_label(const char *task);

/* ---- counting ---- */

/* Zeroed has counted nothing. What is pressed belongs to the task that ends next; one that was
 * begun has all of it, until it ends or is dropped. Times are of a clock that never goes back. */
struct mq_burden {
	struct mq_burden_lines done;	/* not kept yet */
	char begun[MQ_BURDEN_TASK_MAX];	/* "": none */
	uint64_t keys;
	uint64_t ms;
	uint64_t retyped;
	int64_t last_ms;		/* of the key before, where there are keys */
};

/* One more key. A pause counts, of a longer one a minute: somebody was talked with. */
void mq_burden_key(struct mq_burden *burden, int64_t now_ms);
/* What was pressed before belongs to nothing; the key that is at work is this one's first. */
void mq_burden_begin(struct mq_burden *burden, const char *task);
void mq_burden_retyped(struct mq_burden *burden);
/* The task is done, in the month of this day. While another that was begun is not, nothing is. */
void mq_burden_end(struct mq_burden *burden, const char *task, mq_day today);
/* It was given up: nothing is counted of it. */
void mq_burden_drop(struct mq_burden *burden);
void mq_burden_release(struct mq_burden *burden);

/* ---- what is kept ---- */

/* Where; owned. NULL: there is no home. */
char *mq_burden_path(void);
/* All lines of the file; none where it is not there. IO. Released by the caller, whatever is
 * returned. */
enum mq_err mq_burden_read(const char *path, struct mq_burden_lines *lines, struct mq_diag *diag);
/* Add to what is kept, by this screen and others, and forget it here. IO, FULL. */
enum mq_err mq_burden_keep(const char *path, struct mq_burden *burden, struct mq_diag *diag);

#endif
