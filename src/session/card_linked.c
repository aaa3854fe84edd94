#include "card.h"

#include <minqing/work.h>

/*
 * What a record is linked with, each other record in one line that leads to its card: the
 * members of its household, the kinds above it with their fields, and what was done, told
 * by its journals.
 */

enum {
	JOURNAL_SHOWN = 5,
	MEMBERS_SHOWN = 60,
	PHRASE_FIELDS = 5,
};

/* ---- a record in one line ---- */

/* Its title, then the first known of its kind's own columns. */
static void phrase(struct mq_writing *w, mq_kind_id kind, mq_record_id id, struct mq_buf *out)
{
	const struct mq_schema *schema = w->session->schema;
	const struct mq_kind *k = &schema->kinds[kind];
	struct mq_row_source *source = &w->session->phrases;
	size_t n = 0;

	mq_row_source_begin(source, &w->session->view, kind, id);
	for (size_t i = 0; i < k->n_columns && n < PHRASE_FIELDS; i++) {
		struct mq_buf *value = &source->text;

		mq_buf_clear(value);
		if (mq_schema_distance(schema, kind, k->columns[i]) == 0 &&
		    mq_row_source_value(source, k->columns[i], false, value)) {
			mq_buf_adds(out, n++ ? "  " : "");
			mq_buf_add(out, value->data, value->len);
		}
	}
}

static void add_record(struct mq_writing *w, struct mq_card_section *section, const char *label,
	mq_kind_id kind, mq_record_id id)
{
	struct mq_buf *text = &w->session->phrase;
	struct mq_card_line *line;

	mq_buf_clear(text);
	phrase(w, kind, id, text);
	line = mq_writing_line(w, section, label, mq_slice(text->data ? text->data : "", text->len));
	line->kind = kind;
	line->id = id;
}

static const char *counted(struct mq_writing *w, const char *name, uint64_t n)
{
	return mq_arena_format(&w->card->arena, "%s %llu", name, (unsigned long long)n);
}

/* How many link to target, of whom the first n are read. */
static uint64_t count_linked(struct mq_writing *w, mq_field_id link, mq_record_id target,
	const mq_record_id *ids, size_t n)
{
	mq_record_id more[MEMBERS_SHOWN];
	uint64_t total = n;

	if (n < MEMBERS_SHOWN) {
		return total;
	}
	more[0] = ids[n - 1];
	for (n = 1; n > 0; total += n) {
		n = mq_query_linked(&w->session->view, link, target, more[n - 1] + 1, more,
			MEMBERS_SHOWN);
	}
	return total;
}

/* Records of `kind` that link to target, of those the officer may be told of: members
 * of a household, households of a room. */
static void write_linked(struct mq_writing *w, mq_kind_id kind, mq_field_id link,
	mq_record_id target, mq_record_id self)
{
	const struct mq_kind *k = &w->session->schema->kinds[kind];
	struct mq_card_section *section;
	mq_record_id ids[MEMBERS_SHOWN];
	size_t n = mq_query_linked(&w->session->view, link, target, 0, ids, MEMBERS_SHOWN);
	const char *name = mq_lang_is_chinese() && k->relation_zh ? k->relation_zh : k->relation;

	section = mq_writing_section(w, k->relation ? k->relation : k->id,
		counted(w, name ? name : mq_kind_label(k), count_linked(w, link, target, ids, n)));
	for (size_t i = 0; i < n; i++) {
		add_record(w, section, ids[i] == self ? _("this one") : "", kind, ids[i]);
	}
	mq_writing_drop_if_empty(w);
}

static mq_record_id owner_of_link(struct mq_writing *w, mq_kind_id kind, mq_field_id link)
{
	struct mq_slice text = mq_record_peek(
		mq_index_record(w->session->view.index, kind, w->card->id), link);

	return text.data ? (mq_record_id)mq_value_number(&w->session->schema->fields[link], text) :
		MQ_NO_RECORD;
}

void mq_writing_members(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	const struct mq_kind *kind = &schema->kinds[w->card->kind];

	if (kind->n_links && kind->date == MQ_NO_FIELD && kind->relation) {
		mq_record_id target = owner_of_link(w, w->card->kind, kind->links[0]);

		if (target != MQ_NO_RECORD) {
			write_linked(w, w->card->kind, kind->links[0], target, w->card->id);
		}
	}
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *k = &schema->kinds[i];

		for (size_t j = 0; j < k->n_links && k->date == MQ_NO_FIELD; j++) {
			if (schema->fields[k->links[j]].target == w->card->kind) {
				write_linked(w, (mq_kind_id)i, k->links[j], w->card->id, MQ_NO_RECORD);
			}
		}
	}
}

/* The kinds above, each with its known fields and a way to its own card. */
void mq_writing_above(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	mq_kind_id kind = w->card->kind;

	for (size_t level = 1; level < ROW_LEVELS && schema->kinds[kind].n_links; level++) {
		mq_field_id link = schema->kinds[kind].links[0];
		struct mq_card_section *section;
		mq_record_id owner;

		kind = schema->fields[link].target;
		if (schema->kinds[kind].n_key == 0) {
			continue;
		}
		owner = mq_query_owner(&w->session->view, w->card->kind, w->card->id,
			schema->kinds[kind].key[0]);
		section = mq_writing_section(w, schema->kinds[kind].id,
			mq_kind_label(&schema->kinds[kind]));
		if (owner != MQ_NO_RECORD && mq_set_has(w->session->view.universe[kind], owner)) {
			add_record(w, section, "", kind, owner);
			mq_writing_fields(w, section, kind, MQ_ALL_GROUPS);
		}
		mq_writing_drop_if_empty(w);
	}
}

void mq_writing_journals(struct mq_writing *w)
{
	const struct mq_schema *schema = w->session->schema;
	mq_kind_id kinds[MQ_KINDS_MAX];
	size_t n_kinds = mq_work_kinds(schema, kinds, MQ_KINDS_MAX);

	for (size_t i = 0; i < n_kinds; i++) {
		mq_record_id ids[JOURNAL_SHOWN];
		uint64_t total;
		size_t n = mq_work_journal(&w->session->view, kinds[i], w->card->kind, w->card->id,
			ids, JOURNAL_SHOWN, &total);
		struct mq_card_section *section = mq_writing_section(w,
			schema->kinds[kinds[i]].id,
			counted(w, mq_kind_label(&schema->kinds[kinds[i]]), total));

		for (size_t j = 0; j < n; j++) {
			add_record(w, section, "", kinds[i], ids[j]);
		}
		mq_writing_drop_if_empty(w);
	}
}
