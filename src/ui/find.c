/* Finding a text in the rows, or the lines of a sheet, without asking anything else. */
#include "act.h"

#include <stdlib.h>

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

/* ---- lines of a sheet ---- */

static struct mq_buf *sought_on_sheet(struct mq_app *app)
{
	return app->context == MQ_CONTEXT_MAN ? &app->manual.sought
		: app->context == MQ_CONTEXT_BOARD ? &app->board.sought : NULL;
}

static bool seek_line(struct mq_app *app, const char *text, int by, size_t *line)
{
	return app->context == MQ_CONTEXT_MAN ? mq_manual_seek(&app->manual, text, by, line)
		: mq_board_seek(&app->board.board, text, by, line);
}

static void find_line(struct mq_app *app, size_t from, int by)
{
	const char *text = sought_on_sheet(app)->data;
	if (seek_line(app, text, by, &from)) {
		mq_list_select(mq_app_list(app), from);
		mq_app_moved(app, by);
		return;
	}
	char *said = mq_format(_("\"%s\" is on no line from here on"), text);
	mq_app_say(app, MQ_ROLE_HINT, said, by > 0 ? _("N looks the other way")
		: _("n looks the other way"));
	free(said);
}

static void find_line_typed(struct mq_app *app)
{
	struct mq_slice typed = mq_ask_text(app);
	struct mq_buf *sought = sought_on_sheet(app);
	if (typed.len > 0) {
		mq_buf_clear(sought);
		mq_buf_add(sought, typed.data, typed.len);
		find_line(app, mq_app_list(app)->selected, 1);
	}
}

/* ---- keys ---- */

void mq_act_find(struct mq_app *app)
{
	if (sought_on_sheet(app)) {
		mq_ask_open(app, &(const struct mq_ask){.title = _("find in the page"),
			.hint = _("Enter goes to the line it is on  Esc closes"), .done = find_line_typed});
		return;
	}
	mq_ask_open(app, &(const struct mq_ask){.title = _("find in the rows"),
		.hint = _("Enter goes to the row it is in  Esc closes"), .done = find_typed});
}

static void find_on(struct mq_app *app, int by)
{
	struct mq_buf *sought = sought_on_sheet(app);
	const struct mq_buf *text = sought ? sought : &app->find.text;
	if (text->len == 0) {
		mq_act_find(app);
	} else if (sought) {
		find_line(app, mq_app_list(app)->selected + (size_t)(long)by, by);
	} else {
		find(app, app->results.list.selected + (by > 0 ? 1 : 0), by < 0);
	}
}

void mq_act_find_next(struct mq_app *app)
{
	find_on(app, 1);
}

void mq_act_find_previous(struct mq_app *app)
{
	find_on(app, -1);
}
