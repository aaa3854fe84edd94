/* Faults: what is kept, and how it is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/base.h>

/* As mq_diag_print shows it; the caller frees. */
static char *printed(const struct mq_diag *diag)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	mq_diag_print(diag, "minqing: ", out);
	fclose(out);
	return text;
}

static void assert_printed(struct mq_diag *diag, const char *expected)
{
	char *text = printed(diag);

	assert_string_equal(text, expected);
	free(text);
	mq_diag_release(diag);
}

static void place(struct mq_diag *diag, size_t line, size_t column, const char *excerpt)
{
	mq_diag_place(diag, "fields.yaml", line, column, excerpt, strlen(excerpt));
}

static void a_fault_shows_its_place_its_line_and_the_way_out(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_diag_add(&diag, MQ_ERR_CONFIG, "unknown key '%s'", "kinde"),
		MQ_ERR_CONFIG);
	place(&diag, 12, 3, "  kinde: resident");
	mq_diag_hint(&diag, "did you mean '%s'?", "kind");
	assert_printed(&diag,
		"fields.yaml:12:3: unknown key 'kinde'\n"
		"  12 |   kinde: resident\n"
		"     |   ^\n"
		"  hint: did you mean 'kind'?\n");
}

static void a_caret_stands_behind_wide_characters(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	mq_diag_add(&diag, MQ_ERR_CONFIG, "bad");
	place(&diag, 3, 6, "民情é:\tx");
	assert_printed(&diag,
		"fields.yaml:3:6: bad\n"
		"  3 | 民情é: x\n"
		"    |        ^\n");
}

static void a_caret_may_stand_behind_the_line(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	mq_diag_add(&diag, MQ_ERR_CONFIG, "cut off");
	place(&diag, 1, 99, "a:");
	assert_printed(&diag, "fields.yaml:1:99: cut off\n  1 | a:\n    |   ^\n");
}

static void without_a_file_the_prefix_stands(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	mq_diag_add(&diag, MQ_ERR_QUERY, "unknown field 'agee'");
	mq_diag_place(&diag, NULL, 0, 4, "高龄 agee>3", strlen("高龄 agee>3"));
	mq_diag_add(&diag, MQ_ERR_USAGE, "no such command");
	assert_int_equal(mq_diag_code(&diag), MQ_ERR_QUERY);
	assert_printed(&diag,
		"minqing: unknown field 'agee'\n"
		"   | 高龄 agee>3\n"
		"   |      ^\n"
		"minqing: no such command\n");
}

static void nothing_in_a_fault_reaches_the_terminal_raw(void **state)
{
	struct mq_diag diag = {0};
	char *text;

	(void)state;
	mq_diag_add(&diag, MQ_ERR_CONFIG, "bad '%s'", "\033[31m");
	mq_diag_place(&diag, "a\rb\n.yaml", 1, 3, "\033]0;x\a\xff y", 8);
	mq_diag_hint(&diag, "%s", "\xc2\x9b");
	text = printed(&diag);
	for (const char *c = text; *c != '\0'; c++) {
		assert_true((unsigned char)*c >= 0x20 || *c == '\n');
	}
	assert_int_equal(mq_utf8_check(text, strlen(text)), strlen(text));
	assert_non_null(strstr(text, "bad '〔U+001B〕[31m'"));
	assert_non_null(strstr(text, "a〔U+000D〕b .yaml:1:3: "));
	assert_non_null(strstr(text, "〔0xFF〕"));
	free(text);
	mq_diag_release(&diag);
}

static void a_line_of_a_megabyte_is_cut_around_the_column(void **state)
{
	enum { CHARS = 349525 };
	struct mq_buf line = {0};
	struct mq_diag diag = {0};
	const struct mq_fault *fault;

	(void)state;
	for (size_t i = 0; i < CHARS; i++) {
		mq_buf_adds(&line, i == 200000 ? "!" : "中");
	}
	mq_diag_add(&diag, MQ_ERR_CONFIG, "here");
	mq_diag_place(&diag, "f", 1, 200001, line.data, line.len);
	fault = &diag.faults[0];
	assert_int_equal(fault->column, 200001);
	assert_true(strlen(fault->excerpt) < 500);
	assert_int_equal(strncmp(fault->excerpt, "…中", strlen("…中")), 0);
	assert_string_equal(fault->excerpt + strlen(fault->excerpt) - strlen("中…"), "中…");
	/* The caret is under the one character that is not Chinese. */
	assert_int_equal(fault->excerpt[strlen("…") + (fault->excerpt_column - 2) * 3], '!');
	mq_diag_release(&diag);
	mq_buf_release(&line);
}

static void both_ways_to_place_agree(void **state)
{
	struct mq_buf line = {0};

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		mq_buf_adds(&line, i % 3 == 0 ? "x" : i % 3 == 1 ? "\xff" : "户");
	}
	for (size_t column = 1, at = 0; at < line.len; column++) {
		struct mq_diag diag = {0};
		uint32_t cp;
		size_t step = mq_utf8_decode(line.data + at, line.len - at, &cp);

		mq_diag_add(&diag, MQ_ERR_CONFIG, "a");
		mq_diag_place(&diag, NULL, 1, column, line.data, line.len);
		mq_diag_add(&diag, MQ_ERR_CONFIG, "b");
		mq_diag_place_at(&diag, NULL, 1, column, line.data, line.len, at);
		assert_string_equal(diag.faults[0].excerpt, diag.faults[1].excerpt);
		assert_int_equal(diag.faults[0].excerpt_column, diag.faults[1].excerpt_column);
		mq_diag_release(&diag);
		at += step > 0 ? step : 1;
	}
	mq_buf_release(&line);
}

static void past_the_maximum_faults_are_counted(void **state)
{
	struct mq_diag diag = {0};
	char *text;

	(void)state;
	for (int i = 0; i < MQ_DIAG_MAX + 5; i++) {
		assert_int_equal(mq_diag_full(&diag), i >= MQ_DIAG_MAX);
		mq_diag_add(&diag, MQ_ERR_INPUT, "row %d", i);
		mq_diag_place(&diag, "f.csv", (size_t)i + 1, 0, NULL, 0);
		mq_diag_hint(&diag, "hint %d", i);
	}
	assert_int_equal(diag.n_faults, MQ_DIAG_MAX);
	assert_int_equal(diag.n_dropped, 5);
	/* What was dropped gives neither place nor hint to the last one kept. */
	assert_int_equal(diag.faults[MQ_DIAG_MAX - 1].line, MQ_DIAG_MAX);
	assert_string_equal(diag.faults[MQ_DIAG_MAX - 1].hint, "hint 999");
	text = printed(&diag);
	assert_non_null(strstr(text, "f.csv:1000: row 999\n  hint: hint 999\nminqing: … and 5 more"));
	free(text);
	mq_diag_release(&diag);
}

static void faults_move_behind_others(void **state)
{
	struct mq_diag to = {0};
	struct mq_diag from = {0};

	(void)state;
	mq_diag_add(&to, MQ_ERR_INPUT, "first");
	for (int i = 0; i < MQ_DIAG_MAX + 2; i++) {
		mq_diag_add(&from, MQ_ERR_CONFIG, "row %d", i);
		mq_diag_hint(&from, "hint %d", i);
	}
	mq_diag_move(&to, &from);
	assert_int_equal(from.n_faults, 0);
	assert_int_equal(to.n_faults, MQ_DIAG_MAX);
	assert_int_equal(to.n_dropped, 3);
	assert_string_equal(to.faults[1].message, "row 0");
	assert_string_equal(to.faults[1].hint, "hint 0");
	mq_diag_move(&from, &to);
	mq_diag_move(NULL, &from);
	assert_int_equal(from.n_faults + from.n_dropped, 0);
	mq_diag_release(&to);
}

static void without_a_diag_only_the_code_is_kept(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_diag_add(NULL, MQ_ERR_BUSY, "busy"), MQ_ERR_BUSY);
	mq_diag_place(NULL, "f", 1, 1, "x", 1);
	mq_diag_hint(NULL, "wait");
	mq_diag_print(NULL, "", stdout);
	mq_diag_release(NULL);
	assert_int_equal(mq_diag_code(NULL), MQ_OK);
	assert_int_equal(mq_diag_code(&diag), MQ_OK);
	assert_true(mq_diag_full(NULL));
	mq_diag_hint(&diag, "nobody to hint to");
	assert_int_equal(diag.n_faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_shows_its_place_its_line_and_the_way_out),
		cmocka_unit_test(a_caret_stands_behind_wide_characters),
		cmocka_unit_test(a_caret_may_stand_behind_the_line),
		cmocka_unit_test(without_a_file_the_prefix_stands),
		cmocka_unit_test(nothing_in_a_fault_reaches_the_terminal_raw),
		cmocka_unit_test(a_line_of_a_megabyte_is_cut_around_the_column),
		cmocka_unit_test(both_ways_to_place_agree),
		cmocka_unit_test(past_the_maximum_faults_are_counted),
		cmocka_unit_test(faults_move_behind_others),
		cmocka_unit_test(without_a_diag_only_the_code_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
