#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/facets.h>

/*
 * minqing count: hits and unknown, a line for each query given; with --by a line for
 * each value of the fields, of each query. For people a table stands below the name of
 * each field; programs get the field and the query on each line. --cross is cross.c's.
 */

struct counting {
	struct cli *cli;
	struct mq_session *session;
	mq_kind_id kind;
	struct list list;
	bool text;		/* --by: for people */
	size_t n_tables;
	uint64_t hits;
};

static const struct list_column by_columns[] = {
	{"hits", true}, {"field", false}, {"value", false}, {"label", false}, {"query", false},
};
static const struct list_column columns[] = {{"hits", true}, {"unknown", true}, {"query", false}};

/* ---- by value ---- */

static const struct table_column table_columns[] = {{true, 0, 0}, {false, 0, 0}, {false, 0, 0}};

/* How many, the label, and the value as a query takes it where that is not the same. */
static void table_value(struct table *table, const struct mq_facet_value *value)
{
	table_number(table, value->count);
	table_cell(table, value->label);
	table_cell(table, strcmp(value->label, value->value) == 0 ? "" : value->value);
}

static void print_table(struct counting *counting, const struct mq_facet *facet, const char *text)
{
	struct table table;

	printf("%s", counting->n_tables++ ? "\n" : "");
	print_line("%s%s%s", facet->label, *text ? "  " : "", text);
	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	for (size_t i = 0; i < facet->n_values; i++) {
		if (facet->others && i + 1 == facet->n_values) {
			table_value(&table, &(const struct mq_facet_value){
				.value = "", .label = _("others"), .count = facet->others});
		}
		table_value(&table, &facet->values[i]);
	}
	table_end(&table);
}

static void print_value(const struct counting *counting, const char *field, const char *text,
	const struct mq_facet_value *value)
{
	char hits[24];

	snprintf(hits, sizeof(hits), "%llu", (unsigned long long)value->count);
	list_row(&counting->list,
		(const char *const[]){hits, field, value->value, value->label, text});
}

static void print_lines(const struct counting *counting, const struct mq_facet *facet,
	const char *text)
{
	const char *id = mq_session_schema(counting->session)->fields[facet->field].id;

	for (size_t i = 0; i < facet->n_values; i++) {
		if (facet->others && i + 1 == facet->n_values) {	/* the blank are last */
			print_value(counting, id, text, &(const struct mq_facet_value){
				.value = "...", .label = _("others"), .count = facet->others});
		}
		print_value(counting, id, text, &facet->values[i]);
	}
}

static enum mq_err count_field(struct counting *counting, mq_field_id field, const char *text)
{
	struct mq_facets facets = {0};
	uint64_t limit = 0;
	enum mq_err err = MQ_OK;

	if (counting->cli->args.limit) {
		err = options_number("limit", counting->cli->args.limit, UINT32_MAX, &limit,
			&counting->cli->diag);
	}
	if (err == MQ_OK) {
		err = mq_session_spread(counting->session, field, (size_t)limit, &facets,
			&counting->cli->diag);
	}
	if (err == MQ_OK && counting->text) {
		print_table(counting, &facets.facets[0], text);
	} else if (err == MQ_OK) {
		print_lines(counting, &facets.facets[0], text);
	}
	mq_facets_release(&facets);
	return err;
}

/* Each field of --by in turn, of the question just asked. */
static enum mq_err count_fields(struct counting *counting, mq_kind_id kind, const char *text)
{
	const struct mq_schema *schema = mq_session_schema(counting->session);
	char *names = mq_strdup(counting->cli->args.by);
	enum mq_err err = MQ_OK;
	char *rest;

	for (char *name = strtok_r(names, ",", &rest); name && err == MQ_OK;
	     name = strtok_r(NULL, ",", &rest)) {
		mq_field_id field = mq_schema_field(schema, kind, name, strlen(name));

		err = field == MQ_NO_FIELD ? cli_unknown_field(counting->cli, schema, kind, "by", name)
			: count_field(counting, field, text);
	}
	free(names);
	return err;
}

/* ---- a query ---- */

static enum mq_err count(struct counting *counting, const char *text)
{
	struct mq_reply reply;
	char hits[24];
	char unknown[24];
	enum mq_err err = mq_session_ask(counting->session, counting->kind, text, strlen(text),
		false, &reply, &counting->cli->diag);

	if (err == MQ_OK && counting->cli->args.cross) {
		counting->hits += reply.hits;
		printf("%s", counting->text && counting->n_tables++ ? "\n" : "");
		return cross_count(counting->cli, counting->session, reply.kind, &counting->list, text);
	}
	if (err == MQ_OK && counting->cli->args.by) {
		counting->hits += reply.hits;
		return count_fields(counting, reply.kind, text);
	}
	if (err == MQ_OK) {
		snprintf(hits, sizeof(hits), "%llu", (unsigned long long)reply.hits);
		snprintf(unknown, sizeof(unknown), "%llu", (unsigned long long)reply.unknown);
		list_row(&counting->list, (const char *const[]){hits, unknown, text});
		counting->hits += reply.hits;
	}
	return err;
}

static enum mq_err begin(struct counting *counting)
{
	const struct args *args = &counting->cli->args;
	struct mq_diag *diag = &counting->cli->diag;

	if (args->cross) {
		return args->by ? mq_diag_add(diag, MQ_ERR_USAGE, _("--by or --cross, not both"))
			: cross_begin(&counting->list, counting->cli);
	}
	return args->by
		? list_begin(&counting->list, args->format, by_columns, MQ_LENGTH(by_columns), diag)
		: list_begin(&counting->list, args->format, columns, MQ_LENGTH(columns), diag);
}

enum mq_err cmd_count(struct cli *cli)
{
	struct counting counting = {.cli = cli};
	enum mq_err err = cli_open(cli, true, &counting.session);

	if (err != MQ_OK) {
		return err;
	}
	counting.text = cli_is_text(cli);
	err = cli_kind(cli, mq_session_schema(counting.session), &counting.kind);
	if (err == MQ_OK) {
		err = begin(&counting);
	}
	if (err == MQ_OK && !cli->args.n_words) {
		err = count(&counting, "");
	}
	for (size_t i = 0; err == MQ_OK && i < cli->args.n_words; i++) {
		err = count(&counting, cli->args.words[i]);
	}
	cli->no_hits = counting.hits == 0;
	mq_session_close(counting.session);
	return err;
}
