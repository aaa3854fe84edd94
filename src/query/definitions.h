/*
 * Derived tags as they were read, kept for all who name them.
 *
 *     schema ──keeps──> definitions of each day <──hold── queries that lean on them
 *
 * An expression means the same to everybody: the schema does not change, and a tag leans
 * on no list that is nearer than the configuration's. But what "30 days ago" is, and who is 80,
 * is settled when it is read. So another day has definitions of its own. The schema keeps those of
 * as many days as are looked ahead, because every rule of what comes asks of each of them; a query
 * that was made before holds what it leans on.
 */
#ifndef MINQING_QUERY_DEFINITIONS_H
#define MINQING_QUERY_DEFINITIONS_H

#include "tree.h"

enum { DEFINITIONS_DAYS = 128 };	/* a place each: 91 of what comes within 90 days */

enum definition_state {
	DEFINITION_NEW,
	DEFINITION_READING,
	DEFINITION_READ,
	DEFINITION_BROKEN,	/* its faults were told */
};

struct definition {
	enum definition_state state;
	unsigned below;		/* how deep what it names leans on one another */
	const struct tree *tree;	/* READ */
};

/* Those of a schema on a day, none read yet, held once; those the schema keeps, held. */
struct definitions *definitions_new(const struct mq_schema *schema, mq_day today);
struct definitions *definitions_hold(const struct mq_schema *schema, mq_day today);
void definitions_let_go(struct definitions *definitions);
/* Keep them no longer: one is broken, and who asks next is to be told as well. */
void definitions_forget(struct definitions *definitions);
/* One of those that query leans on, which it holds from now on. */
struct definition *definitions_at(struct mq_query *query, mq_field_id field);
/* What their trees live in. */
struct mq_query *definitions_query(struct definitions *definitions);

#endif
