/* Answers taken out of what is typed. */
#include "unit.h"

#include "../../src/ui/answer.h"

enum { ALL = 1 << MQ_ANSWER_PLACE | 1 << MQ_ANSWER_WELL | 1 << MQ_ANSWER_DEVICE };

/* Answers as letters P(column) W D between what is typed, as told so far. */
static void tell(struct mq_answers *answers, unsigned expected, struct mq_buf *out)
{
	int column;
	for (enum mq_answer answer;
		(answer = mq_answers_next(answers, expected, out, &column)) != MQ_ANSWER_NONE;) {
		if (answer == MQ_ANSWER_PLACE) {
			mq_buf_addf(out, "{P%d}", column);
		} else {
			mq_buf_adds(out, answer == MQ_ANSWER_WELL ? "{W}" : "{D}");
		}
	}
}

static void assert_told(unsigned expected, const char *bytes, const char *told)
{
	struct mq_answers answers = {0};
	struct mq_buf out = {0};
	mq_answers_feed(&answers, bytes, strlen(bytes));
	tell(&answers, expected, &out);
	assert_string_equal(out.data ? out.data : "", told);
	mq_buf_release(&out);
	mq_answers_release(&answers);
}

static void answers_are_taken_from_between_keys(void **state)
{
	(void)state;
	assert_told(ALL, "a\033[2;3R王\033[0n\033[A\033[?62;22cq", "a{P3}王{W}\033[A{D}q");
	assert_told(ALL, "\033[2;3R\033[2;12R", "{P3}{P12}");
}

static void what_is_not_expected_stays(void **state)
{
	(void)state;
	assert_told(0, "\033[2;3R\033[0n\033[?1c", "\033[2;3R\033[0n\033[?1c");
	assert_told(0, "a\033[1;", "a\033[1;");
	assert_told(1 << MQ_ANSWER_WELL, "\033[1;2R\033[0n", "\033[1;2R{W}");
}

static void keys_that_look_alike_stay(void **state)
{
	(void)state;
	assert_told(ALL, "\033[3n\033[c\033[R\033[;R\033[2;xR\033OR\033\033[1;99999999R",
		"\033[3n\033[c\033[R\033[;R\033[2;xR\033OR\033\033[1;99999999R");
}

static void an_esc_is_not_held_back(void **state)
{
	(void)state;
	assert_told(ALL, "a\033", "a\033");
	assert_told(ALL, "a\033[", "a");
	assert_told(ALL, "\033b\033]52;c;x\a", "\033b\033]52;c;x\a");
}

static void an_answer_in_pieces_is_one(void **state)
{
	(void)state;
	static const char bytes[] = "x\033[2;3Ry\033[?6cz\033[0n\033[15~w";
	for (size_t first = 0; first < sizeof(bytes) - 1; first++) {
		struct mq_answers answers = {0};
		struct mq_buf out = {0};
		bool torn = bytes[first > 0 ? first - 1 : 0] == '\033';
		mq_answers_feed(&answers, bytes, first);
		tell(&answers, ALL, &out);
		mq_answers_feed(&answers, bytes + first, sizeof(bytes) - 1 - first);
		tell(&answers, ALL, &out);
		assert_true(torn || strcmp(out.data, "x{P3}y{D}z{W}\033[15~w") == 0);
		mq_buf_release(&out);
		mq_answers_release(&answers);
	}
}

static void of_any_bytes_none_is_lost(void **state)
{
	(void)state;
	static const char alphabet[] = "\033\033[[;?0123Rnca~王";
	struct mq_answers answers = {0};
	struct mq_buf out = {0};
	struct mq_buf all = {0};
	uint64_t seed = 8;
	for (int i = 0; i < 20000; i++) {
		char c = alphabet[unit_below(&seed, sizeof(alphabet) - 1)];
		mq_buf_addc(&all, c);
		mq_answers_feed(&answers, &c, 1);
		tell(&answers, 0, &out);
	}
	mq_answers_feed(&answers, "~", 1);
	mq_buf_addc(&all, '~');
	tell(&answers, 0, &out);
	assert_string_equal(out.data, all.data);
	mq_buf_release(&all);
	mq_buf_release(&out);
	mq_answers_release(&answers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_taken_from_between_keys),
		cmocka_unit_test(what_is_not_expected_stays),
		cmocka_unit_test(keys_that_look_alike_stay),
		cmocka_unit_test(an_esc_is_not_held_back),
		cmocka_unit_test(an_answer_in_pieces_is_one),
		cmocka_unit_test(of_any_bytes_none_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
