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

static void places_add_up_to_all_of_them(void **state)
{
	struct office *office = *state;
	struct mq_duty_status status = status_of(office, NULL, "building");
	const struct mq_duty_line *all = NULL;
	uint32_t required = 0;
	uint32_t done = 0;

	for (size_t i = 0; i < status.n_lines; i++) {
		const struct mq_duty_line *line = &status.lines[i];

		if (strcmp(line->name, "all together") == 0) {
			assert_int_equal(required, all ? all->periods[0].required : 0);
			assert_int_equal(done, all ? all->periods[0].done : 0);
			all = line;
			required = done = 0;
			continue;
		}
		required += line->periods[0].required;
		done += line->periods[0].done;
	}
	assert_int_equal(required, all->periods[0].required);
	mq_duty_status_release(&status);
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
		cmocka_unit_test(places_add_up_to_all_of_them),
		cmocka_unit_test(who_is_not_there_is_told_with_the_nearest),
		cmocka_unit_test(a_file_that_changed_is_read_again),
	};

	return cmocka_run_group_tests(tests, duty_open, office_close);
}
