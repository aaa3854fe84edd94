/*
 * The tasks. Each variant has other constants, so that no engine can answer from what
 * it answered before. SQL is one text for both peers where that is no loss to either;
 * where one has something faster of its own (instr, contains, regexp_matches), it gets that.
 *
 * Tags are compared with `= true`: SQLite takes an index for it, DuckDB a bit.
 */
#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_COLUMNS "person_id, name, sex, birth_date, phone_mobile, standard_address"

enum { NAME_SIZE = 64, N_TAGS_EACH = 5 };

/* ---- conditions ---- */

/* Five tags each: of elders, of families, of buildings; some stored, some derived. */
static const char *const five_tags[N_VARIANTS][N_TAGS_EACH] = {
	{"elder_60", "is_shanghai_hukou", "old_building", "all_elderly", "smartphone"},
	{"elder_80", "lives_alone", "walk_up", "is_local_hukou", "senior_card"},
	{"elder_65", "empty_nest", "has_lift", "smartphone", "contact_consent"},
	{"elder_60_79", "lives_alone", "old_building", "contact_consent", "meal_canteen"},
	{"has_minor", "large_household", "has_car", "old_building", "contact_consent"},
	{"elder_80", "high_floor_no_lift", "gas_without_alarm", "all_elderly", "phone_stale"},
	{"elder_60", "disability_cert", "is_shanghai_hukou", "senior_card", "helped"},
	{"elder_65", "needs_care", "empty_nest", "walk_up", "old_age_allowance"},
	{"graduate", "has_car", "has_lift", "in_building_group", "contact_consent"},
	{"hukou_apart", "has_student", "old_building", "phone_stale", "contact_consent"},
	{"elder_80", "special_elder", "in_building_group", "smoke_alarm", "old_building"},
	{"elder_60_79", "volunteer", "smartphone", "in_building_group", "senior_card"},
	{"elder_65", "elder_keeps_elder", "walk_up", "helped", "is_local_hukou"},
	{"has_infant", "has_car", "has_lift", "contact_consent", "is_local_hukou"},
	{"elder_80", "aged_alone", "smoke_alarm", "phone_stale", "old_age_allowance"},
	{"elder_60", "zhiqing", "old_building", "smartphone", "is_shanghai_hukou"},
	{"elder_65", "lives_alone", "high_floor_no_lift", "gas_without_alarm", "senior_card"},
	{"has_student", "graduate", "has_lift", "contact_consent", "is_local_hukou"},
	{"elder_60_79", "empty_nest", "meal_canteen", "smartphone", "old_building"},
	{"hardship", "elder_60", "is_shanghai_hukou", "helped", "old_building"},
	{"elder_80", "call_button", "lives_alone", "walk_up", "senior_card"},
	{"elder_65", "home_adapt_gap", "walk_up", "is_local_hukou", "contact_consent"},
	{"large_household", "has_minor", "smoke_alarm", "old_building", "is_shanghai_hukou"},
	{"elder_60", "only_child_cert", "all_elderly", "smartphone", "contact_consent"},
};

static const char *const names[N_VARIANTS] = {
	"王敏", "张敏", "李萍", "陈怡", "刘军", "王明", "张伟", "李刚", "陈强", "王娟", "张静", "李杰",
	"建国", "秀英", "玉兰", "国强", "志强", "丽华", "桂英", "建华", "晓明", "文杰", "子轩", "雨欣",
};

static const char *const words[N_VARIANTS] = {
	"血压", "服药", "看望", "整洁", "长护", "加装", "电梯", "楼道", "堆物", "办理", "询问", "希望",
	"反映", "子女", "每周", "身体", "尚好", "家中", "近日", "偏高", "提醒", "长护险", "装电梯", "道堆物",
};

static const char *const patterns[N_VARIANTS] = {
	"血压.*服药", "^询问.*办理$", "^(反映|希望)", "电梯|楼道", "子女.{2}来", "[一-龥]+险办理", "整洁$", "^近日",
	"偏高.已提", "(长护|护理)险", "每.来", "装电?梯", "^身体.*整", "堆.$", "提醒(服药|复诊)", "家.整",
	"望$", "^子女", "护.办", "^希.加", "好，家", "道.物", "[近今]日血", "来(看|探)望",
};

static void five(size_t variant, struct mq_buf *own, struct mq_buf *sql)
{
	for (size_t i = 0; i < N_TAGS_EACH; i++) {
		const char *tag = five_tags[variant][i];

		mq_buf_addf(own, "%s%s", i > 0 ? " " : "", tag);
		mq_buf_addf(sql, "%s%s = true", i > 0 ? " AND " : "", tag);
	}
}

/* Adds to both peers the same text. */
static void both(struct question *question, const char *text)
{
	mq_buf_adds(&question->sqlite, text);
	mq_buf_adds(&question->duckdb, text);
}

/* ---- tasks ---- */

static void count_five(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf where = {0};

	(void)task;
	question->verb = "count";
	five(variant, &question->own, &where);
	both(question, "SELECT count(*) FROM resident WHERE ");
	both(question, where.data);
	mq_buf_release(&where);
}

static void rows_five(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf sql = {0};
	struct mq_buf where = {0};

	(void)task;
	question->verb = "rows";
	five(variant, &question->own, &where);
	mq_buf_addf(&sql, "SELECT count(*) FROM resident WHERE %s", where.data);
	both(question, sql.data);
	mq_buf_clear(&sql);
	mq_buf_addf(&sql, ";SELECT " ROW_COLUMNS " FROM resident WHERE %s"
		" ORDER BY name_order LIMIT 50", where.data);
	both(question, sql.data);
	mq_buf_release(&sql);
	mq_buf_release(&where);
}

static void count_ranges(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf sql = {0};
	int year = 1935 + (int)variant * 2;
	int income = 1500 + (int)variant * 100;
	int floor = 1 + (int)variant % 4;

	(void)task;
	question->verb = "count";
	mq_buf_addf(&question->own, "birth_date:%d-03-01..%d-10-31 household_income_pc:%d..%d"
		" floor:%d..%d", year, year + 12, income, income + 3000, floor, floor + 3);
	mq_buf_addf(&sql, "SELECT count(*) FROM resident WHERE birth_date BETWEEN '%d-03-01' AND"
		" '%d-10-31' AND household_income_pc BETWEEN %d AND %d AND floor BETWEEN %d AND %d",
		year, year + 12, income, income + 3000, floor, floor + 3);
	both(question, sql.data);
	mq_buf_release(&sql);
}

static void select_tags(const struct task *task, const char *where, struct question *question)
{
	question->verb = "tags";
	mq_buf_addf(&question->sqlite, "SELECT %s FROM resident WHERE %s", task->tags, where);
	mq_buf_adds(&question->duckdb, question->sqlite.data);
}

static void tags_narrow(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf where = {0};
	int age = 50 + (int)variant;
	int floor = 1 + (int)variant % 5;

	mq_buf_addf(&question->own, "age:%d..%d floor:%d", age, age + 4, floor);
	mq_buf_addf(&where, "age BETWEEN %d AND %d AND floor = %d", age, age + 4, floor);
	select_tags(task, where.data, question);
	mq_buf_release(&where);
}

static void tags_broad(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf where = {0};

	mq_buf_addf(&question->own, "age>=%zu", 20 + variant);
	mq_buf_addf(&where, "age >= %zu", 20 + variant);
	select_tags(task, where.data, question);
	mq_buf_release(&where);
}

static void count_name(const struct task *task, size_t variant, struct question *question)
{
	const char *name = names[variant];

	(void)task;
	question->verb = "count";
	mq_buf_addf(&question->own, "name:\"%s\"", name);
	mq_buf_addf(&question->sqlite, "SELECT count(*) FROM resident WHERE instr(name, '%s') > 0",
		name);
	mq_buf_addf(&question->duckdb, "SELECT count(*) FROM resident WHERE contains(name, '%s')",
		name);
}

static void count_word(const struct task *task, size_t variant, struct question *question)
{
	const char *word = words[variant];

	(void)task;
	question->verb = "count";
	mq_buf_addf(&question->own, "from:visit visit_detail:\"%s\"", word);
	mq_buf_addf(&question->sqlite, "SELECT count(*) FROM visit"
		" WHERE instr(visit_detail, '%s') > 0", word);
	mq_buf_addf(&question->duckdb, "SELECT count(*) FROM visit"
		" WHERE contains(visit_detail, '%s')", word);
}

static void count_pattern(const struct task *task, size_t variant, struct question *question)
{
	const char *pattern = patterns[variant];

	(void)task;
	question->verb = "count";
	mq_buf_addf(&question->own, "from:visit visit_detail~/%s/", pattern);
	mq_buf_addf(&question->sqlite, "SELECT count(*) FROM visit WHERE visit_detail REGEXP '%s'",
		pattern);
	mq_buf_addf(&question->duckdb, "SELECT count(*) FROM visit"
		" WHERE regexp_matches(visit_detail, '%s')", pattern);
}

static void count_relation(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf sql = {0};

	(void)task;
	question->verb = "count";
	mq_buf_addf(&question->own, "household.any(disability_cert age<%zu)", 12 + variant);
	mq_buf_addf(&sql, "SELECT count(*) FROM resident WHERE household_id IN (SELECT household_id"
		" FROM resident WHERE disability_cert = true AND age < %zu)", 12 + variant);
	both(question, sql.data);
	mq_buf_release(&sql);
}

static void cross(const struct task *task, size_t variant, struct question *question)
{
	struct mq_buf sql = {0};

	(void)task;
	question->verb = "cross";
	mq_buf_addf(&question->own, "age>=%zu", variant);
	mq_buf_addf(&sql, "SELECT committee, sex, count(*) FROM resident WHERE age >= %zu"
		" GROUP BY 1, 2 ORDER BY 1, 2", variant);
	both(question, sql.data);
	mq_buf_release(&sql);
}

#define ANEW "  the same, derived tags worked out anew"

static struct task tasks[] = {
	{.name = "5 tags: count", .ask = count_five},
	{.name = ANEW, .ask = count_five, .anew = true},
	{.name = "5 tags: count and the first 50 rows by name", .ask = rows_five},
	{.name = ANEW, .ask = rows_five, .anew = true},
	{.name = "3 ranges: count", .ask = count_ranges},
	{.name = "counts of all tags in a narrow result", .ask = tags_narrow},
	{.name = "counts of all tags in a broad result", .ask = tags_broad},
	{.name = ANEW, .ask = tags_broad, .anew = true},
	{.name = "name contains two characters", .ask = count_name},
	{.name = "note contains a word", .ask = count_word},
	{.name = "note matches a regex", .ask = count_pattern},
	{.name = "household relation", .ask = count_relation},
	{.name = "committee x sex cross-tab", .ask = cross},
};

/* ---- all tags ---- */

/* How many, and every column of type bool of the residents' table. A plain sum is what both
 * are fastest at: DuckDB takes longer for count_if, CASE and FILTER. */
static void write_tags(const char *columns, struct mq_buf *out)
{
	FILE *file = fopen(columns, "r");
	char table[NAME_SIZE];
	char name[NAME_SIZE];
	char type[NAME_SIZE];

	mq_buf_adds(out, "count(*)");
	while (file != NULL && fscanf(file, "%63s %63s %63s", table, name, type) == 3) {
		if (strcmp(table, "resident") == 0 && strcmp(type, "bool") == 0) {
			mq_buf_addf(out, ", ifnull(sum(%s), 0)", name);
		}
	}
	if (file != NULL) {
		fclose(file);
	}
}

const struct task *task_all(const char *columns, size_t *n)
{
	struct mq_buf tags = {0};

	write_tags(columns, &tags);
	for (size_t i = 0; i < MQ_LENGTH(tasks); i++) {
		tasks[i].tags = tags.data;
	}
	*n = MQ_LENGTH(tasks);
	return tasks;
}

void task_first_rows(size_t variant, struct question *question)
{
	struct mq_buf where = {0};

	question->verb = "query";
	five(variant, &question->own, &where);
	both(question, "SELECT " ROW_COLUMNS " FROM resident WHERE ");
	both(question, where.data);
	both(question, " ORDER BY name_order LIMIT 50");
	mq_buf_release(&where);
}

void question_clear(struct question *question)
{
	mq_buf_clear(&question->own);
	mq_buf_clear(&question->sqlite);
	mq_buf_clear(&question->duckdb);
}

void question_release(struct question *question)
{
	mq_buf_release(&question->own);
	mq_buf_release(&question->sqlite);
	mq_buf_release(&question->duckdb);
}
