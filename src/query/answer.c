/* An answer as those who asked want it: how many there are, or whom it is true of alone. */
#include <string.h>

#include <minqing/answer.h>

void mq_answer_count(const struct mq_answer *answer, uint64_t *hits, uint64_t *unknown)
{
	*hits = mq_set_count(answer->yes);
	*unknown = mq_set_count(answer->possible) - *hits;
}

void mq_answer_release(struct mq_answer *answer)
{
	mq_set_free(answer->yes);
	mq_set_free(answer->possible);
	*answer = (struct mq_answer){0};
}

enum mq_err mq_query_hits(const struct mq_query *query, const struct mq_view *view,
	struct mq_set **hits, struct mq_diag *diag)
{
	struct mq_answer answer = {0};
	enum mq_err err = mq_query_answer(query, view, &answer, NULL, diag);

	*hits = NULL;
	if (err == MQ_OK) {
		*hits = answer.yes;
		answer.yes = NULL;
	}
	mq_answer_release(&answer);
	return err;
}

enum mq_err mq_query_hits_of(const struct mq_view *view, mq_kind_id kind, const char *text,
	struct mq_set **hits, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err;

	text = text != NULL ? text : "";
	*hits = NULL;
	err = mq_query_new(view->schema, kind, view->today, MQ_QUERY_WHOLE, text, strlen(text),
		&query, diag);
	if (err == MQ_OK) {
		err = mq_query_hits(query, view, hits, diag);
	}
	mq_query_free(query);
	return err;
}
