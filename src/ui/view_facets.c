/*
 * The facet pane: one long list of lines, heads and values, of which only those in
 * sight are ever counted. Where a facet's head has scrolled out, the pane's title
 * names it. A value reads ">*female  41 020": selected, chosen, label, count; "-" is one
 * that is left out, a count that is not known yet is a dot.
 */
#include "view.h"

#include <string.h>

bool mq_facet_line(const struct mq_facet_pane *pane, size_t line, size_t *facet, long *value)
{
	if (pane->n == 0 || line >= pane->starts[pane->n]) {
		return false;
	}
	size_t low = 0;
	for (size_t high = pane->n; high - low > 1;) {
		size_t middle = (low + high) / 2;
		*(pane->starts[middle] <= line ? &low : &high) = middle;
	}
	*facet = low;
	*value = (long)(line - pane->starts[low]) - 1;
	return true;
}

const struct mq_facet *mq_facet_at(const struct mq_facet_pane *pane, size_t line,
	const struct mq_facet_value **value)
{
	size_t number;
	long at;
	*value = NULL;
	if (!mq_facet_line(pane, line, &number, &at) || number < pane->shown.first ||
		number - pane->shown.first >= pane->shown.n_facets) {
		return NULL;
	}
	const struct mq_facet *facet = &pane->shown.facets[number - pane->shown.first];
	if (at >= (long)facet->n_values) {
		return NULL;
	}
	*value = at < 0 ? NULL : &facet->values[at];
	return facet;
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

static void paint_value(struct mq_cells *cells, struct mq_rect line,
	const struct mq_facet_value *value, bool selected)
{
	enum mq_role role = value_role(value, selected);
	char count[MQ_NUMBER_SIZE];
	size_t count_len = count_text(value, count);
	int count_width = (int)count_len;
	mq_cells_fill(cells, line, role);
	mq_cells_str(cells, line.x, line.y, 1, role, selected ? ">" : " ");
	mq_cells_str(cells, line.x + 1, line.y, 1, role, value->chosen ? "*" : value->excluded ? "-" : " ");
	mq_cells_cut(cells, line.x + 2, line.y, line.width - 3 - count_width, role, value->label,
		strlen(value->label));
	mq_cells_right(cells, line.x + line.width - count_width, line.y, count_width,
		role == MQ_ROLE_NORMAL ? MQ_ROLE_COUNT : role, count, count_len);
}

/* "facets", or which one the values at the top belong to. */
static void paint_title(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_facet_pane *pane)
{
	const struct mq_facet_value *value;
	const struct mq_facet *facet = mq_facet_at(pane, pane->list.top, &value);
	mq_cells_title(cells, rect, facet && value ? facet->label : _("facets"));
}

void mq_view_facets(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet_pane *pane,
	bool focused)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	paint_title(cells, rect, pane);
	for (int i = 0; i < rect.height - 1; i++) {
		size_t at = pane->list.top + (size_t)i;
		struct mq_rect line = {rect.x, rect.y + 1 + i, rect.width, 1};
		const struct mq_facet_value *value;
		const struct mq_facet *facet = mq_facet_at(pane, at, &value);
		if (facet && value) {
			paint_value(cells, line, value, focused && at == pane->list.selected);
		} else if (facet) {
			mq_cells_cut(cells, line.x + 1, line.y, line.width - 1, MQ_ROLE_HINT, facet->label,
				strlen(facet->label));
		}
	}
}
