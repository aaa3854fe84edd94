/*
 * What a relation reaches. From a resident:
 *
 *     household.any  members.any   residents of the same household, oneself too
 *     dwelling.any                 residents of all households of the same dwelling
 *     visits.any  走访.有           visits whose link points at the resident
 *
 * A kind up the links is what siblings share; a kind with a link that points here
 * is a child, called by its relation or by its own name.
 */
#include "compile.h"

#include <string.h>

static const struct {
	const char *text;
	enum quantifier quantifier;
} quantifiers[] = {
	{"any", QUANTIFIER_ANY}, {"all", QUANTIFIER_ALL}, {"none", QUANTIFIER_NONE},
	{"count", QUANTIFIER_COUNT},
	{"任一", QUANTIFIER_ANY}, {"有", QUANTIFIER_ANY},
	{"全部", QUANTIFIER_ALL}, {"全", QUANTIFIER_ALL}, {"都", QUANTIFIER_ALL},
	{"没有", QUANTIFIER_NONE}, {"无", QUANTIFIER_NONE},
	{"计数", QUANTIFIER_COUNT}, {"数", QUANTIFIER_COUNT},
};

const char *quantifier_word(size_t i, enum quantifier *quantifier)
{
	if (i >= MQ_LENGTH(quantifiers)) {
		return NULL;
	}
	*quantifier = quantifiers[i].quantifier;
	return quantifiers[i].text;
}

const char *quantifier_text(enum quantifier quantifier)
{
	for (size_t i = 0; i < MQ_LENGTH(quantifiers); i++) {
		if (quantifiers[i].quantifier == quantifier) {
			return quantifiers[i].text;
		}
	}
	return "any";
}

static bool same_name(const char *name, const struct mq_buf *folded)
{
	struct mq_buf other = {0};
	bool same;

	if (name == NULL) {
		return false;
	}
	mq_utf8_fold(&other, name, strlen(name));
	same = other.len == folded->len && memcmp(other.data, folded->data, other.len) == 0;
	mq_buf_release(&other);
	return same;
}

static bool is_kind_name(const struct mq_kind *kind, const struct mq_buf *folded)
{
	return same_name(kind->id, folded) || same_name(kind->zh, folded)
		|| same_name(kind->en, folded);
}

static bool is_relation_name(const struct mq_kind *kind, const struct mq_buf *folded)
{
	return same_name(kind->relation, folded) || same_name(kind->relation_zh, folded);
}

static mq_kind_id above(const struct mq_schema *schema, mq_kind_id kind)
{
	const struct mq_kind *of = schema->kinds + kind;

	return of->n_links > 0 ? schema->fields[of->links[0]].target : MQ_NO_KIND;
}

static void set_siblings(const struct mq_schema *schema, struct tree *tree, mq_kind_id hub)
{
	tree->hub = hub;
	tree->of = tree->asked;
	tree->name = schema->kinds[hub].id;
}

static bool find_siblings(const struct mq_schema *schema, struct tree *tree,
	const struct mq_buf *folded)
{
	mq_kind_id first = above(schema, tree->asked);

	for (mq_kind_id hub = first; hub != MQ_NO_KIND; hub = above(schema, hub)) {
		if (is_kind_name(schema->kinds + hub, folded)) {
			set_siblings(schema, tree, hub);
			return true;
		}
	}
	if (first != MQ_NO_KIND && is_relation_name(schema->kinds + tree->asked, folded)) {
		set_siblings(schema, tree, first);
		return true;
	}
	return false;
}

/* The link of kind's records that points at records of target, or MQ_NO_FIELD. */
static mq_field_id link_to(const struct mq_schema *schema, const struct mq_kind *kind,
	mq_kind_id target)
{
	for (size_t i = 0; i < kind->n_links; i++) {
		if (schema->fields[kind->links[i]].target == target) {
			return kind->links[i];
		}
	}
	return MQ_NO_FIELD;
}

static bool find_children(const struct mq_schema *schema, struct tree *tree,
	const struct mq_buf *folded)
{
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = schema->kinds + i;
		mq_field_id link = link_to(schema, kind, tree->asked);

		if (link != MQ_NO_FIELD && kind->relation != NULL
				&& (is_relation_name(kind, folded) || is_kind_name(kind, folded))) {
			tree->of = (mq_kind_id)i;
			tree->hub = MQ_NO_KIND;
			tree->link = link;
			tree->name = kind->relation;
			return true;
		}
	}
	return false;
}

/* The offset of the last dot, or len; *size its bytes. */
static size_t find_dot(const struct literal *path, size_t *size)
{
	struct lexer lexer = {.text = path->text, .len = path->len};
	size_t dot = path->len;

	*size = 0;
	while (lexer.at < lexer.len) {
		size_t at = lexer.at;
		bool is_dot = lex_peek(&lexer) == '.';

		lex_skip(&lexer);
		if (is_dot) {
			dot = at;
			*size = lexer.at - at;
		}
	}
	return dot;
}

static bool find_quantifier(struct tree *tree, const struct literal *path, size_t from)
{
	struct mq_buf folded = {0};
	bool found = false;

	mq_utf8_fold(&folded, path->text + from, path->len - from);
	for (size_t i = 0; i < MQ_LENGTH(quantifiers) && !found; i++) {
		if (same_name(quantifiers[i].text, &folded)) {
			tree->quantifier = quantifiers[i].quantifier;
			found = true;
		}
	}
	mq_buf_release(&folded);
	return found;
}

enum reach reach_find(struct compile *compile, struct tree *tree, const struct literal *path,
	size_t *dot)
{
	const struct mq_schema *schema = compile->query->schema;
	struct mq_buf folded = {0};
	size_t size;
	bool quantifier;
	bool relation;

	*dot = find_dot(path, &size);
	if (size == 0 || *dot == 0) {
		return REACH_NONE;
	}
	quantifier = find_quantifier(tree, path, *dot + size);
	mq_utf8_fold(&folded, path->text, *dot);
	relation = find_siblings(schema, tree, &folded) || find_children(schema, tree, &folded);
	mq_buf_release(&folded);
	if (!relation) {
		return quantifier ? REACH_NO_RELATION : REACH_NONE;
	}
	return quantifier ? REACH_FOUND : REACH_NO_QUANTIFIER;
}

const char *reach_list(struct compile *compile, mq_kind_id kind)
{
	const struct mq_schema *schema = compile->query->schema;
	struct mq_buf list = {0};
	const char *result;

	for (mq_kind_id hub = above(schema, kind); hub != MQ_NO_KIND; hub = above(schema, hub)) {
		mq_buf_addf(&list, "%s%s", list.len > 0 ? ", " : "", schema->kinds[hub].id);
	}
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *child = schema->kinds + i;

		if (child->relation != NULL && link_to(schema, child, kind) != MQ_NO_FIELD) {
			mq_buf_addf(&list, "%s%s", list.len > 0 ? ", " : "", child->relation);
		}
	}
	result = mq_arena_strndup(&compile->query->arena, list.len > 0 ? list.data : "-",
		list.len > 0 ? list.len : 1);
	mq_buf_release(&list);
	return result;
}
