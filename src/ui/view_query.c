/*
 * The query line and the counts. The text scrolls sideways so that the insertion
 * point, where the terminal's own cursor stands, is always in sight: input methods and
 * screen readers follow that cursor. What counts for nothing yet is dimmed, what is wrong
 * is underlined by the error role.
 */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

size_t mq_view_digits(uint64_t number, char out[MQ_NUMBER_SIZE])
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, number);
	size_t len = 0;
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0) {
			out[len++] = ' ';
		}
		out[len++] = digits[i];
	}
	out[len] = '\0';
	return len;
}

void mq_view_number(uint64_t number, struct mq_buf *out)
{
	char text[MQ_NUMBER_SIZE];
	mq_buf_add(out, text, mq_view_digits(number, text));
}

/* The column of the insertion point, from the text's beginning. */
static int cursor_column(const struct mq_prompt *prompt)
{
	struct mq_slice text = mq_prompt_text(prompt);
	return mq_shown_width(text.data, prompt->cursor);
}

static void paint_text(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_query_line *line, int skip)
{
	struct mq_slice text = mq_prompt_text(line->prompt);
	const char *bytes = text.data;
	int column = -skip;
	for (size_t at = 0; at < text.len;) {
		size_t n = mq_utf8_grapheme(bytes + at, text.len - at);
		int width = mq_shown_width(bytes + at, n);
		enum mq_role role = at < line->tail ? MQ_ROLE_NORMAL
			: line->wrong ? MQ_ROLE_ERROR : MQ_ROLE_DIM;
		if (column >= 0 && column + width <= rect.width) {
			mq_cells_text(cells, rect.x + column, rect.y, width, role, bytes + at, n);
		}
		column += width;
		at += n;
	}
	if (skip > 0) {
		mq_cells_str(cells, rect.x, rect.y, 1, MQ_ROLE_DIM, "<");
	}
	if (column > rect.width) {
		mq_cells_str(cells, rect.x + rect.width - 1, rect.y, 1, MQ_ROLE_DIM, ">");
	}
}

/* "1 234 hits  12 unknown  of 80 000    0.4ms", shorter where brief. */
static void counts_text(const struct mq_query_line *line, bool brief, struct mq_buf *out)
{
	const struct mq_reply *reply = line->reply;
	char hits[MQ_NUMBER_SIZE];
	char unknown[MQ_NUMBER_SIZE];
	char all[MQ_NUMBER_SIZE];
	mq_view_digits(reply->hits, hits);
	mq_view_digits(reply->unknown, unknown);
	mq_view_digits(reply->all, all);
	if (brief) {
		mq_buf_addf(out, line->unknown ? "%s [?%s] /%s" : "%s ?%s /%s", hits, unknown, all);
	} else {
		/* brackets round what the rows are, where they are not the hits */
		mq_buf_addf(out, line->unknown ? _("%s hits [%s unknown] of %s")
			: _("%s hits  %s unknown  of %s"), hits, unknown, all);
		mq_buf_addf(out, " %5.1fms", (double)reply->micros / 1000.0);
	}
	if (line->n_marked > 0) {
		char marked[MQ_NUMBER_SIZE];
		mq_view_digits(line->n_marked, marked);
		mq_buf_addf(out, brief ? " *%s" : _(" (%s marked)"), marked);
	}
}

void mq_view_counts(struct mq_cells *cells, struct mq_rect rect, const struct mq_query_line *line)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	if (!line->reply) {
		return;
	}
	struct mq_buf *text = mq_cells_words(cells);
	counts_text(line, false, text);
	if (mq_shown_width(text->data, text->len) > rect.width) {
		mq_buf_clear(text);
		counts_text(line, true, text);
	}
	mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_COUNT, text->data, text->len);
}

/* Paints the counts against the right end; returns the columns left for the query. */
static int paint_counts(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_query_line *line)
{
	if (!line->reply) {
		return rect.width;
	}
	struct mq_buf *text = mq_cells_words(cells);
	counts_text(line, rect.width < 72, text);
	int width = mq_shown_width(text->data, text->len);
	int left = rect.width - width - 2;
	if (left >= 20) {
		mq_cells_text(cells, rect.x + left + 2, rect.y, width, MQ_ROLE_COUNT, text->data,
			text->len);
	} else {
		left = rect.width;
	}
	return left;
}

void mq_view_query(struct mq_cells *cells, struct mq_rect rect, const struct mq_query_line *line,
	bool with_counts, int *cursor_x)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int label = mq_cells_str(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, _("query>"));
	label += label < rect.width;
	struct mq_rect field = rect;
	field.width = with_counts ? paint_counts(cells, rect, line) : rect.width;
	field.x += label;
	field.width -= label;
	int column = cursor_column(line->prompt);
	/* keep a quarter of the field in sight before the insertion point */
	int skip = column < field.width ? 0 : column - field.width * 3 / 4;
	paint_text(cells, field, line, skip);
	*cursor_x = field.x + column - skip;
}
