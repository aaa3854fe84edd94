#include "own.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <minqing/office.h>

/*
 * minqing report: the figures of a month. For people those of all together; what is named is
 * told place by place, too. For programs a line for each figure in each place, with its query.
 */

/* ---- all together ---- */

static const struct table_column line_columns[] = {
	{true, 0, 0}, {false, 60, 0}, {true, 0, 0}, {true, 0, 0}, {false, 0, 0},
};

static void number_text(const struct mq_report_number *number, char out[24])
{
	snprintf(out, 24, "%llu", (unsigned long long)number->number);
	if (!number->known) {
		snprintf(out, 24, "-");
	}
}

static void add_line(struct table *table, const struct mq_report *report, size_t i)
{
	const struct mq_report_line *line = &report->lines[i];
	char text[24];
	char share[24];

	table_number(table, i + 1);
	table_cell(table, line->label);
	number_text(&line->numbers[0], text);
	table_cell(table, text);
	mq_report_share(report, line, 0, share);
	snprintf(text, sizeof(text), "%.20s%s", share, *share ? "%" : "");
	table_cell(table, text);
	table_cell(table, line->today ? "*" : "");
}

/* The lines of a group from the first on; how many there are. */
static size_t group_text(const struct mq_report *report, size_t first)
{
	struct table table;
	size_t i = first;

	print_line("%s", report->lines[first].group_label);
	table_begin(&table, line_columns, MQ_LENGTH(line_columns));
	for (; i < report->n_lines &&
	     strcmp(report->lines[i].group, report->lines[first].group) == 0; i++) {
		if (!report->lines[i].passed_over) {
			add_line(&table, report, i);
		}
	}
	table_end(&table);
	return i - first;
}

/* ---- place by place ---- */

enum { AT_ONCE = 7 };	/* figures beside one another, so that 80 columns hold them */

static const struct table_column place_columns[1 + AT_ONCE] = {
	{false, 26, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0},
	{true, 0, 0}, {true, 0, 0},
};

static void place_row(struct table *table, const struct mq_report *report, size_t place,
	const size_t *lines, size_t n)
{
	table_cell(table, report->places[place].label);
	for (size_t i = 0; i < n; i++) {
		char text[24];

		number_text(&report->lines[lines[i]].numbers[place], text);
		table_cell(table, text);
	}
}

static void places_text(const struct mq_report *report, const size_t *lines, size_t n)
{
	struct table table;

	table_begin(&table, place_columns, 1 + n);
	table_cell(&table, report->by_label);
	for (size_t i = 0; i < n; i++) {
		char number[24];

		snprintf(number, sizeof(number), "(%zu)", lines[i] + 1);
		table_cell(&table, number);
	}
	for (size_t place = 1; place < report->n_places; place++) {
		place_row(&table, report, place, lines, n);
	}
	place_row(&table, report, 0, lines, n);
	putchar('\n');
	table_end(&table);
}

static void all_places_text(const struct mq_report *report)
{
	size_t lines[AT_ONCE];
	size_t n = 0;

	for (size_t i = 0; i <= report->n_lines; i++) {
		bool ends = i == report->n_lines || n == AT_ONCE ||
			(n > 0 && strcmp(report->lines[i].group, report->lines[lines[0]].group) != 0);

		if (ends && n > 0) {
			places_text(report, lines, n);
			n = 0;
		}
		if (i < report->n_lines && !report->lines[i].passed_over) {
			lines[n++] = i;
		}
	}
}

/* ---- the whole ---- */

static void head_text(const struct mq_report *report)
{
	char from[16];
	char to[16];
	char today[16];

	mq_day_format(report->month.days.from, from);
	mq_day_format(report->month.days.to, to);
	mq_day_format(report->counted, today);
	print_line(report->month.running ? _("%s, not over: %s..%s") : _("%s: %s..%s"),
		report->month.name, from, to);
	print_line(_("* is as of %s, when it was counted; else as of the last of these days"), today);
}

static void report_text(const struct mq_report *report, bool by_place)
{
	head_text(report);
	for (size_t i = 0; i < report->n_lines;) {
		if (report->lines[i].passed_over) {
			i++;
			continue;
		}
		putchar('\n');
		i += group_text(report, i);
	}
	if (by_place) {
		all_places_text(report);
	}
}

static enum mq_err write_file(struct cli *cli, const struct mq_report *report)
{
	struct mq_exported done;
	enum mq_err err = mq_session_report_file(report, cli->args.output, cli->args.format,
		cli->args.overwrite, &done, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("%s: %llu rows, %llu columns, %llu bytes"), cli->args.output,
			(unsigned long long)done.rows, (unsigned long long)done.columns,
			(unsigned long long)done.bytes);
	}
	return err;
}

static enum mq_err print_report(struct cli *cli, const struct mq_report *report, bool by_place)
{
	struct mq_buf lines = {0};
	enum mq_err err = MQ_OK;

	if (cli->args.output) {
		return write_file(cli, report);
	}
	if (cli_is_text(cli)) {
		report_text(report, by_place);
		return MQ_OK;
	}
	err = mq_session_report_lines(report, cli->args.format, &lines, &cli->diag);
	if (err == MQ_OK) {
		fwrite(lines.data, 1, lines.len, stdout);
	}
	mq_buf_release(&lines);
	return err;
}

static size_t n_lacking(const struct mq_report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->n_lines; i++) {
		n += report->lines[i].lacking && !report->lines[i].passed_over;
	}
	return n;
}

/* month [2026-10] [GROUP | FIGURE…] */
static enum mq_err month(struct cli *cli, struct mq_session *session)
{
	const char *const *words = cli->args.words + 1;
	size_t n = cli->args.n_words - 1;
	bool dated = n > 0 && isdigit((unsigned char)words[0][0]);
	struct mq_report report;
	enum mq_err err = mq_session_report(session, dated ? words[0] : NULL, &report, &cli->diag);

	if (err == MQ_OK) {
		err = mq_report_name(&report, words + dated, n - dated, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print_report(cli, &report, n > dated);
	}
	if (err == MQ_OK) {
		err = policy_lacking(cli, n_lacking(&report));
	}
	mq_report_release(&report);
	return err;
}

enum mq_err cmd_report(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err err;

	if (strcmp(cli->args.words[0], "month") != 0) {
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("report has no part called '%s'"),
			cli->args.words[0]);
		mq_diag_hint(&cli->diag, "month [2026-10] [GROUP | FIGURE]");
		return MQ_ERR_USAGE;
	}
	err = cli_open(cli, true, &session);
	if (err == MQ_OK) {
		err = month(cli, session);
		mq_session_close(session);
	}
	return err;
}
