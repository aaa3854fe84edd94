/* The line mode on a small register: what is told is what is so. */
#include "session/office.h"

#include <minqing/ui.h>

#include "unit.h"

enum { TRIES = 60, LINES = 1500 };

static const char *const queries[] = {"", "高龄", "age>=60", "女", "高龄 独居", "income<3000",
	"age:20..39 or 低保", "王", "household.count()>=3", "age>200"};

/* What a script of lines is answered; the caller frees it. */
static char *answer(struct office *office, const char *lines, size_t len)
{
	char *out = NULL;
	size_t size = 0;
	FILE *in = len > 0 ? fmemopen((void *)(uintptr_t)lines, len, "r") : fopen("/dev/null", "r");
	FILE *to = open_memstream(&out, &size);
	assert_non_null(in);
	assert_non_null(to);
	setenv("XDG_STATE_HOME", office->dir, 1);
	setenv("XDG_CONFIG_HOME", office->dir, 1);
	assert_int_equal(mq_plain_run(office->session, "nowhere", in, to, &office->diag), MQ_OK);
	fclose(in);
	fclose(to);
	assert_int_equal(strlen(out), size);
	return out;
}

static char *answer_text(struct office *office, const char *lines)
{
	return answer(office, lines, strlen(lines));
}

/* A number as it is told: "80 000". */
static unsigned long told_number(const char *text)
{
	unsigned long number = 0;
	for (; (*text >= '0' && *text <= '9') || (*text == ' ' && text[1] >= '0' && text[1] <= '9');
		text++) {
		number = *text == ' ' ? number : number * 10 + (unsigned long)(*text - '0');
	}
	return number;
}

/* The hits, or the unknown where they are listed, that the last line of counts tells, or the
 * first. */
static unsigned long hits(char *said, bool last)
{
	static const char listed[] = "\nthe unknown are listed\n";
	unsigned long number = 0;
	bool found = false;
	for (char *line = said; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		char *end = strchr(line, '\n');
		char *counts = strstr(line, " hits, ");
		if (counts && counts < end && strspn(line, "0123456789 ") == (size_t)(counts - line) + 1 &&
			(last || !found)) {
			bool unknown = strncmp(end, listed, sizeof(listed) - 1) == 0;
			number = told_number(unknown ? counts + strlen(" hits, ") : line);
			found = true;
		}
	}
	assert_true(found);
	return number;
}

/* "3. male, 25, chosen" or "3. male [####] 25, 41%": what stands behind the label. */
static unsigned long told_count(const char *line)
{
	const char *end = strchr(line, '\n');
	const char *bar = memchr(line, ']', (size_t)(end - line));
	if (bar) {
		return told_number(bar + 2);
	}
	for (const char *at = end; at > line; at--) {
		if (at[-1] == ' ' && at[-2] == ',' && *at >= '0' && *at <= '9') {
			return told_number(at);
		}
	}
	fail_msg("no count: %.*s", (int)(end - line), line);
	return 0;
}

/* The lines with numbers, behind the one that begins so. */
static size_t numbered(const char *said, const char *head, const char *lines[], size_t max)
{
	size_t n = 0;
	const char *at = strstr(said, head);
	for (; at && n < max; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		char number[32];
		snprintf(number, sizeof(number), "%zu. ", n + 1);
		if (strncmp(at, number, strlen(number)) == 0) {
			lines[n++] = at;
		}
	}
	return n;
}

static void a_count_beside_a_value_is_the_hits_once_it_is_picked(void **state)
{
	struct office *office = *state;
	uint64_t seed = 20260301;
	size_t n_picked = 0;
	for (int i = 0; i < TRIES; i++) {
		const char *query = queries[unit_below(&seed, MQ_LENGTH(queries))];
		const char *lines[20];
		char *list = mq_format("%s\n:facets %zu\n", query, 1 + unit_below(&seed, 18));
		char *said = answer_text(office, list);
		size_t n = numbered(said, "facet: ", lines, MQ_LENGTH(lines));
		size_t pick = n > 0 ? 1 + unit_below(&seed, n) : 0;
		char *script = mq_format("%s%zu\n", list, pick);
		char *then = answer_text(office, script);
		if (n > 0) {
			assert_int_equal(hits(then, true), told_count(lines[pick - 1]));
			n_picked++;
		}
		free(then);
		free(script);
		free(said);
		free(list);
	}
	assert_true(n_picked > TRIES / 2);
}

static void bars_add_up_to_the_hits(void **state)
{
	struct office *office = *state;
	static const char *const fields[] = {"sex", "age", "committee", "tenure", "income"};
	for (size_t q = 0; q < MQ_LENGTH(queries); q++) {
		for (size_t f = 0; f < MQ_LENGTH(fields); f++) {
			const char *lines[64];
			char *list = mq_format("%s\n%s\n:chart %s\n:more 99\n", queries[q],
				(q + f) % 2 ? ":unknown" : "?", fields[f]);
			char *said = answer_text(office, list);
			size_t n = numbered(said, "chart: ", lines, MQ_LENGTH(lines));
			unsigned long sum = 0;
			for (size_t i = 0; i < n; i++) {
				sum += told_count(lines[i]);
			}
			assert_int_equal(sum, hits(said, true));
			free(said);
			free(list);
		}
	}
}

static void undo_goes_back_to_the_beginning_and_redo_to_the_end(void **state)
{
	struct office *office = *state;
	static const char *const changes[] = {"高龄", "女", ":facets sex\n2", ":unknown", ":sort age-",
		":facets age\n:exclude 1", "age>=30", ":conditions\n1", ":mark 1..3", ":mark-invert",
		":unmark 2"};
	enum { CHANGES = 40 };
	uint64_t seed = 7;
	struct mq_buf script = {0};
	for (int i = 0; i < CHANGES; i++) {
		mq_buf_addf(&script, "%s\n", changes[unit_below(&seed, MQ_LENGTH(changes))]);
	}
	char *there = answer_text(office, script.data);
	for (int i = 0; i < CHANGES; i++) {
		mq_buf_adds(&script, ":undo\n");
	}
	char *back = answer_text(office, script.data);
	for (int i = 0; i < CHANGES; i++) {
		mq_buf_adds(&script, ":redo\n");
	}
	char *again = answer_text(office, script.data);
	assert_int_equal(hits(back, true), hits(back, false));
	assert_non_null(strstr(back, "there is nothing to undo"));
	assert_int_equal(hits(again, true), hits(there, true));
	free(there);
	free(back);
	free(again);
	mq_buf_release(&script);
}

/* The number before " marked" in the last line that is that alone. */
static unsigned long told_marked(const char *said)
{
	unsigned long number = 0;
	for (const char *at = said; (at = strstr(at, " marked\n")); at++) {
		const char *line = at;
		while (line > said && line[-1] != '\n') {
			line--;
		}
		number = strspn(line, "0123456789 ") == (size_t)(at - line) + 1 ? told_number(line) : number;
	}
	return number;
}

/* What a line does to rows, by their numbers. */
static void mark_as_told(bool *marked, size_t n, size_t how, size_t from, size_t to)
{
	for (size_t row = 1; row <= n; row++) {
		bool named = how >= 2 || (row >= (from < to ? from : to) && row <= (from < to ? to : from));
		bool after[] = {true, false, !marked[row], false};
		marked[row] = named ? after[how] : marked[row];
	}
}

static void marks_are_what_was_set_and_not_taken_off(void **state)
{
	struct office *office = *state;
	static const char *const hows[] = {":mark", ":unmark", ":mark-invert", ":unmark-all"};
	enum { STEPS = 60 };
	struct mq_buf script = {0};
	uint64_t seed = 31;
	char *said = answer_text(office, "");
	size_t n = hits(said, true);
	bool *marked = calloc(n + 1, sizeof(*marked));
	free(said);
	for (int i = 0; i < STEPS; i++) {
		size_t how = unit_below(&seed, 12) / 5;
		size_t from = 1 + unit_below(&seed, n);
		size_t to = 1 + unit_below(&seed, n);
		how += how == 2 && unit_below(&seed, 2);
		mark_as_told(marked, n, how, from, to);
		mq_buf_addf(&script, how < 2 ? "%s %zu..%zu\n" : "%s\n", hows[how], from, to);
		said = answer_text(office, script.data);
		size_t wanted = 0;
		for (size_t row = 1; row <= n; row++) {
			wanted += marked[row];
		}
		assert_int_equal(told_marked(said), wanted);
		free(said);
	}
	free(marked);
	mq_buf_release(&script);
}

/* Pieces of lines, sane and not. */
static void add_line(uint64_t *seed, struct mq_buf *script)
{
	static const char *const pieces[] = {":", "：", "facets", "narrow", "add", "exclude", "clear",
		"chart", "more", "again", "back", "next", "previous", "why", "unknown", "sort", "columns",
		"complete", "conditions", "undo", "redo", "copy", "saved", "help", "mark", "unmark", "marked",
		"mark-invert", "unmark-all", "copy-marked", "history-search", "forget", "..", " ", "　", "1", "2",
		"3", "１７", "99", "999999", "sex", "age", "-", ",", "，", "?", "!", "高龄", "独居",
		"age>=", "(", ")", "\"", "\x1b[2J", "\xc2\x9b", "\xff", "\x07", "王", "or", "card", "row"};
	size_t n = unit_below(seed, 5);
	for (size_t i = 0; i < n; i++) {
		const char *piece = pieces[unit_below(seed, MQ_LENGTH(pieces))];
		mq_buf_adds(script, piece);
		if (unit_below(seed, 40) == 0) {
			mq_buf_add(script, "", 1);
		}
	}
	mq_buf_addc(script, '\n');
}

static void whatever_lines_come_no_terminal_can_obey_the_answer(void **state)
{
	struct office *office = *state;
	struct mq_buf script = {0};
	uint64_t seed = 11;
	for (int i = 0; i < LINES; i++) {
		add_line(&seed, &script);
	}
	char *said = answer(office, script.data, script.len);
	size_t len = strlen(said);
	assert_int_equal(mq_utf8_check(said, len), len);
	for (size_t i = 0; i < len; i++) {
		bool control = (unsigned char)said[i] < 0x20 || said[i] == 0x7f;
		assert_true(!control || said[i] == '\n' || said[i] == '\t');
	}
	assert_null(strstr(said, "\xc2\x9b"));
	free(said);
	mq_buf_release(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_count_beside_a_value_is_the_hits_once_it_is_picked),
		cmocka_unit_test(bars_add_up_to_the_hits),
		cmocka_unit_test(undo_goes_back_to_the_beginning_and_redo_to_the_end),
		cmocka_unit_test(marks_are_what_was_set_and_not_taken_off),
		cmocka_unit_test(whatever_lines_come_no_terminal_can_obey_the_answer),
	};
	return cmocka_run_group_tests(tests, office_open, office_close);
}
