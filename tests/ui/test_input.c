/* Bytes to keys, with the clock in our hands. */
#include "unit.h"

#include "../../src/ui/input.h"

struct typing {
	struct mq_input input;
	int64_t now_ms;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct typing));
	((struct typing *)*state)->now_ms = 1000;
	return 0;
}

static int teardown(void **state)
{
	struct typing *typing = *state;
	mq_input_release(&typing->input);
	free(typing);
	return 0;
}

static void feed(struct typing *typing, const char *bytes)
{
	mq_input_feed(&typing->input, bytes, strlen(bytes), typing->now_ms);
}

/* All keys certain now, as names with spaces between. */
static const char *keys(struct typing *typing)
{
	static char names[4096];
	struct mq_buf out = {0};
	mq_press press;
	while (mq_input_next(&typing->input, typing->now_ms, &press)) {
		if (out.len > 0) {
			mq_buf_addc(&out, ' ');
		}
		if (press == MQ_PRESS_PASTE) {
			struct mq_slice text = mq_input_pasted(&typing->input);
			mq_buf_addc(&out, '<');
			mq_buf_add(&out, text.data, text.len);
			mq_buf_addc(&out, '>');
		} else {
			mq_press_print(press, &out);
		}
	}
	snprintf(names, sizeof(names), "%s", out.data ? out.data : "");
	mq_buf_release(&out);
	return names;
}

static void wait_ms(struct typing *typing, int ms)
{
	typing->now_ms += ms;
}

static void text_and_keys_are_told_apart(void **state)
{
	struct typing *typing = *state;
	feed(typing, "a王\r\t\x7f\x01\033[A\033OB\033[1;5C\033[3~\033[15~\033OP\033[Z\033[[B");
	assert_string_equal(keys(typing),
		"a 王 Enter Tab Backspace C-a Up Down C-Right Del F5 F1 S-Tab F2");
}

static void a_lone_esc_is_a_key_after_a_while(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033");
	assert_string_equal(keys(typing), "");
	assert_int_equal(mq_input_wait_ms(&typing->input, typing->now_ms), MQ_ESC_DELAY_MS);
	wait_ms(typing, MQ_ESC_DELAY_MS);
	assert_string_equal(keys(typing), "Esc");
	assert_int_equal(mq_input_wait_ms(&typing->input, typing->now_ms), -1);
}

static void an_arrow_torn_for_less_than_the_delay_is_an_arrow(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033");
	wait_ms(typing, 60);
	assert_string_equal(keys(typing), "");
	feed(typing, "[A");
	assert_string_equal(keys(typing), "Up");
}

static void the_rest_of_a_torn_key_is_swallowed(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033");
	wait_ms(typing, 110);
	assert_string_equal(keys(typing), "Esc");
	wait_ms(typing, 100);
	feed(typing, "[");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, 40);
	feed(typing, "Aj");
	assert_string_equal(keys(typing), "j");
	feed(typing, "[");
	assert_string_equal(keys(typing), "[");
}

static void a_bracket_long_after_esc_is_a_bracket(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033");
	wait_ms(typing, 100);
	assert_string_equal(keys(typing), "Esc");
	wait_ms(typing, MQ_ESC_SPLIT_MS + 1);
	feed(typing, "[A");
	assert_string_equal(keys(typing), "[ A");
}

static void alt_and_a_character_are_one_key(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033b\033王");
	assert_string_equal(keys(typing), "M-b M-王");
}

static void a_character_torn_by_a_slow_line_arrives_whole(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\xe7\x8e");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, 200);
	feed(typing, "\x8b" "x");
	assert_string_equal(keys(typing), "王 x");
}

static void bytes_that_are_no_text_are_dropped(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\xff\xc0\xaf\x9b" "a");
	assert_string_equal(keys(typing), "a");
}

static void answers_of_a_terminal_are_no_keys(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033[?62;22c\033[12;40R\033[0n\033]52;c;cXE=\007\033]11;rgb:0/0/0\033\\\033P1$r0m\033\\"
		"\033[?2026;2$y\033[M q!x");
	/* an old mouse report is a key-like head and three bytes; mice are never asked for */
	assert_string_equal(keys(typing), "Space q ! x");
}

static void a_mouse_is_told_of_only_where_it_was_asked_for(void **state)
{
	struct typing *typing = *state;
	mq_press press;
	feed(typing, "\033[<0;3;4M\033[<0;3;4mx");
	assert_string_equal(keys(typing), "x");
	typing->input.takes_mouse = true;
	feed(typing, "\033[<0;3;4M\033[<0;3;4m\033[<2;1;1Mx");
	assert_true(mq_input_next(&typing->input, typing->now_ms, &press));
	assert_int_equal(press, MQ_PRESS_MOUSE);
	assert_int_equal(typing->input.mouse.x, 2);
	assert_int_equal(typing->input.mouse.y, 3);
	assert_true(mq_input_next(&typing->input, typing->now_ms, &press));
	assert_int_equal(typing->input.mouse.what, MQ_MOUSE_LET_GO);
	assert_string_equal(keys(typing), "x");
	feed(typing, "\033[200~\033[<0;3;4M\033[201~");
	wait_ms(typing, MQ_PASTE_LOST_MS);
	assert_string_equal(keys(typing), "<\033[<0;3;4M>");
}

static void an_answer_that_never_ends_is_given_up(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033]52;c;qqqq");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, 2 * MQ_ESC_SPLIT_MS);
	assert_string_equal(keys(typing), "");
	feed(typing, "a");
	assert_string_equal(keys(typing), "a");
}

static void nothing_in_a_paste_is_a_key(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033[200~a\rq\033[Bq\003\033[20");
	assert_string_equal(keys(typing), "");
	feed(typing, "1~");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, MQ_PASTE_TAIL_MS);
	assert_string_equal(keys(typing), "<a\rq\033[Bq\003>");
}

static void a_forged_end_of_paste_does_not_end_it(void **state)
{
	struct typing *typing = *state;
	feed(typing, "\033[200~x\033[201~\033q\003\r\033[201~");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, MQ_PASTE_TAIL_MS);
	assert_string_equal(keys(typing), "<x\033q\003\r>");
	feed(typing, "q");
	assert_string_equal(keys(typing), "q");
}

static void a_paste_is_cut_at_its_limit(void **state)
{
	struct typing *typing = *state;
	char much[MQ_PASTE_MAX * 2];
	memset(much, 'x', sizeof(much));
	feed(typing, "\033[200~");
	assert_string_equal(keys(typing), "");
	mq_input_feed(&typing->input, much, sizeof(much), typing->now_ms);
	feed(typing, "\033[201~");
	assert_string_equal(keys(typing), "");
	wait_ms(typing, MQ_PASTE_TAIL_MS);
	mq_press press;
	assert_true(mq_input_next(&typing->input, typing->now_ms, &press));
	assert_int_equal(press, MQ_PRESS_PASTE);
	assert_int_equal(mq_input_pasted(&typing->input).len, MQ_PASTE_MAX);
}

static void any_bytes_in_any_pieces_end_in_rest(void **state)
{
	struct typing *typing = *state;
	static const char alphabet[] = "\033[O]P\\~;0125ARMaq\r\x07\x9b\xe7\x8e\x8b";
	uint64_t seed = 5;
	mq_press press;
	for (int i = 0; i < 20000; i++) {
		char piece[8];
		size_t len = 1 + unit_below(&seed, sizeof(piece));
		for (size_t k = 0; k < len; k++) {
			piece[k] = alphabet[unit_below(&seed, sizeof(alphabet) - 1)];
		}
		mq_input_feed(&typing->input, piece, len, typing->now_ms);
		wait_ms(typing, (int)unit_below(&seed, 200));
		while (mq_input_next(&typing->input, typing->now_ms, &press)) {
		}
	}
	for (int i = 0; i < 10 && mq_input_wait_ms(&typing->input, typing->now_ms) >= 0; i++) {
		wait_ms(typing, MQ_PASTE_LOST_MS);
		while (mq_input_next(&typing->input, typing->now_ms, &press)) {
		}
	}
	assert_int_equal(mq_input_wait_ms(&typing->input, typing->now_ms), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_and_keys_are_told_apart),
		TEST(a_lone_esc_is_a_key_after_a_while),
		TEST(an_arrow_torn_for_less_than_the_delay_is_an_arrow),
		TEST(the_rest_of_a_torn_key_is_swallowed),
		TEST(a_bracket_long_after_esc_is_a_bracket),
		TEST(alt_and_a_character_are_one_key),
		TEST(a_character_torn_by_a_slow_line_arrives_whole),
		TEST(bytes_that_are_no_text_are_dropped),
		TEST(answers_of_a_terminal_are_no_keys),
		TEST(a_mouse_is_told_of_only_where_it_was_asked_for),
		TEST(an_answer_that_never_ends_is_given_up),
		TEST(nothing_in_a_paste_is_a_key),
		TEST(a_forged_end_of_paste_does_not_end_it),
		TEST(a_paste_is_cut_at_its_limit),
		TEST(any_bytes_in_any_pieces_end_in_rest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
