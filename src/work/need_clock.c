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

bool mq_need_read(const struct mq_need_rules *rules, const struct mq_view *view, mq_record_id id,
	struct mq_need *need)
{
	struct mq_slice bytes = mq_index_record(view->index, rules->kind, id);
	struct mq_record record = {0};
	bool good = bytes.data && mq_record_decode(&record, bytes) == MQ_OK;

	if (good) {
		mq_need_of(rules, &record, need);
		need->id = id;
	}
	mq_record_release(&record);
	return good;
}

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
