/*
 * What could stand where the cursor is, as names: one function for each place, one
 * for each sort of thing. What a name is worth is settled here, not yet whether
 * anybody is left.
 */
#include "complete.h"

#include <string.h>

bool candidates_add(struct completing *completing, const struct candidate *candidate)
{
	const struct naming *naming = &completing->naming;
	struct candidate *added;

	if (naming->fit == MQ_FIT_NOT) {
		return false;
	}
	completing->candidates = mq_grow(completing->candidates, &completing->cap,
		completing->n + 1, sizeof(*completing->candidates));
	added = completing->candidates + completing->n;
	*added = *candidate;
	added->fit = naming->fit;
	added->by = naming->by;
	added->text = candidate->text != NULL ? candidate->text : naming->name;
	added->order = completing->n++;
	return true;
}

/* ---- words of the language ---- */

/* A word with what follows it; labels in the language of messages tell what it is. */
static void add_word(struct completing *completing, enum mq_candidate_kind kind, const char *word,
	const char *behind, const char *label)
{
	struct naming *naming = &completing->naming;
	char *text = mq_arena_format(completing->arena, "%s%s", word,
		completing->spot.followed ? "" : behind);

	naming_begin(naming);
	naming_try(naming, word, MQ_FIT_BY_LABEL);
	candidates_add(completing, &(struct candidate){.kind = kind, .field = MQ_NO_FIELD,
		.text = text, .id = text, .label = label, .insert = text});
}

static bool is_chinese(const char *word)
{
	return (unsigned char)word[0] >= 0x80;
}

bool candidates_wants_word(const struct completing *completing, const char *word)
{
	return completing->typed.len > 0 || is_chinese(word) == mq_lang_is_chinese();
}

typedef const char *(*word_fn)(size_t i);

/* Of a table of words. */
static void add_words(struct completing *completing, enum mq_candidate_kind kind, word_fn words,
	const char *behind)
{
	const char *word;

	for (size_t i = 0; (word = words(i)) != NULL; i++) {
		if (candidates_wants_word(completing, word)) {
			add_word(completing, kind, word, behind, word);
		}
	}
}

/* Does name, with any quantifier behind it, reach anything from here? */
static bool reaches(struct completing *completing, const char *name)
{
	struct compile compile = {.query = completing->query};
	struct tree tree = {.asked = completing->spot.asked};
	char *path = mq_arena_format(&completing->query->arena, "%s.%s", name,
		quantifier_text(QUANTIFIER_ANY));
	struct literal literal = {.text = path, .len = strlen(path)};
	size_t dot;

	return reach_find(&compile, &tree, &literal, &dot) == REACH_FOUND;
}

/* household.others. */
static void add_others(struct completing *completing)
{
	const struct spot *spot = &completing->spot;
	char *path = mq_arena_format(&completing->query->arena, "%.*s%s",
		(int)(spot->from - spot->term_from), completing->text + spot->term_from, others_word(0));

	if (!spot->followed && reaches(completing, path)) {
		add_words(completing, MQ_CANDIDATE_QUANTIFIER, others_word, ".");
	}
}

/* Where nothing is typed one word each. */
static void add_quantifiers(struct completing *completing)
{
	enum quantifier quantifier;
	unsigned seen = 0;
	const char *word;

	for (size_t i = 0; (word = quantifier_word(i, &quantifier)) != NULL; i++) {
		bool own = is_chinese(word) == mq_lang_is_chinese() && !(seen >> quantifier & 1u);

		if (completing->typed.len > 0 || own) {
			add_word(completing, MQ_CANDIDATE_QUANTIFIER, word, "(", word);
			seen |= 1u << quantifier;
		}
	}
	add_others(completing);
}

/* ---- relations ---- */

static void add_relation(struct completing *completing, const char *id, const char *zh,
	const char *en)
{
	const char *own = mq_lang_is_chinese() ? zh : en;
	const char *names[] = {own != NULL ? own : id, id, zh, en};
	struct naming *naming = &completing->naming;

	naming_begin(naming);
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		naming_try(naming, names[i], names[i] == id ? MQ_FIT_BY_ID : MQ_FIT_BY_LABEL);
	}
	if (naming->fit == MQ_FIT_NOT || strchr(naming->name, ' ') != NULL
			|| !reaches(completing, naming->name)) {
		return;
	}
	char *text = mq_arena_format(completing->arena, "%s.", naming->name);

	candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_RELATION,
		.field = MQ_NO_FIELD, .text = text, .id = text, .label = names[0], .insert = text});
}

static void add_relations(struct completing *completing)
{
	const struct mq_schema *schema = completing->view->schema;

	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = schema->kinds + i;

		add_relation(completing, kind->id, kind->zh, kind->en);
		if (kind->relation != NULL && strcmp(kind->relation, kind->id) != 0) {
			add_relation(completing, kind->relation, kind->relation_zh, kind->relation);
		}
		for (size_t a = 0; a < kind->n_areas; a++) {
			const struct mq_area *area = kind->areas + a;

			add_relation(completing, area->id, area->zh, area->en);
		}
	}
}

/* ---- operators ---- */

/* Behind a field's whole name. */
static void add_operators(struct completing *completing, mq_field_id number)
{
	const struct mq_field *field = completing->view->schema->fields + number;
	struct naming *naming = &completing->naming;

	naming->fit = MQ_FIT_EXACT;
	naming->by = MQ_FIT_BY_LABEL;
	for (enum op op = OP_IS; op <= OP_LAST; op++) {
		if (op != OP_IS && bind_takes(field, op)) {
			const char *text = lex_op_text(op);

			candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_OPERATOR,
				.field = number, .text = text, .id = text, .label = text, .insert = text});
		}
	}
}

static void add_operators_of_word(struct completing *completing)
{
	const struct mq_slice typed = completing->spot.typed;
	mq_field_id field = completing->spot.from + typed.len == completing->spot.to
		? mq_schema_field_exact(completing->view->schema, completing->spot.asked,
			(const char *)typed.data, typed.len) : MQ_NO_FIELD;

	if (field != MQ_NO_FIELD && completing->view->schema->fields[field].type != MQ_TYPE_BOOL) {
		add_operators(completing, field);
	}
}

/* ---- directives ---- */

/* Only the first word of a text says of which kind it asks. */
static void add_directives(struct completing *completing)
{
	size_t first = completing->n;
	size_t kept = first;

	add_words(completing, MQ_CANDIDATE_DIRECTIVE, directive_word, ":");
	for (size_t i = first; i < completing->n; i++) {
		const struct candidate *added = completing->candidates + i;
		struct literal word = {.text = added->text, .len = strlen(added->text) - 1};

		if (!directive_is_from(&word)
				|| strspn(completing->text, " ") == completing->spot.from) {
			completing->candidates[kept++] = *added;
		}
	}
	completing->n = kept;
}

static void add_kinds(struct completing *completing)
{
	const struct mq_schema *schema = completing->view->schema;
	struct naming *naming = &completing->naming;

	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = schema->kinds + i;

		naming_begin(naming);
		naming_try(naming, mq_kind_label(kind), MQ_FIT_BY_LABEL);
		naming_try(naming, kind->id, MQ_FIT_BY_ID);
		naming_try_label(naming, kind->zh);
		naming_try(naming, kind->relation, MQ_FIT_BY_ALIAS);
		naming_try(naming, kind->relation_zh, MQ_FIT_BY_ALIAS);
		candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_VALUE,
			.field = MQ_NO_FIELD, .label = mq_kind_label(kind), .insert = kind->id});
	}
}

/* ---- places ---- */

static void gather_word(struct completing *completing)
{
	const struct spot *spot = &completing->spot;

	add_relations(completing);
	candidates_fields(completing);
	if (spot->outermost) {
		add_directives(completing);
	}
	if (place_kind(completing->view->schema, spot->asked) != MQ_NO_KIND) {
		add_words(completing, MQ_CANDIDATE_FIELD, place_word, ":");
	}
	if (spot->begun && completing->typed.len > 0) {
		add_words(completing, MQ_CANDIDATE_KEYWORD, connective_word, "");
	}
	add_operators_of_word(completing);
}

static bool wants_arguments(const struct mq_saved *list)
{
	size_t i = 0;

	while (i < list->n_params && list->params[i].otherwise != NULL) {
		i++;
	}
	return i < list->n_params;
}

/* One that wants arguments is no condition yet, and not counted. */
static void add_list(struct completing *completing, const struct mq_saved *list)
{
	struct naming *naming = &completing->naming;
	bool open = wants_arguments(list);
	struct candidate candidate = {.kind = MQ_CANDIDATE_LIST, .field = MQ_NO_FIELD,
		.id = list->id, .label = mq_saved_label(list), .counts = !open};

	naming_try_all(naming, list->id, list->zh, list->en, NULL, 0);
	if (naming->fit != MQ_FIT_NOT && open) {
		bool plain = strpbrk(naming->name, " :=<>!~(){}|") == NULL;

		candidate.insert = mq_arena_format(completing->arena, "%s(",
			plain ? naming->name : list->id);
	}
	candidates_add(completing, &candidate);
}

static void gather_lists(struct completing *completing)
{
	const struct mq_schema *schema = completing->view->schema;

	for (size_t i = 0; i < mq_schema_n_saved(schema); i++) {
		const struct mq_saved *list = mq_schema_saved_at(schema, i);

		if (list->kind == completing->spot.asked && list->is != NULL
				&& !mq_schema_saved_hidden(schema, list, MQ_SAVED_PERSONAL)) {
			add_list(completing, list);
		}
	}
}

static void gather_nothing(struct completing *completing)
{
	(void)completing;
}

static void (*const gatherers[])(struct completing *completing) = {
	[SPOT_NONE] = gather_nothing,
	[SPOT_WORD] = gather_word,
	[SPOT_NAME] = candidates_fields,
	[SPOT_TAG] = candidates_fields,
	[SPOT_LIST] = gather_lists,
	[SPOT_QUANTIFIER] = add_quantifiers,
	[SPOT_VALUE] = candidates_values,
	[SPOT_FIELDS] = candidates_fields,
	[SPOT_MEASURED] = candidates_fields,
	[SPOT_KINDS] = add_kinds,
	[SPOT_OUTER] = candidates_fields,
	[SPOT_ARGUMENT] = candidates_arguments,
};

void candidates_gather(struct completing *completing)
{
	gatherers[completing->spot.kind](completing);
}
