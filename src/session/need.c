#include "need.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/register.h>

/*
 * A step of a need: look, work out what it makes of the need, look away, act. Where another
 * officer's act came in between, what was worked out may be wrong (the need is closed, the
 * key is taken), so it is worked out anew; only somebody else's success can make us late.
 */

enum { TRIES = 20 };

enum mq_err mq_session_look_at_needs(struct mq_session *session, struct mq_need_rules **rules,
	struct mq_diag *diag)
{
	char *dir = mq_format("%s/config", mq_session_dir(session));
	enum mq_err err = mq_need_rules_read(dir, session->schema, rules, diag);

	free(dir);
	/* A file that is not there is no answer of "nobody". */
	err = err == MQ_ERR_NOT_FOUND ? MQ_ERR_CONFIG : err;
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_look(session, diag);
	if (err != MQ_OK) {
		mq_need_rules_free(*rules);
	}
	return err;
}

static enum mq_err find(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id *id, struct mq_diag *diag)
{
	enum mq_err err;

	*id = mq_index_find(session->view.index, kind, mq_slice_str(key));
	err = mq_index_error(session->view.index, diag);
	if (err == MQ_OK && (*id == MQ_NO_RECORD ||
	    !mq_set_has(session->view.universe[kind], *id))) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("no %s has the key '%s'"),
			mq_kind_label(&session->schema->kinds[kind]), key);
	}
	return err;
}

enum mq_err mq_session_find_need(struct mq_session *session, const struct mq_need_rules *rules,
	const char *key, mq_record_id *id, struct mq_diag *diag)
{
	return find(session, mq_need_rules_kind(rules), key, id, diag);
}

/* ---- what was said ---- */

struct said {
	struct mq_need_given given;
	struct mq_record_value *values;
	struct mq_buf text;		/* what has no '=': the reason, or what is needed */
	char *why;
	struct mq_arena arena;
};

static bool is_word(const char *name, size_t len, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strlen(words[i]) == len && memcmp(words[i], name, len) == 0) {
			return true;
		}
	}
	return false;
}

/* All that fields of a kind are called, as far as there is room. */
static size_t list_names(const struct mq_schema *schema, mq_kind_id kind, const char **names,
	size_t n_names)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->kind == kind && n < n_names) {
			names[n++] = field->id;
		}
		for (size_t j = 0; field->kind == kind && j < field->n_aliases && n < n_names;
				j++) {
			names[n++] = field->aliases[j];
		}
	}
	return n;
}

static enum mq_err unknown_field(const struct mq_schema *schema, mq_kind_id kind,
	const char *word, size_t len, struct mq_diag *diag)
{
	char *name = mq_strndup(word, len);
	const char *names[128];
	size_t n = list_names(schema, kind, names, MQ_LENGTH(names));

	mq_diag_add(diag, MQ_ERR_USAGE, _("a %s has no field '%s'"),
		mq_kind_label(&schema->kinds[kind]), name);
	if (!mq_diag_suggest(diag, name, names, n)) {
		mq_diag_hint(diag, _("a reason with '=' in it goes behind why="));
	}
	free(name);
	return MQ_ERR_USAGE;
}

static enum mq_err read_pair(const struct mq_schema *schema, mq_kind_id kind, const char *word,
	const char *equals, struct said *said, struct mq_diag *diag)
{
	static const char *const why[] = {"why", "reason", "原因", "理由"};
	size_t len = (size_t)(equals - word);
	mq_field_id field;

	if (is_word(word, len, why, MQ_LENGTH(why))) {
		free(said->why);
		said->why = mq_strdup(equals + 1);
		return MQ_OK;
	}
	field = mq_schema_field(schema, kind, word, len);
	if (field == MQ_NO_FIELD || schema->fields[field].kind != kind) {
		return unknown_field(schema, kind, word, len, diag);
	}
	said->values[said->given.n_values++] = (struct mq_record_value){field,
		equals[1] ? mq_slice_str(equals + 1) : mq_slice(NULL, 0)};
	return MQ_OK;
}

static enum mq_err read_words(const struct mq_need_rules *rules, const struct mq_schema *schema,
	const char *const *words, size_t n_words, struct said *said, struct mq_diag *diag)
{
	static const char *const spot[] = {"spot", "当场", "当场办结"};
	enum mq_err first = MQ_OK;

	said->values = mq_arena_alloc(&said->arena, (n_words + 1) * sizeof(*said->values));
	for (size_t i = 0; i < n_words; i++) {
		const char *equals = strchr(words[i], '=');
		enum mq_err err = MQ_OK;

		if (equals) {
			err = read_pair(schema, mq_need_rules_kind(rules), words[i], equals, said,
				diag);
		} else if (said->given.command == MQ_NEED_ADD &&
		    is_word(words[i], strlen(words[i]), spot, MQ_LENGTH(spot))) {
			said->given.spot = true;
		} else {
			mq_buf_adds(&said->text, said->text.len ? " " : "");
			mq_buf_adds(&said->text, words[i]);
		}
		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* Words without a name are what is needed, or why. */
static void settle_text(const struct mq_need_rules *rules, struct said *said)
{
	said->given.values = said->values;
	said->given.why = said->why;
	if (said->text.len && said->given.command == MQ_NEED_ADD) {
		said->values[said->given.n_values++] = (struct mq_record_value){
			mq_need_rules_field(rules, MQ_NEED_DETAIL),
			mq_slice(said->text.data, said->text.len)};
	} else if (said->text.len && !said->why) {
		said->given.why = said->text.data;
	}
}

static void said_release(struct said *said)
{
	mq_buf_release(&said->text);
	mq_arena_release(&said->arena);
	free(said->why);
}

/* ---- doing it ---- */

struct doing {
	struct mq_session *session;
	struct mq_need_rules *rules;
	mq_kind_id about;		/* where it is added: whose key it is */
	const char *key;
	const struct said *said;
	struct mq_change change;
	struct mq_need_plan plan;
	uint64_t seen;
	struct mq_diag *diag;
};

/* Within a look. */
static enum mq_err plan(struct doing *doing)
{
	const struct mq_view *view = &doing->session->view;
	bool adds = doing->said->given.command == MQ_NEED_ADD;
	mq_record_id id;
	enum mq_err err = find(doing->session, adds ? doing->about
		: mq_need_rules_kind(doing->rules), doing->key, &id, doing->diag);

	doing->seen = mq_index_snapshot(view->index);
	if (err == MQ_OK) {
		err = mq_need_plan(doing->rules, view, adds ? MQ_NO_RECORD : id,
			&doing->said->given, &doing->plan, doing->diag);
	}
	if (err == MQ_OK && adds) {
		unsigned number = 0;

		mq_need_plan_about(doing->rules, view, doing->about, id, &number, &doing->plan);
	}
	doing->change = (struct mq_change){mq_need_rules_kind(doing->rules),
		adds ? MQ_NO_RECORD : id, doing->plan.values, doing->plan.n_values};
	return err == MQ_OK ? mq_index_error(view->index, doing->diag) : err;
}

static enum mq_err act(struct doing *doing)
{
	char *source = mq_format("need %s", mq_need_command_id(doing->said->given.command));
	const struct mq_act act = {
		.who = doing->session->officer, .why = doing->said->given.why, .source = source,
		.seen = doing->seen,
	};
	enum mq_err err = mq_register_act(doing->session->reg, &act, &doing->change, 1,
		doing->diag);

	free(source);
	return err;
}

static enum mq_err do_once(struct doing *doing)
{
	enum mq_err err = mq_session_look(doing->session, doing->diag);

	if (err != MQ_OK) {
		return err;
	}
	mq_need_plan_release(&doing->plan);
	err = plan(doing);
	mq_session_look_away(doing->session);
	return err == MQ_OK ? act(doing) : err;
}

static enum mq_err tell(struct doing *doing, struct mq_needs *done)
{
	enum mq_err err = mq_session_look(doing->session, doing->diag);

	if (err == MQ_OK) {
		done->rows = mq_arena_alloc(&done->arena, sizeof(*done->rows));
		done->n_rows = 1;
		done->hits = 1;
		mq_session_need_row(doing->session, doing->rules, doing->change.id, &done->arena,
			done->rows);
		mq_session_look_away(doing->session);
	}
	return err;
}

/* A snapshot that is held is let go for it and held anew: who acts sees what was done. */
static enum mq_err do_it(struct doing *doing, struct mq_needs *done)
{
	bool held = doing->session->held;
	enum mq_err err = MQ_ERR_BUSY;

	if (held) {
		mq_session_let_go(doing->session);
	}
	for (int i = 0; i < TRIES && err == MQ_ERR_BUSY && !doing->diag->n_faults; i++) {
		err = do_once(doing);
	}
	if (held) {
		mq_session_hold(doing->session);
	}
	return err == MQ_OK ? tell(doing, done) : err;
}

static enum mq_err run(struct mq_session *session, enum mq_need_command command,
	mq_kind_id about, const char *key, const char *const *words, size_t n_words,
	struct mq_needs *done, struct mq_diag *diag)
{
	struct mq_diag faults = {0};
	struct said said = {.given.command = command};
	struct doing doing = {
		.session = session, .about = about, .key = key, .said = &said, .diag = &faults,
	};
	enum mq_err err = mq_session_look_at_needs(session, &doing.rules, &faults);

	*done = (struct mq_needs){0};
	if (err == MQ_OK) {
		mq_session_look_away(session);
		err = read_words(doing.rules, session->schema, words, n_words, &said, &faults);
		settle_text(doing.rules, &said);
		err = err == MQ_OK ? do_it(&doing, done) : err;
		mq_need_rules_free(doing.rules);
	}
	mq_need_plan_release(&doing.plan);
	said_release(&said);
	mq_diag_move(diag, &faults);
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
