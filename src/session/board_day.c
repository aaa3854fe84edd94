#include "board.h"

/*
 * My day: of everything what is due now, a section each. Most of it is counts of tags, which
 * config/derived.yaml says what they mean: a register without a tag has no line of it, and of
 * what nobody waits for there is none either, so that the page is as long as the work.
 */

enum { COMING_DAYS = 14, COMING_MAX = 6 };

enum { WHAT, COUNT, WHEN, NAME, ABOUT };

static const struct mq_board_column columns[] = {
	[WHAT] = {"what", N_("what"), false, 0},
	[COUNT] = {"count", N_("how many"), true, 0},
	[WHEN] = {"when", N_("when"), false, 1},
	[NAME] = {"name", N_("whom"), false, 0},
	[ABOUT] = {"about", N_("about"), false, 2},
};

/* ---- counts ---- */

struct line {
	const char *label;	/* N_() */
	const char *query;
	bool urgent;
};

static const struct line visits[] = {
	{N_("monthly contact missed"), "monthly_contact_missed living_status:here", true},
	{N_("in special care, not visited for 90 days"),
		"special_elder not_visited_90d living_status:here", false},
	{N_("not visited for 90 days"), "not_visited_90d living_status:here", false},
};

static const struct line needs[] = {
	{N_("needs overdue"), "from:need need_overdue", true},
	{N_("needs due within 7 days"), "from:need need_open need_due:today..+7d", false},
	{N_("needs that are open"), "from:need need_open", false},
	{N_("people with an open need"), "has_open_need", false},
};

static const struct line services[] = {
	{N_("services to be reviewed"), "from:service service_review_due", true},
};

static const struct line facts[] = {
	{N_("residence permit to be renewed"), "permit_lapsed living_status:here", false},
	{N_("no phone on record"), "unreachable living_status:here", false},
	{N_("phone not confirmed for a year"), "phone_stale living_status:here", false},
};

/* Lines that count somebody, below the section's heading, which comes with the first. */
static enum mq_err add_counts(struct mq_session *session, struct mq_board *board,
	const char *title, const struct line *lines, size_t n, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	bool begun = false;
	uint64_t hits;

	for (size_t i = 0; err == MQ_OK && i < n; i++) {
		struct mq_board_row *row;

		err = mq_board_count(session, lines[i].query, &hits, diag);
		if (err != MQ_OK || hits == 0) {
			continue;
		}
		if (!begun) {
			mq_board_heading(board, "%s", title);
		}
		begun = true;
		row = mq_board_add(board);
		row->urgent = lines[i].urgent;
		row->cells[WHAT] = _(lines[i].label);
		mq_board_number(board, row, COUNT, hits, lines[i].query);
	}
	return err;
}

static enum mq_err add_visits(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	return add_counts(session, board, _("visits"), visits, MQ_LENGTH(visits), diag);
}

static enum mq_err add_needs(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	return add_counts(session, board, _("needs"), needs, MQ_LENGTH(needs), diag);
}

static enum mq_err add_services(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	return add_counts(session, board, _("services"), services, MQ_LENGTH(services), diag);
}

static enum mq_err add_facts(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	return add_counts(session, board, _("to be checked"), facts, MQ_LENGTH(facts), diag);
}

/* ---- what comes ---- */

static void add_coming(struct mq_board *board, const struct mq_upcoming_row *coming)
{
	struct mq_board_row *row = mq_board_add(board);

	mq_board_coming(board, row, coming);
	row->cells[WHAT] = mq_board_coming_what(board, coming);
	row->cells[WHEN] = mq_board_in_days(board, coming->in_days);
	row->cells[NAME] = mq_arena_strdup(&board->arena, coming->name);
	row->cells[ABOUT] = mq_arena_strdup(&board->arena, coming->about);
}

static enum mq_err add_upcoming(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag)
{
	const struct mq_upcoming_wish wish = {.n_days = COMING_DAYS, .limit = COMING_MAX};
	struct mq_upcoming_list list = {0};
	enum mq_err err = mq_session_upcoming(session, &wish, &list, diag);
	struct mq_board_row *head;

	if (list.n > 0) {
		head = mq_board_heading(board, _("what comes within %d days: %zu"), COMING_DAYS,
			list.n_all);
		head->board = "upcoming";
		head->argument = mq_board_text(board, "%dd", COMING_DAYS);
	}
	for (size_t i = 0; i < list.n; i++) {
		add_coming(board, &list.rows[i]);
	}
	mq_upcoming_list_release(&list);
	return err;
}

/* ---- all of it ---- */

static enum mq_err (*const sections[])(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag) = {
	add_visits, add_needs, add_upcoming, add_services, add_facts,
};

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
		err = sections[i](session, board, diag);
	}
	if (err == MQ_OK && board->n_rows == 0) {
		mq_board_add(board)->cells[WHAT] = _("nothing waits for you today");
	}
	return err;
}
