/*
 * How the screen looks and what it speaks: another theme is the same text, a language that is
 * chosen while it runs is the one it would have begun in, and keys may be vi's. Each
 * is looked at in the same moments of a working day.
 */
#include "screen.h"

#define F8 "\033[19~"
#define F11 "\033[23~"
#define F12 "\033[24~"
#define BACK "\007"	/* C-g: as Esc, without its wait */
#define REPEATED(keys) keys keys

enum { N_MOMENTS = 10, N_FIRST = 4 };

/* Each goes on from the one before it; a fault leaves the answer before it in force. */
static const struct moment {
	const char *name;
	const char *keys;
} moments[N_MOMENTS] = {
	{"a query", "age>=60 sex=female "},
	{"a fault", "\025" "nosuch:1"},
	{"the list", "\025" "age>=60 sex=female " REPEATED(BACK) "jxjlo"},
	{"facets", "\033[Zjjz"},
	{"a card", "\t\rj"},
	{"the help sheet", "?jj"},
	{"the chooser", REPEATED(BACK) "cj"},
	{"a condition", BACK "gcl"},
	{"candidates", "/\025" "sex=male du"},
	{"half a query", "\025" "sex=male age>="},
};

/* ---- a person's own files ---- */

static void write_own(const char *name, const char *text)
{
	char path[128];
	screen_run("mkdir -p '%s/.config/minqing'", screen_home);
	snprintf(path, sizeof(path), "%s/.config/minqing/%s", screen_home, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int forget_own(void **state)
{
	(void)state;
	return screen_run("rm -rf '%s/.config'", screen_home);
}

/* F12 speaks the other language, F11 does nothing: what was said goes. */
static void bind_keys(void)
{
	write_own("keys.yaml", "any: {F11: none, F12: language}\n");
}

/* ---- walking ---- */

/* As for the first time: what was folded or chosen in a walk before is kept. */
static void open_anew(struct screen *screen, const struct screen_setup *setup)
{
	screen_run("rm -rf '%s/.local'", screen_home);
	screen_open(screen, setup);
}

/* The screen as it rests in each moment, `after` pressed in each. The caller frees the texts. */
static void walk(const struct screen_setup *setup, const char *after, char *seen[], size_t n)
{
	struct screen screen;
	open_anew(&screen, setup);
	for (size_t i = 0; i < n; i++) {
		screen_type(&screen, moments[i].keys);
		screen_keys(&screen, after);
		seen[i] = screen_text(&screen);
	}
	screen_close(&screen);
}

/* It comes to be this text while we are patient. */
static void expect_text(struct screen *screen, const char *wanted, const char *how,
	const char *moment)
{
	char *seen = screen_text(screen);
	for (int64_t end = screen_now_ms() + PATIENCE_MS / 2;
		strcmp(seen, wanted) != 0 && screen_now_ms() < end;) {
		screen_read(screen, REST_MS);
		free(seen);
		seen = screen_text(screen);
	}
	if (strcmp(seen, wanted) != 0) {
		print_error("%s, %s is\n%s", how, moment, seen);
		fail_msg("not\n%s", wanted);
	}
	free(seen);
}

/* What the last keys led to is most likely shown by now. */
static void take_breath(struct screen *screen)
{
	enum { BREATH_MS = 30 };
	while (screen_read(screen, BREATH_MS)) {
	}
}

/* Walk the same way: each moment comes to look so. `before` is pressed between two. */
static void walk_as(const struct screen_setup *setup, const char *before, const char *after,
	char *wanted[], size_t n, const char *how)
{
	struct screen screen;
	open_anew(&screen, setup);
	for (size_t i = 0; i < n; i++) {
		screen_type(&screen, i > 0 ? before : "");
		take_breath(&screen);
		screen_type(&screen, moments[i].keys);
		take_breath(&screen);
		screen_type(&screen, after);
		expect_text(&screen, wanted[i], how, moments[i].name);
	}
	screen_close(&screen);
}

static void forget(char *seen[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(seen[i]);
	}
}

static bool has_colour(const struct screen *screen)
{
	for (VTermPos at = {0, 0}; at.row < screen->rows; at.row++) {
		for (at.col = 0; at.col < screen->cols; at.col++) {
			VTermScreenCell cell;
			vterm_screen_get_cell(screen->cells, at, &cell);
			if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) {
				return true;
			}
		}
	}
	return false;
}

/* ---- themes ---- */

/* And none has a colour where there are to be none. */
static void every_theme_is_the_same_text(void **state)
{
	static const char *const themes[] = {"dark", "light", "mono", "colour-blind"};
	static const struct screen_setup usual = {0};
	static const struct screen_setup none = {.env = "NO_COLOR=1"};
	struct screen screen;
	char *wanted[N_FIRST];
	(void)state;
	walk(&usual, "", wanted, N_FIRST);
	for (size_t i = 0; i < MQ_LENGTH(themes); i++) {
		char *line = mq_format("theme: %s\n", themes[i]);
		write_own("settings.yaml", line);
		walk_as(&usual, "", "", wanted, N_FIRST, themes[i]);
		free(line);
	}
	walk_as(&none, "", "", wanted, N_FIRST, "NO_COLOR");
	screen_open(&screen, &none);
	assert_false(has_colour(&screen));
	screen_close(&screen);
	forget(wanted, N_FIRST);
}

static void themes_are_shown_while_one_is_chosen(void **state)
{
	static const struct screen_setup usual = {0};
	struct screen screen;
	(void)state;
	write_own("settings.yaml", "theme: light\n");
	screen_open(&screen, &usual);
	screen_keys(&screen, BACK "gt");
	screen_wait(&screen, "1/5  light: for light grounds");
	assert_true(has_colour(&screen));
	screen_keys(&screen, "\033[B");
	screen_wait(&screen, "2/5  mono: without colours");
	assert_false(has_colour(&screen));
	screen_keys(&screen, "\033");
	assert_true(has_colour(&screen));
	screen_keys(&screen, "gtmo");
	assert_false(has_colour(&screen));
	screen_keys(&screen, "x\r");
	screen_wait(&screen, "no theme is called so");
	assert_true(has_colour(&screen));
	screen_keys(&screen, "gtmo\r");
	screen_wait(&screen, "to keep it, write \"theme: mono\"  in ~/.config/minqing/settings.yaml");
	assert_false(has_colour(&screen));
	screen_close(&screen);
}

/* ---- what roles tell ---- */

/* A theme that gives each role a colour of its own, to be read back from the screen. */
enum { SELECTED = 1, CHOSEN, UNKNOWN };

static uint32_t char_at(const struct screen *screen, int col, int row, VTermScreenCell *cell)
{
	vterm_screen_get_cell(screen->cells, (VTermPos){row, col}, cell);
	return cell->chars[0] ? cell->chars[0] : ' ';
}

/* Of a blank it is not known: it is painted by leaving it out. */
static int colour_of(const VTermScreenCell *cell)
{
	return VTERM_COLOR_IS_INDEXED(&cell->fg) && !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg)
		? cell->fg.indexed.idx : 0;
}

/* The stretch of one colour that begins here, as text; its colour, and its end through *col. */
static char *stretch_at(const struct screen *screen, int *col, int row, int *colour)
{
	struct mq_buf text = {0};
	VTermScreenCell cell;
	for (*colour = -1; *col < screen->cols; *col += cell.width > 0 ? cell.width : 1) {
		char bytes[4];
		uint32_t cp = char_at(screen, *col, row, &cell);
		if (cp != ' ' && *colour >= 0 && colour_of(&cell) != *colour) {
			break;
		}
		*colour = cp != ' ' ? colour_of(&cell) : *colour;
		mq_buf_add(&text, bytes, mq_utf8_encode(cp, bytes));
	}
	return mq_buf_take(&text);
}

static bool is_told(int colour, const char *text)
{
	static const char *const unknown[] = {"?", "not known", "not stated", "left blank", "none",
		"unknown"};
	text += strspn(text, " ");
	bool told = colour != SELECTED && colour != CHOSEN && colour != UNKNOWN;
	told |= colour == SELECTED && text[0] == '>';
	told |= colour == CHOSEN && text[0] == '*';
	for (size_t i = 0; colour == UNKNOWN && i < MQ_LENGTH(unknown); i++) {
		told |= strstr(text, unknown[i]) != NULL;
	}
	return told;
}

static size_t check_stretches(const struct screen *screen, size_t n_seen[4])
{
	size_t n_wrong = 0;
	for (int row = 0; row < screen->rows; row++) {
		for (int col = 0; col < screen->cols;) {
			int colour;
			char *text = stretch_at(screen, &col, row, &colour);
			if (!is_told(colour, text)) {
				print_error("told by colour alone, row %d: \"%s\"\n", row, text);
				n_wrong++;
			}
			n_seen[colour < 0 ? 0 : colour & 3]++;
			free(text);
		}
	}
	return n_wrong;
}

static void nothing_is_told_by_colour_alone(void **state)
{
	static const struct screen_setup wide = {.cols = 120, .rows = 40};
	size_t n_seen[4] = {0};
	struct screen screen;
	(void)state;
	write_own("theme.yaml", "selected: {fg: red}\nchosen: {fg: green}\nunknown: {fg: yellow}\n"
		"dim: {}\nerror: {}\nhint: {}\n");
	open_anew(&screen, &wide);
	for (size_t i = 0; i < N_MOMENTS; i++) {
		screen_keys(&screen, moments[i].keys);
		assert_int_equal(check_stretches(&screen, n_seen), 0);
	}
	assert_true(n_seen[SELECTED] > 0 && n_seen[CHOSEN] > 0 && n_seen[UNKNOWN] > 0);
	screen_close(&screen);
}

/* ---- languages ---- */

static void a_language_chosen_now_is_the_one_it_might_have_begun_in(void **state)
{
	static const struct screen_setup ways[][2] = {
		{{.lang = "zh_CN.UTF-8", .cols = 120, .rows = 40}, {.cols = 120, .rows = 40}},
		{{.cols = 40, .rows = 20}, {.lang = "zh_CN.UTF-8", .cols = 40, .rows = 20}},
	};
	(void)state;
	bind_keys();
	for (size_t i = 0; i < MQ_LENGTH(ways); i++) {
		char *wanted[N_MOMENTS];
		walk(&ways[i][0], F11, wanted, N_MOMENTS);
		walk_as(&ways[i][1], F12, F12 F11, wanted, N_MOMENTS,
			i == 0 ? "to Chinese" : "to English");
		forget(wanted, N_MOMENTS);
	}
}

static void the_option_goes_before_the_setting_and_that_before_the_locale(void **state)
{
	static const struct screen_setup usual = {0};
	static const struct screen_setup english = {.option = "--lang=en"};
	struct screen screen;
	(void)state;
	write_own("settings.yaml", "lang: zh\n");
	write_own("keys.yaml", "nowhere: {}\n");
	screen_open(&screen, &usual);
	screen_wait(&screen, "按键场合");
	screen_close(&screen);
	screen_open(&screen, &english);
	screen_wait(&screen, "keys have no");
	screen_keys(&screen, BACK "gl");
	screen_wait(&screen, "要一直这样");
	screen_close(&screen);
}

/* ---- the link ---- */

static void the_other_link_is_taken_and_told(void **state)
{
	static const struct screen_setup usual = {0};
	static const struct screen_setup near = {.env = "MINQING_LINK=fast"};
	struct screen screen;
	(void)state;
	write_own("settings.yaml", "link: slow\n");
	screen_open(&screen, &usual);
	screen_keys(&screen, F8 "link\r");
	screen_wait(&screen, "to keep it, write \"link: fast\"");
	screen_keys(&screen, F8 "link far\r");
	screen_wait(&screen, "the link is slow or fast");
	screen_close(&screen);
	screen_open(&screen, &near);
	screen_keys(&screen, F8 "link\r");
	screen_wait(&screen, "to keep it, write \"link: slow\"");
	screen_close(&screen);
}

/* ---- keys ---- */

static void keys_of_vi_begin_in_the_list(void **state)
{
	static const struct screen_setup usual = {0};
	struct screen screen;
	(void)state;
	write_own("settings.yaml", "keys: vi\n");
	write_own("keys.yaml", "results: {i: none}\n");
	screen_open(&screen, &usual);
	screen_wait(&screen, "[results]");
	screen_keys(&screen, "ji");
	assert_true(screen_has(&screen, "[results]"));
	screen_keys(&screen, "aage>=90");
	screen_wait(&screen, "[query]");
	screen_keys(&screen, BACK BACK "ZZ");
	assert_int_equal(screen_status(&screen), 0);
	screen_close(&screen);
}

#define OWN(test) cmocka_unit_test_teardown(test, forget_own)

int main(void)
{
	const struct CMUnitTest tests[] = {
		OWN(every_theme_is_the_same_text),
		OWN(themes_are_shown_while_one_is_chosen),
		OWN(nothing_is_told_by_colour_alone),
		OWN(a_language_chosen_now_is_the_one_it_might_have_begun_in),
		OWN(the_option_goes_before_the_setting_and_that_before_the_locale),
		OWN(the_other_link_is_taken_and_told),
		OWN(keys_of_vi_begin_in_the_list),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
