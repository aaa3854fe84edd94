#include "visit_own.h"

#include <string.h>

/*
 * A sitting to the changes of one act. Its records are one for each person met, so that all
 * that is asked of somebody's visits is right of each of them, and one of the household alone where
 * nobody is named:
 *
 *     H0001/2026-03-01/王老师            the household
 *     H0001/2026-03-01/王老师/P0002      a person of it; all but the first say visit_with
 *     H0001/2026-03-01.2/王老师/P0002    another outcome of that day, or once more
 *
 * The key makes it safe to say it twice: who is there already is not put there again, and only
 * takes what was not said before (visit_there.c).
 */

/* ---- what is said of it ---- */

static enum mq_err read_outcome(struct sitting *s)
{
	const struct mq_field *field = &s->view->schema->fields[s->names.outcome];
	struct mq_slice text = sitting_value(s->visit, s->names.outcome);
	int code;
	enum mq_err err;

	err = code_said(field, text, &code, s->diag);
	if (err == MQ_OK) {
		s->outcome = visit_outcome_of(&s->conf, code);
		s->outcome_id = field->codes->codes[code].id;
	}
	return err;
}

static enum mq_err read_day(struct sitting *s)
{
	enum mq_err err = day_said(s->view, s->names.day, sitting_value(s->visit, s->names.day), &s->day,
		s->diag);

	if (err == MQ_OK && s->day > s->view->today) {
		char text[16];

		mq_day_format(s->day, text);
		err = mq_diag_add(s->diag, MQ_ERR_INPUT, _("%s is still to come"), text);
	}
	return err;
}

/* ---- whose it is ---- */

static void add_person(struct sitting *s, mq_record_id id)
{
	if (s->n_people < MQ_VISIT_MEMBERS_MAX) {
		s->people[s->n_people++] = id;
	}
}

/* Who was met; else who was asked for, and of a household the one who lives there alone. */
static void find_people(struct sitting *s)
{
	mq_record_id members[2];

	s->household = mq_visit_household(s->view, s->visit->whom);
	for (size_t i = 0; i < s->visit->n_met; i++) {
		add_person(s, s->visit->met[i]);
	}
	if (s->n_people > 0) {
		return;
	}
	if (s->visit->whom.kind == s->names.resident) {
		add_person(s, s->visit->whom.id);
	} else if (mq_visit_members(s->view, s->household, members, 2) == 1) {
		add_person(s, members[0]);
	}
}

/* ---- its records ---- */

static const char *names_of_people(struct sitting *s)
{
	struct mq_buf text = {0};
	const char *names;

	for (size_t i = 0; i < s->n_people; i++) {
		mq_buf_adds(&text, i ? "、" : "");
		mq_buf_adds(&text, title_of(s->view, s->names.resident, s->people[i],
			&s->plan->arena));
	}
	names = mq_arena_strndup(&s->plan->arena, text.len ? text.data : "", text.len);
	mq_buf_release(&text);
	return names;
}

static void add_record(struct sitting *s, const char *key, mq_record_id person)
{
	const struct mq_schema *schema = s->view->schema;
	struct change_draft draft;

	draft_begin(&draft, s->plan, s->names.visit, MQ_NO_RECORD);
	for (size_t i = 0; i < s->visit->n_values; i++) {
		draft_set(&draft, s->visit->values[i].field, s->visit->values[i].text);
	}
	draft_set_text(&draft, s->names.key, key);
	draft_set_day(&draft, s->names.day, s->day);
	draft_set_text(&draft, s->names.staff, s->staff);
	draft_default(&draft, s->names.mode, s->outcome ? s->outcome->mode : NULL);
	if (s->visit->n_met > 0) {
		draft_set_text(&draft, s->names.persons, names_of_people(s));
	}
	if (s->with) {
		draft_set_text(&draft, s->names.with, s->with);
	}
	draft_set_id(&draft, visit_link(schema, s->names.visit, s->names.resident), person);
	draft_set_id(&draft, visit_link(schema, s->names.visit, s->names.household), s->household);
	draft_end(&draft);
	s->with = s->with ? s->with : key;
	s->plan->key = s->plan->key ? s->plan->key : key;
	s->plan->n_records++;
}

/* Those that are not there yet; those that are take what is new for them. */
static void add_records(struct sitting *s)
{
	size_t n = s->n_people ? s->n_people : 1;

	for (size_t i = 0; i < n; i++) {
		mq_record_id person = s->n_people ? s->people[i] : MQ_NO_RECORD;
		mq_record_id id = sitting_record(s, person);

		if (id == MQ_NO_RECORD) {
			add_record(s, sitting_key(s, person), person);
		} else {
			sitting_fill(s, id);
		}
	}
	s->plan->key = s->plan->key ? s->plan->key : s->same;
}

/* ---- all of it ---- */

static enum mq_err read_sitting(struct sitting *s, const char *officer)
{
	struct mq_slice staff = sitting_value(s->visit, s->names.staff);
	enum mq_err outcome = read_outcome(s);
	enum mq_err day = read_day(s);

	s->staff = staff.data ? mq_arena_strndup(&s->plan->arena, staff.data, staff.len) : officer;
	return outcome != MQ_OK ? outcome : day;
}

/* What it comes to, and what is to be told of it. */
static enum mq_err plan_news(struct sitting *s, const char *dir)
{
	struct visit_judged judged = {s->view, &s->names, s->visit, s->people, s->n_people,
		s->outcome, MQ_NO_RECORD};
	enum mq_err err;
	enum mq_err asked;

	s->again = sitting_is_there(s);
	judged.record = s->again ? sitting_record(s, s->n_people ? s->people[0] : MQ_NO_RECORD) :
		MQ_NO_RECORD;
	add_records(s);
	err = sitting_came(s, dir);
	s->plan->there = err == MQ_OK && s->plan->n_changes == 0;
	if (s->plan->there) {
		return MQ_OK;
	}
	if (s->n_people == 0 && s->outcome && s->outcome->reached) {
		plan_note(s->plan, "%s", _("not said: who was met (met=…)"));
	}
	asked = visit_ask(&judged, &s->conf, s->plan, s->diag);
	visit_suggest(&judged, s->plan);
	return err == MQ_OK ? asked : err;
}

static enum mq_err plan(struct sitting *s, const char *dir, const char *officer)
{
	enum mq_err err = read_sitting(s, officer);

	if (err != MQ_OK) {
		return err;
	}
	find_people(s);
	err = sitting_find(s);
	if (err == MQ_OK && sitting_contradicts(s)) {
		s->plan->there = true;
		s->plan->key = s->same;
		return MQ_OK;
	}
	return err == MQ_OK ? plan_news(s, dir) : err;
}

enum mq_err mq_visit_plan(const struct mq_view *view, const char *dir, const char *officer,
	const struct mq_visit *visit, struct mq_plan *out, struct mq_diag *diag)
{
	struct sitting s = {.view = view, .visit = visit, .plan = out, .diag = diag};
	enum mq_err err = visit_names_find(view->schema, &s.names, diag);

	if (err == MQ_OK) {
		err = visit_conf_read(dir, view->schema, view->today, &s.conf, diag);
	}
	if (err == MQ_OK) {
		err = plan(&s, dir, officer);
	}
	visit_conf_release(&s.conf);
	return err;
}

enum mq_err mq_visit_check_config(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct visit_conf conf;
	struct mq_providers providers = {0};
	mq_day today;
	enum mq_err err = mq_day_today(&today, diag);
	enum mq_err given;

	if (err != MQ_OK) {
		return err;
	}
	err = visit_conf_read(dir, schema, today, &conf, diag);
	visit_conf_release(&conf);
	given = mq_providers_read(dir, schema, today, &providers, diag);
	mq_providers_release(&providers);
	return err == MQ_OK ? given : err;
}
