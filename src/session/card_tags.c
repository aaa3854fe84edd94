#include "card.h"

#include <string.h>

/*
 * The tags of a card, each with when and from where it was set. What is worked out is so on the
 * day that the card is looked at; a tag of the household is told of as its own, with its name. Those
 * that are checks have a section of their own, above: what may be wrong is seen first.
 */

/* Of a kind above: the changes of the record there, once they were asked for. */
struct above {
	bool read;
	struct mq_history history;
};

static bool is_stored_true(struct mq_writing *w, const struct mq_field *field)
{
	struct mq_buf *value = &w->session->phrase;

	mq_buf_clear(value);
	return mq_row_source_value(w->self, field->number, true, value) &&
		strcmp(value->data, "true") == 0;
}

/* "2026-11-27  import people.csv"; "" where nobody wrote it down. */
static const char *when_set(struct mq_writing *w, const struct mq_history *history,
	const struct mq_field *field)
{
	const struct mq_history_entry *step = mq_history_step(history, field->number);
	char day[16];

	if (!step) {
		return "";
	}
	mq_session_local_day(step->when, day);
	return mq_arena_format(&w->card->arena, "%s  %s", day, step->source);
}

/* The changes of the record above that has the field. */
static const struct mq_history *history_above(struct mq_writing *w, struct above *above,
	const struct mq_field *field)
{
	struct above *of = &above[field->kind];
	mq_record_id owner = of->read ? MQ_NO_RECORD
		: mq_query_owner(&w->session->view, w->card->kind, w->card->id, field->number);

	of->read = true;
	if (owner != MQ_NO_RECORD && w->err == MQ_OK) {
		w->err = mq_register_history(w->session->reg, field->kind, owner, &of->history, w->diag);
	}
	return &of->history;
}

static const char *basis(struct mq_writing *w, struct above *above, const struct mq_field *field)
{
	if (field->expression) {
		return _("worked out today");
	}
	if (field->kind == w->card->kind) {
		return when_set(w, &w->history, field);
	}
	return mq_arena_format(&w->card->arena, "%s  %s",
		mq_kind_label(&w->session->schema->kinds[field->kind]),
		when_set(w, history_above(w, above, field), field));
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

/* Of all tags few hold: that is looked at first. */
static void add_checks(struct mq_writing *w, struct mq_card_section *section,
	enum mq_fact_weight weight)
{
	const struct mq_schema *schema = w->session->schema;

	for (size_t i = 0; i < schema->n_fields; i++) {
		if (w->holds[i] && mq_session_check_weight(w->session, (mq_field_id)i) == weight) {
			add_check(w, section, &schema->fields[i]);
		}
	}
}

void mq_writing_checks(struct mq_writing *w)
{
	struct mq_card_section *section = mq_writing_section(w, "checks", _("checks"));

	add_checks(w, section, MQ_FACT_WRONG);
	add_checks(w, section, MQ_FACT_DOUBTFUL);
	mq_writing_drop_if_empty(w);
}

static bool has_tag(struct mq_writing *w, const struct mq_field *field)
{
	return field->type == MQ_TYPE_BOOL && (!field->expression || w->holds[field->number]) &&
		mq_schema_distance(w->session->schema, w->card->kind, field->number) >= 0 &&
		mq_session_check_weight(w->session, field->number) == MQ_FACT_NO_CHECK &&
		(field->expression || is_stored_true(w, field));
}

void mq_writing_tags(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	struct mq_card_section *section = mq_writing_section(w, "tags", _("tags"));
	struct above *above = mq_arena_alloc(&w->card->arena, schema->n_kinds * sizeof(*above));

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (has_tag(w, field)) {
			mq_writing_line(w, section, mq_field_label(field),
				mq_slice_str(basis(w, above, field)))->field = field->number;
		}
	}
	for (size_t kind = 0; kind < schema->n_kinds; kind++) {
		mq_history_release(&above[kind].history);
	}
	mq_writing_drop_if_empty(w);
}
