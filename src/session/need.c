#include "need.h"

#include <stdlib.h>

#include "office.h"

/*
 * A step of a need: its words are read, then it is done as every act of the office is. Where
 * another officer was quicker the need may be closed, or the key taken: it is worked out anew.
 */

/* Kept until one of their files changes; faults are told each time. */
static enum mq_err see_rules(struct mq_session *session, struct mq_diag *diag)
{
	static const char *const names[] = {"needs.yaml", "holidays.yaml"};
	bool anew = mq_session_config_anew(session, names, MQ_LENGTH(names),
		&session->need_rules_seen);
	enum mq_err err = MQ_OK;

	if (anew || !session->need_rules) {
		char *dir = mq_session_config_dir(session);

		mq_need_rules_free(session->need_rules);
		err = mq_need_rules_read(dir, session->schema, &session->need_rules, diag);
		free(dir);
	}
	/* A file that is not there is no answer of "nobody". */
	return err == MQ_ERR_NOT_FOUND ? MQ_ERR_CONFIG : err;
}

enum mq_err mq_session_look_at_needs(struct mq_session *session,
	const struct mq_need_rules **rules, struct mq_diag *diag)
{
	enum mq_err err = see_rules(session, diag);

	*rules = session->need_rules;
	return err == MQ_OK ? mq_session_look(session, diag) : err;
}

enum mq_err mq_session_find_need(struct mq_session *session, const struct mq_need_rules *rules,
	const char *key, mq_record_id *id, struct mq_diag *diag)
{
	return mq_session_find_here(session, mq_need_rules_kind(rules), key, id, diag);
}

/* ---- doing it ---- */

struct doing {
	struct mq_session *session;
	const struct mq_need_rules *rules;
	mq_kind_id about;		/* where it is added: whose key it is */
	const char *key;
	struct mq_need_said said;
	struct mq_need_plan step;	/* owns the values of the change */
};

/* One change, which is the step's. */
static void put_change(struct doing *doing, mq_record_id id, struct mq_plan *plan)
{
	plan->changes = mq_grow(plan->changes, &plan->cap_changes, 1, sizeof(*plan->changes));
	plan->changes[0] = (struct mq_change){mq_need_rules_kind(doing->rules), id,
		doing->step.values, doing->step.n_values};
	plan->n_changes = 1;
}

/* The visit on which it was heard is one that is there. Texts of words end with a NUL. */
static enum mq_err see_visit(const struct doing *doing, struct mq_diag *diag)
{
	const struct mq_need_given *given = &doing->said.given;
	mq_field_id field = mq_need_rules_field(doing->rules, MQ_NEED_VISIT);
	mq_kind_id visit = mq_schema_kind(doing->session->schema, "visit");
	enum mq_err err = MQ_OK;
	mq_record_id id;

	for (size_t i = 0; visit != MQ_NO_KIND && i < given->n_values && err == MQ_OK; i++) {
		if (given->values[i].field == field && given->values[i].text.data) {
			err = mq_session_find_here(doing->session, visit, given->values[i].text.data, &id,
				diag);
		}
	}
	return err;
}

static enum mq_err plan_step(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	struct doing *doing = context;
	bool adds = doing->said.given.command == MQ_NEED_ADD;
	unsigned number = 0;
	mq_record_id id;
	enum mq_err err = mq_session_find_here(doing->session,
		adds ? doing->about : mq_need_rules_kind(doing->rules), doing->key, &id, diag);

	mq_need_plan_release(&doing->step);
	if (err == MQ_OK) {
		err = see_visit(doing, diag);
	}
	if (err == MQ_OK) {
		err = mq_need_plan(doing->rules, view, adds ? MQ_NO_RECORD : id,
			&doing->said.given, &doing->step, diag);
	}
	if (err == MQ_OK && adds) {
		mq_need_plan_about(doing->rules, view, doing->about, id, &number, &doing->step);
	}
	if (err == MQ_OK) {
		put_change(doing, adds ? MQ_NO_RECORD : id, plan);
	}
	return err;
}

static enum mq_err tell(struct doing *doing, mq_record_id id, struct mq_needs *done,
	struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(doing->session, diag);

	if (err == MQ_OK) {
		done->rows = mq_arena_alloc(&done->arena, sizeof(*done->rows));
		done->n_rows = 1;
		done->hits = 1;
		mq_session_need_row(doing->session, doing->rules, id, &done->arena, done->rows);
		mq_session_look_away(doing->session);
	}
	return err;
}

static enum mq_err do_it(struct doing *doing, struct mq_needs *done, struct mq_diag *diag)
{
	char *source = mq_format("need %s", mq_need_command_id(doing->said.given.command));
	const struct office_act act = {.why = doing->said.given.why, .source = source};
	struct mq_plan plan = {0};
	enum mq_err err = office_do(doing->session, &act, plan_step, doing, &plan, diag);

	if (err == MQ_OK) {
		err = tell(doing, plan.changes[0].id, done, diag);
	}
	mq_plan_release(&plan);
	free(source);
	return err;
}

static enum mq_err run(struct mq_session *session, enum mq_need_command command,
	mq_kind_id about, const char *key, const char *const *words, size_t n_words,
	struct mq_needs *done, struct mq_diag *diag)
{
	struct doing doing = {.session = session, .about = about, .key = key};
	enum mq_err err = mq_session_look_at_needs(session, &doing.rules, diag);

	*done = (struct mq_needs){0};
	if (err != MQ_OK) {
		return err;
	}
	mq_session_look_away(session);
	err = mq_need_words(doing.rules, command, words, n_words, &doing.said, diag);
	if (err == MQ_OK) {
		err = do_it(&doing, done, diag);
	}
	mq_need_plan_release(&doing.step);
	mq_need_said_release(&doing.said);
	return err;
}

enum mq_err mq_session_need_add(struct mq_session *session, mq_kind_id about, const char *key,
	const char *const *words, size_t n_words, struct mq_needs *done, struct mq_diag *diag)
{
	return run(session, MQ_NEED_ADD, about, key, words, n_words, done, diag);
}

enum mq_err mq_session_need_step(struct mq_session *session, enum mq_need_command command,
	const char *key, const char *const *words, size_t n_words, struct mq_needs *done,
	struct mq_diag *diag)
{
	return run(session, command, MQ_NO_KIND, key, words, n_words, done, diag);
}
