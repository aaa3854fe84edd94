/* Themes: the shipped one, one's own over it, and none. */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/theme.h"

static enum mq_err read_text(struct mq_theme *theme, const char *text, struct mq_diag *diag)
{
	return mq_theme_read(theme, "theme.yaml", text, strlen(text), diag);
}

static void the_shipped_theme_is_right(void **state)
{
	(void)state;
	struct mq_theme theme = {0};
	struct mq_diag diag = {0};
	assert_int_equal(read_text(&theme, mq_builtin_theme, &diag), MQ_OK);
	assert_int_equal(diag.n_faults, 0);
	assert_true(theme.styles[MQ_ROLE_TITLE].reverse);
	assert_int_equal(theme.styles[MQ_ROLE_NORMAL].fg, MQ_COLOUR_DEFAULT);
}

static void a_wrong_line_leaves_its_role_alone(void **state)
{
	(void)state;
	struct mq_theme theme = {0};
	struct mq_diag diag = {0};
	assert_int_equal(read_text(&theme, mq_builtin_theme, NULL), MQ_OK);
	struct mq_theme before = theme;
	assert_int_equal(read_text(&theme,
		"title: {fg: purple}\n"
		"selectd: {bold: true}\n"
		"dim: {bold: yes}\n"
		"count: loud\n"
		"hint: {blink: true}\n"
		"error: {fg: bright-red}\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 5);
	assert_int_equal(diag.faults[1].line, 2);
	assert_string_equal(diag.faults[1].hint, "did you mean \"selected\"?");
	assert_memory_equal(&theme.styles[MQ_ROLE_TITLE], &before.styles[MQ_ROLE_TITLE],
		sizeof(struct mq_style));
	assert_int_equal(theme.styles[MQ_ROLE_ERROR].fg, 9);
	mq_diag_release(&diag);
}

static void without_colour_a_background_is_reverse(void **state)
{
	(void)state;
	struct mq_theme theme = {0};
	assert_int_equal(read_text(&theme, mq_builtin_theme, NULL), MQ_OK);
	mq_theme_mono(&theme);
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		assert_int_equal(theme.styles[i].fg, MQ_COLOUR_DEFAULT);
		assert_int_equal(theme.styles[i].bg, MQ_COLOUR_DEFAULT);
	}
	assert_true(theme.styles[MQ_ROLE_SELECTED].reverse);
	assert_true(theme.styles[MQ_ROLE_ERROR].underline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_theme_is_right),
		cmocka_unit_test(a_wrong_line_leaves_its_role_alone),
		cmocka_unit_test(without_colour_a_background_is_reverse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
