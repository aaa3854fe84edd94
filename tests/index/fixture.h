/*
 * What the tests of index share: a schema written out, a store in a directory of
 * its own, records drawn at random, and dice that fall alike each time.
 */
#ifndef TESTS_INDEX_FIXTURE_H
#define TESTS_INDEX_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/index.h>

enum { RESIDENT, HOUSEHOLD };

enum {
	PERSON_ID, NAME, NAME_PINYIN, SEX, TAGS, MEMBER, AGE, INCOME, BIRTH, ADDRESS, PHONE, NOTE,
	OF_HOUSEHOLD, ELDER, HOUSEHOLD_ID, HOUSEHOLD_RANK, N_FIELDS,
};

static const struct mq_code fixture_sexes[] = {
	{.id = "1", .zh = "男", .en = "male"},
	{.id = "2", .zh = "女", .en = "female"},
};
static const struct mq_code fixture_tags[] = {
	{.id = "a", .zh = "甲", .en = "a"}, {.id = "b", .zh = "乙", .en = "b"},
	{.id = "c", .zh = "丙", .en = "c"}, {.id = "d", .zh = "丁", .en = "d"},
};
static const struct mq_codes fixture_lists[] = {
	{.id = "sex", .codes = fixture_sexes, .n_codes = 2},
	{.id = "tags", .codes = fixture_tags, .n_codes = 4},
};

#define FIELD(n, name, of, what)							\
	[n] = {.number = n, .id = name, .zh = name, .en = name, .kind = of, .type = what,	\
		.target = MQ_NO_KIND, .years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD}

static const struct mq_field fixture_fields[N_FIELDS] = {
	FIELD(PERSON_ID, "person_id", RESIDENT, MQ_TYPE_TEXT),
	[NAME] = {.number = NAME, .id = "name", .zh = "姓名", .en = "name", .kind = RESIDENT,
		.type = MQ_TYPE_TEXT, .search = MQ_SEARCH_NAME, .years_since = MQ_NO_FIELD,
		.reading_of = MQ_NO_FIELD},
	[NAME_PINYIN] = {.number = NAME_PINYIN, .id = "name_pinyin", .zh = "", .en = "",
		.kind = RESIDENT, .type = MQ_TYPE_TEXT, .years_since = MQ_NO_FIELD,
		.reading_of = NAME},
	[SEX] = {.number = SEX, .id = "sex", .zh = "性别", .en = "sex", .kind = RESIDENT,
		.type = MQ_TYPE_CODE, .codes = fixture_lists, .years_since = MQ_NO_FIELD,
		.reading_of = MQ_NO_FIELD},
	[TAGS] = {.number = TAGS, .id = "tags", .zh = "标签", .en = "tags", .kind = RESIDENT,
		.type = MQ_TYPE_MULTI, .codes = fixture_lists + 1, .years_since = MQ_NO_FIELD,
		.reading_of = MQ_NO_FIELD},
	FIELD(MEMBER, "member", RESIDENT, MQ_TYPE_BOOL),
	FIELD(AGE, "age", RESIDENT, MQ_TYPE_INT),
	FIELD(INCOME, "income", RESIDENT, MQ_TYPE_DECIMAL),
	FIELD(BIRTH, "birth", RESIDENT, MQ_TYPE_DATE),
	[ADDRESS] = {.number = ADDRESS, .id = "address", .zh = "地址", .en = "address",
		.kind = RESIDENT, .type = MQ_TYPE_TEXT, .search = MQ_SEARCH_WORDS,
		.years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD},
	[PHONE] = {.number = PHONE, .id = "phone", .zh = "电话", .en = "phone",
		.kind = RESIDENT, .type = MQ_TYPE_TEXT, .search = MQ_SEARCH_NUMBER,
		.years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD},
	FIELD(NOTE, "note", RESIDENT, MQ_TYPE_TEXT),
	[OF_HOUSEHOLD] = {.number = OF_HOUSEHOLD, .id = "household", .zh = "户",
		.en = "household", .kind = RESIDENT, .type = MQ_TYPE_REF, .target = HOUSEHOLD,
		.years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD},
	[ELDER] = {.number = ELDER, .id = "elder", .zh = "老人", .en = "elder", .kind = RESIDENT,
		.type = MQ_TYPE_BOOL, .expression = "age>=60", .years_since = MQ_NO_FIELD,
		.reading_of = MQ_NO_FIELD},
	FIELD(HOUSEHOLD_ID, "household_id", HOUSEHOLD, MQ_TYPE_TEXT),
	FIELD(HOUSEHOLD_RANK, "rank", HOUSEHOLD, MQ_TYPE_INT),
};

static mq_field_id fixture_resident_key[] = {PERSON_ID};
static mq_field_id fixture_household_key[] = {HOUSEHOLD_ID};

static mq_field_id fixture_street_by[] = {ADDRESS, SEX};
static struct mq_area fixture_areas[] = {
	{.id = "street", .zh = "街", .en = "street", .by = fixture_street_by, .n_by = 2},
};

static const struct mq_kind fixture_kinds[] = {
	[RESIDENT] = {.id = "resident", .zh = "人", .en = "resident", .key = fixture_resident_key,
		.n_key = 1, .title = NAME, .sort = NAME, .date = MQ_NO_FIELD,
		.areas = fixture_areas, .n_areas = 1},
	[HOUSEHOLD] = {.id = "household", .zh = "户", .en = "household",
		.key = fixture_household_key, .n_key = 1, .title = MQ_NO_FIELD,
		.sort = MQ_NO_FIELD, .date = MQ_NO_FIELD},
};

static const struct mq_schema fixture_schema = {
	.kinds = fixture_kinds, .n_kinds = MQ_LENGTH(fixture_kinds),
	.fields = fixture_fields, .n_fields = N_FIELDS,
	.lists = fixture_lists, .n_lists = MQ_LENGTH(fixture_lists),
};

/* ---- dice ---- */

/* xorshift64*: the same numbers from the same seed, everywhere. */
static inline uint64_t roll(uint64_t *dice, uint64_t sides)
{
	*dice ^= *dice >> 12;
	*dice ^= *dice << 25;
	*dice ^= *dice >> 27;
	return (*dice * UINT64_C(2685821657736338717) >> 11) % sides;
}

/* ---- a store ---- */

struct fixture {
	char dir[256];		/* what is removed at the end */
	char reg[300];
	struct mq_store *store;
};

static inline uint64_t fixture_seal(const unsigned char salt[16], struct mq_slice key,
	struct mq_slice value)
{
	uint64_t parts[3] = {mq_hash(salt, 16), mq_hash(key.data, key.len),
		mq_hash(value.data, value.len)};

	return mq_hash(parts, sizeof(parts));
}

static inline struct mq_store_options fixture_options(void)
{
	return (struct mq_store_options){.seal = fixture_seal, .map_bytes = (size_t)1 << 30};
}

static inline void fixture_reopen(struct fixture *fixture)
{
	struct mq_store_options options = fixture_options();

	assert_int_equal(mq_store_open(fixture->reg, &options, &fixture->store, NULL), MQ_OK);
}

static inline void fixture_open(struct fixture *fixture)
{
	static const unsigned char salt[16] = "sixteen bytes ..";
	struct mq_store_options options = fixture_options();
	const char *tmp = getenv("TMPDIR");

	snprintf(fixture->dir, sizeof(fixture->dir), "%s/mq-index-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(fixture->dir));
	snprintf(fixture->reg, sizeof(fixture->reg), "%s/reg", fixture->dir);
	assert_int_equal(mq_store_create(fixture->reg, &options, salt, NULL), MQ_OK);
	fixture_reopen(fixture);
}

static inline void fixture_close(struct fixture *fixture)
{
	char *command = mq_format("rm -rf '%s'", fixture->dir);

	mq_store_close(fixture->store);
	assert_int_equal(system(command), 0);
	free(command);
}

/* The same as setup and teardown of a test, which finds it in *state. */
static inline int fixture_begin(void **state)
{
	struct fixture *fixture = mq_alloc(sizeof(*fixture));

	fixture_open(fixture);
	*state = fixture;
	return 0;
}

static inline int fixture_end(void **state)
{
	fixture_close(*state);
	free(*state);
	return 0;
}

static inline struct mq_txn *fixture_read(struct fixture *fixture)
{
	struct mq_txn *txn;

	assert_int_equal(mq_txn_begin_read(fixture->store, &txn, NULL), MQ_OK);
	return txn;
}

static inline struct mq_txn *fixture_write(struct fixture *fixture)
{
	struct mq_txn *txn;

	assert_int_equal(mq_txn_begin_write(fixture->store, &txn, NULL), MQ_OK);
	return txn;
}

/* ---- records ---- */

static inline void set_text(struct mq_record *record, mq_field_id field, const char *text)
{
	mq_record_set(record, field, mq_slice_str(text));
}

/* A resident: each field known three times of four, the key always. */
static inline void draw_resident(struct mq_record *record, uint64_t *dice, uint64_t number,
	struct mq_pinyin *pinyin)
{
	static const char *const names[] = {"王晓明", "李芳", "单雄信", "吕布", "Anna Lee",
		"欧阳修"};
	static const char *const tags[] = {"a", "b;d", "a;b;c;d", "c"};
	static const char *const streets[] = {"阳曲路760弄", "闻喜路251弄", "三泉路100号"};
	char text[64];
	struct mq_buf readings = {0};

	snprintf(text, sizeof(text), "R%06u", (unsigned)number);
	set_text(record, PERSON_ID, text);
	if (roll(dice, 4) > 0) {
		const char *name = names[roll(dice, MQ_LENGTH(names))];

		set_text(record, NAME, name);
		mq_pinyin_readings(pinyin, name, strlen(name), &readings);
		mq_record_set(record, NAME_PINYIN, mq_slice(readings.data, readings.len));
		mq_buf_release(&readings);
	}
	if (roll(dice, 4) > 0) {
		set_text(record, SEX, roll(dice, 2) ? "1" : "2");
	}
	if (roll(dice, 4) > 0) {
		set_text(record, TAGS, tags[roll(dice, MQ_LENGTH(tags))]);
	}
	if (roll(dice, 4) > 0) {
		set_text(record, MEMBER, roll(dice, 2) ? "true" : "false");
	}
	if (roll(dice, 4) > 0) {
		mq_record_set_number(record, AGE, (int64_t)roll(dice, 110));
	}
	if (roll(dice, 4) > 0) {
		snprintf(text, sizeof(text), "%d.%02u", (int)roll(dice, 90000) - 1000,
			(unsigned)roll(dice, 100));
		set_text(record, INCOME, text);
	}
	if (roll(dice, 4) > 0) {
		mq_day_format((mq_day)roll(dice, 40000) - 20000, text);
		set_text(record, BIRTH, text);
	}
	if (roll(dice, 4) > 0) {
		snprintf(text, sizeof(text), "%s%u号%u室", streets[roll(dice, MQ_LENGTH(streets))],
			(unsigned)roll(dice, 20), (unsigned)roll(dice, 700));
		set_text(record, ADDRESS, text);
	}
	if (roll(dice, 4) > 0) {
		snprintf(text, sizeof(text), "139%08u", (unsigned)roll(dice, 100000000));
		set_text(record, PHONE, text);
	}
	if (roll(dice, 4) > 0) {
		set_text(record, NOTE, "synthetic");
	}
	if (roll(dice, 4) > 0) {
		mq_record_set_number(record, OF_HOUSEHOLD, (int64_t)roll(dice, 1000));
	}
}

#endif
