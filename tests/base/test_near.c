/* Names that were nearly right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

static void distances_count_edits(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		size_t distance;
	} cases[] = {
		{"", "", 0}, {"abc", "abc", 0}, {"", "abc", 3}, {"kind", "kinde", 1}, {"kind", "knid", 1},
		{"kind", "bind", 1}, {"kitten", "sitting", 3}, {"民情日志", "民情日记", 1},
		{"户籍", "籍户", 1}, {"a\xff", "a\xfe", 1}, {"ca", "abc", 3},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_edit_distance(cases[i].a, cases[i].b, 9), cases[i].distance);
		assert_int_equal(mq_edit_distance(cases[i].b, cases[i].a, 9), cases[i].distance);
	}
	assert_int_equal(mq_edit_distance("kitten", "sitting", 1), 2);
	assert_int_equal(mq_edit_distance("", "abcdef", 2), 3);
}

static void long_names_are_near_to_themselves_only(void **state)
{
	char a[200];
	char b[200];

	(void)state;
	memset(a, 'x', sizeof(a) - 1);
	a[sizeof(a) - 1] = '\0';
	memcpy(b, a, sizeof(b));
	assert_int_equal(mq_edit_distance(a, b, 3), 0);
	b[7] = 'y';
	assert_int_equal(mq_edit_distance(a, b, 3), 4);
}

static const char *const keys[] = {
	"kind", "kinds", "group", "groups", "field", "search", "privacy", "household", "性别", "年龄",
};

static void the_nearest_come_first(void **state)
{
	const char *near[3];

	(void)state;
	assert_int_equal(mq_nearest("kinde", keys, MQ_LENGTH(keys), near, 3), 2);
	assert_string_equal(near[0], "kind");
	assert_string_equal(near[1], "kinds");
	assert_int_equal(mq_nearest("groups", keys, MQ_LENGTH(keys), near, 1), 1);
	assert_string_equal(near[0], "groups");
	assert_int_equal(mq_nearest("性剔", keys, MQ_LENGTH(keys), near, 3), 1);
	assert_string_equal(near[0], "性别");
}

static void case_width_and_a_half_typed_word_do_not_hinder(void **state)
{
	const char *near[3];

	(void)state;
	assert_int_equal(mq_nearest("ＰＲＩＶＡＣＹ", keys, MQ_LENGTH(keys), near, 3), 1);
	assert_string_equal(near[0], "privacy");
	assert_int_equal(mq_nearest("house", keys, MQ_LENGTH(keys), near, 3), 1);
	assert_string_equal(near[0], "household");
}

static void what_is_far_is_not_suggested(void **state)
{
	const char *near[3];

	(void)state;
	assert_int_equal(mq_nearest("temperature", keys, MQ_LENGTH(keys), near, 3), 0);
	assert_int_equal(mq_nearest("x", keys, MQ_LENGTH(keys), near, 3), 0);
	assert_int_equal(mq_nearest("", keys, MQ_LENGTH(keys), near, 3), 0);
	assert_int_equal(mq_nearest("\xff\xfe", keys, MQ_LENGTH(keys), near, 3), 0);
	assert_int_equal(mq_nearest("kind", keys, 0, near, 3), 0);
	assert_int_equal(mq_nearest("kind", keys, MQ_LENGTH(keys), near, 0), 0);
}

static void a_suggestion_becomes_a_hint(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	mq_diag_add(&diag, MQ_ERR_QUERY, "unknown field");
	assert_true(mq_diag_suggest(&diag, "kinde", keys, MQ_LENGTH(keys)));
	assert_string_equal(diag.faults[0].hint, "did you mean 'kind' or 'kinds'?");
	assert_true(mq_diag_suggest(&diag, "privcy", keys, MQ_LENGTH(keys)));
	assert_string_equal(diag.faults[0].hint, "did you mean 'privacy'?");
	assert_false(mq_diag_suggest(&diag, "temperature", keys, MQ_LENGTH(keys)));
	assert_false(mq_diag_suggest(NULL, "kind", keys, MQ_LENGTH(keys)));
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances_count_edits),
		cmocka_unit_test(long_names_are_near_to_themselves_only),
		cmocka_unit_test(the_nearest_come_first),
		cmocka_unit_test(case_width_and_a_half_typed_word_do_not_hinder),
		cmocka_unit_test(what_is_far_is_not_suggested),
		cmocka_unit_test(a_suggestion_becomes_a_hint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
