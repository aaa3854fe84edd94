/*
 * Reading the compiled schema (blob.c draws it). The bytes are copied once and
 * names point into that copy, which is why each has its NUL. Nothing is trusted:
 * every count is held against the bytes that are left, every index against its
 * table; what the kinds say of fields is left to blob_check.c.
 */
#include "blob.h"

#include <string.h>

#include "own.h"

/* Sticky: after the first thing that makes no sense, reads give zeros. */
struct reader {
	const unsigned char *at;
	const unsigned char *end;
	bool bad;
	bool has_areas;
	struct mq_arena *arena;
	size_t n_lists;		/* what indices are held against… */
	size_t n_kinds;
	size_t n_fields;	/* …as far as it is known by then */
	size_t n_groups;
	const struct mq_codes *lists;
};

static uint64_t read_varint(struct reader *reader)
{
	uint64_t value = 0;

	if (reader->bad || !mq_varint_read(&reader->at, reader->end, &value)) {
		reader->bad = true;
		return 0;
	}
	return value;
}

/* How many items follow, each of which takes a byte at least. */
static size_t read_count(struct reader *reader, size_t max)
{
	uint64_t count = read_varint(reader);

	if (count > max || count > (uint64_t)(reader->end - reader->at)) {
		reader->bad = true;
		return 0;
	}
	return (size_t)count;
}

static unsigned read_byte(struct reader *reader, unsigned last)
{
	if (reader->bad || reader->at == reader->end || *reader->at > last) {
		reader->bad = true;
		return 0;
	}
	return *reader->at++;
}

static const char *read_maybe(struct reader *reader)
{
	uint64_t len = read_varint(reader);
	const char *text = (const char *)reader->at;

	if (len == 0) {
		return NULL;
	}
	if (len > (uint64_t)(reader->end - reader->at) || memchr(text, '\0', (size_t)len) != text + len - 1
			|| mq_utf8_check(text, (size_t)len - 1) != len - 1) {
		reader->bad = true;
		return NULL;
	}
	reader->at += len;
	return text;
}

static const char *read_text(struct reader *reader)
{
	const char *text = read_maybe(reader);

	if (text == NULL) {
		reader->bad = true;
		return "";
	}
	return text;
}

static const char *const *read_texts(struct reader *reader, size_t *n)
{
	const char **texts;

	*n = read_count(reader, SIZE_MAX);
	if (*n == 0) {
		return NULL;
	}
	texts = mq_arena_alloc(reader->arena, *n * sizeof(*texts));
	for (size_t i = 0; i < *n; i++) {
		texts[i] = read_text(reader);
	}
	return texts;
}

static uint16_t read_number(struct reader *reader, size_t n)
{
	uint64_t number = read_varint(reader);

	if (number == 0) {
		return MQ_NO_FIELD;
	}
	if (number > n || number > MQ_NO_FIELD) {
		reader->bad = true;
		return MQ_NO_FIELD;
	}
	return (uint16_t)(number - 1);
}

/* One that must be there. */
static uint16_t read_index(struct reader *reader, size_t n)
{
	uint16_t number = read_number(reader, n);

	if (number == MQ_NO_FIELD) {
		reader->bad = true;
		return 0;
	}
	return number;
}

static mq_field_id *read_numbers(struct reader *reader, size_t *n)
{
	mq_field_id *numbers;

	*n = read_count(reader, MQ_SCHEMA_FIELDS_MAX);
	if (*n == 0) {
		return NULL;
	}
	numbers = mq_arena_alloc(reader->arena, *n * sizeof(*numbers));
	for (size_t i = 0; i < *n; i++) {
		numbers[i] = read_index(reader, MQ_SCHEMA_FIELDS_MAX);
	}
	return numbers;
}

static int64_t read_signed(struct reader *reader)
{
	uint64_t value = read_varint(reader);

	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

static void read_groups(struct reader *reader, struct mq_schema *schema)
{
	size_t n = read_count(reader, UINT16_MAX);
	struct mq_group *groups = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*groups));

	for (size_t i = 0; i < n; i++) {
		groups[i].id = read_text(reader);
		groups[i].zh = read_text(reader);
		groups[i].en = read_text(reader);
	}
	schema->groups = groups;
	schema->n_groups = n;
	reader->n_groups = n;
}

static void read_codes(struct reader *reader, struct mq_codes *list)
{
	size_t n = read_count(reader, SIZE_MAX);
	struct mq_code *codes = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*codes));

	for (size_t i = 0; i < n; i++) {
		codes[i].id = read_text(reader);
		codes[i].zh = read_text(reader);
		codes[i].en = read_text(reader);
		codes[i].aliases = read_texts(reader, &codes[i].n_aliases);
	}
	list->codes = codes;
	list->n_codes = n;
}

static void read_lists(struct reader *reader, struct mq_schema *schema)
{
	size_t n = read_count(reader, SIZE_MAX);
	struct mq_codes *lists = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*lists));

	for (size_t i = 0; i < n; i++) {
		lists[i].id = read_text(reader);
		lists[i].standard = read_maybe(reader);
		lists[i].ordered = read_byte(reader, 1);
		read_codes(reader, lists + i);
	}
	schema->lists = lists;
	schema->n_lists = n;
	reader->lists = lists;
	reader->n_lists = n;
}

static void read_areas(struct reader *reader, struct mq_kind *kind)
{
	size_t n = read_count(reader, MQ_SCHEMA_AREAS_MAX);

	kind->areas = n > 0 ? mq_arena_alloc(reader->arena, n * sizeof(*kind->areas)) : NULL;
	kind->n_areas = n;
	for (size_t i = 0; i < n; i++) {
		struct mq_area *area = kind->areas + i;

		area->id = read_text(reader);
		area->zh = read_text(reader);
		area->en = read_text(reader);
		area->aliases = read_texts(reader, &area->n_aliases);
		area->by = read_numbers(reader, &area->n_by);
	}
	kind->place = read_numbers(reader, &kind->n_place);
}

static void read_kind(struct reader *reader, struct mq_kind *kind)
{
	kind->id = read_text(reader);
	kind->zh = read_text(reader);
	kind->en = read_text(reader);
	kind->key = read_numbers(reader, &kind->n_key);
	kind->title = read_number(reader, MQ_SCHEMA_FIELDS_MAX);
	kind->sort = read_number(reader, MQ_SCHEMA_FIELDS_MAX);
	kind->links = read_numbers(reader, &kind->n_links);
	kind->relation = read_text(reader);
	kind->relation_zh = read_text(reader);
	kind->date = read_number(reader, MQ_SCHEMA_FIELDS_MAX);
	kind->columns = read_numbers(reader, &kind->n_columns);
	if (reader->has_areas) {
		read_areas(reader, kind);
	}
}

static void read_kinds(struct reader *reader, struct mq_schema *schema)
{
	size_t n = read_count(reader, MQ_SCHEMA_KINDS_MAX);
	struct mq_kind *kinds = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*kinds));

	for (size_t i = 0; i < n; i++) {
		read_kind(reader, kinds + i);
	}
	schema->kinds = kinds;
	schema->n_kinds = n;
	reader->n_kinds = n;
}

static const struct mq_codes *read_list_of(struct reader *reader)
{
	uint64_t number = read_varint(reader);

	if (number == 0) {
		return NULL;
	}
	if (number > reader->n_lists) {
		reader->bad = true;
		return NULL;
	}
	return reader->lists + number - 1;
}

static void read_flags(struct reader *reader, struct mq_field *field)
{
	unsigned flags = read_byte(reader, MQ_BLOB_FLAGS_ALL);

	field->has_min = flags & MQ_BLOB_HAS_MIN;
	field->has_max = flags & MQ_BLOB_HAS_MAX;
	field->closed = flags & MQ_BLOB_CLOSED;
	field->bare = flags & MQ_BLOB_BARE;
	field->facet = flags & MQ_BLOB_FACET;
	field->min = field->has_min ? read_signed(reader) : 0;
	field->max = field->has_max ? read_signed(reader) : 0;
}

static void read_field(struct reader *reader, struct mq_field *field)
{
	bool coded;

	field->id = read_text(reader);
	field->zh = read_text(reader);
	field->en = read_text(reader);
	field->aliases = read_texts(reader, &field->n_aliases);
	field->kind = read_index(reader, reader->n_kinds);
	field->group = read_index(reader, reader->n_groups);
	field->type = (enum mq_type)read_byte(reader, MQ_TYPE_REF);
	field->codes = read_list_of(reader);
	field->target = read_number(reader, reader->n_kinds);
	field->unit = read_maybe(reader);
	field->pattern = read_maybe(reader);
	read_flags(reader, field);
	field->search = (enum mq_search)read_byte(reader, MQ_SEARCH_NUMBER);
	field->check = (enum mq_check)read_byte(reader, MQ_CHECK_MOBILE);
	field->privacy = (uint8_t)read_byte(reader, 3);
	field->standard = read_maybe(reader);
	field->expression = read_maybe(reader);
	field->years_since = read_number(reader, reader->n_fields);
	field->reading_of = read_number(reader, reader->n_fields);
	coded = field->type == MQ_TYPE_CODE || field->type == MQ_TYPE_MULTI;
	if (coded != (field->codes != NULL)
			|| (field->type == MQ_TYPE_REF) != (field->target != MQ_NO_KIND)) {
		reader->bad = true;
	}
}

static void read_fields(struct reader *reader, struct mq_schema *schema)
{
	size_t n = read_count(reader, MQ_SCHEMA_FIELDS_MAX);
	struct mq_field *fields = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*fields));

	reader->n_fields = n;
	for (size_t i = 0; i < n && !reader->bad; i++) {
		fields[i].number = (mq_field_id)i;
		read_field(reader, fields + i);
	}
	schema->fields = fields;
	schema->n_fields = n;
}

/* ---- saved lists, old names ---- */

static const struct mq_param *read_params(struct reader *reader, size_t *n)
{
	struct mq_param *params;

	*n = read_count(reader, MQ_PARAMS_MAX);
	params = mq_arena_alloc(reader->arena, (*n + 1) * sizeof(*params));
	for (size_t i = 0; i < *n; i++) {
		params[i].id = read_text(reader);
		params[i].zh = read_text(reader);
		params[i].en = read_text(reader);
		params[i].type = (enum mq_param_type)read_byte(reader, MQ_PARAM_LAST);
		params[i].of = read_maybe(reader);
		params[i].otherwise = read_maybe(reader);
		reader->bad = reader->bad
			|| (params[i].type == MQ_PARAM_CODE) != (params[i].of != NULL);
	}
	return params;
}

static void read_saved_one(struct reader *reader, struct mq_saved *list)
{
	uint64_t limit;

	list->where = MQ_SAVED_CONFIG;
	list->id = read_text(reader);
	list->zh = read_text(reader);
	list->en = read_text(reader);
	list->kind = read_index(reader, reader->n_kinds);
	list->is = read_text(reader);
	list->sort = read_maybe(reader);
	list->cols = read_maybe(reader);
	limit = read_varint(reader);
	reader->bad = reader->bad || limit > UINT32_MAX;
	list->limit = (uint32_t)limit;
	list->params = read_params(reader, &list->n_params);
}

static void read_saved(struct reader *reader, struct mq_schema_private *own)
{
	size_t n = read_count(reader, SIZE_MAX);
	struct mq_saved *lists = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*lists));

	for (size_t i = 0; i < n && !reader->bad; i++) {
		read_saved_one(reader, lists + i);
	}
	own->saved = lists;
	own->n_saved = n;
}

static void read_renames(struct reader *reader, struct mq_schema_private *own)
{
	size_t n = read_count(reader, SIZE_MAX);
	struct mq_rename *renames = mq_arena_alloc(reader->arena, (n + 1) * sizeof(*renames));

	for (size_t i = 0; i < n && !reader->bad; i++) {
		struct mq_rename *rename = renames + i;

		rename->what = (enum mq_rename_what)read_byte(reader, MQ_RENAME_LAST);
		rename->list = read_maybe(reader);
		rename->was = read_text(reader);
		rename->now = read_maybe(reader);
		rename->why = read_maybe(reader);
		reader->bad = reader->bad || (rename->what == MQ_RENAME_CODE) != (rename->list != NULL)
			|| (rename->now == NULL && rename->why == NULL);
	}
	own->renames = renames;
	own->n_renames = n;
}

/* ---- the door ---- */

static bool begins_with(struct mq_slice data, const char *magic)
{
	return data.len >= MQ_BLOB_MAGIC_LEN && memcmp(data.data, magic, MQ_BLOB_MAGIC_LEN) == 0;
}

enum mq_err mq_schema_decode(struct mq_slice data, struct mq_schema **out, struct mq_diag *diag)
{
	struct mq_schema *schema = mq_schema_new();
	struct reader reader = {.arena = &schema->own->arena};
	bool has_named = begins_with(data, MQ_BLOB_MAGIC);

	reader.has_areas = has_named || begins_with(data, MQ_BLOB_MAGIC_2);
	if (reader.has_areas || begins_with(data, MQ_BLOB_MAGIC_1)) {
		unsigned char *copy = mq_arena_alloc(reader.arena, data.len);

		memcpy(copy, data.data, data.len);
		reader.at = copy + MQ_BLOB_MAGIC_LEN;
		reader.end = copy + data.len;
		read_groups(&reader, schema);
		read_lists(&reader, schema);
		read_kinds(&reader, schema);
		read_fields(&reader, schema);
		if (has_named) {
			read_saved(&reader, schema->own);
			read_renames(&reader, schema->own);
		}
	} else {
		reader.bad = true;
	}
	if (reader.bad || reader.at != reader.end || !mq_blob_makes_sense(schema)) {
		mq_schema_free(schema);
		return mq_diag_add(diag, MQ_ERR_CORRUPT, _("the compiled definitions are damaged"));
	}
	*out = schema;
	return MQ_OK;
}
