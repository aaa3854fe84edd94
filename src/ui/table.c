/*
 * Columns get their width from the schema, never from the rows, so that they stand still
 * while one types; where there is not room for all, the last ones go.
 */
#include "table.h"

#include <stdio.h>
#include <string.h>

enum {
	WORD_COLS = 6,		/* a short word: less makes no sense */
	TEXT_MIN = 10,
	TEXT_LIKES = 24,
	NAME_MIN = 6,
	NAME_LIKES = 10,
	CODE_MAX = 16,
	NUMBER_MIN = 4,
	DATE_COLS = 10,
};

static int most(int a, int b)
{
	return a > b ? a : b;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int width_of(const char *label)
{
	return mq_shown_width(label, strlen(label));
}

static int codes_width(const struct mq_codes *codes)
{
	int width = 0;
	for (size_t i = 0; i < codes->n_codes; i++) {
		width = most(width, width_of(mq_code_label(&codes->codes[i])));
	}
	return width;
}

/* What a field needs at least, and what it likes. */
static void measure_field(struct mq_table_column *column)
{
	const struct mq_field *field = column->field;
	int head = width_of(mq_field_label(field));
	switch (field->type) {
	case MQ_TYPE_BOOL:
		column->width = least(head, WORD_COLS);
		column->likes = head;
		break;
	case MQ_TYPE_CODE:
		column->likes = least(most(head, codes_width(field->codes)), CODE_MAX);
		column->width = least(column->likes, WORD_COLS);
		break;
	case MQ_TYPE_DATE:
		column->width = DATE_COLS;
		column->likes = DATE_COLS;
		break;
	case MQ_TYPE_INT:
	case MQ_TYPE_DECIMAL:
		column->width = most(least(head, WORD_COLS), NUMBER_MIN) +
			(field->unit ? width_of(mq_unit_label(field->unit, mq_slice(NULL, 0))) + 1 : 0);
		column->likes = column->width;
		break;
	case MQ_TYPE_REF:
	case MQ_TYPE_MULTI:
	case MQ_TYPE_TEXT:
		column->stretches = field->search != MQ_SEARCH_NAME;
		column->width = column->stretches ? TEXT_MIN : NAME_MIN;
		column->likes = column->stretches ? TEXT_LIKES : NAME_LIKES;
		break;
	}
}

int mq_view_column_width(const struct mq_field *field)
{
	struct mq_table_column column = {.field = field};
	measure_field(&column);
	return column.likes;
}

static void measure(struct mq_table_column *column)
{
	if (column->chosen > 0) {
		column->width = column->chosen;
		column->likes = column->chosen;
	} else {
		int head = width_of(mq_field_label(column->field));
		measure_field(column);
		if (column->sign[0]) {
			column->width = most(column->width, least(head, WORD_COLS) + (int)strlen(column->sign));
			column->likes = most(column->likes, column->width);
		}
	}
}

/* Columns go to whoever misses most, then to texts alike. */
static void share(struct mq_table_column *columns, size_t n, int left)
{
	size_t n_stretch = 0;
	for (; left > 0; left--) {
		struct mq_table_column *poorest = &columns[0];
		for (size_t i = 1; i < n; i++) {
			if (columns[i].likes - columns[i].width > poorest->likes - poorest->width) {
				poorest = &columns[i];
			}
		}
		if (poorest->width >= poorest->likes) {
			break;
		}
		poorest->width++;
	}
	for (size_t i = 0; i < n; i++) {
		n_stretch += columns[i].stretches;
	}
	for (size_t i = 0; i < n && n_stretch > 0; i++) {
		if (columns[i].stretches) {
			int more = left / (int)n_stretch--;
			columns[i].width += more;
			left -= more;
		}
	}
}

/* Widths for what fits into `width`; returns how many columns do. */
static size_t plan(struct mq_table_column *columns, size_t n, int width)
{
	int used = 0;
	size_t fit = 0;
	for (; fit < n; fit++) {
		measure(&columns[fit]);
		columns[fit].width = least(columns[fit].width, most(width, 1));
		int need = columns[fit].width + (fit > 0);
		if (fit > 0 && used + need > width) {
			break;
		}
		used += need;
	}
	if (fit > 0) {
		share(columns, fit, width - used);
	}
	return fit;
}

/* "^" or "v" where the rows are in order of the field, and which key of several it is. */
static void order_sign(const struct mq_results *results, mq_field_id field, char sign[8])
{
	sign[0] = '\0';
	for (size_t i = 0; i < results->n_order; i++) {
		if (results->order[i].field == field) {
			char way = results->order[i].descending ? 'v' : '^';
			snprintf(sign, 8, results->n_order > 1 ? " %c%zu" : " %c", way, i + 1);
		}
	}
}

static struct mq_table_column make_column(const struct mq_schema *schema, const struct mq_results *results,
	size_t at)
{
	mq_field_id field = results->rows.columns[at];
	const struct mq_columns *chosen = results->chosen;
	size_t place = chosen ? mq_columns_find(chosen, field) : 0;
	struct mq_table_column column = {.field = &schema->fields[field], .at = at,
		.chosen = chosen && place < chosen->n ? chosen->widths[place] : 0};
	order_sign(results, field, column.sign);
	return column;
}

/* The first column, then those from `first` on; returns how many have room. */
static size_t plan_from(const struct mq_schema *schema, const struct mq_results *results,
	size_t first, int width, struct mq_table_column columns[MQ_TABLE_COLUMNS_MAX])
{
	size_t n = 0;
	for (size_t at = 0; at < results->rows.n_columns && n < MQ_TABLE_COLUMNS_MAX; at++) {
		if (at == 0 || at >= first) {
			columns[n++] = make_column(schema, results, at);
		}
	}
	return plan(columns, n, width);
}

size_t mq_table_plan(const struct mq_schema *schema, const struct mq_results *results, int width,
	struct mq_table_column columns[MQ_TABLE_COLUMNS_MAX])
{
	size_t wanted = mq_results_column(results);
	size_t first = 1;
	size_t n = plan_from(schema, results, first, width, columns);
	while (n > 0 && columns[n - 1].at < wanted && first < wanted) {
		n = plan_from(schema, results, ++first, width, columns);
	}
	return n;
}
