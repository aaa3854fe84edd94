/* The conditions of the query as a row: seen, walked, taken out, denied, gone to. */
#include "screen.h"

#define ESC "\033"
#define ALT(key) ESC key

static void look(const struct screen_shape *shape)
{
	struct screen screen;
	screen_open_shape(&screen, shape);
	screen_keys(&screen, "高龄 性别:女 household.count()<=2 ");
	screen_keys(&screen, ALT("2"));
	screen_expect(&screen, "chips-%s", shape->name);
	screen_close(&screen);
}

static void conditions_at_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SHAPES; i++) {
		look(screen_shape(i));
	}
}

static void open_three(struct screen *screen)
{
	screen_open(screen, &(struct screen_setup){0});
	screen_keys(screen, "高龄 性别:女 独居 ");
}

static void one_is_taken_out_and_that_is_undone(void **state)
{
	struct screen screen;
	(void)state;
	open_three(&screen);
	screen_keys(&screen, ALT("2"));
	screen_keys(&screen, ESC "[3~");
	screen_wait(&screen, "query> 高龄 独居 ");
	screen_wait(&screen, "[conditions]");
	screen_keys(&screen, "u");
	screen_wait(&screen, "query> 高龄 性别:女 独居 ");
	screen_close(&screen);
}

static void one_is_denied(void **state)
{
	struct screen screen;
	(void)state;
	open_three(&screen);
	screen_keys(&screen, ALT("3"));
	screen_keys(&screen, "-");
	screen_wait(&screen, "query> 高龄 性别:女 -独居 ");
	screen_keys(&screen, "-");
	screen_wait(&screen, "query> 高龄 性别:女 独居 ");
	screen_close(&screen);
}

static void they_are_walked_and_enter_goes_to_where_one_stands(void **state)
{
	struct screen screen;
	(void)state;
	open_three(&screen);
	screen_keys(&screen, ALT("9"));
	screen_wait(&screen, ">[3]");
	screen_keys(&screen, ESC "[D");
	screen_wait(&screen, ">[2]");
	screen_keys(&screen, "\r");
	screen_wait(&screen, "[query]");
	screen_keys(&screen, "\027");
	screen_wait(&screen, "query> 高龄  独居 ");
	screen_close(&screen);
}

static void without_a_condition_it_is_told(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, &(struct screen_setup){0});
	screen_keys(&screen, ALT("1"));
	screen_wait(&screen, "the query has no condition");
	screen_wait(&screen, "[query]");
	screen_close(&screen);
}

static void the_list_leads_to_them_without_alt(void **state)
{
	struct screen screen;
	(void)state;
	open_three(&screen);
	screen_keys(&screen, ESC);
	screen_keys(&screen, "gc");
	screen_wait(&screen, "[conditions]");
	screen_keys(&screen, "x");
	screen_wait(&screen, "query> 性别:女 独居 ");
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_at_every_size),
		cmocka_unit_test(one_is_taken_out_and_that_is_undone),
		cmocka_unit_test(one_is_denied),
		cmocka_unit_test(they_are_walked_and_enter_goes_to_where_one_stands),
		cmocka_unit_test(without_a_condition_it_is_told),
		cmocka_unit_test(the_list_leads_to_them_without_alt),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
