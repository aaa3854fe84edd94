#include "need.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/answer.h>
#include <minqing/register.h>

/*
 * One step: the record as it is, with what was given laid over it, then what the row of
 * the table does besides; the difference is the change. Nothing is written here, so that
 * a need heard on a visit goes into the visit's own act.
 */

struct planning {
	const struct mq_need_rules *rules;
	mq_day today;
	const struct mq_need_given *given;
	struct mq_record was;
	struct mq_record now;
	uint32_t bits;			/* what was given */
	struct mq_need_plan *plan;
	struct mq_diag *diag;
};

/* ---- the record in the making ---- */

static struct mq_slice get(const struct planning *p, enum mq_need_field field)
{
	return mq_record_get(&p->now, p->rules->fields[field]);
}

static void set(struct planning *p, enum mq_need_field field, const char *text)
{
	mq_record_set(&p->now, p->rules->fields[field],
		text ? mq_slice_str(text) : mq_slice(NULL, 0));
}

static void set_code(struct planning *p, enum mq_need_field field, int code)
{
	set(p, field, code < 0 ? NULL : mq_need_codes(p->rules, field)->codes[code].id);
}

static void set_day(struct planning *p, enum mq_need_field field, mq_day day)
{
	char text[16];

	mq_day_format(day, text);
	set(p, field, text);
}

static void add_one(struct planning *p, enum mq_need_field field)
{
	struct mq_slice text = get(p, field);
	const struct mq_field *f = &p->rules->schema->fields[p->rules->fields[field]];
	int64_t n = text.data ? mq_value_number(f, text) : 0;

	mq_record_set_number(&p->now, f->number, n < f->max ? n + 1 : n);
}

static struct mq_need need_now(const struct planning *p)
{
	struct mq_need need;

	mq_need_of(p->rules, &p->now, &need);
	return need;
}

static bool was_given(const struct planning *p, enum mq_need_field field)
{
	return p->bits & MQ_NEED_BIT(field);
}

/* ---- where it goes and until when ---- */

static const struct mq_need_route *route_of(const struct planning *p)
{
	return mq_need_route(p->rules, need_now(p).category);
}

/* So many working days as its category and urgency have. */
static void set_due_after(struct planning *p, mq_day day)
{
	struct mq_slice urgency = get(p, MQ_NEED_URGENCY);
	int code = urgency.data ? mq_codes_find(mq_need_codes(p->rules, MQ_NEED_URGENCY),
		urgency.data, urgency.len) : -1;

	set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, day,
		mq_need_route_days(route_of(p), code)));
}

/* At a rung, with the desk that takes it there unless one was said. */
static void set_rung(struct planning *p, size_t rung)
{
	int desk = p->rules->rungs[rung].desk;

	set_code(p, MQ_NEED_LEVEL, p->rules->rungs[rung].level);
	if (!was_given(p, MQ_NEED_DESK)) {
		set_code(p, MQ_NEED_DESK, desk >= 0 ? desk : route_of(p)->desk);
	}
}

/* The rung of a desk: its own, else the first that is the categories'. */
static size_t rung_of_desk(const struct mq_need_rules *rules, int desk)
{
	size_t shared = rules->n_rungs;

	for (size_t i = 0; i < rules->n_rungs; i++) {
		if (rules->rungs[i].desk == desk) {
			return i;
		}
		if (rules->rungs[i].desk < 0 && shared == rules->n_rungs) {
			shared = i;
		}
	}
	return shared < rules->n_rungs ? shared : 0;
}

/* ---- what steps do ---- */

static enum mq_err tell(struct planning *p)
{
	if (!get(p, MQ_NEED_TIME).data) {
		set_day(p, MQ_NEED_TIME, p->today);
	}
	if (need_now(p).told > p->today) {
		return mq_diag_add(p->diag, MQ_ERR_INPUT, _("%s is still to come"),
			mq_need_field_id(MQ_NEED_TIME));
	}
	return MQ_OK;
}

static enum mq_err route(struct planning *p)
{
	set_rung(p, (size_t)route_of(p)->level);
	if (!was_given(p, MQ_NEED_DUE)) {
		set_due_after(p, need_now(p).told);
	}
	return MQ_OK;
}

static enum mq_err spot(struct planning *p)
{
	int desk = p->rules->rungs[0].desk;

	set(p, MQ_NEED_LEVEL, "spot");
	set_code(p, MQ_NEED_DESK, desk >= 0 ? desk : route_of(p)->desk);
	if (!was_given(p, MQ_NEED_RESULT)) {
		set(p, MQ_NEED_RESULT, "solved");
	}
	set_day(p, MQ_NEED_CONTACT, need_now(p).told);
	set_day(p, MQ_NEED_CLOSED, need_now(p).told);
	return MQ_OK;
}

static enum mq_err contact(struct planning *p)
{
	if (!get(p, MQ_NEED_CONTACT).data) {
		set_day(p, MQ_NEED_CONTACT, p->today);
	}
	return MQ_OK;
}

/* A need that a sheet brought may have no deadline yet; from the first desk on it has one. */
static enum mq_err take(struct planning *p)
{
	struct mq_need need = need_now(p);

	set_rung(p, rung_of_desk(p->rules, need.desk));
	if (need.due == MQ_NEED_NO_DAY) {
		set_due_after(p, need.told == MQ_NEED_NO_DAY ? p->today : need.told);
	}
	return MQ_OK;
}

/* Where it is now: by its level, else where its category begins. */
static int rung_now(const struct planning *p, int level)
{
	return level < 0 ? route_of(p)->level : mq_need_rung_of(p->rules, level);
}

static enum mq_err rise(struct planning *p)
{
	struct mq_need need = need_now(p);
	struct mq_need_clock clock;
	int rung;

	mq_need_clock(p->rules, &need, p->today, &clock);
	rung = rung_now(p, clock.level);
	if (rung < 0 || (size_t)rung + 1 >= p->rules->n_rungs) {
		mq_diag_add(p->diag, MQ_ERR_USAGE, _("nobody stands above the level where it is"));
		mq_diag_hint(p->diag, _("`supervise` says how closely it is watched"));
		return MQ_ERR_USAGE;
	}
	set_rung(p, (size_t)rung + 1);
	add_one(p, MQ_NEED_ESCALATIONS);
	return MQ_OK;
}

/* From above the ladder back to its top; at the lowest it stays. */
static enum mq_err sink(struct planning *p)
{
	int rung = rung_now(p, need_now(p).level);

	rung = rung < 0 ? (int)p->rules->n_rungs : rung;
	set_rung(p, rung > 0 ? (size_t)rung - 1 : 0);
	return MQ_OK;
}

static enum mq_err extend(struct planning *p)
{
	struct mq_need was;
	mq_day due = need_now(p).due;

	mq_need_of(p->rules, &p->was, &was);
	if (due > was.due && due >= p->today) {
		return MQ_OK;
	}
	mq_diag_add(p->diag, MQ_ERR_INPUT,
		_("an extended deadline is later than the old one, and not in the past"));
	mq_diag_hint(p->diag, _("need_due=+5: five working days more"));
	return MQ_ERR_INPUT;
}

static enum mq_err stop(struct planning *p)
{
	set_day(p, MQ_NEED_HELD_SINCE, p->today);
	set(p, MQ_NEED_HOLD_REASON, p->given->why);
	return MQ_OK;
}

static enum mq_err start(struct planning *p)
{
	struct mq_need need = need_now(p);

	if (need.due != MQ_NEED_NO_DAY && need.held_since != MQ_NEED_NO_DAY) {
		set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, need.due,
			mq_calendar_between(p->rules->calendar, need.held_since, p->today)));
	}
	set(p, MQ_NEED_HELD_SINCE, NULL);
	set(p, MQ_NEED_HOLD_REASON, NULL);
	return MQ_OK;
}

static enum mq_err unanswer(struct planning *p)
{
	set(p, MQ_NEED_RESULT, NULL);
	return MQ_OK;
}

static enum mq_err end(struct planning *p)
{
	set_day(p, MQ_NEED_CLOSED, p->today);
	return MQ_OK;
}

static enum mq_err renew(struct planning *p)
{
	struct mq_need need = need_now(p);
	int rung = mq_need_rung_of(p->rules, need.level);

	set(p, MQ_NEED_CLOSED, NULL);
	set(p, MQ_NEED_RESULT, NULL);
	set(p, MQ_NEED_SATISFACTION, NULL);
	set(p, MQ_NEED_EXCEPTION, NULL);
	add_one(p, MQ_NEED_REOPENS);
	set_due_after(p, p->today);
	if (was_given(p, MQ_NEED_DESK)) {
		set_rung(p, rung_of_desk(p->rules, need.desk));
	} else if (rung < 0) {
		set_rung(p, (size_t)route_of(p)->level);
	}
	return MQ_OK;
}

static const struct {
	unsigned effect;
	enum mq_err (*run)(struct planning *p);
} effects[] = {
	{MQ_NEED_TELLS, tell}, {MQ_NEED_ROUTES, route}, {MQ_NEED_SPOTS, spot},
	{MQ_NEED_CONTACTS, contact}, {MQ_NEED_TAKES, take}, {MQ_NEED_RISES, rise},
	{MQ_NEED_SINKS, sink}, {MQ_NEED_EXTENDS, extend}, {MQ_NEED_STOPS, stop},
	{MQ_NEED_STARTS, start}, {MQ_NEED_UNANSWERS, unanswer}, {MQ_NEED_ENDS, end},
	{MQ_NEED_RENEWS, renew},
};

static enum mq_err run_effects(struct planning *p, const struct mq_need_step *step)
{
	enum mq_err err = MQ_OK;

	if (step->to != MQ_NEED_NONE) {
		set(p, MQ_NEED_STATE, mq_need_state_id(step->to));
	}
	for (size_t i = 0; i < MQ_LENGTH(effects) && err == MQ_OK; i++) {
		if (step->effects & effects[i].effect) {
			err = effects[i].run(p);
		}
	}
	return err;
}

/* ---- what was given ---- */

/* "+5": so many working days after the deadline there is, else after the day it was told. */
static bool read_more_days(struct planning *p, struct mq_slice text)
{
	struct mq_need need = need_now(p);
	mq_day from = need.due != MQ_NEED_NO_DAY ? need.due
		: need.told != MQ_NEED_NO_DAY ? need.told : p->today;
	char digits[8] = "";
	char *rest;
	unsigned long n;

	if (text.len < 2 || text.len > sizeof(digits) || *(const char *)text.data != '+') {
		return false;
	}
	memcpy(digits, (const char *)text.data + 1, text.len - 1);
	n = strtoul(digits, &rest, 10);
	if (digits[0] < '0' || digits[0] > '9' || *rest || n > 999) {
		return false;
	}
	set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, from, (unsigned)n));
	return true;
}

static enum mq_need_field engine_field(const struct mq_need_rules *rules, mq_field_id field)
{
	size_t i = 0;

	while (i < MQ_NEED_FIELDS && rules->fields[i] != field) {
		i++;
	}
	return (enum mq_need_field)i;
}

/* "Not asked" is nobody's word. */
static bool says_something(enum mq_need_field field, struct mq_slice text)
{
	return text.data && (field != MQ_NEED_SATISFACTION || text.len != 1 ||
		*(const char *)text.data != '0');
}

static enum mq_err give(struct planning *p, const struct mq_record_value *value)
{
	const struct mq_field *f = &p->rules->schema->fields[value->field];
	enum mq_need_field field = engine_field(p->rules, value->field);
	struct mq_buf text = {0};
	struct mq_value read;
	enum mq_err err = MQ_OK;

	if (field != MQ_NEED_DUE || !read_more_days(p, value->text)) {
		err = value->text.data ? mq_value_read(f, value->text.data, value->text.len, &text,
			&read, p->diag) : MQ_ERR_NOT_FOUND;
		if (err == MQ_OK || err == MQ_ERR_NOT_FOUND) {
			mq_record_set(&p->now, value->field,
				err == MQ_OK ? read.text : mq_slice(NULL, 0));
			err = MQ_OK;
		}
	}
	if (field < MQ_NEED_FIELDS &&
	    says_something(field, mq_record_get(&p->now, value->field))) {
		p->bits |= MQ_NEED_BIT(field);
	}
	mq_buf_release(&text);
	return err;
}

static enum mq_err give_all(struct planning *p)
{
	const struct mq_need_given *given = p->given;
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < given->n_values; i++) {
		enum mq_err err = give(p, &given->values[i]);

		first = first == MQ_OK ? err : first;
	}
	p->bits |= given->why && *given->why ? MQ_NEED_BIT(MQ_NEED_WHY) : 0;
	p->bits |= given->spot ? MQ_NEED_BIT(MQ_NEED_SPOT) : 0;
	return first;
}

static uint32_t there(const struct planning *p)
{
	uint32_t bits = 0;

	for (int i = 0; i < MQ_NEED_FIELDS; i++) {
		enum mq_need_field field = (enum mq_need_field)i;
		struct mq_slice text = mq_record_get(&p->was, p->rules->fields[field]);

		bits |= says_something(field, text) ? MQ_NEED_BIT(field) : 0;
	}
	return bits;
}

/* ---- the change ---- */

static bool same(struct mq_slice a, struct mq_slice b)
{
	return a.data && b.data ? a.len == b.len && memcmp(a.data, b.data, a.len) == 0
		: a.data == b.data;
}

static void add_value(struct mq_need_plan *plan, size_t room, mq_field_id field,
	struct mq_slice text)
{
	if (!plan->values) {
		plan->values = mq_arena_alloc(&plan->arena, room * sizeof(*plan->values));
	}
	plan->values[plan->n_values++] = (struct mq_record_value){field, text.data
		? mq_slice(mq_arena_strndup(&plan->arena, text.data, text.len), text.len) : text};
}

/* The kind's fields that differ; the key and two links may follow. */
static void put_difference(struct planning *p)
{
	enum { FOLLOW = 3 };
	const struct mq_schema *schema = p->rules->schema;

	for (size_t i = 0; i < schema->n_fields; i++) {
		struct mq_slice now = mq_record_get(&p->now, (mq_field_id)i);

		if (schema->fields[i].kind == p->rules->kind &&
		    !same(now, mq_record_get(&p->was, (mq_field_id)i))) {
			add_value(p->plan, schema->n_fields + FOLLOW, (mq_field_id)i, now);
		}
	}
}

static void put_due(struct planning *p)
{
	struct mq_need was;
	struct mq_need now = need_now(p);

	mq_need_of(p->rules, &p->was, &was);
	p->plan->due = now.due == was.due ? MQ_NEED_NO_DAY : now.due;
	p->plan->sure = now.due == MQ_NEED_NO_DAY || now.due == was.due ||
		mq_need_is_sure(p->rules, now.due < p->today ? now.due : p->today, now.due);
}

static enum mq_err read_was(struct planning *p, const struct mq_view *view, mq_record_id id)
{
	struct mq_slice bytes = {NULL, 0};

	if (id == MQ_NO_RECORD) {
		return MQ_OK;
	}
	bytes = mq_index_record(view->index, p->rules->kind, id);
	if (!bytes.data || mq_record_decode(&p->was, bytes) != MQ_OK) {
		return mq_diag_add(p->diag, MQ_ERR_NOT_FOUND, _("there is no such need"));
	}
	for (size_t i = 0; i < p->was.n_values; i++) {
		mq_record_set(&p->now, p->was.values[i].field, p->was.values[i].text);
	}
	return MQ_OK;
}

enum mq_err mq_need_plan(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, const struct mq_need_given *given, struct mq_need_plan *plan,
	struct mq_diag *diag)
{
	struct planning p = {
		.rules = rules, .today = view->today, .given = given, .plan = plan, .diag = diag,
	};
	enum mq_need_state from = MQ_NEED_NONE;
	enum mq_err err;

	*plan = (struct mq_need_plan){.due = MQ_NEED_NO_DAY};
	err = read_was(&p, view, id);
	if (err == MQ_OK && id != MQ_NO_RECORD) {
		from = need_now(&p).state;
	}
	err = err == MQ_OK ? give_all(&p) : err;
	err = err == MQ_OK ? mq_need_step_find(given->command, from, p.bits, there(&p), &plan->step,
		diag) : err;
	err = err == MQ_OK ? run_effects(&p, plan->step) : err;
	if (err == MQ_OK) {
		put_difference(&p);
		put_due(&p);
	}
	mq_record_release(&p.was);
	mq_record_release(&p.now);
	return err;
}

/* ---- whom it is of ---- */

static void add_link(const struct mq_need_rules *rules, mq_kind_id target, mq_record_id id,
	struct mq_need_plan *plan)
{
	const struct mq_kind *kind = &rules->schema->kinds[rules->kind];

	for (size_t i = 0; i < kind->n_links && id != MQ_NO_RECORD; i++) {
		if (rules->schema->fields[kind->links[i]].target == target) {
			char *text = mq_arena_format(&plan->arena, "%u", id);

			add_value(plan, rules->schema->n_fields, kind->links[i], mq_slice_str(text));
		}
	}
}

void mq_need_plan_about(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_kind_id about, mq_record_id about_id, unsigned *number, struct mq_need_plan *plan)
{
	mq_kind_id above = mq_kind_above(view->schema, about);
	char key[16];

	add_link(rules, about, about_id, plan);
	if (above != MQ_NO_KIND) {
		add_link(rules, above, mq_query_owner(view, about, about_id,
			view->schema->kinds[above].key[0]), plan);
	}
	*number = *number ? *number : mq_index_end(view->index, rules->kind);
	do {
		snprintf(key, sizeof(key), "N%08u", ++*number);
	} while (mq_index_find(view->index, rules->kind, mq_slice_str(key)) != MQ_NO_RECORD);
	add_value(plan, rules->schema->n_fields, rules->fields[MQ_NEED_KEY], mq_slice_str(key));
}

void mq_need_plan_release(struct mq_need_plan *plan)
{
	mq_arena_release(&plan->arena);
	*plan = (struct mq_need_plan){0};
}
