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

static void set_today(unsigned ahead)
{
	mq_day today;
	char text[16];

	assert_true(mq_day_parse("2026-03-01", 10, &today));
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

/* Every morning: whoever is new on the list, or gone from it. */
static size_t simulate(struct office *office, const struct mq_upcoming_rule *rule,
	const struct mq_upcoming_list *told)
{
	static struct list lists[2];
	size_t n = 0;

	set_today(0);
	ask(office, rule->kind, rule->watch, &lists[0]);
	for (unsigned day = 1; day <= N_DAYS; day++) {
		struct list *was = &lists[(day + 1) % 2];
		struct list *now = &lists[day % 2];
		const struct list *more = rule->leaves ? was : now;
		const struct list *less = rule->leaves ? now : was;

		set_today(day);
		ask(office, rule->kind, rule->watch, now);
		for (size_t i = 0; i < more->n; i++) {
			if (!has(less, more->ids[i])) {
				assert_true(is_told(told, more->ids[i], day, rule->leaves));
				n++;
			}
		}
	}
	set_today(0);
	return n;
}

static void every_rule_tells_what_a_morning_by_morning_look_finds(void **state)
{
	struct office *office = *state;
	const struct mq_upcoming_rules *rules;
	size_t n_all = 0;

	assert_int_equal(mq_session_upcoming_rules(office->session, &rules, &office->diag), MQ_OK);
	assert_true(rules->n >= 15);
	for (size_t i = 0; i < rules->n; i++) {
		const struct mq_upcoming_wish wish = {.n_days = N_DAYS, .rule = rules->rules[i].id};
		struct mq_upcoming_list told;

		if (rules->rules[i].quiet_days || rules->rules[i].ahead_days < N_DAYS) {
			continue;
		}
		assert_int_equal(mq_session_upcoming(office->session, &wish, &told, &office->diag),
			MQ_OK);
		assert_int_equal(simulate(office, &rules->rules[i], &told), told.n);
		n_all += told.n;
		mq_upcoming_list_release(&told);
	}
	assert_true(n_all >= 5);
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
	assert_int_equal(mq_session_upcoming_dismiss(office->session, "turns_70", key, "told by phone",
		dismissed, &office->diag), MQ_OK);
	assert_string_equal(dismissed, day);
	assert_int_equal(n_told(office, other, later), n - 1);
	assert_int_equal(mq_session_upcoming_dismiss(office->session, "turns_70", key, "again",
		dismissed, &office->diag), MQ_ERR_NOT_FOUND);
	move_birth(office, key, day, 3);
	assert_int_equal(n_told(office, other, later), n);
	assert_int_equal(mq_session_upcoming_dismiss(office->session, "turns_70", key, "once more",
		dismissed, &office->diag), MQ_OK);
	assert_int_equal(n_told(office, other, later), n - 1);
	move_birth(office, key, day, 0);
	assert_int_equal(n_told(office, other, later), n - 1);
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
	assert_int_equal(mq_session_upcoming_dismiss(office->session, "turns_70", key, "gift brought",
		day, &office->diag), MQ_OK);
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
		cmocka_unit_test(what_was_dismissed_is_told_again_only_for_other_facts),
		cmocka_unit_test(what_was_dismissed_stands_on_the_card),
		cmocka_unit_test(a_rule_that_is_not_there_is_told_with_the_nearest),
		cmocka_unit_test(a_query_of_ones_own_tells_who_comes_and_who_goes),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
