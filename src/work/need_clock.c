#include "need.h"

#include <minqing/answer.h>

/*
 * What the day makes of a need. A deadline is a day that still counts; working days left are
 * those after today up to it, days over those after it up to today. A need on hold is as it was
 * on the day its clock was stopped.
 *
 * A need that is late climbs: at its level it may stand `rises_after` working days past
 * the deadline, then at the one above for as many as that one has, and so on.
 */

static int code_at(const struct mq_need_rules *rules, const struct mq_record *record,
	enum mq_need_field field)
{
	struct mq_slice text = mq_record_get(record, rules->fields[field]);

	return text.data ? mq_codes_find(mq_need_codes(rules, field), text.data, text.len) : -1;
}

static mq_day day_at(const struct mq_need_rules *rules, const struct mq_record *record,
	enum mq_need_field field)
{
	struct mq_slice text = mq_record_get(record, rules->fields[field]);
	mq_day day;

	return text.data && mq_day_parse(text.data, text.len, &day) ? day : MQ_NEED_NO_DAY;
}

void mq_need_of(const struct mq_need_rules *rules, const struct mq_record *record,
	struct mq_need *need)
{
	*need = (struct mq_need){
		.id = MQ_NO_RECORD,
		.state = mq_need_state_of(mq_record_get(record, rules->fields[MQ_NEED_STATE])),
		.category = code_at(rules, record, MQ_NEED_KIND),
		.desk = code_at(rules, record, MQ_NEED_DESK),
		.level = code_at(rules, record, MQ_NEED_LEVEL),
		.told = day_at(rules, record, MQ_NEED_TIME),
		.due = day_at(rules, record, MQ_NEED_DUE),
		.held_since = day_at(rules, record, MQ_NEED_HELD_SINCE),
		.closed = day_at(rules, record, MQ_NEED_CLOSED),
	};
}

mq_day mq_need_closing(const struct mq_need *need)
{
	return need->state == MQ_NEED_DONE || need->state == MQ_NEED_SPOT_DONE ? need->closed
		: MQ_NEED_NO_DAY;
}

/* ---- the same from columns, for who looks at thousands ---- */

static int64_t number_at(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, enum mq_need_field field)
{
	return mq_column_get(mq_index_column(view->index, rules->fields[field]), id);
}

static int code_of(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, enum mq_need_field field)
{
	int64_t number = number_at(rules, view, id, field);

	return number == MQ_NO_NUMBER ? -1 : (int)number;
}

static mq_day day_of(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, enum mq_need_field field)
{
	int64_t number = number_at(rules, view, id, field);

	return number == MQ_NO_NUMBER ? MQ_NEED_NO_DAY : (mq_day)number;
}

static enum mq_need_state state_of(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id)
{
	int code = code_of(rules, view, id, MQ_NEED_STATE);

	return mq_need_state_of(code < 0 ? mq_slice(NULL, 0)
		: mq_slice_str(mq_need_codes(rules, MQ_NEED_STATE)->codes[code].id));
}

bool mq_need_read(const struct mq_need_rules *rules, const struct mq_view *view, mq_record_id id,
	struct mq_need *need)
{
	if (!mq_set_has(mq_index_live(view->index, rules->kind), id)) {
		return false;
	}
	*need = (struct mq_need){
		.id = id, .state = state_of(rules, view, id),
		.category = code_of(rules, view, id, MQ_NEED_KIND),
		.desk = code_of(rules, view, id, MQ_NEED_DESK),
		.level = code_of(rules, view, id, MQ_NEED_LEVEL),
		.told = day_of(rules, view, id, MQ_NEED_TIME),
		.due = day_of(rules, view, id, MQ_NEED_DUE),
		.held_since = day_of(rules, view, id, MQ_NEED_HELD_SINCE),
		.closed = day_of(rules, view, id, MQ_NEED_CLOSED),
	};
	return true;
}

/* ---- the clock ---- */

/* The day of a year is looked at, every year: a step is shorter than any. */
bool mq_need_is_sure(const struct mq_need_rules *rules, mq_day from, mq_day to)
{
	enum { STEP_DAYS = 300 };

	for (mq_day day = from; day < to; day += STEP_DAYS) {
		if (!mq_calendar_knows(rules->calendar, day)) {
			return false;
		}
	}
	return mq_calendar_knows(rules->calendar, to);
}

static int risen(const struct mq_need_rules *rules, int level, unsigned late)
{
	int rung = mq_need_rung_of(rules, level);

	if (rung < 0) {
		return level;
	}
	while (rules->rungs[rung].rises_after && late >= rules->rungs[rung].rises_after) {
		late -= rules->rungs[rung].rises_after;
		rung++;
	}
	return rules->rungs[rung].level;
}

void mq_need_clock(const struct mq_need_rules *rules, const struct mq_need *need, mq_day today,
	struct mq_need_clock *clock)
{
	bool held = need->state == MQ_NEED_HOLD;
	mq_day at = held && need->held_since != MQ_NEED_NO_DAY ? need->held_since : today;
	unsigned late;

	*clock = (struct mq_need_clock){.level = need->level};
	if (!mq_need_is_open(need->state) || need->due == MQ_NEED_NO_DAY) {
		return;
	}
	late = mq_calendar_between(rules->calendar, need->due, at);
	clock->known = true;
	clock->overdue = !held && need->due < today;
	clock->left = at > need->due ? -(int)late
		: (int)mq_calendar_between(rules->calendar, at, need->due);
	clock->level = risen(rules, need->level, late);
	clock->sure = at > need->due ? mq_need_is_sure(rules, need->due, at)
		: mq_need_is_sure(rules, at, need->due);
}
