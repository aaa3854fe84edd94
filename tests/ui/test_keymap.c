/* Keymaps: one wrong line costs one binding and is told with its place. */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/keymap.h"

struct reading {
	struct mq_keymap keymap;
	struct mq_diag diag;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct reading));
	return 0;
}

static int teardown(void **state)
{
	struct reading *reading = *state;
	mq_keymap_release(&reading->keymap);
	mq_diag_release(&reading->diag);
	free(reading);
	return 0;
}

static enum mq_err read_text(struct reading *reading, const char *text)
{
	return mq_keymap_read(&reading->keymap, "keys.yaml", text, strlen(text), &reading->diag);
}

static enum mq_lookup find(const struct reading *reading, enum mq_context context,
	const char *first, const char *second, const char **name)
{
	struct mq_sequence sequence = {0};
	const struct mq_command *command;
	assert_true(mq_press_parse(first, strlen(first), &sequence.keys[sequence.n++]));
	if (second) {
		assert_true(mq_press_parse(second, strlen(second), &sequence.keys[sequence.n++]));
	}
	enum mq_lookup found = mq_keymap_find(&reading->keymap, context, &sequence, &command);
	*name = command ? command->name : NULL;
	return found;
}

static const char *means(const struct reading *reading, enum mq_context context, const char *key)
{
	const char *name;
	return find(reading, context, key, NULL, &name) == MQ_LOOKUP_FOUND ? name : NULL;
}

static void the_shipped_keymap_is_right(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	assert_int_equal(reading->diag.n_faults, 0);
	assert_string_equal(means(reading, MQ_CONTEXT_RESULTS, "q"), "leave");
	assert_string_equal(means(reading, MQ_CONTEXT_FACETS, "-"), "exclude");
	assert_string_equal(means(reading, MQ_CONTEXT_QUERY, "F1"), "help");
	assert_null(means(reading, MQ_CONTEXT_QUERY, "q"));
	assert_null(means(reading, MQ_CONTEXT_QUERY, "?"));
}

/* Whichever keys are chosen: no command loses its last one where it had some. */
static void every_preset_is_right_and_hides_no_command(void **state)
{
	struct reading *reading = *state;
	for (size_t p = 0; p < MQ_N_PRESETS; p++) {
		struct mq_keymap usual = {0};
		const char *keys = mq_presets[p].keys ? mq_presets[p].keys : "";
		assert_int_equal(mq_keymap_read(&usual, "keys", mq_builtin_keys, strlen(mq_builtin_keys),
			NULL), MQ_OK);
		assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
		assert_int_equal(read_text(reading, keys), MQ_OK);
		assert_int_equal(reading->diag.n_faults, 0);
		for (size_t i = 0; i < mq_n_commands * MQ_N_CONTEXTS; i++) {
			const struct mq_command *command = &mq_commands[i / MQ_N_CONTEXTS];
			enum mq_context context = (enum mq_context)(i % MQ_N_CONTEXTS);
			assert_true(!mq_keymap_keys(&usual, context, command, 0) ||
				mq_keymap_keys(&reading->keymap, context, command, 0));
		}
		mq_keymap_release(&usual);
		mq_keymap_release(&reading->keymap);
	}
}

/* Asked for so seldom that they are called by name. */
static bool has_no_key(const struct mq_command *command)
{
	static const char *const names[] = {"burden", "forget", "link", "log", "mouse", "replay",
		"tutor"};
	size_t at = 0;
	while (at < MQ_LENGTH(names) && strcmp(command->name, names[at]) != 0) {
		at++;
	}
	return at < MQ_LENGTH(names);
}

static void every_command_has_a_key(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	for (size_t i = 0; i < mq_n_commands; i++) {
		bool bound = has_no_key(&mq_commands[i]);
		for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
			bound |= mq_keymap_keys(&reading->keymap, (enum mq_context)c, &mq_commands[i], 0) != NULL;
		}
		assert_true(bound);
	}
}

static void every_context_can_be_helped_and_left(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		assert_string_equal(means(reading, (enum mq_context)c, "F1"), "help");
		assert_string_equal(means(reading, (enum mq_context)c, "F10"), "leave");
		assert_string_equal(means(reading, (enum mq_context)c, "Esc"), "back");
	}
}

/* Input methods take Ctrl-Space (which comes as C-@) and Ctrl-. for themselves, lines C-s, C-q
 * and C-\, window managers F11. */
static void what_is_others_is_never_bound(void **state)
{
	static const char *const keys[] = {"C-Space", "C-@", "C-.", "C-,", "C-s", "C-q", "C-\\", "F11"};
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		for (size_t i = 0; i < MQ_LENGTH(keys); i++) {
			const char *name;
			assert_int_equal(find(reading, (enum mq_context)c, keys[i], NULL, &name),
				MQ_LOOKUP_NONE);
		}
	}
}

static void a_prefix_waits_for_more(void **state)
{
	struct reading *reading = *state;
	const char *name;
	assert_int_equal(read_text(reading, "results:\n  g g: top\n  j: down\n"), MQ_OK);
	assert_int_equal(find(reading, MQ_CONTEXT_RESULTS, "g", NULL, &name), MQ_LOOKUP_PREFIX);
	assert_int_equal(find(reading, MQ_CONTEXT_RESULTS, "g", "g", &name), MQ_LOOKUP_FOUND);
	assert_string_equal(name, "top");
	assert_int_equal(find(reading, MQ_CONTEXT_RESULTS, "g", "j", &name), MQ_LOOKUP_NONE);
	assert_int_equal(find(reading, MQ_CONTEXT_FACETS, "g", NULL, &name), MQ_LOOKUP_NONE);
}

static void a_wrong_line_disables_only_itself(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading,
		"results:\n"
		"  j: dwon\n"
		"  Foo: up\n"
		"  k: up\n"
		"resluts:\n"
		"  x: up\n"), MQ_ERR_CONFIG);
	assert_int_equal(reading->diag.n_faults, 3);
	assert_int_equal(reading->diag.faults[0].line, 2);
	assert_string_equal(reading->diag.faults[0].file, "keys.yaml");
	assert_non_null(strstr(reading->diag.faults[0].hint, "down"));
	assert_int_equal(reading->diag.faults[1].line, 3);
	assert_int_equal(reading->diag.faults[1].column, 3);
	assert_int_equal(reading->diag.faults[2].line, 5);
	assert_null(means(reading, MQ_CONTEXT_RESULTS, "j"));
	assert_string_equal(means(reading, MQ_CONTEXT_RESULTS, "k"), "up");
}

static void two_names_of_one_key_are_a_conflict(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, "query:\n  Tab: down\n  C-i: up\n"), MQ_ERR_CONFIG);
	assert_int_equal(reading->diag.n_faults, 1);
	assert_int_equal(reading->diag.faults[0].line, 3);
	assert_string_equal(means(reading, MQ_CONTEXT_QUERY, "Tab"), "down");
}

static void a_binding_that_begins_another_is_a_conflict(void **state)
{
	struct reading *reading = *state;
	const char *name;
	assert_int_equal(read_text(reading, "results:\n  g g: top\n  g: up\n"), MQ_ERR_CONFIG);
	assert_int_equal(reading->diag.n_faults, 1);
	assert_int_equal(find(reading, MQ_CONTEXT_RESULTS, "g", "g", &name), MQ_LOOKUP_FOUND);
}

static void a_persons_own_goes_before_the_shipped(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	assert_int_equal(read_text(reading, "results:\n  j: up\n  q: none\n  g: bottom\n"), MQ_OK);
	assert_string_equal(means(reading, MQ_CONTEXT_RESULTS, "j"), "up");
	assert_null(means(reading, MQ_CONTEXT_RESULTS, "q"));
	assert_string_equal(means(reading, MQ_CONTEXT_RESULTS, "g"), "bottom");
	assert_string_equal(means(reading, MQ_CONTEXT_FACETS, "j"), "down");
	/* help tells only what works: q no longer leaves here, F10 does */
	struct mq_buf out = {0};
	mq_sequence_print(mq_keymap_keys(&reading->keymap, MQ_CONTEXT_RESULTS,
		mq_command_find("leave"), 0), &out);
	assert_string_equal(out.data, "F10");
	mq_buf_release(&out);
}

static void a_key_taken_from_another_command_is_told(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, "any:\n  F2: save\nresults:\n  F4: sort\n  F5: find\n"),
		MQ_OK);
	assert_int_equal(read_text(reading,
		"any:\n  F2: help\nresults:\n  F2: up\n  F4: none\n  F5: find\n"), MQ_OK);
	const struct mq_binding *own = reading->keymap.bindings + reading->keymap.n_bindings - 4;
	for (size_t i = 0; i < 4; i++) {
		size_t at = 0;
		const struct mq_binding *hidden = mq_keymap_hides(&reading->keymap, own + i, &at);
		assert_int_equal(hidden != NULL, i < 2);
		assert_true(!hidden || (hidden->line == 2 && strcmp(hidden->command->name, "save") == 0));
	}
}

static void what_an_own_binding_hides_is_told_and_no_longer_in_force(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	assert_int_equal(read_text(reading, "results:\n  g: bottom\n  o x: mark\n  j: up\n"), MQ_OK);
	const struct mq_binding *own = reading->keymap.bindings + reading->keymap.n_bindings - 3;
	const struct mq_binding *hidden;
	size_t n = 0;
	for (size_t at = 0; (hidden = mq_keymap_hides(&reading->keymap, own, &at)); n++) {
		assert_false(mq_keymap_is_in_force(&reading->keymap, MQ_CONTEXT_RESULTS, hidden));
		assert_int_equal(hidden->sequence.n, 2);
	}
	assert_int_equal(n, 6);		/* g c, g x, g /, g g, g t, g l */
	size_t at = 0;
	hidden = mq_keymap_hides(&reading->keymap, own + 1, &at);
	assert_string_equal(hidden->command->name, "sort");
	at = 0;
	hidden = mq_keymap_hides(&reading->keymap, own + 2, &at);
	assert_string_equal(hidden->command->name, "down");
	assert_null(mq_keymap_hides(&reading->keymap, own + 2, &at));
	assert_int_equal(own->line, 2);
	assert_int_equal(own->column, 3);
	assert_null(mq_keymap_keys(&reading->keymap, MQ_CONTEXT_RESULTS,
		mq_command_find("unmark-all"), 0));
	assert_true(mq_keymap_is_for(&reading->keymap, MQ_CONTEXT_RESULTS,
		mq_command_find("unmark-all")));
}

static void what_is_shipped_without_a_key_is_for_all_contexts(void **state)
{
	struct reading *reading = *state;
	const struct mq_command *mark = mq_command_find("mark");
	const struct mq_command *forget = mq_command_find("forget");
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	assert_int_equal(read_text(reading, "results:\n  x: none\n  F9: forget\n"), MQ_OK);
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		assert_true(mq_keymap_is_for(&reading->keymap, (enum mq_context)c, forget));
	}
	assert_true(mq_keymap_is_for(&reading->keymap, MQ_CONTEXT_RESULTS, mark));
	assert_false(mq_keymap_is_for(&reading->keymap, MQ_CONTEXT_CARD, mark));
}

static void a_context_that_is_none_is_told_with_all_there_are(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, "resluts:\n  x: up\n"), MQ_ERR_CONFIG);
	for (int c = MQ_CONTEXT_ANY; c <= MQ_CONTEXT_LAST; c++) {
		assert_non_null(strstr(reading->diag.faults[0].hint,
			mq_context_name((enum mq_context)c)));
	}
}

static void what_is_no_yaml_changes_nothing(void **state)
{
	struct reading *reading = *state;
	assert_int_equal(read_text(reading, mq_builtin_keys), MQ_OK);
	assert_int_equal(read_text(reading, "results: [\n"), MQ_ERR_CONFIG);
	assert_true(reading->diag.n_faults > 0);
	assert_string_equal(means(reading, MQ_CONTEXT_RESULTS, "j"), "down");
	assert_int_equal(mq_keymap_read_file(&reading->keymap, "/nonexistent/keys.yaml", NULL),
		MQ_ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_shipped_keymap_is_right),
		TEST(every_preset_is_right_and_hides_no_command),
		TEST(every_command_has_a_key),
		TEST(every_context_can_be_helped_and_left),
		TEST(what_is_others_is_never_bound),
		TEST(a_prefix_waits_for_more),
		TEST(a_wrong_line_disables_only_itself),
		TEST(two_names_of_one_key_are_a_conflict),
		TEST(a_binding_that_begins_another_is_a_conflict),
		TEST(a_persons_own_goes_before_the_shipped),
		TEST(a_key_taken_from_another_command_is_told),
		TEST(what_an_own_binding_hides_is_told_and_no_longer_in_force),
		TEST(what_is_shipped_without_a_key_is_for_all_contexts),
		TEST(a_context_that_is_none_is_told_with_all_there_are),
		TEST(what_is_no_yaml_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
