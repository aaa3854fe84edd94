/* What a terminal answers and how long it is heard out: standard input is a pipe here. */
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>

#include "../../src/ui/dialog.h"

struct line {
	struct mq_dialog dialog;
	int other_end;
};

static int64_t now_ms(void)
{
	return mq_clock_ns() / 1000000;
}

static int setup(void **state)
{
	struct line *line = calloc(1, sizeof(*line));
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	line->other_end = ends[1];
	*state = line;
	return 0;
}

static int teardown(void **state)
{
	struct line *line = *state;

	close(line->other_end);
	mq_dialog_release(&line->dialog);
	free(line);
	return 0;
}

static void come(const struct line *line, const char *bytes)
{
	assert_int_equal(write(line->other_end, bytes, strlen(bytes)), strlen(bytes));
}

/* A question asked so long ago is given up at the end, what came since not even read; or it
 * is heard out. */
static void assert_heard_out(struct line *line, bool heard)
{
	come(line, "x\033[0n\033[?62c");
	mq_dialog_end(&line->dialog);
	assert_int_equal(line->dialog.typed.len > 0, heard);
	assert_int_equal(mq_dialog_expects(&line->dialog), !heard);
}

static void one_that_never_answered_is_not_waited_for_at_the_end(void **state)
{
	struct line *line = *state;

	line->dialog.probe.waiting = true;
	line->dialog.probe_ms = now_ms() - MQ_PROBE_WAIT_MS;
	assert_heard_out(line, false);
}

static void an_answer_that_comes_at_once_is_taken_out(void **state)
{
	struct line *line = *state;

	line->dialog.probe.waiting = true;
	line->dialog.probe_ms = now_ms();
	assert_heard_out(line, true);
}

static void a_near_one_that_does_not_come_to_a_frame_is_not_waited_for(void **state)
{
	struct line *line = *state;

	line->dialog.trip_ms = 10;
	line->dialog.pace = (struct mq_pace){.on = true, .waiting = true,
		.sent_ms = now_ms() - MQ_PROBE_WAIT_MS - 20};
	assert_heard_out(line, false);
}

static void a_far_one_is_given_the_time_that_its_answers_take(void **state)
{
	struct line *line = *state;

	line->dialog.trip_ms = 300;
	line->dialog.pace = (struct mq_pace){.on = true, .waiting = true,
		.sent_ms = now_ms() - MQ_PROBE_WAIT_MS - 20};
	assert_heard_out(line, true);
}

static void nobody_is_given_more_than_a_second(void **state)
{
	struct line *line = *state;

	line->dialog.trip_ms = 60000;
	line->dialog.pace = (struct mq_pace){.on = true, .waiting = true,
		.sent_ms = now_ms() - MQ_PACE_LOST_MS};
	assert_heard_out(line, false);
}

/* Ask, what is written going nowhere, and hear this. */
static void ask_and_hear(struct line *line, const char *answers)
{
	int kept = dup(STDOUT_FILENO);
	int nowhere = open("/dev/null", O_WRONLY);

	dup2(nowhere, STDOUT_FILENO);
	close(nowhere);
	mq_dialog_probe(&line->dialog);
	come(line, answers);
	mq_dialog_hear(&line->dialog);
	dup2(kept, STDOUT_FILENO);
	close(kept);
}

static void whoever_takes_another_charset_is_asked_again_in_it(void **state)
{
	struct line *line = *state;

	ask_and_hear(line, "\033[2;7R\033[2;3R\033[?62c");
	assert_true(line->dialog.charset.gb18030);
	assert_true(mq_dialog_expects(&line->dialog));
	assert_true(line->dialog.heard & MQ_HEARD_WIDTHS);
	come(line, "\033[2;7R\xcd\xf5\033[?62c");
	mq_dialog_hear(&line->dialog);
	assert_false(mq_dialog_expects(&line->dialog));
	assert_string_equal(line->dialog.typed.data, "王");
}

static void one_that_changes_its_mind_is_not_asked_for_ever(void **state)
{
	struct line *line = *state;

	ask_and_hear(line, "\033[2;7R\033[2;3R\033[?62c\033[2;5R\033[2;5R\033[?62c");
	assert_true(line->dialog.charset.gb18030);
	assert_false(mq_dialog_expects(&line->dialog));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_never_answered_is_not_waited_for_at_the_end),
		TEST(an_answer_that_comes_at_once_is_taken_out),
		TEST(a_near_one_that_does_not_come_to_a_frame_is_not_waited_for),
		TEST(a_far_one_is_given_the_time_that_its_answers_take),
		TEST(nobody_is_given_more_than_a_second),
		TEST(whoever_takes_another_charset_is_asked_again_in_it),
		TEST(one_that_changes_its_mind_is_not_asked_for_ever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
