#include "office.h"

#include <sys/wait.h>

#include <minqing/register.h>

static void a_question_has_hits_and_unknown_among_all(void **state)
{
	struct office *office = *state;

	assert_true(office_hits(office, "") >= OFFICE_RESIDENTS);
	assert_int_equal(office->reply.hits, office->reply.all);
	assert_int_equal(office->reply.unknown, 0);
	uint64_t men = office_hits(office, "sex:1");
	uint64_t others = office_hits(office, "sex!=1");

	assert_int_equal(men + others + office->reply.unknown, office->reply.all);
}

static void a_wrong_question_leaves_the_last_answer(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.limit = 5};
	struct mq_rows rows;
	uint64_t hits = office_hits(office, "age>=80");

	assert_int_equal(office_ask(office, "nosuchfield:3", false), MQ_ERR_QUERY);
	assert_int_equal(office->diag.faults[0].column, 1);
	assert_non_null(office->diag.faults[0].message);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	assert_int_equal(rows.n_rows, hits < 5 ? hits : 5);
	mq_rows_release(&rows);
}

static void a_half_typed_tail_is_left_out(void **state)
{
	struct office *office = *state;
	static const char *const tails[] = {
		" 年龄:", " age>", " household.any(", " \"王", " and", " -", " (sex:1",
	};
	uint64_t hits = office_hits(office, "age>=60");

	for (size_t i = 0; i < MQ_LENGTH(tails); i++) {
		char *text = mq_format("age>=60%s", tails[i]);

		assert_int_equal(office_ask(office, text, true), MQ_OK);
		assert_int_equal(office->reply.hits, hits);
		assert_true(office->reply.tail < strlen(text));
		assert_int_equal(office_ask(office, text, false), MQ_ERR_QUERY);
		free(text);
	}
}

/* The kind that was given stays given: the next text without from: is about it. */
static void a_text_may_name_another_kind(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.limit = 3};
	struct mq_rows rows;
	uint64_t residents = office_hits(office, "");
	uint64_t households = office_hits(office, "from:household");

	assert_int_equal(office->reply.kind,
		mq_schema_kind(mq_session_schema(office->session), "household"));
	assert_true(households > 0 && households < residents);
	assert_int_equal(office->reply.all, households);
	assert_int_equal(office_hits(office, "from:household"), households);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	assert_int_equal(rows.n_rows, 3);
	mq_rows_release(&rows);
	assert_int_equal(office_hits(office, "来自:成员"), residents);
	assert_int_equal(office_hits(office, ""), residents);
	assert_int_equal(office->reply.kind, office->resident);
}

/* The first name of the page from offset on; NULL where there is none. Owned. */
static char *name_at(struct office *office, size_t offset)
{
	mq_field_id column = office_field(office, "name");
	const struct mq_page page = {.columns = &column, .n_columns = 1, .limit = 1,
		.offset = offset};
	struct mq_rows rows;
	char *name = NULL;

	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	if (rows.n_rows > 0) {
		name = mq_strndup(rows.rows[0].cells[0].data, rows.rows[0].cells[0].len);
	}
	mq_rows_release(&rows);
	return name;
}

static void who_fits_exactly_comes_before_who_is_near(void **state)
{
	struct office *office = *state;
	uint64_t exact = office_hits(office, "name*=陈雨诺");
	uint64_t near = office_hits(office, "name~~陈雨诺");

	assert_true(near > exact && exact > 0);
	for (size_t i = 0; i <= near; i++) {
		char *name = name_at(office, i);

		assert_int_equal(name != NULL, i < near);
		assert_int_equal(name != NULL && strstr(name, "陈雨诺") != NULL, i < exact);
		free(name);
	}
	assert_int_equal(office_hits(office, "name~~陈雨诺 sort:name-"), near);
	char *last = name_at(office, near - 1);

	assert_int_equal(office_hits(office, "name~~陈雨诺 sort:name"), near);
	char *first = name_at(office, 0);

	assert_string_equal(first, last);
	free(first);
	free(last);
}

static void the_unknown_can_be_listed_instead(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.usual = 0};
	struct mq_rows rows;

	office_hits(office, "household_income_pc<3000");
	assert_true(office->reply.unknown > 0);
	mq_session_show_unknown(office->session, true);
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	assert_int_equal(rows.n_rows, office->reply.unknown);
	mq_rows_release(&rows);
	mq_session_show_unknown(office->session, false);
}

/* A register is open once in a process: somebody else is another process. */
static void commit_elsewhere(const struct office *office)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct mq_register *reg;
		const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
		const struct mq_schema *schema;
		struct mq_record_value values[1];
		struct mq_change change = {.kind = office->resident, .id = 0, .n_values = 1};

		if (mq_register_open(office->reg, false, &reg, NULL) != MQ_OK) {
			_exit(1);
		}
		schema = mq_register_schema(reg);
		values[0] = (struct mq_record_value){
			mq_schema_field_exact(schema, office->resident, "birth_date", 10),
			mq_slice_str("1911-01-01"),
		};
		change.values = values;
		_exit(mq_register_act(reg, &act, &change, 1, NULL) != MQ_OK);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void somebody_elses_commit_is_seen_by_the_next_action(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.usual = 0};
	struct mq_rows rows;

	uint64_t hits = office_hits(office, "age>=110");

	assert_int_equal(hits, 0);
	assert_false(mq_session_stale(office->session));
	commit_elsewhere(office);
	assert_true(mq_session_stale(office->session));
	assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
	assert_int_equal(rows.n_rows, 1);
	assert_int_equal(rows.rows[0].id, 0);
	mq_rows_release(&rows);
}

static void another_day_is_another_answer(void **state)
{
	struct office *office = *state;
	uint64_t now = office_hits(office, "age>=80");

	setenv("MINQING_TODAY", "2056-03-01", 1);
	assert_true(mq_session_stale(office->session));
	assert_true(office_hits(office, "age>=80") > now);
	setenv("MINQING_TODAY", "2026-03-01", 1);
	assert_int_equal(office_hits(office, "age>=80"), now);
}

static void a_malformed_day_is_a_clear_error(void **state)
{
	struct office *office = *state;

	setenv("MINQING_TODAY", "yesterday", 1);
	assert_int_not_equal(office_ask(office, "age>=80", false), MQ_OK);
	assert_non_null(strstr(office->diag.faults[0].message, "MINQING_TODAY"));
	setenv("MINQING_TODAY", "2026-03-01", 1);
}

/* What `NAME:?` is read as, in the caller's buffer; "" where it is no question. */
static void read_as(struct office *office, const char *name, size_t len, struct mq_buf *out)
{
	struct mq_buf text = {0};

	mq_buf_clear(out);
	mq_buf_adds(out, "");
	mq_buf_addf(&text, "%.*s:?", (int)len, name);
	if (office_ask(office, text.data, false) == MQ_OK) {
		mq_session_canonical(office->session, out);
	}
	mq_buf_release(&text);
}

static bool is_ascii_word(const char *name)
{
	return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* The shortest beginning of an id that no other field of the catalogue has; 0: none. */
static size_t unique_prefix(const struct mq_schema *schema, const struct mq_field *field)
{
	for (size_t len = 3; field->id[len]; len++) {
		size_t n = 0;

		for (size_t i = 0; i < schema->n_fields; i++) {
			n += strncmp(schema->fields[i].id, field->id, len) == 0;
		}
		if (n == 1) {
			return len;
		}
	}
	return 0;
}

static void bar_3_every_field_is_asked_by_key_label_and_unique_prefix(void **state)
{
	struct office *office = *state;
	const struct mq_schema *schema = mq_session_schema(office->session);
	struct mq_buf by_id = {0};
	struct mq_buf other = {0};
	size_t n_prefixes = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (mq_schema_distance(schema, office->resident, field->number) < 0 ||
		    field->reading_of != MQ_NO_FIELD || !is_ascii_word(field->id)) {
			continue;
		}
		read_as(office, field->id, strlen(field->id), &by_id);
		assert_int_not_equal(by_id.len, 0);
		read_as(office, field->zh, strlen(field->zh), &other);
		if (mq_schema_field_exact(schema, office->resident, field->zh, strlen(field->zh)) ==
		    field->number) {
			assert_string_equal(other.data, by_id.data);
		}
		if (unique_prefix(schema, field) > 0) {
			read_as(office, field->id, unique_prefix(schema, field), &other);
			n_prefixes += strcmp(other.data, by_id.data) == 0;
		}
	}
	assert_true(n_prefixes > 100);
	mq_buf_release(&by_id);
	mq_buf_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_has_hits_and_unknown_among_all),
		cmocka_unit_test(a_wrong_question_leaves_the_last_answer),
		cmocka_unit_test(a_half_typed_tail_is_left_out),
		cmocka_unit_test(a_text_may_name_another_kind),
		cmocka_unit_test(who_fits_exactly_comes_before_who_is_near),
		cmocka_unit_test(the_unknown_can_be_listed_instead),
		cmocka_unit_test(somebody_elses_commit_is_seen_by_the_next_action),
		cmocka_unit_test(another_day_is_another_answer),
		cmocka_unit_test(a_malformed_day_is_a_clear_error),
		cmocka_unit_test(bar_3_every_field_is_asked_by_key_label_and_unique_prefix),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
