/* Places: lines of every ending, and columns far along a long line. */
#include "conf/conf_test.h"

static void lines_end_as_editors_end_them(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(ends); i++) {
		char *text = mq_format("a: 1%s%sb: *x%sc: 2%s", ends[i], ends[i], ends[i], ends[i]);
		struct mq_diag diag = read_bad(text);

		assert_fault(&diag, 0, 3, 4, "aliases");
		assert_string_equal(diag.faults[0].excerpt, "b: *x");
		mq_diag_release(&diag);
		free(text);
	}
}

static void the_last_line_needs_no_end(void **state)
{
	struct mq_diag diag = read_bad("a: 1\nb: *x");

	(void)state;
	assert_fault(&diag, 0, 2, 4, "aliases");
	assert_string_equal(diag.faults[0].excerpt, "b: *x");
	mq_diag_release(&diag);
}

/* A fault per entry on one line; each caret must be under its own alias. */
static void columns_are_found_along_a_long_line(void **state)
{
	struct mq_buf text = {0};
	struct mq_diag diag;

	(void)state;
	mq_buf_adds(&text, "# 一行\n{");
	for (int i = 0; i < 900; i++) {
		mq_buf_addf(&text, "民情%03d: *日志, ", i);
	}
	mq_buf_adds(&text, "}\n");
	/* YAML names aliases in ASCII letters only. */
	for (char *star = text.data; (star = strstr(star, "*日志")) != NULL; star++) {
		memcpy(star, "*a     ", 7);
	}
	diag = read_bad(text.data);
	assert_int_equal(diag.n_faults, 900);
	for (size_t i = 0; i < diag.n_faults; i++) {
		const struct mq_fault *fault = &diag.faults[i];
		const char *at = fault->excerpt;
		uint32_t cp;

		assert_int_equal(fault->line, 2);
		for (size_t n = 1; n < fault->excerpt_column; n++) {
			at += mq_utf8_decode(at, strlen(at), &cp);
		}
		assert_int_equal(*at, '*');
	}
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

static void faults_of_a_tree_point_into_the_line(void **state)
{
	struct mq_conf *conf = read_good("a: 1\nfields:\n  民情日志: {kinde: x}\n");
	const struct mq_node *field = mq_node_get(mq_conf_root(conf), "fields")->first;
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_conf_fault(conf, field->first, true, &diag, "unknown key '%s'", "kinde"),
		MQ_ERR_CONFIG);
	mq_diag_hint(&diag, "did you mean 'kind'?");
	assert_printed(&diag,
		"f.yaml:3:10: unknown key 'kinde'\n"
		"  3 |   民情日志: {kinde: x}\n"
		"    |              ^\n"
		"  hint: did you mean 'kind'?\n");
	mq_conf_free(conf);
}

static void a_fault_of_an_empty_file_has_a_place(void **state)
{
	struct mq_conf *conf = read_good("");
	struct mq_diag diag = {0};

	(void)state;
	mq_conf_fault(conf, mq_conf_root(conf), true, &diag, "nothing here");
	assert_fault(&diag, 0, 1, 1, "nothing here");
	assert_string_equal(diag.faults[0].excerpt, "");
	mq_diag_release(&diag);
	mq_conf_free(conf);
}

static void a_key_is_found_where_it_stands(void **state)
{
	static const char *const texts[] = {"# 一行\nkey: 1\n", "民情: 2\n\"key\": 1\n",
		"民情: {日志: 1}\r\n'key'  : 1\n", "{民情: 1, key: 1}\n", "\xef\xbb\xbfkey: 1\n"};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		struct mq_conf *conf = read_good(texts[i]);
		struct mq_slice text = mq_conf_text(conf);
		const struct mq_node *node = mq_node_get(mq_conf_root(conf), "key");
		const char *at = (const char *)text.data + mq_conf_key_at(conf, node);

		assert_int_equal(memcmp(at + (*at != 'k'), "key", 3), 0);
		assert_true(*at == 'k' || *at == '\'' || *at == '"');
		mq_conf_free(conf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_as_editors_end_them),
		cmocka_unit_test(the_last_line_needs_no_end),
		cmocka_unit_test(columns_are_found_along_a_long_line),
		cmocka_unit_test(faults_of_a_tree_point_into_the_line),
		cmocka_unit_test(a_fault_of_an_empty_file_has_a_place),
		cmocka_unit_test(a_key_is_found_where_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
