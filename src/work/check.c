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

struct checking {
	const char *dir;
	const struct mq_schema *schema;
	struct mq_policies *policies;	/* NULL: not read yet, or broken, which was told */
	struct mq_diag *diag;
};

static enum mq_err check_holidays(struct checking *c)
{
	struct mq_calendar *calendar;
	enum mq_err err = mq_calendar_read(c->dir, &calendar, c->diag);

	mq_calendar_free(calendar);
	return err;
}

/* Not the age of reviews: a register can be made with what has to be looked up again. */
static enum mq_err check_policies(struct checking *c)
{
	return mq_policies_read(c->dir, c->schema, &c->policies, c->diag);
}

/* A configuration that keeps no needs, or leaves the file out, has no rules to check. */
static enum mq_err check_needs(struct checking *c)
{
	struct mq_need_rules *rules;
	struct mq_diag faults = {0};
	enum mq_err err = mq_need_rules_read(c->dir, c->schema, &rules, &faults);

	mq_need_rules_free(rules);
	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_release(&faults);
		return MQ_OK;
	}
	mq_diag_move(c->diag, &faults);
	return err;
}

/* Both files of duties: one names the roles that the other tells. */
static enum mq_err check_duties(struct checking *c)
{
	struct mq_staff staff;
	struct mq_duties duties;
	enum mq_err err = mq_staff_read(c->dir, c->schema, &staff, c->diag);
	enum mq_err second = mq_duties_read(c->dir, c->schema, &staff, &duties, c->diag);

	mq_duties_release(&duties);
	mq_staff_release(&staff);
	return err == MQ_OK ? second : err;
}

static enum mq_err check_upcoming(struct checking *c)
{
	struct mq_upcoming_rules rules;
	enum mq_err err;

	if (!c->policies) {
		return MQ_OK;
	}
	err = mq_upcoming_read(c->dir, c->schema, c->policies, &rules, c->diag);
	mq_upcoming_rules_release(&rules);
	return err;
}

static enum mq_err check_report(struct checking *c)
{
	struct mq_report_rules rules;
	enum mq_err err = mq_report_read(c->dir, c->schema, &rules, c->diag);

	mq_report_rules_release(&rules);
	return err;
}

static enum mq_err check_visits(struct checking *c)
{
	return mq_visit_check_config(c->dir, c->schema, c->diag);
}

static enum mq_err (*const checks[])(struct checking *c) = {
	check_holidays,
	check_policies,
	check_needs,
	check_duties,
	check_upcoming,
	check_report,
	check_visits,
};

enum mq_err mq_work_check_config(const char *dir, const struct mq_schema *schema,
	struct mq_diag *diag)
{
	struct checking checking = {.dir = dir, .schema = schema, .diag = diag};
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < MQ_LENGTH(checks); i++) {
		enum mq_err err = checks[i](&checking);

		first = first == MQ_OK ? err : first;
	}
	mq_policies_free(checking.policies);
	return first;
}
