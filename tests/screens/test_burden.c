/* What tasks cost is counted on the screen, and kept without a word of what was typed. */
#include "screen.h"

#define F10 "\033[21~"
#define F8 "\033[19~"

enum { TEXT_MAX = 4096 };

struct place {
	struct screen screen;
	char state[160];
	char env[160];
};

static void begin(struct place *place, const char *name, const char *config)
{
	*place = (struct place){.screen = {0}};
	snprintf(place->state, sizeof(place->state), "%s/%s/minqing/burden.tsv", screen_home, name);
	snprintf(place->env, sizeof(place->env), "XDG_STATE_HOME=%s/%s", screen_home, name);
	assert_int_equal(screen_run("rm -rf '%s/.config'; mkdir -p '%s/.config/minqing'; "
		"cd '%s/.config/minqing'; %s", screen_home, screen_home, screen_home, config), 0);
	const struct screen_setup setup = {.env = place->env};
	screen_open(&place->screen, &setup);
	screen_wait(&place->screen, "query>");
}

static void leave(struct place *place)
{
	screen_type(&place->screen, F10);
	assert_int_equal(screen_status(&place->screen), 0);
	screen_close(&place->screen);
}

/* What the file holds, "" where there is none. */
static const char *kept(const struct place *place)
{
	static char text[TEXT_MAX];
	FILE *file = fopen(place->state, "r");
	size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
	text[n] = '\0';
	if (file) {
		fclose(file);
	}
	return text;
}

static void look_up(struct place *place)
{
	screen_keys(&place->screen, "age>=80");
	screen_type(&place->screen, "\r");
	screen_wait(&place->screen, "Enter open");
}

/* The line of a task: how often, and how many keys. */
static void expect_task(const char *text, const char *task, int times, int keys)
{
	char *wanted = mq_format("2026-03\t%s\t%d\t%d\t", task, times, keys);
	assert_non_null(strstr(text, wanted));
	free(wanted);
}

static void a_card_looked_up_is_counted_and_nothing_of_it_is_kept(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "burden", "true");
	look_up(&place);
	screen_type(&place.screen, F8 "burden\r");
	screen_wait(&place.screen, "a card looked up: 8 keys");
	leave(&place);
	expect_task(kept(&place), "look", 1, 8);
	assert_null(strstr(kept(&place), "age"));
	assert_null(strstr(kept(&place), "80"));
}

static void nothing_is_counted_where_that_is_set(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "no-burden", "echo 'burden: false' >settings.yaml");
	look_up(&place);
	screen_type(&place.screen, F8 "burden\r");
	screen_wait(&place.screen, "what tasks cost is not counted");
	leave(&place);
	assert_string_equal(kept(&place), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_looked_up_is_counted_and_nothing_of_it_is_kept),
		cmocka_unit_test(nothing_is_counted_where_that_is_set),
	};

	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
