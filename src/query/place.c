/*
 * place: where people live, from the outside inwards.
 *
 *     place:阳曲路七六零弄        a code of one of the kind's place fields, exactly
 *     place:阳曲路                any address that begins so
 *     place:阳曲路760弄12         … 760弄12号 and all below, not 760弄121号
 *     place:{临汾路 310106021001}  both kinds of places in one list: an `or` of two
 *
 * What is bound is the field that decides, compared; `place` is only how it is
 * written. Where the kind (or one up its links) really has a field called so, that
 * one is meant.
 */
#include "compile.h"

#include <assert.h>
#include <string.h>

enum keyword { KEYWORD_PLACE };

static const struct {
	const char *text;
	enum keyword keyword;
} words[] = {
	{"place", KEYWORD_PLACE}, {"地点", KEYWORD_PLACE},
};

const char *place_word(size_t i)
{
	return i < MQ_LENGTH(words) ? words[i].text : NULL;
}

mq_kind_id place_kind(const struct mq_schema *schema, mq_kind_id kind)
{
	while (kind != MQ_NO_KIND && schema->kinds[kind].n_place == 0) {
		const struct mq_kind *of = schema->kinds + kind;

		kind = of->n_links > 0 ? schema->fields[of->links[0]].target : MQ_NO_KIND;
	}
	return kind;
}

bool place_is(struct compile *compile, mq_kind_id kind, const struct literal *word)
{
	const struct mq_schema *schema = compile->query->schema;
	struct mq_buf folded = {0};
	bool found = false;

	mq_utf8_fold(&folded, word->text, word->len);
	for (size_t i = 0; i < MQ_LENGTH(words) && !found; i++) {
		found = words[i].keyword == KEYWORD_PLACE && folded.len == strlen(words[i].text)
			&& memcmp(folded.data, words[i].text, folded.len) == 0;
	}
	mq_buf_release(&folded);
	if (!found || mq_schema_field_exact(schema, kind, word->text, word->len) != MQ_NO_FIELD) {
		return false;
	}
	/* Without places it may still be the beginning of a field's name. */
	return place_kind(schema, kind) != MQ_NO_KIND
		|| mq_schema_field(schema, kind, word->text, word->len) == MQ_NO_FIELD;
}

/* ---- values ---- */

static bool is_called(const char *name, const struct mq_buf *folded)
{
	struct mq_buf other = {0};
	bool called;

	mq_utf8_fold(&other, name, strlen(name));
	called = other.len == folded->len && memcmp(other.data, folded->data, other.len) == 0;
	mq_buf_release(&other);
	return called;
}

/* Does the word mean the code as a place? An alias with figures in it is an address, as
 * people write one: 阳曲路760弄 is the lane, of 阳曲路七六零弄 too. */
static bool names_place(const struct mq_code *code, const char *text, size_t len)
{
	struct mq_buf folded = {0};
	bool names;

	mq_utf8_fold(&folded, text, len);
	names = is_called(code->id, &folded) || is_called(code->zh, &folded)
		|| is_called(code->en, &folded);
	mq_buf_addc(&folded, '\0');
	names = names || strpbrk(folded.data, "0123456789") == NULL;
	mq_buf_release(&folded);
	return names;
}

/* The place's field that has a code called so, else its text. */
static mq_field_id decider(const struct mq_schema *schema, const struct mq_kind *kind,
	const char *text, size_t len, int *code)
{
	for (size_t i = 0; i + 1 < kind->n_place; i++) {
		const struct mq_codes *codes = schema->fields[kind->place[i]].codes;

		*code = mq_codes_find(codes, text, len);
		if (*code >= 0 && names_place(codes->codes + *code, text, len)) {
			return kind->place[i];
		}
	}
	*code = -1;
	return kind->place[kind->n_place - 1];
}

/* A code goes by its id, unless a field before this one has the same id; then it stays
 * as it was typed. In quotes, whatever it holds. */
static bool bind_code(struct compile *compile, const struct mq_kind *kind, struct tree *tree,
	struct item *item, int code)
{
	const struct mq_schema *schema = compile->query->schema;
	const char *id = schema->fields[tree->field].codes->codes[code].id;
	int other;
	bool by_id = decider(schema, kind, id, strlen(id), &other) == tree->field && other == code;

	if (by_id) {
		item->as.text = id;
		item->as.len = strlen(id);
	}
	item->as.form = LITERAL_QUOTED;
	if (!value_bind(compile, tree, item)) {
		return false;
	}
	item->shown = by_id ? item->shown : NULL;
	return true;
}

static bool bind_text(struct compile *compile, struct tree *tree, struct item *item)
{
	bool bound;

	tree->op = OP_EQUAL;	/* the whole word, without what its signs may mean */
	bound = value_bind(compile, tree, item);
	tree->op = OP_IS;
	if (bound && item->kind == ITEM_TEXT) {
		item->probe.how = PROBE_PLACE;
	}
	return bound;
}

/* The tree of the field at this place in the kind's list, made where it is new. */
static struct tree *tree_at(struct compile *compile, const struct tree *read,
	mq_field_id field, struct tree **tree)
{
	if (*tree == NULL) {
		*tree = parse_new(compile, TREE_FIELD, read->asked, read->from);
		if (*tree != NULL) {
			(*tree)->op = OP_IS;
			(*tree)->field = (*tree)->base = field;
			(*tree)->place = true;
		}
	}
	return *tree;
}

static void append(struct tree *tree, struct item *item)
{
	struct item **last = &tree->items;

	while (*last != NULL) {
		last = &(*last)->next;
	}
	*last = item;
}

/* Move items to the trees of the fields that decide them, by place in the kind's list. */
static bool deal(struct compile *compile, const struct mq_kind *kind, const struct tree *read,
	struct tree **trees)
{
	struct item *next;

	for (struct item *item = read->items; item != NULL; item = next) {
		int code = -1;
		mq_field_id field = item->to.text != NULL ? kind->place[kind->n_place - 1]
			: decider(compile->query->schema, kind, item->as.text, item->as.len, &code);
		size_t at = 0;
		struct tree *tree;

		while (kind->place[at] != field) {
			at++;
		}
		tree = tree_at(compile, read, field, trees + at);
		if (tree == NULL) {
			return false;
		}
		next = item->next;
		item->next = NULL;
		append(tree, item);
		if (!(code >= 0 ? bind_code(compile, kind, tree, item, code)
				: bind_text(compile, tree, item))) {
			return false;
		}
	}
	return true;
}

/* ---- the whole comparison ---- */

static bool takes(struct compile *compile, const struct tree *read)
{
	if (read->op == OP_IS || read->op == OP_EQUAL || read->op == OP_NOT) {
		return true;
	}
	compile_fault(compile, read->from, read->items->as.end, MQ_ERR_QUERY,
		_("'%s' cannot be compared with '%s'"), "place", lex_op_text(read->op));
	compile_hint(compile, _("here ':' asks for a value"));
	if (read->op == OP_MATCH || read->op == OP_NO_MATCH) {
		compile_repair(compile, compile->op_from, read->items->as.end, ":\"%.*s\"",
			(int)read->items->as.len, read->items->as.text);
	} else {
		compile_repair(compile, compile->op_from, compile->op_end, ":");
	}
	return false;
}

/* The brackets and the `-` that a list of both is printed with count as well. */
static bool is_deep(struct compile *compile, const struct tree *read)
{
	if (compile->depth + 1 + (read->op == OP_NOT) <= QUERY_DEPTH_MAX) {
		return false;
	}
	compile_fault(compile, read->from, read->from, MQ_ERR_LIMIT,
		_("conditions are nested more than %d deep"), QUERY_DEPTH_MAX);
	return true;
}

/* One field: compared. Several: or-ed, and denied as a whole. */
static struct tree *join(struct compile *compile, const struct mq_kind *kind, struct tree *read,
	struct tree **trees)
{
	struct tree *first = NULL;
	struct tree **last = &first;
	struct tree *either;
	struct tree *none;

	for (size_t i = 0; i < kind->n_place; i++) {
		if (trees[i] != NULL) {
			*last = trees[i];
			last = &trees[i]->next;
		}
	}
	assert(first != NULL);	/* a list holds a value at least */
	if (first->next == NULL) {
		first->negated = read->op == OP_NOT;
		first->op = read->op == OP_NOT ? OP_NOT : OP_IS;
		return first;
	}
	if (is_deep(compile, read)) {
		return NULL;
	}
	either = parse_new(compile, TREE_OR, read->asked, read->from);
	either->first = first;
	if (read->op != OP_NOT) {
		return either;
	}
	none = parse_new(compile, TREE_NOT, read->asked, read->from);
	none->first = either;
	return none;
}

struct tree *place_read(struct compile *compile, mq_kind_id asked, const struct literal *word,
	enum op op)
{
	const struct mq_schema *schema = compile->query->schema;
	struct tree read = {.asked = asked, .from = word->from, .op = op};
	mq_kind_id of = place_kind(schema, asked);
	struct tree **trees;

	if (!term_values(compile, word->from, &read.op, &read.items)) {
		return NULL;
	}
	if (of == MQ_NO_KIND) {
		compile_fault(compile, word->from, word->end, MQ_ERR_QUERY,
			_("there is no place here"));
		compile_repair(compile, word->from, read.items->as.from, "%s", "");
		return NULL;
	}
	trees = mq_arena_alloc(&compile->query->arena,
		schema->kinds[of].n_place * sizeof(struct tree *));
	if (!takes(compile, &read) || !deal(compile, schema->kinds + of, &read, trees)) {
		return NULL;
	}
	return join(compile, schema->kinds + of, &read, trees);
}
