#include "visit_own.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * Firms, volunteers, family doctors and agencies, and what they give to how many and where;
 * and who needs what. From providers.yaml, told in minqing-visits(5). What a provider has taken
 * on is never written there: it is the count of open lines with its name.
 */

static const char *const provider_kinds[] = {"firm", "volunteer", "doctor", "agency"};
static const char *const kind_labels[] = {
	N_("firm"), N_("volunteers"), N_("family doctors"), N_("agency"),
};
static_assert(MQ_LENGTH(kind_labels) == MQ_LENGTH(provider_kinds), "every kind has a label");

static const struct mq_conf_row top_rows[] = {
	{"needs", MQ_NODE_MAP, false},
	{"providers", MQ_NODE_MAP, false},
};
static const struct mq_conf_row provider_rows[] = {
	{"kind", MQ_NODE_SCALAR, true},
	{"offers", MQ_NODE_LIST, true},
	{"capacity", MQ_NODE_SCALAR, true},
	{"where", MQ_NODE_SCALAR, false},
	{"review_months", MQ_NODE_SCALAR, false},
	{"first_days", MQ_NODE_SCALAR, false},
	{"every_days", MQ_NODE_SCALAR, false},
	{"contact", MQ_NODE_SCALAR, false},
};

struct reading {
	const struct mq_conf *file;
	const struct mq_schema *schema;
	mq_kind_id resident;
	mq_day today;
	struct mq_providers *out;
	struct mq_diag *diag;
};

static enum mq_err read_item(struct reading *r, const struct mq_node *node, const char *name,
	int *item)
{
	*item = mq_codes_find(r->out->items, name, strlen(name));
	return *item >= 0 ? MQ_OK : mq_conf_fault(r->file, node, name == node->key, r->diag,
		_("there is no service '%s'"), name);
}

static enum mq_err read_query(struct reading *r, const struct mq_node *node, const char *text,
	struct mq_query **query)
{
	return mq_work_query(r->file, node, r->schema, r->resident, r->today, text, query, r->diag);
}

/* Who needs an item, and has it not. */
static enum mq_err read_need(void *context, const struct mq_node *node)
{
	struct reading *r = context;
	struct mq_need_of *need = &r->out->needs[r->out->n_needs];
	enum mq_err err = node->type == MQ_NODE_SCALAR ? read_item(r, node, node->key, &need->item) :
		mq_conf_fault(r->file, node, true, r->diag, _("an expression is wanted here"));
	char *text;

	if (err != MQ_OK) {
		return err;
	}
	text = mq_format("(%s) and services.none(service_item:%s and service_state:active)", node->text,
		r->out->items->codes[need->item].id);
	err = read_query(r, node, text, &need->when);
	r->out->n_needs += err == MQ_OK;
	free(text);
	return err;
}

static enum mq_err read_offers(struct reading *r, const struct mq_node *list,
	struct mq_provider *provider)
{
	enum mq_err first = MQ_OK;

	provider->items = mq_arena_alloc(&r->out->arena, (list->n_children + 1) * sizeof(int));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		enum mq_err err = node->type != MQ_NODE_SCALAR ?
			mq_conf_fault(r->file, node, false, r->diag, _("a service is wanted here")) :
			read_item(r, node, node->text, &provider->items[provider->n_items]);

		provider->n_items += err == MQ_OK;
		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* A whole number from 0 to max; *out stays where there is no node. */
static enum mq_err read_number(struct reading *r, const struct mq_node *node, int64_t max,
	int64_t *out)
{
	enum mq_err err;

	if (!node) {
		return MQ_OK;
	}
	err = mq_node_int(r->file, node, out, r->diag);
	return err != MQ_OK || (*out >= 0 && *out <= max) ? err : mq_conf_fault(r->file, node, false,
		r->diag, _("'%s' is to be a number from 0 to %lld"), node->key, (long long)max);
}

static enum mq_err read_numbers(struct reading *r, const struct mq_node *node,
	struct mq_provider *provider)
{
	enum { CAPACITY_MAX = 1000000, REVIEW_MAX = 120, DAYS_MAX = 366 };
	int64_t capacity = 0;
	int64_t months = 0;
	int64_t first = 0;
	int64_t every = 0;
	const struct {
		const char *key;
		int64_t max;
		int64_t *number;
	} rows[] = {
		{"capacity", CAPACITY_MAX, &capacity}, {"review_months", REVIEW_MAX, &months},
		{"first_days", DAYS_MAX, &first}, {"every_days", DAYS_MAX, &every},
	};
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < MQ_LENGTH(rows) && err == MQ_OK; i++) {
		err = read_number(r, mq_node_get(node, rows[i].key), rows[i].max, rows[i].number);
	}
	provider->capacity = (uint64_t)capacity;
	provider->review_months = (int)months;
	provider->first_days = (int)first;
	provider->every_days = (int)every;
	return err;
}

static enum mq_err read_provider(void *context, const struct mq_node *node)
{
	struct reading *r = context;
	struct mq_provider *provider = &r->out->providers[r->out->n_providers++];
	const struct mq_node *where = mq_node_get(node, "where");
	const struct mq_node *contact = mq_node_get(node, "contact");
	enum mq_err err = mq_conf_check(r->file, node, provider_rows, MQ_LENGTH(provider_rows),
		r->diag);
	int kind;

	provider->name = mq_arena_strdup(&r->out->arena, node->key);
	if (err == MQ_OK) {
		err = mq_node_enum(r->file, mq_node_get(node, "kind"), provider_kinds,
			MQ_LENGTH(provider_kinds), &kind, r->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	provider->kind = provider_kinds[kind];
	provider->contact = contact ? mq_arena_strdup(&r->out->arena, contact->text) : NULL;
	err = read_numbers(r, node, provider);
	if (err == MQ_OK) {
		err = read_offers(r, mq_node_get(node, "offers"), provider);
	}
	return err == MQ_OK && where ? read_query(r, where, where->text, &provider->where) : err;
}

static enum mq_err read_file(struct reading *r)
{
	const struct mq_node *root = mq_conf_root(r->file);
	const struct mq_node *needs = mq_node_get(root, "needs");
	const struct mq_node *providers = mq_node_get(root, "providers");
	struct mq_arena *arena = &r->out->arena;
	struct visit_names names;
	enum mq_err err = mq_conf_check(r->file, root, top_rows, MQ_LENGTH(top_rows), r->diag);
	enum mq_err given;

	if (err == MQ_OK) {
		err = visit_names_find(r->schema, &names, r->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	r->resident = names.resident;
	r->out->items = r->schema->fields[names.service_item].codes;
	r->out->needs = mq_arena_alloc(arena,
		((needs ? needs->n_children : 0) + 1) * sizeof(*r->out->needs));
	r->out->providers = mq_arena_alloc(arena,
		((providers ? providers->n_children : 0) + 1) * sizeof(*r->out->providers));
	err = mq_work_rows(needs, read_need, r);
	given = mq_work_rows(providers, read_provider, r);
	return err == MQ_OK ? given : err;
}

enum mq_err mq_providers_read(const char *dir, const struct mq_schema *schema, mq_day today,
	struct mq_providers *providers, struct mq_diag *diag)
{
	struct reading r = {.schema = schema, .today = today, .out = providers, .diag = diag};
	struct mq_conf *file = NULL;
	enum mq_err err = mq_work_file(dir, "providers.yaml", &file, diag);

	*providers = (struct mq_providers){0};
	r.file = file;
	err = err == MQ_OK && file ? read_file(&r) : err;
	mq_conf_free(file);
	return err;
}

const char *mq_provider_kind_label(const char *kind)
{
	size_t i = 0;

	while (i + 1 < MQ_LENGTH(provider_kinds) && strcmp(provider_kinds[i], kind) != 0) {
		i++;
	}
	return _(kind_labels[i]);
}

void mq_providers_release(struct mq_providers *providers)
{
	for (size_t i = 0; i < providers->n_providers; i++) {
		mq_query_free(providers->providers[i].where);
	}
	for (size_t i = 0; i < providers->n_needs; i++) {
		mq_query_free(providers->needs[i].when);
	}
	mq_arena_release(&providers->arena);
	*providers = (struct mq_providers){0};
}

/* ---- what they have taken on ---- */

struct mq_provider *provider_named(const struct mq_providers *providers, struct mq_slice name)
{
	for (size_t i = 0; i < providers->n_providers; i++) {
		if (text_is(name, providers->providers[i].name)) {
			return &providers->providers[i];
		}
	}
	return NULL;
}

bool provider_offers(const struct mq_provider *provider, int item)
{
	for (size_t i = 0; i < provider->n_items; i++) {
		if (provider->items[i] == item) {
			return true;
		}
	}
	return false;
}

uint64_t provider_places(const struct mq_provider *provider)
{
	return provider->capacity > provider->taken ? provider->capacity - provider->taken : 0;
}

/* The lines with its name that a tag is true of. */
static enum mq_err count_lines(const struct mq_view *view, const struct mq_provider *provider,
	const char *tag, uint64_t *n, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	struct mq_set *lines = NULL;
	enum mq_err err;

	mq_buf_addf(&text, "%s and service_provider=", tag);
	mq_query_quote(provider->name, strlen(provider->name), &text);
	err = mq_query_hits_of(view, mq_schema_kind(view->schema, "service"), text.data, &lines, diag);
	if (err == MQ_OK) {
		*n = mq_set_count(lines);
	}
	mq_set_free(lines);
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_provider_count(const struct mq_view *view, struct mq_provider *provider,
	struct mq_diag *diag)
{
	return count_lines(view, provider, "service_open", &provider->taken, diag);
}

static const char call_tag[] = "call_due";

bool mq_service_has_calls(const struct mq_schema *schema)
{
	return mq_schema_field_exact(schema, MQ_NO_KIND, call_tag, strlen(call_tag)) != MQ_NO_FIELD;
}

static enum mq_err count_due(const struct mq_view *view, struct mq_provider *provider,
	struct mq_diag *diag)
{
	provider->due = 0;
	return mq_service_has_calls(view->schema) ?
		count_lines(view, provider, call_tag, &provider->due, diag) : MQ_OK;
}

enum mq_err mq_providers_count(const struct mq_view *view, struct mq_providers *providers,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < providers->n_providers && err == MQ_OK; i++) {
		err = mq_provider_count(view, &providers->providers[i], diag);
		if (err == MQ_OK) {
			err = count_due(view, &providers->providers[i], diag);
		}
	}
	return err;
}
