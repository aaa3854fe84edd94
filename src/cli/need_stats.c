#include "own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/* minqing need stats: how many are open and overdue, and how long they take; each line with its
 * query. */

static const struct table_column stat_columns[] = {
	{false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0},
	{false, 0, 0},
};

static const char *const stat_heads[] = {
	"", N_("not closed"), N_("overdue"), N_("closed"), N_("median"), N_("9 of 10"),
	N_("whom it is of"),
};

/* Where nothing was closed nothing took any time. */
static void add_days(struct table *table, const struct mq_need_figures *figures, uint64_t days)
{
	if (figures->closed) {
		table_number(table, days);
	} else {
		table_cell(table, "-");
	}
}

static void stat_text(const struct mq_schema *schema, const struct mq_need_stats *stats)
{
	mq_field_id by = MQ_NO_FIELD;
	struct table table;

	table_begin(&table, stat_columns, MQ_LENGTH(stat_columns));
	table_heads(&table, stat_heads);
	for (size_t i = 0; i < stats->n_stats; i++) {
		const struct mq_need_stat *stat = &stats->stats[i];
		const struct mq_need_figures *figures = &stat->figures;

		if (stat->by != by) {
			by = stat->by;
			table_cell(&table, mq_field_label(&schema->fields[by]));
			for (size_t j = 1; j < MQ_LENGTH(stat_columns); j++) {
				table_cell(&table, "");
			}
		}
		table_cell(&table, stat->label);
		table_number(&table, figures->open);
		table_number(&table, figures->overdue);
		table_number(&table, figures->closed);
		add_days(&table, figures, figures->median);
		add_days(&table, figures, figures->ninth);
		table_cell(&table, stat->query);
	}
	table_end(&table);
	print_line("%s", _("working days from the telling to the closing; a number is opened by "
		"its query with need_open, need_overdue or need_settled behind it"));
}

static const struct list_column stat_list[] = {
	{"by", false}, {"id", false}, {"label", false}, {"open", true}, {"overdue", true},
	{"closed", true}, {"median_days", true}, {"p90_days", true}, {"query", false},
};

static enum mq_err stat_lines(struct cli *cli, const struct mq_schema *schema,
	const struct mq_need_stats *stats)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, stat_list, MQ_LENGTH(stat_list),
		&cli->diag);

	for (size_t i = 0; err == MQ_OK && i < stats->n_stats; i++) {
		const struct mq_need_stat *stat = &stats->stats[i];
		const uint64_t numbers[] = {stat->figures.open, stat->figures.overdue,
			stat->figures.closed, stat->figures.median, stat->figures.ninth};
		char texts[MQ_LENGTH(numbers)][24];

		for (size_t j = 0; j < MQ_LENGTH(numbers); j++) {
			snprintf(texts[j], sizeof(texts[j]), "%llu", (unsigned long long)numbers[j]);
		}
		list_row(&list, (const char *const[]){
			stat->by == MQ_NO_FIELD ? "" : schema->fields[stat->by].id, stat->id,
			stat->label, texts[0], texts[1], texts[2],
			stat->figures.closed ? texts[3] : list.format_null,
			stat->figures.closed ? texts[4] : list.format_null, stat->query});
	}
	return err;
}

enum mq_err need_stats(struct cli *cli, struct mq_session *session)
{
	char *text = cli_text(cli, 1);
	struct mq_need_stats stats = {0};
	enum mq_err err = mq_session_need_stats(session, text, strlen(text), &stats, &cli->diag);

	if (err == MQ_OK && cli_is_text(cli)) {
		stat_text(mq_session_schema(session), &stats);
	} else if (err == MQ_OK) {
		err = stat_lines(cli, mq_session_schema(session), &stats);
	}
	mq_need_stats_release(&stats);
	free(text);
	return err;
}
