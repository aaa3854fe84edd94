/*
 * Names of fields while they are loaded: a field found by its id, and every name taken once
 * within its kind, by whoever came first.
 */
#include "load.h"

#include <string.h>

mq_field_id mq_loader_find(const struct mq_loader *loader, mq_kind_id kind, const char *id)
{
	struct mq_buf key = {0};
	uint64_t number;
	bool found;

	mq_names_key(&key, kind, id, strlen(id));
	found = mq_map_get(loader->names, key.data, key.len, &number)
		&& strcmp(loader->fields[number].id, id) == 0;
	mq_buf_release(&key);
	return found ? (mq_field_id)number : MQ_NO_FIELD;
}

mq_field_id mq_loader_field(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_node *node, mq_kind_id kind)
{
	size_t n = loader->schema->n_fields;
	const char **ids = mq_arena_alloc(&loader->scratch, (n + 1) * sizeof(*ids));
	mq_field_id found = node->type == MQ_NODE_SCALAR
		? mq_loader_find(loader, kind, node->text) : MQ_NO_FIELD;
	size_t n_ids = 0;

	if (found != MQ_NO_FIELD || kind == MQ_NO_KIND) {
		return found;
	}
	for (size_t i = 0; i < n; i++) {
		if (loader->fields[i].kind == kind && loader->fields[i].reading_of == MQ_NO_FIELD) {
			ids[n_ids++] = loader->fields[i].id;
		}
	}
	mq_loader_one_of(loader, draft->conf, node,
		mq_arena_format(&loader->scratch, _("field of %s"), loader->kinds[kind].id), ids, n_ids);
	return MQ_NO_FIELD;
}

static void claim_name(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *field, const char *name)
{
	const struct mq_field *first;
	struct mq_buf key = {0};
	uint64_t owner = field->number;

	mq_names_key(&key, field->kind, name, strlen(name));
	if (mq_loader_is_reserved(name)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' is a word of the query language"), name);
		mq_diag_hint(loader->diag, _("give it another name"));
	} else if (!mq_map_get(loader->names, key.data, key.len, &owner)) {
		mq_map_put(loader->names, key.data, key.len, owner);
	} else if (owner != field->number) {
		first = loader->fields + owner;
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' already names '%s'"), name, first->id);
		mq_diag_hint(loader->diag, _("that one is defined in %s, line %zu"), first->file,
			first->line);
	}
	mq_buf_release(&key);
}

void mq_loader_claim(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_field *field)
{
	const char *const labels[] = {field->zh, field->en};

	if (field->kind == MQ_NO_KIND) {
		return;
	}
	claim_name(loader, draft, field, field->id);
	for (size_t i = 0; i < MQ_LENGTH(labels); i++) {
		if (strcmp(labels[i], field->id) != 0) {	/* a label left out is the id */
			claim_name(loader, draft, field, labels[i]);
		}
	}
	for (size_t i = 0; i < field->n_aliases; i++) {
		claim_name(loader, draft, field, field->aliases[i]);
	}
}
