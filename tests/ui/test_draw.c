/* What is drawn is what the grid holds: random grids, one after the other, as libvterm
 * shows them. */
#include "unit.h"

#include <vterm.h>

#include "../../src/ui/draw.h"

enum { WIDTH = 40, HEIGHT = 9, FRAMES = 400 };

struct shown {
	struct mq_draw draw;
	struct mq_cells cells;
	VTerm *term;
	VTermScreen *screen;
};

static void add_look(struct shown *shown, enum mq_role role, const char *look, bool clear_blank)
{
	snprintf(shown->draw.looks[role], MQ_LOOK_BYTES, "%s", look);
	shown->draw.clear_blank[role] = clear_blank;
}

static void move_plainly(int x, int y, struct mq_buf *out)
{
	mq_buf_addf(out, "\033[%d;%df", y + 1, x + 1);
}

static void open_shown(struct shown *shown, int width, int height)
{
	*shown = (struct shown){.draw = {.clear = "\033[H\033[2J", .erases = true}};
	for (int role = 0; role < MQ_N_ROLES; role++) {
		add_look(shown, (enum mq_role)role, "\033[0m", true);
	}
	add_look(shown, MQ_ROLE_TITLE, "\033[0;7m", false);
	add_look(shown, MQ_ROLE_SELECTED, "\033[0;1;30;46m", false);
	add_look(shown, MQ_ROLE_DIM, "\033[0;90m", true);
	add_look(shown, MQ_ROLE_COUNT, "\033[0;1m", true);
	shown->term = vterm_new(height, width);
	vterm_set_utf8(shown->term, 1);
	shown->screen = vterm_obtain_screen(shown->term);
	vterm_screen_reset(shown->screen, 1);
	mq_cells_resize(&shown->cells, width, height);
}

static void close_shown(struct shown *shown)
{
	vterm_free(shown->term);
	mq_draw_release(&shown->draw);
	mq_cells_release(&shown->cells);
}

static size_t show(struct shown *shown)
{
	struct mq_slice frame = mq_draw_frame(&shown->draw, &shown->cells);
	vterm_input_write(shown->term, frame.data ? frame.data : "", frame.len);
	vterm_screen_flush_damage(shown->screen);
	return frame.len;
}

/* Reverse, bold and colours as the role's look has them. */
static void assert_look(const VTermScreenCell *seen, uint8_t role)
{
	assert_int_equal(seen->attrs.reverse, role == MQ_ROLE_TITLE);
	assert_int_equal(VTERM_COLOR_IS_DEFAULT_BG(&seen->bg), role != MQ_ROLE_SELECTED);
}

static void assert_shown(const struct shown *shown)
{
	for (int y = 0; y < shown->cells.height; y++) {
		for (int x = 0; x < shown->cells.width; x++) {
			const struct mq_cell *cell = mq_cells_at(&shown->cells, x, y);
			VTermScreenCell seen;
			char text[4] = " ";
			size_t n = 1;

			vterm_screen_get_cell(shown->screen, (VTermPos){y, x}, &seen);
			if (cell->width == 0 || (x == shown->cells.width - 1 && cell->text[1])) {
				continue;	/* a rare one in the last column is a "?" */
			}
			if (seen.chars[0]) {
				n = mq_utf8_encode(seen.chars[0], text);
			}
			assert_memory_equal(text, cell->text, n);
			assert_look(&seen, cell->role);
		}
	}
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(shown->term), &at);
	assert_int_equal(at.col, shown->cells.cursor_x);
	assert_int_equal(at.row, shown->cells.cursor_y);
}

/* Some texts somewhere, some stretches of blanks, the cursor elsewhere. */
static void change(struct shown *shown, uint64_t *seed)
{
	static const char *const texts[] = {"female", "包桂玉", " ", "1 457", "𰝹", "阳曲路470弄", "é",
		"a", "李a明b"};
	struct mq_cells *cells = &shown->cells;
	for (size_t n = 1 + unit_below(seed, 12); n > 0; n--) {
		int x = (int)unit_below(seed, (size_t)cells->width);
		int y = (int)unit_below(seed, (size_t)cells->height);
		enum mq_role role = (enum mq_role)unit_below(seed, MQ_N_ROLES);
		if (unit_below(seed, 3) == 0) {
			int width = (int)unit_below(seed, (size_t)cells->width);
			mq_cells_fill(cells, (struct mq_rect){x, y, width, 2}, role);
		} else {
			mq_cells_str(cells, x, y, cells->width, role,
				texts[unit_below(seed, MQ_LENGTH(texts))]);
		}
	}
	cells->cursor_x = (int)unit_below(seed, (size_t)cells->width);
	cells->cursor_y = (int)unit_below(seed, (size_t)cells->height);
}

static void draw_random_frames(mq_draw_move_fn move, bool erases)
{
	struct shown shown;
	uint64_t seed = 12;
	open_shown(&shown, WIDTH, HEIGHT);
	shown.draw.move = move;
	shown.draw.erases = erases;
	for (int i = 0; i < FRAMES; i++) {
		change(&shown, &seed);
		show(&shown);
		assert_shown(&shown);
		if (i % 50 == 49) {
			mq_draw_forget(&shown.draw);
		}
	}
	close_shown(&shown);
}

static void a_frame_shows_what_the_grid_holds(void **state)
{
	(void)state;
	draw_random_frames(NULL, true);
}

static void a_terminal_that_only_moves_its_cursor_shows_the_same(void **state)
{
	(void)state;
	draw_random_frames(move_plainly, false);
}

static void a_frame_like_the_one_before_is_no_byte(void **state)
{
	(void)state;
	struct shown shown;
	uint64_t seed = 3;
	open_shown(&shown, WIDTH, HEIGHT);
	change(&shown, &seed);
	assert_in_range(show(&shown), 1, 4000);
	assert_int_equal(show(&shown), 0);
	close_shown(&shown);
}

static void one_digit_more_costs_no_line(void **state)
{
	(void)state;
	struct shown shown;
	open_shown(&shown, WIDTH, HEIGHT);
	mq_cells_str(&shown.cells, 3, 2, 20, MQ_ROLE_NORMAL, "female        9");
	show(&shown);
	mq_cells_str(&shown.cells, 3, 2, 20, MQ_ROLE_NORMAL, "female        8");
	assert_in_range(show(&shown), 17, 40);	/* 16 of it are the marks of a frame */
	assert_shown(&shown);
	close_shown(&shown);
}

static void behind_a_rare_character_the_cursor_is_placed_anew(void **state)
{
	(void)state;
	struct shown shown;
	open_shown(&shown, WIDTH, HEIGHT);
	mq_cells_str(&shown.cells, 0, 1, 20, MQ_ROLE_NORMAL, "𰝹a");
	struct mq_slice frame = mq_draw_frame(&shown.draw, &shown.cells);
	assert_non_null(memmem(frame.data, frame.len, "𰝹\033[2;3Ha", strlen("𰝹\033[2;3Ha")));
	close_shown(&shown);
}

/* ---- terminals that draw a rare character in a way of their own ---- */

/* A surname of two columns, and a number of one. */
static const char *const rares[] = {"\U00031350", "①"};

/* What a terminal makes of them: nothing, a mark on what stands before, a letter, a wide
 * character. */
static const char *const readings[] = {"", "\u0301", "x", "口"};

/* Bytes of the rare character that text begins with, or 0. */
static size_t rare_at(const char *text, size_t len)
{
	for (size_t i = 0; i < MQ_LENGTH(rares); i++) {
		size_t n = strlen(rares[i]);
		if (len >= n && memcmp(text, rares[i], n) == 0) {
			return n;
		}
	}
	return 0;
}

/* The frame as that terminal reads it. */
static void show_as(struct shown *shown, const char *reading)
{
	struct mq_slice frame = mq_draw_frame(&shown->draw, &shown->cells);
	const char *bytes = frame.data;
	struct mq_buf read = {0};
	for (size_t at = 0; at < frame.len;) {
		size_t n = rare_at(bytes + at, frame.len - at);
		mq_buf_add(&read, n > 0 ? reading : bytes + at, n > 0 ? strlen(reading) : 1);
		at += n > 0 ? n : 1;
	}
	vterm_input_write(shown->term, read.data ? read.data : "", read.len);
	vterm_screen_flush_damage(shown->screen);
	mq_buf_release(&read);
}

/* In the cell there is nothing, or what the terminal makes of the rare character. */
static void assert_nothing_else(const VTermScreenCell *seen)
{
	uint32_t c = seen->chars[0];
	if (c != 0 && c != ' ' && c != '?' && c != 'x' && c != 0x53e3 && c != 0x301 && c != UINT32_MAX) {
		fail_msg("U+%04X is left in the cells of a rare character", (unsigned)c);
	}
}

/* The cell at x, y of the terminal holds what the grid does and no more; where a rare
 * character is to be, or its half, it holds nobody else's. */
static void assert_own_glyph(const struct shown *shown, int x, int y)
{
	const struct mq_cell *cell = mq_cells_at(&shown->cells, x, y);
	const struct mq_cell *whole = cell->width == 0 ? cell - 1 : cell;
	VTermScreenCell seen;
	char text[4] = " ";
	vterm_screen_get_cell(shown->screen, (VTermPos){y, x}, &seen);
	if (rare_at(whole->text, strlen(whole->text)) > 0) {
		assert_nothing_else(&seen);
	} else if (cell->width > 0) {
		assert_int_not_equal(seen.chars[0], UINT32_MAX);
		size_t n = seen.chars[0] ? mq_utf8_encode(seen.chars[0], text) : 1;
		assert_int_equal(n, strlen(cell->text));
		assert_memory_equal(text, cell->text, n);
		assert_true(seen.chars[0] == 0 || seen.chars[1] == 0);
	}
}

static void assert_no_old_glyph(const struct shown *shown)
{
	for (int y = 0; y < shown->cells.height; y++) {
		for (int x = 0; x < shown->cells.width; x++) {
			assert_own_glyph(shown, x, y);
		}
	}
}

static void change_names(struct shown *shown, uint64_t *seed)
{
	static const char *const names[] = {"蔡根元", "\U00031350阿明", "  ", "a\U00031350b", "单\U00031350",
		"77", "\U00031350\U00031350", "|", "①", "a①单", "①\U00031350"};
	for (size_t n = 1 + unit_below(seed, 12); n > 0; n--) {
		mq_cells_str(&shown->cells, (int)unit_below(seed, WIDTH), (int)unit_below(seed, HEIGHT),
			WIDTH, (enum mq_role)unit_below(seed, MQ_N_ROLES),
			names[unit_below(seed, MQ_LENGTH(names))]);
	}
}

static void no_name_keeps_a_character_of_another(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(readings); i++) {
		struct shown shown;
		open_shown(&shown, WIDTH, HEIGHT);
		mq_cells_str(&shown.cells, 0, 1, 20, MQ_ROLE_NORMAL, ">蔡根元 男");
		show_as(&shown, readings[i]);
		mq_cells_str(&shown.cells, 0, 1, 20, MQ_ROLE_NORMAL, ">\U00031350阿明 男");
		show_as(&shown, readings[i]);
		assert_no_old_glyph(&shown);
		mq_cells_str(&shown.cells, 0, 1, 20, MQ_ROLE_NORMAL, ">蔡根元 男");
		show_as(&shown, readings[i]);
		assert_no_old_glyph(&shown);
		close_shown(&shown);
	}
}

static void whatever_a_terminal_makes_of_it_all_others_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(readings); i++) {
		struct shown shown;
		uint64_t seed = 31;
		open_shown(&shown, WIDTH, HEIGHT);
		for (int frame = 0; frame < FRAMES; frame++) {
			change_names(&shown, &seed);
			show_as(&shown, readings[i]);
			assert_no_old_glyph(&shown);
		}
		close_shown(&shown);
	}
}

static void a_corner_that_would_scroll_is_left_out(void **state)
{
	(void)state;
	struct shown shown;
	open_shown(&shown, 4, 1);
	shown.draw.spares_corner = true;
	mq_cells_str(&shown.cells, 0, 0, 4, MQ_ROLE_NORMAL, "abcd");
	struct mq_slice frame = mq_draw_frame(&shown.draw, &shown.cells);
	assert_null(memmem(frame.data, frame.len, "d", 1));
	close_shown(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_shows_what_the_grid_holds),
		cmocka_unit_test(a_terminal_that_only_moves_its_cursor_shows_the_same),
		cmocka_unit_test(a_frame_like_the_one_before_is_no_byte),
		cmocka_unit_test(one_digit_more_costs_no_line),
		cmocka_unit_test(behind_a_rare_character_the_cursor_is_placed_anew),
		cmocka_unit_test(no_name_keeps_a_character_of_another),
		cmocka_unit_test(whatever_a_terminal_makes_of_it_all_others_stand),
		cmocka_unit_test(a_corner_that_would_scroll_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
