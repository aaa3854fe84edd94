#include "own.h"

#include <assert.h>
#include <stdlib.h>

#include <minqing/card.h>

/*
 * Why a record is on a list, or is not: the reasons of the query room, with each value
 * as people read it and, from the history of the record it is of, who set it, from
 * where and when. The history of a record is read once, however many values it gave.
 */

static_assert((int)MQ_VERDICT_NO == (int)MQ_FALSE && (int)MQ_VERDICT_YES == (int)MQ_TRUE &&
	(int)MQ_VERDICT_UNKNOWN == (int)MQ_UNKNOWN, "verdicts are truths");

enum { PASTS_MAX = 8 };

struct telling {
	struct mq_session *session;
	mq_kind_id kind;	/* who is asked about */
	mq_record_id id;
	const struct mq_reasons *reasons;
	struct mq_why *why;
	struct past {
		mq_kind_id kind;
		mq_record_id id;
		struct mq_history history;
	} pasts[PASTS_MAX];
	size_t n_pasts;
	enum mq_err err;
	struct mq_diag *diag;
};

/* What texts are put together in, one after the other. */
static struct mq_buf *fresh(const struct telling *telling)
{
	mq_buf_clear(&telling->session->phrase);
	return &telling->session->phrase;
}

static const char *keep(struct telling *telling, const struct mq_buf *text)
{
	return mq_arena_strndup(&telling->why->arena, text->data ? text->data : "", text->len);
}

static void add_value(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	mq_field_id field, struct mq_buf *out)
{
	struct mq_row_source *source = &session->phrases;

	mq_row_source_begin(source, &session->view, kind, id);
	mq_row_source_value(source, field, false, out);
}

/* The field that names it, else its day, else its key. */
static void add_title(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	struct mq_buf *out)
{
	const struct mq_kind *k = &session->schema->kinds[kind];
	const mq_field_id names[] = {k->title, k->date, k->n_key ? k->key[0] : MQ_NO_FIELD};
	size_t start = out->len;

	for (size_t i = 0; i < MQ_LENGTH(names) && out->len == start; i++) {
		if (names[i] != MQ_NO_FIELD) {
			add_value(session, kind, id, names[i], out);
		}
	}
}

/* ---- where a value comes from ---- */

/* The past of a record; where there are many the one kept last goes. */
static const struct mq_history *past_of(struct telling *telling, mq_kind_id kind, mq_record_id id)
{
	struct past *past;

	for (size_t i = 0; i < telling->n_pasts; i++) {
		if (telling->pasts[i].kind == kind && telling->pasts[i].id == id) {
			return &telling->pasts[i].history;
		}
	}
	if (telling->n_pasts == PASTS_MAX) {
		telling->n_pasts--;
		mq_history_release(&telling->pasts[telling->n_pasts].history);
	}
	past = &telling->pasts[telling->n_pasts];
	*past = (struct past){.kind = kind, .id = id};
	telling->err = mq_register_history(telling->session->reg, kind, id, &past->history,
		telling->diag);
	telling->n_pasts++;
	return &past->history;
}

const struct mq_history_entry *mq_history_step(const struct mq_history *history,
	mq_field_id field)
{
	const struct mq_history_entry *created = NULL;

	for (size_t i = 0; i < history->n_entries; i++) {
		const struct mq_history_entry *entry = &history->entries[i];

		created = entry->created ? entry : created;
		for (size_t j = 0; j < entry->n_fields; j++) {
			if (entry->fields[j] == field) {
				return entry;
			}
		}
	}
	return created;
}

static bool is_stored(struct telling *telling, const struct mq_reason *reason)
{
	struct mq_slice record = mq_index_record(telling->session->view.index, reason->kind,
		reason->id);

	return mq_record_peek(record, reason->base).data != NULL;
}

static void tell_source(struct telling *telling, const struct mq_reason *reason,
	struct mq_why_line *line)
{
	const struct mq_history_entry *step = NULL;
	struct mq_arena *arena = &telling->why->arena;
	char day[16];

	if (reason->base == MQ_NO_FIELD || reason->id == MQ_NO_RECORD || telling->err != MQ_OK) {
		return;
	}
	step = mq_history_step(past_of(telling, reason->kind, reason->id), reason->base);
	if (!step || (step->n_fields == 0 && !is_stored(telling, reason))) {
		return;
	}
	mq_session_local_day(step->when, day);
	line->who = mq_arena_strdup(arena, step->who);
	line->source = mq_arena_strdup(arena, step->source);
	line->when = mq_arena_strdup(arena, day);
}

/* ---- what a condition rests on ---- */

static void add_shown(struct telling *telling, const struct mq_reason *reason, struct mq_buf *out)
{
	for (size_t i = 0; i < reason->n_shown; i++) {
		mq_buf_adds(out, i ? _(", ") : _(": "));
		add_title(telling->session, reason->kind, reason->shown[i], out);
	}
}

/* "1 of 3, 1 not known: 王芳"; before it what a sum or its like came to. */
static const char *linked_text(struct telling *telling, const struct mq_reason *reason)
{
	struct mq_buf *text = fresh(telling);

	if (reason->value) {
		mq_buf_addf(text, "%s%s", reason->value, _("; "));
	}
	mq_buf_addf(text, _("%llu of %llu"), (unsigned long long)reason->t,
		(unsigned long long)reason->n);
	if (reason->u) {
		mq_buf_addf(text, _(", %llu not known"), (unsigned long long)reason->u);
	}
	add_shown(telling, reason, text);
	return keep(telling, text);
}

/* Of years since when; of a word that was found where. */
static const char *basis_text(struct telling *telling, const struct mq_reason *reason)
{
	const struct mq_field *fields = telling->session->schema->fields;
	struct mq_buf *text = fresh(telling);

	if (!reason->value || reason->base == MQ_NO_FIELD ||
	    (reason->base == reason->field && !reason->found)) {
		return NULL;
	}
	mq_buf_adds(text, mq_field_label(&fields[reason->base]));
	if (!reason->found) {
		mq_buf_addc(text, ' ');
		add_value(telling->session, reason->kind, reason->id, reason->base, text);
	}
	return keep(telling, text);
}

static const char *dup(struct telling *telling, const char *text)
{
	return mq_arena_strdup(&telling->why->arena, text);
}

/* The first of those that decided who is not the one asked about. */
static void lead_on(const struct telling *telling, const struct mq_reason *reason,
	struct mq_why_line *line)
{
	for (size_t i = 0; i < reason->n_shown && line->id == MQ_NO_RECORD; i++) {
		if (reason->kind != telling->kind || reason->shown[i] != telling->id) {
			line->kind = reason->kind;
			line->id = reason->shown[i];
		}
	}
}

static void tell(struct telling *telling, const struct mq_reason *reason,
	struct mq_why_line *line)
{
	*line = (struct mq_why_line){
		.depth = reason->depth, .verdict = (enum mq_verdict)reason->truth,
		.decides = reason->decides, .words = dup(telling, reason->words),
		.query = dup(telling, reason->text), .computed = reason->computed,
		.field = reason->field, .kind = MQ_NO_KIND, .id = MQ_NO_RECORD,
	};
	if (reason->relation) {
		line->value = linked_text(telling, reason);
	} else {
		line->value = reason->value ? dup(telling, reason->value) : NULL;
		line->basis = basis_text(telling, reason);
		tell_source(telling, reason, line);
	}
	lead_on(telling, reason, line);
}

/* ---- the door ---- */

static void tell_all(struct telling *telling, const struct mq_query *query)
{
	const struct mq_reasons *reasons = telling->reasons;
	struct mq_why *why = telling->why;
	struct mq_buf *text = fresh(telling);

	why->verdict = (enum mq_verdict)reasons->truth;
	add_title(telling->session, telling->kind, telling->id, text);
	why->title = keep(telling, text);
	mq_buf_clear(text);
	mq_query_print(query, text);
	why->query = keep(telling, text);
	why->lines = mq_alloc((reasons->n_reasons + 1) * sizeof(*why->lines));
	for (size_t i = 0; i < reasons->n_reasons; i++) {
		tell(telling, &reasons->reasons[i], &why->lines[why->n_lines++]);
	}
}

enum mq_err mq_why_fill(struct mq_session *session, const struct mq_query *query,
	mq_record_id id, struct mq_why *why, struct mq_diag *diag)
{
	int64_t start = mq_clock_ns();
	struct mq_reasons reasons;
	struct telling telling = {.session = session, .kind = mq_query_kind(query), .id = id,
		.reasons = &reasons, .why = why, .diag = diag};
	enum mq_err err = mq_query_why(query, &session->view, id, &reasons, diag);

	*why = (struct mq_why){0};
	if (err == MQ_OK) {
		tell_all(&telling, query);
		err = telling.err;
	}
	for (size_t i = 0; i < telling.n_pasts; i++) {
		mq_history_release(&telling.pasts[i].history);
	}
	mq_reasons_release(&reasons);
	why->nanos = (uint64_t)(mq_clock_ns() - start);
	return err;
}

/* By key, where one is given, else by id; within a look. */
static enum mq_err why_of(struct mq_session *session, const struct mq_query *query, const char *key,
	mq_record_id id, struct mq_why *why, struct mq_diag *diag)
{
	enum mq_err err = key ? mq_session_find_here(session, mq_query_kind(query), key, &id, diag)
		: MQ_OK;

	if (err != MQ_OK) {
		return err;
	}
	err = mq_why_fill(session, query, id, why, diag);
	return err == MQ_OK ? mq_index_error(session->view.index, diag) : err;
}

static enum mq_err ask_why(struct mq_session *session, mq_kind_id kind, const char *key,
	mq_record_id id, const char *text, size_t len, struct mq_why *why, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err = mq_session_look(session, diag);

	*why = (struct mq_why){0};
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_compile(session, kind, text, len, &query, diag);
	if (err == MQ_OK) {
		err = why_of(session, query, key, id, why, diag);
	}
	mq_query_free(query);
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_why(struct mq_session *session, mq_kind_id kind, mq_record_id id,
	const char *text, size_t len, struct mq_why *why, struct mq_diag *diag)
{
	return ask_why(session, kind, NULL, id, text, len, why, diag);
}

enum mq_err mq_session_why_key(struct mq_session *session, mq_kind_id kind, const char *key,
	const char *text, size_t len, struct mq_why *why, struct mq_diag *diag)
{
	return ask_why(session, kind, key, MQ_NO_RECORD, text, len, why, diag);
}

void mq_why_release(struct mq_why *why)
{
	free(why->lines);
	mq_arena_release(&why->arena);
	*why = (struct mq_why){0};
}
