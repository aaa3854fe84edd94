/*
 * The pieces of a query, read and written: words and values as they stand, what is in quotes,
 * patterns.
 */
#include "lex.h"

#include <string.h>

/* ---- plain ones ---- */

static bool at_op(const struct lexer *lexer)
{
	struct lexer ahead = *lexer;
	enum op op;

	return lex_op(&ahead, &op);
}

bool lex_param(const struct lexer *lexer)
{
	int c = lex_peek(lexer) == '$' ? lex_peek_second(lexer) : LEX_END;

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool ends_plain(const struct lexer *lexer, enum lex_stop stop)
{
	int c = lex_peek(lexer);

	if (c == LEX_END || lex_is_space(c)) {
		return true;
	}
	if (c == '(' || c == ')' || c == '{' || c == '}' || c == '|') {
		return true;
	}
	if (c == ',' && (stop == LEX_STOP_LIST || stop == LEX_STOP_ARGUMENT)) {
		return true;
	}
	return (stop == LEX_STOP_WORD || stop == LEX_STOP_ARGUMENT) && at_op(lexer);
}

/* Past letters, digits and most of what is no ASCII: the signs that are operators, and
 * the twins, have other first bytes. */
static void skip_word(struct lexer *lexer)
{
	enum { SIGNS = 0xe2, TWINS = 0xe3, WIDE_TWINS = 0xef, LEAD_FIRST = 0xc3 };

	while (lexer->at < lexer->len) {
		unsigned char c = (unsigned char)lexer->text[lexer->at];
		bool other = c >= LEAD_FIRST && c != SIGNS && c != TWINS && c != WIDE_TWINS;

		if (!other && c != '_' && !lex_is_letter_or_digit(c)) {
			break;
		}
		if (other) {
			lex_skip(lexer);
		} else {
			lexer->at++;
		}
	}
}

static void keep(const struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	literal->end = lexer->at;
	literal->len = lexer->at - literal->from;
	literal->text = lexer->text + literal->from;
	if (arena != NULL) {
		literal->text = mq_arena_strndup(arena, literal->text, literal->len);
	}
}

void lex_plain(struct lexer *lexer, enum lex_stop stop, struct mq_arena *arena,
	struct literal *literal)
{
	size_t dots = 0;

	*literal = (struct literal){.form = LITERAL_PLAIN, .from = lexer->at};
	for (;;) {
		size_t before = lexer->at;

		skip_word(lexer);
		dots = lexer->at > before ? 0 : dots;
		if (ends_plain(lexer, stop)) {
			break;
		}
		if (stop != LEX_STOP_WORD && dots >= 2 && (lex_peek(lexer) == '"' || lex_param(lexer))) {
			break;
		}
		dots = lex_peek(lexer) == '.' ? dots + 1 : 0;
		lex_skip(lexer);
	}
	keep(lexer, arena, literal);
}

/* ---- in quotes ---- */

/* Is the character at hand mark? A twin only where one of them opened. */
static bool at_mark(const struct lexer *lexer, char mark, bool wide)
{
	return lexer->at < lexer->len
		&& (wide ? lex_peek(lexer) == mark : lexer->text[lexer->at] == mark);
}

/* The literal ends here; its text is what was said, which is released. */
static void end_literal(const struct lexer *lexer, struct mq_arena *arena, struct mq_buf *said,
	struct literal *literal)
{
	literal->end = lexer->at;
	literal->len = said->len;
	literal->text = mq_arena_strndup(arena, said->len > 0 ? said->data : "", said->len);
	mq_buf_release(said);
}

/* What stands between two quotes. `\` before the quote or before itself is an
 * escape, elsewhere a character like any other. What a wide quote opens any quote
 * closes; what an ASCII one opens may hold wide ones. */
static bool read_between(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	bool wide = lexer->text[lexer->at] != '"';
	struct mq_buf said = {0};
	bool closed = false;

	lex_skip(lexer);
	while (lexer->at < lexer->len && !closed) {
		struct lexer next = *lexer;

		lex_skip(&next);
		if (lexer->text[lexer->at] == '\\'
				&& (at_mark(&next, '"', wide) || at_mark(&next, '\\', false))) {
			*lexer = next;
		} else {
			closed = at_mark(lexer, '"', wide);
		}
		size_t from = lexer->at;

		lex_skip(lexer);
		if (!closed) {
			mq_buf_add(&said, lexer->text + from, lexer->at - from);
		}
	}
	end_literal(lexer, arena, &said, literal);
	return closed;
}

bool lex_quoted(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	*literal = (struct literal){.form = LITERAL_QUOTED, .from = lexer->at};
	return read_between(lexer, arena, literal);
}

/* '王芳, 'li' or '"li ming": the closing mark is not asked for. */
bool lex_exact(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	*literal = (struct literal){.form = LITERAL_EXACT, .from = lexer->at};
	lex_skip(lexer);
	if (lex_peek(lexer) == '"') {
		return read_between(lexer, arena, literal);
	}
	size_t from = lexer->at;

	while (!ends_plain(lexer, LEX_STOP_LIST) && lex_peek(lexer) != '\'') {
		lex_skip(lexer);
	}
	literal->len = lexer->at - from;
	literal->text = mq_arena_strndup(arena, lexer->text + from, literal->len);
	lex_take(lexer, '\'');
	literal->end = lexer->at;
	return true;
}

/* ---- patterns ---- */

/* Only `\/` is undone here; every other escape is the pattern's own. */
bool lex_pattern(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	bool wide = lexer->text[lexer->at] != '/';
	struct mq_buf said = {0};
	bool closed = false;

	*literal = (struct literal){.form = LITERAL_PATTERN, .from = lexer->at};
	lex_skip(lexer);
	while (lexer->at < lexer->len && !closed) {
		const char *at = lexer->text + lexer->at;
		size_t left = lexer->len - lexer->at;

		if (at[0] == '\\' && left > 1) {
			mq_buf_add(&said, at + (at[1] == '/'), at[1] == '/' ? 1 : 2);
			lexer->at += 2;
			continue;
		}
		closed = at_mark(lexer, '/', wide);
		lex_skip(lexer);
		if (!closed) {
			mq_buf_add(&said, at, (size_t)(lexer->text + lexer->at - at));
		}
	}
	if (closed && lexer->at < lexer->len && lexer->text[lexer->at] == 'i') {
		literal->ignore_case = true;
		lexer->at++;
	}
	end_literal(lexer, arena, &said, literal);
	return closed;
}

void lex_bare_pattern(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	size_t open = 0;

	*literal = (struct literal){.form = LITERAL_PATTERN, .from = lexer->at};
	for (int c; (c = lex_peek(lexer)) != LEX_END && !lex_is_space(c); lex_skip(lexer)) {
		bool escaped = lexer->text[lexer->at] == '\\' && lexer->at + 1 < lexer->len;

		if (escaped && !lex_is_space(lex_peek_second(lexer))) {
			lex_skip(lexer);
		} else if (c == '(') {
			open++;
		} else if (c == ')' && open-- == 0) {
			break;
		}
	}
	keep(lexer, arena, literal);
}

bool lex_is(const struct literal *literal, const char *word)
{
	return literal->len == strlen(word) && memcmp(literal->text, word, literal->len) == 0;
}

/* ---- writing ---- */

static void print_between(const char *text, size_t len, struct mq_buf *out)
{
	mq_buf_addc(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\') {
			mq_buf_addc(out, '\\');
		}
		mq_buf_addc(out, text[i]);
	}
	mq_buf_addc(out, '"');
}

static void print_pattern(const struct literal *literal, struct mq_buf *out)
{
	mq_buf_addc(out, '/');
	for (size_t i = 0; i < literal->len; i++) {
		char c = literal->text[i];

		if (c == '\\' && i + 1 < literal->len) {
			mq_buf_addc(out, c);
			c = literal->text[++i];
		} else if (c == '/') {
			mq_buf_addc(out, '\\');
		}
		mq_buf_addc(out, c);
	}
	mq_buf_adds(out, literal->ignore_case ? "/i" : "/");
}

static bool is_plain_exact(const struct literal *literal)
{
	struct lexer lexer = {.text = literal->text, .len = literal->len};

	if (literal->len == 0 || lex_peek(&lexer) == '"') {
		return false;
	}
	while (!ends_plain(&lexer, LEX_STOP_LIST) && lex_peek(&lexer) != '\'') {
		lex_skip(&lexer);
	}
	return lexer.at == lexer.len;
}

void lex_print(const struct literal *literal, struct mq_buf *out)
{
	switch (literal->form) {
	case LITERAL_PLAIN:
		mq_buf_add(out, literal->text, literal->len);
		break;
	case LITERAL_QUOTED:
		print_between(literal->text, literal->len, out);
		break;
	case LITERAL_EXACT:
		mq_buf_addc(out, '\'');
		if (is_plain_exact(literal)) {
			mq_buf_add(out, literal->text, literal->len);
		} else {
			print_between(literal->text, literal->len, out);
		}
		break;
	case LITERAL_PATTERN:
		print_pattern(literal, out);
		break;
	}
}
