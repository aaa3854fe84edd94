#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/card.h>
#include <minqing/sheets.h>

/*
 * Texts to be pasted elsewhere. What goes into a cell of a spreadsheet is guarded
 * against being taken for a formula; a single value is copied as it is.
 */

/* ---- a card ---- */

enum { LABEL_COLS = 22 };

/* A label, then blanks up to where values begin; one at least. */
static void add_label(struct mq_buf *out, const char *label)
{
	size_t from = out->len;
	size_t cols;

	mq_safe_text(out, label, strlen(label));
	cols = mq_width_text(out->data + from, out->len - from);
	do {
		mq_buf_addc(out, ' ');
	} while (++cols < LABEL_COLS);
}

void mq_card_text(const struct mq_card *card, struct mq_buf *out)
{
	mq_safe_text(out, card->title, strlen(card->title));
	mq_buf_adds(out, "\n");
	for (size_t i = 0; i < card->n_sections; i++) {
		const struct mq_card_section *section = &card->sections[i];

		mq_buf_addf(out, "\n[%s]\n", section->title);
		for (size_t j = 0; j < section->n_lines; j++) {
			const struct mq_card_line *line = &section->lines[j];

			mq_buf_adds(out, "  ");
			if (*line->label) {
				add_label(out, line->label);
			}
			mq_safe_text(out, line->value, strlen(line->value));
			mq_buf_adds(out, "\n");
		}
	}
}

static enum mq_err copy_cards(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < what->page.n_ids && err == MQ_OK; i++) {
		struct mq_card card;

		err = mq_session_card(session, what->kind, what->page.ids[i], &card, diag);
		if (err == MQ_OK) {
			mq_buf_adds(out, i ? "\n" : "");
			mq_card_text(&card, out);
		}
		mq_card_release(&card);
	}
	return err;
}

/* ---- values and rows ---- */

/* One of the records, alone on a page of the columns wanted. */
static enum mq_err copy_one(struct mq_session *session, const struct mq_page *page, size_t which,
	mq_row_fn each, void *context, struct mq_diag *diag)
{
	struct mq_page alone = *page;
	enum mq_err err = MQ_OK;

	alone.ids = page->ids + which;
	alone.n_ids = 1;
	alone.offset = 0;
	alone.within = false;
	alone.canonical = true;
	if (mq_session_page_rows(session, &alone) == 0) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no such record"));
	}
	return err == MQ_OK ? mq_session_each(session, &alone, each, context, diag) : err;
}

struct copied_value {
	const struct mq_field *field;
	struct mq_buf *out;
};

static bool copy_value(void *context, const struct mq_row *row)
{
	const struct copied_value *value = context;
	struct mq_slice cell = row->cells[0];

	if (cell.data && mq_lines_has_words(value->field)) {
		mq_value_show(value->field, cell, value->out);
	} else if (cell.data) {
		mq_buf_add(value->out, cell.data, cell.len);
	}
	return true;
}

static enum mq_err copy_fields(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct copied_value value = {&session->schema->fields[what->field], out};
	struct mq_page page = what->page;
	enum mq_err err = MQ_OK;

	page.columns = &what->field;
	page.n_columns = 1;
	for (size_t i = 0; i < page.n_ids && err == MQ_OK; i++) {
		mq_buf_adds(out, i ? "\n" : "");
		err = copy_one(session, &page, i, copy_value, &value, diag);
	}
	return err;
}

struct copied_rows {
	struct mq_lines lines;
	struct mq_buf *out;
};

static bool copy_row(void *context, const struct mq_row *row)
{
	struct copied_rows *rows = context;

	mq_lines_row(&rows->lines, row, rows->out);
	return true;
}

static enum mq_err copy_rows(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct copied_rows rows = {.lines = {.format = MQ_SHEET_TSV, .schema = session->schema,
		.words = true}, .out = out};
	enum mq_err err = MQ_OK;

	rows.lines.columns = mq_session_columns(session, &what->page, &rows.lines.n_columns);
	mq_lines_begin(&rows.lines, out);
	for (size_t i = 0; i < what->page.n_ids && err == MQ_OK; i++) {
		err = copy_one(session, &what->page, i, copy_row, &rows, diag);
	}
	mq_lines_end(&rows.lines, out);
	return err;
}

/* ---- the command line ---- */

/* In single quotes, which hold everything but themselves. */
static void add_word(struct mq_buf *out, const char *text, size_t len)
{
	mq_buf_adds(out, " '");
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\'') {
			mq_buf_adds(out, "'\\''");
		} else {
			mq_buf_addc(out, text[i]);
		}
	}
	mq_buf_addc(out, '\'');
}

static void add_columns(const struct mq_session *session, const struct mq_page *page,
	struct mq_buf *out)
{
	for (size_t i = 0; page->columns && i < page->n_columns; i++) {
		mq_buf_addf(out, "%s%s", i ? "," : " --columns ",
			session->schema->fields[page->columns[i]].id);
	}
}

static void add_order(const struct mq_session *session, const struct mq_page *page,
	struct mq_buf *out)
{
	for (size_t i = 0; page->order && i < page->n_order; i++) {
		mq_buf_addf(out, "%s%s%s", i ? "," : " --sort ",
			session->schema->fields[page->order[i].field].id,
			page->order[i].descending ? "-" : "");
	}
}

/* What was asked: of a text that is half-typed, the part that is answered. */
static void add_question(const struct mq_session *session, struct mq_buf *out)
{
	struct mq_buf canonical = {0};

	if (session->reply.tail >= session->text_len) {
		add_word(out, session->text, session->text_len);
		return;
	}
	mq_session_canonical(session, &canonical);
	add_word(out, canonical.data, canonical.len);
	mq_buf_release(&canonical);
}

static void copy_command(const struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out)
{
	const char *dir = mq_session_dir(session);
	char *real = realpath(dir, NULL);

	mq_buf_adds(out, "minqing -d");
	add_word(out, real ? real : dir, strlen(real ? real : dir));
	free(real);
	mq_buf_addf(out, " query --from %s",
		session->schema->kinds[mq_session_kind(session)].id);
	add_columns(session, &what->page, out);
	add_order(session, &what->page, out);
	mq_buf_adds(out, session->show_unknown ? " --unknown --" : " --");
	add_question(session, out);
}

/* ---- the door ---- */

static enum mq_err copy(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag)
{
	switch (what->form) {
	case MQ_COPY_FIELD:
		return copy_fields(session, what, out, diag);
	case MQ_COPY_ROW:
		return copy_rows(session, what, out, diag);
	case MQ_COPY_CARD:
		return copy_cards(session, what, out, diag);
	case MQ_COPY_QUERY:
		mq_buf_add(out, session->text, session->text_len);
		return MQ_OK;
	case MQ_COPY_COMMAND:
		copy_command(session, what, out);
		return MQ_OK;
	}
	return MQ_OK;
}

enum mq_err mq_session_copy(struct mq_session *session, const struct mq_copy *what,
	struct mq_buf *out, struct mq_diag *diag)
{
	bool held = session->held;
	size_t before = out->len;
	enum mq_err err = what->form == MQ_COPY_CARD ? mq_session_look(session, diag)
		: mq_session_look_at_answer(session, diag);

	if (err == MQ_OK) {
		session->held = true;
		err = copy(session, what, out, diag);
		session->held = held;
		mq_session_look_away(session);
	}
	if (err != MQ_OK && out->data) {
		out->len = before;
		out->data[before] = '\0';
	}
	return err;
}
