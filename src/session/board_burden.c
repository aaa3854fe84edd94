#include "board.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/burden.h>

/* What tasks on the screen cost, this month and the one before: each time, but for what was typed
 * again, which is of all times. */

enum { TASK, TIMES, KEYS, SECONDS, RETYPED };

static const struct mq_board_column columns[] = {
	[TASK] = {"task", N_("task"), false, 0},
	[TIMES] = {"times", N_("times"), true, 1},
	[KEYS] = {"keys", N_("keys"), true, 0},
	[SECONDS] = {"seconds", N_("seconds"), true, 0},
	[RETYPED] = {"retyped", N_("typed again"), true, 0},
};

static uint64_t each(uint64_t sum, uint64_t times)
{
	return times ? (sum + times / 2) / times : 0;
}

static void add_line(struct mq_board *board, const struct mq_burden_line *line)
{
	struct mq_board_row *row = mq_board_add(board);

	row->cells[TASK] = mq_board_text(board, "%s", mq_burden_label(line->task));
	mq_board_number(board, row, TIMES, line->times, NULL);
	mq_board_number(board, row, KEYS, each(line->keys, line->times), NULL);
	mq_board_number(board, row, SECONDS, each(line->seconds, line->times), NULL);
	mq_board_number(board, row, RETYPED, line->retyped, NULL);
}

static void add_month(struct mq_board *board, const struct mq_burden_lines *lines, mq_day day)
{
	char month[16];
	bool any = false;

	mq_day_format(day, month);
	month[strlen("2026-03")] = '\0';
	for (size_t i = 0; i < lines->n; i++) {
		if (strcmp(lines->lines[i].month, month) == 0) {
			if (!any) {
				mq_board_heading(board, "%s", month);
			}
			any = true;
			add_line(board, &lines->lines[i]);
		}
	}
}

enum mq_err mq_board_fill_burden(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_burden_lines lines = {0};
	char *path = mq_burden_path();
	mq_day today = 0;
	enum mq_err err = mq_day_today(&today, diag);

	(void)session;
	(void)argument;
	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK && path) {
		err = mq_burden_read(path, &lines, diag);
	}
	if (err == MQ_OK) {
		add_month(board, &lines, today);
		add_month(board, &lines, mq_day_add_months(today, -1));
	}
	if (err == MQ_OK && board->n_rows == 0) {
		mq_board_heading(board, "%s", _("nothing was counted this month"));
	}
	mq_burden_lines_release(&lines);
	free(path);
	return err;
}
