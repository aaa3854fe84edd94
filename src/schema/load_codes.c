/*
 * Groups and code lists. A list is shared by name (`codes:`) or spelt out with
 * the one field that has it (`values:`), and is then called like the field.
 */
#include "load.h"

#include <string.h>

enum { CODE_ID_MAX = 64 };

/* ---- groups ---- */

static const char group_of_the_rest[] = "other";

void mq_loader_groups(struct mq_loader *loader)
{
	static const struct mq_conf_row rows[] = {
		{"zh", MQ_NODE_SCALAR, true},
		{"en", MQ_NODE_SCALAR, false},
	};
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_GROUPS];
	bool rest = false;

	for (size_t i = 0; i < drafts->n; i++) {
		const struct mq_draft *draft = drafts->items + i;
		struct mq_group *group = loader->groups + i;

		mq_loader_check(loader, draft, rows, MQ_LENGTH(rows));
		group->id = mq_loader_id(loader, draft);
		group->zh = mq_loader_label(loader, draft, "zh", group->id);
		group->en = mq_loader_label(loader, draft, "en", group->id);
		rest = rest || strcmp(group->id, group_of_the_rest) == 0;
	}
	loader->schema->n_groups = drafts->n;
	if (!rest) {
		loader->groups[loader->schema->n_groups++] =
			(struct mq_group){.id = group_of_the_rest, .zh = "其他", .en = "other"};
	}
}

uint16_t mq_loader_group(struct mq_loader *loader, const struct mq_draft *draft)
{
	const struct mq_node *node = draft != NULL
		? mq_loader_get(draft, "group", MQ_NODE_SCALAR) : NULL;
	size_t n = loader->schema->n_groups;
	const char **ids = mq_arena_alloc(&loader->scratch, n * sizeof(*ids));
	int found = -1;
	int rest = 0;

	for (size_t i = 0; i < n; i++) {
		ids[i] = loader->groups[i].id;
		rest = strcmp(ids[i], group_of_the_rest) == 0 ? (int)i : rest;
	}
	if (node != NULL) {
		found = mq_loader_one_of(loader, draft->conf, node, _("group"), ids, n);
	}
	return (uint16_t)(found >= 0 ? found : rest);
}

/* ---- codes ---- */

/* Ids of codes come from standards and from sheets: "1", "01", "moved_out",
 * "C1". They stand in MULTI texts and in queries, so nothing that parts words. */
static bool can_be_code(const char *id)
{
	size_t len = strlen(id);

	return len > 0 && len <= CODE_ID_MAX && id[strcspn(id, " \t\r\n;,|\"'(){}<>=:!~/\\")] == '\0';
}

static void load_code(struct mq_loader *loader, const struct mq_draft *draft, struct mq_code *code)
{
	static const struct mq_conf_row rows[] = {
		{"zh", MQ_NODE_SCALAR, true},
		{"en", MQ_NODE_SCALAR, false},
		{"aliases", MQ_NODE_LIST, false},
	};
	const struct mq_node *node = draft->node;
	struct mq_buf safe = {0};
	const char *zh = NULL;

	code->id = mq_arena_strdup(loader->arena, node->key);
	mq_safe_text(&safe, node->key, strlen(node->key));
	if (!can_be_code(code->id) || strcmp(safe.data, code->id) != 0) {
		mq_conf_fault(draft->conf, node, true, loader->diag, _("'%.80s' cannot be a code"),
			code->id);
		mq_diag_hint(loader->diag,
			_("a code has up to 64 bytes and no space or separator; what people read is its zh"));
	}
	mq_buf_release(&safe);
	if (node->type == MQ_NODE_SCALAR) {
		zh = mq_loader_name(loader, draft->conf, node);
	} else if (mq_loader_check(loader, draft, rows, MQ_LENGTH(rows))) {
		zh = mq_loader_label(loader, draft, "zh", NULL);
		code->aliases = mq_loader_names(loader, draft, "aliases", &code->n_aliases);
	}
	code->zh = zh != NULL ? zh : code->id;
	code->en = mq_loader_label(loader, draft, "en", code->zh);
}

/* Take one name of a code; another code of the list that has it is a fault. An
 * alias may equal some id: ids are looked at first. */
static void claim(struct mq_loader *loader, const struct mq_draft *draft, struct mq_map *taken,
	const char *name, size_t number)
{
	struct mq_buf key = {0};
	uint64_t owner = number;

	mq_names_fold(&key, name, strlen(name));
	if (!mq_map_get(taken, key.data, key.len, &owner)) {
		mq_map_put(taken, key.data, key.len, number);
	}
	if (owner != number) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' already means another code of this list"), name);
		mq_diag_hint(loader->diag, _("each label and alias belongs to one code"));
	}
	mq_buf_release(&key);
}

static void claim_all(struct mq_loader *loader, const struct mq_draft *draft, struct mq_map *taken,
	const struct mq_code *code, size_t number)
{
	claim(loader, draft, taken, code->zh, number);
	if (strcmp(code->en, code->zh) != 0) {
		claim(loader, draft, taken, code->en, number);
	}
	for (size_t i = 0; i < code->n_aliases; i++) {
		claim(loader, draft, taken, code->aliases[i], number);
	}
}

/* Something, but no map: mq_conf_check said so. Nothing is a map without keys. */
static bool is_misshapen(const struct mq_node *values)
{
	return values->type != MQ_NODE_MAP && (values->type != MQ_NODE_SCALAR || values->len > 0);
}

static void load_values(struct mq_loader *loader, const struct mq_draft *draft, struct mq_codes *list)
{
	const struct mq_node *values = mq_node_get(draft->node, "values");
	struct mq_map *taken;
	struct mq_code *codes;
	size_t n = 0;

	if (values == NULL || is_misshapen(values)) {
		return;		/* which was said */
	}
	if (values->n_children == 0) {
		mq_conf_fault(draft->conf, values, true, loader->diag, _("the list has no codes"));
		mq_diag_hint(loader->diag, _("write each below it, as  \"1\": {zh: …}"));
		return;
	}
	taken = mq_map_new();
	codes = mq_arena_alloc(loader->arena, values->n_children * sizeof(*codes));
	for (const struct mq_node *node = values->first; node != NULL; node = node->next, n++) {
		struct mq_draft value = {draft->conf, node};

		load_code(loader, &value, codes + n);
		claim_all(loader, &value, taken, codes + n, n);
	}
	list->codes = codes;
	list->n_codes = n;
	mq_map_free(taken);
}

/* ---- lists ---- */

void mq_loader_lists(struct mq_loader *loader)
{
	static const struct mq_conf_row rows[] = {
		{"standard", MQ_NODE_SCALAR, false},
		{"ordered", MQ_NODE_SCALAR, false},
		{"values", MQ_NODE_MAP, true},
	};
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_CODES];

	for (size_t i = 0; i < drafts->n; i++) {
		const struct mq_draft *draft = drafts->items + i;
		struct mq_codes *list = loader->lists + i;

		list->id = mq_loader_id(loader, draft);
		if (mq_loader_check(loader, draft, rows, MQ_LENGTH(rows))) {
			list->standard = mq_loader_text(loader, draft, "standard", NULL);
			mq_loader_bool(loader, draft, "ordered", &list->ordered);
			load_values(loader, draft, list);
		}
	}
	loader->schema->n_lists = drafts->n;
}

static const struct mq_codes *named_list(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node)
{
	size_t n = loader->drafts[MQ_SECTION_CODES].n;
	const char **ids = mq_arena_alloc(&loader->scratch, (n + 1) * sizeof(*ids));
	int found;

	for (size_t i = 0; i < n; i++) {
		ids[i] = loader->lists[i].id;
	}
	found = mq_loader_one_of(loader, draft->conf, node, _("code list"), ids, n);
	return found >= 0 ? loader->lists + found : NULL;
}

const struct mq_codes *mq_loader_list_of(struct mq_loader *loader, const struct mq_draft *draft,
	const char *id)
{
	const struct mq_node *name = mq_loader_get(draft, "codes", MQ_NODE_SCALAR);
	const struct mq_node *values = mq_node_get(draft->node, "values");
	struct mq_codes *list = loader->lists + loader->schema->n_lists;

	if (name == NULL && mq_node_get(draft->node, "codes") != NULL) {
		return NULL;	/* of the wrong shape, which was said */
	}
	if (name == NULL && values == NULL) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' has codes but no list"), id);
		mq_diag_hint(loader->diag, _("name one with codes:, or spell it out with values:"));
		return NULL;
	}
	if (name != NULL && values != NULL) {
		mq_conf_fault(draft->conf, values, true, loader->diag,
			_("'%s' has both codes: and values:"), id);
		mq_diag_hint(loader->diag, _("take one of the two away"));
		return NULL;
	}
	if (name != NULL) {
		return named_list(loader, draft, name);
	}
	list->id = id;
	list->standard = mq_loader_text(loader, draft, "standard", NULL);
	mq_loader_bool(loader, draft, "ordered", &list->ordered);
	load_values(loader, draft, list);
	loader->schema->n_lists++;
	return list;
}
