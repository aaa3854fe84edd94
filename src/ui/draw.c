/*
 * Cell by cell, what differs from what the terminal shows is written, in few bytes: the
 * cursor is moved by the shortest way, a look is turned on only where it shows, stretches
 * of nothing are erased. A whole frame is one piece of bytes and goes out in one write.
 *
 * Terminals do not agree how wide rare characters are, and some draw nothing at all for
 * one. So its cells are blanked before it is written, lest a name keep a character of
 * whoever stood there before; the cursor, which is then where nobody knows, is put in
 * its place anew; and its neighbours, which it may have run over or hung itself onto,
 * are written again. Whatever a terminal makes of a character, all others stand where they
 * belong.
 */
#include "draw.h"

#include <stdio.h>
#include <string.h>

enum {
	GAP_MAX = 4,		/* cells that are cheaper written again than jumped over */
	ERASE_MIN = 8,		/* blank cells that are cheaper erased than written */
};

static const char frame_begin[] = "\033[?2026h";
static const char frame_end[] = "\033[?2026l";
static const char frame_ask[] = "\033[5n";

/* ---- cells ---- */

static bool is_blank(const struct mq_draw *draw, const struct mq_cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0' && draw->clear_blank[cell->role];
}

static bool looks_same(const struct mq_draw *draw, const struct mq_cell *a, const struct mq_cell *b)
{
	if (a->width != b->width || strcmp(a->text, b->text) != 0) {
		return false;
	}
	return a->role == b->role || (is_blank(draw, a) && is_blank(draw, b)) ||
		strcmp(draw->looks[a->role], draw->looks[b->role]) == 0;
}

/* The first column from x on that differs; a half goes with the cell before it. */
static int next_difference(const struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	for (; x < cells->width; x++) {
		const struct mq_cell *cell = mq_cells_at(cells, x, y);
		if (cell->width > 0 && !looks_same(draw, cell, mq_cells_at(&draw->shown, x, y))) {
			return x;
		}
	}
	return x;
}

/* Letters, the common Han, and what the terminal was measured to show as the grid has it. */
static bool has_sure_width(const struct mq_cell *cell)
{
	const unsigned char *bytes = (const unsigned char *)cell->text;
	bool common = (bytes[0] > 0xe4 || (bytes[0] == 0xe4 && bytes[1] >= 0xb8)) &&
		bytes[0] <= 0xe9 && bytes[3] == '\0';	/* U+4E00 to U+9FFF */
	bool sure = true;
	if (bytes[1] == '\0' || common) {
		return true;
	}
	for (size_t at = 0, n; sure && cell->text[at]; at += n) {
		uint32_t cp;
		n = mq_utf8_decode(cell->text + at, strlen(cell->text + at), &cp);
		sure = n > 0 && mq_width_is_sure(cp);
	}
	return sure;
}

/* A character and the marks on it; what would take columns of its own is left out. */
static size_t bytes_of(const struct mq_cell *cell)
{
	size_t at = 0;
	while (cell->text[at]) {
		uint32_t cp;
		size_t n = mq_utf8_decode(cell->text + at, strlen(cell->text + at), &cp);
		if (n == 0 || mq_width_char(cp) != (at == 0 ? cell->width : 0)) {
			break;
		}
		at += n;
	}
	return at;
}

/* Behind the cell at x what it may have been drawn over, or would be, is to be written again:
 * two columns for each of its characters, for there are terminals that give marks theirs. */
static void doubt_behind(struct mq_draw *draw, const struct mq_cell *cell, int x, int y)
{
	int end = x + 2 * (int)mq_utf8_count(cell->text, strlen(cell->text));
	for (int at = x + cell->width; at < end && at < draw->shown.width; at++) {
		mq_cells_forget(&draw->shown, at, y);
	}
}

/* Of the n cells that are about to be written over. */
static void doubt_behind_old(struct mq_draw *draw, int x, int n, int y)
{
	for (int at = x; draw->has_rare && at < x + n; at++) {
		const struct mq_cell *cell = mq_cells_at(&draw->shown, at, y);
		if (!has_sure_width(cell)) {
			doubt_behind(draw, cell, at, y);
		}
	}
}

/* ---- bytes ---- */

static void put_number(struct mq_draw *draw, int number, char final)
{
	char text[16];
	int n = snprintf(text, sizeof(text), "\033[%d%c", number, final);
	mq_buf_add(&draw->bytes, text, (size_t)n);
}

static void turn_on(struct mq_draw *draw, uint8_t role)
{
	if (draw->role < 0 || strcmp(draw->looks[draw->role], draw->looks[role]) != 0) {
		mq_buf_adds(&draw->bytes, draw->looks[role]);
	}
	draw->role = role;
}

static void put_cell(struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	const struct mq_cell *cell = mq_cells_at(cells, x, y);
	size_t n = bytes_of(cell);
	if (!is_blank(draw, cell) || draw->role < 0 || !draw->clear_blank[draw->role]) {
		turn_on(draw, cell->role);
	}
	mq_buf_add(&draw->bytes, n > 0 ? cell->text : "?", n > 0 ? n : 1);
	draw->x = x + (n > 0 ? cell->width : 1);
	if (draw->x >= cells->width) {
		draw->x = -1;	/* at the margin some wait and some wrap */
	}
}

/* ---- moving ---- */

/* Can the cells in between be written again as they are, with what is on? */
static bool gap_is_plain(const struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	if (x - draw->x > GAP_MAX || draw->role < 0) {
		return false;
	}
	for (int at = draw->x; at < x; at++) {
		const struct mq_cell *cell = mq_cells_at(cells, at, y);
		bool on = is_blank(draw, cell) ? draw->clear_blank[draw->role]
			: strcmp(draw->looks[draw->role], draw->looks[cell->role]) == 0;
		if (cell->text[0] == '\0' || cell->text[1] != '\0' || !on) {
			return false;
		}
	}
	return true;
}

static void move_to(struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	bool ahead = draw->x >= 0 && draw->y == y && draw->x <= x;
	if (ahead && gap_is_plain(draw, cells, x, y)) {
		for (int at = draw->x; at < x; at++) {
			mq_buf_addc(&draw->bytes, mq_cells_at(cells, at, y)->text[0]);
		}
	} else if (ahead && !draw->move) {
		put_number(draw, x - draw->x, 'C');
	} else if (draw->move) {
		draw->move(x, y, &draw->bytes);
	} else {
		char text[24];
		int n = snprintf(text, sizeof(text), x > 0 ? "\033[%d;%dH" : "\033[%dH", y + 1, x + 1);
		mq_buf_add(&draw->bytes, text, (size_t)n);
	}
	draw->x = x;
	draw->y = y;
}

/* ---- erasing ---- */

static int blanks_from(const struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	int n = 0;
	while (x + n < cells->width && is_blank(draw, mq_cells_at(cells, x + n, y))) {
		n++;
	}
	return n;
}

/* Erase from x on as far as it is blank; how many cells, 0 where that is not worth it. */
static int erase(struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	int n = draw->erases ? blanks_from(draw, cells, x, y) : 0;
	bool to_the_end = x + n == cells->width;
	if (n < (to_the_end ? GAP_MAX : ERASE_MIN)) {
		return 0;
	}
	move_to(draw, cells, x, y);
	if (draw->role < 0 || !draw->clear_blank[draw->role]) {
		turn_on(draw, MQ_ROLE_NORMAL);
	}
	if (to_the_end) {
		mq_buf_adds(&draw->bytes, "\033[K");
	} else {
		put_number(draw, n, 'X');
	}
	return n;
}

/* ---- a frame ---- */

/* The cell left of x, once more: a character that a terminal takes for a mark hangs on it. */
static void put_left_anew(struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	int left = x - 1;
	if (left > 0 && mq_cells_at(cells, left, y)->width == 0) {
		left--;
	}
	if (left >= 0 && has_sure_width(mq_cells_at(cells, left, y))) {
		move_to(draw, cells, left, y);
		put_cell(draw, cells, left, y);
	}
}

/* A character nobody knows the width of: on blanks, between neighbours that are sound. One
 * in the last column, where it might be wide and wrap or scroll, is not drawn. */
static void put_rare(struct mq_draw *draw, const struct mq_cells *cells, int x, int y)
{
	const struct mq_cell *cell = mq_cells_at(cells, x, y);
	draw->has_rare = true;
	turn_on(draw, cell->role);
	if (x == cells->width - 1) {
		mq_buf_addc(&draw->bytes, '?');
	} else {
		mq_buf_add(&draw->bytes, "  ", cell->width);
		draw->x = -1;
		move_to(draw, cells, x, y);
		put_cell(draw, cells, x, y);
	}
	draw->x = -1;
	doubt_behind(draw, cell, x, y);
	put_left_anew(draw, cells, x, y);
}

static void draw_row(struct mq_draw *draw, const struct mq_cells *cells, int y)
{
	int x = 0;
	while ((x = next_difference(draw, cells, x, y)) < cells->width) {
		bool corner = y == cells->height - 1 && x == cells->width - 1;
		int n = corner && draw->spares_corner ? 1 : erase(draw, cells, x, y);
		if (n == 0) {
			bool sure = has_sure_width(mq_cells_at(cells, x, y));
			move_to(draw, cells, x, y);
			(sure ? put_cell : put_rare)(draw, cells, x, y);
			n = 1;
		}
		doubt_behind_old(draw, x, n, y);
		x += n;
	}
}

static void draw_all_anew(struct mq_draw *draw, const struct mq_cells *cells)
{
	mq_cells_resize(&draw->shown, cells->width, cells->height);
	draw->role = -1;
	turn_on(draw, MQ_ROLE_NORMAL);
	mq_buf_adds(&draw->bytes, draw->clear);
	draw->x = -1;
	draw->known = true;
	draw->has_rare = false;
}

static bool fits(const struct mq_draw *draw, const struct mq_cells *cells)
{
	return draw->known && draw->shown.width == cells->width && draw->shown.height == cells->height;
}

static void put_cursor(struct mq_draw *draw, const struct mq_cells *cells)
{
	if (draw->x != cells->cursor_x || draw->y != cells->cursor_y) {
		move_to(draw, cells, cells->cursor_x, cells->cursor_y);
	}
}

/* n rows from y on are shown now. */
static void keep_shown(struct mq_draw *draw, const struct mq_cells *cells, int y, int n)
{
	size_t width = (size_t)cells->width;
	memcpy(draw->shown.cells + (size_t)y * width, cells->cells + (size_t)y * width,
		(size_t)n * width * sizeof(*cells->cells));
}

struct mq_slice mq_draw_frame(struct mq_draw *draw, const struct mq_cells *cells)
{
	mq_buf_clear(&draw->bytes);
	mq_buf_adds(&draw->bytes, frame_begin);
	size_t empty = draw->bytes.len;
	if (!fits(draw, cells)) {
		draw_all_anew(draw, cells);
	}
	for (int y = 0; y < cells->height; y++) {
		draw_row(draw, cells, y);
	}
	put_cursor(draw, cells);
	if (draw->bytes.len == empty) {
		return (struct mq_slice){NULL, 0};
	}
	keep_shown(draw, cells, 0, cells->height);
	mq_buf_adds(&draw->bytes, frame_end);
	mq_buf_adds(&draw->bytes, draw->asks ? frame_ask : "");
	return mq_slice(draw->bytes.data, draw->bytes.len);
}

struct mq_slice mq_draw_line(struct mq_draw *draw, const struct mq_cells *cells)
{
	mq_buf_clear(&draw->bytes);
	if (fits(draw, cells)) {
		draw_row(draw, cells, cells->cursor_y);
		put_cursor(draw, cells);
		keep_shown(draw, cells, cells->cursor_y, 1);
	}
	return mq_slice(draw->bytes.data, draw->bytes.len);
}

void mq_draw_forget(struct mq_draw *draw)
{
	draw->known = false;
}

void mq_draw_release(struct mq_draw *draw)
{
	mq_cells_release(&draw->shown);
	mq_buf_release(&draw->bytes);
}
