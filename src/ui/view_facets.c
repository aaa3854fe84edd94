/*
 * The facet pane, painted. Where a facet's head has scrolled out, the pane's title names
 * it. A value reads ">*female  ####  41 020": selected, chosen, label, a bar where there is
 * width for one, count; "-" is one that is left out, a count that is not known yet is a
 * dot. A group of one tag has no head: it stands where heads do.
 */
#include "view.h"

#include <string.h>

enum { BARS_FROM = 26, BAR_MIN = 3 };

/* What the lines of one facet share. */
struct measure {
	const struct mq_facet *facet;
	const struct mq_facet_rows *rows;
	int label_width;
	int number_width;
	uint64_t largest;
};

static const char *mark_of(const struct mq_facet_value *value)
{
	return value->chosen ? "*" : value->excluded ? "-" : " ";
}

static enum mq_role value_role(const struct mq_facet_value *value, bool selected)
{
	if (selected) {
		return MQ_ROLE_SELECTED;
	}
	if (value->chosen) {
		return MQ_ROLE_CHOSEN;
	}
	if (value->counted && value->count == 0) {
		return MQ_ROLE_DIM;
	}
	return strcmp(value->value, "?") == 0 ? MQ_ROLE_UNKNOWN : MQ_ROLE_NORMAL;
}

/* Not a number: nobody is to take it for one. */
static size_t count_text(const struct mq_facet_value *value, char out[MQ_NUMBER_SIZE])
{
	if (value->counted) {
		return mq_view_digits(value->count, out);
	}
	out[0] = '.';
	return 1;
}

/* Bars tell shares of what is in sight of the facet, once all of that is counted. */
static void take_measure(const struct mq_facet_pane *pane, size_t number, struct measure *measure)
{
	const struct mq_facet *facet = &pane->shown.facets[number - pane->first];
	const struct mq_facet_rows *rows = &pane->rows[number - pane->first];
	*measure = (struct measure){.facet = facet, .rows = rows};
	for (size_t i = 0; i < rows->n; i++) {
		const struct mq_facet_value *value = &facet->values[rows->values[i]];
		char count[MQ_NUMBER_SIZE];
		int number_width = (int)count_text(value, count);
		int label_width = mq_shown_width(value->label, strlen(value->label));
		measure->label_width = label_width > measure->label_width ? label_width
			: measure->label_width;
		measure->number_width = number_width > measure->number_width ? number_width
			: measure->number_width;
		measure->largest = value->count > measure->largest ? value->count : measure->largest;
	}
	if (number - pane->first >= pane->shown.n_counted) {
		measure->largest = 0;
	}
}

/* Cut at its end, would it read much as another value in sight does? */
static bool is_alike(const struct measure *measure, const struct mq_facet_value *value, int cols)
{
	size_t used;
	size_t fits = mq_width_fit(value->label, strlen(value->label), (size_t)cols * 2 / 3, &used);
	bool alike = false;
	for (size_t i = 0; i < measure->rows->n && !alike; i++) {
		const struct mq_facet_value *other = &measure->facet->values[measure->rows->values[i]];
		alike = other != value && strncmp(other->label, value->label, fits) == 0 &&
			mq_shown_width(other->label, strlen(other->label)) > cols;
	}
	return alike;
}

/* "Lingnan ~Lane 130" */
static void paint_ends(struct mq_cells *cells, int x, int y, int cols, enum mq_role role,
	const char *label)
{
	struct mq_buf safe = {0};
	size_t used;
	mq_safe_text(&safe, label, strlen(label));
	size_t head = mq_width_fit(safe.data, safe.len, (size_t)cols / 2, &used);
	size_t tail = head;
	while ((int)used + 1 + (int)mq_width_text(safe.data + tail, safe.len - tail) > cols) {
		tail += mq_utf8_grapheme(safe.data + tail, safe.len - tail);
	}
	int at = x + mq_cells_text(cells, x, y, cols, role, safe.data, head);
	at += mq_cells_str(cells, at, y, 1, role, "~");
	mq_cells_text(cells, at, y, x + cols - at, role, safe.data + tail, safe.len - tail);
	mq_buf_release(&safe);
}

/* What has no room is cut at its end, or in the middle where the end tells it from others. */
static void paint_label(struct mq_cells *cells, int x, int y, int cols, enum mq_role role,
	const struct measure *measure, const struct mq_facet_value *value)
{
	enum { LEAST = 9 };
	size_t len = strlen(value->label);
	if (cols >= LEAST && mq_shown_width(value->label, len) > cols &&
		is_alike(measure, value, cols)) {
		paint_ends(cells, x, y, cols, role, value->label);
	} else {
		mq_cells_cut(cells, x, y, cols, role, value->label, len);
	}
}

static void paint_bar(struct mq_cells *cells, struct mq_rect line, const struct measure *measure,
	uint64_t count, enum mq_role role)
{
	int x = 2 + measure->label_width + 1;
	int room = line.width - measure->number_width - 1 - x;
	if (line.width < BARS_FROM || room < BAR_MIN || measure->largest == 0) {
		return;
	}
	uint64_t length = (count * (uint64_t)room + measure->largest - 1) / measure->largest;
	for (int i = 0; (uint64_t)i < length; i++) {
		mq_cells_str(cells, line.x + x + i, line.y, 1, role, "#");
	}
}

static void paint_value(struct mq_cells *cells, struct mq_rect line, const struct measure *measure,
	const struct mq_facet_value *value, bool selected)
{
	enum mq_role role = value_role(value, selected);
	enum mq_role count_role = role == MQ_ROLE_NORMAL ? MQ_ROLE_COUNT : role;
	char count[MQ_NUMBER_SIZE];
	size_t count_len = count_text(value, count);
	int count_width = (int)count_len;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_str(cells, line.x + 1, line.y, 1, role, mark_of(value));
	paint_label(cells, line.x + 2, line.y, line.width - 3 - count_width, role, measure, value);
	paint_bar(cells, line, measure, value->count, count_role);
	mq_cells_right(cells, line.x + line.width - count_width, line.y, count_width, count_role,
		count, count_len);
}

/* Where a head stands; its mark goes right before the label. */
static void paint_lone(struct mq_cells *cells, struct mq_rect line,
	const struct mq_facet_value *value, bool selected, bool pinned)
{
	enum mq_role role = value_role(value, selected);
	char count[MQ_NUMBER_SIZE];
	size_t count_len = count_text(value, count);
	int count_width = (int)count_len;
	bool marked = value->chosen || value->excluded;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : pinned ? "+" : " ");
	if (marked) {
		mq_cells_str(cells, line.x + 1, line.y, 1, role, mark_of(value));
	}
	mq_cells_cut(cells, line.x + 1 + marked, line.y, line.width - 2 - marked - count_width,
		role == MQ_ROLE_NORMAL ? MQ_ROLE_HINT : role, value->label, strlen(value->label));
	mq_cells_right(cells, line.x + line.width - count_width, line.y, count_width,
		role == MQ_ROLE_NORMAL ? MQ_ROLE_COUNT : role, count, count_len);
}

static void paint_head(struct mq_cells *cells, struct mq_rect line, const struct mq_facet *facet,
	const struct mq_facet_state *state)
{
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_addf(text, "%s%s", state->pinned ? "+" : " ", facet->label);
	if (state->order != MQ_FACET_ORDER_OWN) {
		mq_buf_addf(text, "  %s", state->order == MQ_FACET_ORDER_COUNT ? _("by count")
			: _("by name"));
	}
	mq_cells_cut(cells, line.x, line.y, line.width, MQ_ROLE_HINT, text->data, text->len);
}

static void paint_more(struct mq_cells *cells, struct mq_rect line, size_t n_hidden, bool selected)
{
	enum mq_role role = selected ? MQ_ROLE_SELECTED : MQ_ROLE_HINT;
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_adds(text, selected ? "> " : "  ");
	mq_buf_addf(text, _("... %zu more"), n_hidden);
	mq_cells_fill(cells, line, role);
	mq_cells_cut(cells, line.x, line.y, line.width, role, text->data, text->len);
}

/* "facets", or which one the values at the top belong to. */
static void paint_title(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_facet_pane *pane)
{
	const struct mq_facet_value *value;
	const struct mq_facet *facet = mq_facet_at(pane, pane->list.top, &value);
	bool inside = facet && value && !mq_facet_is_lone(pane, pane->list.top);
	mq_cells_title(cells, rect, inside ? facet->label : _("facets"));
}

static void paint_line(struct mq_cells *cells, struct mq_rect line,
	const struct mq_facet_pane *pane, size_t at, bool selected, struct measure *measure)
{
	const struct mq_facet_value *value;
	const struct mq_facet *facet = mq_facet_at(pane, at, &value);
	size_t n_hidden = mq_facet_more(pane, at);
	size_t number;
	long row;
	if (!facet || !mq_facet_line(pane, at, &number, &row)) {
		return;
	}
	if (facet != measure->facet) {
		take_measure(pane, number, measure);
	}
	if (value && pane->states[number].lone) {
		paint_lone(cells, line, value, selected, pane->states[number].pinned);
	} else if (value) {
		paint_value(cells, line, measure, value, selected);
	} else if (n_hidden > 0) {
		paint_more(cells, line, n_hidden, selected);
	} else {
		paint_head(cells, line, facet, &pane->states[number]);
	}
}

void mq_view_facets(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet_pane *pane,
	bool focused)
{
	struct measure measure = {0};
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	paint_title(cells, rect, pane);
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = pane->list.top + (size_t)i;
		struct mq_rect line = {rect.x, rect.y + 1 + i, rect.width, 1};
		paint_line(cells, line, pane, at, focused && at == pane->list.selected, &measure);
	}
}
