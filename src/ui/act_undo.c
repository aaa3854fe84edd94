/*
 * Undoing and doing again. A step is what was asked and who was gone to before a change;
 * going back to one is itself a change that can be taken back. Letters typed in a row
 * are one step, up to a space.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

static struct mq_step present(const struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	return (struct mq_step){
		.text = mq_strndup(text.data ? text.data : "", text.len),
		.cursor = app->prompt.cursor,
		.unknown = app->results.unknown,
		.id = app->results.held ? app->results.id : MQ_NO_RECORD,
	};
}

void mq_app_step(struct mq_app *app, enum mq_change change)
{
	bool joined = change != MQ_CHANGE_OTHER && change == app->changed_before;
	app->changed = change;
	if (!joined) {
		mq_steps_push(&app->undo, present(app));
		mq_steps_clear(&app->redo);
	}
}

static void go_to(struct mq_app *app, struct mq_step step)
{
	mq_prompt_put(&app->prompt, step.text, strlen(step.text), step.cursor);
	mq_app_asked_anew(app);
	app->results.unknown = step.unknown;
	app->results.held = step.id != MQ_NO_RECORD;
	app->results.id = step.id;
	free(step.text);
}

static void move(struct mq_app *app, struct mq_steps *from, struct mq_steps *to,
	const char *nothing)
{
	struct mq_step step;
	if (!mq_steps_pop(from, &step)) {
		mq_app_say(app, MQ_ROLE_HINT, nothing, NULL);
		return;
	}
	mq_steps_push(to, present(app));
	go_to(app, step);
}

void mq_act_undo(struct mq_app *app)
{
	move(app, &app->undo, &app->redo, _("there is nothing to undo"));
}

void mq_act_redo(struct mq_app *app)
{
	move(app, &app->redo, &app->undo, _("there is nothing to do again"));
}
