/*
 * Saved lists: those of the configuration, and those that a register and a person
 * keep in directories of their own.
 *
 *     personal  hides  shared  hides  configuration
 *
 * What is nearer is read when it is needed and again when it changes (saved_read.c), so a
 * schema lends its lists only until the next mq_schema_set_saved.
 */
#include "own.h"

#include <stdlib.h>
#include <string.h>

struct mq_saved_lists *mq_saved_new(void)
{
	return mq_alloc(sizeof(struct mq_saved_lists));
}

void mq_saved_free(struct mq_saved_lists *lists)
{
	if (lists != NULL) {
		mq_arena_release(&lists->arena);
		free(lists->lists);
		free(lists);
	}
}

/* ---- names ---- */

static const char *const type_texts[] = {
	[MQ_PARAM_INT] = "int",
	[MQ_PARAM_DECIMAL] = "decimal",
	[MQ_PARAM_DATE] = "date",
	[MQ_PARAM_TEXT] = "text",
	[MQ_PARAM_CODE] = "code",
	[MQ_PARAM_BOOL] = "bool",
};

const char *mq_param_type_text(enum mq_param_type type)
{
	return type_texts[type];
}

const char *mq_saved_label(const struct mq_saved *list)
{
	return mq_lang_is_chinese() ? list->zh : list->en;
}

bool mq_saved_wants_value(const struct mq_saved *list)
{
	bool wants = false;

	for (size_t i = 0; i < list->n_params; i++) {
		wants = wants || !list->params[i].otherwise;
	}
	return wants;
}

const char *mq_saved_where_label(enum mq_saved_where where)
{
	static const char *const labels[] = {
		[MQ_SAVED_PERSONAL] = N_("personal"),
		[MQ_SAVED_SHARED] = N_("shared"),
		[MQ_SAVED_CONFIG] = N_("configuration"),
	};

	return _(labels[where]);
}

static bool is_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || mq_is_han(cp);
}

bool mq_saved_is_id(const char *id)
{
	size_t len = strlen(id);
	size_t size;

	if (len == 0 || len > MQ_SAVED_ID_MAX) {
		return false;
	}
	for (size_t i = 0; i < len; i += size) {
		uint32_t cp = 0;

		size = mq_utf8_decode(id + i, len - i, &cp);
		if (size == 0 || !(is_letter(cp) || (i > 0 && ((cp >= '0' && cp <= '9') || cp == '_'
				|| cp == '-')))) {
			return false;
		}
	}
	return true;
}

void mq_saved_signature(const struct mq_saved *list, struct mq_buf *out)
{
	mq_buf_adds(out, list->id);
	for (size_t i = 0; i < list->n_params; i++) {
		const struct mq_param *param = list->params + i;

		mq_buf_addf(out, "%s%s: %s", i == 0 ? "(" : ", ", param->id, type_texts[param->type]);
		if (param->of != NULL) {
			mq_buf_addf(out, " of %s", param->of);
		}
		if (param->otherwise != NULL) {
			mq_buf_addf(out, " = %s", param->otherwise);
		}
	}
	mq_buf_adds(out, list->n_params > 0 ? ")" : "");
}

void mq_saved_call(const struct mq_saved *list, struct mq_buf *out)
{
	mq_buf_addf(out, "@%s", list->id);
	for (size_t i = 0; i < list->n_params; i++) {
		const struct mq_param *param = list->params + i;

		mq_buf_addf(out, "%s%s:%s", i == 0 ? "(" : ", ", param->id,
			param->otherwise != NULL ? param->otherwise : "…");
	}
	mq_buf_adds(out, list->n_params > 0 ? ")" : "");
}

/* ---- what a schema has ---- */

void mq_schema_set_saved(const struct mq_schema *schema, struct mq_saved_lists *lists)
{
	mq_saved_free(schema->own->nearer);
	schema->own->nearer = lists;
	schema->own->generation++;
}

uint64_t mq_schema_saved_generation(const struct mq_schema *schema)
{
	return schema->own->generation;
}

static size_t n_nearer(const struct mq_schema *schema)
{
	return schema->own->nearer != NULL ? schema->own->nearer->n : 0;
}

size_t mq_schema_n_saved(const struct mq_schema *schema)
{
	return n_nearer(schema) + schema->own->n_saved;
}

const struct mq_saved *mq_schema_saved_at(const struct mq_schema *schema, size_t i)
{
	size_t nearer = n_nearer(schema);

	return i < nearer ? schema->own->nearer->lists + i : schema->own->saved + (i - nearer);
}

/* ---- finding ---- */

enum name_of {
	NAME_ID,
	NAME_LABEL,
	NAME_BEGINNING,
};

static bool begins(const char *name, const struct mq_buf *prefix, struct mq_buf *scratch)
{
	mq_buf_clear(scratch);
	mq_names_fold(scratch, name, strlen(name));
	return scratch->len >= prefix->len && memcmp(scratch->data, prefix->data, prefix->len) == 0;
}

static bool is_called(const struct mq_saved *list, enum name_of of, const struct mq_buf *folded,
	struct mq_buf *scratch)
{
	switch (of) {
	case NAME_ID:
		return mq_names_match(list->id, folded, scratch);
	case NAME_LABEL:
		return mq_names_match(list->zh, folded, scratch)
			|| mq_names_match(list->en, folded, scratch);
	case NAME_BEGINNING:
		break;
	}
	return begins(list->id, folded, scratch) || begins(list->zh, folded, scratch)
		|| begins(list->en, folded, scratch);
}

bool mq_schema_saved_hidden(const struct mq_schema *schema, const struct mq_saved *list,
	enum mq_saved_where nearest)
{
	struct mq_buf folded = {0};
	struct mq_buf scratch = {0};
	size_t n = mq_schema_n_saved(schema);
	bool hidden = false;

	mq_names_fold(&folded, list->id, strlen(list->id));
	for (size_t i = 0; i < n && !hidden; i++) {
		const struct mq_saved *other = mq_schema_saved_at(schema, i);

		hidden = other->where >= nearest && other->where < list->where
			&& is_called(other, NAME_ID, &folded, &scratch);
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
	return hidden;
}

/* The nearest one called so; of beginnings the only one. */
static const struct mq_saved *find(const struct mq_schema *schema, enum name_of of,
	const char *name, size_t len, enum mq_saved_where nearest)
{
	struct mq_buf folded = {0};
	const struct mq_saved *found = NULL;
	struct mq_buf scratch = {0};
	size_t n = mq_schema_n_saved(schema);

	mq_names_fold(&folded, name, len);
	for (size_t i = 0; i < n && folded.len > 0; i++) {
		const struct mq_saved *list = mq_schema_saved_at(schema, i);

		if (list->where < nearest || !is_called(list, of, &folded, &scratch)
				|| mq_schema_saved_hidden(schema, list, nearest)) {
			continue;
		}
		if (of != NAME_BEGINNING || found != NULL) {
			found = of != NAME_BEGINNING ? list : NULL;
			break;
		}
		found = list;
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
	return found;
}

const struct mq_saved *mq_schema_saved(const struct mq_schema *schema, const char *name, size_t len,
	enum mq_saved_where nearest)
{
	const struct mq_saved *found = NULL;
	const struct mq_rename *renamed;

	if (!mq_names_possible(name, len)) {
		return NULL;
	}
	found = find(schema, NAME_ID, name, len, nearest);
	found = found != NULL ? found : find(schema, NAME_LABEL, name, len, nearest);
	if (found != NULL) {
		return found;
	}
	renamed = mq_schema_renamed(schema, MQ_RENAME_SAVED, NULL, name, len);
	if (renamed == NULL) {
		return find(schema, NAME_BEGINNING, name, len, nearest);
	}
	return renamed->now == NULL ? NULL
		: find(schema, NAME_ID, renamed->now, strlen(renamed->now), nearest);
}

size_t mq_schema_saved_like(const struct mq_schema *schema, const char *name,
	enum mq_saved_where nearest, const char **out, size_t n_out)
{
	size_t n = mq_schema_n_saved(schema);
	const char **names = mq_alloc((2 * n + 1) * sizeof(*names));
	size_t n_names = 0;

	for (size_t i = 0; i < n; i++) {
		const struct mq_saved *list = mq_schema_saved_at(schema, i);

		if (list->where >= nearest && !mq_schema_saved_hidden(schema, list, nearest)) {
			names[n_names++] = list->id;
			names[n_names++] = mq_saved_label(list);
		}
	}
	n = mq_nearest(name, names, n_names, out, n_out);
	free(names);
	return n;
}
