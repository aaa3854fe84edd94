/*
 * What changes on which day is told as who asks anew each day finds it: of random
 * questions, of every derived tag, and of those that make it hard to tell.
 *
 * MINQING_SEED draws other questions than the usual ones.
 */
#include "property/shrink.h"

enum {
	N_QUESTIONS = 160,
	N_DAYS = 31,	/* the first of a month is among them */
};

static enum mq_truth sets_say(const struct mq_answer *answer, mq_record_id id)
{
	return mq_set_has(answer->yes, id) ? MQ_TRUE
		: mq_set_has(answer->possible, id) ? MQ_UNKNOWN : MQ_FALSE;
}

static void ask_on(const struct world *world, mq_kind_id kind, const char *text, size_t len,
	unsigned day, struct mq_answer *answer)
{
	struct mq_view view = world->view;
	struct mq_query *query = NULL;
	struct mq_diag diag = {0};

	view.today += (mq_day)day;
	view.cache = NULL;
	assert_ok(mq_query_new(world->schema, kind, view.today, MQ_QUERY_WHOLE, text, len, &query,
		&diag), &diag);
	assert_ok(mq_query_answer(query, &view, answer, NULL, &diag), &diag);
	mq_query_free(query);
}

/* The next turn where it is this one. */
static bool is_told(const struct mq_turns *turns, size_t *at, mq_day day, mq_record_id id,
	enum mq_truth was, enum mq_truth now)
{
	const struct mq_turn *turn = turns->turns + *at;

	if (*at == turns->n || turn->day != day || turn->id != id || turn->was != was ||
	    turn->now != now) {
		return false;
	}
	(*at)++;
	return true;
}

/* How many changes are told otherwise than day after day has them; n_all counts these. */
static size_t differences(const struct world *world, mq_kind_id kind, const char *text, size_t len,
	size_t *n_all)
{
	struct mq_turns turns;
	struct mq_diag diag = {0};
	struct mq_answer was = {0};
	size_t wrong = 0;
	size_t at = 0;

	assert_ok(mq_query_turns(&world->view, kind, text, len, N_DAYS, &turns, &diag), &diag);
	*n_all += turns.n;
	ask_on(world, kind, text, len, 0, &was);
	for (unsigned day = 1; day <= N_DAYS; day++) {
		struct mq_answer now = {0};

		ask_on(world, kind, text, len, day, &now);
		for (mq_record_id id = 0; id <= world->n[kind]; id++) {
			enum mq_truth before = sets_say(&was, id);
			enum mq_truth after = sets_say(&now, id);

			wrong += before != after && !is_told(&turns, &at,
				world->today + (mq_day)day, id, before, after);
		}
		mq_answer_release(&was);
		was = now;
	}
	wrong += turns.n - at;
	if (wrong > 0) {
		print_error("%zu wrong of %zu: %.*s\n", wrong, turns.n, (int)len, text);
	}
	mq_answer_release(&was);
	mq_turns_release(&turns);
	return wrong;
}

static size_t n_mistold(struct world *world, const char *kind_name, size_t n, size_t *n_all)
{
	mq_kind_id kind = world_kind(world, kind_name);
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct question question;

		question_init(&question, world, seed_of(i), kind);
		wrong += differences(world, kind, question.text.data, question.text.len, n_all) > 0;
		question_release(&question);
	}
	return wrong;
}

static void random_questions_turn_when_asking_each_day_says_so(void **state)
{
	size_t n_all = 0;

	assert_int_equal(n_mistold(*state, "resident", N_QUESTIONS, &n_all), 0);
	assert_int_equal(n_mistold(*state, "household", N_QUESTIONS / 4, &n_all), 0);
	assert_int_equal(n_mistold(*state, "dwelling", N_QUESTIONS / 8, &n_all), 0);
	assert_int_equal(n_mistold(*state, "visit", N_QUESTIONS / 10, &n_all), 0);
	assert_true(n_all > 200);
}

static void every_tag_turns_when_asking_each_day_says_so(void **state)
{
	struct world *world = *state;
	size_t n_all = 0;
	size_t wrong = 0;

	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;

		if (field->expression) {
			wrong += differences(world, field->kind, field->id, strlen(field->id), &n_all);
		}
	}
	assert_int_equal(wrong, 0);
	assert_true(n_all > 200);
}

/* Dates in every place where they can stand. */
static const char *const texts[] = {
	"", "age>=80", "age!=60..79", "birth_date:80y..89y", "visits.none(visit_time>=-30d)",
	"visits.count(visit_time>=-90d)=1..2", "visits.max(visit_time)>=-30d",
	"visits.min(visit_time)<-700d", "household.min(age)>=60", "household.others.max(age):20..50",
	"all_elderly", "not all_elderly or age<18", "empty_nest lives_alone:?",
	"household.others.any(age>^age)", "household.others.none(^(age>=80) and age<18)",
	"household.any(visits.any(visit_time<^^birth_date or visit_time>=-20d))",
	"building.any(age>=100)", "committee.count(age>=100)>3", "unit.others.all(age<90)",
	"household.all(age>=60 or ^(has_minor))", "visits.any(visit_time:本月)", "birth_date:今年",
	"residence_since:1y..2y", "@not_visited", "@old_alone(65)",
	"household.all(elder_80=^aged_alone)",
};

static void dates_turn_in_every_place_where_they_can_stand(void **state)
{
	struct world *world = *state;
	mq_kind_id kind = world_kind(world, "resident");
	size_t n_all = 0;
	size_t wrong = 0;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		wrong += differences(world, kind, texts[i], strlen(texts[i]), &n_all);
	}
	assert_int_equal(wrong, 0);
	assert_true(n_all > 200);
}

static void nobody_is_told_of_whom_an_officer_may_not_see(void **state)
{
	struct world *world = *state;
	struct mq_set *left[MQ_KINDS_MAX] = {0};
	struct dice dice = {first_seed()};
	size_t n_all = 0;
	size_t wrong;

	world_hide(world, &dice, 25, left);
	wrong = n_mistold(world, "resident", N_QUESTIONS / 5, &n_all);
	world_show_all(world, left);
	assert_int_equal(wrong, 0);
}

static void too_far_ahead_is_refused(void **state)
{
	struct world *world = *state;
	struct mq_turns turns;
	struct mq_diag diag = {0};

	assert_int_equal(mq_query_turns(&world->view, world_kind(world, "resident"), "", 0,
		MQ_TURNS_DAYS_MAX + 1, &turns, &diag), MQ_ERR_LIMIT);
	mq_turns_release(&turns);
	mq_diag_release(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_questions_turn_when_asking_each_day_says_so),
		cmocka_unit_test(every_tag_turns_when_asking_each_day_says_so),
		cmocka_unit_test(dates_turn_in_every_place_where_they_can_stand),
		cmocka_unit_test(nobody_is_told_of_whom_an_officer_may_not_see),
		cmocka_unit_test(too_far_ahead_is_refused),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
