/* One thread ahead of another, and the same with no thread to be had. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <minqing/base.h>

enum { SLOTS = 3, ROUNDS = 10000 };

static bool refuse_threads;

/* Stands before libc's, so that a system without another thread can be had. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*run)(void *), void *context)
{
	int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

	*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	return refuse_threads ? EAGAIN : real(thread, attr, run, context);
}

struct counting {
	int slots[SLOTS];
	int next;
	int end;
};

/* Numbers in turn, as many as are wanted. */
static bool count(void *context, size_t slot)
{
	struct counting *counting = context;

	if (counting->next == counting->end) {
		return false;
	}
	counting->slots[slot] = counting->next++;
	return true;
}

static int take_all(struct counting *counting, int most)
{
	struct mq_belt *belt = mq_belt_new(SLOTS, count, counting);
	int taken = 0;
	size_t slot;

	while (taken < most && mq_belt_take(belt, &slot)) {
		assert_int_equal(counting->slots[slot], taken);
		taken++;
		mq_belt_give_back(belt);
	}
	mq_belt_free(belt);
	return taken;
}

static void what_is_filled_comes_in_order_and_whole(void **state)
{
	(void)state;
	for (int end = 0; end < ROUNDS; end = end * 3 + 1) {
		struct counting counting = {.end = end};

		assert_int_equal(take_all(&counting, ROUNDS), end);
	}
}

static void the_worker_stops_when_no_more_is_wanted(void **state)
{
	struct counting counting = {.end = -1};

	(void)state;
	assert_int_equal(take_all(&counting, 5), 5);
	assert_true(counting.next <= 5 + SLOTS);
	mq_belt_free(NULL);
}

static void without_a_second_thread_the_work_is_done_all_the_same(void **state)
{
	struct counting counting = {.end = 100};
	struct mq_belt *belt;

	(void)state;
	refuse_threads = true;
	belt = mq_belt_new(SLOTS, count, &counting);
	refuse_threads = false;
	for (int i = 0; i < 100; i++) {
		size_t slot;

		assert_true(mq_belt_take(belt, &slot));
		assert_int_equal(counting.slots[slot], i);
		assert_int_equal(counting.next, i + 1);
		mq_belt_give_back(belt);
	}
	mq_belt_free(belt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_filled_comes_in_order_and_whole),
		cmocka_unit_test(the_worker_stops_when_no_more_is_wanted),
		cmocka_unit_test(without_a_second_thread_the_work_is_done_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
