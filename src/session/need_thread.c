#include "need.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <minqing/register.h>

/*
 * The chain of one need, told from the history of its record. A step keeps what was before
 * it; what it became stands in the step after it, or in the record. So the past is walked
 * from now backwards, and shown forwards.
 */

struct telling {
	const struct mq_schema *schema;
	mq_kind_id kind;
	struct mq_record later;		/* the record as it was behind the step at hand */
	struct mq_need_thread *thread;
	struct mq_buf text;
};

static const char *keep(struct telling *telling, const char *text)
{
	return mq_arena_strdup(&telling->thread->arena, text ? text : "");
}

static const char *show(struct telling *telling, mq_field_id field, struct mq_slice text)
{
	if (!text.data) {
		return NULL;
	}
	mq_buf_clear(&telling->text);
	mq_value_show(&telling->schema->fields[field], text, &telling->text);
	return keep(telling, telling->text.data);
}

/* The day and the minute on the wall here. */
static const char *show_time(struct telling *telling, int64_t when)
{
	time_t seconds = (time_t)when;
	char day[16];
	struct tm tm;

	mq_session_local_day(when, day);
	if (!*day || !localtime_r(&seconds, &tm)) {
		return "";
	}
	return mq_arena_format(&telling->thread->arena, "%s %02d:%02d", day, tm.tm_hour, tm.tm_min);
}

static bool is_shown(const struct telling *telling, mq_field_id field)
{
	const struct mq_field *f = &telling->schema->fields[field];

	return f->kind == telling->kind && f->type != MQ_TYPE_REF &&
		f->reading_of == MQ_NO_FIELD;
}

static void add_change(struct telling *telling, struct mq_need_past *past, mq_field_id field,
	struct mq_slice was)
{
	if (is_shown(telling, field)) {
		past->changes[past->n_changes++] = (struct mq_need_change){
			.label = mq_field_label(&telling->schema->fields[field]),
			.was = show(telling, field, was),
			.became = show(telling, field, mq_record_get(&telling->later, field)),
		};
	}
}

/* All it began with: nothing was before. */
static void tell_beginning(struct telling *telling, struct mq_need_past *past)
{
	struct mq_arena *arena = &telling->thread->arena;

	past->changes = mq_arena_alloc(arena,
		(telling->later.n_values + 1) * sizeof(*past->changes));
	for (size_t i = 0; i < telling->later.n_values; i++) {
		add_change(telling, past, telling->later.values[i].field, mq_slice(NULL, 0));
	}
}

static void tell_step(struct telling *telling, const struct mq_history_entry *entry,
	struct mq_need_past *past)
{
	*past = (struct mq_need_past){
		.when = show_time(telling, entry->when), .who = keep(telling, entry->who),
		.why = keep(telling, entry->why), .source = keep(telling, entry->source),
		.created = entry->created,
	};
	if (entry->created) {
		tell_beginning(telling, past);
		return;
	}
	past->changes = mq_arena_alloc(&telling->thread->arena,
		(entry->n_fields + 1) * sizeof(*past->changes));
	for (size_t i = 0; i < entry->n_fields; i++) {
		struct mq_slice was = mq_record_get(&entry->was, entry->fields[i]);

		add_change(telling, past, entry->fields[i], was);
		mq_record_set(&telling->later, entry->fields[i], was);
	}
}

static void tell_all(struct telling *telling, const struct mq_history *history)
{
	struct mq_need_thread *thread = telling->thread;

	thread->n_steps = history->n_entries;
	thread->steps = mq_arena_alloc(&thread->arena,
		(history->n_entries + 1) * sizeof(*thread->steps));
	for (size_t i = 0; i < history->n_entries; i++) {
		tell_step(telling, &history->entries[i],
			&thread->steps[history->n_entries - 1 - i]);
	}
}

static void copy_record(struct mq_slice bytes, struct mq_record *out)
{
	struct mq_record lent = {0};

	if (bytes.data && mq_record_decode(&lent, bytes) == MQ_OK) {
		for (size_t i = 0; i < lent.n_values; i++) {
			mq_record_set(out, lent.values[i].field, lent.values[i].text);
		}
	}
	mq_record_release(&lent);
}

/* Within a look. */
static enum mq_err tell(struct mq_session *session, const struct mq_need_rules *rules,
	mq_record_id id, struct mq_need_thread *thread, struct mq_diag *diag)
{
	mq_kind_id kind = mq_need_rules_kind(rules);
	struct telling telling = {.schema = session->schema, .kind = kind, .thread = thread};
	struct mq_history history;
	struct mq_slice category;
	enum mq_err err = mq_register_history(session->reg, kind, id, &history, diag);

	if (err != MQ_OK) {
		return err;
	}
	thread->now.rows = mq_arena_alloc(&thread->now.arena, sizeof(*thread->now.rows));
	thread->now.n_rows = 1;
	mq_session_need_row(session, rules, id, &thread->now.arena, thread->now.rows);
	copy_record(mq_index_record(session->view.index, kind, id), &telling.later);
	category = mq_record_get(&telling.later, mq_need_rules_field(rules, MQ_NEED_KIND));
	thread->rule = keep(&telling, mq_need_rules_source(rules, category.data
		? mq_arena_strndup(&thread->arena, category.data, category.len) : NULL));
	tell_all(&telling, &history);
	mq_record_release(&telling.later);
	mq_buf_release(&telling.text);
	mq_history_release(&history);
	return MQ_OK;
}

enum mq_err mq_session_need_thread(struct mq_session *session, const char *key,
	struct mq_need_thread *thread, struct mq_diag *diag)
{
	const struct mq_need_rules *rules;
	mq_record_id id;
	enum mq_err err;

	*thread = (struct mq_need_thread){0};
	err = mq_session_look_at_needs(session, &rules, diag);
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_find_need(session, rules, key, &id, diag);
	if (err == MQ_OK) {
		err = tell(session, rules, id, thread, diag);
	}
	mq_session_look_away(session);
	return err;
}

void mq_need_thread_release(struct mq_need_thread *thread)
{
	mq_needs_release(&thread->now);
	mq_arena_release(&thread->arena);
	*thread = (struct mq_need_thread){0};
}
