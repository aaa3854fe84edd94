#include "office.h"

/*
 * Look, plan, look away, act. What was planned holds for the snapshot it was planned from:
 * where somebody committed in between it is planned anew, so that no two take the last place
 * and none says twice what is there. A snapshot that is held is let go for it and held anew:
 * who acts sees what was done.
 */

enum { TRIES = 20 };

enum mq_err mq_session_today(struct mq_session *session, mq_day *today, struct mq_diag *diag)
{
	enum mq_err err = mq_day_today(&session->today, diag);

	*today = session->today;
	return err;
}

static enum mq_err plan_once(struct mq_session *session, office_plan_fn make, void *context,
	struct mq_plan *plan, uint64_t *seen, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	*seen = mq_index_snapshot(session->view.index);
	err = make(context, &session->view, plan, diag);
	if (err == MQ_OK) {
		err = mq_index_error(session->view.index, diag);
	}
	mq_session_look_away(session);
	return err;
}

static enum mq_err act(struct mq_session *session, const struct office_act *what, uint64_t seen,
	struct mq_plan *plan, struct mq_diag *diag)
{
	const struct mq_act act = {.who = session->officer, .why = what->why,
		.source = what->source, .seen = seen, .dry_run = what->dry_run};

	return mq_register_act(session->reg, &act, plan->changes, plan->n_changes, diag);
}

static enum mq_err try_to(struct mq_session *session, const struct office_act *what,
	office_plan_fn make, void *context, struct mq_plan *plan, struct mq_diag *diag)
{
	uint64_t seen;
	enum mq_err err;

	mq_plan_release(plan);
	err = plan_once(session, make, context, plan, &seen, diag);
	return err == MQ_OK && !plan->there ? act(session, what, seen, plan, diag) : err;
}

enum mq_err office_do(struct mq_session *session, const struct office_act *what,
	office_plan_fn make, void *context, struct mq_plan *plan, struct mq_diag *diag)
{
	bool held = session->held;
	bool again = true;
	enum mq_err err = MQ_OK;

	if (held) {
		mq_session_let_go(session);
	}
	for (int i = 0; i < TRIES && again; i++) {
		struct mq_diag faults = {0};

		err = try_to(session, what, make, context, plan, &faults);
		/* With a fault it was the lock that was not had, and was waited for. */
		again = err == MQ_ERR_BUSY && faults.n_faults == 0;
		mq_diag_move(diag, &faults);
	}
	if (held) {
		mq_session_hold(session);
	}
	return err;
}
