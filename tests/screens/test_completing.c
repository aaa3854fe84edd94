/* Completing a query: what Tab takes and tells, on three sizes of screen, in two
 * languages; and how a completion ends. */
#include "screen.h"

#define ESC "\033"
#define S_TAB "\033[Z"

static void look(const struct screen_shape *shape)
{
	struct screen screen;
	screen_open_shape(&screen, shape);
	screen_keys(&screen, "高龄 独");
	screen_expect(&screen, "candidates-%s", shape->name);
	screen_keys(&screen, "\t");
	screen_expect(&screen, "completed-%s", shape->name);
	screen_keys(&screen, "\t");
	screen_expect(&screen, "completed-next-%s", shape->name);
	screen_keys(&screen, " 性别:\t");
	screen_expect(&screen, "completed-value-%s", shape->name);
	screen_close(&screen);
}

static void completions_and_their_counts_at_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SHAPES; i++) {
		look(screen_shape(i));
	}
}

static void what_is_taken_is_answered_with_the_count_that_was_told(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "sex:f\t");
	screen_wait(&screen, "query> sex:female");
	screen_wait(&screen, "|>female");
	screen_wait(&screen, "329 hits");
	screen_close(&screen);
}

static void shift_tab_goes_back_to_what_was_typed(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "sex: 高龄");
	for (int i = 0; i < 3; i++) {
		screen_keys(&screen, ESC "[D");
	}
	screen_keys(&screen, "\t");
	screen_wait(&screen, "sex:");
	screen_keys(&screen, S_TAB);
	screen_wait(&screen, "query> sex: 高龄");
	screen_close(&screen);
}

static void another_key_ends_it_and_a_word_goes_on(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al\t");
	screen_wait(&screen, "query> lives_alone");
	screen_keys(&screen, " sex:m\t");
	screen_wait(&screen, "query> lives_alone sex:male");
	screen_wait(&screen, "|>male ");
	screen_close(&screen);
}

static void undo_goes_back_to_what_was_typed(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al\t");
	screen_wait(&screen, "query> lives_alone");
	screen_keys(&screen, ESC);	/* closes what is offered */
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> lives_al ");
	screen_close(&screen);
}

static void what_is_offered_is_seen_without_asking(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al");
	screen_wait(&screen, "| elder living alone");
	screen_wait(&screen, "query> lives_al[one]");
	screen_keys(&screen, "one");
	screen_wait(&screen, "query> lives_alone ");
	assert_false(screen_has(&screen, "| elder living alone"));
	screen_close(&screen);
}

static void the_best_is_taken_at_the_end_of_the_line(void **state)
{
	static const char *const keys[] = {ESC "[C", "\005"};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(keys); i++) {
		struct screen screen;
		screen_open(&screen, &(struct screen_setup){0});
		screen_keys(&screen, "lives_al");
		screen_keys(&screen, keys[i]);
		screen_wait(&screen, "query> lives_alone ");
		screen_keys(&screen, "\037");	/* C-_ */
		screen_wait(&screen, "query> lives_al[one]");
		screen_close(&screen);
	}
}

static void enter_keeps_the_one_taken_and_opens_only_then(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al\t");
	screen_wait(&screen, "|>elder living alone");
	screen_keys(&screen, "\r");
	assert_false(screen_has(&screen, "|>elder living alone"));
	screen_wait(&screen, "query> lives_alone ");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[card]");
	screen_close(&screen);
}

static void esc_closes_what_is_offered_and_tab_is_for_panes_then(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "query> lives_al ");
	assert_false(screen_has(&screen, "| elder living alone"));
	screen_wait(&screen, "[query]");
	screen_keys(&screen, "\t");
	screen_wait(&screen, "[facets]");
	screen_close(&screen);
}

static void rows_are_walked_under_what_is_offered(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "lives_al");
	screen_keys(&screen, ESC "[B");
	screen_wait(&screen, "| elder living alone");
	screen_close(&screen);
}

static void where_nothing_is_offered_tab_mends_what_is_wrong(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, "agee>=80 lives_alone");
	screen_wait(&screen, "Tab: age>=80 lives_alone");
	screen_keys(&screen, "\t");
	screen_wait(&screen, "query> age>=80 lives_alone");
	screen_keys(&screen, "\t");
	screen_wait(&screen, "[facets]");
	screen_close(&screen);
}

static void where_nothing_is_offered_tab_goes_to_the_next_pane(void **state)
{
	static const char *const texts[] = {"", "lives_alone ", "age>=80", "nosuchthing"};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct screen screen;
		screen_open(&screen, &(struct screen_setup){0});
		screen_keys(&screen, texts[i]);
		screen_keys(&screen, "\t");
		screen_wait(&screen, "[facets]");
		screen_close(&screen);
	}
}

/* As a hand that typed a letter and looks for whom Enter would open. */
static void on_a_phone_the_row_that_enter_opens_is_in_sight(void **state)
{
	(void)state;
	static const struct screen_setup phone = {.cols = 40, .rows = 20};
	static const struct screen_setup least = {.cols = 20, .rows = 6};
	struct screen screen;
	screen_open(&screen, &phone);
	screen_keys(&screen, "a");
	screen_wait(&screen, "\n>1 ");
	screen_wait(&screen, "\n| ");
	screen_close(&screen);
	screen_open(&screen, &least);
	screen_keys(&screen, "wang");
	screen_wait(&screen, "\n>1 ");
	screen_wait(&screen, "\n| ");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(completions_and_their_counts_at_every_size),
		cmocka_unit_test(what_is_taken_is_answered_with_the_count_that_was_told),
		cmocka_unit_test(shift_tab_goes_back_to_what_was_typed),
		cmocka_unit_test(another_key_ends_it_and_a_word_goes_on),
		cmocka_unit_test(undo_goes_back_to_what_was_typed),
		cmocka_unit_test(what_is_offered_is_seen_without_asking),
		cmocka_unit_test(the_best_is_taken_at_the_end_of_the_line),
		cmocka_unit_test(enter_keeps_the_one_taken_and_opens_only_then),
		cmocka_unit_test(esc_closes_what_is_offered_and_tab_is_for_panes_then),
		cmocka_unit_test(rows_are_walked_under_what_is_offered),
		cmocka_unit_test(where_nothing_is_offered_tab_mends_what_is_wrong),
		cmocka_unit_test(where_nothing_is_offered_tab_goes_to_the_next_pane),
		cmocka_unit_test(on_a_phone_the_row_that_enter_opens_is_in_sight),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
