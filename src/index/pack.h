/*
 * Inside index: the texts of one field of 256 records, as they are stored and read.
 */
#ifndef INDEX_PACK_H
#define INDEX_PACK_H

#include <minqing/index.h>

enum {
	MQ_PACK_BITS = 8,
	MQ_PACK_IDS = 1 << MQ_PACK_BITS,
};

/* A text in its forms; written.data NULL: there is none. */
struct mq_text {
	struct mq_slice written;
	struct mq_slice folded;
};

/* Append the pack of the texts of its ids; nothing where there is none. */
void mq_pack_encode(const struct mq_text texts[MQ_PACK_IDS], struct mq_buf *out);
/* The stored bytes as a pack that lies where they lie; NULL where they make no sense. */
const unsigned char *mq_pack_open(struct mq_slice bytes);
/* A pack without texts. */
extern const unsigned char mq_pack_empty[];

/* The text of the pack's offset-th id, borrowed; {NULL, 0} where it has none. */
struct mq_slice mq_pack_get(const unsigned char *pack, size_t offset, enum mq_form form);
/* All texts of the pack, borrowed; those it does not have are left as they are. */
void mq_pack_read(const unsigned char *pack, struct mq_text texts[MQ_PACK_IDS]);

#endif
