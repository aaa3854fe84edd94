/*
 * Areas of a kind: dwellings of one building, of one lane. An area is called from a
 * query as a kind is (building.any), from all kinds below it too, so no kind, no
 * relation and no other area may be called alike: one would hide the other.
 */
#include "load.h"

#include <stdlib.h>
#include <string.h>

static const struct mq_conf_row rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"aliases", MQ_NODE_LIST, false},
	{"by", MQ_NODE_LIST, true},
};

/* ---- names ---- */

/* Who has a name already. */
struct owner {
	const char *id;
	const void *of;		/* a kind or an area */
	bool is_kind;
};

/* Names that are taken, by the number of their owner. */
struct taken {
	struct mq_map *map;
	struct owner *owners;
	size_t n;
	size_t cap;
	struct mq_buf key;
};

static void add_owner(struct taken *taken, const char *id, const void *of, bool is_kind)
{
	taken->owners = mq_grow(taken->owners, &taken->cap, taken->n + 1, sizeof(*taken->owners));
	taken->owners[taken->n++] = (struct owner){id, of, is_kind};
}

/* Give the last owner the name; else who has it. */
static const struct owner *take(struct taken *taken, const char *name)
{
	uint64_t there = taken->n - 1;

	mq_buf_clear(&taken->key);
	mq_names_fold(&taken->key, name, strlen(name));
	if (!mq_map_get(taken->map, taken->key.data, taken->key.len, &there)) {
		mq_map_put(taken->map, taken->key.data, taken->key.len, there);
	}
	return taken->owners + there;
}

static void take_kinds(const struct mq_loader *loader, struct taken *taken)
{
	for (size_t i = 0; i < loader->schema->n_kinds; i++) {
		const struct mq_kind *kind = loader->kinds + i;
		const char *const names[] = {kind->id, kind->zh, kind->en, kind->relation,
			kind->relation_zh};

		add_owner(taken, kind->id, kind, true);
		for (size_t n = 0; n < MQ_LENGTH(names); n++) {
			take(taken, names[n]);
		}
	}
}

static void claim(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_area *area, const char *name, struct taken *taken)
{
	const struct owner *owner = take(taken, name);

	if (mq_loader_is_reserved(name)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' is a word of the query language"), name);
		mq_diag_hint(loader->diag, _("give it another name"));
	} else if (owner->of != area) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag, owner->is_kind
			? _("'%s' already names the kind '%s'") : _("'%s' already names the area '%s'"),
			name, owner->id);
		mq_diag_hint(loader->diag, _("give it another name"));
	}
}

static void claim_all(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_area *area, struct taken *taken)
{
	const char *const names[] = {area->id, area->zh, area->en};

	add_owner(taken, area->id, area, false);
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		if (i == 0 || strcmp(names[i], area->id) != 0) {
			claim(loader, draft, area, names[i], taken);
		}
	}
	for (size_t i = 0; i < area->n_aliases; i++) {
		claim(loader, draft, area, area->aliases[i], taken);
	}
}

/* ---- fields ---- */

static void refuse(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node, enum mq_unfit unfit)
{
	static const char *const messages[] = {
		[MQ_FIT] = NULL,
		[MQ_UNFIT_TYPE] = N_("'%s' cannot stand here by its type"),
		[MQ_UNFIT_DERIVED] = N_("'%s' is worked out, so no place can be told by it"),
		[MQ_UNFIT_ORDERED] = N_("'%s' is put in order by its sound, so no area can be made by it"),
	};

	mq_conf_fault(draft->conf, node, false, loader->diag, _(messages[unfit]), node->text);
}

static bool holds(const mq_field_id *fields, size_t n, mq_field_id field)
{
	for (size_t i = 0; i < n; i++) {
		if (fields[i] == field) {
			return true;
		}
	}
	return false;
}

/* What there is one of at least and few at most, each once. */
static bool is_new(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node, const mq_field_id *fields, size_t n, mq_field_id field)
{
	if (holds(fields, n, field)) {
		mq_conf_fault(draft->conf, node, false, loader->diag, _("'%s' stands here twice"),
			node->text);
		mq_diag_hint(loader->diag, _("take one of the two away"));
		return false;
	}
	if (n == MQ_SCHEMA_AREA_BY_MAX) {
		mq_conf_fault(draft->conf, node, false, loader->diag,
			_("there are more than %d fields"), MQ_SCHEMA_AREA_BY_MAX);
		mq_diag_hint(loader->diag, _("leave some of them out"));
		return false;
	}
	return true;
}

static void load_by(struct mq_loader *loader, const struct mq_draft *draft, mq_kind_id number,
	struct mq_area *area)
{
	const struct mq_node *list = mq_loader_get(draft, "by", MQ_NODE_LIST);

	if (list == NULL) {
		return;
	}
	if (list->n_children == 0) {
		mq_conf_fault(draft->conf, list, true, loader->diag, _("'%s' is empty"), "by");
		mq_diag_hint(loader->diag, _("an area is made by codes and texts"));
		return;
	}
	area->by = mq_arena_alloc(loader->arena, list->n_children * sizeof(*area->by));
	for (const struct mq_node *node = list->first; node != NULL; node = node->next) {
		mq_field_id field = mq_loader_field(loader, draft, node, number);
		enum mq_unfit unfit = field == MQ_NO_FIELD ? MQ_FIT
			: mq_area_unfit(loader->schema, field);

		if (unfit != MQ_FIT) {
			refuse(loader, draft, node, unfit);
			if (unfit == MQ_UNFIT_TYPE) {
				mq_diag_hint(loader->diag, _("an area is made by codes and texts"));
			}
		} else if (field != MQ_NO_FIELD
				&& is_new(loader, draft, node, area->by, area->n_by, field)) {
			area->by[area->n_by++] = field;
		}
	}
}

/* ---- the whole ---- */

static void load_area(struct mq_loader *loader, const struct mq_draft *draft, mq_kind_id number,
	struct taken *taken)
{
	struct mq_kind *kind = loader->kinds + number;
	struct mq_area *area = kind->areas + kind->n_areas;

	if (!mq_loader_check(loader, draft, rows, MQ_LENGTH(rows))) {
		return;
	}
	area->id = mq_loader_id(loader, draft);
	area->zh = mq_loader_label(loader, draft, "zh", area->id);
	area->en = mq_loader_label(loader, draft, "en", area->id);
	area->aliases = mq_loader_names(loader, draft, "aliases", &area->n_aliases);
	claim_all(loader, draft, area, taken);
	load_by(loader, draft, number, area);
	kind->n_areas++;
}

static void load_areas(struct mq_loader *loader, const struct mq_draft *draft, mq_kind_id number,
	struct taken *taken)
{
	const struct mq_node *map = mq_loader_get(draft, "areas", MQ_NODE_MAP);
	struct mq_kind *kind = loader->kinds + number;

	if (map == NULL || map->n_children == 0) {
		return;
	}
	kind->areas = mq_arena_alloc(loader->arena, map->n_children * sizeof(*kind->areas));
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		struct mq_draft own = {draft->conf, node};

		if (kind->n_areas == MQ_SCHEMA_AREAS_MAX) {
			mq_conf_fault(draft->conf, node, true, loader->diag,
				_("there are more than %d areas"), MQ_SCHEMA_AREAS_MAX);
			mq_diag_hint(loader->diag, _("leave some of them out"));
			break;
		}
		load_area(loader, &own, number, taken);
	}
}

static void load_place(struct mq_loader *loader, const struct mq_draft *draft, mq_kind_id number)
{
	const struct mq_node *list = mq_loader_get(draft, "place", MQ_NODE_LIST);
	struct mq_kind *kind = loader->kinds + number;

	if (list == NULL || list->n_children == 0) {
		return;
	}
	kind->place = mq_arena_alloc(loader->arena, list->n_children * sizeof(*kind->place));
	for (const struct mq_node *node = list->first; node != NULL; node = node->next) {
		mq_field_id field = mq_loader_field(loader, draft, node, number);
		enum mq_unfit unfit = field == MQ_NO_FIELD ? MQ_FIT
			: mq_place_unfit(loader->schema, field, node->next == NULL);

		if (unfit != MQ_FIT) {
			refuse(loader, draft, node, unfit);
			mq_diag_hint(loader->diag, _("a place is told by codes, and last by a text"));
		} else if (field != MQ_NO_FIELD
				&& is_new(loader, draft, node, kind->place, kind->n_place, field)) {
			kind->place[kind->n_place++] = field;
		}
	}
}

void mq_loader_areas(struct mq_loader *loader)
{
	const struct mq_draft *drafts = loader->drafts[MQ_SECTION_KINDS].items;
	struct taken taken = {.map = mq_map_new()};

	take_kinds(loader, &taken);
	for (mq_kind_id number = 0; number < loader->schema->n_kinds; number++) {
		load_areas(loader, drafts + number, number, &taken);
		load_place(loader, drafts + number, number);
	}
	mq_map_free(taken.map);
	free(taken.owners);
	mq_buf_release(&taken.key);
}
