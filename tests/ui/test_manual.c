/* Pages from files: found by what is typed, cut to any width, and led to by their names. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../../src/ui/cells.h"
#include "../../src/ui/manual.h"

static char dir[] = "/tmp/minqing-manual-XXXXXX";

static void write_page(const char *lang, int width, const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s/%d/%s.txt", dir, lang, width, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(dir)) {
		return -1;
	}
	static const char *const below[] = {"en", "en/38", "en/78"};
	for (size_t i = 0; i < MQ_LENGTH(below); i++) {
		char path[256];
		snprintf(path, sizeof(path), "%s/%s", dir, below[i]);
		mkdir(path, 0700);
	}
	for (int width = 38; width <= 78; width += 40) {
		write_page("en", width, "minqing.1", "NAME\n     minqing — look people up\n\n"
			"SEE ALSO\n     minqing-query(7), minqing-keys(5), minqing(1), other(5)\n"
			"   Files\n     /a/very/long/path/that/cannot/be/broken/anywhere/but/is/read 名字\n");
		write_page("en", width, "minqing-query.7", "NAME\n     minqing-query — the language\n");
		write_page("en", width, "minqing-keys.5", "NAME\n     minqing-keys — which key\n");
		write_page("en", width, "minqing-keys.7", "NAME\n     minqing-keys — why keys\n");
	}
	write_page("en", 78, "notes", "no page");
	return 0;
}

static int end(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

static void pages_are_found_by_section_and_name(void **state)
{
	(void)state;
	struct mq_manual manual = {0};
	assert_true(mq_manual_look(&manual, dir));
	assert_int_equal(manual.n_pages, 4);
	assert_string_equal(manual.pages[0].name, "minqing");
	assert_string_equal(manual.pages[1].name, "minqing-keys");
	assert_string_equal(manual.pages[3].title, "the language");
	assert_true(mq_manual_look(&manual, "/nowhere"));	/* once is enough */
	mq_manual_release(&manual);
	assert_false(mq_manual_look(&manual, "/nowhere"));
}

static void a_page_is_called_in_many_ways(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		const char *name;
		const char *near;
	} cases[] = {
		{"query", "minqing-query", NULL},
		{"minqing-query", "minqing-query", NULL},
		{"minqing-query(7)", "minqing-query", NULL},
		{"minqing-query.7", "minqing-query", NULL},
		{"7 query", "minqing-query", NULL},
		{"7 minqing-query", "minqing-query", NULL},
		{"que", "minqing-query", NULL},
		{"language", "minqing-query", NULL},
		{"minqing", "minqing", NULL},
		{"5", "minqing-keys", NULL},
		{"qurey", NULL, "query"},
		{"5 query", NULL, "query"},
		{"nothing like it", NULL, NULL},
	};
	struct mq_manual manual = {0};
	mq_manual_look(&manual, dir);
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		const char *near;
		const struct mq_manual_page *page = mq_manual_find(&manual, cases[i].typed, &near);
		if (cases[i].name) {
			assert_non_null(page);
			assert_string_equal(page->name, cases[i].name);
		} else if (cases[i].near) {
			assert_null(page);
			assert_non_null(near);
			assert_string_equal(near, cases[i].near);
		} else {
			assert_null(page);
			assert_null(near);
		}
	}
	mq_manual_release(&manual);
}

static void of_two_pages_of_one_name_the_section_tells_which(void **state)
{
	static const struct {
		const char *typed;
		char section;
	} cases[] = {{"keys", '5'}, {"keys(5)", '5'}, {"keys(7)", '7'}, {"minqing-keys.7", '7'},
		{"7 keys", '7'}, {"7 keys(7)", '7'}};
	struct mq_manual manual = {0};
	const char *near;

	(void)state;
	mq_manual_look(&manual, dir);
	for (size_t i = 0; i < MQ_LENGTH(cases); i++) {
		const struct mq_manual_page *page = mq_manual_find(&manual, cases[i].typed, &near);

		assert_non_null(page);
		assert_string_equal(page->name, "minqing-keys");
		assert_int_equal(page->section, cases[i].section);
	}
	assert_null(mq_manual_find(&manual, "keys(1)", &near));
	assert_string_equal(near, "keys");
	mq_manual_release(&manual);
}

static void names_on_a_line_lead_to_other_pages(void **state)
{
	(void)state;
	struct mq_manual manual = {0};
	struct mq_slice name;
	mq_manual_look(&manual, dir);
	mq_manual_open(&manual, dir, &manual.pages[0], 78);
	assert_null(mq_manual_named(&manual, 0, 0, &name));
	assert_ptr_equal(mq_manual_named(&manual, 4, 0, &name), &manual.pages[3]);
	assert_int_equal(name.len, strlen("minqing-query(7)"));
	assert_ptr_equal(mq_manual_named(&manual, 4, 1, &name), &manual.pages[1]);
	assert_null(mq_manual_named(&manual, 4, 2, &name));	/* itself, and what is no page of ours */
	assert_null(mq_manual_named(&manual, 400, 0, &name));
	mq_manual_open(&manual, dir, NULL, 78);	/* the list */
	for (size_t i = 0; i < manual.n_pages; i++) {
		assert_ptr_equal(mq_manual_named(&manual, i, 0, &name), &manual.pages[i]);
	}
	mq_manual_release(&manual);
}

/* Not a byte but spaces is lost, whatever the width. */
static void lines_fit_every_width_and_keep_all_of_the_text(void **state)
{
	(void)state;
	struct mq_manual manual = {0};
	struct mq_buf whole = {0};
	mq_manual_look(&manual, dir);
	for (int width = 100; width > 3; width--) {
		struct mq_buf text = {0};
		mq_manual_open(&manual, dir, &manual.pages[0], width);
		for (size_t i = 0; i < manual.n_lines; i++) {
			const struct mq_manual_line *line = &manual.lines[i];
			assert_in_range(line->indent + mq_shown_width(line->text, line->len), 0, width);
			for (size_t at = 0; at < line->len; at++) {
				if (line->text[at] != ' ') {
					mq_buf_addc(&text, line->text[at]);
				}
			}
		}
		if (whole.len == 0) {
			mq_buf_add(&whole, text.data, text.len);
		}
		assert_int_equal(text.len, whole.len);
		assert_memory_equal(text.data, whole.data, whole.len);
		mq_buf_release(&text);
	}
	mq_buf_release(&whole);
	mq_manual_release(&manual);
}

static void a_page_stays_where_it_was_when_the_screen_gets_narrower(void **state)
{
	(void)state;
	struct mq_manual manual = {.list.height = 3};
	mq_manual_look(&manual, dir);
	mq_manual_fit(&manual, dir, 40);	/* none is open */
	assert_int_equal(manual.n_lines, 0);
	mq_manual_open(&manual, dir, &manual.pages[0], 78);
	mq_list_select(&manual.list, 3);
	assert_true(manual.lines[3].head);
	mq_manual_fit(&manual, dir, 40);
	assert_in_range(manual.list.selected, 3, 5);
	assert_true(manual.n_lines > 7);
	mq_manual_release(&manual);
}

static void a_text_is_sought_both_ways(void **state)
{
	(void)state;
	struct mq_manual manual = {0};
	mq_manual_look(&manual, dir);
	mq_manual_open(&manual, dir, &manual.pages[0], 78);
	size_t line = 0;
	assert_true(mq_manual_seek(&manual, "see also", 1, &line));
	assert_int_equal(line, 3);
	assert_false(mq_manual_seek(&manual, "look", 1, &line));
	assert_true(mq_manual_seek(&manual, "look", -1, &line));
	assert_int_equal(line, 1);
	line = (size_t)-1;	/* before the first */
	assert_false(mq_manual_seek(&manual, "NAME", -1, &line));
	mq_manual_release(&manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_found_by_section_and_name),
		cmocka_unit_test(a_page_is_called_in_many_ways),
		cmocka_unit_test(of_two_pages_of_one_name_the_section_tells_which),
		cmocka_unit_test(names_on_a_line_lead_to_other_pages),
		cmocka_unit_test(lines_fit_every_width_and_keep_all_of_the_text),
		cmocka_unit_test(a_page_stays_where_it_was_when_the_screen_gets_narrower),
		cmocka_unit_test(a_text_is_sought_both_ways),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
