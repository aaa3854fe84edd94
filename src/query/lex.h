/*
 * From bytes to the pieces of a query. What a character means depends on where
 * it stands ("-" before a word negates, in -30d it does not), so the parser says
 * what it is looking for and there is no list of tokens.
 *
 * A full-width form, and a Chinese quote or comma, is the same as its ASCII twin
 * wherever an operator may stand; inside quotes and words it is itself.
 */
#ifndef MINQING_QUERY_LEX_H
#define MINQING_QUERY_LEX_H

#include <minqing/base.h>

/* A text being read; at is a byte offset. The text is valid UTF-8 without NUL. */
struct lexer {
	const char *text;
	size_t len;
	size_t at;
};

enum { LEX_END = -1, LEX_OTHER = 0x80 };

enum op {
	OP_IS,		/* : */
	OP_EQUAL,	/* = */
	OP_NOT,		/* != */
	OP_LESS,
	OP_AT_MOST,
	OP_MORE,
	OP_AT_LEAST,
	OP_MATCH,	/* ~ */
	OP_NO_MATCH,	/* !~ */
	OP_BEGINS,	/* ^= */
	OP_HOLDS,	/* *= */
	OP_NEAR,	/* ~~ */
	OP_LAST = OP_NEAR,
};

enum literal_form {
	LITERAL_PLAIN,
	LITERAL_QUOTED,		/* "…" */
	LITERAL_EXACT,		/* '… */
	LITERAL_PATTERN,	/* /…/ or /…/i */
};

/* A piece of text that somebody typed. */
struct literal {
	enum literal_form form;
	size_t from;		/* its place, quotes and all, in bytes */
	size_t end;
	const char *text;	/* what it says, escapes undone; owned by the arena */
	size_t len;
	bool ignore_case;	/* of a pattern */
};

/* Where a plain piece ends, beside at space, brackets and |; a value also at the
 * quote, or the `$name`, behind two dots. */
enum lex_stop {
	LEX_STOP_WORD,		/* at a comparison: the word may be a field */
	LEX_STOP_VALUE,
	LEX_STOP_LIST,		/* at a comma */
	LEX_STOP_ARGUMENT,	/* at a comma, and at a comparison: the word may be a parameter */
};

/* ---- characters and comparisons (lex.c) ---- */

/* Of ASCII; full-width ones are characters of words. */
static inline bool lex_is_letter_or_digit(int c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool lex_is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The character at hand: itself in ASCII, or its ASCII twin; LEX_OTHER, LEX_END. */
int lex_peek(const struct lexer *lexer);
/* The same for the character behind it. */
int lex_peek_second(const struct lexer *lexer);
/* Go past the character at hand. */
void lex_skip(struct lexer *lexer);
/* Go past space of any width; false where there was none. */
bool lex_space(struct lexer *lexer);
/* Go past the character at hand if it is c or a twin. */
bool lex_take(struct lexer *lexer, char c);
/* Is there a comparison? Reads it if so. */
bool lex_op(struct lexer *lexer, enum op *op);
/* How a comparison is written in ASCII; borrowed for ever. */
const char *lex_op_text(enum op op);

/* ---- pieces (lex_piece.c) ---- */

/* Does `$name` begin here? */
bool lex_param(const struct lexer *lexer);

/* Read a plain piece; empty (len 0) where none stands here. Without an arena its
 * text is borrowed from the lexer's. */
void lex_plain(struct lexer *lexer, enum lex_stop stop, struct mq_arena *arena,
	struct literal *literal);
/* Read "…", '… or /…/: the lexer stands at its first character. False where it
 * is not closed before the text ends; the lexer is then at the end. */
bool lex_quoted(struct lexer *lexer, struct mq_arena *arena, struct literal *literal);
bool lex_exact(struct lexer *lexer, struct mq_arena *arena, struct literal *literal);
bool lex_pattern(struct lexer *lexer, struct mq_arena *arena, struct literal *literal);
/* A pattern without slashes: up to space or a bracket it did not open itself. */
void lex_bare_pattern(struct lexer *lexer, struct mq_arena *arena, struct literal *literal);

/* Is the piece that word, to the letter? */
bool lex_is(const struct literal *literal, const char *word);

/* Append a literal so that reading it again gives the same. */
void lex_print(const struct literal *literal, struct mq_buf *out);

#endif
