/*
 * The figures of random months against plain loops over the journal: records as texts, days
 * compared as texts, sets of people as marks in an array. And every number of every figure is
 * what its question finds.
 */
#include "session/office.h"

#include <minqing/office.h>
#include <minqing/register.h>

#include "property/dice.h"

enum { RECORDS = 450, MONTHS = 24, ROWS_MAX = 4000, CODES_MAX = 64 };

/* ---- a journal with every state, and with gaps ---- */

static const char *const months[] = {
	"2023-12", "2024-01", "2024-02", "2024-03", "2024-12", "2025-02", "2025-06", "2026-01",
	"2026-02", "2026-03",
};

static const char *some_day(struct dice *dice, struct mq_arena *arena, unsigned percent)
{
	const char *month = months[dice_below(dice, MQ_LENGTH(months))];
	char *text;
	const char *kept;

	if (!dice_percent(dice, percent)) {
		return NULL;
	}
	/* Ends of months often, and among them 29 February. */
	text = mq_format("%s-%02d", month, dice_percent(dice, 25) ? 1 :
		(int)dice_between(dice, strcmp(month + 5, "02") == 0 ? 26 : 27,
			strcmp(month, "2024-02") == 0 ? 29 : strcmp(month + 5, "02") == 0 ? 28 :
			strcmp(month, "2026-03") == 0 ? 28 : 30));
	kept = mq_arena_strdup(arena, text);
	free(text);
	return kept;
}

struct filler {
	const struct mq_schema *schema;
	mq_kind_id kind;
	struct mq_record_value values[16];
	size_t n;
};

static void set(struct filler *filler, const char *name, const char *text)
{
	mq_field_id field = mq_schema_field_exact(filler->schema, filler->kind, name, strlen(name));

	assert_int_not_equal(field, MQ_NO_FIELD);
	if (text) {
		filler->values[filler->n++] = (struct mq_record_value){field, mq_slice_str(text)};
	}
}

static const char *pick(struct dice *dice, const char *const *texts, size_t n)
{
	return texts[dice_below(dice, n)];
}

static void fill_visit(struct dice *dice, struct mq_arena *arena, struct filler *filler)
{
	static const char *const outcomes[] = {"met", "phone_ok", "not_home", "refused", NULL};

	set(filler, "visit_time", some_day(dice, arena, 95));
	set(filler, "visit_outcome", pick(dice, outcomes, MQ_LENGTH(outcomes)));
	set(filler, "visit_with", dice_percent(dice, 20) ? "T00000" : NULL);
}

static void fill_need(struct dice *dice, struct mq_arena *arena, struct filler *filler)
{
	static const char *const states[] = {"open", "spot_done", "doing", "hold", "confirm", "done",
		"done", "reopened", "void", NULL};

	set(filler, "need_time", some_day(dice, arena, 95));
	set(filler, "need_due", some_day(dice, arena, 80));
	set(filler, "need_closed", some_day(dice, arena, 50));
	set(filler, "need_first_due", some_day(dice, arena, 50));
	set(filler, "need_first_closed", some_day(dice, arena, 30));
	set(filler, "need_first_reopened", some_day(dice, arena, 20));
	set(filler, "need_state", pick(dice, states, MQ_LENGTH(states)));
}

static void fill_service(struct dice *dice, struct mq_arena *arena, struct filler *filler)
{
	static const char *const states[] = {"active", "active", "paused", "ended", "refused", NULL};

	set(filler, "service_from", some_day(dice, arena, 90));
	set(filler, "service_to", some_day(dice, arena, 50));
	set(filler, "service_state", pick(dice, states, MQ_LENGTH(states)));
}

static void add_record(struct dice *dice, struct mq_register *reg, size_t i)
{
	static const struct {
		const char *kind, *key;
		void (*fill)(struct dice *dice, struct mq_arena *arena, struct filler *filler);
	} kinds[] = {{"visit", "visit_key", fill_visit}, {"need", "need_id", fill_need},
		{"service", "service_id", fill_service}};
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	const struct mq_schema *schema = mq_register_schema(reg);
	size_t which = i % MQ_LENGTH(kinds);
	struct filler filler = {.schema = schema, .kind = mq_schema_kind(schema, kinds[which].kind)};
	struct mq_change change = {.kind = filler.kind, .id = MQ_NO_RECORD};
	struct mq_arena arena = {0};
	char key[16];
	char who[16];

	snprintf(key, sizeof(key), "T%05zu", i);
	snprintf(who, sizeof(who), "%zu", dice_below(dice, 100));
	set(&filler, kinds[which].key, key);
	set(&filler, dice_percent(dice, 85) ? "resident" : "household", who);
	kinds[which].fill(dice, &arena, &filler);
	change.values = filler.values;
	change.n_values = filler.n;
	assert_int_equal(mq_register_act(reg, &act, &change, 1, NULL), MQ_OK);
	mq_arena_release(&arena);
}

static int open_journal(void **state)
{
	struct dice dice = {20261127};
	struct mq_register *reg;
	struct office *office;

	office_open(state);
	office = *state;
	mq_session_close(office->session);
	assert_int_equal(mq_register_open(office->reg, false, &reg, NULL), MQ_OK);
	for (size_t i = 0; i < RECORDS; i++) {
		add_record(&dice, reg, i);
	}
	mq_register_close(reg);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag),
		MQ_OK);
	return 0;
}

/* ---- the journal as texts ---- */

enum { COLUMNS = 8 };

struct table {
	char *cells[ROWS_MAX][COLUMNS];	/* NULL: not known */
	size_t n;
};

static bool keep_row(void *context, const struct mq_row *row)
{
	struct table *table = context;

	assert_true(table->n < ROWS_MAX);
	for (size_t i = 0; i < COLUMNS; i++) {
		struct mq_slice cell = row->cells[i];

		table->cells[table->n][i] = cell.data ? mq_strndup(cell.data, cell.len) : NULL;
	}
	table->n++;
	return true;
}

static void read_table(struct office *office, const char *kind, const char *const *names,
	struct table *table)
{
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct mq_page page = {.canonical = true, .n_columns = COLUMNS};
	mq_field_id columns[COLUMNS];
	char *text = mq_format("from:%s", kind);

	for (size_t i = 0; i < COLUMNS; i++) {
		columns[i] = mq_schema_field_exact(schema, mq_schema_kind(schema, kind), names[i],
			strlen(names[i]));
		assert_int_not_equal(columns[i], MQ_NO_FIELD);
	}
	page.columns = columns;
	office_hits(office, text);
	assert_int_equal(mq_session_each(office->session, &page, keep_row, table, NULL), MQ_OK);
	free(text);
}

static void free_table(struct table *table)
{
	for (size_t i = 0; i < table->n; i++) {
		for (size_t j = 0; j < COLUMNS; j++) {
			free(table->cells[i][j]);
		}
	}
	free(table);
}

/* ---- plain counting ---- */

struct plain {
	struct table *visits;		/* time, outcome, resident, household, -, -, committee, with */
	struct table *needs;		/* time, closed, due, state, first due, first closed, committee,
					   first reopened */
	struct table *services;		/* from, to, state, -, -, -, committee */
	struct mq_calendar *calendar;
	char from[16];
	char to[16];
};

static bool is_in(const struct plain *plain, const char *day)
{
	return day && strcmp(day, plain->from) >= 0 && strcmp(day, plain->to) <= 0;
}

static bool is_there(const char *place, const char *committee)
{
	return !*place || (strcmp(place, "?") == 0 ? !committee :
		committee && strcmp(place, committee) == 0);
}

static bool is_one_of(const char *text, const char *words)
{
	const char *at = text ? strstr(words, text) : NULL;

	return at != NULL && (at == words || at[-1] == ' ') &&
		(at[strlen(text)] == ' ' || !at[strlen(text)]);
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static uint64_t count_visits(const struct plain *plain, const char *place, const char *outcome)
{
	uint64_t n = 0;

	for (size_t i = 0; i < plain->visits->n; i++) {
		char *const *cells = plain->visits->cells[i];
		bool fits = !outcome || (*outcome == '?' ? !cells[1] : same(cells[1], outcome));

		n += is_in(plain, cells[0]) && fits && is_there(place, cells[6]) && !cells[7];
	}
	return n;
}

/* Different residents or households (the column) of the visits that reached somebody. */
/* Those whose duty it is, as the shipped staff has them; the demo's visits name one person each. */
static const char workers[] = "社工 刘海燕 杨晓东";
static const char cadres[] = "陈建国 李文华 王秀兰 张志强";

static bool is_by(const char *name, const char *names)
{
	bool worker = name && strncmp(name, "社工", strlen("社工")) == 0;

	return !names || (name && strstr(names, worker ? "社工" : name) != NULL);
}

static uint64_t count_reached(const struct plain *plain, const char *place, size_t column,
	const char *names)
{
	const char *seen[ROWS_MAX];
	uint64_t n = 0;

	for (size_t i = 0; i < plain->visits->n; i++) {
		char *const *cells = plain->visits->cells[i];
		bool counts = is_in(plain, cells[0]) && is_one_of(cells[1], "met phone_ok") &&
			cells[column] && is_there(place, cells[6]) && is_by(cells[4], names);

		for (size_t j = 0; j < n && counts; j++) {
			counts = strcmp(seen[j], cells[column]) != 0;
		}
		if (counts) {
			seen[n++] = cells[column];
		}
	}
	return n;
}

enum needs { TOLD, CLOSED, OPEN, OVERDUE, REOPENED };

/* NULL where no day is known; of who was reopened, nobody knows after which closing. */
static const char *closing(char *const *cells)
{
	return cells[5] || cells[7] ? cells[5] : is_one_of(cells[3], "done spot_done") ? cells[1] :
		NULL;
}

static bool need_is(const struct plain *plain, char *const *cells, enum needs what)
{
	const char *told = cells[0], *closed = closing(cells), *state = cells[3];
	const char *due = cells[4] ? cells[4] : cells[2];
	bool void_ = !state || strcmp(state, "void") == 0;
	/* Who was reopened or is closed, nobody knows when, was open in no month. */
	bool open = told && strcmp(told, plain->to) <= 0 && (closed ? strcmp(closed, plain->to) > 0
		: !cells[7] && !is_one_of(state, "done spot_done"));

	switch (what) {
	case TOLD:
		return is_in(plain, told) && !void_;
	case CLOSED:
		return is_in(plain, closed) && !void_;
	case OPEN:
		return open && !void_;
	case REOPENED:
		return is_in(plain, cells[7]) && !void_;
	default:
		return open && !void_ && due && strcmp(due, plain->to) < 0;
	}
}

static uint64_t count_needs(const struct plain *plain, const char *place, enum needs what)
{
	uint64_t n = 0;

	for (size_t i = 0; i < plain->needs->n; i++) {
		char *const *cells = plain->needs->cells[i];

		n += need_is(plain, cells, what) && is_there(place, cells[6]);
	}
	return n;
}

/* Working days one by one; then the least number that enough of them do not pass. */
static unsigned days_taken(const struct plain *plain, char *const *cells)
{
	mq_day told = 0;
	mq_day closed = 0;
	unsigned n = 0;

	assert_true(mq_day_parse(cells[0], 10, &told) && mq_day_parse(closing(cells), 10, &closed));
	for (mq_day day = told + 1; day <= closed; day++) {
		n += mq_calendar_is_working(plain->calendar, day);
	}
	return n;
}

static bool take_days(const struct plain *plain, const char *place, unsigned hundredths,
	uint64_t *days)
{
	unsigned taken[ROWS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < plain->needs->n; i++) {
		char *const *cells = plain->needs->cells[i];

		if (need_is(plain, cells, CLOSED) && cells[0] && is_there(place, cells[6])) {
			taken[n++] = days_taken(plain, cells);
		}
	}
	for (*days = 0; n > 0; (*days)++) {
		size_t within = 0;

		for (size_t i = 0; i < n; i++) {
			within += taken[i] <= *days;
		}
		if (within * 100 >= n * hundredths) {
			return true;
		}
	}
	return false;
}

enum services { BEGUN, ENDED, RUNNING };

static uint64_t count_services(const struct plain *plain, const char *place, enum services what)
{
	uint64_t n = 0;

	for (size_t i = 0; i < plain->services->n; i++) {
		char *const *cells = plain->services->cells[i];
		const char *from = cells[0], *to = cells[1], *state = cells[2];
		bool runs = from && strcmp(from, plain->to) <= 0 &&
			(to ? strcmp(to, plain->to) > 0 : !same(state, "ended"));

		n += is_one_of(state, "active paused ended") && is_there(place, cells[6]) &&
			(what == BEGUN ? is_in(plain, from) : what == ENDED ? is_in(plain, to) : runs);
	}
	return n;
}

/* ---- the figures ---- */

/* False where plain loops have nothing to say about the line. */
static bool plain_number(const struct plain *plain, const char *id, const char *place,
	bool *known, uint64_t *number)
{
	static const char *const needs[] = {"needs_told", "needs_closed", "needs_open", "needs_overdue",
		"needs_reopened"};
	static const char *const services[] = {"services_begun", "services_ended", "services_running"};

	*known = true;
	for (size_t i = 0; i < MQ_LENGTH(needs); i++) {
		if (strcmp(id, needs[i]) == 0) {
			*number = count_needs(plain, place, (enum needs)i);
			return true;
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(services); i++) {
		if (strcmp(id, services[i]) == 0) {
			*number = count_services(plain, place, (enum services)i);
			return true;
		}
	}
	if (strcmp(id, "visits") == 0 || strncmp(id, "outcome.", 8) == 0) {
		*number = count_visits(plain, place, strcmp(id, "visits") == 0 ? NULL : id + 8);
	} else if (strcmp(id, "homes_reached") == 0 || strncmp(id, "duty.", 5) == 0) {
		/* A visit to a home does not say itself where that is. */
		bool week = strcmp(id, "duty.cadre_week") == 0;

		*number = count_reached(plain, place, 3, *id != 'd' ? NULL : week ? cadres : workers);
		return !*place && (*id != 'd' || week || strcmp(id, "duty.worker_month") == 0);
	} else if (strcmp(id, "people_reached") == 0) {
		*number = count_reached(plain, place, 2, NULL);
	} else if (strncmp(id, "need_", 5) == 0) {
		*known = take_days(plain, place, strcmp(id, "need_p90") == 0 ? 90 : 50, number);
	} else {
		return false;
	}
	return true;
}

static void assert_line(const struct plain *plain, const struct mq_report *report,
	const struct mq_report_line *line)
{
	for (size_t place = 0; place < report->n_places; place++) {
		const struct mq_report_number *number = &line->numbers[place];
		uint64_t wanted = 0;
		bool known;

		if (!plain_number(plain, line->id, report->places[place].id, &known, &wanted)) {
			return;
		}
		if (number->known != known || (known && number->number != wanted)) {
			print_error("%s %s %s: %s\n", report->month.name, line->id,
				report->places[place].id, number->query);
		}
		assert_int_equal(number->known, known);
		assert_true(!known || number->number == wanted);
	}
}

static void every_figure_of_a_month_is_what_plain_loops_count(void **state)
{
	static const char *const visit[] = {"visit_time", "visit_outcome", "resident", "household",
		"visit_staff", "visit_key", "committee", "visit_with"};
	static const char *const need[] = {"need_time", "need_closed", "need_due", "need_state",
		"need_first_due", "need_first_closed", "committee", "need_first_reopened"};
	static const char *const service[] = {"service_from", "service_to", "service_state",
		"service_id", "service_item", "service_id", "committee", "service_id"};
	struct office *office = *state;
	struct plain plain = {.visits = mq_alloc(sizeof(*plain.visits)),
		.needs = mq_alloc(sizeof(*plain.needs)), .services = mq_alloc(sizeof(*plain.services))};
	struct dice dice = {7};
	size_t n_lines = 0;

	read_table(office, "visit", visit, plain.visits);
	read_table(office, "need", need, plain.needs);
	read_table(office, "service", service, plain.services);
	assert_int_equal(mq_calendar_read("config", &plain.calendar, NULL), MQ_OK);
	for (size_t i = 0; i < MONTHS; i++) {
		char random[16];
		struct mq_report report;

		snprintf(random, sizeof(random), "%d-%02d", (int)dice_between(&dice, 2024, 2025),
			(int)dice_between(&dice, 1, 12));
		/* Those with records first; then one before any, then others. */
		assert_int_equal(mq_session_report(office->session, i < MQ_LENGTH(months) ? months[i] :
			i == MQ_LENGTH(months) ? "1999-02" : random, &report, &office->diag), MQ_OK);
		mq_day_format(report.month.days.from, plain.from);
		mq_day_format(report.month.days.to, plain.to);
		for (size_t line = 0; line < report.n_lines; line++) {
			assert_line(&plain, &report, &report.lines[line]);
		}
		n_lines += report.n_lines;
		mq_report_release(&report);
	}
	assert_true(n_lines > MONTHS * 60);
	mq_calendar_free(plain.calendar);
	free_table(plain.visits);
	free_table(plain.needs);
	free_table(plain.services);
}

static void every_number_is_what_its_question_finds(void **state)
{
	static const char *const some[] = {"2024-02", "2026-02", "2026-03", "1999-02"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(some); i++) {
		struct mq_report report;

		assert_int_equal(mq_session_report(office->session, some[i], &report, &office->diag),
			MQ_OK);
		for (size_t line = 0; line < report.n_lines; line++) {
			for (size_t place = 0; place < report.n_places; place++) {
				const struct mq_report_number *number =
					&report.lines[line].numbers[place];

				assert_int_equal(number->n, office_hits(office, number->query));
				assert_true(report.lines[line].take != MQ_REPORT_COUNT ||
					(number->known && number->number == number->n));
			}
		}
		mq_report_release(&report);
	}
}

/* What the places have is what all have, where a record is in one place. */
static void the_places_make_up_the_whole(void **state)
{
	struct office *office = *state;
	struct mq_report report;

	assert_int_equal(mq_session_report(office->session, "2024-02", &report, &office->diag), MQ_OK);
	for (size_t line = 0; line < report.n_lines; line++) {
		uint64_t sum = 0;

		for (size_t place = 1; place < report.n_places; place++) {
			sum += report.lines[line].numbers[place].n;
		}
		assert_int_equal(sum, report.lines[line].numbers[0].n);
	}
	mq_report_release(&report);
}

static void gaps_are_those_of_the_policies(void **state)
{
	struct office *office = *state;
	const struct mq_policies *policies;
	struct mq_report report;
	size_t n = 0;

	assert_int_equal(mq_session_report(office->session, NULL, &report, &office->diag), MQ_OK);
	assert_string_equal(report.month.name, "2026-02");
	assert_int_equal(mq_session_policies(office->session, &policies, NULL), MQ_OK);
	for (size_t line = 0; line < report.n_lines; line++) {
		struct mq_policy_counts counts;

		if (strncmp(report.lines[line].id, "gap.", 4) == 0) {
			assert_int_equal(mq_session_policy_count(office->session,
				mq_policies_at(policies, n++), "", &counts, NULL), MQ_OK);
			assert_int_equal(report.lines[line].numbers[0].number, counts.gap);
			assert_int_equal(mq_session_policy_count_gap(office->session,
				mq_policies_at(policies, n - 1), "", &counts, NULL), MQ_OK);
			assert_int_equal(report.lines[line].numbers[0].number, counts.gap);
			assert_int_equal(counts.over, 0);
			assert_true(report.lines[line].today);
		}
	}
	assert_int_equal(n, mq_policies_n(policies));
	mq_report_release(&report);
}

static void lines_are_the_same_bytes_twice_and_in_another_session(void **state)
{
	struct office *office = *state;
	struct mq_buf lines[3] = {{0}, {0}, {0}};

	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		struct mq_report report;

		if (i == 2) {
			mq_session_close(office->session);
			assert_int_equal(mq_session_open(office->reg, false, &office->session, NULL),
				MQ_OK);
		}
		assert_int_equal(mq_session_report(office->session, "2025-06", &report, NULL), MQ_OK);
		assert_int_equal(mq_session_report_lines(&report, "json", &lines[i], NULL), MQ_OK);
		assert_int_equal(lines[i].len, lines[0].len);
		assert_memory_equal(lines[i].data, lines[0].data, lines[0].len);
		mq_report_release(&report);
	}
	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		mq_buf_release(&lines[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_of_a_month_is_what_plain_loops_count),
		cmocka_unit_test(every_number_is_what_its_question_finds),
		cmocka_unit_test(the_places_make_up_the_whole),
		cmocka_unit_test(gaps_are_those_of_the_policies),
		cmocka_unit_test(lines_are_the_same_bytes_twice_and_in_another_session),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_journal, office_close);
}
