#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

/*
 * What comes, with the names of those it comes to. Rules are read when they are first asked
 * for, and again where their file or that of the policies they name changed, and where the day did,
 * because what is watched of a policy is told from it on.
 */

enum { DAYS_DEFAULT = 90 };

static bool have_changed(struct mq_session *session, const char *dir, mq_day today)
{
	struct mq_buf noted = {0};

	mq_session_note_file(dir, "upcoming.yaml", &noted);
	mq_session_note_file(dir, "policies.yaml", &noted);
	mq_buf_addf(&noted, "%d", (int)today);
	return mq_session_seen_anew(&session->upcoming_seen, &noted);
}

/* Faults are told each time: what has some is read again. */
static enum mq_err read_rules(struct mq_session *session, const char *dir, struct mq_diag *diag)
{
	enum mq_err err = mq_upcoming_read(dir, session->schema, session->policies,
		&session->upcoming, diag);

	if (err != MQ_OK) {
		free(session->upcoming_seen);
		session->upcoming_seen = NULL;
	}
	return err;
}

enum mq_err mq_session_upcoming_rules(struct mq_session *session,
	const struct mq_upcoming_rules **rules, struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	mq_day today;
	enum mq_err err = mq_session_see_policies(session, diag);

	*rules = &session->upcoming;
	if (err == MQ_OK) {
		err = mq_day_today(&today, diag);
	}
	if (err == MQ_OK && have_changed(session, dir, today)) {
		mq_upcoming_rules_release(&session->upcoming);
		err = read_rules(session, dir, diag);
	}
	free(dir);
	return err;
}

/* ---- what is asked for ---- */

/* "90d", or 90: how far ahead. What stands behind it; text where that is none. */
static const char *read_days(const char *text, unsigned *days)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);
	const char *behind = *end == 'd' ? end + 1 : end;

	if (end == text || *text == '-' || (*behind && *behind != ' ') || n == 0 || n > 99999) {
		return text;
	}
	*days = (unsigned)n;
	return behind + strspn(behind, " ");
}

/* With the nearest rules and policies. */
static enum mq_err no_rule(const struct mq_session *session,
	const struct mq_upcoming_rules *rules, const char *name, struct mq_diag *diag)
{
	size_t n_policies = session->policies ? mq_policies_n(session->policies) : 0;
	const char **ids = mq_alloc((rules->n + n_policies + 1) * sizeof(*ids));

	for (size_t i = 0; i < rules->n; i++) {
		ids[i] = rules->rules[i].id;
	}
	for (size_t i = 0; i < n_policies; i++) {
		ids[rules->n + i] = mq_policies_at(session->policies, i)->id;
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("no rule is called '%s'"), name);
	if (!mq_diag_suggest(diag, name, ids, rules->n + n_policies)) {
		mq_diag_hint(diag, _("`minqing upcoming rules` lists them"));
	}
	free(ids);
	return MQ_ERR_USAGE;
}

/* One word as rules are called, and no tag or code: days do not make anybody's texts fit it. */
static bool is_slip(const struct mq_session *session, const char *what)
{
	mq_kind_id resident = mq_schema_kind(session->schema, "resident");
	size_t len = strspn(what, "abcdefghijklmnopqrstuvwxyz0123456789_");
	mq_field_id field;
	int code;

	return len > 0 && !what[len] && *what >= 'a' &&
		!mq_schema_bare(session->schema, resident, what, len, &field, &code);
}

enum mq_err mq_session_upcoming_read(struct mq_session *session, const char *text,
	struct mq_upcoming_wish *wish, struct mq_diag *diag)
{
	const char *what = read_days(text, &wish->n_days);
	const struct mq_upcoming_rules *rules;
	enum mq_err err = *what ? mq_session_upcoming_rules(session, &rules, diag) : MQ_OK;
	bool named = err == MQ_OK && *what && (mq_upcoming_rule(rules, what) ||
		mq_policies_find(session->policies, what, NULL));

	wish->rule = named ? what : NULL;
	wish->watch = *what && !named ? what : NULL;
	return err == MQ_OK && !named && is_slip(session, what) ? no_rule(session, rules, what, diag)
		: err;
}

/* ---- rows ---- */

struct writing {
	struct mq_session *session;
	struct mq_row_source source;
	struct mq_upcoming_list *list;
};

static const char *field_text(struct writing *w, mq_field_id field)
{
	struct mq_slice text = {NULL, 0};

	if (field != MQ_NO_FIELD) {
		text = mq_row_source_text(&w->source, field, false, &w->list->arena);
	}
	return text.data ? text.data : "";
}

/* What a record is called: its title, and an entry of a journal after whom it is of. */
static const char *name_of(struct writing *w, const struct mq_kind *kind)
{
	const struct mq_schema *schema = w->session->schema;
	size_t n_links = kind->date != MQ_NO_FIELD && kind->title == MQ_NO_FIELD ? kind->n_links : 0;

	for (size_t i = 0; i < n_links; i++) {
		mq_kind_id target = schema->fields[kind->links[i]].target;
		const char *name = field_text(w, mq_kind_title(&schema->kinds[target]));

		if (*name) {
			return name;
		}
	}
	return field_text(w, mq_kind_title(kind));
}

static void write_row(struct writing *w, const struct mq_coming *coming)
{
	const struct mq_upcoming_rule *rule = coming->rule;
	const struct mq_kind *kind = &w->session->schema->kinds[rule->kind];
	struct mq_upcoming_row *row = &w->list->rows[w->list->n++];

	mq_row_source_begin(&w->source, &w->session->view, rule->kind, coming->id);
	mq_day_format(coming->day, row->day);
	row->in_days = (unsigned)(coming->day - w->session->today);
	row->rule = mq_arena_strdup(&w->list->arena, rule->id);
	row->what = mq_arena_strdup(&w->list->arena, mq_upcoming_label(rule));
	row->leaves = coming->leaves;
	row->kind = rule->kind;
	row->id = coming->id;
	row->key = field_text(w, kind->n_key ? kind->key[0] : MQ_NO_FIELD);
	row->name = name_of(w, kind);
	row->about = mq_session_others(&w->source, kind, &w->list->arena);
	row->next = mq_arena_strdup(&w->list->arena, mq_upcoming_next(rule));
}

static void write_rows(struct mq_session *session, const struct mq_comings *comings, size_t limit,
	struct mq_upcoming_list *list)
{
	struct writing w = {.session = session, .list = list};
	size_t n = limit && limit < comings->n ? limit : comings->n;

	list->n_all = comings->n;
	list->rows = mq_arena_alloc(&list->arena, (n + 1) * sizeof(*list->rows));
	for (size_t i = 0; i < n; i++) {
		write_row(&w, &comings->comings[i]);
	}
	mq_row_source_release(&w.source);
}

/* ---- finding ---- */

static enum mq_err find_watch(struct mq_session *session, const struct mq_upcoming_wish *wish,
	struct mq_upcoming_rule *own, struct mq_comings *comings, struct mq_diag *diag)
{
	*own = (struct mq_upcoming_rule){
		.id = "", .zh = wish->watch, .en = wish->watch, .watch = wish->watch,
		.kind = mq_schema_kind(session->schema, "resident"),
	};
	return mq_upcoming_find_rule(&session->view, own,
		wish->n_days ? wish->n_days : DAYS_DEFAULT, true, comings, diag);
}

/* What was dismissed by a rule of the file is dismissed by the policy's side that it names. */
static void share_dismissals(const struct mq_upcoming_rules *rules, struct mq_upcoming_rule *side)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct mq_upcoming_rule *rule = &rules->rules[i];

		if (rule->policy && rule->over == side->over &&
		    strcmp(rule->policy, side->policy) == 0) {
			side->id = rule->id;
			side->quiet_days = rule->quiet_days;
			return;
		}
	}
}

/* Who comes to be in its gap; and who has it and comes not to fit, for whom no step is told. */
static enum mq_err make_both(struct mq_session *session, const struct mq_upcoming_rules *rules,
	const struct mq_policy *policy, struct mq_arena *arena, struct mq_upcoming_rule both[2],
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (int over = 0; err == MQ_OK && over < 2; over++) {
		err = mq_upcoming_of_policy(session->policies, policy, over, session->today, arena,
			&both[over], diag);
		share_dismissals(rules, &both[over]);
	}
	if (err == MQ_OK) {
		both[1].zh = both[1].en = mq_arena_format(arena, _("no longer fits: %s"),
			mq_upcoming_label(&both[0]));
		both[1].next = (struct mq_policy_words){NULL, NULL};
	}
	return err;
}

enum mq_err mq_session_upcoming_named(struct mq_session *session,
	const struct mq_upcoming_rules *rules, const char *name, struct mq_arena *arena,
	struct mq_upcoming_rules *named, struct mq_diag *diag)
{
	const struct mq_policy *policy = mq_policies_find(session->policies, name, NULL);

	*named = (struct mq_upcoming_rules){
		.rules = (struct mq_upcoming_rule *)mq_upcoming_rule(rules, name), .n = 1};
	if (named->rules || !policy) {
		return named->rules ? MQ_OK : no_rule(session, rules, name, diag);
	}
	named->rules = mq_arena_alloc(arena, 2 * sizeof(*named->rules));
	named->n = 2;
	return make_both(session, rules, policy, arena, named->rules, diag);
}

/* All rules, or those that are named. */
static enum mq_err find_rules(struct mq_session *session, const struct mq_upcoming_wish *wish,
	const struct mq_upcoming_rules *rules, struct mq_upcoming_list *list,
	struct mq_comings *comings, struct mq_diag *diag)
{
	struct mq_upcoming_rules named = *rules;
	enum mq_err err = wish->rule ? mq_session_upcoming_named(session, rules, wish->rule,
		&list->arena, &named, diag) : MQ_OK;

	if (err == MQ_OK) {
		err = mq_upcoming_find(&session->view, &named, wish->n_days, comings, diag);
	}
	/* The second of a policy's two is whom it no longer fits. */
	for (size_t i = 0; wish->rule && named.n == 2 && i < comings->n; i++) {
		comings->comings[i].leaves = comings->comings[i].rule == &named.rules[1];
	}
	return err;
}

enum mq_err mq_session_upcoming(struct mq_session *session, const struct mq_upcoming_wish *wish,
	struct mq_upcoming_list *list, struct mq_diag *diag)
{
	const struct mq_upcoming_rules *rules;
	struct mq_upcoming_rule own;
	struct mq_comings comings = {0};
	enum mq_err err = mq_session_look(session, diag);

	*list = (struct mq_upcoming_list){0};
	if (err != MQ_OK) {
		return err;
	}
	mq_session_see_files(session);
	err = wish->watch ? find_watch(session, wish, &own, &comings, diag)
		: mq_session_upcoming_rules(session, &rules, diag);
	if (err == MQ_OK && !wish->watch) {
		err = find_rules(session, wish, rules, list, &comings, diag);
	}
	if (err == MQ_OK && wish->area && *wish->area) {
		err = mq_session_keep_within(session, wish->area, &comings, diag);
	}
	if (err == MQ_OK) {
		write_rows(session, &comings, wish->limit, list);
		err = mq_index_error(session->view.index, diag);
	}
	mq_session_look_away(session);
	mq_comings_release(&comings);
	return err;
}

void mq_upcoming_list_release(struct mq_upcoming_list *list)
{
	mq_arena_release(&list->arena);
	*list = (struct mq_upcoming_list){0};
}
