#include "facet.h"

#include <stdlib.h>
#include <string.h>

/*
 * Facets counted. Counts of a field range over the answer without the field's own
 * conjuncts, so that a count is always what choosing the value alone would give. Where
 * the unknown are listed it is these that are counted.
 *
 * Counting goes step by step, a field or one tag of a group at a time, so that whoever
 * shows the counts can stop between two of them and go on later. All at once is the same
 * steps without a stop.
 */

/* Of an answer those that are listed, as its yes. */
static void keep_listed(const struct mq_session *session, struct mq_answer *answer)
{
	struct mq_set *unknown;

	if (session->show_unknown) {
		unknown = mq_set_minus(answer->possible, answer->yes);
		mq_set_free(answer->yes);
		answer->yes = unknown;
	}
}

enum mq_err mq_counting_base(const struct mq_counting *counting, mq_field_id field,
	struct mq_answer *own, const struct mq_set **set)
{
	struct mq_session *session = counting->session;
	enum mq_err err = MQ_OK;

	*own = (struct mq_answer){0};
	if (!counting->hits_alone && mq_counting_is_filtered(counting, field)) {
		err = mq_query_answer_without(session->query, field, &session->view, own,
			counting->diag);
		if (err == MQ_OK) {
			keep_listed(session, own);
		}
		*set = own->yes;
	} else {
		*set = mq_session_set(session);
	}
	return err;
}

void mq_counting_count(struct mq_facet_value *value, uint64_t count)
{
	value->count = count;
	value->counted = true;
}

/* Into the values as they were named: codes, or yes and no; then the unknown. */
static enum mq_err count_values(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	struct mq_session *session = counting->session;
	bool codes = mq_field_has_codes(field);
	size_t n = codes ? field->codes->n_codes : 2;
	uint64_t *counts = mq_arena_alloc(counting->arena, (n + 1) * sizeof(*counts));
	const struct mq_set *set;
	struct mq_answer own;
	uint64_t unknown = 0;
	enum mq_err err = mq_counting_base(counting, field->number, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_count(&session->view, mq_session_kind(session), set, field->number,
			counts, n, &unknown, counting->diag);
	}
	mq_answer_release(&own);
	for (size_t i = 0; err == MQ_OK && i < facet->n_values; i++) {
		mq_counting_count(&facet->values[i], i == n ? unknown
			: counts[codes ? i : n - 1 - i]);
	}
	return err;
}

static enum mq_err count_field(const struct mq_counting *counting, struct mq_facet *facet)
{
	const struct mq_field *field = &counting->session->schema->fields[facet->field];

	if (mq_field_has_codes(field) || field->type == MQ_TYPE_BOOL) {
		return count_values(counting, field, facet);
	}
	return field->type == MQ_TYPE_TEXT || field->type == MQ_TYPE_REF
		? mq_counting_top(counting, field, facet) : mq_counting_bins(counting, field, facet);
}

/* Made once for all tags. */
static const struct mq_set *listed_to_count(struct mq_session *session)
{
	if (session->counting == NULL) {
		session->counting = mq_set_for_counting(mq_session_set(session));
	}
	return session->counting;
}

static enum mq_err count_tag(const struct mq_counting *counting, struct mq_facet_value *value)
{
	struct mq_session *session = counting->session;
	mq_field_id field = value->field;
	struct mq_answer own;
	const struct mq_set *set;
	uint64_t count = 0;
	enum mq_err err = mq_counting_base(counting, field, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_count_tags(&session->view, mq_session_kind(session),
			own.yes != NULL ? set : listed_to_count(session), &field, 1, &count,
			counting->diag);
	}
	if (err == MQ_OK) {
		mq_counting_count(value, count);
	}
	mq_answer_release(&own);
	return err;
}

/* ---- step by step ---- */

/* Of a group, a tag at a time. */
static enum mq_err count_next_tag(const struct mq_counting *counting, struct mq_facets *facets)
{
	struct mq_facet *facet = &facets->facets[facets->n_counted];
	struct mq_facet_value *value = &facet->values[facets->n_counted_tags];
	size_t n_few = facets->wishes[facets->n_counted].n_few;
	enum mq_err err = MQ_OK;

	if (n_few == 0 || facets->n_counted_tags < n_few || value->chosen || value->excluded) {
		err = count_tag(counting, value);
	}
	if (err == MQ_OK && ++facets->n_counted_tags == facet->n_values) {
		facets->n_counted_tags = 0;
		facets->n_counted++;
	}
	return err;
}

static enum mq_err count_step(const struct mq_counting *counting, struct mq_facets *facets)
{
	struct mq_facet *facet = &facets->facets[facets->n_counted];
	enum mq_err err;

	if (facet->field == MQ_NO_FIELD) {
		return count_next_tag(counting, facets);
	}
	err = count_field(counting, facet);
	facets->n_counted += err == MQ_OK;
	return err;
}

static void begin_anew(const struct mq_counting *counting, struct mq_facets *facets)
{
	struct mq_arena arena = facets->arena;

	mq_arena_reset(&arena);
	*facets = (struct mq_facets){.arena = arena, .wishes = facets->wishes,
		.n_wishes = facets->n_wishes};
	mq_facets_name(counting, facets);
}

/* Until all is counted or the time is up; one step at least. */
static enum mq_err count_on(const struct mq_counting *counting, struct mq_facets *facets,
	int64_t budget_ns)
{
	int64_t start = mq_clock_ns();
	enum mq_err err = MQ_OK;

	while (err == MQ_OK && facets->n_counted < facets->n_facets) {
		err = count_step(counting, facets);
		if (budget_ns != INT64_MAX && mq_clock_ns() - start >= budget_ns) {
			break;
		}
	}
	return err == MQ_OK ? mq_index_error(counting->session->view.index, counting->diag) : err;
}

static enum mq_err begin(struct mq_session *session, struct mq_facet_wish *wishes, size_t n,
	struct mq_facets *facets, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag};
	enum mq_err err = mq_session_look_at_answer(session, diag);

	free(facets->wishes);
	facets->wishes = wishes;
	facets->n_wishes = n;
	facets->n_facets = facets->n_counted = 0;
	if (err == MQ_OK) {
		begin_anew(&counting, facets);
		mq_session_look_away(session);
	}
	return err;
}

enum mq_err mq_session_facets_pick(struct mq_session *session,
	const struct mq_facet_wish *wishes, size_t n, struct mq_facets *facets,
	struct mq_diag *diag)
{
	struct mq_facet_wish *own = mq_alloc((n + 1) * sizeof(*own));

	memcpy(own, wishes, n * sizeof(*own));
	return begin(session, own, n, facets, diag);
}

enum mq_err mq_session_facets_begin(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag)
{
	size_t all = mq_session_n_facets(session);
	size_t there = first < all ? all - first : 0;
	struct mq_facet_wish *wishes;

	n = n < there ? n : there;
	wishes = mq_alloc((n + 1) * sizeof(*wishes));
	for (size_t i = 0; i < n; i++) {
		wishes[i].place = first + i;
	}
	return begin(session, wishes, n, facets, diag);
}

enum mq_err mq_session_facets_count(struct mq_session *session, struct mq_facets *facets,
	int64_t budget_ns, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag};
	enum mq_err err = mq_session_look_at_answer(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (facets->question != session->question) {
		begin_anew(&counting, facets);
	}
	err = count_on(&counting, facets, budget_ns);
	mq_session_look_away(session);
	return err;
}

/* ---- at once ---- */

enum mq_err mq_session_facets(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag)
{
	enum mq_err err;

	*facets = (struct mq_facets){0};
	err = mq_session_facets_begin(session, first, n, facets, diag);
	return err == MQ_OK ? mq_session_facets_count(session, facets, INT64_MAX, diag) : err;
}

static enum mq_err count_one(const struct mq_counting *counting, mq_field_id field,
	struct mq_facets *facets)
{
	struct mq_session *session = counting->session;
	enum mq_err err = mq_session_look_at_answer(session, counting->diag);

	if (err != MQ_OK) {
		return err;
	}
	facets->facets = mq_arena_alloc(&facets->arena, sizeof(*facets->facets));
	mq_facet_name(counting, &session->schema->fields[field], facets->facets);
	err = count_field(counting, facets->facets);
	facets->n_facets = err == MQ_OK;
	facets->n_counted = facets->n_facets;
	if (err == MQ_OK) {
		err = mq_index_error(session->view.index, counting->diag);
	}
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_spread(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag, .hits_alone = true, .n_top = n_top};

	*facets = (struct mq_facets){0};
	return count_one(&counting, field, facets);
}

enum mq_err mq_session_facet(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag, .n_top = n_top};

	*facets = (struct mq_facets){0};
	return count_one(&counting, field, facets);
}

void mq_facets_release(struct mq_facets *facets)
{
	mq_arena_release(&facets->arena);
	free(facets->wishes);
	*facets = (struct mq_facets){0};
}
