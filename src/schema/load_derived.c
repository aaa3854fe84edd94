/*
 * Derived fields: a tag that is an expression, or full years since a date. The
 * expression is text here; query parses it when the register opens and tells
 * what is wrong with it at the place kept in the field.
 */
#include "load.h"

static const struct mq_conf_row rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, false},
	{"aliases", MQ_NODE_LIST, false},
	{"kind", MQ_NODE_SCALAR, true},
	{"group", MQ_NODE_SCALAR, false},
	{"is", MQ_NODE_SCALAR, false},
	{"years_since", MQ_NODE_SCALAR, false},
	{"unit", MQ_NODE_SCALAR, false},
	{"privacy", MQ_NODE_SCALAR, false},
	{"standard", MQ_NODE_SCALAR, false},
	{"facet", MQ_NODE_SCALAR, false},
};

static void load_years(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node, struct mq_field *field)
{
	mq_field_id since = mq_loader_field(loader, draft, node, field->kind);

	field->type = MQ_TYPE_INT;
	field->years_since = since;
	if (since != MQ_NO_FIELD && loader->fields[since].type != MQ_TYPE_DATE) {
		mq_conf_fault(draft->conf, node, false, loader->diag, _("'%s' is not a date"),
			node->text);
		mq_diag_hint(loader->diag, _("years are counted since a field of type date"));
	}
}

static void load_one(struct mq_loader *loader, const struct mq_draft *draft)
{
	const struct mq_node *is;
	const struct mq_node *years;
	struct mq_field *field;

	if (!mq_loader_check(loader, draft, rows, MQ_LENGTH(rows))) {
		return;
	}
	is = mq_node_get(draft->node, "is");
	years = mq_node_get(draft->node, "years_since");
	field = mq_loader_add(loader, draft);
	if (field == NULL) {
		return;
	}
	if ((is != NULL) == (years != NULL)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag, is != NULL
			? _("'%s' has both is: and years_since:")
			: _("'%s' does not say what it is"), field->id);
		mq_diag_hint(loader->diag, _("write is: with an expression, or years_since: with a date"));
		return;
	}
	if (years != NULL) {
		load_years(loader, draft, years, field);
		return;
	}
	field->type = MQ_TYPE_BOOL;
	field->expression = mq_loader_text(loader, draft, "is", NULL);
	field->origin = mq_loader_origin(loader, draft, "is");
}

void mq_loader_derived(struct mq_loader *loader)
{
	const struct mq_drafts *drafts = &loader->drafts[MQ_SECTION_DERIVED];

	for (size_t i = 0; i < drafts->n && !loader->full; i++) {
		load_one(loader, drafts->items + i);
	}
}
