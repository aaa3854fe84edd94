#include "need.h"

#include <stdlib.h>
#include <string.h>

/*
 * Needs as people read them, with what the day makes of each. The most overdue come first, then
 * those with the fewest days left, then those without a deadline, and last what is closed, the
 * newest first.
 */

/* ---- asking ---- */

enum mq_err mq_session_ask_needs(struct mq_session *session, const struct mq_need_rules *rules,
	const char *text, size_t len, const char *otherwise, struct mq_set **hits,
	char **canonical, struct mq_diag *diag)
{
	mq_kind_id kind = mq_need_rules_kind(rules);
	struct mq_query *query;
	struct mq_buf printed = {0};
	enum mq_err err = mq_session_compile(session, kind, len ? text : otherwise,
		len ? len : strlen(otherwise), &query, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (mq_query_kind(query) == kind) {
		err = mq_query_hits(query, &session->view, hits, diag);
	} else {
		err = mq_diag_add(diag, MQ_ERR_QUERY, _("this is asked of needs, not of a %s"),
			mq_kind_label(&session->schema->kinds[mq_query_kind(query)]));
	}
	mq_query_print(query, &printed);
	*canonical = mq_buf_take(&printed);
	mq_query_free(query);
	if (err != MQ_OK) {
		free(*canonical);
	}
	return err;
}

/* ---- one row ---- */

static const char *value(struct mq_row_source *source, mq_field_id field, struct mq_arena *arena)
{
	struct mq_slice text = mq_row_source_text(source, field, false, arena);

	return text.data ? text.data : "";
}

static const char *level_label(const struct mq_schema *schema, const struct mq_need_rules *rules,
	int level)
{
	const struct mq_codes *codes =
		schema->fields[mq_need_rules_field(rules, MQ_NEED_LEVEL)].codes;

	return level < 0 ? "" : mq_code_label(&codes->codes[level]);
}

/* The title of the first thing it hangs on that is known. */
static const char *whose(struct mq_session *session, const struct mq_need_rules *rules,
	mq_record_id id, struct mq_arena *arena)
{
	const struct mq_schema *schema = session->schema;
	const struct mq_kind *kind = &schema->kinds[mq_need_rules_kind(rules)];

	for (size_t i = 0; i < kind->n_links; i++) {
		mq_kind_id target = schema->fields[kind->links[i]].target;
		mq_field_id title = mq_kind_title(&schema->kinds[target]);
		const struct mq_column *links = mq_index_column(session->view.index,
			kind->links[i]);
		int64_t to = mq_column_get(links, id);
		struct mq_row_source source = {0};
		const char *text = "";

		if (to != MQ_NO_NUMBER && title != MQ_NO_FIELD &&
		    mq_set_has(session->view.universe[target], (mq_record_id)to)) {
			mq_row_source_begin(&source, &session->view, target, (mq_record_id)to);
			text = value(&source, title, arena);
			mq_row_source_release(&source);
		}
		if (*text) {
			return text;
		}
	}
	return "";
}

void mq_session_need_row(struct mq_session *session, const struct mq_need_rules *rules,
	mq_record_id id, struct mq_arena *arena, struct mq_need_row *row)
{
	struct mq_row_source source = {0};
	struct mq_need need = {.level = -1, .due = MQ_NEED_NO_DAY};
	const struct {
		enum mq_need_field field;
		const char **text;
	} texts[] = {
		{MQ_NEED_KEY, &row->key}, {MQ_NEED_KIND, &row->category},
		{MQ_NEED_DETAIL, &row->detail}, {MQ_NEED_STATE, &row->state},
		{MQ_NEED_DESK, &row->desk}, {MQ_NEED_LEVEL, &row->level},
		{MQ_NEED_SUPERVISION, &row->supervision}, {MQ_NEED_DUE, &row->due},
	};

	*row = (struct mq_need_row){.id = id};
	mq_row_source_begin(&source, &session->view, mq_need_rules_kind(rules), id);
	for (size_t i = 0; i < MQ_LENGTH(texts); i++) {
		*texts[i].text = value(&source, mq_need_rules_field(rules, texts[i].field), arena);
	}
	mq_row_source_release(&source);
	mq_need_read(rules, &session->view, id, &need);
	mq_need_clock(rules, &need, session->today, &row->clock);
	row->due_day = need.due;
	row->who = whose(session, rules, id, arena);
	row->stands = level_label(session->schema, rules, row->clock.level);
}

/* ---- in order ---- */

struct entry {
	struct mq_need need;
	struct mq_need_clock clock;
};

/* Running, then open without a deadline, then closed. */
static int rank(const struct entry *entry)
{
	return entry->clock.known ? 0 : mq_need_is_open(entry->need.state) ? 1 : 2;
}

static int by_urgency(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;

	if (rank(x) != rank(y)) {
		return rank(x) - rank(y);
	}
	if (x->clock.known && x->clock.left != y->clock.left) {
		return x->clock.left < y->clock.left ? -1 : 1;
	}
	if (x->clock.known && x->need.due != y->need.due) {
		return x->need.due < y->need.due ? -1 : 1;
	}
	if (!x->clock.known && x->need.told != y->need.told) {
		return x->need.told > y->need.told ? -1 : 1;
	}
	return (x->need.id > y->need.id) - (x->need.id < y->need.id);
}

static struct entry *read_entries(struct mq_session *session, const struct mq_need_rules *rules,
	const struct mq_set *hits, size_t *n_entries)
{
	enum { AT_ONCE = 256 };
	struct entry *entries = mq_alloc(((size_t)mq_set_count(hits) + 1) * sizeof(*entries));
	mq_record_id ids[AT_ONCE];
	size_t n;

	*n_entries = 0;
	for (mq_record_id from = 0; (n = mq_set_read(hits, from, ids, AT_ONCE)) > 0;
			from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			struct entry *entry = &entries[*n_entries];

			if (mq_need_read(rules, &session->view, ids[i], &entry->need)) {
				mq_need_clock(rules, &entry->need, session->today, &entry->clock);
				(*n_entries)++;
			}
		}
	}
	if (*n_entries > 1) {
		qsort(entries, *n_entries, sizeof(*entries), by_urgency);
	}
	return entries;
}

static void fill(struct mq_session *session, const struct mq_need_rules *rules,
	const struct mq_set *hits, size_t limit, struct mq_needs *needs)
{
	size_t n;
	struct entry *entries = read_entries(session, rules, hits, &n);

	needs->hits = n;
	needs->n_rows = limit && limit < n ? limit : n;
	needs->rows = mq_arena_alloc(&needs->arena, (needs->n_rows + 1) * sizeof(*needs->rows));
	for (size_t i = 0; i < needs->n_rows; i++) {
		mq_session_need_row(session, rules, entries[i].need.id, &needs->arena,
			&needs->rows[i]);
	}
	free(entries);
}

enum mq_err mq_session_needs(struct mq_session *session, const char *text, size_t len,
	size_t limit, struct mq_needs *needs, struct mq_diag *diag)
{
	const struct mq_need_rules *rules;
	struct mq_set *hits = NULL;
	enum mq_err err;

	*needs = (struct mq_needs){0};
	err = mq_session_look_at_needs(session, &rules, diag);
	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_ask_needs(session, rules, text, len, "need_open", &hits, &needs->query,
		diag);
	if (err == MQ_OK) {
		fill(session, rules, hits, limit, needs);
		err = mq_index_error(session->view.index, diag);
		mq_set_free(hits);
	} else {
		needs->query = NULL;
	}
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_need_waits(struct mq_session *session, struct mq_buf *out,
	struct mq_diag *diag)
{
	const struct mq_person *me = mq_session_person(session);
	const struct mq_need_rules *rules;
	struct mq_buf waits = {0};
	struct mq_buf area = {0};
	enum mq_err err;

	if (!me || !me->desk) {
		return MQ_OK;
	}
	err = mq_session_look_at_needs(session, &rules, diag);
	if (err == MQ_OK) {
		mq_need_waits(rules, me->desk, session->today, &waits);
		mq_session_my_area(session, &area);
		err = mq_session_within(session, mq_need_rules_kind(rules), waits.data,
			area.len ? area.data : "", out, diag);
		mq_session_look_away(session);
	}
	mq_buf_release(&waits);
	mq_buf_release(&area);
	return err;
}

void mq_needs_release(struct mq_needs *needs)
{
	free(needs->query);
	mq_arena_release(&needs->arena);
	*needs = (struct mq_needs){0};
}
