/*
 * What tasks cost: keys are counted where they come in, and put down to a task where that is
 * done. Only counts are kept (burden.h), and nothing at all where the settings say so.
 */
#include <stdlib.h>
#include <string.h>

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

/* "a card looked up: 12 keys, 18 s (41 times)" */
static void say_line(const struct mq_burden_line *line, struct mq_buf *said)
{
	unsigned long long times = line->times ? line->times : 1;
	mq_buf_adds(said, said->len > 0 ? _("; ") : "");
	mq_buf_addf(said, _("%s: %llu keys, %llu s (×%llu)"), mq_burden_label(line->task),
		(unsigned long long)(line->keys + times / 2) / times,
		(unsigned long long)(line->seconds + times / 2) / times, times);
}

static void say_month(struct mq_app *app, const struct mq_burden_lines *lines)
{
	struct mq_buf said = {0};
	mq_day today = 0;
	char day[16];
	mq_day_today(&today, NULL);
	mq_day_format(today, day);
	for (size_t i = 0; i < lines->n; i++) {
		if (strncmp(lines->lines[i].month, day, 7) == 0) {
			say_line(&lines->lines[i], &said);
		}
	}
	mq_app_say(app, MQ_ROLE_HINT, said.len > 0 ? said.data : _("nothing was counted this month"),
		_("`minqing burden` tells all months"));
	mq_buf_release(&said);
}

void mq_act_burden(struct mq_app *app)
{
	struct mq_burden_lines lines = {0};
	struct mq_diag diag = {0};
	if (!app->burden_path) {
		mq_app_say(app, MQ_ROLE_HINT, _("what tasks cost is not counted"),
			_("burden: true in settings.yaml counts it"));
		return;
	}
	if (mq_burden_keep(app->burden_path, &app->burden, &diag) == MQ_OK &&
		mq_burden_read(app->burden_path, &lines, &diag) == MQ_OK) {
		say_month(app, &lines);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_burden_lines_release(&lines);
	mq_diag_release(&diag);
}
