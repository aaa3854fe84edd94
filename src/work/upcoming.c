#include "upcoming_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Whom the days bring something. A rule tells of a record once: days that lie within its
 * quiet ones of one another are the same thing (a date that was put right by a week), whether
 * the first was told just now or was dismissed some time ago.
 *
 *     alert_key   RULE KEY DAY       the facts it was dismissed for
 */

/* The fields of the kind `alert`, in the order of an mq_alert's values. The last two are for who
 * reads it; a register of earlier definitions has them not. */
enum alert_field {
	ALERT_KEY, ALERT_RULE, ALERT_ABOUT, ALERT_DAY, ALERT_DISMISSED, ALERT_REASON,
	ALERT_WHAT, ALERT_BY,
	ALERT_FIELDS, ALERT_NEEDED = ALERT_WHAT,
};

static const char *const alert_ids[ALERT_FIELDS] = {
	"alert_key", "alert_rule", "alert_about", "alert_day", "alert_dismissed", "alert_reason",
	"alert_what", "alert_by",
};

/* Something that was dismissed. */
struct dismissed {
	struct mq_slice rule;	/* lent by the index, as all here */
	struct mq_slice about;
	mq_day day;
};

struct finding {
	const struct mq_view *view;
	const struct mq_upcoming_rule *rule;
	struct dismissed *dismissed;	/* by rule, then by about, then by day */
	size_t n_dismissed;
	struct mq_comings *comings;
	struct mq_buf key;
};

static bool find_alert_fields(const struct mq_schema *schema, mq_kind_id *kind,
	mq_field_id fields[ALERT_FIELDS])
{
	*kind = mq_schema_kind(schema, "alert");
	for (int i = 0; i < ALERT_FIELDS && *kind != MQ_NO_KIND; i++) {
		fields[i] = mq_schema_field_exact(schema, *kind, alert_ids[i],
			strlen(alert_ids[i]));
		if (fields[i] != MQ_NO_FIELD && schema->fields[fields[i]].kind != *kind) {
			fields[i] = MQ_NO_FIELD;
		}
		if (fields[i] == MQ_NO_FIELD && i < ALERT_NEEDED) {
			*kind = MQ_NO_KIND;
		}
	}
	return *kind != MQ_NO_KIND;
}

/* ---- what was dismissed ---- */

static int compare_text(struct mq_slice a, struct mq_slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.data, b.data, len) : 0;

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_rule_and_about(const void *a, const void *b)
{
	const struct dismissed *one = a;
	const struct dismissed *other = b;
	int order = compare_text(one->rule, other->rule);

	return order != 0 ? order : compare_text(one->about, other->about);
}

static void read_one(struct finding *finding, mq_kind_id kind, mq_record_id id,
	const mq_field_id fields[ALERT_FIELDS], const struct mq_column *days)
{
	struct mq_slice record = mq_index_record(finding->view->index, kind, id);

	if (record.data) {
		finding->dismissed[finding->n_dismissed++] = (struct dismissed){
			.rule = mq_record_peek(record, fields[ALERT_RULE]),
			.about = mq_record_peek(record, fields[ALERT_ABOUT]),
			.day = (mq_day)mq_column_get(days, id),
		};
	}
}

/* Those whose day is not long gone: only these can be what is told now. */
static void read_dismissed(struct finding *finding)
{
	mq_field_id fields[ALERT_FIELDS];
	const struct mq_column *days;
	struct mq_set *near;
	mq_kind_id kind;
	mq_record_id id = 0;

	if (!find_alert_fields(finding->view->schema, &kind, fields)) {
		return;
	}
	days = mq_index_column(finding->view->index, fields[ALERT_DAY]);
	near = mq_column_range(days, finding->view->today - MQ_TURNS_DAYS_MAX, MQ_DAY_MAX);
	finding->dismissed = mq_alloc((mq_set_count(near) + 1) * sizeof(*finding->dismissed));
	while (mq_set_read(near, id, &id, 1) == 1) {
		read_one(finding, kind, id++, fields, days);
	}
	if (finding->n_dismissed > 1) {
		qsort(finding->dismissed, finding->n_dismissed, sizeof(*finding->dismissed),
			by_rule_and_about);
	}
	mq_set_free(near);
}

/* The record's key into the finding's buffer. */
static struct mq_slice key_of(struct finding *finding, mq_record_id id)
{
	struct mq_record record = {0};
	mq_kind_id kind = finding->rule->kind;

	finding->key.len = 0;
	if (mq_record_decode(&record, mq_index_record(finding->view->index, kind, id)) == MQ_OK) {
		mq_record_key(finding->view->schema, kind, &record, &finding->key);
	}
	mq_record_release(&record);
	return mq_slice(finding->key.len ? finding->key.data : "", finding->key.len);
}

static bool is_near(mq_day a, mq_day b, unsigned days)
{
	return (unsigned)(a > b ? a - b : b - a) <= days;
}

static bool is_dismissed(struct finding *finding, mq_record_id id, mq_day day)
{
	const struct mq_upcoming_rule *rule = finding->rule;
	struct dismissed wanted = {.rule = mq_slice_str(rule->id)};
	const struct dismissed *found;
	const struct dismissed *end = finding->dismissed + finding->n_dismissed;

	if (finding->n_dismissed == 0) {
		return false;
	}
	wanted.about = key_of(finding, id);
	found = bsearch(&wanted, finding->dismissed, finding->n_dismissed,
		sizeof(*finding->dismissed), by_rule_and_about);
	while (found && found > finding->dismissed && by_rule_and_about(found - 1, &wanted) == 0) {
		found--;
	}
	for (; found && found < end && by_rule_and_about(found, &wanted) == 0; found++) {
		if (is_near(found->day, day, rule->quiet_days)) {
			return true;
		}
	}
	return false;
}

/* ---- what comes ---- */

static int by_day(const void *a, const void *b)
{
	const struct mq_coming *one = a;
	const struct mq_coming *other = b;

	if (one->day != other->day) {
		return (one->day > other->day) - (one->day < other->day);
	}
	if (one->rule != other->rule) {
		return (one->rule > other->rule) - (one->rule < other->rule);
	}
	return (one->id > other->id) - (one->id < other->id);
}

static void in_order(struct mq_comings *comings)
{
	if (comings->n > 1) {
		qsort(comings->comings, comings->n, sizeof(*comings->comings), by_day);
	}
}

/* The last day each record was told of, by id: a day that is near it is the same thing. */
static void keep_told(struct finding *finding, const struct mq_comings *found)
{
	mq_record_id end = mq_index_end(finding->view->index, finding->rule->kind);
	bool quiet = finding->rule->quiet_days > 0;
	mq_day *told = quiet ? mq_alloc(((size_t)end + 1) * sizeof(*told)) : NULL;

	for (size_t i = 0; i < found->n; i++) {
		const struct mq_coming *coming = &found->comings[i];
		bool again = quiet && told[coming->id] &&
			is_near(told[coming->id], coming->day, finding->rule->quiet_days);

		if (!again && !is_dismissed(finding, coming->id, coming->day)) {
			comings_add(finding->comings, *coming);
			if (quiet) {
				told[coming->id] = coming->day;
			}
		}
	}
	free(told);
}

enum mq_err mq_upcoming_find(const struct mq_view *view, const struct mq_upcoming_rules *rules,
	unsigned n_days, struct mq_comings *comings, struct mq_diag *diag)
{
	struct finding finding = {.view = view, .comings = comings};
	enum mq_err err = MQ_OK;

	*comings = (struct mq_comings){0};
	read_dismissed(&finding);
	for (size_t i = 0; i < rules->n && err == MQ_OK; i++) {
		const struct mq_upcoming_rule *rule = &rules->rules[i];
		unsigned days = n_days == 0 ? rule->ahead_days : n_days;
		struct mq_comings found;

		finding.rule = rule;
		err = mq_upcoming_find_rule(view, rule, days, false, &found, diag);
		if (err == MQ_OK) {
			keep_told(&finding, &found);
		}
		mq_comings_release(&found);
	}
	in_order(comings);
	mq_buf_release(&finding.key);
	free(finding.dismissed);
	return err;
}

void mq_comings_release(struct mq_comings *comings)
{
	free(comings->comings);
	*comings = (struct mq_comings){0};
}

/* ---- dismissing ---- */

/* The record's own link to what the alert's link points at, or itself. */
static mq_record_id linked(const struct mq_view *view, const struct mq_coming *coming,
	mq_kind_id target)
{
	const struct mq_kind *kind = &view->schema->kinds[coming->rule->kind];

	if (coming->rule->kind == target) {
		return coming->id;
	}
	for (size_t i = 0; i < kind->n_links; i++) {
		if (view->schema->fields[kind->links[i]].target == target) {
			int64_t id = mq_column_get(mq_index_column(view->index, kind->links[i]),
				coming->id);

			return id == MQ_NO_NUMBER ? MQ_NO_RECORD : (mq_record_id)id;
		}
	}
	return MQ_NO_RECORD;
}

static void add_links(const struct mq_view *view, const struct mq_coming *coming,
	struct mq_arena *arena, struct mq_alert *alert)
{
	const struct mq_kind *kind = &view->schema->kinds[alert->kind];

	for (size_t i = 0; i < kind->n_links; i++) {
		mq_record_id id = linked(view, coming, view->schema->fields[kind->links[i]].target);
		char text[16];

		if (id != MQ_NO_RECORD) {
			snprintf(text, sizeof(text), "%u", id);
			alert->values[alert->n_values++] = (struct mq_record_value){
				kind->links[i], mq_slice_str(mq_arena_strdup(arena, text)),
			};
		}
	}
}

/* The texts of the alert's own fields, in arena. */
static void write_texts(const struct mq_view *view, const struct mq_coming *coming,
	const struct mq_alert_words *words, struct mq_arena *arena, const char *texts[ALERT_FIELDS])
{
	struct finding finding = {.view = view, .rule = coming->rule};
	char day[16];
	char today[16];

	key_of(&finding, coming->id);
	mq_day_format(coming->day, day);
	mq_day_format(view->today, today);
	texts[ALERT_ABOUT] = mq_arena_strndup(arena, finding.key.len ? finding.key.data : "",
		finding.key.len);
	texts[ALERT_KEY] = mq_arena_format(arena, "%s %s %s", coming->rule->id, texts[ALERT_ABOUT],
		day);
	texts[ALERT_RULE] = mq_arena_strdup(arena, coming->rule->id);
	texts[ALERT_DAY] = mq_arena_strdup(arena, day);
	texts[ALERT_DISMISSED] = mq_arena_strdup(arena, today);
	texts[ALERT_REASON] = mq_arena_strdup(arena, words->reason);
	texts[ALERT_WHAT] = mq_arena_strdup(arena, mq_upcoming_label(coming->rule));
	texts[ALERT_BY] = mq_arena_strdup(arena, words->by);
	mq_buf_release(&finding.key);
}

enum mq_err mq_upcoming_alert(const struct mq_view *view, const struct mq_coming *coming,
	const struct mq_alert_words *words, struct mq_arena *arena, struct mq_alert *alert,
	struct mq_diag *diag)
{
	mq_field_id fields[ALERT_FIELDS];
	const char *texts[ALERT_FIELDS];

	if (!find_alert_fields(view->schema, &alert->kind, fields)) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("the fields of this register have no kind 'alert' to keep it in"));
	}
	write_texts(view, coming, words, arena, texts);
	alert->values = mq_arena_alloc(arena, (ALERT_FIELDS +
		view->schema->kinds[alert->kind].n_links) * sizeof(*alert->values));
	alert->n_values = 0;
	for (int i = 0; i < ALERT_FIELDS; i++) {
		if (fields[i] != MQ_NO_FIELD) {
			alert->values[alert->n_values++] = (struct mq_record_value){
				fields[i], mq_slice_str(texts[i]),
			};
		}
	}
	add_links(view, coming, arena, alert);
	return MQ_OK;
}
