#include "own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/*
 * minqing need: needs listed, shown with all that was done, counted; added, and led on
 * step by step. What a step is called is work's (mq_need_command_find).
 */

/* ---- days ---- */

/* "2 over", "3 left"; "" where no clock runs. */
static void days_text(const struct mq_need_clock *clock, char out[48])
{
	out[0] = '\0';
	if (clock->known && clock->overdue) {
		snprintf(out, 48, _("%d over"), -clock->left);
	} else if (clock->known) {
		snprintf(out, 48, _("%d left"), clock->left);
	}
}

/* Deadlines that rest on days nobody knows yet. */
static void tell_unsure(bool sure)
{
	if (!sure) {
		print_line("%s", _("holidays of these days are not known "
			"(DIR/config/holidays.yaml): counted by weekdays alone"));
	}
}

/* ---- list ---- */

static const struct table_column row_columns[] = {
	{false, 0, 0}, {true, 0, 0}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0}, {false, 0, 0},
	{false, 0, 0}, {false, 16, 0}, {false, 30, 0},
};

static const char *const row_heads[] = {
	N_("need"), N_("days"), N_("deadline"), N_("stands at"), N_("desk"), N_("category"),
	N_("state"), N_("whose"), N_("what"),
};

static void add_row(struct table *table, const struct mq_need_row *row)
{
	char days[48];

	days_text(&row->clock, days);
	table_cell(table, row->key);
	table_cell(table, days);
	table_cell(table, row->due);
	table_cell(table, row->stands);
	table_cell(table, row->desk);
	table_cell(table, row->category);
	table_cell(table, row->state);
	table_cell(table, row->who);
	table_cell(table, row->detail);
}

static void list_text(const struct mq_needs *needs)
{
	struct table table;
	bool sure = true;

	table_begin(&table, row_columns, MQ_LENGTH(row_columns));
	table_heads(&table, row_heads);
	for (size_t i = 0; i < needs->n_rows; i++) {
		add_row(&table, &needs->rows[i]);
		sure = sure && (!needs->rows[i].clock.known || needs->rows[i].clock.sure);
	}
	table_end(&table);
	tell_unsure(sure);
	if (needs->n_rows < needs->hits) {
		print_line(_("%zu of %zu; --limit 0 lists all"), needs->n_rows,
			(size_t)needs->hits);
	}
	print_line(_("%llu needs: minqing query --from need '%s'"),
		(unsigned long long)needs->hits, needs->query);
}

static const struct list_column list_columns[] = {
	{"need_id", false}, {"days_left", true}, {"overdue", false}, {"need_due", false},
	{"sure", false}, {"level", false}, {"stands_at", false}, {"desk", false},
	{"category", false}, {"state", false}, {"supervision", false}, {"who", false},
	{"detail", false},
};

static enum mq_err list_lines(struct cli *cli, const struct mq_needs *needs)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, list_columns,
		MQ_LENGTH(list_columns), &cli->diag);

	for (size_t i = 0; err == MQ_OK && i < needs->n_rows; i++) {
		const struct mq_need_row *row = &needs->rows[i];
		char days[16];

		snprintf(days, sizeof(days), "%d", row->clock.left);
		list_row(&list, (const char *const[]){row->key,
			row->clock.known ? days : list.format_null,
			!row->clock.known ? "" : row->clock.overdue ? "true" : "false", row->due,
			!row->clock.known ? "" : row->clock.sure ? "true" : "false", row->level,
			row->stands, row->desk, row->category, row->state, row->supervision,
			row->who, row->detail});
	}
	return err;
}

/* What was asked, or, of the word `mine` alone, what waits on whoever asks. Owned by the caller. */
static enum mq_err asked(struct cli *cli, struct mq_session *session, char **text)
{
	struct mq_buf waits = {0};
	enum mq_err err;

	*text = cli_text(cli, 1);
	if (strcmp(*text, "mine") != 0) {
		return MQ_OK;
	}
	err = mq_session_need_waits(session, &waits, &cli->diag);
	if (err == MQ_OK && !waits.len) {
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, "%s",
			_("you sit at no desk that needs wait at"));
		mq_diag_hint(&cli->diag,
			_("DIR/config/staff.yaml says who does: minqing-duties(5)"));
		err = MQ_ERR_USAGE;
	}
	free(*text);
	*text = mq_buf_take(&waits);
	return err;
}

static enum mq_err list_needs(struct cli *cli, struct mq_session *session)
{
	enum { USUAL = 50 };
	char *text = NULL;
	struct mq_needs needs = {0};
	uint64_t limit;
	enum mq_err err = cli_limit(cli, USUAL, &limit);

	if (err == MQ_OK) {
		err = asked(cli, session, &text);
	}
	if (err == MQ_OK) {
		err = mq_session_needs(session, text, strlen(text), (size_t)limit, &needs,
			&cli->diag);
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		list_text(&needs);
	} else if (err == MQ_OK) {
		err = list_lines(cli, &needs);
	}
	cli->no_hits = err == MQ_OK && needs.hits == 0;
	mq_needs_release(&needs);
	free(text);
	return err;
}

/* ---- one need ---- */

static void print_head(const struct mq_need_row *row)
{
	char days[48];

	days_text(&row->clock, days);
	print_line("%s  %s  %s  %s", row->key, row->who, row->category, row->detail);
	print_line("%s  %s  %s%s%s%s%s%s", row->state, row->desk, row->stands,
		*row->due ? "  " : "", row->due, *days ? "  " : "", days,
		strcmp(row->level, row->stands) != 0 ? _("  (by its lateness)") : "");
	tell_unsure(!row->clock.known || row->clock.sure);
}

static char *change_text(const struct mq_need_past *past, const struct mq_need_change *change)
{
	const char *became = change->became ? change->became : _("nothing");

	return past->created || !change->was ? mq_format("%s: %s", change->label, became)
		: mq_format("%s: %s → %s", change->label, change->was, became);
}

/* Several on a line, so that a long chain still stands on one screen. */
static void print_changes(const struct mq_need_past *past)
{
	enum { LINE_COLS = 78, INDENT_COLS = 4 };
	struct mq_buf line = {0};

	for (size_t i = 0; i < past->n_changes; i++) {
		char *text = change_text(past, &past->changes[i]);

		if (line.len && mq_width_text(line.data, line.len) +
		    mq_width_text(text, strlen(text)) + INDENT_COLS > LINE_COLS) {
			print_line("    %s", line.data);
			mq_buf_clear(&line);
		}
		mq_buf_addf(&line, "%s%s", line.len ? "; " : "", text);
		free(text);
	}
	if (line.len) {
		print_line("    %s", line.data);
	}
	mq_buf_release(&line);
}

static void print_thread(const struct mq_need_thread *thread)
{
	print_head(&thread->now.rows[0]);
	print_line(_("its days are by: %s"), thread->rule);
	for (size_t i = 0; i < thread->n_steps; i++) {
		const struct mq_need_past *past = &thread->steps[i];

		print_line("%s  %s  %s%s%s", past->when, past->who, past->source,
			*past->why ? "  " : "", past->why);
		print_changes(past);
	}
}

static const struct list_column past_columns[] = {
	{"step", true}, {"when", false}, {"who", false}, {"source", false}, {"why", false},
	{"field", false}, {"was", false}, {"became", false},
};

static enum mq_err thread_lines(struct cli *cli, const struct mq_need_thread *thread)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, past_columns,
		MQ_LENGTH(past_columns), &cli->diag);

	for (size_t i = 0; err == MQ_OK && i < thread->n_steps; i++) {
		const struct mq_need_past *past = &thread->steps[i];
		char number[24];

		snprintf(number, sizeof(number), "%zu", i + 1);
		for (size_t j = 0; j < past->n_changes; j++) {
			const struct mq_need_change *change = &past->changes[j];

			list_row(&list, (const char *const[]){number, past->when, past->who,
				past->source, past->why, change->label,
				change->was ? change->was : "",
				change->became ? change->became : ""});
		}
	}
	return err;
}

static enum mq_err show(struct cli *cli, struct mq_session *session)
{
	struct mq_need_thread thread = {0};
	enum mq_err err = mq_session_need_thread(session, cli->args.words[1], &thread, &cli->diag);

	if (err == MQ_OK && cli_is_text(cli)) {
		print_thread(&thread);
	} else if (err == MQ_OK) {
		err = thread_lines(cli, &thread);
	}
	mq_need_thread_release(&thread);
	return err;
}

/* ---- steps ---- */

static enum mq_err print_done(struct cli *cli, const struct mq_needs *done)
{
	if (!cli_is_text(cli)) {
		return list_lines(cli, done);
	}
	print_head(&done->rows[0]);
	return MQ_OK;
}

static enum mq_err step(struct cli *cli, struct mq_session *session,
	enum mq_need_command command)
{
	const char *key = cli->args.words[1];
	const char *const *words = cli->args.words + 2;
	size_t n_words = cli->args.n_words - 2;
	struct mq_needs done = {0};
	mq_kind_id about = MQ_NO_KIND;
	enum mq_err err = MQ_OK;

	if (command != MQ_NEED_ADD) {
		err = mq_session_need_step(session, command, key, words, n_words, &done,
			&cli->diag);
	} else {
		err = cli_kind(cli, mq_session_schema(session), &about);
		err = err == MQ_OK ? mq_session_need_add(session, about, key, words, n_words, &done,
			&cli->diag) : err;
	}
	if (err == MQ_OK) {
		err = print_done(cli, &done);
	}
	mq_needs_release(&done);
	return err;
}

/* ---- the command ---- */

static const struct part parts[] = {
	{"list", 1, SIZE_MAX, true, list_needs}, {"show", 2, 2, true, show},
	{"stats", 1, SIZE_MAX, true, need_stats},
};

static enum mq_err run_step(struct cli *cli, enum mq_need_command command, const char *usage)
{
	struct mq_session *session;
	enum mq_err err;

	if (cli->args.n_words < 2) {
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("%s: something is missing"),
			cli->args.words[0]);
		mq_diag_hint(&cli->diag, "%s", usage);
		return MQ_ERR_USAGE;
	}
	err = cli_open(cli, false, &session);
	if (err == MQ_OK) {
		err = step(cli, session, command);
		mq_session_close(session);
	}
	return err;
}

enum mq_err cmd_need(struct cli *cli)
{
	static const char usage[] = N_("list, show ID, stats, add KEY kind=… detail=…, or a step: "
		"answer, assign, escalate, return, extend, hold, resume, supervise, close, reopen ID …");
	enum mq_need_command command;

	if (cli->args.n_words && mq_need_command_find(cli->args.words[0], &command)) {
		return run_step(cli, command, _(usage));
	}
	return cli_part(cli, "need", parts, MQ_LENGTH(parts), _(usage));
}
