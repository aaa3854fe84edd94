#include "schema/known.h"

/* What cell becomes as a value of field id: its canonical text, "" for nothing
 * known, "!" where it is refused. Good until the next call. */
static const char *canonical(const char *id, const char *cell, size_t len, int64_t *number)
{
	static char text[64 * 1024];
	struct mq_value value = {.number = -1};
	struct mq_buf out = {0};
	struct mq_diag diag = {0};
	enum mq_err err;

	mq_buf_adds(&out, "before ");
	err = mq_value_read(fixture_field(schema, id), cell, len, &out, &value, &diag);
	if (err == MQ_OK) {
		assert_int_equal(diag.n_faults, 0);
		assert_ptr_equal(value.text.data, out.data + 7);
		assert_int_equal(value.text.len, out.len - 7);
		snprintf(text, sizeof(text), "%s", out.data + 7);
	} else {
		assert_string_equal(out.data, "before ");
		assert_int_equal(diag.n_faults, err == MQ_ERR_INPUT ? 1 : 0);
		snprintf(text, sizeof(text), "%s", err == MQ_ERR_INPUT ? "!" : "");
		if (err == MQ_ERR_INPUT) {
			assert_int_equal(diag.faults[0].line, 0);
		}
	}
	if (number != NULL) {
		*number = value.number;
	}
	mq_buf_release(&out);
	mq_diag_release(&diag);
	return text;
}

struct value_case {
	const char *id;
	const char *cell;
	const char *text;
	int64_t number;
};

static void check_cases(const struct value_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t number;
		const char *text = canonical(cases[i].id, cases[i].cell, strlen(cases[i].cell), &number);

		if (strcmp(text, cases[i].text) != 0) {
			fail_msg("%s \"%s\" became \"%s\"", cases[i].id, cases[i].cell, text);
		}
		if (text[0] != '\0' && strcmp(text, "!") != 0) {
			const struct mq_field *field = fixture_field(schema, cases[i].id);

			assert_int_equal(number, cases[i].number);
			assert_int_equal(mq_value_number(field, mq_slice_str(text)), number);
		}
	}
}

static void yes_and_no_come_in_many_words(void **unused)
{
	static const struct value_case cases[] = {
		{"lives_alone", "是", "true", 1}, {"lives_alone", "否", "false", 0},
		{"lives_alone", "有", "true", 1}, {"lives_alone", "无", "false", 0},
		{"lives_alone", "Y", "true", 1}, {"lives_alone", "n", "false", 0},
		{"lives_alone", "１", "true", 1}, {"lives_alone", "0", "false", 0},
		{"lives_alone", " True ", "true", 1}, {"lives_alone", "FALSE", "false", 0},
		{"lives_alone", "2", "!", 0}, {"lives_alone", "也许", "!", 0},
		{"lives_alone", "　", "", 0}, {"lives_alone", "", "", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void codes_are_read_by_id_label_and_alias(void **unused)
{
	static const struct value_case cases[] = {
		{"sex", "2", "2", 1}, {"sex", "女", "2", 1}, {"sex", "女性", "2", 1},
		{"sex", "Female", "2", 1}, {"sex", "　２ ", "2", 1}, {"sex", "ｍａｌｅ", "1", 0},
		{"sex", "3", "!", 0}, {"sex", "男女", "!", 0}, {"sex", "", "", 0},
		{"urgency", "MID", "mid", 1},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void several_codes_come_in_list_order_each_once(void **unused)
{
	static const struct value_case cases[] = {
		{"relief_kinds", "低保", "dibao", 0},
		{"relief_kinds", "其他；低保", "dibao;other", 0},
		{"relief_kinds", "edge,dibao，edge 、 低保", "dibao;edge", 0},
		{"relief_kinds", "低保边缘|dibao", "dibao;edge", 0},
		{"relief_kinds", "低保 低保边缘", "dibao;edge", 0},
		{"relief_kinds", "医疗 救助", "medical", 0},
		{"relief_kinds", "其他;医疗 救助", "medical;other", 0},
		{"relief_kinds", ";低保;;", "dibao", 0},
		{"relief_kinds", "、；", "", 0},
		{"relief_kinds", "低保;无此", "!", 0},
		{"relief_kinds", "低保低保", "!", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void whole_numbers_keep_to_fifteen_digits(void **unused)
{
	static const struct value_case cases[] = {
		{"children", "3", "3", 3}, {"children", "+3", "3", 3}, {"children", "003", "3", 3},
		{"children", "-0", "0", 0}, {"children", "−0", "!", 0}, {"children", "２", "2", 2},
		{"children", "21", "!", 0}, {"children", "-1", "!", 0}, {"children", "3.0", "!", 0},
		{"children", "0x10", "!", 0}, {"children", "1e1", "!", 0}, {"children", "٣", "!", 0},
		{"children", "1 2", "!", 0}, {"children", "-", "!", 0}, {"children", "+", "!", 0},
		{"children", "1234567890123456", "!", 0},
		{"children", "99999999999999999999999999", "!", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void decimals_keep_every_digit(void **unused)
{
	static const struct value_case cases[] = {
		{"income", "1200", "1200", 12000000}, {"income", "1200.50", "1200.50", 12005000},
		{"income", "+0.1", "0.1", 1000}, {"income", "0.0001", "0.0001", 1},
		{"income", "００１２．５", "0012.5", 125000}, {"income", "-0.00", "0.00", 0},
		{"income", "1200 yuan", "1200", 12000000}, {"income", "1200元", "1200", 12000000}, {"income", "1200.5 元", "1200.5", 12005000},
		{"income", "99999999999.9999", "99999999999.9999", 999999999999999},
		{"income", "0.00001", "!", 0}, {"income", "100000000000", "!", 0},
		{"income", "1e999", "!", 0}, {"income", "0x10", "!", 0}, {"income", "١٢٣", "!", 0},
		{"income", "1.", "!", 0}, {"income", ".5", "!", 0}, {"income", "1,200", "!", 0},
		{"income", "nan", "!", 0}, {"income", "inf", "!", 0}, {"income", "1.2.3", "!", 0},
		{"income", "-1", "!", 0}, {"income", "--1", "!", 0}, {"income", "元", "!", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void days_are_those_of_the_calendar(void **unused)
{
	static const struct value_case cases[] = {
		{"birth_date", "2024-03-01", "2024-03-01", 19783},
		{"birth_date", "2024/3/1", "2024-03-01", 19783},
		{"birth_date", "20240301", "2024-03-01", 19783},
		{"birth_date", "2024年3月1日", "2024-03-01", 19783},
		{"birth_date", "２０２４－０３－０１", "2024-03-01", 19783},
		{"birth_date", "1969-12-31", "1969-12-31", -1},
		{"birth_date", "1900-02-29", "!", 0}, {"birth_date", "99999-01-01", "!", 0},
		{"birth_date", "二〇二四年", "!", 0}, {"birth_date", "2024-13-01", "!", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
}

static void text_keeps_its_width_and_its_lines(void **unused)
{
	static const struct value_case cases[] = {
		{"note", "  轮椅，２楼 ", "轮椅，２楼", 0},
		{"note", "one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour", 0},
		{"note", "a\tb", "a b", 0},
		{"note", "\xef\xbb\xbf" "bom", "bom", 0},
		{"note", "a\x1b[2Jb", "!", 0}, {"note", "a\x7f", "!", 0},
		{"note", "a\xc2\x9b" "b", "!", 0}, {"note", "\xc3\x28", "!", 0},
		{"note", "\xed\xa0\x80", "!", 0}, {"note", "\x01", "!", 0},
		{"phone", "１３９００００００01", "13900000001", 0},
		{"mentor", "12", "12", 12}, {"mentor", "0012", "12", 12},
		{"mentor", "4294967295", "!", 0}, {"mentor", "99999999999", "!", 0},
		{"mentor", "x", "!", 0}, {"mentor", "-1", "!", 0},
	};

	(void)unused;
	check_cases(cases, MQ_LENGTH(cases));
	assert_string_equal(canonical("note", "a\0b", 3, NULL), "!");
	assert_string_equal(canonical("sex", "2\0", 2, NULL), "!");
}

static void text_is_held_to_its_length_in_characters(void **unused)
{
	struct mq_buf text = {0};

	(void)unused;
	for (int i = 0; i < 50; i++) {
		mq_buf_adds(&text, "王");
	}
	assert_string_equal(canonical("name", text.data, text.len, NULL), text.data);
	mq_buf_adds(&text, "王");
	assert_string_equal(canonical("name", text.data, text.len, NULL), "!");
	mq_buf_clear(&text);
	for (int i = 0; i < 10000; i++) {
		mq_buf_addc(&text, 'x');
	}
	assert_string_equal(canonical("note", text.data, text.len, NULL), text.data);
	mq_buf_addc(&text, 'x');
	assert_string_equal(canonical("note", text.data, text.len, NULL), "!");
	mq_buf_release(&text);
}

static void a_refusal_names_the_field_and_says_the_way_out(void **unused)
{
	struct mq_value value;
	struct mq_buf out = {0};
	struct mq_diag diag = {0};

	(void)unused;
	assert_int_equal(mq_value_read(fixture_field(schema, "sex"), "femal", 5, &out, &value, &diag),
		MQ_ERR_INPUT);
	assert_non_null(strstr(diag.faults[0].message, "sex: 'femal'"));
	assert_non_null(strstr(diag.faults[0].hint, "female"));
	assert_int_equal(mq_value_read(fixture_field(schema, "children"), "21", 2, &out, &value, &diag),
		MQ_ERR_INPUT);
	assert_non_null(strstr(diag.faults[1].hint, "20"));
	mq_diag_release(&diag);
	mq_buf_release(&out);
}

static void a_sensitive_cell_is_not_quoted(void **unused)
{
	struct mq_field field = *fixture_field(schema, "income");
	struct mq_value value;
	struct mq_buf out = {0};
	struct mq_diag diag = {0};

	(void)unused;
	field.privacy = 2;
	assert_int_equal(mq_value_read(&field, "secret", 6, &out, &value, &diag), MQ_ERR_INPUT);
	assert_null(strstr(diag.faults[0].message, "secret"));
	mq_diag_release(&diag);
	mq_buf_release(&out);
}

static void a_long_cell_is_quoted_to_a_whole_character(void **unused)
{
	struct mq_buf cell = {0};
	struct mq_buf out = {0};
	struct mq_diag diag = {0};
	struct mq_value value;

	(void)unused;
	for (int i = 0; i < 100; i++) {
		mq_buf_adds(&cell, "长");
	}
	mq_value_read(fixture_field(schema, "sex"), cell.data, cell.len, &out, &value, &diag);
	assert_int_equal(diag.n_faults, 1);
	assert_true(strlen(diag.faults[0].message) < 120);
	assert_int_equal(mq_utf8_check(diag.faults[0].message, strlen(diag.faults[0].message)),
		strlen(diag.faults[0].message));
	mq_diag_release(&diag);
	mq_buf_release(&cell);
	mq_buf_release(&out);
}

static void a_number_prints_as_it_is_read(void **unused)
{
	static const struct value_case cases[] = {
		{"income", "0", "0", 0}, {"income", "12.5", "12.5", 0}, {"income", "0.0001", "0.0001", 0},
		{"income", "100", "100", 0}, {"income", "7.10", "7.1", 0},
		{"children", "20", "20", 0}, {"birth_date", "1930-05-06", "1930-05-06", 0},
		{"sex", "2", "2", 0}, {"lives_alone", "true", "true", 0}, {"mentor", "77", "77", 0},
	};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		const struct mq_field *field = fixture_field(schema, cases[i].id);
		struct mq_buf out = {0};

		mq_value_print(field, mq_value_number(field, mq_slice_str(cases[i].cell)), &out);
		assert_string_equal(out.data, cases[i].text);
		mq_buf_release(&out);
	}
}

static void negative_decimals_keep_their_order(void **unused)
{
	const struct mq_field field = {.id = "d", .zh = "d", .en = "d", .type = MQ_TYPE_DECIMAL};
	struct mq_buf out = {0};
	struct mq_value value;

	(void)unused;
	assert_int_equal(mq_value_read(&field, "-1.25", 5, &out, &value, NULL), MQ_OK);
	assert_int_equal(value.number, -12500);
	assert_string_equal(out.data, "-1.25");
	assert_int_equal(mq_value_number(&field, value.text), -12500);
	mq_buf_clear(&out);
	mq_value_print(&field, -12500, &out);
	assert_string_equal(out.data, "-1.25");
	mq_buf_release(&out);
}

static void people_read_labels_and_units(void **unused)
{
	static const struct value_case cases[] = {
		{"sex", "2", "female", 0}, {"lives_alone", "false", "no", 0},
		{"relief_kinds", "dibao;medical", "低保, 医疗 救助", 0},
		{"income", "1200.50", "1200.50 yuan", 0}, {"note", "轮椅", "轮椅", 0},
		{"sex", "gone", "gone", 0},
	};

	(void)unused;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		struct mq_buf out = {0};

		mq_value_show(fixture_field(schema, cases[i].id), mq_slice_str(cases[i].cell), &out);
		assert_string_equal(out.data, cases[i].text);
		mq_buf_release(&out);
	}
}

/* As it is called in each language, and not at all where the label says it. */
static void a_unit_is_called_in_the_language_of_messages(void **unused)
{
	static const struct {
		const char *unit;
		const char *number;
		const char *zh;
		const char *en;
	} cases[] = {
		{"元", "3", "3元", "3 yuan"}, {"yuan", "3", "3元", "3 yuan"}, {"小时", "1", "1小时", "1 hour"},
		{"小时", "1.5", "1.5小时", "1.5 hours"}, {"层", "2", "2层", "2"}, {"%", "7", "7%", "7 %"},
		{"头", "2", "2头", "2 头"}, {NULL, "2", "2", "2"},
	};

	(void)unused;
	for (size_t i = 0; i < 2 * MQ_LENGTH(cases); i++) {
		struct mq_slice number = mq_slice_str(cases[i / 2].number);
		struct mq_buf out = {0};

		mq_lang_ask_for(i % 2 == 0 ? "zh" : "en");
		mq_buf_add(&out, number.data, number.len);
		mq_unit_add(cases[i / 2].unit, number, &out);
		assert_string_equal(out.data, i % 2 == 0 ? cases[i / 2].zh : cases[i / 2].en);
		if (cases[i / 2].unit && out.len > number.len) {
			assert_in_range(mq_unit_behind(cases[i / 2].unit, out.data, out.len),
				out.len - number.len - 1, out.len - number.len);
		}
		mq_buf_release(&out);
	}
	mq_lang_ask_for("en");
}

static void code_numbers_come_out_of_several_codes(void **unused)
{
	const struct mq_field *field = fixture_field(schema, "relief_kinds");
	uint32_t codes[2] = {99, 99};

	(void)unused;
	assert_int_equal(mq_value_codes(field, mq_slice_str("dibao;medical;other"), codes, 2), 3);
	assert_int_equal(codes[0], 0);
	assert_int_equal(codes[1], 2);
	assert_int_equal(mq_value_codes(field, mq_slice_str("gone;other"), codes, 2), 1);
	assert_int_equal(codes[0], 3);
	assert_int_equal(mq_value_codes(field, mq_slice(NULL, 0), NULL, 0), 0);
}

/* Whatever comes in, what is taken reads again as itself. */
static void canonical_text_reads_as_itself(void **unused)
{
	static const char *const alphabet[] = {
		"1", "2", "0", "-", "+", ".", "是", "女", "低保", ";", "、", " ", "　", "２", "年", "x", "\t", "元",
	};
	uint32_t state = 5;

	(void)unused;
	for (int round = 0; round < 20000; round++) {
		const struct mq_field *field;
		char cell[64] = "";
		char first[64];
		int64_t number;
		int64_t again;

		state = state * 1664525u + 1013904223u;
		field = schema->fields + (state >> 8) % schema->n_fields;
		for (unsigned i = 0; i < (state >> 20) % 6; i++) {
			state = state * 1664525u + 1013904223u;
			strcat(cell, alphabet[(state >> 8) % MQ_LENGTH(alphabet)]);
		}
		if (field->kind != 0 || field->expression != NULL || field->reading_of != MQ_NO_FIELD
				|| field->type == MQ_TYPE_REF) {
			continue;
		}
		snprintf(first, sizeof(first), "%s", canonical(field->id, cell, strlen(cell), &number));
		if (first[0] == '\0' || strcmp(first, "!") == 0) {
			continue;
		}
		assert_string_equal(canonical(field->id, first, strlen(first), &again), first);
		assert_int_equal(number, again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(yes_and_no_come_in_many_words),
		cmocka_unit_test(codes_are_read_by_id_label_and_alias),
		cmocka_unit_test(several_codes_come_in_list_order_each_once),
		cmocka_unit_test(whole_numbers_keep_to_fifteen_digits),
		cmocka_unit_test(decimals_keep_every_digit),
		cmocka_unit_test(days_are_those_of_the_calendar),
		cmocka_unit_test(text_keeps_its_width_and_its_lines),
		cmocka_unit_test(text_is_held_to_its_length_in_characters),
		cmocka_unit_test(a_refusal_names_the_field_and_says_the_way_out),
		cmocka_unit_test(a_sensitive_cell_is_not_quoted),
		cmocka_unit_test(a_long_cell_is_quoted_to_a_whole_character),
		cmocka_unit_test(a_number_prints_as_it_is_read),
		cmocka_unit_test(negative_decimals_keep_their_order),
		cmocka_unit_test(people_read_labels_and_units),
		cmocka_unit_test(a_unit_is_called_in_the_language_of_messages),
		cmocka_unit_test(code_numbers_come_out_of_several_codes),
		cmocka_unit_test(canonical_text_reads_as_itself),
	};

	return cmocka_run_group_tests(tests, open_schema, close_schema);
}
