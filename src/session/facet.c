#include "facet.h"

#include <stdlib.h>
#include <string.h>

#include "narrow.h"

/*
 * Facets: fields marked `facet:`, and for each group its marked tags as one.
 * Counts of a field range over the answer without the field's own conjuncts,
 * so that a count is always what choosing the value alone would give.
 */

static bool is_shown(const struct mq_session *session, const struct mq_field *field)
{
	return field->facet &&
		mq_schema_distance(session->schema, mq_session_kind(session), field->number) >= 0;
}

static bool has_codes(const struct mq_field *field)
{
	return field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI;
}

static size_t group_tags(const struct mq_session *session, size_t group)
{
	size_t n = 0;

	for (size_t i = 0; i < session->schema->n_fields; i++) {
		const struct mq_field *field = &session->schema->fields[i];

		n += field->group == group && field->type == MQ_TYPE_BOOL &&
			is_shown(session, field);
	}
	return n;
}

/* A walk over the facets. Groups come in order, each one's code fields before its
 * tags; field is MQ_NO_FIELD at a group's tags. Zeroed it stands before the first. */
struct walk {
	size_t group;
	size_t next;		/* the field to be looked at next, of this group */
	mq_field_id field;
};

static bool next_facet(const struct mq_session *session, struct walk *walk)
{
	const struct mq_schema *schema = session->schema;

	for (; walk->group < schema->n_groups; walk->group++, walk->next = 0) {
		while (walk->next < schema->n_fields) {
			const struct mq_field *field = &schema->fields[walk->next++];

			if (field->group == walk->group && field->type != MQ_TYPE_BOOL &&
			    is_shown(session, field)) {
				walk->field = field->number;
				return true;
			}
		}
		walk->field = MQ_NO_FIELD;
		if (walk->next++ == schema->n_fields && group_tags(session, walk->group)) {
			return true;
		}
	}
	return false;
}

size_t mq_session_n_facets(const struct mq_session *session)
{
	struct walk walk = {0};
	size_t n = 0;

	while (next_facet(session, &walk)) {
		n++;
	}
	return n;
}

/* ---- counting ---- */

static bool is_filtered(const struct mq_session *session, mq_field_id field)
{
	for (size_t i = 0; i < mq_query_n_conjuncts(session->query); i++) {
		if (mq_query_conjunct_field(session->query, i) == field) {
			return true;
		}
	}
	return false;
}

enum mq_err mq_counting_base(const struct mq_counting *counting, mq_field_id field,
	struct mq_answer *own, const struct mq_set **set)
{
	struct mq_session *session = counting->session;
	enum mq_err err = MQ_OK;

	*own = (struct mq_answer){0};
	if (!counting->hits_alone && is_filtered(session, field)) {
		err = mq_query_answer_without(session->query, field, &session->view, own,
			counting->diag);
		*set = own->yes;
	} else {
		*set = session->answer.yes;
	}
	return err;
}

static void mark_chosen(const struct mq_counting *counting, struct mq_facet *facet,
	struct mq_facet_value *value)
{
	struct mq_buf text = {0};
	struct mq_buf meaning = {0};

	if (!is_filtered(counting->session, mq_narrow_field(counting->session, facet, value))) {
		return;
	}
	mq_narrow_condition(counting->session, facet, value, &text, &meaning);
	value->chosen = mq_narrow_holds(counting->session->query, &meaning);
	mq_buf_release(&text);
	mq_buf_release(&meaning);
}

void mq_counting_name(const struct mq_counting *counting, const struct mq_field *field, size_t n,
	struct mq_facet *facet)
{
	facet->field = field->number;
	facet->label = mq_arena_strdup(counting->arena, mq_field_label(field));
	facet->values = mq_arena_alloc(counting->arena, n * sizeof(*facet->values));
}

void mq_counting_add(const struct mq_counting *counting, struct mq_facet *facet, const char *label,
	const char *value, uint64_t count)
{
	struct mq_facet_value *v = &facet->values[facet->n_values++];

	*v = (struct mq_facet_value){
		.label = mq_arena_strdup(counting->arena, label),
		.value = mq_arena_strdup(counting->arena, value),
		.count = count,
	};
	mark_chosen(counting, facet, v);
}

static enum mq_err count_values(const struct mq_counting *counting, mq_field_id id,
	struct mq_facet *facet)
{
	struct mq_session *session = counting->session;
	const struct mq_field *field = &session->schema->fields[id];
	size_t n = has_codes(field) ? field->codes->n_codes : 2;
	uint64_t *counts = mq_arena_alloc(counting->arena, (n + 1) * sizeof(*counts));
	const struct mq_set *set;
	struct mq_answer own;
	uint64_t unknown = 0;
	enum mq_err err = mq_counting_base(counting, id, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_count(&session->view, mq_session_kind(session), set, id, counts, n,
			&unknown, counting->diag);
	}
	mq_answer_release(&own);
	if (err != MQ_OK) {
		return err;
	}
	mq_counting_name(counting, field, n + 1, facet);
	for (size_t i = 0; i < n && has_codes(field); i++) {
		mq_counting_add(counting, facet, mq_code_label(&field->codes->codes[i]),
			field->codes->codes[i].id, counts[i]);
	}
	if (!has_codes(field)) {
		mq_counting_add(counting, facet, _("yes"), "true", counts[1]);
		mq_counting_add(counting, facet, _("no"), "false", counts[0]);
	}
	/* A tag on a desk's list says no where it is absent; a code there says nothing. */
	if (!field->closed || has_codes(field)) {
		mq_counting_add(counting, facet, field->closed ? _("none") : _("left blank"), "?", unknown);
	}
	return MQ_OK;
}

static enum mq_err count_field(const struct mq_counting *counting, mq_field_id id,
	struct mq_facet *facet)
{
	const struct mq_field *field = &counting->session->schema->fields[id];

	if (has_codes(field) || field->type == MQ_TYPE_BOOL) {
		return count_values(counting, id, facet);
	}
	return field->type == MQ_TYPE_TEXT || field->type == MQ_TYPE_REF
		? mq_counting_top(counting, field, facet) : mq_counting_bins(counting, field, facet);
}

/* Made once for all tags. */
static const struct mq_set *hits_to_count(struct mq_session *session)
{
	if (session->counting == NULL) {
		session->counting = mq_set_for_counting(session->answer.yes);
	}
	return session->counting;
}

static enum mq_err count_tag(const struct mq_counting *counting, const struct mq_field *field,
	uint64_t *count)
{
	struct mq_session *session = counting->session;
	struct mq_answer tag = {0};
	struct mq_answer own;
	const struct mq_set *set;
	enum mq_err err = mq_counting_base(counting, field->number, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_tag(&session->view, mq_session_kind(session), field->number, &tag,
			counting->diag);
	}
	if (err == MQ_OK) {
		*count = mq_set_and_count(own.yes != NULL ? set : hits_to_count(session), tag.yes);
	}
	mq_answer_release(&tag);
	mq_answer_release(&own);
	return err;
}

static enum mq_err count_group(const struct mq_counting *counting, size_t group,
	struct mq_facet *facet)
{
	const struct mq_schema *schema = counting->session->schema;
	enum mq_err err = MQ_OK;

	facet->field = MQ_NO_FIELD;
	facet->label = mq_arena_strdup(counting->arena, mq_group_label(&schema->groups[group]));
	facet->values = mq_arena_alloc(counting->arena,
		(group_tags(counting->session, group) + 1) * sizeof(*facet->values));
	for (size_t i = 0; err == MQ_OK && i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];
		uint64_t count = 0;

		if (field->group != group || field->type != MQ_TYPE_BOOL ||
		    !is_shown(counting->session, field)) {
			continue;
		}
		err = count_tag(counting, field, &count);
		if (err == MQ_OK) {
			mq_counting_add(counting, facet, mq_field_label(field), field->id, count);
		}
	}
	return err;
}

static enum mq_err count_facets(const struct mq_counting *counting, size_t first, size_t n,
	struct mq_facets *facets)
{
	enum mq_err err = mq_session_refresh(counting->session, counting->diag);
	struct walk walk = {0};

	facets->facets = mq_arena_alloc(counting->arena, (n + 1) * sizeof(*facets->facets));
	for (size_t i = 0; err == MQ_OK && facets->n_facets < n; i++) {
		struct mq_facet *facet = &facets->facets[facets->n_facets];

		if (!next_facet(counting->session, &walk)) {
			break;
		}
		if (i < first) {
			continue;
		}
		err = walk.field == MQ_NO_FIELD ? count_group(counting, walk.group, facet) :
			count_field(counting, walk.field, facet);
		facets->n_facets += err == MQ_OK;
	}
	return err;
}

enum mq_err mq_session_facets(struct mq_session *session, size_t first, size_t n,
	struct mq_facets *facets, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag};
	enum mq_err err = mq_session_look(session, diag);

	*facets = (struct mq_facets){0};
	if (err != MQ_OK) {
		return err;
	}
	err = count_facets(&counting, first, n, facets);
	if (err == MQ_OK) {
		err = mq_index_error(session->view.index, diag);
	}
	mq_session_look_away(session);
	return err;
}

static enum mq_err count_one(const struct mq_counting *counting, mq_field_id field,
	struct mq_facets *facets)
{
	struct mq_session *session = counting->session;
	enum mq_err err = mq_session_look(session, counting->diag);

	*facets = (struct mq_facets){0};
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_refresh(session, counting->diag);
	if (err == MQ_OK) {
		facets->facets = mq_arena_alloc(&facets->arena, sizeof(*facets->facets));
		err = count_field(counting, field, facets->facets);
		facets->n_facets = err == MQ_OK;
	}
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

	return count_one(&counting, field, facets);
}

enum mq_err mq_session_facet(struct mq_session *session, mq_field_id field, size_t n_top,
	struct mq_facets *facets, struct mq_diag *diag)
{
	const struct mq_counting counting = {.session = session, .arena = &facets->arena,
		.diag = diag, .n_top = n_top};

	return count_one(&counting, field, facets);
}

void mq_facets_release(struct mq_facets *facets)
{
	mq_arena_release(&facets->arena);
	*facets = (struct mq_facets){0};
}
