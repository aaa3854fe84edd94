#include "need.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/answer.h>
#include <minqing/register.h>

/*
 * One step: the record as it is, with what was given laid over it, then what the row of
 * the table does besides; the difference is the change. Nothing is written here, so that
 * a need heard on a visit goes into the visit's own act.
 */

/* ---- what was given ---- */

/* "+5": so many working days after the deadline there is, else after the day it was told. More time
 * for what is late begins today. */
static bool read_more_days(struct need_planning *p, struct mq_slice text)
{
	struct mq_need need = mq_need_now(p);
	mq_day from = need.due != MQ_NEED_NO_DAY ? need.due
		: need.told != MQ_NEED_NO_DAY ? need.told : p->today;
	char digits[8] = "";
	char *rest;
	unsigned long n;

	from = p->given->command == MQ_NEED_EXTEND && from < p->today ? p->today : from;
	if (text.len < 2 || text.len > sizeof(digits) || *(const char *)text.data != '+') {
		return false;
	}
	memcpy(digits, (const char *)text.data + 1, text.len - 1);
	n = strtoul(digits, &rest, 10);
	if (digits[0] < '0' || digits[0] > '9' || *rest || n > 999) {
		return false;
	}
	mq_need_set_day(p, MQ_NEED_DUE, mq_calendar_add(p->rules->calendar, from, (unsigned)n));
	return true;
}

static enum mq_need_field engine_field(const struct mq_need_rules *rules, mq_field_id field)
{
	size_t i = 0;

	while (i < MQ_NEED_FIELDS && rules->fields[i] != field) {
		i++;
	}
	return (enum mq_need_field)i;
}

/* "Not asked" is nobody's word. */
static bool says_something(enum mq_need_field field, struct mq_slice text)
{
	return text.data && (field != MQ_NEED_SATISFACTION || text.len != 1 ||
		*(const char *)text.data != '0');
}

static enum mq_err give(struct need_planning *p, const struct mq_record_value *value)
{
	const struct mq_field *f = &p->rules->schema->fields[value->field];
	enum mq_need_field field = engine_field(p->rules, value->field);
	struct mq_buf text = {0};
	struct mq_value read;
	enum mq_err err = MQ_OK;

	if (field != MQ_NEED_DUE || !read_more_days(p, value->text)) {
		err = value->text.data ? mq_value_read(f, value->text.data, value->text.len, &text,
			&read, p->diag) : MQ_ERR_NOT_FOUND;
		if (err == MQ_OK || err == MQ_ERR_NOT_FOUND) {
			mq_record_set(&p->now, value->field,
				err == MQ_OK ? read.text : mq_slice(NULL, 0));
			err = MQ_OK;
		}
	}
	if (field < MQ_NEED_FIELDS &&
	    says_something(field, mq_record_get(&p->now, value->field))) {
		p->bits |= MQ_NEED_BIT(field);
	}
	mq_buf_release(&text);
	return err;
}

static enum mq_err give_all(struct need_planning *p)
{
	const struct mq_need_given *given = p->given;
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < given->n_values; i++) {
		enum mq_err err = give(p, &given->values[i]);

		first = first == MQ_OK ? err : first;
	}
	p->bits |= given->why && *given->why ? MQ_NEED_BIT(MQ_NEED_WHY) : 0;
	p->bits |= given->spot ? MQ_NEED_BIT(MQ_NEED_SPOT) : 0;
	return first;
}

static uint32_t there(const struct need_planning *p)
{
	uint32_t bits = 0;

	for (int i = 0; i < MQ_NEED_FIELDS; i++) {
		enum mq_need_field field = (enum mq_need_field)i;
		struct mq_slice text = mq_record_get(&p->was, p->rules->fields[field]);

		bits |= says_something(field, text) ? MQ_NEED_BIT(field) : 0;
	}
	return bits;
}

/* ---- the change ---- */

static bool same(struct mq_slice a, struct mq_slice b)
{
	return a.data && b.data ? a.len == b.len && memcmp(a.data, b.data, a.len) == 0
		: a.data == b.data;
}

static void add_value(struct mq_need_plan *plan, size_t room, mq_field_id field,
	struct mq_slice text)
{
	if (!plan->values) {
		plan->values = mq_arena_alloc(&plan->arena, room * sizeof(*plan->values));
	}
	plan->values[plan->n_values++] = (struct mq_record_value){field, text.data
		? mq_slice(mq_arena_strndup(&plan->arena, text.data, text.len), text.len) : text};
}

/* The kind's fields that differ; the key and two links may follow. */
static void put_difference(struct need_planning *p)
{
	enum { FOLLOW = 3 };
	const struct mq_schema *schema = p->rules->schema;

	for (size_t i = 0; i < schema->n_fields; i++) {
		struct mq_slice now = mq_record_get(&p->now, (mq_field_id)i);

		if (schema->fields[i].kind == p->rules->kind &&
		    !same(now, mq_record_get(&p->was, (mq_field_id)i))) {
			add_value(p->plan, schema->n_fields + FOLLOW, (mq_field_id)i, now);
		}
	}
}

static void put_due(struct need_planning *p)
{
	struct mq_need was;
	struct mq_need now = mq_need_now(p);

	mq_need_of(p->rules, &p->was, &was);
	p->plan->due = now.due == was.due ? MQ_NEED_NO_DAY : now.due;
	p->plan->sure = now.due == MQ_NEED_NO_DAY || now.due == was.due ||
		mq_need_is_sure(p->rules, now.due < p->today ? now.due : p->today, now.due);
}

static enum mq_err read_was(struct need_planning *p, const struct mq_view *view, mq_record_id id)
{
	struct mq_slice bytes = {NULL, 0};

	if (id == MQ_NO_RECORD) {
		return MQ_OK;
	}
	bytes = mq_index_record(view->index, p->rules->kind, id);
	if (!bytes.data || mq_record_decode(&p->was, bytes) != MQ_OK) {
		return mq_diag_add(p->diag, MQ_ERR_NOT_FOUND, _("there is no such need"));
	}
	for (size_t i = 0; i < p->was.n_values; i++) {
		mq_record_set(&p->now, p->was.values[i].field, p->was.values[i].text);
	}
	return MQ_OK;
}

enum mq_err mq_need_plan(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, const struct mq_need_given *given, struct mq_need_plan *plan,
	struct mq_diag *diag)
{
	struct need_planning p = {
		.rules = rules, .today = view->today, .given = given, .plan = plan, .diag = diag,
	};
	enum mq_need_state from = MQ_NEED_NONE;
	enum mq_err err;

	*plan = (struct mq_need_plan){.due = MQ_NEED_NO_DAY};
	err = read_was(&p, view, id);
	if (err == MQ_OK && id != MQ_NO_RECORD) {
		from = mq_need_now(&p).state;
	}
	err = err == MQ_OK ? give_all(&p) : err;
	err = err == MQ_OK ? mq_need_step_find(given->command, from, p.bits, there(&p), &plan->step,
		diag) : err;
	err = err == MQ_OK ? mq_need_run_effects(&p, plan->step) : err;
	if (err == MQ_OK) {
		put_difference(&p);
		put_due(&p);
	}
	mq_record_release(&p.was);
	mq_record_release(&p.now);
	return err;
}

/* ---- whom it is of ---- */

static void add_link(const struct mq_need_rules *rules, mq_kind_id target, mq_record_id id,
	struct mq_need_plan *plan)
{
	const struct mq_kind *kind = &rules->schema->kinds[rules->kind];

	for (size_t i = 0; i < kind->n_links && id != MQ_NO_RECORD; i++) {
		if (rules->schema->fields[kind->links[i]].target == target) {
			char *text = mq_arena_format(&plan->arena, "%u", id);

			add_value(plan, rules->schema->n_fields, kind->links[i], mq_slice_str(text));
		}
	}
}

void mq_need_plan_about(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_kind_id about, mq_record_id about_id, unsigned *number, struct mq_need_plan *plan)
{
	mq_kind_id above = mq_kind_above(view->schema, about);
	char key[16];

	add_link(rules, about, about_id, plan);
	if (above != MQ_NO_KIND) {
		add_link(rules, above, mq_query_owner(view, about, about_id,
			view->schema->kinds[above].key[0]), plan);
	}
	*number = *number ? *number : mq_index_end(view->index, rules->kind);
	do {
		snprintf(key, sizeof(key), "N%08u", ++*number);
	} while (mq_index_find(view->index, rules->kind, mq_slice_str(key)) != MQ_NO_RECORD);
	add_value(plan, rules->schema->n_fields, rules->fields[MQ_NEED_KEY], mq_slice_str(key));
}

void mq_need_plan_release(struct mq_need_plan *plan)
{
	mq_arena_release(&plan->arena);
	*plan = (struct mq_need_plan){0};
}
