#include "visit_own.h"

#include <string.h>

/*
 * A sitting to the changes of one act. Its records are one for each person met, so that all
 * that is asked of somebody's visits is right of each of them, and one of the household alone where
 * nobody is named:
 *
 *     H0001/2026-03-01/王老师            the household
 *     H0001/2026-03-01/王老师/P0002      a person of it; all but the first say visit_with
 *     H0001/2026-03-01.2/王老师/P0002    once more on that day
 *
 * The key makes it safe to say it twice: who is there already is not put there again.
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

/* ---- keys ---- */

static const char *person_key(struct sitting *s, mq_record_id id)
{
	return mq_arena_format(&s->plan->arena, "%s/%s", s->base,
		key_of(s->view, s->names.resident, id, &s->plan->arena));
}

static bool is_there(const struct sitting *s, const char *key)
{
	return mq_index_find(s->view->index, s->names.visit, mq_slice_str(key)) != MQ_NO_RECORD;
}

static bool is_of_this_outcome(const struct sitting *s, const char *key)
{
	mq_record_id id = mq_index_find(s->view->index, s->names.visit, mq_slice_str(key));
	struct mq_slice had = stored(s->view, s->names.visit, id, s->names.outcome);

	return !stored(s->view, s->names.visit, id, s->names.with).data && had.len > 0 &&
		had.len == strlen(s->outcome_id) && memcmp(had.data, s->outcome_id, had.len) == 0;
}

static void see(struct sitting *s, const char *key)
{
	if (is_there(s, key)) {
		s->there = s->there ? s->there : key;
		s->with = !s->with && is_of_this_outcome(s, key) ? key : s->with;
	}
}

/* What is there of the sitting already: of any member, whoever is named now. */
static void find_there(struct sitting *s)
{
	mq_record_id members[MQ_VISIT_MEMBERS_MAX];
	size_t n = mq_visit_members(s->view, s->household, members, MQ_VISIT_MEMBERS_MAX);

	s->there = NULL;
	s->with = NULL;
	see(s, s->base);
	for (size_t i = 0; i < n + s->n_people; i++) {
		see(s, person_key(s, i < n ? members[i] : s->people[i - n]));
	}
}

static void make_base(struct sitting *s, unsigned n)
{
	struct mq_arena *arena = &s->plan->arena;
	mq_kind_id kind = s->household != MQ_NO_RECORD ? s->names.household : s->names.resident;
	mq_record_id id = s->household != MQ_NO_RECORD ? s->household : s->visit->whom.id;
	const char *whose = key_of(s->view, kind, id, arena);
	char day[16];

	mq_day_format(s->day, day);
	s->base = n > 1 ? mq_arena_format(arena, "%s/%s.%u/%s", whose, day, n, s->staff) :
		mq_arena_format(arena, "%s/%s/%s", whose, day, s->staff);
	find_there(s);
}

static enum mq_err find_keys(struct sitting *s)
{
	enum { KEY_BYTES_MAX = 400 };
	unsigned n = 1;

	make_base(s, n);
	while (s->visit->again && s->there) {
		make_base(s, ++n);
	}
	return strlen(s->base) <= KEY_BYTES_MAX ? MQ_OK : mq_diag_add(s->diag, MQ_ERR_INPUT,
		_("the names of who visited are too long"));
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

/* Those that are not there yet; nothing else is done where there are none. */
static void add_records(struct sitting *s)
{
	if (s->n_people == 0 && !s->there) {
		add_record(s, s->base, MQ_NO_RECORD);
	}
	for (size_t i = 0; i < s->n_people; i++) {
		const char *key = person_key(s, s->people[i]);

		if (!is_there(s, key)) {
			add_record(s, key, s->people[i]);
		}
	}
	s->plan->there = s->plan->n_records == 0;
	s->plan->key = s->plan->key ? s->plan->key : s->there;
}

/* An outcome of the morning must not hide one of the evening. */
static void note_there(struct sitting *s)
{
	mq_record_id id = mq_index_find(s->view->index, s->names.visit, mq_slice_str(s->plan->key));

	plan_note(s->plan, _("it says: %s"), shown_of(s->view, s->names.visit, id,
		s->names.outcome, &s->plan->arena));
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

static enum mq_err plan(struct sitting *s, const char *dir, const char *officer)
{
	enum mq_err err = read_sitting(s, officer);
	enum mq_err asked;

	if (err != MQ_OK) {
		return err;
	}
	find_people(s);
	err = find_keys(s);
	if (err != MQ_OK) {
		return err;
	}
	add_records(s);
	if (s->plan->there) {
		note_there(s);
	} else {
		struct visit_judged judged = {s->view, &s->names, s->visit, s->people, s->n_people,
			s->outcome};

		err = sitting_came(s, dir);
		if (s->n_people == 0 && s->outcome && s->outcome->reached) {
			plan_note(s->plan, "%s", _("not said: who was met (met=…)"));
		}
		asked = visit_ask(&judged, &s->conf, s->plan, s->diag);
		err = err == MQ_OK ? asked : err;
		visit_suggest(&judged, s->plan);
	}
	return err;
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
