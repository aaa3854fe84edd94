#include "office.h"

static void fields_are_called_by_their_names_and_pinyin(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	const struct mq_field *age = &schema->fields[office_field(office, "age")];
	static const struct {
		const char *typed;
		enum mq_called called;
	} cases[] = {{"", MQ_CALLED_SO}, {"AGE", MQ_CALLED_SO}, {"年龄", MQ_CALLED_SO},
		{"ag", MQ_CALLED_PREFIX}, {"龄", MQ_CALLED_INSIDE}, {"nl", MQ_CALLED_READ},
		{"nianling", MQ_CALLED_READ}, {"nianl", MQ_CALLED_PART_READ}, {"xb", MQ_CALLED_NOT}};

	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		assert_int_equal(mq_session_field_called(age, cases[i].typed, strlen(cases[i].typed)),
			cases[i].called);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_called_by_their_names_and_pinyin),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
