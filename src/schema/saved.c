/*
 * Saved lists: those of the configuration, and those that a register and a person
 * keep in directories of their own.
 *
 *     personal  hides  shared  hides  configuration
 *
 * What is nearer is read when it is needed and again when it changes, so a schema
 * lends its lists only until the next mq_schema_set_saved.
 */
#include "load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS_MAX = 4096 };

struct mq_saved_lists {
	struct mq_arena arena;
	struct mq_saved *lists;
	size_t n;
	size_t cap;
};

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

/* ---- reading a file ---- */

static bool is_list_file(const char *name)
{
	const char *end = strrchr(name, '.');

	return name[0] != '.' && end != NULL && strcmp(end, ".yaml") == 0;
}

/* "file:line:column: message" of the first fault past `before`. */
static const char *first_fault(struct mq_arena *arena, const struct mq_diag *diag, size_t before)
{
	const struct mq_fault *fault = before < diag->n_faults ? diag->faults + before : NULL;

	if (fault == NULL) {
		return mq_arena_strdup(arena, _("too many faults"));
	}
	if (fault->line == 0) {
		return mq_arena_format(arena, "%s: %s", fault->file, fault->message);
	}
	return mq_arena_format(arena, "%s:%zu:%zu: %s", fault->file, fault->line, fault->column,
		fault->message);
}

static struct mq_saved *room_for(struct mq_saved_lists *lists, size_t n)
{
	lists->lists = mq_grow(lists->lists, &lists->cap, lists->n + n + 1, sizeof(*lists->lists));
	return lists->lists + lists->n;
}

/* A list that another file of the same place has already. */
static void refuse_twice(struct mq_loader *loader, const struct mq_saved_lists *lists,
	const struct mq_draft *drafts, size_t n, enum mq_saved_where where)
{
	struct mq_buf folded = {0};
	struct mq_buf scratch = {0};

	for (size_t i = 0; i < n; i++) {
		const char *id = drafts[i].node->key;

		mq_buf_clear(&folded);
		mq_names_fold(&folded, id, strlen(id));
		for (size_t at = 0; at < lists->n; at++) {
			if (lists->lists[at].where == where
					&& mq_names_match(lists->lists[at].id, &folded, &scratch)) {
				mq_conf_fault(drafts[i].conf, drafts[i].node, true, loader->diag,
					_("'%s' is already defined in %s, line %zu"), id,
					lists->lists[at].file, lists->lists[at].line);
				mq_diag_hint(loader->diag,
					_("give it another name, or take one of the two away"));
				break;
			}
		}
	}
	mq_buf_release(&folded);
	mq_buf_release(&scratch);
}

static const struct mq_conf_row file_rows[] = {
	{"saved", MQ_NODE_MAP, true},
};

static size_t read_drafts(struct mq_loader *loader, const struct mq_saved_lists *lists,
	const struct mq_conf *conf, struct mq_draft **drafts)
{
	const struct mq_node *map = mq_node_get(mq_conf_root(conf), "saved");
	size_t n = 0;

	mq_conf_check(conf, mq_conf_root(conf), file_rows, MQ_LENGTH(file_rows), loader->diag);
	*drafts = NULL;
	if (map == NULL || map->type != MQ_NODE_MAP) {
		return 0;
	}
	if (lists->n + map->n_children > LISTS_MAX) {
		mq_conf_fault(conf, map, true, loader->diag, _("there are more than %d saved lists"),
			LISTS_MAX);
		mq_diag_hint(loader->diag, _("leave some of them out"));
		return 0;
	}
	*drafts = mq_arena_alloc(&loader->scratch, (map->n_children + 1) * sizeof(**drafts));
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		(*drafts)[n++] = (struct mq_draft){conf, node};
	}
	return n;
}

/* What cannot be read is a list all the same, so that no farther one of its name is
 * taken for it. */
static void add_broken(struct mq_saved_lists *lists, const char *path, const char *name,
	enum mq_saved_where where, const char *broken)
{
	struct mq_saved *list = room_for(lists, 1);
	const char *id = mq_arena_strndup(&lists->arena, name, strlen(name) - strlen(".yaml"));

	*list = (struct mq_saved){.id = id, .zh = id, .en = id, .where = where, .broken = broken,
		.file = mq_arena_strdup(&lists->arena, path)};
	lists->n += mq_saved_is_id(id);
}

static void read_lists(struct mq_loader *loader, struct mq_saved_lists *lists,
	const struct mq_schema *schema, const struct mq_conf *conf, enum mq_saved_where where)
{
	size_t before = loader->diag->n_faults + loader->diag->n_dropped;
	struct mq_draft *drafts;
	size_t n = read_drafts(loader, lists, conf, &drafts);
	struct mq_saved *made = room_for(lists, n);
	const char *broken = NULL;

	mq_loader_lists_of(loader, schema, drafts, n, where, made);
	refuse_twice(loader, lists, drafts, n, where);
	if (loader->diag->n_faults + loader->diag->n_dropped > before) {
		broken = first_fault(&lists->arena, loader->diag, before);
	}
	for (size_t i = 0; i < n; i++) {
		made[i].broken = broken;
		made[i].n_beside = n - 1;
	}
	lists->n += n;
}

static void read_file(struct mq_saved_lists *lists, const struct mq_schema *schema, const char *dir,
	const char *name, enum mq_saved_where where, struct mq_diag *diag)
{
	struct mq_loader loader = {.arena = &lists->arena, .diag = diag};
	char *path = mq_format("%s/%s", dir, name);
	size_t before = diag->n_faults;
	struct mq_conf *conf = NULL;

	if (mq_conf_read_file(path, &conf, diag) != MQ_OK) {
		add_broken(lists, path, name, where, first_fault(&lists->arena, diag, before));
	} else {
		read_lists(&loader, lists, schema, conf, where);
	}
	mq_conf_free(conf);
	mq_arena_release(&loader.scratch);
	free(path);
}

/* ---- reading a directory ---- */

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_wanted(const struct dirent *entry)
{
	return is_list_file(entry->d_name);
}

enum mq_err mq_saved_read(struct mq_saved_lists *lists, const struct mq_schema *schema,
	const char *dir, enum mq_saved_where where, struct mq_diag *diag)
{
	struct mq_diag unseen = {0};
	struct mq_diag *own = diag != NULL ? diag : &unseen;
	size_t before = own->n_faults + own->n_dropped;
	struct dirent **entries = NULL;
	int n = scandir(dir, &entries, is_wanted, by_bytes);
	bool good;

	if (n < 0 && errno != ENOENT && errno != ENOTDIR) {
		mq_diag_add(own, MQ_ERR_IO, _("the directory '%s' cannot be read: %s"), dir,
			strerror(errno));
	}
	for (int i = 0; i < n; i++) {
		read_file(lists, schema, dir, entries[i]->d_name, where, own);
		free(entries[i]);
	}
	free(entries);
	good = own->n_faults + own->n_dropped == before;
	mq_diag_release(&unseen);
	return good ? MQ_OK : MQ_ERR_CONFIG;
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
