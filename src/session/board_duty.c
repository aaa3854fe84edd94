#include "board.h"

#include <string.h>

/*
 * How duties stand, each under its own heading: the officer's where they are among the staff, else
 * everybody's; or by an area. Every number leads to its people, the row to whom nobody reached
 * yet.
 */

enum { WHO, DONE, REQUIRED, LEFT, OPEN, LAST, TREND };

static const struct mq_board_column columns[] = {
	[WHO] = {"who", N_("who"), false, 0},
	[DONE] = {"done", N_("done"), true, 0},
	[REQUIRED] = {"required", N_("required"), true, 0},
	[LEFT] = {"left", N_("left"), true, 3},
	[OPEN] = {"not_reached", N_("not reached"), true, 0},
	[LAST] = {"last", N_("last time"), true, 2},
	[TREND] = {"trend", N_("than before"), false, 1},
};

static const char *trend_of(const struct mq_duty_line *line)
{
	return line->trend > 0 ? _("more") : line->trend < 0 ? _("less") : "";
}

/* There is something left, and hardly time for it. */
bool mq_board_duty_is_urgent(const struct mq_duty_line *line)
{
	return line->left > 0 && line->days_left <= MQ_BOARD_SOON_DAYS;
}

static void add_heading(struct mq_board *board, const struct mq_duty_line *line)
{
	char from[16];
	char to[16];

	mq_day_format(line->periods[0].days.from, from);
	mq_day_format(line->periods[0].days.to, to);
	mq_board_heading(board, _("%s: %s..%s, working days left: %u"), line->label, from, to,
		line->days_left);
}

static void add_line(struct mq_board *board, const struct mq_duty_line *line)
{
	struct mq_board_row *row = mq_board_add(board);

	row->urgent = mq_board_duty_is_urgent(line);
	row->cells[WHO] = *line->name ? mq_arena_strdup(&board->arena, line->name) : _("not known");
	mq_board_number(board, row, OPEN, line->open, line->not_reached);
	mq_board_number(board, row, DONE, line->periods[0].done, line->done);
	mq_board_number(board, row, REQUIRED, line->periods[0].required, line->required);
	mq_board_number(board, row, LEFT, line->left, NULL);
	mq_board_number(board, row, LAST, line->periods[1].done, line->last);
	row->cells[TREND] = trend_of(line);
}

static void add_lines(struct mq_board *board, const struct mq_duty_status *status)
{
	for (size_t i = 0; i < status->n_lines; i++) {
		const struct mq_duty_line *line = &status->lines[i];

		if (i == 0 || strcmp(line->duty, status->lines[i - 1].duty) != 0) {
			add_heading(board, line);
		}
		add_line(board, line);
	}
}

/* "committee", "building" … stand for places, whatever else for somebody. */
static bool is_area(const struct mq_session *session, const char *argument)
{
	return mq_schema_field(session->schema, mq_schema_kind(session->schema, "dwelling"), argument,
		strlen(argument)) != MQ_NO_FIELD;
}

enum mq_err mq_board_fill_duty(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	const struct mq_person *me = mq_session_person(session);
	bool area = argument && is_area(session, argument);
	const char *person = area ? NULL : argument ? argument : me ? me->id : NULL;
	struct mq_duty_status status = {0};
	enum mq_err err = mq_session_duty_status(session, person, area ? argument : NULL, &status,
		diag);

	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		add_lines(board, &status);
	}
	mq_duty_status_release(&status);
	return err;
}
