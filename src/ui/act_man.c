/*
 * The manual as a sheet. A page opens over what one was at; a name of another page on the
 * selected line leads there, and back goes the way that one came, to where it began.
 */
#include "act.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

static void open_page(struct mq_app *app, const struct mq_manual_page *page)
{
	mq_manual_open(&app->manual, app->pages_dir, page, mq_view_manual_cols(mq_app_sheet_rect(app)));
}

static void tell_no_page(struct mq_app *app, const char *near)
{
	char *text = mq_format(_("no page is called \"%s\""), app->argument);
	char *hint = near ? mq_format(_("did you mean \"%s\"?"), near) : NULL;
	mq_app_say(app, MQ_ROLE_ERROR, text, hint ? hint : _("without a name they are listed"));
	free(text);
	free(hint);
}

void mq_act_man(struct mq_app *app)
{
	const struct mq_manual_page *page = NULL;
	const char *near = NULL;
	if (app->context == MQ_CONTEXT_MAN && !app->argument) {
		mq_app_enter(app, app->manual.from);
		return;
	}
	if (!mq_manual_look(&app->manual, app->pages_dir)) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the pages are not installed"),
			_("in a shell: man minqing"));
		return;
	}
	if (app->argument) {
		page = mq_manual_find(&app->manual, app->argument, &near);
		if (!page) {
			tell_no_page(app, near);
			return;
		}
	}
	app->manual.from = mq_app_ground(app);
	app->manual.n_back = 0;
	open_page(app, page);
	mq_app_enter(app, MQ_CONTEXT_MAN);
}

/* ---- from page to page ---- */

void mq_act_follow(struct mq_app *app)
{
	struct mq_manual *manual = &app->manual;
	struct mq_slice name;
	const struct mq_manual_page *page = mq_manual_named(manual, manual->list.selected,
		manual->chosen, &name);
	if (!page) {
		mq_app_say(app, MQ_ROLE_HINT, _("this line names no other page"),
			_("Tab goes to the next that does"));
		return;
	}
	if (manual->n_back == MQ_MANUAL_BACK_MAX) {
		memmove(manual->back, manual->back + 1, sizeof(manual->back) - sizeof(*manual->back));
		manual->n_back--;
	}
	manual->back[manual->n_back++] = (struct mq_manual_place){manual->page,
		manual->list.selected, manual->list.top};
	open_page(app, page);
}

bool mq_app_back_page(struct mq_app *app)
{
	struct mq_manual *manual = &app->manual;
	if (manual->n_back == 0) {
		return false;
	}
	struct mq_manual_place place = manual->back[--manual->n_back];
	open_page(app, place.page);
	manual->list.top = place.top;
	mq_list_select(&manual->list, place.selected);
	return true;
}

/* The next name in the text, from the chosen one on; false where there is none. */
static bool choose_next(struct mq_manual *manual)
{
	struct mq_slice name;
	size_t i = manual->chosen + 1;
	for (size_t line = manual->list.selected; line < manual->n_lines; line++, i = 0) {
		if (mq_manual_named(manual, line, i, &name)) {
			mq_list_select(&manual->list, line);
			manual->chosen = i;
			return true;
		}
	}
	return false;
}

static bool choose_previous(struct mq_manual *manual)
{
	struct mq_slice name;
	size_t n = manual->chosen;
	for (size_t line = manual->list.selected + 1; line-- > 0; n = SIZE_MAX) {
		size_t i = 0;
		while (i < n && mq_manual_named(manual, line, i, &name)) {
			i++;
		}
		if (i > 0) {
			mq_list_select(&manual->list, line);
			manual->chosen = i - 1;
			return true;
		}
	}
	return false;
}

void mq_act_next_reference(struct mq_app *app)
{
	struct mq_slice name;
	struct mq_manual *manual = &app->manual;
	bool stands = manual->chosen > 0 || mq_manual_named(manual, manual->list.selected, 0, &name);
	if (!stands) {
		manual->chosen = SIZE_MAX;	/* the first one is next */
	}
	if (!choose_next(manual)) {
		manual->chosen = stands ? manual->chosen : 0;
		mq_app_say(app, MQ_ROLE_HINT, _("no other page is named from here on"), NULL);
	}
}

void mq_act_previous_reference(struct mq_app *app)
{
	if (!choose_previous(&app->manual)) {
		mq_app_say(app, MQ_ROLE_HINT, _("no other page is named before"), NULL);
	}
}

/* ---- sections ---- */

/* A title at the top of the screen shows what it is about. */
static void select_top(struct mq_app *app, size_t line)
{
	app->manual.list.top = line;
	mq_list_select(&app->manual.list, line);
	mq_app_moved(app, 1);
}

void mq_app_go_head(struct mq_app *app, int by)
{
	const struct mq_manual *manual = &app->manual;
	for (size_t at = manual->list.selected + (size_t)(long)by; at < manual->n_lines;
		at += (size_t)(long)by) {
		if (manual->lines[at].head) {
			select_top(app, at);
			return;
		}
	}
}
