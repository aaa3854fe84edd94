#include "own.h"

#include <string.h>

/*
 * minqing check: what a person set up for the screen, and every fault of it. keys: the bindings
 * in force, where each stands, and every fault and conflict of one's own keymap. data: facts of
 * the register that do not go together (check_data.c).
 */

enum { CONTEXT, KEYS, COMMAND, OWNER, FILE_NAME, LINE, COLUMN, HIDES, N_CELLS = 10 };

static const struct list_column columns[N_CELLS] = {
	{"context", false}, {"keys", false}, {"command", false}, {"owner", false}, {"file", false},
	{"line", true}, {"column", true}, {"hides", false}, {"topic", false}, {"help", false},
};
static const struct table_column table_columns[] = {
	{false, 0, 0}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

struct checking {
	struct list list;
	struct table table;
	struct mq_buf hidden;	/* lines for people, behind the table */
	size_t n_own;
	size_t n;
};

static void add_hidden(struct checking *checking, const char *place, const char *const *cells)
{
	struct mq_buf line = {0};

	mq_buf_addf(&line, _("%s: \"%s\" hides: %s"), place, cells[KEYS], cells[HIDES]);
	mq_safe_text(&checking->hidden, line.data, line.len);
	mq_buf_addc(&checking->hidden, '\n');
	mq_buf_release(&line);
}

/* For people: where it is one's own with its place. */
static void text_row(void *context, const char *const *cells)
{
	struct checking *checking = context;
	bool own = strcmp(cells[OWNER], "own") == 0;
	struct mq_buf place = {0};

	mq_buf_addf(&place, "%s:%s:%s", cells[FILE_NAME], cells[LINE], cells[COLUMN]);
	table_cell(&checking->table, cells[CONTEXT]);
	table_cell(&checking->table, cells[KEYS]);
	table_cell(&checking->table, cells[COMMAND]);
	table_cell(&checking->table, own ? place.data : _("shipped"));
	if (*cells[HIDES]) {
		add_hidden(checking, place.data, cells);
	}
	checking->n++;
	checking->n_own += own;
	mq_buf_release(&place);
}

static void list_cells(void *context, const char *const *cells)
{
	struct checking *checking = context;

	list_row(&checking->list, cells);
}

static enum mq_err check_as_text(struct cli *cli, struct checking *checking)
{
	enum mq_err err;

	table_begin(&checking->table, table_columns, MQ_LENGTH(table_columns));
	err = cli->front->check_keys(text_row, checking, &cli->diag);
	table_end(&checking->table);
	fputs(checking->hidden.len > 0 ? checking->hidden.data : "", stdout);
	if (err == MQ_OK) {
		print_line(_("%zu bindings, %zu of them your own: nothing wrong"), checking->n,
			checking->n_own);
	}
	mq_buf_release(&checking->hidden);
	return err;
}

static enum mq_err check_keys(struct cli *cli)
{
	struct checking checking = {0};
	const char *format = cli->args.format;
	enum mq_err err;

	if (!format || strcmp(format, "text") == 0) {
		return check_as_text(cli, &checking);
	}
	err = list_begin(&checking.list, format, columns, MQ_LENGTH(columns), &cli->diag);
	return err == MQ_OK ? cli->front->check_keys(list_cells, &checking, &cli->diag) : err;
}

static const struct {
	const char *name;
	size_t max_words;	/* with its own name */
	enum mq_err (*run)(struct cli *cli);
} parts[] = {
	{"keys", 1, check_keys},
	{"data", SIZE_MAX, check_data},
};

static const char parts_usage[] = "keys, data [QUERY…]";

static enum mq_err check_own(struct cli *cli)
{
	size_t n_files;
	enum mq_err err = cli->front->check_own(&n_files, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("files of your own: %zu, nothing wrong"), n_files);
	}
	return err;
}

enum mq_err cmd_check(struct cli *cli)
{
	if (cli->args.n_words == 0) {
		return check_own(cli);
	}
	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		if (strcmp(parts[i].name, cli->args.words[0]) != 0) {
			continue;
		}
		if (cli->args.n_words <= parts[i].max_words) {
			return parts[i].run(cli);
		}
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("%s: too many words"), parts[i].name);
		mq_diag_hint(&cli->diag, "%s", parts_usage);
		return MQ_ERR_USAGE;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("check has no part called '%s'"),
		cli->args.words[0]);
	mq_diag_hint(&cli->diag, "%s", parts_usage);
	return MQ_ERR_USAGE;
}
