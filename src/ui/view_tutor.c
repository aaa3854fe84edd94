/*
 * The strip of the tutorial: which step it is, and what to do, wrapped. Where there is one line
 * it has the beginning of that alone.
 */
#include "view.h"

#include <string.h>

static bool is_word(char c)
{
	return c > ' ' && c <= '~';
}

/* The next line of a text, whose end is *len; where the one after it begins. What is to be typed
 * is not torn, as long as it goes into a line. */
static const char *next_line(const char *text, int width, size_t *len)
{
	size_t fits = mq_shown_break(text, strlen(text), width);
	size_t whole = fits;
	while (whole > 0 && is_word(text[whole - 1]) && is_word(text[whole])) {
		whole--;
	}
	*len = whole > 0 ? whole : fits;
	return text + *len + strspn(text + *len, " ");
}

int mq_view_tutor_height(const char *text, int width_cols)
{
	int lines = 1;
	for (size_t len; *text; lines++) {
		text = next_line(text, width_cols, &len);
	}
	return lines;
}

/* The keys against the end of a line of which so many columns are used; false: no room. */
static bool paint_keys(struct mq_cells *cells, struct mq_rect line, int used, const char *keys)
{
	int width = mq_shown_width(keys, strlen(keys));
	bool fits = (used > 0 ? used + 2 : 0) + width <= line.width;
	if (fits) {
		mq_cells_str(cells, line.x + line.width - width, line.y, width, MQ_ROLE_HINT, keys);
	}
	return fits;
}

/* "tutorial 3/12: why somebody is listed          M-n on  M-p back"; false where the keys had
 * no room. */
static bool paint_title(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_tutor_words *words, const char *keys)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_addf(title, _("tutorial %zu/%d: %s"), words->step, MQ_TUTOR_STEPS, words->title);
	int used = mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, title->data,
		title->len);
	return paint_keys(cells, rect, used, keys);
}

static void paint_alone(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_tutor_words *words)
{
	struct mq_buf *line = mq_cells_words(cells);
	mq_buf_addf(line, "%zu/%d %s", words->step, MQ_TUTOR_STEPS, words->text);
	mq_cells_cut(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, line->data, line->len);
}

void mq_view_tutor(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_tutor_words *words, const char *keys)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	if (rect.height == 1) {
		paint_alone(cells, rect, words);
		return;
	}
	bool told = paint_title(cells, rect, words, keys);
	const char *text = words->text;
	int used = 0;
	for (int y = 1; y < rect.height; y++) {
		size_t len;
		const char *next = next_line(text, rect.width, &len);
		used = mq_cells_text(cells, rect.x, rect.y + y, rect.width, MQ_ROLE_NORMAL, text, len);
		text = next;
	}
	if (!told) {
		struct mq_rect last = {rect.x, rect.y + rect.height - 1, rect.width, 1};
		paint_keys(cells, last, used, keys);
	}
}
