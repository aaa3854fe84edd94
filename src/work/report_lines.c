#include "report_own.h"

#include <stdlib.h>

#include "duty_own.h"

/*
 * What figures become. Most are one line; one of codes is a line for each, and one for those of
 * whom it is not known; duties and policies bring their own questions.
 */

struct making {
	const struct mq_view *view;
	const struct mq_report_of *of;
	const struct mq_report *report;
	struct mq_arena *arena;
	const struct mq_report_figure *figure;
	struct report_wants *wants;
	struct mq_buf text;
	struct mq_diag *diag;
};

/* What text holds goes into the new line. */
static struct report_want *add(struct making *m, const char *id, const char *label)
{
	struct report_wants *wants = m->wants;
	struct report_want *want;

	wants->wants = mq_grow(wants->wants, &wants->cap, wants->n + 1, sizeof(*wants->wants));
	want = &wants->wants[wants->n++];
	*want = (struct report_want){.figure = m->figure, .id = mq_arena_strdup(m->arena, id),
		.label = mq_arena_strdup(m->arena, label), .share_of = m->figure->share_of,
		.today = m->figure->today};
	want->query = mq_arena_strndup(m->arena, m->text.data ? m->text.data : "", m->text.len);
	mq_buf_clear(&m->text);
	return want;
}

static const char *joined(struct making *m, const char *id, const char *more)
{
	char *text = mq_format("%s.%s", id, more);
	const char *kept = mq_arena_strdup(m->arena, text);

	free(text);
	return kept;
}

static void ask(struct making *m)
{
	struct mq_buf asked = {0};

	report_text(m->figure, m->report->month.days, &asked);
	query_from(m->view->schema, m->figure->kind, &m->text);
	query_and(asked.data, &m->text);
	mq_buf_release(&asked);
}

static const char *figure_label(const struct mq_report_figure *figure)
{
	return mq_lang_is_chinese() ? figure->zh : figure->en;
}

static enum mq_err once(struct making *m)
{
	ask(m);
	add(m, m->figure->id, figure_label(m->figure));
	return MQ_OK;
}

/* ---- codes ---- */

static void one_code(struct making *m, const char *code, const char *label)
{
	char *whole = mq_format("%s: %s", figure_label(m->figure), label);

	ask(m);
	mq_buf_addf(&m->text, " %s:%s", m->view->schema->fields[m->figure->codes].id, code);
	add(m, joined(m, m->figure->id, code), whole);
	free(whole);
}

static enum mq_err codes(struct making *m)
{
	const struct mq_codes *list = m->view->schema->fields[m->figure->codes].codes;

	for (size_t i = 0; i < list->n_codes; i++) {
		one_code(m, list->codes[i].id, mq_code_label(&list->codes[i]));
	}
	one_code(m, "?", _("not known"));
	return MQ_OK;
}

/* ---- duties ---- */

/* From where its window begins to the end of the month; where that is within the month, all of
 * the month. */
static struct mq_stretch duty_days(const struct making *m, const struct mq_duty *duty)
{
	struct mq_stretch days = m->report->month.days;
	mq_day from = mq_window_at(&duty->window, days.to).from;

	days.from = from < days.from ? from : days.from;
	return days;
}

/* Whom it is about: all of them, or those who were reached in its days; of a count by those whose
 * duty it is. */
static void ask_duty(struct making *m, const struct duty_world *world, const struct mq_duty *duty,
	bool reached)
{
	struct mq_buf window = {0};

	query_from(m->view->schema, duty->kind, &m->text);
	query_and(duty->every, &m->text);
	if (reached) {
		struct mq_stretch days = duty_days(m, duty);
		struct duty_people people;

		query_window(m->view->schema, world, duty, days, &window);
		duty_people_find(m->of->staff, duty, NULL, days, days.to, &people);
		query_visited(m->view->schema, world, window.data, duty->count ? &people : NULL,
			&m->text);
		duty_people_release(&people);
	}
	mq_buf_release(&window);
}

/* Who is in a cohort is asked of today. */
static void one_duty(struct making *m, const struct duty_world *world, const struct mq_duty *duty)
{
	const char *id = joined(m, m->figure->id, duty->id);
	const char *all = joined(m, id, "all");
	char *label = mq_format(_("reached: %s"), mq_duty_label(duty));
	struct report_want *want;

	ask_duty(m, world, duty, true);
	want = add(m, id, label);
	free(label);
	if (duty->every) {
		want->share_of = all;
		want->today = true;
		label = mq_format(_("all of them: %s"), mq_duty_label(duty));
		ask_duty(m, world, duty, false);
		add(m, all, label)->today = true;
		free(label);
	}
}

static enum mq_err duties(struct making *m)
{
	struct duty_world world;

	if (m->of->duties->n_duties && !duty_world_find(m->view->schema, &world)) {
		return mq_diag_add(m->diag, MQ_ERR_CONFIG,
			_("duties need the kinds and fields of visits that are shipped"));
	}
	for (size_t i = 0; i < m->of->duties->n_duties; i++) {
		one_duty(m, &world, &m->of->duties->duties[i]);
	}
	return MQ_OK;
}

/* ---- policies ---- */

/* One whose threshold has no value today says so, and keeps nobody from the others. */
static void add_lacking(struct making *m, const struct mq_policy *policy,
	const struct mq_policy_threshold *lacking)
{
	char *label = mq_format(_("%s (no value for this day: %s)"), mq_policy_words(&policy->label),
		mq_policy_words(&lacking->label));

	add(m, joined(m, m->figure->id, policy->id), label)->today = true;
	free(label);
}

static enum mq_err one_policy(struct making *m, const struct mq_policy *policy)
{
	const struct mq_policy_threshold *lacking = mq_policy_lacking(policy, m->view->today);
	enum mq_err err;

	if (lacking) {
		add_lacking(m, policy, lacking);
		return MQ_OK;
	}
	err = mq_policy_text(m->of->policies, policy, MQ_POLICY_GAP, m->view->today, NULL, &m->text,
		m->diag);
	if (err == MQ_OK) {
		add(m, joined(m, m->figure->id, policy->id),
			mq_policy_words(&policy->label))->today = true;
	}
	return err;
}

static enum mq_err policies(struct making *m)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < mq_policies_n(m->of->policies) && err == MQ_OK; i++) {
		err = one_policy(m, mq_policies_at(m->of->policies, i));
	}
	return err;
}

/* ---- all of them ---- */

static enum mq_err (*const makers[])(struct making *m) = {
	[MQ_REPORT_ONCE] = once, [MQ_REPORT_CODES] = codes, [MQ_REPORT_DUTIES] = duties,
	[MQ_REPORT_POLICIES] = policies,
};

enum mq_err report_lines(const struct mq_view *view, const struct mq_report_of *of,
	const struct mq_report *report, struct mq_arena *arena, struct report_wants *wants,
	struct mq_diag *diag)
{
	struct making making = {.view = view, .of = of, .report = report, .arena = arena,
		.wants = wants, .diag = diag};
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < of->rules->n_figures && err == MQ_OK; i++) {
		making.figure = &of->rules->figures[i];
		err = makers[making.figure->each](&making);
	}
	mq_buf_release(&making.text);
	return err;
}
