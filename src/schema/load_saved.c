/*
 * Saved lists: a query with a name, and what may be filled in. The query is text
 * here, as a tag's expression is; query reads it when the list is asked for.
 */
#include "load.h"

#include <string.h>

enum { LIMIT_MAX = 999999999 };

static const struct mq_conf_row rows[] = {
	{"zh", MQ_NODE_SCALAR, false},
	{"en", MQ_NODE_SCALAR, false},
	{"kind", MQ_NODE_SCALAR, false},
	{"params", MQ_NODE_MAP, false},
	{"is", MQ_NODE_SCALAR, true},
	{"sort", MQ_NODE_SCALAR, false},
	{"cols", MQ_NODE_SCALAR, false},
	{"limit", MQ_NODE_SCALAR, false},
};

static const struct mq_conf_row param_rows[] = {
	{"type", MQ_NODE_SCALAR, true},
	{"of", MQ_NODE_SCALAR, false},
	{"default", MQ_NODE_SCALAR, false},
	{"zh", MQ_NODE_SCALAR, false},
	{"en", MQ_NODE_SCALAR, false},
};

/* ---- what can be filled in ---- */

static void load_param(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_param *param)
{
	const char *types[MQ_PARAM_LAST + 1];

	for (int i = 0; i <= MQ_PARAM_LAST; i++) {
		types[i] = mq_param_type_text((enum mq_param_type)i);
	}
	param->id = mq_loader_id(loader, draft);
	if (!mq_loader_check(loader, draft, param_rows, MQ_LENGTH(param_rows))) {
		return;
	}
	param->zh = mq_loader_label(loader, draft, "zh", param->id);
	param->en = mq_loader_label(loader, draft, "en", param->id);
	param->type = (enum mq_param_type)mq_loader_enum(loader, draft, "type", types,
		MQ_LENGTH(types), MQ_PARAM_TEXT);
	param->of = mq_loader_text(loader, draft, "of", NULL);
	param->otherwise = mq_loader_text(loader, draft, "default", NULL);
	if ((param->type == MQ_PARAM_CODE) != (param->of != NULL)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag, param->of != NULL
			? _("of: goes with type: code alone") : _("a code wants a field to be of"));
		mq_diag_hint(loader->diag, _("write {type: code, of: FIELD}"));
	}
}

static void load_params(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_saved *list)
{
	const struct mq_node *map = mq_loader_get(draft, "params", MQ_NODE_MAP);
	struct mq_param *params;

	if (map == NULL) {
		return;
	}
	if (map->n_children > MQ_PARAMS_MAX) {
		mq_conf_fault(draft->conf, map, true, loader->diag,
			_("a list has at most %d parameters"), MQ_PARAMS_MAX);
		mq_diag_hint(loader->diag, _("leave some of them out"));
		return;
	}
	params = mq_arena_alloc(loader->arena, (map->n_children + 1) * sizeof(*params));
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		load_param(loader, &(const struct mq_draft){draft->conf, node},
			params + list->n_params++);
	}
	list->params = params;
}

/* ---- a list ---- */

static void load_kind(struct mq_loader *loader, const struct mq_schema *schema,
	const struct mq_draft *draft, struct mq_saved *list)
{
	const struct mq_node *node = mq_loader_get(draft, "kind", MQ_NODE_SCALAR);
	const char **ids;

	if (node == NULL) {
		return;
	}
	list->kind = mq_schema_kind(schema, node->text);
	if (list->kind != MQ_NO_KIND) {
		return;
	}
	ids = mq_arena_alloc(&loader->scratch, (schema->n_kinds + 1) * sizeof(*ids));
	for (size_t i = 0; i < schema->n_kinds; i++) {
		ids[i] = schema->kinds[i].id;
	}
	mq_loader_one_of(loader, draft->conf, node, _("kind"), ids, schema->n_kinds);
}

static void load_limit(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_saved *list)
{
	const struct mq_node *node = mq_loader_get(draft, "limit", MQ_NODE_SCALAR);
	int64_t limit = 1;

	if (node == NULL || mq_node_int(draft->conf, node, &limit, loader->diag) != MQ_OK) {
		return;
	}
	if (limit < 1 || limit > LIMIT_MAX) {
		mq_conf_fault(draft->conf, node, false, loader->diag, _("'%s' is no number of rows"),
			node->text);
		mq_diag_hint(loader->diag, _("it is from 1 to %d"), LIMIT_MAX);
		return;
	}
	list->limit = (uint32_t)limit;
}

static void load_names(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_saved *list)
{
	list->id = mq_arena_strdup(loader->arena, draft->node->key);
	list->zh = mq_loader_label(loader, draft, "zh", list->id);
	list->en = mq_loader_label(loader, draft, "en", list->id);
	if (!mq_saved_is_id(list->id)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%.80s' cannot be the name of a list"), list->id);
		mq_diag_hint(loader->diag,
			_("a letter or Han character first, then these, digits, _ and -; up to %d bytes"),
			MQ_SAVED_ID_MAX);
	}
}

/* And where it stands, so that its faults can be pointed at in the file. */
static void load_query(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_saved *list)
{
	const struct mq_node *node = mq_loader_get(draft, "is", MQ_NODE_SCALAR);

	list->is = mq_loader_text(loader, draft, "is", NULL);
	list->sort = mq_loader_text(loader, draft, "sort", NULL);
	list->cols = mq_loader_text(loader, draft, "cols", NULL);
	list->file = mq_arena_strdup(loader->arena, mq_conf_name(draft->conf));
	list->line = node != NULL ? node->line : draft->node->key_line;
	list->is_origin = mq_loader_origin(loader, draft, "is");
	list->sort_origin = mq_loader_origin(loader, draft, "sort");
	list->cols_origin = mq_loader_origin(loader, draft, "cols");
}

size_t mq_loader_lists_of(struct mq_loader *loader, const struct mq_schema *schema,
	const struct mq_draft *drafts, size_t n, enum mq_saved_where where, struct mq_saved *lists)
{
	for (size_t i = 0; i < n; i++) {
		lists[i] = (struct mq_saved){.where = where};
		load_names(loader, drafts + i, lists + i);
		if (mq_loader_check(loader, drafts + i, rows, MQ_LENGTH(rows))) {
			load_kind(loader, schema, drafts + i, lists + i);
			load_params(loader, drafts + i, lists + i);
			load_limit(loader, drafts + i, lists + i);
		}
		load_query(loader, drafts + i, lists + i);
	}
	return n;
}

void mq_loader_saved(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_SAVED];
	struct mq_saved *lists = mq_arena_alloc(loader->arena, (drafts->n + 1) * sizeof(*lists));
	struct mq_schema_private *own = loader->schema->own;

	own->n_saved = mq_loader_lists_of(loader, loader->schema, drafts->items, drafts->n,
		MQ_SAVED_CONFIG, lists);
	own->saved = lists;
}
