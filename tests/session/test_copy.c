#include "office.h"

#include <minqing/card.h>

static char *copy(struct office *office, const struct mq_copy *what)
{
	struct mq_buf out = {0};

	assert_int_equal(mq_session_copy(office->session, what, &out, &office->diag), MQ_OK);
	return mq_buf_take(&out);
}

static mq_record_id find(struct office *office, const char *key)
{
	mq_record_id id;

	assert_int_equal(mq_session_find(office->session, office->resident, key, &id,
		&office->diag), MQ_OK);
	return id;
}

static void a_field_is_its_value_in_words(void **state)
{
	struct office *office = *state;
	const mq_record_id ids[] = {find(office, "P00000001"), find(office, "P00000002")};
	struct mq_copy what = {.form = MQ_COPY_FIELD, .field = office_field(office, "person_id"),
		.page = {.ids = ids, .n_ids = 2}};
	char *text;

	office_hits(office, "person_id=P00000001");
	text = copy(office, &what);
	assert_string_equal(text, "P00000001\nP00000002");
	free(text);
	what.page.n_ids = 1;
	what.field = office_field(office, "sex");
	text = copy(office, &what);
	assert_true(strcmp(text, "male") == 0 || strcmp(text, "female") == 0);
	free(text);
	office_hits(office, "phone_mobile:?");
	{
		const struct mq_page page = {.limit = 1};
		struct mq_rows rows;

		assert_int_equal(mq_session_page(office->session, &page, &rows, &office->diag), MQ_OK);
		what.page.ids = &rows.rows[0].id;
		what.field = office_field(office, "phone_mobile");
		text = copy(office, &what);
		assert_string_equal(text, "");
		free(text);
		mq_rows_release(&rows);
	}
}

static void a_row_is_heads_and_cells_between_tabs(void **state)
{
	struct office *office = *state;
	const mq_record_id ids[] = {find(office, "P00000002"), find(office, "P00000001")};
	const mq_field_id columns[] = {office_field(office, "person_id"),
		office_field(office, "sex")};
	const struct mq_copy what = {.form = MQ_COPY_ROW, .page = {.columns = columns,
		.n_columns = 2, .ids = ids, .n_ids = 2, .limit = 1, .offset = 5}};
	char *text;

	office_hits(office, "age>=150");
	text = copy(office, &what);
	assert_memory_equal(text, "person key\tsex\nP00000002\t", 25);
	assert_non_null(strstr(text, "male\nP00000001\t"));
	free(text);
}

static void a_card_is_text_that_no_terminal_obeys(void **state)
{
	struct office *office = *state;
	const mq_record_id id = find(office, "P00000001");
	const struct mq_copy what = {.form = MQ_COPY_CARD, .kind = office->resident,
		.page = {.ids = &id, .n_ids = 1}};
	struct mq_card card;
	char *text = copy(office, &what);

	assert_int_equal(mq_session_card(office->session, office->resident, id, &card,
		&office->diag), MQ_OK);
	assert_memory_equal(text, card.title, strlen(card.title));
	for (size_t i = 0; i < card.n_sections; i++) {
		assert_non_null(strstr(text, card.sections[i].title));
	}
	assert_null(strchr(text, '\033'));
	mq_card_release(&card);
	free(text);
}

static void a_query_is_as_it_was_typed(void **state)
{
	struct office *office = *state;
	const struct mq_copy what = {.form = MQ_COPY_QUERY};
	char *text;

	assert_int_equal(office_ask(office, "高龄  （独居", true), MQ_OK);
	text = copy(office, &what);
	assert_string_equal(text, "高龄  （独居");
	free(text);
}

static void a_command_has_all_that_is_shown(void **state)
{
	struct office *office = *state;
	const mq_field_id columns[] = {office_field(office, "name"), office_field(office, "age")};
	const struct mq_order order[] = {{office_field(office, "age"), true},
		{office_field(office, "name"), false}};
	const struct mq_copy what = {.form = MQ_COPY_COMMAND, .page = {.columns = columns,
		.n_columns = 2, .order = order, .n_order = 2}};
	char *wanted = mq_format("minqing -d '%s' query --from resident --columns name,age "
		"--sort age-,name --unknown -- '高龄 note:it'\\''s'", office->reg);
	char *text;

	assert_int_equal(office_ask(office, "高龄 note:it's", false), MQ_OK);
	mq_session_show_unknown(office->session, true);
	text = copy(office, &what);
	mq_session_show_unknown(office->session, false);
	assert_string_equal(text, wanted);
	free(text);
	free(wanted);
}

static void a_half_typed_end_is_not_in_the_command(void **state)
{
	struct office *office = *state;
	const struct mq_copy what = {.form = MQ_COPY_COMMAND};
	char *text;

	assert_int_equal(office_ask(office, "sex:2 (age>=", true), MQ_OK);
	text = copy(office, &what);
	assert_non_null(strstr(text, " -- 'sex:"));
	assert_null(strstr(text, "age"));
	free(text);
}

static void nobody_is_not_copied(void **state)
{
	struct office *office = *state;
	static const enum mq_copy_form forms[] = {MQ_COPY_FIELD, MQ_COPY_ROW, MQ_COPY_CARD};
	const mq_record_id ids[] = {0, 1000000};

	office_hits(office, "");
	for (size_t i = 0; i < MQ_LENGTH(forms); i++) {
		const struct mq_copy what = {.form = forms[i], .kind = office->resident,
			.field = office_field(office, "name"), .page = {.ids = ids, .n_ids = 2}};
		struct mq_buf out = {0};

		mq_buf_adds(&out, "before");
		mq_diag_release(&office->diag);
		assert_int_equal(mq_session_copy(office->session, &what, &out, &office->diag),
			MQ_ERR_NOT_FOUND);
		assert_string_equal(out.data, "before");
		mq_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_is_its_value_in_words),
		cmocka_unit_test(a_row_is_heads_and_cells_between_tabs),
		cmocka_unit_test(a_card_is_text_that_no_terminal_obeys),
		cmocka_unit_test(a_query_is_as_it_was_typed),
		cmocka_unit_test(a_command_has_all_that_is_shown),
		cmocka_unit_test(a_half_typed_end_is_not_in_the_command),
		cmocka_unit_test(nobody_is_not_copied),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
