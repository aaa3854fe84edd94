/*
 * from:household, the first thing of a text: of which kind the records are that it
 * asks about. It is read before anything is bound, because the kind decides what
 * names mean. A kind goes by its id, a label, or what its records are called as a
 * relation (members, 走访).
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

/* Kinds by their own names go before kinds by what they are called elsewhere. */
static mq_kind_id find_kind(const struct mq_schema *schema, const struct literal *name)
{
	struct mq_buf folded = {0};
	mq_kind_id by_relation = MQ_NO_KIND;
	mq_kind_id found = MQ_NO_KIND;

	mq_utf8_fold(&folded, name->text, name->len);
	for (size_t i = 0; i < schema->n_kinds && found == MQ_NO_KIND; i++) {
		const struct mq_kind *kind = schema->kinds + i;

		if (bind_name_is(kind->id, &folded) || bind_name_is(kind->zh, &folded)
				|| bind_name_is(kind->en, &folded)) {
			found = (mq_kind_id)i;
		} else if (by_relation == MQ_NO_KIND && (bind_name_is(kind->relation, &folded)
				|| bind_name_is(kind->relation_zh, &folded))) {
			by_relation = (mq_kind_id)i;
		}
	}
	mq_buf_release(&folded);
	return found != MQ_NO_KIND ? found : by_relation;
}

static void hint_kinds(struct compile *compile, const struct literal *name)
{
	enum { NEAREST = 3 };
	const struct mq_schema *schema = compile->query->schema;
	const char **names = mq_alloc((2 * schema->n_kinds + 1) * sizeof(*names));
	const char *nearest[NEAREST];
	struct mq_buf all = {0};
	size_t n = 0;

	for (size_t i = 0; i < schema->n_kinds; i++) {
		names[n++] = schema->kinds[i].id;
		names[n++] = mq_kind_label(schema->kinds + i);
		mq_buf_addf(&all, "%s%s", i > 0 ? ", " : "", schema->kinds[i].id);
	}
	n = mq_nearest(name->text, names, n, nearest, NEAREST);
	if (n > 0) {
		compile_hint_nearest(compile, nearest, n);
	} else {
		compile_hint(compile, _("there are: %s"), all.len > 0 ? all.data : "-");
		nearest[n++] = schema->kinds->id;
	}
	compile_repair_nearest(compile, name->from, name->end, nearest, n);
	mq_buf_release(&all);
	free(names);
}

/* Is the first thing from: ? *behind stands after its colon. */
static bool at_from(const struct compile *compile, struct literal *word, struct lexer *behind)
{
	enum op op;

	*behind = compile->lexer;
	lex_space(behind);
	lex_plain(behind, LEX_STOP_WORD, &compile->query->arena, word);
	lex_space(behind);
	return directive_is_from(word) && lex_op(behind, &op) && op == OP_IS;
}

/* False: no kind stands here. */
static bool read_name(struct compile *compile, const struct literal *word, struct literal *name)
{
	struct lexer *lexer = &compile->lexer;
	struct mq_arena *arena = &compile->query->arena;
	size_t at = (lex_space(lexer), lexer->at);

	*name = (struct literal){.len = 0};
	if (lex_peek(lexer) != '"') {
		lex_plain(lexer, LEX_STOP_LIST, arena, name);
	} else if (!lex_quoted(lexer, arena, name)) {
		compile_unfinished(compile, word->from, at, "\"",
			mq_arena_format(arena, _("this %s is not closed"), "\""));
		compile_repair(compile, word->from, lexer->len, "%s", "");
		return false;
	}
	if (name->len == 0) {
		compile_unfinished(compile, word->from, lexer->at, _("a kind of record"),
			mq_arena_format(arena, _("'%s:' wants a value"), word->text));
		compile_repair(compile, word->from, lexer->at, "%s", "");
	}
	return name->len > 0;
}

static bool read_kind(struct compile *compile, const struct literal *word, mq_kind_id *kind)
{
	struct literal name;
	mq_kind_id found;

	if (compile_is_definition(compile)) {
		compile_fault(compile, word->from, word->end, MQ_ERR_QUERY,
			_("a tag is of its own kind: '%s:' cannot stand in it"), word->text);
		return false;
	}
	if (!read_name(compile, word, &name)) {
		return false;
	}
	found = find_kind(compile->query->schema, &name);
	if (found == MQ_NO_KIND) {
		compile_fault(compile, name.from, name.end, MQ_ERR_QUERY,
			_("there is no kind of record called '%s'"),
			compile_quote(compile, name.from, name.end));
		hint_kinds(compile, &name);
		return false;
	}
	*kind = compile->query->kind = found;
	compile->query->from = true;
	return true;
}

bool from_read(struct compile *compile, mq_kind_id *kind)
{
	struct literal word;
	struct lexer behind;
	bool good;

	if (!at_from(compile, &word, &behind)) {
		return true;
	}
	compile->lexer = behind;
	compile->term = word.from;
	good = read_kind(compile, &word, kind);
	compile->term = NO_TERM;
	return good;
}
