/*
 * What stored entries are called in messages: the keys that term.c draws, read
 * back. A key of the wrong length names what it can.
 */
#include "terms.h"

#include <inttypes.h>

static void add_field(const struct mq_schema *schema, uint16_t number, struct mq_buf *out)
{
	uint16_t first_live = mq_live_field(0);

	if (number < schema->n_fields) {
		mq_buf_addf(out, "%s", schema->fields[number].id);
	} else if (number >= first_live && (size_t)(number - first_live) < schema->n_kinds) {
		mq_buf_addf(out, "every %s", schema->kinds[number - first_live].id);
	} else {
		mq_buf_addf(out, "field %u", number);
	}
}

static void add_value(const struct mq_schema *schema, uint16_t number, uint32_t value,
	struct mq_buf *out)
{
	const struct mq_codes *codes;

	if (value == MQ_VALUE_KNOWN) {
		mq_buf_adds(out, ":*");
		return;
	}
	codes = number < schema->n_fields ? schema->fields[number].codes : NULL;
	if (codes != NULL && value < codes->n_codes) {
		mq_buf_addf(out, ":%s", codes->codes[value].id);
	} else {
		mq_buf_addf(out, ":%" PRIu32, value);
	}
}

static void add_kind(const struct mq_schema *schema, uint16_t kind, struct mq_buf *out)
{
	if (kind < schema->n_kinds) {
		mq_buf_addf(out, " %s", schema->kinds[kind].id);
	} else {
		mq_buf_addf(out, " kind %u", kind);
	}
}

/* One piece of what is kept of a field by id. */
static void add_piece(const struct mq_schema *schema, const char *what, const char *piece,
	struct mq_slice key, struct mq_buf *out)
{
	const unsigned char *at = key.data;

	mq_buf_addf(out, "%s ", what);
	add_field(schema, key.len >= 2 ? mq_key_read16(at) : UINT16_MAX, out);
	if (key.len == 6) {
		mq_buf_addf(out, " %s %" PRIu32, piece, mq_key_read32(at + 2));
	}
}

void mq_entry_name(const struct mq_schema *schema, enum mq_table table, struct mq_slice key,
	struct mq_buf *out)
{
	const unsigned char *at = key.data;
	uint16_t first = key.len >= 2 ? mq_key_read16(at) : UINT16_MAX;

	switch (table) {
	case MQ_TABLE_POSTING:
		mq_buf_adds(out, "posting ");
		add_field(schema, first, out);
		if (key.len == 8) {
			add_value(schema, first, mq_key_read32(at + 2), out);
			mq_buf_addf(out, " shard %u", mq_key_read16(at + 6));
		}
		break;
	case MQ_TABLE_GRAM:
		mq_buf_adds(out, "gram ");
		add_field(schema, first, out);
		if (key.len > 4) {
			mq_buf_adds(out, " '");
			mq_buf_add(out, at + 2, key.len - 4);
			mq_buf_addf(out, "' shard %u", mq_key_read16(at + key.len - 2));
		}
		break;
	case MQ_TABLE_COLUMN:
		add_piece(schema, "column", "chunk", key, out);
		break;
	case MQ_TABLE_TEXT:
		add_piece(schema, "texts", "pack", key, out);
		break;
	case MQ_TABLE_RECORD:
		mq_buf_adds(out, "record");
		add_kind(schema, first, out);
		if (key.len == 6) {
			mq_buf_addf(out, " %" PRIu32, mq_key_read32(at + 2));
		}
		break;
	case MQ_TABLE_KEY:
		mq_buf_adds(out, "key of a");
		add_kind(schema, first, out);
		break;
	default:
		mq_buf_adds(out, "entry");
		break;
	}
}

enum mq_err mq_entry_damaged(const struct mq_schema *schema, enum mq_table table,
	struct mq_slice key, struct mq_diag *diag)
{
	struct mq_buf name = {0};

	mq_entry_name(schema, table, key, &name);
	mq_diag_add(diag, MQ_ERR_CORRUPT, _("%s is damaged"), name.data);
	mq_diag_hint(diag, _("restore a backup, or rebuild the index from the records"));
	mq_buf_release(&name);
	return MQ_ERR_CORRUPT;
}
