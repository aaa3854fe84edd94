#include "visit_own.h"

#include <string.h>

/*
 * What came of a sitting, beside its own records: facts that changed, facts that were found
 * unchanged, services that were done, needs that were heard.
 */

struct mq_slice sitting_value(const struct mq_visit *visit, mq_field_id field)
{
	struct mq_slice text = {NULL, 0};

	for (size_t i = 0; i < visit->n_values; i++) {
		if (visit->values[i].field == field) {
			text = visit->values[i].text;
		}
	}
	return text;
}

/* A visit that is there brings facts that nobody knew, but takes back none. */
static void add_facts(struct sitting *s)
{
	for (size_t i = 0; i < s->visit->n_facts; i++) {
		const struct mq_visit_fact *fact = &s->visit->facts[i];
		enum news news = sitting_news(s, fact->whom, fact->field, fact->text);
		struct change_draft draft;

		if (news == NEWS_NONE && s->again) {
			continue;
		}
		draft_begin(&draft, s->plan, fact->whom.kind, fact->whom.id);
		draft_set(&draft, fact->field, fact->text);
		draft_end(&draft);
		s->plan->n_facts += news != NEWS_NONE;
	}
}

static bool is_confirmed(struct sitting *s)
{
	struct mq_slice text = s->names.confirmed == MQ_NO_FIELD ? mq_slice(NULL, 0) :
		sitting_value(s->visit, s->names.confirmed);
	struct mq_buf canonical = {0};
	struct mq_value value = {.number = 0};

	if (text.data) {
		mq_value_read(&s->view->schema->fields[s->names.confirmed], text.data, text.len,
			&canonical, &value, NULL);
	}
	mq_buf_release(&canonical);
	return value.number == 1;
}

/* What was found unchanged is as fresh as what was written down today; an older visit that is
 * told later takes nothing back. */
static void confirm(struct sitting *s)
{
	for (size_t i = 0; i < s->n_people && s->names.confirmed_on != MQ_NO_FIELD; i++) {
		const struct mq_field *field = &s->view->schema->fields[s->names.confirmed_on];
		struct mq_slice had = stored(s->view, s->names.resident, s->people[i], field->number);
		struct change_draft draft;

		if (had.data && mq_value_number(field, had) > s->day - s->again) {
			continue;
		}
		draft_begin(&draft, s->plan, s->names.resident, s->people[i]);
		draft_set_day(&draft, field->number, s->day);
		draft_end(&draft);
		s->plan->n_confirmed++;
	}
}

/* Who a need or a service is of: the one person, else all of the household. */
static mq_record_id about(const struct sitting *s)
{
	return s->visit->whom.kind == s->names.resident ? s->visit->whom.id :
		s->n_people == 1 ? s->people[0] : MQ_NO_RECORD;
}

const char *sitting_number(const struct sitting *s, mq_kind_id kind, char letter, size_t *n)
{
	const char *key;

	do {
		key = mq_arena_format(&s->plan->arena, "%s/%c%zu", s->plan->key, letter, ++*n);
	} while (mq_index_find(s->view->index, kind, mq_slice_str(key)) != MQ_NO_RECORD);
	return key;
}

/* ---- services ---- */

/* Is a line of the ledger of whom the sitting is about, or of their household as a whole, given
 * now, and waiting for its provider to come with an item? */
static bool waits_for(const struct sitting *s, mq_record_id line, const char *item)
{
	const struct visit_names *names = &s->names;
	const struct mq_schema *schema = s->view->schema;
	mq_field_id link = visit_link(schema, names->service, names->resident);
	struct mq_slice of = stored(s->view, names->service, line, link);
	mq_record_id person = about(s);

	return (!of.data || person == MQ_NO_RECORD ||
			mq_value_number(&schema->fields[link], of) == person) &&
		text_is(stored(s->view, names->service, line, names->service_item), item) &&
		text_is(stored(s->view, names->service, line, names->service_state), "active") &&
		stored_day(s->view, names->service, line, names->service_to, MQ_DAY_MAX) >=
			s->view->today &&
		stored(s->view, names->service, line, names->service_next).data;
}

static void note_call(struct sitting *s, mq_record_id line)
{
	const struct visit_names *names = &s->names;
	struct mq_arena *arena = &s->plan->arena;

	plan_note(s->plan, _("their provider's call of '%s', due by %s, is not told by this: "
		"`minqing service done %s`"),
		shown_of(s->view, names->service, line, names->service_item, arena),
		shown_of(s->view, names->service, line, names->service_next, arena),
		key_of(s->view, names->service, line, arena));
}

/* What an officer did is no call of the provider, but the officer may have seen one. */
static void note_calls(struct sitting *s, const char *item)
{
	enum { AT_ONCE = 64 };
	mq_record_id ids[AT_ONCE];
	size_t n;

	for (mq_record_id from = 0; (n = sitting_linked(s, s->names.service, from, ids, AT_ONCE)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			if (waits_for(s, ids[i], item)) {
				note_call(s, ids[i]);
			}
		}
	}
}

static void add_service(struct sitting *s, size_t *n, const struct mq_visit_thing *service)
{
	const struct mq_schema *schema = s->view->schema;
	struct change_draft draft;

	draft_begin(&draft, s->plan, s->names.service, MQ_NO_RECORD);
	draft_set_text(&draft, s->names.service_id,
		sitting_number(s, s->names.service, 'S', n));
	draft_set_text(&draft, s->names.service_item, service->what);
	draft_set_day(&draft, s->names.service_from, s->day);
	draft_set_day(&draft, s->names.service_to, s->day);
	draft_set_text(&draft, s->names.service_state, "ended");
	draft_set_text(&draft, s->names.service_cycle, "once");
	draft_set_text(&draft, s->names.service_source, "visit");
	draft_set_text(&draft, s->names.service_provider, s->staff);
	if (*service->detail) {
		draft_set_text(&draft, s->names.service_evidence, service->detail);
	}
	draft_set_id(&draft, visit_link(schema, s->names.service, s->names.resident), about(s));
	draft_set_id(&draft, visit_link(schema, s->names.service, s->names.household),
		s->household);
	draft_end(&draft);
	s->plan->n_services++;
	note_calls(s, service->what);
}

static void add_services(struct sitting *s)
{
	const struct visit_names *names = &s->names;
	const struct visit_kept kept = {names->service, names->service_id, names->service_item,
		names->service_evidence};
	size_t n = 0;

	for (size_t i = 0; i < s->visit->n_services; i++) {
		if (!s->again || sitting_said(s, &kept, &s->visit->services[i]) ==
				MQ_NO_RECORD) {
			add_service(s, &n, &s->visit->services[i]);
		}
	}
}

enum mq_err sitting_came(struct sitting *s, const char *dir)
{
	add_facts(s);
	if (is_confirmed(s)) {
		confirm(s);
	}
	add_services(s);
	return visit_hear(s, dir, about(s));
}
