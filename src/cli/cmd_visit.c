#include "own.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/* minqing visit: sittings entered, listed, brought in from a table; sheets of paper for them. */

enum { SHEETS_USUAL = 50 };

static const struct list_column done_columns[] = {
	{"state", false}, {"key", false}, {"records", true}, {"facts", true}, {"confirmed", true},
	{"services", true}, {"needs", true},
};

/* ---- what was done ---- */

static const struct {
	const char *text;
	size_t offset;
} counts[] = {
	{N_("facts changed"), offsetof(struct mq_plan, n_facts)},
	{N_("people confirmed"), offsetof(struct mq_plan, n_confirmed)},
	{N_("services"), offsetof(struct mq_plan, n_services)},
	{N_("needs"), offsetof(struct mq_plan, n_needs)},
};

static void tell_text(const struct mq_plan *plan)
{
	if (plan->there) {
		print_line(_("there already: %s"), plan->key);
		print_line("%s", _("nothing was done; `again` enters another visit of that day"));
		return;
	}
	if (plan->n_records == 0) {
		print_line(_("there already, and told more of: %s"), plan->key);
	} else {
		print_line(plan->n_records > 1 ? _("entered: %s and %zu more") : _("entered: %s"),
			plan->key, plan->n_records - 1);
	}
	for (size_t i = 0; i < MQ_LENGTH(counts); i++) {
		size_t n = *(const size_t *)((const char *)plan + counts[i].offset);

		if (n) {
			print_line("  %s: %zu", _(counts[i].text), n);
		}
	}
}

static enum mq_err tell_list(struct cli *cli, const struct mq_plan *plan)
{
	const size_t numbers[] = {plan->n_records, plan->n_facts, plan->n_confirmed,
		plan->n_services, plan->n_needs};
	char texts[MQ_LENGTH(numbers)][24];
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, done_columns, MQ_LENGTH(done_columns),
		&cli->diag);

	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		snprintf(texts[i], sizeof(texts[i]), "%zu", plan->there ? 0 : numbers[i]);
	}
	if (err == MQ_OK) {
		list_row(&list, (const char *const[]){plan->there ? "there" :
			plan->n_records ? "added" : "told more", plan->key, texts[0], texts[1], texts[2], texts[3], texts[4]});
	}
	return err;
}

/* Notes go to standard error where the output is for programs. */
void cli_notes(struct cli *cli, const struct mq_plan *plan)
{
	bool text = cli_is_text(cli);

	for (size_t i = 0; i < plan->n_notes; i++) {
		if (text) {
			print_line("  %s", plan->notes[i]);
		} else {
			fputs("minqing: ", stderr);
			print_safe(stderr, plan->notes[i], strlen(plan->notes[i]));
			fputc('\n', stderr);
		}
	}
}

static enum mq_err add(struct cli *cli, struct mq_session *session)
{
	struct mq_plan plan = {0};
	enum mq_err err = mq_session_visit_words(session, cli->args.words[1], cli->args.words + 2,
		cli->args.n_words - 2, "visit add", cli->args.dry_run, &plan, &cli->diag);

	if (err == MQ_OK && !cli_is_text(cli)) {
		err = tell_list(cli, &plan);
	} else if (err == MQ_OK) {
		tell_text(&plan);
	}
	if (err == MQ_OK) {
		cli_notes(cli, &plan);
	}
	mq_plan_release(&plan);
	return err;
}

/* ---- list ---- */

enum mq_err cli_list_of(struct cli *cli, const char *kind, const char *newest)
{
	size_t named = cli->args.n_words > 0;
	char *text = cli_text(cli, named);

	cli->args.words += named;
	cli->args.n_words -= named;
	cli->args.from = kind;
	if (!cli->args.sort && !strstr(text, "sort:")) {
		cli->args.sort = newest;
	}
	free(text);
	return cmd_query(cli);
}

/* ---- import ---- */

static void tell_rows(struct cli *cli, const struct mq_visit_rows_report *report)
{
	print_line(cli->args.dry_run ? _("%llu rows: %llu would be added, %llu told more of, "
		"%llu are there already, %llu would be refused") :
		_("%llu rows: %llu added, %llu told more of, %llu there already, %llu refused"),
		(unsigned long long)report->rows,
		(unsigned long long)report->of[MQ_VISIT_ROW_ADDED],
		(unsigned long long)report->of[MQ_VISIT_ROW_TOLD],
		(unsigned long long)report->of[MQ_VISIT_ROW_THERE],
		(unsigned long long)report->of[MQ_VISIT_ROW_REFUSED]);
	print_line(_("  read as: %s"), report->read_as);
	for (size_t i = 0; i < report->n_ignored; i++) {
		print_line(_("  left out, it says nothing of a visit: %s"), report->ignored[i]);
	}
	if (report->status) {
		print_line(_("  what became of each row: %s"), report->status);
	}
}

static enum mq_err import(struct cli *cli, struct mq_session *session)
{
	struct mq_visit_rows rows = {
		.path = cli->args.words[1], .encoding = cli->args.encoding,
		.dry_run = cli->args.dry_run, .progress = cli_progress,
		.context = (void *)(uintptr_t)_("importing"),
	};
	struct mq_visit_rows_report report = {0};
	enum mq_err err = cli_delimiter(cli, &rows.delimiter);

	if (err == MQ_OK) {
		err = mq_session_visit_import(session, &rows, &report, &cli->diag);
		cli_progress_end();
	}
	if (err == MQ_OK || report.rows) {
		tell_rows(cli, &report);
	}
	if (err == MQ_OK && report.rows && report.of[MQ_VISIT_ROW_REFUSED] == report.rows) {
		err = MQ_ERR_INPUT;
	}
	mq_visit_rows_report_release(&report);
	return err;
}

/* ---- sheets of paper ---- */

static void print_sheet(void *context, const char *sheet, size_t len)
{
	(void)context;
	fwrite(sheet, 1, len, stdout);
}

/* "visit_time=2026-03-02" among the words says for which day they are; the rest is the query. */
static enum mq_err sheet_day(struct cli *cli, struct mq_session *session, mq_day *day,
	struct mq_buf *query)
{
	static const char said[] = "visit_time=";
	enum mq_err err = mq_session_today(session, day, &cli->diag);

	for (size_t i = 1; i < cli->args.n_words && err == MQ_OK; i++) {
		const char *word = cli->args.words[i];
		const char *text = word + strlen(said);

		if (strncmp(word, said, strlen(said)) != 0) {
			mq_buf_adds(query, query->len ? " " : "");
			mq_buf_adds(query, word);
		} else if (!mq_day_parse(text, strlen(text), day)) {
			err = mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("'%s' is no day"), text);
		}
	}
	return err;
}

static enum mq_err sheets(struct cli *cli, struct mq_session *session)
{
	struct mq_buf query = {0};
	uint64_t limit;
	uint64_t n = 0;
	mq_day day = 0;
	enum mq_err err = sheet_day(cli, session, &day, &query);

	if (err == MQ_OK) {
		err = cli_limit(cli, SHEETS_USUAL, &limit);
	}
	if (err == MQ_OK) {
		err = mq_session_visit_sheets(session, query.data ? query.data : "", day,
			(size_t)limit, print_sheet, NULL, &n, &cli->diag);
	}
	if (err == MQ_OK && n == 0) {
		fprintf(stderr, "minqing: %s\n", _("there is no such household, so no sheet"));
	} else if (err == MQ_OK && limit && n > limit) {
		fprintf(stderr, _("minqing: %llu of %llu households; --limit 0 prints all\n"),
			(unsigned long long)limit, (unsigned long long)n);
	}
	cli->no_hits = n == 0;
	mq_buf_release(&query);
	return err;
}

/* ---- the command ---- */

static const struct part parts[] = {
	{"add", 2, SIZE_MAX, false, add},
	{"import", 2, 2, false, import},
	{"sheet", 1, SIZE_MAX, true, sheets},
};

enum mq_err cmd_visit(struct cli *cli)
{
	static const char usage[] =
		N_("list [QUERY…], add KEY WORD…, import SHEET, sheet [QUERY…]");

	if (cli->args.n_words == 0 || strcmp(cli->args.words[0], "list") == 0) {
		return cli_list_of(cli, "visit", "visit_time-");
	}
	return cli_part(cli, "visit", parts, MQ_LENGTH(parts), _(usage));
}
