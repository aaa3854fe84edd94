#include "own.h"

#include <string.h>

/* What options say of rows: for whom, which columns, in what order, how many. */

enum { ORDER_MAX = 8 };

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
	struct mq_page *page, struct mq_arena *arena)
{
	mq_field_id *fields;
	char *names;
	char *rest;

	if (!cli->args.columns) {
		return MQ_OK;
	}
	fields = mq_arena_alloc(arena,
		(schema->n_fields + strlen(cli->args.columns)) * sizeof(*fields));
	page->columns = fields;
	if (strcmp(cli->args.columns, "all") == 0 || strcmp(cli->args.columns, "*") == 0) {
		page->n_columns = all_fields(schema, kind, fields);
		return MQ_OK;
	}
	names = mq_arena_strdup(arena, cli->args.columns);
	for (char *name = strtok_r(names, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		mq_field_id field = mq_schema_field(schema, kind, name, strlen(name));

		if (field == MQ_NO_FIELD) {
			return cli_unknown_field(cli, schema, kind, "columns", name);
		}
		fields[page->n_columns++] = field;
	}
	return MQ_OK;
}

static enum mq_err read_order(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	struct mq_page *page, struct mq_arena *arena)
{
	const struct mq_schema *schema = mq_session_schema(session);
	struct mq_order *order;
	char *names;
	char *rest;

	if (!cli->args.sort) {
		return MQ_OK;
	}
	order = mq_arena_alloc(arena, ORDER_MAX * sizeof(*order));
	page->order = order;
	names = mq_arena_strdup(arena, cli->args.sort);
	for (char *name = strtok_r(names, ",", &rest); name && page->n_order < ORDER_MAX;
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
		order[page->n_order++] = (struct mq_order){field, descending};
	}
	return MQ_OK;
}

static enum mq_err read_limit(struct cli *cli, struct mq_page *page)
{
	uint64_t limit;
	enum mq_err err;

	if (!cli->args.limit) {
		return MQ_OK;
	}
	err = options_number("limit", cli->args.limit, UINT32_MAX - 1, &limit, &cli->diag);
	page->limit = limit ? (size_t)limit : UINT32_MAX;
	return err;
}

bool cli_is_text(const struct cli *cli)
{
	return !cli->args.format || strcmp(cli->args.format, "text") == 0;
}

enum mq_err cli_limit(struct cli *cli, uint64_t usual, uint64_t *limit)
{
	*limit = cli_is_text(cli) ? usual : 0;
	return cli->args.limit ? options_number("limit", cli->args.limit, UINT32_MAX, limit,
		&cli->diag) : MQ_OK;
}

enum mq_err cli_page(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	size_t usual, struct mq_page *page, struct mq_arena *arena)
{
	enum mq_err err = read_columns(cli, mq_session_schema(session), kind, page, arena);

	page->usual = usual;
	if (err == MQ_OK) {
		err = read_order(cli, session, kind, page, arena);
	}
	return err == MQ_OK ? read_limit(cli, page) : err;
}
