/*
 * What may stand at the cursor, one a row: what it is called, its key, what of it was typed,
 * what kind of thing it is, how many it would leave. Columns that find no room go, the key
 * first: a name and a count are always there.
 */
#include "view.h"

#include <string.h>

enum { SHOWN_MAX = 6, PHONE_MAX = 3, LABEL_MAX = 30, KEY_MAX = 24, KEY_MIN = 8, KIND_MAX = 18,
	WIDE = 64 };

/* In the order in which they stand; those that go first have the lower worth. */
enum column {
	LABEL,
	KEY,
	BY,
	KIND,
	COUNT,
	N_COLUMNS,
};

static const int worth[N_COLUMNS] = {[LABEL] = 3, [KEY] = 0, [BY] = 1, [KIND] = 2, [COUNT] = 3};

static const struct {
	const char *id;
	const char *label;
} words[] = {
	{"field", N_("field")}, {"operator", N_("comparison")}, {"value", N_("value")},
	{"tag", N_("tag")}, {"code", N_("code")}, {"list", N_("saved list")},
	{"relation", N_("relation")}, {"quantifier", N_("quantifier")},
	{"directive", N_("directive")}, {"keyword", N_("keyword")},
	{"parameter", N_("parameter")}, {"id", N_("by key")}, {"label", N_("by name")},
	{"alias", N_("by alias")}, {"pinyin", N_("by pinyin")},
};

static const char *word_of(const char *id)
{
	for (size_t i = 0; i < MQ_LENGTH(words); i++) {
		if (strcmp(words[i].id, id) == 0) {
			return _(words[i].label);
		}
	}
	return id;
}

size_t mq_view_candidates_max(const struct mq_layout *layout)
{
	size_t most = layout->size == MQ_SIZE_PHONE ? PHONE_MAX : SHOWN_MAX;
	int room = mq_layout_below_query(layout).height / 2;
	return room < 1 ? 1 : (size_t)room < most ? (size_t)room : most;
}

/* ---- one candidate ---- */

static bool is_named_by_label(const struct mq_offer *offer)
{
	return strcmp(offer->kind, "operator") != 0 && *offer->label;
}

static const char *text_of(const struct mq_offer *offer, enum column column,
	char number[MQ_NUMBER_SIZE])
{
	const char *label = is_named_by_label(offer) ? offer->label : offer->insert;
	switch (column) {
	case LABEL:
		return label;
	case KEY:
		return strcmp(offer->id, label) == 0 ? "" : offer->id;
	case BY:
		return offer->to > offer->from ? word_of(offer->by) : "";
	case KIND:
		return offer->field ? offer->field : word_of(offer->kind);
	default:
		number[0] = '\0';
		if (offer->counted) {
			mq_view_digits(offer->count, number);
		}
		return number;
	}
}

/* ---- columns ---- */

struct plan {
	int widths[N_COLUMNS];	/* 0: it is not shown */
	int width;		/* of a row, with its border and mark */
};

static int width_of(const struct mq_offers *offers, size_t from, size_t to, enum column column)
{
	int most = 0;
	for (size_t i = from; i < to; i++) {
		char number[MQ_NUMBER_SIZE];
		const char *text = text_of(offers->offers + i, column, number);
		int width = mq_shown_width(text, strlen(text));
		most = width > most ? width : most;
	}
	return most;
}

static void add_up(struct plan *plan)
{
	plan->width = 1;
	for (int i = 0; i < N_COLUMNS; i++) {
		plan->width += plan->widths[i] > 0 ? plan->widths[i] + 1 : 0;
	}
}

static struct plan plan_columns(const struct mq_offers *offers, size_t from, size_t to, int width)
{
	struct plan plan;
	for (int i = 0; i < N_COLUMNS; i++) {
		int most = i == LABEL ? LABEL_MAX : i == KEY ? KEY_MAX : i == KIND ? KIND_MAX : width;
		int wants = width_of(offers, from, to, (enum column)i);
		plan.widths[i] = wants < most ? wants : most;
	}
	add_up(&plan);
	if (plan.width > width && plan.widths[KEY] - (plan.width - width) >= KEY_MIN) {
		plan.widths[KEY] -= plan.width - width;
		add_up(&plan);
	}
	for (int worthless = 0; worthless < worth[LABEL] && plan.width > width; worthless++) {
		for (int i = 0; i < N_COLUMNS; i++) {
			plan.widths[i] = worth[i] == worthless ? 0 : plan.widths[i];
		}
		add_up(&plan);
	}
	if (plan.width > width) {
		plan.widths[LABEL] -= plan.width - width;
		plan.width = width;
	}
	return plan;
}

/* ---- painting ---- */

static void paint_row(struct mq_cells *cells, struct mq_rect rect, const struct plan *plan,
	const struct mq_offer *offer, bool taken)
{
	int x = rect.x + 2;
	mq_cells_fill(cells, rect, taken ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL);
	mq_cells_str(cells, rect.x, rect.y, 1, MQ_ROLE_DIM, "|");
	mq_cells_str(cells, rect.x + 1, rect.y, 1, taken ? MQ_ROLE_SELECTED : MQ_ROLE_NORMAL,
		taken ? ">" : " ");
	for (int i = 0; i < N_COLUMNS; i++) {
		char number[MQ_NUMBER_SIZE];
		const char *text = text_of(offer, (enum column)i, number);
		int width = plan->widths[i];
		enum mq_role role = taken ? MQ_ROLE_SELECTED
			: i == LABEL ? MQ_ROLE_NORMAL : i == COUNT ? MQ_ROLE_COUNT : MQ_ROLE_DIM;
		if (width > 0 && i == COUNT) {
			mq_cells_right(cells, x, rect.y, width, role, text, strlen(text));
		} else if (width > 0) {
			mq_cells_cut(cells, x, rect.y, width, role, text, strlen(text));
			x += width + 1;
		}
	}
}

/* What is left of rect below a row of it, or above where there is more and it takes more. */
static struct mq_rect beside_row(struct mq_rect rect, struct mq_rect row, int lines)
{
	struct mq_rect above = {rect.x, rect.y, rect.width, row.y - rect.y};
	struct mq_rect below = {rect.x, row.y + row.height, rect.width,
		rect.y + rect.height - row.y - row.height};
	if (row.height == 0) {
		return rect;
	}
	return below.height >= lines || below.height >= above.height ? below : above;
}

void mq_view_candidates(struct mq_cells *cells, struct mq_rect rect, struct mq_rect row,
	const struct mq_offers *offers, size_t at, size_t n_max)
{
	bool narrow = rect.width < WIDE;
	struct mq_rect room = narrow ? beside_row(rect, row, (int)n_max) : rect;
	n_max = (int)n_max < room.height ? n_max : (size_t)room.height;
	if (n_max == 0) {
		return;
	}
	size_t from = at < offers->n ? at - at % n_max : 0;
	size_t to = from + n_max < offers->n ? from + n_max : offers->n;
	/* where there is width, what is at the left of rows stays in sight */
	int width = narrow ? rect.width : rect.width * 3 / 5;
	struct plan plan = plan_columns(offers, from, to, width);
	plan.width = narrow ? rect.width : plan.width;
	struct mq_rect line = {room.x + room.width - plan.width, room.y, plan.width, 1};
	for (size_t i = from; i < to; i++, line.y++) {
		paint_row(cells, line, &plan, offers->offers + i, i == at);
	}
}
