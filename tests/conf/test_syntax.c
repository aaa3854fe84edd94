/* What libyaml cannot read: told where a person looks, in words that help. */
#include "conf/conf_test.h"

/* One fault here, with this in its message and this in its hint. */
static void check(const char *text, size_t line, size_t column, const char *message,
	const char *hint)
{
	struct mq_diag diag = read_bad(text);

	assert_fault(&diag, 0, line, column, message);
	assert_int_equal(diag.n_faults, 1);
	assert_non_null(diag.faults[0].hint);
	if (strstr(diag.faults[0].hint, hint) == NULL) {
		fail_msg("hint is: %s", diag.faults[0].hint);
	}
	mq_diag_release(&diag);
}

static void y15_every_tab_in_an_indentation_is_told(void **state)
{
	struct mq_diag diag = read_bad("a:\n\tb: 1\nc:\n  \td: 2\n\t# a comment may\n");

	(void)state;
	assert_fault(&diag, 0, 2, 1, "a tab in the indentation");
	assert_fault(&diag, 1, 4, 3, "a tab in the indentation");
	assert_string_equal(diag.faults[0].hint, "indent with spaces");
	assert_int_equal(diag.n_faults, 2);
	mq_diag_release(&diag);
}

static void a_tab_that_would_join_lines_is_told_too(void **state)
{
	(void)state;
	check("a: foo\n\tb: bar\n", 2, 1, "a tab in the indentation", "spaces");
	check("a: |\n\tfoo\n", 2, 1, "a tab in the indentation", "spaces");
}

static void the_full_width_colon_is_recognised(void **state)
{
	(void)state;
	check("zh：人\nen: x\n", 2, 3, "a ':' where no key can stand", "full-width");
	check("zh：人\n", 1, 1, "must be a map", "full-width");
	check("a:\n  zh：人\n  en: x\n", 3, 5, "a ':' where no key can stand", "full-width");
	/* Inside a text it is nobody's fault. */
	check("zh: 备注：其他: x\n", 1, 10, "a ':' where no key can stand", "quotes");
}

static void what_is_not_closed_is_shown_where_it_opens(void **state)
{
	(void)state;
	check("a: 1\nb: \"x\nc: 2\n", 2, 4, "this quote is never closed", "same quote");
	check("a: 'x\n", 1, 4, "this quote is never closed", "same quote");
	check("a: [1, 2\nb: 3\n", 1, 4, "this list is never closed", "']'");
	check("a: {b: 1\nc: 3\n", 1, 4, "this map is never closed", "'}'");
}

static void a_text_that_needs_quotes_is_told(void **state)
{
	(void)state;
	check("a: @x\n", 1, 4, "cannot begin with this sign", "quotes");
	check("a: `x\n", 1, 4, "cannot begin with this sign", "quotes");
	check("a: b: c\n", 1, 5, "a ':' where no key can stand", "quotes");
	check("a: 'it's'\n", 1, 8, "a key was expected here", "quotes");
}

static void wrong_indentation_is_told(void **state)
{
	(void)state;
	check("a:\n  b: 1\n c: 2\n", 3, 2, "a key was expected here", "indentation");
	check("a: 1\n- b\n", 2, 1, "a key was expected here", "indentation");
	check("a: 1\n b: 2\n", 2, 3, "a ':' where no key can stand", "indentation");
	check("- a\nb: 1\n", 2, 1, "'-' was expected", "indentation");
}

static void wrong_escapes_are_told(void **state)
{
	(void)state;
	check("a: \"\\d{8}\"\n", 1, 5, "an escape that YAML does not know", "single quotes");
	check("a: \"\\ud800\"\n", 1, 7, "an escape that names no character", "the character itself");
}

static void what_follows_the_document_is_told(void **state)
{
	(void)state;
	check("a: 1\n...\nrest\n", 3, 1, "the document ended before this", "one document");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(y15_every_tab_in_an_indentation_is_told),
		cmocka_unit_test(a_tab_that_would_join_lines_is_told_too),
		cmocka_unit_test(the_full_width_colon_is_recognised),
		cmocka_unit_test(what_is_not_closed_is_shown_where_it_opens),
		cmocka_unit_test(a_text_that_needs_quotes_is_told),
		cmocka_unit_test(wrong_indentation_is_told),
		cmocka_unit_test(wrong_escapes_are_told),
		cmocka_unit_test(what_follows_the_document_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
