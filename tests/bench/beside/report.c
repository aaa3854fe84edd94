#include "report.h"

#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
	double first = *(const double *)a;
	double second = *(const double *)b;

	return (first > second) - (first < second);
}

void row_add(struct row *row, int peer, double value)
{
	if (row->n_times[peer] < N_TIMES_MAX) {
		row->times[peer][row->n_times[peer]++] = value;
	}
}

static double median(const struct row *row, int peer)
{
	return row->times[peer][row->n_times[peer] / 2];
}

/* Of few times the longest. */
static double p99(const struct row *row, int peer)
{
	return row->times[peer][(row->n_times[peer] * 99 + 99) / 100 - 1];
}

void report_head(void)
{
	printf("\n%-46s %19s %21s %21s %8s\n%-46s", "beside SQLite and DuckDB", "minqing", "SQLite",
		"DuckDB", "better/", "");
	printf(" %9s %9s  %10s %10s  %10s %10s %8s\n", "median", "p99", "median", "p99", "median",
		"p99", "minqing");
}

void report_row(struct row *row)
{
	double better = 0;

	printf("%-46s", row->task);
	for (int peer = 0; peer < N_PEERS; peer++) {
		size_t n = row->n_times[peer];
		int width = peer == PEER_MINQING ? 9 : 11;

		qsort(row->times[peer], n, sizeof(double), by_time);
		if (n == 0) {
			printf(" %*s %10s", width, "-", "-");
			continue;
		}
		printf(" %*.3f %*.3f", width, median(row, peer), peer == PEER_MINQING ? 9 : 10,
			p99(row, peer));
		if (peer != PEER_MINQING && (better == 0 || median(row, peer) < better)) {
			better = median(row, peer);
		}
	}
	if (better > 0) {
		printf(" %7.1fx", better / median(row, PEER_MINQING));
	}
	printf(" %s\n", row->unit);
	fflush(stdout);
}

static void write_value(FILE *file, const char *key, const struct row *row, int peer)
{
	if (row->n_times[peer] == 0) {
		fprintf(file, ", \"%s\": null", key);
	} else {
		fprintf(file, ", \"%s\": %.6g", key, median(row, peer));
	}
}

void report_json(const char *path, const struct row *rows, size_t n)
{
	FILE *file = fopen(path, "w");

	if (file == NULL) {
		perror(path);
		exit(1);
	}
	fprintf(file, "{\"rows\": [\n");
	for (size_t i = 0; i < n; i++) {
		const char *task = rows[i].task;
		const char *above = task[0] == ' ' ? rows[i - 1].task : "";

		fprintf(file, "  {\"task\": \"%s%s\", \"lookup\": %s", above,
			above[0] != '\0' ? task + 1 : task, rows[i].lookup ? "true" : "false");
		write_value(file, "minqing_ms", &rows[i], PEER_MINQING);
		write_value(file, "sqlite_ms", &rows[i], PEER_SQLITE);
		write_value(file, "duckdb_ms", &rows[i], PEER_DUCKDB);
		fprintf(file, "}%s\n", i + 1 < n ? "," : "");
	}
	fprintf(file, "]}\n");
	if (fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}
