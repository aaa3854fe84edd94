#include "work/street.h"

static void a_number_says_the_household_and_the_day_for_two_years_and_more(void **state)
{
	struct street *street = *state;
	char number[MQ_VISIT_NUMBER_MAX];
	mq_record_id household;
	mq_day day;

	street_look(street);
	for (mq_day back = -59; back < 930; back += 7) {
		for (mq_record_id id = 0; id < 3; id++) {
			mq_visit_number(&street->view, id, street->today - back, number);
			assert_int_equal(mq_visit_number_read(&street->view, number, &household, &day,
				NULL), MQ_OK);
			assert_int_equal(household, id);
			assert_int_equal(day, street->today - back);
		}
	}
	mq_register_look_away(street->reg);
}

static void a_wrong_digit_and_two_swapped_are_told(void **state)
{
	struct street *street = *state;
	char number[MQ_VISIT_NUMBER_MAX];
	mq_record_id household;
	mq_day day;

	street_look(street);
	mq_visit_number(&street->view, 2, street->today, number);
	for (size_t i = 0; number[i]; i++) {
		char right = number[i];

		for (char digit = '0'; digit <= '9' && right != '-'; digit++) {
			number[i] = digit;
			assert_int_equal(mq_visit_number_read(&street->view, number, &household, &day,
				NULL), digit == right ? MQ_OK : MQ_ERR_INPUT);
		}
		number[i] = right;
	}
	for (size_t i = 0; number[i + 1]; i++) {
		char first = number[i];

		if (first != '-' && number[i + 1] != '-' && first != number[i + 1]) {
			number[i] = number[i + 1];
			number[i + 1] = first;
			assert_int_equal(mq_visit_number_read(&street->view, number, &household, &day,
				NULL), MQ_ERR_INPUT);
			number[i + 1] = number[i];
			number[i] = first;
		}
	}
	mq_register_look_away(street->reg);
}

static void what_is_no_number_is_a_key_perhaps(void **state)
{
	static const char *const texts[] = {"", "P1", "H1", "79-1-22", "790-1-2", "790-1-222",
		"790--22", "790-1-22x", "7900-1-22", "790-99999999999-22"};
	struct street *street = *state;
	mq_record_id household;
	mq_day day;

	street_look(street);
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		assert_int_equal(mq_visit_number_read(&street->view, texts[i], &household, &day, NULL),
			MQ_ERR_NOT_FOUND);
	}
	mq_register_look_away(street->reg);
}

static void a_sheet_is_keyed_back_under_its_number(void **state)
{
	struct street *street = *state;
	struct mq_buf sheet = {0};
	char number[MQ_VISIT_NUMBER_MAX];
	char *said;
	struct mq_plan plan;

	street_look(street);
	assert_int_equal(mq_visit_sheet(&street->view, street->config, 0, street->today - 3, &sheet,
		NULL), MQ_OK);
	mq_visit_number(&street->view, 0, street->today - 3, number);
	mq_register_look_away(street->reg);
	assert_non_null(strstr(sheet.data, number));
	assert_non_null(strstr(sheet.data, " 1 王芳"));
	assert_non_null(strstr(sheet.data, " 2 李强"));
	assert_non_null(strstr(sheet.data, "阳曲路760弄12号"));
	said = mq_format("%s met met=2", number);
	plan = street_visited(street, said);
	assert_string_equal(plan.key, "H1/2026-02-26/王老师/P2");
	mq_plan_release(&plan);
	plan = street_visited(street, said);
	assert_true(plan.there);
	mq_plan_release(&plan);
	free(said);
	mq_buf_release(&sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		street_test(a_number_says_the_household_and_the_day_for_two_years_and_more),
		street_test(a_wrong_digit_and_two_swapped_are_told),
		street_test(what_is_no_number_is_a_key_perhaps),
		street_test(a_sheet_is_keyed_back_under_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
