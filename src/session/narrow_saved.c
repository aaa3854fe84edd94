#include <string.h>

#include <minqing/saved.h>

#include "narrow.h"

/*
 * A saved list put into a query as a facet's value is: beside the other conditions, left out,
 * or alone. One that wants a value is written with a sample, so that the whole can be tried on
 * the parser, and is then cut off where the value is to be typed.
 */

/* "@name", or "@name(who:text)" with *n_sample bytes of it behind the first colon. */
static void write_call(const struct mq_session *session, const struct mq_saved_row *row,
	struct mq_buf *out, size_t *n_sample)
{
	const struct mq_saved *list = mq_schema_saved(session->schema, row->id, strlen(row->id),
		MQ_SAVED_PERSONAL);
	size_t begin = out->len;
	const char *colon;

	if (row->wants && list) {
		mq_query_sample_saved(session->schema, list, out);
	}
	if (out->len == begin) {
		mq_buf_addf(out, "@%s", row->id);
	}
	colon = strchr(out->data + begin, ':');
	*n_sample = colon ? out->len - (size_t)(colon + 1 - out->data) : 0;
}

static void cut_sample(struct mq_buf *out, size_t n_sample)
{
	out->len -= n_sample;
	out->data[out->len] = '\0';
}

static void write_alone(const struct mq_session *session, mq_kind_id kind,
	const struct mq_saved_row *row, struct mq_buf *out)
{
	size_t n_sample;

	if (row->kind != kind) {
		mq_buf_addf(out, "from:%s ", session->schema->kinds[row->kind].id);
	}
	write_call(session, row, out, &n_sample);
	cut_sample(out, n_sample);
}

static void write_beside(const struct mq_session *session, const struct mq_query *query,
	const char *text, const struct mq_saved_row *row, bool exclude, struct mq_buf *out)
{
	const struct mq_about about = {MQ_NO_FIELD, row->id};
	struct mq_buf condition = {0};
	struct mq_buf meaning = {0};
	size_t n_sample = 0;

	if (!mq_narrow_has_list(query, row->id, exclude)) {
		mq_buf_adds(&condition, exclude ? "-" : "");
		write_call(session, row, &condition, &n_sample);
		mq_narrow_canonical(session, &condition, &meaning);
	}
	mq_narrow_replace(session, query, text, &about, &condition, &meaning, out);
	if (n_sample) {
		cut_sample(out, n_sample);
	}
	mq_buf_release(&condition);
	mq_buf_release(&meaning);
}

void mq_session_narrow_saved(const struct mq_session *session, mq_kind_id kind, const char *text,
	size_t len, const struct mq_saved_row *row, enum mq_narrow how, struct mq_buf *out)
{
	struct mq_query *query;

	if (how == MQ_NARROW_ONLY) {
		write_alone(session, kind, row, out);
		return;
	}
	query = mq_narrow_compile(session, MQ_QUERY_TYPING, text, len);
	if (query) {
		write_beside(session, query, text, row, how == MQ_NARROW_EXCLUDE, out);
	} else {
		mq_buf_add(out, text, len);
	}
	mq_query_free(query);
}
