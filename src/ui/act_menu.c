/*
 * All actions as a menu of two levels: a letter opens a topic, a letter of that runs the
 * command where the menu was opened.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

void mq_act_actions(struct mq_app *app)
{
	app->menu.from = mq_app_ground(app);
	mq_menu_list(&app->menu, &app->keymap, MQ_TOPIC_NONE);
	mq_app_enter(app, MQ_CONTEXT_ACTIONS);
}

bool mq_app_choose(struct mq_app *app, const char *text, size_t len)
{
	char *key = mq_strndup(text, len);
	const struct mq_choice *choice = mq_menu_choice(&app->menu, strcmp(key, " ") ? key : "Space");
	free(key);
	if (choice && choice->command) {
		mq_app_run_there(app, choice->command, NULL);
	} else if (choice) {
		mq_log_type(&app->log, mq_app_haste(app), text, len);
		mq_menu_list(&app->menu, &app->keymap, choice->topic);
	}
	return choice != NULL;
}
