/* The manual on the screen: opened by name or from the list, read, followed, left. */
#include "screen.h"

#define ESC "\033"
#define F8 "\033[19~"
#define BACK "\007"	/* as Esc, but known at once */

static void open_palette(struct screen *screen, const struct screen_shape *shape, const char *typed)
{
	screen_open_shape(screen, shape);
	screen_type(screen, F8);
	screen_type(screen, typed);
}

static void pages_open_in_the_language_and_width_of_the_screen(void **state)
{
	static const int shapes[] = {AT_80_EN, AT_80_ZH, AT_40_EN, AT_40_ZH};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(shapes); i++) {
		const struct screen_shape *shape = screen_shape((size_t)shapes[i]);
		struct screen screen;
		open_palette(&screen, shape, "man saved\r");
		screen_wait(&screen, ": minqing-saved(5)");
		screen_expect(&screen, "man-%s", shape->name);
		screen_close(&screen);
	}
}

static void the_list_leads_to_pages_and_back_to_where_one_was(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "man\r");
	screen_wait(&screen, "questions with a name");
	screen_type(&screen, "\r");
	screen_wait(&screen, "manual: minqing(1)");
	screen_type(&screen, "\t\t\r");	/* the second page it names */
	screen_wait(&screen, "manual: minqing-fields(5)");
	screen_type(&screen, BACK);
	screen_wait(&screen, "manual: minqing(1)");
	screen_type(&screen, BACK);
	screen_wait(&screen, "questions with a name");
	screen_type(&screen, BACK);
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void names_are_gone_through_one_after_the_other(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "man export\r");
	screen_wait(&screen, "manual: minqing-export(1)");
	screen_type(&screen, "G");
	screen_type(&screen, "\t\r");	/* the first on the last line is chosen as it is */
	screen_wait(&screen, "manual: minqing-query(7)");
	screen_type(&screen, BACK ESC "[Z\r");
	screen_wait(&screen, "manual: minqing(1)");
	screen_type(&screen, "q");
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void texts_and_sections_are_gone_to(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "man 5 saved\r");
	screen_wait(&screen, "manual: minqing-saved(5)");
	screen_type(&screen, "}}");
	screen_wait(&screen, ">   Files of their own");
	screen_type(&screen, "{");
	screen_wait(&screen, ">DESCRIPTION");
	screen_type(&screen, "/HIDES\r");
	screen_wait(&screen, "hides a shared one");
	screen_type(&screen, "n");
	screen_wait(&screen, "\"HIDES\" is on no line from here on");
	screen_type(&screen, "gg\r");
	screen_wait(&screen, "this line names no other page");
	screen_close(&screen);
}

static void a_page_that_is_not_there_is_told_with_the_nearest(void **state)
{
	struct screen screen;
	(void)state;
	open_palette(&screen, screen_shape(AT_80_EN), "man qurey\r");
	screen_wait(&screen, "no page is called \"qurey\"");
	screen_wait(&screen, "did you mean \"query\"?");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_open_in_the_language_and_width_of_the_screen),
		cmocka_unit_test(the_list_leads_to_pages_and_back_to_where_one_was),
		cmocka_unit_test(names_are_gone_through_one_after_the_other),
		cmocka_unit_test(texts_and_sections_are_gone_to),
		cmocka_unit_test(a_page_that_is_not_there_is_told_with_the_nearest),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
