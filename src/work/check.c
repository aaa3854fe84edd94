#include <minqing/work.h>

#include <minqing/duty.h>
#include <minqing/need.h>
#include <minqing/policy.h>
#include <minqing/report.h>
#include <minqing/upcoming.h>
#include <minqing/visit.h>

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

/* Not the age of reviews: a register can be made with what has to be looked up again. */
static enum mq_err check_policies(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_policies *policies;
	enum mq_err err = mq_policies_read(dir, schema, &policies, diag);

	mq_policies_free(policies);
	return err;
}

/* A configuration that keeps no needs, or leaves the file out, has no rules to check. */
static enum mq_err check_needs(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_need_rules *rules;
	struct mq_diag faults = {0};
	enum mq_err err = mq_need_rules_read(dir, schema, &rules, &faults);

	mq_need_rules_free(rules);
	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_release(&faults);
		return MQ_OK;
	}
	mq_diag_move(diag, &faults);
	return err;
}

/* Both files of duties: one names the roles that the other tells. */
static enum mq_err check_duties(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_staff staff;
	struct mq_duties duties;
	enum mq_err err = mq_staff_read(dir, schema, &staff, diag);
	enum mq_err second = mq_duties_read(dir, schema, &staff, &duties, diag);

	mq_duties_release(&duties);
	mq_staff_release(&staff);
	return err == MQ_OK ? second : err;
}

static enum mq_err check_upcoming(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_policies *policies = NULL;
	struct mq_upcoming_rules rules;
	enum mq_err err;

	/* Their own faults were told by check_policies. */
	if (mq_policies_read(dir, schema, &policies, NULL) != MQ_OK) {
		return MQ_OK;
	}
	err = mq_upcoming_read(dir, schema, policies, &rules, diag);
	mq_upcoming_rules_release(&rules);
	mq_policies_free(policies);
	return err;
}

static enum mq_err check_report(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct mq_report_rules rules;
	enum mq_err err = mq_report_read(dir, schema, &rules, diag);

	mq_report_rules_release(&rules);
	return err;
}

static enum mq_err (*const checks[])(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag) = {
	check_holidays,
	check_policies,
	check_needs,
	check_duties,
	check_upcoming,
	check_report,
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
