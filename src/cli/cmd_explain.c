#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/card.h>

/* minqing explain: a question taken apart, in words, with what each part costs. */

enum { WORDS_COLS = 56, QUERY_COLS = 60, INDENT_COLS = 2 };

static const struct list_column list_columns[] = {
	{"depth", true}, {"words", false}, {"query", false}, {"kind", false}, {"hits", true},
	{"unknown", true}, {"how", false}, {"scanned", true}, {"micros", true},
};

static void format_micros(uint64_t nanos, char out[32])
{
	snprintf(out, 32, "%llu.%llu", (unsigned long long)(nanos / 1000),
		(unsigned long long)(nanos / 100 % 10));
}

static void list_line(const struct list *list, const struct mq_schema *schema,
	const struct mq_explained_line *line)
{
	char depth[24], hits[24], unknown[24], scanned[24], micros[32];

	snprintf(depth, sizeof(depth), "%u", line->depth);
	snprintf(hits, sizeof(hits), line->counted ? "%llu" : "null",
		(unsigned long long)line->hits);
	snprintf(unknown, sizeof(unknown), line->counted ? "%llu" : "null",
		(unsigned long long)line->unknown);
	snprintf(scanned, sizeof(scanned), "%llu", (unsigned long long)line->scanned);
	format_micros(line->nanos, micros);
	list_row(list, (const char *const[]){depth, line->words, line->query,
		schema->kinds[line->kind].id, hits, unknown, line->means, scanned, micros});
}

/* ---- text ---- */

static const struct table_column table_columns[] = {
	{false, WORDS_COLS, 0}, {true, 0, 0}, {true, 0, 0}, {false, 0, 0}, {true, 0, 0},
	{true, 0, 0}, {false, QUERY_COLS, 0},
};

static const char *const heads[] = {
	"", N_("hits"), N_("unknown"), N_("how"), N_("looked at"), "µs", "",
};

/* Records of another kind are said to be so. */
static void table_line(struct table *table, const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_explained_line *line)
{
	bool other = line->kind != kind;
	char *words = mq_format("%*s%s%s%s%s", (int)line->depth * INDENT_COLS, "", line->words,
		other ? " (" : "", other ? mq_kind_label(&schema->kinds[line->kind]) : "",
		other ? ")" : "");
	char micros[32];

	format_micros(line->nanos, micros);
	table_cell(table, words);
	if (line->counted) {
		table_number(table, line->hits);
		table_number(table, line->unknown);
	} else {
		table_cell(table, "-");
		table_cell(table, "-");
	}
	table_cell(table, line->means_label);
	table_number(table, line->scanned);
	table_cell(table, micros);
	/* The parts of a list stand below it. */
	table_cell(table, strcmp(line->means, "sets") == 0 ? "" : line->query);
	free(words);
}

static void print_text(const struct mq_schema *schema, const struct mq_explained *explained)
{
	struct table table;

	printf(_("%llu hits, %llu unknown, of %llu; %.3f ms"),
		(unsigned long long)explained->hits, (unsigned long long)explained->unknown,
		(unsigned long long)explained->all, (double)explained->nanos / 1e6);
	printf("\n\n");
	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	table_heads(&table, heads);
	for (size_t i = 0; i < explained->n_lines; i++) {
		table_line(&table, schema, explained->kind, &explained->lines[i]);
	}
	table_end(&table);
}

/* ---- the command ---- */

static enum mq_err print(struct cli *cli, const struct mq_schema *schema,
	const struct mq_explained *explained)
{
	struct list list;
	enum mq_err err;

	if (cli_is_text(cli)) {
		print_text(schema, explained);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, list_columns, MQ_LENGTH(list_columns), &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < explained->n_lines; i++) {
		list_line(&list, schema, &explained->lines[i]);
	}
	return err;
}

enum mq_err cmd_explain(struct cli *cli)
{
	struct mq_explained explained = {0};
	struct mq_session *session;
	mq_kind_id kind;
	enum mq_err err = cli_open(cli, true, &session);
	char *text = cli_text(cli, 0);

	if (err != MQ_OK) {
		free(text);
		return err;
	}
	err = cli_kind(cli, mq_session_schema(session), &kind);
	if (err == MQ_OK) {
		err = mq_session_explain(session, kind, text, strlen(text), &explained, &cli->diag);
	}
	if (err == MQ_OK) {
		err = print(cli, mq_session_schema(session), &explained);
		cli->no_hits = explained.hits == 0;
	}
	mq_explained_release(&explained);
	mq_session_close(session);
	free(text);
	return err;
}
