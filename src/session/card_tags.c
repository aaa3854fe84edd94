#include "card.h"

#include <string.h>

/*
 * The tags of a card, each with when and from where it was set. What is worked out is so on the
 * day that the card is looked at; a tag of the household is the household's to tell of.
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

void mq_writing_tags(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	struct mq_card_section *section = mq_writing_section(w, "tags", _("tags"));
	bool *derived = mq_arena_alloc(&w->card->arena, schema->n_fields);

	if (w->err == MQ_OK) {
		w->err = mq_session_tags(w->session, w->card->kind, w->card->id, derived, w->diag);
	}
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->type == MQ_TYPE_BOOL &&
		    mq_schema_distance(schema, w->card->kind, field->number) >= 0 &&
		    (field->expression ? derived[i] : is_stored_true(w, field))) {
			mq_writing_line(w, section, mq_field_label(field),
				mq_slice_str(basis(w, field)))->field = field->number;
		}
	}
	mq_writing_drop_if_empty(w);
}
