#include "own.h"

#include <string.h>

/*
 * A text looked for in the rows of the answer, as they are shown. Rows are taken a page
 * at a time, so that backwards costs no more than forwards.
 */

enum { AT_ONCE = 256 };

/* What is looked for, folded, and where it was found. */
struct seeking {
	struct mq_buf word;
	struct mq_buf folded;
	struct mq_buf readings;
	const struct mq_schema *schema;
	const mq_field_id *columns;
	size_t n_columns;
	size_t at;		/* the row in this page */
	size_t found;		/* the first of them, or the last where backwards; SIZE_MAX */
	bool backwards;
};

static bool text_fits(struct seeking *seeking, const struct mq_field *field, struct mq_slice text)
{
	struct mq_buf *folded = &seeking->folded;
	const struct mq_buf *word = &seeking->word;

	mq_buf_clear(folded);
	mq_utf8_fold(folded, text.data, text.len);
	if (!folded->len) {
		return false;
	}
	if (memmem(folded->data, folded->len, word->data, word->len)) {
		return true;
	}
	if (field->search != MQ_SEARCH_NAME || !mq_reading_is_query(word->data, word->len)) {
		return false;
	}
	mq_buf_clear(&seeking->readings);
	mq_hanzi_spell(folded->data, folded->len, &seeking->readings);
	return mq_reading_match(seeking->readings.data, seeking->readings.len, word->data,
		word->len) != MQ_READING_NO;
}

static bool look_at(void *context, const struct mq_row *row)
{
	struct seeking *seeking = context;

	for (size_t i = 0; i < seeking->n_columns; i++) {
		if (row->cells[i].data && text_fits(seeking,
				seeking->schema->fields + seeking->columns[i], row->cells[i])) {
			seeking->found = seeking->at;
			break;
		}
	}
	seeking->at++;
	return seeking->backwards || seeking->found == SIZE_MAX;
}

/* The next rows to look at, of those from `from` to `to`. */
static void next_page(const struct seeking *seeking, size_t from, size_t to, struct mq_page *page)
{
	page->limit = to - from < AT_ONCE ? to - from : AT_ONCE;
	page->offset = seeking->backwards ? to - page->limit : from;
}

static enum mq_err seek(struct mq_session *session, struct mq_page page, struct seeking *seeking,
	size_t from, size_t to, size_t *rank, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	while (err == MQ_OK && from < to && seeking->found == SIZE_MAX) {
		next_page(seeking, from, to, &page);
		seeking->at = 0;
		err = mq_session_each(session, &page, look_at, seeking, diag);
		if (seeking->found != SIZE_MAX) {
			*rank = page.offset + seeking->found;
		} else if (seeking->backwards) {
			to = page.offset;
			*rank = to;
		} else {
			from = page.offset + page.limit;
			*rank = from - 1;
		}
	}
	return err;
}

enum mq_err mq_session_seek(struct mq_session *session, const struct mq_page *page,
	const char *text, size_t len, bool backwards, size_t *rank, bool *found,
	struct mq_diag *diag)
{
	struct seeking seeking = {.schema = session->schema, .backwards = backwards,
		.found = SIZE_MAX};
	size_t all = (size_t)mq_session_n_rows(session);
	size_t offset = page->offset < all ? page->offset : all;
	size_t n = backwards ? offset : all - offset;
	enum mq_err err = MQ_OK;

	n = page->limit && page->limit < n ? page->limit : n;
	*rank = page->offset;
	mq_utf8_fold(&seeking.word, text, len);
	if (seeking.word.len) {
		seeking.columns = mq_session_columns(session, page, &seeking.n_columns);
		err = backwards ? seek(session, *page, &seeking, offset - n, offset, rank, diag)
			: seek(session, *page, &seeking, offset, offset + n, rank, diag);
	}
	*found = seeking.found != SIZE_MAX;
	mq_buf_release(&seeking.word);
	mq_buf_release(&seeking.folded);
	mq_buf_release(&seeking.readings);
	return err;
}

/* ---- names of fields ---- */

static enum mq_called better(enum mq_called a, enum mq_called b)
{
	return a > b ? a : b;
}

static enum mq_called name_fits(const char *name, const struct mq_buf *word,
	struct mq_buf *scratch)
{
	const char *at;

	mq_buf_clear(scratch);
	mq_utf8_fold(scratch, name, strlen(name));
	at = scratch->len ? memmem(scratch->data, scratch->len, word->data, word->len) : NULL;
	if (!at) {
		return MQ_CALLED_NOT;
	}
	return at > scratch->data ? MQ_CALLED_INSIDE
		: scratch->len == word->len ? MQ_CALLED_SO : MQ_CALLED_PREFIX;
}

static enum mq_called label_is_read(const char *zh, const struct mq_buf *word,
	struct mq_buf *scratch)
{
	if (!mq_reading_is_query(word->data, word->len)) {
		return MQ_CALLED_NOT;
	}
	mq_buf_clear(scratch);
	mq_hanzi_spell(zh, strlen(zh), scratch);
	if (mq_reading_whole(scratch->data, scratch->len, word->data, word->len)
			!= MQ_READING_NO) {
		return MQ_CALLED_READ;
	}
	return mq_reading_match(scratch->data, scratch->len, word->data, word->len)
		!= MQ_READING_NO ? MQ_CALLED_PART_READ : MQ_CALLED_NOT;
}

enum mq_called mq_session_field_called(const struct mq_field *field, const char *typed,
	size_t len)
{
	const char *const names[] = {field->id, field->zh, field->en};
	struct mq_buf word = {0};
	struct mq_buf scratch = {0};
	enum mq_called called = MQ_CALLED_NOT;

	mq_utf8_fold(&word, typed, len);
	for (size_t i = 0; i < MQ_LENGTH(names) && word.len; i++) {
		called = better(called, names[i] ? name_fits(names[i], &word, &scratch) : called);
	}
	for (size_t i = 0; i < field->n_aliases && word.len; i++) {
		called = better(called, name_fits(field->aliases[i], &word, &scratch));
	}
	if (word.len && field->zh) {
		called = better(called, label_is_read(field->zh, &word, &scratch));
	}
	called = word.len ? called : MQ_CALLED_SO;
	mq_buf_release(&word);
	mq_buf_release(&scratch);
	return called;
}
