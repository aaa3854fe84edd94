/*
 * many SCREENS SECONDS KEYS PROGRAM ARG…: so many screens, each on a pty of its own and
 * typed on by somebody: the recorded keys, begun at a time of one's own, with a person's
 * pauses between keys and longer ones behind what ends a question. Told is the time from a key
 * to the end of its first frame and to its last byte, over all screens.
 *
 * A key is not pressed before the frame of the last one has come (or WAIT_MS have gone by,
 * where a key changes nothing): a late frame counts with its whole delay.
 */
#include "keys.h"
#include "pty.h"

#include "property/dice.h"

enum { WIDTH = 80, HEIGHT = 24, PAUSE_MIN_MS = 80, PAUSE_MS = 320, THINK_MIN_MS = 700,
	THINK_MS = 2500, WAIT_MS = 5000, AGAIN_MS = 5, REST_MS = 3000, SPREAD_MS = 10000, TIMES_MAX = 1 << 20 };

struct screen {
	struct pty pty;
	struct seen seen;
	struct dice dice;
	size_t at;
	double sent_ms;		/* 0: nothing yet */
	double next_ms;
};

struct typing {
	struct screen *screens;
	size_t n_screens;
	struct key keys[N_KEYS_MAX];
	size_t n_keys;
	double *first_ms;
	double *last_ms;
	size_t n_times;
};

/* What clears the query or opens something is thought about. */
static double pause_ms(struct screen *screen, const struct key *key)
{
	bool thinks = key->len == 1 && (key->bytes[0] == '\025' || key->bytes[0] == '\r');

	return thinks ? (double)(THINK_MIN_MS + dice_below(&screen->dice, THINK_MS))
		: (double)(PAUSE_MIN_MS + dice_below(&screen->dice, PAUSE_MS));
}

static void keep_times(struct typing *typing, const struct screen *screen)
{
	if (screen->seen.n_frames > 0 && typing->n_times < TIMES_MAX) {
		typing->first_ms[typing->n_times] = screen->seen.first_ms - screen->sent_ms;
		typing->last_ms[typing->n_times++] = screen->seen.last_ms - screen->sent_ms;
	}
}

static void press(struct typing *typing, struct screen *screen)
{
	const struct key *key = &typing->keys[screen->at++ % typing->n_keys];
	double now = now_ms();

	if (screen->sent_ms > 0 && screen->seen.n_frames == 0 && now - screen->sent_ms < WAIT_MS) {
		screen->at--;
		screen->next_ms = now + AGAIN_MS;
		return;
	}
	if (screen->sent_ms > 0) {
		keep_times(typing, screen);
	}
	screen->seen = (struct seen){0};
	screen->sent_ms = now;
	screen->next_ms = now + pause_ms(screen, key);
	pty_write(&screen->pty, key->bytes, key->len);
}

static void read_bytes(struct screen *screen)
{
	char bytes[1 << 16];
	ssize_t n = read(screen->pty.fd, bytes, sizeof(bytes));

	if (n <= 0) {
		pty_fail("a screen", "ended");
	}
	pty_match(&screen->pty, bytes, (size_t)n, &screen->seen);
	screen->seen.n_bytes += (size_t)n;
	screen->seen.last_ms = now_ms();
}

static double next_ms(const struct typing *typing)
{
	double next = typing->screens[0].next_ms;

	for (size_t i = 1; i < typing->n_screens; i++) {
		next = typing->screens[i].next_ms < next ? typing->screens[i].next_ms : next;
	}
	return next;
}

static void type_until(struct typing *typing, double end_ms)
{
	struct pollfd *fds = calloc(typing->n_screens, sizeof(*fds));

	for (size_t i = 0; i < typing->n_screens; i++) {
		fds[i] = (struct pollfd){.fd = typing->screens[i].pty.fd, .events = POLLIN};
	}
	for (double now = now_ms(); now < end_ms; now = now_ms()) {
		double wait = next_ms(typing) - now;

		if (poll(fds, typing->n_screens, wait > 0 ? (int)wait + 1 : 0) > 0) {
			for (size_t i = 0; i < typing->n_screens; i++) {
				if (fds[i].revents != 0) {
					read_bytes(&typing->screens[i]);
				}
			}
		}
		now = now_ms();
		for (size_t i = 0; i < typing->n_screens; i++) {
			if (typing->screens[i].next_ms <= now) {
				press(typing, &typing->screens[i]);
			}
		}
	}
	free(fds);
}

static void open_screens(struct typing *typing, char **argv)
{
	for (size_t i = 0; i < typing->n_screens; i++) {
		struct screen *screen = &typing->screens[i];

		screen->pty = pty_open(WIDTH, HEIGHT, argv);
		pty_read(&screen->pty, REST_MS, REST_MS, true);
		screen->dice = (struct dice){1 + i};
		screen->next_ms = now_ms() + (double)dice_below(&screen->dice, SPREAD_MS);
	}
}

int main(int argc, char **argv)
{
	static struct typing typing;
	char task[96];

	if (argc < 5) {
		fprintf(stderr, "usage: many SCREENS SECONDS KEYS PROGRAM ARG...\n");
		return 2;
	}
	typing.n_screens = strtoul(argv[1], NULL, 10);
	typing.screens = calloc(typing.n_screens + 1, sizeof(*typing.screens));
	typing.first_ms = calloc(TIMES_MAX, sizeof(double));
	typing.last_ms = calloc(TIMES_MAX, sizeof(double));
	typing.n_keys = read_keys(argv[3], typing.keys);
	if (typing.n_keys == 0 || typing.n_screens == 0) {
		pty_fail("no keys in", argv[3]);
	}
	open_screens(&typing, argv + 4);
	type_until(&typing, now_ms() + strtod(argv[2], NULL) * 1e3);
	if (typing.n_times == 0) {
		pty_fail("no key had", "a frame");
	}
	snprintf(task, sizeof(task), "%zu screens, %zu keys: to a frame", typing.n_screens,
		typing.n_times);
	tell_times(task, typing.first_ms, typing.n_times, 1e3);
	tell_times("  to the last byte of all that comes", typing.last_ms, typing.n_times, 1e3);
	for (size_t i = 0; i < typing.n_screens; i++) {
		pty_close(&typing.screens[i].pty);
	}
	return 0;
}
