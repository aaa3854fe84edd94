/*
 * Directives: how the answer is shown, beside what is asked.
 *
 *     sort:field-,field   - behind a field: the greatest first     排序:
 *     limit:50                                                    限:
 *     cols:field,field                                            列:
 *
 * They stand among the outermost conditions; the last one of each counts. from:
 * is read by from.c before all else; one that is met here came too late.
 */
#include "compile.h"

#include <string.h>

#include <minqing/index.h>

enum directive {
	DIRECTIVE_SORT,
	DIRECTIVE_LIMIT,
	DIRECTIVE_COLUMNS,
	DIRECTIVE_FROM,
	DIRECTIVE_NONE,
};

static const struct {
	const char *text;
	enum directive directive;
} directives[] = {
	{"sort", DIRECTIVE_SORT}, {"排序", DIRECTIVE_SORT},
	{"limit", DIRECTIVE_LIMIT}, {"限", DIRECTIVE_LIMIT},
	{"cols", DIRECTIVE_COLUMNS}, {"列", DIRECTIVE_COLUMNS},
	{"from", DIRECTIVE_FROM}, {"来自", DIRECTIVE_FROM},
};

static enum directive find_directive(const struct literal *word)
{
	for (size_t i = 0; i < MQ_LENGTH(directives); i++) {
		if (lex_is(word, directives[i].text)) {
			return directives[i].directive;
		}
	}
	return DIRECTIVE_NONE;
}

const char *directive_word(size_t i)
{
	return i < MQ_LENGTH(directives) ? directives[i].text : NULL;
}

bool directive_is(const struct literal *word)
{
	return find_directive(word) != DIRECTIVE_NONE;
}

bool directive_takes_fields(const struct literal *word, bool *sorts)
{
	enum directive directive = find_directive(word);

	*sorts = directive == DIRECTIVE_SORT;
	return *sorts || directive == DIRECTIVE_COLUMNS;
}

bool directive_is_from(const struct literal *word)
{
	return find_directive(word) == DIRECTIVE_FROM;
}

/* Is the last character of text c or a twin? *len is then without it. */
static bool take_last(const char *text, size_t *len, char c)
{
	struct lexer lexer = {.text = text, .len = *len};
	size_t last = 0;

	while (lexer.at < lexer.len) {
		last = lexer.at;
		lex_skip(&lexer);
	}
	lexer.at = last;
	if (lex_peek(&lexer) != c) {
		return false;
	}
	*len = last;
	return true;
}

bool directive_can_sort(const struct mq_schema *schema, mq_field_id number)
{
	const struct mq_field *field = schema->fields + number;

	return field->years_since != MQ_NO_FIELD
		? mq_index_has_column(schema, field->years_since)
		: field->expression == NULL && mq_index_has_column(schema, number);
}

static void repair_sort(struct compile *compile, mq_kind_id kind, const struct literal *name)
{
	const struct mq_schema *schema = compile->query->schema;
	mq_field_id own = schema->kinds[kind].sort;

	if (own != MQ_NO_FIELD) {
		compile_repair(compile, name->from, name->end, "%s", schema->fields[own].id);
	}
}

static bool add_sort(struct compile *compile, mq_kind_id kind, const struct literal *name)
{
	struct mq_query *query = compile->query;
	size_t len = name->len;
	bool descending = take_last(name->text, &len, '-');
	mq_field_id field;

	if (!descending) {
		take_last(name->text, &len, '+');
	}
	field = bind_name(compile, kind, name->from, name->from + len);
	if (field == MQ_NO_FIELD) {
		return false;
	}
	if (!directive_can_sort(query->schema, field)) {
		compile_fault(compile, name->from, name->end, MQ_ERR_QUERY,
			_("cannot sort by '%s'"), query->schema->fields[field].id);
		compile_hint(compile, _("numbers, dates, codes and names have an order"));
		repair_sort(compile, kind, name);
		return false;
	}
	query->sort[query->n_sort++] = (struct mq_sort){.field = field, .descending = descending};
	return true;
}

static bool add_column(struct compile *compile, mq_kind_id kind, const struct literal *name)
{
	mq_field_id field = bind_name(compile, kind, name->from, name->end);

	if (field == MQ_NO_FIELD) {
		return false;
	}
	compile->query->columns[compile->query->n_columns++] = field;
	return true;
}

static bool set_limit(struct compile *compile, const struct literal *value)
{
	int64_t limit = 0;

	value_digits(value->text, value->len, &limit);
	if (limit == 0) {
		compile_fault(compile, value->from, value->end, MQ_ERR_QUERY,
			_("'%s' is no number of rows"), compile_quote(compile, value->from, value->end));
		compile_repair(compile, value->from, value->end, "50");
		return false;
	}
	compile->query->limit = (size_t)limit;
	return true;
}

static bool read_one(struct compile *compile, mq_kind_id kind, enum directive directive,
	const struct literal *piece)
{
	switch (directive) {
	case DIRECTIVE_SORT:
		return add_sort(compile, kind, piece);
	case DIRECTIVE_COLUMNS:
		return add_column(compile, kind, piece);
	default:
		return set_limit(compile, piece);
	}
}

/* Room for as many names as the text can hold. */
static void start(struct compile *compile, enum directive directive)
{
	struct mq_query *query = compile->query;

	if (directive == DIRECTIVE_SORT) {
		query->n_sort = 0;
		if (query->sort == NULL) {
			query->sort = mq_arena_alloc(&query->arena,
				compile->lexer.len * sizeof(*query->sort));
		}
	} else if (directive == DIRECTIVE_COLUMNS) {
		query->n_columns = 0;
		if (query->columns == NULL) {
			query->columns = mq_arena_alloc(&query->arena,
				compile->lexer.len * sizeof(*query->columns));
		}
	}
}

static void no_value(struct compile *compile, enum directive directive, const struct literal *word)
{
	const char *expected = directive == DIRECTIVE_LIMIT ? _("a number of rows") : _("a field");

	compile_unfinished(compile, word->from, compile->lexer.at, expected,
		mq_arena_format(&compile->query->arena, _("'%s:' wants a value"), word->text));
	compile_repair(compile, word->from, compile->lexer.at, "%s", "");
}

static void read_pieces(struct compile *compile, mq_kind_id kind, enum directive directive,
	const struct literal *word)
{
	struct lexer *lexer = &compile->lexer;
	struct literal piece;

	start(compile, directive);
	do {
		lex_plain(lexer, LEX_STOP_LIST, &compile->query->arena, &piece);
		if (piece.len == 0) {
			no_value(compile, directive, word);
			return;
		}
		if (!read_one(compile, kind, directive, &piece)) {
			if (compile->state == STATE_TAIL) {
				compile->tail = word->from;
			}
			return;
		}
	} while (lex_take(lexer, ','));
}

void directive_read(struct compile *compile, mq_kind_id kind, const struct literal *word)
{
	enum directive directive = find_directive(word);
	struct lexer *lexer = &compile->lexer;
	struct literal piece;

	if (directive == DIRECTIVE_FROM) {
		compile_fault(compile, word->from, word->end, MQ_ERR_QUERY,
			_("'%s:' has to be the first thing of a query"), word->text);
		lex_plain(lexer, LEX_STOP_VALUE, &compile->query->arena, &piece);
		compile_repair(compile, word->from, lexer->at, "%s", "");
		return;
	}
	if (compile->depth > 0 || compile_is_definition(compile)) {
		compile_fault(compile, word->from, word->end, MQ_ERR_QUERY,
			_("'%s:' stands beside the outermost conditions only"), word->text);
		lex_plain(lexer, LEX_STOP_VALUE, &compile->query->arena, &piece);
		compile_repair(compile, word->from, lexer->at, "%s", "");
		return;
	}
	read_pieces(compile, kind, directive, word);
}

bool directive_lend(struct compile *compile, mq_kind_id kind, const char *name)
{
	struct literal word = {.text = name, .len = strlen(name)};

	read_pieces(compile, kind, find_directive(&word), &word);
	if (compile->state == STATE_OK && compile->lexer.at < compile->lexer.len) {
		compile_fault(compile, compile->lexer.at, compile->lexer.len, MQ_ERR_QUERY,
			_("'%s' cannot stand here"),
			compile_quote(compile, compile->lexer.at, compile->lexer.len));
	}
	return compile->state == STATE_OK;
}
