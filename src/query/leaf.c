/*
 * Which condition it is: its first character tells.
 */
#include "compile.h"

static void refuse(struct compile *compile)
{
	size_t from = compile->lexer.at;
	struct lexer behind = compile->lexer;
	enum op op;

	if (lex_op(&behind, &op)) {
		compile_fault(compile, from, behind.at, MQ_ERR_QUERY,
			_("there is no field before '%s'"), lex_op_text(op));
		compile_hint(compile, _("write field%svalue"), lex_op_text(op));
		compile_repair(compile, from, behind.at, "%s", "");
		return;
	}
	lex_skip(&behind);
	compile_fault(compile, from, behind.at, MQ_ERR_QUERY, _("'%s' cannot stand here"),
		compile_quote(compile, from, behind.at));
	compile_hint(compile, _("in quotes it is text: \"%s\""),
		compile_quote(compile, from, behind.at));
	compile_repair(compile, from, behind.at, "%s", "");
}

struct tree *leaf_read(struct compile *compile, mq_kind_id kind)
{
	struct lexer behind = compile->lexer;
	enum op op;

	switch (lex_peek(&compile->lexer)) {
	case '"':
	case '\'':
	case '/':
		return term_words(compile, kind);
	case '#':
		return term_tag(compile, kind);
	case '@':
		return saved_term(compile, kind);
	case '$':
		if (argument_is_param(compile)) {
			argument_refuse_param(compile);
			return NULL;
		}
		return term_word(compile, kind);
	case '^':
		if (lex_op(&behind, &op)) {
			refuse(compile);
			return NULL;
		}
		return caret_term(compile, kind);
	case '{':
	case '}':
		refuse(compile);
		return NULL;
	default:
		break;
	}
	if (lex_op(&behind, &op)) {
		if (op == OP_NEAR) {
			return infix_near(compile, kind);
		}
		refuse(compile);
		return NULL;
	}
	return term_word(compile, kind);
}
