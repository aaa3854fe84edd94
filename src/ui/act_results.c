/* The list: its columns and order, narrowing by what stands in it, moving in it. */
#include "act.h"

/* ---- the column keys work on ---- */

static const struct mq_field *field_here(struct mq_app *app)
{
	const struct mq_results *results = &app->results;
	if (results->rows.n_columns == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row here"), NULL);
		return NULL;
	}
	return &app->schema->fields[results->rows.columns[mq_results_column(results)]];
}

/* Cards of two lines have no heads that could show it. */
static void tell_column(struct mq_app *app, const struct mq_field *field)
{
	if (mq_view_results_cards(app->layout.panes[MQ_PANE_RESULTS])) {
		struct mq_buf text = {0};
		mq_buf_addf(&text, _("column: %s"), mq_field_label(field));
		mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
		mq_buf_release(&text);
	}
}

static void go_column(struct mq_app *app, int by)
{
	if (app->context == MQ_CONTEXT_BOARD) {
		mq_app_board_column(app, by);
		return;
	}
	struct mq_results *results = &app->results;
	size_t at = mq_results_column(results) + (size_t)(long)by;
	if (at < results->rows.n_columns) {
		results->column = results->rows.columns[at];
	}
	const struct mq_field *field = field_here(app);
	if (field) {
		tell_column(app, field);
	}
}

void mq_act_column_left(struct mq_app *app)
{
	go_column(app, -1);
}

void mq_act_column_right(struct mq_app *app)
{
	go_column(app, 1);
}

/* ---- the order of the rows ---- */

static void tell_order(struct mq_app *app)
{
	const struct mq_sorting *sorting = &app->sorting;
	struct mq_buf text = {0};
	mq_buf_adds(&text, sorting->n > 0 ? _("in order of") : _("in the usual order"));
	for (size_t i = 0; i < sorting->n; i++) {
		mq_buf_addf(&text, "  %s %c", mq_field_label(&app->schema->fields[sorting->keys[i].field]),
			sorting->keys[i].descending ? 'v' : '^');
	}
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
}

/* Keys go on from the order in force, whoever made it. */
static void begin_sorting(struct mq_app *app)
{
	struct mq_sorting *sorting = &app->sorting;
	mq_app_step(app, MQ_CHANGE_OTHER);
	for (size_t i = 0; i < app->results.n_order; i++) {
		sorting->keys[i] = app->results.order[i];
	}
	sorting->n = app->results.n_order;
	sorting->kind = app->shown;
	sorting->n_query = mq_session_order(app->session, &(const struct mq_page){0},
		sorting->query);
}

static void remove_key(struct mq_sorting *sorting, size_t at)
{
	sorting->n--;
	for (; at < sorting->n; at++) {
		sorting->keys[at] = sorting->keys[at + 1];
	}
}

/* Where a field stands among the keys of the order in force; n_order: nowhere. */
static size_t key_of(const struct mq_results *results, mq_field_id field)
{
	size_t at = 0;
	while (at < results->n_order && results->order[at].field != field) {
		at++;
	}
	return at;
}

/* again: what happens to a key that is there. */
static void sort(struct mq_app *app, bool descending, bool may_end)
{
	struct mq_sorting *sorting = &app->sorting;
	const struct mq_field *field = field_here(app);
	if (!field) {
		return;
	}
	size_t at = key_of(&app->results, field->number);
	if (!mq_session_can_order(app->session, field->number)) {
		mq_app_say(app, MQ_ROLE_HINT, _("rows have no order by this column"), NULL);
		return;
	}
	if (at == MQ_ORDER_MAX) {
		mq_app_say(app, MQ_ROLE_HINT, _("rows have no order by more columns than these"), NULL);
		return;
	}
	begin_sorting(app);
	if (at < sorting->n && may_end && sorting->keys[at].descending) {
		remove_key(sorting, at);
	} else if (at < sorting->n) {
		sorting->keys[at].descending = !sorting->keys[at].descending;
	} else {
		sorting->keys[sorting->n++] = (struct mq_order){field->number, descending};
	}
	mq_app_rows_anew(app);
	tell_order(app);
}

void mq_act_sort(struct mq_app *app)
{
	sort(app, false, true);
}

void mq_act_sort_reverse(struct mq_app *app)
{
	sort(app, true, false);
}

/* ---- narrowing by a value that stands here ---- */

/* The value keys work on: of the row in this column, on a card of the line. */
struct value_here {
	mq_field_id field;
	mq_kind_id kind;
	mq_record_id id;
};

static bool find_value(struct mq_app *app, struct value_here *here)
{
	if (app->context == MQ_CONTEXT_CARD) {
		const struct mq_card_line *line = mq_card_line_at(&app->card, app->card.list.selected);
		*here = (struct value_here){line ? line->field : MQ_NO_FIELD, app->card.card.kind,
			app->card.card.id};
	} else {
		const struct mq_field *field = field_here(app);
		*here = (struct value_here){field ? field->number : MQ_NO_FIELD, app->shown,
			app->results.id};
	}
	return here->field != MQ_NO_FIELD && here->id != MQ_NO_RECORD;
}

static void ask_narrowed(struct mq_app *app, const struct mq_buf *narrowed)
{
	mq_app_put_query(app, narrowed);
	if (app->context == MQ_CONTEXT_CARD) {
		mq_app_enter(app, MQ_CONTEXT_RESULTS);	/* where it is seen */
	}
}

static void narrow_by(struct mq_app *app, const struct value_here *here, enum mq_narrow how)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_buf narrowed = {0};
	struct mq_diag diag = {0};
	bool some = false;
	enum mq_err err = mq_session_narrow_row(app->session, text.data, text.len, here->field,
		here->kind, here->id, how, &some, &narrowed, &diag);
	if (err != MQ_OK) {
		mq_app_say_diag(app, &diag);
	} else if (!some) {
		mq_app_say(app, MQ_ROLE_HINT, _("a query cannot ask for this value"), NULL);
	} else {
		ask_narrowed(app, &narrowed);
	}
	mq_buf_release(&narrowed);
	mq_diag_release(&diag);
}

static void narrow_here(struct mq_app *app, enum mq_narrow how)
{
	struct value_here here;
	if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first: / goes there"));
	} else if (find_value(app, &here)) {
		narrow_by(app, &here, how);
	} else {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no value here"), NULL);
	}
}

void mq_act_narrow_row(struct mq_app *app)
{
	narrow_here(app, MQ_NARROW_ONLY);
}

void mq_act_exclude_row(struct mq_app *app)
{
	narrow_here(app, MQ_NARROW_EXCLUDE);
}

/* ---- moving ---- */

static void select_line(struct mq_app *app, size_t line)
{
	struct mq_list *list = mq_app_list(app);
	int step = line < list->selected ? -1 : 1;
	mq_list_select(list, line);
	mq_app_moved(app, step);
}

void mq_act_screen_top(struct mq_app *app)
{
	select_line(app, mq_app_list(app)->top);
}

void mq_act_screen_middle(struct mq_app *app)
{
	const struct mq_list *list = mq_app_list(app);
	size_t behind = list->count - list->top;
	size_t shown = behind < list->height ? behind : list->height;
	select_line(app, list->top + (shown > 0 ? (shown - 1) / 2 : 0));
}

void mq_act_screen_bottom(struct mq_app *app)
{
	const struct mq_list *list = mq_app_list(app);
	select_line(app, list->top + (list->height > 0 ? list->height - 1 : 0));
}

/* The window moves, the selection stays. */
static void put_selected(struct mq_app *app, size_t lines_above)
{
	struct mq_list *list = mq_app_list(app);
	mq_list_put(list, list->selected, lines_above);
	mq_app_moved(app, 1);
}

void mq_act_row_to_top(struct mq_app *app)
{
	put_selected(app, 0);
}

void mq_act_row_to_middle(struct mq_app *app)
{
	put_selected(app, mq_app_list(app)->height / 2);
}

static void half_page(struct mq_app *app, long by)
{
	struct mq_list *list = mq_app_list(app);
	long lines = by * (long)(list->height > 1 ? list->height / 2 : 1);
	list->top = by < 0 && (size_t)-lines > list->top ? 0 : (size_t)((long)list->top + lines);
	mq_list_move(list, lines);
	mq_app_moved(app, (int)by);
}

void mq_act_half_page_down(struct mq_app *app)
{
	half_page(app, 1);
}

void mq_act_half_page_up(struct mq_app *app)
{
	half_page(app, -1);
}

/* The key is the number before a card of two lines; in a table rows count alike. */
void mq_act_open_number(struct mq_app *app)
{
	const struct mq_list *list = &app->results.list;
	size_t number = mq_app_number(app);
	size_t line = number > 0 ? number - 1 : list->count;
	if (line >= list->height || line >= list->count - list->top) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is no row of this number"), NULL);
		return;
	}
	select_line(app, list->top + line);
	mq_act_open(app);
}
