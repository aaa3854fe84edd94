/* Memory: growing, formatting, arenas, and the end of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/base.h>

static void memory_is_zeroed_and_never_null(void **state)
{
	char *bytes = mq_alloc(100);
	void *nothing = mq_alloc(0);

	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(bytes[i], 0);
	}
	assert_non_null(nothing);
	free(bytes);
	free(nothing);
}

static void growing_doubles_and_keeps_what_was_there(void **state)
{
	int *numbers = NULL;
	size_t cap = 0;
	size_t moves = 0;

	(void)state;
	for (size_t n = 0; n < 10000; n++) {
		size_t before = cap;

		numbers = mq_grow(numbers, &cap, n + 1, sizeof(*numbers));
		moves += cap != before;
		numbers[n] = (int)n;
	}
	for (int n = 0; n < 10000; n++) {
		assert_int_equal(numbers[n], n);
	}
	assert_true(moves < 15);
	free(numbers);
}

static void strings_are_copied_and_formatted(void **state)
{
	char *part = mq_strndup("minqing", 3);
	char *whole = mq_strdup("民情");
	char *made = mq_format("%s-%d", whole, 7);

	(void)state;
	assert_string_equal(part, "min");
	assert_string_equal(made, "民情-7");
	free(part);
	free(whole);
	free(made);
}

static void arena_pieces_are_zeroed_aligned_and_apart(void **state)
{
	struct mq_arena arena = {0};
	unsigned char *pieces[500];

	(void)state;
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < MQ_LENGTH(pieces); i++) {
			pieces[i] = mq_arena_alloc(&arena, i + 1);
			assert_int_equal((uintptr_t)pieces[i] % 16, 0);
			for (size_t j = 0; j <= i; j++) {
				assert_int_equal(pieces[i][j], 0);
			}
			memset(pieces[i], (int)(i % 255 + 1), i + 1);
		}
		for (size_t i = 0; i < MQ_LENGTH(pieces); i++) {
			assert_int_equal(pieces[i][0], i % 255 + 1);
			assert_int_equal(pieces[i][i], i % 255 + 1);
		}
		mq_arena_reset(&arena);
	}
	mq_arena_release(&arena);
	mq_arena_release(NULL);
}

static void a_warm_arena_asks_for_nothing(void **state)
{
	struct mq_arena arena = {0};
	size_t warm;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		mq_arena_alloc(&arena, 100);
	}
	mq_arena_reset(&arena);
	warm = mq_arena_size_bytes(&arena);
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 1000; i++) {
			mq_arena_alloc(&arena, 100);
		}
		assert_int_equal(mq_arena_size_bytes(&arena), warm);
		mq_arena_reset(&arena);
	}
	mq_arena_release(&arena);
	assert_int_equal(mq_arena_size_bytes(&arena), 0);
}

static void an_arena_gives_back_an_unusual_round(void **state)
{
	struct mq_arena arena = {0};

	(void)state;
	mq_arena_alloc(&arena, 64 * 1024 * 1024);
	mq_arena_reset(&arena);
	assert_true(mq_arena_size_bytes(&arena) <= 4 * 1024 * 1024);
	mq_arena_release(&arena);
}

static void arena_strings_are_whole(void **state)
{
	struct mq_arena arena = {0};

	(void)state;
	assert_string_equal(mq_arena_strdup(&arena, ""), "");
	assert_string_equal(mq_arena_strndup(&arena, "abcdef", 2), "ab");
	assert_string_equal(mq_arena_format(&arena, "%05d|%s", 42, "走访"), "00042|走访");
	mq_arena_release(&arena);
}

static void tell(void *context)
{
	if (write(*(int *)context, "hook", 4) != 4) {
		_exit(99);
	}
}

/* In a child with its standard error shut: asks for more than there can be. */
static _Noreturn void exhaust(int *hook_fd)
{
	struct rlimit limit = {0, 0};

	setrlimit(RLIMIT_CORE, &limit);
	close(STDERR_FILENO);
	mq_mem_hook(tell, hook_fd);
	for (size_t cap = 0;; cap = 1) {
		mq_grow(NULL, &cap, SIZE_MAX / 2, 16);
	}
}

static void exhaustion_runs_the_hook_and_ends_with_a_status(void **state)
{
	char said[5] = "";
	int ends[2];
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		exhaust(&ends[1]);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], said, 4), 4);
	close(ends[0]);
	assert_string_equal(said, "hook");
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), mq_err_exit(MQ_ERR_STORE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_never_null),
		cmocka_unit_test(growing_doubles_and_keeps_what_was_there),
		cmocka_unit_test(strings_are_copied_and_formatted),
		cmocka_unit_test(arena_pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(a_warm_arena_asks_for_nothing),
		cmocka_unit_test(an_arena_gives_back_an_unusual_round),
		cmocka_unit_test(arena_strings_are_whole),
		cmocka_unit_test(exhaustion_runs_the_hook_and_ends_with_a_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
