/*
 * What is amiss with a text, and where. In typing mode nothing is held against
 * the piece that is still being typed: it becomes the tail.
 */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_CHARS = 24, HINTS = 3 };

static void start_tail(struct compile *compile, size_t from, const char *expected)
{
	compile->state = STATE_TAIL;
	compile->tail = compile->term < from ? compile->term : from;
	compile->query->expected = expected;
}

/* Columns count characters, and a text with a broken one ends there. */
static size_t column_of(const struct compile *compile, size_t at)
{
	const struct lexer *lexer = &compile->lexer;

	return mq_utf8_count(lexer->text, at < lexer->len ? at : lexer->len) + 1;
}

/* Where the text of a definition stands in its file; NULL where it stands in none. */
static const struct mq_origin *origin_of(const struct compile *compile)
{
	const char *text = compile->lexer.text;
	const struct mq_saved *list = compile->list;
	const struct mq_origin *origin = compile->tag != NULL ? &compile->tag->origin : NULL;

	if (list != NULL) {
		origin = text == list->sort ? &list->sort_origin
			: text == list->cols ? &list->cols_origin : &list->is_origin;
	}
	return origin != NULL && origin->line > 0 ? origin : NULL;
}

static void place(struct compile *compile, size_t from)
{
	const struct lexer *lexer = &compile->lexer;
	const struct mq_field *tag = compile->tag;
	const struct mq_origin *origin = origin_of(compile);

	if (origin != NULL) {
		mq_origin_place(origin, tag != NULL ? tag->file : compile->list->file, lexer->text,
			from, compile->diag);
	} else {
		mq_diag_place(compile->diag, NULL, 0, column_of(compile, from), lexer->text,
			lexer->len);
	}
}

/* A definition's fault begins with what it is. */
static void add_definition(struct compile *compile, const char *message)
{
	const struct mq_saved *list = compile->list;

	if (list == NULL) {
		mq_diag_add(compile->diag, compile->err, _("derived tag '%s': %s"), compile->tag->id,
			message);
	} else if (list->as != NULL) {
		mq_diag_add(compile->diag, compile->err, _("%s: %s"), list->as, message);
	} else {
		mq_diag_add(compile->diag, compile->err, _("saved list '%s': %s"), list->id, message);
	}
}

static void start_fault(struct compile *compile, size_t from, enum mq_err err, const char *message)
{
	compile->state = STATE_FAULT;
	compile->err = err;
	if (compile_is_definition(compile)) {
		compile->err = err == MQ_ERR_QUERY ? MQ_ERR_CONFIG : err;
		add_definition(compile, message);
	} else {
		mq_diag_add(compile->diag, err, "%s", message);
	}
	place(compile, from);
}

void compile_fault(struct compile *compile, size_t from, size_t end, enum mq_err err,
	const char *fmt, ...)
{
	char message[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	if (compile->typing && err == MQ_ERR_QUERY && end >= compile->end) {
		start_tail(compile, from, mq_arena_strdup(&compile->query->arena, message));
	} else {
		start_fault(compile, from, err, message);
		mq_diag_end(compile->diag, end > from && !compile_is_definition(compile)
			? column_of(compile, end) : 0);
	}
}

void compile_hint(struct compile *compile, const char *fmt, ...)
{
	char hint[512];
	va_list args;

	if (compile->state != STATE_FAULT) {
		return;
	}
	va_start(args, fmt);
	vsnprintf(hint, sizeof(hint), fmt, args);
	va_end(args);
	mq_diag_hint(compile->diag, "%s", hint);
}

void compile_unfinished(struct compile *compile, size_t from, size_t at, const char *expected,
	const char *message)
{
	if (compile->typing && compile->lexer.at >= compile->end) {
		start_tail(compile, from, mq_arena_format(&compile->query->arena,
			_("expected here: %s"), expected));
		return;
	}
	start_fault(compile, at, MQ_ERR_QUERY, message);
	compile_hint(compile, _("expected here: %s"), expected);
}

const char *compile_quote(struct compile *compile, size_t from, size_t end)
{
	const char *text = compile->lexer.text + from;
	size_t len = 0;

	for (size_t chars = 0; from + len < end && chars < QUOTE_CHARS; chars++) {
		uint32_t cp;
		size_t size = mq_utf8_decode(text + len, end - from - len, &cp);

		len += size > 0 ? size : 1;
	}
	if (from + len < end) {
		return mq_arena_format(&compile->query->arena, "%.*s…", (int)len, text);
	}
	return mq_arena_strndup(&compile->query->arena, text, len);
}

/* Is the i-th among those before it? */
static bool is_named(const char *const *names, size_t i)
{
	bool named = false;

	for (size_t k = 0; k < i; k++) {
		named = named || strcmp(names[k], names[i]) == 0;
	}
	return named;
}

void compile_hint_nearest(struct compile *compile, const char *const *names, size_t n_names)
{
	struct mq_buf list = {0};

	for (size_t i = 0; i < n_names && i < HINTS; i++) {
		/* An id and a label may be one word. */
		if (!is_named(names, i)) {
			mq_buf_adds(&list, i == 0 ? "" : _(", "));
			mq_buf_addf(&list, _("'%s'"), names[i]);
		}
	}
	if (list.len > 0) {
		compile_hint(compile, _("did you mean %s?"), list.data);
	}
	mq_buf_release(&list);
}

/* A tag's expression may be folded over lines in YAML; what is typed is one line. */
static bool is_control(const struct compile *compile, unsigned char c)
{
	if (c == '\t' || (compile_is_definition(compile) && (c == '\n' || c == '\r'))) {
		return false;
	}
	return c < 0x20 || c == 0x7f;
}

static void refuse_text(struct compile *compile, size_t from, enum mq_err err, char *message)
{
	start_fault(compile, from, err, message);
	free(message);
}

bool compile_text_ok(struct compile *compile)
{
	struct lexer *lexer = &compile->lexer;
	size_t good = mq_utf8_check(lexer->text, lexer->len);

	if (lexer->len > QUERY_TEXT_MAX) {
		refuse_text(compile, 0, MQ_ERR_LIMIT,
			mq_format(_("a query is at most %d bytes long"), QUERY_TEXT_MAX));
		return false;
	}
	for (size_t i = 0; i < good; i++) {
		unsigned char c = (unsigned char)lexer->text[i];

		if (is_control(compile, c)) {
			refuse_text(compile, i, MQ_ERR_QUERY,
				mq_format(_("a control character (0x%02x) cannot stand in a query"), c));
			compile_repair(compile, i, i + 1, " ");
			return false;
		}
	}
	if (good < lexer->len) {
		refuse_text(compile, good, MQ_ERR_QUERY, mq_strdup(_("this is not valid UTF-8")));
		return false;
	}
	return true;
}
