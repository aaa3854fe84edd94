#include "own.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/*
 * A table for people: columns as wide as their widest cell, measured as a terminal
 * shows them, numbers to the right. One long cell need not make room in all rows: it
 * may stand out of its column. Columns that a terminal has no room for go on below those
 * before them. Cells are kept until the last one is there.
 */

enum { GAP_COLS = 2, BELOW_COLS = 4 };

void table_begin(struct table *table, const struct table_column *columns, size_t n_columns)
{
	*table = (struct table){.columns = columns, .n_columns = n_columns};
}

void table_heads(struct table *table, const char *const *heads)
{
	table->heads = heads;
}

/* No terminal can obey what was cut to so many columns. */
static const char *safe_cell(struct table *table, const char *text, size_t len, size_t most)
{
	struct mq_buf safe = {0};
	const char *kept;
	size_t cols;
	size_t fits;

	mq_safe_text(&safe, text, len);
	if (most > 0 && mq_width_text(safe.data ? safe.data : "", safe.len) > most) {
		fits = mq_width_fit(safe.data, safe.len, most - 1, &cols);
		safe.len = fits;
		mq_buf_adds(&safe, "…");
	}
	kept = mq_arena_strndup(&table->arena, safe.data ? safe.data : "", safe.len);
	mq_buf_release(&safe);
	return kept;
}

void table_text(struct table *table, const char *text, size_t len)
{
	size_t most = table->columns[table->n_cells % table->n_columns].most_cols;

	table->cells = mq_grow(table->cells, &table->cap, table->n_cells + 1,
		sizeof(*table->cells));
	table->cells[table->n_cells++] = safe_cell(table, text, len, most);
}

void table_cell(struct table *table, const char *text)
{
	table_text(table, text, strlen(text));
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

/* How wide a row may be: what the terminal says, else COLUMNS; 0: as wide as it is. */
static size_t room_cols(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
		return size.ws_col;
	}
	return columns ? strtoul(columns, NULL, 10) : 0;
}

/* Where the columns from the first on, behind so many blanks, end for want of room. */
static size_t line_end(const struct table *table, const size_t *widths, size_t first,
	size_t indent_cols)
{
	size_t n = table->n_columns - table->last_below;
	size_t cols = indent_cols + widths[first];
	size_t end = first + 1;

	while (end < n && (table->room_cols == 0 ||
	    cols + GAP_COLS + widths[end] <= table->room_cols)) {
		cols += GAP_COLS + widths[end++];
	}
	return end;
}

static void print_cells(const struct table *table, const char *const *cells,
	const size_t *widths, size_t first, size_t end)
{
	size_t owed = first ? BELOW_COLS : 0;	/* blanks before the next cell, if one comes */

	while (end > first && !*cells[end - 1]) {
		end--;
	}
	for (size_t i = first; i < end; i++) {
		size_t cols = cols_of(cells[i]);
		size_t blank = cols < widths[i] ? widths[i] - cols : 0;
		bool right = table->columns[i].right;

		printf("%*s%s", (int)(owed + (right ? blank : 0)), "", cells[i]);
		owed = GAP_COLS + (right ? 0 : blank);
	}
	if (end > first || first == 0) {
		putchar('\n');
	}
}

static void print_row(const struct table *table, const char *const *cells, const size_t *widths)
{
	size_t n = table->n_columns - table->last_below;

	for (size_t first = 0; first < n;) {
		size_t end = line_end(table, widths, first, first ? BELOW_COLS : 0);

		print_cells(table, cells, widths, first, end);
		first = end;
	}
	if (n < table->n_columns && *cells[n]) {
		printf("%*s%s\n", BELOW_COLS, "", cells[n]);
	}
}

/* The row of heads, as people read them. */
static void translate_heads(struct table *table, const char **cells)
{
	for (size_t i = 0; i < table->n_columns; i++) {
		cells[i] = table->heads && *table->heads[i] ? _(table->heads[i]) : "";
	}
}

static void widen(const struct table *table, const char *const *cells, size_t *widths)
{
	for (size_t i = 0; i < table->n_columns; i++) {
		size_t cols = cols_of(cells[i]);
		size_t wide = table->columns[i].wide_cols;

		if (cols > widths[i] && (wide == 0 || cols <= wide)) {
			widths[i] = cols;
		}
	}
}

void table_end(struct table *table)
{
	size_t n = table->n_columns;
	size_t *widths = mq_alloc((n + 1) * sizeof(*widths));
	const char **heads = mq_alloc((n + 1) * sizeof(*heads));

	table->room_cols = room_cols();
	translate_heads(table, heads);
	widen(table, heads, widths);
	for (size_t i = 0; i + n <= table->n_cells; i += n) {
		widen(table, table->cells + i, widths);
	}
	if (table->heads && table->n_cells) {
		print_row(table, heads, widths);
	}
	for (size_t i = 0; i + n <= table->n_cells; i += n) {
		print_row(table, table->cells + i, widths);
	}
	free(heads);
	free(widths);
	free(table->cells);
	mq_arena_release(&table->arena);
}
