/* What is bound is told: help, hints, messages. */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/view.h"

static const char *const langs[] = {"en", "zh"};

/* Of the catalogue that is built beside the tests. */
static int begin(void **state)
{
	const char *build = getenv("BUILD");
	char *dir = mq_format("%s/locale", build ? build : "build");
	(void)state;
	mq_lang_init(dir);
	free(dir);
	return 0;
}

static int setup(void **state)
{
	mq_lang_ask_for("en");
	struct mq_keymap *keymap = calloc(1, sizeof(*keymap));
	*state = keymap;
	return mq_keymap_read(keymap, "keys", mq_builtin_keys, strlen(mq_builtin_keys), NULL);
}

static int teardown(void **state)
{
	mq_keymap_release(*state);
	free(*state);
	return 0;
}

static char *print(struct mq_cells *cells)
{
	struct mq_buf out = {0};
	mq_cells_print(cells, &out);
	mq_cells_release(cells);
	return mq_buf_take(&out);
}

/* Where one types, letters and "?" are text. */
static bool is_typed_into(int context)
{
	return context == MQ_CONTEXT_QUERY || context == MQ_CONTEXT_COLUMNS ||
		context == MQ_CONTEXT_PALETTE || context == MQ_CONTEXT_FORM;
}

/* "F1 help" or "F1 帮助". */
static void expect_hint(const struct mq_keymap *keymap, int context, int width, const char *key,
	const char *hint)
{
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, width, 1);
	mq_view_hints(&cells, mq_cells_rect(&cells),
		&(const struct mq_hints){.keymap = keymap, .context = (enum mq_context)context});
	char *text = print(&cells);
	char *wanted = mq_format("%s %s", key, _(hint));
	assert_non_null(strstr(text, wanted));
	free(wanted);
	free(text);
}

static void help_is_in_sight_at_every_width_in_every_context(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(langs) * MQ_N_CONTEXTS; i++) {
		int c = (int)(i / MQ_LENGTH(langs));
		mq_lang_ask_for(langs[i % MQ_LENGTH(langs)]);
		assert_int_equal(strcmp(_("help"), "help") != 0, mq_lang_is_chinese());
		for (int width = 20; width <= 200 && c > MQ_CONTEXT_ANY; width++) {
			expect_hint(*state, c, width, is_typed_into(c) ? "F1" : "?", "help");
		}
	}
}

static void the_way_out_is_in_sight_at_80_columns(void **state)
{
	for (size_t i = 0; i < MQ_LENGTH(langs); i++) {
		mq_lang_ask_for(langs[i]);
		for (int c = MQ_CONTEXT_QUERY; c < MQ_CONTEXT_HELP; c++) {
			expect_hint(*state, c, 80, c == MQ_CONTEXT_QUERY ? "F10" : "q", "leave");
		}
	}
}

/* The context's own lines stand before those of the others. */
static size_t own_lines(const struct mq_help *help, enum mq_context context)
{
	const char *label = mq_context_label(context);
	size_t n = 0;
	while (n < help->n_lines && (help->lines[n].keys ||
		strncmp(help->lines[n].text, label, strlen(label)) == 0)) {
		n++;
	}
	return n;
}

static void help_tells_every_command_bound_in_its_context(void **state)
{
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		struct mq_help help = {0};
		mq_help_make(&help, *state, (enum mq_context)c, "", 0);
		size_t n_own = own_lines(&help, (enum mq_context)c);
		for (size_t i = 0; i < mq_n_commands; i++) {
			bool bound = mq_keymap_keys(*state, (enum mq_context)c, &mq_commands[i], 0) != NULL;
			bool told = false;
			for (size_t l = 0; l < n_own; l++) {
				told |= help.lines[l].command == &mq_commands[i];
			}
			assert_int_equal(told, bound);
		}
		mq_help_release(&help);
	}
}

/* Typed as a key, a command's name, words of its text. */
static void help_is_looked_through_by_key_name_and_text(void **state)
{
	static const char *const typed[] = {"C-k", "kill-end", "cut all behind", "KILL-E"};
	for (size_t i = 0; i < MQ_LENGTH(typed); i++) {
		struct mq_help help = {.list.height = 10};
		mq_help_make(&help, *state, MQ_CONTEXT_QUERY, typed[i], strlen(typed[i]));
		assert_int_equal(help.n_lines, 2);
		assert_false(mq_help_is_line(&help, 0));
		assert_ptr_equal(help.lines[1].command, mq_command_find("kill-end"));
		assert_int_equal(help.list.selected, 1);
		mq_help_release(&help);
	}
	struct mq_help help = {0};
	mq_help_make(&help, *state, MQ_CONTEXT_QUERY, "zzz", 3);
	assert_int_equal(help.n_lines, 0);
	assert_false(mq_help_is_line(&help, 0));
	mq_help_release(&help);
}

static void every_title_stands_above_a_line(void **state)
{
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		struct mq_help help = {0};
		mq_help_make(&help, *state, (enum mq_context)c, "", 0);
		for (size_t l = 0; l < help.n_lines; l++) {
			bool title = !help.lines[l].keys;
			assert_true(!title || (l + 1 < help.n_lines && help.lines[l + 1].keys));
			assert_int_equal(title, help.lines[l].command == NULL);
		}
		mq_help_release(&help);
	}
}

static bool has_line(const struct mq_help *help, const char *keys, const char *text)
{
	bool has = false;
	for (size_t l = 0; l < help->n_lines; l++) {
		has |= help->lines[l].keys && strcmp(help->lines[l].keys, keys) == 0 &&
			strcmp(help->lines[l].text, text) == 0;
	}
	return has;
}

static void a_field_is_told_with_its_values_and_how_many_have_one(void **state)
{
	(void)state;
	static const struct mq_code codes[] = {{"m", "男", "male", NULL, 0}, {"f", "女", "female", NULL, 0}};
	static const struct mq_codes list = {"sex", NULL, false, codes, 2};
	static const struct mq_kind kind = {.id = "resident", .zh = "人", .en = "resident"};
	static const struct mq_group group = {"identity", "身份", "identity"};
	static const struct mq_field field = {.id = "sex", .zh = "性别", .en = "sex",
		.type = MQ_TYPE_CODE, .codes = &list, .privacy = 2, .years_since = MQ_NO_FIELD,
		.reading_of = MQ_NO_FIELD};
	const struct mq_schema schema = {.kinds = &kind, .n_kinds = 1, .fields = &field,
		.n_fields = 1, .groups = &group, .n_groups = 1};
	struct mq_help help = {0};
	mq_help_field(&help, &schema, &field, &(const struct mq_known){580, 600}, NULL);
	assert_true(has_line(&help, "also called", "sex, 性别"));
	assert_true(has_line(&help, "type", "one of a list"));
	assert_true(has_line(&help, "privacy", "sensitive"));
	assert_true(has_line(&help, "known of", "580 of 600"));
	assert_true(has_line(&help, "female", "f"));
	mq_help_release(&help);
}

static void every_command_explains_itself_in_a_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		assert_true(strlen(command->help) > 0 && strlen(command->help) <= 60);
		mq_lang_ask_for("zh");
		assert_in_range(mq_shown_width(_(command->help), strlen(_(command->help))), 2, 60);
		assert_true(command->hinted == 0 || command->hint);
		assert_non_null(command->run);
		assert_in_range(command->topic, MQ_TOPIC_NONE + 1, MQ_TOPIC_LAST);
		assert_ptr_equal(mq_command_find(command->name), command);
	}
}

static void a_message_tells_the_way_out_behind_or_below(void **state)
{
	(void)state;
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, 40, 1);
	mq_view_message(&cells, mq_cells_rect(&cells), MQ_ROLE_ERROR, "no field 'x'", "did you mean 'y'?");
	char *one = print(&cells);
	assert_string_equal(one, "no field 'x'  did you mean 'y'?\n");
	mq_cells_resize(&cells, 20, 2);
	mq_view_message(&cells, mq_cells_rect(&cells), MQ_ROLE_ERROR, "no field 'x'", "did you mean 'y'?");
	char *two = print(&cells);
	assert_string_equal(two, "no field 'x'\ndid you mean 'y'?\n");
	free(one);
	free(two);
}

static void expect_message(int width, int height, const char *message, const char *hint,
	const char *wanted)
{
	struct mq_cells cells = {0};
	mq_cells_resize(&cells, width, height);
	mq_view_message(&cells, mq_cells_rect(&cells), MQ_ROLE_ERROR, message, hint);
	char *seen = print(&cells);
	assert_string_equal(seen, wanted);
	free(seen);
}

static void a_long_message_takes_the_line_that_is_free(void **state)
{
	(void)state;
	expect_message(20, 2, "a message that is too long", NULL, "a message that is\ntoo long\n");
	expect_message(20, 2, "a message that is too long", "mend it", "a message that is\n"
		"too long  mend it\n");
	expect_message(20, 2, "a message that is too long", "mend it here", "a message that is t~\n"
		"mend it here\n");
	expect_message(10, 2, "much longer than two lines", NULL, "much longe\nr than tw~\n");
}

/* Spaces and ends of lines left out. */
static char *letters_of(const char *text)
{
	struct mq_buf out = {0};
	for (mq_buf_adds(&out, ""); *text; text++) {
		if (*text != ' ' && *text != '\n') {
			mq_buf_addc(&out, *text);
		}
	}
	return mq_buf_take(&out);
}

static void a_line_that_was_cut_is_told_whole(void **state)
{
	enum { WIDTH = 40, KEYS = 17 };
	struct mq_cells cells = {0};
	struct mq_help help = {.list.height = 10};
	mq_cells_resize(&cells, WIDTH, 2);
	mq_help_make(&help, *state, MQ_CONTEXT_QUERY, "", 0);
	for (size_t at = 0; at < help.n_lines; at++) {
		const struct mq_help_line *line = &help.lines[at];
		mq_list_select(&help.list, at);
		mq_view_help_told(&cells, mq_cells_rect(&cells), &help, WIDTH);
		bool keys_cut = line->keys && strlen(line->keys) > KEYS;
		bool cut = line->keys && (keys_cut || strlen(line->text) > WIDTH - KEYS - 3);
		struct mq_buf told = {0};
		mq_cells_print(&cells, &told);
		char *seen = letters_of(told.data);
		char *whole = mq_format("%s%s", keys_cut ? line->keys : "", cut ? line->text : "");
		char *wanted = letters_of(whole);
		assert_string_equal(seen, wanted);
		free(seen);
		free(wanted);
		free(whole);
		mq_buf_release(&told);
	}
	mq_help_release(&help);
	mq_cells_release(&cells);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(help_is_in_sight_at_every_width_in_every_context),
		TEST(the_way_out_is_in_sight_at_80_columns),
		TEST(help_tells_every_command_bound_in_its_context),
		TEST(help_is_looked_through_by_key_name_and_text),
		TEST(every_title_stands_above_a_line),
		TEST(a_field_is_told_with_its_values_and_how_many_have_one),
		TEST(every_command_explains_itself_in_a_line),
		TEST(a_message_tells_the_way_out_behind_or_below),
		TEST(a_long_message_takes_the_line_that_is_free),
		TEST(a_line_that_was_cut_is_told_whole),
	};
	return cmocka_run_group_tests(tests, begin, NULL);
}
