/* Characters that must not stand in a file: Y14, Y16, Y17 of the corpus. */
#include "conf/conf_test.h"

static void y14_a_raw_escape_has_its_place(void **state)
{
	struct mq_diag diag = read_bad("zh: 民情\033[31m\n");

	(void)state;
	assert_printed(&diag,
		"f.yaml:1:7: character U+001B cannot stand in this file\n"
		"  1 | zh: 民情〔U+001B〕[31m\n"
		"    |         ^\n"
		"  hint: delete it; it does not show\n");
}

static void controls_and_strange_line_ends_are_refused(void **state)
{
	static const char text[] = "a: \0x\nb: \x7f\nc: x\u2028y: \xc2\x85\nd: \ufeff\n";
	struct mq_diag diag = read_bad_bytes(text, sizeof(text) - 1);

	(void)state;
	assert_fault(&diag, 0, 1, 4, "U+0000");
	assert_fault(&diag, 1, 2, 4, "U+007F");
	assert_fault(&diag, 2, 3, 5, "U+2028");
	assert_fault(&diag, 3, 3, 9, "U+0085");
	assert_fault(&diag, 4, 4, 4, "U+FEFF");
	assert_string_equal(diag.faults[0].excerpt, "a: ␀x");
	mq_diag_release(&diag);
}

static void y16_other_encodings_are_named(void **state)
{
	(void)state;
	assert_only_fault(read_bad_bytes("\xff\xfe" "a\0:\0", 6), 1, 1, "the file is UTF-16");
	assert_only_fault(read_bad_bytes("\xfe\xff\0a\0:", 6), 1, 1, "the file is UTF-16");
	assert_only_fault(read_bad_bytes("\x84\x31\x95\x33" "a: 1", 8), 1, 1, "the file is GB18030");
}

static void y17_bytes_that_are_no_utf8_are_told_once_a_line(void **state)
{
	struct mq_diag diag = read_bad(
		"zh: \xed\xa0\x80\n"			/* a surrogate */
		"en: 民\xc0\xaf\n"			/* overlong */
		"fine: 1\n"
		"c: \xff\xff\xff\n");

	(void)state;
	assert_fault(&diag, 0, 1, 5, "byte 0xED is no UTF-8");
	assert_fault(&diag, 1, 2, 6, "byte 0xC0 is no UTF-8");
	assert_fault(&diag, 2, 4, 4, "byte 0xFF is no UTF-8");
	assert_string_equal(diag.faults[0].hint, "save the file as UTF-8");
	assert_int_equal(diag.n_faults, 3);
	mq_diag_release(&diag);
}

static void a_gb18030_file_without_a_mark_is_told(void **state)
{
	/* 性别 as GB18030 has it */
	assert_only_fault(read_bad("zh: \xd0\xd4\xb1\xf0\n"), 1, 5, "byte 0xD0 is no UTF-8");
	(void)state;
}

static void directives_are_refused_and_reading_goes_on(void **state)
{
	struct mq_diag diag = read_bad("%YAML 1.1\n%TAG ! x\n---\na: *b\n");

	(void)state;
	assert_fault(&diag, 0, 1, 1, "directives ('%')");
	assert_fault(&diag, 1, 2, 1, "directives ('%')");
	assert_fault(&diag, 2, 4, 4, "aliases");
	assert_int_equal(diag.n_faults, 3);
	mq_diag_release(&diag);
}

static void a_utf8_mark_is_passed_over_and_not_counted(void **state)
{
	struct mq_conf *conf = read_good("\xef\xbb\xbf" "a: 1\n");

	(void)state;
	assert_int_equal(mq_node_get(mq_conf_root(conf), "a")->key_column, 1);
	mq_conf_free(conf);
	assert_only_fault(read_bad("\xef\xbb\xbf" "a: *x\n"), 1, 4, "aliases");
}

static void a_megabyte_of_controls_ends_at_a_thousand_faults(void **state)
{
	char *text = repeat("\001", 1024 * 1024);
	struct mq_diag diag = read_bad(text);

	(void)state;
	assert_fault(&diag, MQ_DIAG_MAX - 1, 1, MQ_DIAG_MAX, "U+0001");
	assert_int_equal(diag.n_faults, MQ_DIAG_MAX);
	mq_diag_release(&diag);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(y14_a_raw_escape_has_its_place),
		cmocka_unit_test(controls_and_strange_line_ends_are_refused),
		cmocka_unit_test(y16_other_encodings_are_named),
		cmocka_unit_test(y17_bytes_that_are_no_utf8_are_told_once_a_line),
		cmocka_unit_test(a_gb18030_file_without_a_mark_is_told),
		cmocka_unit_test(directives_are_refused_and_reading_goes_on),
		cmocka_unit_test(a_utf8_mark_is_passed_over_and_not_counted),
		cmocka_unit_test(a_megabyte_of_controls_ends_at_a_thousand_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
