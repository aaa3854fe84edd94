#include "card.h"

#include <string.h>

#include "narrow.h"

/*
 * Who lives in the same building, lane, committee: a line for each area of the kinds above
 * (and of the card's own), which leads to the question that lists them.
 */

/* The condition on one field that an area is made by; false where it is not known, or
 * cannot be asked of those the question is about. */
static bool add_condition(struct mq_writing *w, mq_field_id number, struct mq_buf *query,
	struct mq_buf *words)
{
	struct mq_arena *arena = &w->card->arena;
	const struct mq_field *field = &w->session->schema->fields[number];
	struct mq_slice value = mq_row_source_text(w->self, number, true, arena);
	struct mq_slice label = mq_row_source_text(w->self, number, false, arena);
	const struct mq_facet facet = {.field = number, .label = mq_field_label(field)};
	const struct mq_facet_value one = {.value = value.data, .label = label.data, .field = number};
	struct mq_buf meaning = {0};

	if (value.data) {
		mq_narrow_condition(w->session, &facet, &one, query, &meaning);
		mq_buf_adds(words, words->len ? "  " : "");
		mq_buf_adds(words, label.data);
	}
	mq_buf_release(&meaning);
	return value.data != NULL;
}

static void add_area(struct mq_writing *w, struct mq_card_section *section,
	const struct mq_area *area)
{
	struct mq_buf query = {0};
	struct mq_buf words = {0};
	bool whole = true;

	for (size_t i = 0; i < area->n_by && whole; i++) {
		struct mq_buf condition = {0};

		whole = add_condition(w, area->by[i], &condition, &words);
		mq_buf_adds(&query, query.len && condition.len ? " " : "");
		mq_buf_adds(&query, condition.data ? condition.data : "");
		mq_buf_release(&condition);
	}
	if (whole && query.len) {
		mq_writing_line(w, section, mq_area_label(area), mq_slice(words.data, words.len))->query =
			mq_arena_strndup(&w->card->arena, query.data, query.len);
	}
	mq_buf_release(&query);
	mq_buf_release(&words);
}

/* Can the records asked about be asked by it? */
static bool can_ask(const struct mq_session *session, const struct mq_area *area)
{
	return session->asked && mq_session_kind(session) == session->asked_kind &&
		mq_schema_distance(session->schema, session->asked_kind, area->by[0]) >= 0;
}

void mq_writing_areas(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	struct mq_card_section *section = mq_writing_section(w, "areas", _("in the same place"));

	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = &schema->kinds[i];

		for (size_t j = 0; j < kind->n_areas; j++) {
			if (mq_schema_distance(schema, w->card->kind, kind->areas[j].by[0]) >= 0 &&
			    can_ask(w->session, &kind->areas[j])) {
				add_area(w, section, &kind->areas[j]);
			}
		}
	}
	mq_writing_drop_if_empty(w);
}
