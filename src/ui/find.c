/* Finding a text in the rows, without asking anything else. */
#include "act.h"

enum { AT_A_TIME = 20000 };	/* rows one key looks through: some tenths of a second */

static void tell(struct mq_app *app, bool found, size_t rank, bool backwards)
{
	struct mq_buf text = {0};
	bool end = backwards ? rank == 0 : rank + 1 >= app->results.list.count;
	if (!found && end) {
		mq_buf_addf(&text, _("\"%s\" is in no row from here on"), app->find.text.data);
	} else if (!found) {
		mq_buf_addf(&text, _("\"%s\" is in none of the next %d rows"), app->find.text.data,
			AT_A_TIME);
	}
	if (text.len > 0) {
		mq_app_say(app, MQ_ROLE_HINT, text.data, end ? _("N looks the other way")
			: _("the same key goes on from here"));
	}
	mq_buf_release(&text);
}

static void go_to_row(struct mq_app *app, size_t rank)
{
	mq_list_select(&app->results.list, rank);
	app->n_cards = 0;
	mq_app_hold_row(app);
}

static void find(struct mq_app *app, size_t from, bool backwards)
{
	struct mq_page page = mq_app_page(app);
	struct mq_diag diag = {0};
	size_t rank = from;
	bool found = false;
	page.offset = from;
	page.limit = AT_A_TIME;
	enum mq_err err = mq_session_seek(app->session, &page, app->find.text.data,
		app->find.text.len, backwards, &rank, &found, &diag);
	if (err != MQ_OK) {
		mq_app_say_diag(app, &diag);
		return;
	}
	mq_diag_release(&diag);
	bool end = backwards ? rank == 0 : rank + 1 >= app->results.list.count;
	if (found || !end) {
		go_to_row(app, rank);
	}
	tell(app, found, rank, backwards);
}

/* The row that is selected counts too: what was typed may be in it. */
static void find_typed(struct mq_app *app)
{
	struct mq_slice typed = mq_ask_text(app);
	if (typed.len > 0) {
		mq_buf_clear(&app->find.text);
		mq_buf_add(&app->find.text, typed.data, typed.len);
		find(app, app->results.list.selected, false);
	}
}

void mq_act_find(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_MAN) {
		mq_app_find_in_page(app);
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("find in the rows"),
		.hint = _("Enter goes to the row it is in  Esc closes"), .done = find_typed});
}

static bool has_text(struct mq_app *app)
{
	if (app->find.text.len == 0) {
		mq_act_find(app);
	}
	return app->find.text.len > 0;
}

void mq_act_find_next(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_MAN) {
		mq_app_find_on(app, 1);
	} else if (has_text(app)) {
		find(app, app->results.list.selected + 1, false);
	}
}

void mq_act_find_previous(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_MAN) {
		mq_app_find_on(app, -1);
	} else if (has_text(app)) {
		find(app, app->results.list.selected, true);
	}
}
