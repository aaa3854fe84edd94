/*
 * Where the cursor stands. The text is read once from its beginning to its end, as
 * parse.c and term.c read it but judging nothing: brackets are a stack, each with
 * the kind its conditions are about.
 *
 *     高龄 household.any(care:h|  →  a value of care, asked of residents; ")" is missing
 */
#include "cursor.h"

#include <string.h>

struct level *scan_top(struct scan *scan)
{
	return scan->levels + scan->n;
}

/* ---- deciding ---- */

void scan_decide(struct scan *scan, enum spot_kind kind, size_t from, size_t to)
{
	struct spot *spot = scan->spot;
	const struct level *level = scan_top(scan);

	scan->decided = true;
	spot->kind = level->mute ? SPOT_NONE : kind;
	spot->asked = level->kind;
	spot->from = spot->term_from = from;
	spot->to = spot->term_to = to;
	spot->outermost = scan->n == 0;
	spot->begun = level->begun;
	spot->typed = mq_slice(scan->lexer.text + from, scan->cursor > from ? scan->cursor - from : 0);
}

void scan_pass(struct scan *scan)
{
	if (!scan->decided && scan->cursor <= scan->lexer.at) {
		scan_decide(scan, SPOT_NONE, scan->cursor, scan->cursor);
	}
}

bool scan_in_gap(const struct scan *scan)
{
	int next = lex_peek(&scan->lexer);
	bool closed = next == LEX_END || next == ')' || next == '|' || next == '}' || next == ',';

	return !scan->decided && scan->cursor <= scan->lexer.at
		&& (scan->cursor < scan->lexer.at || closed);
}

static bool is_touched(const struct scan *scan, size_t from, size_t end)
{
	return !scan->decided && scan->cursor > from && scan->cursor <= end;
}

/* ---- words ---- */

static bool is_relation(struct scan *scan, const char *path, size_t len)
{
	struct compile compile = {.query = scan->query};
	struct tree tree = {.asked = scan_top(scan)->kind};
	char *text = mq_arena_format(&scan->query->arena, "%.*s.%s", (int)len, path,
		quantifier_text(QUANTIFIER_ANY));
	struct literal literal = {.text = text, .len = strlen(text)};
	size_t dot;

	return len > 0 && reach_find(&compile, &tree, &literal, &dot) == REACH_FOUND;
}

static void decide_word(struct scan *scan, const struct literal *word, bool op, bool bracket)
{
	size_t size;
	size_t dot = reach_dot(word->text, word->len, &size);

	if (op) {
		scan_decide(scan, SPOT_NAME, word->from, word->end);
		scan->spot->followed = true;
	} else if (size > 0 && scan->cursor >= word->from + dot + size
			&& is_relation(scan, word->text, dot)) {
		scan_decide(scan, SPOT_QUANTIFIER, word->from + dot + size, word->end);
		scan->spot->term_from = word->from;
		scan->spot->followed = bracket;
	} else {
		scan_decide(scan, bracket ? SPOT_NONE : SPOT_WORD, word->from, word->end);
	}
}

/* The field that comes first in the brackets of a sum. */
static void scan_measured(struct scan *scan)
{
	struct lexer *lexer = &scan->lexer;
	size_t from = lexer->at;
	struct literal name;

	lex_space(lexer);
	lex_plain(lexer, LEX_STOP_LIST, NULL, &name);
	if (!scan->decided && scan->cursor >= from && scan->cursor <= lexer->at) {
		scan_decide(scan, SPOT_MEASURED, name.from < scan->cursor ? name.from : scan->cursor,
			name.end);
		scan->spot->quantifier = scan_top(scan)->quantifier;
	}
	lex_take(lexer, ',');
}

bool scan_open(struct scan *scan, struct level level)
{
	scan_top(scan)->begun = true;
	if (scan->n == QUERY_DEPTH_MAX) {
		return false;
	}
	scan->levels[++scan->n] = level;
	lex_skip(&scan->lexer);
	return true;
}

/* The lexer stands at a bracket, behind a path or anything else. */
static bool open_bracket(struct scan *scan, const struct literal *path)
{
	struct compile compile = {.query = scan->query};
	struct tree tree = {.asked = scan_top(scan)->kind};
	struct level level = {.kind = tree.asked, .outer = scan_top(scan)->outer};
	size_t dot;

	if (path != NULL && path->len > 0
			&& reach_find(&compile, &tree, path, &dot) == REACH_FOUND) {
		level = (struct level){.kind = tree.of, .relation = true,
			.quantifier = tree.quantifier, .outer = scan->n};
	}
	if (!scan_open(scan, level)) {
		return false;
	}
	if (level.quantifier >= QUANTIFIER_SUM) {
		scan_measured(scan);
	}
	return true;
}

/* Behind a relation's bracket a number may stand: count(…)>=2. */
static void close_bracket(struct scan *scan)
{
	bool relation = scan_top(scan)->relation;
	struct lexer *lexer = &scan->lexer;
	struct lexer ahead;
	enum op op;

	lex_skip(lexer);
	scan_pass(scan);
	if (scan->n == 0) {
		return;
	}
	scan->n--;
	ahead = *lexer;
	lex_space(&ahead);
	if (relation && lex_op(&ahead, &op)) {
		*lexer = ahead;
		lex_op(lexer, &op);
		lex_space(lexer);
		scan_measure(scan);
	}
}

static bool is_keyword(const struct literal *word)
{
	const char *keyword;

	for (size_t i = 0; (keyword = connective_word(i)) != NULL; i++) {
		if (lex_is(word, keyword)) {
			return true;
		}
	}
	return false;
}

/* A comparison with no name before it, as ~~, and the text behind it; or what cannot
 * stand here. */
static void scan_sign_alone(struct scan *scan)
{
	struct lexer *lexer = &scan->lexer;
	struct literal text;
	enum op op;

	if (!lex_op(lexer, &op)) {
		lex_skip(lexer);
		return;
	}
	lex_space(lexer);
	if (lex_peek(lexer) == '"') {
		lex_quoted(lexer, &scan->query->arena, &text);
	} else {
		lex_plain(lexer, LEX_STOP_VALUE, NULL, &text);
	}
	scan_pass(scan);
	scan_top(scan)->begun = true;
}

static bool scan_word(struct scan *scan)
{
	struct lexer *lexer = &scan->lexer;
	struct literal word;
	struct lexer behind;
	bool has_op;
	bool bracket;
	enum op op;

	lex_plain(lexer, LEX_STOP_WORD, NULL, &word);
	if (word.len == 0) {
		scan_sign_alone(scan);
		return true;
	}
	behind = *lexer;
	lex_space(&behind);
	bracket = lex_peek(lexer) == '(';
	has_op = lex_op(&behind, &op);
	if (is_touched(scan, word.from, word.end)) {
		decide_word(scan, &word, has_op, bracket);
	}
	if (has_op) {
		*lexer = behind;
		if (directive_is(&word) && op == OP_IS) {
			scan_directive(scan, &word);
			return true;
		}
		scan_values(scan, &word, op);
	} else if (bracket) {
		return open_bracket(scan, &word);
	}
	scan_top(scan)->begun = has_op || !is_keyword(&word);
	return true;
}

/* #tag and @list: the sign and a word. */
static void scan_sign(struct scan *scan, enum spot_kind kind)
{
	struct lexer *lexer = &scan->lexer;
	size_t from = lexer->at;
	struct literal word;
	bool arguments;

	lex_skip(lexer);
	if (kind == SPOT_LIST && lex_peek(lexer) == '"') {
		lex_quoted(lexer, &scan->query->arena, &word);
		scan_pass(scan);
	} else {
		lex_plain(lexer, LEX_STOP_WORD, NULL, &word);
	}
	arguments = kind == SPOT_LIST && lex_peek(lexer) == '(';
	if (is_touched(scan, from, word.end)) {
		scan_decide(scan, arguments ? SPOT_NONE : kind, word.from, word.end);
		scan->spot->term_from = from;
	}
	scan_top(scan)->begun = true;
	if (arguments) {
		scan_arguments(scan, from, &word);
	}
}

static void scan_quoted(struct scan *scan, int quote)
{
	struct mq_arena *arena = &scan->query->arena;
	struct literal literal;

	if (quote == '/') {
		lex_pattern(&scan->lexer, arena, &literal);
	} else if (quote == '"') {
		lex_quoted(&scan->lexer, arena, &literal);
	} else {
		lex_exact(&scan->lexer, arena, &literal);
	}
	scan_pass(scan);
	scan_top(scan)->begun = true;
}

/* One piece, at which the lexer stands. False where it is nested too deep. */
static bool scan_piece(struct scan *scan)
{
	int c = lex_peek(&scan->lexer);

	switch (c) {
	case '(':
		return open_bracket(scan, NULL);
	case ')':
		close_bracket(scan);
		return true;
	case '|':
	case '-':
	case '!':
		lex_skip(&scan->lexer);
		scan_top(scan)->begun = scan_top(scan)->begun && c != '|';
		return true;
	case '"':
	case '\'':
	case '/':
		scan_quoted(scan, c);
		return true;
	case '#':
	case '@':
		scan_sign(scan, c == '#' ? SPOT_TAG : SPOT_LIST);
		return true;
	case '^':
		return scan_outer_bracket(scan);
	default:
		return scan_word(scan);
	}
}

static void close_all(struct scan *scan)
{
	struct spot *spot = scan->spot;

	for (; scan->n > 0; scan->n--) {
		enum quantifier quantifier = scan_top(scan)->quantifier;

		strcat(spot->closing, quantifier == QUANTIFIER_COUNT ? ")>=1"
			: quantifier >= QUANTIFIER_SUM ? "):*" : ")");
	}
}

void spot_find(struct mq_query *query, mq_kind_id kind, const char *text, size_t len,
	size_t cursor, struct spot *spot)
{
	struct scan scan = {.query = query, .lexer = {.text = text, .len = len}, .cursor = cursor,
		.spot = spot};
	struct compile compile = {.query = query, .lexer = scan.lexer};
	bool going = true;

	from_read(&compile, &kind);
	scan.levels[0] = (struct level){.kind = kind, .outer = NO_LEVEL};

	*spot = (struct spot){.kind = SPOT_NONE, .asked = kind};
	while (going) {
		lex_space(&scan.lexer);
		if (scan_in_gap(&scan)) {
			scan_decide(&scan, SPOT_WORD, cursor, cursor);
		}
		scan_pass(&scan);
		going = lex_peek(&scan.lexer) != LEX_END && scan_piece(&scan);
	}
	if (lex_peek(&scan.lexer) != LEX_END) {
		spot->kind = SPOT_NONE;
		return;
	}
	close_all(&scan);
}

bool spot_attach(const char *text, struct spot *spot)
{
	const size_t len = strlen(NOT_ATTACHED);

	if (spot->kind != SPOT_WORD || spot->typed.len <= len
			|| memcmp(text + spot->from, NOT_ATTACHED, len) != 0) {
		return false;
	}
	spot->kind = SPOT_TAG;
	spot->attached = true;
	spot->from += len;
	spot->typed = mq_slice(text + spot->from, spot->typed.len - len);
	return true;
}
