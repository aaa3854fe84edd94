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
		switch (unit_below(&seed, 8)) {
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
			mq_prompt_yank_before(&prompt);
			break;
		case 5:
			mq_prompt_swap_terms(&prompt);
			break;
		case 6:
			mq_prompt_put_value(&prompt, text, hostile(unit_below(&seed, N_HOSTILE), text));
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

/* ---- the ring of what was cut, against a plain model ---- */

enum { MODEL_MAX = 64 };

struct model {
	char text[MODEL_MAX * 4];	/* ASCII */
	size_t cursor;
	char kills[MQ_PROMPT_KILLS][MODEL_MAX * 4];	/* the newest first */
	size_t n_kills;
	size_t turned;
	enum mq_edit last;
	size_t put_len;
};

static void model_insert(struct model *model, const char *text)
{
	char behind[sizeof(model->text)];
	strcpy(behind, model->text + model->cursor);
	strcpy(model->text + model->cursor, text);
	strcat(model->text, behind);
	model->cursor += strlen(text);
}

static void model_remove(struct model *model, size_t from, size_t len)
{
	memmove(model->text + from, model->text + from + len, strlen(model->text + from + len) + 1);
	model->cursor = from;
}

/* All before the cursor, or all behind it. */
static void model_kill(struct model *model, bool before)
{
	size_t from = before ? 0 : model->cursor;
	size_t len = before ? model->cursor : strlen(model->text) - from;
	char cut[sizeof(model->text)];
	if (len == 0) {
		return;
	}
	snprintf(cut, sizeof(cut), "%.*s", (int)len, model->text + from);
	model_remove(model, from, len);
	if (model->last == MQ_EDIT_KILL && model->n_kills > 0) {
		char joined[2 * sizeof(cut)];
		snprintf(joined, sizeof(joined), "%s%s", before ? cut : model->kills[0],
			before ? model->kills[0] : cut);
		strcpy(model->kills[0], joined);
	} else {
		memmove(model->kills[1], model->kills[0], sizeof(model->kills) - sizeof(model->kills[0]));
		strcpy(model->kills[0], cut);
		model->n_kills += model->n_kills < MQ_PROMPT_KILLS;
	}
	model->turned = 0;
	model->last = MQ_EDIT_KILL;
}

static void model_yank(struct model *model, bool before)
{
	if (model->n_kills == 0 || (before && model->last != MQ_EDIT_YANK)) {
		model->last = before ? model->last : MQ_EDIT_OTHER;
		return;
	}
	if (before) {
		model_remove(model, model->cursor - model->put_len, model->put_len);
		model->turned = (model->turned + 1) % model->n_kills;
	}
	model_insert(model, model->kills[model->turned]);
	model->put_len = strlen(model->kills[model->turned]);
	model->last = MQ_EDIT_YANK;
}

static void model_type(struct model *model, const char *text)
{
	model_insert(model, text);
	model->last = MQ_EDIT_OTHER;
}

static void what_was_cut_comes_back_as_from_a_plain_ring(void **state)
{
	(void)state;
	static const char *const words[] = {"a", "bc", "d e", " f"};
	struct mq_prompt prompt = {0};
	struct model *model = mq_alloc(sizeof(*model));
	uint64_t seed = 5;
	for (int i = 0; i < 20000; i++) {
		bool before = unit_below(&seed, 2);
		const char *word = words[unit_below(&seed, MQ_LENGTH(words))];
		switch (strlen(model->text) > MODEL_MAX ? 0 : unit_below(&seed, 4)) {
		case 0:
			mq_prompt_delete(&prompt, before ? MQ_MOVE_START : MQ_MOVE_END, true);
			model_kill(model, before);
			break;
		case 1:
			(before ? (void)mq_prompt_yank_before(&prompt) : mq_prompt_yank(&prompt));
			model_yank(model, before);
			break;
		case 2:
			mq_prompt_move(&prompt, MQ_MOVE_LEFT);
			model->cursor -= model->cursor > 0;
			model->last = MQ_EDIT_OTHER;
			break;
		default:
			put(&prompt, word);
			model_type(model, word);
		}
		assert_string_equal(text_of(&prompt), model->text);
		assert_int_equal(prompt.cursor, model->cursor);
	}
	mq_prompt_release(&prompt);
	free(model);
}

static void terms_change_places_and_nothing_else_does(void **state)
{
	static const struct {
		const char *text;
		size_t cursor;
		const char *swapped;
		size_t behind;
	} cases[] = {
		{"a bc d", 0, "bc a d", 4}, {"a bc d", 2, "bc a d", 4}, {"a bc d", 3, "a d bc", 6},
		{"a bc d", 4, "a d bc", 6}, {"a bc d", 6, "a d bc", 6}, {" 高龄　独居 ", 8, " 独居　高龄 ", 16},
		{"a  bc ", 6, "bc  a ", 5},
	};
	struct mq_prompt prompt = {0};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		mq_prompt_put(&prompt, cases[i].text, strlen(cases[i].text), cases[i].cursor);
		assert_true(mq_prompt_swap_terms(&prompt));
		assert_string_equal(text_of(&prompt), cases[i].swapped);
		assert_int_equal(prompt.cursor, cases[i].behind);
	}
	mq_prompt_set(&prompt, " alone ", 7);
	assert_false(mq_prompt_swap_terms(&prompt));
	assert_string_equal(text_of(&prompt), " alone ");
	mq_prompt_release(&prompt);
}

static void a_value_takes_the_place_of_the_one_before(void **state)
{
	struct mq_prompt prompt = {0};
	(void)state;
	put(&prompt, "age>=");
	mq_prompt_put_value(&prompt, "80", 2);
	mq_prompt_put_value(&prompt, "王", 3);
	assert_string_equal(text_of(&prompt), "age>=王");
	put(&prompt, " ");
	mq_prompt_put_value(&prompt, "x", 1);
	assert_string_equal(text_of(&prompt), "age>=王 x");
	mq_prompt_move(&prompt, MQ_MOVE_LEFT);
	mq_prompt_put_value(&prompt, "y", 1);
	assert_string_equal(text_of(&prompt), "age>=王 yx");
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
		cmocka_unit_test(what_was_cut_comes_back_as_from_a_plain_ring),
		cmocka_unit_test(terms_change_places_and_nothing_else_does),
		cmocka_unit_test(a_value_takes_the_place_of_the_one_before),
		cmocka_unit_test(a_line_has_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
