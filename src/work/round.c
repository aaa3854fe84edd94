#include "duty_own.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/*
 * Whom to call on next. Each term of the rules is a question about households and gives its
 * points to those it is true of. The way comes off while the round is made: whoever has most
 * points begins, then always the household that has most after the way to the nearest of those
 * taken before.
 *
 * A way costs at most so much, so whoever has less than the n-th best by more than that can
 * never be taken: they are left out before anything is measured.
 */

enum { CHUNK = 4096 };

static_assert(MQ_ROUND_TERMS_MAX <= 32, "terms are bits");

struct candidate {
	mq_record_id household;
	int points;
	struct spot spot;
	int way;		/* to the nearest that was taken */
	size_t nearest;		/* which that is */
	bool taken;
};

struct ranking {
	const struct mq_view *view;
	const struct mq_duties *duties;
	mq_kind_id household;
	const struct mq_post *post;	/* NULL: anywhere */
	struct mq_set *area;		/* who may be called on */
	int *points;			/* by household */
	uint32_t *terms;		/* which gave some, as bits; the same */
	struct candidate *candidates;
	size_t n;
	size_t *order;			/* candidates as they were taken */
	size_t n_taken;
	struct mq_buf text;
	struct mq_diag *diag;
};

/* ---- questions ---- */

/* A duty's people as a term: the household is not reached, or somebody in it. */
static const char *of_duty(struct ranking *ranking, const struct mq_duty *duty)
{
	const struct mq_schema *schema = ranking->view->schema;
	struct mq_buf *text = &ranking->text;
	struct mq_buf window = {0};
	struct duty_world world;
	bool members = duty->kind != ranking->household;

	duty_world_find(schema, &world);
	query_window(schema, &world, duty, mq_window_at(&duty->window, ranking->view->today),
		&window);
	mq_buf_clear(text);
	if (members) {
		mq_buf_addf(text, "%s.any(", schema->kinds[duty->kind].relation);
	}
	query_and(duty->every, text);
	query_not_visited(schema, &world, window.data, text);
	mq_buf_adds(text, members ? ")" : "");
	mq_buf_release(&window);
	return text->data;
}

static const char *term_text(struct ranking *ranking, const struct mq_round_term *term)
{
	return term->when ? term->when : of_duty(ranking, term->duty);
}

static const char *term_label(const struct mq_round_term *term)
{
	return mq_lang_is_chinese() ? term->zh : term->en;
}

/* ---- points ---- */

static void give(struct ranking *ranking, const struct mq_set *set, size_t term)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, CHUNK)) > 0;
	     from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			ranking->points[ids[i]] += ranking->duties->round.terms[term].points;
			ranking->terms[ids[i]] |= UINT32_C(1) << term;
		}
	}
}

static enum mq_err give_all(struct ranking *ranking)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < ranking->duties->round.n_terms && err == MQ_OK; i++) {
		struct mq_set *set = NULL;
		struct mq_set *here;

		err = mq_query_hits_of(ranking->view, ranking->household,
			term_text(ranking, &ranking->duties->round.terms[i]), &set, ranking->diag);
		if (err == MQ_OK) {
			here = mq_set_and(set, ranking->area);
			give(ranking, here, i);
			mq_set_free(here);
		}
		mq_set_free(set);
	}
	return err;
}

/* Where the person works, without those whom the rules except. */
static void add_whom(const struct ranking *ranking, const struct mq_post *post, struct mq_buf *out)
{
	query_and(post ? post->area : NULL, out);
	if (ranking->duties->round.except) {
		mq_buf_addf(out, " -(%s)", ranking->duties->round.except);
	}
}

static enum mq_err find_area(struct ranking *ranking, const struct mq_person *person)
{
	if (person && !ranking->post) {
		return mq_diag_add(ranking->diag, MQ_ERR_NOT_FOUND, _("%s holds no post today"),
			person->name);
	}
	add_whom(ranking, ranking->post, &ranking->text);
	return mq_query_hits_of(ranking->view, ranking->household, ranking->text.data, &ranking->area,
		ranking->diag);
}

/* ---- who may be taken ---- */

/* The points of the n-th best, at least 1: how many have each number is counted first. */
static int nth_best(const struct ranking *ranking, size_t n_households, size_t n)
{
	int most = 1;
	size_t *have;
	int points;

	for (size_t i = 0; i < n_households; i++) {
		most = ranking->points[i] > most ? ranking->points[i] : most;
	}
	have = mq_alloc(((size_t)most + 1) * sizeof(*have));
	for (size_t i = 0; i < n_households; i++) {
		have[ranking->points[i]]++;
	}
	for (points = most; points > 1 && n > have[points]; points--) {
		n -= have[points];
	}
	free(have);
	return points;
}

static void find_candidates(struct ranking *ranking, size_t n)
{
	size_t n_households = mq_index_end(ranking->view->index, ranking->household);
	int least = nth_best(ranking, n_households, n) - ranking->duties->round.stairs.at_most;
	struct spots spots;
	size_t cap = 0;

	spots_find(ranking->view, &spots);
	least = least > 1 ? least : 1;
	for (size_t i = 0; i < n_households; i++) {
		if (ranking->points[i] < least) {
			continue;
		}
		ranking->candidates = mq_grow(ranking->candidates, &cap, ranking->n + 1,
			sizeof(*ranking->candidates));
		ranking->candidates[ranking->n++] = (struct candidate){
			.household = (mq_record_id)i, .points = ranking->points[i],
			.spot = spot_of(&spots, (mq_record_id)i), .way = INT_MAX,
		};
	}
}

/* ---- one after another ---- */

static size_t best_left(const struct ranking *ranking)
{
	bool first = ranking->n_taken == 0;
	size_t best = ranking->n;
	int most = INT_MIN;

	for (size_t i = 0; i < ranking->n; i++) {
		const struct candidate *one = &ranking->candidates[i];
		int points = one->points - (first ? 0 : one->way);

		if (!one->taken && points > most) {
			most = points;
			best = i;
		}
	}
	return best;
}

static void take(struct ranking *ranking, size_t taken)
{
	const struct spot spot = ranking->candidates[taken].spot;

	ranking->candidates[taken].taken = true;
	ranking->order[ranking->n_taken++] = taken;
	for (size_t i = 0; i < ranking->n; i++) {
		struct candidate *one = &ranking->candidates[i];
		int way = stairs_between(&ranking->duties->round.stairs, &spot, &one->spot, NULL, NULL);

		if (!one->taken && way < one->way) {
			one->way = way;
			one->nearest = taken;
		}
	}
}

/* ---- what is told ---- */

static void add_reasons(struct ranking *ranking, const struct candidate *one, bool first,
	struct mq_round *round, struct mq_round_stop *stop)
{
	const struct mq_round_rules *rules = &ranking->duties->round;

	stop->reasons = mq_arena_alloc(&round->arena,
		(rules->n_terms + 1) * sizeof(*stop->reasons));
	for (size_t i = 0; i < rules->n_terms; i++) {
		if (ranking->terms[one->household] >> i & 1) {
			stop->reasons[stop->n_reasons++] = (struct mq_round_reason){
				mq_arena_strdup(&round->arena, term_label(&rules->terms[i])),
				rules->terms[i].points};
		}
	}
	if (!first && one->way > 0) {
		struct mq_round_reason *reason = &stop->reasons[stop->n_reasons++];

		reason->points = -stairs_between(&rules->stairs, &one->spot,
			&ranking->candidates[one->nearest].spot, &round->arena, &reason->label);
	}
	for (size_t i = 0; i < stop->n_reasons; i++) {
		stop->points += stop->reasons[i].points;
	}
}

static void tell_stops(struct ranking *ranking, struct mq_round *round)
{
	mq_record_id *way = mq_alloc((ranking->n_taken + 1) * sizeof(*way));

	round->stops = mq_arena_alloc(&round->arena,
		(ranking->n_taken + 1) * sizeof(*round->stops));
	for (size_t i = 0; i < ranking->n_taken; i++) {
		way[i] = ranking->candidates[ranking->order[i]].household;
	}
	mq_round_walk(ranking->view, way, ranking->n_taken);
	for (size_t i = 0; i < ranking->n_taken; i++) {
		const struct candidate *one = &ranking->candidates[ranking->order[i]];
		size_t at = 0;

		while (way[at] != one->household) {
			at++;
		}
		round->stops[at] = (struct mq_round_stop){.household = one->household, .rank = i + 1};
		add_reasons(ranking, one, i == 0, round, &round->stops[at]);
	}
	round->n_stops = ranking->n_taken;
	free(way);
}

/* "from:household (where) -(except) ((a) or (b))" */
static void tell_pressing(struct ranking *ranking, struct mq_round *round)
{
	const struct mq_round_rules *rules = &ranking->duties->round;
	struct mq_buf text = {0};

	query_from(ranking->view->schema, ranking->household, &text);
	add_whom(ranking, ranking->post, &text);
	for (size_t i = 0; i < rules->n_terms; i++) {
		mq_buf_addf(&text, "%s(%s)", i ? " or " : " (",
			term_text(ranking, &rules->terms[i]));
	}
	mq_buf_adds(&text, rules->n_terms ? ")" : "");
	round->pressing = mq_arena_strdup(&round->arena, text.data);
	mq_buf_release(&text);
	for (size_t i = 0; i < mq_index_end(ranking->view->index, ranking->household); i++) {
		round->n_pressing += ranking->points[i] > 0;
	}
}

static void make_round(struct ranking *ranking, size_t n, struct mq_round *round)
{
	find_candidates(ranking, n);
	ranking->order = mq_alloc((n + 1) * sizeof(*ranking->order));
	while (ranking->n_taken < n && ranking->n_taken < ranking->n) {
		take(ranking, best_left(ranking));
	}
	tell_stops(ranking, round);
	tell_pressing(ranking, round);
	free(ranking->candidates);
	free(ranking->order);
}

enum mq_err mq_round_rank(const struct mq_view *view, const struct mq_duties *duties,
	const struct mq_person *person, size_t n, struct mq_round *round, struct mq_diag *diag)
{
	struct ranking ranking = {.view = view, .duties = duties, .diag = diag,
		.household = mq_schema_kind(view->schema, "household"),
		.post = person ? mq_person_post(person, view->today) : NULL};
	enum mq_err err;
	size_t n_households;

	*round = (struct mq_round){0};
	if (ranking.household == MQ_NO_KIND) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("duties need the kinds and fields of visits that are shipped"));
	}
	n_households = mq_index_end(view->index, ranking.household);
	ranking.points = mq_alloc((n_households + 1) * sizeof(*ranking.points));
	ranking.terms = mq_alloc((n_households + 1) * sizeof(*ranking.terms));
	err = find_area(&ranking, person);
	if (err == MQ_OK) {
		err = give_all(&ranking);
	}
	if (err == MQ_OK) {
		make_round(&ranking, n ? n : duties->round.size, round);
	}
	mq_set_free(ranking.area);
	mq_buf_release(&ranking.text);
	free(ranking.points);
	free(ranking.terms);
	return err;
}

void mq_round_release(struct mq_round *round)
{
	mq_arena_release(&round->arena);
	*round = (struct mq_round){0};
}
