#include "own.h"

#include <stdlib.h>

#include <minqing/card.h>

/*
 * A question taken apart. It is asked once as it would be, with nothing at hand, to
 * tell what it costs, and then node by node.
 */

static enum mq_err ask_whole(const struct mq_query *query, const struct mq_view *view,
	struct mq_explained *explained, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	int64_t start = mq_clock_ns();
	enum mq_err err = mq_query_answer(query, view, &answer, NULL, diag);

	if (err == MQ_OK) {
		explained->nanos = (uint64_t)(mq_clock_ns() - start);
		explained->kind = mq_query_kind(query);
		explained->all = mq_set_count(view->universe[explained->kind]);
		mq_answer_count(&answer, &explained->hits, &explained->unknown);
	}
	mq_answer_release(&answer);
	return err;
}

/* Texts are moved: the arena goes along. */
static void take_steps(struct mq_steps *steps, struct mq_explained *explained)
{
	explained->arena = steps->arena;
	steps->arena = (struct mq_arena){0};
	explained->lines = mq_alloc((steps->n_steps + 1) * sizeof(*explained->lines));
	explained->n_lines = steps->n_steps;
	for (size_t i = 0; i < steps->n_steps; i++) {
		const struct mq_step *step = &steps->steps[i];

		explained->lines[i] = (struct mq_explained_line){
			.depth = step->depth, .kind = step->kind, .words = step->words,
			.query = step->text, .counted = step->counted, .hits = step->hits, .unknown = step->unknown,
			.means = mq_means_id(step->means),
			.means_label = mq_means_label(step->means),
			.scanned = step->scanned, .nanos = step->nanos,
		};
	}
}

static enum mq_err explain(struct mq_session *session, const struct mq_query *query,
	struct mq_explained *explained, struct mq_diag *diag)
{
	struct mq_view view = session->view;
	struct mq_steps steps = {0};
	enum mq_err err;

	view.cache = NULL;
	err = ask_whole(query, &view, explained, diag);
	if (err == MQ_OK) {
		err = mq_query_explain(query, &view, &steps, diag);
	}
	if (err == MQ_OK) {
		take_steps(&steps, explained);
	}
	mq_steps_release(&steps);
	return err;
}

enum mq_err mq_session_explain(struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, struct mq_explained *explained, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err = mq_session_look(session, diag);

	*explained = (struct mq_explained){0};
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_compile(session, kind, text, len, &query, diag);
	if (err == MQ_OK) {
		err = explain(session, query, explained, diag);
	}
	mq_query_free(query);
	mq_session_look_away(session);
	return err;
}

void mq_explained_release(struct mq_explained *explained)
{
	free(explained->lines);
	mq_arena_release(&explained->arena);
	*explained = (struct mq_explained){0};
}
