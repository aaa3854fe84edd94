/* Whom to call on next: points, the way, the plan that visits tick off. */
#include "session/office.h"

#include <minqing/office.h>
#include <minqing/register.h>

static const char duties_yaml[] =
	"duties:\n"
	"  old: {zh: 老人, roles: [social_worker], every: 'age>=60', distinct: resident,\n"
	"    window: month, outcomes: [met]}\n"
	"round:\n"
	"  size: 5\n"
	"  except: 'members.count()=1'\n"
	"  terms:\n"
	"    old: {zh: 老人, en: old, points: 7, duty: old}\n"
	"    high: {zh: 高层, en: high, points: 3, when: 'floor>=5'}\n"
	"    need: {zh: 诉求, en: need, points: 20, when: 'needs.any(not need_state:done)'}\n"
	"  stairs: {floor: 1, unit: 2, building: 4, lane: 9, at_most: 10}\n";

/* The same as questions of their own. */
static const struct {
	const char *label, *text;
	int points;
} terms[] = {
	{"old", "from:household members.any(age>=60 visits.none(visit_outcome:met"
		" visit_time:2026-03-01..2026-03-31))", 7},
	{"high", "from:household floor>=5", 3},
	{"need", "from:household needs.any(not need_state:done)", 20},
};

static int round_open(void **state)
{
	struct office *office;
	char *path;
	FILE *file;

	office_open(state);
	office = *state;
	path = mq_format("%s/xdg", office->dir);
	setenv("XDG_CONFIG_HOME", path, 1);
	free(path);
	path = mq_format("%s/config/duties.yaml", office->reg);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(duties_yaml, file) >= 0);
	assert_int_equal(fclose(file), 0);
	free(path);
	return 0;
}

static struct mq_round_sheet round_of(struct office *office, const char *person, size_t n)
{
	struct mq_round_sheet sheet;

	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_round(office->session, person, n, &sheet, &office->diag), MQ_OK);
	return sheet;
}

/* Is the question true of this household? */
static bool holds(struct office *office, const char *text, const char *key)
{
	char *own = mq_format("%s household_id=%s", text, key);
	bool is = office_hits(office, own) == 1;

	free(own);
	return is;
}

static int points_by(const struct mq_round_row *row, const char *label)
{
	for (size_t i = 0; i < row->stop.n_reasons; i++) {
		if (strcmp(row->stop.reasons[i].label, label) == 0) {
			return row->stop.reasons[i].points;
		}
	}
	return 0;
}

static void each_reason_is_true_and_the_points_are_their_sum(void **state)
{
	struct office *office = *state;
	struct mq_round_sheet sheet = round_of(office, "cadre01", 30);

	assert_int_equal(sheet.n_rows, 30);
	for (size_t i = 0; i < sheet.n_rows; i++) {
		const struct mq_round_row *row = &sheet.rows[i];
		int sum = 0;

		for (size_t j = 0; j < MQ_LENGTH(terms); j++) {
			int points = points_by(row, terms[j].label);

			assert_int_equal(points, holds(office, terms[j].text, row->key) ?
				terms[j].points : 0);
		}
		for (size_t j = 0; j < row->stop.n_reasons; j++) {
			sum += row->stop.reasons[j].points;
		}
		assert_int_equal(row->stop.points, sum);
		assert_false(holds(office, "from:household members.count()=1", row->key));
	}
	mq_round_sheet_release(&sheet);
}

static void as_many_are_pressing_as_its_question_has_hits(void **state)
{
	struct office *office = *state;
	static const char *const people[] = {"cadre01", "sg05", "社工17", "sg60"};

	for (size_t i = 0; i < MQ_LENGTH(people); i++) {
		struct mq_round_sheet sheet = round_of(office, people[i], 0);

		assert_int_equal(office_hits(office, sheet.round.pressing), sheet.round.n_pressing);
		assert_true(sheet.n_rows <= 5);
		assert_int_equal(sheet.n_rows, sheet.round.n_pressing < 5 ? sheet.round.n_pressing : 5);
		mq_round_sheet_release(&sheet);
	}
}

static void the_first_has_most_points_of_all(void **state)
{
	struct office *office = *state;
	struct mq_round_sheet one = round_of(office, "cadre01", 1);
	struct mq_round_sheet all = round_of(office, "cadre01", 100);

	for (size_t i = 0; i < all.n_rows; i++) {
		const struct mq_round_stop *stop = &all.rows[i].stop;
		int of_terms = 0;

		for (size_t j = 0; j < stop->n_reasons; j++) {
			of_terms += stop->reasons[j].points > 0 ? stop->reasons[j].points : 0;
		}
		assert_true(of_terms <= one.rows[0].stop.points);
		if (stop->rank == 1) {
			assert_string_equal(all.rows[i].key, one.rows[0].key);
		}
	}
	mq_round_sheet_release(&one);
	mq_round_sheet_release(&all);
}

static size_t rank_of(const struct mq_round_sheet *sheet, const char *key)
{
	for (size_t i = 0; i < sheet->n_rows; i++) {
		if (strcmp(sheet->rows[i].key, key) == 0) {
			return sheet->rows[i].stop.rank;
		}
	}
	return 0;
}

/* Who is left out before the ways are measured hangs on how long the round is. */
static void a_short_round_is_the_beginning_of_a_long_one(void **state)
{
	struct office *office = *state;
	struct mq_round_sheet all = round_of(office, "cadre01", 100);

	for (size_t n = 1; n < 60; n += 7) {
		struct mq_round_sheet few = round_of(office, "cadre01", n);

		for (size_t i = 0; i < few.n_rows; i++) {
			assert_int_equal(rank_of(&all, few.rows[i].key), few.rows[i].stop.rank);
		}
		mq_round_sheet_release(&few);
	}
	mq_round_sheet_release(&all);
}

/* ---- the way, by plain loops ---- */

enum { LANE, BUILDING, UNIT, FLOOR, ROOM, KEY, N_TEXTS, HOMES_MAX = OFFICE_RESIDENTS };

/* Where each household lives. */
struct homes {
	char *texts[HOMES_MAX][N_TEXTS];
	size_t n;
};

static bool keep_home(void *context, const struct mq_row *row)
{
	struct homes *homes = context;

	assert_true(homes->n < HOMES_MAX);
	for (size_t i = 0; i < N_TEXTS; i++) {
		struct mq_slice cell = row->cells[i];

		homes->texts[homes->n][i] = mq_strndup(cell.data ? cell.data : "", cell.len);
	}
	homes->n++;
	return true;
}

static struct homes *read_homes(struct office *office)
{
	static const char *const names[N_TEXTS] = {"lane", "building_no", "unit_no", "floor",
		"room_no", "household_id"};
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct homes *homes = mq_alloc(sizeof(*homes));
	struct mq_page page = {.canonical = true, .n_columns = N_TEXTS};
	mq_field_id columns[N_TEXTS];

	for (size_t i = 0; i < N_TEXTS; i++) {
		columns[i] = mq_schema_field_exact(schema, mq_schema_kind(schema, "household"),
			names[i], strlen(names[i]));
		assert_int_not_equal(columns[i], MQ_NO_FIELD);
	}
	page.columns = columns;
	office_hits(office, "from:household");
	assert_int_equal(mq_session_each(office->session, &page, keep_home, homes, NULL), MQ_OK);
	return homes;
}

static char *const *home_of(const struct homes *homes, const char *key)
{
	for (size_t i = 0; i < homes->n; i++) {
		if (strcmp(homes->texts[i][KEY], key) == 0) {
			return homes->texts[i];
		}
	}
	fail_msg("%s lives nowhere", key);
	return NULL;
}

static void free_homes(struct homes *homes)
{
	for (size_t i = 0; i < homes->n; i++) {
		for (size_t j = 0; j < N_TEXTS; j++) {
			free(homes->texts[i][j]);
		}
	}
	free(homes);
}

static int floor_of(char *const *home)
{
	return *home[FLOOR] ? atoi(home[FLOOR]) : 1;
}

/* In the words of the rules above: a floor 1, a stairwell 2, a building 4, a lane 9, all at most 10. */
static int plain_way(char *const *a, char *const *b, char words[64])
{
	int to_the_street = abs(floor_of(a) - 1) + abs(floor_of(b) - 1);
	bool lane = strcmp(a[LANE], b[LANE]) == 0 && *a[LANE];
	bool building = lane && strcmp(a[BUILDING], b[BUILDING]) == 0 && *a[BUILDING];
	bool unit = building && strcmp(a[UNIT], b[UNIT]) == 0;
	int floors = unit ? abs(floor_of(a) - floor_of(b)) : to_the_street;
	int cost = (unit ? 0 : building ? 2 : lane ? 4 : 9) + floors;
	const char *way = unit ? "way in the same stairwell" : building ? "way from the next stairwell"
		: lane ? "way from another building" : "way from another lane";

	if (floors > 0) {
		snprintf(words, 64, "%s, floors: %d", way, floors);
	} else {
		snprintf(words, 64, "%s", way);
	}
	return cost < 10 ? cost : 10;
}

/* The reason that takes something off, or NULL. */
static const struct mq_round_reason *way_of(const struct mq_round_row *row)
{
	for (size_t i = 0; i < row->stop.n_reasons; i++) {
		if (row->stop.reasons[i].points < 0) {
			return &row->stop.reasons[i];
		}
	}
	return NULL;
}

/* What the way to the nearest of those before it takes off, and that it is one of the nearest
 * that is told. */
static void assert_way(const struct homes *homes, const struct mq_round_sheet *sheet,
	const struct mq_round_row *row, unsigned seen[5])
{
	static const char *const ways[] = {"way in the same", "way from the next",
		"way from another building", "way from another lane"};
	const struct mq_round_reason *told = way_of(row);
	char *const *home = home_of(homes, row->key);
	bool among = false;
	char words[64];
	int least = 1000;

	for (size_t i = 0; i < sheet->n_rows; i++) {
		const struct mq_round_row *before = &sheet->rows[i];

		if (before->stop.rank < row->stop.rank) {
			int way = plain_way(home, home_of(homes, before->key), words);

			among = (among && way >= least) ||
				(told && way <= least && strcmp(told->label, words) == 0);
			least = way < least ? way : least;
		}
	}
	assert_int_equal(told ? -told->points : 0, row->stop.rank == 1 ? 0 : least);
	assert_true(!told || among);
	for (size_t i = 0; told && i < MQ_LENGTH(ways); i++) {
		seen[i] += strncmp(told->label, ways[i], strlen(ways[i])) == 0;
	}
	seen[4] += least == 10;
}

/* A lane of several buildings, each with two stairwells; in every flat two old people. */
static void build_a_lane(struct office *office)
{
	static const char *const buildings[] = {"2", "10"};
	static const int floors[] = {1, 2, 3, 6};
	char *path = mq_format("%s/lane.csv", office->dir);
	const struct mq_sheet_in sheet = {.path = path, .rejects = "-"};
	struct mq_sheet_report report;
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs("person_id,household_id,room_id,birth_date,lane,building_no,unit_no,floor,room_no\n", file);
	for (unsigned i = 0; i < 32; i++) {
		unsigned home = i / 2;
		int floor = floors[home % 4];

		fprintf(file, "P8%02u,H8%02u,D8%02u,1940-01-01,远方路1弄,%s,%u,%d,%d0%u\n", i, home, home,
			buildings[home / 8], 1 + home / 4 % 2, floor, floor, 1 + home / 4 % 2);
	}
	assert_int_equal(fclose(file), 0);
	assert_int_equal(mq_session_import(office->session, &sheet, &report, &office->diag), MQ_OK);
	assert_int_equal(report.rejected, 0);
	mq_sheet_report_release(&report);
	free(path);
}

static void what_a_way_takes_off_is_what_plain_loops_count(void **state)
{
	struct office *office = *state;
	struct homes *homes;
	unsigned seen[5] = {0};	/* ways of each kind, and those that cost the most there is */

	build_a_lane(office);
	homes = read_homes(office);
	for (size_t n = 10; n <= 90; n += 40) {
		struct mq_round_sheet sheet = round_of(office, "cadre01", n);

		for (size_t i = 0; i < sheet.n_rows; i++) {
			assert_way(homes, &sheet, &sheet.rows[i], seen);
		}
		mq_round_sheet_release(&sheet);
	}
	for (size_t i = 0; i < MQ_LENGTH(seen); i++) {
		assert_true(seen[i] > 0);
	}
	free_homes(homes);
}

/* Lane, building, stairwell, floor, room: of each the numbers as people count. */
static void rows_are_in_the_order_one_walks(void **state)
{
	struct office *office = *state;
	struct homes *homes = read_homes(office);
	struct mq_round_sheet sheet = round_of(office, "cadre01", 90);
	unsigned decided[KEY] = {0};

	for (size_t i = 1; i < sheet.n_rows; i++) {
		char *const *before = home_of(homes, sheet.rows[i - 1].key);
		char *const *home = home_of(homes, sheet.rows[i].key);
		size_t at = LANE;

		while (at < KEY && strcmp(before[at], home[at]) == 0) {
			at++;
		}
		if (at < KEY) {
			assert_true(strverscmp(before[at], home[at]) < 0);
			decided[at]++;
		}
	}
	assert_true(decided[LANE] > 0 && decided[BUILDING] > 0 && decided[UNIT] > 0 &&
		decided[FLOOR] > 0);
	mq_round_sheet_release(&sheet);
	free_homes(homes);
}

static void call_on(struct office *office, mq_record_id household)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	const char *const fields[] = {"visit_key", "household", "visit_time", "visit_outcome"};
	char id[16];
	const char *const texts[] = {"T1", id, "2026-03-01", "not_home"};
	struct mq_record_value values[MQ_LENGTH(fields)];
	struct mq_change change = {.id = MQ_NO_RECORD, .values = values,
		.n_values = MQ_LENGTH(fields)};
	struct mq_register *reg;

	snprintf(id, sizeof(id), "%u", household);
	mq_session_close(office->session);
	assert_int_equal(mq_register_open(office->reg, false, &reg, NULL), MQ_OK);
	change.kind = mq_schema_kind(mq_register_schema(reg), "visit");
	for (size_t i = 0; i < MQ_LENGTH(fields); i++) {
		values[i] = (struct mq_record_value){mq_schema_field(mq_register_schema(reg),
			change.kind, fields[i], strlen(fields[i])), mq_slice_str(texts[i])};
	}
	assert_int_equal(mq_register_act(reg, &act, &change, 1, NULL), MQ_OK);
	mq_register_close(reg);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, NULL), MQ_OK);
}

static void a_visit_ticks_a_household_of_the_plan_off(void **state)
{
	struct office *office = *state;
	struct mq_round_sheet plan;
	struct mq_round_sheet now;
	char *path;

	assert_int_equal(mq_session_round_planned(office->session, &now, &office->diag),
		MQ_ERR_NOT_FOUND);
	mq_round_sheet_release(&now);
	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_round_plan(office->session, "cadre01", 8, &plan, &path,
		&office->diag), MQ_OK);
	assert_int_equal(office_hits(office, "from:household @round"), 8);
	assert_int_equal(office_hits(office, "from:household @round_left"), 8);
	call_on(office, plan.rows[2].stop.household);
	assert_int_equal(mq_session_round_planned(office->session, &now, &office->diag), MQ_OK);
	assert_int_equal(now.n_rows, 8);
	assert_int_equal(now.n_visited, 1);
	for (size_t i = 0; i < now.n_rows; i++) {
		assert_string_equal(now.rows[i].key, plan.rows[i].key);
		assert_int_equal(now.rows[i].visited, i == 2);
	}
	assert_int_equal(office_hits(office, "from:household @round_left"), 7);
	mq_round_sheet_release(&now);
	mq_round_sheet_release(&plan);
	free(path);
}

static void who_is_not_of_the_staff_says_whose_round_it_is(void **state)
{
	struct office *office = *state;
	struct mq_round_sheet sheet;

	mq_diag_release(&office->diag);
	assert_int_equal(mq_session_round(office->session, NULL, 0, &sheet, &office->diag),
		MQ_ERR_NOT_FOUND);
	assert_non_null(strstr(office->diag.faults[0].hint, "staff.yaml"));
	mq_round_sheet_release(&sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_reason_is_true_and_the_points_are_their_sum),
		cmocka_unit_test(as_many_are_pressing_as_its_question_has_hits),
		cmocka_unit_test(the_first_has_most_points_of_all),
		cmocka_unit_test(a_short_round_is_the_beginning_of_a_long_one),
		cmocka_unit_test(what_a_way_takes_off_is_what_plain_loops_count),
		cmocka_unit_test(rows_are_in_the_order_one_walks),
		cmocka_unit_test(a_visit_ticks_a_household_of_the_plan_off),
		cmocka_unit_test(who_is_not_of_the_staff_says_whose_round_it_is),
	};

	return cmocka_run_group_tests(tests, round_open, office_close);
}
