/* What cells were read as, kept and given again. */
#include "register/fixture.h"

#include "../../src/register/import.h"

struct column {
	struct memory memory;
	struct mq_arena texts;
	struct mq_arena otherwise;
	size_t n_kept;		/* came from memory */
};

/* A cell goes through: it is read as itself in brackets. */
static void pass(struct column *column, const char *cell, size_t len)
{
	struct mq_slice wanted = mq_slice(cell, len);
	struct mq_slice text;
	char read[128];

	snprintf(read, sizeof(read), "[%.*s]", (int)len, cell);
	if (memory_get(&column->memory, wanted, &text)) {
		column->n_kept++;
	} else {
		text = memory_keep(&column->memory, wanted, mq_slice_str(read), &column->texts,
			&column->otherwise);
	}
	assert_int_equal(text.len, strlen(read));
	assert_memory_equal(text.data, read, text.len);
}

static void release(struct column *column)
{
	memory_release(&column->memory);
	mq_arena_release(&column->texts);
	mq_arena_release(&column->otherwise);
}

static void a_cell_that_comes_again_is_remembered_to_the_byte(void **state)
{
	static const char cells[] =
		"a\0ab\0ba\0abc\0cba\0acb\0abcd\0abce\0xbcd\0abcdefgh\0abcdefgi\0abcdefghi\0"
		"abcdefgh12345678\0abcdefgh22345678\0abcdefghX12345678\0abcdefghY12345678\0"
		"一\0二\0一二\0二一\0城镇职工基本养老保险\0城镇居民基本养老保险\0"
		"0123456789012345678901234567890123456789012345678901234567890123456789\0";
	struct column column = {.n_kept = 0};
	size_t n = 0;

	(void)state;
	for (int round = 0; round < 3; round++) {
		n = 0;
		for (const char *cell = cells; *cell; cell += strlen(cell) + 1) {
			pass(&column, cell, strlen(cell));
			n++;
		}
	}
	/* All but the last, which is too long to be kept. */
	assert_int_equal(column.n_kept, 2 * (n - 1));
	release(&column);
}

static void a_column_of_many_values_keeps_some_of_them(void **state)
{
	struct column column = {.n_kept = 0};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char cell[16];

		snprintf(cell, sizeof(cell), "v%d", i * 7919 % 200);
		pass(&column, cell, strlen(cell));
	}
	assert_true(column.n_kept > 10000);
	assert_true(mq_arena_size_bytes(&column.texts) < 20000);
	release(&column);
}

static void a_column_that_never_repeats_itself_is_given_up(void **state)
{
	struct column column = {.n_kept = 0};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		char cell[16];

		snprintf(cell, sizeof(cell), "P%07d", i);
		pass(&column, cell, strlen(cell));
		mq_arena_reset(&column.otherwise);
	}
	assert_int_equal(column.n_kept, 0);
	assert_null(column.memory.slots);
	assert_true(mq_arena_size_bytes(&column.texts) < 20000);
	release(&column);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_that_comes_again_is_remembered_to_the_byte),
		cmocka_unit_test(a_column_of_many_values_keeps_some_of_them),
		cmocka_unit_test(a_column_that_never_repeats_itself_is_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
