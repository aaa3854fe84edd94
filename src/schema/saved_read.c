/*
 * The directories in which a register and a person keep saved lists: each file that is
 * called NAME.yaml, in the order of names. What cannot be read is a list all the same, with
 * the fault that it has.
 */
#include "load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS_MAX = 4096 };

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
