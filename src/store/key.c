/*
 * Keys: numbers written big end first, so that memcmp sorts them as numbers.
 *
 * A key is at most 511 bytes, what LMDB takes. Only text can be too long: it is
 * then cut and the hash of all of it put behind, so that two long texts with the
 * same beginning are still two keys.
 */
#include <minqing/store.h>

#include <assert.h>
#include <endian.h>
#include <string.h>

static void add(struct mq_key *key, const void *bytes, size_t len)
{
	assert(key->len + len <= sizeof(key->bytes));
	memcpy(key->bytes + key->len, bytes, len);
	key->len += len;
}

void mq_key_add8(struct mq_key *key, uint8_t value)
{
	add(key, &value, sizeof(value));
}

void mq_key_add16(struct mq_key *key, uint16_t value)
{
	unsigned char bytes[] = { (unsigned char)(value >> 8), (unsigned char)value };

	add(key, bytes, sizeof(bytes));
}

void mq_key_add32(struct mq_key *key, uint32_t value)
{
	mq_key_add16(key, (uint16_t)(value >> 16));
	mq_key_add16(key, (uint16_t)value);
}

void mq_key_add64(struct mq_key *key, uint64_t value)
{
	mq_key_add32(key, (uint32_t)(value >> 32));
	mq_key_add32(key, (uint32_t)value);
}

void mq_key_add_text(struct mq_key *key, const void *text, size_t len)
{
	size_t left = sizeof(key->bytes) - key->len;

	if (len <= left) {
		if (len > 0) {
			add(key, text, len);
		}
		return;
	}
	assert(left >= sizeof(uint64_t));
	add(key, text, left - sizeof(uint64_t));
	mq_key_add64(key, mq_hash(text, len));
}

struct mq_slice mq_key_slice(const struct mq_key *key)
{
	return (struct mq_slice){ key->bytes, key->len };
}

uint16_t mq_key_read16(const unsigned char *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

uint32_t mq_key_read32(const unsigned char *at)
{
	return (uint32_t)mq_key_read16(at) << 16 | mq_key_read16(at + 2);
}

uint64_t mq_key_read64(const unsigned char *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof(value));
	return be64toh(value);
}
