/*
 * Who asks outside of a relation's brackets, behind ^.
 *
 *     household.any(age>^|       fields of the resident who asks
 *     visits.any(^(age>=80 |     conditions about that resident
 *
 * As in caret.c: one ^ is one bracket out, and what stands in ^(…) is itself outside.
 */
#include "cursor.h"

/* Reads the carets: the level they lead to. */
static size_t take_carets(struct scan *scan)
{
	size_t level = scan->n;

	while (lex_take(&scan->lexer, '^')) {
		level = level != NO_LEVEL ? scan->levels[level].outer : NO_LEVEL;
	}
	return level;
}

void scan_outer_field(struct scan *scan)
{
	struct lexer *lexer = &scan->lexer;
	size_t level = take_carets(scan);
	struct literal name;

	if (scan->cursor < lexer->at) {
		scan_pass(scan);
	}
	lex_plain(lexer, LEX_STOP_VALUE, NULL, &name);
	if (scan->decided || scan->cursor > lexer->at) {
		return;
	}
	scan_decide(scan, level != NO_LEVEL ? SPOT_OUTER : SPOT_NONE, name.from, name.end);
	scan->spot->own = scan->spot->asked;
	scan->spot->asked = level != NO_LEVEL ? scan->levels[level].kind : scan->spot->asked;
}

bool scan_outer_bracket(struct scan *scan)
{
	struct level level = {.kind = scan_top(scan)->kind, .outer = NO_LEVEL, .mute = true};
	size_t to = take_carets(scan);
	struct literal word;

	scan_pass(scan);
	if (lex_peek(&scan->lexer) != '(') {
		lex_plain(&scan->lexer, LEX_STOP_VALUE, NULL, &word);
		scan_pass(scan);
		scan_top(scan)->begun = true;
		return true;
	}
	if (to != NO_LEVEL) {
		level = (struct level){.kind = scan->levels[to].kind, .outer = scan->levels[to].outer,
			.mute = scan->levels[to].mute};
	}
	return scan_open(scan, level);
}
