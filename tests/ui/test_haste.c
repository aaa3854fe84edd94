/*
 * Keys pressed at once end like keys at leisure: the same walk of keys twice, once with all
 * settled behind each key, once with nothing settled but what keys ask for themselves.
 */
#include "unit.h"

#include "../../src/ui/builtin.h"
#include "../../src/ui/terminal_own.h"
#include "bare.h"

enum { WALKS = 45, STEPS = 40 };

/* Keys as keymaps write them, with a space between; what leaves, or needs the layout cut anew or
 * a terminal, is not among them. */
static const char *const keys[] = {
	"Down", "Down", "Down", "Up", "PgDn", "PgUp", "Down", "Left", "Right", "C-a", "C-e", "C-w",
	"Tab", "Tab", "S-Tab", "Enter", "Esc", "Esc", "C-g", "C-u", "C-u", "Backspace", "Backspace",
	"Backspace", "C-k", "C-y", "C-t", "C-_", "C-_", "M-r", "C-p", "C-n", "C-o", "C-x", "M-1",
	"M-2", "M-b", "M-f", "M-j", "M-x", "M-.", "j", "j", "k", "g g", "G", "n", "p", "u", "C-r",
	"U", "o", "O", "h", "l", "z", "z z", "z t", "s", "a", "+", "-", "*", "%", "V", "x", "{", "}",
	"Space", "H", "M", "L", "/", "/", "/", "c", "Del",
};

static const char *const texts[] = {
	"w", "wx", "wang", "zs", "王", "独居", "age>=60", "age>=6", "age<", "sex", "sex:",
	"sex:female ", "lives_alone ", "household", "household.any(", ")", "from:household ", "from:", "sort:age ",
	"sort:name- ", "not ", "or ", "(", "nosuch:", "8", " ", "，", "limit:5 ",
};

/* What leaves, asks the disk, needs a terminal or the layout cut anew does nothing here. */
static const char unbound[] =
	"any: {F2: none, F6: none, F8: none, F10: none, F12: none, F1: none, C-c: none}\n"
	"query: {F7: none}\n"
	"conditions: {q: none, \"?\": none, \":\": none, F7: none}\n"
	"results: {q: none, \"?\": none, \":\": none, \"@\": none, F7: none, e: none, E: none,\n"
	"  P: none, Space: none, g l: none, g t: none, y y: none, y m: none, y f: none, y a: none,\n"
	"  y q: none, y c: none}\n"
	"facets: {q: none, \"?\": none, \":\": none, \"@\": none, F7: none, e: none, y q: none,\n"
	"  y c: none}\n"
	"card: {q: none, \"?\": none, \":\": none, \"@\": none, F7: none, P: none, y y: none,\n"
	"  y f: none, y q: none, y c: none, Space: none}\n";

/* Which of keys, then of texts. */
struct walk {
	size_t steps[STEPS];
	size_t n;
};

static struct walk roll(uint64_t seed)
{
	struct walk walk = {.n = STEPS};
	for (size_t i = 0; i < STEPS; i++) {
		bool text = unit_below(&seed, 3) == 0;
		walk.steps[i] = text ? MQ_LENGTH(keys) + unit_below(&seed, MQ_LENGTH(texts))
			: unit_below(&seed, MQ_LENGTH(keys));
	}
	return walk;
}

static void settle_all(struct mq_app *app)
{
	mq_app_settle(app);
	bare_settle(app);
}

static void read_keys(struct mq_keymap *keymap)
{
	struct mq_diag diag = {0};
	mq_keymap_read(keymap, "keys.yaml", mq_builtin_keys, strlen(mq_builtin_keys), &diag);
	mq_keymap_read(keymap, "unbound", unbound, strlen(unbound), &diag);
	assert_int_equal(diag.n_faults, 0);
}

static void press(struct mq_app *app, mq_press key, bool at_leisure)
{
	mq_app_press(app, key);
	if (at_leisure) {
		settle_all(app);
	}
}

static void press_keys(struct mq_app *app, const char *names, bool at_leisure)
{
	mq_press key;
	for (size_t len; *names; names += len + (names[len] == ' ')) {
		len = strcspn(names, " ");
		assert_true(mq_press_parse(names, len, &key));
		press(app, key, at_leisure);
	}
}

static void press_text(struct mq_app *app, const char *text, bool at_leisure)
{
	uint32_t cp;
	for (size_t len = strlen(text), n; len > 0; text += n, len -= n) {
		n = mq_utf8_decode(text, len, &cp);
		press(app, cp, at_leisure);
	}
}

static void take_step(struct mq_app *app, size_t step, bool at_leisure)
{
	if (step < MQ_LENGTH(keys)) {
		press_keys(app, keys[step], at_leisure);
	} else {
		press_text(app, texts[step - MQ_LENGTH(keys)], at_leisure);
	}
}

/* The screen in the end. The caller frees it. */
static char *screen_after(struct office *office, struct mq_terminal *terminal,
	const struct walk *walk, bool at_leisure)
{
	struct mq_app *app = mq_alloc(sizeof(*app));
	bare_open(app, office, MQ_CONTEXT_QUERY);
	app->terminal = terminal;
	app->stale |= MQ_STALE_LAYOUT;
	read_keys(&app->keymap);
	settle_all(app);
	for (size_t i = 0; i < walk->n; i++) {
		take_step(app, walk->steps[i], at_leisure);
	}
	settle_all(app);
	char *text = bare_print(app);
	mq_app_release_panes(app);
	mq_keymap_release(&app->keymap);
	free(app);
	return text;
}

/* Does it end alike both ways? told: where not, say so. */
static bool ends_alike(struct office *office, struct mq_terminal *terminal,
	const struct walk *walk, bool told)
{
	char *slow = screen_after(office, terminal, walk, true);
	char *fast = screen_after(office, terminal, walk, false);
	bool alike = strcmp(slow, fast) == 0;
	if (told && !alike) {
		fprintf(stderr, "at leisure:\n%s\nin haste:\n%s\n", slow, fast);
	}
	free(slow);
	free(fast);
	return alike;
}

static struct walk without(const struct walk *walk, size_t at)
{
	struct walk less = *walk;
	less.n--;
	memmove(less.steps + at, less.steps + at + 1, (less.n - at) * sizeof(*less.steps));
	return less;
}

/* The shortest walk of those steps that does not end alike. */
static void fail_for(struct office *office, struct mq_terminal *terminal, struct walk walk)
{
	for (size_t i = walk.n; i-- > 0;) {
		struct walk less = without(&walk, i);
		walk = ends_alike(office, terminal, &less, false) ? walk : less;
	}
	for (size_t i = 0; i < walk.n; i++) {
		size_t step = walk.steps[i];
		print_error(step < MQ_LENGTH(keys) ? "%s " : "\"%s\" ",
			step < MQ_LENGTH(keys) ? keys[step] : texts[step - MQ_LENGTH(keys)]);
	}
	print_error("\n");
	ends_alike(office, terminal, &walk, true);
	fail();
}

static void keys_in_haste_end_like_keys_at_leisure(void **state)
{
	struct mq_terminal terminals[] = {	/* nothing is asked of them but their sizes */
		{.width = 80, .height = 24}, {.width = 120, .height = 40}, {.width = 40, .height = 20},
	};
	for (uint64_t seed = 1; seed <= WALKS; seed++) {
		const struct walk walk = roll(seed * 7919);
		struct mq_terminal *terminal = &terminals[seed % MQ_LENGTH(terminals)];
		if (!ends_alike(*state, terminal, &walk, false)) {
			fail_for(*state, terminal, walk);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_in_haste_end_like_keys_at_leisure),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
