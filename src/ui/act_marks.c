/* Marking rows: one, a range, all but those that are. Marks stay, whatever is asked next. */
#include "act.h"

#include <stdlib.h>

struct mq_marks *mq_app_marks(struct mq_app *app)
{
	if (!app->marks) {
		app->marks = mq_alloc(app->schema->n_kinds * sizeof(*app->marks));
	}
	return &app->marks[app->shown];
}

static void say_marked(struct mq_app *app)
{
	struct mq_buf text = {0};
	char number[MQ_NUMBER_SIZE];
	mq_view_digits(mq_app_marks(app)->n, number);
	mq_buf_addf(&text, _("%s marked"), number);
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
}

static bool nobody_selected(struct mq_app *app)
{
	if (app->results.id == MQ_NO_RECORD) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row to mark"), NULL);
	}
	return app->results.id == MQ_NO_RECORD;
}

void mq_act_mark(struct mq_app *app)
{
	if (nobody_selected(app)) {
		return;
	}
	mq_record_id *id = mq_alloc(sizeof(*id));
	*id = app->results.id;
	mq_app_step_marks(app, id, 1);
	mq_list_move(&app->results.list, 1);
	mq_app_hold_row(app);
}

/* Ids of the rows from..to of the list; owned. NULL where that failed, or is too much. */
static mq_record_id *listed_ids(struct mq_app *app, size_t from, size_t n_wanted, size_t *n)
{
	struct mq_page page = mq_app_page(app);
	struct mq_diag diag = {0};
	mq_record_id *ids = NULL;
	*n = 0;
	if (n_wanted > MQ_MARKS_MAX || mq_app_marks(app)->n + n_wanted > MQ_MARKS_MAX) {
		mq_app_say(app, MQ_ROLE_ERROR, _("at most a million rows can be marked"), NULL);
		return NULL;
	}
	page.offset = from;
	page.limit = n_wanted;
	enum mq_err err = mq_session_ids(app->session, &page, &ids, n, &diag);
	if (err != MQ_OK) {
		mq_app_say_diag(app, &diag);
		free(ids);
		return NULL;
	}
	*n = mq_marks_sort(ids, *n);
	return ids;
}

static void begin_range(struct mq_app *app)
{
	app->ranging = true;
	app->range_from = app->results.id;
	mq_app_say(app, MQ_ROLE_HINT, _("a range begins here"),
		_("move to its other end and press V again"));
}

/* Where the range began; false where that row is not listed any more. */
static bool find_begin(struct mq_app *app, size_t *rank)
{
	struct mq_page page = mq_app_page(app);
	struct mq_diag diag = {0};
	bool listed = false;
	enum mq_err err = mq_session_rank(app->session, &page, app->range_from, rank, &listed, &diag);
	if (err != MQ_OK) {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
	return err == MQ_OK && listed && *rank < app->results.list.count;
}

void mq_act_mark_range(struct mq_app *app)
{
	size_t begin;
	size_t n;
	size_t end = app->results.list.selected;
	if (nobody_selected(app)) {
		return;
	}
	if (!app->ranging || !find_begin(app, &begin)) {
		begin_range(app);
		return;
	}
	app->ranging = false;
	size_t from = begin < end ? begin : end;
	mq_record_id *ids = listed_ids(app, from, (begin < end ? end - begin : begin - end) + 1, &n);
	if (ids) {
		n = mq_marks_missing(mq_app_marks(app), ids, n);
		mq_app_step_marks(app, ids, n);
		say_marked(app);
	}
}

void mq_act_mark_invert(struct mq_app *app)
{
	size_t n;
	if (app->results.list.count == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row to mark"), NULL);
		return;
	}
	mq_record_id *ids = listed_ids(app, 0, app->results.list.count, &n);
	if (ids) {
		mq_app_step_marks(app, ids, n);
		say_marked(app);
	}
}

void mq_act_unmark_all(struct mq_app *app)
{
	const struct mq_marks *marks = mq_app_marks(app);
	mq_record_id *ids = mq_alloc((marks->n + 1) * sizeof(*ids));
	for (size_t i = 0; i < marks->n; i++) {
		ids[i] = marks->ids[i];
	}
	mq_app_step_marks(app, ids, marks->n);
	say_marked(app);
}
