#include "zip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * A zip file is its parts, and behind them a directory that is found from the end
 * (APPNOTE.TXT 4.3.12, 4.3.16):
 *
 *     directory entry  50 4b 01 02 … @8 flags, @10 method, @16 sum, @20 packed, @24 length,
 *                      @28 name's, @30 extra's, @32 comment's length, @42 where it is, @46 name
 *     part             50 4b 03 04 … @26 name's, @28 extra's length, @30 name, extra, bytes
 *     the end          50 4b 05 06 … @10 parts, @16 where the directory is, @20 comment's length
 *
 * What the parts say of themselves is passed over; the directory counts. Where a part has four
 * gigabytes its lengths stand elsewhere, and it is not read.
 */

enum {
	END_BYTES = 22,
	ENTRY_BYTES = 46,
	PART_BYTES = 30,
	COMMENT_BYTES = 65535,
	STORED = 0,
	DEFLATED = 8,
	LOCKED = 1,		/* a flag: a password was set */
	WITHOUT_HEADER = -15,	/* as inflateInit2 wants to be told */
};

enum mq_err zlib_open(struct zlib *lent, struct mq_diag *diag)
{
	void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
	bool all = library != NULL;

	ZLIB_EACH(LEND_FIND)
	if (!all) {
		mq_diag_add(diag, MQ_ERR_STORE, _("workbooks cannot be read: %s"), "zlib");
		mq_diag_hint(diag, _("apt install %s, or save as CSV (UTF-8)"), "zlib1g");
	}
	return all ? MQ_OK : MQ_ERR_STORE;
}

static uint32_t number_at(const unsigned char *at, size_t n_bytes)
{
	uint32_t number = 0;

	while (n_bytes--) {
		number = number << 8 | at[n_bytes];
	}
	return number;
}

/* Behind it stands nothing but a comment. */
static const unsigned char *find_end(const unsigned char *bytes, size_t size)
{
	for (size_t back = END_BYTES; back <= size && back <= END_BYTES + COMMENT_BYTES; back++) {
		const unsigned char *end = bytes + size - back;

		if (number_at(end, 4) == 0x06054b50 && number_at(end + 20, 2) == back - END_BYTES) {
			return end;
		}
	}
	return NULL;
}

/* Where the bytes of a part are; false where it leads out of the file. */
static bool find_packed(struct zip_part *part, const unsigned char *bytes, size_t size,
	const unsigned char *entry)
{
	size_t at = number_at(entry + 42, 4);
	size_t packed = number_at(entry + 20, 4);

	if (size < PART_BYTES || at > size - PART_BYTES || number_at(bytes + at, 4) != 0x04034b50) {
		return false;
	}
	at += PART_BYTES + number_at(bytes + at + 26, 2) + number_at(bytes + at + 28, 2);
	part->packed = at <= size && packed <= size - at ? mq_slice(bytes + at, packed)
		: mq_slice(NULL, 0);
	return part->packed.data != NULL;
}

static bool read_entry(struct zip_part *part, const unsigned char *bytes, size_t size,
	const unsigned char *entry)
{
	uint32_t method = number_at(entry + 10, 2);

	part->name = mq_slice(entry + ENTRY_BYTES, number_at(entry + 28, 2));
	part->sum = number_at(entry + 16, 4);
	part->len_bytes = number_at(entry + 24, 4);
	part->is_large = number_at(entry + 20, 4) == UINT32_MAX ||
		number_at(entry + 24, 4) == UINT32_MAX || number_at(entry + 42, 4) == UINT32_MAX;
	part->is_stored = method == STORED;
	return part->is_large || (number_at(entry + 8, 2) & LOCKED) != 0 ||
		(method != STORED && method != DEFLATED) || find_packed(part, bytes, size, entry);
}

bool zip_read(struct zip *zip, const struct zlib *zlib, const void *start, size_t size)
{
	const unsigned char *bytes = start;
	const unsigned char *end = find_end(bytes, size);
	size_t n_parts = end ? number_at(end + 10, 2) : 0;
	size_t at = end ? number_at(end + 16, 4) : 0;
	bool good = end && n_parts > 0;

	*zip = (struct zip){.zlib = zlib};
	if (!good || at == UINT32_MAX) {
		return good;
	}
	zip->parts = mq_alloc(n_parts * sizeof(*zip->parts));
	for (; zip->n_parts < n_parts && good; zip->n_parts++) {
		const unsigned char *entry = bytes + at;
		size_t rest = at <= size ? size - at : 0;
		size_t len = rest < ENTRY_BYTES ? 0 : ENTRY_BYTES + number_at(entry + 28, 2) +
			number_at(entry + 30, 2) + number_at(entry + 32, 2);

		good = len > 0 && len <= rest && number_at(entry, 4) == 0x02014b50 &&
			read_entry(&zip->parts[zip->n_parts], bytes, size, entry);
		at += len;
	}
	if (!good) {
		zip_release(zip);
	}
	return good;
}

/* Names of parts are the same in any case (ECMA-376 part 2, 6.2.2.3). */
const struct zip_part *zip_find(const struct zip *zip, const char *name)
{
	for (size_t i = 0; i < zip->n_parts; i++) {
		struct mq_slice own = zip->parts[i].name;

		if (own.len == strlen(name) && strncasecmp(own.data, name, own.len) == 0) {
			return &zip->parts[i];
		}
	}
	return NULL;
}

void zip_release(struct zip *zip)
{
	free(zip->parts);
	*zip = (struct zip){0};
}

/* ---- unpacking ---- */

bool zip_begin(struct zip_stream *stream, const struct zip *zip, const struct zip_part *part)
{
	*stream = (struct zip_stream){.zlib = zip->zlib, .part = part};
	if (!part->packed.data) {
		return false;
	}
	stream->z.next_in = (unsigned char *)(uintptr_t)part->packed.data;
	stream->z.avail_in = (uInt)part->packed.len;
	stream->is_open = part->is_stored || zip->zlib->inflateInit2_(&stream->z, WITHOUT_HEADER,
		ZLIB_VERSION, (int)sizeof(stream->z)) == Z_OK;
	return stream->is_open;
}

static bool copy_next(struct zip_stream *stream, void *bytes, size_t room, size_t *len)
{
	*len = stream->z.avail_in < room ? stream->z.avail_in : room;
	memcpy(bytes, stream->z.next_in, *len);
	stream->z.next_in += *len;
	stream->z.avail_in -= (uInt)*len;
	stream->at_end = stream->z.avail_in == 0;
	return true;
}

static bool unpack_next(struct zip_stream *stream, void *bytes, size_t room, size_t *len)
{
	int status = Z_OK;

	stream->z.next_out = bytes;
	stream->z.avail_out = (uInt)room;
	while (status == Z_OK && stream->z.avail_out > 0) {
		status = stream->zlib->inflate(&stream->z, Z_NO_FLUSH);
	}
	*len = room - stream->z.avail_out;
	stream->at_end = status == Z_STREAM_END;
	return status == Z_OK || status == Z_STREAM_END;
}

bool zip_next(struct zip_stream *stream, void *bytes, size_t room, size_t *len)
{
	const struct zip_part *part = stream->part;
	bool good = true;

	*len = 0;
	if (!stream->at_end) {
		good = part->is_stored ? copy_next(stream, bytes, room, len)
			: unpack_next(stream, bytes, room, len);
		stream->sum = (uint32_t)stream->zlib->crc32(stream->sum, bytes, (uInt)*len);
		stream->len_bytes += *len;
	}
	return good && stream->len_bytes <= part->len_bytes && (!stream->at_end ||
		(stream->len_bytes == part->len_bytes && stream->sum == part->sum));
}

uint64_t zip_position_bytes(const struct zip_stream *stream)
{
	return stream->is_open ? stream->part->packed.len - stream->z.avail_in : 0;
}

void zip_end(struct zip_stream *stream)
{
	if (stream->is_open && !stream->part->is_stored) {
		stream->zlib->inflateEnd(&stream->z);
	}
	*stream = (struct zip_stream){0};
}
