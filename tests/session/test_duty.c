/* How duties stand, and that each figure is the hits of its question. */
#include "session/office.h"

#include <minqing/office.h>
#include <minqing/register.h>

static const char staff_yaml[] =
	"roles:\n"
	"  cadre: {zh: 机关干部}\n"
	"  committee_cadre: {zh: 居民区干部}\n"
	"  social_worker: {zh: 社工, en: social worker}\n"
	"staff:\n"
	"  ming: {name: 王明, role: social_worker, posts: [{area: 'committee:310106021001', from: 2020-01-01}]}\n"
	"  minghua: {name: 王明华, role: social_worker, posts: [\n"
	"    {area: 'committee:310106021001', from: 2020-01-01, to: 2026-02-10},\n"
	"    {area: 'committee:310106021002 or floor>=3', from: 2026-02-11}]}\n"
	"  dot: {name: A.B/c, role: cadre, account: nobody-here, posts: [{from: 2020-01-01}]}\n"
	"  gone: {name: 社工03, role: social_worker, posts: [{area: '', from: 2020-01-01, to: 2026-02-28}]}\n"
	"  away: {name: 社工04, role: social_worker, posts: [{area: 'lane=\"临汾路299弄\" or floor<=2',\n"
	"    from: 2020-01-01}], leave: [2026-02-20..2026-03-31]}\n";

/* Who was there, on which day, with what outcome. */
static const struct {
	const char *staff, *day, *outcome;
} visits[] = {
	{"王明", "2026-03-01", "met"}, {"王明华", "2026-03-01", "met"},
	{"王明、王明华", "2026-03-01", "met"}, {"王明，社工04", "2026-02-28", "phone_ok"},
	{" 王明 ; 王明华 ", "2026-02-27", "met"}, {"A.B/c", "2026-02-25", "met"},
	{"AxB/c", "2026-02-25", "met"}, {"王明", NULL, "met"}, {"王明", "2026-03-01", NULL},
	{"王明", "2026-03-01", "not_home"}, {"王明、", "2025-12-31", "met"},
	{NULL, "2026-03-01", "met"}, {"社工03", "2026-02-28", "met"},
};

static void set(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	const char *text, struct mq_record_value *values, size_t *n)
{
	if (text) {
		values[(*n)++] = (struct mq_record_value){
			mq_schema_field(schema, kind, name, strlen(name)), mq_slice_str(text)};
	}
}

/* Each of the visits is to another household. */
static void add_visits(const char *dir)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_register *reg;
	const struct mq_schema *schema;
	mq_kind_id kind;

	assert_int_equal(mq_register_open(dir, false, &reg, NULL), MQ_OK);
	schema = mq_register_schema(reg);
	kind = mq_schema_kind(schema, "visit");
	for (size_t i = 0; i < 3 * MQ_LENGTH(visits); i++) {
		size_t which = i % MQ_LENGTH(visits);
		struct mq_record_value values[6];
		struct mq_change change = {.kind = kind, .id = MQ_NO_RECORD, .values = values};
		char key[16];
		char household[16];

		snprintf(key, sizeof(key), "T%03zu", i);
		snprintf(household, sizeof(household), "%zu", i * 3);
		set(schema, kind, "visit_key", key, values, &change.n_values);
		set(schema, kind, "household", household, values, &change.n_values);
		set(schema, kind, "visit_staff", visits[which].staff, values, &change.n_values);
		set(schema, kind, "visit_time", visits[which].day, values, &change.n_values);
		set(schema, kind, "visit_outcome", visits[which].outcome, values, &change.n_values);
		assert_int_equal(mq_register_act(reg, &act, &change, 1, NULL), MQ_OK);
	}
	mq_register_close(reg);
}

static void write_file(const struct office *office, const char *name, const char *text)
{
	char *path = mq_format("%s/config/%s", office->reg, name);
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static int duty_open(void **state)
{
	struct office *office;
	char *config;

	office_open(state);
	office = *state;
	config = mq_format("%s/xdg", office->dir);
	setenv("XDG_CONFIG_HOME", config, 1);
	free(config);
	mq_session_close(office->session);
	write_file(office, "staff.yaml", staff_yaml);
	add_visits(office->reg);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag),
		MQ_OK);
	return 0;
}

static struct mq_duty_status status_of(struct office *office, const char *person, const char *by)
{
	struct mq_duty_status status;

	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_duty_status(office->session, person, by, &status,
		&office->diag), MQ_OK);
	return status;
}

/* Of one duty, by the person's id or the place's name. */
static const struct mq_duty_line *line_of(const struct mq_duty_status *status, const char *duty,
	const char *name)
{
	for (size_t i = 0; i < status->n_lines; i++) {
		const struct mq_duty_line *line = &status->lines[i];

		if (strcmp(line->duty, duty) == 0 &&
		    strcmp(line->person ? line->person : line->name, name) == 0) {
			return line;
		}
	}
	return NULL;
}

static void assert_hits(struct office *office, const char *query, uint64_t figure)
{
	if (query && office_hits(office, query) != figure) {
		fail_msg("%s: %llu hits, not %llu", query,
			(unsigned long long)office->reply.hits, (unsigned long long)figure);
	}
}

static void assert_figures_are_hits(struct office *office, const char *person, const char *by)
{
	struct mq_duty_status status = status_of(office, person, by);

	assert_true(status.n_lines > 0);
	for (size_t i = 0; i < status.n_lines; i++) {
		const struct mq_duty_line *line = &status.lines[i];

		assert_hits(office, line->done, line->periods[0].done);
		assert_hits(office, line->last, line->periods[1].done);
		assert_hits(office, line->required, line->periods[0].required);
		assert_hits(office, line->not_reached, line->open);
	}
	mq_duty_status_release(&status);
}

static void each_figure_is_the_hits_of_its_question(void **state)
{
	static const char *const days[] = {"2026-03-01", "2026-02-10", "2024-12-30", "2026-01-01"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		setenv("MINQING_TODAY", days[i], 1);
		assert_figures_are_hits(office, NULL, NULL);
	}
	setenv("MINQING_TODAY", "2026-03-01", 1);
	assert_figures_are_hits(office, NULL, "committee");
	assert_figures_are_hits(office, NULL, "building");
	assert_figures_are_hits(office, "minghua", "unit");
}

static void a_visit_of_two_counts_for_both_and_no_name_within_another(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status = status_of(office, NULL, NULL);
	const struct mq_duty_line *ming = line_of(&status, "worker_month", "ming");
	const struct mq_duty_line *minghua = line_of(&status, "worker_month", "minghua");
	const struct mq_duty_line *dot = line_of(&status, "cadre_week", "dot");

	assert_int_equal(ming->periods[0].done, 6);
	assert_int_equal(ming->periods[1].done, 6);
	assert_int_equal(ming->periods[2].done, 0);
	assert_int_equal(minghua->periods[0].done, 6);
	assert_int_equal(minghua->periods[1].done, 3);
	assert_int_equal(dot->periods[0].done, 3);
	assert_int_equal(dot->left, 0);
	mq_duty_status_release(&status);
}

static void who_left_or_is_away_owes_what_they_were_there_for(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status = status_of(office, NULL, NULL);
	const struct mq_duty_line *away = line_of(&status, "worker_month", "away");

	assert_null(line_of(&status, "worker_month", "gone"));
	assert_int_equal(away->periods[0].required, 0);
	assert_int_equal(away->periods[1].required, 20);	/* 19 of 28 days of 30: 20.36 */
	assert_int_equal(away->days_left, 22);
	mq_duty_status_release(&status);
	setenv("MINQING_TODAY", "2026-02-28", 1);
	status = status_of(office, "gone", NULL);
	assert_int_equal(line_of(&status, "worker_month", "gone")->periods[0].required, 30);
	assert_non_null(line_of(&status, "elder_month", "gone"));
	mq_duty_status_release(&status);
	setenv("MINQING_TODAY", "2026-03-01", 1);
}

static void officer_and_supervisor_count_the_same(void **state)
{
	struct office *office = *state;
	struct mq_duty_status all = status_of(office, NULL, NULL);
	struct mq_duty_status own = status_of(office, "王明华", NULL);

	assert_int_equal(own.n_lines, 3);
	for (size_t i = 0; i < own.n_lines; i++) {
		const struct mq_duty_line *theirs = line_of(&all, own.lines[i].duty, "minghua");

		assert_memory_equal(theirs->periods, own.lines[i].periods,
			sizeof(own.lines[i].periods));
		assert_int_equal(theirs->left, own.lines[i].left);
		assert_string_equal(theirs->done, own.lines[i].done);
	}
	mq_duty_status_release(&all);
	mq_duty_status_release(&own);
}

/* ---- the supervisor's sets are the officer's ---- */

enum { ASKED_MAX = OFFICE_RESIDENTS * 2 };

/* How often a household or resident is among the hits of a query, added. */
static void add_hits(struct office *office, const char *query, unsigned times[ASKED_MAX])
{
	const struct mq_page page = {0};
	mq_record_id *ids;
	size_t n;

	assert_int_equal(office_ask(office, query, false), MQ_OK);
	assert_int_equal(mq_session_ids(office->session, &page, &ids, &n, &office->diag), MQ_OK);
	for (size_t i = 0; i < n; i++) {
		assert_true(ids[i] < ASKED_MAX);
		times[ids[i]]++;
	}
	free(ids);
}

/* Those of one duty, person by person or place by place; the line of all together left out. Returns
 * what they owe. */
static uint32_t add_lines(struct office *office, const struct mq_duty_status *status,
	const char *duty, unsigned times[ASKED_MAX])
{
	uint32_t required = 0;

	memset(times, 0, ASKED_MAX * sizeof(*times));
	for (size_t i = 0; i < status->n_lines; i++) {
		const struct mq_duty_line *line = &status->lines[i];

		if (strcmp(line->duty, duty) == 0 && strcmp(line->name, "all together") != 0) {
			add_hits(office, line->done, times);
			required += line->periods[0].required;
		}
	}
	return required;
}

/* Place by place the same are reached as all together, each once, and of a count as person by person
 * by those whose duty it is; and what is owed is owed once. */
static void assert_same_sets(struct office *office, const char *duty, const char *by, bool count)
{
	static unsigned people[ASKED_MAX];
	static unsigned places[ASKED_MAX];
	static unsigned together[ASKED_MAX];
	struct mq_duty_status by_person = status_of(office, NULL, NULL);
	struct mq_duty_status by_place = status_of(office, NULL, by);
	const struct mq_duty_line *all = line_of(&by_place, duty, "all together");
	uint32_t owed = add_lines(office, &by_person, duty, people);
	uint32_t there = add_lines(office, &by_place, duty, places);

	memset(together, 0, sizeof(together));
	add_hits(office, all->done, together);
	for (size_t i = 0; i < ASKED_MAX; i++) {
		assert_int_equal(places[i], together[i]);
		if (count) {
			assert_int_equal(people[i] > 0, together[i]);
		}
	}
	assert_int_equal(all->periods[0].required, count ? owed : there);
	assert_true(there <= all->periods[0].required);
	mq_duty_status_release(&by_person);
	mq_duty_status_release(&by_place);
}

/* One officer place by place, and as the supervisor has them. */
static void assert_own_sets(struct office *office, const char *person, const char *duty,
	const char *by)
{
	static unsigned own[ASKED_MAX];
	static unsigned theirs[ASKED_MAX];
	struct mq_duty_status all = status_of(office, NULL, NULL);
	struct mq_duty_status places = status_of(office, person, by);
	const struct mq_duty_line *line = line_of(&all, duty, person);
	const struct mq_duty_line *together = line_of(&places, duty, "all together");

	memset(theirs, 0, sizeof(theirs));
	add_hits(office, line->done, theirs);
	add_lines(office, &places, duty, own);
	assert_memory_equal(own, theirs, sizeof(own));
	assert_memory_equal(together->periods, line->periods, sizeof(line->periods));
	assert_int_equal(together->open, line->open);
	assert_int_equal(together->left, line->left);
	mq_duty_status_release(&all);
	mq_duty_status_release(&places);
}

static void the_supervisors_and_the_officers_figures_are_the_same_sets(void **state)
{
	static const char *const days[] = {"2026-03-01", "2026-02-28", "2026-02-12"};
	static const char *const areas[] = {"committee", "building", "unit"};
	static const struct {
		const char *duty;
		bool count;
	} duties[] = {{"cadre_week", true}, {"worker_month", true}, {"every_household", false},
		{"elder_month", false}};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(days) * MQ_LENGTH(areas); i++) {
		const char *by = areas[i % MQ_LENGTH(areas)];

		setenv("MINQING_TODAY", days[i / MQ_LENGTH(areas)], 1);
		for (size_t j = 0; j < MQ_LENGTH(duties); j++) {
			assert_same_sets(office, duties[j].duty, by, duties[j].count);
		}
		assert_own_sets(office, "ming", "worker_month", by);
		assert_own_sets(office, "ming", "elder_month", by);
		assert_own_sets(office, "away", "worker_month", by);
		assert_own_sets(office, "dot", "cadre_week", by);
	}
	setenv("MINQING_TODAY", "2026-03-01", 1);
}

/* Who works in one place owes there; who works in several owes in none of them. */
static void what_is_owed_is_owed_where_somebody_works(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status = status_of(office, NULL, "committee");
	uint32_t there = 0;

	for (size_t i = 0; i < status.n_lines; i++) {
		const struct mq_duty_line *line = &status.lines[i];
		bool all = strcmp(line->name, "all together") == 0;

		if (strcmp(line->duty, "worker_month") == 0 && !all) {
			there += line->periods[0].required;
			assert_true(line->periods[0].required == 0 || line->periods[0].required == 30);
		} else if (strcmp(line->duty, "cadre_week") == 0) {
			assert_int_equal(line->periods[0].required, all ? 1 : 0);
		}
	}
	assert_int_equal(there, 30);	/* ming's */
	assert_int_equal(line_of(&status, "worker_month", "all together")->periods[0].required, 60);
	mq_duty_status_release(&status);
}

/* More than in the window before, less, the same. */
static void the_trend_is_of_the_last_two_windows(void **state)
{
	static const struct {
		const char *day;
		const char *person;
		int trend;	/* of the last window against the one before it */
	} cases[] = {
		{"2026-03-01", "ming", 1},	/* February 6, January 0 */
		{"2026-04-01", "ming", 0},	/* March 6, February 6 */
		{"2026-04-01", "minghua", 1},	/* March 6, February 3 */
		{"2026-05-01", "ming", -1},	/* April 0 */
		{"2026-02-01", "ming", -1},	/* January 0, December 3 */
		{"2025-12-01", "ming", 0},	/* nothing in either */
	};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_duty_status status;

		setenv("MINQING_TODAY", cases[i].day, 1);
		status = status_of(office, NULL, NULL);
		assert_int_equal(line_of(&status, "worker_month", cases[i].person)->trend,
			cases[i].trend);
		mq_duty_status_release(&status);
	}
	setenv("MINQING_TODAY", "2026-03-01", 1);
}

static void who_is_not_there_is_told_with_the_nearest(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status;

	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_duty_status(office->session, "mingha", NULL, &status,
		&office->diag), MQ_ERR_NOT_FOUND);
	assert_non_null(strstr(office->diag.faults[0].hint, "minghua"));
	mq_duty_status_release(&status);
	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_duty_status(office->session, NULL, "street", &status,
		&office->diag), MQ_ERR_USAGE);
	mq_duty_status_release(&status);
	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_duty_status(office->session, "gone", "unit", &status,
		&office->diag), MQ_ERR_NOT_FOUND);
	mq_duty_status_release(&status);
}

static void a_file_that_changed_is_read_again(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status;

	write_file(office, "staff.yaml", "roles: {cadre: {zh: 干部}}\nstaff: {}\n");
	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_duty_status(office->session, NULL, NULL, &status,
		&office->diag), MQ_ERR_CONFIG);
	assert_non_null(strstr(office->diag.faults[0].file, "duties.yaml"));
	mq_duty_status_release(&status);
	write_file(office, "staff.yaml", staff_yaml);
	assert_figures_are_hits(office, "dot", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_figure_is_the_hits_of_its_question),
		cmocka_unit_test(a_visit_of_two_counts_for_both_and_no_name_within_another),
		cmocka_unit_test(who_left_or_is_away_owes_what_they_were_there_for),
		cmocka_unit_test(officer_and_supervisor_count_the_same),
		cmocka_unit_test(the_supervisors_and_the_officers_figures_are_the_same_sets),
		cmocka_unit_test(what_is_owed_is_owed_where_somebody_works),
		cmocka_unit_test(the_trend_is_of_the_last_two_windows),
		cmocka_unit_test(who_is_not_there_is_told_with_the_nearest),
		cmocka_unit_test(a_file_that_changed_is_read_again),
	};

	return cmocka_run_group_tests(tests, duty_open, office_close);
}
