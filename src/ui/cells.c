/*
 * A grid of cells. Each row is `width` cells; a wide character takes two of them, the
 * second with width 0 and no text. The one rule: a cell of width 2 is always
 * followed by its half, a half always follows its cell. Whoever writes over one of them
 * blanks the other, whoever would write a wide character into the last column writes
 * nothing, so no terminal is ever asked for half a glyph and every border stands in
 * its column.
 *
 * Text comes in here and nowhere else, and always through mq_safe_text.
 */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

static struct mq_cell *cell_at(const struct mq_cells *cells, int x, int y)
{
	return &cells->cells[(size_t)y * (size_t)cells->width + (size_t)x];
}

static void blank(struct mq_cell *cell, uint8_t role)
{
	memcpy(cell->text, " ", 2);
	cell->width = 1;
	cell->role = role;
}

/* Break up the wide cell that (x, y) is a part of, before it is written over. */
static void unpair(struct mq_cells *cells, int x, int y)
{
	struct mq_cell *cell = cell_at(cells, x, y);
	if (cell->width == 0 && x > 0) {
		blank(cell - 1, cell[-1].role);
	} else if (cell->width == 2 && x + 1 < cells->width) {
		blank(cell + 1, cell[1].role);
	}
	blank(cell, cell->role);
}

static struct mq_rect clip(const struct mq_cells *cells, struct mq_rect rect)
{
	if (rect.x < 0) {
		rect.width += rect.x;
		rect.x = 0;
	}
	if (rect.y < 0) {
		rect.height += rect.y;
		rect.y = 0;
	}
	if (rect.width > cells->width - rect.x) {
		rect.width = cells->width - rect.x;
	}
	if (rect.height > cells->height - rect.y) {
		rect.height = cells->height - rect.y;
	}
	return rect;
}

void mq_cells_resize(struct mq_cells *cells, int width, int height)
{
	cells->width = width < 1 ? 1 : width;
	cells->height = height < 1 ? 1 : height;
	size_t n = (size_t)cells->width * (size_t)cells->height;
	cells->cells = mq_realloc(cells->cells, n * sizeof(*cells->cells));
	for (size_t i = 0; i < n; i++) {
		blank(&cells->cells[i], MQ_ROLE_NORMAL);
	}
	cells->cursor_x = 0;
	cells->cursor_y = 0;
	cells->n_spots = 0;
}

void mq_cells_release(struct mq_cells *cells)
{
	if (cells) {
		free(cells->cells);
		mq_buf_release(&cells->safe);
		mq_buf_release(&cells->words);
		free(cells->spots);
		*cells = (struct mq_cells){0};
	}
}

struct mq_buf *mq_cells_words(struct mq_cells *cells)
{
	mq_buf_clear(&cells->words);
	return &cells->words;
}

struct mq_rect mq_cells_rect(const struct mq_cells *cells)
{
	return (struct mq_rect){0, 0, cells->width, cells->height};
}

const struct mq_cell *mq_cells_at(const struct mq_cells *cells, int x, int y)
{
	return cell_at(cells, x, y);
}

void mq_cells_forget(struct mq_cells *cells, int x, int y)
{
	memset(cell_at(cells, x, y)->text, 0, MQ_CELL_BYTES);
}

/* ---- what can be clicked ---- */

static bool overlap(struct mq_rect a, struct mq_rect b)
{
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
		b.y < a.y + a.height;
}

static void remove_spots(struct mq_cells *cells, struct mq_rect rect)
{
	size_t kept = 0;
	for (size_t i = 0; i < cells->n_spots; i++) {
		if (!overlap(cells->spots[i].rect, rect)) {
			cells->spots[kept++] = cells->spots[i];
		}
	}
	cells->n_spots = kept;
}

void mq_cells_spot(struct mq_cells *cells, struct mq_rect rect, enum mq_spot_kind kind, size_t at)
{
	cells->spots = mq_grow(cells->spots, &cells->spots_cap, cells->n_spots + 1,
		sizeof(*cells->spots));
	cells->spots[cells->n_spots++] = (struct mq_spot){rect, kind, at};
}

struct mq_spot mq_cells_spot_at(const struct mq_cells *cells, int x, int y)
{
	for (size_t i = cells->n_spots; i > 0; i--) {
		if (overlap(cells->spots[i - 1].rect, (struct mq_rect){x, y, 1, 1})) {
			return cells->spots[i - 1];
		}
	}
	return (struct mq_spot){.kind = MQ_SPOT_NONE};
}

/* ---- writing ---- */

void mq_cells_fill(struct mq_cells *cells, struct mq_rect rect, enum mq_role role)
{
	rect = clip(cells, rect);
	remove_spots(cells, rect);
	for (int y = rect.y; y < rect.y + rect.height; y++) {
		for (int x = rect.x; x < rect.x + rect.width; x++) {
			unpair(cells, x, y);
			cell_at(cells, x, y)->role = (uint8_t)role;
		}
	}
}

/* One grapheme at (x, y), which has room for it. */
static void put(struct mq_cells *cells, int x, int y, enum mq_role role, const char *text,
	size_t len, int width)
{
	for (int i = 0; i < width; i++) {
		unpair(cells, x + i, y);
	}
	struct mq_cell *cell = cell_at(cells, x, y);
	memcpy(cell->text, text, len);
	cell->text[len] = '\0';
	cell->width = (uint8_t)width;
	cell->role = (uint8_t)role;
	if (width == 2) {
		cell[1].text[0] = '\0';
		cell[1].width = 0;
		cell[1].role = (uint8_t)role;
	}
}

/* A grapheme of several characters that take columns (flags, Indic clusters) is laid
 * out character by character: curses and most terminals do the same. */
static int put_apart(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len)
{
	int used = 0;
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		size_t n = mq_utf8_decode(text + at, len - at, &cp);
		int width = n ? mq_width_char(cp) : 0;
		if (!n || used + width > max_cols) {
			break;
		}
		if (width > 0) {
			put(cells, x + used, y, role, text + at, n, width);
		}
		used += width;
		at += n;
	}
	return used;
}

/* Is it one character, perhaps with marks, that fits a cell? */
static bool is_one(const char *text, size_t len, int width)
{
	uint32_t cp;
	return len < MQ_CELL_BYTES && mq_utf8_decode(text, len, &cp) > 0 && mq_width_char(cp) == width;
}

/* A sanitised text. */
static int put_safe(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len)
{
	if (y < 0 || y >= cells->height || x < 0 || x >= cells->width) {
		return 0;
	}
	if (max_cols > cells->width - x) {
		max_cols = cells->width - x;
	}
	int used = 0;
	for (size_t at = 0; at < len;) {
		size_t n = mq_utf8_grapheme(text + at, len - at);
		int width = (int)mq_width_text(text + at, n);
		if (n == 0 || used + width > max_cols) {
			break;
		}
		if (!is_one(text + at, n, width)) {
			put_apart(cells, x + used, y, width, role, text + at, n);
		} else if (width > 0) {
			put(cells, x + used, y, role, text + at, n, width);
		}
		used += width;
		at += n;
	}
	return used;
}

/*
 * Letters, digits and the common Han characters are safe as they are, each a grapheme
 * of known width. Most texts are made of nothing else: they need no copy. Bytes of the one at
 * text; 0: it is another.
 */
static size_t plain(const char *text, size_t len, int *width)
{
	const unsigned char *bytes = (const unsigned char *)text;
	*width = 1;
	if (bytes[0] >= 0x20 && bytes[0] < 0x7f) {
		return 1;
	}
	*width = 2;	/* U+4E00 to U+9FFF */
	return len >= 3 && bytes[0] >= 0xe4 && bytes[0] <= 0xe9 && (bytes[0] > 0xe4 || bytes[1] >= 0xb8)
		&& (bytes[1] & 0xc0) == 0x80 && (bytes[2] & 0xc0) == 0x80 ? 3 : 0;
}

/* Columns of a text of nothing else; -1: there is another character in it. */
static int plain_width(const char *text, size_t len)
{
	int all = 0;
	for (size_t at = 0; at < len;) {
		int width;
		size_t n = plain(text + at, len - at, &width);
		if (n == 0) {
			return -1;
		}
		all += width;
		at += n;
	}
	return all;
}

/* What is to be written, sanitised, and its columns; good until the next call. */
static struct mq_slice make_safe(struct mq_cells *cells, const char *text, size_t len, int *width)
{
	*width = plain_width(text, len);
	if (*width >= 0) {
		return mq_slice(text, len);
	}
	mq_buf_clear(&cells->safe);
	mq_safe_text(&cells->safe, text, len);
	*width = (int)mq_width_text(cells->safe.data, cells->safe.len);
	return mq_slice(cells->safe.data, cells->safe.len);
}

int mq_cells_text(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len)
{
	int width;
	struct mq_slice safe = make_safe(cells, text, len, &width);
	return put_safe(cells, x, y, max_cols, role, safe.data, safe.len);
}

int mq_cells_str(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text)
{
	return mq_cells_text(cells, x, y, max_cols, role, text, strlen(text));
}

/* Bytes of the 〔U+31350〕 or 〔0xE7〕 that text begins with, or 0. */
static size_t number_at(const char *text, size_t len)
{
	static const char open[] = "〔";
	static const char shut[] = "〕";
	enum { OPEN = sizeof(open) - 1, SHUT = sizeof(shut) - 1 };
	if (len <= OPEN + 2 || memcmp(text, open, OPEN) != 0) {
		return 0;
	}
	size_t at = OPEN;
	if (memcmp(text + at, "U+", 2) != 0 && memcmp(text + at, "0x", 2) != 0) {
		return 0;
	}
	size_t digits = strspn(text + at + 2, "0123456789ABCDEF");
	at += 2 + digits;
	return digits >= 2 && len - at >= SHUT && memcmp(text + at, shut, SHUT) == 0 ? at + SHUT : 0;
}

/* In a text that finds no room a number would take the place of the name: printers put
 * 〓 for a character they have not. Shortens the buffer that make_safe filled. */
static struct mq_slice shorten_numbers(struct mq_cells *cells, int *width)
{
	static const char geta[] = "〓";
	struct mq_buf *safe = &cells->safe;
	size_t kept = 0;
	for (size_t at = 0; at < safe->len;) {
		size_t n = number_at(safe->data + at, safe->len - at);
		if (n > 0) {
			memcpy(safe->data + kept, geta, sizeof(geta) - 1);
			kept += sizeof(geta) - 1;
			at += n;
		} else {
			safe->data[kept++] = safe->data[at++];
		}
	}
	safe->len = kept;
	*width = (int)mq_width_text(safe->data, safe->len);
	return mq_slice(safe->data, safe->len);
}

int mq_cells_cut(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len)
{
	int width;
	struct mq_slice safe = make_safe(cells, text, len, &width);
	if (width > max_cols && safe.data == cells->safe.data) {
		safe = shorten_numbers(cells, &width);
	}
	if (max_cols < 1 || width <= max_cols) {
		return put_safe(cells, x, y, max_cols, role, safe.data, safe.len);
	}
	int used = put_safe(cells, x, y, max_cols - 1, role, safe.data, safe.len);
	return used + put_safe(cells, x + used, y, 1, role, "~", 1);
}

int mq_cells_right(struct mq_cells *cells, int x, int y, int max_cols, enum mq_role role,
	const char *text, size_t len)
{
	int width = mq_shown_width(text, len);
	int skip = width < max_cols ? max_cols - width : 0;
	return mq_cells_cut(cells, x + skip, y, max_cols - skip, role, text, len);
}

void mq_cells_title(struct mq_cells *cells, struct mq_rect rect, const char *title)
{
	rect.height = rect.height > 0 ? 1 : 0;
	mq_cells_fill(cells, rect, MQ_ROLE_TITLE);
	if (rect.height && rect.width > 1) {
		mq_cells_cut(cells, rect.x + 1, rect.y, rect.width - 1, MQ_ROLE_TITLE, title,
			strlen(title));
	}
}

void mq_cells_print(const struct mq_cells *cells, struct mq_buf *out)
{
	for (int y = 0; y < cells->height; y++) {
		size_t end = out->len;
		for (int x = 0; x < cells->width; x++) {
			const struct mq_cell *cell = cell_at(cells, x, y);
			mq_buf_adds(out, cell->text);
			if (strcmp(cell->text, " ") != 0) {
				end = out->len;
			}
		}
		out->len = end;
		mq_buf_addc(out, '\n');
	}
}

int mq_shown_width(const char *text, size_t len)
{
	int width = plain_width(text, len);
	if (width < 0) {
		struct mq_buf safe = {0};
		mq_safe_text(&safe, text, len);
		width = (int)mq_width_text(safe.data, safe.len);
		mq_buf_release(&safe);
	}
	return width;
}

size_t mq_shown_break(const char *safe, size_t len, int max_cols)
{
	size_t cols;
	size_t fits = mq_width_fit(safe, len, max_cols > 0 ? (size_t)max_cols : 0, &cols);
	if (fits >= len) {
		return len;
	}
	if (fits == 0) {
		return mq_utf8_grapheme(safe, len);
	}
	for (size_t at = fits; at > fits - fits / 3; at--) {
		if (safe[at] == ' ') {
			return at;
		}
	}
	return fits;
}
