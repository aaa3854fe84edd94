#include "card.h"
#include "need.h"

#include <string.h>
#include <time.h>

/*
 * A card: a record, and all that hangs on it. Sections are made by one row each
 * of a table, in the order a visitor wants them; one that finds nothing is
 * left out.
 */

enum { HISTORY_SHOWN = 5 };

/* ---- adding ---- */

/* Room for one item more, from the card's own memory. */
static void *grow(struct mq_writing *w, void *items, size_t n, size_t *cap, size_t item_size)
{
	void *more;

	if (n < *cap) {
		return items;
	}
	*cap = *cap ? *cap * 2 : 8;
	more = mq_arena_alloc(&w->card->arena, *cap * item_size);
	if (n) {
		memcpy(more, items, n * item_size);
	}
	return more;
}

struct mq_card_section *mq_writing_section(struct mq_writing *w, const char *id,
	const char *title)
{
	struct mq_card *card = w->card;
	struct mq_card_section *section;

	card->sections = grow(w, card->sections, card->n_sections, &w->cap_sections,
		sizeof(*card->sections));
	section = &card->sections[card->n_sections++];
	*section = (struct mq_card_section){
		.id = mq_arena_strdup(&card->arena, id),
		.title = mq_arena_strdup(&card->arena, title),
	};
	w->cap_lines = 0;
	return section;
}

struct mq_card_line *mq_writing_line(struct mq_writing *w, struct mq_card_section *section,
	const char *label, struct mq_slice value)
{
	struct mq_card_line *line;

	section->lines = grow(w, section->lines, section->n_lines, &w->cap_lines,
		sizeof(*section->lines));
	line = &section->lines[section->n_lines++];
	*line = (struct mq_card_line){
		.label = mq_arena_strdup(&w->card->arena, label),
		.value = value.data ? mq_arena_strndup(&w->card->arena, value.data, value.len) : "",
		.known = value.data != NULL,
		.kind = MQ_NO_KIND, .id = MQ_NO_RECORD, .field = MQ_NO_FIELD,
	};
	return line;
}

void mq_writing_drop_if_empty(struct mq_writing *w)
{
	if (!w->card->sections[w->card->n_sections - 1].n_lines) {
		w->card->n_sections--;
	}
}

static bool is_plain(const struct mq_field *field)
{
	return field->type != MQ_TYPE_REF && field->reading_of == MQ_NO_FIELD &&
		!(field->type == MQ_TYPE_BOOL && field->expression);
}

/* The visit a need was heard on is kept as its key: where it is there, the line leads to it. */
static void lead_to_visit(struct mq_writing *w, struct mq_card_line *line)
{
	mq_kind_id visit = mq_schema_kind(w->session->schema, "visit");
	mq_record_id id;

	if (visit != MQ_NO_KIND &&
	    mq_session_find_here(w->session, visit, line->value, &id, NULL) == MQ_OK) {
		line->kind = visit;
		line->id = id;
	}
}

static void add_field(struct mq_writing *w, struct mq_card_section *section,
	const struct mq_field *field)
{
	struct mq_slice text = mq_row_source_text(w->self, field->number, false, &w->card->arena);
	struct mq_card_line *line;

	if (!text.data) {
		return;
	}
	line = mq_writing_line(w, section, mq_field_label(field), text);
	line->field = field->number;
	if (strcmp(field->id, mq_need_field_id(MQ_NEED_VISIT)) == 0) {
		lead_to_visit(w, line);
	}
}

void mq_writing_fields(struct mq_writing *w, struct mq_card_section *section, mq_kind_id kind,
	int group)
{
	const struct mq_schema *schema = w->session->schema;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->kind == kind && is_plain(field) && field->type != MQ_TYPE_BOOL &&
		    (group == MQ_ALL_GROUPS || field->group == group)) {
			add_field(w, section, field);
		}
	}
}

/* ---- sections ---- */

static int first_group(const struct mq_writing *w, mq_kind_id kind)
{
	const struct mq_schema *schema = w->session->schema;
	int first = -1;

	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->kind == kind && is_plain(field) &&
		    (first < 0 || field->group < first)) {
			first = field->group;
		}
	}
	return first;
}

static void write_identity(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	int group = first_group(w, w->card->kind);
	struct mq_card_section *section;

	if (group >= 0) {
		section = mq_writing_section(w, "identity", mq_group_label(&schema->groups[group]));
		mq_writing_fields(w, section, w->card->kind, group);
		mq_writing_drop_if_empty(w);
	}
}

static void write_other_groups(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	int first = first_group(w, w->card->kind);

	for (size_t group = 0; group < schema->n_groups; group++) {
		if ((int)group != first) {
			struct mq_card_section *section = mq_writing_section(w,
				schema->groups[group].id, mq_group_label(&schema->groups[group]));

			mq_writing_fields(w, section, w->card->kind, (int)group);
			mq_writing_drop_if_empty(w);
		}
	}
}

void mq_session_local_day(int64_t when, char out[16])
{
	time_t seconds = (time_t)when;
	struct tm tm;
	mq_day day;

	out[0] = '\0';
	if (localtime_r(&seconds, &tm) &&
	    mq_day_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &day)) {
		mq_day_format(day, out);
	}
}

/* The chain of a need, the first step first: its record began as it is told above. */
static void write_chain(struct mq_writing *w)
{
	struct mq_card_section *section = mq_writing_section(w, "history", _("what was done"));
	struct mq_need_thread thread = {0};

	mq_session_need_steps(w->session, w->card->kind, w->card->id, &w->history, &thread);
	for (size_t i = 0; i < thread.n_steps; i++) {
		const struct mq_need_past *past = &thread.steps[i];
		struct mq_buf text = {0};

		mq_buf_addf(&text, "%s  %s%s%s", past->who, past->source, *past->why ? "  " : "",
			past->why);
		for (size_t j = 0; j < past->n_changes && !past->created; j++) {
			const struct mq_need_change *change = &past->changes[j];

			mq_buf_addf(&text, "%s%s: %s%s%s", j ? "; " : "  ", change->label,
				change->was ? change->was : "", change->was ? " → " : "",
				change->became ? change->became : _("nothing"));
		}
		mq_writing_line(w, section, past->when, mq_slice(text.data, text.len));
		mq_buf_release(&text);
	}
	mq_need_thread_release(&thread);
	mq_writing_drop_if_empty(w);
}

static void write_history(struct mq_writing *w)
{
	struct mq_card_section *section;

	if (w->card->kind == mq_schema_kind(w->session->schema, "need")) {
		write_chain(w);
		return;
	}
	section = mq_writing_section(w, "history", _("where it comes from"));
	for (size_t i = 0; i < w->history.n_entries && i < HISTORY_SHOWN; i++) {
		const struct mq_history_entry *entry = &w->history.entries[i];
		char day[16];
		const char *what = mq_arena_format(&w->card->arena, "%s  %s", entry->who, entry->source);

		mq_session_local_day(entry->when, day);
		mq_writing_line(w, section, day, mq_slice_str(what));
	}
	mq_writing_drop_if_empty(w);
}

static void write_title(struct mq_writing *w)
{
	const struct mq_kind *kind = &w->session->schema->kinds[w->card->kind];
	mq_field_id title = mq_kind_title(kind);
	struct mq_slice text = {NULL, 0};

	if (title != MQ_NO_FIELD) {
		text = mq_row_source_text(w->self, title, false, &w->card->arena);
	}
	w->card->title = text.data ? text.data : mq_arena_strdup(&w->card->arena,
		mq_kind_label(kind));
}

static void (*const writers[])(struct mq_writing *) = {
	write_title,
	write_identity,
	mq_writing_why,
	mq_writing_checks,
	mq_writing_members,
	mq_writing_above,
	mq_writing_areas,
	mq_writing_tags,
	mq_writing_journals,
	write_other_groups,
	write_history,
};

/* ---- the door ---- */

enum mq_err mq_session_card(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	struct mq_card *card, struct mq_diag *diag)
{
	struct mq_writing w = {.session = session, .card = card, .self = &session->rows,
		.diag = diag};
	enum mq_err err = mq_session_look(session, diag);

	*card = (struct mq_card){.kind = kind, .id = id};
	if (err != MQ_OK) {
		return err;
	}
	if (kind >= session->schema->n_kinds || !mq_set_has(session->view.universe[kind], id)) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no such record"));
		goto out;
	}
	mq_row_source_begin(w.self, &session->view, kind, id);
	w.err = mq_register_history(session->reg, kind, id, &w.history, diag);
	w.holds = mq_arena_alloc(&card->arena, session->schema->n_fields);
	if (w.err == MQ_OK) {
		w.err = mq_session_tags(session, kind, id, w.holds, diag);
	}
	for (size_t i = 0; i < MQ_LENGTH(writers); i++) {
		writers[i](&w);
	}
	mq_history_release(&w.history);
	err = mq_index_error(session->view.index, diag);
	err = err == MQ_OK ? w.err : err;
out:
	mq_session_look_away(session);
	return err;
}

void mq_card_release(struct mq_card *card)
{
	mq_arena_release(&card->arena);
	*card = (struct mq_card){0};
}

enum mq_err mq_session_find_here(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id *id, struct mq_diag *diag)
{
	enum mq_err err;

	*id = mq_index_find(session->view.index, kind, mq_slice_str(key));
	err = mq_index_error(session->view.index, diag);
	if (err == MQ_OK && (*id == MQ_NO_RECORD ||
	    !mq_set_has(session->view.universe[kind], *id))) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("no %s has the key '%s'"),
			mq_kind_label(&session->schema->kinds[kind]), key);
		mq_diag_hint(diag, _("`minqing query --from %s %s` looks for it"),
			session->schema->kinds[kind].id, key);
	}
	return err;
}

enum mq_err mq_session_find(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id *id, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look(session, diag);

	if (err == MQ_OK) {
		err = mq_session_find_here(session, kind, key, id, diag);
		mq_session_look_away(session);
	}
	return err;
}
