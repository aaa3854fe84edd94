/* What was measured, as a table and as JSON. */
#ifndef MINQING_BENCH_REPORT_H
#define MINQING_BENCH_REPORT_H

#include "peer.h"

enum { N_TIMES_MAX = 512 };

/* One row; times of a peer that has no such thing are none. */
struct row {
	const char *task;
	bool lookup;
	const char *unit;		/* "ms", "MB" */
	double times[N_PEERS][N_TIMES_MAX];
	size_t n_times[N_PEERS];
};

void row_add(struct row *row, int peer, double value);
void report_head(void);
/* Sorts the row's times; prints it. */
void report_row(struct row *row);
/* The medians of n rows that were told. Ends the program where it cannot be written. */
void report_json(const char *path, const struct row *rows, size_t n);

#endif
