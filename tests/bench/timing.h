/* Times taken and told as one row of the table: median, p99, limit. */
#ifndef MINQING_BENCH_TIMING_H
#define MINQING_BENCH_TIMING_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline int by_time(const void *a, const void *b)
{
	double first = *(const double *)a;
	double second = *(const double *)b;

	return (first > second) - (first < second);
}

static inline void tell(const char *task, const char *unit, double median, double p99, double limit)
{
	printf("%-58s %10.3f %10.3f %8g %s%s\n", task, median, p99, limit, unit,
		median > limit ? "  OVER" : "");
	fflush(stdout);
}

/* Sorts times. The p99 of few times is the longest. */
static inline void tell_times(const char *task, double *times, size_t n, double limit)
{
	qsort(times, n, sizeof(*times), by_time);
	tell(task, "ms", times[n / 2], times[(n * 99 + 99) / 100 - 1], limit);
}

#endif
