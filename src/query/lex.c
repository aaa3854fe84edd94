/*
 * Characters are read one at a time through a table of twins. Nothing here looks
 * further than the piece asked for, and nothing calls itself.
 */
#include "lex.h"

#include <string.h>

/* Beside U+FF01…U+FF5E, which are ASCII moved by a fixed step. */
static const struct {
	uint32_t cp;
	char twin;
} twins[] = {
	{0x3000, ' '}, {0x00a0, ' '}, {0x3001, ','}, {0x3002, '.'}, {0x2212, '-'},
	{0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''},
};

enum { FULL_WIDTH_FIRST = 0xff01, FULL_WIDTH_LAST = 0xff5e, FULL_WIDTH_STEP = 0xfee0 };

static bool is_letter_or_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int twin_of(uint32_t cp)
{
	if (cp < 0x80) {
		return (int)cp;
	}
	if (cp >= FULL_WIDTH_FIRST && cp <= FULL_WIDTH_LAST) {
		uint32_t c = cp - FULL_WIDTH_STEP;

		return is_letter_or_digit(c) ? LEX_OTHER : (int)c;
	}
	for (size_t i = 0; i < MQ_LENGTH(twins); i++) {
		if (twins[i].cp == cp) {
			return twins[i].twin;
		}
	}
	return LEX_OTHER;
}

static int peek_at(const struct lexer *lexer, size_t at, size_t *size)
{
	uint32_t cp;

	*size = 0;
	if (at >= lexer->len) {
		return LEX_END;
	}
	if ((unsigned char)lexer->text[at] < LEX_OTHER) {
		*size = 1;
		return (unsigned char)lexer->text[at];
	}
	*size = mq_utf8_decode(lexer->text + at, lexer->len - at, &cp);
	if (*size == 0) {
		*size = 1;
		return LEX_OTHER;
	}
	return twin_of(cp);
}

int lex_peek(const struct lexer *lexer)
{
	size_t size;

	return peek_at(lexer, lexer->at, &size);
}

int lex_peek_second(const struct lexer *lexer)
{
	size_t size;

	if (peek_at(lexer, lexer->at, &size) == LEX_END) {
		return LEX_END;
	}
	return peek_at(lexer, lexer->at + size, &size);
}

void lex_skip(struct lexer *lexer)
{
	size_t size;

	peek_at(lexer, lexer->at, &size);
	lexer->at += size;
}

static bool is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool lex_space(struct lexer *lexer)
{
	size_t before = lexer->at;

	while (is_space(lex_peek(lexer))) {
		lex_skip(lexer);
	}
	return lexer->at > before;
}

bool lex_take(struct lexer *lexer, char c)
{
	if (lex_peek(lexer) != c) {
		return false;
	}
	lex_skip(lexer);
	return true;
}

/* ---- comparisons ---- */

/* Longer ones first. */
static const struct {
	const char *text;
	enum op op;
} ops[] = {
	{"!=", OP_NOT}, {"!~", OP_NO_MATCH}, {"<=", OP_AT_MOST}, {">=", OP_AT_LEAST},
	{"^=", OP_BEGINS}, {"*=", OP_HOLDS}, {"~~", OP_NEAR},
	{":", OP_IS}, {"=", OP_EQUAL}, {"<", OP_LESS}, {">", OP_MORE}, {"~", OP_MATCH},
};

static const struct {
	uint32_t cp;
	enum op op;
} single_ops[] = {
	{0x2260, OP_NOT}, {0x2264, OP_AT_MOST}, {0x2265, OP_AT_LEAST},
};

const char *lex_op_text(enum op op)
{
	for (size_t i = 0; i < MQ_LENGTH(ops); i++) {
		if (ops[i].op == op) {
			return ops[i].text;
		}
	}
	return ":";
}

bool lex_op(struct lexer *lexer, enum op *op)
{
	int first = lex_peek(lexer);
	uint32_t cp;

	/* Most characters of most texts. */
	if (first == LEX_END || first == '_' || is_letter_or_digit((uint32_t)first)) {
		return false;
	}
	for (size_t i = 0; i < MQ_LENGTH(ops); i++) {
		const char *text = ops[i].text;

		if (first == text[0] && (text[1] == '\0' || lex_peek_second(lexer) == text[1])) {
			lex_skip(lexer);
			if (text[1] != '\0') {
				lex_skip(lexer);
			}
			*op = ops[i].op;
			return true;
		}
	}
	if (first != LEX_OTHER
			|| mq_utf8_decode(lexer->text + lexer->at, lexer->len - lexer->at, &cp) == 0) {
		return false;
	}
	for (size_t i = 0; i < MQ_LENGTH(single_ops); i++) {
		if (single_ops[i].cp == cp) {
			lex_skip(lexer);
			*op = single_ops[i].op;
			return true;
		}
	}
	return false;
}

static bool at_op(const struct lexer *lexer)
{
	struct lexer ahead = *lexer;
	enum op op;

	return lex_op(&ahead, &op);
}

/* ---- pieces ---- */

bool lex_param(const struct lexer *lexer)
{
	int c = lex_peek(lexer) == '$' ? lex_peek_second(lexer) : LEX_END;

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool ends_plain(const struct lexer *lexer, enum lex_stop stop)
{
	int c = lex_peek(lexer);

	if (c == LEX_END || is_space(c)) {
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

		if (!other && c != '_' && !is_letter_or_digit(c)) {
			break;
		}
		lex_skip(lexer);
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

/* Is the character at hand mark? A twin only where one of them opened. */
static bool at_mark(const struct lexer *lexer, char mark, bool wide)
{
	return lexer->at < lexer->len
		&& (wide ? lex_peek(lexer) == mark : lexer->text[lexer->at] == mark);
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
	literal->end = lexer->at;
	literal->len = said.len;
	literal->text = mq_arena_strndup(arena, said.len > 0 ? said.data : "", said.len);
	mq_buf_release(&said);
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
	literal->end = lexer->at;
	literal->len = said.len;
	literal->text = mq_arena_strndup(arena, said.len > 0 ? said.data : "", said.len);
	mq_buf_release(&said);
	return closed;
}

void lex_bare_pattern(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	size_t open = 0;

	*literal = (struct literal){.form = LITERAL_PATTERN, .from = lexer->at};
	for (int c; (c = lex_peek(lexer)) != LEX_END && !is_space(c); lex_skip(lexer)) {
		bool escaped = lexer->text[lexer->at] == '\\' && lexer->at + 1 < lexer->len;

		if (escaped && !is_space(lex_peek_second(lexer))) {
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
