/*
 * own REGISTER: the worker that is minqing itself, through the doors the screen uses.
 *
 *     count  QUERY   hits
 *     rows   QUERY   the first 50 by name, six columns
 *     tags   QUERY   of the hits, how many have each tag that can be read
 *     cross  QUERY   counts of the hits by committee and sex
 *     forget -       no answer is kept of what was asked before
 *     ready  -       the same, and then each tag of the day is worked out
 *     export DIR     the same rows for the peers (export.c)
 *     memory -
 *
 * Whoever asks has it forget before every question. What was read of the snapshot itself,
 * links and numbers up the links as arrays, stays: to a peer these are columns. So are derived tags,
 * which the peers were given ready made; `ready` makes minqing's so.
 */
#include "worker.h"

#include <minqing/facets.h>

#include "../../../src/query/evaluate.h"
#include "../../../src/session/own.h"
#include "export.h"

enum { ROWS = 50 };

static const char *const row_columns[] = {
	"person_id", "name", "sex", "birth_date", "phone_mobile", "standard_address",
};

struct own {
	struct mq_session *session;
	mq_field_id columns[MQ_LENGTH(row_columns)];
	mq_field_id *tags;
	size_t n_tags;
	mq_field_id crossed[2];
};

static int64_t failed(enum mq_err err, struct mq_buf *answer)
{
	mq_buf_clear(answer);
	mq_buf_adds(answer, mq_err_text(err));
	return -1;
}

static enum mq_err ask(struct own *own, const char *query, struct mq_reply *reply)
{
	return mq_session_ask(own->session, 0, query, strlen(query), false, reply, NULL);
}

static int64_t answer_count(void *context, const char *query, struct mq_buf *answer)
{
	struct own *own = context;
	struct mq_reply reply;

	int64_t start = worker_ns();
	enum mq_err err = ask(own, query, &reply);
	int64_t took = worker_ns() - start;

	mq_buf_addf(answer, "%llu", (unsigned long long)reply.hits);
	return err == MQ_OK ? took : failed(err, answer);
}

static void write_rows(const struct mq_rows *rows, struct mq_buf *answer)
{
	for (size_t i = 0; i < rows->n_rows; i++) {
		mq_buf_addc(answer, ';');
		for (size_t j = 0; j < rows->n_columns; j++) {
			mq_buf_adds(answer, j > 0 ? "|" : "");
			mq_buf_add(answer, rows->rows[i].cells[j].data, rows->rows[i].cells[j].len);
		}
	}
}

static int64_t answer_rows(void *context, const char *query, struct mq_buf *answer)
{
	struct own *own = context;
	const struct mq_page page = {.columns = own->columns, .n_columns = MQ_LENGTH(own->columns),
		.limit = ROWS, .canonical = true};
	struct mq_reply reply;
	struct mq_rows rows = {0};

	int64_t start = worker_ns();
	enum mq_err err = ask(own, query, &reply);

	if (err == MQ_OK) {
		err = mq_session_page(own->session, &page, &rows, NULL);
	}
	int64_t took = worker_ns() - start;

	mq_buf_addf(answer, "%llu", (unsigned long long)reply.hits);
	write_rows(&rows, answer);
	mq_rows_release(&rows);
	return err == MQ_OK ? took : failed(err, answer);
}

/* Of the hits, within a look of its own. */
static enum mq_err count_tags_of_hits(struct own *own, uint64_t *counts)
{
	enum mq_err err = mq_session_look(own->session, NULL);

	if (err == MQ_OK) {
		struct mq_set *hits = mq_set_for_counting(own->session->answer.yes);

		err = mq_query_count_tags(&own->session->view, 0, hits, own->tags, own->n_tags,
			counts, NULL);
		mq_set_free(hits);
		mq_session_look_away(own->session);
	}
	return err;
}

static int64_t answer_tags(void *context, const char *query, struct mq_buf *answer)
{
	struct own *own = context;
	uint64_t *counts = mq_alloc((own->n_tags + 1) * sizeof(*counts));
	struct mq_reply reply;
	int64_t start = worker_ns();
	enum mq_err err = ask(own, query, &reply);

	if (err == MQ_OK) {
		err = count_tags_of_hits(own, counts);
	}
	int64_t took = worker_ns() - start;

	mq_buf_addf(answer, "%llu", (unsigned long long)reply.hits);
	for (size_t i = 0; i < own->n_tags; i++) {
		mq_buf_addf(answer, "|%llu", (unsigned long long)counts[i]);
	}
	free(counts);
	return err == MQ_OK ? took : failed(err, answer);
}

/* ---- forgetting ---- */

static int64_t forget(void *context, const char *text, struct mq_buf *answer)
{
	struct own *own = context;

	(void)text;
	(void)answer;
	if (own->session->view.cache != NULL) {
		cache_clear_answers(own->session->view.cache);
	}
	return 0;
}

static int64_t make_ready(void *context, const char *text, struct mq_buf *answer)
{
	struct own *own = context;
	uint64_t *counts = mq_alloc((own->n_tags + 1) * sizeof(*counts));
	enum mq_err err;

	forget(own, text, answer);
	err = mq_session_look(own->session, NULL);
	if (err == MQ_OK) {
		err = mq_query_count_tags(&own->session->view, 0,
			mq_index_live(own->session->view.index, 0), own->tags, own->n_tags,
			counts, NULL);
		mq_session_look_away(own->session);
	}
	free(counts);
	return err == MQ_OK ? 0 : failed(err, answer);
}

/* ---- two fields ---- */

static void write_value(const struct mq_cross_value *value, struct mq_buf *answer)
{
	mq_buf_addf(answer, "%s|", strcmp(value->value, "?") == 0 ? "" : value->value);
}

/* Cells with somebody in them, in the order of the lists. */
static void write_cross(const struct mq_cross *cross, struct mq_buf *answer)
{
	size_t width = cross->n_values[1];

	for (size_t i = 0; i < cross->n_values[0] * width; i++) {
		if (cross->counts[i] == 0) {
			continue;
		}
		mq_buf_adds(answer, answer->len > 0 ? ";" : "");
		write_value(&cross->values[0][i / width], answer);
		write_value(&cross->values[1][i % width], answer);
		mq_buf_addf(answer, "%llu", (unsigned long long)cross->counts[i]);
	}
}

static int64_t answer_cross(void *context, const char *query, struct mq_buf *answer)
{
	struct own *own = context;
	struct mq_cross cross = {0};
	struct mq_reply reply;
	int64_t start = worker_ns();
	enum mq_err err = ask(own, query, &reply);

	if (err == MQ_OK) {
		err = mq_session_cross(own->session, own->crossed, &cross, NULL);
	}
	int64_t took = worker_ns() - start;

	if (err == MQ_OK) {
		write_cross(&cross, answer);
	}
	mq_cross_release(&cross);
	return err == MQ_OK ? took : failed(err, answer);
}

static int64_t answer_export(void *context, const char *dir, struct mq_buf *answer)
{
	struct own *own = context;
	int64_t start = worker_ns();
	enum mq_err err = export_all(own->session, dir);

	return err == MQ_OK ? worker_ns() - start : failed(err, answer);
}

static mq_field_id field_of(const struct own *own, const char *id)
{
	return mq_schema_field(own->session->schema, 0, id, strlen(id));
}

/* The tags that can be read from a resident, in the schema's order. */
static void find_tags(struct own *own)
{
	const struct mq_schema *schema = own->session->schema;

	own->tags = mq_alloc((schema->n_fields + 1) * sizeof(*own->tags));
	for (size_t i = 0; i < schema->n_fields; i++) {
		const struct mq_field *field = &schema->fields[i];

		if (field->type == MQ_TYPE_BOOL && mq_schema_distance(schema, 0, field->number) >= 0) {
			own->tags[own->n_tags++] = field->number;
		}
	}
}

int main(int argc, char **argv)
{
	static const struct worker_verb verbs[] = {
		{"count", answer_count}, {"rows", answer_rows}, {"tags", answer_tags},
		{"forget", forget}, {"ready", make_ready},
		{"cross", answer_cross},
		{"export", answer_export}, {"memory", worker_memory},
	};
	struct own own = {0};

	if (argc != 2 || mq_session_open(argv[1], true, &own.session, NULL) != MQ_OK) {
		fprintf(stderr, "own: usage: own REGISTER\n");
		return 2;
	}
	for (size_t i = 0; i < MQ_LENGTH(row_columns); i++) {
		own.columns[i] = field_of(&own, row_columns[i]);
	}
	own.crossed[0] = field_of(&own, "committee");
	own.crossed[1] = field_of(&own, "sex");
	find_tags(&own);
	worker_serve(verbs, MQ_LENGTH(verbs), &own);
	free(own.tags);
	mq_session_close(own.session);
	return 0;
}
