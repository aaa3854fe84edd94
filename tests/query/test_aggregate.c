/* sum, min, max and ranges of count: worked out by hand from fixture.h, and against a plain
 * loop over every household of up to four there can be. */
#include "query/houses.h"

/*     H0 {0 1}  H1 {2 3}  H2 {4 5 6}  H3 {7 15}  H4 {8 9 10}  H5 {11 14}  none: 12 13 */
static const struct expected by_hand[] = {
	{"household.sum(income)>=4000", "0 1 11 14 ? 2 3 4 5 6 7 8 9 10 12 13 15"},
	{"household.sum(income):4500元", "0 1 ? 2 3 4 5 6 7 8 9 10 12 13 15"},
	{"household.sum(income, age<18)=0", "0 1 7 11 14 15 ? 2 3 4 5 6 8 9 10 12 13"},
	{"户．合计（收入，年龄＜18）＝0", "0 1 7 11 14 15 ? 2 3 4 5 6 8 9 10 12 13"},
	{"household.sum(children)>=3", "0 1 7 15 ? 2 3 4 5 6 8 9 10 12 13"},
	{"household.sum(children):2..3", "0 1 11 14 ? 2 3 4 5 6 8 9 10 12 13"},
	{"household.sum(children)!=2..3", "7 15 ? 2 3 4 5 6 8 9 10 12 13"},
	{"household.sum(children):?", "2 3 4 5 6 8 9 10 ? 12 13"},
	{"household.sum(children):*", "0 1 7 11 14 15 ? 12 13"},
	{"household.sum(children)!=?", "0 1 7 11 14 15 ? 12 13"},
	{"household.min(age)<18", "4 5 6 8 9 10 ? 2 3 12 13"},
	{"户.最大(年龄)>=80岁", "0 1 7 15 ? 2 3 8 9 10 12 13"},
	{"household.min(age)=39", "11 14 ? 2 3 12 13"},
	{"household.max(care)>=high", "0 1 7 15 ? 2 3 4 5 6 8 9 10 11 12 13 14"},
	{"household.min(care):low", "0 1 ? 2 3 4 5 6 8 9 10 11 12 13 14"},
	{"dwelling.max(risk):low..mid", "4 5 6 ? 7 8 9 10 11 12 13 14 15"},
	/* without oneself */
	{"household.others.sum(income)>2000", "0 4 11 14 ? 3 5 6 7 8 9 10 12 13 15"},
	{"户.其他.最大(年龄)<60", "5 11 ? 2 9 12 13"},
	/* who has none: no least, no greatest; a sum of 0 */
	{"visits.max(date)>=2024-06", "0 7 ? 12"},
	{"visits.max(date)<2024-06", "9 15 ? 12"},
	{"visits.max(date)!=2024-06", "9 15 ? 12"},
	{"-visits.max(date)>=2024-06", "1 2 3 4 5 6 8 9 10 11 13 14 15 ? 12"},
	{"visits.min(date):?", "1 2 3 4 5 6 8 10 11 12 13 14"},
	{"visits.min(date):*", "0 7 9 15"},
	{"走访.最早(日期，结果:见到)<2024-06", "9 ? 7 12"},
	{"走访.最晚(日期)：＞＝2024-06", "0 7 ? 12"},
	{"visits.sum(children)=0", "1 2 3 4 5 6 8 10 11 13 14 ? 9"},
	{"visits.sum(children)=4", "0 12 ? 9"},
	/* perhaps one, perhaps none */
	{"visits.max(date, outcome:away)>2000", "0 15 ? 7"},
	{"visits.max(date, outcome:away)>=2024", "0 15"},
	/* how many, within a range */
	{"household.count():2..3", "0 1 2 3 4 5 6 7 8 9 10 11 14 15 ? 12 13"},
	{"household.count(disabled):1..2", "0 1 2 3 7 15 ? 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)!=1..2", "? 4 5 6 8 9 10 11 12 13 14"},
	{"户.数(残疾)：。。0", "? 4 5 6 8 9 10 11 12 13 14"},
	{"household.count(disabled)=2..", "? 2 3 8 9 10 12 13"},
	{"household.any(visits.max(date)>=2024-06)", "0 1 7 15 ? 12 13"},
};

static void residents_are_answered_as_by_hand(void **state)
{
	ask_all(*state, RESIDENT, by_hand, MQ_LENGTH(by_hand));
	assert_string_equal(ask(*state, HOUSEHOLD, "members.max(birth)>=2000"), "2 4 ? 1");
	assert_string_equal(ask(*state, DWELLING, "households.max(risk)=high"), "0 ? 2 3");
}

/* ---- asking all questions ---- */

static const char *const names[] = {
	[QUANTIFIER_SUM] = "sum", [QUANTIFIER_MIN] = "min", [QUANTIFIER_MAX] = "max",
};

static size_t compare_all(struct fixture *fixture, const struct houses *houses,
	const struct question *question, const char *value)
{
	char *text = mq_format("members.%s(%s, q)%s", names[question->quantifier],
		question->closed ? "w" : "v", value);
	struct mq_query *query = fixture_query(fixture, HOUSE, text);
	struct mq_answer answer = {0};
	size_t wrong = 0;

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	for (size_t i = 0; i < houses->n; i++) {
		enum verdict verdict = mq_set_has(answer.yes, (mq_record_id)i) ? VERDICT_YES
			: mq_set_has(answer.possible, (mq_record_id)i) ? VERDICT_UNKNOWN : VERDICT_NO;

		if (verdict != expect(question, houses->all + i) && wrong++ == 0) {
			fprintf(stderr, "%s: house %zu answered %d\n", text, i, (int)verdict);
		}
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	free(text);
	return wrong;
}

/* How a value is written, and what it means beside N. */
static const struct {
	const char *format;
	bool negated;
	char mark;
	int low, high;	/* FAR: no end; else added to N */
} forms[] = {
	{"=%d", false, 0, 0, 0}, {"!=%d", true, 0, 0, 0}, {"<%d", false, 0, FAR, -1},
	{"<=%d", false, 0, FAR, 0}, {">%d", false, 0, 1, FAR}, {">=%d", false, 0, 0, FAR},
	{":%d..", false, 0, 0, FAR}, {":..%d", false, 0, FAR, 0}, {"!=..%d", true, 0, FAR, 0},
	{":?", false, '?', 0, 0}, {":*", false, '*', 0, 0}, {"!=?", true, '?', 0, 0},
};

static size_t ask_form(struct fixture *fixture, const struct houses *houses, size_t form,
	struct question question)
{
	size_t wrong = 0;

	question.negated = forms[form].negated;
	question.mark = forms[form].mark;
	for (int n = -9; n <= 13; n++) {
		char *value = mq_format(forms[form].format, n);

		question.low = forms[form].low == FAR ? -FAR : n + forms[form].low;
		question.high = forms[form].high == FAR ? FAR : n + forms[form].high;
		/* Between two decimals there are others: order alone is asked of them. */
		if (!question.closed || n == 3 || n == 0 || n == -2) {
			wrong += compare_all(fixture, houses, &question, value);
		}
		free(value);
	}
	return wrong;
}

static void every_small_household_is_answered_by_the_rule(void **state)
{
	static struct houses houses;
	struct fixture *fixture;
	void *opened;
	size_t wrong = 0;

	(void)state;
	grow_houses(&houses, (struct house){0});
	assert_int_equal(houses.n, 1820);
	fixture = open_houses(&houses);
	for (int i = QUANTIFIER_SUM; i <= QUANTIFIER_MAX; i++) {
		for (size_t form = 0; form < MQ_LENGTH(forms); form++) {
			struct question question = {.quantifier = (enum quantifier)i};

			wrong += ask_form(fixture, &houses, form, question);
			question.closed = true;
			wrong += ask_form(fixture, &houses, form, question);
		}
	}
	assert_int_equal(wrong, 0);
	opened = fixture;
	fixture_close(&opened);
}

/* ---- the rule keeps what it promises ---- */

enum { WORLD_MIN = -300, WORLD_MAX = 300, NOBODY_THERE = WORLD_MAX + 1 };

/* What the number is in every world: who is perhaps there is or is not, what is not known
 * is any of some values. */
static void walk_worlds(const struct question *question, const struct house *house, int i, int n,
	int number, bool *reached)
{
	static const int guesses[] = {-40, -1, 0, 1, 40};
	bool sum = question->quantifier == QUANTIFIER_SUM;
	bool min = question->quantifier == QUANTIFIER_MIN;

	if (i == house->n) {
		reached[(n == 0 && !sum ? NOBODY_THERE : number) - WORLD_MIN] = true;
		return;
	}
	enum verdict verdict = verdicts[house->members[i] / VALUES];
	int value = values[house->members[i] % VALUES];
	bool unknown = value == UNKNOWN;

	if (verdict != VERDICT_YES || (unknown && question->closed)) {
		walk_worlds(question, house, i + 1, n, number, reached);
	}
	if (verdict == VERDICT_NO || (unknown && question->closed)) {
		return;
	}
	for (size_t k = 0; k < (unknown ? MQ_LENGTH(guesses) : 1); k++) {
		int guess = unknown ? guesses[k] : value;
		int next = sum ? number + guess : n == 0 ? guess
			: min ? (guess < number ? guess : number) : guess > number ? guess : number;

		walk_worlds(question, house, i + 1, n + 1, next, reached);
	}
}

static void check_house(struct question *question, const struct house *house)
{
	bool reached[WORLD_MAX - WORLD_MIN + 2] = {false};

	walk_worlds(question, house, 0, 0, 0, reached);
	for (int low = -3; low <= 4; low++) {
		question->low = low;
		question->high = low + 1;
		enum verdict verdict = expect(question, house);

		for (int number = WORLD_MIN; number <= NOBODY_THERE; number++) {
			bool fit = number != NOBODY_THERE && fits(question, number);

			if (reached[number - WORLD_MIN] && verdict != VERDICT_UNKNOWN) {
				assert_int_equal(fit, verdict == VERDICT_YES);
			}
		}
	}
}

static void what_is_sure_is_so_in_every_world(void **state)
{
	static struct houses houses;

	(void)state;
	grow_houses(&houses, (struct house){0});
	for (size_t i = 0; i < houses.n; i++) {
		for (int k = QUANTIFIER_SUM; k <= QUANTIFIER_MAX; k++) {
			for (int bits = 0; bits < 4; bits++) {
				check_house(&(struct question){.quantifier = (enum quantifier)k,
					.closed = (bits & 1) != 0, .negated = (bits & 2) != 0},
					houses.all + i);
			}
		}
	}
}

/* ---- without oneself ---- */

static void tally_house(const struct tree *tree, const struct house *house, int without,
	struct tally *tally)
{
	*tally = (struct tally){0};
	for (int i = 0; i < house->n; i++) {
		int value = values[house->members[i] % VALUES];

		if (i != without) {
			tally_add(tree, tally, verdicts[house->members[i] / VALUES],
				value == UNKNOWN ? NUMBER_OPEN : value);
		}
	}
}

static void one_taken_away_is_as_if_never_there(void **state)
{
	static struct houses houses;
	struct item item = {.kind = ITEM_NUMBERS};
	struct tree tree = {.items = &item};

	(void)state;
	grow_houses(&houses, (struct house){0});
	for (size_t i = 0; i < houses.n * 3; i++) {
		const struct house *house = houses.all + i / 3;

		tree.quantifier = (enum quantifier)(QUANTIFIER_SUM + (int)(i % 3));
		for (int k = 0; k < house->n; k++) {
			struct tally all, without;
			int value = values[house->members[k] % VALUES];

			tally_house(&tree, house, -1, &all);
			tally_remove(&tree, &all, verdicts[house->members[k] / VALUES],
				value == UNKNOWN ? NUMBER_OPEN : value);
			tally_house(&tree, house, k, &without);
			for (item.low = -4; item.low <= 6; item.low++) {
				item.high = item.low + 1;
				assert_int_equal(tally_judge(&tree, &all),
					tally_judge(&tree, &without));
			}
		}
	}
}

static void sums_of_the_largest_values_do_not_overflow(void **state)
{
	enum { RECORDS = 20000 };
	struct item item = {.kind = ITEM_NUMBERS, .low = 1, .high = NUMBER_MAX};
	struct tree tree = {.quantifier = QUANTIFIER_SUM, .items = &item};
	struct tally tally = {0};

	(void)state;
	for (int i = 0; i < RECORDS; i++) {
		tally_add(&tree, &tally, VERDICT_YES, INT64_C(999999999999999));
	}
	assert_int_equal(tally_judge(&tree, &tally), VERDICT_YES);
	for (int i = 0; i < RECORDS; i++) {
		tally_add(&tree, &tally, VERDICT_YES, INT64_C(-999999999999999));
	}
	assert_int_equal(tally_judge(&tree, &tally), VERDICT_NO);
	item.low = item.high = 0;
	assert_int_equal(tally_judge(&tree, &tally), VERDICT_YES);
}

/* ---- years ---- */

enum { BORN = 1600 };

/* One a household, born day after day from 1939 on. */
static struct fixture *open_born(void)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_bulk *bulk = mq_bulk_new(fixture->schema, pinyin, fixture->dir);
	mq_day first;

	fixture_store(fixture);
	assert_true(mq_day_from_civil(1939, 11, 1, &first));
	for (int i = 0; i < BORN; i++) {
		int year, month, day;

		mq_day_to_civil(first + i, &year, &month, &day);
		char *home = mq_format("household_id=H%d", i);
		char *line = mq_format("person_id=P%d birth_date=%d-%02d-%02d household=%d", i, year,
			month, day, i);

		fixture_add(fixture->schema, HOUSEHOLD, home, pinyin, bulk);
		fixture_add(fixture->schema, RESIDENT, line, pinyin, bulk);
		free(home);
		free(line);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	mq_pinyin_free(pinyin);
	fixture_look(fixture);
	return fixture;
}

static void compare_ages(struct fixture *fixture, int age)
{
	char *number = mq_format("members.max(age)=%d", age);
	char *plain = mq_format("members.any(age=%d)", age);
	struct mq_query *queries[] = {fixture_query(fixture, HOUSEHOLD, number),
		fixture_query(fixture, HOUSEHOLD, plain)};
	struct mq_answer answers[2] = {{0}, {0}};

	for (int i = 0; i < 2; i++) {
		assert_int_equal(mq_query_answer(queries[i], &fixture->view, answers + i, NULL, NULL),
			MQ_OK);
		mq_query_free(queries[i]);
	}
	assert_true(mq_set_equal(answers[0].yes, answers[1].yes));
	mq_answer_release(answers);
	mq_answer_release(answers + 1);
	free(number);
	free(plain);
}

static void ages_are_those_of_a_comparison(void **state)
{
	static const int days[][3] = {{2024, 2, 29}, {2023, 2, 28}, {2024, 2, 28}, {2024, 3, 1},
		{1943, 11, 1}, {2044, 1, 1}, {2090, 12, 31}};
	struct fixture *fixture = open_born();
	void *opened = fixture;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(days); i++) {
		assert_true(mq_day_from_civil(days[i][0], days[i][1], days[i][2],
			&fixture->view.today));
		for (int age = days[i][0] - 1946; age <= days[i][0] - 1938; age++) {
			compare_ages(fixture, age);
		}
	}
	fixture_close(&opened);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(residents_are_answered_as_by_hand, fixture_open,
			fixture_close),
		cmocka_unit_test(every_small_household_is_answered_by_the_rule),
		cmocka_unit_test(what_is_sure_is_so_in_every_world),
		cmocka_unit_test(one_taken_away_is_as_if_never_there),
		cmocka_unit_test(sums_of_the_largest_values_do_not_overflow),
		cmocka_unit_test(ages_are_those_of_a_comparison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
