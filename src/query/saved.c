/*
 * Saved lists: a query by its name, with values filled in.
 *
 *     @old_alone   @old_alone(90)   @old_alone(n:90, place:"阳曲路 760弄")
 *
 * Arguments are read as values of their type where they are written, and stand in the
 * list's query where `$n` does, as one value whatever they say: what would be syntax
 * there is as if it were in quotes. A list with its arguments is compiled once a query.
 *
 * A definition sees those that are as near as itself or farther: what a tag of the
 * configuration or a list of the register means is the same for everybody.
 */
#include "compile.h"

#include <string.h>

/* A list with its arguments, compiled. */
struct saved_call {
	const struct mq_saved *list;
	const char *name;	/* canonical */
	const struct tree *tree;	/* NULL: a fault, which was told */
	struct saved_call *next;
};

/* ---- which lists are seen ---- */

static enum mq_saved_where nearest_seen(const struct compile *compile)
{
	if (compile->list != NULL) {
		return compile->list->where;
	}
	return compile->tag != NULL ? MQ_SAVED_CONFIG : MQ_SAVED_PERSONAL;
}

static void hint_signature(struct compile *compile, const struct mq_saved *list)
{
	struct mq_buf text = {0};

	mq_saved_signature(list, &text);
	compile_hint(compile, "@%s", text.data);
	mq_buf_release(&text);
}

static void refuse_name(struct compile *compile, size_t from, const struct literal *name)
{
	enum { NEAREST = 3 };
	const struct mq_schema *schema = compile->query->schema;
	const char *quoted = compile_quote(compile, from, name->end);
	const struct mq_rename *renamed = mq_schema_renamed(schema, MQ_RENAME_SAVED, NULL, name->text,
		name->len);
	const char *names[NEAREST];
	size_t n;

	if (renamed != NULL && renamed->now == NULL) {
		compile_fault(compile, from, name->end, MQ_ERR_QUERY, _("'%s' is gone: %s"), quoted,
			renamed->why);
		return;
	}
	compile_fault(compile, from, name->end, MQ_ERR_QUERY,
		_("there is no saved list called '%s'"), quoted);
	n = mq_schema_saved_like(schema, name->text, nearest_seen(compile), names, NEAREST);
	if (n > 0) {
		compile_hint_nearest(compile, names, n);
	} else {
		compile_hint(compile, _("in quotes it is text: \"%s\""), quoted);
	}
}

/* Can list be asked here? */
static bool is_usable(struct compile *compile, const struct mq_saved *list, mq_kind_id kind,
	size_t from, size_t end)
{
	const struct mq_schema *schema = compile->query->schema;

	if (list->broken != NULL) {
		compile_fault(compile, from, end, MQ_ERR_QUERY,
			_("the saved list '%s' cannot be used: %s"), list->id, list->broken);
		compile_hint(compile, _("`minqing saved check` tells all that is amiss"));
		return false;
	}
	if (list->kind != kind) {
		compile_fault(compile, from, end, MQ_ERR_QUERY,
			_("'@%s' is a list of another kind: %s, not %s"), list->id,
			mq_kind_label(schema->kinds + list->kind),
			mq_kind_label(schema->kinds + kind));
		compile_hint(compile, _("it is asked with --from %s"), schema->kinds[list->kind].id);
		return false;
	}
	return true;
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

	if (saved_is_param(compile)) {
		return saved_param(compile, value);
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
static bool read_arguments(struct compile *compile, const struct mq_saved *list, size_t from,
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

static bool fill_in(struct compile *compile, const struct mq_saved *list, struct literal *values,
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

static const char *canonical(struct compile *compile, const struct mq_saved *list,
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

/* ---- the query ---- */

static const struct tree *read_query(struct compile *compile, const struct mq_saved *list,
	const struct literal *values)
{
	struct mq_query *query = compile->query;
	struct compile inner = {
		.query = query,
		.diag = compile->diag,
		.outer = compile,
		.list = list,
		.args = values,
		.lexer = {.text = list->is, .len = strlen(list->is)},
	};
	struct tree *tree = parse_text(&inner, list->kind);

	if (tree != NULL) {
		tree_finish(query, tree);
		if (tree->height > QUERY_HEIGHT_MAX) {
			compile_fault(&inner, 0, 0, MQ_ERR_LIMIT,
				_("with what it leans on it is more than %d deep"), QUERY_HEIGHT_MAX);
		}
	}
	if (inner.state == STATE_FAULT) {
		compile_fail(compile, inner.err);
		return NULL;
	}
	return tree;
}

static struct saved_call *find_call(const struct mq_query *query, const struct mq_saved *list,
	const char *name)
{
	struct saved_call *call = query->calls;

	while (call != NULL && (call->list != list || strcmp(call->name, name) != 0)) {
		call = call->next;
	}
	return call;
}

static bool may_lean(struct compile *compile, const struct mq_saved *list, size_t from, size_t end)
{
	const char *loop = compile_loop(compile, NULL, list);

	if (loop != NULL) {
		compile_fault(compile, from, end, MQ_ERR_CONFIG, _("the saved list leans on itself: %s"),
			loop);
	} else if (compile_nesting(compile) > QUERY_DERIVED_MAX) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("tags and lists lean on one another more than %d deep"), QUERY_DERIVED_MAX);
	} else if (compile->query->n_calls >= QUERY_SAVED_MAX) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("a query leans on at most %d saved lists"), QUERY_SAVED_MAX);
	}
	return compile->state == STATE_OK;
}

/* The query of a list with its arguments; values are filled in. */
static const struct tree *call_list(struct compile *compile, const struct mq_saved *list,
	const char *name, struct literal *values, size_t from, size_t end)
{
	struct mq_query *query = compile->query;
	struct saved_call *call = find_call(query, list, name);

	if (call != NULL) {
		if (call->tree == NULL) {
			compile_fail(compile, MQ_ERR_CONFIG);
		}
		return call->tree;
	}
	if (!may_lean(compile, list, from, end)) {
		return NULL;
	}
	query->n_calls++;
	call = mq_arena_alloc(&query->arena, sizeof(*call));
	*call = (struct saved_call){.list = list, .name = name};
	if (fill_in(compile, list, values, from, end)) {
		call->tree = read_query(compile, list, values);
	}
	if (compile->state == STATE_TAIL) {
		return NULL;
	}
	call->next = query->calls;
	query->calls = call;
	return call->tree;
}

static struct literal *new_values(struct compile *compile, const struct mq_saved *list)
{
	return mq_arena_alloc(&compile->query->arena,
		(list->n_params + 1) * sizeof(struct literal));
}

/* ---- @name ---- */

static bool read_list_name(struct compile *compile, struct literal *name)
{
	struct mq_arena *arena = &compile->query->arena;
	struct lexer *lexer = &compile->lexer;
	size_t from = lexer->at;
	bool closed = true;

	lex_skip(lexer);
	if (lex_peek(lexer) == '"') {
		closed = lex_quoted(lexer, arena, name);
	} else {
		lex_plain(lexer, LEX_STOP_WORD, arena, name);
	}
	if (!closed) {
		unclosed(compile, from, from);
	} else if (name->len == 0) {
		compile_unfinished(compile, from, from, _("the name of a saved list"),
			_("'@' wants the name of a saved list"));
		closed = false;
	}
	return closed;
}

struct tree *saved_term(struct compile *compile, mq_kind_id kind)
{
	size_t from = compile->lexer.at;
	struct literal name;
	struct literal *values;
	const struct mq_saved *list;
	struct tree *tree = parse_new(compile, TREE_SAVED, kind, from);

	if (tree == NULL || !read_list_name(compile, &name)) {
		return NULL;
	}
	list = mq_schema_saved(compile->query->schema, name.text, name.len, nearest_seen(compile));
	if (list == NULL) {
		refuse_name(compile, from, &name);
		return NULL;
	}
	if (!is_usable(compile, list, kind, from, name.end)) {
		return NULL;
	}
	values = new_values(compile, list);
	if (lex_peek(&compile->lexer) == '('
			&& !read_arguments(compile, list, from, values)) {
		return NULL;
	}
	tree->end = compile->lexer.at;
	tree->name = canonical(compile, list, values);
	tree->where = list->where;
	tree->derived = call_list(compile, list, tree->name, values, from, tree->end);
	return tree->derived != NULL ? tree : NULL;
}

/* ---- $name ---- */

bool saved_is_param(const struct compile *compile)
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

void saved_refuse_param(struct compile *compile)
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

bool saved_param(struct compile *compile, struct literal *literal)
{
	const struct mq_saved *list = compile->list;
	struct lexer *lexer = &compile->lexer;
	struct literal name;
	struct lexer sign = *lexer;

	if (list == NULL) {
		saved_refuse_param(compile);
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

/* ---- how it is shown ---- */

static bool lend(struct compile *compile, const struct mq_saved *list, const char *name,
	const char *text)
{
	struct compile inner = {
		.query = compile->query,
		.diag = compile->diag,
		.list = list,
		.lexer = {.text = text, .len = strlen(text)},
	};

	if (!compile_text_ok(&inner) || !directive_lend(&inner, list->kind, name)) {
		compile_fail(compile, inner.err);
		return false;
	}
	return true;
}

static bool lend_all(struct compile *compile, const struct mq_saved *list)
{
	struct mq_query *query = compile->query;

	if (list->sort != NULL && query->n_sort == 0) {
		query->lent |= LENT_SORT;
		if (!lend(compile, list, "sort", list->sort)) {
			return false;
		}
	}
	if (list->cols != NULL && query->n_columns == 0) {
		query->lent |= LENT_COLUMNS;
		if (!lend(compile, list, "cols", list->cols)) {
			return false;
		}
	}
	if (list->limit > 0 && query->limit == 0) {
		query->lent |= LENT_LIMIT;
		query->limit = list->limit;
	}
	return true;
}

bool saved_directives(struct compile *compile, const struct tree *root)
{
	for (; root->kind == TREE_SAVED; root = root->derived) {
		const struct saved_call *call = compile->query->calls;

		while (call->tree != root->derived) {
			call = call->next;
		}
		if (!lend_all(compile, call->list)) {
			return false;
		}
	}
	return true;
}

/* ---- checking ---- */

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

static bool fill_samples(struct compile *compile, const struct mq_saved *list,
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

enum mq_err saved_check(struct mq_query *query, const struct mq_saved *list, struct mq_diag *diag)
{
	struct compile compile = {.query = query, .diag = diag, .lexer = {.text = ""}};
	struct literal *values = new_values(&compile, list);
	const char *name;

	if (list->broken != NULL) {
		return MQ_ERR_CONFIG;
	}
	if (!fill_samples(&compile, list, values)) {
		return compile.err;
	}
	name = canonical(&compile, list, values);
	query->n_calls = 0;
	if (call_list(&compile, list, name, values, 0, 0) != NULL) {
		query->n_sort = 0;
		query->n_columns = 0;
		query->limit = 0;
		query->sort = NULL;
		query->columns = NULL;
		lend_all(&compile, list);
	}
	return compile.state == STATE_OK ? MQ_OK : compile.err;
}
