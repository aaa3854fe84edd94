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

#include <string.h>

static const char *const words[] = {"place", "地点"};

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
		found = folded.len == strlen(words[i])
			&& memcmp(folded.data, words[i], folded.len) == 0;
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

/* The place's field that item names a code of, else its text. */
static mq_field_id decider(const struct mq_schema *schema, const struct mq_kind *kind,
	const struct item *item, int *code)
{
	for (size_t i = 0; i + 1 < kind->n_place && item->to.text == NULL; i++) {
		*code = mq_codes_find(schema->fields[kind->place[i]].codes, item->as.text,
			item->as.len);
		if (*code >= 0) {
			return kind->place[i];
		}
	}
	*code = -1;
	return kind->place[kind->n_place - 1];
}

static bool bind_item(struct compile *compile, struct tree *tree, struct item *item, int code)
{
	const struct mq_field *field = compile->query->schema->fields + tree->field;

	if (code >= 0) {
		item->as.text = field->codes->codes[code].id;
		item->as.len = strlen(item->as.text);
		item->as.form = LITERAL_QUOTED;	/* whatever it holds */
		return value_bind(compile, tree, item);
	}
	tree->op = OP_EQUAL;	/* the whole word, without what its signs may mean */
	if (!value_bind(compile, tree, item)) {
		return false;
	}
	tree->op = OP_IS;
	if (item->kind == ITEM_TEXT) {
		item->probe.how = PROBE_PLACE;
	}
	return true;
}

/* Move items to the trees of the fields that decide them, by place in the kind's list. */
static bool deal(struct compile *compile, mq_kind_id asked, const struct mq_kind *kind,
	struct tree *read, struct tree **trees)
{
	const struct mq_schema *schema = compile->query->schema;
	struct item *next;

	for (struct item *item = read->items; item != NULL; item = next) {
		int code;
		mq_field_id field = decider(schema, kind, item, &code);
		size_t at = 0;
		struct item **last;

		next = item->next;
		item->next = NULL;
		while (kind->place[at] != field) {
			at++;
		}
		if (trees[at] == NULL) {
			trees[at] = parse_new(compile, TREE_FIELD, asked, read->from);
			if (trees[at] == NULL) {
				return false;
			}
			trees[at]->op = OP_IS;
			trees[at]->field = trees[at]->base = field;
			trees[at]->place = true;
		}
		for (last = &trees[at]->items; *last != NULL; last = &(*last)->next) {
		}
		*last = item;
		if (!bind_item(compile, trees[at], item, code)) {
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
	return false;
}

/* One field: compared. Several: or-ed, and denied as a whole. */
static struct tree *join(struct compile *compile, const struct mq_kind *kind, struct tree *read,
	struct tree **trees)
{
	struct tree all = {.first = NULL};
	struct tree **last = &all.first;
	struct tree *either;
	struct tree *none;

	for (size_t i = 0; i < kind->n_place; i++) {
		if (trees[i] != NULL) {
			*last = trees[i];
			last = &trees[i]->next;
		}
	}
	if (all.first->next == NULL) {
		all.first->negated = read->op == OP_NOT;
		all.first->op = all.first->negated ? OP_NOT : OP_IS;
		return all.first;
	}
	either = parse_new(compile, TREE_OR, read->asked, read->from);
	either->first = all.first;
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
		return NULL;
	}
	trees = mq_arena_alloc(&compile->query->arena,
		schema->kinds[of].n_place * sizeof(struct tree *));
	if (!takes(compile, &read) || !deal(compile, asked, schema->kinds + of, &read, trees)) {
		return NULL;
	}
	return join(compile, schema->kinds + of, &read, trees);
}
