/*
 * LMDB 0.9 does not see damage: of 1,570 flipped bits in live bytes it served
 * 1,566 as good data (SECURITY.md E9). So every value is stored behind a header:
 *
 *     0        8        12       16
 *     | hash   | length | zero   | value …
 *
 *     hash     keyed 64-bit hash over table, key and value, little end first
 *     length   bytes of the value, little end first
 *     zero     reserved, must be 0
 *
 * The table and the key are hashed too: a good value that turns up in another
 * place is as wrong as a flipped bit. The length is looked at first, so that a
 * damaged node cannot make the hash run over bytes that are not there.
 */
#include "seal.h"

#include <string.h>

static void write_le(unsigned char *at, uint64_t value, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++) {
		at[i] = (unsigned char)(value >> (8 * i));
	}
}

static uint64_t read_le(const unsigned char *at, size_t n_bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n_bytes; i++) {
		value |= (uint64_t)at[i] << (8 * i);
	}
	return value;
}

static uint64_t hash_of(const struct mq_sealer *sealer, uint8_t table, struct mq_slice key,
	struct mq_slice value)
{
	unsigned char place[1 + MQ_KEY_BYTES_MAX];

	place[0] = table;
	memcpy(place + 1, key.data, key.len);
	return sealer->hash(sealer->salt, (struct mq_slice){ place, 1 + key.len }, value);
}

void mq_seal_write(const struct mq_sealer *sealer, uint8_t table, struct mq_slice key,
	struct mq_slice value, unsigned char *at)
{
	write_le(at, hash_of(sealer, table, key, value), 8);
	write_le(at + 8, value.len, 4);
	write_le(at + 12, 0, 4);
	if (value.len > 0) {
		memcpy(at + MQ_SEAL_BYTES, value.data, value.len);
	}
}

bool mq_seal_open(const struct mq_sealer *sealer, uint8_t table, struct mq_slice key,
	struct mq_slice stored, struct mq_slice *value)
{
	const unsigned char *at = stored.data;
	struct mq_slice inside;

	if (stored.len < MQ_SEAL_BYTES || key.len > MQ_KEY_BYTES_MAX) {
		return false;
	}
	inside = (struct mq_slice){ at + MQ_SEAL_BYTES, stored.len - MQ_SEAL_BYTES };
	if (read_le(at + 8, 4) != inside.len || read_le(at + 12, 4) != 0 ||
		read_le(at, 8) != hash_of(sealer, table, key, inside)) {
		return false;
	}
	*value = inside;
	return true;
}
