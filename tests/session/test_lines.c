#include "office.h"

/* One row of such cells in the columns, as lines. */
static char *lines_of(struct office *office, const struct mq_lines *how, const char *columns,
	const char *const *cells)
{
	struct mq_lines lines = *how;
	mq_field_id fields[8];
	struct mq_slice slices[8];
	struct mq_row row = {.cells = slices};
	struct mq_buf out = {0};
	char *names = mq_strdup(columns);
	char *rest;

	lines.schema = mq_session_schema(office->session);
	lines.columns = fields;
	for (char *name = strtok_r(names, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		const char *cell = cells[lines.n_columns];

		slices[lines.n_columns] = cell ? mq_slice_str(cell) : mq_slice(NULL, 0);
		fields[lines.n_columns++] = office_field(office, name);
	}
	mq_lines_begin(&lines, &out);
	mq_lines_row(&lines, &row, &out);
	mq_lines_end(&lines, &out);
	assert_int_equal(lines.n_rows, 1);
	free(names);
	return mq_buf_take(&out);
}

#define ASSERT_LINES(office, how, columns, wanted, ...) do { \
	char *text = lines_of(office, how, columns, (const char *const[]){__VA_ARGS__}); \
	assert_string_equal(text, wanted); \
	free(text); \
} while (0)

static const struct mq_lines csv = {.format = MQ_SHEET_CSV};
static const struct mq_lines tsv = {.format = MQ_SHEET_TSV};
static const struct mq_lines json = {.format = MQ_SHEET_JSON, .hits = 1, .unknown = 2};

static void cells_are_quoted_where_a_reader_would_lose_something(void **state)
{
	struct office *office = *state;

	ASSERT_LINES(office, &csv, "name,note", "name,note\na b,\"a,\"\"b\"\"\"\n", "a b", "a,\"b\"");
	ASSERT_LINES(office, &csv, "name,note", "name,note\n\" a\",\"a\t\"\n", " a", "a\t");
	ASSERT_LINES(office, &csv, "name,note", "name,note\n\"a\nb\",\"a\rb\"\n", "a\nb", "a\rb");
	ASSERT_LINES(office, &tsv, "name,note", "name\tnote\na,b\t\"a\tb\"\n", "a,b", "a\tb");
	ASSERT_LINES(office, &csv, "name,note", "name,note\n,\n", NULL, NULL);
	ASSERT_LINES(office, &csv, "name", "name\n\"\"\n", NULL);
}

static void formulas_are_guarded_and_numbers_are_not(void **state)
{
	struct office *office = *state;
	static const char *const leads[] = {
		"=1", "+1", "-1", "@a", "\tb", "\rb", "＝1", "＋1", "－1", "＠a",
	};
	struct mq_lines raw = csv;

	raw.raw = true;
	for (size_t i = 0; i < MQ_LENGTH(leads); i++) {
		char *guarded = lines_of(office, &csv, "name,note", (const char *const[]){"a", leads[i]});
		char *bare = lines_of(office, &raw, "name,note", (const char *const[]){"a", leads[i]});

		assert_non_null(strstr(guarded, ",'") ? guarded : strstr(guarded, ",\"'"));
		assert_null(strchr(bare, '\''));
		free(guarded);
		free(bare);
	}
	ASSERT_LINES(office, &csv, "floor", "floor\n-1\n", "-1");
}

static void words_are_labels_and_numbers_stay_bare(void **state)
{
	struct office *office = *state;
	struct mq_lines words = csv;

	words.words = true;
	ASSERT_LINES(office, &words, "sex,age,birth_date,disabled",
		"sex,age,date of birth,disabled (holds card)\nfemale,84,1942-01-02,yes\n", "2", "84", "1942-01-02",
		"true");
}

static void a_terminal_obeys_no_cell(void **state)
{
	struct office *office = *state;
	struct mq_lines safe = tsv;

	safe.safe = true;
	ASSERT_LINES(office, &safe, "name,note", "name\tnote\n〔U+001B〕c\t\"a b\"\n", "\033c", "a\nb");
}

static void json_has_the_counts_and_types(void **state)
{
	struct office *office = *state;

	ASSERT_LINES(office, &json, "name,age,disabled,phone_mobile",
		"{\"hits\": 1, \"unknown\": 2, \"rows\": [\n"
		"  {\"name\": \"a\\\"\\u001b\", \"age\": 84, \"disability_cert\": true, \"phone_mobile\": null}\n"
		"]}\n", "a\"\033", "84", "true", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_quoted_where_a_reader_would_lose_something),
		cmocka_unit_test(formulas_are_guarded_and_numbers_are_not),
		cmocka_unit_test(words_are_labels_and_numbers_stay_bare),
		cmocka_unit_test(a_terminal_obeys_no_cell),
		cmocka_unit_test(json_has_the_counts_and_types),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
