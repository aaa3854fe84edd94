#include "need.h"

#include <stdlib.h>
#include <string.h>

/*
 * Figures of needs: of all, of each desk, of each category. Each row has the query of whom it
 * counts, so that a number is one more word away from the needs behind it.
 */

struct counting {
	struct mq_session *session;
	const struct mq_need_rules *rules;
	const struct mq_set *hits;
	const char *base;		/* the conditions asked, each behind a space */
	struct mq_need_stats *stats;
	size_t cap;
	struct mq_diag *diag;
};

/* Asked from anywhere; by is a desk or a category, "" one that is not known. */
static enum mq_err write_query(struct counting *c, mq_field_id by, const char *id,
	const char **query)
{
	const struct mq_schema *schema = c->session->schema;
	mq_kind_id need = mq_need_rules_kind(c->rules);
	const char *one = by == MQ_NO_FIELD ? "" : mq_arena_format(&c->stats->arena, "%s:%s",
		schema->fields[by].id, *id ? id : "?");
	struct mq_buf text = {0};
	struct mq_buf both = {0};
	enum mq_err err;

	mq_buf_addf(&text, "from:%s%s", schema->kinds[need].id, c->base);
	err = mq_session_within(c->session, need, text.data, one, &both, c->diag);
	if (err == MQ_OK) {
		*query = mq_arena_strdup(&c->stats->arena, both.data);
	}
	mq_buf_release(&text);
	mq_buf_release(&both);
	return err;
}

static enum mq_err add(struct counting *c, mq_field_id by, int code)
{
	const struct mq_codes *codes = by == MQ_NO_FIELD ? NULL
		: c->session->schema->fields[by].codes;
	struct mq_need_stats *stats = c->stats;
	struct mq_need_stat stat = {.by = by, .id = "", .label = codes ? _("not known") : _("all")};

	mq_need_figures(c->rules, &c->session->view, c->hits, by, code, &stat.figures);
	if (codes && !stat.figures.open && !stat.figures.closed) {
		return MQ_OK;
	}
	if (codes && code >= 0) {
		stat.id = codes->codes[code].id;
		stat.label = mq_code_label(&codes->codes[code]);
	}
	stats->stats = mq_grow(stats->stats, &c->cap, stats->n_stats + 1, sizeof(*stats->stats));
	stats->stats[stats->n_stats] = stat;
	return write_query(c, by, stat.id, &stats->stats[stats->n_stats++].query);
}

static enum mq_err add_each(struct counting *c, enum mq_need_field field)
{
	mq_field_id by = mq_need_rules_field(c->rules, field);
	int n = (int)c->session->schema->fields[by].codes->n_codes;
	enum mq_err err = MQ_OK;

	for (int code = 0; code < n && err == MQ_OK; code++) {
		err = add(c, by, code);
	}
	return err == MQ_OK ? add(c, by, -1) : err;
}

static enum mq_err count(struct counting *c)
{
	enum mq_err err = add(c, MQ_NO_FIELD, -1);

	err = err == MQ_OK ? add_each(c, MQ_NEED_DESK) : err;
	return err == MQ_OK ? add_each(c, MQ_NEED_KIND) : err;
}

/* Its conditions alone: sort: and limit: make no other figures. */
static enum mq_err conditions(struct mq_session *session, const struct mq_need_rules *rules,
	const char *text, size_t len, struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_query *query;
	enum mq_err err = mq_session_compile(session, mq_need_rules_kind(rules), text, len, &query,
		diag);

	if (err != MQ_OK) {
		return err;
	}
	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		mq_buf_addc(out, ' ');
		mq_query_print_conjunct(query, i, out);
	}
	mq_query_free(query);
	return MQ_OK;
}

enum mq_err mq_session_need_stats(struct mq_session *session, const char *text, size_t len,
	struct mq_need_stats *stats, struct mq_diag *diag)
{
	struct counting c = {.session = session, .stats = stats, .diag = diag};
	const struct mq_need_rules *rules;
	struct mq_set *hits = NULL;
	struct mq_buf base = {0};
	char *canonical;
	enum mq_err err;

	*stats = (struct mq_need_stats){0};
	err = mq_session_look_at_needs(session, &rules, diag);
	if (err != MQ_OK) {
		return err;
	}
	c.rules = rules;
	err = mq_session_ask_needs(session, rules, text, len, "", &hits, &canonical, diag);
	if (err == MQ_OK) {
		free(canonical);
		c.hits = hits;
		err = conditions(session, rules, text, len, &base, diag);
		c.base = base.data ? base.data : "";
		err = err == MQ_OK ? count(&c) : err;
		err = err == MQ_OK ? mq_index_error(session->view.index, diag) : err;
	}
	mq_set_free(hits);
	mq_buf_release(&base);
	mq_session_look_away(session);
	return err;
}

void mq_need_stats_release(struct mq_need_stats *stats)
{
	free(stats->stats);
	mq_arena_release(&stats->arena);
	*stats = (struct mq_need_stats){0};
}
