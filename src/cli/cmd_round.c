#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/* minqing round: whom to call on next, in the order one walks; a plan of them, ticked off. */

enum { ROUND_MAX = 100 };

/* "monthly contact due 30, open need 20, way in the same stairwell, floors: 2 -2" */
static char *reasons_of(const struct mq_round_stop *stop)
{
	struct mq_buf text = {0};

	for (size_t i = 0; i < stop->n_reasons; i++) {
		mq_buf_addf(&text, "%s%s %+d", i ? "; " : "", stop->reasons[i].label,
			stop->reasons[i].points);
	}
	return mq_buf_take(&text);
}

/* ---- for people ---- */

static const struct table_column columns[] = {
	{true, 0, 0}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0}, {true, 0, 0}, {false, 0, 0},
};

static void print_row(struct table *table, size_t number, const struct mq_round_row *row,
	bool planned)
{
	char *reasons = reasons_of(&row->stop);

	table_number(table, number);
	table_cell(table, row->place);
	table_cell(table, row->people);
	table_cell(table, row->key);
	if (planned) {
		table_cell(table, row->visited ? _("✓ called on") : "");
		table_cell(table, "");
	} else {
		char *points = mq_format("%d", row->stop.points);

		table_cell(table, points);
		table_cell(table, reasons);
		free(points);
	}
	free(reasons);
}

static const char *const heads[] = {
	"", N_("address"), N_("who lives there"), N_("household"), N_("points"), "",
};
static const char *const planned_heads[] = {
	"", N_("address"), N_("who lives there"), N_("household"), "", "",
};

static void print_rows(const struct mq_round_sheet *sheet, bool planned)
{
	struct table table;

	table_begin(&table, columns, MQ_LENGTH(columns));
	table.last_below = true;
	table_heads(&table, planned ? planned_heads : heads);
	for (size_t i = 0; i < sheet->n_rows; i++) {
		print_row(&table, i + 1, &sheet->rows[i], planned);
	}
	table_end(&table);
}

/* ---- for programs ---- */

static const struct list_column lines[] = {
	{"walk", true}, {"household", false}, {"place", false}, {"people", false}, {"rank", true},
	{"points", true}, {"reasons", false}, {"visited", true},
};

static void list_one(const struct list *list, size_t number, const struct mq_round_row *row,
	bool planned)
{
	const char *null = list->format_null;
	char *reasons = reasons_of(&row->stop);
	char walk[24];
	char rank[24];
	char points[24];

	snprintf(walk, sizeof(walk), "%zu", number);
	snprintf(rank, sizeof(rank), "%zu", row->stop.rank);
	snprintf(points, sizeof(points), "%d", row->stop.points);
	list_row(list, (const char *const[]){walk, row->key, row->place, row->people,
		planned ? null : rank, planned ? null : points, reasons,
		!planned ? null : row->visited ? "true" : "false"});
	free(reasons);
}

static enum mq_err show(struct cli *cli, const struct mq_round_sheet *sheet, bool planned)
{
	struct list list;
	enum mq_err err = MQ_OK;

	cli->no_hits = sheet->n_rows == 0;
	if (cli_is_text(cli)) {
		print_rows(sheet, planned);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, lines, MQ_LENGTH(lines), &cli->diag);
	for (size_t i = 0; i < sheet->n_rows && err == MQ_OK; i++) {
		list_one(&list, i + 1, &sheet->rows[i], planned);
	}
	return err;
}

/* ---- [plan] [PERSON] [N] ---- */

static bool is_number(const char *word)
{
	return *word && word[strspn(word, "0123456789")] == '\0';
}

static enum mq_err read_words(struct cli *cli, size_t from, const char **person, uint64_t *n)
{
	enum mq_err err = MQ_OK;

	*person = NULL;
	*n = 0;
	for (size_t i = from; i < cli->args.n_words && err == MQ_OK; i++) {
		const char *word = cli->args.words[i];

		if (is_number(word) && *n == 0) {
			err = options_number(NULL, word, ROUND_MAX, n, &cli->diag);
		} else if (!*person) {
			*person = word;
		} else {
			err = mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("%s: too many words"), "round");
			mq_diag_hint(&cli->diag, "%s", _("[plan] [PERSON] [N], planned"));
		}
	}
	return err;
}

static enum mq_err rank(struct cli *cli, struct mq_session *session)
{
	struct mq_round_sheet sheet = {0};
	const char *person;
	uint64_t n;
	enum mq_err err = read_words(cli, 0, &person, &n);

	if (err == MQ_OK) {
		err = mq_session_round(session, person, n, &sheet, &cli->diag);
	}
	if (err == MQ_OK) {
		err = show(cli, &sheet, false);
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		print_line(_("%zu of %u households that are pressing"), sheet.n_rows,
			sheet.round.n_pressing);
	}
	mq_round_sheet_release(&sheet);
	return err;
}

static enum mq_err plan(struct cli *cli, struct mq_session *session)
{
	struct mq_round_sheet sheet = {0};
	const char *person;
	char *path = NULL;
	uint64_t n;
	enum mq_err err = read_words(cli, 1, &person, &n);

	if (err == MQ_OK) {
		err = mq_session_round_plan(session, person, n, &sheet, &path, &cli->diag);
	}
	if (err == MQ_OK) {
		err = show(cli, &sheet, false);
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		print_line(_("planned as @round in %s; @round_left are those still to be called on"),
			path);
	}
	mq_round_sheet_release(&sheet);
	free(path);
	return err;
}

static enum mq_err planned(struct cli *cli, struct mq_session *session)
{
	struct mq_round_sheet sheet = {0};
	enum mq_err err = mq_session_round_planned(session, &sheet, &cli->diag);

	if (err == MQ_OK) {
		err = show(cli, &sheet, true);
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		print_line(_("%zu of %zu called on"), sheet.n_visited, sheet.n_rows);
	}
	mq_round_sheet_release(&sheet);
	return err;
}

enum mq_err cmd_round(struct cli *cli)
{
	const char *first = cli->args.n_words ? cli->args.words[0] : "";
	struct mq_session *session;
	enum mq_err err = cli_open(cli, true, &session);

	if (err != MQ_OK) {
		return err;
	}
	if (strcmp(first, "plan") == 0) {
		err = plan(cli, session);
	} else if (strcmp(first, "planned") == 0 && cli->args.n_words == 1) {
		err = planned(cli, session);
	} else {
		err = rank(cli, session);
	}
	mq_session_close(session);
	return err;
}
