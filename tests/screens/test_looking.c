/* What an officer sees: six moments of looking somebody up, on three sizes of screen, in
 * two languages. */
#include "screen.h"

#define ESC "\033"
#define F1 "\033OP"

static const struct {
	const char *name;
	const char *lang;
} languages[] = {{"en", "en_US.UTF-8"}, {"zh", "zh_CN.UTF-8"}};

static const int sizes[][2] = {{120, 40}, {80, 24}, {40, 20}};

/* Each moment: the keys that lead to it from the one before. */
static const struct {
	const char *name;
	const char *keys[6];
} moments[] = {
	{"first", {NULL}},
	{"query", {"高龄 独居", ESC "[B", ESC "[B"}},
	{"card", {"\r", "j", "j"}},
	{"fault", {ESC, " foo:x"}},
	{"narrowed", {"\027", "\t", "j", "\r"}},
	{"help", {"?"}},
};

static void look(size_t size, size_t language)
{
	struct screen screen;
	int cols = sizes[size][0];
	int rows = sizes[size][1];
	struct screen_setup setup = {.cols = cols, .rows = rows, .lang = languages[language].lang};
	screen_open(&screen, &setup);
	for (size_t m = 0; m < MQ_LENGTH(moments); m++) {
		for (size_t k = 0; moments[m].keys[k]; k++) {
			screen_keys(&screen, moments[m].keys[k]);
		}
		screen_expect(&screen, "%s-%dx%d-%s", moments[m].name, cols, rows,
			languages[language].name);
	}
	screen_keys(&screen, "q");
	screen_keys(&screen, "\033[21~");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void four_panes_at_120_by_40_in_english(void **state)
{
	(void)state;
	look(0, 0);
}

static void four_panes_at_120_by_40_in_chinese(void **state)
{
	(void)state;
	look(0, 1);
}

static void three_panes_at_80_by_24_in_english(void **state)
{
	(void)state;
	look(1, 0);
}

static void three_panes_at_80_by_24_in_chinese(void **state)
{
	(void)state;
	look(1, 1);
}

static void one_pane_at_a_time_at_40_by_20_in_english(void **state)
{
	(void)state;
	look(2, 0);
}

static void one_pane_at_a_time_at_40_by_20_in_chinese(void **state)
{
	(void)state;
	look(2, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_panes_at_120_by_40_in_english),
		cmocka_unit_test(four_panes_at_120_by_40_in_chinese),
		cmocka_unit_test(three_panes_at_80_by_24_in_english),
		cmocka_unit_test(three_panes_at_80_by_24_in_chinese),
		cmocka_unit_test(one_pane_at_a_time_at_40_by_20_in_english),
		cmocka_unit_test(one_pane_at_a_time_at_40_by_20_in_chinese),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
