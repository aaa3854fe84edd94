/*
 * A street small enough to know by heart, for areas and places.
 *
 *     D0 c1 lane A     1号 unit 1  阳曲路760弄1号101室     H0: 0 (allowance, 80) 1 (30)
 *     D1 c1 lane a     1号 unit 2  阳曲路760弄1号201室     H1: 2 (85, disabled)
 *     D2 c1 lane A     2号 -       阳曲路760弄12号302室    H2: 3 (40, not disabled)
 *     D3 c2 lane B     1号 unit 1  闻喜路251弄3号B2栋101室 H3: 4 (81, allowance)
 *     D4 c2 lane B     -   -       -                       H4: 5 (20)
 *     D5 -  lane Ａ    1号 unit 1  阳曲路76号              H5: 6 (-, ? disabled)
 *                                                          H6, no dwelling: 7 (90)
 *                                                          no household: 8
 *
 * A, a and Ａ fold alike: building A 1 is D0, D1 and D5.
 */
#ifndef MINQING_TESTS_QUERY_STREET_H
#define MINQING_TESTS_QUERY_STREET_H

#include "query/fixture.h"

#define STREET \
	"kinds:\n" \
	"  resident: {zh: 人, en: resident, key: [person_id], links: [household],\n" \
	"    relation: members, relation_zh: 成员}\n" \
	"  household: {zh: 户, en: household, key: [household_id], links: [dwelling],\n" \
	"    relation: households, relation_zh: 住户,\n" \
	"    areas: {kin: {zh: 家族, by: [clan]}}}\n" \
	"  dwelling:\n" \
	"    {zh: 房, en: dwelling, key: [room_id], place: [committee, grid, address],\n" \
	"     areas: {committee: {zh: 居委会, en: committee, by: [committee]},\n" \
	"       lane: {zh: 弄, by: [lane]}, building: {zh: 楼, aliases: [楼栋], by: [lane, house]},\n" \
	"       unit: {zh: 单元, en: stairwell, by: [lane, house, unit_no]}}}\n" \
	"  visit: {zh: 走访, en: visit, key: [visit_key], links: [resident], relation: visits,\n" \
	"    relation_zh: 走访, date: visit_time}\n" \
	"  need: {zh: 诉求, en: need, key: [need_key], relation: needs, relation_zh: 诉求}\n" \
	"fields:\n" \
	"  person_id: {zh: 人员编号, kind: resident, type: text}\n" \
	"  age: {zh: 年龄, en: age, kind: resident, type: int}\n" \
	"  dibao: {zh: 低保, kind: resident, type: bool, reading: closed}\n" \
	"  disabled: {zh: 残疾, kind: resident, type: bool}\n" \
	"  household_id: {zh: 户号, kind: household, type: text}\n" \
	"  clan: {zh: 姓, kind: household, type: text}\n" \
	"  room_id: {zh: 房号, kind: dwelling, type: text}\n" \
	"  committee: {zh: 居委, kind: dwelling, type: code,\n" \
	"    values: {c1: {zh: 阳曲路七六零弄, aliases: [阳曲路七六零弄居委会]}, c2: 闻喜路居委会}}\n" \
	"  grid: {zh: 网格, kind: dwelling, type: code, values: {c1: 一格, g2: 二格, g_3: {zh: 三格, en: third grid}}}\n" \
	"  lane: {zh: 弄号, kind: dwelling, type: text}\n" \
	"  house: {zh: 楼号, kind: dwelling, type: text, search: words}\n" \
	"  unit_no: {zh: 门洞, kind: dwelling, type: text}\n" \
	"  address: {zh: 地址, kind: dwelling, type: text, search: words, bare: true}\n" \
	"  visit_key: {zh: 走访编号, kind: visit, type: text}\n" \
	"  visit_time: {zh: 走访时间, kind: visit, type: date}\n" \
	"  need_key: {zh: 诉求编号, kind: need, type: text}\n" \
	"  need_place: {zh: 诉求地点, en: place, kind: need, type: text}\n"

static const char *const street_records[N_FIXTURE_KINDS][12] = {
	[DWELLING] = {
		"room_id=D0 committee=c1 grid=c1 lane=A house=1 unit_no=1 address=阳曲路760弄1号101室",
		"room_id=D1 committee=c1 grid=g2 lane=a house=1 unit_no=2 address=阳曲路760弄1号201室",
		"room_id=D2 committee=c1 lane=A house=2 address=阳曲路760弄12号302室",
		"room_id=D3 committee=c2 lane=B house=1 unit_no=1 address=闻喜路251弄3号B2栋101室",
		"room_id=D4 committee=c2 lane=B",
		"room_id=D5 lane=Ａ house=1 unit_no=1 address=阳曲路76号",
	},
	[HOUSEHOLD] = {
		"household_id=H0 dwelling=0 clan=王", "household_id=H1 dwelling=1 clan=李",
		"household_id=H2 dwelling=2 clan=王", "household_id=H3 dwelling=3",
		"household_id=H4 dwelling=4", "household_id=H5 dwelling=5", "household_id=H6",
	},
	[RESIDENT] = {
		"person_id=P0 household=0 age=80 dibao=true disabled=false",
		"person_id=P1 household=0 age=30 disabled=false",
		"person_id=P2 household=1 age=85 disabled=true",
		"person_id=P3 household=2 age=40 disabled=false",
		"person_id=P4 household=3 age=81 dibao=true disabled=false",
		"person_id=P5 household=4 age=20 disabled=false",
		"person_id=P6 household=5",
		"person_id=P7 household=6 age=90 disabled=false",
		"person_id=P8 age=50 disabled=false",
	},
	[VISIT] = {
		"visit_key=V0 resident=0 visit_time=2024-06-01", "visit_key=V1 resident=2",
		"visit_key=V2 resident=4", "visit_key=V3 resident=8", "visit_key=V4",
	},
	[NEED] = {"need_key=N0 need_place=阳曲路"},
};

static inline int street_open_with(void **state, void (*fill)(struct fixture *, struct mq_bulk *))
{
	struct fixture *fixture = fixture_open_schema(STREET);
	struct mq_bulk *bulk;

	fixture_store(fixture);
	bulk = mq_bulk_new(fixture->schema, NULL, fixture->dir);
	fill(fixture, bulk);
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	fixture_look(fixture);
	*state = fixture;
	return 0;
}

static inline void street_fill(struct fixture *fixture, struct mq_bulk *bulk)
{
	for (mq_kind_id kind = 0; kind < N_FIXTURE_KINDS; kind++) {
		for (size_t i = 0; street_records[kind][i] != NULL; i++) {
			fixture_add(fixture->schema, kind, street_records[kind][i], NULL, bulk);
		}
	}
}

static inline int street_open(void **state)
{
	return street_open_with(state, street_fill);
}

/* A question that is refused, with these words in message or hint. */
static inline void refused(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *says)
{
	struct mq_query *query;
	struct mq_diag diag = {0};
	enum mq_err err = mq_query_new(fixture->schema, kind, fixture->view.today, MQ_QUERY_WHOLE,
		text, strlen(text), &query, &diag);

	assert_int_equal(err, MQ_ERR_QUERY);
	assert_int_equal(diag.n_faults, 1);
	if (strstr(diag.faults[0].message, says) == NULL
			&& (diag.faults[0].hint == NULL || strstr(diag.faults[0].hint, says) == NULL)) {
		mq_diag_print(&diag, "test: ", stderr);
		fail_msg("%s does not say %s", text, says);
	}
	mq_diag_release(&diag);
}

/* The same with what would put it right. */
static inline void repaired(struct fixture *fixture, mq_kind_id kind, const char *text,
	const char *repair)
{
	struct mq_query *query;
	struct mq_diag diag = {0};

	assert_int_equal(mq_query_new(fixture->schema, kind, fixture->view.today, MQ_QUERY_WHOLE,
		text, strlen(text), &query, &diag), MQ_ERR_QUERY);
	assert_non_null(diag.faults[0].repair);
	assert_string_equal(diag.faults[0].repair, repair);
	mq_diag_release(&diag);
}

/* What text prints, which must print itself and mean the same; free it. */
static inline char *printed(struct fixture *fixture, mq_kind_id kind, const char *text)
{
	char *answer = mq_strdup(ask(fixture, kind, text));
	char *prints[2];

	for (int turn = 0; turn < 2; turn++) {
		struct mq_query *query = fixture_query(fixture, kind, turn == 0 ? text : prints[0]);
		struct mq_buf out = {0};

		mq_query_print(query, &out);
		mq_query_free(query);
		prints[turn] = mq_buf_take(&out);
	}
	assert_string_equal(prints[1], prints[0]);
	assert_string_equal(ask(fixture, kind, prints[0]), answer);
	free(answer);
	free(prints[1]);
	return prints[0];
}

#endif
