/*
 * How a candidate is written. The plainest way is tried first; each is given to the
 * parser before it is taken, and stands only where it means the field and the code
 * that were offered.
 *
 *     高龄   elder_80            a tag by its name, by its id
 *     低   "much lower"   2      a value, in quotes where it must be, by its id
 *     女   性别:女   sex:2       a bare code; with its field where it is not clear alone
 */
#include "complete.h"

#include <string.h>

/* ---- the condition at hand ---- */

void insert_term(const struct completing *completing, const char *insert, struct mq_buf *out)
{
	const struct spot *spot = &completing->spot;
	const char *text = completing->text;

	mq_buf_add(out, text + spot->term_from, spot->from - spot->term_from);
	mq_buf_adds(out, insert);
	mq_buf_add(out, text + spot->to, spot->term_to - spot->to);
	mq_buf_adds(out, spot->open_list ? "}" : spot->open_brackets ? ")" : "");
}

/* ---- does it mean that? ---- */

static const struct tree *only_condition(const struct mq_query *query, bool attached)
{
	const struct tree *tree = query->n_conjuncts == 1 ? query->conjuncts[0] : NULL;

	if (tree != NULL && attached) {
		tree = tree->kind == TREE_NOT ? tree->first : NULL;
	}
	return tree != NULL && (tree->kind == TREE_FIELD || tree->kind == TREE_SAVED) ? tree : NULL;
}

/* Is it the saved list of that id? Its canonical name may have arguments behind. */
static bool means_list(const struct candidate *candidate, const struct tree *tree)
{
	size_t len = strlen(candidate->id);
	const char *name = tree->kind == TREE_SAVED ? tree->name : "";

	name += name[0] == '@';
	return strncmp(name, candidate->id, len) == 0 && (name[len] == '\0' || name[len] == '(');
}

/* Is one of the items just what was inserted? */
static bool has_item(const struct tree *tree, size_t from, size_t end)
{
	for (const struct item *item = tree->items; item != NULL; item = item->next) {
		if (item->as.from == from && item->as.end == end) {
			return true;
		}
	}
	return false;
}

static bool is_code(const struct mq_field *field, const struct tree *tree, int code)
{
	return field->codes != NULL && tree->items->low == code && tree->items->high == code;
}

static bool means_value(const struct completing *completing, const struct candidate *candidate,
	const char *name, const struct tree *tree)
{
	const struct spot *spot = &completing->spot;
	const struct mq_field *field = completing->view->schema->fields + candidate->field;
	size_t from = spot->from - spot->term_from;
	bool code = field->codes != NULL && candidate->code >= 0;

	if (code && mq_codes_find(field->codes, name, strlen(name)) != candidate->code) {
		return false;
	}
	return spot->ranged || has_item(tree, from, from + strlen(candidate->insert));
}

static bool means_word(const struct completing *completing, const struct candidate *candidate,
	const struct tree *tree)
{
	const struct mq_field *field = completing->view->schema->fields + candidate->field;

	if (candidate->kind == MQ_CANDIDATE_FIELD) {
		return true;
	}
	return !tree->negated && (field->type == MQ_TYPE_BOOL || is_code(field, tree, candidate->code));
}

/* A field's name is tried with a mark behind it, which every field takes. */
static void write_probe(const struct completing *completing, const struct candidate *candidate,
	struct mq_buf *out)
{
	if (candidate->kind == MQ_CANDIDATE_FIELD) {
		mq_buf_addf(out, "%s%s", candidate->insert,
			completing->spot.kind == SPOT_WORD ? "?" : ":?");
	} else {
		insert_term(completing, candidate->insert, out);
	}
}

/* name is what insert says without quotes. */
static bool means(struct completing *completing, const struct candidate *candidate,
	const char *name)
{
	struct mq_buf term = {0};
	struct mq_query *query = NULL;
	const struct tree *tree = NULL;
	bool right = false;

	write_probe(completing, candidate, &term);
	if (mq_query_new(completing->view->schema, completing->spot.asked, completing->view->today,
			MQ_QUERY_WHOLE, term.data, term.len, &query, NULL) == MQ_OK) {
		tree = only_condition(query, completing->spot.attached);
	}
	if (tree != NULL && candidate->kind == MQ_CANDIDATE_LIST) {
		right = means_list(candidate, tree);
	} else if (tree != NULL && tree->kind == TREE_FIELD && tree->field == candidate->field) {
		right = candidate->kind == MQ_CANDIDATE_VALUE
			? means_value(completing, candidate, name, tree)
			: means_word(completing, candidate, tree);
	}
	mq_query_free(query);
	mq_buf_release(&term);
	return right;
}

/* ---- ways to write it ---- */

static const char *quoted(struct mq_arena *arena, const char *name)
{
	struct literal literal = {.form = LITERAL_QUOTED, .text = name, .len = strlen(name)};
	struct mq_buf out = {0};
	char *text;

	lex_print(&literal, &out);
	text = mq_arena_strndup(arena, out.data, out.len);
	mq_buf_release(&out);
	return text;
}

/* Read as one piece, without quotes? A colon may follow a field's name. */
static bool is_piece(const struct candidate *candidate, const char *name)
{
	bool word = candidate->kind != MQ_CANDIDATE_VALUE;
	struct lexer lexer = {.text = name, .len = strlen(name)};
	struct literal literal;
	enum op op;

	lex_plain(&lexer, word ? LEX_STOP_WORD : LEX_STOP_LIST, NULL, &literal);
	if (candidate->kind == MQ_CANDIDATE_FIELD && lexer.at > 0) {
		lex_op(&lexer, &op);
	}
	return lexer.at == lexer.len;
}

static bool try_way(struct completing *completing, struct candidate *candidate, const char *insert,
	const char *name)
{
	if (insert == name && !is_piece(candidate, name)) {
		return false;
	}
	candidate->insert = insert;
	if (means(completing, candidate, name)) {
		return true;
	}
	candidate->insert = NULL;
	return false;
}

static bool settle_value(struct completing *completing, struct candidate *candidate)
{
	bool code = candidate->code >= 0 && candidate->fit != MQ_FIT_EXACT;
	bool plain = !code || is_piece(candidate, candidate->text);
	const char *names[] = {plain ? candidate->text : candidate->label, candidate->text,
		candidate->id};

	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const char *name = names[i];

		if ((!completing->spot.quoted && try_way(completing, candidate, name, name))
				|| (candidate->code >= 0 && try_way(completing, candidate,
					quoted(completing->arena, name), name))) {
			return true;
		}
	}
	return false;
}

/* "field:value", each by its label or its id. */
static bool settle_with_field(struct completing *completing, struct candidate *candidate)
{
	const struct mq_field *field = completing->view->schema->fields + candidate->field;
	const char *fields[] = {mq_field_label(field), field->id, field->id};
	const char *values[] = {candidate->text, candidate->text, candidate->id};

	for (size_t i = is_piece(candidate, fields[0]) ? 0 : 1; i < MQ_LENGTH(fields); i++) {
		const char *plain = mq_arena_format(completing->arena, "%s:%s", fields[i], values[i]);
		const char *careful = mq_arena_format(completing->arena, "%s:%s", fields[i],
			quoted(completing->arena, values[i]));

		if (try_way(completing, candidate, plain, values[i])
				|| try_way(completing, candidate, careful, values[i])) {
			return true;
		}
	}
	return false;
}

bool insert_settle(struct completing *completing, struct candidate *candidate)
{
	if (candidate->insert != NULL) {
		return true;
	}
	if (candidate->kind == MQ_CANDIDATE_VALUE) {
		return settle_value(completing, candidate);
	}
	if (try_way(completing, candidate, candidate->text, candidate->text)
			|| try_way(completing, candidate, candidate->id, candidate->id)) {
		return true;
	}
	return candidate->kind == MQ_CANDIDATE_CODE && completing->spot.kind == SPOT_WORD
		&& settle_with_field(completing, candidate);
}
