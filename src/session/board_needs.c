#include "board.h"

#include <stdlib.h>
#include <string.h>

/*
 * Needs that are open, the most overdue first, under headings that say how late it is: the order
 * is that of mq_session_needs. Each row leads to the card of the need, where its thread is, the
 * last to their figures.
 */

enum { ROWS_MAX = 300 };

enum { LEFT, CATEGORY, WHO, DETAIL, STATE, DESK, STANDS, DUE };

static const struct mq_board_column columns[] = {
	[LEFT] = {"left", N_("working days"), false, 0},
	[CATEGORY] = {"category", N_("category"), false, 0},
	[WHO] = {"who", N_("whom"), false, 0},
	[DETAIL] = {"detail", N_("what is needed"), false, 1},
	[STATE] = {"state", N_("state"), false, 3},
	[DESK] = {"desk", N_("desk"), false, 2},
	[STANDS] = {"stands_at", N_("stands at"), false, 4},
	[DUE] = {"due", N_("due"), false, 5},
};

/* Where it belongs; in the order in which rows come. */
enum stretch { OVERDUE, SOON, LATER, UNDATED, N_STRETCHES };

static const char *const labels[N_STRETCHES] = {
	N_("overdue"), N_("within three working days"), N_("later"), N_("without a deadline"),
};

static enum stretch stretch_of(const struct mq_need_clock *clock)
{
	return !clock->known ? UNDATED : clock->overdue ? OVERDUE
		: clock->left <= MQ_BOARD_SOON_DAYS ? SOON : LATER;
}

const char *mq_board_need_left(struct mq_board *board, const struct mq_need_clock *clock)
{
	char text[MQ_NEED_DAYS_MAX];

	mq_need_clock_text(clock, text);
	return mq_board_text(board, "%s", text);
}

void mq_board_need(struct mq_session *session, struct mq_board *board, struct mq_board_row *row,
	const struct mq_need_row *need)
{
	row->urgent = stretch_of(&need->clock) <= SOON;
	mq_board_lead_to(board, row, mq_schema_kind(session->schema, "need"), need->id, need->key);
}

static const char *kept(struct mq_board *board, const char *text)
{
	return mq_arena_strdup(&board->arena, text);
}

static void add_need(struct mq_session *session, struct mq_board *board,
	const struct mq_need_row *need)
{
	struct mq_board_row *row = mq_board_add(board);

	mq_board_need(session, board, row, need);
	row->cells[LEFT] = mq_board_need_left(board, &need->clock);
	row->cells[CATEGORY] = kept(board, need->category);
	row->cells[WHO] = kept(board, need->who);
	row->cells[DETAIL] = kept(board, need->detail);
	row->cells[STATE] = kept(board, need->state);
	row->cells[DESK] = kept(board, need->desk);
	row->cells[STANDS] = kept(board, need->stands);
	row->cells[DUE] = kept(board, need->due);
}

static void add_needs(struct mq_session *session, struct mq_board *board,
	const struct mq_needs *needs)
{
	enum stretch at = N_STRETCHES;

	for (size_t i = 0; i < needs->n_rows; i++) {
		enum stretch next = stretch_of(&needs->rows[i].clock);

		if (next != at) {
			mq_board_heading(board, "%s", _(labels[next]));
		}
		at = next;
		add_need(session, board, &needs->rows[i]);
	}
}

/* Of all of them how many wait on the officer; no line where they sit at no desk. */
static enum mq_err add_waiting(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_buf waits = {0};
	uint64_t hits;
	enum mq_err err = mq_session_need_waits(session, &waits, diag);

	if (err == MQ_OK && waits.len) {
		const char *query = mq_board_text(board, "from:need %s", waits.data);

		err = mq_board_count(session, board, query, &query, &hits, diag);
		mq_board_heading(board, _("that wait on me: %llu"), (unsigned long long)hits)->query =
			query;
	}
	mq_buf_release(&waits);
	return err;
}

enum mq_err mq_board_needs_text(struct mq_session *session, const char *query, const char *area,
	struct mq_buf *out, struct mq_diag *diag)
{
	mq_kind_id need = mq_schema_kind(session->schema, "need");

	return need == MQ_NO_KIND ? MQ_OK : mq_session_within(session, need, query, area, out, diag);
}

/* To the figures of those that were asked for; of all where none were, closed or not. */
static void lead_to_stats(struct mq_board *board, const char *argument)
{
	struct mq_board_row *head = mq_board_heading(board, "%s", _("by desk and by category"));

	head->board = "need-stats";
	head->argument = argument ? mq_arena_strdup(&board->arena, argument) : NULL;
}

enum mq_err mq_board_fill_needs(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_needs needs = {0};
	struct mq_buf text = {0};
	struct mq_board_row *head;
	enum mq_err err = mq_board_needs_text(session, argument ? argument : "need_open",
		board->area, &text, diag);

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		err = mq_session_needs(session, text.data, text.len, ROWS_MAX, &needs, diag);
	}
	if (err == MQ_OK) {
		head = mq_board_heading(board, _("in all: %llu"), (unsigned long long)needs.hits);
		head->query = mq_board_text(board, "from:need %s", needs.query);
		err = argument ? MQ_OK : add_waiting(session, board, diag);
	}
	if (err == MQ_OK) {
		add_needs(session, board, &needs);
		lead_to_stats(board, argument);
	}
	mq_needs_release(&needs);
	mq_buf_release(&text);
	return err;
}
