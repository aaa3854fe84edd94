#include "own.h"

#include <stdlib.h>

/* The figures of a month: what they are counted by is read, looked at once, and let go. */

static enum mq_err read_rules(struct mq_session *session, struct mq_report_rules *rules,
	struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	enum mq_err err = mq_report_read(dir, session->schema, rules, diag);

	if (err == MQ_OK && rules->n_figures == 0) {
		err = mq_diag_add(diag, MQ_ERR_CONFIG, _("'%s/report.yaml' tells no figures"), dir);
		mq_diag_hint(diag, _("minqing-report(1) tells what it is like"));
	}
	free(dir);
	return err;
}

/* Where a configuration keeps no needs, how long they take is not known. */
static enum mq_err read_needs(struct mq_session *session, struct mq_need_rules **needs,
	struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	struct mq_diag faults = {0};
	enum mq_err err = mq_need_rules_read(dir, session->schema, needs, &faults);

	free(dir);
	if (err == MQ_ERR_NOT_FOUND) {
		*needs = NULL;
		mq_diag_release(&faults);
		return MQ_OK;
	}
	mq_diag_move(diag, &faults);
	return err;
}

static enum mq_err count(struct mq_session *session, struct mq_report_of *of, const char *name,
	struct mq_report *report, struct mq_diag *diag)
{
	struct mq_report_month month;
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_report_month(name, session->view.today, &month, diag);
	if (err == MQ_OK) {
		err = mq_report_count(&session->view, of, &month, report, diag);
	}
	err = err == MQ_OK ? mq_index_error(session->view.index, diag) : err;
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_report(struct mq_session *session, const char *month,
	struct mq_report *report, struct mq_diag *diag)
{
	struct mq_report_rules rules = {0};
	struct mq_need_rules *needs = NULL;
	struct mq_report_of of = {.rules = &rules};
	enum mq_err err = read_rules(session, &rules, diag);

	*report = (struct mq_report){.n_lines = 0};
	err = err == MQ_OK ? mq_session_duties(session, &of.staff, &of.duties, diag) : err;
	err = err == MQ_OK ? mq_session_policies(session, &of.policies, diag) : err;
	err = err == MQ_OK ? read_needs(session, &needs, diag) : err;
	if (err == MQ_OK) {
		of.needs = needs;
		err = count(session, &of, month, report, diag);
	}
	mq_need_rules_free(needs);
	mq_report_rules_release(&rules);
	return err;
}
