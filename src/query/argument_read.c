/*
 * The arguments of a saved list as they are typed:
 *
 *     (90)   (n:90, place:"阳曲路 760弄")   (n=$m)
 */
#include "argument.h"

/* Space and brackets within are its own. */
void argument_plain(struct compile *compile, struct literal *value)
{
	struct lexer *lexer = &compile->lexer;
	size_t depth = 0;

	*value = (struct literal){.form = LITERAL_PLAIN, .from = lexer->at, .end = lexer->at};
	for (;;) {
		int c = lex_peek(lexer);

		if (c == LEX_END || (depth == 0 && (c == ',' || c == ')'))) {
			break;
		}
		depth = c == '(' ? depth + 1 : c == ')' ? depth - 1 : depth;
		if (!lex_space(lexer)) {
			lex_skip(lexer);
			value->end = lexer->at;
		}
	}
	value->len = value->end - value->from;
	value->text = mq_arena_strndup(&compile->query->arena, lexer->text + value->from, value->len);
}

static bool read_value(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, size_t from, struct literal *value)
{
	struct mq_arena *arena = &compile->query->arena;
	struct lexer *lexer = &compile->lexer;
	int c = lex_peek(lexer);
	bool closed = true;

	if (argument_is_param(compile)) {
		return argument_param(compile, value);
	}
	if (c == '"' || c == '\'') {
		closed = c == '"' ? lex_quoted(lexer, arena, value) : lex_exact(lexer, arena, value);
	} else {
		argument_plain(compile, value);
	}
	if (!closed) {
		term_unclosed(compile, from, lexer->at);
	} else if (value->len == 0) {
		compile_unfinished(compile, from, lexer->at, _("a value"),
			_("an argument wants a value"));
		compile_repair(compile, lexer->at, lexer->at, "%s",
			argument_instead(compile, list, param));
		closed = false;
	}
	return closed;
}

bool argument_name(struct compile *compile, struct literal *name)
{
	struct lexer behind = compile->lexer;
	int first = lex_peek(&behind);
	enum op op;

	lex_plain(&behind, LEX_STOP_ARGUMENT, NULL, name);
	lex_space(&behind);
	if (first == '"' || first == '\'' || first == '$' || name->len == 0 || !lex_op(&behind, &op)
			|| (op != OP_IS && op != OP_EQUAL)) {
		return false;
	}
	lex_space(&behind);
	compile->lexer = behind;
	return true;
}

/* An argument that has no place: repaired by leaving it out, with the comma before it or,
 * of the first one, behind it. */
static void refuse_argument(struct compile *compile, const struct mq_saved *list,
	const struct literal *name, size_t before, const char *format, const char *of)
{
	struct lexer *lexer = &compile->lexer;
	bool first = before == name->from;
	struct literal value;

	compile_fault(compile, name->from, name->end, MQ_ERR_QUERY, format, of);
	argument_hint(compile, list);
	argument_plain(compile, &value);
	if (first && lex_take(lexer, ',')) {
		lex_space(lexer);
	}
	compile_repair(compile, before, first ? lexer->at : value.end, "%s", "");
}

static bool is_called(const struct mq_param *param, const struct literal *name)
{
	struct mq_buf folded = {0};
	bool called;

	mq_utf8_fold(&folded, name->text, name->len);
	called = bind_name_is(param->id, &folded) || bind_name_is(param->zh, &folded)
		|| bind_name_is(param->en, &folded);
	mq_buf_release(&folded);
	return called;
}

size_t argument_find(const struct mq_saved *list, const struct literal *name)
{
	size_t i = 0;

	while (i < list->n_params && !is_called(list->params + i, name)) {
		i++;
	}
	return i;
}

/* The parameter of the argument at hand, its name read: the one that is named, or the next
 * in order; n_params and a fault where there is none. `before` is where the argument before
 * it ended. */
static size_t find_param(struct compile *compile, const struct mq_saved *list, size_t next,
	size_t before)
{
	struct literal name;
	bool named = argument_name(compile, &name);
	size_t i = next;

	if (named) {
		i = argument_find(list, &name);
	}
	if (i < list->n_params) {
		return i;
	}
	refuse_argument(compile, list, &name, before, named ? _("'@%s' has no such parameter")
		: _("'@%s' takes fewer arguments"), list->id);
	return list->n_params;
}

static bool read_argument(struct compile *compile, const struct mq_saved *list, size_t next,
	size_t before, size_t from, struct literal *values)
{
	size_t start = compile->lexer.at;
	size_t i = find_param(compile, list, next, before);
	const struct mq_param *param;
	struct literal typed = {0};

	if (i == list->n_params) {
		return false;
	}
	param = list->params + i;
	if (values[i].text != NULL) {
		typed.from = start;
		typed.end = compile->lexer.at;
		refuse_argument(compile, list, &typed, before, _("the parameter '%s' is given twice"),
			param->id);
		return false;
	}
	if (!read_value(compile, list, param, from, &typed)) {
		return false;
	}
	if (!argument_bind(compile, list, param, &typed, values + i)) {
		argument_hint(compile, list);
		if (param->type != MQ_PARAM_CODE) {
			compile_repair(compile, typed.from, typed.end, "%s",
				argument_instead(compile, list, param));
		}
		return false;
	}
	return true;
}

/* What stands in the brackets. */
static bool read_all(struct compile *compile, const struct mq_saved *list, size_t from,
	struct literal *values)
{
	struct lexer *lexer = &compile->lexer;
	size_t before;
	size_t n = 0;

	lex_space(lexer);
	if (lex_peek(lexer) == ')') {
		return true;
	}
	before = lexer->at;
	do {
		lex_space(lexer);
		if (lex_peek(lexer) == LEX_END) {
			return true;
		}
		if (!read_argument(compile, list, n++, before, from, values)) {
			return false;
		}
		before = lexer->at;
		lex_space(lexer);
	} while (lex_take(lexer, ','));
	return true;
}

bool argument_read(struct compile *compile, const struct mq_saved *list, size_t from,
	struct literal *values)
{
	struct lexer *lexer = &compile->lexer;
	size_t open = lexer->at;
	bool good;

	lex_skip(lexer);
	compile->brackets++;
	good = read_all(compile, list, from, values);
	if (good && !lex_take(lexer, ')')) {
		good = false;
		if (lex_peek(lexer) == LEX_END) {
			compile_unfinished(compile, from, open, ")", _("this bracket is not closed"));
			compile_repair(compile, compile->end, compile->end, "%s", "");
		} else {
			compile_fault(compile, lexer->at, lexer->at, MQ_ERR_QUERY,
				_("behind an argument there is a comma or the bracket's end"));
			compile_repair(compile, lexer->at, lexer->at, ", ");
		}
	}
	if (compile->state == STATE_TAIL) {
		compile->tail = from;
	}
	compile->brackets--;
	return good;
}
