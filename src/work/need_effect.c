#include "need.h"

/*
 * What a step does besides changing the state: where the need goes, until when, and whether its
 * clock runs. Each effect works on the record in the making; in which order they come is told
 * with their names.
 */

/* ---- the record in the making ---- */

static struct mq_slice get(const struct need_planning *p, enum mq_need_field field)
{
	return mq_record_get(&p->now, p->rules->fields[field]);
}

static void set(struct need_planning *p, enum mq_need_field field, const char *text)
{
	mq_record_set(&p->now, p->rules->fields[field],
		text ? mq_slice_str(text) : mq_slice(NULL, 0));
}

static void set_code(struct need_planning *p, enum mq_need_field field, int code)
{
	set(p, field, code < 0 ? NULL : mq_need_codes(p->rules, field)->codes[code].id);
}

void mq_need_set_day(struct need_planning *p, enum mq_need_field field, mq_day day)
{
	char text[16];

	mq_day_format(day, text);
	set(p, field, text);
}

static void add_one(struct need_planning *p, enum mq_need_field field)
{
	struct mq_slice text = get(p, field);
	const struct mq_field *f = &p->rules->schema->fields[p->rules->fields[field]];
	int64_t n = text.data ? mq_value_number(f, text) : 0;

	mq_record_set_number(&p->now, f->number, f->has_max && n >= f->max ? n : n + 1);
}

struct mq_need mq_need_now(const struct need_planning *p)
{
	struct mq_need need;

	mq_need_of(p->rules, &p->now, &need);
	return need;
}

static bool was_given(const struct need_planning *p, enum mq_need_field field)
{
	return p->bits & MQ_NEED_BIT(field);
}

/* ---- where it goes and until when ---- */

static const struct mq_need_route *route_of(const struct need_planning *p)
{
	return mq_need_route(p->rules, mq_need_now(p).category);
}

/* So many working days as its category and urgency have. */
static void set_due_after(struct need_planning *p, mq_day day)
{
	struct mq_slice urgency = get(p, MQ_NEED_URGENCY);
	int code = urgency.data ? mq_codes_find(mq_need_codes(p->rules, MQ_NEED_URGENCY),
		urgency.data, urgency.len) : -1;

	mq_need_set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, day,
		mq_need_route_days(route_of(p), code)));
}

/* At a rung, with the desk that takes it there unless one was said. */
static void set_rung(struct need_planning *p, size_t rung)
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

/* ---- what stays ---- */

static void keep_first(struct need_planning *p, enum mq_need_field field, mq_day day)
{
	if (day != MQ_NEED_NO_DAY && p->rules->fields[field] != MQ_NO_FIELD && !get(p, field).data) {
		mq_need_set_day(p, field, day);
	}
}

/*
 * The figures of a month are told of days that no later step may move: the first deadline and
 * the first closing. A need of before these were kept brings what it had: one that was reopened
 * no first closing. A deadline counts from the day it was set at the earliest: until then
 * nobody was late.
 */
static void keep_firsts(struct need_planning *p)
{
	struct mq_need was;
	struct mq_need now = mq_need_now(p);

	mq_need_of(p->rules, &p->was, &was);
	keep_first(p, MQ_NEED_FIRST_DUE, was.due);
	keep_first(p, MQ_NEED_FIRST_DUE, now.due != MQ_NEED_NO_DAY && now.due < p->today ? p->today
		: now.due);
	keep_first(p, MQ_NEED_FIRST_CLOSED, mq_need_closing(&was));
	if (!get(p, MQ_NEED_FIRST_REOPENED).data) {
		keep_first(p, MQ_NEED_FIRST_CLOSED, mq_need_closing(&now));
	}
}

/* ---- what steps do ---- */

static enum mq_err tell(struct need_planning *p)
{
	if (!get(p, MQ_NEED_TIME).data) {
		mq_need_set_day(p, MQ_NEED_TIME, p->today);
	}
	if (mq_need_now(p).told > p->today) {
		return mq_diag_add(p->diag, MQ_ERR_INPUT, _("%s is still to come"),
			mq_need_field_id(MQ_NEED_TIME));
	}
	return MQ_OK;
}

static enum mq_err route(struct need_planning *p)
{
	set_rung(p, (size_t)route_of(p)->level);
	if (!was_given(p, MQ_NEED_DUE)) {
		set_due_after(p, mq_need_now(p).told);
	}
	return MQ_OK;
}

static enum mq_err spot(struct need_planning *p)
{
	int desk = p->rules->rungs[0].desk;

	set(p, MQ_NEED_LEVEL, "spot");
	set_code(p, MQ_NEED_DESK, desk >= 0 ? desk : route_of(p)->desk);
	if (!was_given(p, MQ_NEED_RESULT)) {
		set(p, MQ_NEED_RESULT, "solved");
	}
	mq_need_set_day(p, MQ_NEED_CONTACT, mq_need_now(p).told);
	mq_need_set_day(p, MQ_NEED_CLOSED, mq_need_now(p).told);
	return MQ_OK;
}

static enum mq_err contact(struct need_planning *p)
{
	if (!get(p, MQ_NEED_CONTACT).data) {
		mq_need_set_day(p, MQ_NEED_CONTACT, p->today);
	}
	return MQ_OK;
}

/* A need that a sheet brought may have no deadline yet; from the first desk on it has one. */
static enum mq_err take(struct need_planning *p)
{
	struct mq_need need = mq_need_now(p);

	set_rung(p, rung_of_desk(p->rules, need.desk));
	if (need.due == MQ_NEED_NO_DAY) {
		set_due_after(p, need.told == MQ_NEED_NO_DAY ? p->today : need.told);
	}
	return MQ_OK;
}

/* Where it is now: by its level, else where its category begins. */
static int rung_now(const struct need_planning *p, int level)
{
	return level < 0 ? route_of(p)->level : mq_need_rung_of(p->rules, level);
}

static enum mq_err rise(struct need_planning *p)
{
	struct mq_need need = mq_need_now(p);
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
static enum mq_err sink(struct need_planning *p)
{
	int rung = rung_now(p, mq_need_now(p).level);

	rung = rung < 0 ? (int)p->rules->n_rungs : rung;
	set_rung(p, rung > 0 ? (size_t)rung - 1 : 0);
	return MQ_OK;
}

static enum mq_err extend(struct need_planning *p)
{
	struct mq_need was;
	mq_day due = mq_need_now(p).due;

	mq_need_of(p->rules, &p->was, &was);
	if (due > was.due && due >= p->today) {
		return MQ_OK;
	}
	mq_diag_add(p->diag, MQ_ERR_INPUT,
		_("an extended deadline is later than the old one, and not in the past"));
	mq_diag_hint(p->diag, _("need_due=+5: five working days more"));
	return MQ_ERR_INPUT;
}

static enum mq_err stop(struct need_planning *p)
{
	mq_need_set_day(p, MQ_NEED_HELD_SINCE, p->today);
	set(p, MQ_NEED_HOLD_REASON, p->given->why);
	return MQ_OK;
}

static enum mq_err start(struct need_planning *p)
{
	struct mq_need need = mq_need_now(p);

	if (need.due != MQ_NEED_NO_DAY && need.held_since != MQ_NEED_NO_DAY) {
		mq_need_set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, need.due,
			mq_calendar_between(p->rules->calendar, need.held_since, p->today)));
	}
	set(p, MQ_NEED_HELD_SINCE, NULL);
	set(p, MQ_NEED_HOLD_REASON, NULL);
	return MQ_OK;
}

static enum mq_err unanswer(struct need_planning *p)
{
	set(p, MQ_NEED_RESULT, NULL);
	return MQ_OK;
}

static enum mq_err end(struct need_planning *p)
{
	mq_need_set_day(p, MQ_NEED_CLOSED, p->today);
	return MQ_OK;
}

static enum mq_err renew(struct need_planning *p)
{
	struct mq_need need = mq_need_now(p);
	int rung = mq_need_rung_of(p->rules, need.level);

	set(p, MQ_NEED_CLOSED, NULL);
	set(p, MQ_NEED_RESULT, NULL);
	set(p, MQ_NEED_SATISFACTION, NULL);
	set(p, MQ_NEED_EXCEPTION, NULL);
	add_one(p, MQ_NEED_REOPENS);
	keep_first(p, MQ_NEED_FIRST_REOPENED, p->today);
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
	enum mq_err (*run)(struct need_planning *p);
} effects[] = {
	{MQ_NEED_TELLS, tell}, {MQ_NEED_ROUTES, route}, {MQ_NEED_SPOTS, spot},
	{MQ_NEED_CONTACTS, contact}, {MQ_NEED_TAKES, take}, {MQ_NEED_RISES, rise},
	{MQ_NEED_SINKS, sink}, {MQ_NEED_EXTENDS, extend}, {MQ_NEED_STOPS, stop},
	{MQ_NEED_STARTS, start}, {MQ_NEED_UNANSWERS, unanswer}, {MQ_NEED_ENDS, end},
	{MQ_NEED_RENEWS, renew},
};

enum mq_err mq_need_run_effects(struct need_planning *p, const struct mq_need_step *step)
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
	keep_firsts(p);
	return err;
}
