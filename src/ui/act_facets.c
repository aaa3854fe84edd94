/*
 * Among the facets: choosing values of the one that is selected, going from one to another,
 * and how they are shown. What a key does to the query is mq_session_narrow's to say.
 */
#include "act.h"

/* ---- choosing ---- */

static bool takes_in(enum mq_narrow how)
{
	return how == MQ_NARROW_ONLY || how == MQ_NARROW_ADD;
}

/* Nobody would be left, or nobody more would come. */
static bool is_in_vain(const struct mq_facet_value *value, enum mq_narrow how)
{
	return takes_in(how) && value && value->counted && value->count == 0 && !value->chosen;
}

static void put(struct mq_app *app, const struct mq_facet *facet,
	const struct mq_facet_value *value, enum mq_narrow how)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_buf narrowed = {0};
	mq_session_narrow(app->session, text.data ? text.data : "", text.len, facet, value, how,
		&narrowed);
	mq_facet_pane_hold(&app->facets);
	mq_app_put_query(app, &narrowed);
	mq_buf_release(&narrowed);
}

static void narrow(struct mq_app *app, enum mq_narrow how)
{
	const struct mq_facet_value *value;
	if (takes_in(how)) {
		mq_app_settle_counts(app);	/* to know whether it is in vain */
	}
	const struct mq_facet *facet = mq_facet_at(&app->facets, app->facets.list.selected, &value);
	if (mq_facet_more(&app->facets, app->facets.list.selected) > 0 && how != MQ_NARROW_CLEAR) {
		mq_act_fold(app);
		return;
	}
	if (!facet || (!value && how != MQ_NARROW_CLEAR)) {
		return;
	}
	if (is_in_vain(value, how)) {
		mq_app_say(app, MQ_ROLE_HINT, _("nobody here has this value"), NULL);
	} else if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first: Esc goes there"));
	} else {
		put(app, facet, value, how);
	}
}

void mq_act_narrow(struct mq_app *app)
{
	narrow(app, MQ_NARROW_ONLY);
}

void mq_act_add_value(struct mq_app *app)
{
	narrow(app, MQ_NARROW_ADD);
}

void mq_act_exclude(struct mq_app *app)
{
	narrow(app, MQ_NARROW_EXCLUDE);
}

void mq_act_unknown_value(struct mq_app *app)
{
	narrow(app, MQ_NARROW_UNKNOWN);
}

void mq_act_all_values(struct mq_app *app)
{
	narrow(app, MQ_NARROW_CLEAR);
}

/* ---- going ---- */

static bool selected_facet(const struct mq_app *app, size_t *facet, long *row)
{
	return mq_facet_line(&app->facets, app->facets.list.selected, facet, row);
}

static void go_facet(struct mq_app *app, int by)
{
	size_t facet;
	long row;
	if (!selected_facet(app, &facet, &row)) {
		return;
	}
	if (by > 0 && facet + 1 < app->facets.n) {
		facet++;
	} else if (by < 0 && row <= 0 && facet > 0) {
		facet--;
	}
	mq_facet_pane_go(&app->facets, facet, NULL);
	mq_app_moved(app, 1);
}

void mq_act_next_facet(struct mq_app *app)
{
	go_facet(app, 1);
}

void mq_act_previous_facet(struct mq_app *app)
{
	go_facet(app, -1);
}

/* ---- how they are shown ---- */

void mq_app_facets_changed(struct mq_app *app)
{
	app->facets_changed = true;
	app->stale |= MQ_STALE_FACETS | MQ_STALE_CHART;
}

void mq_act_fold(struct mq_app *app)
{
	size_t facet;
	long row;
	if (selected_facet(app, &facet, &row)) {
		mq_app_step(app, MQ_CHANGE_OTHER);
		mq_facet_pane_fold(&app->facets, facet, !app->facets.states[facet].folded);
		mq_app_facets_changed(app);
	}
}

/* All folded, or all open where they are. */
void mq_act_fold_all(struct mq_app *app)
{
	struct mq_facet_pane *pane = &app->facets;
	bool open = false;
	for (size_t i = 0; i < pane->n; i++) {
		open = open || !pane->states[i].folded;
	}
	mq_app_step(app, MQ_CHANGE_OTHER);
	for (size_t i = 0; i < pane->n; i++) {
		mq_facet_pane_fold(pane, i, open);
	}
	mq_app_facets_changed(app);
}

void mq_act_sort_values(struct mq_app *app)
{
	static const char *const said[] = {
		[MQ_FACET_ORDER_OWN] = N_("values in the order of their codes"),
		[MQ_FACET_ORDER_COUNT] = N_("values by count, the most first"),
		[MQ_FACET_ORDER_NAME] = N_("values by name"),
	};
	size_t facet;
	long row;
	if (selected_facet(app, &facet, &row)) {
		enum mq_facet_order order = app->facets.states[facet].order;
		order = order == MQ_FACET_ORDER_LAST ? MQ_FACET_ORDER_OWN : order + 1;
		mq_app_step(app, MQ_CHANGE_OTHER);
		mq_facet_pane_order(&app->facets, facet, order);
		mq_app_say(app, MQ_ROLE_HINT, _(said[order]), NULL);
		mq_app_facets_changed(app);
	}
}

void mq_act_pin(struct mq_app *app)
{
	size_t facet;
	long row;
	if (selected_facet(app, &facet, &row)) {
		mq_app_say(app, MQ_ROLE_HINT, app->facets.states[facet].pinned
			? _("no longer kept at the top") : _("kept at the top"), NULL);
		mq_app_step(app, MQ_CHANGE_OTHER);
		mq_facet_pane_pin(&app->facets, facet);
		mq_app_facets_changed(app);
	}
}

/* ---- finding one by name ---- */

enum { FOUND_MAX = 32 };

static size_t find(const struct mq_app *app, struct mq_finding found[FOUND_MAX])
{
	struct mq_slice text = mq_ask_text(app);
	size_t n = mq_session_find_facets(app->session, (const char *)text.data, text.len, found,
		FOUND_MAX);
	return n < FOUND_MAX ? n : FOUND_MAX;
}

static void say_found(struct mq_app *app)
{
	struct mq_finding found[FOUND_MAX];
	size_t n = find(app, found);
	struct mq_buf *said = &app->ask.said;
	if (n > 0) {
		const struct mq_finding *here = &found[app->ask.at % n];
		mq_buf_addf(said, "%zu/%zu  %s", app->ask.at % n + 1, n, here->field_label);
		if (here->value_label) {
			mq_buf_addf(said, ": %s", here->value_label);
		}
	} else if (mq_ask_text(app).len > 0) {
		mq_buf_adds(said, _("nothing is called so"));
	}
}

static void step_found(struct mq_app *app, int by)
{
	struct mq_finding found[FOUND_MAX];
	size_t n = find(app, found);
	if (n > 0) {
		app->ask.at = (app->ask.at % n + n + (size_t)(long)by) % n;
	}
}

/* One that is no facet by default becomes one, at the top; one that is folded opens for a value. */
static size_t show_found(struct mq_app *app, const struct mq_finding *found)
{
	struct mq_facet_pane *pane = &app->facets;
	size_t facet = mq_facet_pane_find(pane, &found->wish);
	bool folded = facet < pane->n && found->value && pane->states[facet].folded;
	if (facet == pane->n || folded) {
		mq_app_step(app, MQ_CHANGE_OTHER);
		facet = mq_facet_pane_seek(pane, &found->wish);
		mq_app_facets_changed(app);
	}
	if (folded) {
		mq_facet_pane_fold(pane, facet, false);
	}
	return facet;
}

static void go_found(struct mq_app *app)
{
	struct mq_finding found[FOUND_MAX];
	size_t n = find(app, found);
	if (n == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("nothing is called so"), NULL);
		return;
	}
	const struct mq_finding *here = &found[app->ask.at % n];
	mq_facet_pane_go(&app->facets, show_found(app, here), here->value);
	app->stale |= MQ_STALE_FACETS | MQ_STALE_CHART;
}

void mq_act_find_value(struct mq_app *app)
{
	mq_ask_open(app, &(const struct mq_ask){.title = _("find a facet or a value"),
		.hint = _("Enter goes there  Down the next one  Esc closes"),
		.typed = say_found, .step = step_found, .done = go_found});
}
