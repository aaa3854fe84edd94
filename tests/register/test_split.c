#include "register/fixture.h"

#include <csv.h>

#include "../../src/register/split.h"

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

/* What libcsv makes of a line: cells in brackets. */
static void on_cell(void *bytes, size_t len, void *context)
{
	mq_buf_adds(context, "[");
	mq_buf_add(context, bytes, len);
	mq_buf_adds(context, "]");
}

static void on_row(int end, void *context)
{
	(void)end;
	(void)context;
}

static void assert_as_libcsv(const char *line, size_t len, char delimiter)
{
	struct split split = {0};
	struct mq_slice *cells;
	struct csv_parser csv;
	struct mq_buf wanted = {0};
	struct mq_buf got = {0};

	csv_init(&csv, CSV_STRICT);
	csv_set_delim(&csv, (unsigned char)delimiter);
	csv_parse(&csv, line, len, on_cell, on_row, &wanted);
	csv_parse(&csv, "\n", 1, on_cell, on_row, &wanted);
	split_line(&split, line, len, delimiter);
	cells = split_cells(&split);
	for (size_t i = 0; i < split.n_cells; i++) {
		on_cell((void *)(uintptr_t)cells[i].data, cells[i].len, &got);
	}
	assert_int_equal(got.len, wanted.len);
	assert_memory_equal(got.data, wanted.data, wanted.len);
	mq_buf_release(&wanted);
	mq_buf_release(&got);
	split_release(&split);
	csv_free(&csv);
}

static void any_line_without_a_quote_is_cut_as_libcsv_cuts_it(void **state)
{
	static const char letters[] = ",,,,; \t|ab\xe7\x8e\x8b\x80\xac\x7f\x01";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char line[200] = "x";	/* libcsv takes no blank line for a row */
		size_t len = 1 + draw(&seed, sizeof(line) - 1);
		size_t begins = draw(&seed, (uint32_t)len);

		for (size_t i = 0; i < len; i++) {
			line[i] = letters[draw(&seed, sizeof(letters))];
		}
		line[begins] = 'x';
		assert_as_libcsv(line, len, ",;\t|"[round % 4]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_line_without_a_quote_is_cut_as_libcsv_cuts_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
