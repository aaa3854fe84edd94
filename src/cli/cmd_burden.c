#include "own.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/burden.h>

/* minqing burden: what tasks on the screen cost, as it was counted here, by month. */

static const struct table_column columns[] = {
	{false, 0, 0}, {false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0},
};

static const struct list_column list_columns[] = {
	{"month", false}, {"task", false}, {"times", true}, {"keys", true}, {"seconds", true},
	{"retyped", true},
};

static void add_cells(struct table *table, const struct mq_burden_line *line)
{
	char each[24];

	table_cell(table, line->month);
	table_cell(table, mq_burden_label(line->task));
	table_number(table, line->times);
	snprintf(each, sizeof(each), "%.1f", line->times ? (double)line->keys / (double)line->times : 0);
	table_cell(table, each);
	snprintf(each, sizeof(each), "%.1f",
		line->times ? (double)line->seconds / (double)line->times : 0);
	table_cell(table, each);
	table_number(table, line->retyped);
}

static void burden_text(const struct mq_burden_line *const *lines, size_t n)
{
	const char *const heads[] = {_("month"), _("task"), _("times"), _("keys each"),
		_("seconds each"), _("typed again")};
	struct table table;

	table_begin(&table, columns, MQ_LENGTH(columns));
	for (size_t i = 0; i < MQ_LENGTH(heads); i++) {
		table_cell(&table, heads[i]);
	}
	for (size_t i = 0; i < n; i++) {
		add_cells(&table, lines[i]);
	}
	table_end(&table);
}

static enum mq_err burden_lines(struct cli *cli, const struct mq_burden_line *const *lines,
	size_t n)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, list_columns,
		MQ_LENGTH(list_columns), &cli->diag);

	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		const uint64_t numbers[] = {lines[i]->times, lines[i]->keys, lines[i]->seconds,
			lines[i]->retyped};
		char texts[MQ_LENGTH(numbers)][24];

		for (size_t j = 0; j < MQ_LENGTH(numbers); j++) {
			snprintf(texts[j], sizeof(texts[j]), "%" PRIu64, numbers[j]);
		}
		list_row(&list, (const char *const[]){lines[i]->month, lines[i]->task, texts[0],
			texts[1], texts[2], texts[3]});
	}
	return err;
}

/* Those of one month, or of all. */
static enum mq_err tell(struct cli *cli, const struct mq_burden_lines *lines)
{
	const char *month = cli->args.n_words ? cli->args.words[0] : "";
	const struct mq_burden_line **told = mq_alloc((lines->n + 1) * sizeof(*told));
	size_t n = 0;
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < lines->n; i++) {
		if (!*month || strcmp(lines->lines[i].month, month) == 0) {
			told[n++] = &lines->lines[i];
		}
	}
	cli->no_hits = n == 0;
	if (!cli_is_text(cli)) {
		err = burden_lines(cli, told, n);
	} else if (n > 0) {
		burden_text(told, n);
	} else {
		print_line("%s", _("nothing was counted"));
	}
	free(told);
	return err;
}

enum mq_err cmd_burden(struct cli *cli)
{
	struct mq_burden_lines lines = {0};
	char *path = mq_burden_path();
	enum mq_err err = path ? mq_burden_read(path, &lines, &cli->diag) : MQ_OK;

	if (err == MQ_OK) {
		err = tell(cli, &lines);
	}
	mq_burden_lines_release(&lines);
	free(path);
	return err;
}
