/*
 * What a field is of one record, as numbers.c has it of all: compared with what it is of
 * the record that asked, or added up.
 */
#include "judge.h"

#include <string.h>

static const struct mq_field *field_of(const struct judging *judging, mq_field_id field)
{
	return judging->eval->view->schema->fields + field;
}

static int64_t tag_number(struct judging *judging, const struct tree *tree, mq_record_id owner)
{
	enum mq_truth truth = judge_tree(judging, tree->derived, owner);

	return truth == MQ_TRUE ? 1 : truth == MQ_FALSE ? 0 : NUMBER_OPEN;
}

static int64_t link_number(const struct judging *judging, const struct mq_field *field,
	mq_record_id owner)
{
	mq_record_id target = judge_link(judging, field->number, owner);

	return target != MQ_NO_RECORD ? (int64_t)target : number_absent(field);
}

static int64_t column_number(const struct judging *judging, const struct mq_field *field,
	mq_record_id owner)
{
	int64_t number = mq_column_get(mq_index_column(judging->eval->view->index, field->number),
		owner);

	return number != MQ_NO_NUMBER ? number : number_absent(field);
}

/* What tree->field is of one record of kind, as numbers.c has it. */
static int64_t number_of(struct judging *judging, mq_kind_id kind, const struct tree *tree,
	mq_record_id id)
{
	const struct mq_field *base = field_of(judging, tree->base);
	mq_day today = judging->eval->view->today;
	mq_record_id owner = mq_query_owner(judging->eval->view, kind, id, tree->base);
	int64_t number;

	if (owner == MQ_NO_RECORD) {
		return NUMBER_OPEN;
	}
	if (tree->derived != NULL) {
		return tag_number(judging, tree, owner);
	}
	if (base->type == MQ_TYPE_REF) {
		return link_number(judging, base, owner);
	}
	number = column_number(judging, base, owner);
	if (tree->base == tree->field || number == NUMBER_OPEN || number == NUMBER_NONE) {
		return number;
	}
	return number > today ? NUMBER_MIN : mq_day_years((mq_day)number, today);
}

/* ---- compared with who asked ---- */

/* Folded, into out; else what a record without one has. */
static int64_t text_of(struct judging *judging, const struct tree *tree, mq_record_id id,
	struct mq_buf *out)
{
	const struct mq_field *field = field_of(judging, tree->field);
	mq_record_id owner = mq_query_owner(judging->eval->view, tree->asked, id, tree->field);
	struct mq_slice text = {NULL, 0};

	if (owner == MQ_NO_RECORD) {
		return NUMBER_OPEN;
	}
	text = mq_record_peek(mq_index_record(judging->eval->view->index, field->kind, owner),
		tree->field);
	mq_utf8_fold(out, text.data != NULL ? text.data : "", text.len);
	return out->len > 0 ? 0 : number_absent(field);
}

static enum verdict judge_texts(struct judging *judging, const struct tree *tree, mq_record_id id,
	mq_record_id asker)
{
	struct mq_buf own = {0};
	struct mq_buf other = {0};
	int64_t a = text_of(judging, tree, id, &own);
	int64_t b = text_of(judging, tree->other, asker, &other);

	/* Two texts are the numbers 0 and 0 where they are the same, else 0 and 1. */
	if (a == 0 && b == 0) {
		b = own.len != other.len || memcmp(own.data, other.data, own.len) != 0;
	}
	mq_buf_release(&own);
	mq_buf_release(&other);
	return pair_judge(tree, a, b);
}

enum verdict judge_pair(struct judging *judging, const struct tree *tree, mq_record_id id)
{
	const struct asker *asker = judge_asker(judging, tree->outside);
	enum mq_type type = field_of(judging, tree->field)->type;
	int64_t own;
	int64_t other;

	if (type == MQ_TYPE_TEXT) {
		return judge_texts(judging, tree, id, asker->id);
	}
	own = number_of(judging, tree->asked, tree, id);
	other = number_of(judging, tree->other->asked, tree->other, asker->id);
	if (type != field_of(judging, tree->other->field)->type) {
		*(type == MQ_TYPE_INT ? &own : &other) =
			number_beside_decimals(type == MQ_TYPE_INT ? own : other);
	}
	return pair_judge(tree, own, other);
}

/* ---- added up ---- */

static void add_each(struct judging *judging, const struct tree *tree, struct ids ids,
	enum verdict verdict, struct tally *tally)
{
	for (size_t i = 0; i < ids.n; i++) {
		tally_add(tree, tally, verdict, number_of(judging, tree->of, tree, ids.list[i]));
	}
}

struct tally judge_measure(struct judging *judging, const struct tree *tree,
	const struct each *each)
{
	struct tally tally = {0};

	add_each(judging, tree, each->yes, VERDICT_YES, &tally);
	if (each->possible.n > each->yes.n) {
		struct ids maybe = judge_without(judging, each->possible, each->yes,
			each->possible.n);

		add_each(judging, tree, maybe, VERDICT_UNKNOWN, &tally);
	}
	return tally;
}
