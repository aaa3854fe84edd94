/*
 * Values of the field that is compared: its codes, yes and no, words for dates, of numbers
 * the stretches facets have, and behind `:` whether it is known. Texts are nobody's to
 * guess.
 */
#include "complete.h"

#include <minqing/answer.h>

static void add_value(struct completing *completing, int code, const char *name, const char *label)
{
	struct naming *naming = &completing->naming;

	naming_begin(naming);
	naming_try(naming, name, MQ_FIT_BY_LABEL);
	naming_try_label(naming, name);
	candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_VALUE,
		.field = completing->field, .code = code, .id = name, .label = label,
		.counts = true});
}

static void add_codes(struct completing *completing, const struct mq_field *field)
{
	struct naming *naming = &completing->naming;

	for (size_t i = 0; i < field->codes->n_codes; i++) {
		const struct mq_code *code = field->codes->codes + i;

		naming_try_all(naming, code->id, code->zh, code->en, code->aliases,
			code->n_aliases);
		candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_VALUE,
			.field = field->number, .code = (int)i, .id = code->id,
			.label = mq_code_label(code), .counts = true});
	}
}

/* ---- yes and no ---- */

static void add_bool(struct completing *completing, const struct mq_field *field)
{
	static const struct {
		const char *word;
		int code;
	} words[] = {{"是", 1}, {"否", 0}, {"yes", 1}, {"no", 0}};

	(void)field;
	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (candidates_wants_word(completing, words[i].word)) {
			add_value(completing, words[i].code, words[i].word, words[i].word);
		}
	}
}

/* ---- dates ---- */

static void add_dates(struct completing *completing, const struct mq_field *field)
{
	static const char *const offsets[] = {"-7d", "-30d", "-90d", "-1y", "+7d", "+30d"};
	const char *word;

	(void)field;
	for (size_t i = 0; (word = day_word(i)) != NULL; i++) {
		if (candidates_wants_word(completing, word)) {
			add_value(completing, -1, word, word);
		}
	}
	for (size_t i = 0; i < MQ_LENGTH(offsets); i++) {
		add_value(completing, -1, offsets[i], offsets[i]);
	}
}

/* ---- numbers ---- */

static void add_stretches(struct completing *completing, const struct mq_field *field)
{
	struct mq_bin bins[MQ_BINS_MAX];
	size_t n = 0;

	if (field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL) {
		mq_query_bins(completing->view, field->number, bins, &n, NULL);
	}
	for (size_t i = 0; i < n; i++) {
		const char *text = mq_arena_strdup(completing->arena, bins[i].text);

		add_value(completing, -1, text, text);
	}
}

/* ---- known or not ---- */

static void add_marks(struct completing *completing)
{
	size_t first = completing->n;

	add_value(completing, -1, "?", _("not known"));
	add_value(completing, -1, "*", _("known"));
	for (size_t i = first; i < completing->n; i++) {
		completing->candidates[i].last = true;
	}
}

static void (*const adders[])(struct completing *completing, const struct mq_field *field) = {
	[MQ_TYPE_BOOL] = add_bool,
	[MQ_TYPE_CODE] = add_codes,
	[MQ_TYPE_MULTI] = add_codes,
	[MQ_TYPE_DATE] = add_dates,
	[MQ_TYPE_REF] = NULL,
};

void candidates_of_type(struct completing *completing, const struct mq_field *field)
{
	if (adders[field->type] != NULL) {
		adders[field->type](completing, field);
	}
}

static bool is_same(enum op op)
{
	return op == OP_IS || op == OP_EQUAL || op == OP_NOT;
}

/* place: is whatever its codes say, before it is a text. */
static void add_places(struct completing *completing)
{
	const struct mq_schema *schema = completing->view->schema;
	mq_kind_id kind = place_kind(schema, completing->spot.asked);

	for (size_t i = 0; kind != MQ_NO_KIND && i < schema->kinds[kind].n_place; i++) {
		const struct mq_field *field = schema->fields + schema->kinds[kind].place[i];

		if (field->codes != NULL) {
			add_codes(completing, field);
		}
	}
}

void candidates_values(struct completing *completing)
{
	const struct spot *spot = &completing->spot;
	const struct mq_field *field;

	if (completing->is_place) {
		add_places(completing);
		return;
	}
	if (completing->field == MQ_NO_FIELD) {
		return;
	}
	field = completing->view->schema->fields + completing->field;
	if (!bind_takes(field, spot->op)) {
		return;
	}
	candidates_of_type(completing, field);
	if (is_same(spot->op) && !spot->quoted && !spot->ranged) {
		add_stretches(completing, field);
		add_marks(completing);
	}
}
