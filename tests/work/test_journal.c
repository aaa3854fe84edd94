#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/access.h>
#include <minqing/register.h>
#include <minqing/work.h>

static const char definitions[] =
	"kinds:\n"
	"  household: {zh: 户, key: [hid]}\n"
	"  resident: {zh: 人, key: [pid], links: [household], relation: members, relation_zh: 成员}\n"
	"  visit: {zh: 走访, key: [vid], links: [resident, household], relation: visits,\n"
	"    relation_zh: 走访, date: day}\n"
	"fields:\n"
	"  hid: {zh: 户号, kind: household, type: text}\n"
	"  pid: {zh: 人号, kind: resident, type: text}\n"
	"  vid: {zh: 访号, kind: visit, type: text}\n"
	"  day: {zh: 日期, kind: visit, type: date}\n";

/* Two residents of one household; visits 0-3 of the first, 4 of the second. */
static const struct {
	const char *resident;
	const char *day;	/* NULL: not known */
} visits[] = {
	{"0", "2025-05-01"}, {"0", "2026-01-09"}, {"0", NULL}, {"0", "2025-12-31"},
	{"1", "2024-02-29"},
};

struct journal {
	char dir[256];
	struct mq_register *reg;
	struct mq_view view;
	mq_kind_id household, resident, visit;
};

static mq_field_id field(const struct journal *journal, const char *id)
{
	return mq_schema_field_exact(journal->view.schema, MQ_NO_KIND, id, strlen(id));
}

static void put(struct journal *journal, struct mq_load *load, mq_kind_id kind, const char *key,
	const char *text, const char *resident, const char *day)
{
	const struct mq_kind *k = &mq_register_schema(journal->reg)->kinds[kind];
	struct mq_record record = {0};
	mq_record_id id;

	mq_record_set(&record, field(journal, key), mq_slice_str(text));
	if (kind == journal->resident) {
		mq_record_set_number(&record, k->links[0], 0);
	} else if (kind == journal->visit) {
		mq_record_set(&record, k->links[0], mq_slice_str(resident));
		mq_record_set_number(&record, k->links[1], 0);
		mq_record_set(&record, field(journal, "day"), day ? mq_slice_str(day) :
			mq_slice(NULL, 0));
	}
	assert_int_equal(mq_load_add(load, kind, &record, &id, NULL), MQ_OK);
	mq_record_release(&record);
}

static void fill(struct journal *journal)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_load *load;

	assert_int_equal(mq_load_begin(journal->reg, &act, &load, NULL), MQ_OK);
	put(journal, load, journal->household, "hid", "H1", NULL, NULL);
	put(journal, load, journal->resident, "pid", "P1", NULL, NULL);
	put(journal, load, journal->resident, "pid", "P2", NULL, NULL);
	for (size_t i = 0; i < MQ_LENGTH(visits); i++) {
		char key[8];

		snprintf(key, sizeof(key), "V%zu", i);
		put(journal, load, journal->visit, "vid", key, visits[i].resident, visits[i].day);
	}
	assert_int_equal(mq_load_finish(load, NULL, NULL, NULL), MQ_OK);
}

static int open_journal(void **state)
{
	struct journal *journal = mq_alloc(sizeof(*journal));
	char *config;
	char *path;
	FILE *file;

	snprintf(journal->dir, sizeof(journal->dir), "%s/minqing-journal-XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(journal->dir));
	config = mq_format("%s/fields.yaml", journal->dir);
	file = fopen(config, "w");
	assert_non_null(file);
	fputs(definitions, file);
	fclose(file);
	path = mq_format("%s/register", journal->dir);
	assert_int_equal(mq_register_init(path, journal->dir, NULL), MQ_OK);
	assert_int_equal(mq_register_open(path, false, &journal->reg, NULL), MQ_OK);
	journal->view.schema = mq_register_schema(journal->reg);
	journal->household = mq_schema_kind(journal->view.schema, "household");
	journal->resident = mq_schema_kind(journal->view.schema, "resident");
	journal->visit = mq_schema_kind(journal->view.schema, "visit");
	fill(journal);
	assert_int_equal(mq_register_look(journal->reg, 20513, &journal->view, NULL, NULL), MQ_OK);
	mq_access_universe(&journal->view, "test");
	free(config);
	free(path);
	*state = journal;
	return 0;
}

static int close_journal(void **state)
{
	struct journal *journal = *state;
	char *command = mq_format("rm -rf '%s'", journal->dir);

	mq_register_look_away(journal->reg);
	mq_register_close(journal->reg);
	assert_int_equal(system(command), 0);
	free(command);
	free(journal);
	return 0;
}

static void the_newest_comes_first_and_unknown_days_last(void **state)
{
	const struct journal *journal = *state;
	mq_record_id ids[8];
	uint64_t total;

	assert_int_equal(mq_work_journal(&journal->view, journal->visit, journal->resident, 0, ids,
		8, &total), 4);
	assert_int_equal(total, 4);
	assert_int_equal(ids[0], 1);
	assert_int_equal(ids[1], 3);
	assert_int_equal(ids[2], 0);
	assert_int_equal(ids[3], 2);
}

static void a_short_list_still_tells_how_many_there_are(void **state)
{
	const struct journal *journal = *state;
	mq_record_id ids[1];
	uint64_t total;

	assert_int_equal(mq_work_journal(&journal->view, journal->visit, journal->resident, 0, ids,
		1, &total), 1);
	assert_int_equal(ids[0], 1);
	assert_int_equal(total, 4);
}

static void a_household_has_the_visits_of_all_its_members(void **state)
{
	const struct journal *journal = *state;
	mq_record_id ids[8];
	uint64_t total;

	assert_int_equal(mq_work_journal(&journal->view, journal->visit, journal->household, 0, ids,
		8, &total), 5);
	assert_int_equal(ids[3], 4);
}

static void a_kind_without_a_day_is_no_journal(void **state)
{
	const struct journal *journal = *state;
	mq_kind_id kinds[4];
	uint64_t total;

	assert_int_equal(mq_work_kinds(journal->view.schema, kinds, 4), 1);
	assert_int_equal(kinds[0], journal->visit);
	assert_int_equal(mq_work_journal(&journal->view, journal->resident, journal->household, 0,
		NULL, 0, &total), 0);
	assert_int_equal(total, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_comes_first_and_unknown_days_last),
		cmocka_unit_test(a_short_list_still_tells_how_many_there_are),
		cmocka_unit_test(a_household_has_the_visits_of_all_its_members),
		cmocka_unit_test(a_kind_without_a_day_is_no_journal),
	};

	return cmocka_run_group_tests(tests, open_journal, close_journal);
}
