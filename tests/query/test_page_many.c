/*
 * Pages of more people than are looked at one by one, in the order of their names, and at
 * which place somebody stands, beside all of them sorted.
 */
#include "query/fixture.h"

enum { N_PEOPLE = 9000, PAGE = 40, ROUNDS = 60 };

static const char *const names[] = {
	"安", "白", "陈", "丁", "冯", "高", "韩", "金", "李", "吕", "欧阳", "单", "覃", "王", "徐", "赵", "周",
	"Anna", "zoe", "123",
};

/* Every tenth has no name; most names are shared, and settled by income or id. */
static void add_person(struct fixture *fixture, unsigned i, struct mq_pinyin *pinyin,
	struct mq_bulk *bulk)
{
	unsigned number = i * 2654435761u >> 8;
	char *name = i % 10 == 0 ? mq_strdup("")
		: mq_format(" name=%s%s", names[number % MQ_LENGTH(names)],
			number / 64 % 3 == 0 ? "明" : "");
	char *line = mq_format("person_id=P%u%s income=%u", i, name, number / 512 % 50);

	fixture_add(fixture->schema, RESIDENT, line, pinyin, bulk);
	free(line);
	free(name);
}

static int many_open(void **state)
{
	struct fixture *fixture = fixture_open_schema(FIXTURE_KINDS FIXTURE_FIELDS FIXTURE_DERIVED);
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct mq_bulk *bulk;

	fixture_store(fixture);
	bulk = mq_bulk_new(fixture->schema, pinyin, fixture->dir);
	for (unsigned i = 0; i < N_PEOPLE; i++) {
		add_person(fixture, i, pinyin, bulk);
	}
	assert_int_equal(mq_bulk_finish(bulk, fixture->store, NULL, NULL, NULL), MQ_OK);
	mq_bulk_free(bulk);
	mq_pinyin_free(pinyin);
	fixture_look(fixture);
	*state = fixture;
	return 0;
}

/* A person by what the order asks. */
struct person {
	int64_t key;
	int64_t income;
	mq_record_id id;
};

static int compare(const void *left, const void *right)
{
	const struct person *a = left;
	const struct person *b = right;

	if (a->key != b->key) {
		return a->key < b->key ? -1 : 1;
	}
	if (a->income != b->income) {
		return a->income < b->income ? -1 : 1;
	}
	return a->id < b->id ? -1 : 1;
}

/* Turned as the order turns: who has no name is last either way. */
static int64_t turned(int64_t key, bool descending)
{
	return key == MQ_NO_NUMBER ? INT64_MAX : descending ? -key : key;
}

static size_t sort_all(struct fixture *fixture, const struct mq_set *set, bool descending,
	bool by_income, struct person *people)
{
	const struct mq_column *keys = mq_index_column(fixture->view.index,
		mq_schema_field_exact(fixture->schema, RESIDENT, "name", 4));
	const struct mq_column *incomes = mq_index_column(fixture->view.index,
		mq_schema_field_exact(fixture->schema, RESIDENT, "income", 6));
	size_t n = 0;

	for (mq_record_id id = 0; id < N_PEOPLE; id++) {
		if (mq_set_has(set, id)) {
			people[n++] = (struct person){
				turned(mq_column_get(keys, id), descending),
				by_income ? mq_column_get(incomes, id) : 0, id};
		}
	}
	qsort(people, n, sizeof(*people), compare);
	return n;
}

static void assert_pages(struct fixture *fixture, const char *text, bool descending, bool by_income)
{
	struct mq_query *query = fixture_query(fixture, RESIDENT, text);
	struct person *people = mq_alloc(N_PEOPLE * sizeof(*people));
	struct mq_answer answer = {0};
	uint64_t dice = 5;
	size_t n_sort;
	const struct mq_sort *sort = mq_query_sort(query, &n_sort);

	assert_int_equal(mq_query_answer(query, &fixture->view, &answer, NULL, NULL), MQ_OK);
	size_t n_all = sort_all(fixture, answer.yes, descending, by_income, people);

	for (int round = 0; round < ROUNDS; round++) {
		mq_record_id ids[PAGE];
		size_t offset = round == 0 ? 0 : (size_t)(dice >> 33) % (n_all + 20);
		size_t n = mq_query_page(&fixture->view, RESIDENT, answer.yes, sort, n_sort, offset,
			ids, PAGE);

		assert_int_equal(n, offset >= n_all ? 0 : n_all - offset < PAGE ? n_all - offset : PAGE);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(ids[i], people[offset + i].id);
		}
		if (n > 0) {
			assert_int_equal(mq_query_rank(&fixture->view, RESIDENT, answer.yes, sort, n_sort,
				ids[n / 2]), offset + n / 2);
		}
		dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	free(people);
}

static void a_page_of_many_is_a_stretch_of_the_whole_order_and_a_rank_its_place(void **state)
{
	assert_pages(*state, "sort:name", false, false);
	assert_pages(*state, "sort:name-", true, false);
	assert_pages(*state, "sort:name,income", false, true);
	assert_pages(*state, "income>=20 sort:name", false, false);
	assert_pages(*state, "-name:明 sort:name-,income", true, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_page_of_many_is_a_stretch_of_the_whole_order_and_a_rank_its_place),
	};

	return cmocka_run_group_tests(tests, many_open, fixture_close);
}
