/*
 * Conditions put together: or over and over not over terms, by recursive descent
 * that counts how deep it is.
 *
 *     or     := and { ("or" | "|" | 或) and }
 *     and    := not { ["and" | 且] not }
 *     not    := ("-" | "!" | "not" | 非) not | term
 *     term   := "(" or ")" | what leaf.c reads
 */
#include "compile.h"

#include <string.h>

struct tree *parse_new(struct compile *compile, enum tree_kind kind, mq_kind_id asked, size_t from)
{
	struct tree *tree = mq_arena_alloc(&compile->query->arena, sizeof(*tree));
	bool leaf = kind == TREE_FIELD || kind == TREE_WORDS || kind == TREE_RELATION
		|| kind == TREE_SAVED;

	tree->kind = kind;
	tree->asked = asked;
	tree->from = from;
	tree->end = compile->lexer.at;
	tree->field = tree->base = tree->link = MQ_NO_FIELD;
	tree->hub = MQ_NO_KIND;
	if (leaf && ++compile->n_terms > QUERY_TERMS_MAX) {
		compile_fault(compile, from, from, MQ_ERR_LIMIT, _("a query has at most %d conditions"),
			QUERY_TERMS_MAX);
		return NULL;
	}
	return tree;
}

static bool go_deeper(struct compile *compile, size_t from)
{
	if (++compile->depth > QUERY_DEPTH_MAX) {
		compile_fault(compile, from, from, MQ_ERR_LIMIT,
			_("conditions are nested more than %d deep"), QUERY_DEPTH_MAX);
		return false;
	}
	return true;
}

/* ---- lists of conditions ---- */

/* Conditions of one operator; a list of the same within is spread out. */
struct list {
	enum tree_kind kind;
	struct tree *first;
	struct tree **last;
	size_t n;
};

static void list_add(struct list *list, struct tree *tree)
{
	bool same = tree->kind == list->kind;
	struct tree *next;

	for (struct tree *each = same ? tree->first : tree; each != NULL; each = next) {
		next = same ? each->next : NULL;
		each->next = NULL;
		*list->last = each;
		list->last = &each->next;
		list->n++;
	}
}

static struct tree *list_close(struct compile *compile, const struct list *list, mq_kind_id asked,
	size_t from)
{
	struct tree *tree;

	if (list->n < 2) {
		return list->first;
	}
	tree = parse_new(compile, list->kind, asked, from);
	tree->first = list->first;
	return tree;
}

/* An operator without a condition before it, or behind it. */
static void missing_before(struct compile *compile, size_t from, size_t end)
{
	compile_fault(compile, from, end, MQ_ERR_QUERY, _("there is no condition before '%s'"),
		compile_quote(compile, from, end));
	compile_repair(compile, from, end, "%s", "");
}

static void missing_behind(struct compile *compile, size_t from, size_t end)
{
	compile_unfinished(compile, from, from, _("a condition"),
		mq_arena_format(&compile->query->arena, _("there is no condition behind '%s'"),
			compile_quote(compile, from, end)));
	compile_repair(compile, from, end, "%s", "");
}

static struct tree *parse_or(struct compile *compile, mq_kind_id kind);
static struct tree *parse_not(struct compile *compile, mq_kind_id kind);

static bool at_end_of_list(const struct compile *compile)
{
	struct lexer behind;
	int c = lex_peek(&compile->lexer);
	enum connective connective = connective_peek(compile, &behind);

	return c == LEX_END || c == ')' || connective == CONNECTIVE_OR || connective == CONNECTIVE_AND;
}

/* One more condition of an and-list. False where the list is over: at its end, at
 * a tail, which starts at the `and` before it, or at a fault. */
static bool and_next(struct compile *compile, mq_kind_id kind, struct list *list)
{
	struct lexer behind;
	size_t from = (lex_space(&compile->lexer), compile->lexer.at);
	bool joined = connective_peek(compile, &behind) == CONNECTIVE_AND;

	if (joined) {
		compile->lexer = behind;
		lex_space(&compile->lexer);
		if (list->n == 0) {
			missing_before(compile, from, behind.at);
			return false;
		}
		if (at_end_of_list(compile)) {
			missing_behind(compile, from, behind.at);
			return false;
		}
	} else if (at_end_of_list(compile)) {
		return false;
	}

	struct tree *tree = parse_not(compile, kind);

	if (tree != NULL) {
		list_add(list, tree);
	} else if (compile->state == STATE_TAIL && joined) {
		compile->tail = from;
	}
	return compile->state == STATE_OK;
}

/* NULL where nothing stands here, or nothing whole. */
static struct tree *parse_and(struct compile *compile, mq_kind_id kind)
{
	struct list list = {.kind = TREE_AND};
	size_t from = compile->lexer.at;

	list.last = &list.first;
	while (and_next(compile, kind, &list)) {
	}
	if (compile->state == STATE_FAULT || (compile->state == STATE_TAIL && compile->brackets > 0)) {
		return NULL;
	}
	return list_close(compile, &list, kind, from);
}

/* NULL where nothing stands here, or nothing whole. */
static struct tree *parse_or(struct compile *compile, mq_kind_id kind)
{
	struct list list = {.kind = TREE_OR};
	size_t from = compile->lexer.at;
	size_t op = from;
	struct lexer behind = compile->lexer;

	list.last = &list.first;
	do {
		struct tree *tree = parse_and(compile, kind);

		if (tree != NULL) {
			list_add(&list, tree);
		} else if (compile->state == STATE_TAIL && list.n > 0) {
			compile->tail = op;
		} else if (compile->state == STATE_OK && list.n > 0) {
			missing_behind(compile, op, behind.at);
		}
		if (compile->state != STATE_OK) {
			break;
		}
		op = compile->lexer.at;
		if (connective_peek(compile, &behind) != CONNECTIVE_OR) {
			break;
		}
		compile->lexer = behind;
		if (tree == NULL) {
			missing_before(compile, op, behind.at);
		}
	} while (compile->state == STATE_OK);
	if (compile->state == STATE_FAULT || (compile->state == STATE_TAIL && compile->brackets > 0)) {
		return NULL;
	}
	return list_close(compile, &list, kind, from);
}

/* ---- brackets and negations ---- */

struct tree *parse_brackets(struct compile *compile, mq_kind_id kind, size_t from)
{
	size_t open = compile->lexer.at;

	lex_skip(&compile->lexer);
	return parse_within(compile, kind, from, open);
}

struct tree *parse_within(struct compile *compile, mq_kind_id kind, size_t from, size_t open)
{
	struct tree *tree = NULL;

	if (!go_deeper(compile, open)) {
		return NULL;
	}
	compile->brackets++;
	tree = parse_or(compile, kind);
	if (compile->state == STATE_OK && !lex_take(&compile->lexer, ')')) {
		compile_unfinished(compile, from, open, ")", _("this bracket is not closed"));
		compile_repair(compile, compile->end, compile->end, "%s", "");
	}
	if (compile->state == STATE_TAIL) {
		compile->tail = from;
	}
	compile->brackets--;
	compile->depth--;
	if (compile->state != STATE_OK) {
		return NULL;
	}
	return tree != NULL ? tree : parse_new(compile, TREE_ALL, kind, open);
}

static struct tree *parse_group(struct compile *compile, mq_kind_id kind)
{
	size_t open = compile->lexer.at;
	struct tree *tree = parse_brackets(compile, kind, open);

	if (tree != NULL && tree->kind == TREE_ALL) {
		compile_fault(compile, open, compile->lexer.at, MQ_ERR_QUERY,
			_("there is nothing between these brackets"));
		compile_repair(compile, open, compile->lexer.at, "%s", "");
		return NULL;
	}
	if (tree != NULL) {
		tree->from = open;
		tree->end = compile->lexer.at;
	}
	return tree;
}

static struct tree *parse_term(struct compile *compile, mq_kind_id kind)
{
	size_t outer = compile->term;
	struct tree *tree;

	if (lex_peek(&compile->lexer) == '(') {
		return parse_group(compile, kind);
	}
	compile->term = compile->lexer.at;
	tree = leaf_read(compile, kind);
	compile->term = outer;
	return tree;
}

/* NULL in STATE_OK: a directive, which is no condition. */
static struct tree *parse_not(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct lexer behind;
	struct tree *below;
	struct tree *tree;

	if (connective_peek(compile, &behind) != CONNECTIVE_NOT && !connective_attached(compile, kind, &behind)) {
		return parse_term(compile, kind);
	}
	compile->lexer = behind;
	lex_space(&compile->lexer);
	if (at_end_of_list(compile)) {
		missing_behind(compile, from, behind.at);
		return NULL;
	}
	if (!go_deeper(compile, from)) {
		return NULL;
	}
	below = parse_not(compile, kind);
	compile->depth--;
	if (below == NULL) {
		if (compile->state == STATE_TAIL) {
			compile->tail = from;
		}
		return NULL;
	}
	tree = parse_new(compile, TREE_NOT, kind, from);
	tree->first = below;
	return tree;
}

/* ---- a whole text ---- */

struct tree *parse_text(struct compile *compile, mq_kind_id kind)
{
	struct lexer *lexer = &compile->lexer;
	struct tree *tree;

	compile->term = NO_TERM;
	if (!compile_text_ok(compile)) {
		return NULL;
	}
	compile->end = lexer->len;
	while (compile->end > 0 && strchr(" \t\r\n", lexer->text[compile->end - 1]) != NULL) {
		compile->end--;
	}
	tree = from_read(compile, &kind) ? parse_or(compile, kind) : NULL;
	if (compile->state == STATE_OK && lex_peek(lexer) == ')') {
		struct lexer behind = *lexer;

		lex_skip(&behind);
		compile_fault(compile, lexer->at, lexer->at, MQ_ERR_QUERY,
			_("no bracket is open here"));
		compile_repair(compile, lexer->at, behind.at, "%s", "");
	}
	if (compile->state == STATE_FAULT) {
		return NULL;
	}
	return tree != NULL ? tree : parse_new(compile, TREE_ALL, kind, 0);
}
