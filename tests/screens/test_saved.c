/* Saved lists beside the rows: how many each has, and what keys do to them and to the query. */
#include "screen.h"

#define ESC "\033"
#define F2 "\033OQ"
#define F7 "\033[18~"

static const struct screen_setup usual = {0};

/* ---- lists ---- */

/* The command line in the home that the screen has. */
static void saved(const char *words)
{
	assert_int_equal(screen_run("HOME='%s' XDG_CONFIG_HOME= %s -d '%s/reg' saved %s >/dev/null",
		screen_home, screen_program(), screen_home, words), 0);
}

/* One of one's own, one of the register's, and a file with a fault. */
static int make_lists(void **state)
{
	(void)state;
	saved("save 独居高龄 'lives_alone age>=80'");
	saved("save 高龄 'age>=90' --shared");
	return screen_run("printf 'saved: {slip: {kind: resident, iss: \"sex:1\"}}\\n' "
		">'%s/.config/minqing/saved/slip.yaml'", screen_home);
}

static int forget_lists(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s/.config' '%s/.local' '%s/reg/saved'", screen_home, screen_home,
		screen_home);
}

static void open_usual(struct screen *screen)
{
	screen_open(screen, &usual);
	screen_wait(screen, "query>");
}

/* The row of the screen that holds text; the caller frees it. */
static char *row_with(const struct screen *screen, const char *text)
{
	for (int y = 0; y < screen->rows; y++) {
		struct mq_buf row = {0};
		screen_row(screen, y, &row);
		mq_buf_addc(&row, '\0');
		if (strstr(row.data, text)) {
			return mq_buf_take(&row);
		}
		mq_buf_release(&row);
	}
	fail_msg("\"%s\" is nowhere", text);
	return NULL;
}

static void row_has(const struct screen *screen, const char *text, const char *wanted)
{
	char *row = row_with(screen, text);
	if (!strstr(row, wanted)) {
		fail_msg("\"%s\" is not in: %s", wanted, row);
	}
	free(row);
}

/* ---- pages ---- */

static void the_pane_at_every_size_in_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SHAPES; i++) {
		struct screen screen;
		screen_open_shape(&screen, screen_shape(i));
		screen_keys(&screen, "sex:2");
		screen_keys(&screen, F7);
		screen_keys(&screen, " jj-k");	/* with one, without another, on the faulty one */
		screen_expect(&screen, "saved-%s", screen_shape(i)->name);
		screen_keys(&screen, F2);
		screen_keys(&screen, "独居高龄");
		screen_expect(&screen, "saved-name-%s", screen_shape(i)->name);
		screen_close(&screen);
	}
}

/* ---- asking ---- */

static void a_list_is_asked_alone_and_that_is_undone(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:1" ESC "@");
	screen_wait(&screen, "[saved]");
	row_has(&screen, "> 独居高龄", " 22|");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> @独居高龄");
	screen_wait(&screen, "22 hits");
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> sex:1");
	screen_close(&screen);
}

static void a_list_goes_beside_the_query_and_out_again(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:1 or sex:2" F7);
	screen_wait(&screen, "[saved]");
	screen_keys(&screen, " ");
	screen_wait(&screen, "query> (sex:1 or sex:2) @独居高龄");
	screen_wait(&screen, ">*独居高龄");
	screen_keys(&screen, "-");
	screen_wait(&screen, "query> (sex:1 or sex:2) -@独居高龄");
	screen_wait(&screen, ">-独居高龄");
	screen_keys(&screen, "-");
	screen_wait(&screen, "> 独居高龄");
	assert_false(screen_has(&screen, "-@独居高龄"));
	screen_keys(&screen, "uuu");
	screen_wait(&screen, "query> sex:1 or sex:2");
	screen_keys(&screen, ESC);
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void a_value_that_is_wanted_is_typed_in_the_query_line(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7 "/");
	screen_wait(&screen, "find a list:");
	screen_keys(&screen, "juweihui");
	screen_wait(&screen, "1/1  elders of a committee");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "@old_in_committee(where:…, n:60)");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> @old_in_committee(where:");
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void a_list_of_another_kind_is_asked_alone(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7 "/");
	screen_keys(&screen, "silent\r");
	screen_keys(&screen, " ");
	screen_wait(&screen, "it lists records of another kind: household");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "query> from:household @silent_families");
	screen_close(&screen);
}

static void a_faulty_list_says_why(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7 "j");
	row_has(&screen, "slip", "fault|");
	screen_wait(&screen, "slip.yaml:1:32: ");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "slip.yaml:1:32: ");
	assert_false(screen_has(&screen, "query> @"));
	screen_close(&screen);
}

/* ---- keeping ---- */

static void a_saved_list_is_part_of_other_queries_here_and_elsewhere(void **state)
{
	(void)state;
	struct screen screen;
	struct screen other;
	open_usual(&other);
	screen_keys(&other, F7);
	open_usual(&screen);
	screen_keys(&screen, "lives_alone sex:2" F2);
	screen_wait(&screen, "save as:");
	screen_keys(&screen, "＠独居女\r");
	screen_wait(&screen, "saved as @独居女");
	screen_keys(&screen, "\025@独居女 age>=85");
	screen_wait(&screen, "query> @独居女 age>=85");
	screen_wait(&screen, " 14 hits");
	assert_int_equal(screen_run("test \"$(HOME='%s' XDG_CONFIG_HOME= %s -d '%s/reg' count "
		"'@独居女 age>=85' --format tsv | tail -1 | cut -f1)\" = 14", screen_home,
		screen_program(), screen_home), 0);
	screen_wait(&other, "独居女");	/* without a key */
	screen_close(&screen);
	screen_close(&other);
}

static void counts_are_those_of_now(void **state)
{
	(void)state;
	struct screen screen;
	saved("save zhao name:赵钱孙");
	open_usual(&screen);
	screen_keys(&screen, F7);
	row_has(&screen, "zhao", " 0|");
	assert_int_equal(screen_run("printf 'person_id,name\\nP00000001,赵钱孙\\n' >'%s/a.csv' && "
		"%s -d '%s/reg' import '%s/a.csv' >/dev/null", screen_home, screen_program(),
		screen_home, screen_home), 0);
	screen_keys(&screen, "j");
	row_has(&screen, "zhao", " 1|");
	saved("save zhao age\\>=0");
	screen_keys(&screen, "k");
	assert_false(screen_has(&screen, "zhao                1|"));
	screen_close(&screen);
}

static void a_list_is_replaced_only_when_that_is_said_twice(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "age>=100" F2);
	screen_keys(&screen, "独居高龄");
	screen_wait(&screen, "takes the place of: lives_alone age>=80");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "replace:");
	screen_keys(&screen, ESC);
	screen_keys(&screen, F7);
	row_has(&screen, "> 独居高龄", " 22|");
	screen_keys(&screen, "s独居高龄\r\r");
	screen_wait(&screen, "saved as @独居高龄");
	row_has(&screen, "> 独居高龄", " 0|");
	screen_close(&screen);
}

static void what_a_list_asks_is_edited_and_saved_again(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7 "e");
	screen_wait(&screen, "query> lives_alone age>=80");
	screen_keys(&screen, " sex:2" F2);
	screen_wait(&screen, "save as: 独居高龄");
	screen_keys(&screen, "\r\r");
	screen_wait(&screen, "saved as @独居高龄");
	assert_int_equal(screen_run("grep -q \"is: 'lives_alone age>=80 sex:2'\" "
		"'%s/.config/minqing/saved/独居高龄.yaml'", screen_home), 0);
	screen_close(&screen);
}

static void the_order_and_the_columns_that_keys_made_are_saved(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "age>=60" ESC);
	screen_keys(&screen, "lloo");		/* by age, the eldest first */
	screen_keys(&screen, "c");
	screen_keys(&screen, "sex \r");		/* no longer shown */
	screen_keys(&screen, F2 "eldest\r");
	screen_wait(&screen, "saved as @eldest");
	assert_int_equal(screen_run("grep -q \"sort: 'age-'\" '%s/.config/minqing/saved/eldest.yaml' "
		"&& grep -q \"cols: 'name,age,\" '%s/.config/minqing/saved/eldest.yaml'", screen_home,
		screen_home), 0);
	screen_close(&screen);
}

static void what_cannot_be_saved_says_why(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F2);
	screen_wait(&screen, "there is no condition to save");
	screen_keys(&screen, "@独居高龄 sex:1" F2 "1st");
	screen_wait(&screen, "a letter first");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "'1st' cannot be the name of a list");
	screen_keys(&screen, F2 "独居高龄\r\r");
	screen_wait(&screen, "leans on itself: @独居高龄");
	screen_close(&screen);
}

static void a_list_is_renamed_shared_and_removed(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7 "r");
	screen_wait(&screen, "new name: 独居高龄");
	screen_keys(&screen, "2\r");
	screen_wait(&screen, "it is @独居高龄2 now");
	screen_wait(&screen, "> 独居高龄2");
	screen_keys(&screen, "S");
	screen_wait(&screen, "share:");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "@独居高龄2 is the register's now");
	screen_wait(&screen, "> 独居高龄2");
	screen_keys(&screen, "S");
	screen_wait(&screen, "this list is shared already");
	screen_keys(&screen, "d" ESC);
	screen_wait(&screen, "独居高龄2");
	screen_keys(&screen, "d\r");
	screen_wait(&screen, "removed @独居高龄2");
	assert_false(screen_has(&screen, "> 独居高龄2"));
	screen_keys(&screen, ESC);
	screen_keys(&screen, "\031");
	screen_wait(&screen, "query> lives_alone age>=80");
	screen_close(&screen);
}

static void a_query_asks_the_same_when_a_list_it_names_is_renamed_or_removed(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "@独居高龄 sex:2" F7);
	screen_wait(&screen, " 14 hits");
	screen_keys(&screen, "r\025bbb\r");
	screen_wait(&screen, "query> @bbb sex:2");
	screen_wait(&screen, "it is @bbb now");
	screen_wait(&screen, " 14 hits");
	screen_keys(&screen, "d\r");
	screen_wait(&screen, "query> (lives_alone age>=80) sex:2");
	screen_wait(&screen, "removed @bbb");
	screen_wait(&screen, " 14 hits");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> @bbb sex:2");
	screen_wait(&screen, " 14 hits");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> @独居高龄 sex:2");
	screen_wait(&screen, " 14 hits");
	screen_wait(&screen, "*独居高龄");
	screen_keys(&screen, "\022");
	screen_wait(&screen, "query> @bbb sex:2");
	screen_wait(&screen, "what was done to the saved list is done again");
	screen_close(&screen);
}

static void a_list_that_somebody_else_removes_is_missed_in_the_pane_too(void **state)
{
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "@独居高龄 sex:2" F7);
	screen_wait(&screen, " 14 hits");
	saved("remove 独居高龄");
	screen_wait(&screen, "there is no saved list called '@独居高龄'");
	screen_close(&screen);
}

/* Each says which key takes it back, and that key does. */
static void what_is_done_to_a_list_is_undone(void **state)
{
	static const char own[] = "test -e '%s/.config/minqing/saved/独居高龄.yaml'";
	static const char shared[] = "test -e '%s/reg/saved/独居高龄.yaml'";
	(void)state;
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, "sex:2" F2 "women\r");
	screen_wait(&screen, "saved as @women  C-_ undoes it");
	screen_keys(&screen, F7);
	screen_wait(&screen, "women");
	screen_keys(&screen, "u");
	screen_wait(&screen, "what was done to the saved list is undone");
	assert_int_equal(screen_run("test ! -e '%s/.config/minqing/saved/women.yaml'", screen_home), 0);
	screen_wait(&screen, "query> sex:2");
	screen_keys(&screen, "ggS\r");
	screen_wait(&screen, "is the register's now  u undoes it");
	assert_int_not_equal(screen_run(own, screen_home), 0);
	screen_keys(&screen, "u");
	assert_int_equal(screen_run(own, screen_home), 0);
	assert_int_not_equal(screen_run(shared, screen_home), 0);
	screen_keys(&screen, "ggd\r");
	screen_wait(&screen, "removed @独居高龄  u undoes it");
	screen_keys(&screen, "u");
	assert_int_equal(screen_run(own, screen_home), 0);
	screen_wait(&screen, "独居高龄");
	screen_close(&screen);
}

static void what_others_lean_on_is_not_removed(void **state)
{
	(void)state;
	struct screen screen;
	saved("save 其中 '@独居高龄 sex:1'");
	open_usual(&screen);
	screen_keys(&screen, F7 "/");
	screen_keys(&screen, "独居高龄\r");
	screen_keys(&screen, "d\r");
	screen_wait(&screen, "'@独居高龄' is part of @其中");
	screen_keys(&screen, "G" "d");
	screen_wait(&screen, "this list comes with the configuration");
	screen_close(&screen);
}

static void a_key_of_the_pane_costs_less_than_two_thousand_bytes(void **state)
{
	(void)state;
	static const char *const keys[] = {"j", "k", "G", "g", "g", " ", "-", "/", "o", "l", "\r", "r",
		"a", ESC, "d", ESC, "u", F7};
	struct screen screen;
	open_usual(&screen);
	screen_keys(&screen, F7);
	for (size_t i = 0; i < MQ_LENGTH(keys); i++) {
		size_t before = screen.log.len;
		screen_keys(&screen, keys[i]);
		if (screen.log.len - before >= 2000) {
			fail_msg("%s wrote %zu bytes", keys[i], screen.log.len - before);
		}
	}
	screen_close(&screen);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_lists, forget_lists)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_pane_at_every_size_in_both_languages),
		TEST(a_list_is_asked_alone_and_that_is_undone),
		TEST(a_list_goes_beside_the_query_and_out_again),
		TEST(a_value_that_is_wanted_is_typed_in_the_query_line),
		TEST(a_list_of_another_kind_is_asked_alone),
		TEST(a_faulty_list_says_why),
		TEST(a_saved_list_is_part_of_other_queries_here_and_elsewhere),
		TEST(counts_are_those_of_now),
		TEST(a_list_is_replaced_only_when_that_is_said_twice),
		TEST(what_a_list_asks_is_edited_and_saved_again),
		TEST(the_order_and_the_columns_that_keys_made_are_saved),
		TEST(what_cannot_be_saved_says_why),
		TEST(a_list_is_renamed_shared_and_removed),
		TEST(a_query_asks_the_same_when_a_list_it_names_is_renamed_or_removed),
		TEST(what_is_done_to_a_list_is_undone),
		TEST(a_list_that_somebody_else_removes_is_missed_in_the_pane_too),
		TEST(what_others_lean_on_is_not_removed),
		TEST(a_key_of_the_pane_costs_less_than_two_thousand_bytes),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
