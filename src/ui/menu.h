/* menu: what one key leads to: what may follow the keys that were pressed, and all actions by
 * topic. */
#ifndef MINQING_UI_MENU_H
#define MINQING_UI_MENU_H

#include "keymap.h"

/* A line of it. */
struct mq_choice {
	char *keys;				/* to press */
	char *bound;				/* what the command is bound to by itself; NULL: nothing */
	const char *text;			/* what it is, in the language shown */
	const struct mq_command *command;	/* NULL: a topic */
	enum mq_topic topic;
};

struct mq_menu {
	struct mq_choice *choices;
	size_t n;
	size_t cap;
	char *title;
	enum mq_topic topic;		/* whose commands are listed; NONE: the topics */
	enum mq_context from;		/* where it was opened: what is chosen runs there */
};

/* All that may follow the keys in the context. */
void mq_menu_follow(struct mq_menu *menu, const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *keys);
/* The topics that have commands for menu->from (topic NONE), or the commands of one; each by the
 * first letter of its name that is free. */
void mq_menu_list(struct mq_menu *menu, const struct mq_keymap *keymap, enum mq_topic topic);
/* The one of this letter, or NULL. */
const struct mq_choice *mq_menu_choice(const struct mq_menu *menu, const char *keys);
void mq_menu_release(struct mq_menu *menu);

#endif
