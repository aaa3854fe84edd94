/*
 * What would put a fault right, as the whole text anew, so that one key takes it. A tag's
 * or a list's definition is not what was typed: it gets none.
 */
#include "compile.h"

#include <stdio.h>
#include <string.h>

/* Moves text. Bytes that are no text elsewhere in it could not be shown, nor taken. */
static void keep(struct compile *compile, struct mq_buf *text)
{
	struct mq_query *query = compile->query;
	bool is_text = mq_utf8_check(text->data, text->len) == text->len
		&& memchr(text->data, '\0', text->len) == NULL;

	if (!is_text) {
		mq_buf_release(text);
		return;
	}
	if (compile->state == STATE_FAULT) {
		mq_diag_repair(compile->diag, text->data, text->len);
	} else if (compile->state == STATE_TAIL) {
		query->repair = mq_arena_strndup(&query->arena, text->data, text->len);
		query->repair_len = text->len;
	}
	mq_buf_release(text);
}

static void replace(struct compile *compile, size_t from, size_t end, const char *piece, size_t len)
{
	const struct lexer *lexer = &compile->lexer;
	struct mq_buf text = {0};

	if (compile_is_definition(compile) || from > end || end > lexer->len) {
		return;
	}
	mq_buf_add(&text, lexer->text, from);
	mq_buf_add(&text, piece, len);
	for (unsigned i = 0; i < compile->brackets && end >= compile->end; i++) {
		mq_buf_addc(&text, ')');
	}
	mq_buf_add(&text, lexer->text + end, lexer->len - end);
	keep(compile, &text);
}

void compile_repair(struct compile *compile, size_t from, size_t end, const char *fmt, ...)
{
	char piece[512];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(piece, sizeof(piece), fmt, args);
	va_end(args);
	if (len >= 0 && len < (int)sizeof(piece)) {
		replace(compile, from, end, piece, (size_t)len);
	}
}

/* Does the value that begins at `from` follow its comparison? Then where that begins, unless
 * it takes any value. */
static size_t any_from(const struct compile *compile, size_t from)
{
	struct lexer lexer = compile->lexer;
	enum op op;

	if (compile->op_end > from || compile->op_from >= compile->op_end) {
		return from;
	}
	lexer.at = compile->op_end;
	lex_space(&lexer);
	if (lexer.at != from) {
		return from;
	}
	lexer.at = compile->op_from;
	lex_op(&lexer, &op);
	return lexer.at == compile->op_end && (op == OP_IS || op == OP_EQUAL || op == OP_NOT)
		? from : compile->op_from;
}

/* Beside two dots: the end of a range, which may be left open. */
static bool is_end(const struct compile *compile, size_t from, size_t end)
{
	const struct lexer *lexer = &compile->lexer;

	return (from >= 2 && memcmp(lexer->text + from - 2, "..", 2) == 0)
		|| (end + 2 <= lexer->len && memcmp(lexer->text + end, "..", 2) == 0);
}

void compile_repair_any(struct compile *compile, size_t from, size_t end)
{
	size_t at = any_from(compile, from);

	if (is_end(compile, from, end)) {
		compile_repair(compile, from, end, "%s", "");
		return;
	}
	compile_repair(compile, at, end, "%s", at < from ? ":*" : "*");
}

void compile_repair_quoted(struct compile *compile, size_t from, size_t end)
{
	const struct literal literal = {.form = LITERAL_QUOTED,
		.text = compile->lexer.text + from, .len = end - from};
	struct mq_buf quoted = {0};

	lex_print(&literal, &quoted);
	replace(compile, from, end, quoted.data, quoted.len);
	mq_buf_release(&quoted);
}

/* A name with spaces is a piece of text only in quotes. */
static bool is_one_piece(const char *name)
{
	struct lexer lexer = {.text = name, .len = strlen(name)};
	struct literal word;

	lex_plain(&lexer, LEX_STOP_WORD, NULL, &word);
	return word.len == lexer.len && lexer.len > 0;
}

void compile_repair_nearest(struct compile *compile, size_t from, size_t end,
	const char *const *names, size_t n_names)
{
	for (size_t i = 0; i < n_names; i++) {
		if (is_one_piece(names[i])) {
			replace(compile, from, end, names[i], strlen(names[i]));
			return;
		}
	}
}
