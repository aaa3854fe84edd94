/*
 * Completion: the names that fit are put in order, then counted a rank at a time
 * until there are as many as were asked for.
 */
#include "complete.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Inside a relation every candidate is a question of its own. */
enum { COUNTED_MAX = 512, COUNTED_INSIDE_MAX = 8 };

static const char *const kind_names[] = {
	[MQ_CANDIDATE_FIELD] = "field",
	[MQ_CANDIDATE_OPERATOR] = "operator",
	[MQ_CANDIDATE_VALUE] = "value",
	[MQ_CANDIDATE_TAG] = "tag",
	[MQ_CANDIDATE_CODE] = "code",
	[MQ_CANDIDATE_LIST] = "list",
	[MQ_CANDIDATE_RELATION] = "relation",
	[MQ_CANDIDATE_QUANTIFIER] = "quantifier",
	[MQ_CANDIDATE_DIRECTIVE] = "directive",
	[MQ_CANDIDATE_KEYWORD] = "keyword",
	[MQ_CANDIDATE_PARAMETER] = "parameter",
};
static_assert(MQ_LENGTH(kind_names) == MQ_CANDIDATE_LAST + 1, "each kind has a name");

static const char *const by_names[] = {
	[MQ_FIT_BY_ID] = "id",
	[MQ_FIT_BY_LABEL] = "label",
	[MQ_FIT_BY_ALIAS] = "alias",
	[MQ_FIT_BY_PINYIN] = "pinyin",
};
static_assert(MQ_LENGTH(by_names) == MQ_FIT_BY_LAST + 1, "each way has a name");

const char *mq_candidate_kind_name(enum mq_candidate_kind kind)
{
	return kind_names[kind];
}

const char *mq_fit_by_name(enum mq_fit_by by)
{
	return by_names[by];
}

/* ---- order ---- */

static int by_rank(const void *a, const void *b)
{
	const struct candidate *first = a;
	const struct candidate *second = b;

	if (first->fit != second->fit) {
		return first->fit < second->fit ? -1 : 1;
	}
	if (first->last != second->last) {
		return first->last ? 1 : -1;
	}
	if (first->counts != second->counts) {
		return first->counts ? -1 : 1;
	}
	if (first->count != second->count) {
		return first->count > second->count ? -1 : 1;
	}
	return (first->order > second->order) - (first->order < second->order);
}

static void sort(struct candidate *candidates, size_t n)
{
	if (n > 1) {
		qsort(candidates, n, sizeof(*candidates), by_rank);
	}
}

/* ---- offering ---- */

struct offering {
	struct completing *completing;
	struct hits hits;
	bool can_count;
	size_t left;		/* how many may still be counted */
	size_t n_max;
	struct mq_completion *out;
};

/* What it takes the place of is already so. */
static bool is_there(const struct completing *completing, const struct candidate *candidate)
{
	const struct spot *spot = &completing->spot;
	size_t len = spot->to - spot->from;

	return candidate->kind != MQ_CANDIDATE_OPERATOR && strlen(candidate->insert) == len
		&& memcmp(completing->text + spot->from, candidate->insert, len) == 0;
}

static bool is_offered(const struct offering *offering, const struct candidate *candidate)
{
	const struct mq_completion *out = offering->out;

	for (size_t i = 0; i < out->n; i++) {
		if (strcmp(out->candidates[i].insert, candidate->insert) == 0) {
			return true;
		}
	}
	return false;
}

static void offer(struct offering *offering, struct candidate *candidate)
{
	struct completing *completing = offering->completing;
	struct mq_completion *out = offering->out;
	const struct spot *spot = &completing->spot;
	bool behind = candidate->kind == MQ_CANDIDATE_OPERATOR;

	if (!insert_settle(completing, candidate) || is_there(completing, candidate)
			|| is_offered(offering, candidate)) {
		return;
	}
	out->candidates[out->n++] = (struct mq_candidate){
		.kind = candidate->kind, .fit = candidate->fit, .by = candidate->by,
		.from = behind ? spot->to : spot->from, .to = spot->to,
		.insert = mq_arena_strdup(&out->arena, candidate->insert),
		.label = mq_arena_strdup(&out->arena, candidate->label),
		.id = mq_arena_strdup(&out->arena, candidate->id != NULL ? candidate->id : ""),
		.counted = candidate->counts, .count = candidate->count,
	};
}

/* Count those of one rank; who would leave nobody goes to its end, uncounted. */
static size_t count_rank(struct offering *offering, struct candidate *rank, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct candidate *candidate = rank + i;
		bool good = !candidate->counts;

		if (candidate->counts && offering->can_count && offering->left > 0) {
			offering->left--;
			good = hits_count(&offering->hits, candidate)
				&& (candidate->count > 0 || !candidate->counts);
		}
		if (good) {
			rank[kept++] = *candidate;
		}
	}
	return kept;
}

static void offer_rank(struct offering *offering, struct candidate *rank, size_t n)
{
	n = count_rank(offering, rank, n);
	sort(rank, n);
	for (size_t i = 0; i < n && offering->out->n < offering->n_max; i++) {
		offer(offering, rank + i);
	}
}

static bool any_counts(const struct candidate *candidates, size_t n)
{
	size_t i = 0;

	while (i < n && !candidates[i].counts) {
		i++;
	}
	return i < n;
}

static void offer_all(struct offering *offering)
{
	struct candidate *all = offering->completing->candidates;
	size_t n = offering->completing->n;

	sort(all, n);
	offering->can_count = any_counts(all, n)
		&& hits_begin(&offering->hits, offering->completing);
	offering->left = offering->hits.inside ? COUNTED_INSIDE_MAX : COUNTED_MAX;
	for (size_t from = 0, to; from < n && offering->out->n < offering->n_max; from = to) {
		for (to = from + 1; to < n && all[to].fit == all[from].fit; to++) {
		}
		offer_rank(offering, all + from, to - from);
	}
	hits_end(&offering->hits);
}

/* ---- the door ---- */

/* A cursor within a character stands before it. */
static size_t at_character(const char *text, size_t len, size_t cursor)
{
	cursor = cursor < len ? cursor : len;
	while (cursor > 0 && cursor < len && ((unsigned char)text[cursor] & 0xc0) == 0x80) {
		cursor--;
	}
	return cursor;
}

/* Which field the value at hand is compared with. */
static void find_compared(struct completing *completing)
{
	const struct spot *spot = &completing->spot;
	struct compile compile = {.query = completing->query,
		.lexer = {.text = completing->text, .len = completing->len}};
	struct literal name = {.text = completing->text + spot->term_from};

	completing->field = MQ_NO_FIELD;
	if (spot->kind == SPOT_OUTER) {
		completing->field = bind_name(&compile, spot->own, spot->term_from, spot->name_end);
	}
	if (spot->kind != SPOT_VALUE) {
		return;
	}
	name.len = spot->name_end - spot->term_from;
	completing->is_place = place_is(&compile, spot->asked, &name);
	if (!completing->is_place && !infix_is_pinyin(&name)) {
		completing->field = bind_name(&compile, spot->asked, spot->term_from,
			spot->name_end);
	}
}

/* A word of which nothing is typed, or that is exactly a tag, a code or a value. */
static bool is_settled(const struct completing *completing)
{
	const struct mq_schema *schema = completing->query->schema;
	const struct mq_buf *typed = &completing->typed;
	const struct mq_field *field = completing->field == MQ_NO_FIELD ? NULL
		: schema->fields + completing->field;
	bool word = completing->spot.kind == SPOT_WORD;
	mq_field_id meant;
	int code;

	if (word || completing->spot.attached) {
		return (word && typed->len == 0) || mq_schema_bare(schema, completing->spot.asked,
			typed->data, typed->len, &meant, &code);
	}
	return completing->spot.kind == SPOT_VALUE && typed->len > 0 && field != NULL
		&& field->codes != NULL && mq_codes_find(field->codes, typed->data, typed->len) >= 0;
}

static bool read_spot(struct completing *completing)
{
	mq_buf_clear(&completing->typed);
	mq_utf8_fold(&completing->typed, completing->spot.typed.data, completing->spot.typed.len);
	completing->naming.typed = &completing->typed;
	completing->naming.one_letter = completing->spot.kind == SPOT_VALUE;
	find_compared(completing);
	return is_settled(completing);
}

static void complete_spot(struct completing *completing, size_t n_max, struct mq_completion *out)
{
	struct offering offering = {.completing = completing, .n_max = n_max, .out = out};

	out->settled = read_spot(completing);
	completing->n = 0;
	candidates_gather(completing);
	if (completing->n > 0) {
		offer_all(&offering);
	}
}

static void find_spot(struct completing *completing, size_t cursor)
{
	spot_find(completing->query, completing->query->kind, completing->text, completing->len,
		at_character(completing->text, completing->len, cursor), &completing->spot);
}

static void complete(struct completing *completing, size_t cursor, size_t n_max,
	struct mq_completion *out)
{
	find_spot(completing, cursor);
	complete_spot(completing, n_max, out);
	if (out->n == 0 && !out->settled && spot_attach(completing->text, &completing->spot)) {
		complete_spot(completing, n_max, out);
	}
}

/* Texts and a scratch query for it; complete_end gives them back. */
static struct completing complete_begin(const struct mq_view *view, mq_kind_id kind,
	const char *text, size_t len)
{
	struct mq_query *query = mq_alloc(sizeof(*query));

	query->schema = view->schema;
	query->kind = kind;
	query->today = view->today;
	return (struct completing){.view = view, .query = query, .text = text, .len = len,
		.arena = &query->arena};
}

static void complete_end(struct completing *completing)
{
	free(completing->candidates);
	mq_buf_release(&completing->typed);
	mq_buf_release(&completing->naming.scratch);
	mq_query_free(completing->query);
}

static bool text_ok(const struct completing *completing, struct mq_diag *diag, enum mq_err *err)
{
	struct compile compile = {.query = completing->query, .diag = diag,
		.lexer = {.text = completing->text, .len = completing->len}};
	bool ok = compile_text_ok(&compile);

	*err = compile.err;
	return ok;
}

enum mq_err mq_query_complete(const struct mq_view *view, mq_kind_id kind, const char *text,
	size_t len, size_t cursor, size_t n_max, struct mq_completion *completion,
	struct mq_diag *diag)
{
	struct completing completing = complete_begin(view, kind, text, len);
	enum mq_err err;

	*completion = (struct mq_completion){0};
	n_max = n_max < MQ_COMPLETE_MAX ? n_max : MQ_COMPLETE_MAX;
	completion->candidates = mq_arena_alloc(&completion->arena,
		(n_max + 1) * sizeof(*completion->candidates));
	if (text_ok(&completing, diag, &err)) {
		complete(&completing, cursor, n_max, completion);
		err = mq_index_error(view->index, diag);
	}
	complete_end(&completing);
	return err;
}

bool mq_query_is_settled(const struct mq_view *view, mq_kind_id kind, const char *text, size_t len,
	size_t cursor)
{
	struct completing completing = complete_begin(view, kind, text, len);
	enum mq_err err;
	bool settled = false;

	if (text_ok(&completing, NULL, &err)) {
		find_spot(&completing, cursor);
		settled = read_spot(&completing);
	}
	complete_end(&completing);
	return settled;
}

void mq_completion_release(struct mq_completion *completion)
{
	mq_arena_release(&completion->arena);
	*completion = (struct mq_completion){0};
}
