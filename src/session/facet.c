#include "facet.h"

#include <stdlib.h>
#include <string.h>

#include "narrow.h"

/*
 * Facets: fields marked `facet:`, and for each group its marked tags as one. Here they
 * are found and named, which costs little; facet_count.c counts them.
 */

static bool is_shown(const struct mq_session *session, const struct mq_field *field)
{
	return field->facet &&
		mq_schema_distance(session->schema, mq_session_kind(session), field->number) >= 0;
}

bool mq_field_has_codes(const struct mq_field *field)
{
	return field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI;
}

/* ---- their places ---- */

static void add_place(struct mq_session *session, size_t group, mq_field_id field, size_t n_tags)
{
	session->places = mq_grow(session->places, &session->cap_places, session->n_places + 1,
		sizeof(*session->places));
	session->places[session->n_places++] = (struct mq_facet_place){group, field,
		n_tags};
}

/* Code fields and others of a group, then its tags as one. */
static void add_group(struct mq_session *session, size_t group)
{
	const struct mq_schema *schema = session->schema;
	size_t n_tags = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->group != group || !is_shown(session, field)) {
			continue;
		}
		if (field->type == MQ_TYPE_BOOL) {
			n_tags++;
		} else {
			add_place(session, group, field->number, 0);
		}
	}
	if (n_tags > 0) {
		add_place(session, group, MQ_NO_FIELD, n_tags);
	}
}

/* Worked out once for the kind in force: every key asks. */
static void learn_places(struct mq_session *session)
{
	if (session->places != NULL && session->places_of == mq_session_kind(session)) {
		return;
	}
	session->n_places = 0;
	session->places_of = mq_session_kind(session);
	for (size_t group = 0; group < session->schema->n_groups; group++) {
		add_group(session, group);
	}
}

size_t mq_session_n_facets(struct mq_session *session)
{
	learn_places(session);
	return session->n_places;
}

/* ---- naming ---- */

bool mq_counting_is_filtered(const struct mq_counting *counting, mq_field_id field)
{
	const struct mq_query *query = counting->session->query;

	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		if (mq_query_conjunct_field(query, i) == field) {
			return true;
		}
	}
	return false;
}

static void mark_chosen(const struct mq_counting *counting, struct mq_facet *facet,
	struct mq_facet_value *value)
{
	struct mq_session *session = counting->session;
	struct mq_buf text = {0};
	struct mq_buf meaning = {0};

	if (!mq_counting_is_filtered(counting, value->field)) {
		return;
	}
	facet->filtered = true;
	mq_narrow_condition(session, facet, value, &text, &meaning);
	mq_narrow_mark(session, &session->schema->fields[value->field], &meaning, value);
	mq_buf_release(&text);
	mq_buf_release(&meaning);
}

static void head(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	*facet = (struct mq_facet){
		.field = field->number,
		.label = mq_arena_strdup(counting->arena, mq_field_label(field)),
		.filtered = mq_counting_is_filtered(counting, field->number),
	};
}

void mq_counting_name(const struct mq_counting *counting, const struct mq_field *field, size_t n,
	struct mq_facet *facet)
{
	head(counting, field, facet);
	facet->values = mq_arena_alloc(counting->arena, n * sizeof(*facet->values));
}

struct mq_facet_value *mq_counting_add(const struct mq_counting *counting, struct mq_facet *facet,
	mq_field_id field, const char *label, const char *value)
{
	struct mq_facet_value *v = &facet->values[facet->n_values++];

	*v = (struct mq_facet_value){
		.field = field,
		.label = mq_arena_strdup(counting->arena, label),
		.value = mq_arena_strdup(counting->arena, value),
	};
	mark_chosen(counting, facet, v);
	return v;
}

static void name_values(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	bool codes = mq_field_has_codes(field);
	size_t n = codes ? field->codes->n_codes : 2;

	mq_counting_name(counting, field, n + 1, facet);
	for (size_t i = 0; i < n && codes; i++) {
		mq_counting_add(counting, facet, field->number, mq_code_label(&field->codes->codes[i]),
			field->codes->codes[i].id);
	}
	if (!codes) {
		mq_counting_add(counting, facet, field->number, _("yes"), "true");
		mq_counting_add(counting, facet, field->number, _("no"), "false");
	}
	/* A tag on a desk's list says no where it is absent; a code there says nothing. */
	if (!field->closed || codes) {
		mq_counting_add(counting, facet, field->number,
			field->closed ? _("none") : _("left blank"), "?");
	}
}

static void name_group(const struct mq_counting *counting, const struct mq_facet_place *place,
	struct mq_facet *facet)
{
	const struct mq_schema *schema = counting->session->schema;

	*facet = (struct mq_facet){
		.field = MQ_NO_FIELD,
		.label = mq_arena_strdup(counting->arena, mq_group_label(&schema->groups[place->group])),
	};
	facet->values = mq_arena_alloc(counting->arena,
		(place->n_tags + 1) * sizeof(*facet->values));
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->group == place->group && field->type == MQ_TYPE_BOOL &&
		    is_shown(counting->session, field)) {
			mq_counting_add(counting, facet, field->number, mq_field_label(field),
				field->id);
		}
	}
}

void mq_facet_name(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	if (mq_field_has_codes(field) || field->type == MQ_TYPE_BOOL) {
		name_values(counting, field, facet);
	} else if (!mq_facet_name_stretches(counting, field, facet)) {
		head(counting, field, facet);
	}
}

static void name_wish(const struct mq_counting *counting, const struct mq_facet_wish *wish,
	struct mq_facet *facet)
{
	struct mq_session *session = counting->session;
	const struct mq_facet_place of_field = {.field = wish->field};
	const struct mq_facet_place *place = wish->place == MQ_FACET_FIELD ? &of_field
		: session->places + wish->place;

	if (place->field == MQ_NO_FIELD) {
		name_group(counting, place, facet);
	} else {
		mq_facet_name(counting, &session->schema->fields[place->field], facet);
	}
}

/* ---- what they are called ---- */

static const char group_prefix[] = "group:";

void mq_session_facet_name(struct mq_session *session, const struct mq_facet_wish *wish,
	struct mq_buf *out)
{
	const struct mq_schema *schema = session->schema;
	const struct mq_facet_place *place;

	learn_places(session);
	place = wish->place < session->n_places ? &session->places[wish->place] : NULL;
	if (!place) {
		mq_buf_adds(out, schema->fields[wish->field].id);
	} else if (place->field != MQ_NO_FIELD) {
		mq_buf_adds(out, schema->fields[place->field].id);
	} else {
		mq_buf_addf(out, "%s%s", group_prefix, schema->groups[place->group].id);
	}
}

bool mq_session_facet_named(struct mq_session *session, const char *name, size_t len,
	struct mq_facet_wish *wish)
{
	struct mq_buf other = {0};
	bool found = false;

	learn_places(session);
	*wish = (struct mq_facet_wish){.place = MQ_FACET_FIELD};
	for (size_t i = 0; i < session->n_places && !found; i++) {
		const struct mq_facet_wish one = {.place = i};

		mq_buf_clear(&other);
		mq_session_facet_name(session, &one, &other);
		found = other.len == len && memcmp(other.data, name, len) == 0;
		wish->place = found ? i : MQ_FACET_FIELD;
	}
	mq_buf_release(&other);
	if (!found) {
		wish->field = mq_schema_field_exact(session->schema, mq_session_kind(session), name,
			len);
		found = wish->field != MQ_NO_FIELD;
	}
	return found;
}

/* ---- naming those wished for ---- */

static bool can_be_had(const struct mq_session *session, const struct mq_facet_wish *wish)
{
	return wish->place == MQ_FACET_FIELD
		? mq_schema_distance(session->schema, mq_session_kind(session), wish->field) >= 0
		: wish->place < session->n_places;
}

void mq_facets_name(const struct mq_counting *counting, struct mq_facets *facets)
{
	struct mq_session *session = counting->session;
	size_t n = 0;

	learn_places(session);
	facets->question = session->question;
	facets->facets = mq_arena_alloc(counting->arena,
		(facets->n_wishes + 1) * sizeof(*facets->facets));
	for (size_t i = 0; i < facets->n_wishes; i++) {
		if (can_be_had(session, facets->wishes + i)) {
			facets->wishes[n] = facets->wishes[i];
			name_wish(counting, facets->wishes + n, &facets->facets[n]);
			n++;
		}
	}
	facets->n_facets = facets->n_wishes = n;
}
