/* One run of the comparison: where everything is, and what was measured. */
#ifndef MINQING_BENCH_BENCH_H
#define MINQING_BENCH_BENCH_H

#include "peer.h"
#include "report.h"

enum { N_ROWS_MAX = 32, PATH_SIZE = 4096 };

struct bench {
	const char *demo;		/* the register */
	const char *config;		/* of new ones */
	const char *modules;		/* node_modules is in it; NULL: there is no DuckDB */
	char minqing[PATH_SIZE];
	char own[PATH_SIZE];		/* the workers */
	char sqlite[PATH_SIZE];
	char duckdb[PATH_SIZE];
	char work[PATH_SIZE];		/* sheets and databases */
	struct row rows[N_ROWS_MAX];
	size_t n_rows;
};

/* The path of a name in work; owned by the caller. */
char *bench_path(const struct bench *bench, const char *name);
struct row *bench_row(struct bench *bench, const char *task, bool lookup, const char *unit);
/* Workers on databases in work. The second does nothing where there is no DuckDB. */
void bench_start_sqlite(const struct bench *bench, const char *database, struct peer *peer);
void bench_start_duckdb(const struct bench *bench, const char *database, struct peer *peer);

/* ---- whole.c: what takes a process ---- */

/* From the start of a process to its 50 rows. */
void whole_first_rows(struct bench *bench);
/* The sheet of work/all.csv into empty registers and databases, and what these are then. */
void whole_import(struct bench *bench);

#endif
