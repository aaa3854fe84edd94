/*
 * How the answer spreads over one field, as bars of "#". Each bar carries its number and
 * the numbers add up: values that find no room are summed in one line.
 */
#include "view.h"

#include <string.h>

enum { COLUMN_WIDTH = 28, LABEL_MAX = 12 };

/* Values that have something to show, and the largest. */
struct bars {
	const struct mq_facet *facet;
	size_t n;
	uint64_t largest;
	int label_width;
	int number_width;
};

static void count_bars(struct bars *bars)
{
	uint64_t all = 0;
	for (size_t i = 0; i < bars->facet->n_values; i++) {
		const struct mq_facet_value *value = &bars->facet->values[i];
		if (value->count > 0) {
			int width = mq_shown_width(value->label, strlen(value->label));
			bars->label_width = width > bars->label_width ? width : bars->label_width;
			bars->largest = value->count > bars->largest ? value->count : bars->largest;
			all += value->count;
			bars->n++;
		}
	}
	if (bars->label_width > LABEL_MAX) {
		bars->label_width = LABEL_MAX;
	}
	char number[MQ_NUMBER_SIZE];
	bars->number_width = (int)mq_view_digits(all, number);
}

static void paint_bar(struct mq_cells *cells, struct mq_rect rect, const struct bars *bars,
	const char *label, uint64_t count)
{
	char number[MQ_NUMBER_SIZE];
	size_t number_len = mq_view_digits(count, number);
	mq_cells_cut(cells, rect.x, rect.y, bars->label_width, MQ_ROLE_NORMAL, label, strlen(label));
	int x = rect.x + bars->label_width + 1;
	mq_cells_right(cells, x, rect.y, bars->number_width, MQ_ROLE_COUNT, number, number_len);
	x += bars->number_width + 1;
	int room = rect.x + rect.width - x - 1;
	if (room > 0 && bars->largest > 0) {
		uint64_t length = (count * (uint64_t)room + bars->largest - 1) / bars->largest;
		mq_cells_fill(cells, (struct mq_rect){x, rect.y, room, 1}, MQ_ROLE_NORMAL);
		for (int i = 0; i < room && (uint64_t)i < length; i++) {
			mq_cells_str(cells, x + i, rect.y, 1, MQ_ROLE_COUNT, "#");
		}
	}
}

static void chart_title(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet *facet)
{
	struct mq_buf *title = mq_cells_words(cells);
	mq_buf_addf(title, _("chart: %s"), facet ? facet->label : "");
	mq_cells_title(cells, rect, title->data);
}

void mq_view_chart(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet *facet)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	chart_title(cells, rect, facet);
	if (!facet || rect.height < 2) {
		return;
	}
	struct bars bars = {.facet = facet};
	count_bars(&bars);
	size_t per_column = (size_t)rect.height - 1;
	size_t columns = bars.n <= per_column ? 1 : (size_t)(rect.width / COLUMN_WIDTH);
	columns = columns > 0 ? columns : 1;
	size_t places = per_column * columns;
	size_t alone = bars.n <= places ? bars.n : places - 1;
	int width = rect.width / (int)columns;
	uint64_t rest = 0;
	size_t place = 0;
	for (size_t i = 0; i < facet->n_values; i++) {
		const struct mq_facet_value *value = &facet->values[i];
		if (value->count == 0) {
			continue;
		}
		if (place >= alone) {
			rest += value->count;
			continue;
		}
		struct mq_rect line = {rect.x + 1 + (int)(place / per_column) * width,
			rect.y + 1 + (int)(place % per_column), width - 1, 1};
		paint_bar(cells, line, &bars, value->label, value->count);
		mq_cells_spot(cells, line, MQ_SPOT_BAR, i);
		place++;
	}
	if (rest > 0) {
		bars.largest = 0;	/* a number, no bar: it is no value */
		struct mq_rect line = {rect.x + 1 + (int)(place / per_column) * width,
			rect.y + 1 + (int)(place % per_column), width - 1, 1};
		paint_bar(cells, line, &bars, _("all others"), rest);
	}
}

void mq_view_chart_line(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet *facet)
{
	mq_cells_fill(cells, rect, MQ_ROLE_NORMAL);
	int x = mq_cells_str(cells, rect.x, rect.y, rect.width, MQ_ROLE_TITLE, _("chart"));
	if (!facet) {
		return;
	}
	struct mq_buf *text = mq_cells_words(cells);
	mq_buf_addf(text, " %s", facet->label);
	x += mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x, MQ_ROLE_HINT, text->data, text->len);
	uint64_t rest = 0;
	for (size_t i = 0; i < facet->n_values; i++) {
		const struct mq_facet_value *value = &facet->values[i];
		mq_buf_clear(text);
		mq_buf_addf(text, "  %s ", value->label);
		mq_view_number(value->count, text);
		int width = mq_shown_width(text->data, text->len);
		if (value->count == 0) {
			continue;
		}
		if (rest > 0 || x + width > rect.width - 12) {
			rest += value->count;
			continue;
		}
		mq_cells_text(cells, rect.x + x, rect.y, width, MQ_ROLE_NORMAL, text->data, text->len);
		mq_cells_spot(cells, (struct mq_rect){rect.x + x, rect.y, width, 1}, MQ_SPOT_BAR, i);
		x += width;
	}
	if (rest > 0) {
		mq_buf_clear(text);
		mq_buf_adds(text, "  + ");
		mq_view_number(rest, text);
		mq_cells_cut(cells, rect.x + x, rect.y, rect.width - x, MQ_ROLE_COUNT, text->data, text->len);
	}
}
