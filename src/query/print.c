/*
 * A tree as canonical text: ids, ASCII operators, `or` in brackets where it must
 * be, values as bind.c settled them. Reading it again prints the same.
 */
#include "tree.h"

#include <inttypes.h>
#include <string.h>

/* How tightly the operator above binds. */
enum above {
	ABOVE_NONE,	/* nothing, or `or` */
	ABOVE_AND,
	ABOVE_NOT,
};

static void print_tree(const struct mq_schema *schema, const struct tree *tree, enum above above,
	struct mq_buf *out);

static void print_list(const struct mq_schema *schema, const struct tree *tree, enum above above,
	struct mq_buf *out)
{
	bool is_or = tree->kind == TREE_OR;
	bool brackets = above == ABOVE_NOT || (above == ABOVE_AND && is_or);

	if (brackets) {
		mq_buf_addc(out, '(');
	}
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		if (each != tree->first) {
			mq_buf_adds(out, is_or ? " or " : " ");
		}
		print_tree(schema, each, is_or ? ABOVE_NONE : ABOVE_AND, out);
	}
	if (brackets) {
		mq_buf_addc(out, ')');
	}
}

/* A tag goes by its id alone, where that means it. */
static bool is_tag(const struct mq_schema *schema, const struct tree *tree)
{
	const struct mq_field *field = schema->fields + tree->field;
	const struct item *item = tree->items;
	mq_field_id meant;
	int code;

	return field->type == MQ_TYPE_BOOL && item->kind == ITEM_NUMBERS && item->next == NULL
		&& mq_schema_bare(schema, tree->asked, field->id, strlen(field->id), &meant, &code)
		&& meant == tree->field;
}

static const char *op_text(const struct mq_field *field, enum op op)
{
	return lex_op_text(op == OP_EQUAL && field->type != MQ_TYPE_TEXT ? OP_IS : op);
}

void item_print(const struct item *item, struct mq_buf *out)
{
	if (item->shown != NULL) {
		mq_buf_adds(out, item->shown);
	} else {
		lex_print(&item->as, out);
	}
}

static void print_carets(const struct tree *tree, struct mq_buf *out)
{
	for (unsigned i = 0; i < tree->outside; i++) {
		mq_buf_addc(out, '^');
	}
}

static void print_pair(const struct mq_schema *schema, const struct tree *tree, struct mq_buf *out)
{
	mq_buf_addf(out, "%s%s", schema->fields[tree->field].id, lex_op_text(tree->op));
	print_carets(tree, out);
	mq_buf_adds(out, schema->fields[tree->other->field].id);
}

static void print_field(const struct mq_schema *schema, const struct tree *tree, struct mq_buf *out)
{
	const struct mq_field *field = schema->fields + tree->field;
	bool is_bool = field->type == MQ_TYPE_BOOL;
	bool list = tree->items->next != NULL;

	if (is_tag(schema, tree)) {
		mq_buf_addf(out, "%s%s", tree->negated ? "-" : "", field->id);
		return;
	}
	mq_buf_addf(out, "%s%s", tree->place ? "place" : field->id,
		is_bool ? (tree->negated ? "!=" : ":") : op_text(field, tree->op));
	if (is_bool && !list && tree->items->kind == ITEM_NUMBERS) {
		mq_buf_adds(out, "true");
		return;
	}
	if (list) {
		mq_buf_addc(out, '{');
	}
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (item != tree->items) {
			mq_buf_addc(out, ' ');
		}
		item_print(item, out);
	}
	if (list) {
		mq_buf_addc(out, '}');
	}
}

/* A word that is called as a text field is, in brackets: with ~~ behind it, it would be
 * taken for the field. */
static void print_words(const struct mq_schema *schema, const struct tree *tree, struct mq_buf *out)
{
	const struct literal *words = &tree->words;
	bool bare = tree->probe.how != PROBE_NEAR && tree->probe.how != PROBE_READING
		&& words->form == LITERAL_PLAIN;
	mq_field_id field = bare
		? mq_schema_field_exact(schema, tree->asked, words->text, words->len) : MQ_NO_FIELD;
	bool brackets = field != MQ_NO_FIELD && schema->fields[field].type == MQ_TYPE_TEXT;

	mq_buf_adds(out, brackets ? "(" : tree->probe.how == PROBE_NEAR ? "~~"
		: tree->probe.how == PROBE_READING ? "py:" : "");
	lex_print(words, out);
	mq_buf_adds(out, brackets ? ")" : "");
}

/* What a count, sum, least or greatest is compared with. */
static void print_measure(const struct mq_schema *schema, const struct tree *tree,
	struct mq_buf *out)
{
	if (tree->items == NULL) {
		mq_buf_addf(out, "%s%" PRIu64, lex_op_text(tree->op), tree->n);
		return;
	}
	mq_buf_adds(out, tree->field != MQ_NO_FIELD ? op_text(schema->fields + tree->field, tree->op)
		: lex_op_text(tree->op == OP_EQUAL ? OP_IS : tree->op));
	item_print(tree->items, out);
}

static void print_relation(const struct mq_schema *schema, const struct tree *tree,
	struct mq_buf *out)
{
	mq_buf_addf(out, "%s%s.%s(", tree->name, tree->others ? ".others" : "",
		quantifier_text(tree->quantifier));
	if (tree->field != MQ_NO_FIELD) {
		mq_buf_addf(out, "%s%s", schema->fields[tree->field].id,
			tree->first->kind != TREE_ALL ? ", " : "");
	}
	print_tree(schema, tree->first, ABOVE_NONE, out);
	mq_buf_addc(out, ')');
	if (tree->quantifier >= QUANTIFIER_COUNT) {
		print_measure(schema, tree, out);
	}
}

static void print_tree(const struct mq_schema *schema, const struct tree *tree, enum above above,
	struct mq_buf *out)
{
	switch (tree->kind) {
	case TREE_ALL:
		break;
	case TREE_AND:
	case TREE_OR:
		print_list(schema, tree, above, out);
		break;
	case TREE_NOT:
		mq_buf_addc(out, '-');
		print_tree(schema, tree->first, ABOVE_NOT, out);
		break;
	case TREE_FIELD:
		if (tree->other != NULL) {
			print_pair(schema, tree, out);
		} else {
			print_field(schema, tree, out);
		}
		break;
	case TREE_OUTER:
		print_carets(tree, out);
		mq_buf_addc(out, '(');
		print_tree(schema, tree->first, ABOVE_NONE, out);
		mq_buf_addc(out, ')');
		break;
	case TREE_WORDS:
		print_words(schema, tree, out);
		break;
	case TREE_RELATION:
		print_relation(schema, tree, out);
		break;
	case TREE_SAVED:
		mq_buf_adds(out, tree->name);
		break;
	}
}

void tree_print(const struct mq_schema *schema, const struct tree *tree, bool among_and,
	struct mq_buf *out)
{
	print_tree(schema, tree, among_and ? ABOVE_AND : ABOVE_NONE, out);
}
