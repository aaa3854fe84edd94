#include "office.h"

#include <stdlib.h>
#include <string.h>

/* A sitting done in one act; sheets of paper for a round. */

struct doing {
	char *dir;
	const char *officer;
	const char *key;
	const char *const *words;
	size_t n_words;
};

static enum mq_err plan_words(void *context, const struct mq_view *view, struct mq_plan *plan,
	struct mq_diag *diag)
{
	const struct doing *doing = context;
	struct mq_visit_said said = {0};
	enum mq_err err = mq_visit_read(view, doing->key, doing->words, doing->n_words, &said, diag);

	if (err == MQ_OK) {
		err = mq_visit_plan(view, doing->dir, doing->officer, &said.visit, plan, diag);
	}
	mq_visit_said_release(&said);
	return err;
}

enum mq_err mq_session_visit_form(struct mq_session *session, struct mq_whom whom,
	struct mq_visit_form *form, struct mq_diag *diag)
{
	char *dir = mq_session_config_dir(session);
	enum mq_err err = mq_session_look(session, diag);

	if (err == MQ_OK) {
		err = mq_visit_form(&session->view, dir, whom, form, diag);
		mq_session_look_away(session);
	}
	free(dir);
	return err;
}

enum mq_err mq_session_visit_words(struct mq_session *session, const char *key,
	const char *const *words, size_t n_words, const char *source, bool dry_run,
	struct mq_plan *plan, struct mq_diag *diag)
{
	const struct office_act act = {.why = "visit", .source = source, .dry_run = dry_run};
	const struct mq_person *person = mq_session_person(session);
	struct doing doing = {.dir = mq_session_config_dir(session),
		.officer = person ? person->name : session->officer,
		.key = key, .words = words, .n_words = n_words};
	enum mq_err err = office_do(session, &act, plan_words, &doing, plan, diag);

	free(doing.dir);
	return err;
}

/* ---- paper ---- */

struct paper {
	struct mq_session *session;
	char *dir;
	mq_day day;
	size_t limit;
	void (*each)(void *context, const char *sheet, size_t len);
	void *context;
	uint64_t n;
	struct mq_buf text;
	struct mq_diag *diag;
};

static enum mq_err give_sheet(struct paper *paper, mq_record_id household)
{
	enum mq_err err = MQ_OK;

	paper->n++;
	if (paper->limit && paper->n > paper->limit) {
		return MQ_OK;
	}
	mq_buf_clear(&paper->text);
	err = mq_visit_sheet(&paper->session->view, paper->dir, household, paper->day, &paper->text,
		paper->diag);
	if (err == MQ_OK) {
		paper->each(paper->context, paper->text.data, paper->text.len);
	}
	return err;
}

/* In the order of addresses, each household once. */
static enum mq_err give_sheets(struct paper *paper, mq_kind_id kind, const struct mq_set *hits)
{
	const struct mq_view *view = &paper->session->view;
	mq_kind_id household = mq_schema_kind(view->schema, "household");
	struct mq_sort sort = {mq_schema_field_exact(view->schema, kind, "standard_address", 16), false};
	size_t n = (size_t)mq_set_count(hits);
	mq_record_id *ids = mq_alloc((n + 1) * sizeof(*ids));
	bool *given = mq_alloc(mq_index_end(view->index, household) + (size_t)1);
	enum mq_err err = MQ_OK;

	n = mq_query_page(view, kind, hits, &sort, sort.field != MQ_NO_FIELD, 0, ids, n);
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		mq_record_id home = mq_visit_household(view, (struct mq_whom){kind, ids[i]});

		if (home != MQ_NO_RECORD && !given[home]) {
			given[home] = true;
			err = give_sheet(paper, home);
		}
	}
	free(given);
	free(ids);
	return err;
}

/* A query is about residents, or where it can only be about households, such as '@round', about
 * those; where it is neither, what is wrong with it as one about residents is told. */
static enum mq_err compile_whose(struct paper *paper, const char *text, struct mq_query **query)
{
	struct mq_session *session = paper->session;
	mq_kind_id kinds[] = {mq_schema_kind(session->schema, "resident"),
		mq_schema_kind(session->schema, "household")};
	struct mq_diag faults[MQ_LENGTH(kinds)] = {{0}};
	enum mq_err err = mq_session_compile(session, kinds[0], text, strlen(text), query, &faults[0]);

	if (err != MQ_OK && mq_session_compile(session, kinds[1], text, strlen(text), query,
	    &faults[1]) == MQ_OK) {
		mq_diag_release(&faults[0]);
		err = MQ_OK;
	}
	mq_diag_release(&faults[1]);
	mq_diag_move(paper->diag, &faults[0]);
	if (err == MQ_OK && mq_query_kind(*query) != kinds[0] && mq_query_kind(*query) != kinds[1]) {
		mq_query_free(*query);
		err = mq_diag_add(paper->diag, MQ_ERR_USAGE, "%s",
			_("sheets are for residents or households"));
	}
	return err;
}

static enum mq_err print_sheets(struct paper *paper, const char *text)
{
	struct mq_query *query;
	struct mq_answer answer = {0};
	enum mq_err err = compile_whose(paper, text, &query);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_query_answer(query, &paper->session->view, &answer, NULL, paper->diag);
	if (err == MQ_OK) {
		err = give_sheets(paper, mq_query_kind(query), answer.yes);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return err;
}

enum mq_err mq_session_visit_sheets(struct mq_session *session, const char *query, mq_day day,
	size_t limit, void (*each)(void *context, const char *sheet, size_t len), void *context,
	uint64_t *n, struct mq_diag *diag)
{
	struct paper paper = {.session = session, .day = day, .limit = limit, .each = each,
		.context = context, .diag = diag};
	enum mq_err err = mq_session_look(session, diag);

	if (err == MQ_OK) {
		paper.dir = mq_session_config_dir(session);
		err = print_sheets(&paper, query);
		mq_session_look_away(session);
	}
	*n = paper.n;
	mq_buf_release(&paper.text);
	free(paper.dir);
	return err;
}
