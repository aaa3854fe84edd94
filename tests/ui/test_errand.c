/* What is done from the rows of boards: planned once for a day, dismissed with a reason. */
#include "session/office.h"

#include "unit.h"

#include "../../src/ui/errand.h"

static int errand_open(void **state)
{
	office_open(state);
	struct office *office = *state;
	char *path = mq_format("%s/xdg", office->dir);
	setenv("XDG_CONFIG_HOME", path, 1);
	free(path);
	return 0;
}

static struct mq_board board_of(struct office *office, const char *id, const char *argument)
{
	struct mq_board board;
	assert_int_equal(mq_session_board(office->session, id, argument, MQ_BOARD_EVERYWHERE, &board,
		NULL), MQ_OK);
	return board;
}

/* How many rows tell of those called on, and of those still to be. */
static size_t n_planned(struct office *office)
{
	struct mq_board board = board_of(office, "round", "sg01");
	size_t n = 0;
	for (size_t i = 0; i < board.n_rows; i++) {
		const char *why = board.rows[i].cells[board.n_columns - 1];
		n += strcmp(why, "called on") == 0 || strcmp(why, "still to be called on") == 0;
	}
	mq_board_release(&board);
	return n;
}

static void a_plan_is_of_its_day_alone(void **state)
{
	struct office *office = *state;
	struct mq_errand_told told = {0};
	assert_false(mq_errand_is_planned(office->session));
	assert_int_equal(n_planned(office), 0);
	assert_int_equal(mq_errand_plan(office->session, "sg01", 3, &told, &office->diag), MQ_OK);
	assert_string_equal(told.text.data, "3 households are planned for today");
	assert_true(mq_errand_is_planned(office->session));
	assert_int_equal(n_planned(office), 3);
	mq_errand_told_release(&told);

	mq_session_close(office->session);
	setenv("MINQING_TODAY", "2026-03-02", 1);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag), MQ_OK);
	assert_false(mq_errand_is_planned(office->session));
	assert_int_equal(n_planned(office), 0);
	mq_session_close(office->session);
	setenv("MINQING_TODAY", "2026-03-01", 1);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag), MQ_OK);
	assert_int_equal(n_planned(office), 3);
}

static void a_round_of_nobody_is_not_planned(void **state)
{
	struct office *office = *state;
	struct mq_errand_told told = {0};
	assert_int_equal(mq_errand_plan(office->session, "sg999", 3, &told, &office->diag),
		MQ_ERR_NOT_FOUND);
	assert_int_equal(told.text.len, 0);
	mq_diag_release(&office->diag);
}

static size_t n_coming(struct office *office)
{
	struct mq_board board = board_of(office, "upcoming", NULL);
	size_t n = 0;
	for (size_t i = 0; i < board.n_rows; i++) {
		n += board.rows[i].rule != NULL;
	}
	mq_board_release(&board);
	return n;
}

/* Whatever the board shows: each row is dismissed by what it says, and goes. */
static void every_row_that_comes_by_a_rule_can_be_dismissed(void **state)
{
	struct office *office = *state;
	struct mq_board board = board_of(office, "upcoming", NULL);
	size_t before = n_coming(office);
	size_t n = 0;
	assert_true(before > 5);
	for (size_t i = 0; i < board.n_rows && n < 6; i++) {
		struct mq_errand_told told = {0};
		if (board.rows[i].rule) {
			assert_int_equal(mq_errand_dismiss(office->session, board.rows[i].rule,
				board.rows[i].key, board.rows[i].day, "told", &told, &office->diag),
				MQ_OK);
			assert_non_null(strstr(told.text.data, board.rows[i].cells[0]));
			n++;
		}
		mq_errand_told_release(&told);
	}
	assert_int_equal(n_coming(office), before - n);
	mq_board_release(&board);
}

static void nothing_is_dismissed_without_a_rule_or_a_reason(void **state)
{
	struct office *office = *state;
	struct mq_board board = board_of(office, "upcoming", NULL);
	struct mq_errand_told told = {0};
	size_t before = n_coming(office);
	size_t at = 0;
	while (!board.rows[at].rule) {
		at++;
	}
	const struct mq_board_row *row = &board.rows[at];
	assert_int_equal(mq_errand_dismiss(office->session, row->rule, row->key, row->day, "  ",
		&told, &office->diag), MQ_ERR_INPUT);
	assert_non_null(office->diag.faults[0].hint);
	mq_diag_release(&office->diag);
	assert_int_equal(mq_errand_dismiss(office->session, NULL, "", NULL, "told", &told,
		&office->diag), MQ_ERR_INPUT);
	assert_non_null(office->diag.faults[0].hint);
	mq_diag_release(&office->diag);
	assert_int_equal(told.text.len, 0);
	assert_int_equal(n_coming(office), before);
	mq_board_release(&board);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_is_of_its_day_alone),
		cmocka_unit_test(a_round_of_nobody_is_not_planned),
		cmocka_unit_test(every_row_that_comes_by_a_rule_can_be_dismissed),
		cmocka_unit_test(nothing_is_dismissed_without_a_rule_or_a_reason),
	};
	return cmocka_run_group_tests(tests, errand_open, office_close);
}
