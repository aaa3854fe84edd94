#include "card.h"

#include <minqing/facets.h>

#include "narrow.h"

/*
 * Who lives in the same building, lane, committee: a line for each area of the kinds above
 * (and of the card's own), which leads to the question that lists them. The question is
 * put together when it is asked for: a card is made with every row that is gone to.
 */

/* ---- the lines ---- */

/* What the area is made of, in words; false where something of it is not known. */
static bool add_words(struct mq_writing *w, const struct mq_area *area, struct mq_buf *words)
{
	bool known = true;

	for (size_t i = 0; i < area->n_by && known; i++) {
		struct mq_slice text = mq_row_source_text(w->self, area->by[i], false,
			&w->card->arena);

		mq_buf_adds(words, words->len ? "  " : "");
		mq_buf_add(words, text.data ? text.data : "", text.len);
		known = text.data != NULL;
	}
	return known;
}

static void add_area(struct mq_writing *w, struct mq_card_section *section,
	const struct mq_area *area)
{
	struct mq_buf *words = &w->session->phrase;

	mq_buf_clear(words);
	if (add_words(w, area, words)) {
		mq_writing_line(w, section, mq_area_label(area), mq_slice(words->data, words->len))->area =
			area;
	}
}

/* Where nothing was asked there is nobody to go to; the command line shows none. */
void mq_writing_areas(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	struct mq_card_section *section;

	if (!w->session->asked) {
		return;
	}
	section = mq_writing_section(w, "areas", _("in the same place"));
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = &schema->kinds[i];

		for (size_t j = 0; j < kind->n_areas; j++) {
			if (mq_schema_distance(schema, w->card->kind, kind->areas[j].by[0]) >= 0) {
				add_area(w, section, &kind->areas[j]);
			}
		}
	}
	mq_writing_drop_if_empty(w);
}

/* ---- the question ---- */

/* The condition on one field that an area is made by; nothing where it is not known. */
static void add_condition(struct mq_session *session, mq_field_id number, struct mq_arena *arena,
	struct mq_buf *out)
{
	struct mq_row_source *source = &session->rows;
	struct mq_slice value = mq_row_source_text(source, number, true, arena);
	struct mq_slice label = mq_row_source_text(source, number, false, arena);
	const struct mq_field *field = &session->schema->fields[number];
	const struct mq_facet facet = {.field = number, .label = mq_field_label(field)};
	const struct mq_facet_value one = {.value = value.data, .label = label.data, .field = number};
	struct mq_buf condition = {0};
	struct mq_buf meaning = {0};

	if (value.data) {
		mq_narrow_condition(session, &facet, &one, &condition, &meaning);
		mq_buf_adds(out, out->len ? " " : "");
		mq_buf_add(out, condition.data, condition.len);
	}
	mq_buf_release(&condition);
	mq_buf_release(&meaning);
}

enum mq_err mq_session_area(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	const struct mq_area *area, struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_arena arena = {0};
	enum mq_err err = mq_session_look_at_answer(session, diag);

	if (err != MQ_OK) {
		return err;
	}
	mq_row_source_begin(&session->rows, &session->view, kind, id);
	for (size_t i = 0; i < area->n_by; i++) {
		add_condition(session, area->by[i], &arena, out);
	}
	err = mq_index_error(session->view.index, diag);
	mq_session_look_away(session);
	mq_arena_release(&arena);
	return err;
}
