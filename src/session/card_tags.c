#include "card.h"

#include <string.h>

/*
 * The tags of a card, each with when and from where it was set. What is worked out is so on the
 * day that the card is looked at; a tag of the household is the household's to tell of. Those that
 * are checks have a section of their own, above: what may be wrong is seen first.
 */

static bool is_stored_true(struct mq_writing *w, const struct mq_field *field)
{
	struct mq_buf *value = &w->session->phrase;

	mq_buf_clear(value);
	return mq_row_source_value(w->self, field->number, true, value) &&
		strcmp(value->data, "true") == 0;
}

static const char *basis(struct mq_writing *w, const struct mq_field *field)
{
	const struct mq_history_entry *step;
	char day[16];

	if (field->expression) {
		return _("worked out today");
	}
	if (field->kind != w->card->kind) {
		return mq_kind_label(&w->session->schema->kinds[field->kind]);
	}
	step = mq_history_step(&w->history, field->number);
	if (!step) {
		return "";
	}
	mq_session_local_day(step->when, day);
	return mq_arena_format(&w->card->arena, "%s  %s", day, step->source);
}

/* "! cannot be", and whose it is where it is not the record's own. */
static void add_check(struct mq_writing *w, struct mq_card_section *section,
	const struct mq_field *tag)
{
	const struct mq_schema *schema = w->session->schema;
	bool wrong = mq_session_check_weight(w->session, tag->number) == MQ_FACT_WRONG;
	bool own = tag->kind == w->card->kind;
	const char *text = mq_arena_format(&w->card->arena, "%s%s%s%s", wrong ? "! " : "",
		mq_group_label(&schema->groups[tag->group]), own ? "" : "  ",
		own ? "" : mq_kind_label(&schema->kinds[tag->kind]));
	struct mq_card_line *line = mq_writing_line(w, section, mq_field_label(tag),
		mq_slice_str(text));

	line->field = tag->number;
	line->urgent = wrong;
}

void mq_writing_checks(struct mq_writing *w)
{
	struct mq_card_section *section = mq_writing_section(w, "checks", _("checks"));
	struct mq_fact_check check;

	for (size_t i = 0; mq_session_check(w->session, i, &check); i++) {
		if (w->holds[check.tag->number]) {
			add_check(w, section, check.tag);
		}
	}
	mq_writing_drop_if_empty(w);
}

static bool has_tag(struct mq_writing *w, const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL &&
		mq_schema_distance(w->session->schema, w->card->kind, field->number) >= 0 &&
		mq_session_check_weight(w->session, field->number) == MQ_FACT_NO_CHECK &&
		(field->expression ? w->holds[field->number] : is_stored_true(w, field));
}

void mq_writing_tags(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	struct mq_card_section *section = mq_writing_section(w, "tags", _("tags"));

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (has_tag(w, field)) {
			mq_writing_line(w, section, mq_field_label(field),
				mq_slice_str(basis(w, field)))->field = field->number;
		}
	}
	mq_writing_drop_if_empty(w);
}
