/* What the two sides of the compiled schema agree on: blob.c, blob_read.c, blob_check.c. */
#ifndef MINQING_SCHEMA_BLOB_H
#define MINQING_SCHEMA_BLOB_H

#include <minqing/schema.h>

#define MQ_BLOB_MAGIC "MQS3"
#define MQ_BLOB_MAGIC_2 "MQS2"	/* without saved lists and old names */
#define MQ_BLOB_MAGIC_1 "MQS1"	/* without areas */

enum {
	MQ_BLOB_MAGIC_LEN = 4,
	/* flags of a field */
	MQ_BLOB_HAS_MIN = 1,
	MQ_BLOB_HAS_MAX = 2,
	MQ_BLOB_CLOSED = 4,
	MQ_BLOB_BARE = 8,
	MQ_BLOB_FACET = 16,
	MQ_BLOB_FLAGS_ALL = 31,
};

bool mq_blob_makes_sense(const struct mq_schema *schema);

#endif
