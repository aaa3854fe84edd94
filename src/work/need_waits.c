#include "need.h"

#include <string.h>

/*
 * Whom needs wait on, as a question anybody can ask again. A need waits at the desk it is at,
 * and as long as its clock runs at every level it rose to by being late:
 *
 *     need_open (need_owner:housing or (need_level:committee need_due<=2026-02-26
 *         -need_state:hold need_kind:{repair property lift}))
 *
 * Working days past a deadline are as many as there were working days since, so that being late
 * by so many of them is a deadline up to some day, which the calendar tells.
 */

/* The last day of a deadline that so many working days have passed since. */
static mq_day late_by(const struct mq_need_rules *rules, mq_day today, unsigned n)
{
	mq_day day = today;

	while (mq_calendar_between(rules->calendar, day, today) < n) {
		day--;
	}
	return day;
}

static bool takes(const struct mq_need_rules *rules, const struct mq_need_rung *rung, int desk)
{
	bool found = rung->desk == desk;

	for (size_t i = 0; i <= rules->n_routes && rung->desk < 0; i++) {
		found = found || rules->routes[i].desk == desk;
	}
	return found;
}

/* The categories that a desk takes; "?" is whatever has none. */
static void add_categories(const struct mq_need_rules *rules, int desk, struct mq_buf *out)
{
	const struct mq_codes *codes = mq_need_codes(rules, MQ_NEED_KIND);

	mq_buf_addf(out, " %s:{", mq_need_field_id(MQ_NEED_KIND));
	for (size_t i = 0; i <= rules->n_routes; i++) {
		if (rules->routes[i].desk == desk) {
			mq_buf_addf(out, " %s", i < rules->n_routes ? codes->codes[i].id : "?");
		}
	}
	mq_buf_adds(out, " }");
}

/* Those put at one level that are so late that they rose by so many days. */
static void add_risen(const struct mq_need_rules *rules, const struct mq_need_rung *from,
	const struct mq_need_rung *to, int desk, mq_day late, struct mq_buf *out)
{
	char day[16];

	mq_day_format(late, day);
	mq_buf_addf(out, " or (%s:%s %s<=%s -%s:%s", mq_need_field_id(MQ_NEED_LEVEL),
		mq_need_codes(rules, MQ_NEED_LEVEL)->codes[from->level].id,
		mq_need_field_id(MQ_NEED_DUE), day, mq_need_field_id(MQ_NEED_STATE),
		mq_need_state_id(MQ_NEED_HOLD));
	if (to->desk < 0) {
		add_categories(rules, desk, out);
	}
	mq_buf_adds(out, ")");
}

void mq_need_waits(const struct mq_need_rules *rules, const char *desk, mq_day today,
	struct mq_buf *out)
{
	int code = mq_codes_find(mq_need_codes(rules, MQ_NEED_DESK), desk, strlen(desk));

	mq_buf_addf(out, "need_open (%s:%s", mq_need_field_id(MQ_NEED_DESK), desk);
	for (size_t to = 1; to < rules->n_rungs; to++) {
		unsigned days = 0;

		for (size_t from = to; takes(rules, &rules->rungs[to], code) && from-- > 0 &&
				rules->rungs[from].rises_after > 0;) {
			days += rules->rungs[from].rises_after;
			add_risen(rules, &rules->rungs[from], &rules->rungs[to], code,
				late_by(rules, today, days), out);
		}
	}
	mq_buf_adds(out, ")");
}
