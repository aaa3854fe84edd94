/*
 * Parts of texts: ^= *= ~~ and py:.
 *
 *     ^=  *=     of a text as they say; of codes those whose id or a label is so,
 *                found here, once
 *     ~~         what sounds or looks alike, or is an edit away
 *     py:        how a name is read, never how it is written
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

enum keyword {
	KEYWORD_PINYIN,
};

static const struct {
	const char *text;
	enum keyword keyword;
} keywords[] = {
	{"py", KEYWORD_PINYIN}, {"拼音", KEYWORD_PINYIN},
};

bool infix_is(enum op op)
{
	return op == OP_BEGINS || op == OP_HOLDS || op == OP_NEAR;
}

/* ---- codes ---- */

static size_t find_codes(const struct mq_codes *codes, const struct literal *as, enum op op,
	uint32_t *found)
{
	struct mq_buf part = {0};
	bool begins = op != OP_HOLDS;
	size_t n = 0;

	mq_utf8_fold(&part, as->text, as->len);
	for (size_t i = 0; i < codes->n_codes && part.len > 0; i++) {
		const struct mq_code *code = codes->codes + i;

		if (bind_name_holds(code->id, &part, begins) || bind_name_holds(code->zh, &part, begins)
				|| bind_name_holds(code->en, &part, begins)) {
			found[n++] = (uint32_t)i;
		}
	}
	mq_buf_release(&part);
	return n;
}

static bool bind_codes(struct compile *compile, const struct tree *tree, struct item *item)
{
	const struct mq_field *field = compile->query->schema->fields + tree->field;
	const struct literal *as = &item->as;
	uint32_t *found = mq_arena_alloc(&compile->query->arena,
		(field->codes->n_codes + 1) * sizeof(*found));

	item->kind = ITEM_CODES;
	item->codes = found;
	item->n_codes = find_codes(field->codes, as, tree->op, found);
	if (item->n_codes == 0) {
		compile_fault(compile, as->from, as->end, MQ_ERR_QUERY,
			tree->op == OP_BEGINS ? _("no code of '%s' begins with '%s'")
				: _("no code of '%s' holds '%s'"),
			field->id, compile_quote(compile, as->from, as->end));
		compile_hint(compile, _("one of them is '%s'"), field->codes->n_codes > 0
			? mq_code_label(field->codes->codes) : "-");
		compile_repair(compile, compile->op_from, as->end, ":*");
	}
	return item->n_codes > 0;
}

/* ---- texts ---- */

static bool bind_near(struct compile *compile, const struct literal *as, struct probe *probe)
{
	probe_bind_as(compile, as, PROBE_NEAR, probe);
	probe->fuzzy = mq_fuzzy_new(&compile->query->arena, probe->folded, probe->len);
	if (probe->fuzzy == NULL) {
		compile_fault(compile, as->from, as->end, MQ_ERR_QUERY,
			_("behind '~~' stand %d to %d characters"), MQ_FUZZY_CHARS_MIN,
			MQ_FUZZY_CHARS_MAX);
		compile_hint(compile, _("what is shorter or longer goes with '*='"));
	}
	return probe->fuzzy != NULL;
}

static bool bind_text(struct compile *compile, const struct tree *tree, struct item *item)
{
	item->kind = ITEM_TEXT;
	if (tree->op != OP_NEAR) {
		probe_bind_as(compile, &item->as,
			tree->op == OP_BEGINS ? PROBE_PREFIX : PROBE_CONTAINS, &item->probe);
		return true;
	}
	if (bind_near(compile, &item->as, &item->probe)) {
		return true;
	}
	compile_repair(compile, compile->op_from, compile->op_end, "*=");
	return false;
}

/* ? and *, and the ends of a range. */
static bool is_no_part(const struct item *item)
{
	struct lexer lexer = {.text = item->as.text, .len = item->as.len};
	bool mark = item->as.form == LITERAL_PLAIN
		&& (lex_take(&lexer, '?') || lex_take(&lexer, '*')) && lexer.at == lexer.len;

	return mark || item->range || item->to.text != NULL;
}

bool infix_bind(struct compile *compile, const struct tree *tree, struct item *item)
{
	const struct mq_field *field = compile->query->schema->fields + tree->field;

	if (is_no_part(item)) {
		compile_fault(compile, item->as.from, item->as.end, MQ_ERR_QUERY,
			_("'%s' cannot be compared with '%s'"),
			compile_quote(compile, item->as.from, item->as.end), lex_op_text(tree->op));
		compile_hint(compile, _("it goes with ':'"));
		compile_repair(compile, compile->op_from, compile->op_end, ":");
		return false;
	}
	return field->type == MQ_TYPE_TEXT ? bind_text(compile, tree, item)
		: bind_codes(compile, tree, item);
}

/* ---- in every bare field ---- */

static const char *sign_text(enum op sign)
{
	return sign == OP_NEAR ? lex_op_text(sign) : "py:";
}

/* The one piece of text behind a sign, which begins at `from`. */
static bool read_one(struct compile *compile, size_t from, enum op sign, struct literal *literal)
{
	struct item *items = NULL;
	enum op op = sign;

	if (!term_values(compile, from, &op, &items)) {
		return false;
	}
	if (op != sign || items->next != NULL || items->range || items->to.text != NULL) {
		compile_fault(compile, items->as.from, compile->lexer.at, MQ_ERR_QUERY,
			_("here one text can stand"));
		compile_hint(compile, _("'or' joins several: %s%s or %s…"), sign_text(sign),
			items->as.text, sign_text(sign));
		compile_repair(compile, op == sign ? items->as.from : compile->op_from,
			compile->lexer.at, "%s%.*s", op == sign ? "" : ":",
			(int)(items->as.end - items->as.from), compile->lexer.text + items->as.from);
		return false;
	}
	*literal = items->as;
	return true;
}

struct tree *infix_near(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct tree *tree = parse_new(compile, TREE_WORDS, kind, from);
	enum op op;

	compile->op_from = from;
	lex_op(&compile->lexer, &op);
	compile->op_end = compile->lexer.at;
	if (tree == NULL || !read_one(compile, from, OP_NEAR, &tree->words)) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	if (!bind_near(compile, &tree->words, &tree->probe)) {
		compile_repair(compile, from, compile->op_end, "%s", "");
		return NULL;
	}
	return tree;
}

/* "!~~王方" begins with what compares with a pattern, and is `not` of what is near. */
static bool is_not_near(struct lexer *lexer, enum op op)
{
	return op == OP_NO_MATCH && lex_op(lexer, &op) && lex_peek(lexer) == '~';
}

bool infix_belongs(const struct compile *compile, mq_kind_id kind, const struct literal *word,
	enum op op)
{
	const struct mq_schema *schema = compile->query->schema;
	struct lexer behind = compile->lexer;
	mq_field_id field;

	behind.at = word->end;
	if (!lex_space(&behind) || (op != OP_NEAR && !is_not_near(&behind, op))) {
		return true;
	}
	field = mq_schema_field_exact(schema, kind, word->text, word->len);
	return field != MQ_NO_FIELD && schema->fields[field].type == MQ_TYPE_TEXT;
}

bool infix_is_pinyin(const struct literal *word)
{
	for (size_t i = 0; i < MQ_LENGTH(keywords); i++) {
		if (lex_is(word, keywords[i].text)) {
			return true;
		}
	}
	return false;
}

struct tree *infix_pinyin(struct compile *compile, mq_kind_id kind, const struct literal *word)
{
	struct tree *tree = parse_new(compile, TREE_WORDS, kind, word->from);

	if (tree == NULL || !read_one(compile, word->from, OP_IS, &tree->words)) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	probe_bind_as(compile, &tree->words, PROBE_READING, &tree->probe);
	if (!mq_reading_is_query(tree->probe.folded, tree->probe.len)) {
		compile_fault(compile, tree->words.from, tree->words.end, MQ_ERR_QUERY,
			_("'%s' is no pinyin"),
			compile_quote(compile, tree->words.from, tree->words.end));
		compile_hint(compile, "%s", _("pinyin is letters alone: py:wangxiaoming, py:wxm"));
		compile_repair(compile, word->from, tree->words.from, "%s", "");
		return NULL;
	}
	return tree;
}
