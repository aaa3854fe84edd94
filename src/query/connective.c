/*
 * What joins conditions, and denies them: `and`, `or`, `not` in three languages and in
 * signs. 非 needs no space before a name: 非低保.
 */
#include "compile.h"

#include <string.h>

static const struct {
	const char *text;
	enum connective connective;
} connectives[] = {
	{"and", CONNECTIVE_AND}, {"AND", CONNECTIVE_AND}, {"且", CONNECTIVE_AND},
	{"or", CONNECTIVE_OR}, {"OR", CONNECTIVE_OR}, {"或", CONNECTIVE_OR},
	{"not", CONNECTIVE_NOT}, {"NOT", CONNECTIVE_NOT}, {"非", CONNECTIVE_NOT},
};

const char *connective_word(size_t i)
{
	return i < MQ_LENGTH(connectives) ? connectives[i].text : NULL;
}

/* Do != or !~ stand here? `!~~word` is not `~~word`. */
static bool is_comparison(struct lexer lexer)
{
	lex_skip(&lexer);
	return lex_peek(&lexer) == '=' || (lex_peek(&lexer) == '~' && lex_peek_second(&lexer) != '~');
}

static bool begins_connective(const struct lexer *lexer)
{
	bool begins = false;

	for (size_t i = 0; i < MQ_LENGTH(connectives) && lexer->at < lexer->len && !begins; i++) {
		begins = lexer->text[lexer->at] == connectives[i].text[0];
	}
	return begins;
}

enum connective connective_peek(const struct compile *compile, struct lexer *behind)
{
	struct literal word;
	int c;

	*behind = compile->lexer;
	c = lex_peek(behind);
	if (c == '!' && is_comparison(*behind)) {
		return CONNECTIVE_NONE;
	}
	if (c == '|' || c == '-' || c == '!') {
		lex_skip(behind);
		return c == '|' ? CONNECTIVE_OR : CONNECTIVE_NOT;
	}
	if (!begins_connective(behind)) {
		return CONNECTIVE_NONE;
	}
	lex_plain(behind, LEX_STOP_WORD, NULL, &word);
	for (size_t i = 0; i < MQ_LENGTH(connectives); i++) {
		if (lex_is(&word, connectives[i].text)) {
			return connectives[i].connective;
		}
	}
	return CONNECTIVE_NONE;
}

bool connective_attached(const struct compile *compile, mq_kind_id kind, struct lexer *behind)
{
	const struct mq_schema *schema = compile->query->schema;
	const size_t len = strlen(NOT_ATTACHED);
	struct literal word;
	struct lexer next;
	mq_field_id field;
	enum op op;
	int code;

	*behind = compile->lexer;
	lex_plain(behind, LEX_STOP_WORD, NULL, &word);
	next = *behind;
	lex_space(&next);
	if (word.len <= len || memcmp(word.text, NOT_ATTACHED, len) != 0
			|| (lex_op(&next, &op) && infix_belongs(compile, kind, &word, op))
			|| mq_schema_bare(schema, kind, word.text, word.len, &field, &code)
			|| !mq_schema_bare(schema, kind, word.text + len, word.len - len, &field, &code)) {
		return false;
	}
	behind->at = word.from + len;
	return true;
}
