/*
 * The query line and the counts. The text scrolls sideways so that the insertion
 * point, where the terminal's own cursor stands, is always in sight: input methods and
 * screen readers follow that cursor. What counts for nothing yet is dimmed, what is wrong
 * is underlined by the error role. What would complete it stands in brackets behind the
 * cursor, so that nobody takes it for typed where there is no colour.
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

static enum mq_role role_at(const struct mq_query_line *line, size_t at)
{
	bool tail = at >= line->tail && at < line->tail_end;
	return !tail ? MQ_ROLE_NORMAL : line->wrong ? MQ_ROLE_ERROR : MQ_ROLE_DIM;
}

/* Where there is not room for all of it, it is left out: half a word completes nothing. */
static void paint_ghost(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_query_line *line, int column)
{
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_addf(text, "[%s]", line->ghost);
	if (column + mq_shown_width(text->data, text->len) <= rect.width) {
		mq_cells_text(cells, rect.x + column, rect.y, rect.width - column, MQ_ROLE_DIM,
			text->data, text->len);
	}
}

static void paint_text(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_query_line *line, int skip)
{
	struct mq_slice text = mq_prompt_text(line->prompt);
	const char *bytes = text.data;
	int column = -skip;
	mq_cells_spot(cells, rect, MQ_SPOT_TEXT, text.len);
	for (size_t at = 0; at < text.len;) {
		size_t n = mq_utf8_grapheme(bytes + at, text.len - at);
		int width = mq_shown_width(bytes + at, n);
		enum mq_role role = role_at(line, at);
		if (column >= 0 && column + width <= rect.width) {
			mq_cells_text(cells, rect.x + column, rect.y, width, role, bytes + at, n);
			mq_cells_spot(cells, (struct mq_rect){rect.x + column, rect.y, width, 1},
				MQ_SPOT_TEXT, at);
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
	if (line->ghost) {
		paint_ghost(cells, rect, line, column);
	}
}

/* "1 234 hits  12 unknown  of 80 000", shorter where brief. */
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
	}
	if (line->n_conditions > 0) {
		mq_buf_addf(out, _("  %zu cond."), line->n_conditions);
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

/* Paints a text against the right end; returns the columns left of it, all where it would leave
 * less than the query needs. */
static int paint_right(struct mq_cells *cells, struct mq_rect rect, int width,
	enum mq_role role, const struct mq_buf *text)
{
	int wide = mq_shown_width(text->data, text->len);
	int left = width - wide - 2;
	if (text->len == 0 || left < 20) {
		return width;
	}
	mq_cells_text(cells, rect.x + left + 2, rect.y, wide, role, text->data, text->len);
	return left;
}

/* Paints the counts and the badge; returns the columns left for the query. */
static int paint_beside(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_query_line *line, bool with_counts)
{
	int left = rect.width;
	struct mq_buf *text = mq_cells_words(cells);
	if (with_counts && line->reply) {
		counts_text(line, rect.width < 72, text);
		if (rect.width >= 72) {
			mq_buf_addf(text, " %5.1fms", (double)line->reply->micros / 1000.0);
		}
		left = paint_right(cells, rect, left, MQ_ROLE_COUNT, text);
	}
	text = mq_cells_words(cells);
	if (line->badge && *line->badge) {
		mq_buf_addf(text, "[%s]", line->badge);
	}
	return paint_right(cells, rect, left, MQ_ROLE_DIM, text);
}

void mq_view_query(struct mq_cells *cells, struct mq_rect rect, const struct mq_query_line *line,
	bool with_counts, int *cursor_x)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int label = mq_cells_str(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, _("query>"));
	label += label < rect.width;
	struct mq_rect field = rect;
	field.width = paint_beside(cells, rect, line, with_counts);
	field.x += label;
	field.width -= label;
	int column = cursor_column(line->prompt);
	/* keep a quarter of the field in sight before the insertion point */
	int skip = column < field.width ? 0 : column - field.width * 3 / 4;
	paint_text(cells, field, line, skip);
	*cursor_x = field.x + column - skip;
}
