#include "damage.h"

#include "../../src/store/file.h"
#include "../../src/store/generation.h"

static void what_current_says_holds_until_another_is_put_in_force(void **state)
{
	struct fixture *fix = *state;
	struct mq_current before = { .fd = -1 };
	struct mq_current after = { .fd = -1 };
	char *second = mq_generation_dir(fix->dir, 2);
	char *data = mq_format("%s/data.mdb", second);

	assert_false(mq_current_holds(fix->dir, &before));
	assert_int_equal(mq_current_read(fix->dir, &before, NULL), MQ_OK);
	assert_int_equal(before.n, 1);
	assert_true(mq_current_holds(fix->dir, &before));
	assert_int_equal(mq_file_make_dir(second, NULL), MQ_OK);
	file_write(data, "x", 1);
	assert_int_equal(mq_generation_switch(fix->dir, 2, NULL), MQ_OK);
	assert_false(mq_current_holds(fix->dir, &before));
	assert_int_equal(mq_current_read(fix->dir, &after, NULL), MQ_OK);
	assert_int_equal(after.n, 2);
	mq_current_release(&before);
	mq_current_release(&after);
	mq_current_release(&after);
	free(data);
	free(second);
}

static void a_switch_back_and_forth_is_not_taken_for_none(void **state)
{
	struct fixture *fix = *state;
	struct mq_current before = { .fd = -1 };

	assert_int_equal(mq_current_read(fix->dir, &before, NULL), MQ_OK);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(mq_generation_switch(fix->dir, 1, NULL), MQ_OK);
		assert_false(mq_current_holds(fix->dir, &before));
	}
	mq_current_release(&before);
}

static void what_is_not_on_the_disk_is_not_put_in_force(void **state)
{
	struct fixture *fix = *state;
	struct mq_current current = { .fd = -1 };

	assert_int_equal(mq_generation_switch(fix->dir, 9, &fix->diag), MQ_ERR_NOT_FOUND);
	assert_int_equal(mq_current_read(fix->dir, &current, NULL), MQ_OK);
	assert_int_equal(current.n, 1);
	mq_current_release(&current);
}

static void sweeping_leaves_one_generation(void **state)
{
	static const char *const left_over[] = { "data/7", "data/7.tmp", "data/10", "data/3.gone" };
	struct fixture *fix = *state;

	for (size_t i = 0; i < MQ_LENGTH(left_over); i++) {
		char *path = fixture_path(fix, left_over[i]);
		char *file = mq_format("%s/data.mdb", path);

		assert_int_equal(mq_file_make_dir(path, NULL), MQ_OK);
		file_write(file, "x", 1);
		free(file);
		free(path);
	}
	mq_generation_sweep(fix->dir, 1);
	for (size_t i = 0; i < MQ_LENGTH(left_over); i++) {
		char *path = fixture_path(fix, left_over[i]);

		assert_int_equal(access(path, F_OK), -1);
		free(path);
	}
	mq_store_close(fixture_open(fix));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_current_says_holds_until_another_is_put_in_force),
		FIXTURE_TEST(a_switch_back_and_forth_is_not_taken_for_none),
		FIXTURE_TEST(what_is_not_on_the_disk_is_not_put_in_force),
		FIXTURE_TEST(sweeping_leaves_one_generation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
