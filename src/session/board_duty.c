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
	[REQUIRED] = {"required", N_("required"), true, 1},
	[LEFT] = {"left", N_("left"), true, 3},
	[OPEN] = {"not_reached", N_("not reached"), true, 0},
	[LAST] = {"last", N_("last time"), true, 2},
	[TREND] = {"trend", N_("than before"), false, 4},
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

/* The duty, from where it is told the other way round, by place or by person; its window has a line
 * of its own, which a phone has room for. */
static void add_heading(struct mq_board *board, const struct mq_duty_line *line,
	const char *turned)
{
	struct mq_board_row *row = mq_board_heading(board, "%s", line->label);
	char from[16];
	char to[16];

	row->board = "duty";
	row->argument = turned;
	mq_day_format(line->periods[0].days.from, from);
	mq_day_format(line->periods[0].days.to, to);
	mq_board_heading(board, _("%s..%.5s, %u workdays left"), from, to + strlen("2026-"),
		line->days_left)->beneath = true;
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

static void add_lines(struct mq_board *board, const struct mq_duty_status *status,
	const char *turned)
{
	for (size_t i = 0; i < status->n_lines; i++) {
		const struct mq_duty_line *line = &status->lines[i];

		if (i == 0 || strcmp(line->duty, status->lines[i - 1].duty) != 0) {
			add_heading(board, line, turned);
		}
		add_line(board, line);
	}
}

/* "committee", "building" …, by id or label. */
static bool is_area(const struct mq_session *session, const char *name)
{
	mq_kind_id kind = mq_schema_kind(session->schema, "dwelling");
	const struct mq_kind *dwelling = kind == MQ_NO_KIND ? NULL : &session->schema->kinds[kind];

	for (size_t i = 0; dwelling && i < dwelling->n_areas; i++) {
		if (strcmp(dwelling->areas[i].id, name) == 0 ||
		    strcmp(dwelling->areas[i].zh, name) == 0) {
			return true;
		}
	}
	return false;
}

/* "sg05", "committee", or both: whose they are, and by which places; NULL: not told. */
struct asked {
	const char *person;
	const char *area;
};

static struct asked read_asked(struct mq_session *session, const char *argument,
	struct mq_board *board)
{
	char *text = argument ? mq_arena_strdup(&board->arena, argument) : NULL;
	char *blank = text ? strrchr(text, ' ') : NULL;
	struct asked asked = {NULL, text && is_area(session, text) ? text : NULL};

	if (text && !asked.area) {
		asked.person = text;
		if (blank && is_area(session, blank + 1)) {
			*blank = '\0';
			asked.area = blank + 1;
		}
	}
	return asked;
}

/* What the board is opened with to be told the other way round. */
static const char *turn(struct mq_board *board, const struct asked *asked)
{
	if (asked->area) {
		return asked->person;
	}
	return asked->person ? mq_board_text(board, "%s building", asked->person) : "committee";
}

enum mq_err mq_board_fill_duty(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	const struct mq_person *me = mq_session_person(session);
	struct asked asked = read_asked(session, argument, board);
	struct mq_duty_status status = {0};
	enum mq_err err;

	if (!argument && me) {
		asked.person = mq_arena_strdup(&board->arena, me->id);
	}
	err = mq_session_duty_status(session, asked.person, asked.area, &status, diag);
	mq_board_columns(board, columns, MQ_LENGTH(columns));
	if (err == MQ_OK) {
		add_lines(board, &status, turn(board, &asked));
	}
	mq_duty_status_release(&status);
	return err;
}
