#include "need.h"

#include <stdlib.h>

#include <minqing/answer.h>

/*
 * Figures of a set of needs. Days are those the resident waited: from the telling to the
 * closing, whoever had it and however long it was on hold. Percentiles are the nearest
 * rank, so that each is a number of days some need really took.
 */

struct tally {
	const struct mq_need_rules *rules;
	mq_day today;
	struct mq_need_figures *figures;
	unsigned *days;		/* of those closed */
	size_t n_days;
	size_t cap_days;
};

static void count(struct tally *tally, const struct mq_need *need)
{
	struct mq_need_clock clock;
	bool settled = need->state == MQ_NEED_DONE || need->state == MQ_NEED_SPOT_DONE;

	mq_need_clock(tally->rules, need, tally->today, &clock);
	tally->figures->open += mq_need_is_open(need->state);
	tally->figures->overdue += clock.overdue;
	if (settled && need->closed != MQ_NEED_NO_DAY && need->told != MQ_NEED_NO_DAY) {
		tally->days = mq_grow(tally->days, &tally->cap_days, tally->n_days + 1,
			sizeof(*tally->days));
		tally->days[tally->n_days++] = mq_calendar_between(tally->rules->calendar,
			need->told, need->closed);
	}
}

static int by_number(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a;
	unsigned y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

/* The least number that so many hundredths do not pass. */
static unsigned percentile(const struct tally *tally, unsigned hundredths)
{
	return tally->n_days ? tally->days[(tally->n_days * hundredths + 99) / 100 - 1] : 0;
}

void mq_need_figures(const struct mq_need_rules *rules, const struct mq_view *view,
	const struct mq_set *set, mq_field_id field, int code, struct mq_need_figures *figures)
{
	enum { AT_ONCE = 256 };
	struct tally tally = {.rules = rules, .today = view->today, .figures = figures};
	const struct mq_column *column = field == MQ_NO_FIELD ? NULL
		: mq_index_column(view->index, field);
	mq_record_id ids[AT_ONCE];
	size_t n;

	*figures = (struct mq_need_figures){0};
	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, AT_ONCE)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			int64_t has = column ? mq_column_get(column, ids[i]) : code;
			struct mq_need need;

			if ((has == MQ_NO_NUMBER ? -1 : has) == code &&
			    mq_need_read(rules, view, ids[i], &need)) {
				count(&tally, &need);
			}
		}
	}
	if (tally.n_days > 1) {
		qsort(tally.days, tally.n_days, sizeof(*tally.days), by_number);
	}
	figures->closed = tally.n_days;
	figures->median = percentile(&tally, 50);
	figures->ninth = percentile(&tally, 90);
	free(tally.days);
}
