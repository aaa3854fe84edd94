/* One schema, FIXTURE_ALL, for all tests of a program that only ask of it. */
#ifndef MINQING_TESTS_SCHEMA_KNOWN_H
#define MINQING_TESTS_SCHEMA_KNOWN_H

#include "schema/fixture.h"

static struct mq_schema *schema;

static inline int open_schema(void **unused)
{
	(void)unused;
	schema = fixture_schema(FIXTURE_ALL);
	return 0;
}

static inline int close_schema(void **unused)
{
	(void)unused;
	mq_schema_free(schema);
	return 0;
}

#endif
