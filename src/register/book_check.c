#include "book.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A workbook is a zip file of parts that are XML. Of each, by the directory at the end
 * (APPNOTE.TXT 4.3.12, 4.3.16):
 *
 *     directory entry  50 4b 01 02 … @10 method, @16 sum, @20 packed, @24 length,
 *                      @28 name's, @30 extra's, @32 comment's length, @42 where it is, @46 name
 *     part             50 4b 03 04 … @26 name's, @28 extra's length, @30 name, extra, bytes
 *     the end          50 4b 05 06 … @10 parts, @16 where the directory is
 *
 * A part of four gigabytes has its lengths elsewhere; such a book is taken as it is.
 */

enum {
	END_BYTES = 22,
	ENTRY_BYTES = 46,
	PART_BYTES = 30,
	KEPT_BYTES = 256,	/* of the beginning and the end of a part */
	DEFLATED = 8,
	WITHOUT_HEADER = -15,	/* as inflateInit2 wants to be told */
};

static uint32_t number_at(const unsigned char *at, size_t n_bytes)
{
	uint32_t number = 0;

	while (n_bytes--) {
		number = number << 8 | at[n_bytes];
	}
	return number;
}

/* What is looked at of a part as it is unpacked. */
struct part {
	uint32_t sum;
	uint64_t len;
	char first[KEPT_BYTES + 1];
	size_t n_first;
	char last[KEPT_BYTES + 1];
	size_t n_last;
};

static void look_at(const struct lxw *lxw, struct part *part, const unsigned char *bytes, size_t len)
{
	size_t n = KEPT_BYTES - part->n_first < len ? KEPT_BYTES - part->n_first : len;
	size_t keep = len < KEPT_BYTES ? KEPT_BYTES - len : 0;

	part->sum = (uint32_t)lxw->crc32(part->sum, bytes, (uInt)len);
	part->len += len;
	memcpy(part->first + part->n_first, bytes, n);
	part->n_first += n;
	keep = keep < part->n_last ? keep : part->n_last;
	memmove(part->last, part->last + part->n_last - keep, keep);
	n = len < KEPT_BYTES ? len : KEPT_BYTES;
	memcpy(part->last + keep, bytes + len - n, n);
	part->n_last = keep + n;
}

static bool unpack(const struct lxw *lxw, struct part *part, const unsigned char *bytes, size_t len)
{
	z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes, .avail_in = (uInt)len};
	unsigned char piece[16384];
	int status = lxw->inflateInit2_(&stream, WITHOUT_HEADER, ZLIB_VERSION, (int)sizeof(stream));

	while (status == Z_OK) {
		stream.next_out = piece;
		stream.avail_out = sizeof(piece);
		status = lxw->inflate(&stream, Z_NO_FLUSH);
		look_at(lxw, part, piece, sizeof(piece) - stream.avail_out);
	}
	lxw->inflateEnd(&stream);
	return status == Z_STREAM_END;
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

static bool part_is_whole(const struct lxw *lxw, const unsigned char *zip, size_t size,
	const unsigned char *entry)
{
	size_t where = number_at(entry + 42, 4);
	size_t packed = number_at(entry + 20, 4);
	struct part part = {0};

	if (number_at(entry + 10, 2) != DEFLATED || where > size - PART_BYTES) {
		return false;
	}
	where += PART_BYTES + number_at(zip + where + 26, 2) + number_at(zip + where + 28, 2);
	return where <= size && packed <= size - where &&
		unpack(lxw, &part, zip + where, packed) && part.sum == number_at(entry + 16, 4) &&
		part.len == number_at(entry + 24, 4) && is_closed(&part);
}

static bool is_whole(const struct lxw *lxw, const unsigned char *zip, size_t size)
{
	const unsigned char *end = zip + size - END_BYTES;
	size_t n_parts = number_at(end + 10, 2);
	size_t at = number_at(end + 16, 4);
	bool good = number_at(end, 4) == 0x06054b50 && n_parts > 0;

	if (number_at(end + 16, 4) == UINT32_MAX) {
		return good;
	}
	for (size_t i = 0; i < n_parts && good; i++) {
		good = at <= size - ENTRY_BYTES && number_at(zip + at, 4) == 0x02014b50 &&
			(number_at(zip + at + 20, 4) == UINT32_MAX ||
			 part_is_whole(lxw, zip, size, zip + at));
		at += good ? ENTRY_BYTES + number_at(zip + at + 28, 2) +
			number_at(zip + at + 30, 2) + number_at(zip + at + 32, 2) : 0;
	}
	return good;
}

bool book_is_whole(const struct lxw *lxw, const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st = {0};
	void *zip = MAP_FAILED;
	bool whole = false;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > ENTRY_BYTES) {
		zip = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	if (zip != MAP_FAILED) {
		whole = is_whole(lxw, zip, (size_t)st.st_size);
		munmap(zip, (size_t)st.st_size);
	}
	if (fd >= 0) {
		close(fd);
	}
	return whole;
}
