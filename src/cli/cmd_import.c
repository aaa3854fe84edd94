#include "own.h"

#include <string.h>

#include <minqing/sheets.h>

/* minqing import: a sheet, one row a resident. */

static void tell_kinds(const struct mq_sheet_report *report)
{
	for (size_t i = 0; i < report->n_kinds; i++) {
		const struct mq_sheet_kind *kind = &report->kinds[i];

		printf(_("  %s: %llu added, %llu changed, %llu as they were\n"), kind->label,
			(unsigned long long)kind->added, (unsigned long long)kind->changed,
			(unsigned long long)kind->same);
	}
}

static bool changed_nothing(const struct mq_sheet_report *report)
{
	for (size_t i = 0; i < report->n_kinds; i++) {
		if (report->kinds[i].added || report->kinds[i].changed) {
			return false;
		}
	}
	return true;
}

static void tell_stop(const struct cli *cli, const struct mq_sheet_report *report)
{
	if (report->whole || cli->args.dry_run) {
		return;
	}
	if (report->batches) {
		fprintf(stderr, _("minqing: stopped; %llu whole batches of rows are in, "
			"the rest is not: import the sheet again to go on\n"),
			(unsigned long long)report->batches);
	} else {
		fprintf(stderr, "%s\n", _("minqing: the register is as it was"));
	}
}

static void tell(const struct cli *cli, const struct mq_sheet_report *report)
{
	print_line(cli->args.dry_run ? _("%llu rows (%s) read, %llu would be rejected") :
		_("%llu rows (%s) read, %llu rejected"), (unsigned long long)report->rows,
		report->read_as, (unsigned long long)report->rejected);
	tell_kinds(report);
	for (size_t i = 0; i < report->n_ignored; i++) {
		printf("%s", _("  left out, no field is called: "));
		print_safe(stdout, report->ignored[i], strlen(report->ignored[i]));
		printf("\n");
	}
	if (report->rejects) {
		print_line(_("  the rejected rows, with reasons: %s"), report->rejects);
	}
	if (changed_nothing(report) && report->rows > report->rejected) {
		printf("%s\n", _("nothing changed: all of it was there already"));
	}
}

enum mq_err cli_delimiter(struct cli *cli, char *delimiter)
{
	const char *given = cli->args.delimiter;

	*delimiter = '\0';
	if (given && strcmp(given, "tab") != 0 &&
	    (strlen(given) != 1 || !strchr(",;|\t", given[0]))) {
		return mq_diag_add(&cli->diag, MQ_ERR_USAGE,
			_("--delimiter wants one of , ; | or 'tab', not '%s'"), given);
	}
	if (given) {
		*delimiter = strcmp(given, "tab") == 0 ? '\t' : given[0];
	}
	return MQ_OK;
}

enum mq_err cmd_import(struct cli *cli)
{
	struct mq_sheet_report report;
	struct mq_sheet_in sheet = {
		.path = cli->args.words[0], .encoding = cli->args.encoding,
		.map = cli->args.map, .n_map = cli->args.n_map, .strict = cli->args.strict,
		.dry_run = cli->args.dry_run, .rejects = cli->args.rejects,
		.progress = cli_progress, .context = (void *)(uintptr_t)_("importing"),
	};
	struct mq_session *session;
	enum mq_err err = cli_delimiter(cli, &sheet.delimiter);

	if (err == MQ_OK) {
		err = cli_open(cli, false, &session);
	}
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_import(session, &sheet, &report, &cli->diag);
	cli_progress_end();
	/* Whole, though the rejects file may not have been written. */
	if (report.whole) {
		tell(cli, &report);
	} else {
		tell_stop(cli, &report);
	}
	/* Where not one row was good, nothing was done. */
	if (err == MQ_OK && report.rows && report.rejected == report.rows) {
		err = MQ_ERR_INPUT;
	}
	mq_sheet_report_release(&report);
	mq_session_close(session);
	return err;
}
