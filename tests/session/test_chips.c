/* The conditions of the question in force: what they are, whom they are not known of, how they
 * are changed, and how the word at the cursor was read. */
#include "office.h"

static struct mq_conditions conditions_of(struct office *office, const char *text)
{
	struct mq_conditions conditions;

	assert_int_equal(office_ask(office, text, true), MQ_OK);
	assert_int_equal(mq_session_conditions(office->session, &conditions, &office->diag), MQ_OK);
	assert_int_equal(conditions.question, office->reply.question);
	return conditions;
}

static void each_tells_where_it_stands_and_what_it_says(void **state)
{
	static const char text[] = "高龄 sex:female -独居 sort:age";
	struct mq_conditions conditions = conditions_of(*state, text);

	assert_int_equal(conditions.n, 3);
	assert_string_equal(conditions.conditions[0].query, "elder_80");
	assert_memory_equal(text + conditions.conditions[1].from, "sex:female", 10);
	assert_string_equal(conditions.conditions[1].query, "sex:2");
	assert_string_equal(conditions.conditions[2].query, "-lives_alone");
	for (size_t i = 0; i < conditions.n; i++) {
		assert_true(strlen(conditions.conditions[i].label) > 0);
	}
	mq_conditions_release(&conditions);
}

static void without_a_condition_there_is_none(void **state)
{
	struct mq_conditions conditions = conditions_of(*state, "");

	assert_int_equal(conditions.n, 0);
	mq_conditions_release(&conditions);
}

/* Whoever is unknown is so because of one condition at least. */
static void the_unknown_of_all_are_unknown_in_one(void **state)
{
	static const char *const texts[] = {"高龄 独居", "income_month<2000 高龄", "age>=80 edu:?",
		"blood_type:A 女 高龄", "blood_type:A age<70 -独居"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		if (office_ask(office, texts[i], false) != MQ_OK) {
			continue;
		}
		struct mq_conditions conditions = conditions_of(office, texts[i]);
		uint64_t sum = 0;

		for (size_t k = 0; k < conditions.n; k++) {
			assert_true(conditions.conditions[k].unknown <= office->reply.unknown);
			sum += conditions.conditions[k].unknown;
		}
		assert_true(sum >= office->reply.unknown);
		mq_conditions_release(&conditions);
	}
}

static void assert_changed(struct office *office, const char *text, size_t at,
	enum mq_condition_change how, const char *wanted)
{
	struct mq_buf out = {0};

	assert_int_equal(office_ask(office, text, true), MQ_OK);
	mq_session_change_condition(office->session, at, how, &out);
	assert_string_equal(out.data ? out.data : "", wanted);
	mq_buf_release(&out);
}

static void one_is_taken_out_and_the_rest_stays_as_typed(void **state)
{
	struct office *office = *state;

	assert_changed(office, "高龄  性别:女  独居", 1, MQ_CONDITION_REMOVE, "高龄  独居");
	assert_changed(office, "高龄 独居", 1, MQ_CONDITION_REMOVE, "高龄");
	assert_changed(office, "高龄", 0, MQ_CONDITION_REMOVE, "");
	assert_changed(office, "高龄 独居 sort:age", 0, MQ_CONDITION_REMOVE, "独居 sort:age");
	assert_changed(office, "高龄", 1, MQ_CONDITION_REMOVE, "");
}

/* Whatever is half typed, and wherever: a condition of it is taken out or denied. */
static void of_texts_half_typed_any_condition_can_be_changed(void **state)
{
	static const char *const pieces[] = {"sex:2", "(", ")", " or ", " and ", "-", "household.any(",
		"age:", "60..", "age>=60", "{", "~~", "\"", " ", "王", "sort:", "limit:3", "高龄", "/", "!", "not "};
	struct office *office = *state;
	uint64_t dice = 7;

	for (size_t round = 0; round < 4000; round++) {
		struct mq_buf text = {0};
		struct mq_buf out = {0};

		for (size_t n = 1 + (size_t)(dice >> 40) % 7; n > 0; n--) {
			dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
			mq_buf_adds(&text, pieces[(size_t)(dice >> 33) % MQ_LENGTH(pieces)]);
		}
		if (office_ask(office, text.data, true) == MQ_OK) {
			mq_session_change_condition(office->session, round % 3,
				round % 2 ? MQ_CONDITION_REMOVE : MQ_CONDITION_DENY, &out);
		}
		mq_buf_release(&text);
		mq_buf_release(&out);
	}
}

static void one_is_denied_and_no_longer(void **state)
{
	struct office *office = *state;

	assert_changed(office, "高龄 性别:女", 1, MQ_CONDITION_DENY, "高龄 -性别:女");
	assert_changed(office, "高龄 -性别:女", 1, MQ_CONDITION_DENY, "高龄 性别:女");
}

/* Where an `and` or brackets would be left behind it is written anew. */
static void whatever_is_changed_means_what_it_should(void **state)
{
	static const char *const texts[] = {"高龄 and 独居", "(高龄 独居) 女", "高龄 且 独居 且 女",
		"not 高龄 独居", "非独居 女", "(高龄 or 独居) 女", "household.any(age<18) 高龄",
		"from:household count:1", "“王” 高龄", "age>=80 and not (女 or 独居)"};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		for (size_t at = 0; at < 3; at++) {
			struct mq_buf out = {0};
			struct mq_conditions before;
			struct mq_conditions after;

			if (office_ask(office, texts[i], true) != MQ_OK) {
				continue;
			}
			before = conditions_of(office, texts[i]);
			mq_session_change_condition(office->session, at, MQ_CONDITION_REMOVE, &out);
			if (at < before.n) {
				after = conditions_of(office, out.data ? out.data : "");
				assert_int_equal(after.n, before.n - 1);
				for (size_t k = 0; k < after.n; k++) {
					assert_string_equal(after.conditions[k].query,
						before.conditions[k + (k >= at)].query);
				}
				mq_conditions_release(&after);
			}
			mq_conditions_release(&before);
			mq_buf_release(&out);
		}
	}
}

/* ---- how a word was read ---- */

static struct mq_reading read_last(struct office *office, const char *text)
{
	const struct mq_page page = {.limit = 1};
	struct mq_reading reading;
	struct mq_rows rows;

	assert_int_equal(office_ask(office, text, true), MQ_OK);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	assert_int_equal(mq_session_reading(office->session, strlen(text),
		rows.n_rows > 0 ? rows.rows[0].id : MQ_NO_RECORD, &reading, &office->diag), MQ_OK);
	mq_rows_release(&rows);
	return reading;
}

static void a_word_is_read_as_what_it_is(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *text;
		enum mq_reading_as how;
		const char *field;
	} words[] = {
		{"高龄", MQ_READING_TAG, "elder_80"},
		{"女 -高龄", MQ_READING_TAG, "elder_80"},
		{"女", MQ_READING_CODE, "sex"},
		{"wang", MQ_READING_PINYIN, "name"},
		{"王", MQ_READING_TEXT, "name"},
		{"xx:A", MQ_READING_FIELD, "blood_type"},
		{"sex:female", MQ_READING_PLAIN, "sex"},
		{"血型:A", MQ_READING_PLAIN, "blood_type"},
	};

	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		struct mq_reading reading = read_last(office, words[i].text);

		assert_int_equal(reading.how, words[i].how);
		assert_int_equal(reading.field, office_field(office, words[i].field));
	}
	assert_int_equal(read_last(office, "").how, MQ_READING_PLAIN);
	assert_int_equal(read_last(office, "qqqqqq").how, MQ_READING_PLAIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_tells_where_it_stands_and_what_it_says),
		cmocka_unit_test(without_a_condition_there_is_none),
		cmocka_unit_test(the_unknown_of_all_are_unknown_in_one),
		cmocka_unit_test(one_is_taken_out_and_the_rest_stays_as_typed),
		cmocka_unit_test(of_texts_half_typed_any_condition_can_be_changed),
		cmocka_unit_test(one_is_denied_and_no_longer),
		cmocka_unit_test(whatever_is_changed_means_what_it_should),
		cmocka_unit_test(a_word_is_read_as_what_it_is),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
