/* The conditions of the query one by one: going along them, taking one out, denying it. */
#include "act.h"

#include <string.h>

void mq_app_settle_chips(struct mq_app *app)
{
	struct mq_chips *chips = &app->chips;
	struct mq_diag diag = {0};
	app->stale &= ~(unsigned)MQ_STALE_CHIPS;
	if (chips->conditions.question == app->reply.question) {
		return;
	}
	mq_conditions_release(&chips->conditions);
	enum mq_err err = mq_session_conditions(app->session, &chips->conditions, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_CHIPS, &diag);
		mq_conditions_release(&chips->conditions);
	}
	size_t n = chips->conditions.n;
	if (app->context == MQ_CONTEXT_CHIPS && chips->selected >= n) {
		chips->selected = n > 0 ? n - 1 : 0;
	}
}

/* ---- going ---- */

/* The one that was asked for by its number, from 1; else the one that was selected. */
static size_t asked_for(const struct mq_app *app)
{
	size_t number = mq_app_number(app);
	return number > 0 ? number - 1 : app->chips.selected;
}

void mq_act_condition(struct mq_app *app)
{
	mq_app_settle_chips(app);
	size_t n = app->chips.conditions.n;
	if (n == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("the query has no condition"), NULL);
		return;
	}
	size_t at = asked_for(app);
	app->chips.selected = at < n ? at : n - 1;
	app->n_cards = 0;
	mq_app_enter(app, MQ_CONTEXT_CHIPS);
}

void mq_act_condition_left(struct mq_app *app)
{
	app->chips.selected -= app->chips.selected > 0;
}

void mq_act_condition_right(struct mq_app *app)
{
	app->chips.selected += app->chips.selected + 1 < app->chips.conditions.n;
}

/* Its end: that is where one goes on typing. */
void mq_act_condition_edit(struct mq_app *app)
{
	const struct mq_conditions *conditions = &app->chips.conditions;
	struct mq_slice text = mq_prompt_text(&app->prompt);
	mq_app_enter(app, MQ_CONTEXT_QUERY);
	if (app->chips.selected < conditions->n) {
		size_t end = conditions->conditions[app->chips.selected].to;
		while (end > 0 && end <= text.len && ((const char *)text.data)[end - 1] == ' ') {
			end--;
		}
		mq_prompt_place(&app->prompt, end);
	}
}

/* ---- changing ---- */

static void change(struct mq_app *app, enum mq_condition_change how)
{
	struct mq_buf text = {0};
	if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first: / goes there"));
		return;
	}
	mq_session_change_condition(app->session, app->chips.selected, how, &text);
	mq_app_put_query(app, &text);
	mq_buf_release(&text);
}

void mq_act_condition_remove(struct mq_app *app)
{
	bool last = app->chips.conditions.n <= 1;
	change(app, MQ_CONDITION_REMOVE);
	if (last) {
		mq_app_enter(app, MQ_CONTEXT_QUERY);
	}
}

void mq_act_condition_deny(struct mq_app *app)
{
	change(app, MQ_CONDITION_DENY);
}
