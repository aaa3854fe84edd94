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
	const struct mq_view *view;
	const struct mq_column *by;	/* NULL: of all */
	int code;
	const struct mq_column *first;	/* first closings; NULL: as they are closed now */
	struct mq_need_figures *figures;
	unsigned *days;		/* of those closed */
	size_t n_days;
	size_t cap_days;
};

static const struct mq_column *column(const struct mq_view *view, mq_field_id field)
{
	return field == MQ_NO_FIELD ? NULL : mq_index_column(view->index, field);
}

static int64_t number(const struct mq_column *column, mq_record_id id)
{
	return column ? mq_column_get(column, id) : MQ_NO_NUMBER;
}

static void count(struct tally *tally, const struct mq_need *need)
{
	struct mq_need_clock clock;
	int64_t first = number(tally->first, need->id);
	mq_day closed = first == MQ_NO_NUMBER ? mq_need_closing(need) : (mq_day)first;

	mq_need_clock(tally->rules, need, tally->view->today, &clock);
	tally->figures->open += mq_need_is_open(need->state);
	tally->figures->overdue += clock.overdue;
	if (closed != MQ_NEED_NO_DAY && need->told != MQ_NEED_NO_DAY) {
		tally->days = mq_grow(tally->days, &tally->cap_days, tally->n_days + 1,
			sizeof(*tally->days));
		tally->days[tally->n_days++] = mq_calendar_between(tally->rules->calendar,
			need->told, closed);
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

static bool is_counted(const struct tally *tally, mq_record_id id)
{
	int64_t has = number(tally->by, id);

	return !tally->by || (has == MQ_NO_NUMBER ? -1 : has) == tally->code;
}

static void count_all(struct tally *tally, const struct mq_set *set)
{
	enum { AT_ONCE = 256 };
	mq_record_id ids[AT_ONCE];
	size_t n;

	*tally->figures = (struct mq_need_figures){0};
	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, AT_ONCE)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			struct mq_need need;

			if (is_counted(tally, ids[i]) &&
			    mq_need_read(tally->rules, tally->view, ids[i], &need)) {
				count(tally, &need);
			}
		}
	}
	if (tally->n_days > 1) {
		qsort(tally->days, tally->n_days, sizeof(*tally->days), by_number);
	}
	tally->figures->closed = tally->n_days;
	tally->figures->median = percentile(tally, 50);
	tally->figures->ninth = percentile(tally, 90);
	free(tally->days);
}

void mq_need_figures(const struct mq_need_rules *rules, const struct mq_view *view,
	const struct mq_set *set, mq_field_id field, int code, struct mq_need_figures *figures)
{
	struct tally tally = {.rules = rules, .view = view, .by = column(view, field),
		.code = code, .figures = figures};

	count_all(&tally, set);
}

void mq_need_first_figures(const struct mq_need_rules *rules, const struct mq_view *view,
	const struct mq_set *set, struct mq_need_figures *figures)
{
	struct tally tally = {.rules = rules, .view = view,
		.first = column(view, rules->fields[MQ_NEED_FIRST_CLOSED]), .figures = figures};

	count_all(&tally, set);
}
