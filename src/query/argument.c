/*
 * What fills in the places of a saved list: values by their type, defaults, and where
 * `$name` stands in the list's query.
 *
 * A value is one value wherever it comes to stand: what would be read as anything else
 * there is put in quotes.
 */
#include "argument.h"

#include <string.h>

/* What stands where it is no saved list: "$line, $assets". */
static void list_params(const struct mq_saved *list, struct mq_buf *out)
{
	for (size_t i = 0; i < list->n_params; i++) {
		mq_buf_addf(out, "%s$%s", i > 0 ? ", " : "", list->params[i].id);
	}
}

void argument_hint(struct compile *compile, const struct mq_saved *list)
{
	struct mq_buf text = {0};

	if (list->as != NULL) {
		list_params(list, &text);
		if (list->n_params > 0) {
			compile_hint(compile, _("there is %s"), text.data);
		}
	} else {
		mq_saved_signature(list, &text);
		compile_hint(compile, "@%s", text.data);
	}
	mq_buf_release(&text);
}

/* ---- parameters ---- */

bool argument_field(struct compile *compile, const struct mq_saved *list,
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

/* Would a plain text be read as itself, one value, wherever it stands? */
static bool is_one_value(const struct literal *literal)
{
	struct lexer lexer = {.text = literal->text, .len = literal->len};
	struct literal whole;
	int first = lex_peek(&lexer);
	size_t dots;
	enum op op;

	if (first == LEX_END || (first < LEX_OTHER && strchr("\"'/{}$^~*?@#,.", first) != NULL)
			|| strncmp(literal->text, "…", strlen("…")) == 0 || lex_op(&lexer, &op)
			|| value_dots(literal->text, literal->len, &dots) < literal->len) {
		return false;
	}
	lex_plain(&lexer, LEX_STOP_LIST, NULL, &whole);
	return whole.len == literal->len;
}

bool argument_bind(struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param, const struct literal *typed, struct literal *value)
{
	struct mq_field field;

	if (!argument_field(compile, list, param, &field)
			|| !value_argument(compile, &field, typed, value)) {
		return false;
	}
	if (value->form == LITERAL_PLAIN && !is_one_value(value)) {
		value->form = LITERAL_QUOTED;
	}
	return true;
}

/* Some value of the parameter's type, to try a list with, or to suggest. */
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

const char *argument_instead(const struct compile *compile, const struct mq_saved *list,
	const struct mq_param *param)
{
	return param->otherwise != NULL ? param->otherwise
		: sample(compile->query->schema, list, param);
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

	if (!argument_bind(&inner, list, param, &typed, value)) {
		compile_fail(compile, inner.err);
		return false;
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

static void repair_missing(struct compile *compile, const struct mq_saved *list,
	const struct literal *values, const struct mq_param *param, size_t from, size_t end)
{
	const char *given = argument_print(compile, list, values);
	size_t len = strlen(given);
	bool some = given[len - 1] == ')';

	compile_repair(compile, from, end, "%.*s%s%s:%s)", (int)(len - some), given, some ? ", " : "(",
		param->id, argument_instead(compile, list, param));
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
			argument_hint(compile, list);
			repair_missing(compile, list, values, param, from, end);
			return false;
		}
		if (!bind_default(compile, list, param, values + i)) {
			return false;
		}
	}
	return true;
}

/* ---- samples ---- */

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
	compile_repair_quoted(compile, name.from, name.end);
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
		if (lex_is(&name, list->params[i].id)) {
			*literal = compile->args[i];
			literal->from = name.from;
			literal->end = name.end;
			return true;
		}
	}
	compile_fault(compile, name.from, name.end, MQ_ERR_QUERY, _("there is no parameter '%s'"),
		compile_quote(compile, name.from, name.end));
	argument_hint(compile, list);
	return false;
}
