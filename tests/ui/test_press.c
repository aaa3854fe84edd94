/* Names of keys, there and back. */
#include "unit.h"

#include "../../src/ui/press.h"

static mq_press parse(const char *name)
{
	mq_press press = 0;
	return mq_press_parse(name, strlen(name), &press) ? press : 0;
}

static void names_are_read_and_printed_alike(void **state)
{
	(void)state;
	static const char *const names[] = {
		"j", "G", "?", "-", "{", "王", "Up", "PgDn", "Enter", "Tab", "S-Tab", "Space", "F1",
		"F12", "C-a", "C-Right", "M-b", "C-M-a", "Esc", "Del", "Backspace",
	};
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		struct mq_buf out = {0};
		assert_true(parse(names[i]) != 0);
		mq_press_print(parse(names[i]), &out);
		assert_string_equal(out.data, names[i]);
		mq_buf_release(&out);
	}
}

static void what_a_terminal_cannot_tell_apart_is_one_key(void **state)
{
	(void)state;
	assert_int_equal(parse("C-i"), parse("Tab"));
	assert_int_equal(parse("C-m"), parse("return"));
	assert_int_equal(parse("C-["), parse("Esc"));
	assert_int_equal(parse("C-h"), parse("Backspace"));
	assert_int_equal(parse("C-A"), parse("C-a"));
}

static void what_is_no_key_is_refused(void **state)
{
	(void)state;
	static const char *const names[] = {"", "Upp", "C-", "jk", "S-a", "F13", "\x01", "C-C-a", "\xff"};
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		assert_int_equal(parse(names[i]), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read_and_printed_alike),
		cmocka_unit_test(what_a_terminal_cannot_tell_apart_is_one_key),
		cmocka_unit_test(what_is_no_key_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
