/*
 * screen WIDTH HEIGHT KEYS PROGRAM ARG…: how long from a key press to the end of
 * its frame, and what private memory the screen has come to at the end.
 *
 * The program runs on a pty. Each key of the file KEYS is written; the frame is all
 * that comes until nothing has come for QUIET_MS, and ends with its last byte. A key
 * for which nothing comes at all is not counted. In KEYS every character is a key,
 * <Name> one of `names`, a line break nothing.
 *
 * Memory is Private_Dirty of /proc/PID/smaps_rollup: pages written by this process
 * alone. The register's and the libraries' pages are mapped, clean and shared.
 */
#include "timing.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUIET_MS = 30, START_MS = 500, N_KEYS_MAX = 1000, KEYS_SIZE = 1 << 16 };

static const struct {
	const char *name;
	const char *bytes;
} names[] = {
	{"Up", "\033OA"}, {"Down", "\033OB"}, {"Right", "\033OC"}, {"Left", "\033OD"},
	{"PgUp", "\033[5~"}, {"PgDn", "\033[6~"}, {"Tab", "\t"}, {"Enter", "\r"},
	{"Backspace", "\177"}, {"C-u", "\025"}, {"C-w", "\027"}, {"C-g", "\007"}, {"Space", " "},
};

struct press {
	char bytes[8];
	size_t len;
};

static void fail(const char *what, const char *which)
{
	fprintf(stderr, "screen: %s %s\n", what, which);
	exit(1);
}

/* ---- keys ---- */

static size_t name_press(const char *text, struct press *press)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len = strlen(names[i].name);

		if (strncmp(text + 1, names[i].name, len) == 0 && text[1 + len] == '>') {
			press->len = strlen(names[i].bytes);
			memcpy(press->bytes, names[i].bytes, press->len);
			return len + 2;
		}
	}
	fail("no such key at", text);
	return 0;
}

static size_t character_press(const char *text, struct press *press)
{
	size_t len = 1;

	while (((unsigned char)text[len] & 0xc0) == 0x80 && len < sizeof(press->bytes)) {
		len++;
	}
	memcpy(press->bytes, text, len);
	press->len = len;
	return len;
}

static size_t read_keys(const char *path, struct press *presses)
{
	static char text[KEYS_SIZE];
	FILE *file = fopen(path, "r");
	size_t n = 0;

	if (file == NULL) {
		fail("cannot read", path);
	}
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	for (const char *at = text; *at != '\0' && n < N_KEYS_MAX;) {
		if (*at == '\n') {
			at++;
		} else {
			at += *at == '<' ? name_press(at, &presses[n]) : character_press(at, &presses[n]);
			n++;
		}
	}
	return n;
}

/* ---- frames ---- */

/* Read until nothing has come for quiet_ms. When the last byte came; 0: none did. */
static double read_frame(int pty, int quiet_ms)
{
	struct pollfd fd = {.fd = pty, .events = POLLIN};
	char bytes[1 << 16];
	double last = 0;

	while (poll(&fd, 1, quiet_ms) > 0) {
		ssize_t n = read(pty, bytes, sizeof(bytes));

		if (n <= 0) {
			fail("the program ended:", n < 0 ? strerror(errno) : "end of file");
		}
		last = now_ms();
	}
	return last;
}

static size_t press_keys(int pty, const struct press *presses, size_t n, double *times)
{
	size_t n_times = 0;

	for (size_t i = 0; i < n; i++) {
		double start = now_ms();

		if (write(pty, presses[i].bytes, presses[i].len) != (ssize_t)presses[i].len) {
			fail("cannot write", "a key");
		}
		double end = read_frame(pty, QUIET_MS);

		if (end > 0) {
			times[n_times++] = end - start;
		}
	}
	return n_times;
}

/* ---- memory ---- */

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

static void tell_memory(const char *size, pid_t pid)
{
	double mb = private_mb(pid);
	char task[128];

	snprintf(task, sizeof(task), "private memory of the screen, %s", size);
	if (mb < 0) {
		fprintf(stderr, "screen: only root may read how much memory the screen has\n");
	} else {
		tell(task, "MB", mb, mb, 16);
	}
}

int main(int argc, char **argv)
{
	static struct press presses[N_KEYS_MAX];
	static double times[N_KEYS_MAX];
	struct winsize winsize = {0};
	char task[128];
	char size[32];
	pid_t child;
	int pty;

	if (argc < 5) {
		fprintf(stderr, "usage: screen WIDTH HEIGHT KEYS PROGRAM ARG...\n");
		return 2;
	}
	winsize.ws_col = (unsigned short)strtoul(argv[1], NULL, 10);
	winsize.ws_row = (unsigned short)strtoul(argv[2], NULL, 10);
	size_t n_presses = read_keys(argv[3], presses);

	child = forkpty(&pty, NULL, NULL, &winsize);
	if (child == 0) {
		execv(argv[4], argv + 4);
		_exit(127);
	}
	if (child < 0) {
		fail("no pty:", strerror(errno));
	}
	if (read_frame(pty, START_MS) == 0) {
		fail("nothing came from", argv[4]);
	}
	size_t n_times = press_keys(pty, presses, n_presses, times);

	if (n_times == 0) {
		fail("no key had a frame in", argv[3]);
	}
	snprintf(size, sizeof(size), "%sx%s", argv[1], argv[2]);
	snprintf(task, sizeof(task), "key press to end of frame, %s, %zu of %zu keys", size, n_times,
		n_presses);
	tell_times(task, times, n_times, 4);
	tell_memory(size, child);
	kill(child, SIGTERM);
	waitpid(child, NULL, 0);
	close(pty);
	return 0;
}
