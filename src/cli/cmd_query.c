#include "own.h"

#include <stdlib.h>
#include <string.h>

/* minqing query: the rows of an answer. */

enum {
	TEXT_ROWS = 50,
	ORDER_MAX = 8,
};

/* What a request turns into; lists are owned by the arena. */
struct wanted {
	struct mq_page page;
	const struct print_format *format;
	struct mq_arena arena;
};

/* Every stored field that can be read from kind, for taking all out; fields has room
 * for as many as the schema has. */
static size_t all_fields(const struct mq_schema *schema, mq_kind_id kind, mq_field_id *fields)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (!field->expression && field->years_since == MQ_NO_FIELD &&
		    field->reading_of == MQ_NO_FIELD && field->type != MQ_TYPE_REF &&
		    mq_schema_distance(schema, kind, field->number) >= 0) {
			fields[n++] = field->number;
		}
	}
	return n;
}

static enum mq_err read_columns(struct cli *cli, const struct mq_schema *schema, mq_kind_id kind,
	struct wanted *wanted)
{
	mq_field_id *fields;
	char *names;
	char *rest;

	if (!cli->args.columns) {
		return MQ_OK;
	}
	fields = mq_arena_alloc(&wanted->arena,
		(schema->n_fields + strlen(cli->args.columns)) * sizeof(*fields));
	wanted->page.columns = fields;
	if (strcmp(cli->args.columns, "all") == 0 || strcmp(cli->args.columns, "*") == 0) {
		wanted->page.n_columns = all_fields(schema, kind, fields);
		return MQ_OK;
	}
	names = mq_arena_strdup(&wanted->arena, cli->args.columns);
	for (char *name = strtok_r(names, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		mq_field_id field = mq_schema_field(schema, kind, name, strlen(name));

		if (field == MQ_NO_FIELD) {
			return cli_unknown_field(cli, schema, kind, "columns", name);
		}
		fields[wanted->page.n_columns++] = field;
	}
	return MQ_OK;
}

static enum mq_err read_order(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	struct wanted *wanted)
{
	const struct mq_schema *schema = mq_session_schema(session);
	struct mq_order *order;
	char *names;
	char *rest;

	if (!cli->args.sort) {
		return MQ_OK;
	}
	order = mq_arena_alloc(&wanted->arena, ORDER_MAX * sizeof(*order));
	wanted->page.order = order;
	names = mq_arena_strdup(&wanted->arena, cli->args.sort);
	for (char *name = strtok_r(names, ",", &rest); name && wanted->page.n_order < ORDER_MAX;
	     name = strtok_r(NULL, ",", &rest)) {
		size_t len = strlen(name);
		bool descending = len && name[len - 1] == '-';
		mq_field_id field = mq_schema_field(schema, kind, name, len - descending);

		if (field == MQ_NO_FIELD) {
			return cli_unknown_field(cli, schema, kind, "sort", name);
		}
		if (!mq_session_can_order(session, field)) {
			return mq_diag_add(&cli->diag, MQ_ERR_USAGE,
				_("--sort: no order is kept by '%s'"), schema->fields[field].id);
		}
		order[wanted->page.n_order++] = (struct mq_order){field, descending};
	}
	return MQ_OK;
}

static enum mq_err read_limit(struct cli *cli, struct wanted *wanted)
{
	uint64_t limit;
	enum mq_err err;

	wanted->page.usual = wanted->format->canonical ? 0 : TEXT_ROWS;
	if (!cli->args.limit) {
		return MQ_OK;
	}
	err = options_number("limit", cli->args.limit, UINT32_MAX - 1, &limit, &cli->diag);
	wanted->page.limit = limit ? (size_t)limit : UINT32_MAX;
	return err;
}

static enum mq_err read_wanted(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	struct wanted *wanted)
{
	const struct mq_schema *schema = mq_session_schema(session);
	enum mq_err err;

	wanted->format = print_format_find(cli->args.format);
	if (!wanted->format) {
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("unknown format '%s'"), cli->args.format);
		mq_diag_hint(&cli->diag, "text, csv, tsv, json");
		return MQ_ERR_USAGE;
	}
	wanted->page.canonical = wanted->format->canonical;
	err = read_columns(cli, schema, kind, wanted);
	if (err == MQ_OK) {
		err = read_order(cli, session, kind, wanted);
	}
	return err == MQ_OK ? read_limit(cli, wanted) : err;
}

static bool print_row(void *context, const struct mq_row *row)
{
	printer_row(context, row);
	return !ferror(stdout);
}

static enum mq_err print_answer(struct cli *cli, struct mq_session *session,
	const struct wanted *wanted, const struct mq_reply *reply)
{
	struct print_job job = {
		.schema = mq_session_schema(session), .hits = reply->hits,
		.unknown = reply->unknown, .list_unknown = cli->args.unknown,
		.raw = cli->args.raw, .out = stdout,
	};
	struct printer *printer;
	enum mq_err err;

	job.columns = mq_session_columns(session, &wanted->page, &job.n_columns);
	printer = printer_new(wanted->format, &job);
	err = mq_session_each(session, &wanted->page, print_row, printer, &cli->diag);
	printer_end(printer);
	return err;
}

static enum mq_err run(struct cli *cli, struct mq_session *session, struct wanted *wanted)
{
	const struct mq_schema *schema = mq_session_schema(session);
	struct mq_reply reply;
	mq_kind_id kind;
	char *text = cli_text(cli, 0);
	enum mq_err err = cli_kind(cli, schema, &kind);

	if (err == MQ_OK) {
		err = mq_session_ask(session, kind, text, strlen(text), false, &reply, &cli->diag);
	}
	if (err == MQ_OK) {
		err = read_wanted(cli, session, reply.kind, wanted);
	}
	if (err == MQ_OK) {
		mq_session_show_unknown(session, cli->args.unknown);
		err = print_answer(cli, session, wanted, &reply);
		cli->no_hits = (cli->args.unknown ? reply.unknown : reply.hits) == 0;
		if (reply.undecided) {
			fprintf(stderr, _("minqing: the pattern could not decide %llu records; "
				"they count as unknown\n"), (unsigned long long)reply.undecided);
		}
	}
	free(text);
	return err;
}

enum mq_err cmd_query(struct cli *cli)
{
	struct wanted wanted = {.format = NULL};
	struct mq_session *session;
	enum mq_err err = cli_open(cli, true, &session);

	if (err == MQ_OK) {
		err = run(cli, session, &wanted);
		mq_session_close(session);
	}
	mq_arena_release(&wanted.arena);
	return err;
}
