#include "definitions.h"

#include <stdlib.h>

#include "compile.h"

struct definitions {
	size_t n_holders;
	struct mq_query query;		/* what the trees live in; never asked */
	struct definition *by_field;	/* in its arena */
};

struct definitions *definitions_new(const struct mq_schema *schema, mq_day today)
{
	struct definitions *definitions = mq_alloc(sizeof(*definitions));
	struct mq_query *query = &definitions->query;

	definitions->n_holders = 1;
	*query = (struct mq_query){.schema = schema, .today = today, .definitions = definitions};
	definitions->by_field = mq_arena_alloc(&query->arena,
		schema->n_fields * sizeof(*definitions->by_field));
	return definitions;
}

void definitions_let_go(struct definitions *definitions)
{
	if (definitions != NULL && --definitions->n_holders == 0) {
		definitions->query.definitions = NULL;
		query_release(&definitions->query);
		free(definitions);
	}
}

static void let_go(void *kept)
{
	definitions_let_go(kept);
}

struct definitions *definitions_hold(const struct mq_schema *schema, mq_day today)
{
	struct definitions *definitions = mq_schema_kept(schema);

	if (definitions == NULL || definitions->query.today != today) {
		definitions = definitions_new(schema, today);
		mq_schema_keep(schema, definitions, let_go);
	}
	definitions->n_holders++;
	return definitions;
}

void definitions_forget(const struct definitions *definitions)
{
	if (mq_schema_kept(definitions->query.schema) == definitions) {
		mq_schema_keep(definitions->query.schema, NULL, NULL);
	}
}

struct definition *definitions_at(struct mq_query *query, mq_field_id field)
{
	if (query->definitions == NULL) {
		query->definitions = definitions_hold(query->schema, query->today);
	}
	return query->definitions->by_field + field;
}

struct mq_query *definitions_query(struct definitions *definitions)
{
	return &definitions->query;
}
