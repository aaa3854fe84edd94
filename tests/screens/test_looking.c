/* What an officer sees: six moments of looking somebody up, on four sizes of screen, in
 * two languages. */
#include "screen.h"

#define ESC "\033"
#define F1 "\033OP"

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

static void look(const struct screen_shape *shape)
{
	struct screen screen;
	screen_open_shape(&screen, shape);
	for (size_t m = 0; m < MQ_LENGTH(moments); m++) {
		for (size_t k = 0; moments[m].keys[k]; k++) {
			screen_keys(&screen, moments[m].keys[k]);
		}
		screen_expect(&screen, "%s-%s", moments[m].name, shape->name);
	}
	screen_keys(&screen, "q");
	screen_keys(&screen, "\033[21~");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

static void four_panes_at_200_by_60_in_english(void **state)
{
	(void)state;
	look(screen_shape(AT_200_EN));
}

static void four_panes_at_200_by_60_in_chinese(void **state)
{
	(void)state;
	look(screen_shape(AT_200_ZH));
}

static void four_panes_at_120_by_40_in_english(void **state)
{
	(void)state;
	look(screen_shape(AT_120_EN));
}

static void four_panes_at_120_by_40_in_chinese(void **state)
{
	(void)state;
	look(screen_shape(AT_120_ZH));
}

static void three_panes_at_80_by_24_in_english(void **state)
{
	(void)state;
	look(screen_shape(AT_80_EN));
}

static void three_panes_at_80_by_24_in_chinese(void **state)
{
	(void)state;
	look(screen_shape(AT_80_ZH));
}

static void one_pane_at_a_time_at_40_by_20_in_english(void **state)
{
	(void)state;
	look(screen_shape(AT_40_EN));
}

static void one_pane_at_a_time_at_40_by_20_in_chinese(void **state)
{
	(void)state;
	look(screen_shape(AT_40_ZH));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_panes_at_200_by_60_in_english),
		cmocka_unit_test(four_panes_at_200_by_60_in_chinese),
		cmocka_unit_test(four_panes_at_120_by_40_in_english),
		cmocka_unit_test(four_panes_at_120_by_40_in_chinese),
		cmocka_unit_test(three_panes_at_80_by_24_in_english),
		cmocka_unit_test(three_panes_at_80_by_24_in_chinese),
		cmocka_unit_test(one_pane_at_a_time_at_40_by_20_in_english),
		cmocka_unit_test(one_pane_at_a_time_at_40_by_20_in_chinese),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
