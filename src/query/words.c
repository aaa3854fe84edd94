/*
 * Texts. Grams narrow who may fit to few; what is stored of those decides (find.c).
 * Where the word is itself a gram the posting is the answer and no record is looked at.
 *
 * Bare text asks what is written: where nothing is written it is not found, so
 * nobody is unknown but whom a pattern could not decide in its limits.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <string.h>

enum { GRAMS_MAX = 64, NUMBER_CHARS_MIN = 3 };

/* ---- narrowing ---- */

/* Grams as they come, and the sets of who has them. */
struct narrow {
	struct eval *eval;
	mq_field_id field;
	const struct probe *probe;
	bool anywhere;		/* the word may begin inside a run: no grams of beginnings */
	bool exact;		/* one of the grams is the word */
	const struct mq_set *sets[GRAMS_MAX];
	size_t n;
};

static void take_gram(void *context, const char *gram, size_t len)
{
	struct narrow *narrow = context;
	bool beginning = gram[0] == '^' || gram[0] == '=';
	const struct probe *probe = narrow->probe;

	if ((narrow->anywhere && beginning) || narrow->n == GRAMS_MAX) {
		return;
	}
	narrow->exact = narrow->exact || (len - beginning == probe->len
		&& memcmp(gram + beginning, probe->folded, probe->len) == 0);
	narrow->sets[narrow->n++] = mq_index_gram(narrow->eval->view->index, narrow->field, gram, len);
}

static int by_size(const void *a, const void *b)
{
	uint64_t first = mq_set_count(*(const struct mq_set *const *)a);
	uint64_t second = mq_set_count(*(const struct mq_set *const *)b);

	return (first > second) - (first < second);
}

/* Who has all grams, of `among`; owned. Without grams: all of them. The rarest goes first:
 * the others are looked at where it left somebody. */
static struct mq_set *narrow_down(struct narrow *narrow, const struct mq_set *among)
{
	struct mq_set *left;

	if (narrow->n == 0) {
		return mq_set_dup(among);
	}
	qsort(narrow->sets, narrow->n, sizeof(struct mq_set *), by_size);
	left = mq_set_and(narrow->sets[0], among);
	for (size_t i = 1; i < narrow->n && !mq_set_is_empty(left); i++) {
		struct mq_set *next = mq_set_and(left, narrow->sets[i]);

		mq_set_free(left);
		left = next;
	}
	return left;
}

/* ---- one field ---- */

/* Does the index keep grams of the field? */
static bool has_grams(const struct eval *eval, mq_field_id field)
{
	return eval->view->schema->fields[field].search != MQ_SEARCH_NONE;
}

static struct truth near_texts(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *among)
{
	return find_among(eval, field, probe, has_grams(eval, field)
		? near_narrow(eval, field, probe->fuzzy, among) : mq_set_dup(among));
}

static struct truth texts(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *among)
{
	struct narrow narrow = {.eval = eval, .field = field, .probe = probe};
	struct mq_set *left;

	narrow.anywhere = probe->how == PROBE_SUFFIX || probe->how == PROBE_PATTERN;
	if (has_grams(eval, field) && probe->how == PROBE_PATTERN) {
		literal_grams(probe->source, probe->source_len, take_gram, &narrow);
	} else if (has_grams(eval, field)) {
		mq_grams_for_word(probe->folded, probe->len, take_gram, &narrow);
	}
	left = narrow_down(&narrow, among);
	if (probe->how == PROBE_CONTAINS && narrow.exact) {
		return truth_owned(left);
	}
	return find_among(eval, field, probe, left);
}

mq_field_id readings_of(const struct mq_schema *schema, mq_field_id field)
{
	for (size_t i = 0; i < schema->n_fields; i++) {
		if (schema->fields[i].reading_of == field) {
			return (mq_field_id)i;
		}
	}
	return MQ_NO_FIELD;
}

/* Of one or two letters the gram says all: it begins where an item begins. */
static struct truth readings_as(struct eval *eval, mq_field_id field, const struct probe *probe,
	enum mq_reading_match how, const struct mq_set *among)
{
	struct narrow narrow = {.eval = eval, .field = field, .probe = probe};
	enum { EXACT_LEN = 2 };
	struct mq_set *left;

	if (mq_grams_for_reading(probe->folded, probe->len, how, take_gram, &narrow) == 0) {
		return truth_owned(mq_set_new());
	}
	left = narrow_down(&narrow, among);
	if (probe->len <= EXACT_LEN && memchr(probe->folded, '\'', probe->len) == NULL) {
		return truth_owned(left);
	}
	return find_among(eval, field, probe, left);
}

static bool asks_readings(const struct eval *eval, mq_field_id field, const struct probe *probe)
{
	return (probe->how == PROBE_READING || (probe->how == PROBE_CONTAINS && probe->loose))
		&& eval->view->schema->fields[field].search == MQ_SEARCH_NAME
		&& mq_reading_is_query(probe->folded, probe->len);
}

static struct truth add_readings(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *among, struct truth found)
{
	mq_field_id readings = readings_of(eval->view->schema, field);

	if (readings == MQ_NO_FIELD) {
		return found;
	}
	found = truth_or(found, readings_as(eval, readings, probe, MQ_READING_INITIALS, among));
	if (probe->len > 1) {
		found = truth_or(found, readings_as(eval, readings, probe, MQ_READING_FULL, among));
	}
	return found;
}

/* What is written, beside how it may be read. */
static struct truth written(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *among)
{
	struct probe exact = *probe;

	if (probe->how == PROBE_READING) {
		return truth_owned(mq_set_new());
	}
	if (probe->how == PROBE_NEAR && !eval->exact) {
		return near_texts(eval, field, probe, among);
	}
	exact.how = probe->how == PROBE_NEAR ? PROBE_CONTAINS : probe->how;
	return texts(eval, field, &exact, among);
}

struct truth probe_eval(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *within)
{
	struct truth known = field_known(eval, field);
	struct mq_set *fewer = within != NULL ? mq_set_and(known.yes, within) : NULL;
	const struct mq_set *among = fewer != NULL ? fewer : known.yes;
	struct truth found = written(eval, field, probe, among);

	if (asks_readings(eval, field, probe)) {
		found = add_readings(eval, field, probe, among, found);
	}
	mq_set_free(fewer);
	truth_release(&known);
	return found;
}

/* ---- every bare field ---- */

/* Numbers answer to three characters or more, and they alone to an ending. */
static bool takes_probe(const struct mq_field *field, const struct probe *probe)
{
	bool number = field->search == MQ_SEARCH_NUMBER;

	if (probe->how == PROBE_SUFFIX) {
		return number;
	}
	if (probe->how == PROBE_READING) {
		return field->search == MQ_SEARCH_NAME;
	}
	if (probe->how == PROBE_NEAR) {
		return !number && field->search != MQ_SEARCH_NONE;
	}
	return !number || probe->how != PROBE_CONTAINS
		|| mq_utf8_count(probe->folded, probe->len) >= NUMBER_CHARS_MIN;
}

struct truth words_eval(struct eval *eval, const struct tree *tree, const struct mq_set *within)
{
	const struct mq_schema *schema = eval->view->schema;
	struct truth result = truth_owned(mq_set_new());

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;
		bool own = field->kind == tree->asked;
		struct truth found;

		if (!field->bare || field->type != MQ_TYPE_TEXT || !takes_probe(field, &tree->probe)
				|| mq_schema_distance(schema, tree->asked, field->number) < 0) {
			continue;
		}
		found = probe_eval(eval, field->number, &tree->probe, own ? within : NULL);
		if (!own) {
			found = link_down(eval, tree->asked, field->kind, found, UNLINKED_NO);
		}
		result = truth_or(result, found);
	}
	return result;
}

/* ---- one record ---- */

enum mq_match probe_record(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id)
{
	enum mq_match match = probe->how == PROBE_READING ? MQ_MATCH_NO
		: find_one(eval, field, probe, id);
	mq_field_id readings = match != MQ_MATCH_YES && asks_readings(eval, field, probe)
		? readings_of(eval->view->schema, field) : MQ_NO_FIELD;

	return readings != MQ_NO_FIELD ? find_one(eval, readings, probe, id) : match;
}

enum mq_match words_record(struct eval *eval, const struct tree *tree, mq_record_id id,
	mq_field_id *where)
{
	const struct mq_schema *schema = eval->view->schema;
	enum mq_match found = MQ_MATCH_NO;

	*where = MQ_NO_FIELD;
	for (size_t i = 0; i < schema->n_fields && found != MQ_MATCH_YES; i++) {
		const struct mq_field *field = schema->fields + i;
		mq_record_id owner = field->bare && field->type == MQ_TYPE_TEXT
			&& takes_probe(field, &tree->probe)
			? mq_query_owner(eval->view, tree->asked, id, field->number) : MQ_NO_RECORD;
		enum mq_match one = owner == MQ_NO_RECORD ? MQ_MATCH_NO
			: probe_record(eval, field->number, &tree->probe, owner);

		if (one != MQ_MATCH_NO) {
			found = one;
			*where = field->number;
		}
	}
	return found;
}
