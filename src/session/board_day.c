#include "board.h"

#include <string.h>

/*
 * My day: of everything what is due now, a section each. What the tags mean that are counted is
 * said in config/derived.yaml: a register without a tag has no line of it, and of what nobody
 * waits for there is none either, so that the page is as long as the work. A heading leads to the
 * board that has all of it. Everything but one's own duties and round is told of the area of the
 * board.
 */

static const struct mq_board_column columns[] = {
	[MQ_DAY_WHAT] = {"what", N_("what"), false, 0},
	[MQ_DAY_COUNT] = {"count", N_("how many"), true, 0},
	[MQ_DAY_WHEN] = {"when", N_("when"), false, 1},
	[MQ_DAY_NAME] = {"name", N_("whom"), false, 0},
	[MQ_DAY_ABOUT] = {"about", N_("about"), false, 2},
};

/* ---- counts ---- */

struct line {
	const char *label;	/* N_() */
	const char *query;
	bool urgent;
};

/* Lines that count somebody, below whatever heading there is. */
static enum mq_err add_counts(struct mq_session *session, struct mq_board *board,
	const struct line *lines, size_t n, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	uint64_t hits;

	for (size_t i = 0; err == MQ_OK && i < n; i++) {
		const char *query = lines[i].query;

		err = mq_board_count(session, board, query, &query, &hits, diag);
		if (err == MQ_OK && hits > 0) {
			struct mq_board_row *row = mq_board_add(board);

			row->urgent = lines[i].urgent;
			row->cells[MQ_DAY_WHAT] = _(lines[i].label);
			mq_board_number(board, row, MQ_DAY_COUNT, hits, query);
		}
	}
	return err;
}

/* ---- visits ---- */

static const struct line visits[] = {
	{N_("monthly contact missed"), "monthly_contact_missed living_status:here", true},
	{N_("in special care, not visited for 90 days"),
		"special_elder not_visited_90d living_status:here", false},
	{N_("not visited for 90 days"), "not_visited_90d living_status:here", false},
};

/* The officer's own duties, as far as something is left of them. */
static enum mq_err add_duties(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	const struct mq_person *me = mq_session_person(session);
	struct mq_duty_status status = {0};
	enum mq_err err = me ? mq_session_duty_status(session, me->id, NULL, &status, diag) : MQ_OK;

	for (size_t i = 0; i < status.n_lines; i++) {
		const struct mq_duty_line *line = &status.lines[i];

		if (line->left > 0) {
			struct mq_board_row *row = mq_board_add(board);

			row->urgent = mq_board_duty_is_urgent(line);
			row->cells[MQ_DAY_WHAT] = mq_board_text(board, "%s", line->label);
			mq_board_number(board, row, MQ_DAY_COUNT, line->open, line->not_reached);
			row->cells[MQ_DAY_WHEN] = mq_board_text(board, _("%u working days"),
				line->days_left);
			row->cells[MQ_DAY_ABOUT] = mq_board_text(board, _("%u of %u done"),
				line->periods[0].done, line->periods[0].required);
		}
	}
	mq_duty_status_release(&status);
	return err;
}

static enum mq_err add_visits(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	enum mq_err err;

	mq_board_heading(board, "%s", _("visits"))->board = "duty";
	err = add_duties(session, board, diag);
	return err == MQ_OK ? add_counts(session, board, visits, MQ_LENGTH(visits), diag) : err;
}

/* ---- the round ---- */

/* The first of it, for who has one. */
static enum mq_err add_round(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	enum { STOPS_MAX = 4 };
	struct mq_round_sheet sheet = {0};
	enum mq_err err = mq_session_person(session)
		? mq_session_round(session, NULL, STOPS_MAX, &sheet, diag) : MQ_OK;

	if (sheet.n_rows > 0) {
		mq_board_heading(board, _("the round, to be called on: %u"),
			sheet.round.n_pressing)->board = "round";
	}
	for (size_t i = 0; i < sheet.n_rows; i++) {
		struct mq_board_row *row = mq_board_add(board);

		mq_board_stop(session, board, row, &sheet.rows[i]);
		row->cells[MQ_DAY_WHAT] = mq_board_text(board, "%s", sheet.rows[i].place);
		row->cells[MQ_DAY_NAME] = mq_board_text(board, "%s", sheet.rows[i].people);
		row->cells[MQ_DAY_ABOUT] = mq_board_stop_why(board, &sheet.rows[i].stop);
	}
	mq_round_sheet_release(&sheet);
	return err;
}

/* ---- needs ---- */

/*
 * Those that wait on the desk the officer sits at come before all the others of their area, and it
 * is these of whom the most overdue are named; whoever has no desk is told of the area alone.
 */

static const struct line needs[] = {
	{N_("needs overdue"), "from:need need_overdue", true},
	{N_("needs due within 7 days"), "from:need need_open need_due:today..+7d", false},
	{N_("needs that are open"), "from:need need_open", false},
};

/* The most overdue of those that are meant, by name. */
static enum mq_err add_overdue(struct mq_session *session, struct mq_board *board,
	const char *query, struct mq_diag *diag)
{
	enum { NEEDS_MAX = 4 };
	struct mq_needs list = {0};
	enum mq_err err = mq_session_needs(session, query, strlen(query), NEEDS_MAX, &list, diag);

	for (size_t i = 0; i < list.n_rows && list.rows[i].clock.overdue; i++) {
		struct mq_board_row *row = mq_board_add(board);

		mq_board_need(session, board, row, &list.rows[i]);
		row->cells[MQ_DAY_WHAT] = mq_board_text(board, "%s", list.rows[i].category);
		row->cells[MQ_DAY_WHEN] = mq_board_need_left(board, &list.rows[i].clock);
		row->cells[MQ_DAY_NAME] = mq_board_text(board, "%s", list.rows[i].who);
		row->cells[MQ_DAY_ABOUT] = mq_board_text(board, "%s", list.rows[i].detail);
	}
	mq_needs_release(&list);
	return err;
}

/* Those that wait on the officer, and who is most overdue of them. */
static enum mq_err add_waiting(struct mq_session *session, struct mq_board *board,
	const char *waits, struct mq_diag *diag)
{
	const char *query = mq_board_text(board, "from:need %s", waits);
	const struct line line = {N_("needs that wait on me"), query, false};
	enum mq_err err = add_counts(session, board, &line, 1, diag);

	return err == MQ_OK ? add_overdue(session, board, query, diag) : err;
}

/* All of the area, and, where nobody is named yet, who is most overdue of them. */
static enum mq_err add_all_needs(struct mq_session *session, struct mq_board *board, bool named,
	struct mq_diag *diag)
{
	const char *query = "from:need need_overdue";
	enum mq_err err = add_counts(session, board, needs, MQ_LENGTH(needs), diag);

	if (err == MQ_OK && !named) {
		err = mq_board_within(session, board, query, &query, diag);
	}
	return err == MQ_OK && !named ? add_overdue(session, board, query, diag) : err;
}

static enum mq_err add_needs(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_buf waits = {0};
	enum mq_err err;

	if (mq_schema_kind(session->schema, "need") == MQ_NO_KIND) {
		return MQ_OK;
	}
	mq_board_heading(board, "%s", _("needs"))->board = "needs";
	err = mq_session_need_waits(session, &waits, diag);
	if (err == MQ_OK && waits.len) {
		err = add_waiting(session, board, waits.data, diag);
	}
	if (err == MQ_OK) {
		err = add_all_needs(session, board, waits.len > 0, diag);
	}
	mq_buf_release(&waits);
	return err;
}

/* ---- what comes ---- */

static void add_coming(struct mq_board *board, const struct mq_upcoming_row *coming)
{
	struct mq_board_row *row = mq_board_add(board);

	mq_board_coming(board, row, coming);
	row->cells[MQ_DAY_WHAT] = mq_board_coming_what(board, coming);
	row->cells[MQ_DAY_WHEN] = mq_board_in_days(board, coming->in_days);
	row->cells[MQ_DAY_NAME] = mq_arena_strdup(&board->arena, coming->name);
	row->cells[MQ_DAY_ABOUT] = mq_arena_strdup(&board->arena, coming->about);
}

static enum mq_err add_upcoming(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	enum { DAYS = 14, COMING_MAX = 6 };
	const struct mq_upcoming_wish wish = {.n_days = DAYS, .area = board->area,
		.limit = COMING_MAX};
	struct mq_upcoming_list list = {0};
	enum mq_err err = mq_session_upcoming(session, &wish, &list, diag);

	if (list.n > 0) {
		struct mq_board_row *head = mq_board_heading(board,
			_("what comes within %d days: %zu"), DAYS, list.n_all);

		head->board = "upcoming";
		head->argument = mq_board_text(board, "%dd", DAYS);
	}
	for (size_t i = 0; i < list.n; i++) {
		add_coming(board, &list.rows[i]);
	}
	mq_upcoming_list_release(&list);
	return err;
}

/* ---- what can be counted alone ---- */

static const struct line services[] = {
	{N_("calls of providers that are due"), "from:service call_due", true},
	{N_("services to be reviewed"), "from:service review_due", true},
};

static enum mq_err add_services(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	size_t first = mq_service_has_calls(session->schema) ? 0 : 1;

	mq_board_heading(board, "%s", _("services"))->board = "services";
	return add_counts(session, board, services + first, MQ_LENGTH(services) - first, diag);
}

static const struct line facts[] = {
	{N_("no phone on record"), "unreachable living_status:here", false},
	{N_("phone not confirmed for a year"), "phone_stale living_status:here", false},
};

static enum mq_err add_facts(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	enum mq_err err;

	mq_board_heading(board, "%s", _("to be checked"))->board = "checks";
	err = mq_board_add_checks(session, board, diag);
	return err == MQ_OK ? add_counts(session, board, facts, MQ_LENGTH(facts), diag) : err;
}

/* ---- all of it ---- */

static enum mq_err (*const sections[])(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag) = {
	add_visits, add_round, add_needs, add_upcoming, mq_board_add_gaps, add_services, add_facts,
};

/* A heading with nothing below it is taken away again. What a register has no rules or fields for
 * is no fault of the day. */
static enum mq_err add_section(struct mq_session *session, size_t section, struct mq_board *board,
	struct mq_diag *diag)
{
	struct mq_diag own = {0};
	size_t before = board->n_rows;
	enum mq_err err = sections[section](session, board, &own);

	if (board->n_rows == before + 1 && board->rows[before].heading) {
		board->n_rows = before;
	}
	if (err == MQ_OK || err == MQ_ERR_NOT_FOUND || err == MQ_ERR_QUERY) {
		mq_diag_release(&own);
		return MQ_OK;
	}
	mq_diag_move(diag, &own);
	return err;
}

enum mq_err mq_board_fill_day(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	char day[16];

	(void)argument;
	mq_day_format(session->today, day);
	board->title = mq_board_text(board, _("my day, %s"), day);
	mq_board_columns(board, columns, MQ_LENGTH(columns));
	for (size_t i = 0; err == MQ_OK && i < MQ_LENGTH(sections); i++) {
		err = add_section(session, i, board, diag);
	}
	return err;
}
