/* Bar 13: 500 hostile strings, in columns of 1 to 40, on terminals that disagree, asked or
 * not: every border stands in its column. */
#include "hostile.h"
#include "model.h"

#include "../../src/ui/answer.h"
#include "../../src/ui/draw.h"
#include "../../src/ui/probe.h"

/* ① ─ mark emoji Ext-B Ext-G Ext-H Ext-I, each in so many columns */
static const int terminals[][MQ_N_GLYPHS] = {
	{1, 1, 0, 2, 2, 2, 2, 2},	/* as the table has it: probe = 1 */
	{2, 2, 0, 2, 2, 2, 2, 2},	/* East Asian: probe = 2 */
	{2, 1, 0, 2, 2, 2, 2, 2},
	{1, 1, 0, 2, 2, 2, 1, 1},	/* tables of some years ago */
	{1, 1, 1, 1, 1, 1, 1, 1},
	{1, 1, 0, 2, 2, 0, 0, 0},	/* unassigned is nothing */
};

struct window {
	struct model model;
	struct mq_draw draw;
	struct mq_cells cells;
};

static void forget_widths(void)
{
	for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
		mq_width_measured((enum mq_glyph)glyph, MQ_COLS_UNKNOWN);
	}
}

/* Ask, and believe what comes back. */
static void measure(struct model *model)
{
	struct mq_probe probe = {0};
	struct mq_charset charset = {0};
	struct mq_answers answers = {0};
	struct mq_buf bytes = {0};
	struct mq_buf typed = {0};
	int column = 0;

	mq_probe_ask(&probe, &charset, &bytes);
	model_read(model, mq_slice(bytes.data, bytes.len));
	mq_answers_feed(&answers, model->answers.data, model->answers.len);
	for (enum mq_answer answer; (answer = mq_answers_next(&answers, MQ_PROBE_EXPECTS, &typed,
		&column)) != MQ_ANSWER_NONE;) {
		mq_probe_take(&probe, answer, column);
	}
	assert_int_equal(mq_probe_charset(&probe), MQ_PROBE_UTF8);
	mq_probe_apply(&probe);
	mq_answers_release(&answers);
	mq_buf_release(&bytes);
	mq_buf_release(&typed);
}

static void open_window(struct window *window, const int cols[MQ_N_GLYPHS], bool answers)
{
	*window = (struct window){.draw = {.clear = "\033[H\033[2J", .erases = true}};
	memcpy(window->model.cols, cols, sizeof(window->model.cols));
	for (int role = 0; role < MQ_N_ROLES; role++) {
		memcpy(window->draw.looks[role], "\033[0m", 5);
		window->draw.clear_blank[role] = true;
	}
	model_clear(&window->model);
	forget_widths();
	if (answers) {
		measure(&window->model);
	}
	mq_cells_resize(&window->cells, MODEL_WIDTH, MODEL_HEIGHT);
}

static void close_window(struct window *window)
{
	mq_buf_release(&window->model.answers);
	mq_draw_release(&window->draw);
	mq_cells_release(&window->cells);
	forget_widths();
}

/* Row y is a column of y + 1 between two borders, the last one ends with the screen. */
static void paint(struct window *window, const char *text, size_t len)
{
	struct mq_cells *cells = &window->cells;
	mq_cells_fill(cells, mq_cells_rect(cells), MQ_ROLE_NORMAL);
	for (int y = 0; y < MODEL_HEIGHT; y++) {
		mq_cells_str(cells, 0, y, 1, MQ_ROLE_DIM, "|");
		mq_cells_cut(cells, 1, y, y + 1, MQ_ROLE_NORMAL, text, len);
		mq_cells_str(cells, y + 2, y, 1, MQ_ROLE_DIM, "|");
	}
	model_read(&window->model, mq_draw_frame(&window->draw, cells));
}

static bool is_sure(const struct mq_cell *cell)
{
	bool sure = true;
	for (size_t at = 0, n; sure && cell->text[at] && cell->text[1]; at += n) {
		uint32_t cp;
		n = mq_utf8_decode(cell->text + at, strlen(cell->text + at), &cp);
		assert_true(n > 0);
		sure = mq_width_is_sure(cp);
	}
	return sure;
}

static void assert_borders(const struct window *window)
{
	for (int y = 0; y < MODEL_HEIGHT; y++) {
		const uint32_t *row = window->model.cells[y];
		assert_int_equal(row[0], '|');
		assert_int_equal(row[y + 2], '|');
		for (int x = y + 3; x < MODEL_WIDTH; x++) {
			if (row[x] != ' ') {
				fail_msg("U+%04X is behind the border of line %d", (unsigned)row[x], y);
			}
		}
	}
}

/* What the terminal is known to show stands where the grid has it, whole. */
static void assert_whole(const struct window *window)
{
	for (int y = 0; y < MODEL_HEIGHT; y++) {
		for (int x = 0; x < MODEL_WIDTH; x++) {
			const struct mq_cell *cell = mq_cells_at(&window->cells, x, y);
			const uint32_t *seen = &window->model.cells[y][x];
			uint32_t cp = 0;
			if (cell->width == 0 || !is_sure(cell)) {
				continue;
			}
			mq_utf8_decode(cell->text, strlen(cell->text), &cp);
			if (seen[0] != cp || (cell->width == 2 && seen[1] != MODEL_HALF)) {
				fail_msg("U+%04X is not whole at %d, %d", (unsigned)cp, x, y);
			}
		}
	}
}

static void bar_13_every_border_stands_in_its_column(void **state)
{
	(void)state;
	char text[HOSTILE_MAX];
	for (size_t t = 0; t < 2 * MQ_LENGTH(terminals); t++) {
		struct window window;
		open_window(&window, terminals[t / 2], t % 2 == 0);
		for (size_t i = 0; i < N_HOSTILE; i++) {
			paint(&window, text, hostile(i, text));
			assert_borders(&window);
			assert_whole(&window);
		}
		close_window(&window);
	}
}

/* One of each kind, beside a common one. */
static const char *const kinds[MQ_N_GLYPHS] = {
	[MQ_GLYPH_AMBIGUOUS] = "②", [MQ_GLYPH_BOX] = "┌", [MQ_GLYPH_MARK] = "\u0302",
	[MQ_GLYPH_EMOJI] = "😁", [MQ_GLYPH_EXT_B] = "𫝀", [MQ_GLYPH_EXT_G] = "𰀁",
	[MQ_GLYPH_EXT_H] = "𱍑", [MQ_GLYPH_EXT_I] = "\U0002ebf1",
};

/* Ambiguous ones may have a column or two, marks none, all others two. */
static bool can_place(int glyph, int cols)
{
	return glyph <= MQ_GLYPH_BOX ? cols > 0 : cols == (glyph == MQ_GLYPH_MARK ? 0 : 2);
}

static void bar_13_what_cannot_be_placed_is_shown_by_its_number(void **state)
{
	(void)state;
	for (size_t t = 0; t < MQ_LENGTH(terminals); t++) {
		struct window window;
		open_window(&window, terminals[t], true);
		for (int glyph = 0; glyph < MQ_N_GLYPHS; glyph++) {
			struct mq_buf text = {0};
			struct mq_buf seen = {0};
			mq_buf_addf(&text, "明%s", kinds[glyph]);
			paint(&window, text.data, text.len);
			mq_cells_print(&window.cells, &seen);
			assert_int_equal(strstr(seen.data, text.data) != NULL,
				can_place(glyph, terminals[t][glyph]));
			assert_int_equal(strstr(seen.data, "明〔U+") == NULL,
				can_place(glyph, terminals[t][glyph]));
			mq_buf_release(&seen);
			mq_buf_release(&text);
		}
		close_window(&window);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bar_13_every_border_stands_in_its_column),
		cmocka_unit_test(bar_13_what_cannot_be_placed_is_shown_by_its_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
