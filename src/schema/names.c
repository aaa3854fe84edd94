/*
 * Finding by name. All names of a schema, folded and headed by their kind, lie
 * in one table that the first question builds; a question then costs one look
 * per kind on the way up the links.
 *
 * A label may belong to several kinds; within one it is unique (the loader saw
 * to that), and nearer kinds hide farther ones.
 */
#include "own.h"

#include <stdlib.h>
#include <string.h>

/* ---- comparing ---- */

/* Bytes at str that fold to themselves but for case: one ASCII character or
 * one of U+4E00…U+9FFF. 0: ask mq_utf8_fold. */
static size_t simple_at(const unsigned char *str, size_t len)
{
	if (str[0] < 0x80) {
		return 1;
	}
	if (len < 3 || str[0] < 0xe4 || str[0] > 0xe9 || (str[0] == 0xe4 && str[1] < 0xb8)) {
		return 0;
	}
	return 3;
}

void mq_names_fold(struct mq_buf *out, const char *name, size_t len)
{
	size_t before = out->len;

	for (size_t i = 0, n; i < len; i += n) {
		n = simple_at((const unsigned char *)name + i, len - i);
		if (n == 0) {
			mq_utf8_fold(out, name, len);
			return;
		}
	}
	mq_buf_add(out, name, len);
	for (char *c = out->data + before; c < out->data + out->len; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	}
}

void mq_names_key(struct mq_buf *out, mq_kind_id kind, const char *name, size_t len)
{
	mq_buf_clear(out);
	mq_buf_addc(out, (char)(kind & 0xff));
	mq_buf_addc(out, (char)(kind >> 8));
	mq_names_fold(out, name, len);
}

bool mq_names_possible(const char *name, size_t len)
{
	return len > 0 && len <= MQ_SCHEMA_NAME_MAX && memchr(name, '\0', len) == NULL
		&& mq_utf8_check(name, len) == len;
}

bool mq_names_match(const char *name, const struct mq_buf *folded, struct mq_buf *scratch)
{
	mq_buf_clear(scratch);
	mq_names_fold(scratch, name, strlen(name));
	return scratch->len == folded->len && memcmp(scratch->data, folded->data, folded->len) == 0;
}

/* ---- kinds ---- */

mq_kind_id mq_kind_above(const struct mq_schema *schema, mq_kind_id kind)
{
	const struct mq_kind *of = schema->kinds + kind;

	return of->n_links > 0 ? schema->fields[of->links[0]].target : MQ_NO_KIND;
}

bool mq_link_leads(const struct mq_schema *schema, mq_field_id link, mq_kind_id target)
{
	mq_kind_id at = schema->fields[link].target;

	while (at != target && at != MQ_NO_KIND) {
		at = mq_kind_above(schema, at);
	}
	return at == target;
}

mq_field_id mq_kind_title(const struct mq_kind *kind)
{
	return kind->title != MQ_NO_FIELD ? kind->title : kind->n_key > 0 ? kind->key[0] : MQ_NO_FIELD;
}

mq_kind_id mq_schema_kind(const struct mq_schema *schema, const char *id)
{
	struct mq_buf folded = {0};
	struct mq_buf scratch = {0};
	mq_kind_id found = MQ_NO_KIND;

	if (!mq_names_possible(id, strlen(id))) {
		return MQ_NO_KIND;
	}
	mq_names_fold(&folded, id, strlen(id));
	for (size_t i = 0; i < schema->n_kinds && found == MQ_NO_KIND; i++) {
		const struct mq_kind *kind = schema->kinds + i;

		if (mq_names_match(kind->id, &folded, &scratch) || mq_names_match(kind->zh, &folded, &scratch)
				|| mq_names_match(kind->en, &folded, &scratch)) {
			found = (mq_kind_id)i;
		}
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
	return found;
}

int mq_schema_distance(const struct mq_schema *schema, mq_kind_id kind, mq_field_id field)
{
	mq_kind_id target = schema->fields[field].kind;

	for (int steps = 0; kind != MQ_NO_KIND; steps++) {
		if (kind == target) {
			return steps;
		}
		kind = mq_kind_above(schema, kind);
	}
	return -1;
}

/* ---- the table of names ---- */

/* The first to have a name keeps it; there is no second in a loaded schema. */
static void put_first(struct mq_map *map, const struct mq_buf *key, uint64_t value)
{
	uint64_t there;

	if (!mq_map_get(map, key->data, key->len, &there)) {
		mq_map_put(map, key->data, key->len, value);
	}
}

static void put_names(struct mq_map *map, const struct mq_field *field, struct mq_buf *key)
{
	const char *const names[] = {field->id, field->zh, field->en};

	for (size_t i = 0; i < MQ_LENGTH(names) + field->n_aliases; i++) {
		const char *name = i < MQ_LENGTH(names)
			? names[i] : field->aliases[i - MQ_LENGTH(names)];

		mq_names_key(key, field->kind, name, strlen(name));
		put_first(map, key, field->number);
	}
}

/* What a field was called before finds it too, where nothing is called so now. */
static void put_old_names(const struct mq_schema *schema, struct mq_map *map, struct mq_buf *key)
{
	const struct mq_schema_private *own = schema->own;

	for (size_t i = 0; i < own->n_renames; i++) {
		const struct mq_rename *rename = own->renames + i;

		if (rename->what != MQ_RENAME_FIELD || rename->now == NULL) {
			continue;
		}
		for (size_t f = 0; f < schema->n_fields; f++) {
			if (strcmp(schema->fields[f].id, rename->now) == 0) {
				mq_names_key(key, schema->fields[f].kind, rename->was,
					strlen(rename->was));
				put_first(map, key, f);
			}
		}
	}
}

static const struct mq_map *names_of(const struct mq_schema *schema)
{
	struct mq_schema_private *own = schema->own;
	struct mq_buf key = {0};

	if (own->names == NULL) {
		own->names = mq_map_new();
		for (size_t i = 0; i < schema->n_fields; i++) {
			put_names(own->names, schema->fields + i, &key);
		}
		put_old_names(schema, own->names, &key);
		mq_buf_release(&key);
	}
	return own->names;
}

static mq_field_id find_in(const struct mq_map *map, mq_kind_id kind, const char *name, size_t len,
	struct mq_buf *key)
{
	uint64_t field;

	mq_names_key(key, kind, name, len);
	return mq_map_get(map, key->data, key->len, &field) ? (mq_field_id)field : MQ_NO_FIELD;
}

mq_field_id mq_schema_field_exact(const struct mq_schema *schema, mq_kind_id kind, const char *name, size_t len)
{
	const struct mq_map *map = names_of(schema);
	mq_field_id field = MQ_NO_FIELD;
	struct mq_buf key = {0};

	if (!mq_names_possible(name, len)) {
		return MQ_NO_FIELD;
	}
	if (kind == MQ_NO_KIND) {
		for (size_t i = 0; i < schema->n_kinds && field == MQ_NO_FIELD; i++) {
			field = find_in(map, (mq_kind_id)i, name, len, &key);
		}
	}
	while (kind != MQ_NO_KIND && field == MQ_NO_FIELD) {
		field = find_in(map, kind, name, len, &key);
		kind = mq_kind_above(schema, kind);
	}
	mq_buf_release(&key);
	return field;
}

/* ---- nearly a name ---- */

static bool readable(const struct mq_schema *schema, mq_kind_id kind, const struct mq_field *field)
{
	return field->reading_of == MQ_NO_FIELD
		&& (kind == MQ_NO_KIND || mq_schema_distance(schema, kind, field->number) >= 0);
}

static bool starts_with(const char *name, const struct mq_buf *prefix, struct mq_buf *scratch)
{
	mq_buf_clear(scratch);
	mq_names_fold(scratch, name, strlen(name));
	return scratch->len >= prefix->len && memcmp(scratch->data, prefix->data, prefix->len) == 0;
}

static mq_field_id find_prefix(const struct mq_schema *schema, mq_kind_id kind,
	const struct mq_buf *prefix)
{
	mq_field_id found = MQ_NO_FIELD;
	struct mq_buf scratch = {0};

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		if (!readable(schema, kind, field)
				|| !(starts_with(field->id, prefix, &scratch)
					|| starts_with(field->zh, prefix, &scratch)
					|| starts_with(field->en, prefix, &scratch))) {
			continue;
		}
		if (found != MQ_NO_FIELD) {
			found = MQ_NO_FIELD;
			break;
		}
		found = (mq_field_id)i;
	}
	mq_buf_release(&scratch);
	return found;
}

mq_field_id mq_schema_field(const struct mq_schema *schema, mq_kind_id kind, const char *name, size_t len)
{
	mq_field_id field = mq_schema_field_exact(schema, kind, name, len);
	struct mq_buf prefix = {0};

	if (field != MQ_NO_FIELD || !mq_names_possible(name, len)) {
		return field;
	}
	mq_names_fold(&prefix, name, len);
	if (prefix.len > 0) {
		field = find_prefix(schema, kind, &prefix);
	}
	mq_buf_release(&prefix);
	return field;
}

size_t mq_schema_nearest(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	const char **out, size_t n_out)
{
	const char **names = mq_alloc((3 * schema->n_fields + 1) * sizeof(*names));
	size_t n_names = 0;
	size_t n;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;

		/* What a nearer kind hides would be found under another field. */
		if (!readable(schema, kind, field) || mq_schema_field_exact(schema, kind, field->id,
				strlen(field->id)) != field->number) {
			continue;
		}
		names[n_names++] = field->id;
		names[n_names++] = field->zh;
		if (strcmp(field->en, field->id) != 0) {
			names[n_names++] = field->en;
		}
	}
	n = mq_nearest(name, names, n_names, out, n_out);
	free(names);
	return n;
}

/* ---- labels ---- */

const char *mq_field_label(const struct mq_field *field)
{
	return mq_lang_is_chinese() ? field->zh : field->en;
}

const char *mq_code_label(const struct mq_code *code)
{
	return mq_lang_is_chinese() ? code->zh : code->en;
}

const char *mq_group_label(const struct mq_group *group)
{
	return mq_lang_is_chinese() ? group->zh : group->en;
}

const char *mq_kind_label(const struct mq_kind *kind)
{
	return mq_lang_is_chinese() ? kind->zh : kind->en;
}

const char *mq_area_label(const struct mq_area *area)
{
	return mq_lang_is_chinese() ? area->zh : area->en;
}
