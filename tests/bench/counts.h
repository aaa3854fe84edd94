/* What a preloaded library counts and a driver reads: one page, shared by a file. */
#ifndef MINQING_BENCH_COUNTS_H
#define MINQING_BENCH_COUNTS_H

#include <stdint.h>

struct counts {
	volatile uint64_t n;	/* calls */
	volatile uint64_t bytes;	/* asked for */
};

#endif
