/* Today's round planned, and what comes dismissed: asked of the session, told in words. */
#include "errand.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

void mq_errand_told_release(struct mq_errand_told *told)
{
	mq_buf_release(&told->text);
	mq_buf_release(&told->hint);
}

bool mq_errand_is_planned(struct mq_session *session)
{
	struct mq_round_sheet sheet = {0};
	mq_day today = 0;
	bool planned = mq_session_today(session, &today, NULL) == MQ_OK &&
		mq_session_round_planned(session, &sheet, NULL) == MQ_OK && sheet.day == today;
	mq_round_sheet_release(&sheet);
	return planned;
}

enum mq_err mq_errand_plan(struct mq_session *session, const char *person, size_t n,
	struct mq_errand_told *told, struct mq_diag *diag)
{
	struct mq_round_sheet sheet = {0};
	char *path = NULL;
	enum mq_err err = mq_session_round_plan(session, person, n, &sheet, &path, diag);
	if (err == MQ_OK) {
		mq_buf_addf(&told->text, sheet.n_rows == 1 ? _("%zu household is planned for today")
			: _("%zu households are planned for today"), sheet.n_rows);
		mq_buf_adds(&told->hint, _("a visit ticks its household off; @round is the list"));
	}
	mq_round_sheet_release(&sheet);
	free(path);
	return err;
}

enum mq_err mq_errand_dismiss(struct mq_session *session, const char *rule, const char *key,
	const char *on, const char *reason, struct mq_errand_told *told, struct mq_diag *diag)
{
	const struct mq_upcoming_place place = {rule, key, on};
	char day[16];
	if (!rule) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("this line cannot be dismissed"));
		mq_diag_hint(diag, "%s", _("what comes by a rule can be; the board 'upcoming' lists that"));
		return MQ_ERR_INPUT;
	}
	if (!reason[strspn(reason, " ")]) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("it is dismissed with a reason"));
		mq_diag_hint(diag, "%s", _("say what was done, as: told by phone"));
		return MQ_ERR_INPUT;
	}
	enum mq_err err = mq_session_upcoming_dismiss(session, &place, reason, day, diag);
	if (err == MQ_OK) {
		mq_buf_addf(&told->text, _("dismissed for %s"), day);
		mq_buf_adds(&told->hint, _("it is not told again while the facts stay as they are"));
	}
	return err;
}
