/*
 * Texts. Grams narrow who may fit to few; what is stored of those decides. Where
 * the word is itself a gram the posting is the answer and no record is looked at.
 *
 * Bare text asks what is written: where nothing is written it is not found, so
 * nobody is unknown but whom a pattern could not decide in its limits.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256, CLOCK_EVERY = 64, GRAMS_MAX = 64, NUMBER_CHARS_MIN = 3 };

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

/* Who has all grams, of `among`; owned. Without grams: all of them. */
static struct mq_set *narrow_down(const struct narrow *narrow, const struct mq_set *among)
{
	struct mq_set *left = mq_set_dup(among);

	for (size_t i = 0; i < narrow->n; i++) {
		struct mq_set *next = mq_set_and(left, narrow->sets[i]);

		mq_set_free(left);
		left = next;
	}
	return left;
}

/* ---- deciding ---- */

/* What is found, and what could not be decided. */
struct finds {
	struct eval *eval;
	const struct probe *probe;
	mq_field_id field;
	mq_kind_id kind;
	bool readings;		/* the field holds readings */
	bool fold;		/* its texts are looked at folded */
	struct memo *memo;
	struct mq_buf folded;
	mq_record_id *yes;
	size_t n_yes;
	size_t cap_yes;
	mq_record_id *undecided;
	size_t n_undecided;
	size_t cap_undecided;
};

static void finds_begin(struct finds *finds, struct eval *eval, const struct probe *probe,
	mq_field_id field)
{
	const struct mq_field *of = eval->view->schema->fields + field;

	*finds = (struct finds){.eval = eval, .probe = probe, .field = field, .kind = of->kind,
		.readings = of->reading_of != MQ_NO_FIELD};
	finds->fold = !finds->readings && probe->how != PROBE_PATTERN;
	finds->memo = cache_memo(eval->cache, field, finds->fold,
		mq_index_end(eval->view->index, of->kind));
}

static bool ends_with(const struct probe *probe, const char *text, size_t len)
{
	return len >= probe->len
		&& memcmp(text + len - probe->len, probe->folded, probe->len) == 0;
}

static bool decide_folded(const struct probe *probe, const char *text, size_t len)
{
	switch (probe->how) {
	case PROBE_WHOLE:
		return len == probe->len && ends_with(probe, text, len);
	case PROBE_SUFFIX:
		return ends_with(probe, text, len);
	case PROBE_PREFIX:
		return len >= probe->len && memcmp(text, probe->folded, probe->len) == 0;
	case PROBE_NEAR:
		return mq_fuzzy_search(probe->fuzzy, text, len);
	case PROBE_PLACE:
		return mq_text_begins(text, len, probe->folded, probe->len);
	case PROBE_READING:
		return false;
	case PROBE_CONTAINS:
	case PROBE_PATTERN:
		break;
	}
	return mq_text_contains(text, len, probe->folded, probe->len)
		|| (probe->loose && mq_text_is_rooms(probe->folded, probe->len)
			&& mq_text_has_rooms(text, len, probe->folded, probe->len));
}

/* The field's text of one record as the probe wants it; {NULL, 0} where there is none. */
static struct mq_slice read_text(struct finds *finds, mq_record_id id)
{
	struct mq_index *index = finds->eval->view->index;
	struct mq_slice text;

	finds->eval->stats.scanned++;
	if (memo_get(finds->memo, id, &text)) {
		return text;
	}
	text = mq_record_peek(mq_index_record(index, finds->kind, id), finds->field);
	if (text.data != NULL && finds->fold) {
		mq_buf_clear(&finds->folded);
		mq_utf8_fold(&finds->folded, text.data, text.len);
		text = mq_slice(finds->folded.data, finds->folded.len);
	}
	memo_put(finds->memo, id, text);
	return text;
}

static enum mq_match decide(struct finds *finds, mq_record_id id)
{
	const struct probe *probe = finds->probe;
	struct mq_slice text = read_text(finds, id);

	if (text.len == 0) {
		return MQ_MATCH_NO;
	}
	if (finds->readings) {
		return mq_reading_match(text.data, text.len, probe->folded, probe->len)
			!= MQ_READING_NO ? MQ_MATCH_YES : MQ_MATCH_NO;
	}
	if (probe->how == PROBE_PATTERN) {
		return mq_pattern_search(probe->pattern, text.data, text.len);
	}
	return decide_folded(probe, text.data, text.len) ? MQ_MATCH_YES : MQ_MATCH_NO;
}

/* Is the time for patterns, and for what is near, over? Looks at the clock now and then. */
static bool is_late(struct finds *finds)
{
	struct eval *eval = finds->eval;
	bool dear = finds->probe->how == PROBE_PATTERN || finds->probe->how == PROBE_NEAR;

	if (!dear || eval->late || eval->stats.scanned % CLOCK_EVERY != 0) {
		return eval->late && dear;
	}
	return eval_look_at_clock(eval);
}

static void keep(mq_record_id **ids, size_t *n, size_t *cap, mq_record_id id)
{
	*ids = mq_grow(*ids, cap, *n + 1, sizeof(**ids));
	(*ids)[(*n)++] = id;
}

static void decide_all(struct finds *finds, const struct mq_set *candidates)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(candidates, from, ids, CHUNK)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			enum mq_match match = is_late(finds) ? MQ_MATCH_UNDECIDED
				: decide(finds, ids[i]);

			if (match == MQ_MATCH_YES) {
				keep(&finds->yes, &finds->n_yes, &finds->cap_yes, ids[i]);
			} else if (match == MQ_MATCH_UNDECIDED) {
				keep(&finds->undecided, &finds->n_undecided,
					&finds->cap_undecided, ids[i]);
			}
		}
	}
}

static struct truth finds_end(struct finds *finds)
{
	struct mq_set *yes = mq_set_of(finds->yes, finds->n_yes);
	struct mq_set *possible = NULL;

	if (finds->n_undecided > 0) {
		struct mq_set *undecided = mq_set_of(finds->undecided, finds->n_undecided);

		possible = mq_set_or(yes, undecided);
		mq_set_free(undecided);
	}
	finds->eval->stats.undecided += finds->n_undecided;
	mq_buf_release(&finds->folded);
	free(finds->yes);
	free(finds->undecided);
	return truth_both(yes, possible);
}

/* ---- one field ---- */

/* Does the index keep grams of the field? */
static bool has_grams(const struct eval *eval, mq_field_id field)
{
	return eval->view->schema->fields[field].search != MQ_SEARCH_NONE;
}

/* Moves left. */
static struct truth decide_among(struct eval *eval, mq_field_id field, const struct probe *probe,
	struct mq_set *left)
{
	struct finds finds;

	finds_begin(&finds, eval, probe, field);
	decide_all(&finds, left);
	mq_set_free(left);
	return finds_end(&finds);
}

static struct truth near_texts(struct eval *eval, mq_field_id field, const struct probe *probe,
	const struct mq_set *among)
{
	return decide_among(eval, field, probe, has_grams(eval, field)
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
	return decide_among(eval, field, probe, left);
}

static mq_field_id readings_of(const struct mq_schema *schema, mq_field_id field)
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
	return decide_among(eval, field, probe, left);
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

static enum mq_match decide_one(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id)
{
	const struct mq_field *of = eval->view->schema->fields + field;
	struct finds finds = {.eval = eval, .probe = probe, .field = field, .kind = of->kind,
		.readings = of->reading_of != MQ_NO_FIELD};
	enum mq_match match;

	finds.fold = !finds.readings && probe->how != PROBE_PATTERN;
	match = decide(&finds, id);
	mq_buf_release(&finds.folded);
	return match;
}

enum mq_match probe_record(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id)
{
	enum mq_match match = probe->how == PROBE_READING ? MQ_MATCH_NO
		: decide_one(eval, field, probe, id);
	mq_field_id readings = match != MQ_MATCH_YES && asks_readings(eval, field, probe)
		? readings_of(eval->view->schema, field) : MQ_NO_FIELD;

	return readings != MQ_NO_FIELD ? decide_one(eval, readings, probe, id) : match;
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
