/*
 * Seals (xxHash) and salts (libsodium). A seal tells damage from data: 64 bits of XXH3,
 * seeded with the register's salt.
 *
 *     seal = H(H(table and key) | H(value) | length of the one | of the other | salt's rest)
 *
 * in two levels, so that a value of megabytes is hashed where it lies and never
 * copied to stand behind its key. The numbers are little end first.
 *
 * The salt lies in the register, so that no hash could stop who may write there: what
 * is asked of this one is that it sees every damage, and fast, for all that is looked at
 * passes through here once. (SipHash-2-4 reads 1.4 GB/s on our machine, this one 15.)
 */
#include <minqing/access.h>

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

/* Its functions as our own: no library to load at start. */
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { WORD_BYTES = 8, N_PARTS = 5 };

static void write_le64(unsigned char *at, uint64_t value)
{
	value = htole64(value);
	memcpy(at, &value, WORD_BYTES);
}

static uint64_t read_le64(const unsigned char *at)
{
	uint64_t value;

	memcpy(&value, at, WORD_BYTES);
	return le64toh(value);
}

uint64_t mq_access_seal(const unsigned char salt[16], struct mq_slice table_and_key,
	struct mq_slice value)
{
	uint64_t seed = read_le64(salt);
	const uint64_t parts[N_PARTS] = {
		XXH3_64bits_withSeed(table_and_key.data, table_and_key.len, seed),
		XXH3_64bits_withSeed(value.data, value.len, seed),
		table_and_key.len, value.len, read_le64(salt + WORD_BYTES),
	};
	unsigned char bytes[N_PARTS * WORD_BYTES];

	for (size_t i = 0; i < N_PARTS; i++) {
		write_le64(bytes + i * WORD_BYTES, parts[i]);
	}
	return XXH3_64bits_withSeed(bytes, sizeof(bytes), seed);
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
