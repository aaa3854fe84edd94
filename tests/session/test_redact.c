/* What is kept of a query says nothing of whom it was about. */
#include "office.h"

#include "property/dice.h"

enum { N_QUERIES = 8000, SENSITIVE = 2 };

static char *redacted(struct office *office, mq_kind_id kind, const char *text)
{
	struct mq_buf out = {0};
	bool whole;

	mq_buf_adds(&out, "");
	whole = mq_session_redact(office->session, kind, text, strlen(text), &out);
	if (!whole) {
		assert_int_equal(out.len, 0);
		mq_buf_release(&out);
		return NULL;
	}
	return mq_buf_take(&out);
}

static void names_numbers_and_sensitive_values_go_and_the_rest_stays(void **state)
{
	static const struct {
		const char *text;
		const char *kept;	/* NULL: nothing */
	} cases[] = {
		{"", ""},
		{"年龄>=80 独居", "年龄>=80 独居"},
		{"王芳", "‹text›"},
		{"王芳 13912345678 age:60..79", "‹text› ‹text› age:60..79"},
		{"姓名：王芳 或 -sex:女", "姓名：‹name› 或 -sex:女"},
		{"name={王芳 \"李 四\"}", "name={‹name› ‹name›}"},
		{"name~/^王.芳$/i", "name~‹name›"},
		{"name:* id_number:?", "name:* id_number:?"},
		{"xm:王芳", "xm:‹name›"},
		{"py:wangf or ~~王房", "py:‹text› or ~~‹text›"},
		{"…4417", "‹text›"},
		{"birth_date:1950-03-04", "birth_date:‹birth_date›"},
		{"birth:1950-03-04..1950-03-20", "birth:‹birth_date›"},
		{"birth:1930..1960", "birth:1930..1960"},
		{"低保:是 -残疾", "低保:是 -残疾"},
		{"ethnicity:回", "ethnicity:‹ethnicity›"},
		{"household.any(name:王芳 age<18)", "household.any(name:‹name› age<18)"},
		{"visits.count(date>=-90d)>=2", "visits.count(date>=-90d)>=2"},
		{"sort:age- cols:name,age limit:5", "sort:age- cols:name,age limit:5"},
		{"年龄>=80 name:", NULL},
		{"nosuchfield:1", NULL},
	};
	struct office *office = *state;

	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		char *kept = redacted(office, office->resident, cases[i].text);

		if (cases[i].kept) {
			assert_non_null(kept);
			assert_string_equal(kept, cases[i].kept);
		} else {
			assert_null(kept);
		}
		free(kept);
	}
}

static void what_fills_in_a_list_goes(void **state)
{
	struct office *office = *state;
	mq_kind_id resident = office->resident;
	char *plain = redacted(office, resident, "@old_alone age>=60");
	char *filled = redacted(office, resident, "@old_alone(93) age>=60");
	char *wide = redacted(office, resident, "@old_alone（93）");

	assert_string_equal(plain, "@old_alone age>=60");
	assert_string_equal(filled, "@old_alone(‹list›) age>=60");
	assert_string_equal(wide, "@old_alone（‹list›）");
	free(plain);
	free(filled);
	free(wide);
}

/* ---- any field, any way to say it ---- */

/* A query, and what is to be kept of it. */
struct said {
	struct mq_buf text;
	struct mq_buf kept;
};

static void say(struct said *said, const char *text)
{
	mq_buf_adds(&said->text, text);
	mq_buf_adds(&said->kept, text);
}

static const char *any_value(struct dice *dice, const struct mq_field *field)
{
	switch (field->type) {
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		return field->codes->codes[dice_below(dice, field->codes->n_codes)].id;
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
		return DICE_WORD(dice, "7654321", "7654321..", "..7654321", "1000001..7654321", "７６５");
	case MQ_TYPE_DATE:
		return DICE_WORD(dice, "1950-03-04", "1950", "1950-03..1951", "..1950-03-04", "今天", "-30d");
	default:
		return DICE_WORD(dice, "欧阳修远", "\"欧阳 修远\"", "'310105195003041234", "13912345678",
			"\"139\\\"123\"", "欧阳-12", "ouyangxiuyuan", "\"（欧）\"");
	}
}

static void say_value(struct said *said, struct dice *dice, const struct mq_field *field)
{
	const char *value = any_value(dice, field);

	mq_buf_adds(&said->text, value);
	mq_buf_addf(&said->kept, "‹%s›", field->id);
}

static const char *any_op(struct dice *dice, const struct mq_field *field)
{
	return field->type == MQ_TYPE_TEXT
		? DICE_WORD(dice, ":", "：", "=", "!=", "^=", "*=", "~~", " : ", "！＝")
		: DICE_WORD(dice, ":", "：", "=", "!=", ": ");
}

static void say_condition(struct said *said, struct dice *dice, const struct mq_field *field)
{
	const char *name = field->zh && dice_percent(dice, 50) ? field->zh : field->id;
	size_t n = 1 + dice_below(dice, 3);

	say(said, DICE_WORD(dice, "", "", "-", "非 "));
	say(said, name);
	say(said, any_op(dice, field));
	say(said, n > 1 ? "{" : "");
	for (size_t i = 0; i < n; i++) {
		say(said, i > 0 ? DICE_WORD(dice, " ", ",", "，") : "");
		say_value(said, dice, field);
	}
	say(said, n > 1 ? "}" : "");
}

/* One to three conditions on a field, some in brackets or asked of the household. */
static void say_query(struct said *said, struct dice *dice, const struct mq_field *field)
{
	size_t n = 1 + dice_below(dice, 3);

	for (size_t i = 0; i < n; i++) {
		const char *open = DICE_WORD(dice, "", "", "(", "household.any(");

		say(said, i > 0 ? DICE_WORD(dice, " ", " or ", "　", " 且 ") : "");
		say(said, open);
		say_condition(said, dice, field);
		say(said, *open ? ")" : "");
	}
}

static void no_value_of_a_sensitive_field_is_kept(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct dice dice = {20260301};
	size_t *whole = mq_alloc(schema->n_fields * sizeof(*whole));

	for (size_t i = 0; i < N_QUERIES; i++) {
		const struct mq_field *field = &schema->fields[dice_below(&dice, schema->n_fields)];
		struct said said = {{0}, {0}};
		char *kept;

		if (field->privacy < SENSITIVE || field->type == MQ_TYPE_BOOL
				|| field->reading_of != MQ_NO_FIELD) {
			continue;
		}
		say_query(&said, &dice, field);
		kept = redacted(office, field->kind, said.text.data);
		if (kept) {
			whole[field->number]++;
			assert_string_equal(kept, said.kept.data);
		}
		free(kept);
		mq_buf_release(&said.text);
		mq_buf_release(&said.kept);
	}
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		assert_true(whole[i] > 0 || field->privacy < SENSITIVE || field->type == MQ_TYPE_BOOL
			|| field->type == MQ_TYPE_REF || field->reading_of != MQ_NO_FIELD);
	}
	free(whole);
}

static void a_hole_is_found_where_it_stands(void **state)
{
	static const struct {
		const char *text;
		size_t from, end;	/* 0, 0: none */
	} cases[] = {{"name:‹name› x", 5, 15}, {"‹a b› ‹text›", 10, 20}, {"‹", 0, 0}, {"‹name", 0, 0},
		{"", 0, 0}, {"name:name", 0, 0}, {"‹‹text›", 3, 13}};

	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		size_t from = 0;
		size_t end = 0;

		assert_int_equal(mq_session_hole(cases[i].text, strlen(cases[i].text), &from, &end),
			cases[i].end > 0);
		assert_int_equal(from, cases[i].from);
		assert_int_equal(end, cases[i].end);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_numbers_and_sensitive_values_go_and_the_rest_stays),
		cmocka_unit_test(what_fills_in_a_list_goes),
		cmocka_unit_test(no_value_of_a_sensitive_field_is_kept),
		cmocka_unit_test(a_hole_is_found_where_it_stands),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
