#include "own.h"

#include <string.h>

#include <minqing/office.h>

/*
 * What comes is dismissed: what a rule tells of a record, on a day or next, with what was done
 * about it, so that it is not told again while the facts are the same.
 */

static const struct mq_coming *coming_to(const struct mq_comings *comings, mq_record_id id,
	const char *on)
{
	for (size_t i = 0; i < comings->n; i++) {
		char day[16];

		mq_day_format(comings->comings[i].day, day);
		if (comings->comings[i].id == id && (!on || strcmp(day, on) == 0)) {
			return &comings->comings[i];
		}
	}
	return NULL;
}

static enum mq_err not_coming(const struct mq_upcoming_rule *rule,
	const struct mq_upcoming_place *place, struct mq_diag *diag)
{
	if (place->on) {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND,
			_("'%s' does not come to %s on %s, or was dismissed"),
			mq_upcoming_label(rule), place->key, place->on);
	} else {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND,
			_("'%s' does not come to %s in the next %u days, or was dismissed"),
			mq_upcoming_label(rule), place->key, rule->ahead_days);
	}
	mq_diag_hint(diag, _("`minqing upcoming %s` lists to whom it comes"), rule->id);
	return MQ_ERR_NOT_FOUND;
}

/* So many days ahead it is looked for; 0: as many as the rule says. */
static unsigned days_ahead(const struct mq_session *session, const char *on)
{
	mq_day day;

	return on && mq_day_parse(on, strlen(on), &day) && day > session->today
		? (unsigned)(day - session->today) : 0;
}

/* Within a look: what is to be written, or why there is nothing to. */
static enum mq_err plan(struct mq_session *session, const struct mq_upcoming_rules *rules,
	const struct mq_upcoming_place *place, const char *reason, struct mq_arena *arena,
	struct mq_alert *alert, char day[16], struct mq_diag *diag)
{
	const struct mq_person *me = mq_session_person(session);
	const struct mq_alert_words words = {reason, me ? me->name : session->officer};
	const struct mq_coming *coming = NULL;
	struct mq_comings comings = {0};
	mq_record_id id;
	enum mq_err err = mq_session_find_here(session, rules->rules[0].kind, place->key, &id,
		diag);

	if (err == MQ_OK) {
		err = mq_upcoming_find(&session->view, rules, days_ahead(session, place->on), &comings,
			diag);
	}
	if (err == MQ_OK) {
		coming = coming_to(&comings, id, place->on);
		err = coming ? mq_upcoming_alert(&session->view, coming, &words, arena, alert, diag)
			: not_coming(&rules->rules[0], place, diag);
	}
	if (err == MQ_OK && coming) {
		mq_day_format(coming->day, day);
	}
	mq_comings_release(&comings);
	return err;
}

static enum mq_err plan_by_name(struct mq_session *session, const struct mq_upcoming_place *place,
	const char *reason, struct mq_arena *arena, struct mq_alert *alert, char day[16],
	struct mq_diag *diag)
{
	const struct mq_upcoming_rules *rules;
	struct mq_upcoming_rules named;
	enum mq_err err = mq_session_upcoming_rules(session, &rules, diag);

	if (err == MQ_OK) {
		err = mq_session_upcoming_named(session, rules, place->rule, arena, &named, diag);
	}
	if (err == MQ_OK) {
		err = plan(session, &named, place, reason, arena, alert, day, diag);
	}
	return err;
}

enum mq_err mq_session_upcoming_dismiss(struct mq_session *session,
	const struct mq_upcoming_place *place, const char *reason, char day[16], struct mq_diag *diag)
{
	struct mq_arena arena = {0};
	struct mq_alert alert = {0};
	struct mq_change change;
	enum mq_err err;

	mq_session_hold(session);
	err = mq_session_look(session, diag);
	if (err == MQ_OK) {
		mq_session_see_files(session);
		err = plan_by_name(session, place, reason, &arena, &alert, day, diag);
		mq_session_look_away(session);
	}
	mq_session_let_go(session);
	if (err == MQ_OK) {
		change = (struct mq_change){
			.kind = alert.kind, .id = MQ_NO_RECORD,
			.values = alert.values, .n_values = alert.n_values,
		};
		err = mq_session_act(session, reason, "upcoming dismiss", &change, 1, diag);
	}
	mq_arena_release(&arena);
	return err;
}
