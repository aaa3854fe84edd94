/*
 * Both lists come from the keymap in force and the table of commands. Letters of the menu are
 * given in the table's order, so they change only where the table does.
 */
#include "menu.h"

#include <stdlib.h>
#include <string.h>

static void begin(struct mq_menu *menu, char *title)
{
	enum mq_context from = menu->from;
	mq_menu_release(menu);
	menu->from = from;
	menu->title = title;
}

static struct mq_choice *add(struct mq_menu *menu, char *keys, const char *text)
{
	menu->choices = mq_grow(menu->choices, &menu->cap, menu->n + 1, sizeof(*menu->choices));
	menu->choices[menu->n] = (struct mq_choice){.keys = keys, .text = text};
	return &menu->choices[menu->n++];
}

/* ---- what may follow ---- */

static char *print_from(const struct mq_sequence *keys, size_t from)
{
	struct mq_sequence rest = {.n = keys->n - from};
	struct mq_buf out = {0};
	memcpy(rest.keys, keys->keys + from, rest.n * sizeof(rest.keys[0]));
	mq_sequence_print(&rest, &out);
	return mq_buf_take(&out);
}

void mq_menu_follow(struct mq_menu *menu, const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *keys)
{
	const struct mq_binding *binding;
	char *title = print_from(keys, 0);
	begin(menu, mq_format("%s ...", title));
	free(title);
	for (size_t at = 0; (binding = mq_keymap_next(keymap, context, keys, &at));) {
		struct mq_choice *choice = add(menu, print_from(&binding->sequence, keys->n),
			_(binding->command->help));
		choice->command = binding->command;
	}
}

/* ---- all actions ---- */

/* The first letter of the name that is free, else of the alphabet, else a digit. */
static char *letter_for(const struct mq_menu *menu, const char *name)
{
	static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	const char *const from[] = {name, others};
	for (size_t i = 0; i < MQ_LENGTH(from); i++) {
		for (const char *at = from[i]; *at; at++) {
			char keys[2] = {*at, '\0'};
			if (*at != '-' && !mq_menu_choice(menu, keys)) {
				return mq_strdup(keys);
			}
		}
	}
	return mq_strdup("");
}

static bool has_commands(const struct mq_menu *menu, const struct mq_keymap *keymap,
	enum mq_topic topic)
{
	for (size_t i = 0; i < mq_n_commands; i++) {
		if (mq_commands[i].topic == topic &&
			mq_keymap_is_for(keymap, menu->from, &mq_commands[i])) {
			return true;
		}
	}
	return false;
}

static void add_topics(struct mq_menu *menu, const struct mq_keymap *keymap)
{
	for (int topic = MQ_TOPIC_NONE + 1; topic < MQ_N_TOPICS; topic++) {
		if (has_commands(menu, keymap, (enum mq_topic)topic)) {
			char *letter = letter_for(menu, mq_topic_name((enum mq_topic)topic));
			add(menu, letter, mq_topic_label((enum mq_topic)topic))->topic = (enum mq_topic)topic;
		}
	}
}

static char *keys_of(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command)
{
	const struct mq_sequence *keys = mq_keymap_keys(keymap, context, command, 0);
	return keys ? print_from(keys, 0) : NULL;
}

static void add_commands(struct mq_menu *menu, const struct mq_keymap *keymap)
{
	for (size_t i = 0; i < mq_n_commands; i++) {
		const struct mq_command *command = &mq_commands[i];
		if (command->topic == menu->topic && mq_keymap_is_for(keymap, menu->from, command)) {
			char *letter = letter_for(menu, command->name);
			struct mq_choice *choice = add(menu, letter, _(command->help));
			choice->command = command;
			choice->bound = keys_of(keymap, menu->from, command);
		}
	}
}

void mq_menu_list(struct mq_menu *menu, const struct mq_keymap *keymap, enum mq_topic topic)
{
	begin(menu, mq_strdup(topic == MQ_TOPIC_NONE ? _("actions") : mq_topic_label(topic)));
	menu->topic = topic;
	if (topic == MQ_TOPIC_NONE) {
		add_topics(menu, keymap);
	} else {
		add_commands(menu, keymap);
	}
}

/* ---- the rest ---- */

const struct mq_choice *mq_menu_choice(const struct mq_menu *menu, const char *keys)
{
	for (size_t i = 0; i < menu->n; i++) {
		if (strcmp(menu->choices[i].keys, keys) == 0) {
			return &menu->choices[i];
		}
	}
	return NULL;
}

void mq_menu_release(struct mq_menu *menu)
{
	for (size_t i = 0; i < menu->n; i++) {
		free(menu->choices[i].keys);
		free(menu->choices[i].bound);
	}
	free(menu->choices);
	free(menu->title);
	*menu = (struct mq_menu){0};
}
