#include <minqing/report.h>

#include <stdio.h>
#include <string.h>

/* The days of a month. One that is not over goes up to today. */

static void fill(mq_day first, mq_day today, struct mq_report_month *month)
{
	char text[16];

	mq_day_format(first, text);
	snprintf(month->name, sizeof(month->name), "%.7s", text);
	month->days = (struct mq_stretch){first, mq_day_add_months(first, 1) - 1};
	month->running = today <= month->days.to;
	if (month->running) {
		month->days.to = today;
	}
}

/* As 2026-10 and no other way: a report is called so, too. */
static bool read_first(const char *text, mq_day *first)
{
	char day[16];

	return strlen(text) == 7 && snprintf(day, sizeof(day), "%s-01", text) == 10 &&
		day[4] == '-' && mq_day_parse(day, strlen(day), first);
}

static mq_day first_of(mq_day day)
{
	int year;
	int month;
	int mday;

	mq_day_to_civil(day, &year, &month, &mday);
	return day - (mday - 1);
}

static enum mq_err refuse(const char *text, bool future, mq_day today, struct mq_diag *diag)
{
	char day[16];

	mq_diag_add(diag, MQ_ERR_USAGE, future ? _("%s has not begun") : _("'%s' is no month"), text);
	mq_day_format(today, day);
	mq_diag_hint(diag, _("a month is written as %.7s, which is the latest"), day);
	return MQ_ERR_USAGE;
}

enum mq_err mq_report_month(const char *text, mq_day today, struct mq_report_month *month,
	struct mq_diag *diag)
{
	mq_day first = mq_day_add_months(first_of(today), -1);

	if (text && !read_first(text, &first)) {
		return refuse(text, false, today, diag);
	}
	if (first > today) {
		return refuse(text, true, today, diag);
	}
	fill(first, today, month);
	return MQ_OK;
}
