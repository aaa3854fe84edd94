#include "visit_own.h"

/*
 * A sitting before anything was said of it. All members of the household are asked about, for
 * nobody knows yet who will be met.
 */

static void add_asked(struct mq_visit_form *form, const struct visit_question *question,
	uint64_t of)
{
	for (size_t i = 0; i < question->n_ask; i++) {
		size_t at = 0;

		while (at < form->n_asked && form->asked[at] != question->ask[i]) {
			at++;
		}
		form->asked[at] = question->ask[i];
		form->asked_of[at] |= of;
		form->required[at] = form->required[at] || question->required;
		form->n_asked += at == form->n_asked;
	}
}

/* Of which members it is true, a bit each. */
static enum mq_err find_asked_of(const struct mq_view *view, const struct mq_query *when,
	const struct mq_visit_form *form, uint64_t *of, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	*of = 0;
	for (size_t i = 0; i < form->n_members && err == MQ_OK; i++) {
		bool holds = false;

		err = is_true_of_any(view, when, &form->members[i], 1, &holds, diag);
		*of |= (uint64_t)holds << i;
	}
	return err;
}

static enum mq_err find_asked(const struct mq_view *view, const struct visit_conf *conf,
	struct mq_visit_form *form, struct mq_diag *diag)
{
	size_t n = 1;
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < conf->n_questions; i++) {
		n += conf->questions[i].n_ask;
	}
	form->asked = mq_arena_alloc(&form->arena, n * sizeof(*form->asked));
	form->asked_of = mq_arena_alloc(&form->arena, n * sizeof(*form->asked_of));
	form->required = mq_arena_alloc(&form->arena, n * sizeof(*form->required));
	for (size_t i = 0; i < conf->n_questions && err == MQ_OK; i++) {
		uint64_t of;

		err = find_asked_of(view, conf->questions[i].when, form, &of, diag);
		if (of) {
			add_asked(form, &conf->questions[i], of);
		}
	}
	return err;
}

/* Of a dwelling the one household that lives there; which of several nobody but the officer knows. */
static enum mq_err find_at_home(const struct mq_view *view, const struct visit_names *names,
	mq_record_id dwelling, struct mq_visit_form *form, struct mq_diag *diag)
{
	enum { HOMES = 6 };
	mq_field_id link = visit_link(view->schema, names->household,
		mq_schema_kind(view->schema, "dwelling"));
	mq_record_id ids[HOMES];
	size_t n = link == MQ_NO_FIELD ? 0 :
		mq_query_linked(view, link, dwelling, 0, ids, HOMES);
	struct mq_buf keys = {0};

	if (n == 1) {
		form->whom = (struct mq_whom){names->household, ids[0]};
		return MQ_OK;
	}
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&keys, "%s:visit %s", i ? ", " : "",
			key_of(view, names->household, ids[i], &form->arena));
	}
	mq_diag_add(diag, MQ_ERR_INPUT, n ? _("several households live here") :
		_("no household lives here"));
	if (n) {
		mq_diag_hint(diag, "%s", keys.data);
	}
	mq_buf_release(&keys);
	return MQ_ERR_INPUT;
}

/* The record itself, or the one it is of, the person before the household. */
static void find_of(const struct mq_view *view, const struct visit_names *names,
	struct mq_whom whom, struct mq_visit_form *form)
{
	const mq_kind_id kinds[] = {names->resident, names->household};
	bool itself = whom.kind == names->resident || whom.kind == names->household;

	form->whom = itself ? whom : (struct mq_whom){whom.kind, MQ_NO_RECORD};
	for (size_t i = 0; i < MQ_LENGTH(kinds) && form->whom.id == MQ_NO_RECORD; i++) {
		mq_field_id link = visit_link(view->schema, whom.kind, kinds[i]);
		struct mq_slice text = stored(view, whom.kind, whom.id, link);

		if (text.data) {
			form->whom = (struct mq_whom){kinds[i],
				(mq_record_id)mq_value_number(&view->schema->fields[link], text)};
		}
	}
}

static enum mq_err find_whom(const struct mq_view *view, const struct visit_names *names,
	struct mq_whom whom, struct mq_visit_form *form, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	if (whom.kind == mq_schema_kind(view->schema, "dwelling")) {
		err = find_at_home(view, names, whom.id, form, diag);
	} else {
		find_of(view, names, whom, form);
	}
	if (err == MQ_OK && form->whom.id == MQ_NO_RECORD) {
		err = mq_diag_add(diag, MQ_ERR_INPUT,
			_("this is neither a resident nor a household, nor of one"));
	}
	if (err == MQ_OK) {
		form->key = key_of(view, form->whom.kind, form->whom.id, &form->arena);
		form->title = title_of(view, form->whom.kind, form->whom.id, &form->arena);
	}
	return err;
}

static void find_members(const struct mq_view *view, const struct visit_names *names,
	struct mq_visit_form *form)
{
	struct mq_arena *arena = &form->arena;
	size_t n;

	form->household = mq_visit_household(view, form->whom);
	form->members = mq_arena_alloc(arena, MQ_VISIT_MEMBERS_MAX * sizeof(*form->members));
	n = people_at_home(view, form->whom, form->members);
	form->n_members = n;
	form->lines = mq_arena_alloc(arena, (n + 1) * sizeof(*form->lines));
	form->names = mq_arena_alloc(arena, (n + 1) * sizeof(*form->names));
	form->keys = mq_arena_alloc(arena, (n + 1) * sizeof(*form->keys));
	for (size_t i = 0; i < n; i++) {
		form->lines[i] = person_line(view, form->members[i], arena);
		form->names[i] = title_of(view, names->resident, form->members[i], arena);
		form->keys[i] = key_of(view, names->resident, form->members[i], arena);
	}
}

enum mq_err mq_visit_form(const struct mq_view *view, const char *dir, struct mq_whom whom,
	struct mq_visit_form *form, struct mq_diag *diag)
{
	struct visit_names names;
	struct visit_conf conf = {0};
	enum mq_err err = visit_names_find(view->schema, &names, diag);

	if (err == MQ_OK) {
		err = visit_conf_read(dir, view->schema, view->today, &conf, diag);
	}
	if (err == MQ_OK) {
		err = find_whom(view, &names, whom, form, diag);
	}
	if (err == MQ_OK) {
		find_members(view, &names, form);
		err = find_asked(view, &conf, form, diag);
	}
	visit_conf_release(&conf);
	return err;
}

void mq_visit_form_release(struct mq_visit_form *form)
{
	mq_arena_release(&form->arena);
	*form = (struct mq_visit_form){0};
}
