/*
 * What may be filled in for a saved list: the parameters that have no argument yet, by
 * name, and the values of the one at hand, where its type has few or some are usual.
 */
#include "complete.h"

#include <string.h>

/* Where nothing is typed names go before values, of which there may be many. */
static void add_name(struct completing *completing, const struct mq_param *param)
{
	struct naming *naming = &completing->naming;
	bool chinese = mq_lang_is_chinese();
	const char *label = chinese ? param->zh : param->en;
	const char *name;

	naming_begin(naming);
	naming_try(naming, label, MQ_FIT_BY_LABEL);
	naming_try(naming, param->id, MQ_FIT_BY_ID);
	naming_try(naming, chinese ? param->en : param->zh, MQ_FIT_BY_LABEL);
	naming_try_label(naming, param->zh);
	if (naming->fit == MQ_FIT_NOT) {
		return;
	}
	if (completing->typed.len == 0) {
		naming->fit = MQ_FIT_EXACT;
	}
	name = strpbrk(naming->name, " ,:=()\"'") == NULL ? naming->name : param->id;
	candidates_add(completing, &(struct candidate){.kind = MQ_CANDIDATE_PARAMETER,
		.field = MQ_NO_FIELD, .id = param->id, .label = label,
		.insert = mq_arena_format(completing->arena, "%s%s", name,
			completing->spot.followed ? "" : ":")});
}

/* As one argument: in quotes where it would be read as anything else. */
static const char *write_value(const struct completing *completing, const char *value)
{
	struct lexer lexer = {.text = value, .len = strlen(value)};
	struct literal literal;
	struct mq_buf out = {0};
	const char *written = value;

	lex_plain(&lexer, LEX_STOP_ARGUMENT, NULL, &literal);
	if (completing->spot.quoted || lexer.at < lexer.len || strpbrk(value, "\"'$") != NULL) {
		literal = (struct literal){.form = LITERAL_QUOTED, .text = value, .len = lexer.len};
		lex_print(&literal, &out);
		written = mq_arena_strndup(completing->arena, out.data, out.len);
		mq_buf_release(&out);
	}
	return written;
}

/* Has everything that must be given an argument, once the one at hand is there? */
static bool is_whole(const struct spot *spot)
{
	size_t i = 0;

	while (i < spot->list->n_params && (i == spot->param || (spot->given >> i & 1u) != 0
			|| spot->list->params[i].otherwise != NULL)) {
		i++;
	}
	return i == spot->list->n_params;
}

/* Values are counted where the list is a condition with them. */
static void add_values(struct completing *completing)
{
	const struct spot *spot = &completing->spot;
	struct compile compile = {.query = completing->query};
	size_t first = completing->n;
	struct mq_field field;

	if (spot->param >= spot->list->n_params || (spot->given >> spot->param & 1u) != 0
			|| !argument_field(&compile, spot->list, spot->list->params + spot->param,
				&field)) {
		return;
	}
	candidates_of_type(completing, &field);
	for (size_t i = first; i < completing->n; i++) {
		struct candidate *candidate = completing->candidates + i;
		const char *name = candidate->text;

		if (field.codes != NULL
				&& mq_codes_find(field.codes, name, strlen(name)) != candidate->code) {
			name = candidate->id;
		}
		candidate->insert = write_value(completing, name);
		candidate->counts = is_whole(spot);
	}
}

void candidates_arguments(struct completing *completing)
{
	const struct spot *spot = &completing->spot;
	const struct mq_saved *list = spot->list;

	if (list->is == NULL || list->kind != spot->asked) {
		return;
	}
	for (size_t i = 0; i < list->n_params && !spot->named && !spot->quoted; i++) {
		if ((spot->given >> i & 1u) == 0) {
			add_name(completing, list->params + i);
		}
	}
	add_values(completing);
}
