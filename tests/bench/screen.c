/*
 * screen [-o FILE] [-l LABEL] WIDTH HEIGHT KEYS PROGRAM ARG…: the screen under recorded keys.
 *
 * The program runs on a pty. First it is started N_STARTS times, until its first frame is
 * whole. Then each key of the file KEYS (keys.h) is written, the one after it when something
 * came and then nothing for QUIET_MS. Told are the time from a key to the end of its first frame and to
 * the last byte, the bytes each key costs, and what private memory the screen has come
 * to. A key for which nothing comes has no time and 0 bytes.
 *
 * Memory is Private_Dirty of /proc/PID/smaps_rollup: pages written by this process
 * alone. The register's and the libraries' pages are mapped, clean and shared.
 *
 * The table goes to standard output; with -o the same figures are appended to FILE, a line
 * `NAME VALUE` each. LABEL is said with the size, and is part of the names.
 */
#include "keys.h"
#include "pty.h"

#include <math.h>

enum {
	QUIET_MS = 30,
	WAIT_MS = 1000,
	START_MS = 5000,
	REST_MS = 500,
	N_STARTS = 20,
	SOON_MS = 30,
};

/* What a key may cost, by the size of the screen. */
static const struct {
	int width;
	double bytes;
} limits[] = {{80, 2000}, {120, 6000}};

struct run {
	int width;
	int height;
	const char *label;	/* "" where there is none */
	FILE *values;		/* NULL: not asked for */
	double first_ms[N_KEYS_MAX];
	double last_ms[N_KEYS_MAX];
	size_t n_times;
	double bytes[N_KEYS_MAX];
	double move_bytes[N_KEYS_MAX];
	double type_bytes[N_KEYS_MAX];
	size_t n_bytes;
	size_t n_moves;
	size_t n_types;
};

/* ---- telling ---- */

static void value(const struct run *run, const char *name, double number)
{
	if (run->values != NULL) {
		fprintf(run->values, "screen_%dx%d%s%s_%s %.3f\n", run->width, run->height,
			*run->label ? "_" : "", run->label, name, number);
	}
}

static void row(const struct run *run, const char *task, const char *name, const char *unit,
	double middle, double p99, double limit)
{
	char text[128];
	char key[64];

	snprintf(text, sizeof(text), "%s, %dx%d%s%s", task, run->width, run->height,
		*run->label ? " " : "", run->label);
	tell(text, unit, middle, p99, limit);
	snprintf(key, sizeof(key), "%s_%s", name, strcmp(unit, "B") == 0 ? "mean" : "median");
	value(run, key, middle);
	snprintf(key, sizeof(key), "%s_p99", name);
	value(run, key, p99);
}

static double p99_of(const double *sorted, size_t n)
{
	return sorted[(n * 99 + 99) / 100 - 1];
}

static void tell_ms(const struct run *run, const char *task, const char *name, double *times,
	size_t n, double limit)
{
	qsort(times, n, sizeof(*times), by_time);
	row(run, task, name, "ms", times[n / 2], p99_of(times, n), limit);
}

static void tell_bytes(const struct run *run, const char *task, const char *name, double *bytes,
	size_t n, double limit)
{
	double all = 0;

	qsort(bytes, n, sizeof(*bytes), by_time);
	for (size_t i = 0; i < n; i++) {
		all += bytes[i];
	}
	row(run, task, name, "B", all / (double)n, p99_of(bytes, n), limit);
}

static double limit_of(const struct run *run)
{
	if (strcmp(run->label, "slow") == 0) {
		return 700;
	}
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		if (limits[i].width == run->width) {
			return limits[i].bytes;
		}
	}
	return INFINITY;
}

/* ---- what is measured ---- */

static void start_often(struct run *run, char **argv)
{
	double times[N_STARTS];

	for (size_t i = 0; i < N_STARTS; i++) {
		double start = now_ms();
		struct pty pty = pty_open(run->width, run->height, argv);
		struct seen seen = pty_read(&pty, START_MS, START_MS, true);

		if (seen.n_frames == 0) {
			pty_fail("no frame came from", argv[0]);
		}
		times[i] = seen.first_ms - start;
		pty_close(&pty);
	}
	tell_ms(run, "process start to first frame", "start_ms", times, N_STARTS, 15);
}

static void press_keys(struct run *run, struct pty *pty, const struct key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double start = now_ms();

		pty_write(pty, keys[i].bytes, keys[i].len);
		struct seen seen = pty_read(pty, WAIT_MS, QUIET_MS, false);

		run->bytes[run->n_bytes++] = (double)seen.n_bytes;
		if (keys[i].moves) {
			run->move_bytes[run->n_moves++] = (double)seen.n_bytes;
		}
		if (keys[i].writes) {
			run->type_bytes[run->n_types++] = (double)seen.n_bytes;
		}
		if (seen.n_frames > 0) {
			run->first_ms[run->n_times] = seen.first_ms - start;
			run->last_ms[run->n_times++] = seen.last_ms - start;
		}
	}
}

/* In MB; negative where it may not be read (the program hides it from all but root). */
static double private_mb(pid_t pid)
{
	char path[64];
	char line[256];
	double kb = -1024;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	file = fopen(path, "r");
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		sscanf(line, "Private_Dirty: %lf", &kb);
	}
	if (file != NULL) {
		fclose(file);
	}
	return kb / 1024;
}

static void tell_memory(const struct run *run, pid_t pid)
{
	double mb = private_mb(pid);

	if (mb < 0) {
		fprintf(stderr, "screen: only root may read how much memory the screen has\n");
	} else {
		row(run, "private memory of the screen", "private_mb", "MB", mb, mb, 12);
	}
}

/* How many of a hundred keys have their frame soon enough that a city is no slower to the
 * eye; the times are sorted. */
static void tell_soon(const struct run *run)
{
	size_t n = 0;

	while (n < run->n_times && run->first_ms[n] <= SOON_MS) {
		n++;
	}
	double percent = 100.0 * (double)n / (double)run->n_times;

	row(run, "  of them within 30 ms", "key_soon", "%", percent, percent, INFINITY);
}

static void tell_keys(struct run *run)
{
	char task[64];

	if (run->n_times == 0) {
		pty_fail("no key had", "a frame");
	}
	snprintf(task, sizeof(task), "key to frame, %zu of %zu keys", run->n_times, run->n_bytes);
	tell_ms(run, task, "key_ms", run->first_ms, run->n_times, 2);
	tell_soon(run);
	tell_ms(run, "  to the last byte of all that comes", "key_last_ms", run->last_ms,
		run->n_times, 2);
	tell_bytes(run, "bytes a key (mean, p99)", "key_bytes", run->bytes, run->n_bytes,
		limit_of(run));
	if (run->n_types > 0) {
		tell_bytes(run, "  those that are a character", "type_bytes", run->type_bytes,
			run->n_types, limit_of(run));
	}
	if (run->n_moves > 0) {
		tell_bytes(run, "  those that move a cursor", "move_bytes", run->move_bytes,
			run->n_moves, run->width == 80 ? 300 : INFINITY);
	}
}

static void read_options(struct run *run, int argc, char **argv)
{
	run->label = "";
	for (int option; (option = getopt(argc, argv, "+o:l:")) != -1;) {
		if (option == 'l') {
			run->label = optarg;
		} else if (option == 'o') {
			run->values = fopen(optarg, "a");
		}
	}
	if (argc - optind < 4) {
		pty_fail("usage:", "screen [-o FILE] [-l LABEL] WIDTH HEIGHT KEYS PROGRAM ARG...");
	}
}

int main(int argc, char **argv)
{
	static struct key keys[N_KEYS_MAX];
	static struct run run;

	read_options(&run, argc, argv);
	char **args = argv + optind;
	size_t n_keys = read_keys(args[2], keys);

	run.width = (int)strtol(args[0], NULL, 10);
	run.height = (int)strtol(args[1], NULL, 10);
	start_often(&run, args + 3);
	struct pty pty = pty_open(run.width, run.height, args + 3);

	pty_read(&pty, START_MS, REST_MS, false);
	press_keys(&run, &pty, keys, n_keys);
	tell_keys(&run);
	tell_memory(&run, pty.pid);
	pty_close(&pty);
	if (run.values != NULL) {
		fclose(run.values);
	}
	return 0;
}
