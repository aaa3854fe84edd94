#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * minqing count: hits and unknown, a line for each query given; with --by a line for
 * each value of the fields, of each query.
 */

struct counting {
	struct cli *cli;
	struct mq_session *session;
	mq_kind_id kind;
	struct list list;
	uint64_t hits;
};

static const struct list_column by_columns[] = {
	{"hits", true}, {"field", false}, {"value", false}, {"label", false}, {"query", false},
};
static const struct list_column columns[] = {{"hits", true}, {"unknown", true}, {"query", false}};

/* ---- by value ---- */

static void print_value(const struct counting *counting, const char *field, const char *text,
	const struct mq_facet_value *value)
{
	char hits[24];

	snprintf(hits, sizeof(hits), "%llu", (unsigned long long)value->count);
	list_row(&counting->list,
		(const char *const[]){hits, field, value->value, value->label, text});
}

static enum mq_err count_field(struct counting *counting, mq_field_id field, const char *text)
{
	const char *id = mq_session_schema(counting->session)->fields[field].id;
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
	for (size_t i = 0; err == MQ_OK && i < facets.facets[0].n_values; i++) {
		print_value(counting, id, text, &facets.facets[0].values[i]);
	}
	if (err == MQ_OK && facets.facets[0].others) {
		print_value(counting, id, text, &(const struct mq_facet_value){
			.value = "...", .label = _("others"), .count = facets.facets[0].others});
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

enum mq_err cmd_count(struct cli *cli)
{
	struct counting counting = {.cli = cli};
	enum mq_err err = cli_open(cli, true, &counting.session);

	if (err != MQ_OK) {
		return err;
	}
	err = cli_kind(cli, mq_session_schema(counting.session), &counting.kind);
	if (err == MQ_OK) {
		err = cli->args.by
			? list_begin(&counting.list, cli->args.format, by_columns,
				MQ_LENGTH(by_columns), &cli->diag)
			: list_begin(&counting.list, cli->args.format, columns,
				MQ_LENGTH(columns), &cli->diag);
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
