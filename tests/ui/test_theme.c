/* Themes: those shipped, one's own over them, and none. */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/theme.h"

/* As no style has it. */
enum { UNSAID = 99 };

static enum mq_err read_text(struct mq_theme *theme, const char *text, struct mq_diag *diag)
{
	return mq_theme_read(theme, "theme.yaml", text, strlen(text), diag);
}

static struct mq_theme shipped(const char *name)
{
	struct mq_theme theme;
	size_t i = mq_builtin_find(mq_theme_names, MQ_N_THEMES, name);
	assert_int_not_equal(i, MQ_N_THEMES);
	memset(&theme, UNSAID, sizeof(theme));
	assert_int_equal(read_text(&theme, mq_shipped_themes[i].text, NULL), MQ_OK);
	return theme;
}

static void every_shipped_theme_says_something_of_every_role(void **state)
{
	(void)state;
	for (size_t i = 0; i < MQ_N_THEMES; i++) {
		struct mq_theme theme = shipped(mq_theme_names[i]);
		for (size_t role = 0; role < MQ_N_ROLES; role++) {
			assert_int_not_equal(theme.styles[role].fg, UNSAID);
		}
		assert_true(theme.styles[MQ_ROLE_TITLE].reverse);
		assert_int_equal(theme.styles[MQ_ROLE_NORMAL].fg, MQ_COLOUR_DEFAULT);
	}
}

/* ---- colours that can be read ---- */

/* The 16 colours as xterm has them, by their light (relative luminance, in thousandths). */
static const int lights[] = {0, 130, 436, 566, 62, 174, 480, 783, 212, 213, 715, 928, 171, 285, 787,
	1000};
enum { BLACK = 0, WHITE = 15, LEAST = 40 };

/* The contrast of WCAG 2, in tenths: from 10 (none) to 210. */
static int contrast(int a, int b)
{
	int high = lights[a] > lights[b] ? a : b;
	int low = high == a ? b : a;
	return 10 * (lights[high] + 50) / (lights[low] + 50);
}

/* Letters on ground, where what the theme leaves to the terminal is this. */
static void expect_readable(const char *name, int ground)
{
	struct mq_theme theme = shipped(name);
	for (size_t role = 0; role < MQ_N_ROLES; role++) {
		const struct mq_style *style = &theme.styles[role];
		int fg = style->fg == MQ_COLOUR_DEFAULT ? BLACK + WHITE - ground : style->fg;
		int bg = style->bg == MQ_COLOUR_DEFAULT ? ground : style->bg;
		if (contrast(fg, bg) < LEAST) {
			fail_msg("%s: role %zu on %d has a contrast of %d/10", name, role, ground,
				contrast(fg, bg));
		}
	}
}

static void each_can_be_read_on_the_ground_it_is_for(void **state)
{
	(void)state;
	expect_readable("dark", BLACK);
	expect_readable("light", WHITE);
	expect_readable("colour-blind", BLACK);
	expect_readable("colour-blind", WHITE);
	expect_readable("mono", BLACK);
	expect_readable("mono", WHITE);
}

static void mono_has_no_colour(void **state)
{
	(void)state;
	struct mq_theme theme = shipped("mono");
	struct mq_theme without = theme;
	mq_theme_mono(&without);
	assert_memory_equal(&theme, &without, sizeof(theme));
}

/* Nothing red, green, or of a colour made with them but yellow. */
static void the_colour_blind_need_tell_no_red_from_green(void **state)
{
	static const bool safe[16] = {[0] = true, [3] = true, [4] = true, [7] = true, [8] = true,
		[11] = true, [12] = true, [15] = true};
	(void)state;
	struct mq_theme theme = shipped("colour-blind");
	for (size_t role = 0; role < MQ_N_ROLES; role++) {
		int fg = theme.styles[role].fg;
		int bg = theme.styles[role].bg;
		assert_true(fg == MQ_COLOUR_DEFAULT || safe[fg]);
		assert_true(bg == MQ_COLOUR_DEFAULT || safe[bg]);
	}
}

/* ---- one's own ---- */

static void a_wrong_line_leaves_its_role_alone(void **state)
{
	(void)state;
	struct mq_theme theme = shipped("default");
	struct mq_diag diag = {0};
	struct mq_theme before = theme;
	assert_int_equal(read_text(&theme,
		"title: {fg: purple}\n"
		"selectd: {bold: true}\n"
		"dim: {bold: yes}\n"
		"count: loud\n"
		"hint: {blink: true}\n"
		"error: {fg: bright-red}\n", &diag), MQ_ERR_CONFIG);
	assert_int_equal(diag.n_faults, 5);
	assert_int_equal(diag.faults[1].line, 2);
	assert_string_equal(diag.faults[1].hint, "did you mean \"selected\"?");
	assert_memory_equal(&theme.styles[MQ_ROLE_TITLE], &before.styles[MQ_ROLE_TITLE],
		sizeof(struct mq_style));
	assert_int_equal(theme.styles[MQ_ROLE_ERROR].fg, 9);
	mq_diag_release(&diag);
}

static void the_example_of_the_page_is_right(void **state)
{
	(void)state;
	struct mq_theme theme = shipped("default");
	struct mq_buf example = {0};
	char line[256];
	bool inside = false;
	FILE *page = fopen("man/minqing-theme.5", "r");
	assert_non_null(page);
	while (fgets(line, sizeof(line), page)) {
		inside = inside ? strcmp(line, ".Ed\n") != 0 : strncmp(line, ".Bd -literal", 12) == 0;
		mq_buf_adds(&example, inside && line[0] != '.' ? line : "");
	}
	fclose(page);
	assert_int_equal(read_text(&theme, example.data, NULL), MQ_OK);
	assert_int_equal(theme.styles[MQ_ROLE_SELECTED].bg, 4);
	mq_buf_release(&example);
}

static void without_colour_a_background_is_reverse(void **state)
{
	(void)state;
	struct mq_theme theme = shipped("default");
	mq_theme_mono(&theme);
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		assert_int_equal(theme.styles[i].fg, MQ_COLOUR_DEFAULT);
		assert_int_equal(theme.styles[i].bg, MQ_COLOUR_DEFAULT);
	}
	assert_true(theme.styles[MQ_ROLE_SELECTED].reverse);
	assert_true(theme.styles[MQ_ROLE_ERROR].underline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_theme_says_something_of_every_role),
		cmocka_unit_test(each_can_be_read_on_the_ground_it_is_for),
		cmocka_unit_test(mono_has_no_colour),
		cmocka_unit_test(the_colour_blind_need_tell_no_red_from_green),
		cmocka_unit_test(a_wrong_line_leaves_its_role_alone),
		cmocka_unit_test(the_example_of_the_page_is_right),
		cmocka_unit_test(without_colour_a_background_is_reverse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
