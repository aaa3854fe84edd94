/* The parts of a zip file that lies in memory: what a workbook is made of. */
#ifndef MINQING_REGISTER_ZIP_H
#define MINQING_REGISTER_ZIP_H

#include <zlib.h>

#include <minqing/base.h>

#include "lend.h"

/* The functions of zlib, lent by whoever opened it. */
#define ZLIB_EACH(X) \
	X(crc32) \
	X(inflate) \
	X(inflateEnd) \
	X(inflateInit2_)

struct zlib {
	ZLIB_EACH(LEND_MEMBER)
};

/* STORE where the library is not there. */
enum mq_err zlib_open(struct zlib *zlib, struct mq_diag *diag);

/* A part, as the directory tells of it. */
struct zip_part {
	struct mq_slice name;
	struct mq_slice packed;	/* {NULL, 0}: large, locked, or packed as zlib does not */
	uint64_t len_bytes;	/* unpacked */
	uint32_t sum;
	bool is_large;		/* its lengths stand elsewhere: four gigabytes */
	bool is_stored;		/* as it is, not packed */
};

/* Borrows the file's bytes. */
struct zip {
	const struct zlib *zlib;
	struct zip_part *parts;
	size_t n_parts;		/* 0: the directory is too large to be read */
};

/* False where there is no directory, or one that does not lead to its parts: then zip is
 * empty. */
bool zip_read(struct zip *zip, const struct zlib *zlib, const void *bytes, size_t size);
const struct zip_part *zip_find(const struct zip *zip, const char *name);	/* or NULL */
void zip_release(struct zip *zip);

/* A part as it is unpacked. */
struct zip_stream {
	const struct zlib *zlib;
	const struct zip_part *part;
	z_stream z;
	uint32_t sum;
	uint64_t len_bytes;	/* so far */
	bool is_open;
	bool at_end;
};

bool zip_begin(struct zip_stream *stream, const struct zip *zip, const struct zip_part *part);
/* The next bytes, at most room; *len 0 at the end. False where they do not unpack, or are not
 * of the length or the sum that the directory tells. */
bool zip_next(struct zip_stream *stream, void *bytes, size_t room, size_t *len);
uint64_t zip_position_bytes(const struct zip_stream *stream);	/* of what is packed */
void zip_end(struct zip_stream *stream);	/* zeroed is fine */

#endif
