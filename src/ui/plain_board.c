/*
 * Boards: my day and the others as lists, each line in words, with what cannot wait said so. A
 * number goes where the line leads, to people, a card or another board, and :back comes back
 * to the board.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "errand.h"

/* "urgent: needs overdue, how many 3" */
static void write_row(const struct mq_board *board, const struct mq_board_row *row,
	struct mq_buf *out)
{
	size_t n = 0;
	mq_buf_adds(out, row->urgent ? _("urgent: ") : "");
	for (size_t c = 0; c < board->n_columns; c++) {
		if (*row->cells[c]) {
			mq_buf_addf(out, "%s%s%s%s", n++ > 0 ? ", " : "",
				board->columns[c].right ? board->columns[c].label : "",
				board->columns[c].right ? " " : "", row->cells[c]);
		}
	}
}

static const char *keep(struct mq_plain *plain, const char *text)
{
	return text ? mq_arena_strdup(&plain->arena, text) : NULL;
}

static void add_row(struct mq_plain *plain, const struct mq_board *board,
	const struct mq_board_row *row)
{
	struct mq_buf text = {0};
	write_row(board, row, &text);
	struct mq_plain_line *line = mq_plain_list_add(plain, row->heading ? "[%s]" : "%s",
		text.len > 0 ? text.data : "");
	line->query = keep(plain, row->query);
	line->board = keep(plain, row->board);
	line->argument = keep(plain, row->argument);
	line->kind = row->kind;
	line->id = row->id;
	line->rule = keep(plain, row->rule);
	line->key = keep(plain, row->key);
	line->day = keep(plain, row->day);
	mq_buf_release(&text);
}

static void list_board(struct mq_plain *plain, const struct mq_board *board, size_t from)
{
	mq_plain_list_begin(plain, MQ_PLAIN_BOARD);
	mq_plain_say(plain, "%s", board->title);
	for (size_t i = 0; i < board->n_rows; i++) {
		add_row(plain, board, &board->rows[i]);
	}
	mq_plain_list_say(plain, from < plain->n ? from : 0, 0);
}

/* Borrows both, which may be the list's own. */
static void open_board(struct mq_plain *plain, const char *id, const char *argument, size_t from)
{
	struct mq_board board;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_board(plain->session, id, argument, plain->board.where,
		&board, &diag);
	if (err == MQ_OK) {
		char *own_argument = argument ? mq_strdup(argument) : NULL;
		free(plain->board.argument);
		plain->board.id = board.id;
		plain->board.argument = own_argument;
		plain->board.has_area = board.has_area;
		plain->n_cards = 0;
		list_board(plain, &board, from);
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_board_release(&board);
}

void mq_plain_open_board(struct mq_plain *plain, const char *id, const char *argument)
{
	open_board(plain, id, argument, 0);
}

bool mq_plain_back_to_board(struct mq_plain *plain)
{
	bool beneath = plain->board.id && plain->list != MQ_PLAIN_BOARD;
	if (beneath) {
		open_board(plain, plain->board.id, plain->board.argument, plain->board.from);
	} else {
		mq_plain_close_board(plain);
	}
	return beneath;
}

void mq_plain_board_again(struct mq_plain *plain)
{
	open_board(plain, plain->board.id, plain->board.argument, plain->board.from);
}

void mq_plain_close_board(struct mq_plain *plain)
{
	free(plain->board.argument);
	plain->board.id = NULL;
	plain->board.argument = NULL;
}

void mq_plain_day(struct mq_plain *plain)
{
	mq_plain_open_board(plain, "day", NULL);
}

void mq_plain_everywhere(struct mq_plain *plain)
{
	bool mine = plain->board.where == MQ_BOARD_MY_AREA;
	if (plain->board.id && !plain->board.has_area) {
		mq_plain_say(plain, "%s", _("this board is the same everywhere"));
		return;
	}
	plain->board.where = mine ? MQ_BOARD_EVERYWHERE : MQ_BOARD_MY_AREA;
	open_board(plain, plain->board.id ? plain->board.id : "day", plain->board.argument, 0);
}

/* All there are; a number opens one. */
static void list_boards(struct mq_plain *plain)
{
	const struct mq_board_kind *kind;
	mq_plain_list_begin(plain, MQ_PLAIN_BOARDS);
	for (size_t i = 0; (kind = mq_board_kind(i)); i++) {
		mq_plain_list_add(plain, "%s, %s", kind->id, _(kind->label))->board = kind->id;
	}
	mq_plain_list_say(plain, 0, 0);
}

void mq_plain_board(struct mq_plain *plain)
{
	size_t len = strcspn(plain->argument, " ");
	const char *behind = plain->argument + len + strspn(plain->argument + len, " ");
	char *id = mq_strndup(plain->argument, len);
	if (len == 0) {
		list_boards(plain);
	} else {
		mq_plain_open_board(plain, id, *behind ? behind : NULL);
	}
	free(id);
}

/* ---- what is done there ---- */

static void say_told(struct mq_plain *plain, enum mq_err err, struct mq_errand_told *told,
	struct mq_diag *diag)
{
	if (err == MQ_OK) {
		mq_plain_say(plain, "%s; %s", told->text.data, told->hint.data);
	}
	mq_plain_say_fault(plain, err, diag);
	mq_errand_told_release(told);
}

/* Whose round is listed, else one's own; the plan stands at the top of the board. */
static void plan_round(struct mq_plain *plain, size_t n)
{
	struct mq_errand_told told = {0};
	struct mq_diag diag = {0};
	bool listed = plain->board.id && strcmp(plain->board.id, "round") == 0;
	const char *person = listed ? plain->board.argument : NULL;
	enum mq_err err = mq_errand_plan(plain->session, person, n, &told, &diag);
	say_told(plain, err, &told, &diag);
	if (err == MQ_OK) {
		mq_plain_open_board(plain, "round", person);
	}
}

void mq_plain_plan_round(struct mq_plain *plain)
{
	size_t n = 0;
	bool anew = strcmp(plain->argument, "anew") == 0;
	if (*plain->argument && !anew && !mq_plain_number(mq_slice_str(plain->argument), &n)) {
		mq_plain_say(plain, _("'%s' is no number"), plain->argument);
	} else if (!anew && mq_errand_is_planned(plain->session)) {
		mq_plain_say(plain, "%s", _("today's round is planned already; :plan-round anew plans another"));
	} else {
		plan_round(plain, n);
	}
}

/* "3 told by phone" */
void mq_plain_dismiss(struct mq_plain *plain)
{
	size_t len = strcspn(plain->argument, " ");
	size_t number = 0;
	struct mq_errand_told told = {0};
	struct mq_diag diag = {0};
	if (!mq_plain_number(mq_slice(plain->argument, len), &number)) {
		mq_plain_say(plain, _("'%s' is no number"), plain->argument);
		return;
	}
	const struct mq_plain_line *line = mq_plain_list_line(plain, number);
	if (line) {
		enum mq_err err = mq_errand_dismiss(plain->session, line->rule, line->key, line->day,
			plain->argument + len + strspn(plain->argument + len, " "), &told, &diag);
		say_told(plain, err, &told, &diag);
	}
}
