/*
 * Seals and salts (libsodium). A seal tells damage from data: 64 bits of
 * SipHash-2-4, keyed with the register's salt.
 *
 *     seal = H(H(table and key) | H(value) | length of the one | of the other)
 *
 * in two levels, so that a value of megabytes is hashed where it lies and never
 * copied to stand behind its key. The numbers are little end first.
 */
#include <minqing/access.h>

#include <stdlib.h>

#include <sodium.h>

enum { HASH_BYTES = crypto_shorthash_BYTES, N_PARTS = 4 };

static void write_le64(unsigned char *at, uint64_t value)
{
	for (int i = 0; i < 8; i++) {
		at[i] = (unsigned char)(value >> (8 * i));
	}
}

static uint64_t read_le64(const unsigned char *at)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++) {
		value |= (uint64_t)at[i] << (8 * i);
	}
	return value;
}

uint64_t mq_access_seal(const unsigned char salt[16], struct mq_slice table_and_key,
	struct mq_slice value)
{
	unsigned char parts[N_PARTS * HASH_BYTES];
	unsigned char seal[HASH_BYTES];

	crypto_shorthash(parts, table_and_key.data, table_and_key.len, salt);
	crypto_shorthash(parts + HASH_BYTES, value.data, value.len, salt);
	write_le64(parts + 2 * HASH_BYTES, table_and_key.len);
	write_le64(parts + 3 * HASH_BYTES, value.len);
	crypto_shorthash(seal, parts, sizeof(parts), salt);
	return read_le64(seal);
}

void mq_access_random(void *out, size_t len)
{
	/* Only where the system gives no random numbers does it fail: no salt, no
	 * register. It may be called again and again. */
	if (sodium_init() < 0) {
		abort();
	}
	randombytes_buf(out, len);
}
