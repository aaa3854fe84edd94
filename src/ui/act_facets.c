/*
 * Among the facets: choosing values of the one that is selected, and going from one to
 * another. What a key does to the query is mq_session_narrow's to say.
 */
#include "act.h"

/* ---- choosing ---- */

/* Nobody would be left, or nobody more would come. */
static bool is_in_vain(const struct mq_facet_value *value, enum mq_narrow how)
{
	bool takes = how == MQ_NARROW_ONLY || how == MQ_NARROW_ADD;
	return takes && value && value->counted && value->count == 0 && !value->chosen;
}

static void put(struct mq_app *app, const struct mq_facet *facet,
	const struct mq_facet_value *value, enum mq_narrow how)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	struct mq_buf narrowed = {0};
	mq_session_narrow(app->session, text.data ? text.data : "", text.len, facet, value, how,
		&narrowed);
	mq_app_step(app, MQ_CHANGE_OTHER);
	mq_prompt_remember(&app->prompt);
	mq_prompt_set(&app->prompt, narrowed.len ? narrowed.data : "", narrowed.len);
	mq_buf_release(&narrowed);
	mq_app_asked_anew(app);
}

static void narrow(struct mq_app *app, enum mq_narrow how)
{
	const struct mq_facet_value *value;
	const struct mq_facet *facet = mq_facet_at(&app->facets, app->facets.list.selected, &value);
	if (!facet || (!value && how != MQ_NARROW_CLEAR)) {
		return;
	}
	if (is_in_vain(value, how)) {
		mq_app_say(app, MQ_ROLE_HINT, _("nobody here has this value"), NULL);
	} else if (app->wrong) {
		mq_app_say(app, MQ_ROLE_ERROR, _("the query has a fault"), _("mend it first: / goes there"));
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

static void go_facet(struct mq_app *app, int by)
{
	struct mq_facet_pane *pane = &app->facets;
	size_t facet;
	long value;
	if (!mq_facet_line(pane, pane->list.selected, &facet, &value)) {
		return;
	}
	if (by > 0 && facet + 1 < pane->n) {
		facet++;
	} else if (by < 0 && value <= 0 && facet > 0) {
		facet--;
	}
	mq_list_select(&pane->list, pane->starts[facet] + 1);
	pane->list.top = pane->starts[facet];
	mq_list_settle(&pane->list);
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
