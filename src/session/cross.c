#include "own.h"

#include <minqing/facets.h>

/*
 * The hits by two fields at once. Every value of both has its place, in the order of
 * its list, whoever has it; who has none comes last.
 */

static void add_value(struct mq_cross *cross, size_t side, const char *label, const char *value)
{
	cross->values[side][cross->n_values[side]++] = (struct mq_cross_value){
		.label = mq_arena_strdup(&cross->arena, label),
		.value = mq_arena_strdup(&cross->arena, value),
	};
}

static void name_side(struct mq_cross *cross, size_t side, const struct mq_field *field)
{
	size_t n_codes = field->type == MQ_TYPE_BOOL ? 0 : field->codes->n_codes;

	cross->labels[side] = mq_arena_strdup(&cross->arena, mq_field_label(field));
	cross->values[side] = mq_arena_alloc(&cross->arena,
		(n_codes + 3) * sizeof(*cross->values[side]));
	for (size_t i = 0; i < n_codes; i++) {
		add_value(cross, side, mq_code_label(&field->codes->codes[i]),
			field->codes->codes[i].id);
	}
	if (field->type == MQ_TYPE_BOOL) {
		add_value(cross, side, _("no"), "false");
		add_value(cross, side, _("yes"), "true");
	}
	add_value(cross, side, field->closed && n_codes > 0 ? _("none") : _("left blank"), "?");
}

/* Within a look, of an answer that is true of it. */
static enum mq_err fill(struct mq_session *session, struct mq_cross *cross, struct mq_diag *diag)
{
	mq_kind_id kind = mq_session_kind(session);
	size_t n_cells = mq_query_n_cells(&session->view, kind, cross->fields);
	enum mq_err err;

	cross->counts = mq_arena_alloc(&cross->arena, (n_cells + 1) * sizeof(*cross->counts));
	err = mq_query_cross(&session->view, kind, session->answer.yes, cross->fields, cross->counts,
		diag);
	for (size_t side = 0; err == MQ_OK && side < 2; side++) {
		name_side(cross, side, &session->schema->fields[cross->fields[side]]);
	}
	return err;
}

enum mq_err mq_session_cross(struct mq_session *session, const mq_field_id fields[2],
	struct mq_cross *cross, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look_at_answer(session, diag);

	*cross = (struct mq_cross){.fields = {fields[0], fields[1]}};
	if (err != MQ_OK) {
		return err;
	}
	err = fill(session, cross, diag);
	if (err == MQ_OK) {
		err = mq_index_error(session->view.index, diag);
	}
	mq_session_look_away(session);
	return err;
}

void mq_cross_release(struct mq_cross *cross)
{
	mq_arena_release(&cross->arena);
	*cross = (struct mq_cross){0};
}
