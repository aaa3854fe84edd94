/* What a line of the line mode says, and which command a word is. */
#include "unit.h"

#include "../../src/ui/plain.h"

static struct mq_plain_said read_line(const char *line)
{
	return mq_plain_read(line, strlen(line));
}

static void assert_text(const struct mq_plain_said *said, const char *wanted)
{
	assert_int_equal(said->text.len, strlen(wanted));
	assert_memory_equal(said->text.data, wanted, said->text.len);
}

static void lines_say_what_they_say(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		enum mq_plain_saying saying;
		const char *name;
		const char *text;
	} lines[] = {
		{"", MQ_PLAIN_MORE, "", ""},
		{" \t\r\n", MQ_PLAIN_MORE, "", ""},
		{"　\n", MQ_PLAIN_MORE, "", ""},
		{"?\n", MQ_PLAIN_WHERE, "", "?"},
		{"？", MQ_PLAIN_WHERE, "", "？"},
		{"!", MQ_PLAIN_MEND, "", "!"},
		{"！\r\n", MQ_PLAIN_MEND, "", "！"},
		{"!低保", MQ_PLAIN_QUERY, "", "!低保"},
		{"?x", MQ_PLAIN_QUERY, "", "?x"},
		{"高龄 独居\n", MQ_PLAIN_QUERY, "", "高龄 独居"},
		{"　高龄　独居　", MQ_PLAIN_QUERY, "", "高龄　独居"},
		{"年龄:>=80", MQ_PLAIN_QUERY, "", "年龄:>=80"},
		{"-低保", MQ_PLAIN_QUERY, "", "-低保"},
		{"\"101\"", MQ_PLAIN_QUERY, "", "\"101\""},
		{"570-1-101", MQ_PLAIN_QUERY, "", "570-1-101"},
		{":", MQ_PLAIN_COMMAND, "", ""},
		{":quit\n", MQ_PLAIN_COMMAND, "quit", ""},
		{"：Quit", MQ_PLAIN_COMMAND, "quit", ""},
		{": ｓave　 名 单 ", MQ_PLAIN_COMMAND, "save", "名 单"},
		{":export a b.csv", MQ_PLAIN_COMMAND, "export", "a b.csv"},
		{"\xff\xfe", MQ_PLAIN_QUERY, "", "\xff\xfe"},
		{":\xff", MQ_PLAIN_COMMAND, "", ""},
	};
	for (size_t i = 0; i < MQ_LENGTH(lines); i++) {
		struct mq_plain_said said = read_line(lines[i].line);
		assert_int_equal(said.saying, lines[i].saying);
		assert_string_equal(said.name, lines[i].name);
		assert_text(&said, lines[i].text);
	}
}

static void a_short_number_picks_and_a_long_one_is_looked_for(void **state)
{
	(void)state;
	for (size_t number = 0; number < 1000000; number += number < 1000 ? 1 : 997) {
		char line[16];
		snprintf(line, sizeof(line), " %zu \n", number);
		struct mq_plain_said said = read_line(line);
		assert_int_equal(said.saying, MQ_PLAIN_NUMBER);
		assert_int_equal(said.number, number);
	}
	assert_int_equal(read_line("１２").number, 12);
	assert_int_equal(read_line("1000000").saying, MQ_PLAIN_QUERY);
	assert_int_equal(read_line("13900000001").saying, MQ_PLAIN_QUERY);
	assert_int_equal(read_line("1 2").saying, MQ_PLAIN_QUERY);
	assert_int_equal(read_line("-1").saying, MQ_PLAIN_QUERY);
}

/* Whatever bytes come, what is read lies within the line and is no longer than it. */
static void any_bytes_are_read(void **state)
{
	(void)state;
	uint64_t seed = 20260301;
	for (int i = 0; i < 20000; i++) {
		static const char pieces[] = ":?! \t09a\xef\xbc\x9a\xe3\x80\x80\xff\0\x1b\n";
		char line[80];
		size_t len = unit_below(&seed, sizeof(line));
		for (size_t j = 0; j < len; j++) {
			line[j] = pieces[unit_below(&seed, sizeof(pieces))];
		}
		struct mq_plain_said said = mq_plain_read(line, len);
		const char *text = said.text.data;
		assert_true(text >= line && text + said.text.len <= line + len);
		assert_true(strlen(said.name) < sizeof(said.name));
	}
}

static void the_beginning_of_a_command_will_do_where_all_that_begin_so_begin_with_it(void **state)
{
	(void)state;
	static const char *const names[] = {"more", "again", "back", "next", "previous", "facets",
		"narrow", "add", "exclude", "clear", "chart", "conditions", "unknown", "why",
		"sort", "columns", "find", "complete", "undo", "redo", "history-search", "forget",
		"mark", "unmark", "mark-invert", "unmark-all", "marked", "day", "everywhere",
		"board", "copy", "copy-marked", "export", "overwrite", "export-marked",
		"overwrite-marked", "save", "saved", "rename", "share", "remove", "visit", "need",
		"answer", "service", "plan-round", "dismiss", "log", "replay", "language", "man",
		"tutor", "help", "quit"};
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const struct mq_plain_command *whole = mq_plain_command(names[i]);
		assert_non_null(whole);
		assert_string_equal(whole->name, names[i]);
		for (size_t len = 1; len < strlen(names[i]); len++) {
			char begun[MQ_PLAIN_NAME_MAX];
			snprintf(begun, sizeof(begun), "%.*s", (int)len, names[i]);
			const struct mq_plain_command *found = mq_plain_command(begun);
			bool other = false;
			for (size_t j = 0; j < MQ_LENGTH(names); j++) {
				other = other || (strncmp(names[j], begun, len) == 0 &&
					strncmp(names[j], names[i], strlen(names[i])) != 0);
			}
			assert_true(other ? found != whole : found == whole);
		}
	}
	assert_null(mq_plain_command(""));
	assert_null(mq_plain_command("x"));
	assert_null(mq_plain_command("quite"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_say_what_they_say),
		cmocka_unit_test(a_short_number_picks_and_a_long_one_is_looked_for),
		cmocka_unit_test(any_bytes_are_read),
		cmocka_unit_test(the_beginning_of_a_command_will_do_where_all_that_begin_so_begin_with_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
