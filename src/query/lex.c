/*
 * Characters are read one at a time through a table of twins; comparisons are one or two of
 * them. Nothing here looks further than what is asked for.
 */
#include "lex.h"

/* Beside U+FF01…U+FF5E, which are ASCII moved by a fixed step. */
static const struct {
	uint32_t cp;
	char twin;
} twins[] = {
	{0x3000, ' '}, {0x00a0, ' '}, {0x3001, ','}, {0x3002, '.'}, {0x2212, '-'},
	{0x201c, '"'}, {0x201d, '"'}, {0x2018, '\''}, {0x2019, '\''},
};

enum { FULL_WIDTH_FIRST = 0xff01, FULL_WIDTH_LAST = 0xff5e, FULL_WIDTH_STEP = 0xfee0 };

static int twin_of(uint32_t cp)
{
	if (cp < 0x80) {
		return (int)cp;
	}
	if (cp >= FULL_WIDTH_FIRST && cp <= FULL_WIDTH_LAST) {
		int c = (int)(cp - FULL_WIDTH_STEP);

		return lex_is_letter_or_digit(c) ? LEX_OTHER : c;
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

bool lex_space(struct lexer *lexer)
{
	size_t before = lexer->at;

	while (lex_is_space(lex_peek(lexer))) {
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
	if (first == LEX_END || first == '_' || lex_is_letter_or_digit(first)) {
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
