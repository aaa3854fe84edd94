/* Pieces of a query, one at a time. */
#include "query/fixture.h"

#include "../../src/query/lex.h"

static struct mq_arena arena;

static struct lexer lexer_of(const char *text)
{
	return (struct lexer){.text = text, .len = strlen(text)};
}

static const char *plain(const char *text, enum lex_stop stop)
{
	struct lexer lexer = lexer_of(text);
	struct literal literal;

	lex_plain(&lexer, stop, &arena, &literal);
	assert_int_equal(literal.end, lexer.at);
	assert_int_equal(strlen(literal.text), literal.len);
	return literal.text;
}

static void full_width_forms_are_their_ascii_twins(void **state)
{
	static const char *const texts[] = {"（", "）", "：", "＞", "＜", "＝", "－", "！", "｛", "｝", "，",
		"＠", "＃", "｜", "～", "？", "＊", "／", "　", "“", "”", "‘", "、", "。", "．"};
	static const char ascii[] = "():><=-!{},@#|~?*/ \"\"',..";

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct lexer lexer = lexer_of(texts[i]);

		assert_int_equal(lex_peek(&lexer), ascii[i]);
		lex_skip(&lexer);
		assert_int_equal(lex_peek(&lexer), LEX_END);
	}
	/* letters and digits are text, whatever their width */
	struct lexer wide = lexer_of("Ａ１王");

	assert_int_equal(lex_peek(&wide), LEX_OTHER);
}

static void comparisons_are_read_in_any_width(void **state)
{
	static const struct {
		const char *text;
		enum op op;
		size_t len;
	} table[] = {
		{":x", OP_IS, 1}, {"=x", OP_EQUAL, 1}, {"!=x", OP_NOT, 2}, {"<x", OP_LESS, 1},
		{"<=x", OP_AT_MOST, 2}, {">x", OP_MORE, 1}, {">=x", OP_AT_LEAST, 2},
		{"~x", OP_MATCH, 1}, {"!~x", OP_NO_MATCH, 2}, {"：x", OP_IS, 3},
		{"！＝x", OP_NOT, 6}, {"＞=x", OP_AT_LEAST, 4}, {"＜＝x", OP_AT_MOST, 6},
		{"≥x", OP_AT_LEAST, 3}, {"≤x", OP_AT_MOST, 3}, {"≠x", OP_NOT, 3},
	};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(table); i++) {
		struct lexer lexer = lexer_of(table[i].text);
		enum op op;

		assert_true(lex_op(&lexer, &op));
		assert_int_equal(op, table[i].op);
		assert_int_equal(lexer.at, table[i].len);
	}
	for (enum op op = OP_IS; op <= OP_LAST; op++) {
		struct lexer lexer = lexer_of(lex_op_text(op));
		enum op read;

		assert_true(lex_op(&lexer, &read));
		assert_int_equal(read, op);
	}
	struct lexer none = lexer_of("!x");
	enum op op;

	assert_false(lex_op(&none, &op));
	assert_int_equal(none.at, 0);
}

static void a_plain_piece_ends_where_its_place_says(void **state)
{
	(void)state;
	assert_string_equal(plain("name:王", LEX_STOP_WORD), "name");
	assert_string_equal(plain("姓名：王", LEX_STOP_WORD), "姓名");
	assert_string_equal(plain("household.any(x)", LEX_STOP_WORD), "household.any");
	assert_string_equal(plain("760-12-302 x", LEX_STOP_WORD), "760-12-302");
	assert_string_equal(plain("a,b c", LEX_STOP_WORD), "a,b");
	assert_string_equal(plain("a,b c", LEX_STOP_LIST), "a");
	assert_string_equal(plain("a，b", LEX_STOP_LIST), "a");
	assert_string_equal(plain("10:30)", LEX_STOP_VALUE), "10:30");
	assert_string_equal(plain("-30d..today　x", LEX_STOP_VALUE), "-30d..today");
	assert_string_equal(plain("a|b", LEX_STOP_VALUE), "a");
	assert_string_equal(plain("a!b", LEX_STOP_WORD), "a!b");
	assert_string_equal(plain("a!=b", LEX_STOP_WORD), "a");
	assert_string_equal(plain(")", LEX_STOP_WORD), "");
	assert_string_equal(plain("", LEX_STOP_WORD), "");
}

static const struct {
	const char *text;
	const char *says;
	bool closed;
} quoted[] = {
	{"\"a phrase\" x", "a phrase", true},
	{"\"say \\\"so\\\"\"", "say \"so\"", true},
	{"\"a\\\\b\"", "a\\b", true},
	{"\"a\\nb\"", "a\\nb", true},
	{"“中文”", "中文", true},
	{"“a\"", "a", true},
	{"\"a“b”\"", "a“b”", true},
	{"\"（：）\"", "（：）", true},
	{"\"\"", "", true},
	{"\"open", "open", false},
	{"\"open\\\"", "open\"", false},
	{"\"", "", false},
};

static void quoted_text_is_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(quoted); i++) {
		struct lexer lexer = lexer_of(quoted[i].text);
		struct literal literal;

		assert_int_equal(lex_quoted(&lexer, &arena, &literal), quoted[i].closed);
		assert_string_equal(literal.text, quoted[i].says);
	}
}

static void exact_text_needs_no_closing_mark(void **state)
{
	struct lexer lexer = lexer_of("'王芳 x");
	struct literal literal;

	(void)state;
	assert_true(lex_exact(&lexer, &arena, &literal));
	assert_string_equal(literal.text, "王芳");
	assert_int_equal(lexer.at, strlen("'王芳"));
	lexer = lexer_of("'li' x");
	assert_true(lex_exact(&lexer, &arena, &literal));
	assert_string_equal(literal.text, "li");
	assert_int_equal(literal.end, 4);
	lexer = lexer_of("'\"li ming\"");
	assert_true(lex_exact(&lexer, &arena, &literal));
	assert_string_equal(literal.text, "li ming");
	lexer = lexer_of("'\"li ming");
	assert_false(lex_exact(&lexer, &arena, &literal));
}

static void patterns_keep_their_escapes_but_that_of_the_slash(void **state)
{
	struct lexer lexer = lexer_of("/a\\/b\\d\\\\/i x");
	struct literal literal;

	(void)state;
	assert_true(lex_pattern(&lexer, &arena, &literal));
	assert_string_equal(literal.text, "a/b\\d\\\\");
	assert_true(literal.ignore_case);
	lexer = lexer_of("/open");
	assert_false(lex_pattern(&lexer, &arena, &literal));
	lexer = lexer_of("^(王|李)\\(.) x");
	lex_bare_pattern(&lexer, &arena, &literal);
	assert_string_equal(literal.text, "^(王|李)\\(.");
	lexer = lexer_of("(a(b)c)) x");
	lex_bare_pattern(&lexer, &arena, &literal);
	assert_string_equal(literal.text, "(a(b)c)");
}

/* ---- what is written reads the same ---- */

static uint64_t dice = 88172645463325252U;

static uint64_t roll(uint64_t sides)
{
	dice ^= dice >> 12;
	dice ^= dice << 25;
	dice ^= dice >> 27;
	return (dice * UINT64_C(2685821657736338717) >> 11) % sides;
}

static void assert_written(const struct literal *literal)
{
	struct mq_buf written = {0};
	struct literal again;
	struct lexer lexer;

	lex_print(literal, &written);
	lexer = (struct lexer){.text = written.data, .len = written.len};
	if (literal->form == LITERAL_QUOTED) {
		assert_true(lex_quoted(&lexer, &arena, &again));
	} else if (literal->form == LITERAL_EXACT) {
		assert_true(lex_exact(&lexer, &arena, &again));
	} else {
		assert_true(lex_pattern(&lexer, &arena, &again));
	}
	assert_int_equal(lexer.at, written.len);
	assert_int_equal(again.len, literal->len);
	assert_memory_equal(again.text, literal->text, again.len);
	assert_int_equal(again.ignore_case, literal->ignore_case);
	mq_buf_release(&written);
}

static void any_literal_is_written_so_that_it_reads_the_same(void **state)
{
	static const char *const pieces[] = {"a", "\"", "\\", "/", "'", " ", "王", "“", "”", "）", ",", "|",
		"　", "("};

	(void)state;
	for (int turn = 0; turn < 20000; turn++) {
		struct mq_buf text = {0};
		struct literal literal = {.form = roll(2) ? LITERAL_QUOTED : LITERAL_EXACT};
		size_t n = 1 + roll(8);

		for (size_t i = 0; i < n; i++) {
			mq_buf_adds(&text, pieces[roll(MQ_LENGTH(pieces))]);
		}
		literal.text = text.data;
		literal.len = text.len;
		assert_written(&literal);
		mq_buf_release(&text);
	}
	assert_written(&(struct literal){.form = LITERAL_PATTERN, .text = "a/b\\d", .len = 5,
		.ignore_case = true});
}

static int release(void **state)
{
	(void)state;
	mq_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_width_forms_are_their_ascii_twins),
		cmocka_unit_test(comparisons_are_read_in_any_width),
		cmocka_unit_test(a_plain_piece_ends_where_its_place_says),
		cmocka_unit_test(quoted_text_is_itself),
		cmocka_unit_test(exact_text_needs_no_closing_mark),
		cmocka_unit_test(patterns_keep_their_escapes_but_that_of_the_slash),
		cmocka_unit_test(any_literal_is_written_so_that_it_reads_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
