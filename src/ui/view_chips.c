/*
 * The conditions of the query in a row: "conditions [1]aged [2]lives alone(12 unknown)". Where
 * there is not room for all they are told in fewer words; where that is too long still, those
 * round the selected one are shown, and how many more there are.
 */
#include "view.h"

#include <string.h>

enum { MORE_COLS = 6, WIDE = 64 };

/* The ways to tell them, the longest first. */
static const struct form {
	int label_max;
	bool brief;		/* "?12" */
} forms[] = {{40, false}, {28, false}, {20, true}, {12, true}};

static void write_chip(const struct mq_condition *condition, size_t number,
	const struct form *form, struct mq_buf *out)
{
	size_t fits = strlen(condition->label);
	bool cut = mq_shown_width(condition->label, fits) > form->label_max;
	if (cut) {
		fits = mq_shown_break(condition->label, fits, form->label_max - 1);
	}
	mq_buf_addf(out, "[%zu]", number);
	mq_buf_add(out, condition->label, fits);
	mq_buf_adds(out, cut ? "~" : "");
	if (condition->unknown > 0) {
		char unknown[MQ_NUMBER_SIZE];
		mq_view_digits(condition->unknown, unknown);
		mq_buf_addf(out, form->brief ? "?%s" : _("(%s unknown)"), unknown);
	}
}

static int width_of(struct mq_cells *cells, const struct mq_chips *chips, size_t at,
	const struct form *form)
{
	struct mq_buf *text = mq_cells_words(cells);
	write_chip(&chips->conditions.conditions[at], at + 1, form, text);
	return 1 + mq_shown_width(text->data, text->len);
}

/* The first form in which all fit; where none does, the last. */
static const struct form *form_for(struct mq_cells *cells, const struct mq_chips *chips, int width)
{
	size_t n = chips->conditions.n;
	for (size_t i = 0; i + 1 < MQ_LENGTH(forms); i++) {
		int used = 0;
		for (size_t k = 0; k < n && used <= width; k++) {
			used += width_of(cells, chips, k, &forms[i]);
		}
		if (used <= width) {
			return &forms[i];
		}
	}
	return &forms[MQ_LENGTH(forms) - 1];
}

/* The first that is shown: as few as need be go, so that the selected one is in sight. */
static size_t first_of(struct mq_cells *cells, const struct mq_chips *chips, int width,
	const struct form *form)
{
	size_t first = chips->selected;
	size_t n = chips->conditions.n;
	int room = first + 1 < n ? width - MORE_COLS : width;
	int used = first < n ? width_of(cells, chips, first, form) : 0;
	while (first > 0) {
		used += width_of(cells, chips, first - 1, form);
		if (used > room) {
			break;
		}
		first--;
	}
	return first;
}

/* The chips from `first` on; what there was no room for is counted at the end. */
static void paint_from(struct mq_cells *cells, struct mq_rect rect, const struct mq_chips *chips,
	size_t first, const struct form *form, bool focused, int *cursor_x)
{
	size_t n = chips->conditions.n;
	int x = 0;
	for (size_t i = first; i < n; i++) {
		int need = width_of(cells, chips, i, form);
		bool selected = focused && i == chips->selected;
		struct mq_buf *text = mq_cells_words(cells);
		if (i > first && x + need > rect.width - (i + 1 < n ? MORE_COLS : 0)) {
			mq_buf_addf(text, " +%zu", n - i);
			mq_cells_text(cells, rect.x + x, rect.y, rect.width - x, MQ_ROLE_DIM, text->data,
				text->len);
			break;
		}
		mq_buf_addc(text, selected ? '>' : ' ');
		write_chip(&chips->conditions.conditions[i], i + 1, form, text);
		*cursor_x = selected ? rect.x + x : *cursor_x;
		int used = mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x,
			selected ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL, text->data, text->len);
		mq_cells_spot(cells, (struct mq_rect){rect.x + x, rect.y, used, 1}, MQ_SPOT_CONDITION, i);
		x += used;
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
		const struct form *form = form_for(cells, chips, rect.width);
		size_t first = focused ? first_of(cells, chips, rect.width, form) : 0;
		paint_from(cells, rect, chips, first, form, focused, cursor_x);
	}
}
