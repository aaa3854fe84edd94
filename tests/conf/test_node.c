/* Values of a type, and whole maps against their rows. */
#include "conf/conf_test.h"

/* A file of one key `a`, and its node. */
static const struct mq_node *only(struct mq_conf **conf, const char *value)
{
	char *text = mq_format("a: %s\n", value);

	*conf = read_good(text);
	free(text);
	return mq_node_get(mq_conf_root(*conf), "a");
}

static void a_missing_node_is_no_fault(void **state)
{
	struct mq_conf *conf = read_good("a: {b: 1}\n");
	const struct mq_node *missing = mq_node_get(mq_conf_root(conf), "b");
	struct mq_diag diag = {0};
	const char *text = "kept";
	int64_t number = 7;
	bool flag = true;
	int choice = 3;

	(void)state;
	assert_null(missing);
	assert_null(mq_node_get(mq_node_get(mq_conf_root(conf), "a")->first, "b"));
	assert_int_equal(mq_node_text(conf, missing, &text, &diag), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_node_int(conf, missing, &number, &diag), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_node_bool(conf, missing, &flag, &diag), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_node_enum(conf, missing, &text, 1, &choice, &diag), MQ_ERR_NOT_FOUND);
	assert_string_equal(text, "kept");
	assert_int_equal(number, 7);
	assert_int_equal(choice, 3);
	assert_true(flag);
	assert_int_equal(diag.n_faults, 0);
	mq_conf_free(conf);
}

static void a_text_must_be_one_value(void **state)
{
	static const char *const wrong[][2] = {
		{"[x]", "'a' must be one value"}, {"{x: y}", "'a' must be one value"},
		{"", "'a' has no value"}, {"# nothing", "'a' has no value"},
	};
	struct mq_conf *conf;
	const char *text = NULL;

	(void)state;
	assert_int_equal(mq_node_text(NULL, only(&conf, "''"), &text, NULL), MQ_OK);
	assert_string_equal(text, "");
	mq_conf_free(conf);
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		const struct mq_node *node = only(&conf, wrong[i][0]);
		struct mq_diag diag = {0};

		text = "kept";
		assert_int_equal(mq_node_text(conf, node, &text, &diag), MQ_ERR_CONFIG);
		assert_string_equal(text, "kept");
		assert_only_fault(diag, 1, 1, wrong[i][1]);
		mq_conf_free(conf);
	}
}

static void only_true_and_false_are_booleans(void **state)
{
	static const char *const hints[][2] = {
		{"no", "write false, without quotes"}, {"yes", "write true, without quotes"},
		{"on", "write true, without quotes"}, {"Off", "write false, without quotes"},
		{"是", "write true, without quotes"}, {"否", "write false, without quotes"},
		{"有", "write true, without quotes"}, {"无", "write false, without quotes"},
		{"TRUE", "write true, without quotes"}, {"'false'", "write false, without quotes"},
		{"1", "write true, without quotes"}, {"maybe", "write true or false"},
	};
	struct mq_conf *conf;
	bool flag = false;

	(void)state;
	assert_int_equal(mq_node_bool(NULL, only(&conf, "true"), &flag, NULL), MQ_OK);
	assert_true(flag);
	mq_conf_free(conf);
	assert_int_equal(mq_node_bool(NULL, only(&conf, "false"), &flag, NULL), MQ_OK);
	assert_false(flag);
	mq_conf_free(conf);
	for (size_t i = 0; i < MQ_LENGTH(hints); i++) {
		const struct mq_node *node = only(&conf, hints[i][0]);
		struct mq_diag diag = {0};

		flag = i % 2 == 0;
		assert_int_equal(mq_node_bool(conf, node, &flag, &diag), MQ_ERR_CONFIG);
		assert_true(flag == (i % 2 == 0));
		assert_string_equal(diag.faults[0].hint, hints[i][1]);
		assert_only_fault(diag, 1, 4, "'a' must be true or false, not '");
		mq_conf_free(conf);
	}
}

static void whole_numbers_are_plain_digits(void **state)
{
	static const struct {
		const char *text;
		int64_t number;
	} right[] = {
		{"0", 0}, {"150", 150}, {"-5", -5}, {"9223372036854775807", INT64_MAX},
		{"-9223372036854775808", INT64_MIN},
	};
	static const char *const wrong[] = {
		"0777", "1_000", "+1", "1.5", "1e3", "0x1f", "12:30:00", "--1", "-0", "'5'", "５", "五", "no",
		"9223372036854775808", "-9223372036854775809", "99999999999999999999",
	};
	struct mq_conf *conf;

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(right); i++) {
		int64_t number = 77;

		assert_int_equal(mq_node_int(NULL, only(&conf, right[i].text), &number, NULL), MQ_OK);
		assert_true(number == right[i].number);
		mq_conf_free(conf);
	}
	for (size_t i = 0; i < MQ_LENGTH(wrong); i++) {
		const struct mq_node *node = only(&conf, wrong[i]);
		struct mq_diag diag = {0};
		int64_t number = 77;

		assert_int_equal(mq_node_int(conf, node, &number, &diag), MQ_ERR_CONFIG);
		assert_int_equal(number, 77);
		assert_only_fault(diag, 1, 4, "'a' must be a whole number, not '");
		mq_conf_free(conf);
	}
}

static void one_of_several_names_is_its_index(void **state)
{
	static const char *const names[] = {"none", "words", "name", "number"};
	struct mq_conf *conf;
	const struct mq_node *node = only(&conf, "name");
	struct mq_diag diag = {0};
	int choice = -1;

	(void)state;
	assert_int_equal(mq_node_enum(conf, node, names, MQ_LENGTH(names), &choice, &diag), MQ_OK);
	assert_int_equal(choice, 2);
	mq_conf_free(conf);
	node = only(&conf, "wrods");
	assert_int_equal(mq_node_enum(conf, node, names, MQ_LENGTH(names), &choice, &diag),
		MQ_ERR_CONFIG);
	assert_string_equal(diag.faults[0].hint, "did you mean 'words'?");
	mq_conf_free(conf);
	node = only(&conf, "拼音");
	mq_node_enum(conf, node, names, MQ_LENGTH(names), &choice, &diag);
	assert_fault(&diag, 1, 1, 4, "'a' cannot be '拼音'");
	assert_string_equal(diag.faults[1].hint, "it is one of: none, words, name, number");
	assert_int_equal(choice, 2);
	mq_diag_release(&diag);
	mq_conf_free(conf);
}

static void entries_of_a_list_are_named_by_their_text(void **state)
{
	struct mq_conf *conf = read_good("a: [x, []]\n");
	const struct mq_node *list = mq_node_get(mq_conf_root(conf), "a");
	struct mq_diag diag = {0};
	const char *text;
	int64_t number;

	(void)state;
	mq_node_int(conf, list->first, &number, &diag);
	mq_node_text(conf, list->first->next, &text, &diag);
	assert_fault(&diag, 0, 1, 5, "'x' must be a whole number");
	assert_fault(&diag, 1, 1, 8, "'entry' must be one value");
	mq_diag_release(&diag);
	mq_conf_free(conf);
}

/* ---- maps ---- */

static const struct mq_conf_row rows[] = {
	{"kind", MQ_NODE_SCALAR, true},
	{"columns", MQ_NODE_LIST, false},
	{"values", MQ_NODE_MAP, false},
	{"privacy", MQ_NODE_SCALAR, true},
};

static void check_map(const char *text, struct mq_diag *diag, enum mq_err expected)
{
	struct mq_conf *conf = read_good(text);

	assert_int_equal(mq_conf_check(conf, mq_conf_root(conf), rows, MQ_LENGTH(rows), diag),
		expected);
	assert_int_equal(mq_conf_check(conf, mq_conf_root(conf), rows, MQ_LENGTH(rows), NULL),
		expected);
	mq_conf_free(conf);
}

static void a_map_that_fits_its_rows_passes(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	check_map("privacy: 1\nkind: resident\ncolumns: [a]\nvalues: {}\n", &diag, MQ_OK);
	/* A key with nothing behind it is an empty list or map. */
	check_map("privacy: 1\nkind: resident\ncolumns:\nvalues:\n", &diag, MQ_OK);
	assert_int_equal(diag.n_faults, 0);
}

static void all_that_does_not_fit_is_told(void **state)
{
	struct mq_diag diag = {0};

	(void)state;
	check_map("knid: resident\ncolumns: a\nvalues: [b]\ntemperature: 1\n", &diag, MQ_ERR_CONFIG);
	assert_fault(&diag, 0, 1, 1, "unknown key 'knid'");
	assert_string_equal(diag.faults[0].hint, "did you mean 'kind'?");
	assert_fault(&diag, 1, 2, 10, "'columns' must be a list");
	assert_fault(&diag, 2, 3, 1, "'values' must be a map");
	assert_fault(&diag, 3, 4, 1, "unknown key 'temperature'");
	assert_string_equal(diag.faults[3].hint, "it is one of: kind, columns, values, privacy");
	assert_fault(&diag, 4, 1, 1, "the key 'kind' is missing");
	assert_fault(&diag, 5, 1, 1, "the key 'privacy' is missing");
	assert_int_equal(diag.n_faults, 6);
	mq_diag_release(&diag);
}

static void a_missing_key_is_told_at_the_maps_own(void **state)
{
	struct mq_conf *conf = read_good("fields:\n  sex:\n    kind: resident\n  age: text\n  edu:\n");
	const struct mq_node *field = mq_node_get(mq_conf_root(conf), "fields")->first;
	struct mq_diag diag = {0};

	(void)state;
	for (; field != NULL; field = field->next) {
		assert_int_equal(mq_conf_check(conf, field, rows, MQ_LENGTH(rows), &diag),
			MQ_ERR_CONFIG);
	}
	assert_fault(&diag, 0, 2, 3, "'sex' lacks the key 'privacy'");
	assert_fault(&diag, 1, 4, 8, "'age' must be a map");
	assert_fault(&diag, 2, 5, 3, "'edu' lacks the key 'kind'");
	assert_fault(&diag, 3, 5, 3, "'edu' lacks the key 'privacy'");
	assert_int_equal(diag.n_faults, 4);
	mq_diag_release(&diag);
	mq_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_node_is_no_fault),
		cmocka_unit_test(a_text_must_be_one_value),
		cmocka_unit_test(only_true_and_false_are_booleans),
		cmocka_unit_test(whole_numbers_are_plain_digits),
		cmocka_unit_test(one_of_several_names_is_its_index),
		cmocka_unit_test(entries_of_a_list_are_named_by_their_text),
		cmocka_unit_test(a_map_that_fits_its_rows_passes),
		cmocka_unit_test(all_that_does_not_fit_is_told),
		cmocka_unit_test(a_missing_key_is_told_at_the_maps_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
