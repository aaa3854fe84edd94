/* Settings: what holds unless set, and lines that are wrong. */
#include "unit.h"

#include "../../src/ui/settings.h"

static enum mq_err read_text(struct mq_settings *settings, const char *text, struct mq_diag *diag)
{
	return mq_settings_read(settings, "settings.yaml", text, strlen(text), diag);
}

static void what_is_not_set_is_as_usual(void **state)
{
	(void)state;
	struct mq_settings settings;
	mq_settings_init(&settings);
	assert_int_equal(read_text(&settings, "which_key_ms: 0\n", NULL), MQ_OK);
	assert_true(settings.history);
	assert_string_equal(settings.keys, "default");
	assert_string_equal(settings.lang, "locale");
	assert_string_equal(settings.link, "fast");
	assert_false(settings.mouse);
	assert_string_equal(settings.theme, "default");
	assert_int_equal(settings.which_key_ms, 0);
}

static void a_wrong_line_costs_one_setting(void **state)
{
	(void)state;
	struct mq_settings settings;
	struct mq_diag diag = {0};
	mq_settings_init(&settings);
	assert_int_equal(read_text(&settings,
		"histroy: false\n"
		"which_key_ms: 9000\n"
		"theme: drak\n"
		"link: far\n"
		"mouse: on\n"
		"keys: vi\n"
		"history: false\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 5);
	assert_string_equal(diag.faults[0].hint, "did you mean \"history\"?");
	assert_int_equal(diag.faults[1].line, 2);
	assert_int_equal(diag.faults[2].line, 3);
	assert_string_equal(settings.theme, "default");
	assert_string_equal(settings.keys, "vi");
	assert_false(settings.history);
	assert_int_equal(settings.which_key_ms, 300);
	assert_string_equal(settings.link, "fast");
	assert_false(settings.mouse);
	mq_diag_release(&diag);
}

static void the_mouse_and_the_link_are_settings(void **state)
{
	(void)state;
	struct mq_settings settings;
	mq_settings_init(&settings);
	assert_int_equal(read_text(&settings, "mouse: true\nlink: slow\n", NULL), MQ_OK);
	assert_true(settings.mouse);
	assert_string_equal(settings.link, "slow");
}

static void no_file_is_no_fault(void **state)
{
	(void)state;
	struct mq_settings settings;
	struct mq_diag diag = {0};
	mq_settings_init(&settings);
	assert_int_equal(mq_settings_read_file(&settings, "/nowhere/settings.yaml", &diag),
		MQ_ERR_NOT_FOUND);
	assert_int_equal(diag.n_faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_set_is_as_usual),
		cmocka_unit_test(a_wrong_line_costs_one_setting),
		cmocka_unit_test(the_mouse_and_the_link_are_settings),
		cmocka_unit_test(no_file_is_no_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
