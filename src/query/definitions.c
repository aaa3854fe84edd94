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

/* ---- what the schema keeps ---- */

/* A day has its place; whichever of the days that share it was asked for last is there. */
struct shelf {
	struct definitions *of_day[DEFINITIONS_DAYS];
};

static void release_shelf(void *kept)
{
	struct shelf *shelf = kept;

	for (size_t i = 0; i < DEFINITIONS_DAYS; i++) {
		definitions_let_go(shelf->of_day[i]);
	}
	free(shelf);
}

static struct definitions **place_of(const struct mq_schema *schema, mq_day today)
{
	struct shelf *shelf = mq_schema_kept(schema);

	if (shelf == NULL) {
		shelf = mq_alloc(sizeof(*shelf));
		mq_schema_keep(schema, shelf, release_shelf);
	}
	return &shelf->of_day[(unsigned)today % DEFINITIONS_DAYS];
}

struct definitions *definitions_hold(const struct mq_schema *schema, mq_day today)
{
	struct definitions **place = place_of(schema, today);

	if (*place == NULL || (*place)->query.today != today) {
		definitions_let_go(*place);
		*place = definitions_new(schema, today);
	}
	(*place)->n_holders++;
	return *place;
}

void definitions_forget(struct definitions *definitions)
{
	struct definitions **place = place_of(definitions->query.schema, definitions->query.today);

	if (*place == definitions) {
		*place = NULL;
		definitions_let_go(definitions);
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
