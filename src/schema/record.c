/*
 * A record is the list of what is known of one resident, household, dwelling
 * or visit: canonical texts by field number, ascending. What is not known is
 * not there.
 *
 * Written down, the directory comes first, so that one field is found without
 * touching the texts of the others:
 *
 *     varint   n                 values
 *     n times
 *       varint gap               field number - the one before - 1 (the first: the number)
 *       varint len               bytes of its text
 *     n texts                    one after the other, nothing between or behind
 *
 * A gap cannot be negative, so numbers ascend by construction; lengths must add
 * up to exactly the bytes that are left. Anything else is corrupt.
 */
#include <minqing/schema.h>

#include <stdlib.h>
#include <string.h>

enum {
	VARINT_BYTES_MAX = 10,
	FIELD_BYTES_MAX = 3,	/* of a varint that counts fields */
};

/* ---- in memory ---- */

/* The index of field, or of the value it would stand before. */
static size_t place_of(const struct mq_record *record, mq_field_id field)
{
	size_t low = 0;
	size_t high = record->n_values;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (record->values[mid].field < field) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return low;
}

static bool stands_at(const struct mq_record *record, size_t place, mq_field_id field)
{
	return place < record->n_values && record->values[place].field == field;
}

static void remove_at(struct mq_record *record, size_t place)
{
	struct mq_record_value *value = record->values + place;

	record->n_values--;
	memmove(value, value + 1, (record->n_values - place) * sizeof(*value));
}

static void insert_at(struct mq_record *record, size_t place, mq_field_id field)
{
	struct mq_record_value *value;

	record->values = mq_grow(record->values, &record->cap, record->n_values + 1,
		sizeof(*record->values));
	value = record->values + place;
	if (place < record->n_values) {
		memmove(value + 1, value, (record->n_values - place) * sizeof(*value));
	}
	record->n_values++;
	value->field = field;
}

void mq_record_set(struct mq_record *record, mq_field_id field, struct mq_slice text)
{
	size_t place = place_of(record, field);
	bool there = stands_at(record, place, field);
	char *copy;

	if (text.data == NULL) {
		if (there) {
			remove_at(record, place);
		}
		return;
	}
	/* Copied before the list moves: text may be one of its own. */
	copy = mq_arena_alloc(&record->arena, text.len + 1);
	memcpy(copy, text.data, text.len);
	if (!there) {
		insert_at(record, place, field);
	}
	record->values[place].text = mq_slice(copy, text.len);
}

void mq_record_lend(struct mq_record *record, mq_field_id field, struct mq_slice text)
{
	size_t place = record->n_values;

	/* Who sets many sets them in order. */
	if (place < record->cap && (place == 0 || record->values[place - 1].field < field)) {
		record->values[record->n_values++] = (struct mq_record_value){field, text};
		return;
	}
	place = place_of(record, field);
	if (!stands_at(record, place, field)) {
		insert_at(record, place, field);
	}
	record->values[place].text = text;
}

void mq_record_set_number(struct mq_record *record, mq_field_id field, int64_t number)
{
	char text[MQ_NUMBER_MAX];

	mq_record_set(record, field, mq_slice(text, mq_number_format(number, text)));
}

struct mq_slice mq_record_get(const struct mq_record *record, mq_field_id field)
{
	size_t place = place_of(record, field);

	return stands_at(record, place, field) ? record->values[place].text : mq_slice(NULL, 0);
}

void mq_record_reset(struct mq_record *record)
{
	record->n_values = 0;
	mq_arena_reset(&record->arena);
}

void mq_record_release(struct mq_record *record)
{
	if (record == NULL) {
		return;
	}
	free(record->values);
	mq_arena_release(&record->arena);
	*record = (struct mq_record){0};
}

bool mq_record_key(const struct mq_schema *schema, mq_kind_id kind, const struct mq_record *record,
	struct mq_buf *out)
{
	const struct mq_kind *of = schema->kinds + kind;
	size_t before = out->len;

	for (size_t i = 0; i < of->n_key; i++) {
		struct mq_slice part = mq_record_get(record, of->key[i]);

		if (part.data == NULL) {
			if (out->len > before) {
				out->len = before;
				out->data[before] = '\0';
			}
			return false;
		}
		if (i > 0) {
			mq_buf_addc(out, '\x1f');
		}
		mq_buf_add(out, part.data, part.len);
	}
	return of->n_key > 0;
}

/* ---- written down ---- */

/* Room that is surely enough, so that what is written needs no asking: this runs for every
 * value of an import. */
static char *make_room(const struct mq_record *record, struct mq_buf *out)
{
	size_t need = FIELD_BYTES_MAX + 1;

	for (size_t i = 0; i < record->n_values; i++) {
		size_t len = record->values[i].text.len;

		need += FIELD_BYTES_MAX + (len < 0x80 ? 1 : VARINT_BYTES_MAX) + len;
	}
	if (need > out->cap - out->len) {
		out->data = mq_grow(out->data, &out->cap, out->len + need, 1);
	}
	return out->data + out->len;
}

static char *put_number(char *at, uint64_t value)
{
	while (value >= 0x80) {
		*at++ = (char)(value | 0x80);
		value >>= 7;
	}
	*at++ = (char)value;
	return at;
}

/* Nearly all are short, and then no function is called for them: their halves overlap. */
static inline char *put_text(char *at, struct mq_slice text)
{
	const char *from = text.data;
	size_t len = text.len;

	if (len > 16) {
		memcpy(at, from, len);
	} else if (len >= 8) {
		memcpy(at, from, 8);
		memcpy(at + len - 8, from + len - 8, 8);
	} else if (len >= 4) {
		memcpy(at, from, 4);
		memcpy(at + len - 4, from + len - 4, 4);
	} else if (len > 0) {
		at[0] = from[0];
		at[len / 2] = from[len / 2];
		at[len - 1] = from[len - 1];
	}
	return at + len;
}

void mq_record_encode(const struct mq_record *record, struct mq_buf *out)
{
	char *at = put_number(make_room(record, out), record->n_values);
	uint32_t next = 0;

	for (size_t i = 0; i < record->n_values; i++) {
		at = put_number(at, record->values[i].field - next);
		at = put_number(at, record->values[i].text.len);
		next = (uint32_t)record->values[i].field + 1;
	}
	for (size_t i = 0; i < record->n_values; i++) {
		at = put_text(at, record->values[i].text);
	}
	*at = '\0';
	out->len = (size_t)(at - out->data);
}

/* A walk over the directory. */
struct reader {
	const unsigned char *at;
	const unsigned char *end;
	uint64_t left;		/* entries still to come */
	uint64_t next;		/* the smallest number the next field can have */
};

/* Nearly every number in a directory is one byte. */
static inline bool read_number(struct reader *reader, uint64_t *value)
{
	if (reader->at < reader->end && *reader->at < 0x80) {
		*value = *reader->at++;
		return true;
	}
	return mq_varint_read(&reader->at, reader->end, value);
}

/* An entry takes two bytes at least, so a count beyond that is a lie. */
static bool begin(struct reader *reader, struct mq_slice bytes)
{
	*reader = (struct reader){.at = bytes.data};
	if (bytes.data == NULL) {
		return false;
	}
	reader->end = reader->at + bytes.len;
	return mq_varint_read(&reader->at, reader->end, &reader->left)
		&& reader->left <= (uint64_t)(reader->end - reader->at) / 2;
}

static inline bool entry(struct reader *reader, mq_field_id *field, size_t *len)
{
	uint64_t gap;
	uint64_t len_bytes;

	if (!read_number(reader, &gap) || !read_number(reader, &len_bytes)
			|| gap >= MQ_NO_FIELD || reader->next + gap >= MQ_NO_FIELD
			|| len_bytes > (uint64_t)(reader->end - reader->at)) {
		return false;
	}
	*field = (mq_field_id)(reader->next + gap);
	*len = (size_t)len_bytes;
	reader->next = (uint64_t)*field + 1;
	reader->left--;
	return true;
}

enum mq_err mq_record_decode(struct mq_record *record, struct mq_slice bytes)
{
	struct reader reader;
	const unsigned char *text;

	mq_record_reset(record);
	if (!begin(&reader, bytes)) {
		return MQ_ERR_CORRUPT;
	}
	record->values = mq_grow(record->values, &record->cap, (size_t)reader.left,
		sizeof(*record->values));
	while (reader.left > 0) {
		struct mq_record_value *value = record->values + record->n_values;

		if (!entry(&reader, &value->field, &value->text.len)) {
			goto corrupt;
		}
		record->n_values++;
	}
	text = reader.at;
	for (size_t i = 0; i < record->n_values; i++) {
		struct mq_slice *slice = &record->values[i].text;

		if (slice->len > (size_t)(reader.end - text)) {
			goto corrupt;
		}
		slice->data = text;
		text += slice->len;
	}
	if (text == reader.end) {
		return MQ_OK;
	}
corrupt:
	mq_record_reset(record);
	return MQ_ERR_CORRUPT;
}

struct mq_slice mq_record_peek(struct mq_slice bytes, mq_field_id field)
{
	struct mq_slice found = {NULL, 0};
	struct reader reader;
	bool there = false;
	uint64_t offset = 0;	/* of the text, from the end of the directory */

	if (!begin(&reader, bytes)) {
		return found;
	}
	while (reader.left > 0) {
		mq_field_id here;
		size_t len;

		if (!entry(&reader, &here, &len)) {
			return found;
		}
		if (here == field) {
			there = true;
			found.len = len;
		} else if (here < field) {
			offset += len;
		}
	}
	if (!there || offset + found.len > (uint64_t)(reader.end - reader.at)) {
		return (struct mq_slice){NULL, 0};
	}
	found.data = reader.at + offset;
	return found;
}

/* Where the texts begin behind the directory at reader. */
static const unsigned char *texts_behind(struct reader reader)
{
	mq_field_id field;
	size_t len;

	while (reader.left > 0 && entry(&reader, &field, &len)) {
		;
	}
	return reader.at;
}

static bool is_text(struct mq_slice text, const unsigned char *bytes, size_t len)
{
	return text.len == len && (len == 0 || memcmp(text.data, bytes, len) == 0);
}

mq_field_id mq_record_conflict(const struct mq_record *record, struct mq_slice bytes, bool *news)
{
	const struct mq_record_value *value = record->values;
	const struct mq_record_value *end = value + record->n_values;
	const unsigned char *text;
	struct reader reader;
	mq_field_id field;
	size_t len;

	*news = false;
	if (!begin(&reader, bytes)) {
		reader.left = 0;
	}
	text = texts_behind(reader);
	/* Both ascend. */
	for (; reader.left > 0 && entry(&reader, &field, &len); text += len) {
		for (; value < end && value->field < field; value++) {
			*news = true;
		}
		if (value < end && value->field == field) {
			if (!is_text(value->text, text, len)) {
				return field;
			}
			value++;
		}
	}
	*news = *news || value < end;
	return MQ_NO_FIELD;
}
