#include "visit_own.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A plan put together: changes of records, one after the other, and sentences about them. */

void mq_plan_release(struct mq_plan *plan)
{
	mq_arena_release(&plan->arena);
	free(plan->changes);
	free(plan->notes);
	*plan = (struct mq_plan){0};
}

void draft_begin(struct change_draft *draft, struct mq_plan *plan, mq_kind_id kind,
	mq_record_id id)
{
	*draft = (struct change_draft){.plan = plan, .kind = kind, .id = id};
}

const struct mq_record_value *draft_get(const struct change_draft *draft, mq_field_id field)
{
	for (size_t i = 0; i < draft->n; i++) {
		if (draft->values[i].field == field) {
			return &draft->values[i];
		}
	}
	return NULL;
}

void draft_set(struct change_draft *draft, mq_field_id field, struct mq_slice text)
{
	struct mq_record_value *had = (struct mq_record_value *)draft_get(draft, field);

	if (field == MQ_NO_FIELD) {
		return;
	}
	if (text.data) {
		text.data = mq_arena_strndup(&draft->plan->arena, text.data, text.len);
	}
	if (had) {
		had->text = text;
		return;
	}
	if (draft->n == draft->cap) {
		struct mq_record_value *more;

		draft->cap = draft->cap ? draft->cap * 2 : 16;
		more = mq_arena_alloc(&draft->plan->arena, draft->cap * sizeof(*more));
		if (draft->n) {
			memcpy(more, draft->values, draft->n * sizeof(*more));
		}
		draft->values = more;
	}
	draft->values[draft->n++] = (struct mq_record_value){field, text};
}

void draft_set_text(struct change_draft *draft, mq_field_id field, const char *text)
{
	draft_set(draft, field, mq_slice_str(text));
}

void draft_default(struct change_draft *draft, mq_field_id field, const char *text)
{
	if (text && !draft_get(draft, field)) {
		draft_set_text(draft, field, text);
	}
}

void draft_set_id(struct change_draft *draft, mq_field_id field, mq_record_id id)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", id);
	if (id != MQ_NO_RECORD) {
		draft_set_text(draft, field, text);
	}
}

void draft_set_day(struct change_draft *draft, mq_field_id field, mq_day day)
{
	char text[16];

	mq_day_format(day, text);
	draft_set_text(draft, field, text);
}

void draft_end(struct change_draft *draft)
{
	struct mq_plan *plan = draft->plan;

	plan->changes = mq_grow(plan->changes, &plan->cap_changes, plan->n_changes + 1,
		sizeof(*plan->changes));
	plan->changes[plan->n_changes++] = (struct mq_change){draft->kind, draft->id,
		draft->values, draft->n};
}

void plan_note(struct mq_plan *plan, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	plan->notes = mq_grow(plan->notes, &plan->cap_notes, plan->n_notes + 1,
		sizeof(*plan->notes));
	plan->notes[plan->n_notes] = mq_arena_alloc(&plan->arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf((char *)plan->notes[plan->n_notes++], (size_t)len + 1, fmt, args);
	va_end(args);
}

/* ---- texts of records ---- */

struct mq_slice stored(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field)
{
	return id == MQ_NO_RECORD || field == MQ_NO_FIELD ? mq_slice(NULL, 0) :
		mq_record_peek(mq_index_record(view->index, kind, id), field);
}

mq_day stored_day(const struct mq_view *view, mq_kind_id kind, mq_record_id id, mq_field_id field,
	mq_day otherwise)
{
	struct mq_slice text = stored(view, kind, id, field);

	return text.data ? (mq_day)mq_value_number(&view->schema->fields[field], text) : otherwise;
}

bool text_is(struct mq_slice text, const char *wanted)
{
	return text.data && text.len == strlen(wanted) && memcmp(text.data, wanted, text.len) == 0;
}

const char *shown_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	mq_field_id field, struct mq_arena *arena)
{
	const struct mq_field *f = field == MQ_NO_FIELD ? NULL : &view->schema->fields[field];
	struct mq_buf value = {0};
	struct mq_buf shown = {0};
	const char *text = "";

	if (f && id != MQ_NO_RECORD && mq_schema_distance(view->schema, kind, field) >= 0) {
		mq_query_value(view, kind, id, field, &value);
	}
	if (value.len) {
		mq_value_show(f, mq_slice(value.data, value.len), &shown);
		text = mq_arena_strndup(arena, shown.data, shown.len);
	}
	mq_buf_release(&value);
	mq_buf_release(&shown);
	return text;
}

const char *key_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	struct mq_arena *arena)
{
	const struct mq_kind *k = &view->schema->kinds[kind];
	struct mq_slice text = stored(view, kind, id, k->n_key ? k->key[0] : MQ_NO_FIELD);

	return text.data ? mq_arena_strndup(arena, text.data, text.len) : "";
}

const char *title_of(const struct mq_view *view, mq_kind_id kind, mq_record_id id,
	struct mq_arena *arena)
{
	const char *title = shown_of(view, kind, id, mq_kind_title(&view->schema->kinds[kind]),
		arena);

	return *title ? title : key_of(view, kind, id, arena);
}

const char *person_line(const struct mq_view *view, mq_record_id id, struct mq_arena *arena)
{
	mq_kind_id kind = mq_schema_kind(view->schema, "resident");
	static const char *const fields[] = {"name", "age", "standard_address", "person_id"};
	struct mq_buf line = {0};
	const char *text;

	for (size_t i = 0; i < MQ_LENGTH(fields); i++) {
		mq_field_id field = mq_schema_field_exact(view->schema, kind, fields[i],
			strlen(fields[i]));
		const char *shown = shown_of(view, kind, id, field, arena);

		if (*shown) {
			mq_buf_adds(&line, line.len ? " " : "");
			mq_buf_adds(&line, shown);
		}
	}
	text = mq_arena_strndup(arena, line.len ? line.data : "", line.len);
	mq_buf_release(&line);
	return text;
}

enum mq_err day_said(const struct mq_view *view, mq_field_id field, struct mq_slice text,
	mq_day *day, struct mq_diag *diag)
{
	const struct mq_field *f = &view->schema->fields[field];
	struct mq_buf canonical = {0};
	struct mq_value value;
	enum mq_err err = MQ_OK;

	*day = view->today;
	if (text.data) {
		err = mq_value_read(f, text.data, text.len, &canonical, &value, diag);
		*day = err == MQ_OK ? (mq_day)value.number : view->today;
	}
	mq_buf_release(&canonical);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

enum mq_err is_true_of_any(const struct mq_view *view, const struct mq_query *query,
	const mq_record_id *ids, size_t n, bool *holds, struct mq_diag *diag)
{
	struct mq_judgement *judgements = mq_alloc((n + 1) * sizeof(*judgements));
	struct mq_arena scratch = {0};
	enum mq_err err;

	for (size_t i = 0; i < n; i++) {
		judgements[i] = (struct mq_judgement){.query = query, .id = ids[i]};
	}
	err = n ? mq_query_judge(view, judgements, n, &scratch, diag) : MQ_OK;
	*holds = false;
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		*holds = *holds || judgements[i].truth == MQ_TRUE;
	}
	mq_arena_release(&scratch);
	free(judgements);
	return err;
}
