/*
 * The pieces of any text: each goes on by a byte at least or ends, stays within the text,
 * and prints as what reads as itself.
 */
#include "fuzz/fuzz.h"

#include <minqing/base.h>

#include "../../src/query/lex.h"

static void check_reread(const struct literal *literal, struct mq_arena *arena)
{
	struct mq_buf printed = {0};
	struct literal again = {0};

	lex_print(literal, &printed);
	struct lexer lexer = {.text = printed.data, .len = printed.len};

	switch (literal->form) {
	case LITERAL_PLAIN:
		mq_buf_release(&printed);
		return;
	case LITERAL_QUOTED:
		MUST(lex_quoted(&lexer, arena, &again));
		break;
	case LITERAL_EXACT:
		MUST(lex_exact(&lexer, arena, &again));
		break;
	case LITERAL_PATTERN:
		MUST(lex_pattern(&lexer, arena, &again));
		break;
	}
	MUST(again.len == literal->len && memcmp(again.text, literal->text, again.len) == 0);
	mq_buf_release(&printed);
}

/* One piece of the kind that stands here; false where it is not closed. */
static bool read_piece(struct lexer *lexer, struct mq_arena *arena, struct literal *literal)
{
	enum op op;

	switch (lex_peek(lexer)) {
	case '"':
		return lex_quoted(lexer, arena, literal);
	case '\'':
		return lex_exact(lexer, arena, literal);
	case '/':
		return lex_pattern(lexer, arena, literal);
	default:
		break;
	}
	if (lex_op(lexer, &op)) {
		MUST(lex_op_text(op) != NULL);
		return false;
	}
	lex_plain(lexer, LEX_STOP_WORD, arena, literal);
	if (literal->len == 0) {
		lex_skip(lexer);
	}
	return literal->len > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mq_strndup((const char *)data, size);
	struct lexer lexer = {.text = text, .len = size};
	struct mq_arena arena = {0};

	/* The lexer is only ever given what compile_text_ok lets through. */
	if (mq_utf8_check(text, size) == size && memchr(text, '\0', size) == NULL) {
		while (lex_peek(&lexer) != LEX_END) {
			size_t before = lexer.at;
			struct literal literal = {0};

			if (!lex_space(&lexer) && read_piece(&lexer, &arena, &literal)) {
				check_reread(&literal, &arena);
			}
			MUST(lexer.at > before && lexer.at <= lexer.len);
		}
	}
	mq_arena_release(&arena);
	free(text);
	return 0;
}
