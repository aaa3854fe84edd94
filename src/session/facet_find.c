#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/facets.h>
#include <minqing/text.h>

/*
 * Fields and their values found by what somebody types of them: an id, a label in either
 * language, an alias, the pinyin of the Chinese label. Some hundred names: each is looked at.
 */

/* How well a name fits, the best first. */
enum fit {
	FIT_WHOLE,
	FIT_BEGINS,
	FIT_HOLDS,
	FIT_SPELT,
	FIT_INITIALS,
	FIT_NOT,
};

struct finding {
	struct mq_buf typed;	/* folded */
	struct mq_buf name;
};

struct found {
	struct mq_finding finding;
	enum fit fit;
	size_t number;		/* what fits alike stays in the schema's order */
};

struct founds {
	struct found *list;
	size_t n;
	size_t cap;
};

static enum fit fit_spelt(struct finding *finding, const struct mq_names *names)
{
	enum mq_reading_match match;

	if (!mq_names_spell(names, &finding->typed, &finding->name)) {
		return FIT_NOT;
	}
	match = mq_reading_match(finding->name.data, finding->name.len, finding->typed.data,
		finding->typed.len);
	return match == MQ_READING_FULL ? FIT_SPELT
		: match == MQ_READING_INITIALS ? FIT_INITIALS : FIT_NOT;
}

static enum fit fit_of(struct finding *finding, const struct mq_names *names)
{
	static const enum fit as_written[] = {[MQ_WRITTEN_NOT] = FIT_NOT,
		[MQ_WRITTEN_INSIDE] = FIT_HOLDS, [MQ_WRITTEN_PREFIX] = FIT_BEGINS,
		[MQ_WRITTEN_SO] = FIT_WHOLE};
	enum mq_written written = mq_names_written(names, &finding->typed, &finding->name);

	return written != MQ_WRITTEN_NOT ? as_written[written] : fit_spelt(finding, names);
}

/* ---- where it is shown ---- */

/* The facet a field is, or is a tag of; MQ_FACET_FIELD where it is none by default. */
static size_t place_of(struct mq_session *session, const struct mq_field *field)
{
	size_t n = mq_session_n_facets(session);

	for (size_t i = 0; field->facet && i < n; i++) {
		const struct mq_facet_place *place = session->places + i;

		if (place->field == field->number || (place->field == MQ_NO_FIELD &&
		    field->type == MQ_TYPE_BOOL && place->group == field->group)) {
			return i;
		}
	}
	return MQ_FACET_FIELD;
}

static void add(struct founds *founds, enum fit fit, const struct mq_finding *finding)
{
	if (fit == FIT_NOT) {
		return;
	}
	founds->list = mq_grow(founds->list, &founds->cap, founds->n + 1, sizeof(*founds->list));
	founds->list[founds->n] = (struct found){*finding, fit, founds->n};
	founds->n++;
}

static void look_at_field(struct mq_session *session, const struct mq_field *field,
	struct finding *finding, struct founds *founds)
{
	size_t place = place_of(session, field);
	bool tag = place != MQ_FACET_FIELD && session->places[place].field == MQ_NO_FIELD;
	const struct mq_names names = mq_field_names(field);
	struct mq_finding found = {.wish = {.place = place, .field = field->number},
		.field_label = mq_field_label(field), .value = tag ? field->id : NULL};

	add(founds, fit_of(finding, &names), &found);
	for (size_t i = 0; field->codes && i < field->codes->n_codes; i++) {
		const struct mq_code *code = &field->codes->codes[i];
		const struct mq_names code_names = {code->id, code->zh, code->en, code->aliases,
			code->n_aliases};

		found.value = code->id;
		found.value_label = mq_code_label(code);
		add(founds, fit_of(finding, &code_names), &found);
	}
}

/* What fits better; then facets that are shown; then fields before values. */
static int by_fit(const void *left, const void *right)
{
	const struct found *a = left;
	const struct found *b = right;
	bool a_far = a->finding.wish.place == MQ_FACET_FIELD;
	bool b_far = b->finding.wish.place == MQ_FACET_FIELD;

	if (a->fit != b->fit) {
		return a->fit < b->fit ? -1 : 1;
	}
	if (a_far != b_far) {
		return a_far - b_far;
	}
	if (!a->finding.value_label != !b->finding.value_label) {
		return a->finding.value_label ? 1 : -1;
	}
	return a->number < b->number ? -1 : a->number > b->number;
}

size_t mq_session_find_facets(struct mq_session *session, const char *text, size_t len,
	struct mq_finding *findings, size_t n_max)
{
	const struct mq_schema *schema = session->schema;
	struct finding finding = {0};
	struct founds founds = {0};
	size_t n;

	mq_utf8_fold(&finding.typed, text, len);
	for (size_t i = 0; finding.typed.len > 0 && i < schema->n_fields; i++) {
		if (schema->fields[i].reading_of == MQ_NO_FIELD &&
		    mq_schema_distance(schema, mq_session_kind(session), (mq_field_id)i) >= 0) {
			look_at_field(session, &schema->fields[i], &finding, &founds);
		}
	}
	if (founds.n > 0) {
		qsort(founds.list, founds.n, sizeof(*founds.list), by_fit);
	}
	n = founds.n < n_max ? founds.n : n_max;
	for (size_t i = 0; i < n; i++) {
		findings[i] = founds.list[i].finding;
	}
	free(founds.list);
	mq_buf_release(&finding.typed);
	mq_buf_release(&finding.name);
	return founds.n;
}

void mq_session_spell(const char *text, struct mq_buf *out)
{
	struct mq_buf folded = {0};

	mq_utf8_fold(&folded, text, strlen(text));
	mq_hanzi_spell(folded.data ? folded.data : "", folded.len, out);
	mq_buf_release(&folded);
}
