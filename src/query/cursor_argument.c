/*
 * What is filled in for a saved list: the brackets are read as argument.c reads them, and
 * judge nothing.
 *
 *     @age_band(|           from: and to:; and values of the first, where they can be told
 *     @not_visited(since:|  days
 */
#include "cursor.h"

struct reading {
	const struct mq_saved *list;	/* NULL: there is none of that name */
	size_t at_hand;			/* the parameter that the cursor is at, or n_params */
	unsigned given;			/* all others */
};

static bool is_end(const struct scan *scan)
{
	int next = lex_peek(&scan->lexer);

	return next == LEX_END || next == ',' || next == ')';
}

static void decide(struct scan *scan, struct reading *reading, size_t from, size_t to, size_t param)
{
	scan_decide(scan, reading->list != NULL ? SPOT_ARGUMENT : SPOT_NONE, from, to);
	reading->at_hand = param;
}

/* A value, of the parameter; false where the cursor is not at it. */
static bool read_value(struct scan *scan, struct reading *reading, size_t param)
{
	struct compile compile = {.query = scan->query};
	struct lexer *lexer = &scan->lexer;
	size_t from = lexer->at;
	bool quoted = lex_peek(lexer) == '"';
	struct literal value;

	if (quoted) {
		bool closed = lex_quoted(lexer, &scan->query->arena, &value);

		if (closed && scan->cursor == lexer->at) {
			scan_pass(scan);
		}
	} else if (lex_peek(lexer) == '\'') {
		lex_exact(lexer, &scan->query->arena, &value);
		scan_pass(scan);
	} else {
		compile.lexer = *lexer;
		argument_plain(&compile, &value);
		lexer->at = value.end;
	}
	if (scan->decided || scan->cursor < from || scan->cursor > lexer->at) {
		return false;
	}
	decide(scan, reading, from, lexer->at, param);
	scan->spot->quoted = quoted;
	if (quoted && scan->cursor > from) {
		struct lexer inside = {.text = lexer->text, .len = lexer->len, .at = from};

		lex_skip(&inside);
		scan->spot->typed = mq_slice(lexer->text + inside.at, scan->cursor - inside.at);
	}
	return true;
}

/* One argument, the nth, which may be named; `before` is where the one before it ended. */
static void read_argument(struct scan *scan, struct reading *reading, size_t n, size_t before)
{
	struct compile compile = {.query = scan->query, .lexer = scan->lexer};
	const size_t n_params = reading->list != NULL ? reading->list->n_params : 0;
	size_t param = n < n_params ? n : n_params;
	struct literal name;
	bool named;
	bool here = false;

	if (!scan->decided && scan->cursor >= before && scan->cursor <= scan->lexer.at && is_end(scan)) {
		decide(scan, reading, scan->cursor, scan->cursor, param);
		return;
	}
	named = argument_name(&compile, &name);
	if (named) {
		param = reading->list != NULL ? argument_find(reading->list, &name) : 0;
		scan->lexer = compile.lexer;
		if (!scan->decided && scan->cursor >= name.from && scan->cursor <= name.end) {
			decide(scan, reading, name.from, name.end, n_params);
			scan->spot->followed = here = true;
		} else if (scan->cursor < scan->lexer.at) {
			scan_pass(scan);
		}
	}
	if (read_value(scan, reading, param)) {
		scan->spot->named = named;
		here = true;
	}
	reading->given |= !here && param < n_params ? 1u << param : 0;
}

void scan_arguments(struct scan *scan, size_t from, const struct literal *name)
{
	struct reading reading = {.list = mq_schema_saved(scan->query->schema, name->text, name->len,
		MQ_SAVED_PERSONAL)};
	struct lexer *lexer = &scan->lexer;
	struct spot *spot = scan->spot;
	bool before = scan->decided;
	size_t n = 0;
	bool open;

	lex_skip(lexer);
	do {
		size_t at = lexer->at;

		lex_space(lexer);
		read_argument(scan, &reading, n++, at);
		lex_space(lexer);
	} while (lex_take(lexer, ','));
	open = lex_peek(lexer) == LEX_END;
	if (lex_take(lexer, ')')) {
		scan_pass(scan);
	}
	if (!before && scan->decided && spot->kind == SPOT_ARGUMENT) {
		spot->term_from = from;
		spot->term_to = lexer->at;
		spot->list = reading.list;
		spot->param = reading.at_hand;
		spot->given = reading.given;
		spot->open_brackets = open;
	} else if (open) {
		spot->closing[0] = ')';
	}
}
