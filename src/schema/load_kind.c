/*
 * Kinds: first what they are called, then the links between them, and when the
 * fields are known, which of these name a record, head it and order it.
 *
 * A link is a field like any other (REF, called like the kind it points at).
 * Links must not run in circles: `household lives in dwelling` can be read from
 * a resident because the way up ends.
 */
#include "load.h"

#include <string.h>

static const char default_kind[] = "resident";

static const struct mq_conf_row rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"key", MQ_NODE_LIST, false},
	{"title", MQ_NODE_SCALAR, false},
	{"sort", MQ_NODE_SCALAR, false},
	{"links", MQ_NODE_LIST, false},
	{"relation", MQ_NODE_SCALAR, false},
	{"relation_zh", MQ_NODE_SCALAR, false},
	{"date", MQ_NODE_SCALAR, false},
	{"columns", MQ_NODE_LIST, false},
	{"areas", MQ_NODE_MAP, false},
	{"place", MQ_NODE_LIST, false},
};

static const struct mq_draft *draft_of(const struct mq_loader *loader, size_t kind)
{
	return loader->drafts[MQ_SECTION_KINDS].items + kind;
}

/* ---- what they are called ---- */

/* A kind's names are its own: households cannot also be called 人. */
static void claim(struct mq_loader *loader, size_t number, struct mq_map *taken)
{
	const struct mq_draft *draft = draft_of(loader, number);
	const struct mq_kind *kind = loader->kinds + number;
	const char *const names[] = {kind->id, kind->zh, kind->en};
	struct mq_buf key = {0};

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		uint64_t owner = number;

		if (i > 0 && strcmp(names[i], kind->id) == 0) {
			continue;	/* left out, so called like its id */
		}
		mq_buf_clear(&key);
		mq_names_fold(&key, names[i], strlen(names[i]));
		if (mq_loader_is_reserved(names[i])) {
			mq_conf_fault(draft->conf, draft->node, true, loader->diag,
				_("'%s' is a word of the query language"), names[i]);
			mq_diag_hint(loader->diag, _("give it another name"));
		} else if (!mq_map_get(taken, key.data, key.len, &owner)) {
			mq_map_put(taken, key.data, key.len, number);
		} else if (owner != number) {
			mq_conf_fault(draft->conf, draft->node, true, loader->diag,
				_("'%s' already names the kind '%s'"), names[i],
				loader->kinds[owner].id);
			mq_diag_hint(loader->diag, _("give it another name"));
		}
	}
	mq_buf_release(&key);
}

/* Expressions reach across a relation by its id: visits.none(…). */
static void check_relation(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_kind *kind)
{
	const struct mq_node *node = mq_loader_get(draft, "relation", MQ_NODE_SCALAR);

	if (node != NULL && (!mq_loader_is_id(kind->relation) || mq_loader_is_reserved(kind->relation))) {
		mq_conf_fault(draft->conf, node, false, loader->diag,
			_("'%s' cannot be the name of a relation"), kind->relation);
		mq_diag_hint(loader->diag, _("it is an id, like members or visits"));
	}
}

static void load_kind(struct mq_loader *loader, size_t number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	struct mq_kind *kind = loader->kinds + number;

	mq_loader_check(loader, draft, rows, MQ_LENGTH(rows));
	kind->id = mq_loader_id(loader, draft);
	kind->zh = mq_loader_label(loader, draft, "zh", kind->id);
	kind->en = mq_loader_label(loader, draft, "en", kind->id);
	kind->relation = mq_loader_label(loader, draft, "relation", kind->id);
	check_relation(loader, draft, kind);
	kind->relation_zh = mq_loader_label(loader, draft, "relation_zh", kind->zh);
	kind->title = MQ_NO_FIELD;
	kind->sort = MQ_NO_FIELD;
	kind->date = MQ_NO_FIELD;
}

void mq_loader_kinds(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_KINDS];
	struct mq_map *taken = mq_map_new();
	bool found = false;

	for (size_t i = 0; i < drafts->n; i++) {
		if (i == MQ_SCHEMA_KINDS_MAX) {
			mq_conf_fault(drafts->items[i].conf, drafts->items[i].node, true, loader->diag,
				_("there are more than %d kinds"), MQ_SCHEMA_KINDS_MAX);
			mq_diag_hint(loader->diag, _("leave some of them out"));
			break;
		}
		load_kind(loader, i);
		claim(loader, i, taken);
		loader->schema->n_kinds = i + 1;
		found = found || strcmp(loader->kinds[i].id, default_kind) == 0;
	}
	mq_map_free(taken);
	if (!found && !loader->partial) {
		mq_diag_add(loader->diag, MQ_ERR_CONFIG, _("there is no kind '%s'"), default_kind);
		mq_diag_hint(loader->diag,
			_("questions are about residents: define them under kinds:, see minqing-fields(5)"));
	}
}

mq_kind_id mq_loader_kind(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node)
{
	size_t n = loader->schema->n_kinds;
	const char **ids = mq_arena_alloc(&loader->scratch, (n + 1) * sizeof(*ids));
	int found;

	for (size_t i = 0; i < n; i++) {
		ids[i] = loader->kinds[i].id;
	}
	found = mq_loader_one_of(loader, conf, node, _("kind"), ids, n);
	return found >= 0 ? (mq_kind_id)found : MQ_NO_KIND;
}

/* ---- links ---- */

static bool links_to(const struct mq_loader *loader, const struct mq_kind *kind, mq_kind_id target)
{
	for (size_t i = 0; i < kind->n_links; i++) {
		if (loader->fields[kind->links[i]].target == target) {
			return true;
		}
	}
	return false;
}

static void add_link(struct mq_loader *loader, mq_kind_id number, const struct mq_node *node)
{
	const struct mq_draft *draft = draft_of(loader, number);
	struct mq_kind *kind = loader->kinds + number;
	mq_kind_id target = mq_loader_kind(loader, draft->conf, node);
	struct mq_field *link;

	if (target == MQ_NO_KIND) {
		return;
	}
	if (links_to(loader, kind, target)) {
		mq_conf_fault(draft->conf, node, false, loader->diag, _("'%s' is already a link"),
			node->text);
		mq_diag_hint(loader->diag, _("take one of the two away"));
		return;
	}
	link = mq_loader_blank(loader, draft);
	if (link == NULL) {
		return;
	}
	link->id = loader->kinds[target].id;
	link->zh = loader->kinds[target].zh;
	link->en = loader->kinds[target].en;
	link->kind = number;
	link->type = MQ_TYPE_REF;
	link->target = target;
	link->privacy = 0;
	kind->links[kind->n_links++] = link->number;
	mq_loader_claim(loader, draft, link);
}

/* Two kinds that are called alike from the one both link to cannot be told apart. */
static void check_relations(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_kind *kind = loader->kinds + number;

	for (mq_kind_id other = 0; other < number; other++) {
		const struct mq_kind *before = loader->kinds + other;
		bool shared = false;

		for (size_t i = 0; i < kind->n_links && !shared; i++) {
			shared = links_to(loader, before, loader->fields[kind->links[i]].target);
		}
		if (shared && (strcmp(kind->relation, before->relation) == 0
				|| strcmp(kind->relation_zh, before->relation_zh) == 0)) {
			const struct mq_draft *draft = draft_of(loader, number);

			mq_conf_fault(draft->conf, draft->node, true, loader->diag,
				_("'%s' and '%s' have the same relation"), kind->id, before->id);
			mq_diag_hint(loader->diag, _("give each its own relation: and relation_zh:"));
		}
	}
}

/* True where some way along the links from kind comes back to start. */
static bool comes_back(const struct mq_loader *loader, mq_kind_id kind, mq_kind_id start,
	bool *seen)
{
	const struct mq_kind *of = loader->kinds + kind;

	for (size_t i = 0; i < of->n_links; i++) {
		mq_kind_id target = loader->fields[of->links[i]].target;

		if (target == start) {
			return true;
		}
		if (!seen[target]) {
			seen[target] = true;
			if (comes_back(loader, target, start, seen)) {
				return true;
			}
		}
	}
	return false;
}

static void check_circle(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	bool seen[MQ_SCHEMA_KINDS_MAX] = {false};

	if (comes_back(loader, number, number, seen)) {
		mq_conf_fault(draft->conf, mq_loader_get(draft, "links", MQ_NODE_LIST), true, loader->diag,
			_("the links of '%s' lead back to itself"), loader->kinds[number].id);
		mq_diag_hint(loader->diag,
			_("a link goes from the part to the whole: resident, household, dwelling"));
		loader->circular = true;
	}
}

void mq_loader_links(struct mq_loader *loader)
{
	for (mq_kind_id number = 0; number < loader->schema->n_kinds; number++) {
		const struct mq_node *links = mq_loader_get(draft_of(loader, number), "links", MQ_NODE_LIST);

		if (links == NULL || links->n_children == 0) {
			continue;
		}
		loader->kinds[number].links = mq_arena_alloc(loader->arena,
			links->n_children * sizeof(mq_field_id));
		for (const struct mq_node *node = links->first; node != NULL; node = node->next) {
			add_link(loader, number, node);
		}
	}
	for (mq_kind_id number = 0; number < loader->schema->n_kinds; number++) {
		check_relations(loader, number);
		check_circle(loader, number);
	}
}

/* ---- what they say of fields ---- */

/* The stored field of this kind under key, or MQ_NO_FIELD. */
static mq_field_id own_field(struct mq_loader *loader, mq_kind_id kind, const char *key)
{
	const struct mq_draft *draft = draft_of(loader, kind);
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);

	return node != NULL ? mq_loader_field(loader, draft, node, kind) : MQ_NO_FIELD;
}

static bool is_stored(const struct mq_field *field)
{
	return field->expression == NULL && field->years_since == MQ_NO_FIELD
		&& field->reading_of == MQ_NO_FIELD;
}

static void load_key(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	const struct mq_node *list = mq_loader_get(draft, "key", MQ_NODE_LIST);
	struct mq_kind *kind = loader->kinds + number;

	if (list == NULL || list->n_children == 0) {
		return;
	}
	kind->key = mq_arena_alloc(loader->arena, list->n_children * sizeof(*kind->key));
	for (const struct mq_node *node = list->first; node != NULL; node = node->next) {
		mq_field_id field = mq_loader_field(loader, draft, node, number);

		if (field == MQ_NO_FIELD) {
			continue;
		}
		if (!is_stored(loader->fields + field)) {
			mq_conf_fault(draft->conf, node, false, loader->diag,
				_("'%s' is worked out, so it cannot name a record"), node->text);
			mq_diag_hint(loader->diag, _("take one of those under fields:"));
			continue;
		}
		kind->key[kind->n_key++] = field;
	}
}

static void load_columns(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	const struct mq_node *list = mq_loader_get(draft, "columns", MQ_NODE_LIST);
	struct mq_kind *kind = loader->kinds + number;

	if (list == NULL || list->n_children == 0 || loader->circular) {
		return;
	}
	kind->columns = mq_arena_alloc(loader->arena, list->n_children * sizeof(*kind->columns));
	for (const struct mq_node *node = list->first; node != NULL; node = node->next) {
		mq_field_id field = MQ_NO_FIELD;

		for (mq_kind_id at = number; at != MQ_NO_KIND && field == MQ_NO_FIELD
				&& node->type == MQ_NODE_SCALAR; at = mq_kind_above(loader->schema, at)) {
			field = mq_loader_find(loader, at, node->text);
		}
		if (field == MQ_NO_FIELD) {
			field = mq_loader_field(loader, draft, node, number);	/* tells */
		}
		if (field != MQ_NO_FIELD) {
			kind->columns[kind->n_columns++] = field;
		}
	}
}

static void check_date(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	struct mq_kind *kind = loader->kinds + number;

	if (kind->date != MQ_NO_FIELD && loader->fields[kind->date].type != MQ_TYPE_DATE) {
		mq_conf_fault(draft->conf, mq_loader_get(draft, "date", MQ_NODE_SCALAR), false,
			loader->diag, _("'%s' is not a date"), loader->fields[kind->date].id);
		mq_diag_hint(loader->diag, _("take a field of type date"));
	}
}

static void check_sort(struct mq_loader *loader, mq_kind_id number)
{
	const struct mq_draft *draft = draft_of(loader, number);
	struct mq_kind *kind = loader->kinds + number;

	if (kind->sort != MQ_NO_FIELD && !is_stored(loader->fields + kind->sort)) {
		mq_conf_fault(draft->conf, mq_loader_get(draft, "sort", MQ_NODE_SCALAR), false,
			loader->diag, _("'%s' is worked out, so it cannot order records"),
			loader->fields[kind->sort].id);
		mq_diag_hint(loader->diag, _("take one of those under fields:"));
	}
}

void mq_loader_kind_fields(struct mq_loader *loader)
{
	for (mq_kind_id number = 0; number < loader->schema->n_kinds; number++) {
		struct mq_kind *kind = loader->kinds + number;

		load_key(loader, number);
		kind->title = own_field(loader, number, "title");
		kind->sort = own_field(loader, number, "sort");
		kind->date = own_field(loader, number, "date");
		check_sort(loader, number);
		check_date(loader, number);
		load_columns(loader, number);
	}
	mq_loader_areas(loader);
}
