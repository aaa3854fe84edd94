#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Rows of the answer. Columns and order are the caller's, else the query's own
 * directives, else the kind's.
 */

const mq_field_id *mq_session_columns(const struct mq_session *session, const struct mq_page *page,
	size_t *n_columns)
{
	const struct mq_kind *kind = &session->schema->kinds[mq_session_kind(session)];
	const mq_field_id *columns = page->columns;

	*n_columns = page->n_columns;
	if (!columns && session->asked) {
		columns = mq_query_columns(session->query, n_columns);
	}
	if (!columns || !*n_columns) {
		columns = kind->columns;
		*n_columns = kind->n_columns;
	}
	return columns;
}

bool mq_session_can_order(const struct mq_session *session, mq_field_id field)
{
	const struct mq_field *f = &session->schema->fields[field];

	return !f->expression && mq_index_has_column(session->schema,
		f->years_since != MQ_NO_FIELD ? f->years_since : field);
}

/* By more fields than MQ_ORDER_MAX nobody sorts; the rest is passed over. */
static size_t sort_of(const struct mq_session *session, const struct mq_page *page,
	struct mq_sort *sort)
{
	size_t n = 0;

	if (page->order) {
		for (; n < page->n_order && n < MQ_ORDER_MAX; n++) {
			sort[n] = (struct mq_sort){page->order[n].field, page->order[n].descending};
		}
		return n;
	}
	const struct mq_sort *own = session->asked ? mq_query_sort(session->query, &n) : NULL;

	n = n < MQ_ORDER_MAX ? n : MQ_ORDER_MAX;
	if (n) {
		memcpy(sort, own, n * sizeof(*sort));
	}
	return n;
}

size_t mq_session_order(const struct mq_session *session, const struct mq_page *page,
	struct mq_order order[MQ_ORDER_MAX])
{
	struct mq_sort sort[MQ_ORDER_MAX];
	size_t n = sort_of(session, page, sort);

	for (size_t i = 0; i < n; i++) {
		order[i] = (struct mq_order){sort[i].field, sort[i].descending};
	}
	return n;
}

uint64_t mq_session_n_rows(const struct mq_session *session)
{
	size_t limit = session->asked ? mq_query_limit(session->query) : 0;
	uint64_t n = session->show_unknown ? session->reply.unknown : session->reply.hits;

	return limit && limit < n ? limit : n;
}

/* ---- who goes first ---- */

enum { PARTS = MQ_TIERS + 1 };

/* A set in the parts that follow one another, each in the usual order. */
static void part(const struct mq_session *session, const struct mq_set *set,
	struct mq_set *parts[PARTS])
{
	struct mq_set *rest = mq_set_dup(set);

	for (size_t i = 0; i < MQ_TIERS; i++) {
		struct mq_set *left;

		parts[i] = NULL;
		if (session->tiers[i] != NULL) {
			parts[i] = mq_set_and(rest, session->tiers[i]);
			left = mq_set_minus(rest, session->tiers[i]);
			mq_set_free(rest);
			rest = left;
		}
	}
	parts[MQ_TIERS] = rest;
}

static void free_parts(struct mq_set *parts[PARTS])
{
	for (size_t i = 0; i < PARTS; i++) {
		mq_set_free(parts[i]);
	}
}

static size_t page_by_parts(struct mq_session *session, const struct mq_set *set, size_t offset,
	mq_record_id *ids, size_t wanted)
{
	struct mq_set *parts[PARTS];
	size_t n = 0;

	part(session, set, parts);
	for (size_t i = 0; i < PARTS && n < wanted; i++) {
		size_t n_part = parts[i] != NULL ? (size_t)mq_set_count(parts[i]) : 0;

		if (offset < n_part) {
			n += mq_query_page(&session->view, mq_session_kind(session), parts[i], NULL, 0,
				offset, ids + n, wanted - n);
		}
		offset -= offset < n_part ? offset : n_part;
	}
	free_parts(parts);
	return n;
}

static size_t rank_by_parts(struct mq_session *session, const struct mq_set *set, mq_record_id id)
{
	struct mq_set *parts[PARTS];
	size_t before = 0;
	size_t at = 0;

	part(session, set, parts);
	while (at < MQ_TIERS && (parts[at] == NULL || !mq_set_has(session->tiers[at], id))) {
		before += parts[at] != NULL ? (size_t)mq_set_count(parts[at]) : 0;
		at++;
	}
	before += mq_query_rank(&session->view, mq_session_kind(session), parts[at], NULL, 0, id);
	free_parts(parts);
	return before;
}

static bool goes_by_parts(const struct mq_session *session, size_t n_sort)
{
	return session->tiers[0] != NULL && n_sort == 0;
}

/* The records a page ranges over: those it names, else those of the answer. *own is what
 * the caller frees. */
static const struct mq_set *set_of(struct mq_session *session, const struct mq_page *page,
	struct mq_set **own)
{
	*own = page->ids ? mq_session_only(session, page) : NULL;
	return *own ? *own : mq_session_set(session);
}

static size_t n_wanted(const struct mq_session *session, const struct mq_page *page,
	const struct mq_set *set)
{
	size_t own = page->ids && !page->within ? 0 : mq_query_limit(session->query);
	size_t limit = page->limit ? page->limit : own ? own : page->usual;
	size_t all = (size_t)mq_set_count(set);
	size_t left = all > page->offset ? all - page->offset : 0;

	return limit && limit < left ? limit : left;
}

size_t mq_session_page_rows(struct mq_session *session, const struct mq_page *page)
{
	struct mq_set *own;
	size_t n = n_wanted(session, page, set_of(session, page, &own));

	mq_set_free(own);
	return n;
}

/* The ids of the rows wanted, in order, in the session's scratch. */
static mq_record_id *page_ids(struct mq_session *session, const struct mq_page *page, size_t *n_ids)
{
	struct mq_set *own;
	const struct mq_set *set = set_of(session, page, &own);
	struct mq_sort sort[MQ_ORDER_MAX];
	size_t n_sort = sort_of(session, page, sort);
	size_t wanted = n_wanted(session, page, set);
	mq_record_id *ids = mq_arena_alloc(&session->scratch, (wanted + 1) * sizeof(*ids));

	*n_ids = goes_by_parts(session, n_sort)
		? page_by_parts(session, set, page->offset, ids, wanted)
		: mq_query_page(&session->view, mq_session_kind(session), set, sort, n_sort,
			page->offset, ids, wanted);
	mq_set_free(own);
	return ids;
}

static void fill_row(struct mq_row_source *source, const mq_field_id *columns, size_t n_columns,
	bool canonical, struct mq_arena *arena, struct mq_row *row)
{
	row->id = source->id;
	row->cells = mq_arena_alloc(arena, (n_columns + 1) * sizeof(*row->cells));
	for (size_t i = 0; i < n_columns; i++) {
		row->cells[i] = mq_row_source_text(source, columns[i], canonical, arena);
	}
}

/* Who hears of each row, and the arena its texts are put into. */
struct walk {
	mq_row_fn each;
	void *context;
	struct mq_arena *arena;
};

static enum mq_err walk_rows(struct mq_session *session, const struct mq_page *page,
	const struct walk *walk, struct mq_diag *diag)
{
	struct mq_row_source *source = &session->rows;
	size_t n_columns;
	size_t n_ids;
	const mq_field_id *columns = mq_session_columns(session, page, &n_columns);
	mq_record_id *ids = page_ids(session, page, &n_ids);
	bool more = true;

	mq_row_source_begin(source, &session->view, mq_session_kind(session), 0);
	for (size_t i = 0; i < n_ids && more; i++) {
		struct mq_row row;

		mq_row_source_turn(source, ids[i]);
		fill_row(source, columns, n_columns, page->canonical, walk->arena, &row);
		more = walk->each(walk->context, &row);
	}
	mq_arena_reset(&session->scratch);
	return mq_index_error(session->view.index, diag);
}

static enum mq_err walk_in_look(struct mq_session *session, const struct mq_page *page,
	const struct walk *walk, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look_at_answer(session, diag);

	if (err == MQ_OK) {
		err = walk_rows(session, page, walk, diag);
		mq_session_look_away(session);
	}
	return err;
}

enum mq_err mq_session_rank(struct mq_session *session, const struct mq_page *page,
	mq_record_id id, size_t *rank, bool *listed, struct mq_diag *diag)
{
	struct mq_sort sort[MQ_ORDER_MAX];
	enum mq_err err = mq_session_look_at_answer(session, diag);
	const struct mq_set *set;
	struct mq_set *own;
	size_t n_sort;

	if (err != MQ_OK) {
		return err;
	}
	set = set_of(session, page, &own);
	n_sort = sort_of(session, page, sort);
	*listed = mq_set_has(set, id);
	*rank = goes_by_parts(session, n_sort) ? rank_by_parts(session, set, id)
		: mq_query_rank(&session->view, mq_session_kind(session), set, sort, n_sort, id);
	mq_set_free(own);
	err = mq_index_error(session->view.index, diag);
	mq_session_look_away(session);
	return err;
}

enum mq_err mq_session_ids(struct mq_session *session, const struct mq_page *page,
	mq_record_id **ids, size_t *n_ids, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look_at_answer(session, diag);
	const mq_record_id *found;

	*ids = NULL;
	*n_ids = 0;
	if (err != MQ_OK) {
		return err;
	}
	found = page_ids(session, page, n_ids);
	*ids = mq_alloc((*n_ids + 1) * sizeof(**ids));
	memcpy(*ids, found, *n_ids * sizeof(**ids));
	mq_arena_reset(&session->scratch);
	err = mq_index_error(session->view.index, diag);
	mq_session_look_away(session);
	return err;
}

struct collected {
	struct mq_rows *rows;
	size_t cap;
};

static bool collect(void *context, const struct mq_row *row)
{
	struct collected *collected = context;
	struct mq_rows *rows = collected->rows;

	rows->rows = mq_grow(rows->rows, &collected->cap, rows->n_rows + 1, sizeof(*rows->rows));
	rows->rows[rows->n_rows++] = *row;
	return true;
}

enum mq_err mq_session_page(struct mq_session *session, const struct mq_page *page,
	struct mq_rows *rows, struct mq_diag *diag)
{
	struct collected collected = {.rows = rows};
	const struct walk walk = {collect, &collected, &rows->arena};

	const mq_field_id *columns;

	*rows = (struct mq_rows){0};
	columns = mq_session_columns(session, page, &rows->n_columns);
	rows->columns = mq_arena_alloc(&rows->arena, (rows->n_columns + 1) * sizeof(*columns));
	if (rows->n_columns) {
		memcpy(rows->columns, columns, rows->n_columns * sizeof(*columns));
	}
	return walk_in_look(session, page, &walk, diag);
}

void mq_rows_release(struct mq_rows *rows)
{
	free(rows->rows);
	mq_arena_release(&rows->arena);
	*rows = (struct mq_rows){0};
}

/* Rows that nobody keeps: the arena is used again for each. */
struct passing {
	mq_row_fn each;
	void *context;
	struct mq_arena arena;
};

static bool pass_on(void *context, const struct mq_row *row)
{
	struct passing *passing = context;
	bool more = passing->each(passing->context, row);

	mq_arena_reset(&passing->arena);
	return more;
}

enum mq_err mq_session_each(struct mq_session *session, const struct mq_page *page,
	mq_row_fn each, void *context, struct mq_diag *diag)
{
	struct passing passing = {.each = each, .context = context};
	const struct walk walk = {pass_on, &passing, &passing.arena};
	enum mq_err err = walk_in_look(session, page, &walk, diag);

	mq_arena_release(&passing.arena);
	return err;
}
