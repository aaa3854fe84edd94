/* The strip of the tutorial at every width, in both languages. */
#include "unit.h"

#include "../../src/ui/view.h"

enum { MIN_COLS = 20, MAX_COLS = 200 };

static int begin(void **state)
{
	const char *build = getenv("BUILD");
	char *dir = mq_format("%s/locale", build ? build : "build");
	(void)state;
	mq_lang_init(dir);
	free(dir);
	return 0;
}

static char *painted(const struct mq_tutor_words *words, int width, int height)
{
	struct mq_cells cells = {0};
	struct mq_buf out = {0};
	mq_cells_resize(&cells, width, height);
	mq_view_tutor(&cells, mq_cells_rect(&cells), words, "M-n skip  M-p back");
	mq_cells_print(&cells, &out);
	mq_cells_release(&cells);
	return mq_buf_take(&out);
}

/* Without spaces and line ends. */
static char *squeezed(const char *text)
{
	char *out = calloc(1, strlen(text) + 1);
	for (char *to = out; *text; text++) {
		if (*text != ' ' && *text != '\n') {
			*to++ = *text;
		}
	}
	return out;
}

/* The strip holds all of the text; the keys may stand at the end of its last line. */
static void assert_whole(const struct mq_tutor *tutor, int width)
{
	struct mq_tutor_words words = mq_tutor_words(tutor);
	char *page = painted(&words, width, mq_tutor_height(tutor, width));
	char *seen = squeezed(strchr(page, '\n'));
	char *whole = squeezed(words.text);
	if (strlen(seen) > strlen(whole)) {
		assert_string_equal(seen + strlen(whole), "M-nskipM-pback");
		seen[strlen(whole)] = '\0';
	}
	assert_string_equal(seen, whole);
	free(whole);
	free(seen);
	free(page);
}

static void no_text_loses_anything_at_any_width(void **state)
{
	static const char *const langs[] = {"en", "zh"};
	(void)state;
	for (size_t i = 0; i < MQ_LENGTH(langs); i++) {
		struct mq_tutor tutor = {.on = true};
		mq_lang_ask_for(langs[i]);
		for (int width = MIN_COLS; width <= MAX_COLS; width++) {
			for (tutor.step = 0; tutor.step < MQ_TUTOR_STEPS; mq_tutor_go_on(&tutor)) {
				assert_whole(&tutor, width);
			}
			assert_whole(&tutor, width);
		}
	}
}

static void the_keys_are_told_on_a_phone_too(void **state)
{
	enum { PHONE = 40 };
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct mq_tutor tutor = {.on = true};
		mq_lang_ask_for(i == 0 ? "en" : "zh");
		for (bool last = false; !last;) {
			struct mq_tutor_words words = mq_tutor_words(&tutor);
			char *page = painted(&words, PHONE, mq_tutor_height(&tutor, PHONE));
			if (!strstr(page, "M-n skip  M-p back")) {
				fail_msg("no keys in\n%s", page);
			}
			free(page);
			last = tutor.step == MQ_TUTOR_STEPS;
			if (!last) {
				mq_tutor_go_on(&tutor);
			}
		}
	}
	mq_lang_ask_for("en");
}

static void what_is_to_be_typed_is_not_torn(void **state)
{
	static const struct mq_tutor_words words = {2, "two", "type elder_keeps_elder elder_80."};
	(void)state;
	for (int width = MIN_COLS; width <= MAX_COLS; width++) {
		char *page = painted(&words, width, mq_view_tutor_height(words.text, width));
		assert_non_null(strstr(page, "elder_keeps_elder"));
		assert_non_null(strstr(page, "elder_80."));
		free(page);
	}
}

static void one_line_begins_with_what_to_do(void **state)
{
	static const struct mq_tutor_words words = {2, "two", "press x to go on"};
	(void)state;
	char *page = painted(&words, MIN_COLS, 1);
	assert_string_equal(page, "2/12 press x to go ~\n");
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_loses_anything_at_any_width),
		cmocka_unit_test(the_keys_are_told_on_a_phone_too),
		cmocka_unit_test(what_is_to_be_typed_is_not_torn),
		cmocka_unit_test(one_line_begins_with_what_to_do),
	};
	return cmocka_run_group_tests(tests, begin, NULL);
}
