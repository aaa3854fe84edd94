/* Editing the query line. Only what changes its text asks anew. */
#include "act.h"

static void move(struct mq_app *app, enum mq_move where)
{
	mq_prompt_move(&app->prompt, where);
	mq_app_cursor_moved(app);
}

static void cut(struct mq_app *app, enum mq_move where, bool kill)
{
	mq_app_step(app, kill ? MQ_CHANGE_OTHER : MQ_CHANGE_DELETE);
	mq_prompt_delete(&app->prompt, where, kill);
	mq_app_asked_anew(app);
}

void mq_act_char_left(struct mq_app *app)
{
	move(app, MQ_MOVE_LEFT);
}

void mq_act_char_right(struct mq_app *app)
{
	if (!mq_app_take_ghost(app)) {
		move(app, MQ_MOVE_RIGHT);
	}
}

void mq_act_word_left(struct mq_app *app)
{
	move(app, MQ_MOVE_WORD_LEFT);
}

void mq_act_word_right(struct mq_app *app)
{
	move(app, MQ_MOVE_WORD_RIGHT);
}

void mq_act_line_start(struct mq_app *app)
{
	move(app, MQ_MOVE_START);
}

void mq_act_line_end(struct mq_app *app)
{
	if (!mq_app_take_ghost(app)) {
		move(app, MQ_MOVE_END);
	}
}

void mq_act_delete_left(struct mq_app *app)
{
	cut(app, MQ_MOVE_LEFT, false);
}

void mq_act_delete_right(struct mq_app *app)
{
	cut(app, MQ_MOVE_RIGHT, false);
}

void mq_act_kill_term(struct mq_app *app)
{
	cut(app, MQ_MOVE_TERM_LEFT, true);
}

void mq_act_kill_word(struct mq_app *app)
{
	cut(app, MQ_MOVE_WORD_RIGHT, true);
}

void mq_act_kill_start(struct mq_app *app)
{
	cut(app, MQ_MOVE_START, true);
}

void mq_act_kill_end(struct mq_app *app)
{
	cut(app, MQ_MOVE_END, true);
}

void mq_act_yank(struct mq_app *app)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_yank(&app->prompt);
	mq_app_asked_anew(app);
}

void mq_act_yank_before(struct mq_app *app)
{
	if (app->prompt.last != MQ_EDIT_YANK) {
		mq_app_say(app, MQ_ROLE_HINT, _("nothing was put in just now"), _("C-y puts in what was cut"));
		return;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_yank_before(&app->prompt);
	mq_app_asked_anew(app);
}

void mq_act_swap_terms(struct mq_app *app)
{
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_swap_terms(&app->prompt);
	mq_app_asked_anew(app);
}
