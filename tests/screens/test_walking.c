/* Walking about: what keys lead to, and back. */
#include "screen.h"

#define ESC "\033"
#define DOWN "\033[B"

static const struct screen_setup usual = {0};

static void open_usual(struct screen *screen)
{
	screen_open(screen, &usual);
	screen_wait(screen, "query>");
}

static void esc_never_leaves(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	for (int i = 0; i < 4; i++) {
		screen_keys(&screen, ESC);
	}
	screen_wait(&screen, "q leaves");
	screen_type(&screen, "q");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void ctrl_c_leaves_only_when_pressed_twice(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "\003");
	screen_wait(&screen, "Ctrl-C once more leaves");
	for (int64_t end = screen_now_ms() + 1100; screen_now_ms() < end;) {
		screen_read(&screen, 100);
	}
	screen_type(&screen, "\003");	/* shows what is there already: no byte comes */
	screen_read(&screen, REST_MS);
	screen_wait(&screen, "Ctrl-C once more leaves");
	screen_type(&screen, "\003");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void narrowing_is_undone_and_done_again(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "\t\r");
	screen_wait(&screen, "query> sex:male");
	screen_keys(&screen, "u");
	assert_false(screen_has(&screen, "sex:male"));
	screen_keys(&screen, "u");
	screen_wait(&screen, "there is nothing to undo");
	screen_keys(&screen, "\022");
	screen_wait(&screen, "query> sex:male");
	screen_keys(&screen, "\022");
	screen_wait(&screen, "there is nothing to do again");
	screen_close(&screen);
}

static void esc_never_touches_what_was_typed(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "lives_al\t age>=90");
	for (int i = 0; i < 4; i++) {
		screen_keys(&screen, ESC);
		struct mq_buf now = {0};
		screen_row(&screen, 0, &now);
		mq_buf_addc(&now, '\0');
		assert_non_null(strstr(now.data, "age>=90"));
		mq_buf_release(&now);
	}
	screen_close(&screen);
}

static void typing_is_undone_word_by_word(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:male age>20");
	screen_keys(&screen, "\037");
	screen_wait(&screen, "query> sex:male ");
	assert_false(screen_has(&screen, "age>20"));
	screen_keys(&screen, "\037");
	assert_false(screen_has(&screen, "sex:male"));
	screen_keys(&screen, "\033r");
	screen_keys(&screen, "\033r");
	screen_wait(&screen, "query> sex:male age>20");
	screen_close(&screen);
}

static void an_unbound_alt_key_never_leaves(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "\033q");
	screen_wait(&screen, "M-q does nothing here");
	screen_keys(&screen, "/");
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void the_screen_shows_the_kind_the_query_names(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_type(&screen, "from:household");
	screen_wait(&screen, "household key");
	screen_wait(&screen, "H00000001");
	screen_keys(&screen, DOWN DOWN "\r");
	screen_wait(&screen, "members");
	screen_keys(&screen, "n");
	screen_wait(&screen, "| H00000004");
	screen_keys(&screen, "/");
	screen_type(&screen, "\025");
	screen_wait(&screen, "| name ");
	assert_false(screen_has(&screen, "household key"));
	screen_close(&screen);
}

/* The words of a row, up to the next two spaces; the caller frees it. */
static char *row_text(const struct screen *screen, int row, size_t from)
{
	struct mq_buf text = {0};
	screen_row(screen, row, &text);
	mq_buf_addc(&text, '\0');
	char *name = mq_strndup(text.data + from, strcspn(text.data + from, " "));
	mq_buf_release(&text);
	return name;
}

static void a_card_goes_on_to_the_next_hit_at_every_size(void **state)
{
	(void)state;
	static const int sizes[][2] = {{120, 40}, {80, 24}, {40, 20}};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		struct screen_setup setup = {.cols = sizes[i][0], .rows = sizes[i][1]};
		struct screen screen;
		screen_open(&screen, &setup);
		screen_keys(&screen, "高龄");
		screen_keys(&screen, DOWN "\r");
		screen_wait(&screen, "[card]");
		char *second = screen_text(&screen);
		screen_keys(&screen, "n");
		char *third = screen_text(&screen);
		assert_string_not_equal(second, third);
		screen_keys(&screen, "p");
		char *again = screen_text(&screen);
		assert_string_equal(again, second);
		free(second);
		free(third);
		free(again);
		screen_close(&screen);
	}
}

static void a_card_in_between_leaves_the_list_as_it_was(void **state)
{
	(void)state;
	static const int sizes[][2] = {{120, 40}, {80, 24}, {40, 20}};
	for (size_t i = 0; i < MQ_LENGTH(sizes); i++) {
		struct screen_setup setup = {.cols = sizes[i][0], .rows = sizes[i][1]};
		struct screen screen;
		screen_open(&screen, &setup);
		screen_keys(&screen, "sex:female");
		screen_keys(&screen, DOWN DOWN);
		char *before = screen_text(&screen);
		screen_keys(&screen, "\r");
		screen_wait(&screen, "[card]");
		screen_keys(&screen, ESC);
		char *after = screen_text(&screen);
		assert_string_equal(after, before);
		free(before);
		free(after);
		screen_close(&screen);
	}
}

static void a_card_leads_to_its_household_and_back(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[card]");
	char *card = screen_text(&screen);
	/* down to the household, the first record that is not the person */
	char *title = row_text(&screen, 2, strlen(" facets               | "));
	for (int i = 0; i < 40; i++) {
		screen_keys(&screen, "j\r");
		if (!screen_has(&screen, "leads to no other record")) {
			break;
		}
	}
	char *other = row_text(&screen, 2, strlen(" facets               | "));
	assert_string_not_equal(other, title);
	screen_keys(&screen, ESC);
	char *back = row_text(&screen, 2, strlen(" facets               | "));
	assert_string_equal(back, title);
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[query]");
	free(card);
	free(title);
	free(other);
	free(back);
	screen_close(&screen);
}

static void the_unknown_open_on_one_key(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "age>=0");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "U");
	screen_wait(&screen, " unknown] of ");
	screen_wait(&screen, "?");
	screen_keys(&screen, "U");
	assert_false(screen_has(&screen, " unknown] of "));
	screen_close(&screen);
}

static void a_fault_keeps_the_last_answer_and_tells_the_way_out(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:female ");
	char *before = screen_text(&screen);
	screen_keys(&screen, "nosuchfield:1");
	screen_wait(&screen, "nosuchfield");
	struct mq_buf now = {0};
	screen_row(&screen, 2, &now);
	mq_buf_addc(&now, '\0');
	assert_non_null(strstr(before, now.data));
	screen_keys(&screen, "\027");
	screen_wait(&screen, "query> sex:female ");
	char *after = screen_text(&screen);
	assert_string_equal(after, before);
	mq_buf_release(&now);
	free(before);
	free(after);
	screen_close(&screen);
}

static void rows_are_those_of_what_stands_before_a_fault(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:female");
	struct mq_buf alone = {0};
	screen_row(&screen, 2, &alone);
	mq_buf_addc(&alone, '\0');
	screen_keys(&screen, "\025");
	screen_type(&screen, "sex:female nosuchfield:1");
	screen_wait(&screen, "no field called 'nosuchfield'");
	struct mq_buf faulty = {0};
	screen_row(&screen, 2, &faulty);
	mq_buf_addc(&faulty, '\0');
	assert_string_equal(faulty.data, alone.data);
	mq_buf_release(&alone);
	mq_buf_release(&faulty);
	screen_close(&screen);
}

static void queries_asked_before_come_back(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:male");
	screen_keys(&screen, ESC);
	screen_keys(&screen, "/");
	screen_keys(&screen, "\025age>80");
	screen_keys(&screen, "\020");
	screen_wait(&screen, "query> sex:male ");
	screen_keys(&screen, "\016");
	screen_wait(&screen, "query> age>80 ");
	screen_close(&screen);
}

/* Outside the query a Han character is no command and is not typed anywhere. */
static void an_input_method_left_on_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *keys;	/* from the query */
		const char *there;
	} places[] = {{ESC, "[results]"}, {"\r", "[card]"}, {" \t", "[facets]"}, {ESC "?", "[keys]"},
		{ESC "1", "[conditions]"}};
	for (size_t i = 0; i < MQ_LENGTH(places); i++) {
		struct screen screen;
		open_usual(&screen);
		screen_keys(&screen, "age>=60 ");
		screen_keys(&screen, places[i].keys);
		screen_wait(&screen, places[i].there);
		screen_keys(&screen, "去");
		screen_wait(&screen, "an input method is on");
		assert_true(screen_has(&screen, places[i].there));
		assert_true(screen_has(&screen, "query> age>=60 "));
		assert_false(screen_has(&screen, "去"));
		screen_close(&screen);
	}
}

static void one_wrong_line_of_keys_costs_one_key(void **state)
{
	(void)state;
	struct screen screen;
	assert_int_equal(screen_run("mkdir -p %s/.config/minqing && "
		"printf 'results:\\n  x: leave\\n  j: dwon\\n' >%s/.config/minqing/keys.yaml",
		screen_home, screen_home), 0);
	screen_open(&screen, &usual);
	screen_wait(&screen, "keys.yaml:3:6: there is no command");
	screen_keys(&screen, ESC);
	screen_type(&screen, "x");
	assert_int_equal(screen_status(&screen), 0);
	screen_run("rm -r %s/.config", screen_home);
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(esc_never_leaves),
		cmocka_unit_test(ctrl_c_leaves_only_when_pressed_twice),
		cmocka_unit_test(narrowing_is_undone_and_done_again),
		cmocka_unit_test(esc_never_touches_what_was_typed),
		cmocka_unit_test(typing_is_undone_word_by_word),
		cmocka_unit_test(an_unbound_alt_key_never_leaves),
		cmocka_unit_test(the_screen_shows_the_kind_the_query_names),
		cmocka_unit_test(a_card_goes_on_to_the_next_hit_at_every_size),
		cmocka_unit_test(a_card_in_between_leaves_the_list_as_it_was),
		cmocka_unit_test(a_card_leads_to_its_household_and_back),
		cmocka_unit_test(the_unknown_open_on_one_key),
		cmocka_unit_test(a_fault_keeps_the_last_answer_and_tells_the_way_out),
		cmocka_unit_test(rows_are_those_of_what_stands_before_a_fault),
		cmocka_unit_test(queries_asked_before_come_back),
		cmocka_unit_test(an_input_method_left_on_is_told),
		cmocka_unit_test(one_wrong_line_of_keys_costs_one_key),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
