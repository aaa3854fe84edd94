/*
 * The conditions of the query in a row: "conditions [1]aged [2]lives alone (12 unknown)". A
 * long one is cut; where there is not room for all, those round the selected one are shown
 * and it is told how many more there are.
 */
#include "view.h"

#include <string.h>

enum { LABEL_MIN = 20, MORE_COLS = 6, WIDE = 64 };

static void write_chip(const struct mq_condition *condition, size_t number, int width,
	struct mq_buf *out)
{
	int most = width / 3 > LABEL_MIN ? width / 3 : LABEL_MIN;
	size_t fits = strlen(condition->label);
	bool cut = mq_shown_width(condition->label, fits) > most;
	if (cut) {
		fits = mq_shown_break(condition->label, fits, most - 1);
	}
	mq_buf_addf(out, "[%zu]", number);
	mq_buf_add(out, condition->label, fits);
	mq_buf_adds(out, cut ? "~" : "");
	if (condition->unknown > 0) {
		char unknown[MQ_NUMBER_SIZE];
		mq_view_digits(condition->unknown, unknown);
		mq_buf_addf(out, _("(%s unknown)"), unknown);
	}
}

static int width_of(struct mq_cells *cells, const struct mq_chips *chips, size_t at, int width)
{
	struct mq_buf *text = mq_cells_words(cells);
	write_chip(&chips->conditions.conditions[at], at + 1, width, text);
	return 1 + mq_shown_width(text->data, text->len);
}

/* The first that is shown: as few as need be go, so that the selected one is in sight. */
static size_t first_of(struct mq_cells *cells, const struct mq_chips *chips, int width)
{
	size_t first = chips->selected;
	int used = chips->conditions.n > 0 ? width_of(cells, chips, first, width) : 0;
	while (first > 0) {
		used += width_of(cells, chips, first - 1, width);
		if (used > width - MORE_COLS) {
			break;
		}
		first--;
	}
	return first;
}

/* The chips from `first` on; what there was no room for is counted at the end. */
static void paint_from(struct mq_cells *cells, struct mq_rect rect, const struct mq_chips *chips,
	size_t first, bool focused, int *cursor_x)
{
	size_t n = chips->conditions.n;
	int x = 0;
	for (size_t i = first; i < n; i++) {
		int need = width_of(cells, chips, i, rect.width);
		bool selected = focused && i == chips->selected;
		if (i > first && x + need > rect.width - (i + 1 < n ? MORE_COLS : 0)) {
			struct mq_buf *more = mq_cells_words(cells);
			mq_buf_addf(more, " +%zu", n - i);
			mq_cells_text(cells, rect.x + x, rect.y, rect.width - x, MQ_ROLE_DIM, more->data,
				more->len);
			break;
		}
		struct mq_buf *text = mq_cells_words(cells);
		mq_buf_addc(text, selected ? '>' : ' ');
		write_chip(&chips->conditions.conditions[i], i + 1, rect.width, text);
		*cursor_x = selected ? rect.x + x : *cursor_x;
		x += mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x,
			selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL, text->data, text->len);
	}
}

void mq_view_chips(struct mq_cells *cells, struct mq_rect rect, const struct mq_chips *chips,
	bool focused, int *cursor_x)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int label = rect.width < WIDE ? 0
		: mq_cells_str(cells, rect.x, rect.y, rect.width, MQ_ROLE_DIM, _("conditions"));
	rect.x += label;
	rect.width -= label;
	*cursor_x = rect.x;
	if (chips && chips->conditions.n == 0) {
		mq_cells_str(cells, rect.x + 1, rect.y, rect.width - 1, MQ_ROLE_DIM, "-");
	} else if (chips) {
		size_t first = focused ? first_of(cells, chips, rect.width) : 0;
		paint_from(cells, rect, chips, first, focused, cursor_x);
	}
}
