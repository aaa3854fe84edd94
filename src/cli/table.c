#include "own.h"

#include <stdlib.h>
#include <string.h>

/*
 * A table for people: columns as wide as their widest cell, measured as a terminal
 * shows them, numbers to the right. One long cell need not make room in all rows: it
 * may stand out of its column. Cells are kept until the last one is there.
 */

enum { GAP_COLS = 2, BELOW_COLS = 4 };

void table_begin(struct table *table, const struct table_column *columns, size_t n_columns)
{
	*table = (struct table){.columns = columns, .n_columns = n_columns};
}

/* No terminal can obey what was cut to so many columns. */
static const char *safe_cell(struct table *table, const char *text, size_t most)
{
	struct mq_buf safe = {0};
	const char *kept;
	size_t cols;
	size_t fits;

	mq_safe_text(&safe, text, strlen(text));
	if (most > 0 && mq_width_text(safe.data ? safe.data : "", safe.len) > most) {
		fits = mq_width_fit(safe.data, safe.len, most - 1, &cols);
		safe.len = fits;
		mq_buf_adds(&safe, "…");
	}
	kept = mq_arena_strndup(&table->arena, safe.data ? safe.data : "", safe.len);
	mq_buf_release(&safe);
	return kept;
}

void table_cell(struct table *table, const char *text)
{
	size_t most = table->columns[table->n_cells % table->n_columns].most_cols;

	table->cells = mq_grow(table->cells, &table->cap, table->n_cells + 1,
		sizeof(*table->cells));
	table->cells[table->n_cells++] = safe_cell(table, text, most);
}

void table_number(struct table *table, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
	table_cell(table, text);
}

static size_t cols_of(const char *cell)
{
	return mq_width_text(cell, strlen(cell));
}

static void print_row(const struct table *table, const char *const *cells, const size_t *widths)
{
	size_t n = table->n_columns - table->last_below;
	size_t last = n;
	size_t owed = 0;	/* blanks that stand before the next cell, if one comes */

	while (last > 0 && !*cells[last - 1]) {
		last--;
	}
	for (size_t i = 0; i < last; i++) {
		size_t cols = cols_of(cells[i]);
		size_t blank = cols < widths[i] ? widths[i] - cols : 0;
		bool right = table->columns[i].right;

		printf("%*s%s", (int)(owed + (right ? blank : 0)), "", cells[i]);
		owed = GAP_COLS + (right ? 0 : blank);
	}
	putchar('\n');
	if (n < table->n_columns && *cells[n]) {
		printf("%*s%s\n", BELOW_COLS, "", cells[n]);
	}
}

void table_end(struct table *table)
{
	size_t n = table->n_columns;
	size_t *widths = mq_alloc((n + 1) * sizeof(*widths));

	for (size_t i = 0; i < table->n_cells; i++) {
		size_t cols = cols_of(table->cells[i]);
		size_t wide = table->columns[i % n].wide_cols;

		if (cols > widths[i % n] && (wide == 0 || cols <= wide)) {
			widths[i % n] = cols;
		}
	}
	for (size_t i = 0; i + n <= table->n_cells; i += n) {
		print_row(table, table->cells + i, widths);
	}
	free(widths);
	free(table->cells);
	mq_arena_release(&table->arena);
}
