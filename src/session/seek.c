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
