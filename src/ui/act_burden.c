/*
 * What tasks cost: keys are counted where they come in, and put down to a task where that is
 * done. Only counts are kept (burden.h), and nothing at all where the settings say so.
 */
#include "act.h"

void mq_app_read_burden(struct mq_app *app)
{
	if (app->settings.burden) {
		app->burden_path = mq_burden_path();
	}
}

void mq_app_keep_burden(struct mq_app *app)
{
	if (app->burden_path) {
		mq_burden_keep(app->burden_path, &app->burden, NULL);
	}
}

void mq_app_burden_key(struct mq_app *app)
{
	if (app->burden_path) {
		mq_burden_key(&app->burden, mq_terminal_now_ms());
	}
}

void mq_app_burden_end(struct mq_app *app, const char *task)
{
	mq_day today;
	if (app->burden_path && mq_day_today(&today, NULL) == MQ_OK) {
		mq_burden_end(&app->burden, task, today);
	}
}

/* ---- told ---- */

/* What was counted on this screen is part of it. */
void mq_act_burden(struct mq_app *app)
{
	struct mq_diag diag = {0};
	if (!app->burden_path) {
		mq_app_say(app, MQ_ROLE_HINT, _("what tasks cost is not counted"),
			_("burden: true in settings.yaml counts it"));
	} else if (mq_burden_keep(app->burden_path, &app->burden, &diag) == MQ_OK) {
		mq_app_open_board(app, "burden", NULL);
		mq_app_say(app, MQ_ROLE_HINT, _("`minqing burden` tells all months"), NULL);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
}
