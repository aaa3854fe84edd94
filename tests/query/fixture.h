/*
 * What the tests of query share: a register small enough to know by heart.
 * The day is Saturday, 15 June 2024.
 *
 *     id name      sex birth       age dibao disabled income   children care  phone        home
 *      0 王晓明    1   1940-03-01   84 yes   yes      1500     2        high  13900004417  H0
 *      1 李芳      2   1944-06-15   80       no       3000     1        low   13800138000  H0
 *      2 单雄信    1   1944-06-16   79                         0        mid                H1
 *      3 王芳      2                         yes      2000                    13911112222  H1
 *      4 吕布      1   2010-01-01   14       no                                            H2
 *      5 欧阳修    1   1960-01-01   64 yes            1999.99  3        low   13700004417  H2
 *      6 Anna Lee  2   1990-05-05   34       no       8000     0              13612345678  H2
 *      7 覃晓芳    2   1934-12-31   89       yes               5        high               H3
 *      8 王五      1                                                                       H4
 *      9 赵六      1   1950-02-28   74       no       1000              mid   02166667777  H4
 *     10 张三      2   2024-06-01    0                                                     H4
 *     11 孙七          1964-06-15   60                2500     1                           H5
 *     12 周八      2   1930-01-01   94 yes   yes      500      4        high  13912345678  -
 *     13                                                                                   -
 *     14 王晓明    2   1985-02-28   39       no       2000.01  1        low                H5
 *     15 韩梅梅    2   1952-02-29   72       no                2        mid   13900009999  H3
 *
 *     H0 poor risk high  D0      D0 阳曲路760弄12号302室  c1  floor 3  no lift
 *     H1 not  risk low   D0      D1 闻喜路251弄3号101室   c2  floor 1  lift
 *     H2 ?    risk mid   D1      D2 三泉路100号           c3  floor ?  ?
 *     H3 poor ?          D2      D3 ?                     ?   floor 6  no lift
 *     H4 not  risk high  -
 *     H5 ?    ?          D3
 */
#ifndef MINQING_TESTS_QUERY_FIXTURE_H
#define MINQING_TESTS_QUERY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/answer.h>

enum { RESIDENT, HOUSEHOLD, DWELLING, VISIT, NEED, N_FIXTURE_KINDS };

struct fixture {
	char dir[256];
	struct mq_schema *schema;
	struct mq_store *store;
	struct mq_txn *txn;
	struct mq_view view;
	struct mq_buf said;	/* what ask and print gave last */
};

/* ---- definitions ---- */

#define FIXTURE_KINDS \
	"kinds:\n" \
	"  resident: {zh: 人, en: resident, key: [person_id], title: name, sort: name,\n" \
	"    links: [household], relation: members, relation_zh: 成员, columns: [name]}\n" \
	"  household: {zh: 户, en: household, key: [household_id], links: [dwelling],\n" \
	"    relation: households, relation_zh: 住户}\n" \
	"  dwelling: {zh: 房, en: dwelling, key: [room_id]}\n" \
	"  visit: {zh: 走访, en: visit, key: [visit_key], links: [resident, household],\n" \
	"    relation: visits, relation_zh: 走访, date: visit_time}\n" \
	"  need: {zh: 诉求, en: need, key: [need_key], links: [resident, household],\n" \
	"    relation: needs, relation_zh: 诉求, date: need_time}\n" \
	"groups: {all: {zh: 全部, en: all}}\n" \
	"codes:\n" \
	"  sex: {values: {\"1\": {zh: 男, en: male}, \"2\": {zh: 女, en: female}}}\n" \
	"  level: {ordered: true, values: {low: 低, mid: 中, high: 高, 极: 极}}\n"

#define FIXTURE_FIELDS \
	"fields:\n" \
	"  person_id: {zh: 人员编号, kind: resident, type: text}\n" \
	"  name: {zh: 姓名, en: name, kind: resident, type: text, search: name, bare: true}\n" \
	"  sex: {zh: 性别, en: sex, kind: resident, type: code, codes: sex}\n" \
	"  birth_date: {zh: 出生日期, en: date of birth, aliases: [birth, 出生], kind: resident, type: date}\n" \
	"  id_number: {zh: 证件号码, kind: resident, type: text, search: number, bare: true}\n" \
	"  phone: {zh: 手机, en: mobile, kind: resident, type: text, search: number, bare: true}\n" \
	"  dibao: {zh: 低保, en: minimum allowance, kind: resident, type: bool, reading: closed}\n" \
	"  disabled: {zh: 残疾, en: disabled, kind: resident, type: bool}\n" \
	"  income: {zh: 收入, en: income, kind: resident, type: decimal, unit: 元}\n" \
	"  children: {zh: 子女数, en: children, kind: resident, type: int, min: 0, max: 20}\n" \
	"  care: {zh: 照护, en: care, kind: resident, type: code, codes: level}\n" \
	"  relief: {zh: 救助, en: relief, kind: resident, type: multi, reading: closed,\n" \
	"    values: {medical: 医疗救助, housing: 住房救助, school: 教育救助}}\n" \
	"  cert: {zh: 证书, en: certificate, kind: resident, type: code, reading: closed,\n" \
	"    values: {sight: 视力, limb: 肢体}}\n" \
	"  note: {zh: 备注, en: note, kind: resident, type: text, search: words}\n" \
	"  motto: {zh: 座右铭, en: motto, kind: resident, type: text}\n" \
	"  moved: {zh: 迁入, en: moved in, kind: resident, type: date}\n" \
	"  mentor: {zh: 结对人, en: mentor, kind: resident, type: ref, to: resident}\n" \
	"  household_id: {zh: 户号, kind: household, type: text}\n" \
	"  poor: {zh: 困难户, en: poor, kind: household, type: bool}\n" \
	"  risk: {zh: 风险, en: risk, kind: household, type: code, codes: level}\n" \
	"  room_id: {zh: 房号, kind: dwelling, type: text}\n" \
	"  address: {zh: 地址, en: address, kind: dwelling, type: text, search: words, bare: true}\n" \
	"  committee: {zh: 居委会, en: committee, kind: dwelling, type: code,\n" \
	"    values: {c1: 阳曲路居委会, c2: 闻喜路居委会, c3: 三泉路居委会}}\n" \
	"  has_lift: {zh: 有电梯, en: has a lift, kind: dwelling, type: bool, reading: closed}\n" \
	"  floor: {zh: 楼层, en: floor, kind: dwelling, type: int}\n" \
	"  facing: {zh: 朝向, en: facing, kind: dwelling, type: multi, values: {s: 朝南, n: 朝北}}\n" \
	"  visit_key: {zh: 走访编号, kind: visit, type: text}\n" \
	"  visit_time: {zh: 走访时间, en: visited on, kind: visit, type: date}\n" \
	"  outcome: {zh: 结果, en: outcome, kind: visit, type: code, values: {met: 见到, away: 不在家}}\n" \
	"  need_key: {zh: 诉求编号, kind: need, type: text}\n" \
	"  need_time: {zh: 诉求时间, en: asked on, kind: need, type: date}\n" \
	"  need_state: {zh: 诉求状态, en: state, kind: need, type: code, values: {open: 未结, done: 已结}}\n"

#define FIXTURE_DERIVED \
	"derived:\n" \
	"  age: {zh: 年龄, en: age, kind: resident, years_since: birth_date}\n" \
	"  elder_80: {zh: 高龄, en: aged 80 and over, kind: resident, is: 'age>=80'}\n" \
	"  alone: {zh: 独居, en: lives alone, kind: resident, is: 'age>=60 and household.count()=1'}\n" \
	"  hardship: {zh: 困难, en: hardship, kind: resident, is: 'dibao or income<2000'}\n" \
	"  all_old: {zh: 纯老, en: all old, kind: household, is: 'members.all(age>=60)'}\n" \
	"  walk_up: {zh: 无电梯楼, en: walk-up, kind: dwelling, is: 'floor>=3 and not has_lift'}\n" \
	"  aged_hardship: {zh: 高龄困难, en: aged hardship, kind: resident, is: '高龄 and 困难'}\n"

static inline struct mq_schema *fixture_schema_of(const char *dir, const char *text)
{
	struct mq_schema *schema = NULL;
	struct mq_diag diag = {0};
	char *path = mq_format("%s/all.yaml", dir);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
	if (mq_schema_load(dir, &schema, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("the definitions were refused");
	}
	mq_diag_release(&diag);
	return schema;
}

/* ---- records: id=text pairs ---- */

static const char *const fixture_records[N_FIXTURE_KINDS][20] = {
	[DWELLING] = {
		"room_id=D0 address=阳曲路760弄12号302室 committee=c1 floor=3 facing=s",
		"room_id=D1 address=闻喜路251弄3号101室 committee=c2 floor=1 has_lift=true facing=s;n",
		"room_id=D2 address=三泉路100号 committee=c3",
		"room_id=D3 floor=6 has_lift=false",
	},
	[HOUSEHOLD] = {
		"household_id=H0 dwelling=0 poor=true risk=high",
		"household_id=H1 dwelling=0 poor=false risk=low",
		"household_id=H2 dwelling=1 risk=mid",
		"household_id=H3 dwelling=2 poor=true",
		"household_id=H4 poor=false risk=high",
		"household_id=H5 dwelling=3",
	},
	[RESIDENT] = {
		"person_id=P0 name=王晓明 sex=1 birth_date=1940-03-01 dibao=true disabled=true"
		" income=1500 children=2 care=high phone=13900004417 id_number=310101194003010017"
		" relief=medical;housing cert=sight note=坐轮椅,住三楼 household=0",
		"person_id=P1 name=李芳 sex=2 birth_date=1944-06-15 disabled=false income=3000"
		" children=1 care=low phone=13800138000 motto=天道酬勤 moved=2024-06-10 household=0",
		"person_id=P2 name=单雄信 sex=1 birth_date=1944-06-16 children=0 care=mid household=1",
		"person_id=P3 name=王芳 sex=2 disabled=true income=2000 phone=13911112222"
		" relief=housing household=1",
		"person_id=P4 name=吕布 sex=1 birth_date=2010-01-01 disabled=false mentor=6 household=2",
		"person_id=P5 name=欧阳修 sex=1 birth_date=1960-01-01 dibao=true income=1999.99"
		" children=3 care=low phone=13700004417 moved=2024-05-31 household=2",
		"person_id=P6 name=Anna_Lee sex=2 birth_date=1990-05-05 disabled=false income=8000"
		" children=0 phone=13612345678 motto=Carpe_Diem moved=2024-07-01 household=2",
		"person_id=P7 name=覃晓芳 sex=2 birth_date=1934-12-31 disabled=true children=5 care=high"
		" id_number=31010119341231002X relief=school cert=limb note=轮椅_旧 household=3",
		"person_id=P8 name=王五 sex=1 household=4",
		"person_id=P9 name=赵六 sex=1 birth_date=1950-02-28 disabled=false income=1000 care=mid"
		" phone=02166667777 note=Diabetes;_每周复诊 moved=2024-01-01 household=4",
		"person_id=P10 name=张三 sex=2 birth_date=2024-06-01 mentor=9 household=4",
		"person_id=P11 name=孙七 birth_date=1964-06-15 income=2500 children=1 household=5",
		"person_id=P12 name=周八 sex=2 birth_date=1930-01-01 dibao=true disabled=true income=500"
		" children=4 care=high phone=13912345678 relief=medical;housing;school"
		" note=不良于行 moved=2023-12-31",
		"person_id=P13",
		"person_id=P14 name=王晓明 sex=2 birth_date=1985-02-28 disabled=false income=2000.01"
		" children=1 care=low household=5",
		"person_id=P15 name=韩梅梅 sex=2 birth_date=1952-02-29 disabled=false children=2 care=mid"
		" phone=13900009999 household=3",
	},
	[VISIT] = {
		"visit_key=V0 resident=0 visit_time=2024-06-01 outcome=met",
		"visit_key=V1 resident=0 visit_time=2024-05-01 outcome=away",
		"visit_key=V2 resident=7 visit_time=2024-06-14 outcome=met",
		"visit_key=V3 resident=9 visit_time=2024-03-01 outcome=met",
		"visit_key=V4 resident=12 outcome=met",
		"visit_key=V5 resident=15 visit_time=2024-05-16 outcome=away",
		"visit_key=V6 household=0 visit_time=2024-06-10 outcome=met",
		"visit_key=V7 resident=7 visit_time=2023-01-01",
	},
	[NEED] = {
		"need_key=N0 resident=0 need_time=2024-06-01 need_state=open",
		"need_key=N1 resident=0 need_time=2024-02-01 need_state=done",
		"need_key=N2 household=3 need_time=2024-06-12 need_state=open",
		"need_key=N3 resident=5 need_time=2024-06-13",
	},
};

/* One id=text; _ stands for a space. */
static inline void fixture_set(const struct mq_schema *schema, mq_kind_id kind,
	struct mq_record *record, char *pair, struct mq_pinyin *pinyin)
{
	char *text = strchr(pair, '=');
	struct mq_buf readings = {0};
	mq_field_id field;

	*text++ = '\0';
	for (char *at = text; (at = strchr(at, '_')) != NULL; ) {
		*at = ' ';
	}
	field = mq_schema_field_exact(schema, kind, pair, strlen(pair));
	assert_int_not_equal(field, MQ_NO_FIELD);
	mq_record_set(record, field, mq_slice_str(text));
	for (size_t i = 0; i < schema->n_fields; i++) {
		if (schema->fields[i].reading_of == field) {
			mq_pinyin_readings(pinyin, text, strlen(text), &readings);
			mq_record_set(record, (mq_field_id)i, mq_slice(readings.data, readings.len));
		}
	}
	mq_buf_release(&readings);
}

static inline void fixture_add(const struct mq_schema *schema, mq_kind_id kind, const char *line,
	struct mq_pinyin *pinyin, struct mq_bulk *bulk)
{
	struct mq_record record = {0};
	char *copy = mq_strdup(line);
	char *rest = copy;
	mq_record_id id;

	for (char *pair; (pair = strtok_r(rest, " ", &rest)) != NULL; ) {
		fixture_set(schema, kind, &record, pair, pinyin);
	}
	assert_int_equal(mq_bulk_add(bulk, kind, &record, &id, NULL), MQ_OK);
	mq_record_release(&record);
	free(copy);
}

/* ---- a register ---- */

static inline uint64_t fixture_seal(const unsigned char salt[16], struct mq_slice key,
	struct mq_slice value)
{
	uint64_t parts[3] = {mq_hash(salt, 16), mq_hash(key.data, key.len),
		mq_hash(value.data, value.len)};

	return mq_hash(parts, sizeof(parts));
}

static inline void fixture_dir(struct fixture *fixture)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(fixture->dir, sizeof(fixture->dir), "%s/mq-query-XXXXXX", tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(fixture->dir));
}

static inline void fixture_store(struct fixture *fixture)
{
	static const struct mq_store_options options = {.seal = fixture_seal,
		.map_bytes = (size_t)1 << 28};
	static const unsigned char salt[16] = "sixteen bytes ..";
	char *reg = mq_format("%s/reg", fixture->dir);
	struct mq_diag diag = {0};

	if (mq_store_create(reg, &options, salt, &diag) != MQ_OK
			|| mq_store_open(reg, &options, &fixture->store, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail();
	}
	mq_diag_release(&diag);
	free(reg);
}

static inline void fixture_fill(struct fixture *fixture)
{
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_bulk *bulk = mq_bulk_new(fixture->schema, pinyin, fixture->dir);

	for (mq_kind_id kind = 0; kind < N_FIXTURE_KINDS; kind++) {
		for (size_t i = 0; fixture_records[kind][i] != NULL; i++) {
			fixture_add(fixture->schema, kind, fixture_records[kind][i], pinyin, bulk);
		}
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	mq_pinyin_free(pinyin);
}

/* Definitions alone: for tests that look at no record. */
static inline struct fixture *fixture_open_schema(const char *definitions)
{
	struct fixture *fixture = mq_alloc(sizeof(*fixture));

	fixture_dir(fixture);
	fixture->schema = fixture_schema_of(fixture->dir, definitions);
	fixture->view.schema = fixture->schema;
	assert_true(mq_day_from_civil(2024, 6, 15, &fixture->view.today));
	return fixture;
}

/* What was filled, as the view reads it. */
static inline void fixture_look(struct fixture *fixture)
{
	fixture->view.index = mq_index_new(fixture->schema);
	assert_int_equal(mq_txn_begin_read(fixture->store, &fixture->txn, NULL), MQ_OK);
	mq_index_attach(fixture->view.index, fixture->txn);
}

static inline int fixture_open(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);

	fixture_store(fixture);
	fixture_fill(fixture);
	fixture_look(fixture);
	for (mq_kind_id kind = 0; kind < N_FIXTURE_KINDS; kind++) {
		fixture->view.universe[kind] = mq_index_live(fixture->view.index, kind);
	}
	*state = fixture;
	return 0;
}

static inline int fixture_close(void **state)
{
	struct fixture *fixture = *state;
	char *command = mq_format("rm -rf '%s'", fixture->dir);

	mq_cache_free(fixture->view.cache);
	if (fixture->store != NULL) {
		mq_index_detach(fixture->view.index);
		mq_txn_abort(fixture->txn);
		mq_index_free(fixture->view.index);
		mq_store_close(fixture->store);
	}
	mq_schema_free(fixture->schema);
	mq_buf_release(&fixture->said);
	assert_int_equal(system(command), 0);
	free(command);
	free(fixture);
	return 0;
}

/* ---- asking ---- */

static inline mq_field_id fixture_field(const struct fixture *fixture, const char *id)
{
	mq_field_id field = mq_schema_field_exact(fixture->schema, MQ_NO_KIND, id, strlen(id));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return field;
}

static inline struct mq_query *fixture_query(struct fixture *fixture, mq_kind_id kind,
	const char *text)
{
	struct mq_query *query;
	struct mq_diag diag = {0};

	if (mq_query_new(fixture->schema, kind, fixture->view.today, MQ_QUERY_WHOLE, text,
			strlen(text), &query, &diag) != MQ_OK) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("refused: %s", text);
	}
	mq_diag_release(&diag);
	return query;
}

static inline void say_ids(struct mq_buf *out, const struct mq_set *set)
{
	mq_record_id ids[64];
	size_t n = mq_set_read(set, 0, ids, MQ_LENGTH(ids));

	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(out, i == 0 ? "%u" : " %u", ids[i]);
	}
}

/* "0 3 ? 4": yes, and unknown where anybody is. */
static inline const char *say_answer(struct fixture *fixture, const struct mq_answer *answer)
{
	struct mq_set *unknown = mq_set_minus(answer->possible, answer->yes);
	struct mq_set *beyond = mq_set_minus(answer->yes, answer->possible);

	assert_true(mq_set_is_empty(beyond));
	mq_buf_clear(&fixture->said);
	mq_buf_adds(&fixture->said, "");
	say_ids(&fixture->said, answer->yes);
	if (!mq_set_is_empty(unknown)) {
		mq_buf_adds(&fixture->said, fixture->said.len > 0 ? " ? " : "? ");
		say_ids(&fixture->said, unknown);
	}
	mq_set_free(unknown);
	mq_set_free(beyond);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

static inline const char *ask(struct fixture *fixture, mq_kind_id kind, const char *text)
{
	struct mq_query *query = fixture_query(fixture, kind, text);
	struct mq_answer answer = {0};

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	say_answer(fixture, &answer);
	mq_answer_release(&answer);
	mq_query_free(query);
	return fixture->said.len > 0 ? fixture->said.data : "";
}

/* A table of questions about one kind; all mismatches are told, then one fails. */
struct expected {
	const char *text;
	const char *answer;
};

static inline void ask_all(struct fixture *fixture, mq_kind_id kind, const struct expected *table,
	size_t n)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const char *answer = ask(fixture, kind, table[i].text);

		if (strcmp(answer, table[i].answer) != 0) {
			fprintf(stderr, "%s\n  expected: %s\n  answered: %s\n", table[i].text,
				table[i].answer, answer);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* The same twice with a cache: what was kept is the same. */
static inline void ask_all_kept(struct fixture *fixture, mq_kind_id kind,
	const struct expected *table, size_t n)
{
	fixture->view.cache = mq_cache_new(1 << 20);
	for (int turn = 0; turn < 2; turn++) {
		ask_all(fixture, kind, table, n);
	}
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

#endif
