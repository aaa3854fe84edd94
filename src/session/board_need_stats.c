#include "board.h"

#include <string.h>

/*
 * How needs stand by desk and by category: how many are open and overdue, and how long those that
 * are closed took. A row leads to its needs, each number to its own of them; days lead nowhere.
 * It looks at every need there ever was, which the board of those that are open does not: so it
 * is a board of its own.
 */

enum { LABEL, OPEN, OVERDUE, CLOSED, MEDIAN, NINTH };

static const struct mq_board_column columns[] = {
	[LABEL] = {"label", N_("desk or category"), false, 0},
	[OPEN] = {"open", N_("not closed"), true, 0},
	[OVERDUE] = {"overdue", N_("overdue"), true, 0},
	[CLOSED] = {"closed", N_("closed"), true, 3},
	[MEDIAN] = {"median_days", N_("median"), true, 1},
	[NINTH] = {"p90_days", N_("9 of 10"), true, 2},
};

/* A number of a row's needs, and the tag that is true of them. */
static enum mq_err add_number(struct mq_session *session, struct mq_board *board,
	struct mq_board_row *row, size_t column, uint64_t number, const char *tag,
	struct mq_diag *diag)
{
	mq_kind_id need = mq_schema_kind(session->schema, "need");
	struct mq_buf text = {0};
	enum mq_err err = mq_session_within(session, need, row->query, tag, &text, diag);

	if (err == MQ_OK) {
		mq_board_number(board, row, column, number, text.data);
	}
	mq_buf_release(&text);
	return err;
}

/* Working days from the telling to the closing; where nothing is closed none were needed. */
static void add_days(struct mq_board *board, struct mq_board_row *row,
	const struct mq_need_figures *figures)
{
	if (figures->closed > 0) {
		mq_board_number(board, row, MEDIAN, figures->median, NULL);
		mq_board_number(board, row, NINTH, figures->ninth, NULL);
	}
}

static enum mq_err add_stat(struct mq_session *session, struct mq_board *board,
	const struct mq_need_stat *stat, struct mq_diag *diag)
{
	const struct mq_need_figures *figures = &stat->figures;
	struct mq_board_row *row = mq_board_add(board);
	enum mq_err err;

	row->urgent = figures->overdue > 0;
	row->cells[LABEL] = mq_arena_strdup(&board->arena, stat->label);
	row->query = mq_arena_strdup(&board->arena, stat->query);
	err = add_number(session, board, row, OPEN, figures->open, "need_open", diag);
	if (err == MQ_OK) {
		err = add_number(session, board, row, OVERDUE, figures->overdue, "need_overdue", diag);
	}
	if (err == MQ_OK) {
		err = add_number(session, board, row, CLOSED, figures->closed, "need_settled", diag);
	}
	add_days(board, row, figures);
	return err;
}

static void add_heading(struct mq_session *session, struct mq_board *board, mq_field_id by)
{
	mq_board_heading(board, "%s", by == MQ_NO_FIELD ? _("needs, and working days until closed")
		: mq_field_label(&session->schema->fields[by]));
}

/* All, each desk, each category, below a heading each. */
static enum mq_err add_stats(struct mq_session *session, struct mq_board *board,
	const struct mq_need_stats *stats, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < stats->n_stats && err == MQ_OK; i++) {
		if (i == 0 || stats->stats[i].by != stats->stats[i - 1].by) {
			add_heading(session, board, stats->stats[i].by);
		}
		err = add_stat(session, board, &stats->stats[i], diag);
	}
	return err;
}

enum mq_err mq_board_fill_need_stats(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_need_stats stats = {0};
	struct mq_buf text = {0};
	enum mq_err err = mq_board_needs_text(session, argument ? argument : "", board->area, &text,
		diag);

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		err = mq_session_need_stats(session, text.data, text.len, &stats, diag);
	}
	if (err == MQ_OK) {
		err = add_stats(session, board, &stats, diag);
	}
	mq_need_stats_release(&stats);
	mq_buf_release(&text);
	return err;
}
