#include <minqing/upcoming.h>
#include <minqing/visit.h>
#include <minqing/work.h>

/*
 * Every file that work reads, read once before a register is made of it: what is wrong
 * in it is told then, and not on the day it is first needed.
 */

static enum mq_err check_holidays(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_calendar *calendar;
	enum mq_err err = mq_calendar_read(dir, &calendar, diag);

	(void)schema;
	mq_calendar_free(calendar);
	return err;
}

static enum mq_err check_upcoming(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_upcoming_rules rules;
	enum mq_err err = mq_upcoming_read(dir, schema, &rules, diag);

	mq_upcoming_rules_release(&rules);
	return err;
}

static enum mq_err (*const checks[])(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag) = {
	check_holidays,
	check_upcoming,
	mq_visit_check_config,
};

enum mq_err mq_work_check_config(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < MQ_LENGTH(checks); i++) {
		enum mq_err err = checks[i](dir, schema, diag);

		first = first == MQ_OK ? err : first;
	}
	return first;
}
