#include "office.h"

/* Texts in rows. */

/* The first row from offset on, or before it, that has text; SIZE_MAX. */
static size_t seek(struct office *office, const char *text, size_t offset, bool backwards,
	size_t limit)
{
	const struct mq_page page = {.offset = offset, .limit = limit};
	size_t rank;
	bool found;

	assert_int_equal(mq_session_seek(office->session, &page, text, strlen(text), backwards, &rank,
		&found, &office->diag), MQ_OK);
	return found ? rank : SIZE_MAX;
}

static bool holds(const struct mq_rows *rows, size_t row, const char *text)
{
	for (size_t c = 0; c < rows->n_columns; c++) {
		const struct mq_slice *cell = &rows->rows[row].cells[c];

		if (cell->data && strstr(cell->data, text)) {
			return true;
		}
	}
	return false;
}

static void the_next_and_the_last_row_are_those_a_loop_finds(void **state)
{
	static const char *const texts[] = {"王", "弄1号", "102室", "nobody has this"};
	struct office *office = *state;
	const struct mq_page page = {.usual = 0};
	struct mq_rows rows;

	office_hits(office, "age>=20 sort:age");
	assert_int_equal(mq_session_page(office->session, &page, &rows, NULL), MQ_OK);
	assert_true(rows.n_rows > 260);
	for (size_t t = 0; t < MQ_LENGTH(texts); t++) {
		for (size_t from = 0; from <= rows.n_rows; from += 13) {
			size_t next = from;
			size_t last = from;

			while (next < rows.n_rows && !holds(&rows, next, texts[t])) {
				next++;
			}
			while (last > 0 && !holds(&rows, last - 1, texts[t])) {
				last--;
			}
			assert_int_equal(seek(office, texts[t], from, false, 0),
				next < rows.n_rows ? next : SIZE_MAX);
			assert_int_equal(seek(office, texts[t], from, true, 0),
				last > 0 ? last - 1 : SIZE_MAX);
		}
	}
	mq_rows_release(&rows);
}

static void it_looks_no_farther_than_it_may_and_says_how_far(void **state)
{
	struct office *office = *state;
	struct mq_page page = {.offset = 10, .limit = 20};
	size_t rank;
	bool found;

	office_hits(office, "");
	assert_int_equal(mq_session_seek(office->session, &page, "none has", 8, false, &rank, &found,
		NULL), MQ_OK);
	assert_false(found);
	assert_int_equal(rank, 29);
	page.offset = 40;
	assert_int_equal(mq_session_seek(office->session, &page, "none has", 8, true, &rank, &found,
		NULL), MQ_OK);
	assert_false(found);
	assert_int_equal(rank, 20);
}

static void names_are_found_by_pinyin(void **state)
{
	struct office *office = *state;
	const struct mq_page page = {.usual = 0};
	struct mq_rows rows;

	office_hits(office, "wang");
	assert_int_equal(mq_session_page(office->session, &page, &rows, NULL), MQ_OK);
	size_t n = rows.n_rows;
	mq_rows_release(&rows);
	office_hits(office, "");
	size_t found = 0;
	for (size_t at = 0; (at = seek(office, "WANG", at, false, 0)) != SIZE_MAX; at++) {
		found++;
	}
	assert_true(n > 3);
	assert_int_equal(found, n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_and_the_last_row_are_those_a_loop_finds),
		cmocka_unit_test(it_looks_no_farther_than_it_may_and_says_how_far),
		cmocka_unit_test(names_are_found_by_pinyin),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
