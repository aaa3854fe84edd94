/* Menus list what is bound and what there is: all of it, each once, at every size. */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/view.h"

static int setup(void **state)
{
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

/* The keys behind the first one. */
static char *rest_of(const struct mq_sequence *keys)
{
	struct mq_sequence rest = {.n = keys->n - 1};
	struct mq_buf out = {0};
	memcpy(rest.keys, keys->keys + 1, rest.n * sizeof(rest.keys[0]));
	mq_sequence_print(&rest, &out);
	return mq_buf_take(&out);
}

/* How many bindings go on behind the prefix, each looked for in the menu, and in its picture. */
static size_t check_prefix(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *prefix, const struct mq_menu *menu, const char *picture)
{
	size_t n = 0;
	for (size_t i = 0; i < keymap->n_bindings; i++) {
		const struct mq_binding *b = &keymap->bindings[i];
		const struct mq_command *command;
		if ((b->context != context && b->context != MQ_CONTEXT_ANY) || b->sequence.n < 2 ||
			b->sequence.keys[0] != prefix->keys[0] ||
			mq_keymap_find(keymap, context, &b->sequence, &command) != MQ_LOOKUP_FOUND) {
			continue;
		}
		char *rest = rest_of(&b->sequence);
		char *shown = mq_format(" %s ", rest);
		char *at_end = mq_format(" %s\n", rest);	/* blanks there are not printed */
		const struct mq_choice *choice = mq_menu_choice(menu, rest);
		assert_non_null(choice);
		assert_ptr_equal(choice->command, command);
		assert_true(strstr(picture, shown) || strstr(picture, at_end));
		free(shown);
		free(at_end);
		free(rest);
		n++;
	}
	return n;
}

static void every_prefix_shows_all_that_may_follow_at_every_size(void **state)
{
	static const int sizes[][2] = {{20, 3}, {40, 14}, {80, 19}, {120, 35}};
	size_t n_prefixes = 0;
	const struct mq_keymap *keymap = *state;
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		for (size_t i = 0; i < keymap->n_bindings; i++) {
			struct mq_sequence prefix = {.n = 1, .keys = {keymap->bindings[i].sequence.keys[0]}};
			const struct mq_command *command;
			struct mq_menu menu = {0};
			if (mq_keymap_find(keymap, (enum mq_context)c, &prefix, &command) !=
				MQ_LOOKUP_PREFIX) {
				continue;
			}
			mq_menu_follow(&menu, keymap, (enum mq_context)c, &prefix);
			for (size_t s = 0; s < MQ_LENGTH(sizes); s++) {
				struct mq_cells cells = {0};
				struct mq_buf out = {0};
				mq_cells_resize(&cells, sizes[s][0], sizes[s][1]);
				mq_view_menu(&cells, mq_cells_rect(&cells), &menu);
				mq_cells_print(&cells, &out);
				assert_int_equal(check_prefix(keymap, (enum mq_context)c, &prefix, &menu, out.data),
					menu.n);
				mq_buf_release(&out);
				mq_cells_release(&cells);
			}
			n_prefixes++;
			mq_menu_release(&menu);
		}
	}
	assert_true(n_prefixes > 4);
}

/* Commands of the context through the topics; how many. */
static size_t count_through_topics(const struct mq_keymap *keymap, enum mq_context context,
	bool *listed)
{
	struct mq_menu topics = {.from = context};
	size_t n = 0;
	mq_menu_list(&topics, keymap, MQ_TOPIC_NONE);
	for (size_t t = 0; t < topics.n; t++) {
		struct mq_menu menu = {.from = context};
		mq_menu_list(&menu, keymap, topics.choices[t].topic);
		for (size_t i = 0; i < menu.n; i++) {
			const struct mq_choice *choice = &menu.choices[i];
			size_t at = (size_t)(choice->command - mq_commands);
			assert_false(listed[at]);
			listed[at] = true;
			n++;
			assert_int_equal(strlen(choice->keys), 1);
			assert_ptr_equal(mq_menu_choice(&menu, choice->keys), choice);
		}
		mq_menu_release(&menu);
	}
	mq_menu_release(&topics);
	return n;
}

static void the_menu_of_actions_has_each_command_of_its_context_once(void **state)
{
	const struct mq_keymap *keymap = *state;
	for (int c = MQ_CONTEXT_QUERY; c <= MQ_CONTEXT_LAST; c++) {
		bool *listed = calloc(mq_n_commands, sizeof(*listed));
		size_t n = count_through_topics(keymap, (enum mq_context)c, listed);
		for (size_t i = 0; i < mq_n_commands; i++) {
			assert_int_equal(listed[i],
				mq_keymap_is_for(keymap, (enum mq_context)c, &mq_commands[i]));
			n -= listed[i];
		}
		assert_int_equal(n, 0);
		free(listed);
	}
}

static void the_first_letter_of_a_name_that_is_free_is_its_letter(void **state)
{
	struct mq_menu menu = {.from = MQ_CONTEXT_RESULTS};
	mq_menu_list(&menu, *state, MQ_TOPIC_MARKS);
	assert_string_equal(mq_menu_choice(&menu, "m")->command->name, "mark");
	assert_string_equal(mq_menu_choice(&menu, "a")->command->name, "mark-range");
	assert_string_equal(mq_menu_choice(&menu, "m")->bound, "x");
	mq_menu_release(&menu);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_prefix_shows_all_that_may_follow_at_every_size),
		TEST(the_menu_of_actions_has_each_command_of_its_context_once),
		TEST(the_first_letter_of_a_name_that_is_free_is_its_letter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
