/*
 * The rows: those in sight, their order, and who of them is selected. Answers come and go while
 * one types, and as many of them as there is time for; so what is held is who was gone to, and
 * how far from the top of the screen, and from that alone the selected row is found in each.
 * However many answers were passed over between, it ends on the same row.
 *
 * Who is not listed is held all the same: meanwhile the first row is selected, as it is where
 * nobody was gone to. So it is with an order that keys made, where the query has another.
 */
#include "app.h"

#include <string.h>

/* ---- order, columns ---- */

static bool same_order(const struct mq_order *a, size_t n_a, const struct mq_order *b, size_t n_b)
{
	bool same = n_a == n_b;
	for (size_t i = 0; same && i < n_a; i++) {
		same = a[i].field == b[i].field && a[i].descending == b[i].descending;
	}
	return same;
}

/* A sort: that was typed since goes before the order that keys made. */
static bool is_in_force(const struct mq_app *app)
{
	const struct mq_sorting *sorting = &app->sorting;
	struct mq_order typed[MQ_ORDER_MAX];
	size_t n = mq_session_order(app->session, &(const struct mq_page){0}, typed);
	return sorting->n > 0 && sorting->kind == app->shown &&
		(n == 0 || same_order(typed, n, sorting->query, sorting->n_query));
}

/* Has the query columns of its own? They go before those that were chosen. */
static bool query_has_columns(const struct mq_app *app)
{
	size_t n;
	const mq_field_id *columns = mq_session_columns(app->session, &(const struct mq_page){0}, &n);
	return columns != app->schema->kinds[app->shown].columns;
}

struct mq_page mq_app_page(struct mq_app *app)
{
	const struct mq_columns *columns = mq_app_columns(app);
	struct mq_page page = {0};
	if (is_in_force(app)) {
		page.order = app->sorting.keys;
		page.n_order = app->sorting.n;
	}
	if (columns->n > 0 && !query_has_columns(app)) {
		page.columns = columns->fields;
		page.n_columns = columns->n;
	}
	return page;
}

void mq_app_rows_anew(struct mq_app *app)
{
	app->results.offset = SIZE_MAX;
	app->stale |= MQ_STALE_ROWS | MQ_STALE_CARD;
}

/* ---- those in sight ---- */

static struct mq_page page_in_sight(struct mq_app *app)
{
	const struct mq_list *list = &app->results.list;
	struct mq_page page = mq_app_page(app);
	page.offset = list->top;
	page.limit = list->height < list->count - list->top ? list->height : list->count - list->top;
	return page;
}

static bool fetch_rows(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	struct mq_page page = page_in_sight(app);
	struct mq_diag diag = {0};
	if (results->offset == results->list.top && results->n_asked == page.limit) {
		return true;	/* only the selection moved */
	}
	results->n_order = mq_session_order(app->session, &page, results->order);
	results->chosen = mq_app_columns(app);
	results->marks = mq_app_marks(app);
	mq_rows_release(&results->rows);
	results->rows = (struct mq_rows){0};
	results->offset = results->list.top;
	results->n_asked = page.limit;
	if (page.limit == 0) {
		return true;
	}
	enum mq_err err = mq_session_page(app->session, &page, &results->rows, &diag);
	if (err != MQ_OK) {
		mq_app_failed(app, err, MQ_STALE_ROWS, &diag);
		results->n_asked = 0;
	}
	return err == MQ_OK;
}

/* ---- who is selected ---- */

static const struct mq_row *selected_row(const struct mq_results *results)
{
	size_t at = results->list.selected - results->offset;
	return results->list.selected >= results->offset && at < results->rows.n_rows
		? &results->rows.rows[at] : NULL;
}

/* In another answer, or another order. False where that was broken off. */
static bool find_held(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	const struct mq_held_row *held = &results->held;
	struct mq_page page = mq_app_page(app);
	struct mq_diag diag = {0};
	size_t rank = 0;
	bool listed = false;
	if (held->gone_to && held->kind == app->shown) {
		enum mq_err err = mq_session_rank(app->session, &page, held->id, &rank, &listed, &diag);
		if (err != MQ_OK) {
			mq_app_failed(app, err, MQ_STALE_ROWS, &diag);
			return false;
		}
	}
	listed = listed && rank < results->list.count;
	mq_list_put(&results->list, listed ? rank : 0, listed ? held->above : 0);
	return true;
}

void mq_app_settle_rows(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	bool anew = results->offset == SIZE_MAX;
	if (anew) {
		results->list.count = mq_session_n_rows(app->session);
	}
	if (anew && !find_held(app)) {
		return;
	}
	mq_list_settle(&results->list);
	if (!fetch_rows(app)) {
		results->offset = anew ? SIZE_MAX : results->offset;
		return;
	}
	const struct mq_row *row = selected_row(results);
	results->id = row ? row->id : MQ_NO_RECORD;
}

/* Who stands there is known now: before the rows are shown another question may be asked. */
void mq_app_hold_row(struct mq_app *app)
{
	struct mq_results *results = &app->results;
	app->stale |= MQ_STALE_ROWS | MQ_STALE_CARD;
	mq_app_settle(app);
	if (results->id != MQ_NO_RECORD) {
		results->held = (struct mq_held_row){.gone_to = true, .kind = app->shown,
			.id = results->id, .above = results->list.selected - results->list.top};
	}
}
