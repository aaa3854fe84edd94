/*
 * How many of a set have each of many tags. What a tag is true of is lent, a posting or a
 * kept answer: nothing is made.
 */
#include "evaluate.h"

static enum mq_err yes_of(struct eval *eval, mq_kind_id kind, const struct mq_field *field,
	struct truth *truth, struct mq_diag *diag)
{
	if (field->kind == kind && field->expression == NULL) {
		*truth = truth_lent(mq_index_posting(eval->view->index, field->number, 1));
		return MQ_OK;
	}
	return tag_truth(eval, kind, field->number, truth, diag);
}

static enum mq_err count_tag(struct eval *eval, mq_kind_id kind, mq_field_id number,
	const struct mq_set *set, uint64_t *count, struct mq_diag *diag)
{
	const struct mq_field *field = eval->view->schema->fields + number;
	struct truth truth = {0};
	enum mq_err err;

	if (field->type != MQ_TYPE_BOOL || mq_schema_distance(eval->view->schema, kind, number) < 0) {
		return mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' is no tag"), field->id);
	}
	err = yes_of(eval, kind, field, &truth, diag);
	if (err == MQ_OK) {
		*count = mq_set_and_count(set, truth.yes);
		truth_release(&truth);
	}
	return err;
}

enum mq_err mq_query_count_tags(const struct mq_view *view, mq_kind_id kind,
	const struct mq_set *set, const mq_field_id *tags, size_t n_tags, uint64_t *counts,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	enum mq_err ended;
	struct eval eval;

	eval_begin(&eval, view);
	for (size_t i = 0; i < n_tags && err == MQ_OK; i++) {
		err = count_tag(&eval, kind, tags[i], set, &counts[i], diag);
	}
	ended = eval_end(&eval, diag);
	return err != MQ_OK ? err : ended;
}
