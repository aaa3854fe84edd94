/*
 * What a relation reaches. From a resident:
 *
 *     household.any  members.any   residents of the same household, oneself too
 *     dwelling.any                 residents of all households of the same dwelling
 *     building.any                 residents of all dwellings of the same area
 *     household.others.any         the same without oneself
 *     visits.any  走访.有           visits whose link points at the resident
 *
 * A kind up the links is what siblings share; a kind with a link that points here
 * is a child, called by its relation or by its own name. Areas are looked for last,
 * of the kind itself and of those up the links.
 */
#include "compile.h"

#include <stdlib.h>
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
	{"sum", QUANTIFIER_SUM}, {"合计", QUANTIFIER_SUM}, {"总和", QUANTIFIER_SUM},
	{"min", QUANTIFIER_MIN}, {"最小", QUANTIFIER_MIN}, {"最早", QUANTIFIER_MIN},
	{"max", QUANTIFIER_MAX}, {"最大", QUANTIFIER_MAX}, {"最晚", QUANTIFIER_MAX},
};

enum keyword { KEYWORD_OTHERS };

/* What may stand between the two. */
static const struct {
	const char *text;
	enum keyword keyword;
} pieces[] = {
	{"others", KEYWORD_OTHERS}, {"其他", KEYWORD_OTHERS}, {"其余", KEYWORD_OTHERS},
};

const char *others_word(size_t i)
{
	return i < MQ_LENGTH(pieces) ? pieces[i].text : NULL;
}

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

static bool is_kind_name(const struct mq_kind *kind, const struct mq_buf *folded)
{
	return bind_name_is(kind->id, folded) || bind_name_is(kind->zh, folded)
		|| bind_name_is(kind->en, folded);
}

static bool is_relation_name(const struct mq_kind *kind, const struct mq_buf *folded)
{
	return bind_name_is(kind->relation, folded) || bind_name_is(kind->relation_zh, folded);
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
	mq_kind_id first = mq_kind_above(schema, tree->asked);

	for (mq_kind_id hub = first; hub != MQ_NO_KIND; hub = mq_kind_above(schema, hub)) {
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

static bool is_area_name(const struct mq_area *area, const struct mq_buf *folded)
{
	bool found = bind_name_is(area->id, folded) || bind_name_is(area->zh, folded)
		|| bind_name_is(area->en, folded);

	for (size_t i = 0; i < area->n_aliases && !found; i++) {
		found = bind_name_is(area->aliases[i], folded);
	}
	return found;
}

static bool find_area(const struct mq_schema *schema, struct tree *tree,
	const struct mq_buf *folded)
{
	for (mq_kind_id hub = tree->asked; hub != MQ_NO_KIND; hub = mq_kind_above(schema, hub)) {
		const struct mq_kind *kind = schema->kinds + hub;

		for (size_t i = 0; i < kind->n_areas; i++) {
			if (is_area_name(kind->areas + i, folded)) {
				set_siblings(schema, tree, hub);
				tree->area = kind->areas + i;
				tree->name = tree->area->id;
				return true;
			}
		}
	}
	return false;
}

size_t reach_dot(const char *text, size_t len, size_t *size)
{
	struct lexer lexer = {.text = text, .len = len};
	size_t dot = len;

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
		if (bind_name_is(quantifiers[i].text, &folded)) {
			tree->quantifier = quantifiers[i].quantifier;
			found = true;
		}
	}
	mq_buf_release(&folded);
	return found;
}

static bool find_relation(const struct mq_schema *schema, struct tree *tree, const char *text,
	size_t len)
{
	struct mq_buf folded = {0};
	bool found;

	mq_utf8_fold(&folded, text, len);
	found = find_siblings(schema, tree, &folded) || find_children(schema, tree, &folded)
		|| find_area(schema, tree, &folded);
	mq_buf_release(&folded);
	return found;
}

static bool is_others(const char *text, size_t len)
{
	struct mq_buf folded = {0};
	bool others = false;

	mq_utf8_fold(&folded, text, len);
	for (size_t i = 0; i < MQ_LENGTH(pieces); i++) {
		others = others || (pieces[i].keyword == KEYWORD_OTHERS
			&& bind_name_is(pieces[i].text, &folded));
	}
	mq_buf_release(&folded);
	return others;
}

/* "household.others": siblings alone have others. */
static bool find_others(const struct mq_schema *schema, struct tree *tree, const char *text,
	size_t len)
{
	size_t size;
	size_t dot = reach_dot(text, len, &size);

	if (size == 0 || dot == 0 || !is_others(text + dot + size, len - dot - size)
			|| !find_relation(schema, tree, text, dot)) {
		return false;
	}
	tree->others = true;
	return tree->hub != MQ_NO_KIND;
}

enum reach reach_find(struct compile *compile, struct tree *tree, const struct literal *path,
	size_t *dot)
{
	const struct mq_schema *schema = compile->query->schema;
	size_t size;
	bool quantifier;
	bool relation;

	*dot = reach_dot(path->text, path->len, &size);
	if (size == 0 || *dot == 0) {
		return REACH_NONE;
	}
	quantifier = find_quantifier(tree, path, *dot + size);
	relation = find_relation(schema, tree, path->text, *dot)
		|| find_others(schema, tree, path->text, *dot);
	if (!relation) {
		return quantifier ? REACH_NO_RELATION : REACH_NONE;
	}
	return quantifier ? REACH_FOUND : REACH_NO_QUANTIFIER;
}

/* All that kind reaches and a message can hold: each kind up and down, and its areas. */
enum { NAMES_MAX = 2 * MQ_KINDS_MAX + 64 };

static size_t area_names(const struct mq_kind *kind, const char **names, size_t n)
{
	for (size_t i = 0; i < kind->n_areas && n + MQ_KINDS_MAX < NAMES_MAX; i++) {
		names[n++] = kind->areas[i].id;
	}
	return n;
}

static size_t reach_names(const struct mq_schema *schema, mq_kind_id kind, const char **names)
{
	size_t n = 0;

	for (mq_kind_id hub = mq_kind_above(schema, kind); hub != MQ_NO_KIND;
			hub = mq_kind_above(schema, hub)) {
		names[n++] = schema->kinds[hub].id;
	}
	for (mq_kind_id hub = kind; hub != MQ_NO_KIND; hub = mq_kind_above(schema, hub)) {
		n = area_names(schema->kinds + hub, names, n);
	}
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *child = schema->kinds + i;

		if (child->relation != NULL && link_to(schema, child, kind) != MQ_NO_FIELD) {
			names[n++] = child->relation;
		}
	}
	return n;
}

const char *reach_list(struct compile *compile, mq_kind_id kind)
{
	const char *names[NAMES_MAX];
	size_t n = reach_names(compile->query->schema, kind, names);
	struct mq_buf list = {0};
	const char *result;

	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
	}
	result = mq_arena_strndup(&compile->query->arena, n > 0 ? list.data : "-",
		n > 0 ? list.len : 1);
	mq_buf_release(&list);
	return result;
}

/* household.othres, visits.others: what is before the dot is right. */
static bool repair_others(struct compile *compile, mq_kind_id kind, size_t from, size_t end)
{
	const char *text = compile->lexer.text + from;
	struct tree head = {.asked = kind, .hub = MQ_NO_KIND};
	size_t size;
	size_t dot = reach_dot(text, end - from, &size);

	if (size == 0 || !find_relation(compile->query->schema, &head, text, dot)) {
		return false;
	}
	compile_repair(compile, from + dot, end, "%s", head.hub != MQ_NO_KIND ? ".others" : "");
	return true;
}

static void repair_nearest(struct compile *compile, mq_kind_id kind, size_t from, size_t end)
{
	const struct mq_kind *own = compile->query->schema->kinds + kind;
	const char *names[NAMES_MAX + 1];
	size_t n = reach_names(compile->query->schema, kind, names);
	char *name = mq_strndup(compile->lexer.text + from, end - from);
	const char *nearest[1];

	if (own->relation != NULL && own->n_links > 0) {
		names[n++] = own->relation;
	}
	if (mq_nearest(name, names, n, nearest, MQ_LENGTH(nearest)) > 0) {
		compile_repair(compile, from, end, "%s", nearest[0]);
	} else if (n > 0) {
		compile_repair(compile, from, end, "%s", names[0]);
	}
	free(name);
}

void reach_repair(struct compile *compile, mq_kind_id kind, size_t from, size_t end)
{
	if (!repair_others(compile, kind, from, end)) {
		repair_nearest(compile, kind, from, end);
	}
}
