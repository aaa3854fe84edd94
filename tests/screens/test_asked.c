/* Queries asked before, as they are had again: by keys, in the next screen, or never. */
#include "place.h"

#define ESC "\033"
#define ALT "\033"
#define CTRL_O "\017"
#define CTRL_P "\020"
#define CTRL_R "\022"
#define CTRL_T "\024"
#define CTRL_U "\025"
#define CTRL_W "\027"
#define CTRL_Y "\031"
#define CTRL_UNDERSCORE "\037"
#define F8 "\033[19~"
#define F12 "\033[24~"

/* Each test has a state of its own, and may have settings and keys. */
static void begin(struct place *place, const char *name, const char *config)
{
	place_begin(place, name, "history", config);
}

static void expect_query(struct place *place, const char *query)
{
	char *line = mq_format("query> %s ", query);
	screen_wait(&place->screen, line);
	free(line);
}

static void the_next_screen_has_the_queries_but_no_names(void **state)
{
	struct place place;
	struct stat st;
	(void)state;
	begin(&place, "next", NULL);
	place_open(&place);
	screen_keys(&place.screen, "age>=80 lives_alone" CTRL_O "name:王芳 age>=60" CTRL_O);
	screen_keys(&place.screen, "13912345678" CTRL_O " sex:1" CTRL_O "sex:nonsense");
	assert_string_equal(place_kept(&place), "");
	place_leave(&place);
	assert_string_equal(place_kept(&place), "age>=80 lives_alone\nname:‹name› age>=60\n‹text›\n");
	assert_int_equal(stat(place.state, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);

	place_open(&place);
	screen_type(&place.screen, CTRL_P CTRL_P);
	expect_query(&place, "name:‹name› age>=60");
	screen_wait(&place.screen, "‹name› was not kept");
	screen_type(&place.screen, "李");
	expect_query(&place, "name:李 age>=60");
	assert_false(screen_has(&place.screen, "was not kept"));
	place_leave(&place);
}

/* tmux is killed: both are told at once, and what each asked stays. */
static void screens_that_are_hung_up_together_lose_no_query(void **state)
{
	struct place place;
	struct screen other;
	(void)state;
	begin(&place, "hung-up", NULL);
	place_open(&place);
	other = place.screen;
	place_open(&place);
	screen_keys(&other, "sex:1");
	screen_keys(&place.screen, "age>=80");
	kill(other.pid, SIGHUP);
	kill(place.screen.pid, SIGHUP);
	screen_status(&other);
	screen_status(&place.screen);
	assert_non_null(strstr(place_kept(&place), "sex:1\n"));
	assert_non_null(strstr(place_kept(&place), "age>=80\n"));
	screen_close(&other);
	screen_close(&place.screen);
}

/* How many files there are on their way to the one that is kept. */
static int n_left(const struct place *place)
{
	char dir[sizeof(place->state)];
	snprintf(dir, sizeof(dir), "%.*s", (int)(strrchr(place->state, '/') - place->state), place->state);
	return WEXITSTATUS(screen_run("exit $(ls -A '%s' | grep -c new-)", dir));
}

/* The kernel tells who has a terminal that it is gone, and then a shell does that ends, too. */
static void signals_that_come_while_it_ends_lose_nothing(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM};
	struct place place;
	(void)state;
	begin(&place, "twice", NULL);
	for (size_t i = 0; i < MQ_LENGTH(signals); i++) {
		place_open(&place);
		screen_keys(&place.screen, i == 0 ? "age>=81" : "age>=82");
		while (waitpid(place.screen.pid, NULL, WNOHANG) == 0) {
			kill(place.screen.pid, signals[i]);
			screen_read(&place.screen, 0);
		}
		place.screen.pid = 0;
		screen_close(&place.screen);
	}
	assert_string_equal(place_kept(&place), "age>=81\nage>=82\n");
	assert_int_equal(n_left(&place), 0);
}

/* Power that fails while it is written: what lies beside the file has queries in it. */
static void what_a_dead_screen_left_is_removed(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "left", NULL);
	assert_int_equal(screen_run("mkdir -p '%s/left/minqing'; cd '%s/left/minqing';"
		"echo sex:1 >.history.new-1; echo sex:1 >.history.new-2", screen_home, screen_home), 0);
	place_open(&place);
	assert_int_equal(n_left(&place), 0);
	assert_int_equal(screen_run("echo sex:1 >'%s/left/minqing/.history.new-3'", screen_home), 0);
	screen_type(&place.screen, F8 "forget\r");
	screen_wait(&place.screen, "forget all queries:");
	screen_type(&place.screen, "\r");
	screen_wait(&place.screen, "all queries are forgotten");
	assert_int_equal(n_left(&place), 0);
	place_leave(&place);
}

static void a_query_is_found_while_it_is_typed(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "find", NULL);
	place_open(&place);
	screen_type(&place.screen, "age>=80" CTRL_O "sex:1" CTRL_O "age<18" CTRL_O "floor>2" CTRL_R "AGE");
	screen_wait(&place.screen, "find a query: AGE");
	screen_wait(&place.screen, "age<18");
	screen_type(&place.screen, CTRL_R);
	screen_wait(&place.screen, "age>=80");
	screen_expect(&place.screen, "asked-find-80x24-en");
	screen_type(&place.screen, CTRL_R ESC "[B");
	screen_wait(&place.screen, "age<18");
	screen_keys(&place.screen, ESC);
	expect_query(&place, "floor>2");
	screen_type(&place.screen, CTRL_R "age" CTRL_R "\r");
	expect_query(&place, "age>=80");
	screen_type(&place.screen, CTRL_UNDERSCORE);
	expect_query(&place, "floor>2");
	screen_type(&place.screen, CTRL_R "nobody\r");
	screen_wait(&place.screen, "no query that was asked has it");
	place_leave(&place);
}

static void terms_and_values_are_had_again(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "edit", NULL);
	place_open(&place);
	screen_type(&place.screen, "age>=80" CTRL_O "sex:1" CTRL_O "floor>" ALT ".");
	expect_query(&place, "floor>1");
	screen_type(&place.screen, ALT ".");
	expect_query(&place, "floor>80");
	screen_type(&place.screen, " sex:2" CTRL_T);
	expect_query(&place, "sex:2 floor>80");
	screen_type(&place.screen, CTRL_W "age<9" CTRL_U CTRL_Y);
	expect_query(&place, "sex:2 age<9");
	screen_type(&place.screen, ALT "y");
	expect_query(&place, "floor>80");
	screen_type(&place.screen, CTRL_O);
	expect_query(&place, "");
	screen_type(&place.screen, CTRL_UNDERSCORE);
	expect_query(&place, "floor>80");
	place_leave(&place);
}

static void where_it_is_not_wanted_nothing_is_read_or_written(void **state)
{
	struct place place;
	(void)state;
	begin(&place, "off", "echo 'history: false' >settings.yaml");
	assert_int_equal(screen_run("mkdir -p '%s/off/minqing'; echo 'sex:1' >'%s'", screen_home,
		place.state), 0);
	place_open(&place);
	screen_type(&place.screen, "age>=80" CTRL_O CTRL_P CTRL_P CTRL_P);
	expect_query(&place, "age>=80");
	place_leave(&place);
	assert_string_equal(place_kept(&place), "sex:1\n");
}

static void what_is_to_be_forgotten_is(void **state)
{
	struct place place;
	struct stat st;
	(void)state;
	begin(&place, "forget", "printf 'any:\\n  F12: forget\\n' >keys.yaml");
	assert_int_equal(screen_run("mkdir -p '%s/forget/minqing'; echo 'sex:1' >'%s'", screen_home,
		place.state), 0);
	place_open(&place);
	screen_type(&place.screen, "age>=80" CTRL_O F12);
	screen_wait(&place.screen, "forget all queries:");
	screen_keys(&place.screen, ESC);
	screen_type(&place.screen, CTRL_P);
	expect_query(&place, "age>=80");
	screen_type(&place.screen, CTRL_U F8 "forget\r");	/* it needs no key */
	screen_wait(&place.screen, "forget all queries:");
	screen_type(&place.screen, "\r");
	screen_wait(&place.screen, "all queries are forgotten");
	assert_int_not_equal(stat(place.state, &st), 0);
	screen_type(&place.screen, CTRL_P);
	expect_query(&place, "");
	place_leave(&place);
	assert_string_equal(place_kept(&place), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_screen_has_the_queries_but_no_names),
		cmocka_unit_test(screens_that_are_hung_up_together_lose_no_query),
		cmocka_unit_test(signals_that_come_while_it_ends_lose_nothing),
		cmocka_unit_test(what_a_dead_screen_left_is_removed),
		cmocka_unit_test(a_query_is_found_while_it_is_typed),
		cmocka_unit_test(terms_and_values_are_had_again),
		cmocka_unit_test(where_it_is_not_wanted_nothing_is_read_or_written),
		cmocka_unit_test(what_is_to_be_forgotten_is),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
