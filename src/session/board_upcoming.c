#include "board.h"

/*
 * What the days to come bring, under headings that say how near it is. Each row leads to the
 * card of whom it comes to.
 */

enum { ROWS_MAX = 500 };

enum { DAY, IN_DAYS, WHAT, NAME, ABOUT, NEXT };

static const struct mq_board_column columns[] = {
	[DAY] = {"day", N_("day"), false, 0},
	[IN_DAYS] = {"when", N_("when"), false, 3},
	[WHAT] = {"what", N_("what"), false, 0},
	[NAME] = {"name", N_("whom"), false, 0},
	[ABOUT] = {"about", N_("about"), false, 2},
	[NEXT] = {"next", N_("to be done"), false, 1},
};

static const struct {
	unsigned to_days;
	const char *label;
} stretches[] = {
	{7, N_("within 7 days: %zu")},
	{30, N_("within 30 days: %zu")},
	{90, N_("within 90 days: %zu")},
	{UINT32_MAX, N_("later: %zu")},
};

const char *mq_board_coming_what(struct mq_board *board, const struct mq_upcoming_row *coming)
{
	return coming->leaves && !*coming->rule ? mq_board_text(board, _("no longer %s"), coming->what)
		: mq_arena_strdup(&board->arena, coming->what);
}

void mq_board_coming(struct mq_board *board, struct mq_board_row *row,
	const struct mq_upcoming_row *coming)
{
	row->urgent = coming->in_days <= MQ_BOARD_SOON_DAYS;
	row->rule = *coming->rule ? mq_arena_strdup(&board->arena, coming->rule) : NULL;
	row->day = mq_arena_strdup(&board->arena, coming->day);
	mq_board_lead_to(board, row, coming->kind, coming->id, coming->key);
}

static void add_row(struct mq_board *board, const struct mq_upcoming_row *coming)
{
	struct mq_board_row *row = mq_board_add(board);

	mq_board_coming(board, row, coming);
	row->cells[DAY] = mq_arena_strdup(&board->arena, coming->day);
	row->cells[IN_DAYS] = mq_board_in_days(board, coming->in_days);
	row->cells[WHAT] = mq_board_coming_what(board, coming);
	row->cells[NAME] = mq_arena_strdup(&board->arena, coming->name);
	row->cells[ABOUT] = mq_arena_strdup(&board->arena, coming->about);
	row->cells[NEXT] = mq_arena_strdup(&board->arena, coming->next);
}

/* Those of one stretch, which rows are in order of. */
static size_t add_stretch(struct mq_board *board, const struct mq_upcoming_list *list, size_t from,
	size_t stretch)
{
	size_t end = from;

	while (end < list->n && list->rows[end].in_days <= stretches[stretch].to_days) {
		end++;
	}
	if (end > from) {
		mq_board_heading(board, _(stretches[stretch].label), end - from);
	}
	for (size_t i = from; i < end; i++) {
		add_row(board, &list->rows[i]);
	}
	return end;
}

enum mq_err mq_board_fill_upcoming(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_upcoming_wish wish = {.area = board->area, .limit = ROWS_MAX};
	struct mq_upcoming_list list = {0};
	enum mq_err err = mq_session_upcoming_read(session, argument ? argument : "", &wish, diag);
	size_t at = 0;

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		err = mq_session_upcoming(session, &wish, &list, diag);
	}
	for (size_t i = 0; i < MQ_LENGTH(stretches); i++) {
		at = add_stretch(board, &list, at, i);
	}
	if (list.n < list.n_all) {
		mq_board_heading(board, _("the first %zu of %zu"), list.n, list.n_all);
	}
	mq_upcoming_list_release(&list);
	return err;
}
