/* A configuration directory for one test, and a schema small enough to know by
 * heart. */
#ifndef MINQING_TESTS_SCHEMA_FIXTURE_H
#define MINQING_TESTS_SCHEMA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/schema.h>

struct fixture {
	char dir[256];
};

static inline void fixture_open(struct fixture *fixture)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(fixture->dir, sizeof(fixture->dir), "%s/mq-schema-XXXXXX", tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(fixture->dir));
}

static inline int fixture_remove_one(const char *path, const struct stat *info, int type,
	struct FTW *walk)
{
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline void fixture_close(struct fixture *fixture)
{
	nftw(fixture->dir, fixture_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Write DIR/name; a name under fields/ makes that directory. */
static inline void fixture_write(struct fixture *fixture, const char *name, const char *text)
{
	char path[512];
	FILE *file;

	if (strncmp(name, "fields/", 7) == 0) {
		snprintf(path, sizeof(path), "%s/fields", fixture->dir);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%s/%s", fixture->dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Load one file of definitions. */
static inline enum mq_err fixture_load(const char *text, struct mq_schema **schema,
	struct mq_diag *diag)
{
	struct fixture fixture;
	enum mq_err err;

	fixture_open(&fixture);
	fixture_write(&fixture, "all.yaml", text);
	err = mq_schema_load(fixture.dir, schema, diag);
	fixture_close(&fixture);
	return err;
}

/* The same for text without a fault. */
static inline struct mq_schema *fixture_schema(const char *text)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};

	if (fixture_load(text, &schema, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("the definitions were refused");
	}
	mq_diag_release(&diag);
	return schema;
}

#define FIXTURE_KINDS \
	"kinds:\n" \
	"  resident: {zh: 人, en: resident, key: [person_id], title: name, sort: name,\n" \
	"    links: [household], relation: members, relation_zh: 成员, columns: [name, committee]}\n" \
	"  household: {zh: 户, en: household, key: [household_id], links: [dwelling],\n" \
	"    relation: households, relation_zh: 住户}\n" \
	"  dwelling: {zh: 房, en: dwelling, key: [room_id], place: [committee],\n" \
	"    areas: {estate: {zh: 小区, by: [committee]},\n" \
	"      door: {zh: 门洞, en: doorway, aliases: [门], by: [committee, room_id]}}}\n" \
	"  visit: {zh: 走访, en: visit, key: [visit_key], links: [resident, household],\n" \
	"    relation: visits, relation_zh: 走访, date: visit_time}\n"

#define FIXTURE_FIELDS \
	"groups:\n" \
	"  identity: {zh: 身份, en: identity}\n" \
	"  relief: {zh: 救助, en: relief}\n" \
	"codes:\n" \
	"  sex: {standard: GB/T 2261.1, values: {\"1\": {zh: 男, en: male}, \"2\": {zh: 女, en: female, aliases: [女性]}}}\n" \
	"  level: {ordered: true, values: {low: 低, mid: 中, high: 高}}\n" \
	"fields:\n" \
	"  person_id: {zh: 人员编号, kind: resident, group: identity, type: text}\n" \
	"  name: {zh: 姓名, en: name, aliases: [名字], kind: resident, group: identity, type: text,\n" \
	"    min: 1, max: 50, search: name, bare: true}\n" \
	"  sex: {zh: 性别, en: sex, kind: resident, group: identity, type: code, codes: sex, facet: true}\n" \
	"  birth_date: {zh: 出生日期, en: date of birth, kind: resident, group: identity, type: date}\n" \
	"  id_number: {zh: 证件号码, en: ID number, kind: resident, group: identity, type: text,\n" \
	"    check: gb11643, search: number, privacy: 2}\n" \
	"  phone: {zh: 手机, en: mobile, kind: resident, type: text, check: mobile, search: number}\n" \
	"  lives_alone: {zh: 独居, en: lives alone, kind: resident, group: identity, type: bool}\n" \
	"  relief_kinds: {zh: 救助类别, en: relief kinds, kind: resident, group: relief, type: multi,\n" \
	"    reading: closed, values: {dibao: 低保, edge: 低保边缘, medical: 医疗 救助, other: 其他}}\n" \
	"  income: {zh: 收入, en: income, kind: resident, group: relief, type: decimal, unit: 元, min: 0}\n" \
	"  children: {zh: 子女数, en: children, kind: resident, type: int, min: 0, max: 20}\n" \
	"  urgency: {zh: 紧急程度, en: urgency, kind: resident, type: code, codes: level}\n" \
	"  note: {zh: 备注, en: note, kind: resident, type: text, search: words}\n" \
	"  mentor: {zh: 结对人, en: mentor, kind: resident, type: ref, to: resident}\n" \
	"  household_id: {zh: 户号, en: household number, kind: household, type: text}\n" \
	"  risk: {zh: 风险, en: risk, kind: household, type: code, codes: level}\n" \
	"  tenure: {zh: 产权, en: tenure, kind: household, type: code, values: {own: 自有, rented: 租赁}}\n" \
	"  room_id: {zh: 房号, en: room number, kind: dwelling, type: text}\n" \
	"  committee: {zh: 居委, en: committee, kind: dwelling, type: text}\n" \
	"  has_lift: {zh: 有电梯, en: has a lift, kind: dwelling, type: bool}\n" \
	"  visit_key: {zh: 走访编号, en: visit key, kind: visit, type: text}\n" \
	"  visit_time: {zh: 走访时间, en: visited on, kind: visit, type: date}\n" \
	"derived:\n" \
	"  age: {zh: 年龄, en: age, kind: resident, group: identity, years_since: birth_date, unit: 岁}\n" \
	"  elder_80: {zh: 高龄, en: aged 80 and over, aliases: [80岁以上], kind: resident, group: identity,\n" \
	"    is: 'age>=80', facet: true}\n"

#define FIXTURE_ALL FIXTURE_KINDS FIXTURE_FIELDS

/* The field of FIXTURE_ALL called so. */
static inline const struct mq_field *fixture_field(const struct mq_schema *schema, const char *id)
{
	mq_field_id number = mq_schema_field_exact(schema, MQ_NO_KIND, id, strlen(id));

	assert_int_not_equal(number, MQ_NO_FIELD);
	return schema->fields + number;
}

/* True where some fault's message or hint holds text. */
static inline bool fixture_says(const struct mq_diag *diag, const char *text)
{
	for (size_t i = 0; i < diag->n_faults; i++) {
		const struct mq_fault *fault = diag->faults + i;

		if (strstr(fault->message, text) != NULL
				|| (fault->hint != NULL && strstr(fault->hint, text) != NULL)) {
			return true;
		}
	}
	return false;
}

#endif
