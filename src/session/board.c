#include "board.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The table of boards, and what making one of them needs. A filler is one file; it asks what
 * there is at the office's door, as the command line does, within one look.
 */

static const struct {
	struct mq_board_kind kind;
	enum mq_err (*fill)(struct mq_session *session, const char *argument,
		struct mq_board *board, struct mq_diag *diag);
} boards[] = {
	{{"day", N_("my day"), NULL, true}, mq_board_fill_day},
	{{"upcoming", N_("what comes"), N_("days, rule or query"), true}, mq_board_fill_upcoming},
	{{"needs", N_("needs"), N_("query about needs"), true}, mq_board_fill_needs},
	{{"need-stats", N_("needs by desk and by category"), N_("query about needs"), true},
		mq_board_fill_need_stats},
	{{"duty", N_("duties"), N_("person, area, or both"), false}, mq_board_fill_duty},
	{{"round", N_("the round"), N_("person"), false}, mq_board_fill_round},
	{{"policies", N_("policies"), N_("policy"), true}, mq_board_fill_policies},
	{{"services", N_("services"), NULL, true}, mq_board_fill_services},
	{{"checks", N_("checks"), N_("query"), true}, mq_board_fill_checks},
	{{"burden", N_("what tasks cost, each time"), NULL, false}, mq_board_fill_burden},
};

const struct mq_board_kind *mq_board_kind(size_t i)
{
	return i < MQ_LENGTH(boards) ? &boards[i].kind : NULL;
}

static size_t find(const char *id)
{
	size_t i = 0;

	while (i < MQ_LENGTH(boards) && strcmp(boards[i].kind.id, id) != 0) {
		i++;
	}
	return i;
}

static enum mq_err no_board(const char *id, struct mq_diag *diag)
{
	const char *ids[MQ_LENGTH(boards)];

	for (size_t i = 0; i < MQ_LENGTH(boards); i++) {
		ids[i] = boards[i].kind.id;
	}
	mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no board '%s'"), id);
	mq_diag_suggest(diag, id, ids, MQ_LENGTH(boards));
	return MQ_ERR_NOT_FOUND;
}

/* Within a look: whom it tells of. */
static void place(struct mq_session *session, bool of_area, enum mq_board_where where,
	struct mq_board *board)
{
	struct mq_buf area = {0};

	if (of_area) {
		mq_session_my_area(session, &area);
	}
	board->has_area = area.len > 0;
	board->area = board->has_area && where == MQ_BOARD_MY_AREA
		? mq_arena_strdup(&board->arena, area.data) : "";
	mq_buf_release(&area);
}

/* "needs (my area: …)", where another board would tell of others. */
static void say_where(struct mq_session *session, struct mq_board *board)
{
	struct mq_buf words = {0};

	if (board->has_area && *board->area) {
		mq_session_say_area(session, board->area, &words);
		board->title = mq_board_text(board, _("%s (my area: %s)"), board->title,
			words.len ? words.data : board->area);
	} else if (board->has_area) {
		board->title = mq_board_text(board, _("%s (everywhere)"), board->title);
	}
	mq_buf_release(&words);
}

/* All of it on one snapshot, within whatever look there is already. */
static enum mq_err fill(struct mq_session *session, size_t at, const char *argument,
	enum mq_board_where where, struct mq_board *board, struct mq_diag *diag)
{
	bool held = session->held;
	enum mq_err err;

	if (!held) {
		mq_session_hold(session);
	}
	place(session, boards[at].kind.of_area, where, board);
	err = boards[at].fill(session, argument && *argument ? argument : NULL, board, diag);
	say_where(session, board);
	if (!held) {
		mq_session_let_go(session);
	}
	if (err == MQ_OK && board->n_rows == 0) {
		mq_board_add(board)->cells[0] = _("nothing waits here");
	}
	return err;
}

enum mq_err mq_session_board(struct mq_session *session, const char *id, const char *argument,
	enum mq_board_where where, struct mq_board *board, struct mq_diag *diag)
{
	size_t at = find(id);

	*board = (struct mq_board){.area = ""};
	if (at == MQ_LENGTH(boards)) {
		return no_board(id, diag);
	}
	board->id = boards[at].kind.id;
	board->title = _(boards[at].kind.label);
	return fill(session, at, argument, where, board, diag);
}

void mq_board_release(struct mq_board *board)
{
	free(board->rows);
	mq_arena_release(&board->arena);
	*board = (struct mq_board){0};
}

/* ---- making one ---- */

void mq_board_columns(struct mq_board *board, const struct mq_board_column *columns, size_t n)
{
	board->columns = mq_arena_alloc(&board->arena, n * sizeof(*columns));
	board->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		board->columns[i] = columns[i];
		board->columns[i].label = _(columns[i].label);
	}
}

void mq_board_take_out(struct mq_board *board, size_t column)
{
	size_t n = --board->n_columns - column;

	memmove(&board->columns[column], &board->columns[column + 1], n * sizeof(*board->columns));
	for (size_t i = 0; i < board->n_rows; i++) {
		struct mq_board_row *row = &board->rows[i];

		memmove(&row->cells[column], &row->cells[column + 1], n * sizeof(*row->cells));
		memmove(&row->queries[column], &row->queries[column + 1],
			n * sizeof(*row->queries));
	}
}

struct mq_board_row *mq_board_add(struct mq_board *board)
{
	struct mq_board_row *row;

	board->rows = mq_grow(board->rows, &board->cap, board->n_rows + 1, sizeof(*board->rows));
	row = &board->rows[board->n_rows++];
	*row = (struct mq_board_row){.kind = MQ_NO_KIND, .id = MQ_NO_RECORD, .key = "",
		.cells = mq_arena_alloc(&board->arena, board->n_columns * sizeof(*row->cells)),
		.queries = mq_arena_alloc(&board->arena, board->n_columns * sizeof(*row->queries))};
	for (size_t i = 0; i < board->n_columns; i++) {
		row->cells[i] = "";
	}
	return row;
}

static const char *text_of(struct mq_board *board, const char *fmt, va_list args)
{
	char *text = NULL;
	const char *kept;

	kept = vasprintf(&text, fmt, args) < 0 ? "" : mq_arena_strdup(&board->arena, text);
	free(text);
	return kept;
}

struct mq_board_row *mq_board_heading(struct mq_board *board, const char *fmt, ...)
{
	struct mq_board_row *row = mq_board_add(board);
	va_list args;

	row->heading = true;
	va_start(args, fmt);
	row->cells[0] = text_of(board, fmt, args);
	va_end(args);
	return row;
}

const char *mq_board_text(struct mq_board *board, const char *fmt, ...)
{
	const char *text;
	va_list args;

	va_start(args, fmt);
	text = text_of(board, fmt, args);
	va_end(args);
	return text;
}

const char *mq_board_in_days(struct mq_board *board, unsigned days)
{
	switch (days) {
	case 0:
		return _("today");
	case 1:
		return _("tomorrow");
	default:
		return mq_board_text(board, _("in %u days"), days);
	}
}

void mq_board_number(struct mq_board *board, struct mq_board_row *row, size_t column,
	uint64_t number, const char *query)
{
	row->cells[column] = mq_board_text(board, "%" PRIu64, number);
	row->queries[column] = query ? mq_arena_strdup(&board->arena, query) : NULL;
	if (!mq_board_row_leads(row)) {
		row->query = row->queries[column];
	}
}

static mq_kind_id asked_kind(const struct mq_session *session)
{
	mq_kind_id resident = mq_schema_kind(session->schema, "resident");

	return resident == MQ_NO_KIND ? 0 : resident;
}

enum mq_err mq_board_within(struct mq_session *session, struct mq_board *board, const char *query,
	const char **within, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = mq_session_within(session, asked_kind(session), query, board->area, &text,
		diag);

	*within = err == MQ_OK ? mq_arena_strdup(&board->arena, text.data) : query;
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_board_count(struct mq_session *session, struct mq_board *board, const char *query,
	const char **within, uint64_t *hits, struct mq_diag *diag)
{
	struct mq_glance glance = {0};
	struct mq_diag own = {0};
	enum mq_err err = mq_board_within(session, board, query, within, &own);

	if (err == MQ_OK) {
		err = mq_session_glance(session, asked_kind(session), *within, strlen(*within), 0,
			&glance, &own);
	}
	*hits = err == MQ_OK ? glance.hits : 0;
	mq_glance_release(&glance);
	if (err == MQ_OK || err == MQ_ERR_QUERY) {
		mq_diag_release(&own);
		return MQ_OK;
	}
	mq_diag_move(diag, &own);
	return err;
}

void mq_board_lead_to(struct mq_board *board, struct mq_board_row *row, mq_kind_id kind,
	mq_record_id id, const char *key)
{
	row->kind = kind;
	row->id = id;
	row->key = mq_arena_strdup(&board->arena, key);
}

/* ---- reading one ---- */

void mq_board_row_text(const struct mq_board *board, const struct mq_board_row *row,
	struct mq_buf *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < board->n_columns; i++) {
		if (*row->cells[i]) {
			mq_buf_adds(out, out->len > before ? "  " : "");
			mq_buf_adds(out, row->cells[i]);
		}
	}
}

bool mq_board_row_leads(const struct mq_board_row *row)
{
	return row->query || row->board || row->id != MQ_NO_RECORD;
}
