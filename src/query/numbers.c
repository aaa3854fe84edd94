/*
 * What a field is for every record of a kind, as numbers by id: columns read once
 * for whatever looks at them in no order.
 *
 *     a value           its number; years are counted here
 *     open, unknown     NUMBER_OPEN; so where a link on the way up is not known
 *     closed, no value  NUMBER_NONE; a closed BOOL says no
 */
#include "evaluate.h"

#include <stdlib.h>

enum { CHUNK = 4096, YEARS_KEPT = 130, DAYS_OF_400_YEARS = 146097 };

int64_t number_absent(const struct mq_field *field)
{
	if (!field->closed) {
		return NUMBER_OPEN;
	}
	return field->type == MQ_TYPE_BOOL ? 0 : NUMBER_NONE;
}

static void fill_column(struct eval *eval, const struct mq_field *field, int64_t *numbers, size_t n)
{
	const struct mq_column *column = mq_index_column(eval->view->index, field->number);
	int64_t none = number_absent(field);

	mq_column_dense(column, 0, (mq_record_id)n, numbers);
	for (size_t i = 0; i < n && none != MQ_NO_NUMBER && eval_goes_on_at(eval, i); i++) {
		numbers[i] = numbers[i] == MQ_NO_NUMBER ? none : numbers[i];
	}
}

static void fill_links(struct eval *eval, const struct mq_field *field, int64_t *numbers, size_t n)
{
	int64_t none = number_absent(field);
	size_t n_links;
	const mq_record_id *links = link_of(eval, field->number, &n_links);

	for (size_t i = 0; i < n && eval_goes_on_at(eval, i); i++) {
		numbers[i] = i < n_links && links[i] != MQ_NO_RECORD ? (int64_t)links[i] : none;
	}
}

static void mark(struct eval *eval, const struct mq_set *set, int64_t *numbers, size_t n_numbers,
	int64_t number)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, set, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n && ids[i] < n_numbers; i++) {
			numbers[ids[i]] = number;
		}
	}
}

static void fill_tag(struct eval *eval, const struct tree *tree, int64_t *numbers, size_t n)
{
	struct truth truth = tag_eval(eval, tree->field, tree->derived);

	mark(eval, truth.possible, numbers, n, NUMBER_OPEN);
	mark(eval, truth.yes, numbers, n, 1);
	truth_release(&truth);
}

/* born[y] is the last day on which who has y full years was born: nearly every record is
 * settled by looking there once. */
static int64_t years_of(const mq_day *born, mq_day today, mq_day day)
{
	int years = (int)(((int64_t)today - day) * 400 / DAYS_OF_400_YEARS);

	if (day > today) {
		return NUMBER_MIN;
	}
	if (years >= YEARS_KEPT - 1) {
		return mq_day_years(day, today);
	}
	years -= day > born[years];
	return years + (day <= born[years + 1]);
}

static void count_years(struct eval *eval, int64_t *numbers, size_t n)
{
	mq_day today = eval->view->today;
	mq_day born[YEARS_KEPT];

	for (int years = 0; years < YEARS_KEPT; years++) {
		born[years] = mq_day_born_by(today, years);
	}
	for (size_t i = 0; i < n && eval_goes_on_at(eval, i); i++) {
		int64_t day = numbers[i];

		if (day != NUMBER_OPEN && day != NUMBER_NONE) {
			numbers[i] = years_of(born, today, (mq_day)day);
		}
	}
}

/* By the ids of the field's own kind. */
static int64_t *read_own(struct eval *eval, const struct tree *tree, size_t *n)
{
	const struct mq_field *base = eval->view->schema->fields + tree->base;
	int64_t *numbers;

	*n = mq_index_end(eval->view->index, base->kind);
	numbers = mq_alloc((*n + 1) * sizeof(*numbers));
	if (tree->derived != NULL) {
		fill_tag(eval, tree, numbers, *n);
	} else if (base->type == MQ_TYPE_REF) {
		fill_links(eval, base, numbers, *n);
	} else {
		fill_column(eval, base, numbers, *n);
	}
	if (tree->base != tree->field) {
		count_years(eval, numbers, *n);
	}
	return numbers;
}

/* Said of the records of kind that lead to owners; frees own. */
static int64_t *lead_up(struct eval *eval, mq_kind_id kind, mq_kind_id owner, int64_t *own,
	size_t n_own)
{
	int64_t *numbers;
	size_t n;

	if (owner == kind) {
		return own;
	}
	const mq_record_id *links = link_up(eval, kind, owner, &n);

	numbers = mq_alloc((n + 1) * sizeof(*numbers));
	for (size_t i = 0; i < n && eval_goes_on_at(eval, i); i++) {
		numbers[i] = links[i] < n_own ? own[links[i]] : NUMBER_OPEN;
	}
	free(own);
	return numbers;
}

int64_t *numbers_read(struct eval *eval, mq_kind_id kind, const struct tree *tree)
{
	size_t n;
	int64_t *own = read_own(eval, tree, &n);

	return lead_up(eval, kind, eval->view->schema->fields[tree->base].kind, own, n);
}

/* ---- texts ---- */

static int64_t number_of(struct mq_map *names, struct mq_slice text)
{
	uint64_t number = mq_map_count(names);

	if (!mq_map_get(names, text.data, text.len, &number)) {
		mq_map_put(names, text.data, text.len, number);
	}
	return (int64_t)number;
}

int64_t *texts_read(struct eval *eval, mq_kind_id kind, const struct tree *tree,
	struct mq_map *names)
{
	const struct mq_field *field = eval->view->schema->fields + tree->field;
	size_t n_own = mq_index_end(eval->view->index, field->kind);
	int64_t *own = mq_alloc((n_own + 1) * sizeof(*own));
	const struct mq_texts *texts = mq_index_texts(eval->view->index, tree->field);
	struct truth known = field_known(eval, tree->field);
	mq_record_id ids[CHUNK];
	size_t n;

	for (size_t i = 0; i < n_own; i++) {
		own[i] = number_absent(field);
	}
	for (mq_record_id from = 0; (n = eval_read(eval, known.yes, &from, ids, CHUNK)) > 0;) {
		for (size_t i = 0; i < n; i++) {
			struct mq_slice text = mq_texts_get(texts, ids[i],
				MQ_FORM_FOLDED);

			own[ids[i]] = text.len > 0 ? number_of(names, text) : own[ids[i]];
		}
		eval->stats.scanned += n;
	}
	truth_release(&known);
	return lead_up(eval, kind, field->kind, own, n_own);
}
