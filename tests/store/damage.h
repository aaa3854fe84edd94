/* Files of a closed register, changed behind its back. */
#ifndef MINQING_TESTS_STORE_DAMAGE_H
#define MINQING_TESTS_STORE_DAMAGE_H

#include <stdio.h>

#include "fixture.h"

/* All of a file; owned. */
static inline char *file_read(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	struct stat st;
	char *bytes;

	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &st), 0);
	*len = (size_t)st.st_size;
	bytes = mq_alloc(*len + 1);
	assert_int_equal(fread(bytes, 1, *len, file), *len);
	fclose(file);
	return bytes;
}

/* Make a file hold these bytes; it stays the same inode. */
static inline void file_write(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	assert_int_equal(chmod(path, 0600), 0);
}

/* Flip one bit wherever a file holds these bytes; how often it did. */
static inline int file_flip(const char *path, const char *needle, size_t offset)
{
	size_t len;
	size_t size = strlen(needle);
	char *bytes = file_read(path, &len);
	int n = 0;

	for (size_t i = 0; i + size <= len; i++) {
		if (memcmp(bytes + i, needle, size) == 0) {
			bytes[i + offset] ^= 0x10;
			n++;
		}
	}
	file_write(path, bytes, len);
	free(bytes);
	return n;
}

#endif
