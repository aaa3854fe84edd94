/*
 * cost LIBRARY WIDTH HEIGHT KEYS PROGRAM ARG…: what a key asks of the allocator.
 *
 * LIBRARY (preload/allocations.c) is preloaded into the program. The first WARM of the recorded
 * keys are not counted. A key that takes a character back asks what was asked before
 * it, so its answer is one that was kept.
 */
#include "counts.h"
#include "keys.h"
#include "pty.h"

#include <sys/mman.h>

enum { QUIET_MS = 10, WAIT_MS = 200, START_MS = 500, WARM = 100 };

enum sort {
	SORT_MOVE,
	SORT_CHARACTER,
	SORT_BACK,
	SORT_OTHER,
	N_SORTS,
};

static const char *const names[] = {
	[SORT_MOVE] = "a cursor moves", [SORT_CHARACTER] = "one more character",
	[SORT_BACK] = "a character taken back", [SORT_OTHER] = "any other key",
};

struct sum {
	double calls[N_KEYS_MAX];
	double bytes;
	size_t n;
};

static enum sort sort_of(const struct key *key)
{
	if (key->moves) {
		return SORT_MOVE;
	}
	if (key->writes) {
		return SORT_CHARACTER;
	}
	return key->len == 1 && key->bytes[0] == '\177' ? SORT_BACK : SORT_OTHER;
}

static struct counts *share_counts(void)
{
	char path[] = "/tmp/minqing-counts-XXXXXX";
	int fd = mkstemp(path);
	void *page = MAP_FAILED;

	if (fd >= 0 && ftruncate(fd, sizeof(struct counts)) == 0) {
		page = mmap(NULL, sizeof(struct counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	}
	if (page == MAP_FAILED) {
		pty_fail("cannot share", path);
	}
	close(fd);
	setenv("MINQING_BENCH_COUNTS", path, 1);
	return page;
}

static void press_all(struct pty *pty, const struct key *keys, size_t n, const struct counts *counts,
	struct sum *sums)
{
	for (size_t i = 0; i < n; i++) {
		struct sum *sum = &sums[sort_of(&keys[i])];
		uint64_t calls = counts->n;
		uint64_t bytes = counts->bytes;

		pty_write(pty, keys[i].bytes, keys[i].len);
		pty_read(pty, WAIT_MS, QUIET_MS, false);
		sum->calls[sum->n++] = (double)(counts->n - calls);
		sum->bytes += (double)(counts->bytes - bytes);
	}
}

static void tell_sum(const char *name, struct sum *sum)
{
	if (sum->n == 0) {
		return;
	}
	qsort(sum->calls, sum->n, sizeof(*sum->calls), by_time);
	printf("%-24s %4zu keys  allocations: median %6.0f  p99 %6.0f  bytes, mean: %8.0f\n", name,
		sum->n, sum->calls[sum->n / 2], sum->calls[(sum->n * 99 + 99) / 100 - 1],
		sum->bytes / (double)sum->n);
}

int main(int argc, char **argv)
{
	static struct key keys[N_KEYS_MAX];
	static struct sum sums[N_SORTS];

	if (argc < 6) {
		pty_fail("usage:", "cost LIBRARY WIDTH HEIGHT KEYS PROGRAM ARG...");
	}
	struct counts *counts = share_counts();
	size_t n = read_keys(argv[4], keys);

	setenv("LD_PRELOAD", argv[1], 1);
	struct pty pty = pty_open((int)strtol(argv[2], NULL, 10), (int)strtol(argv[3], NULL, 10),
		argv + 5);

	pty_read(&pty, WAIT_MS * START_MS, START_MS, false);
	unlink(getenv("MINQING_BENCH_COUNTS"));
	size_t warm = n < WARM ? 0 : WARM;

	press_all(&pty, keys, warm, counts, sums);
	memset(sums, 0, sizeof(sums));
	press_all(&pty, keys + warm, n - warm, counts, sums);
	for (size_t i = 0; i < N_SORTS; i++) {
		tell_sum(names[i], &sums[i]);
	}
	pty_close(&pty);
	return 0;
}
