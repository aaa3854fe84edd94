/*
 * Fields. What every field has is read by mq_loader_add, also for derived ones
 * (load_derived.c); the rest depends on the type, and a table says what fits
 * which.
 */
#include "load.h"

static const char *const types[] = {
	[MQ_TYPE_BOOL] = "bool",
	[MQ_TYPE_CODE] = "code",
	[MQ_TYPE_MULTI] = "multi",
	[MQ_TYPE_INT] = "int",
	[MQ_TYPE_DECIMAL] = "decimal",
	[MQ_TYPE_DATE] = "date",
	[MQ_TYPE_TEXT] = "text",
	[MQ_TYPE_REF] = "ref",
};

static const char *const searches[] = {
	[MQ_SEARCH_NONE] = "none",
	[MQ_SEARCH_WORDS] = "words",
	[MQ_SEARCH_NAME] = "name",
	[MQ_SEARCH_NUMBER] = "number",
};

static const char *const checks[] = {
	[MQ_CHECK_NONE] = "none",
	[MQ_CHECK_GB11643] = "gb11643",
	[MQ_CHECK_MOBILE] = "mobile",
};

static const struct mq_conf_row rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"aliases", MQ_NODE_LIST, false},
	{"kind", MQ_NODE_SCALAR, true},
	{"group", MQ_NODE_SCALAR, false},
	{"type", MQ_NODE_SCALAR, true},
	{"codes", MQ_NODE_SCALAR, false},
	{"values", MQ_NODE_MAP, false},
	{"ordered", MQ_NODE_SCALAR, false},
	{"to", MQ_NODE_SCALAR, false},
	{"unit", MQ_NODE_SCALAR, false},
	{"min", MQ_NODE_SCALAR, false},
	{"max", MQ_NODE_SCALAR, false},
	{"pattern", MQ_NODE_SCALAR, false},
	{"reading", MQ_NODE_SCALAR, false},
	{"search", MQ_NODE_SCALAR, false},
	{"bare", MQ_NODE_SCALAR, false},
	{"check", MQ_NODE_SCALAR, false},
	{"privacy", MQ_NODE_SCALAR, false},
	{"standard", MQ_NODE_SCALAR, false},
	{"facet", MQ_NODE_SCALAR, false},
};

#define BIT(type) (1u << MQ_TYPE_##type)
#define CODED (BIT(CODE) | BIT(MULTI))
#define NUMBERS (BIT(INT) | BIT(DECIMAL))
#define LIMITED (NUMBERS | BIT(DATE) | BIT(TEXT))

/* What only some types can have. */
static const struct {
	const char *key;
	unsigned fits;
} particular[] = {
	{"codes", CODED},
	{"values", CODED},
	{"ordered", CODED},
	{"to", BIT(REF)},
	{"unit", NUMBERS},
	{"min", LIMITED},
	{"max", LIMITED},
	{"pattern", BIT(TEXT)},
	{"search", BIT(TEXT)},
	{"bare", BIT(TEXT)},
	{"check", BIT(TEXT)},
};

/* ---- what every field has ---- */

struct mq_field *mq_loader_blank(struct mq_loader *loader, const struct mq_draft *draft)
{
	struct mq_field *field = loader->fields + loader->schema->n_fields;

	if (loader->schema->n_fields == MQ_SCHEMA_FIELDS_MAX) {
		if (!loader->full) {
			mq_conf_fault(draft->conf, draft->node, true, loader->diag,
				_("there are more than %d fields"), MQ_SCHEMA_FIELDS_MAX);
			mq_diag_hint(loader->diag, _("leave some of them out"));
		}
		loader->full = true;
		return NULL;
	}
	field->number = (mq_field_id)loader->schema->n_fields++;
	field->kind = MQ_NO_KIND;
	field->group = mq_loader_group(loader, NULL);
	field->target = MQ_NO_KIND;
	field->years_since = MQ_NO_FIELD;
	field->reading_of = MQ_NO_FIELD;
	field->privacy = 1;
	field->file = mq_arena_strdup(loader->arena, mq_conf_name(draft->conf));
	field->line = draft->node->key_line;
	return field;
}

static void load_privacy(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_field *field)
{
	const struct mq_node *node = mq_loader_get(draft, "privacy", MQ_NODE_SCALAR);
	int64_t privacy = field->privacy;

	if (node == NULL || mq_node_int(draft->conf, node, &privacy, loader->diag) != MQ_OK) {
		return;
	}
	if (privacy < 0 || privacy > 3) {
		mq_conf_fault(draft->conf, node, false, loader->diag, _("there is no privacy class %s"),
			node->text);
		mq_diag_hint(loader->diag, _("0 open, 1 personal, 2 sensitive, 3 restricted"));
		return;
	}
	field->privacy = (uint8_t)privacy;
}

struct mq_field *mq_loader_add(struct mq_loader *loader, const struct mq_draft *draft)
{
	const struct mq_node *kind = mq_loader_get(draft, "kind", MQ_NODE_SCALAR);
	struct mq_field *field = mq_loader_blank(loader, draft);

	if (field == NULL) {
		return NULL;
	}
	field->id = mq_loader_id(loader, draft);
	field->zh = mq_loader_label(loader, draft, "zh", field->id);
	field->en = mq_loader_label(loader, draft, "en", field->id);
	field->aliases = mq_loader_names(loader, draft, "aliases", &field->n_aliases);
	field->kind = kind != NULL ? mq_loader_kind(loader, draft->conf, kind) : MQ_NO_KIND;
	field->group = mq_loader_group(loader, draft);
	field->unit = mq_loader_label(loader, draft, "unit", NULL);
	field->standard = mq_loader_text(loader, draft, "standard", NULL);
	load_privacy(loader, draft, field);
	mq_loader_bool(loader, draft, "facet", &field->facet);
	mq_loader_claim(loader, draft, field);
	mq_loader_care(loader, draft, field);
	return field;
}

/* ---- what depends on the type ---- */

static void check_fit(struct mq_loader *loader, const struct mq_draft *draft, enum mq_type type)
{
	for (size_t i = 0; i < MQ_LENGTH(particular); i++) {
		const struct mq_node *node = mq_node_get(draft->node, particular[i].key);
		const char *between = "";
		struct mq_buf fits = {0};

		if (node == NULL || particular[i].fits >> type & 1) {
			continue;
		}
		for (size_t t = 0; t < MQ_LENGTH(types); t++) {
			if (particular[i].fits >> t & 1) {
				mq_buf_addf(&fits, "%s%s", between, types[t]);
				between = ", ";
			}
		}
		mq_conf_fault(draft->conf, node, true, loader->diag,
			_("a field of type %s has no '%s'"), types[type], particular[i].key);
		mq_diag_hint(loader->diag, _("it goes with %s"), fits.data);
		mq_buf_release(&fits);
	}
}

/* What a limit may be, where a type has some. */
static const char *const limit_hints[] = {
	[MQ_TYPE_INT] = N_("a whole number, as -5 or 120"),
	[MQ_TYPE_DECIMAL] = N_("a number, as 0.5 or 1200"),
	[MQ_TYPE_DATE] = N_("a day of the calendar, as 2024-03-01"),
	[MQ_TYPE_TEXT] = N_("a number of characters, as 20"),
};

/* One limit, read like a cell of the field; characters for text. */
static bool load_limit(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const struct mq_field *field, int64_t *out)
{
	struct mq_field plain = {.id = key, .zh = key, .en = key, .type = field->type};
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);
	struct mq_value value = {.number = 0};
	struct mq_buf text = {0};
	enum mq_err err;

	if (node == NULL) {
		return false;
	}
	if (field->type == MQ_TYPE_TEXT) {
		plain.type = MQ_TYPE_INT;
		plain.has_min = true;	/* no text has fewer than 0 characters */
	}
	err = mq_value_read(&plain, node->text, node->len, &text, &value, NULL);
	mq_buf_release(&text);
	if (err != MQ_OK) {
		mq_conf_fault(draft->conf, node, false, loader->diag,
			_("'%s' is not a limit of a field of type %s"), node->text, types[field->type]);
		mq_diag_hint(loader->diag, "%s", _(limit_hints[field->type]));
		return false;
	}
	*out = value.number;
	return true;
}

static void load_limits(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_field *field)
{
	field->has_min = load_limit(loader, draft, "min", field, &field->min);
	field->has_max = load_limit(loader, draft, "max", field, &field->max);
	if (field->has_min && field->has_max && field->min > field->max) {
		mq_conf_fault(draft->conf, mq_loader_get(draft, "min", MQ_NODE_SCALAR), true, loader->diag,
			_("the min of '%s' is over its max"), field->id);
		mq_diag_hint(loader->diag, _("no value could be both: swap them"));
	}
}

static void load_target(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_field *field)
{
	const struct mq_node *node = mq_loader_get(draft, "to", MQ_NODE_SCALAR);

	if (node == NULL) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' points at no kind"), field->id);
		mq_diag_hint(loader->diag, _("say which with to:"));
		return;
	}
	field->target = mq_loader_kind(loader, draft->conf, node);
}

static void load_text_rules(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_field *field)
{
	field->pattern = mq_loader_text(loader, draft, "pattern", NULL);
	field->origin = mq_loader_origin(loader, draft, "pattern");
	field->search = (enum mq_search)mq_loader_enum(loader, draft, "search", searches,
		MQ_LENGTH(searches), MQ_SEARCH_NONE);
	field->check = (enum mq_check)mq_loader_enum(loader, draft, "check", checks,
		MQ_LENGTH(checks), MQ_CHECK_NONE);
	mq_loader_bool(loader, draft, "bare", &field->bare);
	if (field->bare && field->search == MQ_SEARCH_NONE) {
		mq_conf_fault(draft->conf, mq_node_get(draft->node, "bare"), true, loader->diag,
			_("bare words cannot find '%s', which is not searched"), field->id);
		mq_diag_hint(loader->diag, _("add search: words, name or number"));
	}
}

/* Names are also found by how they are read: a field nobody sees holds that. */
static void add_reading(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *of)
{
	struct mq_field *field = mq_loader_blank(loader, draft);

	if (field == NULL) {
		return;
	}
	field->id = mq_arena_format(loader->arena, "%s_pinyin", of->id);
	field->zh = mq_arena_format(loader->arena, "%s拼音", of->zh);
	field->en = mq_arena_format(loader->arena, "%s in pinyin", of->en);
	field->kind = of->kind;
	field->group = of->group;
	field->type = MQ_TYPE_TEXT;
	field->privacy = of->privacy;
	field->reading_of = of->number;
	mq_loader_claim(loader, draft, field);
}

static void load_by_type(struct mq_loader *loader, const struct mq_draft *draft,
	struct mq_field *field)
{
	check_fit(loader, draft, field->type);
	switch (field->type) {
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		field->codes = mq_loader_list_of(loader, draft, field->id);
		break;
	case MQ_TYPE_REF:
		load_target(loader, draft, field);
		break;
	case MQ_TYPE_TEXT:
		load_text_rules(loader, draft, field);
		break;
	case MQ_TYPE_BOOL:
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
	case MQ_TYPE_DATE:
		break;
	}
	if (LIMITED >> field->type & 1) {
		load_limits(loader, draft, field);
	}
}

static void load_field(struct mq_loader *loader, const struct mq_draft *draft)
{
	static const char *const readings[] = {"open", "closed"};
	struct mq_field *field;
	int type;

	if (!mq_loader_check(loader, draft, rows, MQ_LENGTH(rows))) {
		return;
	}
	field = mq_loader_add(loader, draft);
	if (field == NULL) {
		return;
	}
	type = mq_loader_enum(loader, draft, "type", types, MQ_LENGTH(types), -1);
	field->closed = mq_loader_enum(loader, draft, "reading", readings, MQ_LENGTH(readings), 0) == 1;
	if (type < 0) {
		return;
	}
	field->type = (enum mq_type)type;
	load_by_type(loader, draft, field);
	if (field->search == MQ_SEARCH_NAME) {
		add_reading(loader, draft, field);
	}
}

void mq_loader_fields(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_FIELDS];

	for (size_t i = 0; i < drafts->n && !loader->full; i++) {
		load_field(loader, drafts->items + i);
	}
}
