/*
 * guard REGISTER SHEET EMPTY FILLED: the work whose instructions are counted, each piece
 * between two requests to callgrind, so that its dump has that piece alone and wears its
 * name. REGISTER is looked up in; SHEET is imported into EMPTY and into FILLED.
 *
 * A question was asked before, then its answer forgotten: what was read of the snapshot
 * stays, as it does for somebody who types. Frames are those of the screen itself, on a pty
 * whose other end cat reads; its wait for keys and its clock are ours (the linker wraps
 * them), so that keys come at once and nothing depends on time.
 */
#include <minqing/facets.h>
#include <minqing/session.h>
#include <minqing/sheets.h>
#include <minqing/ui.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <valgrind/callgrind.h>

#include "../../src/query/evaluate.h"
#include "../../src/session/own.h"
#include "../../src/ui/terminal.h"

enum { ROWS = 50, WIDTH = 80, HEIGHT = 24 };

enum part { PART_ASK, PART_PAGE, PART_FACETS };

static const struct {
	const char *name;
	enum part part;
	const char *text;
} questions[] = {
	{"query: three tags", PART_ASK, "高龄 独居 困难"},
	{"query: three ranges", PART_ASK, "age:60..85 income:1000..4000 residence_since<2010"},
	{"query: a name contains", PART_ASK, "name:建国"},
	{"query: a note contains", PART_ASK, "note:轮椅"},
	{"query: a pattern", PART_ASK, "name~/^王.*芳$/"},
	{"query: pinyin", PART_ASK, "wangfang"},
	{"query: across the household", PART_ASK, "household.any(age<18)"},
	{"query: visits counted", PART_ASK, "visits.count(date>=-1y)>=2"},
	{"query: all facets", PART_FACETS, "60岁以上"},
	{"query: a page of 50 rows", PART_PAGE, "age>=18"},
};

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "guard: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

static void count_from_here(void)
{
	CALLGRIND_ZERO_STATS;
}

static void count_to_here(const char *name)
{
	CALLGRIND_DUMP_STATS_AT(name);
}

/* ---- questions ---- */

static void ask(struct mq_session *session, const char *text)
{
	struct mq_reply reply;

	check(mq_session_ask(session, 0, text, strlen(text), true, &reply, NULL), text);
}

static void fetch_page(struct mq_session *session)
{
	const struct mq_page page = {.limit = ROWS};
	struct mq_rows rows;

	check(mq_session_page(session, &page, &rows, NULL), "a page");
	mq_rows_release(&rows);
}

static void count_facets(struct mq_session *session)
{
	struct mq_facets facets;

	check(mq_session_facets(session, 0, mq_session_n_facets(session), &facets, NULL), "facets");
	mq_facets_release(&facets);
}

/* The same once, and forgotten. */
static void warm(struct mq_session *session, const char *text)
{
	ask(session, text);
	fetch_page(session);
	count_facets(session);
	ask(session, "");
	if (session->view.cache != NULL) {
		cache_clear_answers(session->view.cache);
	}
}

static void count_question(struct mq_session *session, size_t number)
{
	enum part part = questions[number].part;

	warm(session, questions[number].text);
	count_from_here();
	ask(session, questions[number].text);
	if (part == PART_PAGE) {
		count_from_here();
		fetch_page(session);
	} else if (part == PART_FACETS) {
		count_from_here();
		count_facets(session);
	}
	count_to_here(questions[number].name);
}

static void count_questions(const char *dir)
{
	struct mq_session *session;

	check(mq_session_open(dir, true, &session, NULL), dir);
	for (size_t i = 0; i < MQ_LENGTH(questions); i++) {
		count_question(session, i);
	}
	mq_session_close(session);
}

/* ---- import ---- */

static void count_import(const char *dir, const char *path, const char *name)
{
	const struct mq_sheet_in sheet = {.path = path};
	struct mq_sheet_report report;
	struct mq_session *session;

	check(mq_session_open(dir, false, &session, NULL), dir);
	count_from_here();
	check(mq_session_import(session, &sheet, &report, NULL), name);
	count_to_here(name);
	if (report.rejected > 0) {
		fprintf(stderr, "guard: rows of %s were rejected\n", path);
		exit(1);
	}
	mq_sheet_report_release(&report);
	mq_session_close(session);
}

/* ---- frames ---- */

/* Keys, and which of them are counted under what name: from the first to the last. */
static const struct {
	const char *key;
	const char *begins;
	const char *ends;
} keys[] = {
	{"低", NULL, NULL}, {"保", NULL, NULL}, {" ", NULL, NULL}, {"女", NULL, NULL},
	{"\033OB", NULL, NULL}, {"\033OB", NULL, NULL}, {"\025", NULL, NULL},
	{"高", "frames", NULL}, {"龄", NULL, NULL}, {" ", NULL, NULL}, {"独", NULL, NULL},
	{"居", NULL, "frames: five keys of a query"},
	{"\033OB", "frames", NULL}, {"\033OB", NULL, NULL},
	{"\033OB", NULL, "frames: three lines down"},
};

enum mq_wake __wrap_mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes,
	size_t *len);

int64_t __wrap_mq_clock_ns(void);

/* A clock that stands still: no frame is ever due before all is there. */
int64_t __wrap_mq_clock_ns(void)
{
	return 1;
}

/* Where the loop waits in earnest the frame before is done, and the next key comes. */
enum mq_wake __wrap_mq_terminal_wait(struct mq_terminal *terminal, int wait_ms, char *bytes,
	size_t *len)
{
	static size_t at;

	(void)terminal;
	*len = 0;
	if (wait_ms == 0) {
		return MQ_WAKE_TIME;
	}
	if (at > 0 && keys[at - 1].ends != NULL) {
		count_to_here(keys[at - 1].ends);
	}
	if (at == MQ_LENGTH(keys)) {
		return MQ_WAKE_QUIT;
	}
	if (keys[at].begins != NULL) {
		count_from_here();
	}
	*len = strlen(keys[at].key);
	memcpy(bytes, keys[at++].key, *len);
	return MQ_WAKE_BYTES;
}

/* cat as another program: callgrind does not follow it. */
static void read_all(int pty, int terminal)
{
	if (fork() == 0) {
		dup2(pty, STDIN_FILENO);
		close(terminal);	/* else the pty would never end */
		execl("/bin/cat", "cat", (char *)NULL);
		_exit(127);
	}
}

static void take_terminal(void)
{
	const struct winsize size = {.ws_row = HEIGHT, .ws_col = WIDTH};
	int null = open("/dev/null", O_WRONLY);
	int pty;
	int terminal;

	if (null < 0 || openpty(&pty, &terminal, NULL, NULL, &size) != 0) {
		fprintf(stderr, "guard: no pty: %s\n", strerror(errno));
		exit(1);
	}
	dup2(null, STDOUT_FILENO);
	read_all(pty, terminal);
	close(pty);
	dup2(terminal, STDIN_FILENO);
	dup2(terminal, STDOUT_FILENO);
	close(terminal);
}

static void count_frames(const char *dir)
{
	struct mq_session *session;

	check(mq_session_open(dir, true, &session, NULL), dir);
	take_terminal();
	check(mq_ui_run(session, "", NULL, NULL, NULL), "the screen");
	mq_session_close(session);
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	wait(NULL);
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: guard REGISTER SHEET EMPTY FILLED\n");
		return 2;
	}
	setlocale(LC_ALL, "");
	count_questions(argv[1]);
	count_import(argv[3], argv[2], "import: 2,000 rows, the first filling");
	count_import(argv[4], argv[2], "import: 2,000 rows beside 2,000 others");
	count_frames(argv[1]);
	return 0;
}
