/*
 * Patterns, the hostile ones of SECURITY.md (R1-R18) first of all: refused with a
 * place, or bounded and undecided, never a wrong "no".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static struct mq_pattern *must_compile(const char *text, bool ignore_case)
{
	struct mq_pattern *pattern = NULL;

	assert_int_equal(mq_pattern_new(text, strlen(text), ignore_case, &pattern, NULL), MQ_OK);
	assert_non_null(pattern);
	return pattern;
}

static enum mq_match search(const char *text, const char *subject)
{
	struct mq_pattern *pattern = must_compile(text, false);
	enum mq_match match = mq_pattern_search(pattern, subject, strlen(subject));

	mq_pattern_free(pattern);
	return match;
}

static enum mq_match whole(const char *text, const char *subject)
{
	struct mq_pattern *pattern = must_compile(text, false);
	enum mq_match match = mq_pattern_whole(pattern, subject, strlen(subject));

	mq_pattern_free(pattern);
	return match;
}

/* Refused with a message, and at a column where one is expected (0: any). */
static void expect_refused_len(const char *text, size_t len, size_t column)
{
	struct mq_pattern *pattern = NULL;
	struct mq_diag diag = { 0 };

	assert_int_equal(mq_pattern_new(text, len, false, &pattern, &diag), MQ_ERR_QUERY);
	assert_null(pattern);
	assert_int_equal(diag.n_faults, 1);
	assert_int_equal(diag.faults[0].code, MQ_ERR_QUERY);
	assert_true(strlen(diag.faults[0].message) > 0);
	if (column > 0) {
		assert_int_equal(diag.faults[0].column, column);
		assert_non_null(diag.faults[0].excerpt);
	}
	mq_diag_release(&diag);
}

static void expect_refused(const char *text, size_t column)
{
	expect_refused_len(text, strlen(text), column);
}

/* 200 times the letter, then the end. */
static enum mq_match search_run(const char *text, const char *end)
{
	char subject[256];

	memset(subject, 'a', 200);
	strcpy(subject + 200, end);
	return search(text, subject);
}

/* ---- what patterns are for ---- */

static void a_pattern_finds_characters_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(search("^王.芳$", "王小芳"), MQ_MATCH_YES);
	assert_int_equal(search("^王.芳$", "王小小芳"), MQ_MATCH_NO);
	assert_int_equal(search("^.{3}$", "王小芳"), MQ_MATCH_YES);
	assert_int_equal(search("[张章]", "章太炎"), MQ_MATCH_YES);
	assert_int_equal(search("\\p{Han}{2}", "a王b"), MQ_MATCH_NO);
	assert_int_equal(search("^\\w+$", "王é1"), MQ_MATCH_YES);
	assert_int_equal(search("轮椅", ""), MQ_MATCH_NO);
}

static void case_is_ignored_when_asked(void **state)
{
	struct mq_pattern *pattern = must_compile("élise", true);

	(void)state;
	assert_int_equal(mq_pattern_search(pattern, "ÉLISE", strlen("ÉLISE")), MQ_MATCH_YES);
	mq_pattern_free(pattern);
	assert_int_equal(search("élise", "ÉLISE"), MQ_MATCH_NO);
}

static void the_whole_subject_must_match_when_asked(void **state)
{
	(void)state;
	assert_int_equal(whole("[0-9]{6}", "200070"), MQ_MATCH_YES);
	assert_int_equal(whole("[0-9]{6}", "2000701"), MQ_MATCH_NO);
	assert_int_equal(whole("[0-9]{6}", "x200070"), MQ_MATCH_NO);
	assert_int_equal(whole("a|ab", "ab"), MQ_MATCH_YES);
	assert_int_equal(whole("", ""), MQ_MATCH_YES);
	assert_int_equal(whole("^a$", "a\n"), MQ_MATCH_NO);
}

static void subjects_need_no_end_mark(void **state)
{
	struct mq_pattern *pattern = must_compile("b$", false);

	(void)state;
	assert_int_equal(mq_pattern_search(pattern, "abc", 2), MQ_MATCH_YES);
	assert_int_equal(mq_pattern_search(pattern, NULL, 0), MQ_MATCH_NO);
	mq_pattern_free(pattern);
	mq_pattern_free(NULL);
}

static void a_fault_names_its_column_in_characters(void **state)
{
	(void)state;
	expect_refused("王(芳", 4);
	expect_refused("[张", 3);
	expect_refused("*a", 1);
}

/* ---- R1 to R18 ---- */

static void r1_to_r4_evil_repeats_are_undecided(void **state)
{
	(void)state;
	assert_int_equal(search_run("^(a+)+$", "b"), MQ_MATCH_UNDECIDED);
	assert_int_equal(search_run("^(a|aa)+$", "b"), MQ_MATCH_UNDECIDED);
	assert_int_equal(search_run("^(?:a?){40}a{40}$", ""), MQ_MATCH_UNDECIDED);
	assert_int_equal(search_run("^(?=(a+)+b)(?:a|a?+a)*+c|(a*)*b$", "c"), MQ_MATCH_UNDECIDED);
}

static void r5_r6_leading_verbs_are_refused(void **state)
{
	(void)state;
	expect_refused("(*LIMIT_MATCH=4000000000)^(a+)+$", 1);
	expect_refused("(*LIMIT_HEAP=4000000000)a", 1);
	expect_refused("(*NO_JIT)a", 1);
	expect_refused("(*UTF)a", 1);
	expect_refused("(*UCP)(*NO_JIT)a", 1);
	expect_refused("王(*COMMIT)a", 2);
	assert_int_equal(search("\\(\\*UTF\\)", "(*UTF)"), MQ_MATCH_YES);
	assert_int_equal(search("\\(*A", "((A"), MQ_MATCH_YES);
}

static void r7_r8_r9_bombs_are_refused_when_compiled(void **state)
{
	struct mq_buf text = { 0 };

	(void)state;
	expect_refused("((a{0,65535}){0,65535})", 0);
	for (int i = 0; i < 200000; i++) {
		mq_buf_adds(&text, "a|");
	}
	expect_refused_len(text.data, text.len, 0);
	mq_buf_clear(&text);
	for (int i = 0; i < 255; i++) {
		mq_buf_adds(&text, "(");
	}
	mq_buf_adds(&text, "a");
	for (int i = 0; i < 255; i++) {
		mq_buf_adds(&text, ")");
	}
	expect_refused_len(text.data, text.len, 252);
	mq_buf_release(&text);
}

static void five_hundred_and_twelve_bytes_are_the_longest(void **state)
{
	char text[513];
	struct mq_pattern *pattern = NULL;

	(void)state;
	memset(text, 'a', sizeof(text));
	expect_refused_len(text, 513, 0);
	assert_int_equal(mq_pattern_new(text, 512, false, &pattern, NULL), MQ_OK);
	mq_pattern_free(pattern);
}

static void r10_a_recursion_is_bounded(void **state)
{
	(void)state;
	assert_int_equal(search("(?R)?a", "a"), MQ_MATCH_UNDECIDED);
	assert_int_equal(search_run("^(?:a(?R)?a|aa|a)+[bd]", "c"), MQ_MATCH_UNDECIDED);
	assert_int_equal(search("^\\((?:[^()]|(?R))*\\)$|^x", "x"), MQ_MATCH_YES);
}

static void r11_single_bytes_are_refused(void **state)
{
	(void)state;
	expect_refused("\\C", 3);
	expect_refused("王\\C", 4);
}

static void r12_callouts_are_refused(void **state)
{
	(void)state;
	expect_refused("a(?C)b", 6);
	expect_refused("a(?C99)b", 0);
	expect_refused("a(?C'rm')b", 0);
	assert_int_equal(search("a\\(?C\\)", "a(C)"), MQ_MATCH_YES);
}

static void r13_a_moved_start_in_a_look_behind_is_refused(void **state)
{
	(void)state;
	expect_refused("(?<=\\Ka)", 0);
	expect_refused("(?=ab\\K)", 0);
	assert_int_equal(search("a\\Kb", "ab"), MQ_MATCH_YES);
}

static void r14_a_stack_that_ends_is_undecided_not_no(void **state)
{
	static const size_t SIZES[] = { 500, 5000, 10240, 100000, 1000000 };

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(SIZES); i++) {
		char *note = mq_alloc(SIZES[i] + 1);

		memset(note, 'x', SIZES[i]);
		enum mq_match match = search("^([^A]|B)*$", note);

		assert_int_not_equal(match, MQ_MATCH_NO);
		assert_true(match == MQ_MATCH_YES || SIZES[i] > 5000);
		assert_true(match == MQ_MATCH_UNDECIDED || SIZES[i] < 100000);
		free(note);
	}
}

static void r15_r16_what_is_not_text_is_refused(void **state)
{
	(void)state;
	expect_refused("a\xff", 2);
	expect_refused("\xe7\x8e", 1);
	expect_refused("\xed\xa0\x80", 1);
	expect_refused_len("王\0b", 5, 2);
}

static void r17_an_empty_match_is_a_match_everywhere(void **state)
{
	(void)state;
	assert_int_equal(search("", ""), MQ_MATCH_YES);
	assert_int_equal(search("", "王"), MQ_MATCH_YES);
	assert_int_equal(search("x*", "王"), MQ_MATCH_YES);
	assert_int_equal(search("(?:)*$", "王"), MQ_MATCH_YES);
}

static void r18_a_great_count_is_compiled_and_bounded(void **state)
{
	(void)state;
	assert_int_equal(search("\\p{Han}{60000}", "王小芳"), MQ_MATCH_NO);
}

static void a_long_note_is_searched_to_its_end(void **state)
{
	struct mq_buf note = { 0 };
	struct mq_pattern *chair = must_compile("(?<=轮)椅(?=$)", false);
	struct mq_pattern *end = must_compile("x*$", false);

	(void)state;
	while (note.len < 20000) {
		mq_buf_adds(&note, "一二三");
		assert_int_equal(mq_pattern_search(chair, note.data, note.len), MQ_MATCH_NO);
		mq_buf_adds(&note, "轮椅");
		assert_int_equal(mq_pattern_search(chair, note.data, note.len), MQ_MATCH_YES);
		assert_int_equal(mq_pattern_search(end, note.data, note.len), MQ_MATCH_YES);
		mq_buf_adds(&note, "，晴天，走访，平安");
	}
	mq_pattern_free(chair);
	mq_pattern_free(end);
	mq_buf_release(&note);
}

static void a_long_note_ends_an_evil_search(void **state)
{
	enum { SIZE = 200000 };
	static const char *const EVIL[] = {
		"a.{0,9000}[bd]", "(a|aa){12}[bd]", "(?:(?:a{0,9000}+)*?)[bd]",
	};
	char *note = mq_alloc(SIZE + 1);

	(void)state;
	memset(note, 'a', SIZE);
	for (size_t i = 0; i < MQ_LENGTH(EVIL); i++) {
		assert_int_equal(search(EVIL[i], note), MQ_MATCH_UNDECIDED);
	}
	free(note);
}

static void a_search_has_one_beginning_only(void **state)
{
	(void)state;
	expect_refused("王\\Ga", 2);
	assert_int_equal(search("\\\\G", "\\G"), MQ_MATCH_YES);
}

static void a_pattern_that_gave_up_still_serves_the_next_subject(void **state)
{
	struct mq_pattern *pattern = must_compile("^(a+)+$", false);
	static const char BAD[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(mq_pattern_search(pattern, BAD, sizeof(BAD) - 1), MQ_MATCH_UNDECIDED);
		assert_int_equal(mq_pattern_search(pattern, BAD, sizeof(BAD) - 2), MQ_MATCH_YES);
		assert_int_equal(mq_pattern_search(pattern, "b", 1), MQ_MATCH_NO);
	}
	mq_pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_finds_characters_not_bytes),
		cmocka_unit_test(case_is_ignored_when_asked),
		cmocka_unit_test(the_whole_subject_must_match_when_asked),
		cmocka_unit_test(subjects_need_no_end_mark),
		cmocka_unit_test(a_fault_names_its_column_in_characters),
		cmocka_unit_test(r1_to_r4_evil_repeats_are_undecided),
		cmocka_unit_test(r5_r6_leading_verbs_are_refused),
		cmocka_unit_test(r7_r8_r9_bombs_are_refused_when_compiled),
		cmocka_unit_test(five_hundred_and_twelve_bytes_are_the_longest),
		cmocka_unit_test(r10_a_recursion_is_bounded),
		cmocka_unit_test(r11_single_bytes_are_refused),
		cmocka_unit_test(r12_callouts_are_refused),
		cmocka_unit_test(r13_a_moved_start_in_a_look_behind_is_refused),
		cmocka_unit_test(r14_a_stack_that_ends_is_undecided_not_no),
		cmocka_unit_test(r15_r16_what_is_not_text_is_refused),
		cmocka_unit_test(r17_an_empty_match_is_a_match_everywhere),
		cmocka_unit_test(r18_a_great_count_is_compiled_and_bounded),
		cmocka_unit_test(a_long_note_is_searched_to_its_end),
		cmocka_unit_test(a_long_note_ends_an_evil_search),
		cmocka_unit_test(a_search_has_one_beginning_only),
		cmocka_unit_test(a_pattern_that_gave_up_still_serves_the_next_subject),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
