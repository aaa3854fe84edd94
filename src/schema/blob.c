/*
 * The compiled schema, as a register keeps it: read at every start, so it is
 * laid out to be read in one pass with no allocation per name.
 *
 *     "MQS3"
 *     count groups   × { text id, text zh, text en }
 *     count lists    × { text id, maybe standard, byte ordered,
 *                        count codes × { text id, text zh, text en, texts aliases } }
 *     count kinds    × { text id, text zh, text en, numbers key, number title,
 *                        number sort, numbers links, text relation,
 *                        text relation_zh, number date, numbers columns,
 *                        count areas × { text id, text zh, text en, texts aliases,
 *                                        numbers by },
 *                        numbers place }
 *     count fields   × { text id, text zh, text en, texts aliases, number kind,
 *                        number group, byte type, number list, number target,
 *                        maybe unit, maybe pattern, byte flags, min if has_min,
 *                        max if has_max, byte search, byte check, byte privacy,
 *                        maybe standard, maybe expression, number years_since,
 *                        number reading_of }
 *     count saved    × { text id, text zh, text en, number kind, text is, maybe sort,
 *                        maybe cols, varint limit, count params × { text id, text zh,
 *                        text en, byte type, maybe of, maybe default } }
 *     count renames  × { byte what, maybe list, text was, maybe now, maybe why }
 *
 *     count, number  varint; number is the index + 1, 0 for none
 *     min, max       varint, sign in the lowest bit (zigzag)
 *     text           varint len + 1, len bytes, a NUL; `maybe` may also be 0: NULL
 *     texts, numbers count, then each
 *     flags          has_min 1, has_max 2, closed 4, bare 8, facet 16
 *
 * "MQS2", before there were saved lists, ends behind the fields; "MQS1", before there
 * were areas, also a kind behind its columns. blob_read.c reads all three.
 */
#include "blob.h"

#include <string.h>

#include "own.h"

static void write_text(struct mq_buf *out, const char *text)
{
	size_t len;

	if (text == NULL) {
		mq_buf_add_varint(out, 0);
		return;
	}
	len = strlen(text);
	mq_buf_add_varint(out, len + 1);
	mq_buf_add(out, text, len + 1);
}

static void write_texts(struct mq_buf *out, const char *const *texts, size_t n)
{
	mq_buf_add_varint(out, n);
	for (size_t i = 0; i < n; i++) {
		write_text(out, texts[i]);
	}
}

/* Fields and kinds alike: 0xffff is none. */
static void write_number(struct mq_buf *out, uint16_t number)
{
	mq_buf_add_varint(out, number == MQ_NO_FIELD ? 0 : (uint64_t)number + 1);
}

static void write_numbers(struct mq_buf *out, const mq_field_id *numbers, size_t n)
{
	mq_buf_add_varint(out, n);
	for (size_t i = 0; i < n; i++) {
		write_number(out, numbers[i]);
	}
}

static void write_signed(struct mq_buf *out, int64_t value)
{
	mq_buf_add_varint(out, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static void write_list(struct mq_buf *out, const struct mq_codes *list)
{
	write_text(out, list->id);
	write_text(out, list->standard);
	mq_buf_addc(out, list->ordered);
	mq_buf_add_varint(out, list->n_codes);
	for (size_t i = 0; i < list->n_codes; i++) {
		const struct mq_code *code = list->codes + i;

		write_text(out, code->id);
		write_text(out, code->zh);
		write_text(out, code->en);
		write_texts(out, code->aliases, code->n_aliases);
	}
}

static void write_area(struct mq_buf *out, const struct mq_area *area)
{
	write_text(out, area->id);
	write_text(out, area->zh);
	write_text(out, area->en);
	write_texts(out, area->aliases, area->n_aliases);
	write_numbers(out, area->by, area->n_by);
}

static void write_kind(struct mq_buf *out, const struct mq_kind *kind)
{
	write_text(out, kind->id);
	write_text(out, kind->zh);
	write_text(out, kind->en);
	write_numbers(out, kind->key, kind->n_key);
	write_number(out, kind->title);
	write_number(out, kind->sort);
	write_numbers(out, kind->links, kind->n_links);
	write_text(out, kind->relation);
	write_text(out, kind->relation_zh);
	write_number(out, kind->date);
	write_numbers(out, kind->columns, kind->n_columns);
	mq_buf_add_varint(out, kind->n_areas);
	for (size_t i = 0; i < kind->n_areas; i++) {
		write_area(out, kind->areas + i);
	}
	write_numbers(out, kind->place, kind->n_place);
}

static int flags_of(const struct mq_field *field)
{
	return (field->has_min ? MQ_BLOB_HAS_MIN : 0) | (field->has_max ? MQ_BLOB_HAS_MAX : 0)
		| (field->closed ? MQ_BLOB_CLOSED : 0) | (field->bare ? MQ_BLOB_BARE : 0)
		| (field->facet ? MQ_BLOB_FACET : 0);
}

static void write_field(struct mq_buf *out, const struct mq_schema *schema,
	const struct mq_field *field)
{
	write_text(out, field->id);
	write_text(out, field->zh);
	write_text(out, field->en);
	write_texts(out, field->aliases, field->n_aliases);
	write_number(out, field->kind);
	write_number(out, field->group);
	mq_buf_addc(out, (char)field->type);
	mq_buf_add_varint(out, field->codes == NULL ? 0 : (uint64_t)(field->codes - schema->lists) + 1);
	write_number(out, field->target);
	write_text(out, field->unit);
	write_text(out, field->pattern);
	mq_buf_addc(out, (char)flags_of(field));
	if (field->has_min) {
		write_signed(out, field->min);
	}
	if (field->has_max) {
		write_signed(out, field->max);
	}
	mq_buf_addc(out, (char)field->search);
	mq_buf_addc(out, (char)field->check);
	mq_buf_addc(out, (char)field->privacy);
	write_text(out, field->standard);
	write_text(out, field->expression);
	write_number(out, field->years_since);
	write_number(out, field->reading_of);
}

static void write_saved(struct mq_buf *out, const struct mq_saved *list)
{
	write_text(out, list->id);
	write_text(out, list->zh);
	write_text(out, list->en);
	write_number(out, list->kind);
	write_text(out, list->is);
	write_text(out, list->sort);
	write_text(out, list->cols);
	mq_buf_add_varint(out, list->limit);
	mq_buf_add_varint(out, list->n_params);
	for (size_t i = 0; i < list->n_params; i++) {
		const struct mq_param *param = list->params + i;

		write_text(out, param->id);
		write_text(out, param->zh);
		write_text(out, param->en);
		mq_buf_addc(out, (char)param->type);
		write_text(out, param->of);
		write_text(out, param->otherwise);
	}
}

static void write_rename(struct mq_buf *out, const struct mq_rename *rename)
{
	mq_buf_addc(out, (char)rename->what);
	write_text(out, rename->list);
	write_text(out, rename->was);
	write_text(out, rename->now);
	write_text(out, rename->why);
}

/* What was added to the bytes last stands last. */
static void write_named(struct mq_buf *out, const struct mq_schema_private *own)
{
	mq_buf_add_varint(out, own->n_saved);
	for (size_t i = 0; i < own->n_saved; i++) {
		write_saved(out, own->saved + i);
	}
	mq_buf_add_varint(out, own->n_renames);
	for (size_t i = 0; i < own->n_renames; i++) {
		write_rename(out, own->renames + i);
	}
}

void mq_schema_encode(const struct mq_schema *schema, struct mq_buf *out)
{
	mq_buf_add(out, MQ_BLOB_MAGIC, MQ_BLOB_MAGIC_LEN);
	mq_buf_add_varint(out, schema->n_groups);
	for (size_t i = 0; i < schema->n_groups; i++) {
		write_text(out, schema->groups[i].id);
		write_text(out, schema->groups[i].zh);
		write_text(out, schema->groups[i].en);
	}
	mq_buf_add_varint(out, schema->n_lists);
	for (size_t i = 0; i < schema->n_lists; i++) {
		write_list(out, schema->lists + i);
	}
	mq_buf_add_varint(out, schema->n_kinds);
	for (size_t i = 0; i < schema->n_kinds; i++) {
		write_kind(out, schema->kinds + i);
	}
	mq_buf_add_varint(out, schema->n_fields);
	for (size_t i = 0; i < schema->n_fields; i++) {
		write_field(out, schema, schema->fields + i);
	}
	write_named(out, schema->own != NULL ? schema->own : &(const struct mq_schema_private){0});
}
