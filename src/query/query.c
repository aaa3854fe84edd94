/*
 * A compiled query: made from text, asked about, freed.
 */
#include "compile.h"

#include <stdlib.h>

#include <minqing/text.h>

#include "definitions.h"

/* ---- making ---- */

static struct mq_query *query_begin(const struct mq_schema *schema, mq_kind_id kind, mq_day today,
	enum mq_query_mode mode)
{
	struct mq_query *query = mq_alloc(sizeof(*query));

	query->schema = schema;
	query->kind = kind;
	query->today = today;
	query->mode = mode;
	return query;
}

static void set_conjuncts(struct mq_query *query)
{
	struct tree *root = query->root;
	struct tree *first = root->kind == TREE_AND ? root->first : root;
	size_t n = 0;

	if (root->kind == TREE_ALL) {
		return;
	}
	for (struct tree *each = first; each != NULL; each = each->next) {
		n++;
	}
	query->conjuncts = mq_arena_alloc(&query->arena, n * sizeof(*query->conjuncts));
	for (struct tree *each = first; each != NULL; each = each->next) {
		query->conjuncts[query->n_conjuncts++] = each;
	}
}

enum mq_err mq_query_new(const struct mq_schema *schema, mq_kind_id kind, mq_day today,
	enum mq_query_mode mode, const char *text, size_t len, struct mq_query **query,
	struct mq_diag *diag)
{
	struct mq_query *made = query_begin(schema, kind, today, mode);
	struct compile compile = {
		.query = made,
		.diag = diag,
		.lexer = {.text = text, .len = len},
		.typing = mode == MQ_QUERY_TYPING,
	};

	*query = NULL;
	made->len = len;
	made->root = parse_text(&compile, kind);
	if (made->root == NULL) {
		mq_query_free(made);
		return compile.err;
	}
	made->tail = compile.state == STATE_TAIL ? compile.tail : len;
	tree_finish(made, made->root);
	if (!saved_directives(&compile, made->root)) {
		mq_query_free(made);
		return compile.err;
	}
	/* They point at lists, which the query may outlive. */
	made->calls = NULL;
	set_conjuncts(made);
	*query = made;
	return MQ_OK;
}

void query_release(struct mq_query *query)
{
	for (size_t i = 0; i < query->n_patterns; i++) {
		mq_pattern_free(query->patterns[i]);
	}
	free(query->patterns);
	definitions_let_go(query->definitions);
	mq_arena_release(&query->arena);
}

void mq_query_free(struct mq_query *query)
{
	if (query != NULL) {
		query_release(query);
		free(query);
	}
}

/* ---- checking ---- */

/* What definitions are read with to see whether they can be: on no day, and not to be kept. */
static struct mq_query *check_begin(const struct mq_schema *schema)
{
	struct mq_query *query = query_begin(schema, 0, 0, MQ_QUERY_WHOLE);

	query->definitions = definitions_new(schema, 0);
	return query;
}

enum mq_err mq_query_check_derived(const struct mq_schema *schema, struct mq_diag *diag)
{
	struct mq_query *query = check_begin(schema);
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = schema->fields + i;
		struct compile compile = {.query = query, .diag = diag, .lexer = {.text = ""}};

		if (field->expression != NULL && derived_tree(&compile, field, 0, 0) == NULL
				&& err == MQ_OK) {
			err = compile.err;
		}
	}
	mq_query_free(query);
	return err;
}

enum mq_err mq_query_check_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_diag *diag)
{
	size_t n = list != NULL ? 1 : mq_schema_n_saved(schema);
	struct mq_query *query = check_begin(schema);
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < n; i++) {
		const struct mq_saved *each = list != NULL ? list : mq_schema_saved_at(schema, i);
		enum mq_err own = each->broken == NULL ? saved_check(query, each, diag) : MQ_OK;

		err = err == MQ_OK ? own : err;
	}
	mq_query_free(query);
	return err;
}

enum mq_err mq_query_print_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_query *query = check_begin(schema);
	enum mq_err err = saved_print(query, list, out, diag);

	mq_query_free(query);
	return err;
}

bool mq_query_saved_leans(const struct mq_schema *schema, const struct mq_saved *list,
	const struct mq_saved *on)
{
	struct mq_query *query = check_begin(schema);
	bool leans;

	saved_check(query, list, NULL);
	leans = list != on && saved_calls(query, on);
	mq_query_free(query);
	return leans;
}

void mq_query_sample_saved(const struct mq_schema *schema, const struct mq_saved *list,
	struct mq_buf *out)
{
	struct mq_query *query = check_begin(schema);

	saved_sample(query, list, out);
	mq_query_free(query);
}

/* ---- asking ---- */

mq_kind_id mq_query_kind(const struct mq_query *query)
{
	return query->kind;
}

size_t mq_query_tail(const struct mq_query *query)
{
	return query->tail;
}

const char *mq_query_expected(const struct mq_query *query)
{
	return query->expected;
}

const char *mq_query_repair(const struct mq_query *query, size_t *len)
{
	*len = query->repair_len;
	return query->repair;
}

const struct mq_sort *mq_query_sort(const struct mq_query *query, size_t *n)
{
	*n = query->n_sort;
	return query->sort;
}

size_t mq_query_limit(const struct mq_query *query)
{
	return query->limit;
}

const mq_field_id *mq_query_columns(const struct mq_query *query, size_t *n)
{
	*n = query->n_columns;
	return query->columns;
}

/* ---- printing ---- */

static void space(struct mq_buf *out, size_t start)
{
	if (out->len > start) {
		mq_buf_addc(out, ' ');
	}
}

static void print_sort(const struct mq_query *query, struct mq_buf *out)
{
	for (size_t i = 0; i < query->n_sort; i++) {
		mq_buf_addf(out, "%s%s%s", i == 0 ? "sort:" : ",",
			query->schema->fields[query->sort[i].field].id,
			query->sort[i].descending ? "-" : "");
	}
}

static void print_columns(const struct mq_query *query, struct mq_buf *out)
{
	for (size_t i = 0; i < query->n_columns; i++) {
		mq_buf_addf(out, "%s%s", i == 0 ? "cols:" : ",",
			query->schema->fields[query->columns[i]].id);
	}
}

/* What a saved list lent is the list's to say. */
static bool says(const struct mq_query *query, unsigned which, size_t n)
{
	return n > 0 && (query->lent & which) == 0;
}

void mq_query_print_directives(const struct mq_query *query, struct mq_buf *out)
{
	size_t start = out->len;

	if (says(query, LENT_SORT, query->n_sort)) {
		print_sort(query, out);
	}
	if (says(query, LENT_LIMIT, query->limit)) {
		space(out, start);
		mq_buf_addf(out, "limit:%zu", query->limit);
	}
	if (says(query, LENT_COLUMNS, query->n_columns)) {
		space(out, start);
		print_columns(query, out);
	}
}

void mq_query_print_from(const struct mq_query *query, struct mq_buf *out)
{
	if (query->from) {
		mq_buf_addf(out, "from:%s", query->schema->kinds[query->kind].id);
	}
}

void mq_query_print(const struct mq_query *query, struct mq_buf *out)
{
	size_t start = out->len;
	bool directives = says(query, LENT_SORT, query->n_sort)
		|| says(query, LENT_LIMIT, query->limit)
		|| says(query, LENT_COLUMNS, query->n_columns);

	mq_query_print_from(query, out);
	if (query->root->kind != TREE_ALL) {
		space(out, start);
	}
	tree_print(query->schema, query->root, directives, out);
	if (directives) {
		space(out, start);
		mq_query_print_directives(query, out);
	}
}

void mq_query_quote(const char *text, size_t len, struct mq_buf *out)
{
	lex_print(&(struct literal){.form = LITERAL_QUOTED, .text = text, .len = len}, out);
}

size_t mq_query_n_conjuncts(const struct mq_query *query)
{
	return query->n_conjuncts;
}

void mq_query_print_conjunct(const struct mq_query *query, size_t i, struct mq_buf *out)
{
	tree_print(query->schema, query->conjuncts[i], true, out);
}

/* The one field all of a tree is about, or MQ_NO_FIELD. */
static mq_field_id field_of(const struct tree *tree)
{
	mq_field_id field = MQ_NO_FIELD;

	if (tree->kind == TREE_FIELD) {
		return tree->field;
	}
	if (tree->kind != TREE_AND && tree->kind != TREE_OR && tree->kind != TREE_NOT) {
		return MQ_NO_FIELD;
	}
	for (const struct tree *each = tree->first; each != NULL; each = each->next) {
		mq_field_id own = field_of(each);

		if (own == MQ_NO_FIELD || (field != MQ_NO_FIELD && own != field)) {
			return MQ_NO_FIELD;
		}
		field = own;
	}
	return field;
}

void mq_query_conjunct_span(const struct mq_query *query, size_t i, size_t *start, size_t *end)
{
	*start = query->conjuncts[i]->from;
	*end = query->conjuncts[i]->end;
}

mq_field_id mq_query_conjunct_field(const struct mq_query *query, size_t i)
{
	return field_of(query->conjuncts[i]);
}
