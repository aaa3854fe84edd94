#include "own.h"

#include <stdlib.h>

#include <minqing/office.h>

/*
 * Policies as an officer meets them: those of the register's configuration, on today's
 * snapshot, among the people in the officer's universe. They are kept as long as the file is
 * the same.
 */

enum mq_err mq_session_see_policies(struct mq_session *session, struct mq_diag *diag)
{
	static const char *const names[] = {"policies.yaml"};
	bool anew = mq_session_config_anew(session, names, MQ_LENGTH(names),
		&session->policies_seen);
	enum mq_err err = MQ_OK;

	if (anew || !session->policies) {
		char *dir = mq_session_config_dir(session);

		mq_policies_free(session->policies);
		err = mq_policies_read(dir, session->schema, &session->policies, diag);
		free(dir);
	}
	return err;
}

enum mq_err mq_session_policies(struct mq_session *session, const struct mq_policies **policies,
	struct mq_diag *diag)
{
	enum mq_err err = mq_session_see_policies(session, diag);

	*policies = session->policies;
	return err;
}

typedef enum mq_err count_fn(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_set *within, struct mq_policy_counts *counts,
	struct mq_diag *diag);

static enum mq_err count(struct mq_session *session, const struct mq_policy *policy,
	count_fn *counter, const char *area, struct mq_policy_counts *counts, struct mq_diag *diag)
{
	struct mq_set *within = NULL;
	enum mq_err err = mq_session_look(session, diag);

	*counts = (struct mq_policy_counts){0};
	if (err != MQ_OK) {
		return err;
	}
	if (*area) {
		err = mq_session_set_within(session, policy->kind, area, &within, diag);
	}
	if (err == MQ_OK) {
		err = counter(session->policies, policy, &session->view, within, counts, diag);
	}
	mq_set_free(within);
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_policy_within(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, const char *area, struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_buf all = {0};
	enum mq_err err = mq_policy_text(session->policies, policy, list, session->today, NULL, &all,
		diag);

	if (err == MQ_OK) {
		err = mq_session_within(session, policy->kind, all.data ? all.data : "", area, out,
			diag);
	}
	mq_buf_release(&all);
	return err;
}

enum mq_err mq_session_policy_count(struct mq_session *session, const struct mq_policy *policy,
	const char *area, struct mq_policy_counts *counts, struct mq_diag *diag)
{
	return count(session, policy, mq_policy_count, area, counts, diag);
}

enum mq_err mq_session_policy_count_gap(struct mq_session *session, const struct mq_policy *policy,
	const char *area, struct mq_policy_counts *counts, struct mq_diag *diag)
{
	return count(session, policy, mq_policy_count_gap, area, counts, diag);
}

enum mq_err mq_session_policy_text(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, const char *area, struct mq_buf *out, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	if (err == MQ_OK) {
		err = mq_session_policy_within(session, policy, list, area, out, diag);
		mq_session_look_away(session);
	}
	return err;
}

enum mq_err mq_session_policy_whatif(struct mq_session *session, const struct mq_policy *policy,
	const char *assignment, struct mq_policy_whatif *whatif, struct mq_diag *diag)
{
	struct mq_policy_trial trial;
	char *text;
	enum mq_err err = mq_policy_trial_read(policy, assignment, &trial, &text, diag);

	*whatif = (struct mq_policy_whatif){0};
	if (err == MQ_OK) {
		err = mq_session_look(session, diag);
	}
	if (err == MQ_OK) {
		err = mq_policy_try(session->policies, policy, &session->view, &trial, whatif, diag);
		mq_session_look_away(session);
	}
	free(text);
	return err;
}

enum mq_err mq_session_policy_check(struct mq_session *session, struct mq_diag *diag)
{
	mq_day today;
	enum mq_err err = mq_session_see_policies(session, diag);

	if (err == MQ_OK) {
		err = mq_day_today(&today, diag);
	}
	return err == MQ_OK ? mq_policies_check_days(session->policies, today, diag) : err;
}

enum mq_err mq_session_policy_test(struct mq_session *session, const char *name,
	struct mq_policy_tested *tested, struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	enum mq_err err = mq_policies_test(dir, name, tested, diag);

	free(dir);
	return err;
}
