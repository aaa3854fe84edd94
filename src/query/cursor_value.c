/* Values behind a comparison, one or a list, as far as the cursor asks. */
#include "cursor.h"

#include <string.h>

/* One value, in quotes or not, from … at; prefix skips a quote. */
static void decide_value(struct scan *scan, size_t from, bool quoted)
{
	struct spot *spot = scan->spot;
	size_t end = scan->lexer.at;
	const char *text = scan->lexer.text;

	scan_decide(scan, SPOT_VALUE, from, end);
	spot->quoted = quoted;
	if (quoted && spot->typed.len > 0) {
		struct lexer inside = {.text = text, .len = scan->cursor, .at = from};

		lex_skip(&inside);
		spot->typed = mq_slice(text + inside.at, scan->cursor - inside.at);
	}
	for (size_t i = from; !quoted && i + 1 < end; i++) {
		if (text[i] != '.' || text[i + 1] != '.') {
			continue;
		}
		spot->ranged = true;
		if (scan->cursor >= i + 2) {
			spot->from = i + 2;
			spot->typed = mq_slice(text + i + 2, scan->cursor - i - 2);
		} else {
			spot->to = i;
		}
		break;
	}
}

/* The other end of a range with quotes: "a".."b", "a"..b, a.."b". here: the cursor is
 * in the first one. */
static void scan_other_end(struct scan *scan, enum lex_stop stop, bool quoted, bool here)
{
	struct lexer *lexer = &scan->lexer;
	size_t from = lexer->at;
	struct literal literal;

	if (quoted && lex_peek(lexer) == '.' && lex_peek_second(lexer) == '.') {
		lex_skip(lexer);
		lex_skip(lexer);
	}
	if (lex_peek(lexer) == '"' && (lexer->at > from || !quoted)) {
		lex_quoted(lexer, &scan->query->arena, &literal);
	} else if (lexer->at > from) {
		lex_plain(lexer, stop, NULL, &literal);
	}
	if (lexer->at > from && here) {
		scan->spot->ranged = true;
	}
	scan_pass(scan);
}

static void scan_item(struct scan *scan, enum lex_stop stop)
{
	struct lexer *lexer = &scan->lexer;
	struct mq_arena *arena = &scan->query->arena;
	bool before = scan->decided;
	size_t from = lexer->at;
	int c = lex_peek(lexer);
	struct literal literal;

	if (c == '"') {
		bool closed = lex_quoted(lexer, arena, &literal);

		if (closed && scan->cursor == lexer->at) {
			scan_pass(scan);
		}
	} else if (c == '\'') {
		lex_exact(lexer, arena, &literal);
		scan_pass(scan);
	} else {
		lex_plain(lexer, stop, NULL, &literal);
	}
	if (!scan->decided && scan->cursor >= from && scan->cursor <= lexer->at) {
		decide_value(scan, from, c == '"');
	}
	if (lexer->at > from) {
		scan_other_end(scan, stop, c == '"', !before && scan->decided);
	}
}

/* False where the text ends before the list does. */
static bool scan_list(struct scan *scan)
{
	struct lexer *lexer = &scan->lexer;

	lex_skip(lexer);
	for (;;) {
		do {
			lex_space(lexer);
			if (scan_in_gap(scan)) {
				scan_decide(scan, SPOT_VALUE, scan->cursor, scan->cursor);
			}
		} while (lex_take(lexer, ','));
		if (lex_peek(lexer) == LEX_END) {
			return false;
		}
		if (lex_take(lexer, '}')) {
			scan_pass(scan);
			return true;
		}
		size_t before = lexer->at;

		scan_item(scan, LEX_STOP_LIST);
		if (lexer->at == before) {
			lex_skip(lexer);
		}
	}
}

static void scan_pattern(struct scan *scan)
{
	struct mq_arena *arena = &scan->query->arena;
	struct literal literal;

	if (lex_peek(&scan->lexer) == '/') {
		lex_pattern(&scan->lexer, arena, &literal);
	} else {
		lex_bare_pattern(&scan->lexer, arena, &literal);
	}
	scan_pass(scan);
}

void scan_values(struct scan *scan, const struct literal *name, enum op op)
{
	struct lexer *lexer = &scan->lexer;
	bool before = scan->decided;
	bool list = false;
	bool closed = true;
	enum op nearer;

	if (scan->cursor < lexer->at) {
		scan_pass(scan);
	}
	struct lexer ahead = *lexer;

	lex_space(&ahead);
	if (op == OP_IS && lex_op(&ahead, &nearer)) {
		op = nearer;
		*lexer = ahead;
		if (scan->cursor < lexer->at) {
			scan_pass(scan);
		}
	}
	lex_space(lexer);
	if (op == OP_MATCH || op == OP_NO_MATCH) {
		scan_pattern(scan);
		return;
	}
	if (scan_in_gap(scan)) {
		scan_decide(scan, SPOT_VALUE, scan->cursor, scan->cursor);
		lexer->at = scan->cursor;
	} else if (lex_peek(lexer) == '^' && measure_takes(op)) {
		scan_outer_field(scan);
	} else if (lex_peek(lexer) == '{') {
		list = true;
		closed = scan_list(scan);
	} else {
		scan_item(scan, LEX_STOP_VALUE);
	}
	if (!before && scan->decided
			&& (scan->spot->kind == SPOT_VALUE || scan->spot->kind == SPOT_OUTER)) {
		scan->spot->term_from = name->from;
		scan->spot->name_end = name->end;
		scan->spot->term_to = lexer->at;
		scan->spot->op = op;
		scan->spot->listed = list;
		scan->spot->open_list = !closed;
	}
}

void scan_measure(struct scan *scan)
{
	bool before = scan->decided;

	if (lex_peek(&scan->lexer) == '{') {
		scan_list(scan);
	} else {
		scan_item(scan, LEX_STOP_VALUE);
	}
	if (!before && scan->decided) {
		scan->spot->kind = SPOT_NONE;
	}
	scan_pass(scan);
}

/* sort:a,b- */
void scan_directive(struct scan *scan, const struct literal *word)
{
	struct lexer *lexer = &scan->lexer;
	bool sorts;
	bool fields = directive_takes_fields(word, &sorts);
	enum spot_kind kind = directive_is_from(word) ? SPOT_KINDS : fields ? SPOT_FIELDS
		: SPOT_NONE;

	do {
		struct literal piece;

		lex_plain(lexer, LEX_STOP_LIST, NULL, &piece);
		if (!scan->decided && scan->cursor >= piece.from && scan->cursor <= piece.end) {
			scan_decide(scan, kind, piece.from, piece.end);
			scan->spot->sorted = sorts;
		}
	} while (lex_take(lexer, ','));
}
