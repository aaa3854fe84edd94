/*
 * What all definitions have in common: an id, labels, aliases, words out of a
 * short list, names of other definitions. Every name that people will see goes
 * through mq_loader_name, which keeps out what a terminal would obey or an eye
 * would misread.
 */
#include "load.h"

#include <stdlib.h>
#include <string.h>

enum {
	ID_MAX = 64,		/* bytes */
	LABEL_MAX = 200,	/* bytes */
};

/* Words of the query language: nothing can be called so. */
static const char *const reserved[] = {
	"and", "or", "not", "any", "all", "none", "count", "且", "或", "非",
};

bool mq_loader_is_reserved(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(reserved); i++) {
		if (strcasecmp(name, reserved[i]) == 0) {
			return true;
		}
	}
	return false;
}

const struct mq_node *mq_loader_get(const struct mq_draft *draft, const char *key,
	enum mq_node_type type)
{
	const struct mq_node *node = draft->node->type == MQ_NODE_MAP
		? mq_node_get(draft->node, key) : NULL;

	return node != NULL && node->type == type ? node : NULL;
}

bool mq_loader_check(struct mq_loader *loader, const struct mq_draft *draft,
	const struct mq_conf_row *rows, size_t n_rows)
{
	if (draft->node->type != MQ_NODE_MAP) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%s' is not followed by a definition"), draft->node->key);
		mq_diag_hint(loader->diag, _("write it as a map: {zh: …, en: …}"));
		return false;
	}
	mq_conf_check(draft->conf, draft->node, rows, n_rows, loader->diag);
	return true;
}

/* ---- names ---- */

bool mq_loader_is_id(const char *id)
{
	size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return id[0] >= 'a' && id[0] <= 'z' && id[len] == '\0' && len <= ID_MAX;
}

const char *mq_loader_id(struct mq_loader *loader, const struct mq_draft *draft)
{
	const char *id = draft->node->key;

	if (!mq_loader_is_id(id)) {
		mq_conf_fault(draft->conf, draft->node, true, loader->diag,
			_("'%.80s' cannot be an id"), id);
		mq_diag_hint(loader->diag,
			_("an id has up to 64 small letters, digits and _, a letter first; any name can be its zh"));
	}
	return mq_arena_strdup(loader->arena, id);
}

/* True where a terminal shows name as it is: nothing hidden, nothing obeyed. */
static bool is_plain(const char *name, size_t len)
{
	struct mq_buf safe = {0};
	bool same;

	mq_safe_text(&safe, name, len);
	same = safe.len == len && memcmp(safe.data, name, len) == 0;
	mq_buf_release(&safe);
	return same;
}

const char *mq_loader_name(struct mq_loader *loader, const struct mq_conf *conf,
	const struct mq_node *node)
{
	if (node->type != MQ_NODE_SCALAR) {
		mq_conf_fault(conf, node, false, loader->diag, _("a name is one word or phrase"));
		mq_diag_hint(loader->diag, _("write it after the ':'"));
	} else if (node->len == 0 || strspn(node->text, " ") == node->len) {
		mq_conf_fault(conf, node, false, loader->diag, _("the name is empty"));
		mq_diag_hint(loader->diag, _("write one, or delete the line"));
	} else if (node->len > LABEL_MAX) {
		mq_conf_fault(conf, node, false, loader->diag, _("the name is longer than 200 bytes"));
		mq_diag_hint(loader->diag, _("write a shorter one"));
	} else if (!is_plain(node->text, node->len)) {
		mq_conf_fault(conf, node, false, loader->diag,
			_("the name holds a character that is not shown"));
		mq_diag_hint(loader->diag,
			_("take out control characters, marks of writing direction and zero-width ones"));
	} else {
		return mq_arena_strndup(loader->arena, node->text, node->len);
	}
	return NULL;
}

const char *mq_loader_label(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *otherwise)
{
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);
	const char *name = node != NULL ? mq_loader_name(loader, draft->conf, node) : NULL;

	return name != NULL ? name : otherwise;
}

const char *const *mq_loader_names(struct mq_loader *loader, const struct mq_draft *draft,
	const char *key, size_t *n)
{
	const struct mq_node *list = mq_loader_get(draft, key, MQ_NODE_LIST);
	const char **names;

	*n = 0;
	if (list == NULL || list->n_children == 0) {
		return NULL;
	}
	names = mq_arena_alloc(loader->arena, list->n_children * sizeof(*names));
	for (const struct mq_node *node = list->first; node != NULL; node = node->next) {
		names[*n] = mq_loader_name(loader, draft->conf, node);
		*n += names[*n] != NULL;
	}
	return names;
}

/* ---- other values ---- */

const char *mq_loader_text(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *otherwise)
{
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);

	if (node == NULL) {
		return otherwise;
	}
	if (strspn(node->text, " \n") == strlen(node->text) || strlen(node->text) != node->len) {
		mq_conf_fault(draft->conf, node, true, loader->diag, _("'%s' is empty"), key);
		mq_diag_hint(loader->diag, _("write one, or delete the line"));
		return otherwise;
	}
	return mq_arena_strndup(loader->arena, node->text, node->len);
}

struct mq_origin mq_loader_origin(struct mq_loader *loader, const struct mq_draft *draft,
	const char *key)
{
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);

	return node != NULL ? mq_origin_read(draft->conf, node, loader->arena)
		: (struct mq_origin){0};
}

void mq_loader_bool(struct mq_loader *loader, const struct mq_draft *draft, const char *key, bool *out)
{
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);

	if (node != NULL) {
		mq_node_bool(draft->conf, node, out, loader->diag);
	}
}

int mq_loader_enum(struct mq_loader *loader, const struct mq_draft *draft, const char *key,
	const char *const *names, size_t n_names, int otherwise)
{
	const struct mq_node *node = mq_loader_get(draft, key, MQ_NODE_SCALAR);
	int index = otherwise;

	if (node != NULL) {
		mq_node_enum(draft->conf, node, names, n_names, &index, loader->diag);
	}
	return index;
}

int mq_loader_one_of(struct mq_loader *loader, const struct mq_conf *conf, const struct mq_node *node,
	const char *what, const char *const *ids, size_t n_ids)
{
	if (node->type != MQ_NODE_SCALAR || node->len == 0) {
		mq_conf_fault(conf, node, node->key != NULL && node->len == 0, loader->diag,
			_("here the id of a %s is meant"), what);
		mq_conf_hint_names(ids, n_ids, loader->diag);
		return -1;
	}
	for (size_t i = 0; i < n_ids; i++) {
		if (strcmp(ids[i], node->text) == 0) {
			return (int)i;
		}
	}
	if (loader->partial) {
		return -1;
	}
	mq_conf_fault(conf, node, false, loader->diag, _("there is no %s '%s'"), what, node->text);
	if (!mq_diag_suggest(loader->diag, node->text, ids, n_ids)) {
		mq_conf_hint_names(ids, n_ids, loader->diag);
	}
	return -1;
}
