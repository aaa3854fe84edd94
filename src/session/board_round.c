#include "board.h"

#include <string.h>

/*
 * Whom to call on next, in the order one walks, and why; before them what was planned for today
 * and what was done of it. Whoever is not among the staff chooses first whose round it is.
 */

enum { PLACE, PEOPLE, POINTS, WHY };

static const struct mq_board_column columns[] = {
	[PLACE] = {"place", N_("where"), false, 0},
	[PEOPLE] = {"people", N_("whom"), false, 0},
	[POINTS] = {"points", N_("points"), true, 2},
	[WHY] = {"why", N_("why"), false, 1},
};

/* "monthly contact due +30, way in the same stairwell, floors: 1 -1" */
const char *mq_board_stop_why(struct mq_board *board, const struct mq_round_stop *stop)
{
	struct mq_buf text = {0};
	const char *kept;

	for (size_t i = 0; i < stop->n_reasons; i++) {
		mq_buf_addf(&text, "%s%s %+d", i > 0 ? ", " : "", stop->reasons[i].label,
			stop->reasons[i].points);
	}
	kept = mq_arena_strndup(&board->arena, text.len ? text.data : "", text.len);
	mq_buf_release(&text);
	return kept;
}

void mq_board_stop(struct mq_session *session, struct mq_board *board, struct mq_board_row *row,
	const struct mq_round_row *stop)
{
	mq_board_lead_to(board, row, mq_schema_kind(session->schema, "household"),
		stop->stop.household, stop->key);
}

static struct mq_board_row *add_stop(struct mq_session *session, struct mq_board *board,
	const struct mq_round_row *stop)
{
	struct mq_board_row *row = mq_board_add(board);

	mq_board_stop(session, board, row, stop);
	row->cells[PLACE] = mq_arena_strdup(&board->arena, stop->place);
	row->cells[PEOPLE] = mq_arena_strdup(&board->arena, stop->people);
	if (stop->stop.n_reasons > 0) {
		row->cells[POINTS] = mq_board_text(board, "%d", stop->stop.points);
	}
	row->cells[WHY] = mq_board_stop_why(board, &stop->stop);
	return row;
}

/* Where there is no room for words the sign before the address says it. */
static void add_planned_stop(struct mq_session *session, struct mq_board *board,
	const struct mq_round_row *stop)
{
	struct mq_board_row *row = add_stop(session, board, stop);

	row->cells[PLACE] = mq_board_text(board, "%s%s", stop->visited ? "✓ " : "", stop->place);
	row->cells[WHY] = stop->visited ? _("called on") : _("still to be called on");
}

/* Today's plan and what was done of it; where there is none, or it was another day's, nothing. */
static enum mq_err add_planned(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_round_sheet sheet = {0};
	struct mq_diag own = {0};
	enum mq_err err = mq_session_round_planned(session, &sheet, &own);
	bool of_today = err == MQ_OK && sheet.day == session->today;

	if (of_today) {
		mq_board_heading(board, _("planned for today: %zu of %zu called on"),
			sheet.n_visited, sheet.n_rows)->query = "from:household @round";
	}
	for (size_t i = 0; of_today && i < sheet.n_rows; i++) {
		add_planned_stop(session, board, &sheet.rows[i]);
	}
	mq_round_sheet_release(&sheet);
	if (err == MQ_OK || err == MQ_ERR_NOT_FOUND) {
		mq_diag_release(&own);
		return MQ_OK;
	}
	mq_diag_move(diag, &own);
	return err;
}

static enum mq_err add_next(struct mq_session *session, const char *person,
	struct mq_board *board, struct mq_diag *diag)
{
	struct mq_round_sheet sheet = {0};
	enum mq_err err = mq_session_round(session, person, 0, &sheet, diag);
	struct mq_board_row *head;

	if (err == MQ_OK) {
		head = mq_board_heading(board, _("to be called on: %u"), sheet.round.n_pressing);
		head->query = sheet.round.pressing ? mq_board_text(board, "%s", sheet.round.pressing)
			: NULL;
	}
	for (size_t i = 0; i < sheet.n_rows; i++) {
		add_stop(session, board, &sheet.rows[i]);
	}
	mq_round_sheet_release(&sheet);
	return err;
}

/* All who hold a post today: each leads to their own round. */
static enum mq_err add_staff(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	const struct mq_staff *staff;
	const struct mq_duties *duties;
	enum mq_err err = mq_session_duties(session, &staff, &duties, diag);

	mq_board_heading(board, "%s", _("whose round?"));
	for (size_t i = 0; err == MQ_OK && i < staff->n_people; i++) {
		const struct mq_person *person = &staff->people[i];
		const struct mq_post *post = mq_person_post(person, session->today);
		struct mq_board_row *row;

		if (!post) {
			continue;
		}
		row = mq_board_add(board);
		row->cells[PLACE] = mq_arena_strdup(&board->arena, mq_staff_role_label(person->role));
		row->cells[PEOPLE] = mq_arena_strdup(&board->arena, person->name);
		row->board = "round";
		row->argument = mq_arena_strdup(&board->arena, person->id);
	}
	return err;
}

enum mq_err mq_board_fill_round(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	enum mq_err err;

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	err = add_planned(session, board, diag);
	if (err != MQ_OK) {
		return err;
	}
	return argument || mq_session_person(session) ? add_next(session, argument, board, diag)
		: add_staff(session, board, diag);
}
