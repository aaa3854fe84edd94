#include "visit_own.h"

#include <string.h>

/*
 * Which visit of its day a sitting is, and what is new for one that is there. Another day,
 * visitor or outcome makes another visit; the same said once more is there already and only takes
 * what it did not say yet. Where it says otherwise nothing is done: which of both is right is
 * not for a program to guess.
 */

static mq_record_id find(const struct sitting *s, const char *key)
{
	return mq_index_find(s->view->index, s->names.visit, mq_slice_str(key));
}

const char *sitting_key(const struct sitting *s, mq_record_id person)
{
	return person == MQ_NO_RECORD ? s->base : mq_arena_format(&s->plan->arena, "%s/%s", s->base,
		key_of(s->view, s->names.resident, person, &s->plan->arena));
}

mq_record_id sitting_record(const struct sitting *s, mq_record_id person)
{
	return find(s, sitting_key(s, person));
}

static bool is_same(struct mq_slice text, const char *wanted)
{
	return text.data && text.len == strlen(wanted) && memcmp(text.data, wanted, text.len) == 0;
}

static bool is_of_this_outcome(const struct sitting *s, mq_record_id id)
{
	return is_same(stored(s->view, s->names.visit, id, s->names.outcome), s->outcome_id);
}

/* ---- which visit of the day ---- */

static void see(struct sitting *s, mq_record_id person)
{
	const char *key = sitting_key(s, person);
	mq_record_id id = find(s, key);

	if (id == MQ_NO_RECORD) {
		return;
	}
	s->there = s->there ? s->there : key;
	if (is_of_this_outcome(s, id)) {
		s->same = s->same ? s->same : key;
		s->with = s->with || stored(s->view, s->names.visit, id, s->names.with).data ? s->with :
			key;
	}
}

/* What is there under a base: of any member, whoever is named now. */
static void make_base(struct sitting *s, unsigned n)
{
	struct mq_arena *arena = &s->plan->arena;
	mq_kind_id kind = s->household != MQ_NO_RECORD ? s->names.household : s->names.resident;
	mq_record_id id = s->household != MQ_NO_RECORD ? s->household : s->visit->whom.id;
	const char *whose = key_of(s->view, kind, id, arena);
	char day[16];

	mq_day_format(s->day, day);
	s->base = n > 1 ? mq_arena_format(arena, "%s/%s.%u/%s", whose, day, n, s->staff) :
		mq_arena_format(arena, "%s/%s/%s", whose, day, s->staff);
	s->there = NULL;
	s->same = NULL;
	s->with = NULL;
	see(s, MQ_NO_RECORD);
	for (size_t i = 0; i < s->n_members; i++) {
		see(s, s->members[i]);
	}
	for (size_t i = 0; i < s->n_people; i++) {
		see(s, s->people[i]);
	}
}

/* Is it another visit that is there, of one of those it is of? */
static bool is_another(const struct sitting *s)
{
	for (size_t i = 0; i < s->n_people; i++) {
		mq_record_id id = sitting_record(s, s->people[i]);

		if (id != MQ_NO_RECORD && !is_of_this_outcome(s, id)) {
			return true;
		}
	}
	return s->n_people == 0 && s->there && !s->same;
}

/* That of this outcome before one whose records leave a place for it, before a new one. */
static void find_base(struct sitting *s)
{
	unsigned n = 1;
	unsigned place = 0;

	make_base(s, n);
	while (s->there && (s->visit->again || !s->same || is_another(s))) {
		place = place || s->visit->again || is_another(s) ? place : n;
		make_base(s, ++n);
	}
	if (!s->there && place) {
		make_base(s, place);
	}
}

/* A household whose visit names who was met: it is said of them once more. */
static void name_people(struct sitting *s)
{
	mq_record_id whole = sitting_record(s, MQ_NO_RECORD);

	if (s->n_people > 0 || (whole != MQ_NO_RECORD && is_of_this_outcome(s, whole))) {
		return;
	}
	for (size_t i = 0; i < s->n_members; i++) {
		mq_record_id id = sitting_record(s, s->members[i]);

		if (id != MQ_NO_RECORD && is_of_this_outcome(s, id)) {
			s->people[s->n_people++] = s->members[i];
		}
	}
}

enum mq_err sitting_find(struct sitting *s)
{
	enum { KEY_BYTES_MAX = 400 };

	s->n_members = mq_visit_members(s->view, s->household, s->members, MQ_VISIT_MEMBERS_MAX);
	find_base(s);
	name_people(s);
	return strlen(s->base) <= KEY_BYTES_MAX ? MQ_OK : mq_diag_add(s->diag, MQ_ERR_INPUT,
		_("the names of who visited are too long"));
}

/* ---- what it says otherwise ---- */

/* What tells it from others is no news for it. */
static bool is_told_apart_by(const struct sitting *s, mq_field_id field)
{
	return field == s->names.outcome || field == s->names.day || field == s->names.staff;
}

enum news sitting_news(const struct sitting *s, struct mq_whom whom, mq_field_id field,
	struct mq_slice text)
{
	const struct mq_field *f = &s->view->schema->fields[field];
	struct mq_slice had = stored(s->view, whom.kind, whom.id, field);
	struct mq_buf canonical = {0};
	struct mq_value value = {.text = {NULL, 0}};
	enum news news = NEWS_NEW;

	if (text.data) {
		mq_value_read(f, text.data, text.len, &canonical, &value, NULL);
	}
	if (value.text.len == had.len &&
	    (!had.len || memcmp(had.data, value.text.data, had.len) == 0)) {
		news = text.data && !value.text.data ? NEWS_NEW : NEWS_NONE;
	} else if (had.len) {
		news = NEWS_OTHER;
	}
	mq_buf_release(&canonical);
	return news;
}

static void add_other(struct sitting *s, mq_field_id field, struct mq_buf *others)
{
	mq_buf_addf(others, "%s%s", others->len ? ", " : "",
		mq_field_label(&s->view->schema->fields[field]));
}

static bool says_otherwise(const struct sitting *s, const struct mq_record_value *value)
{
	size_t n = s->n_people ? s->n_people : 1;

	for (size_t i = 0; i < n && !is_told_apart_by(s, value->field); i++) {
		mq_record_id id = sitting_record(s, s->n_people ? s->people[i] : MQ_NO_RECORD);

		if (id != MQ_NO_RECORD && sitting_news(s, (struct mq_whom){s->names.visit, id},
			value->field, value->text) == NEWS_OTHER) {
			return true;
		}
	}
	return false;
}

bool sitting_is_there(const struct sitting *s)
{
	for (size_t i = 0; i < s->n_people; i++) {
		if (sitting_record(s, s->people[i]) == MQ_NO_RECORD) {
			return false;
		}
	}
	return s->n_people > 0 || s->there;
}

bool sitting_contradicts(struct sitting *s)
{
	struct mq_buf others = {0};
	bool contradicts;

	for (size_t i = 0; i < s->visit->n_values; i++) {
		if (says_otherwise(s, &s->visit->values[i])) {
			add_other(s, s->visit->values[i].field, &others);
		}
	}
	for (size_t i = 0; i < s->visit->n_facts && sitting_is_there(s); i++) {
		const struct mq_visit_fact *fact = &s->visit->facts[i];

		if (sitting_news(s, fact->whom, fact->field, fact->text) == NEWS_OTHER) {
			add_other(s, fact->field, &others);
		}
	}
	contradicts = others.len > 0;
	if (contradicts) {
		plan_note(s->plan, _("it says otherwise: %s"), others.data);
	}
	mq_buf_release(&others);
	return contradicts;
}

/* ---- what is new for it ---- */

void sitting_fill(struct sitting *s, mq_record_id id)
{
	struct change_draft draft;

	draft_begin(&draft, s->plan, s->names.visit, id);
	for (size_t i = 0; i < s->visit->n_values; i++) {
		const struct mq_record_value *value = &s->visit->values[i];

		if (!is_told_apart_by(s, value->field) && sitting_news(s,
			(struct mq_whom){s->names.visit, id}, value->field, value->text) == NEWS_NEW) {
			draft_set(&draft, value->field, value->text);
		}
	}
	if (draft.n > 0) {
		draft_end(&draft);
		s->plan->n_filled++;
	}
}

/* Does a key begin with that of this sitting? */
static bool is_of_sitting(const struct sitting *s, struct mq_slice key)
{
	size_t len = strlen(s->base);
	const char *text = key.data;

	return text && key.len >= len && memcmp(text, s->base, len) == 0 &&
		(key.len == len || text[len] == '/');
}

size_t sitting_linked(const struct sitting *s, mq_kind_id kind, mq_record_id from,
	mq_record_id *ids, size_t n_ids)
{
	bool of_household = s->household != MQ_NO_RECORD;
	mq_field_id link = visit_link(s->view->schema, kind,
		of_household ? s->names.household : s->names.resident);

	return link == MQ_NO_FIELD ? 0 : mq_query_linked(s->view, link,
		of_household ? s->household : s->visit->whom.id, from, ids, n_ids);
}

mq_record_id sitting_said(const struct sitting *s, const struct visit_kept *kept,
	const struct mq_visit_thing *thing)
{
	enum { AT_ONCE = 64 };
	struct mq_slice detail = *thing->detail ? mq_slice_str(thing->detail) : mq_slice(NULL, 0);
	mq_record_id ids[AT_ONCE];
	size_t n;

	for (mq_record_id from = 0; (n = sitting_linked(s, kept->kind, from, ids, AT_ONCE)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			struct mq_whom one = {kept->kind, ids[i]};

			if (is_of_sitting(s, stored(s->view, kept->kind, ids[i], kept->of)) &&
			    is_same(stored(s->view, kept->kind, ids[i], kept->what), thing->what) &&
			    sitting_news(s, one, kept->detail, detail) == NEWS_NONE) {
				return ids[i];
			}
		}
	}
	return MQ_NO_RECORD;
}
