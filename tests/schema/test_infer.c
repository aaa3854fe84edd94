/*
 * A proposal from sheets nobody has seen: five sheets that have little in
 * common. Whatever is proposed must load, and the sheet it came from must read
 * under it as well as its comments say.
 */
#include <minqing/schema.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { CELLS_MAX = 32 };

/* A sheet as lines of cells between bars, and what was proposed for it. */
struct sheet {
	char **lines;
	size_t n_lines;
	size_t cap;
	struct mq_buf yaml;
	struct mq_schema *schema;
};

static void add_line(struct sheet *sheet, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
static void add_line(struct sheet *sheet, const char *fmt, ...)
{
	struct mq_buf line = {0};
	va_list args;
	char text[1000];

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	mq_buf_adds(&line, text);
	sheet->lines = mq_grow(sheet->lines, &sheet->cap, sheet->n_lines + 1, sizeof(*sheet->lines));
	sheet->lines[sheet->n_lines++] = mq_buf_take(&line);
}

static size_t split(const char *line, struct mq_slice *cells)
{
	size_t n = 0;

	for (;;) {
		size_t len = strcspn(line, "|");

		cells[n++] = mq_slice(line, len);
		if (line[len] == '\0') {
			return n;
		}
		line += len + 1;
	}
}

static struct mq_infer *watch(const struct sheet *sheet)
{
	struct mq_infer *infer = mq_infer_new();
	struct mq_slice cells[CELLS_MAX];

	for (size_t i = 0; i < sheet->n_lines; i++) {
		mq_infer_row(infer, cells, split(sheet->lines[i], cells));
	}
	return infer;
}

/* Write the proposal to a directory of its own and load it. */
static void load(struct sheet *sheet)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mq_format("%s/minqing-infer-XXXXXX", tmp != NULL ? tmp : "/tmp");
	struct mq_diag diag = {0};
	char *path;
	FILE *file;

	assert_non_null(mkdtemp(dir));
	path = mq_format("%s/fields.yaml", dir);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(sheet->yaml.data, 1, sheet->yaml.len, file), sheet->yaml.len);
	assert_int_equal(fclose(file), 0);
	if (mq_schema_load(dir, &sheet->schema, &diag) != MQ_OK) {
		mq_diag_print(&diag, "", stderr);
		fail_msg("the proposal does not load:\n%s", sheet->yaml.data);
	}
	mq_diag_release(&diag);
	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
}

/* Every column is a field under its own header, and takes nearly all its cells. */
static void reads_back(const struct sheet *sheet, double least)
{
	struct mq_slice headers[CELLS_MAX];
	struct mq_slice cells[CELLS_MAX];
	size_t n_headers = split(sheet->lines[0], headers);

	for (size_t i = 0; i < n_headers; i++) {
		mq_field_id field = mq_schema_field_exact(sheet->schema, MQ_NO_KIND, headers[i].data,
			headers[i].len);
		size_t filled = 0;
		size_t read = 0;

		if (field == MQ_NO_FIELD) {
			fail_msg("no field is called %.*s", (int)headers[i].len, (const char *)headers[i].data);
		}
		for (size_t row = 1; row < sheet->n_lines; row++) {
			struct mq_buf out = {0};
			struct mq_value value;
			enum mq_err err = MQ_ERR_NOT_FOUND;

			if (i < split(sheet->lines[row], cells)) {
				err = mq_value_read(sheet->schema->fields + field, cells[i].data, cells[i].len,
					&out, &value, NULL);
			}
			filled += err != MQ_ERR_NOT_FOUND;
			read += err == MQ_OK;
			mq_buf_release(&out);
		}
		if ((double)read < least * (double)filled) {
			fail_msg("%.*s reads %zu of %zu cells", (int)headers[i].len,
				(const char *)headers[i].data, read, filled);
		}
	}
}

static void propose(struct sheet *sheet)
{
	struct mq_infer *infer = watch(sheet);

	assert_int_equal(mq_infer_write(infer, "people.csv", &sheet->yaml, NULL), MQ_OK);
	mq_infer_free(infer);
	load(sheet);
}

static void release(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->n_lines; i++) {
		free(sheet->lines[i]);
	}
	free(sheet->lines);
	mq_buf_release(&sheet->yaml);
	mq_schema_free(sheet->schema);
}

/* ---- looking at what was proposed ---- */

static const struct mq_field *field_of(const struct sheet *sheet, const char *id)
{
	for (size_t i = 0; i < sheet->schema->n_fields; i++) {
		if (strcmp(sheet->schema->fields[i].id, id) == 0) {
			return &sheet->schema->fields[i];
		}
	}
	fail_msg("there is no field %s in\n%s", id, sheet->yaml.data);
	return NULL;
}

static void has_field(const struct sheet *sheet, const char *id, const char *kind, enum mq_type type)
{
	const struct mq_field *field = field_of(sheet, id);

	assert_string_equal(sheet->schema->kinds[field->kind].id, kind);
	if (field->type != type) {
		fail_msg("%s is of type %d", id, field->type);
	}
}

static const struct mq_kind *kind_of(const struct sheet *sheet, const char *id)
{
	mq_kind_id kind = mq_schema_kind(sheet->schema, id);

	assert_int_not_equal(kind, MQ_NO_KIND);
	return &sheet->schema->kinds[kind];
}

/* keys: ids with a space between. */
static void is_keyed_by(const struct sheet *sheet, const char *kind, const char *keys)
{
	const struct mq_kind *of = kind_of(sheet, kind);
	struct mq_buf found = {0};

	for (size_t i = 0; i < of->n_key; i++) {
		mq_buf_addf(&found, "%s%s", i > 0 ? " " : "", sheet->schema->fields[of->key[i]].id);
	}
	mq_buf_adds(&found, "");
	assert_string_equal(found.data, keys);
	mq_buf_release(&found);
}

static void is_linked_to(const struct sheet *sheet, const char *kind, const char *target)
{
	const struct mq_kind *of = kind_of(sheet, kind);

	assert_int_equal(of->n_links, 1);
	assert_string_equal(sheet->schema->fields[of->links[0]].id, target);
}

static void tells(const struct sheet *sheet, const char *comment)
{
	if (strstr(sheet->yaml.data, comment) == NULL) {
		fail_msg("\"%s\" is not in\n%s", comment, sheet->yaml.data);
	}
}

/* ---- the sheets ---- */

/* An identity number that checks out, of nobody: area 999999. */
static void make_id_number(char out[19], int year, int n)
{
	static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	snprintf(out, 19, "999999%04u%02u%02u%03u", (unsigned)year % 10000, (unsigned)n % 12 + 1,
		(unsigned)n % 28 + 1, (unsigned)n % 1000);
	for (size_t i = 0; i < 17; i++) {
		sum += weights[i] * (out[i] - '0');
	}
	out[17] = "10X98765432"[sum % 11];
	out[18] = '\0';
}

/* Three to a household, one household to an address. */
static void add_chinese_rows(struct sheet *sheet)
{
	static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵"};
	static const char *const committees[] = {"阳曲路七六零弄", "闻喜路二五一弄", "和源名城第一"};
	static const char *const causes[] = {"因病", "因残", "因学", ""};
	char id_number[19];

	add_line(sheet, "姓名|性别|身份证号（必填）|出生日期|手机号码|户号|居委会|现住址|民族|低保|"
		"帮扶单位|年收入|备注");
	for (int i = 0; i < 600; i++) {
		int household = i / 3;
		int year = 1930 + i % 90;

		make_id_number(id_number, year, i);
		add_line(sheet, "%s某%d|%s|%s|%d年%d月%d日|139%08d|%06d|%s|阳曲路760弄%d号%d室|%s|%s|"
			"%s第%d厂|%d|%s", surnames[i % 7], i, i % 2 == 0 ? "男" : "女", id_number, year,
			i % 12 + 1, i % 28 + 1, i, household + 1, committees[household % 3], household / 12 + 1,
			household % 12 + 101, i % 50 == 0 ? "回" : "汉", household % 9 == 0 ? "是" : "",
			causes[household % 4], household % 150, 20000 + i * 37 % 9000,
			i % 5 == 0 ? "腿脚不便，需要: 轮椅" : "");
	}
}

static void a_chinese_sheet_falls_into_three_kinds(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_chinese_rows(&sheet);
	propose(&sheet);
	has_field(&sheet, "name", "resident", MQ_TYPE_TEXT);
	has_field(&sheet, "sex", "resident", MQ_TYPE_CODE);
	has_field(&sheet, "birth_date", "resident", MQ_TYPE_DATE);
	has_field(&sheet, "household_id", "household", MQ_TYPE_TEXT);
	has_field(&sheet, "committee", "dwelling", MQ_TYPE_CODE);
	has_field(&sheet, "standard_address", "dwelling", MQ_TYPE_TEXT);
	has_field(&sheet, "dibao", "resident", MQ_TYPE_BOOL);
	has_field(&sheet, "note", "resident", MQ_TYPE_TEXT);
	is_keyed_by(&sheet, "resident", "id_number");
	is_keyed_by(&sheet, "household", "household_id");
	is_keyed_by(&sheet, "dwelling", "standard_address");
	is_linked_to(&sheet, "resident", "household");
	is_linked_to(&sheet, "household", "dwelling");
	reads_back(&sheet, 1);
	release(&sheet);
}

static void known_headers_bring_checks_and_searches(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_chinese_rows(&sheet);
	propose(&sheet);
	assert_int_equal(field_of(&sheet, "id_number")->check, MQ_CHECK_GB11643);
	assert_int_equal(field_of(&sheet, "id_number")->privacy, 2);
	assert_int_equal(field_of(&sheet, "phone_mobile")->check, MQ_CHECK_MOBILE);
	assert_int_equal(field_of(&sheet, "name")->search, MQ_SEARCH_NAME);
	assert_int_equal(field_of(&sheet, "standard_address")->search, MQ_SEARCH_WORDS);
	assert_true(field_of(&sheet, "standard_address")->bare);
	assert_true(field_of(&sheet, "dibao")->closed);	/* only 是 was ever written */
	assert_int_equal(field_of(&sheet, "committee")->codes->n_codes, 3);
	assert_int_not_equal(field_of(&sheet, "age")->years_since, MQ_NO_FIELD);
	release(&sheet);
}

static void an_unknown_column_goes_where_it_is_constant(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_chinese_rows(&sheet);
	propose(&sheet);
	/* 帮扶单位 is the same for all of a household, 年收入 is not. */
	has_field(&sheet, "col_11", "household", MQ_TYPE_TEXT);
	has_field(&sheet, "col_12", "resident", MQ_TYPE_INT);
	tells(&sheet, "# household: the same within 100% of 200 households");
	tells(&sheet, "# int: 100% of 600 filled rows\n  col_12:");
	release(&sheet);
}

static void an_english_sheet_names_rooms_by_their_parts(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "Resident ID|Full Name|Sex|DOB|Phone|Household ID|Lane|Building|Unit|Room|"
		"Floor|Has Lift|Monthly Income|Score|Blood Group");
	for (int i = 0; i < 400; i++) {
		int room = i / 4;

		add_line(&sheet, "%07d|Person %d|%s|19%02d/%d/%d|+86 13%09d|H%04d|760|%d|%s|%03d|%d|%s|"
			"%d.%02d|%d|%s", i, i, i % 3 == 0 ? "M" : "F", 30 + i % 60, i % 12 + 1, i % 28 + 1, i,
			i / 2, room / 20 + 1, room % 2 == 0 ? "A" : "B", room % 20 + 1, room % 20 / 4 + 1,
			room / 20 % 2 == 0 ? "Y" : "N", 2000 + i * 7, i % 100, i % 97,
			i % 4 == 0 ? "A" : i % 4 == 1 ? "B" : i % 4 == 2 ? "AB" : "O");
	}
	propose(&sheet);
	is_keyed_by(&sheet, "resident", "person_id");
	is_keyed_by(&sheet, "dwelling", "lane building_no unit_no room_no");
	has_field(&sheet, "person_id", "resident", MQ_TYPE_TEXT);
	has_field(&sheet, "room_no", "dwelling", MQ_TYPE_TEXT);	/* 001 keeps its zeros */
	has_field(&sheet, "floor", "dwelling", MQ_TYPE_INT);
	has_field(&sheet, "has_lift", "dwelling", MQ_TYPE_BOOL);
	has_field(&sheet, "income_month", "resident", MQ_TYPE_DECIMAL);
	has_field(&sheet, "score", "resident", MQ_TYPE_INT);
	has_field(&sheet, "blood_group", "resident", MQ_TYPE_CODE);
	has_field(&sheet, "sex", "resident", MQ_TYPE_CODE);	/* though F reads as no */
	assert_int_equal(field_of(&sheet, "phone_mobile")->check, MQ_CHECK_NONE);
	assert_int_equal(field_of(&sheet, "phone_mobile")->search, MQ_SEARCH_NUMBER);
	reads_back(&sheet, 1);
	release(&sheet);
}

static void a_messy_sheet_is_told_as_it_is(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|出生日期|登记日期|编码|走访次数|态度|是否在册|信访件数|\x01序\"列'：{x}");
	for (int i = 0; i < 200; i++) {
		static const char *const moods[] = {"no", "是: 对", "- x", "#其他", "'引'\"号\"", "{a}"};

		add_line(&sheet, "甲%d|%s|%s|%03d|%s|%s|%s|%d|%s", i % 190,
			i % 10 == 5 ? "不详" : i % 2 == 0 ? "1950-03-01" : "19510402",
			i == 15 || i == 17 ? "不详" : i % 3 == 0 ? "" : "2024年3月1日", i % 40,
			i % 50 == 0 ? "多次" : i % 2 == 0 ? "3" : " 12 ", moods[i % 6],
			i % 2 == 0 ? "是" : "否", i % 2, i % 7 == 0 ? "\x1b[31m红" : "x");
	}
	add_line(&sheet, "乙");
	add_line(&sheet, "丙|1950-03-01|||1||||z|多|余");
	propose(&sheet);
	has_field(&sheet, "birth_date", "resident", MQ_TYPE_TEXT);
	tells(&sheet, "# text: 100% of 201 filled rows (1 empty)\n"
		"  # nearly date: 90.0%; 20 others, first at row 7: '不详'");
	has_field(&sheet, "col_3", "resident", MQ_TYPE_DATE);
	tells(&sheet, "# date: 98.5% of 134 filled rows (68 empty); 2 others, first at row 17: '不详'");
	has_field(&sheet, "col_5", "resident", MQ_TYPE_INT);
	has_field(&sheet, "col_4", "resident", MQ_TYPE_TEXT);	/* 编码 007 */
	has_field(&sheet, "col_6", "resident", MQ_TYPE_CODE);
	has_field(&sheet, "col_7", "resident", MQ_TYPE_BOOL);
	assert_int_equal(field_of(&sheet, "col_6")->codes->n_codes, 6);
	assert_string_equal(field_of(&sheet, "col_6")->codes->codes[4].zh, "'引'\"号\"");
	assert_int_equal(field_of(&sheet, "col_8")->privacy, 3);
	tells(&sheet, "# 1 row has more cells than the header");
	assert_null(strchr(sheet.yaml.data, '\x1b'));
	release(&sheet);
}

static void headers_that_clash_get_names_of_their_own(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|姓名|name|姓名拼音||户|col_5|all|手机|联系电话");
	for (int i = 0; i < 50; i++) {
		add_line(&sheet, "甲%d|乙%d|丙%d|jia%d|x%d|y%d|z%d|%d|13900000%03d|13800000%03d", i, i, i,
			i, i, i, i, i, i, i);
	}
	propose(&sheet);
	has_field(&sheet, "phone_mobile", "resident", MQ_TYPE_TEXT);
	assert_int_equal(field_of(&sheet, "col_10")->check, MQ_CHECK_MOBILE);
	tells(&sheet, "# column 2 is headed '姓名' there");
	assert_int_equal(sheet.schema->n_fields, 11);	/* ten and the pinyin of one */
	release(&sheet);
}

static void without_household_id_residents_hang_from_dwellings(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|生日|地址|小区|电梯|志愿者");
	for (int i = 0; i < 300; i++) {
		add_line(&sheet, "甲%d|19%02d.%d.%d|临汾路%d弄%d室|%s|%s|%d", i, 30 + i % 70, i % 12 + 1,
			i % 28 + 1, 100 + i / 30, i / 3, i / 60 % 2 == 0 ? "东苑" : "西苑",
			i / 60 % 2 == 0 ? "有" : "无", i % 2);
	}
	propose(&sheet);
	assert_int_equal(mq_schema_kind(sheet.schema, "household"), MQ_NO_KIND);
	is_linked_to(&sheet, "resident", "dwelling");
	is_keyed_by(&sheet, "resident", "name birth_date");
	is_keyed_by(&sheet, "dwelling", "standard_address");
	has_field(&sheet, "estate", "dwelling", MQ_TYPE_CODE);
	has_field(&sheet, "has_lift", "dwelling", MQ_TYPE_BOOL);
	has_field(&sheet, "volunteer", "resident", MQ_TYPE_BOOL);	/* noughts and ones alone */
	reads_back(&sheet, 1);
	release(&sheet);
}

static void a_sheet_of_names_is_residents_alone(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "name|committee");
	for (int i = 0; i < 40; i++) {
		add_line(&sheet, "Person %d|%s", i, i % 2 == 0 ? "North" : "South");
	}
	propose(&sheet);
	assert_int_equal(sheet.schema->n_kinds, 1);
	assert_int_equal(kind_of(&sheet, "resident")->n_links, 0);
	has_field(&sheet, "committee", "resident", MQ_TYPE_CODE);
	is_keyed_by(&sheet, "resident", "name");
	release(&sheet);
}

static void columns_of_places_make_areas(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|居委会|小区|弄|楼号|单元|地址");
	for (int i = 0; i < 40; i++) {
		add_line(&sheet, "甲%d|%s|某苑|%d|%d|%d|阳曲路%d弄%d号", i, i % 2 == 0 ? "东" : "西",
			i % 3, i % 5, i % 2, i % 3, i % 5);
	}
	propose(&sheet);
	tells(&sheet, "      committee: {zh: 居委会, by: [committee]}\n"
		"      estate: {zh: 小区, by: [estate]}\n"
		"      lane: {zh: 弄, by: [lane]}\n"
		"      building: {zh: 楼, by: [lane, building_no]}\n"
		"      unit: {zh: 单元, by: [lane, building_no, unit_no]}\n"
		"    place: [committee, standard_address]\n");
	release(&sheet);
}

static void a_building_number_alone_makes_no_area(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|楼号|室号");
	for (int i = 0; i < 40; i++) {
		add_line(&sheet, "甲%d|%d|%d", i, i % 5, i);
	}
	propose(&sheet);
	assert_null(strstr(sheet.yaml.data, "areas:"));
	assert_null(strstr(sheet.yaml.data, "place:"));
	release(&sheet);
}

static void names_that_repeat_are_no_key(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|备注");
	for (int i = 0; i < 100; i++) {
		add_line(&sheet, "甲%d|好", i % 90);
	}
	propose(&sheet);
	is_keyed_by(&sheet, "resident", "");
	tells(&sheet, "# key: no column names a resident");
	release(&sheet);
}

static void a_header_the_data_deny_is_not_believed(void **state)
{
	struct sheet sheet = {0};

	(void)state;
	add_line(&sheet, "姓名|户号|致困原因");
	for (int i = 0; i < 200; i++) {
		add_line(&sheet, "甲%d|%d|%s", i, i / 4, i % 2 == 0 ? "因病" : "因残");
	}
	propose(&sheet);
	has_field(&sheet, "hardship_cause", "resident", MQ_TYPE_CODE);
	release(&sheet);
}

static void a_long_sheet_is_judged_by_a_sample(void **state)
{
	struct mq_infer *infer = mq_infer_new();
	struct sheet sheet = {0};
	struct mq_slice cells[CELLS_MAX];
	const char *about;
	char row[100];
	long households;

	(void)state;
	strcpy(row, "档案号|户号|姓名");
	mq_infer_row(infer, cells, split(row, cells));
	for (int i = 0; i < 50000; i++) {
		snprintf(row, sizeof(row), "F%d|%d|甲", i, i / 2);
		mq_infer_row(infer, cells, split(row, cells));
	}
	assert_int_equal(mq_infer_write(infer, "long.csv", &sheet.yaml, NULL), MQ_OK);
	load(&sheet);
	is_keyed_by(&sheet, "resident", "col_1");
	tells(&sheet, "# col_1: filled in 100% of rows; 100% of rows have one of their own");
	about = strstr(sheet.yaml.data, "of rows; about ") + strlen("of rows; about ");
	households = strtol(about, NULL, 10) * 1000;
	assert_in_range(households, 22000, 28000);
	mq_infer_free(infer);
	release(&sheet);
}

static void the_same_rows_give_the_same_proposal(void **state)
{
	struct sheet sheet = {0};
	struct mq_infer *infer;
	struct mq_buf again = {0};

	(void)state;
	add_chinese_rows(&sheet);
	propose(&sheet);
	infer = watch(&sheet);
	assert_int_equal(mq_infer_write(infer, "people.csv", &again, NULL), MQ_OK);
	assert_string_equal(again.data, sheet.yaml.data);
	mq_buf_clear(&again);
	assert_int_equal(mq_infer_write(infer, "people.csv", &again, NULL), MQ_OK);
	assert_string_equal(again.data, sheet.yaml.data);
	mq_buf_release(&again);
	mq_infer_free(infer);
	release(&sheet);
}

static void sensitive_cells_are_not_quoted(void **state)
{
	struct sheet sheet = {0};
	char id_number[19];

	(void)state;
	add_line(&sheet, "姓名|身份证号");
	for (int i = 0; i < 100; i++) {
		make_id_number(id_number, 1950, i);
		if (i == 40) {
			strcpy(id_number, "999999195003010001");
		}
		add_line(&sheet, "甲%d|%s", i, id_number);
	}
	propose(&sheet);
	tells(&sheet, "# identity number: 99.0% of 100 filled rows; 1 other, first at row 42\n");
	assert_null(strstr(sheet.yaml.data, "999999195003010001"));
	release(&sheet);
}

static void nothing_to_judge_by_is_refused(void **state)
{
	struct mq_infer *infer = mq_infer_new();
	struct mq_slice header = mq_slice_str("姓名");
	struct mq_buf out = {0};
	struct mq_diag diag = {0};

	(void)state;
	assert_int_equal(mq_infer_write(infer, "empty.csv", &out, &diag), MQ_ERR_INPUT);
	mq_infer_row(infer, &header, 1);
	assert_int_equal(mq_infer_write(infer, "empty.csv", &out, &diag), MQ_ERR_INPUT);
	assert_int_equal(diag.n_faults, 2);
	assert_non_null(strstr(diag.faults[1].message, "empty.csv"));
	assert_int_equal(out.len, 0);
	mq_diag_release(&diag);
	mq_infer_free(infer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chinese_sheet_falls_into_three_kinds),
		cmocka_unit_test(known_headers_bring_checks_and_searches),
		cmocka_unit_test(an_unknown_column_goes_where_it_is_constant),
		cmocka_unit_test(an_english_sheet_names_rooms_by_their_parts),
		cmocka_unit_test(a_messy_sheet_is_told_as_it_is),
		cmocka_unit_test(headers_that_clash_get_names_of_their_own),
		cmocka_unit_test(without_household_id_residents_hang_from_dwellings),
		cmocka_unit_test(a_sheet_of_names_is_residents_alone),
		cmocka_unit_test(columns_of_places_make_areas),
		cmocka_unit_test(a_building_number_alone_makes_no_area),
		cmocka_unit_test(names_that_repeat_are_no_key),
		cmocka_unit_test(a_header_the_data_deny_is_not_believed),
		cmocka_unit_test(a_long_sheet_is_judged_by_a_sample),
		cmocka_unit_test(the_same_rows_give_the_same_proposal),
		cmocka_unit_test(sensitive_cells_are_not_quoted),
		cmocka_unit_test(nothing_to_judge_by_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
