/* How much time has passed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include <minqing/base.h>

static void the_clock_counts_nanoseconds_and_never_goes_back(void **state)
{
	enum { SLEEP_NS = 2 * 1000 * 1000, LONG_NS = 1000 * 1000 * 1000 };
	const struct timespec nap = {.tv_nsec = SLEEP_NS};
	int64_t start = mq_clock_ns();
	int64_t passed;

	(void)state;
	nanosleep(&nap, NULL);
	passed = mq_clock_ns() - start;
	assert_true(passed >= SLEEP_NS && passed < 60 * (int64_t)LONG_NS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_counts_nanoseconds_and_never_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
