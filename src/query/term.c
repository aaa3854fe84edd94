/*
 * Terms: what stands between the operators.
 *
 *     term   := name op values | name op "^" … name | "^" … "(" or ")"
 *             | path "(" or ")" [op n] | directive | word
 *             | path "(" name ["," or] ")" op value
 *             | '"' … '"' | "'" … | "/" … "/" ["i"] | "#" tag
 *     values := value | "{" value { [","] value } "}"
 */
#include "compile.h"

#include <string.h>

/* ---- values as typed ---- */

static bool unclosed(struct compile *compile, size_t from, size_t at, const char *opening)
{
	const struct lexer *lexer = &compile->lexer;
	const char *mark = opening[0] == '{' ? "}" : opening;
	size_t slashes = 0;

	compile_unfinished(compile, from, at, mark,
		mq_arena_format(&compile->query->arena, _("this %s is not closed"), opening));
	while (slashes < lexer->len && lexer->text[lexer->len - 1 - slashes] == '\\') {
		slashes++;
	}
	/* What would escape the mark is made to escape itself. */
	compile_repair(compile, lexer->len, lexer->len, "%s%s", slashes % 2 != 0 ? "\\" : "", mark);
	return false;
}

bool term_unclosed(struct compile *compile, size_t from, size_t at)
{
	return unclosed(compile, from, at, "\"");
}

/* The condition begins at `from`, its empty value at `at`: alone it is no condition. */
static bool no_value(struct compile *compile, size_t from, size_t at)
{
	compile_unfinished(compile, from, compile->lexer.at, _("a value"),
		mq_arena_format(&compile->query->arena, _("'%s' wants a value"),
			compile_quote(compile, from, compile->lexer.at)));
	if (compile->op_from > from && compile->op_end <= at) {
		compile_repair_any(compile, at, compile->lexer.at);
	} else {
		compile_repair(compile, from, compile->lexer.at, "%s", "");
	}
	return false;
}

/* A comparison where a value should begin would be read as one when printed, and so would
 * what stands for who asks outside. */
static bool not_an_op(struct compile *compile, const struct literal *literal)
{
	struct lexer lexer = {.text = literal->text, .len = literal->len};
	enum op op;

	if (lex_peek(&lexer) != '^' && !lex_op(&lexer, &op)) {
		return true;
	}
	compile_fault(compile, literal->from, literal->end, MQ_ERR_QUERY,
		_("a value cannot begin with '%s'"), lexer.at == 0 ? "^" : lex_op_text(op));
	compile_hint(compile, _("in quotes it is text: \"%s\""),
		compile_quote(compile, literal->from, literal->end));
	compile_repair_quoted(compile, literal->from, literal->end);
	return false;
}

/* from is where the condition begins. */
static bool read_value(struct compile *compile, size_t from, enum lex_stop stop,
	struct literal *literal)
{
	struct mq_arena *arena = &compile->query->arena;
	struct lexer *lexer = &compile->lexer;
	size_t at = lexer->at;

	if (argument_is_param(compile)) {
		return argument_param(compile, literal);
	}
	if (lex_peek(lexer) == '"') {
		if (!lex_quoted(lexer, arena, literal)) {
			return unclosed(compile, from, at, "\"");
		}
	} else if (lex_peek(lexer) == '\'') {
		if (!lex_exact(lexer, arena, literal)) {
			return unclosed(compile, from, at, "\"");
		}
	} else {
		lex_plain(lexer, stop, arena, literal);
	}
	if (literal->len == 0) {
		return no_value(compile, from, at);
	}
	return literal->form != LITERAL_PLAIN || not_an_op(compile, literal);
}

/* An end in quotes, or `$n`, is a piece of its own: "a".."b", a.."b", .."b". */
static bool read_item(struct compile *compile, size_t from, enum lex_stop stop, struct item *item)
{
	struct lexer *lexer = &compile->lexer;
	bool apart = argument_is_param(compile);
	bool param;

	if (!read_value(compile, from, stop, &item->as)) {
		return false;
	}
	apart = apart || item->as.form == LITERAL_QUOTED;
	if (apart && lex_peek(lexer) == '.' && lex_peek_second(lexer) == '.') {
		lex_skip(lexer);
		lex_skip(lexer);
		item->range = true;
		item->as.form = LITERAL_QUOTED;
	}
	param = argument_is_param(compile);
	if ((param || lex_peek(lexer) == '"') && (item->range || item->as.form == LITERAL_PLAIN)) {
		if (!read_value(compile, from, stop, &item->to)) {
			return false;
		}
		item->to.form = LITERAL_QUOTED;
		return true;
	}
	if (item->range) {
		lex_plain(lexer, stop, &compile->query->arena, &item->to);
	}
	return true;
}

static struct item *new_item(struct compile *compile, struct item ***last)
{
	struct item *item = mq_arena_alloc(&compile->query->arena, sizeof(*item));

	**last = item;
	*last = &item->next;
	return item;
}

static bool read_list(struct compile *compile, size_t from, struct item **last)
{
	struct lexer *lexer = &compile->lexer;
	size_t open = lexer->at;
	struct item **first = last;

	lex_skip(lexer);
	for (;;) {
		do {
			lex_space(lexer);
		} while (lex_take(lexer, ','));
		if (lex_peek(lexer) == LEX_END) {
			return unclosed(compile, from, open, "{");
		}
		if (lex_take(lexer, '}')) {
			break;
		}
		if (!read_item(compile, from, LEX_STOP_LIST, new_item(compile, &last))) {
			return false;
		}
	}
	if (*first == NULL) {
		compile_fault(compile, open, lexer->at, MQ_ERR_QUERY, _("this list is empty"));
		compile_repair(compile, open, lexer->at, "*");
		return false;
	}
	return true;
}

static bool read_pattern(struct compile *compile, size_t from, struct literal *literal)
{
	struct mq_arena *arena = &compile->query->arena;
	struct lexer *lexer = &compile->lexer;
	size_t at = lexer->at;

	if (lex_peek(lexer) != '/') {
		lex_bare_pattern(lexer, arena, literal);
	} else if (!lex_pattern(lexer, arena, literal)) {
		return unclosed(compile, from, at, "/");
	}
	return literal->len > 0 || no_value(compile, from, at);
}

bool term_values(struct compile *compile, size_t from, enum op *op, struct item **items)
{
	struct lexer *lexer = &compile->lexer;
	struct item **last = items;
	enum op nearer;

	lex_space(lexer);
	if (*op == OP_IS && lex_op(lexer, &nearer)) {
		*op = nearer;
		compile->op_end = lexer->at;
		lex_space(lexer);
	}
	if (*op == OP_MATCH || *op == OP_NO_MATCH) {
		return read_pattern(compile, from, &new_item(compile, &last)->as);
	}
	if (lex_peek(lexer) == '{') {
		return read_list(compile, from, last);
	}
	return read_item(compile, from, LEX_STOP_VALUE, new_item(compile, &last));
}

/* ---- comparisons ---- */

static struct tree *read_comparison(struct compile *compile, mq_kind_id kind,
	const struct literal *name, enum op op)
{
	struct tree *tree = parse_new(compile, TREE_FIELD, kind, name->from);
	mq_field_id field;

	if (tree == NULL) {
		return NULL;
	}
	tree->op = op;
	if (caret_follows(compile, &tree->op)) {
		return caret_compare(compile, tree, name) ? tree : NULL;
	}
	if (!term_values(compile, name->from, &tree->op, &tree->items)) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	field = bind_name(compile, kind, name->from, name->end);
	return field != MQ_NO_FIELD && bind_field(compile, tree, field) ? tree : NULL;
}

/* ---- relations ---- */

/* The lexer stands at the bracket. */
static struct tree *read_relation(struct compile *compile, struct tree *tree)
{
	if (compile->relations == QUERY_RELATIONS_MAX) {
		compile_fault(compile, tree->from, tree->from, MQ_ERR_LIMIT,
			_("relations are nested more than %d deep"), QUERY_RELATIONS_MAX);
		return NULL;
	}
	compile->outside[compile->relations++] = tree->asked;
	tree->first = tree->quantifier >= QUANTIFIER_SUM ? measure_brackets(compile, tree)
		: parse_brackets(compile, tree->of, tree->from);
	compile->relations--;
	if (tree->first == NULL
			|| (tree->quantifier >= QUANTIFIER_COUNT && !measure_value(compile, tree))) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	return tree;
}

static void refuse_quantifier(struct compile *compile, const struct literal *path, size_t dot)
{
	compile_unfinished(compile, path->from, path->from + dot,
		_("any, all, none, count, sum, min or max"),
		mq_arena_format(&compile->query->arena,
			_("'%s' is none of any, all, none, count, sum, min, max"),
			compile_quote(compile, path->from + dot, path->end)));
	compile_repair(compile, path->from + dot, path->end, ".any%s",
		lex_peek(&compile->lexer) == '(' ? "" : "()");
}

/* *found says whether the word was a path at all. */
static struct tree *try_relation(struct compile *compile, mq_kind_id kind,
	const struct literal *path, bool *found)
{
	bool bracket = lex_peek(&compile->lexer) == '(';
	struct tree reached = {.asked = kind};
	size_t dot = 0;
	enum reach reach = reach_find(compile, &reached, path, &dot);
	struct tree *tree;

	*found = reach == REACH_FOUND || reach == REACH_NO_QUANTIFIER
		|| (reach == REACH_NO_RELATION && bracket);
	if (!*found) {
		return NULL;
	}
	if (reach == REACH_NO_RELATION) {
		compile_fault(compile, path->from, path->end, MQ_ERR_QUERY,
			_("there is no relation called '%s' here"),
			compile_quote(compile, path->from, path->from + dot));
		compile_hint(compile, _("there are: %s"), reach_list(compile, kind));
		reach_repair(compile, kind, path->from, path->from + dot);
		return NULL;
	}
	if (reach == REACH_NO_QUANTIFIER) {
		refuse_quantifier(compile, path, dot);
		return NULL;
	}
	if (!bracket) {
		compile_unfinished(compile, path->from, compile->lexer.at, "(",
			mq_arena_format(&compile->query->arena, _("'%s' wants brackets"),
				compile_quote(compile, path->from, path->end)));
		compile_repair(compile, path->end, path->end, "()");
		return NULL;
	}
	tree = parse_new(compile, TREE_RELATION, kind, path->from);
	if (tree == NULL) {
		return NULL;
	}
	tree->name = reached.name;
	tree->quantifier = reached.quantifier;
	tree->of = reached.of;
	tree->hub = reached.hub;
	tree->area = reached.area;
	tree->others = reached.others;
	tree->link = reached.link;
	return read_relation(compile, tree);
}

/* ---- words ---- */

/* A slip of the pen in a definition is a fault: nobody would see that it had become text. */
static bool wants_tags(const struct compile *compile)
{
	return compile->tag != NULL || (compile->list != NULL && compile->list->as != NULL);
}

struct tree *term_word(struct compile *compile, mq_kind_id kind)
{
	struct lexer *lexer = &compile->lexer;
	struct literal word;
	struct lexer behind;
	struct tree *tree;
	bool relation;
	enum op op;

	lex_plain(lexer, LEX_STOP_WORD, &compile->query->arena, &word);
	behind = *lexer;
	lex_space(&behind);
	compile->op_from = behind.at;
	if (lex_op(&behind, &op) && infix_belongs(compile, kind, &word, op)) {
		*lexer = behind;
		compile->op_end = behind.at;
		if (directive_is(&word) && op == OP_IS) {
			directive_read(compile, kind, &word);
			return NULL;
		}
		if (infix_is_pinyin(&word) && op == OP_IS) {
			return infix_pinyin(compile, kind, &word);
		}
		if (place_is(compile, kind, &word)) {
			return place_read(compile, kind, &word, op);
		}
		return read_comparison(compile, kind, &word, op);
	}
	tree = try_relation(compile, kind, &word, &relation);
	if (relation) {
		return tree;
	}
	tree = parse_new(compile, TREE_WORDS, kind, word.from);
	if (tree == NULL) {
		return NULL;
	}
	tree->words = word;
	return bind_words(compile, tree, wants_tags(compile)) ? tree : NULL;
}

struct tree *term_words(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct tree *tree = parse_new(compile, TREE_WORDS, kind, from);
	bool whole = lex_peek(&compile->lexer) == '/'
		? tree != NULL && read_pattern(compile, from, &tree->words)
		: tree != NULL && read_value(compile, from, LEX_STOP_WORD, &tree->words);

	if (!whole) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	return bind_words(compile, tree, false) ? tree : NULL;
}

struct tree *term_tag(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct tree *tree = parse_new(compile, TREE_WORDS, kind, from);

	if (tree == NULL) {
		return NULL;
	}
	lex_skip(&compile->lexer);
	lex_plain(&compile->lexer, LEX_STOP_WORD, &compile->query->arena, &tree->words);
	tree->end = compile->lexer.at;
	if (tree->words.len == 0) {
		compile_unfinished(compile, from, from, _("a tag"), _("'#' wants a tag"));
		compile_repair(compile, from, compile->lexer.at, "%s", "");
		return NULL;
	}
	return pinyin_tag(compile, kind, &tree->words) && bind_words(compile, tree, true)
		? tree : NULL;
}
