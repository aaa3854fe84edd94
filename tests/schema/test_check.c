#include "schema/fixture.h"

/* Read text as a field with this check; *text becomes the canonical form. */
static enum mq_err read_checked(enum mq_check check, const char *cell, struct mq_buf *out,
	struct mq_diag *diag)
{
	const struct mq_field field = {
		.id = "number", .zh = "号码", .en = "number", .type = MQ_TYPE_TEXT, .check = check,
	};
	struct mq_value value;

	mq_buf_clear(out);
	return mq_value_read(&field, cell, strlen(cell), out, &value, diag);
}

static void specimens_of_the_standard_are_taken(void **unused)
{
	static const struct {
		const char *cell;
		const char *canonical;
	} cases[] = {
		{"11010519491231002X", "11010519491231002X"},
		{"440524188001010014", "440524188001010014"},
		{"11010519491231002x", "11010519491231002X"},
		{" １１０１０５１９４９１２３１００２Ｘ　", "11010519491231002X"},
	};
	struct mq_buf out = {0};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(read_checked(MQ_CHECK_GB11643, cases[i].cell, &out, NULL), MQ_OK);
		assert_string_equal(out.data, cases[i].canonical);
	}
	mq_buf_release(&out);
}

static void every_other_check_character_is_refused(void **unused)
{
	struct mq_buf out = {0};
	char cell[] = "11010519491231002?";

	(void)unused;
	for (const char *last = "0123456789X"; *last != '\0'; last++) {
		cell[17] = *last;
		assert_int_equal(read_checked(MQ_CHECK_GB11643, cell, &out, NULL),
			*last == 'X' ? MQ_OK : MQ_ERR_INPUT);
	}
	mq_buf_release(&out);
}

static void every_changed_digit_is_noticed(void **unused)
{
	struct mq_buf out = {0};

	(void)unused;
	for (size_t i = 0; i < 17; i++) {
		char cell[] = "11010519491231002X";

		cell[i] = cell[i] == '9' ? '0' : (char)(cell[i] + 1);
		assert_int_equal(read_checked(MQ_CHECK_GB11643, cell, &out, NULL), MQ_ERR_INPUT);
	}
	mq_buf_release(&out);
}

static void the_old_form_is_refused_with_the_new_one_as_hint(void **unused)
{
	struct mq_diag diag = {0};
	struct mq_buf out = {0};

	(void)unused;
	assert_int_equal(read_checked(MQ_CHECK_GB11643, "110105491231002", &out, &diag), MQ_ERR_INPUT);
	assert_int_equal(out.len, 0);
	assert_int_equal(diag.n_faults, 1);
	assert_string_equal(diag.faults[0].hint, "11010519491231002X");
	mq_diag_release(&diag);
	mq_buf_release(&out);
}

static void numbers_of_another_shape_are_refused(void **unused)
{
	static const char *const cells[] = {
		"1", "1101051949123100", "11010519491231002XX", "1101051949123100 2X",
		"11010519491331002X", "11010519490230002X", "1.10105E+17", "A1010519491231002X",
	};
	struct mq_buf out = {0};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(cells); i++) {
		assert_int_equal(read_checked(MQ_CHECK_GB11643, cells[i], &out, NULL), MQ_ERR_INPUT);
	}
	mq_buf_release(&out);
}

static void mobile_numbers_have_eleven_digits_and_start_with_one(void **unused)
{
	struct mq_buf out = {0};

	(void)unused;
	assert_int_equal(read_checked(MQ_CHECK_MOBILE, "13900000001", &out, NULL), MQ_OK);
	assert_int_equal(read_checked(MQ_CHECK_MOBILE, "１３９０００００００１", &out, NULL), MQ_OK);
	assert_string_equal(out.data, "13900000001");
	assert_int_equal(read_checked(MQ_CHECK_MOBILE, "1390000000", &out, NULL), MQ_ERR_INPUT);
	assert_int_equal(read_checked(MQ_CHECK_MOBILE, "23900000001", &out, NULL), MQ_ERR_INPUT);
	assert_int_equal(read_checked(MQ_CHECK_MOBILE, "139-0000001", &out, NULL), MQ_ERR_INPUT);
	mq_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(specimens_of_the_standard_are_taken),
		cmocka_unit_test(every_other_check_character_is_refused),
		cmocka_unit_test(every_changed_digit_is_noticed),
		cmocka_unit_test(the_old_form_is_refused_with_the_new_one_as_hint),
		cmocka_unit_test(numbers_of_another_shape_are_refused),
		cmocka_unit_test(mobile_numbers_have_eleven_digits_and_start_with_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
