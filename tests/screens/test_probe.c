/* The terminal is asked how wide it shows what terminals disagree about: terminals that
 * answer this and that, late, nonsense, or nothing. */
#include "screen.h"

#define ESC "\033"

enum { N_SAMPLES = 10, AMBIGUOUS = 2, BOX = 3, EXT_H = 8, FIRST_FRAME_MS = 1000 };

/* What the terminal under test is like. */
static struct {
	int places[N_SAMPLES];
	const char *before;	/* typed before its answers */
	const char *between;	/* and among them */
	bool late;		/* answers are kept in `kept` */
	bool acknowledges;
	struct mq_buf kept;
	size_t n_asked;
} fake;

static void make_fake(int ambiguous, int ext_h)
{
	const int usual[N_SAMPLES] = {5, 5, 2, 2, 2, 3, 3, 3, 3, 3};

	mq_buf_clear(&fake.kept);
	memcpy(fake.places, usual, sizeof(usual));
	fake.places[AMBIGUOUS] = 1 + ambiguous;
	fake.places[EXT_H] = 1 + ext_h;
	fake.before = "";
	fake.between = "";
	fake.late = false;
	fake.acknowledges = true;
	fake.n_asked = 0;
}

static size_t count(const char *bytes, size_t len, const char *what)
{
	size_t n = 0;

	for (size_t at = 0; at + strlen(what) <= len; at++) {
		n += memcmp(bytes + at, what, strlen(what)) == 0;
	}
	return n;
}

static void answer_as_fake(struct screen *screen, const char *bytes, size_t len)
{
	struct mq_buf out = {0};

	if (count(bytes, len, ESC "[6n") == N_SAMPLES) {
		mq_buf_adds(&out, fake.before);
		for (size_t i = 0; i < N_SAMPLES; i++) {
			mq_buf_addf(&out, ESC "[2;%dR%s", fake.places[i], i == EXT_H ? fake.between : "");
		}
		mq_buf_adds(&out, ESC "[?62;22c");
		fake.n_asked++;
	}
	if (fake.late) {
		mq_buf_add(&fake.kept, out.data ? out.data : "", out.len);
		mq_buf_clear(&out);
	}
	if (fake.acknowledges && count(bytes, len, ESC "[5n") > 0) {
		mq_buf_adds(&out, ESC "[0n");
	}
	if (out.len > 0) {
		screen_type(screen, out.data);
	}
	mq_buf_release(&out);
}

static void answer_nothing(struct screen *screen, const char *bytes, size_t len)
{
	(void)screen;
	fake.n_asked += count(bytes, len, ESC "[6n") > 0;
}

static void answer_nonsense(struct screen *screen, const char *bytes, size_t len)
{
	if (count(bytes, len, ESC "[6n") > 0) {
		screen_type(screen, ESC "[2;99R" ESC "[R" ESC "[0;0R" ESC "[?R" ESC "]52;c;x\a" ESC "[2;3R" ESC "[?1c");
	}
}

static void open_as(struct screen *screen, screen_answer_fn answer)
{
	const struct screen_setup setup = {.answer = answer};

	screen_open(screen, &setup);
	screen_wait(screen, "query>");
}

static void leave(struct screen *screen)
{
	screen_type(screen, ESC "[21~");
	assert_int_equal(screen_status(screen), 0);
	screen_close(screen);
}

static void what_it_cannot_place_is_shown_by_its_number(void **state)
{
	(void)state;
	for (int cols = 0; cols <= 2; cols++) {
		struct screen screen;

		make_fake(1, cols);
		open_as(&screen, answer_as_fake);
		screen_keys(&screen, "\U00031350阿");
		screen_wait(&screen, cols == 2 ? "query> \U00031350阿" : "query> 〔U+31350〕阿");
		leave(&screen);
	}
}

static void ambiguous_characters_are_as_wide_as_it_shows_them(void **state)
{
	(void)state;
	for (int cols = 1; cols <= 2; cols++) {
		struct screen screen;
		int col;
		int row;

		make_fake(cols, 2);
		open_as(&screen, answer_as_fake);
		screen_keys(&screen, "①②x");
		screen_cursor(&screen, &col, &row);
		assert_int_equal(row, 0);
		assert_int_equal(col, 7 + 2 * cols + 1);
		leave(&screen);
	}
}

static void what_is_typed_before_and_between_answers_is_kept(void **state)
{
	(void)state;
	struct screen screen;

	make_fake(1, 0);
	fake.before = "ab" ESC "[D";
	fake.between = "王";
	open_as(&screen, answer_as_fake);
	screen_wait(&screen, "query> a王b");
	screen_keys(&screen, "\U00031350");
	screen_wait(&screen, "query> a王〔U+31350〕b");
	leave(&screen);
}

static void one_that_does_not_answer_is_waited_for_once(void **state)
{
	(void)state;
	struct screen screen;
	int64_t before_ms = screen_now_ms();

	make_fake(1, 1);
	open_as(&screen, answer_nothing);
	assert_in_range(screen_now_ms() - before_ms, 300, 300 + FIRST_FRAME_MS + 2 * REST_MS);
	screen_keys(&screen, "\014");
	screen_keys(&screen, "\U00031350阿");
	screen_wait(&screen, "query> \U00031350阿");
	assert_int_equal(fake.n_asked, 1);
	assert_false(screen_wrote(&screen, 0, ESC "[5n"));
	leave(&screen);
}

static void answers_that_come_late_are_heeded_and_never_typed(void **state)
{
	(void)state;
	struct screen screen;

	make_fake(1, 0);
	fake.late = true;
	open_as(&screen, answer_as_fake);
	screen_keys(&screen, "a\U00031350");
	screen_wait(&screen, "query> a\U00031350");
	fake.late = false;
	screen_keys(&screen, fake.kept.data);
	screen_wait(&screen, "query> a〔U+31350〕");
	screen_keys(&screen, "b");
	screen_wait(&screen, "query> a〔U+31350〕b");
	leave(&screen);
}

static void answers_late_by_one_piece_each_are_never_typed(void **state)
{
	(void)state;
	struct screen screen;

	make_fake(1, 0);
	fake.late = true;
	open_as(&screen, answer_as_fake);
	fake.late = false;
	for (size_t i = 0; i < fake.kept.len; i++) {
		char byte[2] = {fake.kept.data[i], '\0'};

		screen_type(&screen, byte);
		screen_read(&screen, 2);
	}
	screen_keys(&screen, "x");
	screen_wait(&screen, "query> x");
	leave(&screen);
}

static void nonsense_changes_nothing(void **state)
{
	(void)state;
	struct screen screen;

	open_as(&screen, answer_nonsense);
	screen_keys(&screen, "\U00031350①");
	screen_wait(&screen, "query> \U00031350①");
	leave(&screen);
}

static void control_l_asks_again(void **state)
{
	(void)state;
	struct screen screen;

	make_fake(1, 2);
	open_as(&screen, answer_as_fake);
	screen_keys(&screen, "\U00031350");
	screen_wait(&screen, "query> \U00031350");
	fake.places[EXT_H] = 1;
	screen_keys(&screen, "\014");
	screen_wait(&screen, "query> 〔U+31350〕");
	assert_int_equal(fake.n_asked, 2);
	leave(&screen);
}

/* A column a byte, as one set to Latin 1 has it; and as one of GBK, where the locale says so. */
static void a_terminal_that_takes_another_charset_is_told(void **state)
{
	(void)state;
	static const char *const langs[] = {"en_US.UTF-8", "en_US.GBK"};
	for (size_t i = 0; i < MQ_LENGTH(langs); i++) {
		const struct screen_setup setup = {.lang = langs[i], .answer = answer_as_fake};
		struct screen screen;

		make_fake(1, 2);
		fake.places[0] = 7;
		screen_open(&screen, &setup);
		assert_int_equal(screen_has(&screen, "takes neither UTF-8"), i == 0);
		leave(&screen);
	}
}

static uint32_t glyph_at(const struct screen *screen, int col, int row)
{
	VTermScreenCell cell;

	vterm_screen_get_cell(screen->cells, (VTermPos){row, col}, &cell);
	return cell.chars[0];
}

static void borders_are_lines_where_they_are_known_to_be_narrow(void **state)
{
	(void)state;
	enum { BORDER = 22, ROW = 5 };
	static const uint32_t glyphs[] = {'|', SCREEN_LINE, '|'};
	struct screen screen;

	for (int cols = 0; cols <= 2; cols++) {
		make_fake(1, 2);
		fake.places[BOX] = 1 + cols;
		open_as(&screen, answer_as_fake);
		assert_int_equal(glyph_at(&screen, BORDER, ROW), glyphs[cols]);
		leave(&screen);
	}
	open_as(&screen, answer_nothing);
	assert_int_equal(glyph_at(&screen, BORDER, ROW), '|');
	leave(&screen);
}

static void nothing_of_the_samples_is_seen(void **state)
{
	(void)state;
	struct screen screen;

	make_fake(1, 2);
	open_as(&screen, answer_as_fake);
	assert_false(screen_has(&screen, "中\n") || screen_has(&screen, "①"));
	leave(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_cannot_place_is_shown_by_its_number),
		cmocka_unit_test(ambiguous_characters_are_as_wide_as_it_shows_them),
		cmocka_unit_test(what_is_typed_before_and_between_answers_is_kept),
		cmocka_unit_test(one_that_does_not_answer_is_waited_for_once),
		cmocka_unit_test(answers_that_come_late_are_heeded_and_never_typed),
		cmocka_unit_test(answers_late_by_one_piece_each_are_never_typed),
		cmocka_unit_test(nonsense_changes_nothing),
		cmocka_unit_test(control_l_asks_again),
		cmocka_unit_test(a_terminal_that_takes_another_charset_is_told),
		cmocka_unit_test(borders_are_lines_where_they_are_known_to_be_narrow),
		cmocka_unit_test(nothing_of_the_samples_is_seen),
	};
	return cmocka_run_group_tests(tests, screens_begin, screens_end);
}
