#include "work/street.h"

#include <assert.h>

typedef enum mq_err (*plan_fn)(struct street *street, const char *const *words, size_t n,
	struct mq_plan *plan);

static struct mq_whom whom(const struct street *street, const char *key)
{
	mq_kind_id kind = mq_schema_kind(street->schema, key[0] == 'H' ? "household" : "resident");

	return (struct mq_whom){kind, mq_index_find(street->view.index, kind, mq_slice_str(key))};
}

static enum mq_err plan_add(struct street *street, const char *const *words, size_t n,
	struct mq_plan *plan)
{
	return mq_service_plan(&street->view, whom(street, words[0]), words + 1, n - 1, plan,
		&street->diag);
}

static enum mq_err plan_end(struct street *street, const char *const *words, size_t n,
	struct mq_plan *plan)
{
	return mq_service_end_plan(&street->view, words[0], words + 1, n - 1, plan, &street->diag);
}

static enum mq_err plan_pair(struct street *street, const char *const *words, size_t n,
	struct mq_plan *plan)
{
	return mq_service_pair_plan(&street->view, street->config, whom(street, words[0]), words[1],
		words + 2, n - 2, plan, &street->diag);
}

static enum mq_err plan_done(struct street *street, const char *const *words, size_t n,
	struct mq_plan *plan)
{
	return mq_service_done_plan(&street->view, street->config, words[0], words + 1, n - 1, plan,
		&street->diag);
}

static enum mq_err try(struct street *street, plan_fn make, const char *said, struct mq_plan *plan)
{
	char *text = mq_strdup(said);
	const char *words[16];
	size_t n = street_words(text, words, 16);
	enum mq_err err;

	mq_diag_release(&street->diag);
	*plan = (struct mq_plan){0};
	street_look(street);
	err = make(street, words, n, plan);
	mq_register_look_away(street->reg);
	err = err == MQ_OK ? street_act(street, plan) : err;
	free(text);
	return err;
}

static struct mq_plan done(struct street *street, plan_fn make, const char *said)
{
	struct mq_plan plan;

	if (try(street, make, said, &plan) != MQ_OK) {
		mq_diag_print(&street->diag, "test: ", stderr);
		fail_msg("refused: %s", said);
	}
	return plan;
}

static void refused(struct street *street, plan_fn make, const char *said, const char *says)
{
	struct mq_plan plan;

	assert_int_not_equal(try(street, make, said, &plan), MQ_OK);
	if (!street_says(street, says)) {
		mq_diag_print(&street->diag, "test: ", stderr);
		fail_msg("'%s' does not say '%s'", said, says);
	}
	mq_plan_release(&plan);
}

static void a_line_is_begun_once_and_ended_once(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = done(street, plan_add, "P1 item=助餐 provider=食堂 amount=300 review=2026-09-01");

	assert_string_equal(plan.key, "P1/meal/2026-03-01");
	mq_plan_release(&plan);
	plan = done(street, plan_add, "P1 item=meal");
	assert_true(plan.there);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_open service_amount=300"), 1);
	refused(street, plan_end, "P1/meal/2026-03-01", "reason=");
	refused(street, plan_end, "P1/meal/2026-03-01 reason=self to=2026-02-01", "before it begins");
	refused(street, plan_end, "P1/chat/2026-03-01 reason=self", "P1/chat");
	plan = done(street, plan_end, "P1/meal/2026-03-01 reason=self");
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_open"), 0);
	assert_int_equal(street_hits(street, "service", "service_end_reason:self "
		"service_to=2026-03-01 service_provider=食堂"), 1);
	plan = done(street, plan_end, "P1/meal/2026-03-01 reason=death");
	assert_true(plan.there);
	mq_plan_release(&plan);
	street_verify(street);
}

/* Days of a line of meals, and whether one from 10 to 20 January overlaps it. */
static const struct {
	const char *from, *to, *more;
	bool overlaps;
} lines[] = {
	{"2026-01-01", "2026-01-09", "", false}, {"2026-01-01", "2026-01-10", "", true},
	{"2026-01-20", "2026-02-01", "", true}, {"2026-01-21", "2026-02-01", "", false},
	{"2026-01-12", "2026-01-13", "", true}, {"2026-01-12", "2026-01-13", " state=refused", false},
	{"2026-01-12", "2026-01-13", " state=told", false}, {"2026-01-12", "2026-01-12", " cycle=once", false},
	{"2026-01-12", "2026-01-13", " state=ended", true},
};

static void the_same_thing_given_twice_on_a_day_is_noted(void **state)
{
	static const char *const people[] = {"P1", "P2", "P3", "P4", "P5", "P6", "H1", "H2", "H3"};
	struct street *street = *state;

	static_assert(MQ_LENGTH(people) == MQ_LENGTH(lines), "a line each");
	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		char *said = mq_format("%s item=meal from=%s to=%s%s", people[i], lines[i].from,
			lines[i].to, lines[i].more);
		struct mq_plan plan = done(street, plan_add, said);

		mq_plan_release(&plan);
		free(said);
		said = mq_format("%s item=meal from=2026-01-10 to=2026-01-20", people[i]);
		plan = done(street, plan_add, said);
		if (street_notes(&plan, "given already") != lines[i].overlaps) {
			fail_msg("%s..%s%s", lines[i].from, lines[i].to, lines[i].more);
		}
		mq_plan_release(&plan);
		free(said);
	}
	refused(street, plan_add, "P1 item=frob", "frob");
	refused(street, plan_add, "P1 item=chat service_id=x", "service_id");
	refused(street, plan_add, "P1 item=chat household=1", "household");
	refused(street, plan_add, "P1 provider=x", "item=");
	refused(street, plan_add, "P1 item=chat from=2026-01-02 to=2026-01-01", "before it begins");
	refused(street, plan_add, "P1 item=chat until=2026-01-01", "until");
}

static void write_providers(struct street *street, const char *text)
{
	char *path = mq_format("%s/providers.yaml", street->config);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	free(path);
}

static const char two_providers[] =
	"needs: {meal: 'age>=60', chat: 'age>=80'}\n"
	"providers:\n"
	"  食堂: {kind: firm, offers: [meal], capacity: 1, where: 'address:阳曲路', review_months: 6}\n"
	"  志愿队: {kind: volunteer, offers: [chat, clean], capacity: 5}\n";

static void a_pairing_takes_a_place_and_there_are_no_more_than_there_are(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, two_providers);
	plan = done(street, plan_pair, "P1 食堂");
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_item:meal service_open "
		"service_provider=食堂 service_review=2026-09-01"), 1);
	refused(street, plan_pair, "P2 食堂", "1 of 1");
	plan = done(street, plan_pair, "P1 食堂");
	assert_true(plan.there);
	mq_plan_release(&plan);
	refused(street, plan_pair, "P2 志愿队", "item=");
	refused(street, plan_pair, "P2 志愿队 item=meal", "志愿队");
	refused(street, plan_pair, "P2 食唐", "食唐");
	plan = done(street, plan_end, "P1/meal/2026-03-01 reason=self to=2026-03-01");
	mq_plan_release(&plan);
	plan = done(street, plan_pair, "P2 食堂 review=2026-04-01");
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_review=2026-04-01"), 1);
}

/* What providers.yaml says of need and place holds for who is paired by hand, too. */
static void whom_a_provider_does_not_reach_or_who_has_no_need_is_paired_only_if_that_is_said(
	void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, two_providers);
	refused(street, plan_pair, "P6 志愿队 item=chat", "need");
	refused(street, plan_pair, "P6 志愿队 item=chat", "anyway");
	refused(street, plan_pair, "P4 食堂", "does not reach");
	assert_int_equal(street_hits(street, "service", ""), 0);
	plan = done(street, plan_pair, "P4 食堂 anyway");
	assert_true(street_notes(&plan, "does not reach"));
	assert_true(street_notes(&plan, "need"));
	mq_plan_release(&plan);
	plan = done(street, plan_pair, "H1 志愿队 item=chat");
	mq_plan_release(&plan);
	plan = done(street, plan_pair, "P6 志愿队 item=clean");	/* nobody says who needs that */
	assert_int_equal(plan.n_notes, 0);
	mq_plan_release(&plan);
}

static const char callers[] =
	"providers:\n"
	"  队: {kind: volunteer, offers: [chat], capacity: 9, first_days: 7, every_days: 14}\n"
	"  社: {kind: firm, offers: [clean], capacity: 9, first_days: 3}\n"
	"  店: {kind: firm, offers: [meal], capacity: 9, every_days: 5}\n";

static void a_pairing_waits_for_the_first_call(void **state)
{
	static const struct {
		const char *said, *next;
	} pairs[] = {
		{"P1 队", "service_next=2026-03-08"}, {"P2 队 next=2026-03-04", "service_next=2026-03-04"},
		{"P3 队 from=2026-02-01", "service_next=2026-03-08"},
		{"P4 队 from=2026-03-20", "service_next=2026-03-27"},
		{"P5 队 to=2026-03-08", "service_next=2026-03-08"},
		{"P6 队 to=2026-03-07", "service_next:?"}, {"P1 社", "service_next=2026-03-04"},
		{"P1 店", "service_next:?"},
	};
	struct street *street = *state;

	write_providers(street, callers);
	for (size_t i = 0; i < MQ_LENGTH(pairs); i++) {
		struct mq_plan plan = done(street, plan_pair, pairs[i].said);
		char *query = mq_format("service_id='%s' %s", plan.key, pairs[i].next);

		assert_int_equal(street_hits(street, "service", query), 1);
		assert_int_equal(street_notes(&plan, "first call by"), !strchr(pairs[i].next, '?'));
		mq_plan_release(&plan);
		free(query);
	}
	refused(street, plan_pair, "P2 社 next=frob", "frob");
}

/* Tick off calls and say what the line waits for then. */
static void call(struct street *street, const char *said, const char *notes, const char *query)
{
	struct mq_plan plan = done(street, plan_done, said);

	assert_false(plan.there);
	assert_true(street_notes(&plan, notes));
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", query), 1);
}

static void is_there(struct street *street, const char *said, const char *query)
{
	struct mq_plan plan = done(street, plan_done, said);

	assert_true(plan.there);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", query), 1);
}

static void each_call_waits_for_the_next_until_the_line_ends(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	plan = done(street, plan_pair, "P1 队 from=2026-02-01 to=2026-03-20 next=2026-02-20");
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "call_due"), 1);
	refused(street, plan_done, "P1/chat/2026-02-01 done=2026-03-02", "to come");
	refused(street, plan_done, "P1/chat/2026-02-01 done=2026-01-31", "before the service");
	refused(street, plan_done, "P1/chat/2026-02-02", "P1/chat/2026-02-02");
	call(street, "P1/chat/2026-02-01 done=2026-02-20", "2026-03-06",
		"service_done=2026-02-20 service_next=2026-03-06 not call_due");
	is_there(street, "P1/chat/2026-02-01 done=2026-02-20", "service_next=2026-03-06");
	is_there(street, "P1/chat/2026-02-01 done=2026-02-10", "service_done=2026-02-20");
	call(street, "P1/chat/2026-02-01 done=2026-02-20 next=2026-03-01", "2026-03-01",
		"service_done=2026-02-20 service_next=2026-03-01 call_due");
	call(street, "P1/chat/2026-02-01", "2026-03-15", "service_done=2026-03-01 "
		"service_next=2026-03-15");
	write_providers(street, "providers: {}\n");	/* it gives nothing any more */
	call(street, "P1/chat/2026-02-01 next=2026-03-19", "2026-03-19", "service_next=2026-03-19");
	plan = done(street, plan_end, "P1/chat/2026-02-01 reason=self");
	mq_plan_release(&plan);
	is_there(street, "P1/chat/2026-02-01", "service_state:ended service_done=2026-03-01");
	assert_int_equal(street_hits(street, "service", "call_due"), 0);
	street_verify(street);
}

/* It was made before the end, and is told after it. */
static void the_last_call_of_a_line_is_told_after_its_end(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	plan = done(street, plan_pair, "P1 队 from=2026-02-01");
	mq_plan_release(&plan);
	plan = done(street, plan_end, "P1/chat/2026-02-01 reason=self to=2026-02-20");
	mq_plan_release(&plan);
	refused(street, plan_done, "P1/chat/2026-02-01", "service pair");
	refused(street, plan_done, "P1/chat/2026-02-01 done=2026-02-21", "after the service ended");
	refused(street, plan_done, "P1/chat/2026-02-01 done=2026-02-20 next=2026-03-02", "next call");
	call(street, "P1/chat/2026-02-01 done=2026-02-20", "no further", "service_done=2026-02-20 "
		"service_next:? service_state:ended service_to=2026-02-20");
	plan = done(street, plan_add, "P2 item=chat state=told");
	mq_plan_release(&plan);
	refused(street, plan_done, "P2/chat/2026-03-01", "this one says");
	assert_false(street_says(street, "service pair"));
	street_verify(street);
}

static void days_of_calls_that_cannot_be_are_refused(void **state)
{
	static const struct {
		const char *said, *says;
	} pairs[] = {
		{"P1 队 next=2026-02-28", "before the service"},
		{"P1 队 from=2026-04-01 next=2026-03-20", "before the service"},
		{"P1 队 to=2026-03-20 next=2026-03-21", "after the service"},
		{"P1 队 done=2026-03-02", "to come"}, {"P1 队 done=2026-02-28", "before the service"},
		{"P1 队 from=2026-02-01 to=2026-02-10 done=2026-02-11", "after the service"},
		{"P1 队 from=2026-02-01 done=2026-02-11 next=2026-02-11", "not after"},
	}, calls[] = {
		{"next=2026-03-01", "not after"}, {"next=2026-02-28", "not after"},
		{"done=2026-02-10 next=2026-02-10", "not after"}, {"next=2026-03-21", "after the service"},
	};
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	for (size_t i = 0; i < MQ_LENGTH(pairs); i++) {
		refused(street, plan_pair, pairs[i].said, pairs[i].says);
	}
	refused(street, plan_add, "P1 item=meal next=2026-02-28", "before the service");
	refused(street, plan_add, "P1 item=meal done=2026-03-02", "to come");
	plan = done(street, plan_pair, "P1 队 from=2026-02-01 to=2026-03-20 done=2026-02-02");
	mq_plan_release(&plan);
	for (size_t i = 0; i < MQ_LENGTH(calls); i++) {
		char *said = mq_format("P1/chat/2026-02-01 %s", calls[i].said);

		refused(street, plan_done, said, calls[i].says);
		free(said);
	}
	call(street, "P1/chat/2026-02-01 next=2026-03-20", "2026-03-20", "service_next=2026-03-20");
}

static void what_is_not_received_or_done_once_waits_for_no_call(void **state)
{
	static const struct {
		const char *said, *next;
	} pairs[] = {
		{"P1 队 state=told", "?"}, {"P2 队 state=已申请", "?"}, {"P3 队 cycle=once", "?"},
		{"P4 队 state=享受中", "2026-03-08"}, {"P5 队 cycle=month", "2026-03-08"},
		{"P6 队 state=told next=2026-03-09", "2026-03-09"}, {"P7 队 to=2026-03-02", "?"},
	};
	struct street *street = *state;

	write_providers(street, callers);
	for (size_t i = 0; i < MQ_LENGTH(pairs); i++) {
		struct mq_plan plan = done(street, plan_pair, pairs[i].said);
		char *query = mq_format("service_id='%s' service_next:%s", plan.key, pairs[i].next);

		assert_int_equal(street_hits(street, "service", query), 1);
		assert_int_equal(street_notes(&plan, "no call is waited for"),
			pairs[i].next[0] == '?');
		mq_plan_release(&plan);
		free(query);
	}
}

static void what_is_told_of_a_call_that_is_there_is_not_lost_unsaid(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	plan = done(street, plan_pair, "P1 队");
	mq_plan_release(&plan);
	call(street, "P1/chat/2026-03-01", "next call", "service_done=2026-03-01");
	plan = done(street, plan_done, "P1/chat/2026-03-01 evidence=签到表");
	assert_true(plan.there);
	assert_true(street_notes(&plan, "not entered"));
	mq_plan_release(&plan);
	plan = done(street, plan_done, "P1/chat/2026-03-01");
	assert_false(street_notes(&plan, "not entered"));
	mq_plan_release(&plan);
}

static void a_line_that_names_nobody_has_no_calls(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = done(street, plan_add, "P1 item=meal");

	mq_plan_release(&plan);
	refused(street, plan_done, "P1/meal/2026-03-01", "service pair");
	plan = done(street, plan_add, "P2 item=meal next=2026-03-05");
	mq_plan_release(&plan);
	write_providers(street, callers);
	call(street, "P2/meal/2026-03-01", "no further", "service_done=2026-03-01");
}

static void a_call_and_an_end_change_nothing_else_of_the_line(void **state)
{
	static const char *const others[] = {"item=meal", "provider=店", "from=2026-01-01",
		"state=told", "amount=9", "review=2026-04-01", "told_on=2026-02-02"};
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	plan = done(street, plan_pair, "P1 队 from=2026-02-01");
	mq_plan_release(&plan);
	for (size_t i = 0; i < MQ_LENGTH(others); i++) {
		char *said = mq_format("P1/chat/2026-02-01 reason=self %s", others[i]);

		refused(street, plan_end, said, "reason=error");
		free(said);
		said = mq_format("P1/chat/2026-02-01 %s", others[i]);
		refused(street, plan_done, said, "it takes done, next, evidence");
		free(said);
	}
	refused(street, plan_done, "P1/chat/2026-02-01 to=2026-04-01", "service_to");
	refused(street, plan_end, "P1/chat/2026-02-01 reason=self next=2026-04-01", "service_next");
	call(street, "P1/chat/2026-02-01 evidence=签到表", "next call", "service_evidence:签到表");
	plan = done(street, plan_end, "P1/chat/2026-02-01 reason=self evidence=来电");
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_evidence:来电 service_item:chat"), 1);
}

static void after_the_last_call_none_is_waited_for(void **state)
{
	struct street *street = *state;
	struct mq_plan plan;

	write_providers(street, callers);
	plan = done(street, plan_pair, "P1 社");
	mq_plan_release(&plan);
	call(street, "P1/clean/2026-03-01", "no further", "service_item:clean service_next:?");
	plan = done(street, plan_pair, "P1 队 to=2026-03-10");
	mq_plan_release(&plan);
	call(street, "P1/chat/2026-03-01", "no further", "service_item:chat service_next:?");
	plan = done(street, plan_add, "P2 item=meal provider=无名 next=2026-03-02");
	mq_plan_release(&plan);
	call(street, "P2/meal/2026-03-01", "no further", "service_item:meal service_next:?");
}

static void what_was_ended_today_is_begun_once_more_today(void **state)
{
	struct street *street = *state;
	struct mq_plan plan = done(street, plan_add, "P1 item=chat");

	mq_plan_release(&plan);
	plan = done(street, plan_end, "P1/chat/2026-03-01 reason=error");
	mq_plan_release(&plan);
	plan = done(street, plan_add, "P1 item=chat");
	assert_false(plan.there);
	assert_string_equal(plan.key, "P1/chat/2026-03-01.2");
	mq_plan_release(&plan);
	plan = done(street, plan_add, "P1 item=chat");
	assert_true(plan.there);
	mq_plan_release(&plan);
	assert_int_equal(street_hits(street, "service", "service_item:chat service_open"), 1);
}

static void who_needs_something_is_proposed_who_gives_it_there(void **state)
{
	struct street *street = *state;
	struct mq_providers providers;
	struct mq_pairings pairings = {0};

	write_providers(street, two_providers);
	street_look(street);
	assert_int_equal(mq_providers_read(street->config, street->schema, street->today, &providers,
		&street->diag), MQ_OK);
	assert_int_equal(mq_service_match(&street->view, &providers,
		street->view.universe[mq_schema_kind(street->schema, "resident")], 10, &pairings,
		&street->diag), MQ_OK);
	assert_int_equal(pairings.n, 3);	/* one meal of three, two of company */
	assert_int_equal(pairings.unplaced, 2);
	assert_int_equal(pairings.pairings[0].provider, 0);
	assert_int_equal(pairings.pairings[0].left, 0);
	assert_int_equal(pairings.pairings[1].provider, 1);
	assert_int_equal(pairings.pairings[2].left, 3);
	assert_non_null(strstr(pairings.pairings[1].why, "80"));
	mq_pairings_release(&pairings);
	mq_providers_release(&providers);
	mq_register_look_away(street->reg);
}

static void a_file_of_providers_is_refused_with_every_fault(void **state)
{
	struct street *street = *state;
	static const struct {
		const char *text, *says;
	} files[] = {
		{"needs: {frob: 'age>=60'}\n", "frob"}, {"needs: {meal: 'agee>=60'}\n", "agee"},
		{"providers: {a: {kind: firm, offers: [meal], capacity: 1, "
			"where: 'from:household household_kind:*'}}\n", "does not ask about"},
		{"providers: {a: {kind: frob, offers: [meal], capacity: 1}}\n", "frob"},
		{"providers: {a: {kind: firm, offers: [frob], capacity: 1}}\n", "frob"},
		{"providers: {a: {kind: firm, offers: [meal], capacity: -1}}\n", "capacity"},
		{"providers: {a: {kind: firm, offers: [meal]}}\n", "capacity"},
		{"providers: {a: {kind: firm, offers: [meal], capacity: 1, first_days: 400}}\n",
			"first_days"},
		{"providers: {a: {kind: firm, offers: [meal], capacity: 1, every_days: x}}\n", "x"},
		{"providers: {a: {kind: firm, offers: [meal], capacity: 1, where: 'x>1'}}\n", "x"},
	};

	for (size_t i = 0; i < MQ_LENGTH(files); i++) {
		mq_diag_release(&street->diag);
		write_providers(street, files[i].text);
		assert_int_equal(mq_visit_check_config(street->config, street->schema, &street->diag),
			MQ_ERR_CONFIG);
		if (!street_says(street, files[i].says)) {
			fail_msg("%s", files[i].text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		street_test(a_line_is_begun_once_and_ended_once),
		street_test(the_same_thing_given_twice_on_a_day_is_noted),
		street_test(a_pairing_takes_a_place_and_there_are_no_more_than_there_are),
		street_test(
			whom_a_provider_does_not_reach_or_who_has_no_need_is_paired_only_if_that_is_said),
		street_test(a_pairing_waits_for_the_first_call),
		street_test(each_call_waits_for_the_next_until_the_line_ends),
		street_test(the_last_call_of_a_line_is_told_after_its_end),
		street_test(days_of_calls_that_cannot_be_are_refused),
		street_test(what_is_not_received_or_done_once_waits_for_no_call),
		street_test(what_is_told_of_a_call_that_is_there_is_not_lost_unsaid),
		street_test(a_line_that_names_nobody_has_no_calls),
		street_test(a_call_and_an_end_change_nothing_else_of_the_line),
		street_test(after_the_last_call_none_is_waited_for),
		street_test(what_was_ended_today_is_begun_once_more_today),
		street_test(who_needs_something_is_proposed_who_gives_it_there),
		street_test(a_file_of_providers_is_refused_with_every_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
