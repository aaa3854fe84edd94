/* Who asks, held against those linked: worked out by hand from fixture.h, and every field and
 * comparison against a plain loop over values as they are told for a card. */
#include "query/fixture.h"

#include "../../src/query/evaluate.h"

/*     H0 {0 1}  H1 {2 3}  H2 {4 5 6}  H3 {7 15}  H4 {8 9 10}  H5 {11 14}  none: 12 13 */
static const struct expected of_residents[] = {
	{"household.any(age>^age)", "1 4 6 10 14 15 ? 2 3 8 9 12 13"},
	{"户．有（年龄＞＾年龄）", "1 4 6 10 14 15 ? 2 3 8 9 12 13"},
	{"household.any(not age<=^age)", "1 4 6 10 14 15 ? 2 3 8 9 12 13"},
	{"household.none(birth>^birth)", "1 4 14 15 ? 2 3 8 10 12 13"},
	{"household.count(sex=^sex)>=2", "4 5 7 8 9 15 ? 11 12 13 14"},
	{"household.count(sex:^sex):2..3", "4 5 7 8 9 15 ? 11 12 13 14"},
	{"household.all(dibao=^dibao)", "2 3 7 8 9 10 11 14 15 ? 12 13"},
	{"household.all(高龄=^高龄)", "0 1 4 5 6 11 14 ? 2 3 8 9 10 12 13"},
	{"household.any(cert=^cert)", "0 7 ? 12 13"},
	{"household.any(cert!=^cert)", "0 1 2 3 4 5 6 7 8 9 10 11 14 15 ? 12 13"},
	{"household.any(mentor=^mentor)", "4 10 ? 0 1 2 3 5 6 7 8 9 11 12 13 14 15"},
	{"household.count(name=^name)=1", "0 1 2 3 4 5 6 7 8 9 10 11 14 15 ? 12 13"},
	{"房.any(floor=^children)", "? 3 4 7 8 9 10 12 13 15"},
	{"household.others.any(sex=^sex)", "4 5 7 8 9 15 ? 11 12 13 14"},
	/* sets beside, and negated */
	{"household.any(age>^age disabled)", "1 15 ? 2 3 4 6 8 9 10 12 13 14"},
	{"household.any(age>^age or dibao)", "0 1 4 5 6 10 14 15 ? 2 3 8 9 12 13"},
	{"household.any(age>^age not (sex=^sex or dibao))", "4 10 ? 2 3 8 12 13 14"},
	{"女 household.any(age>^age)", "1 6 10 14 15 ? 3 12 13"},
	/* a journal beside whose it is */
	{"visits.any(date<^moved)", "? 0 7 12 15"},
	{"visits.any(date>^moved)", "9 ? 0 7 12 15"},
	{"visits.any(phone=^phone)", "0 9 12 15 ? 7"},
	/* asked of who asks */
	{"visits.any(^(age>=80) outcome:met)", "0 7 12"},
	{"household.any(visits.any(^(disabled)))", "0 1 7 15 ? 12 13"},
	{"household.any(visits.any(^^(disabled)))", "0 7 ? 8 10 12 13"},
	{"household.any(^(visits.any(date>^moved)))", "9 ? 0 7 12 13 15"},
	/* two brackets out */
	{"household.any(visits.any(date>^^moved))", "9 ? 0 7 8 10 12 13 15"},
	{"household.any(age<^age visits.any(age<^^age))", "7 ? 8 12 13"},
	/* numbers */
	{"household.sum(income, age<^age)>=2000", "0 11 ? 2 3 5 6 7 8 9 10 12 13"},
	{"household.max(age, age<^age)>=39", "0 7 11 ? 2 3 8 9 10 12 13"},
};

static void residents_are_held_against_one_another(void **state)
{
	ask_all(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
	assert_string_equal(ask(*state, HOUSEHOLD, "dwelling.any(risk>^risk)"), "1 ? 3 4 5");
	assert_string_equal(ask(*state, HOUSEHOLD, "members.any(risk=^risk)"), "0 1 2 4 ? 3 5");
}

static void kept_answers_are_the_same(void **state)
{
	ask_all_kept(*state, RESIDENT, of_residents, MQ_LENGTH(of_residents));
}

/* ---- every field, every comparison ---- */

enum { RESIDENTS = 16, HOMES = 6, NONE = 2, OPEN = 3, KNOWN = 4 };

/* What a field is of one resident, as a card tells it. */
struct cell {
	int state;
	int64_t number;
	char text[64];
};

static struct cell cell_of(struct fixture *fixture, const struct mq_field *field, mq_record_id id)
{
	struct mq_buf text = {0};
	struct cell cell = {.state = KNOWN};

	mq_query_value(&fixture->view, RESIDENT, id, field->number, &text);
	if (text.len > 0) {
		snprintf(cell.text, sizeof(cell.text), "%.*s", (int)text.len, text.data);
		cell.number = field->type == MQ_TYPE_TEXT ? 0
			: mq_value_number(field, mq_slice(text.data, text.len));
		cell.number *= field->type == MQ_TYPE_INT ? 10000 : 1;
	} else if (!field->closed || mq_query_owner(&fixture->view, RESIDENT, id,
			field->number) == MQ_NO_RECORD) {
		cell.state = OPEN;
	} else {
		cell.state = field->type == MQ_TYPE_BOOL ? KNOWN : NONE;
	}
	mq_buf_release(&text);
	return cell;
}

static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};

static int compared(const struct cell *own, const struct cell *other, const char *op, bool text)
{
	bool same = text ? strcmp(own->text, other->text) == 0 : own->number == other->number;
	bool less = own->number < other->number;
	bool negated = op[0] == '!';

	if (own->state == NONE || other->state == NONE) {
		return negated ? VERDICT_YES : VERDICT_NO;
	}
	if (own->state == OPEN || other->state == OPEN) {
		return VERDICT_UNKNOWN;
	}
	bool fits = op[0] == '<' ? less || (op[1] == '=' && same)
		: op[0] == '>' ? (!less && !same) || (op[1] == '=' && same) : same != negated;

	return fits ? VERDICT_YES : VERDICT_NO;
}

/* any or all of a household, with oneself or without. */
static int expected_of(struct fixture *fixture, const struct mq_field *own,
	const struct mq_field *other, const char *op, bool all, bool others, mq_record_id id)
{
	static const int homes[RESIDENTS] = {0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, -1, -1, 5, 3};
	struct cell asking = cell_of(fixture, other, id);
	int verdict = all ? VERDICT_YES : VERDICT_NO;
	bool somebody = false;

	if (homes[id] < 0) {
		return VERDICT_UNKNOWN;
	}
	for (mq_record_id i = 0; i < RESIDENTS; i++) {
		if (homes[i] == homes[id] && !(others && i == id)) {
			struct cell cell = cell_of(fixture, own, i);
			int next = compared(&cell, &asking, op, own->type == MQ_TYPE_TEXT);

			verdict = all ? verdict & next : verdict | next;
			somebody = true;
		}
	}
	return all && !somebody ? VERDICT_NO : verdict;
}

static void compare(struct fixture *fixture, const struct mq_field *own,
	const struct mq_field *other, const char *op, bool all, bool others)
{
	char *text = mq_format("household.%s(%s%s^%s)", all ? "all" : "any", own->id, op, other->id);
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct mq_answer answer = {0};

	query->root->others = others;
	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	for (mq_record_id id = 0; id < RESIDENTS; id++) {
		int verdict = mq_set_has(answer.yes, id) ? VERDICT_YES
			: mq_set_has(answer.possible, id) ? VERDICT_UNKNOWN : VERDICT_NO;

		if (verdict != expected_of(fixture, own, other, op, all, others, id)) {
			fail_msg("%s, others %d: resident %u answered %d", text, others, id, verdict);
		}
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	free(text);
}

static void every_comparison_is_that_of_a_plain_loop(void **state)
{
	static const char *const pairs[][2] = {
		{"age", "age"}, {"birth_date", "moved"}, {"moved", "moved"}, {"income", "income"},
		{"children", "income"}, {"income", "children"}, {"floor", "children"},
		{"children", "age"}, {"care", "care"}, {"risk", "care"}, {"sex", "sex"},
		{"cert", "cert"}, {"dibao", "dibao"}, {"dibao", "disabled"}, {"elder_80", "dibao"},
		{"alone", "elder_80"}, {"has_lift", "dibao"}, {"mentor", "mentor"}, {"name", "name"},
		{"phone", "id_number"}, {"address", "address"},
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < MQ_LENGTH(pairs); i++) {
		const struct mq_field *own = fixture->schema->fields + fixture_field(fixture, pairs[i][0]);
		const struct mq_field *other = fixture->schema->fields
			+ fixture_field(fixture, pairs[i][1]);
		bool ordered = own->type == MQ_TYPE_INT || own->type == MQ_TYPE_DECIMAL
			|| own->type == MQ_TYPE_DATE || (own->codes != NULL && own->codes->ordered);

		for (size_t op = 0; op < (ordered ? MQ_LENGTH(ops) : 2); op++) {
			for (int bits = 0; bits < 4; bits++) {
				compare(fixture, own, other, ops[op], (bits & 1) != 0,
					(bits & 2) != 0);
			}
		}
	}
}

/* ---- many under one roof ---- */

enum { CROWD = 120 };

/* Three households; every so many something is not known. */
static int open_crowd(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_bulk *bulk = mq_bulk_new(fixture->schema, pinyin, fixture->dir);

	fixture_store(fixture);
	for (int i = 0; i < 3; i++) {
		char *home = mq_format("household_id=H%d", i);

		fixture_add(fixture->schema, HOUSEHOLD, home, pinyin, bulk);
		free(home);
	}
	for (int i = 0; i < CROWD; i++) {
		char *line = mq_format("person_id=P%d name=N%d household=%d sex=%d dibao=%s"
			" %s=19%d-01-01 %s=%d", i, i * 7 % 20, i % 40 != 0 ? i % 2 : 2, i % 3 % 2 + 1,
			i % 5 == 0 ? "true" : "false", i % 11 != 0 ? "birth_date" : "moved",
			40 + i * 13 % 50, i % 7 != 0 ? "income" : "children", i % 17);

		fixture_add(fixture->schema, RESIDENT, line, pinyin, bulk);
		free(line);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	mq_pinyin_free(pinyin);
	fixture_look(fixture);
	*state = fixture;
	return 0;
}

/* The same said so that nobody is passed over. */
static const char *const otherwise[][2] = {
	{"household.count(name=^name age>^age%s)>0", "household.count(-name!=^name age>^age%s)>0"},
	{"household.any(birth=^birth%s)", "household.any(-birth!=^birth%s)"},
	{"household.count(sex=^sex name=^name%s):2..", "household.count(sex=^sex -name!=^name%s):2.."},
	{"household.sum(income, moved=^moved%s)>20", "household.sum(income, -moved!=^moved%s)>20"},
	{"household.none(cert=^cert%s)", "household.none(-cert!=^cert%s)"},
	{"household.any(children=^income%s)", "household.any(-children!=^income%s)"},
};

static void answer_others(struct fixture *fixture, const char *format, const char *beside,
	bool others, struct mq_answer *answer)
{
	char *text = mq_format(format, beside);
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);

	query->root->others = others;
	assert_int_equal(mq_query_answer(query, &fixture->view, answer, NULL, NULL), MQ_OK);
	mq_query_free(query);
	free(text);
}

static void compare_others(struct fixture *fixture, const char *one, const char *other,
	const char *beside, bool others)
{
	struct mq_answer first = {0}, second = {0};

	answer_others(fixture, one, "", others, &first);
	answer_others(fixture, other, beside, others, &second);
	if (!mq_set_equal(first.yes, second.yes) || !mq_set_equal(first.possible, second.possible)) {
		fail_msg("%s, others %d", one, others);
	}
	assert_true(!others || mq_set_count(first.possible) > 0);
	mq_answer_release(&first);
	mq_answer_release(&second);
}

/* Where more is looked at of who asks than can be told apart, each is asked alone. */
static void who_asks_alike_is_answered_alike(void **state)
{
	static const char *const alone = " ^(age:{* ?}) ^(sex:{* ?}) ^(income:{* ?}) ^(name:{* ?})"
		" ^(dibao:{* ?})";
	static const char *const questions[] = {
		"household.any(age>^age%s)", "household.all(sex!=^sex or age<=^age%s)",
		"household.none(name=^name sex=^sex%s)", "household.count(age=^age%s)=1",
		"household.count(sex=^sex dibao%s):3..20", "household.sum(income, age<^age%s)>100",
		"household.sum(income, name=^name%s):?", "household.min(birth, sex=^sex%s)>=1941",
		"household.max(income, name=^name age!=^age%s)<9", "household.any(^(dibao) dibao%s)",
		"household.count(age>^age or ^(dibao)%s)>12",
		"household.any(household.count(age=^age name=^^name%s)>1)",
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < 2 * MQ_LENGTH(questions); i++) {
		compare_others(fixture, questions[i / 2], questions[i / 2], alone, i % 2 != 0);
	}
	for (size_t i = 0; i < 4 * MQ_LENGTH(otherwise); i++) {
		compare_others(fixture, otherwise[i / 4][0], otherwise[i / 4][1],
			i % 2 != 0 ? alone : "", i / 2 % 2 != 0);
	}
}

/* ---- the clock ---- */

static void who_is_not_decided_in_time_is_unknown(void **state)
{
	struct fixture *fixture = *state;
	struct mq_query *query = fixture_query(fixture, RESIDENT, "household.any(age>^age)");
	struct mq_diag diag = {0};
	struct eval eval;
	struct truth truth;

	eval_begin(&eval, &fixture->view);
	eval.deadline_ns = 1;
	truth = eval_tree(&eval, query->root, NULL);
	assert_int_equal(mq_set_count(truth.yes), 0);
	assert_int_equal(mq_set_count(truth.possible), 16);
	assert_int_equal(eval.stats.undecided, 16);
	truth_release(&truth);
	assert_int_equal(eval_end(&eval, &diag), MQ_OK);
	assert_int_equal(diag.faults[0].code, MQ_ERR_LIMIT);
	assert_non_null(strstr(diag.faults[0].message, "with one another took too long: 16"));
	mq_diag_release(&diag);
	mq_query_free(query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(residents_are_held_against_one_another),
		cmocka_unit_test(kept_answers_are_the_same),
		cmocka_unit_test(every_comparison_is_that_of_a_plain_loop),
		cmocka_unit_test(who_is_not_decided_in_time_is_unknown),
		cmocka_unit_test_setup_teardown(who_asks_alike_is_answered_alike, open_crowd,
			fixture_close),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
