/*
 * What a key costs on the line, by the recorded keys at 80×24. Bytes, not times: they are
 * the same on every machine, but for a frame more where one is so slow that rows and
 * counts come apart.
 */
#include "screen.h"

#include "bench/keys.h"
#include "bench/pty.h"

enum { FRAME_WAIT_MS = 300, FEW_BYTES = 100 };

/* Sums over the keys of a kind. */
struct cost {
	size_t bytes;
	size_t n;
};

struct costs {
	struct cost all, typed, moved;
};

static void add(struct cost *cost, size_t bytes)
{
	cost->bytes += bytes;
	cost->n++;
}

static size_t mean(const struct cost *cost)
{
	assert_true(cost->n > 0);
	return cost->bytes / cost->n;
}

static void press_all(struct pty *pty, struct costs *costs)
{
	static struct key keys[N_KEYS_MAX];
	size_t n = read_keys("tests/bench/keys.txt", keys);

	assert_int_equal(n, 500);
	for (size_t i = 0; i < n; i++) {
		pty_write(pty, keys[i].bytes, keys[i].len);
		size_t bytes = pty_read(pty, FRAME_WAIT_MS, FRAME_WAIT_MS, true).n_bytes;

		add(&costs->all, bytes);
		if (keys[i].writes) {
			add(&costs->typed, bytes);
		}
		if (keys[i].moves) {
			add(&costs->moved, bytes);
		}
	}
}

static struct costs costs_of(const char *link)
{
	char dir[128];
	struct costs costs = {0};
	char program[4096];
	char option[32];
	char *argv[] = {program, option, (char[]){"-d"}, dir, NULL};

	snprintf(dir, sizeof(dir), "%s/reg", screen_home);
	snprintf(program, sizeof(program), "%s", screen_program());
	snprintf(option, sizeof(option), "--link=%s", link);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	struct pty pty = pty_open(80, 24, argv);

	pty_read(&pty, PATIENCE_MS, FRAME_WAIT_MS, false);
	press_all(&pty, &costs);
	pty_close(&pty);
	return costs;
}

static void a_key_costs_less_than_two_thousand_bytes_and_a_move_three_hundred(void **state)
{
	(void)state;
	struct costs costs = costs_of("fast");

	assert_in_range(mean(&costs.all), FEW_BYTES, 2000);
	assert_in_range(mean(&costs.typed), FEW_BYTES, 2000);
	assert_in_range(mean(&costs.moved), 1, 300);
}

static void on_a_slow_link_a_key_costs_less_than_seven_hundred_bytes(void **state)
{
	(void)state;
	struct costs costs = costs_of("slow");

	assert_in_range(mean(&costs.all), FEW_BYTES, 700);
	assert_in_range(mean(&costs.typed), FEW_BYTES, 700);
	assert_in_range(mean(&costs.moved), 1, 300);
}

static size_t n_frames_since(const struct screen *screen, size_t since)
{
	size_t n = 0;

	for (size_t at = since; at + strlen(frame_mark) <= screen->log.len; at++) {
		n += memcmp(screen->log.data + at, frame_mark, strlen(frame_mark)) == 0;
	}
	return n;
}

static void on_a_slow_link_the_rest_comes_when_nothing_is_typed(void **state)
{
	(void)state;
	const struct screen_setup near = {0};
	const struct screen_setup far = {.env = "MINQING_LINK=slow"};
	struct screen fast;
	struct screen slow;

	screen_open(&fast, &near);
	screen_open(&slow, &far);
	screen_keys(&fast, "sex:female");
	size_t since = slow.log.len;
	screen_type(&slow, "sex:female");
	char *wanted = screen_text(&fast);
	char *seen = screen_text(&slow);

	for (int64_t end = screen_now_ms() + PATIENCE_MS;
		strcmp(seen, wanted) != 0 && screen_now_ms() < end;) {
		screen_read(&slow, REST_MS);
		free(seen);
		seen = screen_text(&slow);
	}
	assert_string_equal(seen, wanted);
	assert_in_range(n_frames_since(&slow, since), 2, 4);
	free(seen);
	free(wanted);
	screen_close(&fast);
	screen_close(&slow);
}

static void on_a_slow_link_facets_that_are_looked_at_are_counted(void **state)
{
	(void)state;
	const struct screen_setup far = {.env = "MINQING_LINK=slow"};
	struct screen screen;

	screen_open(&screen, &far);
	screen_type(&screen, "age>=60 \t");
	screen_wait(&screen, "[facets]");
	for (int64_t end = screen_now_ms() + REST_MS * 3 / 2;
		screen_has(&screen, " .|") && screen_now_ms() < end;) {
		screen_read(&screen, REST_MS / 10);
	}
	assert_false(screen_has(&screen, " .|"));
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_costs_less_than_two_thousand_bytes_and_a_move_three_hundred),
		cmocka_unit_test(on_a_slow_link_a_key_costs_less_than_seven_hundred_bytes),
		cmocka_unit_test(on_a_slow_link_the_rest_comes_when_nothing_is_typed),
		cmocka_unit_test(on_a_slow_link_facets_that_are_looked_at_are_counted),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
