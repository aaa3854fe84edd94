#include "visit_own.h"

/*
 * A sitting before anything was said of it. Of a household all of its members are asked about, for
 * nobody knows yet who will be met.
 */

static void add_asked(struct mq_visit_form *form, const struct visit_question *question)
{
	for (size_t i = 0; i < question->n_ask; i++) {
		size_t at = 0;

		while (at < form->n_asked && form->asked[at] != question->ask[i]) {
			at++;
		}
		form->asked[at] = question->ask[i];
		form->required[at] = form->required[at] || question->required;
		form->n_asked += at == form->n_asked;
	}
}

static enum mq_err find_asked(const struct mq_view *view, const struct visit_conf *conf,
	struct mq_whom whom, struct mq_visit_form *form, struct mq_diag *diag)
{
	bool one = whom.kind == mq_schema_kind(view->schema, "resident");
	size_t n = 0;
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < conf->n_questions; i++) {
		n += conf->questions[i].n_ask;
	}
	form->asked = mq_arena_alloc(&form->arena, (n + 1) * sizeof(*form->asked));
	form->required = mq_arena_alloc(&form->arena, (n + 1) * sizeof(*form->required));
	for (size_t i = 0; i < conf->n_questions && err == MQ_OK; i++) {
		bool holds = false;

		err = is_true_of_any(view, conf->questions[i].when, one ? &whom.id : form->members,
			one ? 1 : form->n_members, &holds, diag);
		if (holds) {
			add_asked(form, &conf->questions[i]);
		}
	}
	return err;
}

static void find_members(const struct mq_view *view, struct mq_whom whom,
	struct mq_visit_form *form)
{
	form->household = mq_visit_household(view, whom);
	form->members = mq_arena_alloc(&form->arena,
		MQ_VISIT_MEMBERS_MAX * sizeof(*form->members));
	form->n_members = people_at_home(view, whom, form->members);
	form->lines = mq_arena_alloc(&form->arena, (form->n_members + 1) * sizeof(*form->lines));
	for (size_t i = 0; i < form->n_members; i++) {
		form->lines[i] = person_line(view, form->members[i], &form->arena);
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
		find_members(view, whom, form);
		err = find_asked(view, &conf, whom, form, diag);
	}
	visit_conf_release(&conf);
	return err;
}

void mq_visit_form_release(struct mq_visit_form *form)
{
	mq_arena_release(&form->arena);
	*form = (struct mq_visit_form){0};
}
