#include "own.h"

#include <minqing/board.h>

#include <stdlib.h>
#include <string.h>

/*
 * minqing day: a board on paper, my day unless another is named. For people each section has its
 * heading and what cannot wait a "!" before it; for programs every row has its section, and what
 * it leads to: a query, or the key of a record.
 */

/* ---- for people ---- */

/* A heading moves nobody's cells. */
static size_t first_cols(const struct mq_board *board)
{
	size_t most = 1;

	for (size_t i = 0; i < board->n_rows; i++) {
		const char *cell = board->rows[i].cells[0];
		size_t cols = board->rows[i].heading ? 0 : 2 + mq_width_text(cell, strlen(cell));

		most = cols > most ? cols : most;
	}
	return most;
}

static void text_row(struct table *table, const struct mq_board *board,
	const struct mq_board_row *row)
{
	char *first = mq_format("%s%s", row->heading ? "" : row->urgent ? "! " : "  ", row->cells[0]);

	table_cell(table, first);
	for (size_t i = 1; i < board->n_columns; i++) {
		table_cell(table, row->cells[i]);
	}
	free(first);
}

static bool has_word(const struct mq_board *board, size_t column)
{
	bool any = false;

	for (size_t i = 0; i < board->n_rows && !any; i++) {
		any = !board->rows[i].heading && *board->rows[i].cells[column];
	}
	return any;
}

/* A column without a word has no label either, nor have headings alone. */
static void text_labels(struct table *table, const struct mq_board *board)
{
	for (size_t c = 0; has_word(board, 0) && c < board->n_columns; c++) {
		char *label = mq_format("%s%s", c == 0 ? "  " : "",
			has_word(board, c) ? board->columns[c].label : "");

		table_cell(table, label);
		free(label);
	}
}

static void print_text(const struct mq_board *board)
{
	struct table_column *columns = mq_alloc(board->n_columns * sizeof(*columns));
	struct table table;

	for (size_t i = 0; i < board->n_columns; i++) {
		columns[i].right = board->columns[i].right;
	}
	columns[0].wide_cols = first_cols(board);
	if (board->has_area) {
		print_line("%s", board->title);
	}
	table_begin(&table, columns, board->n_columns);
	text_labels(&table, board);
	for (size_t i = 0; i < board->n_rows; i++) {
		text_row(&table, board, &board->rows[i]);
	}
	table_end(&table);
	free(columns);
}

/* ---- for programs ---- */

enum { BEFORE = 2, BEHIND = 3 };	/* section, urgent … query, kind, key */

static void list_line(const struct list *list, const struct mq_schema *schema,
	const struct mq_board *board, const char *section, const struct mq_board_row *row)
{
	const char **cells = mq_alloc((board->n_columns + BEFORE + BEHIND) * sizeof(*cells));
	size_t n = 0;

	cells[n++] = section;
	cells[n++] = row->urgent ? "true" : "false";
	for (size_t i = 0; i < board->n_columns; i++) {
		bool none = board->columns[i].right && !*row->cells[i];

		cells[n++] = none ? list->format_null : row->cells[i];
	}
	cells[n++] = row->query ? row->query : "";
	cells[n++] = row->kind == MQ_NO_KIND ? "" : schema->kinds[row->kind].id;
	cells[n] = row->key;
	list_row(list, cells);
	free(cells);
}

static enum mq_err print_list(struct cli *cli, const struct mq_schema *schema,
	const struct mq_board *board)
{
	struct list_column *columns = mq_alloc((board->n_columns + BEFORE + BEHIND) * sizeof(*columns));
	const char *section = "";
	struct list list;
	size_t n = 0;
	enum mq_err err;

	columns[n++] = (struct list_column){"section", false};
	columns[n++] = (struct list_column){"urgent", true};
	for (size_t i = 0; i < board->n_columns; i++) {
		columns[n++] = (struct list_column){board->columns[i].id, board->columns[i].right};
	}
	columns[n++] = (struct list_column){"query", false};
	columns[n++] = (struct list_column){"kind", false};
	columns[n++] = (struct list_column){"key", false};
	err = list_begin(&list, cli->args.format, columns, n, &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < board->n_rows; i++) {
		if (board->rows[i].heading) {
			section = board->rows[i].beneath ? section : board->rows[i].cells[0];
		} else {
			list_line(&list, schema, board, section, &board->rows[i]);
		}
	}
	free(columns);
	return err;
}

enum mq_err cmd_day(struct cli *cli)
{
	const char *id = cli->args.n_words ? cli->args.words[0] : "day";
	char *argument = cli_text(cli, 1);
	struct mq_board board = {0};
	struct mq_session *session = NULL;
	enum mq_err err = cli_open(cli, true, &session);

	if (err == MQ_OK) {
		err = mq_session_board(session, id, argument, cli->args.everywhere
			? MQ_BOARD_EVERYWHERE : MQ_BOARD_MY_AREA, &board, &cli->diag);
		err = err == MQ_ERR_NOT_FOUND ? MQ_ERR_USAGE : err;
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		print_text(&board);
	} else if (err == MQ_OK) {
		err = print_list(cli, mq_session_schema(session), &board);
	}
	if (err == MQ_OK) {
		err = policy_lacking(cli, board.n_lacking);
	}
	mq_board_release(&board);
	mq_session_close(session);
	free(argument);
	return err;
}
