#include "own.h"

#include <minqing/office.h>

#include <stdlib.h>
#include <string.h>

/* minqing upcoming: what the days to come bring; rules, and dismissing. */

static const struct list_column columns[] = {
	{"day", false}, {"in_days", true}, {"rule", false}, {"what", false}, {"leaves", true},
	{"kind", false}, {"key", false}, {"name", false}, {"about", false}, {"next", false},
};

enum { WHAT_COLS = 40 };	/* of a long query the beginning tells enough */

static const struct table_column table_columns[] = {
	{false, 0, 0}, {true, 0, 0}, {false, WHAT_COLS, 0}, {false, 0, 0}, {false, 0, 12}, {false, 0, 0},
};

static const char *const heads[] = {
	N_("day"), N_("in days"), N_("what comes"), N_("key"), N_("name"), N_("about"),
};

static void list_line(const struct list *list, const struct mq_schema *schema,
	const struct mq_upcoming_row *row)
{
	char days[16];

	snprintf(days, sizeof(days), "%u", row->in_days);
	list_row(list, (const char *const[]){row->day, days, row->rule, row->what,
		row->leaves ? "true" : "false", schema->kinds[row->kind].id, row->key, row->name,
		row->about, row->next});
}

static void print_text(const struct mq_upcoming_list *rows)
{
	struct table table;

	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	table_heads(&table, heads);
	for (size_t i = 0; i < rows->n; i++) {
		const struct mq_upcoming_row *row = &rows->rows[i];
		char *what = mq_format(row->leaves && !*row->rule ? _("no longer %s") : "%s", row->what);

		table_cell(&table, row->day);
		table_number(&table, row->in_days);
		table_cell(&table, what);
		table_cell(&table, row->key);
		table_cell(&table, row->name);
		table_cell(&table, row->about);
		free(what);
	}
	table_end(&table);
	if (rows->n == 0) {
		print_line("%s", _("nothing comes in these days"));
	} else if (rows->n < rows->n_all) {
		print_line(_("%zu of %zu; --limit 0 lists all"), rows->n, rows->n_all);
	}
}

static enum mq_err print(struct cli *cli, const struct mq_schema *schema,
	const struct mq_upcoming_list *rows)
{
	struct list list;
	enum mq_err err;

	if (cli_is_text(cli)) {
		print_text(rows);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, columns, MQ_LENGTH(columns), &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < rows->n; i++) {
		list_line(&list, schema, &rows->rows[i]);
	}
	return err;
}

/* ---- what is asked for ---- */

enum { ROWS_TEXT = 50 };

static enum mq_err list_rows(struct cli *cli, struct mq_session *session)
{
	struct mq_upcoming_wish wish = {0};
	char *text = cli_text(cli, 0);
	struct mq_upcoming_list rows = {0};
	uint64_t limit;
	enum mq_err err = cli_limit(cli, ROWS_TEXT, &limit);

	wish.limit = (size_t)limit;
	if (err == MQ_OK) {
		err = mq_session_upcoming_read(session, text, &wish, &cli->diag);
	}
	if (err == MQ_OK) {
		err = mq_session_upcoming(session, &wish, &rows, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print(cli, mq_session_schema(session), &rows);
		cli->no_hits = rows.n == 0;
	}
	mq_upcoming_list_release(&rows);
	free(text);
	return err;
}

/* ---- rules ---- */

static const struct list_column rule_columns[] = {
	{"rule", false}, {"label", false}, {"kind", false}, {"when", false}, {"ahead", true},
	{"watch", false},
};

static const struct table_column rule_table[] = {
	{false, 0, 0}, {false, 0, 0}, {true, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

static const char *const rule_heads[] = {
	N_("rule"), N_("what comes"), N_("days ahead"), N_("when"), N_("query"),
};

static void rules_text(const struct mq_upcoming_rules *rules)
{
	struct table table;

	table_begin(&table, rule_table, MQ_LENGTH(rule_table));
	table_heads(&table, rule_heads);
	for (size_t i = 0; i < rules->n; i++) {
		const struct mq_upcoming_rule *rule = &rules->rules[i];

		table_cell(&table, rule->id);
		table_cell(&table, mq_upcoming_label(rule));
		table_number(&table, rule->ahead_days);
		table_cell(&table, rule->leaves ? _("leaves") : _("enters"));
		table_cell(&table, rule->watch ? rule->watch : "");
	}
	table_end(&table);
}

static void rule_line(const struct list *list, const struct mq_schema *schema,
	const struct mq_upcoming_rule *rule)
{
	char ahead[16];

	snprintf(ahead, sizeof(ahead), "%u", rule->ahead_days);
	list_row(list, (const char *const[]){rule->id, mq_upcoming_label(rule),
		schema->kinds[rule->kind].id, rule->leaves ? "leaves" : "enters", ahead,
		rule->watch ? rule->watch : ""});
}

static enum mq_err list_rules(struct cli *cli, struct mq_session *session)
{
	const struct mq_upcoming_rules *rules;
	struct list list;
	enum mq_err err = mq_session_upcoming_rules(session, &rules, &cli->diag);

	if (err == MQ_OK && cli_is_text(cli)) {
		rules_text(rules);
	} else if (err == MQ_OK) {
		err = list_begin(&list, cli->args.format, rule_columns, MQ_LENGTH(rule_columns),
			&cli->diag);
		for (size_t i = 0; err == MQ_OK && i < rules->n; i++) {
			rule_line(&list, mq_session_schema(session), &rules->rules[i]);
		}
	}
	cli->no_hits = rules->n == 0;
	return err;
}

/* ---- dismiss ---- */

static enum mq_err dismiss(struct cli *cli, struct mq_session *session)
{
	char day[16];
	char *reason = cli_text(cli, 3);
	enum mq_err err;

	if (cli->args.n_words < 4 || !*reason) {
		err = mq_diag_add(&cli->diag, MQ_ERR_USAGE,
			_("dismiss wants a rule or policy, a key and what was done"));
		mq_diag_hint(&cli->diag, _("minqing upcoming dismiss turns_80 P00001234 told by phone"));
	} else {
		const struct mq_upcoming_place place = {cli->args.words[1], cli->args.words[2], NULL};

		err = mq_session_upcoming_dismiss(session, &place, reason, day, &cli->diag);
	}
	if (err == MQ_OK) {
		print_line(_("dismissed: %s of %s for %s"), cli->args.words[1], day,
			cli->args.words[2]);
	}
	free(reason);
	return err;
}

static const struct {
	const char *word;
	bool writes;
	enum mq_err (*run)(struct cli *cli, struct mq_session *session);
} parts[] = {
	{"rules", false, list_rules}, {"dismiss", true, dismiss},
};

enum mq_err cmd_upcoming(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err (*run)(struct cli *cli, struct mq_session *session) = list_rows;
	bool writes = false;
	enum mq_err err;

	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		if (cli->args.n_words && strcmp(cli->args.words[0], parts[i].word) == 0) {
			run = parts[i].run;
			writes = parts[i].writes;
		}
	}
	err = cli_open(cli, !writes, &session);
	if (err == MQ_OK) {
		err = run(cli, session);
		mq_session_close(session);
	}
	return err;
}
