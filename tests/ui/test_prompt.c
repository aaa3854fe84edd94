/* Editing: whole graphemes, nothing lost, nothing a terminal or a query could obey. */
#include "hostile.h"

#include "../../src/ui/prompt.h"

static const char *text_of(const struct mq_prompt *prompt)
{
	return mq_prompt_text(prompt).data;
}

static void put(struct mq_prompt *prompt, const char *text)
{
	mq_prompt_insert(prompt, text, strlen(text));
}

/* Valid UTF-8, no controls, the cursor at the beginning of a grapheme or the end. */
static void assert_sound(const struct mq_prompt *prompt)
{
	struct mq_slice text = mq_prompt_text(prompt);
	const char *bytes = text.data;
	assert_true(text.len <= MQ_PROMPT_MAX);
	assert_int_equal(mq_utf8_check(bytes, text.len), text.len);
	bool found = prompt->cursor == text.len;
	for (size_t at = 0; at < text.len; at += mq_utf8_grapheme(bytes + at, text.len - at)) {
		found |= at == prompt->cursor;
		assert_true((unsigned char)bytes[at] >= 0x20 && bytes[at] != 0x7f);
	}
	assert_true(found);
}

static void any_edits_leave_a_sound_line(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	uint64_t seed = 11;
	char text[HOSTILE_MAX];
	for (int i = 0; i < 20000; i++) {
		enum mq_move move = (enum mq_move)unit_below(&seed, MQ_MOVE_END + 1);
		switch (unit_below(&seed, 7)) {
		case 0:
		case 1:
			mq_prompt_insert(&prompt, text, hostile(unit_below(&seed, N_HOSTILE), text));
			break;
		case 2:
			mq_prompt_delete(&prompt, move, unit_below(&seed, 2));
			break;
		case 3:
			mq_prompt_yank(&prompt);
			break;
		case 4:
			mq_prompt_recall(&prompt, unit_below(&seed, 2) ? 1 : -1);
			break;
		case 5:
			mq_prompt_remember(&prompt);
			break;
		default:
			mq_prompt_move(&prompt, move);
		}
		assert_sound(&prompt);
	}
	mq_prompt_release(&prompt);
}

static void left_and_right_go_by_graphemes(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	put(&prompt, "a王e\xcc\x81");
	mq_prompt_move(&prompt, MQ_MOVE_LEFT);
	assert_int_equal(prompt.cursor, 4);
	mq_prompt_move(&prompt, MQ_MOVE_LEFT);
	assert_int_equal(prompt.cursor, 1);
	mq_prompt_delete(&prompt, MQ_MOVE_RIGHT, false);
	assert_string_equal(text_of(&prompt), "ae\xcc\x81");
	mq_prompt_release(&prompt);
}

static void words_are_latin_runs_and_single_han(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	put(&prompt, "age>=80 独居");
	mq_prompt_move(&prompt, MQ_MOVE_WORD_LEFT);
	assert_string_equal(text_of(&prompt) + prompt.cursor, "居");
	mq_prompt_move(&prompt, MQ_MOVE_WORD_LEFT);
	mq_prompt_move(&prompt, MQ_MOVE_WORD_LEFT);
	assert_string_equal(text_of(&prompt) + prompt.cursor, "80 独居");
	mq_prompt_move(&prompt, MQ_MOVE_WORD_LEFT);
	assert_string_equal(text_of(&prompt) + prompt.cursor, ">=80 独居");
	mq_prompt_move(&prompt, MQ_MOVE_WORD_LEFT);
	assert_int_equal(prompt.cursor, 0);
	mq_prompt_move(&prompt, MQ_MOVE_WORD_RIGHT);
	assert_int_equal(prompt.cursor, 3);
	mq_prompt_release(&prompt);
}

static void a_killed_term_comes_back_where_it_is_yanked(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	put(&prompt, "高龄 独居");
	mq_prompt_delete(&prompt, MQ_MOVE_TERM_LEFT, true);
	assert_string_equal(text_of(&prompt), "高龄 ");
	mq_prompt_move(&prompt, MQ_MOVE_START);
	mq_prompt_yank(&prompt);
	assert_string_equal(text_of(&prompt), "独居高龄 ");
	mq_prompt_delete(&prompt, MQ_MOVE_LEFT, false);
	mq_prompt_yank(&prompt);
	assert_string_equal(text_of(&prompt), "独独居高龄 ");
	mq_prompt_release(&prompt);
}

static void pasted_controls_become_inert_text(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	put(&prompt, "高龄\r\n独居\t\033[31m\x9b");
	assert_string_equal(text_of(&prompt), "高龄 独居 〔U+001B〕[31m〔0x9B〕");
	mq_prompt_release(&prompt);
}

static void history_keeps_the_line_being_typed(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	mq_prompt_set(&prompt, "one", 3);
	mq_prompt_remember(&prompt);
	mq_prompt_remember(&prompt);
	mq_prompt_set(&prompt, "two", 3);
	mq_prompt_remember(&prompt);
	mq_prompt_set(&prompt, "half", 4);
	mq_prompt_recall(&prompt, 1);
	assert_string_equal(text_of(&prompt), "half");
	mq_prompt_recall(&prompt, -1);
	assert_string_equal(text_of(&prompt), "two");
	mq_prompt_recall(&prompt, -1);
	mq_prompt_recall(&prompt, -1);
	assert_string_equal(text_of(&prompt), "one");
	mq_prompt_recall(&prompt, 1);
	mq_prompt_recall(&prompt, 1);
	assert_string_equal(text_of(&prompt), "half");
	assert_int_equal(prompt.n_history, 2);
	mq_prompt_release(&prompt);
}

static void a_line_has_an_end(void **state)
{
	(void)state;
	struct mq_prompt prompt = {0};
	char wide[3 * 2000];
	for (size_t i = 0; i < sizeof(wide); i += 3) {
		memcpy(wide + i, "王", 3);
	}
	assert_false(mq_prompt_insert(&prompt, wide, sizeof(wide)));
	assert_int_equal(mq_prompt_text(&prompt).len, MQ_PROMPT_MAX / 3 * 3);
	assert_sound(&prompt);
	mq_prompt_release(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_edits_leave_a_sound_line),
		cmocka_unit_test(left_and_right_go_by_graphemes),
		cmocka_unit_test(words_are_latin_runs_and_single_han),
		cmocka_unit_test(a_killed_term_comes_back_where_it_is_yanked),
		cmocka_unit_test(pasted_controls_become_inert_text),
		cmocka_unit_test(history_keeps_the_line_being_typed),
		cmocka_unit_test(a_line_has_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
