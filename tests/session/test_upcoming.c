/*
 * What is told to come is what comes: held against asking anew on each day, as an officer
 * would who sat there every morning with yesterday's list beside today's.
 */
#include "office.h"

#include <minqing/card.h>
#include <minqing/office.h>
#include <minqing/sheets.h>

enum { N_DAYS = 90, IDS_MAX = OFFICE_RESIDENTS * 4 };

struct list {
	mq_record_id ids[IDS_MAX];
	size_t n;
};

/* So many days after the day on which all of this begins. */
static void set_today(const char *begin, unsigned ahead)
{
	mq_day today;
	char text[16];

	assert_true(mq_day_parse(begin, strlen(begin), &today));
	mq_day_format(today + (mq_day)ahead, text);
	setenv("MINQING_TODAY", text, 1);
}

static void ask(struct office *office, mq_kind_id kind, const char *watch, struct list *list)
{
	const struct mq_page page = {0};
	mq_record_id *ids;

	assert_int_equal(mq_session_ask(office->session, kind, watch, strlen(watch), false,
		&office->reply, &office->diag), MQ_OK);
	assert_int_equal(mq_session_ids(office->session, &page, &ids, &list->n, &office->diag),
		MQ_OK);
	assert_true(list->n < IDS_MAX);
	if (list->n) {
		memcpy(list->ids, ids, list->n * sizeof(*ids));
	}
	free(ids);
}

static bool has(const struct list *list, mq_record_id id)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->ids[i] == id) {
			return true;
		}
	}
	return false;
}

/* Is it told of exactly this day? */
static bool is_told(const struct mq_upcoming_list *told, mq_record_id id, unsigned in_days,
	bool leaves)
{
	for (size_t i = 0; i < told->n; i++) {
		if (told->rows[i].id == id && told->rows[i].in_days == in_days &&
		    told->rows[i].leaves == leaves) {
			return true;
		}
	}
	return false;
}

/* Whom the rule is true of on the day that is today, with the thresholds of that day. */
static void ask_rule(struct office *office, const char *id, struct list *list)
{
	const struct mq_upcoming_rules *rules;
	const struct mq_upcoming_rule *rule;

	assert_int_equal(mq_session_upcoming_rules(office->session, &rules, &office->diag), MQ_OK);
	rule = mq_upcoming_rule(rules, id);
	assert_non_null(rule);
	list->n = 0;
	if (rule->watch) {
		ask(office, rule->kind, rule->watch, list);
	}
}

/* Every morning: whoever is new on the list, or gone from it; of one record nothing that is as near
 * as `quiet` to what was told of it last. */
static size_t simulate(struct office *office, const char *begin, const struct mq_upcoming_rule *rule,
	const struct mq_upcoming_list *told)
{
	static struct list lists[2];
	static unsigned last[IDS_MAX];
	const unsigned quiet = rule->quiet_days;
	const bool leaves = rule->leaves;
	char *id = mq_strdup(rule->id);
	size_t n = 0;

	memset(last, 0, sizeof(last));
	set_today(begin, 0);
	ask_rule(office, id, &lists[0]);
	for (unsigned day = 1; day <= N_DAYS; day++) {
		struct list *was = &lists[(day + 1) % 2];
		struct list *now = &lists[day % 2];
		const struct list *more = leaves ? was : now;
		const struct list *less = leaves ? now : was;

		set_today(begin, day);
		ask_rule(office, id, now);
		for (size_t i = 0; i < more->n; i++) {
			mq_record_id whom = more->ids[i];

			assert_true(whom < IDS_MAX);
			if (!has(less, whom) &&
			    !(quiet && last[whom] && day - last[whom] <= quiet)) {
				assert_true(is_told(told, whom, day, leaves));
				last[whom] = day;
				n++;
			}
		}
	}
	free(id);
	return n;
}

/* The ids of the rules there are, on the day all of it begins. */
static size_t rule_ids(struct office *office, char ids[][32], size_t n_max)
{
	const struct mq_upcoming_rules *rules;

	assert_int_equal(mq_session_upcoming_rules(office->session, &rules, &office->diag), MQ_OK);
	assert_true(rules->n <= n_max);
	for (size_t i = 0; i < rules->n; i++) {
		snprintf(ids[i], 32, "%s", rules->rules[i].id);
	}
	return rules->n;
}

/* How many one rule tells: as many as mornings find. */
static size_t hold_against_mornings(struct office *office, const char *begin, const char *id)
{
	const struct mq_upcoming_wish wish = {.n_days = N_DAYS, .rule = id};
	const struct mq_upcoming_rules *rules;
	struct mq_upcoming_rule rule;
	struct mq_upcoming_list told;
	size_t n;

	set_today(begin, 0);
	assert_int_equal(mq_session_upcoming(office->session, &wish, &told, &office->diag), MQ_OK);
	assert_int_equal(mq_session_upcoming_rules(office->session, &rules, &office->diag), MQ_OK);
	rule = *mq_upcoming_rule(rules, id);
	n = simulate(office, begin, &rule, &told);
	assert_int_equal(n, told.n);
	mq_upcoming_list_release(&told);
	set_today(begin, 0);
	return n;
}

/* Something for every rule: on the first day that is simulated and on the last, on one that is only
 * looked at later, two on one day; a birthday of each age, papers and aids that end, a service. */
static void let_things_come(struct office *office)
{
	static const char *const words[] = {"item=bath", "from=2026-01-05", "to=2026-04-10",
		"review=2026-03-20", "next=2026-03-12"};
	static const char people[] =
		"person_id,household_id,room_id,tenancy_to,living_status,birth_date,checkup_65,id_valid_to,"
		"residence_permit,residence_permit_to,dibao,dibao_review_due,retire_date,pregnant,due_date\n"
		"P9001,H9001,D9001,2026-03-02,here,1936-03-02,,,,,,,,,\n"
		"P9002,H9002,D9002,2026-04-19,here,1926-04-19,,,,,,,,,\n"
		"P9003,H9003,D9003,2026-04-19,here,1946-05-30,,,,,,,,,\n"
		"P9004,H9004,D9004,2026-07-11,here,1961-05-30,2025,2026-03-02,,,,,,,\n"
		"P9005,H9005,D9005,2026-05-30,here,2023-03-02,,,,,,,,,\n"
		"P9006,H9006,D9006,,here,1990-01-01,,,true,2026-04-01,,,,,\n"
		"P9007,H9007,D9007,,here,1966-03-15,,,,,true,2026-03-31,2026-05-30,,\n"
		"P9008,H9008,D9008,,here,1995-01-01,,,,,,,,true,2026-04-05\n";
	char *path = mq_format("%s/people.csv", office->dir);
	const struct mq_sheet_in sheet = {.path = path, .rejects = "-"};
	struct mq_sheet_report report;
	struct mq_plan plan = {0};
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_true(fputs(people, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(mq_session_import(office->session, &sheet, &report, &office->diag), MQ_OK);
	assert_true(report.rows == 8 && report.rejected == 0);
	assert_int_equal(mq_session_service_add(office->session, "P9003", words, MQ_LENGTH(words), &plan,
		&office->diag), MQ_OK);
	mq_plan_release(&plan);
	mq_sheet_report_release(&report);
	free(path);
}

/* Does another query count for a rule on some later day? */
static bool changes(struct office *office, const char *id)
{
	const struct mq_upcoming_rules *rules;

	assert_int_equal(mq_session_upcoming_rules(office->session, &rules, &office->diag), MQ_OK);
	return mq_upcoming_rule(rules, id)->n_later > 0;
}

/* From spring, from before a school year, from before a year's end, whose next threshold nobody has
 * written down yet. */
static void every_rule_tells_what_a_morning_by_morning_look_finds(void **state)
{
	static const char *const begins[] = {"2026-03-01", "2026-07-10", "2026-11-01"};
	struct office *office = *state;
	char ids[40][32];
	size_t came[40] = {0};
	size_t n_rules = 0;

	let_things_come(office);
	for (size_t at = 0; at < MQ_LENGTH(begins); at++) {
		set_today(begins[at], 0);
		n_rules = rule_ids(office, ids, MQ_LENGTH(ids));
		assert_true(n_rules >= 15);
		for (size_t i = 0; i < n_rules; i++) {
			if (at == 0 || changes(office, ids[i])) {	/* else as in spring */
				came[i] += hold_against_mornings(office, begins[at], ids[i]);
			}
		}
	}
	for (size_t i = 0; i < n_rules; i++) {
		if (came[i] == 0) {
			fail_msg("nothing came by the rule %s", ids[i]);
		}
	}
	set_today(begins[0], 0);
}

static enum mq_err dismiss(struct office *office, const char *rule, const char *key,
	const char *on, const char *reason, char day[16])
{
	const struct mq_upcoming_place place = {rule, key, on};

	return mq_session_upcoming_dismiss(office->session, &place, reason, day, &office->diag);
}

/* What comes about the same room twice within ten days is one thing where the rule is quiet as long,
 * and two where it is not; and so is what was dismissed the first time. */
static void what_is_near_is_told_once(void **state)
{
	static const char rules[] =
		"  loud: {zh: 吵, of: dwelling, watch: 'tenancy_to:today..today or tenancy_to:+10d..+10d'}\n"
		"  still: {zh: 静, of: dwelling, watch: 'tenancy_to:today..today or tenancy_to:+10d..+10d',"
		" quiet: 10}\n"
		"  less: {zh: 少, of: dwelling, watch: 'tenancy_to:today..today or tenancy_to:+10d..+10d',"
		" quiet: 9}\n";
	const struct mq_upcoming_wish still = {.n_days = N_DAYS, .rule = "still"};
	struct office *office = *state;
	char *path = mq_format("%s/config/upcoming.yaml", office->reg);
	struct mq_upcoming_list told;
	FILE *file = fopen(path, "ae");
	size_t loud;
	size_t n;
	char day[16];

	assert_non_null(file);
	assert_true(fputs(rules, file) >= 0);
	assert_int_equal(fclose(file), 0);
	loud = hold_against_mornings(office, "2026-03-01", "loud");
	n = hold_against_mornings(office, "2026-03-01", "still");
	assert_true(n > 0 && n < loud);
	assert_int_equal(hold_against_mornings(office, "2026-03-01", "less"), loud);
	assert_int_equal(mq_session_upcoming(office->session, &still, &told, &office->diag), MQ_OK);
	assert_true(told.rows[0].in_days + 10 <= N_DAYS);
	assert_int_equal(dismiss(office, "still", told.rows[0].key, NULL, "asked the owner", day), MQ_OK);
	mq_upcoming_list_release(&told);
	assert_int_equal(mq_session_upcoming(office->session, &still, &told, &office->diag), MQ_OK);
	assert_int_equal(told.n, n - 1);
	mq_upcoming_list_release(&told);
	free(path);
}

/* ---- dismissing ---- */

static const struct mq_upcoming_wish turning_70 = {.n_days = 90, .rule = "turns_70"};

static size_t n_told(struct office *office, char key[32], char day[16])
{
	struct mq_upcoming_list told;
	size_t n;

	assert_int_equal(mq_session_upcoming(office->session, &turning_70, &told, &office->diag),
		MQ_OK);
	n = told.n;
	if (n) {
		snprintf(key, 32, "%s", told.rows[0].key);
		snprintf(day, 16, "%s", told.rows[0].day);
	}
	mq_upcoming_list_release(&told);
	return n;
}

/* The facts move: born so many days later. */
static void move_birth(struct office *office, const char *key, const char *day, int by_days)
{
	char *path = mq_format("%s/sheet.csv", office->dir);
	const struct mq_sheet_in sheet = {.path = path, .rejects = "-"};
	struct mq_sheet_report report;
	FILE *file = fopen(path, "we");
	mq_day turns;
	mq_day birth;
	char text[16];

	assert_non_null(file);
	assert_true(mq_day_parse(day, strlen(day), &turns));
	birth = mq_day_add_months(turns, -70 * 12) + by_days;
	mq_day_format(birth, text);
	fprintf(file, "person_id,birth_date\n%s,%s\n", key, text);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(mq_session_import(office->session, &sheet, &report, &office->diag), MQ_OK);
	mq_sheet_report_release(&report);
	free(path);
}

static void what_was_dismissed_is_told_again_only_for_other_facts(void **state)
{
	struct office *office = *state;
	char key[32];
	char other[32];
	char day[16];
	char dismissed[16];
	char later[16];
	size_t n = n_told(office, key, day);

	assert_true(n > 0);
	assert_int_equal(dismiss(office, "turns_70", key, NULL, "told by phone", dismissed), MQ_OK);
	assert_string_equal(dismissed, day);
	assert_int_equal(n_told(office, other, later), n - 1);
	assert_int_equal(dismiss(office, "turns_70", key, NULL, "again", dismissed), MQ_ERR_NOT_FOUND);
	move_birth(office, key, day, 3);
	assert_int_equal(n_told(office, other, later), n);
	assert_int_equal(dismiss(office, "turns_70", key, NULL, "once more", dismissed), MQ_OK);
	assert_int_equal(n_told(office, other, later), n - 1);
	move_birth(office, key, day, 0);
	assert_int_equal(n_told(office, other, later), n - 1);
}

static size_t n_of(struct office *office, const char *rule, char key[32])
{
	const struct mq_upcoming_wish wish = {.n_days = 365, .rule = rule};
	struct mq_upcoming_list told;
	size_t n = 0;

	assert_int_equal(mq_session_upcoming(office->session, &wish, &told, &office->diag), MQ_OK);
	for (size_t i = 0; i < told.n; i++) {
		if (told.rows[i].leaves || strcmp(told.rows[i].rule, "child_out") == 0) {
			snprintf(key, 32, "%s", told.rows[i].key);
			n++;
		}
	}
	mq_upcoming_list_release(&told);
	return n;
}

/* A rule of one's own tells whom a policy no longer fits; the policy tells the same people. */
static void what_was_dismissed_by_a_rule_is_by_the_side_of_the_policy_it_names(void **state)
{
	struct office *office = *state;
	char *path = mq_format("%s/config/upcoming.yaml", office->reg);
	FILE *file = fopen(path, "ae");
	char key[32];
	char other[32];
	char day[16];
	size_t n;

	assert_non_null(file);
	assert_true(fputs("  child_out: {policy: childcare_allowance, when: leaves, ahead: 365}\n",
		file) >= 0);
	assert_int_equal(fclose(file), 0);
	n = n_of(office, "child_out", key);
	assert_true(n > 0);
	assert_int_equal(n_of(office, "childcare_allowance", other), n);
	assert_int_equal(dismiss(office, "child_out", key, NULL, "told them", day), MQ_OK);
	assert_int_equal(n_of(office, "child_out", other), n - 1);
	assert_int_equal(n_of(office, "childcare_allowance", other), n - 1);
	free(path);
}

/* Of all that comes by a rule, each farther than it looks by itself or behind another thing that
 * comes to the same record, as rows of a board of so many days are. */
static void dismiss_each_from_the_last(struct office *office, const struct mq_upcoming_wish *wish)
{
	struct mq_upcoming_list before;
	char day[16];

	assert_int_equal(mq_session_upcoming(office->session, wish, &before, &office->diag), MQ_OK);
	assert_true(before.n > 1);
	assert_int_equal(dismiss(office, wish->rule, before.rows[0].key, "2026-02-28", "too late", day),
		MQ_ERR_NOT_FOUND);
	for (size_t i = before.n; i-- > 0;) {
		const struct mq_upcoming_row *row = &before.rows[i];
		struct mq_upcoming_list left;

		assert_int_equal(dismiss(office, wish->rule, row->key, row->day, "known", day), MQ_OK);
		assert_string_equal(day, row->day);
		assert_int_equal(mq_session_upcoming(office->session, wish, &left, &office->diag),
			MQ_OK);
		assert_int_equal(left.n, i);
		for (size_t j = 0; j < i; j++) {
			assert_string_equal(left.rows[j].key, before.rows[j].key);
			assert_string_equal(left.rows[j].day, before.rows[j].day);
		}
		mq_upcoming_list_release(&left);
	}
	mq_upcoming_list_release(&before);
}

static void what_comes_on_a_day_is_dismissed_however_far_it_is(void **state)
{
	const struct mq_upcoming_wish far = {.n_days = 400, .rule = "turns_70"};
	const struct mq_upcoming_wish twice = {.n_days = 60, .rule = "loud"};

	dismiss_each_from_the_last(*state, &far);
	dismiss_each_from_the_last(*state, &twice);
}

static void what_was_dismissed_stands_on_the_card(void **state)
{
	struct office *office = *state;
	struct mq_card card;
	struct mq_buf text = {0};
	mq_record_id id;
	char key[32];
	char day[16];

	assert_true(n_told(office, key, day) > 0);
	assert_int_equal(dismiss(office, "turns_70", key, NULL, "gift brought", day), MQ_OK);
	assert_int_equal(mq_session_find(office->session, office->resident, key, &id,
		&office->diag), MQ_OK);
	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	mq_card_text(&card, &text);
	assert_non_null(strstr(text.data, "gift brought"));
	mq_buf_release(&text);
	mq_card_release(&card);
}

static void a_rule_that_is_not_there_is_told_with_the_nearest(void **state)
{
	struct office *office = *state;
	const struct mq_upcoming_wish wish = {.rule = "turns_7"};
	struct mq_upcoming_list told;
	struct mq_diag diag = {0};

	assert_int_equal(mq_session_upcoming(office->session, &wish, &told, &diag), MQ_ERR_USAGE);
	assert_non_null(strstr(diag.faults[0].hint, "turns_"));
	mq_diag_release(&diag);
	mq_upcoming_list_release(&told);
}

static void a_query_of_ones_own_tells_who_comes_and_who_goes(void **state)
{
	struct office *office = *state;
	const struct mq_upcoming_wish wish = {.n_days = 365, .watch = "age:60..79"};
	struct mq_upcoming_list told;
	size_t n[2] = {0};

	assert_int_equal(mq_session_upcoming(office->session, &wish, &told, &office->diag), MQ_OK);
	for (size_t i = 0; i < told.n; i++) {
		n[told.rows[i].leaves]++;
	}
	assert_true(n[0] > 0 && n[1] > 0);
	mq_upcoming_list_release(&told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_tells_what_a_morning_by_morning_look_finds),
		cmocka_unit_test(what_is_near_is_told_once),
		cmocka_unit_test(what_was_dismissed_is_told_again_only_for_other_facts),
		cmocka_unit_test(
			what_was_dismissed_by_a_rule_is_by_the_side_of_the_policy_it_names),
		cmocka_unit_test(what_was_dismissed_stands_on_the_card),
		cmocka_unit_test(what_comes_on_a_day_is_dismissed_however_far_it_is),
		cmocka_unit_test(a_rule_that_is_not_there_is_told_with_the_nearest),
		cmocka_unit_test(a_query_of_ones_own_tells_who_comes_and_who_goes),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
