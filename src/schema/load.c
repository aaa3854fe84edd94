/*
 * A directory of YAML to a schema. All files are read before anything is
 * understood, so that definitions may stand in any order in any file (load.h),
 * and all faults are told in one run, in the order a person would go through
 * the files.
 */
#include "load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The top keys of a file; indices are enum mq_section. */
static const struct mq_conf_row sections[] = {
	[MQ_SECTION_KINDS] = {"kinds", MQ_NODE_MAP, false},
	[MQ_SECTION_GROUPS] = {"groups", MQ_NODE_MAP, false},
	[MQ_SECTION_CODES] = {"codes", MQ_NODE_MAP, false},
	[MQ_SECTION_FIELDS] = {"fields", MQ_NODE_MAP, false},
	[MQ_SECTION_DERIVED] = {"derived", MQ_NODE_MAP, false},
	[MQ_SECTION_SAVED] = {"saved", MQ_NODE_MAP, false},
	[MQ_SECTION_MIGRATE] = {"migrate", MQ_NODE_MAP, false},
};

/* ---- files ---- */

/* Paths in the order they are read; confs[i] is NULL where paths[i] is broken. */
struct files {
	char **paths;
	struct mq_conf **confs;
	size_t n;
	size_t cap;
};

static bool is_definitions(const char *name)
{
	const char *end = strrchr(name, '.');

	return name[0] != '.' && end != NULL && strcmp(end, ".yaml") == 0;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What lies beside the definitions, and is read by others: keys by ui, the rest by work. */
static const char *const others[] = {
	"keys.yaml", "policies.yaml", "duties.yaml", "staff.yaml", "needs.yaml", "holidays.yaml",
	"visits.yaml", "providers.yaml", "upcoming.yaml", "report.yaml",
};

static bool is_others(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(others); i++) {
		if (strcmp(name, others[i]) == 0) {
			return true;
		}
	}
	return false;
}

/* Append DIR's files in byte order. */
static enum mq_err list_files(struct files *files, const char *dir)
{
	size_t before = files->n;
	struct dirent *entry;
	DIR *stream = opendir(dir);

	if (stream == NULL) {
		return errno == ENOENT || errno == ENOTDIR ? MQ_ERR_NOT_FOUND : MQ_ERR_IO;
	}
	while ((entry = readdir(stream)) != NULL) {
		if (!is_definitions(entry->d_name) || is_others(entry->d_name)) {
			continue;
		}
		files->paths = mq_grow(files->paths, &files->cap, files->n + 1, sizeof(*files->paths));
		files->paths[files->n++] = mq_format("%s/%s", dir, entry->d_name);
	}
	closedir(stream);
	if (files->n > before) {
		qsort(files->paths + before, files->n - before, sizeof(*files->paths), by_bytes);
	}
	return MQ_OK;
}

static enum mq_err find_files(struct files *files, const char *dir, struct mq_diag *diag)
{
	enum mq_err err = list_files(files, dir);
	char *fields;

	if (err != MQ_OK) {
		mq_diag_add(diag, err, err == MQ_ERR_IO ? _("the directory '%s' cannot be read: %s")
			: _("there is no directory '%s'"), dir, strerror(errno));
		return err;
	}
	fields = mq_format("%s/fields", dir);
	err = list_files(files, fields);
	if (err == MQ_ERR_IO) {
		mq_diag_add(diag, err, _("the directory '%s' cannot be read: %s"), fields,
			strerror(errno));
	} else {
		err = MQ_OK;
	}
	free(fields);
	if (err == MQ_OK && files->n == 0) {
		err = mq_diag_add(diag, MQ_ERR_CONFIG, _("there are no definitions in '%s'"), dir);
		mq_diag_hint(diag, _("it should hold .yaml files, see minqing-fields(5)"));
	}
	return err;
}

static void release_files(struct files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		if (files->confs != NULL) {
			mq_conf_free(files->confs[i]);
		}
		free(files->paths[i]);
	}
	free(files->confs);
	free(files->paths);
}

/* ---- drafts ---- */

static const struct mq_draft *drafted(const struct mq_drafts *drafts, const char *id)
{
	for (size_t i = 0; i < drafts->n; i++) {
		if (strcmp(drafts->items[i].node->key, id) == 0) {
			return drafts->items + i;
		}
	}
	return NULL;
}

/* Fields of different kinds may share an id, and old names are told by what they are
 * of; everything else is there once. */
static bool is_twice(struct mq_loader *loader, enum mq_section section, const struct mq_conf *conf,
	const struct mq_node *node)
{
	const struct mq_draft *first;

	if (section == MQ_SECTION_FIELDS || section == MQ_SECTION_DERIVED
			|| section == MQ_SECTION_MIGRATE) {
		return false;
	}
	first = drafted(&loader->drafts[section], node->key);
	if (first == NULL) {
		return false;
	}
	mq_conf_fault(conf, node, true, loader->diag, _("'%s' is already defined in %s, line %zu"),
		node->key, mq_conf_name(first->conf), first->node->key_line);
	mq_diag_hint(loader->diag, _("give it another name, or take one of the two away"));
	return true;
}

static void collect(struct mq_loader *loader, enum mq_section section, const struct mq_conf *conf)
{
	const struct mq_node *map = mq_node_get(mq_conf_root(conf), sections[section].key);
	struct mq_drafts *drafts = &loader->drafts[section];

	if (map == NULL || map->type != MQ_NODE_MAP) {
		return;
	}
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		if (is_twice(loader, section, conf, node)) {
			continue;
		}
		drafts->items = mq_grow(drafts->items, &drafts->cap, drafts->n + 1,
			sizeof(*drafts->items));
		drafts->items[drafts->n++] = (struct mq_draft){conf, node};
	}
}

static void read_files(struct mq_loader *loader, struct files *files)
{
	files->confs = mq_alloc(files->n * sizeof(struct mq_conf *));
	for (size_t i = 0; i < files->n; i++) {
		if (mq_conf_read_file(files->paths[i], files->confs + i, loader->diag) != MQ_OK) {
			files->confs[i] = NULL;
			loader->partial = true;
			continue;
		}
		mq_conf_check(files->confs[i], mq_conf_root(files->confs[i]), sections,
			MQ_LENGTH(sections), loader->diag);
		for (int section = 0; section <= MQ_SECTION_LAST; section++) {
			collect(loader, (enum mq_section)section, files->confs[i]);
		}
	}
}

/* ---- faults in the order of the files ---- */

static size_t rank_of(const struct files *files, const struct mq_fault *fault)
{
	for (size_t i = 0; i < files->n; i++) {
		if (fault->file != NULL && strcmp(fault->file, files->paths[i]) == 0) {
			return i;
		}
	}
	return files->n;
}

static bool comes_before(const struct files *files, const struct mq_fault *a, const struct mq_fault *b)
{
	size_t rank_a = rank_of(files, a);
	size_t rank_b = rank_of(files, b);

	if (rank_a != rank_b) {
		return rank_a < rank_b;
	}
	return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static void order_faults(const struct files *files, struct mq_fault *faults, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct mq_fault fault = faults[i];
		size_t at = i;

		for (; at > 0 && comes_before(files, &fault, faults + at - 1); at--) {
			faults[at] = faults[at - 1];
		}
		faults[at] = fault;
	}
}

/* ---- the whole way ---- */

/* Room for all there can be, so that pointers into the tables stay good. */
static void lay_out(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = loader->drafts;
	size_t n_fields = 2 * drafts[MQ_SECTION_FIELDS].n + drafts[MQ_SECTION_DERIVED].n;

	for (size_t i = 0; i < drafts[MQ_SECTION_KINDS].n; i++) {
		const struct mq_node *links = mq_loader_get(drafts[MQ_SECTION_KINDS].items + i, "links",
			MQ_NODE_LIST);

		n_fields += links != NULL ? links->n_children : 0;
	}
	n_fields = n_fields < MQ_SCHEMA_FIELDS_MAX ? n_fields : MQ_SCHEMA_FIELDS_MAX;
	loader->arena = &loader->schema->own->arena;
	loader->fields = mq_arena_alloc(loader->arena, (n_fields + 1) * sizeof(*loader->fields));
	loader->kinds = mq_arena_alloc(loader->arena,
		(drafts[MQ_SECTION_KINDS].n + 1) * sizeof(*loader->kinds));
	loader->groups = mq_arena_alloc(loader->arena,
		(drafts[MQ_SECTION_GROUPS].n + 1) * sizeof(*loader->groups));
	loader->lists = mq_arena_alloc(loader->arena, (drafts[MQ_SECTION_CODES].n
		+ drafts[MQ_SECTION_FIELDS].n + 1) * sizeof(*loader->lists));
	loader->schema->fields = loader->fields;
	loader->schema->kinds = loader->kinds;
	loader->schema->groups = loader->groups;
	loader->schema->lists = loader->lists;
}

static void understand(struct mq_loader *loader)
{
	loader->names = mq_map_new();
	lay_out(loader);
	mq_loader_groups(loader);
	mq_loader_lists(loader);
	mq_loader_kinds(loader);
	mq_loader_links(loader);
	mq_loader_fields(loader);
	mq_loader_derived(loader);
	mq_loader_kind_fields(loader);
	mq_loader_saved(loader);
	mq_loader_migrate(loader);
	mq_map_free(loader->names);
	mq_arena_release(&loader->scratch);
}

enum mq_err mq_schema_load(const char *dir, struct mq_schema **schema, struct mq_diag *diag)
{
	struct mq_diag unseen = {0};
	struct mq_loader loader = {.diag = diag != NULL ? diag : &unseen};
	size_t before = loader.diag->n_faults + loader.diag->n_dropped;
	struct files files = {0};
	enum mq_err err = find_files(&files, dir, loader.diag);

	loader.schema = mq_schema_new();
	if (err == MQ_OK) {
		read_files(&loader, &files);
		understand(&loader);
	}
	if (err == MQ_OK && loader.diag->n_faults + loader.diag->n_dropped > before) {
		size_t first = before < loader.diag->n_faults ? before : loader.diag->n_faults;

		order_faults(&files, loader.diag->faults + first, loader.diag->n_faults - first);
		err = MQ_ERR_CONFIG;
	}
	if (err == MQ_OK) {
		*schema = loader.schema;
	} else {
		mq_schema_free(loader.schema);
	}
	for (int section = 0; section <= MQ_SECTION_LAST; section++) {
		free(loader.drafts[section].items);
	}
	release_files(&files);
	mq_diag_release(&unseen);
	return err;
}
