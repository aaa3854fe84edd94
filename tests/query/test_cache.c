/* What is kept: lent while an act lasts, the oldest forgotten after it, the answers
 * where the view is of another day. */
#include "query/fixture.h"

#include "../../src/query/evaluate.h"

static void put(struct mq_cache *cache, const char *key, mq_record_id from, mq_record_id end)
{
	struct truth truth = truth_owned(mq_set_range(from, end));

	cache_put(cache, key, strlen(key), &truth);
	assert_false(truth.own_yes);
	assert_int_equal(mq_set_count(truth.yes), end - from);
}

static size_t kept(struct mq_cache *cache, const char *key)
{
	struct truth truth;

	return cache_get(cache, key, strlen(key), &truth) ? (size_t)mq_set_count(truth.yes) : 0;
}

static void what_was_put_is_lent(void **state)
{
	struct mq_cache *cache = mq_cache_new(1 << 20);

	(void)state;
	put(cache, "a", 0, 5);
	put(cache, "b", 5, 7);
	assert_int_equal(kept(cache, "a"), 5);
	assert_int_equal(kept(cache, "b"), 2);
	assert_int_equal(kept(cache, "c"), 0);
	/* the first answer under a key stays: it may be lent already */
	struct truth again = truth_owned(mq_set_range(0, 9));

	cache_put(cache, "a", 1, &again);
	assert_int_equal(mq_set_count(again.yes), 5);
	mq_cache_clear(cache);
	assert_int_equal(kept(cache, "a"), 0);
	mq_cache_free(cache);
	mq_cache_free(NULL);
}

static void the_longest_unused_goes_first(void **state)
{
	struct mq_cache *cache = mq_cache_new(4000);
	char key[16];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(key, sizeof(key), "key %d", i);
		put(cache, key, 0, 3);
		assert_int_equal(kept(cache, "key 0"), 3);
	}
	assert_int_equal(kept(cache, "key 1"), 3);	/* nothing goes during an act */
	cache_trim(cache);
	assert_int_equal(kept(cache, "key 0"), 3);
	assert_int_equal(kept(cache, "key 99"), 3);
	assert_int_equal(kept(cache, "key 2"), 0);
	mq_cache_free(cache);
}

static void another_day_forgets_the_answers(void **state)
{
	struct fixture *fixture = *state;
	struct mq_cache *cache = mq_cache_new(1 << 20);
	struct mq_view view = fixture->view;

	cache_match(cache, &view);
	put(cache, "a", 0, 5);
	cache_match(cache, &view);
	assert_int_equal(kept(cache, "a"), 5);
	view.today++;
	cache_match(cache, &view);
	assert_int_equal(kept(cache, "a"), 0);
	put(cache, "a", 0, 5);
	view.universe[HOUSEHOLD] = view.universe[DWELLING];
	cache_match(cache, &view);
	assert_int_equal(kept(cache, "a"), 0);
	mq_cache_free(cache);
}

/* What is read of the view's snapshot, on its day. */
static const void *read_links(struct mq_cache *cache, const struct mq_view *view)
{
	cache_match(cache, view);
	return cache_put_array(cache, "^", 1, mq_alloc(4), 1, 4);
}

static void another_day_keeps_what_was_read_of_the_snapshot(void **state)
{
	struct fixture *fixture = *state;
	struct mq_cache *cache = mq_cache_new(1 << 20);
	struct mq_view view = fixture->view;
	const void *links = read_links(cache, &view);
	size_t n;

	view.today++;
	cache_match(cache, &view);
	assert_ptr_equal(cache_get_array(cache, "^", 1, &n), links);
	mq_cache_free(cache);
}

static void other_days_leave_the_answers_of_today(void **state)
{
	struct fixture *fixture = *state;
	struct mq_cache *cache = mq_cache_new(1 << 20);
	struct mq_cache *others = cache_of_other_days(cache);
	struct mq_view view = fixture->view;

	cache_match(cache, &view);
	put(cache, "a", 0, 5);
	for (; view.today < fixture->view.today + 3; view.today++) {
		cache_match(others, &view);
		assert_int_equal(kept(others, "a"), 0);
		put(others, "a", 0, 2);
	}
	assert_int_equal(kept(cache, "a"), 5);
	assert_ptr_equal(cache_of_other_days(cache), others);
	mq_cache_free(cache);
}

static void other_days_lend_what_was_read_today(void **state)
{
	struct fixture *fixture = *state;
	struct mq_cache *cache = mq_cache_new(1 << 20);
	struct mq_cache *others = cache_of_other_days(cache);
	struct mq_set *few = mq_set_range(0, 3);
	struct mq_view view = fixture->view;
	const void *links = read_links(cache, &view);
	size_t n;

	view.today++;
	cache_match(others, &view);
	assert_ptr_equal(cache_get_array(others, "^", 1, &n), links);
	assert_int_equal(n, 1);
	view.universe[RESIDENT] = few;
	cache_match(others, &view);
	assert_null(cache_get_array(others, "^", 1, &n));
	mq_cache_free(cache);
	mq_set_free(few);
}

static void an_answer_depends_on_the_day(void **state)
{
	struct fixture *fixture = *state;

	fixture->view.cache = mq_cache_new(1 << 20);
	assert_string_equal(ask(fixture, RESIDENT, "高龄"), "0 1 7 12 ? 3 8 13");
	fixture->view.today++;
	assert_string_equal(ask(fixture, RESIDENT, "高龄"), "0 1 2 7 12 ? 3 8 13");
	fixture->view.today--;
	assert_string_equal(ask(fixture, RESIDENT, "高龄"), "0 1 7 12 ? 3 8 13");
	mq_cache_free(fixture->view.cache);
	fixture->view.cache = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_lent),
		cmocka_unit_test(the_longest_unused_goes_first),
		cmocka_unit_test(another_day_forgets_the_answers),
		cmocka_unit_test(another_day_keeps_what_was_read_of_the_snapshot),
		cmocka_unit_test(other_days_leave_the_answers_of_today),
		cmocka_unit_test(other_days_lend_what_was_read_today),
		cmocka_unit_test(an_answer_depends_on_the_day),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
