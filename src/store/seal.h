/* The header every stored value wears; see seal.c. */
#ifndef MINQING_STORE_SEAL_H
#define MINQING_STORE_SEAL_H

#include <minqing/store.h>

enum {
	MQ_SEAL_BYTES = 16,
	MQ_SEAL_SALT_BYTES = 16,
	MQ_KEY_BYTES_MAX = 511,
};

/* What seals a register: a hash from above and the register's own salt. */
struct mq_sealer {
	mq_seal_fn hash;
	unsigned char salt[MQ_SEAL_SALT_BYTES];
};

/* Write header and value to `at`, which has room for MQ_SEAL_BYTES + value.len.
 * table is a byte of its own for each table. */
void mq_seal_write(const struct mq_sealer *sealer, uint8_t table, struct mq_slice key,
	struct mq_slice value, unsigned char *at);
/* The value within stored bytes, borrowed from them; false where they are not
 * what was sealed under this table and key. */
bool mq_seal_open(const struct mq_sealer *sealer, uint8_t table, struct mq_slice key,
	struct mq_slice stored, struct mq_slice *value);

#endif
