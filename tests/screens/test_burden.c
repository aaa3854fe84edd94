/* What tasks cost is counted on the screen, and kept without a word of what was typed. */
#include "place.h"

#define F8 "\033[19~"
#define C_O "\017"
#define BACKSPACE "\177"

static void begin(struct place *place, const char *name, const char *config)
{
	place_begin(place, name, "burden.tsv", config);
	place_open(place);
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
	screen_wait(&place.screen, "typed again");
	screen_wait(&place.screen, "a card looked up      1     8");
	place_leave(&place);
	expect_task(place_kept(&place), "look", 1, 8);
	assert_null(strstr(place_kept(&place), "age"));
	assert_null(strstr(place_kept(&place), "80"));
}

static void a_visit_is_counted_with_what_had_to_be_said_again(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "visit-burden", "true");
	look_up(&place);
	screen_keys(&place.screen, "v\r\rwell\r1\r1.x");	/* no number of hours */
	screen_type(&place.screen, C_O);
	screen_wait(&place.screen, "nothing is written yet");
	screen_keys(&place.screen, BACKSPACE BACKSPACE);
	screen_type(&place.screen, C_O);
	screen_wait(&place.screen, "visit of");
	place_leave(&place);
	char *line = strstr(place_kept(&place), "\tvisit\t1\t");
	assert_non_null(line);
	int keys;
	int seconds;
	int retyped;
	assert_int_equal(sscanf(line, "\tvisit\t1\t%d\t%d\t%d", &keys, &seconds, &retyped), 3);
	assert_int_equal(retyped, 1);
	assert_null(strstr(place_kept(&place), "well"));
}

static void nothing_is_counted_where_that_is_set(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "no-burden", "echo 'burden: false' >settings.yaml");
	look_up(&place);
	screen_type(&place.screen, F8 "burden\r");
	screen_wait(&place.screen, "what tasks cost is not counted");
	place_leave(&place);
	assert_string_equal(place_kept(&place), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_looked_up_is_counted_and_nothing_of_it_is_kept),
		cmocka_unit_test(a_visit_is_counted_with_what_had_to_be_said_again),
		cmocka_unit_test(nothing_is_counted_where_that_is_set),
	};

	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
