#include "book.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A workbook is a zip file of parts (zip.c) that are XML. One of four gigabytes is taken as it
 * is.
 */

enum { KEPT_BYTES = 256 };	/* of the beginning and the end of a part */

/* What is looked at of a part as it is unpacked. */
struct part {
	uint64_t len;
	char first[KEPT_BYTES + 1];
	size_t n_first;
	char last[KEPT_BYTES + 1];
	size_t n_last;
};

static void look_at(struct part *part, const char *bytes, size_t len)
{
	size_t n = KEPT_BYTES - part->n_first < len ? KEPT_BYTES - part->n_first : len;
	size_t keep = len < KEPT_BYTES ? KEPT_BYTES - len : 0;

	part->len += len;
	memcpy(part->first + part->n_first, bytes, n);
	part->n_first += n;
	keep = keep < part->n_last ? keep : part->n_last;
	memmove(part->last, part->last + part->n_last - keep, keep);
	n = len < KEPT_BYTES ? len : KEPT_BYTES;
	memcpy(part->last + keep, bytes + len - n, n);
	part->n_last = keep + n;
}

/* Does it end with the tag that it begins with? One that has nothing in it is too short to
 * have been cut. */
static bool is_closed(const struct part *part)
{
	const char *root = strstr(part->first, "?>");
	size_t n = part->n_last - (part->n_last > 0 && part->last[part->n_last - 1] == '\n');
	char tag[KEPT_BYTES + 4];
	size_t len;

	root = root ? strchr(root, '<') : NULL;
	if (!root) {
		return false;
	}
	snprintf(tag, sizeof(tag), "</%.*s>", (int)strcspn(root + 1, " />"), root + 1);
	len = strlen(tag);
	if (part->len <= KEPT_BYTES && n >= 2 && memcmp(part->last + n - 2, "/>", 2) == 0) {
		return true;
	}
	return n >= len && memcmp(part->last + n - len, tag, len) == 0;
}

static bool part_is_whole(const struct zip *zip, const struct zip_part *told)
{
	struct zip_stream stream;
	struct part part = {0};
	char piece[16384];
	size_t len = 0;
	bool good = zip_begin(&stream, zip, told);

	while (good && !stream.at_end) {
		good = zip_next(&stream, piece, sizeof(piece), &len);
		look_at(&part, piece, len);
	}
	zip_end(&stream);
	return good && is_closed(&part);
}

static bool is_whole(const struct zlib *zlib, const void *bytes, size_t size)
{
	struct zip zip;
	bool good = zip_read(&zip, zlib, bytes, size);

	for (size_t i = 0; i < zip.n_parts && good; i++) {
		good = zip.parts[i].is_large || part_is_whole(&zip, &zip.parts[i]);
	}
	zip_release(&zip);
	return good;
}

bool book_is_whole(const struct zlib *zlib, const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st = {0};
	void *bytes = MAP_FAILED;
	bool whole = false;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0) {
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	if (bytes != MAP_FAILED) {
		whole = is_whole(zlib, bytes, (size_t)st.st_size);
		munmap(bytes, (size_t)st.st_size);
	}
	if (fd >= 0) {
		close(fd);
	}
	return whole;
}
