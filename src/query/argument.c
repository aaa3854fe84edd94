/*
 * What fills in the places of a saved list: values by their type, as they are written
 * in brackets, as defaults, and where `$name` stands in the list's query.
 *
 *     (90)   (n:90, place:"阳曲路 760弄")   (n=$m)
 *
 * A value is one value wherever it comes to stand: what would be read as anything else
 * there is put in quotes.
 */
#include "compile.h"

#include <string.h>

static void hint_signature(struct compile *compile, const struct mq_saved *list)
{
	struct mq_buf text = {0};

	mq_saved_signature(list, &text);
	compile_hint(compile, "@%s", text.data);
	mq_buf_release(&text);
}

/* ---- parameters ---- */

/* A field that is like the parameter, to read its values with. */
static bool field_of(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, struct mq_field *field)
{
	static const enum mq_type types[] = {
		[MQ_PARAM_INT] = MQ_TYPE_INT,
		[MQ_PARAM_DECIMAL] = MQ_TYPE_DECIMAL,
		[MQ_PARAM_DATE] = MQ_TYPE_DATE,
		[MQ_PARAM_TEXT] = MQ_TYPE_TEXT,
		[MQ_PARAM_BOOL] = MQ_TYPE_BOOL,
	};
	const struct mq_schema *schema = compile->query->schema;
	mq_field_id of;

	if (param->type != MQ_PARAM_CODE) {
		*field = (struct mq_field){.type = types[param->type], .years_since = MQ_NO_FIELD,
			.reading_of = MQ_NO_FIELD, .id = param->id, .zh = param->zh, .en = param->en};
		return true;
	}
	of = mq_schema_field(schema, list->kind, param->of, strlen(param->of));
	if (of == MQ_NO_FIELD || schema->fields[of].codes == NULL) {
		compile_fault(compile, 0, 0, MQ_ERR_CONFIG,
			_("saved list '%s': its parameter '%s' is of '%s', which is no field with codes"),
			list->id, param->id, param->of);
		return false;
	}
	*field = schema->fields[of];
	return true;
}

static bool is_called(const struct mq_param *param, const struct literal *name)
{
	const char *names[] = {param->id, param->zh, param->en};
	struct mq_buf typed = {0};
	bool same = false;

	mq_utf8_fold(&typed, name->text, name->len);
	for (size_t i = 0; i < MQ_LENGTH(names) && !same && typed.len > 0; i++) {
		struct mq_buf own = {0};

		mq_utf8_fold(&own, names[i], strlen(names[i]));
		same = own.len == typed.len && memcmp(own.data, typed.data, own.len) == 0;
		mq_buf_release(&own);
	}
	mq_buf_release(&typed);
	return same;
}

/* Would a plain text be read as itself, one value, wherever it stands? */
static bool is_one_value(const struct literal *literal)
{
	struct lexer lexer = {.text = literal->text, .len = literal->len};
	struct literal whole;
	int first = lex_peek(&lexer);
	enum op op;

	if (first == LEX_END || (first < LEX_OTHER && strchr("\"'/{}$^~*?@#,.", first) != NULL)
			|| strncmp(literal->text, "…", strlen("…")) == 0 || lex_op(&lexer, &op)
			|| memmem(literal->text, literal->len, "..", 2) != NULL
			|| memmem(literal->text, literal->len, "。。", strlen("。。")) != NULL
			|| memmem(literal->text, literal->len, "．．", strlen("．．")) != NULL) {
		return false;
	}
	lex_plain(&lexer, LEX_STOP_LIST, NULL, &whole);
	return whole.len == literal->len;
}

static bool bind_value(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, const struct literal *typed, struct literal *value)
{
	struct mq_field field;

	if (!field_of(compile, list, param, &field)
			|| !value_argument(compile, &field, typed, value)) {
		return false;
	}
	if (value->form == LITERAL_PLAIN && !is_one_value(value)) {
		value->form = LITERAL_QUOTED;
	}
	return true;
}

/* ---- arguments as typed ---- */

static void unclosed(struct compile *compile, size_t from, size_t at)
{
	compile_unfinished(compile, from, at, "\"",
		mq_arena_format(&compile->query->arena, _("this %s is not closed"), "\""));
}

/* Up to the comma or bracket that ends it; space and brackets within are its own. */
static void read_plain(struct compile *compile, struct literal *value)
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

static bool read_value(struct compile *compile, size_t from, struct literal *value)
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
		read_plain(compile, value);
	}
	if (!closed) {
		unclosed(compile, from, lexer->at);
	} else if (value->len == 0) {
		compile_unfinished(compile, from, lexer->at, _("a value"),
			_("an argument wants a value"));
		closed = false;
	}
	return closed;
}

/* The parameter that `name:` at hand is, the lexer behind it; the next one in order
 * where no name stands. n_params and a fault where there is none. */
static size_t read_name(struct compile *compile, const struct mq_saved *list, size_t next,
	size_t from)
{
	struct lexer behind = compile->lexer;
	int first = lex_peek(&behind);
	bool word = first != '"' && first != '\'' && first != '$';
	struct literal name;
	enum op op;
	size_t i = next;

	lex_plain(&behind, LEX_STOP_WORD, NULL, &name);
	lex_space(&behind);
	if (word && name.len > 0 && lex_op(&behind, &op) && (op == OP_IS || op == OP_EQUAL)) {
		for (i = 0; i < list->n_params && !is_called(list->params + i, &name); i++) {
		}
		compile->lexer = behind;
		lex_space(&compile->lexer);
	}
	if (i >= list->n_params) {
		compile_fault(compile, name.from, name.end, MQ_ERR_QUERY, i == next
			? _("'@%s' takes fewer arguments") : _("'@%s' has no such parameter"), list->id);
		hint_signature(compile, list);
		if (compile->state == STATE_TAIL) {
			compile->tail = from;
		}
		return list->n_params;
	}
	return i;
}

static bool read_argument(struct compile *compile, const struct mq_saved *list, size_t next,
	size_t from, struct literal *values)
{
	size_t start = compile->lexer.at;
	size_t i = read_name(compile, list, next, from);
	struct literal typed = {0};

	if (i == list->n_params || !read_value(compile, from, &typed)) {
		return false;
	}
	if (values[i].text != NULL) {
		compile_fault(compile, start, typed.end, MQ_ERR_QUERY,
			_("the parameter '%s' is given twice"), list->params[i].id);
		hint_signature(compile, list);
		return false;
	}
	if (!bind_value(compile, list, list->params + i, &typed, values + i)) {
		hint_signature(compile, list);
		return false;
	}
	return true;
}

/* The lexer stands at the bracket. */
bool argument_read(struct compile *compile, const struct mq_saved *list, size_t from,
	struct literal *values)
{
	struct lexer *lexer = &compile->lexer;
	size_t open = lexer->at;
	size_t n = 0;

	lex_skip(lexer);
	lex_space(lexer);
	if (lex_take(lexer, ')')) {
		return true;
	}
	do {
		lex_space(lexer);
		if (lex_peek(lexer) == LEX_END) {
			break;
		}
		if (!read_argument(compile, list, n++, from, values)) {
			return false;
		}
		lex_space(lexer);
	} while (lex_take(lexer, ','));
	if (lex_take(lexer, ')')) {
		return true;
	}
	if (lex_peek(lexer) == LEX_END) {
		compile_unfinished(compile, from, open, ")", _("this bracket is not closed"));
	} else {
		compile_fault(compile, lexer->at, lexer->at, MQ_ERR_QUERY,
			_("behind an argument there is a comma or the bracket's end"));
	}
	return false;
}

/* ---- what is not given ---- */

/* A default is the list's own text: what is amiss with it is amiss with the list. */
static bool bind_default(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, struct literal *value)
{
	size_t len = strlen(param->otherwise);
	struct compile inner = {
		.query = compile->query,
		.diag = compile->diag,
		.list = list,
		.lexer = {.text = param->otherwise, .len = len},
	};
	struct literal typed = {.form = LITERAL_PLAIN, .end = len, .len = len,
		.text = mq_arena_strdup(&compile->query->arena, param->otherwise)};

	if (!bind_value(&inner, list, param, &typed, value)) {
		compile_fail(compile, inner.err);
		return false;
	}
	return true;
}

bool argument_fill(struct compile *compile, const struct mq_saved *list, struct literal *values,
	size_t from, size_t end)
{
	for (size_t i = 0; i < list->n_params; i++) {
		const struct mq_param *param = list->params + i;

		if (values[i].text != NULL) {
			continue;
		}
		if (param->otherwise == NULL) {
			compile_fault(compile, from, end, MQ_ERR_QUERY, _("'@%s' wants its parameter '%s'"),
				list->id, param->id);
			hint_signature(compile, list);
			return false;
		}
		if (!bind_default(compile, list, param, values + i)) {
			return false;
		}
	}
	return true;
}

const char *argument_print(struct compile *compile, const struct mq_saved *list,
	const struct literal *values)
{
	struct mq_buf text = {0};
	const char *name;
	bool some = false;

	mq_buf_addf(&text, "@%s", list->id);
	for (size_t i = 0; i < list->n_params; i++) {
		if (values[i].text != NULL) {
			mq_buf_addf(&text, "%s%s:", some ? ", " : "(", list->params[i].id);
			lex_print(values + i, &text);
			some = true;
		}
	}
	mq_buf_adds(&text, some ? ")" : "");
	name = mq_arena_strndup(&compile->query->arena, text.data, text.len);
	mq_buf_release(&text);
	return name;
}

/* ---- samples ---- */

/* Some value of the parameter's type, where it has no default. */
static const char *sample(const struct mq_schema *schema, const struct mq_saved *list,
	const struct mq_param *param)
{
	static const char *const samples[] = {
		[MQ_PARAM_INT] = "1",
		[MQ_PARAM_DECIMAL] = "1",
		[MQ_PARAM_DATE] = "2020-01-01",
		[MQ_PARAM_TEXT] = "text",
		[MQ_PARAM_BOOL] = "true",
	};
	mq_field_id of;

	if (param->type != MQ_PARAM_CODE) {
		return samples[param->type];
	}
	of = mq_schema_field(schema, list->kind, param->of, strlen(param->of));
	return of != MQ_NO_FIELD && schema->fields[of].codes != NULL
		&& schema->fields[of].codes->n_codes > 0 ? schema->fields[of].codes->codes[0].id : "";
}

bool argument_samples(struct compile *compile, const struct mq_saved *list,
	struct literal *values)
{
	for (size_t i = 0; i < list->n_params; i++) {
		struct mq_param param = list->params[i];

		if (param.otherwise == NULL) {
			param.otherwise = sample(compile->query->schema, list, &param);
			if (!bind_default(compile, list, &param, values + i)) {
				return false;
			}
		}
	}
	return true;
}

/* ---- $name ---- */

bool argument_is_param(const struct compile *compile)
{
	return lex_param(&compile->lexer);
}

static void read_param_name(struct lexer *lexer, struct literal *name)
{
	*name = (struct literal){.from = lexer->at};
	do {
		int c;

		lex_skip(lexer);
		c = lex_peek(lexer);
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
				|| c == '_')) {
			break;
		}
	} while (lexer->at < lexer->len);
	name->end = lexer->at;
}

void argument_refuse_param(struct compile *compile)
{
	struct lexer behind = compile->lexer;
	struct literal name;

	read_param_name(&behind, &name);
	compile_fault(compile, name.from, name.end, MQ_ERR_QUERY, compile->list != NULL
		? _("'%s' stands for a value: behind a comparison, or as an argument")
		: _("'%s' has a value within a saved list only"),
		compile_quote(compile, name.from, name.end));
	compile_hint(compile, _("in quotes it is text: \"%s\""),
		compile_quote(compile, name.from, name.end));
}

bool argument_param(struct compile *compile, struct literal *literal)
{
	const struct mq_saved *list = compile->list;
	struct lexer *lexer = &compile->lexer;
	struct literal name;
	struct lexer sign = *lexer;

	if (list == NULL) {
		argument_refuse_param(compile);
		return false;
	}
	read_param_name(lexer, &name);
	lex_skip(&sign);
	name.text = lexer->text + sign.at;
	name.len = name.end - sign.at;
	for (size_t i = 0; i < list->n_params; i++) {
		if (strlen(list->params[i].id) == name.len
				&& memcmp(list->params[i].id, name.text, name.len) == 0) {
			*literal = compile->args[i];
			literal->from = name.from;
			literal->end = name.end;
			return true;
		}
	}
	compile_fault(compile, name.from, name.end, MQ_ERR_QUERY, _("there is no parameter '%s'"),
		compile_quote(compile, name.from, name.end));
	hint_signature(compile, list);
	return false;
}
