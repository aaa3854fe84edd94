/*
 * Who goes first: two hundred look-ups by name, surname, given name, pinyin and initials,
 * and the first ten of each, as tests/session/ranking.txt has them (MINQING_RENEW=1 writes
 * it anew; read what changed).
 */
#include "session/office.h"

#include <minqing/text.h>

enum { EVERY = 10, TOP = 10 };

static const char golden[] = "tests/session/ranking.txt";

struct look {
	struct office *office;
	struct mq_buf told;
	size_t n;
};

static void tell_names(struct look *look, const struct mq_rows *rows)
{
	for (size_t i = 0; i < rows->n_rows; i++) {
		mq_buf_adds(&look->told, i ? " " : "\t");
		mq_buf_add(&look->told, rows->rows[i].cells[0].data, rows->rows[i].cells[0].len);
	}
	mq_buf_addc(&look->told, '\n');
}

static void look_up(struct look *look, const char *text, size_t len)
{
	mq_field_id name = office_field(look->office, "name");
	const struct mq_page page = {.columns = &name, .n_columns = 1, .limit = TOP};
	struct mq_rows rows;
	char *query = mq_strndup(text, len);

	office_hits(look->office, query);
	assert_int_equal(mq_session_page(look->office->session, &page, &rows, &look->office->diag),
		MQ_OK);
	mq_buf_adds(&look->told, query);
	tell_names(look, &rows);
	mq_rows_release(&rows);
	free(query);
	look->n++;
}

/* wang fang: as letters, and as initials. */
static void look_up_readings(struct look *look, struct mq_pinyin *pinyin, struct mq_slice name)
{
	struct mq_buf readings = {0};
	struct mq_buf letters = {0};
	struct mq_buf initials = {0};

	mq_pinyin_readings(pinyin, name.data, name.len, &readings);
	for (size_t i = 0, begin = 1, other = 0; i < readings.len; i++) {
		char c = readings.data[i];

		other = c == ' ' ? 0 : other || c == '|';
		if (c != ' ' && !other) {
			mq_buf_addc(&letters, c);
			mq_buf_add(&initials, &c, begin);
		}
		begin = c == ' ';
	}
	look_up(look, letters.data, letters.len);
	look_up(look, initials.data, initials.len);
	mq_buf_release(&readings);
	mq_buf_release(&letters);
	mq_buf_release(&initials);
}

static void look_up_one(struct look *look, struct mq_pinyin *pinyin, struct mq_slice name)
{
	size_t surname = 3;	/* bytes of a character; double surnames are cut, and found all the same */

	look_up(look, name.data, name.len);
	look_up(look, name.data, surname);
	look_up(look, (const char *)name.data + surname, name.len - surname);
	look_up_readings(look, pinyin, name);
}

static char *read_golden(void)
{
	struct mq_buf text = {0};
	char bytes[4096];
	FILE *file = fopen(golden, "re");

	for (size_t n; file != NULL && (n = fread(bytes, 1, sizeof(bytes), file)) > 0;) {
		mq_buf_add(&text, bytes, n);
	}
	if (file != NULL) {
		fclose(file);
	}
	return mq_buf_take(&text);
}

static void compare(const char *told)
{
	FILE *file = getenv("MINQING_RENEW") ? fopen(golden, "we") : NULL;
	char *kept;

	if (file != NULL) {
		fputs(told, file);
		fclose(file);
		return;
	}
	kept = read_golden();
	assert_string_equal(told, kept);
	free(kept);
}

static void two_hundred_look_ups_have_the_closest_first(void **state)
{
	struct look look = {.office = *state};
	mq_field_id name = office_field(look.office, "name");
	const struct mq_page page = {.columns = &name, .n_columns = 1};
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_rows rows;

	office_hits(look.office, "name:*");
	assert_int_equal(mq_session_page(look.office->session, &page, &rows, &look.office->diag),
		MQ_OK);
	for (size_t i = 0; i < rows.n_rows && look.n < 200; i += EVERY) {
		look_up_one(&look, pinyin, rows.rows[i].cells[0]);
	}
	assert_int_equal(look.n, 200);
	compare(look.told.data);
	mq_rows_release(&rows);
	mq_pinyin_free(pinyin);
	mq_buf_release(&look.told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_hundred_look_ups_have_the_closest_first),
	};

	return cmocka_run_group_tests(tests, office_open, office_close);
}
