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
	unsigned below;		/* see compile_nest */
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
		compile_repair_quoted(compile, from, name->end);
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
	if (n > 0 && mq_saved_is_id(names[0])) {
		compile_repair(compile, from, name->end, "@%s", names[0]);
	} else {
		compile_repair_quoted(compile, from, name->end);
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
		compile_repair_quoted(compile, from, end);
		return false;
	}
	if (list->kind != kind) {
		compile_fault(compile, from, end, MQ_ERR_QUERY,
			_("'@%s' is a list of another kind: %s, not %s"), list->id,
			mq_kind_label(schema->kinds + list->kind),
			mq_kind_label(schema->kinds + kind));
		compile_hint(compile, _("it is asked with from:%s"), schema->kinds[list->kind].id);
		compile_repair_quoted(compile, from, end);
		return false;
	}
	return true;
}

/* ---- the query ---- */

/* Are the values to blame that were typed here? With others the list is right. Checking a
 * list types nothing, so it does not end up here again. */
static bool blames_values(const struct compile *compile, const struct saved_call *call,
	const struct compile *inner)
{
	return inner->err == MQ_ERR_CONFIG && !compile_is_definition(compile)
		&& strchr(call->name, '(') != NULL && compile->lexer.at > 0
		&& mq_query_check_saved(compile->query->schema, call->list, NULL) == MQ_OK;
}

static void fail_within(struct compile *compile, const struct saved_call *call,
	const struct compile *inner, size_t from, size_t end)
{
	if (!blames_values(compile, call, inner)) {
		mq_diag_move(compile->diag, inner->diag);
		compile_fail(compile, inner->err);
		return;
	}
	compile_fault(compile, from, end, MQ_ERR_QUERY, _("these values do not go with '@%s': %s"),
		call->list->id, inner->diag->n_faults > 0 ? inner->diag->faults[0].message : "");
	argument_hint(compile, call->list);
}

static void read_query(struct compile *compile, struct saved_call *call,
	const struct literal *values, size_t from, size_t end)
{
	struct mq_query *query = compile->query;
	const struct mq_saved *list = call->list;
	struct mq_diag diag = {0};
	struct compile inner = {
		.query = query,
		.diag = &diag,
		.outer = compile,
		.list = list,
		.args = values,
		.lexer = {.text = list->is, .len = strlen(list->is)},
	};

	call->tree = compile_definition(&inner, list->kind,
		_("with what it leans on it is more than %d deep"));
	call->below = inner.below;
	if (call->tree == NULL) {
		fail_within(compile, call, &inner, from, end);
	}
	mq_diag_release(&diag);
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

static bool may_nest(struct compile *compile, unsigned below, size_t from, size_t end)
{
	if (!compile_may_nest(compile, below)) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("tags and lists lean on one another more than %d deep"), QUERY_DERIVED_MAX);
	}
	return compile->state == STATE_OK;
}

static bool may_lean(struct compile *compile, const struct mq_saved *list, size_t from, size_t end)
{
	const char *loop = compile_loop(compile, NULL, list);

	if (loop != NULL) {
		compile_fault(compile, from, end, MQ_ERR_CONFIG, _("the saved list leans on itself: %s"),
			loop);
		compile_hint(compile, _("take the name out of one of them"));
	} else if (may_nest(compile, 0, from, end) && compile->query->n_calls >= QUERY_SAVED_MAX) {
		compile_fault(compile, from, end, MQ_ERR_LIMIT,
			_("a query leans on at most %d saved lists"), QUERY_SAVED_MAX);
	}
	return compile->state == STATE_OK;
}

/* What was compiled before, here or where less stands around it. */
static const struct tree *use_call(struct compile *compile, const struct saved_call *call,
	size_t from, size_t end)
{
	if (call->tree == NULL) {
		compile_fail(compile, MQ_ERR_CONFIG);
		return NULL;
	}
	if (!may_nest(compile, call->below, from, end)) {
		return NULL;
	}
	compile_nest(compile, call->below);
	return call->tree;
}

/* The query of a list with its arguments; values are filled in. */
static const struct tree *call_list(struct compile *compile, const struct mq_saved *list,
	const char *name, struct literal *values, size_t from, size_t end)
{
	struct mq_query *query = compile->query;
	struct saved_call *call = find_call(query, list, name);

	if (call != NULL) {
		return use_call(compile, call, from, end);
	}
	if (!may_lean(compile, list, from, end)) {
		return NULL;
	}
	query->n_calls++;
	call = mq_arena_alloc(&query->arena, sizeof(*call));
	*call = (struct saved_call){.list = list, .name = name};
	if (argument_fill(compile, list, values, from, end)) {
		read_query(compile, call, values, from, end);
		compile_nest(compile, call->below);
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
		term_unclosed(compile, from, from);
	} else if (name->len == 0) {
		compile_unfinished(compile, from, from, _("the name of a saved list"),
			_("'@' wants the name of a saved list"));
		compile_repair(compile, from, lexer->at, "%s", "");
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
	tree->words.from = compile->lexer.at;
	if (lex_peek(&compile->lexer) == '('
			&& !argument_read(compile, list, from, values)) {
		return NULL;
	}
	tree->words.end = tree->end = compile->lexer.at;
	tree->name = argument_print(compile, list, values);
	tree->where = list->where;
	tree->derived = call_list(compile, list, tree->name, values, from, tree->end);
	return tree->derived != NULL ? tree : NULL;
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

bool saved_calls(const struct mq_query *query, const struct mq_saved *list)
{
	const struct saved_call *call = query->calls;

	while (call != NULL && call->list != list) {
		call = call->next;
	}
	return call != NULL;
}

void saved_sample(struct mq_query *query, const struct mq_saved *list, struct mq_buf *out)
{
	struct compile compile = {.query = query, .lexer = {.text = ""}};
	struct literal *values = new_values(&compile, list);

	if (argument_samples(&compile, list, values)) {
		mq_buf_adds(out, argument_print(&compile, list, values));
	}
}

enum mq_err saved_check(struct mq_query *query, const struct mq_saved *list, struct mq_diag *diag)
{
	struct compile compile = {.query = query, .diag = diag, .lexer = {.text = ""}};
	struct literal *values = new_values(&compile, list);
	const char *name;

	if (list->broken != NULL) {
		return MQ_ERR_CONFIG;
	}
	if (!argument_samples(&compile, list, values)) {
		return compile.err;
	}
	name = argument_print(&compile, list, values);
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

enum mq_err saved_print(struct mq_query *query, const struct mq_saved *list, struct mq_buf *out,
	struct mq_diag *diag)
{
	struct compile compile = {.query = query, .diag = diag, .lexer = {.text = ""}};
	const struct tree *tree = call_list(&compile, list, list->id, new_values(&compile, list), 0, 0);

	if (tree == NULL) {
		return compile.err;
	}
	tree_print(query->schema, tree, false, out);
	return MQ_OK;
}
