/*
 * Records looked at one by one: does what is stored as a text fit? What a pattern, or
 * ~~, cannot tell in its time is undecided.
 */
#include "evaluate.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64, CLOCK_EVERY = 64 };

/* What is found, and what could not be decided. */
struct finds {
	struct eval *eval;
	const struct probe *probe;
	bool readings;		/* the field holds readings */
	enum mq_form form;	/* in which its texts are compared */
	const struct mq_texts *texts;
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

	*finds = (struct finds){.eval = eval, .probe = probe,
		.readings = of->reading_of != MQ_NO_FIELD,
		.form = probe->how == PROBE_PATTERN ? MQ_FORM_WRITTEN : MQ_FORM_FOLDED,
		.texts = mq_index_texts(eval->view->index, field)};
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

static enum mq_match decide(struct finds *finds, struct mq_slice text)
{
	const struct probe *probe = finds->probe;

	finds->eval->stats.scanned++;
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
	struct mq_slice texts[CHUNK];
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(finds->eval, candidates, &from, ids, CHUNK)) > 0;) {
		mq_texts_read(finds->texts, ids, n, finds->form, texts);
		for (size_t i = 0; i < n; i++) {
			enum mq_match match = is_late(finds) ? MQ_MATCH_UNDECIDED
				: decide(finds, texts[i]);

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
	free(finds->yes);
	free(finds->undecided);
	return truth_both(yes, possible);
}

struct truth find_among(struct eval *eval, mq_field_id field, const struct probe *probe,
	struct mq_set *candidates)
{
	struct finds finds;

	finds_begin(&finds, eval, probe, field);
	decide_all(&finds, candidates);
	mq_set_free(candidates);
	return finds_end(&finds);
}

enum mq_match find_one(struct eval *eval, mq_field_id field, const struct probe *probe,
	mq_record_id id)
{
	struct finds finds;

	finds_begin(&finds, eval, probe, field);
	return decide(&finds, mq_texts_get(finds.texts, id, finds.form));
}
