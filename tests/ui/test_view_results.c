/* Rows of the answer, painted from rows that are made up. */
#include "hostile.h"

#include "../../src/ui/view.h"

static const struct mq_code sexes[] = {{.id = "1", .zh = "男", .en = "male"},
	{.id = "2", .zh = "女", .en = "female"}};
static const struct mq_codes sex_list = {.id = "sex", .codes = sexes, .n_codes = 2};
static const struct mq_field fields[] = {
	{.number = 0, .id = "name", .zh = "姓名", .en = "name", .type = MQ_TYPE_TEXT,
		.search = MQ_SEARCH_NAME},
	{.number = 1, .id = "sex", .zh = "性别", .en = "sex", .type = MQ_TYPE_CODE, .codes = &sex_list},
	{.number = 2, .id = "age", .zh = "年龄", .en = "age", .type = MQ_TYPE_INT},
	{.number = 3, .id = "address", .zh = "地址", .en = "address", .type = MQ_TYPE_TEXT,
		.search = MQ_SEARCH_WORDS},
};
static const struct mq_schema schema = {.fields = fields, .n_fields = 4};

enum { N_COLUMNS = 4, N_ROWS = 3 };

struct table {
	mq_field_id columns[N_COLUMNS];
	struct mq_slice cells[N_ROWS][N_COLUMNS];
	struct mq_row rows[N_ROWS];
	struct mq_results results;
	struct mq_marks marks;
	struct mq_columns chosen;
	bool focused;
};

static void make(struct table *table)
{
	static const char *const texts[N_ROWS][N_COLUMNS] = {
		{"王晓明", "male", "84", "阳曲路760弄12号302室"},
		{"单雄信", NULL, "7", "临汾路375弄"},
		{"Wang", "female", NULL, NULL},
	};
	*table = (struct table){.columns = {0, 1, 2, 3}};
	for (size_t r = 0; r < N_ROWS; r++) {
		for (size_t c = 0; c < N_COLUMNS; c++) {
			table->cells[r][c] = texts[r][c] ? mq_slice_str(texts[r][c]) : mq_slice(NULL, 0);
		}
		table->rows[r] = (struct mq_row){.id = (mq_record_id)r, .cells = table->cells[r]};
	}
	table->results = (struct mq_results){
		.list = {.count = N_ROWS, .selected = 1, .height = N_ROWS},
		.rows = {.columns = table->columns, .n_columns = N_COLUMNS, .rows = table->rows,
			.n_rows = N_ROWS},
	};
}

static char *paint(const struct table *table, int width, int height)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&cells, width, height);
	mq_view_results(&cells, mq_cells_rect(&cells), &schema, &table->results, table->focused);
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

static void a_table_aligns_columns_and_writes_the_unknown(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	char *text = paint(&table, 60, 5);
	assert_string_equal(text,
		" name       sex     age address\n"
		" 王晓明     male     84 阳曲路760弄12号302室\n"
		">单雄信     ?         7 临汾路375弄\n"
		" Wang       female    ? ?\n"
		"\n");
	free(text);
}

static void little_width_makes_cards_of_two_lines(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	char *text = paint(&table, 30, 8);
	assert_string_equal(text,
		" results\n"
		" 1 王晓明 male 84\n"
		"   阳曲路760弄12号302室\n"
		">2 单雄信 sex:? 7\n"
		"   临汾路375弄\n"
		" 3 Wang female age:?\n"
		"   address:?\n"
		"\n");
	free(text);
	text = paint(&table, 30, 2);
	assert_string_equal(text,
		" results\n"
		" 1 王晓明 male 84\n");
	free(text);
	text = paint(&table, 30, 1);
	assert_string_equal(text, " 1 王晓明 male 84\n");
	free(text);
	assert_int_equal(mq_view_results_height((struct mq_rect){0, 0, 30, 8}), 3);
	assert_int_equal(mq_view_results_height((struct mq_rect){0, 0, 60, 8}), 7);
}

static void heads_tell_the_order_and_the_column_keys_work_on(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	table.results.column = 2;
	table.results.n_order = 2;
	table.results.order[0] = (struct mq_order){.field = 2, .descending = true};
	table.results.order[1] = (struct mq_order){.field = 0};
	table.focused = true;
	char *text = paint(&table, 60, 2);
	assert_string_equal(text,
		" name ^2    sex   >age v1 address\n"
		" 王晓明     male       84 阳曲路760弄12号302室\n");
	free(text);
	table.results.n_order = 1;
	text = paint(&table, 60, 2);
	assert_string_equal(text,
		" name       sex   >age v address\n"
		" 王晓明     male      84 阳曲路760弄12号302室\n");
	free(text);
}

static void marked_rows_have_a_star_of_their_own(void **state)
{
	(void)state;
	struct table table;
	mq_record_id ids[] = {1, 2};
	make(&table);
	table.marks = (struct mq_marks){.ids = ids, .n = 2};
	table.results.marks = &table.marks;
	char *text = paint(&table, 60, 4);
	assert_string_equal(text,
		"  name       sex     age address\n"
		"  王晓明     male     84 阳曲路760弄12号302室\n"
		">*单雄信     ?         7 临汾路375弄\n"
		" *Wang       female    ? ?\n");
	free(text);
	text = paint(&table, 30, 5);
	assert_non_null(strstr(text, ">2* 单雄信"));
	free(text);
}

static void widths_that_were_chosen_hold(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	mq_columns_add(&table.chosen, 1, 0);
	mq_columns_add(&table.chosen, 0, 4);
	table.results.chosen = &table.chosen;
	char *text = paint(&table, 60, 2);
	assert_string_equal(text,
		" name sex     age address\n"
		" 王~  male     84 阳曲路760弄12号302室\n");
	free(text);
	mq_columns_release(&table.chosen);
}

/* At every width the column that keys work on has room, beside the first. */
static void columns_go_out_until_the_one_wanted_has_room(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	table.results.column = 3;
	table.focused = true;
	for (int width = 48; width < 70; width++) {
		char *text = paint(&table, width, 2);
		assert_non_null(strstr(text, ">address"));
		assert_int_equal(strncmp(text, " name", 5), 0);
		free(text);
	}
}

static void no_rows_say_so(void **state)
{
	(void)state;
	struct table table;
	make(&table);
	table.results.rows.n_rows = 0;
	table.results.list = (struct mq_list){.height = 3};
	char *text = paint(&table, 60, 5);
	assert_non_null(strstr(text, "no hits"));
	free(text);
}

/* The column heads stand where they stand, whatever the rows hold. */
static void hostile_rows_do_not_move_columns(void **state)
{
	(void)state;
	char bytes[HOSTILE_MAX];
	for (size_t i = 0; i < N_HOSTILE; i++) {
		for (int width = 1; width < 80; width += 7) {
			struct table table;
			make(&table);
			char *plain = paint(&table, width, 4);
			size_t len = hostile(i, bytes);
			for (size_t c = 0; c < N_COLUMNS; c++) {
				table.cells[0][c] = mq_slice(bytes, len);
			}
			char *text = paint(&table, width, 4);
			size_t head = strcspn(plain, "\n");
			assert_memory_equal(text, plain, head + 1);
			free(plain);
			free(text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_aligns_columns_and_writes_the_unknown),
		cmocka_unit_test(little_width_makes_cards_of_two_lines),
		cmocka_unit_test(heads_tell_the_order_and_the_column_keys_work_on),
		cmocka_unit_test(marked_rows_have_a_star_of_their_own),
		cmocka_unit_test(widths_that_were_chosen_hold),
		cmocka_unit_test(columns_go_out_until_the_one_wanted_has_room),
		cmocka_unit_test(no_rows_say_so),
		cmocka_unit_test(hostile_rows_do_not_move_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
