#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/card.h>

/* minqing why: why somebody is on the list of a question, or is not. */

enum { WORDS_COLS = 46, VALUE_COLS = 34, INDENT_COLS = 2 };

static const struct list_column list_columns[] = {
	{"depth", true}, {"verdict", false}, {"decides", true}, {"words", false},
	{"query", false}, {"field", false}, {"value", false}, {"basis", false},
	{"computed", true}, {"when", false}, {"who", false}, {"source", false},
};

static const char *const verdict_ids[] = {
	[MQ_VERDICT_NO] = "no", [MQ_VERDICT_UNKNOWN] = "unknown", [MQ_VERDICT_YES] = "yes",
};

static const char *const verdict_labels[] = {
	[MQ_VERDICT_NO] = N_("no"), [MQ_VERDICT_UNKNOWN] = N_("unknown"),
	[MQ_VERDICT_YES] = N_("yes"),
};

static const char *const verdict_lines[] = {
	[MQ_VERDICT_NO] = N_("%s is not on the list"),
	[MQ_VERDICT_UNKNOWN] = N_("%s may be on the list: not all is known"),
	[MQ_VERDICT_YES] = N_("%s is on the list"),
};

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void list_line(const struct list *list, const struct mq_schema *schema,
	const struct mq_why_line *line)
{
	char depth[24];

	snprintf(depth, sizeof(depth), "%u", line->depth);
	list_row(list, (const char *const[]){depth, verdict_ids[line->verdict],
		line->decides ? "true" : "false", line->words, line->query,
		line->field != MQ_NO_FIELD ? schema->fields[line->field].id : "",
		or_empty(line->value), or_empty(line->basis), line->computed ? "true" : "false",
		or_empty(line->when), or_empty(line->who), or_empty(line->source)});
}

/* ---- text ---- */

static const struct table_column table_columns[] = {
	{false, 0, 0}, {false, 0, 0}, {false, 0, WORDS_COLS}, {false, 0, VALUE_COLS}, {false, 0, 0},
};

/* "worked out today; 2026-03-01 import people.csv (zhang)" */
static char *where_from(const struct mq_why_line *line)
{
	struct mq_buf text = {0};

	if (line->computed) {
		mq_buf_adds(&text, _("worked out today"));
	}
	if (line->when) {
		mq_buf_addf(&text, "%s%s %s (%s)", text.len ? "; " : "", line->when, line->source,
			line->who);
	} else if (!line->computed && line->field != MQ_NO_FIELD) {
		mq_buf_adds(&text, _("never recorded"));
	}
	return mq_buf_take(&text);
}

/* What rests on no one field has no value, and a tag that is as the verdict says has
 * nothing to add. */
static const char *value_text(const struct mq_why_line *line)
{
	if (!line->value) {
		return line->field == MQ_NO_FIELD ? "" : _("not known");
	}
	return strcmp(line->value, _(verdict_labels[line->verdict])) == 0 ? "" : line->value;
}

static void table_line(struct table *table, const struct mq_why *why, size_t i)
{
	const struct mq_why_line *line = &why->lines[i];
	char *words = mq_format("%*s%s", (int)line->depth * INDENT_COLS, "", line->words);
	char *from = where_from(line);
	char *value = line->basis ? mq_format("%s (%s)", line->value, line->basis) : NULL;

	table_cell(table, why->verdict != MQ_VERDICT_YES && line->decides ? ">" : " ");
	table_cell(table, _(verdict_labels[line->verdict]));
	table_cell(table, words);
	table_cell(table, value ? value : value_text(line));
	table_cell(table, from);
	free(words);
	free(from);
	free(value);
}

static void print_text(const struct mq_why *why)
{
	struct table table;

	print_line(_(verdict_lines[why->verdict]), why->title);
	print_line("%s", why->query);
	putchar('\n');
	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	for (size_t i = 0; i < why->n_lines; i++) {
		table_line(&table, why, i);
	}
	table_end(&table);
}

/* ---- the command ---- */

static enum mq_err print(struct cli *cli, const struct mq_schema *schema,
	const struct mq_why *why)
{
	struct list list;
	enum mq_err err;

	if (cli_is_text(cli)) {
		print_text(why);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, list_columns, MQ_LENGTH(list_columns), &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < why->n_lines; i++) {
		list_line(&list, schema, &why->lines[i]);
	}
	return err;
}

static enum mq_err run(struct cli *cli, struct mq_session *session, const char *text)
{
	struct mq_why why = {0};
	mq_kind_id kind;
	enum mq_err err = cli_kind(cli, mq_session_schema(session), &kind);

	if (err == MQ_OK) {
		err = mq_session_why_key(session, kind, cli->args.words[0], text, strlen(text),
			&why, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print(cli, mq_session_schema(session), &why);
		cli->no_hits = why.verdict != MQ_VERDICT_YES;
	}
	mq_why_release(&why);
	return err;
}

enum mq_err cmd_why(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err err = cli_open(cli, true, &session);
	char *text;

	if (err == MQ_OK) {
		text = cli_text(cli, 1);
		err = run(cli, session, text);
		mq_session_close(session);
		free(text);
	}
	return err;
}
