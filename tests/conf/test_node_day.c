#include "conf_test.h"

static const struct mq_node *only(struct mq_conf **conf, const char *text)
{
	char *file = mq_format("a: %s\n", text);

	*conf = read_good(file);
	free(file);
	return mq_conf_root(*conf)->first;
}

static void a_day_is_written_in_one_way(void **state)
{
	static const char *const wrong[] = {"2026-02-29", "2026/01/31", "20260131", "2026-1-31",
		"2026-01-31 08:00", "today", "2026-01-30..2026-01-31"};
	struct mq_conf *conf;
	mq_day day = 7;

	(void)state;
	assert_int_equal(mq_node_day(NULL, only(&conf, "2026-01-31"), &day, NULL), MQ_OK);
	mq_conf_free(conf);
	assert_int_equal(mq_node_day(NULL, only(&conf, "'2026-02-01'"), &day, NULL), MQ_OK);
	assert_int_equal(mq_day_weekday(day), 7);
	mq_conf_free(conf);
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		struct mq_diag diag = {0};
		const struct mq_node *node = only(&conf, wrong[i]);
		mq_day untouched = 77;

		assert_int_equal(mq_node_day(conf, node, &untouched, &diag), MQ_ERR_CONFIG);
		assert_int_equal(untouched, 77);
		assert_non_null(diag.faults[0].hint);
		mq_diag_release(&diag);
		mq_conf_free(conf);
	}
}

static void days_are_one_or_a_stretch(void **state)
{
	static const char *const wrong[] = {"2026-01-31..", "..2026-01-31", "2026-02-02..2026-02-01",
		"2026-01-31...2026-02-01", "2026-01-31 .. 2026-02-01"};
	struct mq_conf *conf;
	mq_day from;
	mq_day to;

	(void)state;
	assert_int_equal(mq_node_days(NULL, only(&conf, "2024-02-28..2024-03-01"), &from, &to, NULL),
		MQ_OK);
	assert_int_equal(to - from, 2);
	mq_conf_free(conf);
	assert_int_equal(mq_node_days(NULL, only(&conf, "2024-02-28"), &from, &to, NULL), MQ_OK);
	assert_int_equal(to, from);
	mq_conf_free(conf);
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		const struct mq_node *node = only(&conf, wrong[i]);
		struct mq_diag diag = {0};

		assert_int_equal(mq_node_days(conf, node, &from, &to, &diag), MQ_ERR_CONFIG);
		mq_diag_release(&diag);
		mq_conf_free(conf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_written_in_one_way),
		cmocka_unit_test(days_are_one_or_a_stretch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
