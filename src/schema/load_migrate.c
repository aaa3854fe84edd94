/*
 * Old names: what fields, codes and saved lists were called before.
 *
 *     migrate:
 *       fields: {old_id: new_id, gone_id: {gone: merged into x in 2026}}
 *       codes: {relief: {old: new}}
 *       saved: {old: new}
 *
 * A new name may itself be old by now: chains are followed here, once.
 */
#include "load.h"

#include <string.h>

static const struct mq_conf_row gone_rows[] = {
	{"gone", MQ_NODE_SCALAR, true},
};

static const char *const parts[] = {
	[MQ_RENAME_FIELD] = "fields",
	[MQ_RENAME_CODE] = "codes",
	[MQ_RENAME_SAVED] = "saved",
};

/* One entry as it stands in its file. */
struct entry {
	const struct mq_conf *conf;
	const struct mq_node *node;
	struct mq_rename as;
	const struct mq_codes *codes;	/* CODE: the list, NULL where it is not there */
};

struct entries {
	struct entry *items;
	size_t n;
};

/* ---- reading ---- */

static void read_entry(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node, enum mq_rename_what what, const struct mq_codes *codes,
	struct entries *entries)
{
	struct mq_draft draft = {conf, node};
	struct entry entry = {.conf = conf, .node = node, .codes = codes,
		.as = {.what = what, .was = mq_arena_strdup(loader->arena, node->key)}};

	entry.as.list = codes != NULL ? codes->id : NULL;
	if (node->type == MQ_NODE_SCALAR) {
		entry.as.now = mq_loader_name(loader, conf, node);
	} else if (mq_loader_check(loader, &draft, gone_rows, MQ_LENGTH(gone_rows))) {
		entry.as.why = mq_loader_label(loader, &draft, "gone", NULL);
	}
	if (entry.as.now != NULL || entry.as.why != NULL) {
		entries->items[entries->n++] = entry;
	}
}

static void read_map(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *map, enum mq_rename_what what, const struct mq_codes *codes,
	struct entries *entries)
{
	if (map->type != MQ_NODE_MAP) {
		mq_conf_fault(conf, map, true, loader->diag, _("'%s' is not followed by old names"),
			map->key);
		mq_diag_hint(loader->diag, _("write it as a map: {old: new}"));
		return;
	}
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		read_entry(loader, conf, node, what, codes, entries);
	}
}

static const struct mq_codes *find_list(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node)
{
	size_t n = loader->schema->n_lists;
	const char **ids = mq_arena_alloc(&loader->scratch, (n + 1) * sizeof(*ids));

	for (size_t i = 0; i < n; i++) {
		ids[i] = loader->lists[i].id;
		if (strcmp(ids[i], node->key) == 0) {
			return loader->lists + i;
		}
	}
	if (!loader->partial) {
		mq_conf_fault(conf, node, true, loader->diag, _("there is no code list '%s'"),
			node->key);
		mq_diag_suggest(loader->diag, node->key, ids, n);
	}
	return NULL;
}

static void read_draft(struct mq_loader *loader, const struct mq_draft *draft,
	struct entries *entries)
{
	const struct mq_node *node = draft->node;
	size_t what = 0;

	while (what < MQ_LENGTH(parts) && strcmp(parts[what], node->key) != 0) {
		what++;
	}
	if (what == MQ_LENGTH(parts)) {
		mq_conf_fault(draft->conf, node, true, loader->diag, _("unknown key '%s'"), node->key);
		mq_diag_suggest(loader->diag, node->key, parts, MQ_LENGTH(parts));
		return;
	}
	if (what != MQ_RENAME_CODE || node->type != MQ_NODE_MAP) {
		read_map(loader, draft->conf, node, (enum mq_rename_what)what, NULL, entries);
		return;
	}
	for (const struct mq_node *list = node->first; list != NULL; list = list->next) {
		const struct mq_codes *codes = find_list(loader, draft->conf, list);

		if (codes != NULL) {
			read_map(loader, draft->conf, list, MQ_RENAME_CODE, codes, entries);
		}
	}
}

/* ---- following ---- */

static bool is_there(const struct mq_loader *loader, const struct entry *entry, const char *id)
{
	const struct mq_schema_private *own = loader->schema->own;

	switch (entry->as.what) {
	case MQ_RENAME_FIELD:
		for (size_t i = 0; i < loader->schema->n_fields; i++) {
			if (strcmp(loader->fields[i].id, id) == 0) {
				return true;
			}
		}
		return false;
	case MQ_RENAME_CODE:
		for (size_t i = 0; i < entry->codes->n_codes; i++) {
			if (strcmp(entry->codes->codes[i].id, id) == 0) {
				return true;
			}
		}
		return false;
	case MQ_RENAME_SAVED:
		break;
	}
	for (size_t i = 0; i < own->n_saved; i++) {
		if (strcmp(own->saved[i].id, id) == 0) {
			return true;
		}
	}
	return false;
}

static const struct entry *entry_of(const struct entries *entries, const struct entry *like,
	const char *was)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct entry *entry = entries->items + i;

		if (entry->as.what == like->as.what && entry->codes == like->codes
				&& strcmp(entry->as.was, was) == 0) {
			return entry;
		}
	}
	return NULL;
}

/* A list may have moved to where the configuration does not see it. */
static void refuse_missing(struct mq_loader *loader, const struct entry *entry, const char *now)
{
	if (entry->as.what != MQ_RENAME_SAVED && !loader->partial) {
		mq_conf_fault(entry->conf, entry->node, false, loader->diag,
			_("'%s' is not there and is no old name either"), now);
		mq_diag_hint(loader->diag, _("write what it is called now"));
	}
}

/* What became of the name in the end; a circle is told by who is in it. */
static struct mq_rename follow(struct mq_loader *loader, const struct entries *entries,
	const struct entry *entry)
{
	struct mq_rename end = entry->as;
	const char *path = entry->as.was;

	for (size_t steps = 0; end.now != NULL && !is_there(loader, entry, end.now); steps++) {
		const struct entry *next = entry_of(entries, entry, end.now);

		path = mq_arena_format(&loader->scratch, "%s → %s", path, end.now);
		if (next == NULL) {
			refuse_missing(loader, entry, end.now);
			break;
		}
		if (next == entry) {
			mq_conf_fault(entry->conf, entry->node, true, loader->diag,
				_("the old names run in a circle: %s"), path);
			mq_diag_hint(loader->diag, _("write what it is called now"));
			break;
		}
		if (steps > entries->n) {
			break;
		}
		end.now = next->as.now;
		end.why = next->as.why;
	}
	return end;
}

static void refuse_present(struct mq_loader *loader, const struct entries *entries)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct entry *entry = entries->items + i;

		if (is_there(loader, entry, entry->as.was)) {
			mq_conf_fault(entry->conf, entry->node, true, loader->diag,
				_("'%s' is no old name: it is still there"), entry->as.was);
			mq_diag_hint(loader->diag, _("delete the line"));
		} else if (entry_of(entries, entry, entry->as.was) != entry) {
			mq_conf_fault(entry->conf, entry->node, true, loader->diag,
				_("'%s' was given a new name before"), entry->as.was);
			mq_diag_hint(loader->diag, _("take one of the two away"));
		}
	}
}

static size_t count_entries(const struct mq_drafts *drafts)
{
	size_t n = 0;

	for (size_t i = 0; i < drafts->n; i++) {
		const struct mq_node *part = drafts->items[i].node;

		n += part->n_children;
		for (const struct mq_node *node = part->first; node != NULL; node = node->next) {
			n += node->n_children;
		}
	}
	return n;
}

void mq_loader_migrate(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_MIGRATE];
	size_t max = count_entries(drafts) + 1;
	struct mq_schema_private *own = loader->schema->own;
	struct mq_rename *renames = mq_arena_alloc(loader->arena, max * sizeof(*renames));
	struct entries entries = {0};

	entries.items = mq_arena_alloc(&loader->scratch, max * sizeof(*entries.items));
	for (size_t i = 0; i < drafts->n; i++) {
		read_draft(loader, drafts->items + i, &entries);
	}
	refuse_present(loader, &entries);
	for (size_t i = 0; i < entries.n; i++) {
		renames[own->n_renames++] = follow(loader, &entries, entries.items + i);
	}
	own->renames = renames;
}
