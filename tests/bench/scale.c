/*
 * scale REGISTER [FIGURE]: what a look-up costs in a register of this size, one figure a
 * line: name, median, unit, parted by tabs.
 *
 * Most questions are asked again with all answers forgotten: what was read of the snapshot
 * stays, nothing that was worked out of it does. Those of tags come in two kinds: with
 * nothing kept, as for the first key after somebody's edit, and with the single tags kept and
 * a combination that was not asked before, as for somebody who types on.
 *
 * Nothing here waits for a disk, so the processor's time is taken: it is the time on the
 * wall of a machine that does nothing else.
 */
#include "timing.h"

#include <string.h>
#include <time.h>

#include <minqing/facets.h>

#include "../../src/query/evaluate.h"
#include "../../src/session/own.h"

enum { ROWS = 50, ROUNDS_MIN = 7, ROUNDS_MAX = 60 };

static const double spend_ms = 2000;

enum part {
	PART_ASK,
	PART_BOTH,	/* the answer and its first rows */
	PART_FACETS,
};

static const char *const tags[] = {
	"高龄", "独居", "困难", "60岁以上", "纯老家庭", "空巢", "人户分离", "低保", "党员",
	"本市户籍", "一老养一老", "有未成年人", "老旧楼房",
};

enum { N_TAGS = sizeof(tags) / sizeof(tags[0]), TEXT_MAX = 256 };

/* The round-th combination of n different tags: each stands a prime step behind the last. */
static void write_tags(size_t n, size_t round, char *text)
{
	size_t step = 1 + round / N_TAGS % (N_TAGS - 1);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		len += (size_t)snprintf(text + len, TEXT_MAX - len, "%s%s", i > 0 ? " " : "",
			tags[(round + i * step) % N_TAGS]);
	}
}

static void write_five(size_t round, char *text)
{
	write_tags(5, round, text);
}

static void write_three(size_t round, char *text)
{
	write_tags(3, round, text);
}

static void write_most(size_t round, char *text)
{
	snprintf(text, TEXT_MAX, "age>=%zu", 1 + round % 60);
}

/* A text, or what writes one for each round. */
static const struct {
	const char *name;
	enum part part;
	const char *text;
	void (*write)(size_t round, char *text);
} figures[] = {
	{"five tags: the count", PART_ASK, NULL, write_five},
	{"five tags: and 50 rows by name", PART_BOTH, NULL, write_five},
	{"five tags, nothing kept", PART_ASK, "高龄 独居 困难 党员 本市户籍", NULL},
	{"most residents: and 50 rows by name", PART_BOTH, NULL, write_most},
	{"three ranges", PART_ASK, "age:60..85 income:1000..4000 residence_since<2010", NULL},
	{"all facets in a narrow result", PART_FACETS, NULL, write_three},
	{"all facets in a broad result", PART_FACETS, NULL, write_most},
	{"all facets, nothing kept", PART_FACETS, "高龄 独居 困难", NULL},
	{"a name contains two characters", PART_ASK, "name:建国", NULL},
	{"a note contains a word", PART_ASK, "note:轮椅", NULL},
	{"across the household", PART_ASK, "household.any(age<18)", NULL},
	{"a word in pinyin", PART_ASK, "wangfang", NULL},
};

static double spent_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "scale: '%s' failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

static void ask(struct mq_session *session, const char *text)
{
	struct mq_reply reply;

	check(mq_session_ask(session, 0, text, strlen(text), true, &reply, NULL), text);
}

static void fetch_rows(struct mq_session *session)
{
	const struct mq_page page = {.limit = ROWS};
	struct mq_rows rows;

	check(mq_session_page(session, &page, &rows, NULL), "rows");
	mq_rows_release(&rows);
}

static void count_facets(struct mq_session *session)
{
	struct mq_facets facets;

	check(mq_session_facets(session, 0, mq_session_n_facets(session), &facets, NULL), "facets");
	mq_facets_release(&facets);
}

/* Another question, and what was answered forgotten. */
static void forget(struct mq_session *session)
{
	ask(session, "sex:女");
	if (session->view.cache != NULL) {
		cache_clear_answers(session->view.cache);
	}
}

/* Every tag once, and what facets rest on. */
static void warm(struct mq_session *session)
{
	for (size_t i = 0; i < N_TAGS; i++) {
		ask(session, tags[i]);
		count_facets(session);
	}
}

static double once(struct mq_session *session, const char *text, enum part part)
{
	double start = spent_ms();

	ask(session, text);
	if (part == PART_BOTH) {
		fetch_rows(session);
	} else if (part == PART_FACETS) {
		start = spent_ms();
		count_facets(session);
	}
	return spent_ms() - start;
}

static double one_round(struct mq_session *session, size_t number, size_t round)
{
	char text[TEXT_MAX];

	if (figures[number].write == NULL) {
		forget(session);
		return once(session, figures[number].text, figures[number].part);
	}
	figures[number].write(round, text);
	return once(session, text, figures[number].part);
}

static void time_figure(struct mq_session *session, size_t number)
{
	static double times[ROUNDS_MAX];
	size_t n = 0;
	double spent = 0;

	if (figures[number].write != NULL) {
		warm(session);
	} else {
		one_round(session, number, 0);
	}
	while (n < ROUNDS_MIN || (n < ROUNDS_MAX && spent < spend_ms)) {
		times[n] = one_round(session, number, n);
		spent += times[n++];
	}
	qsort(times, n, sizeof(*times), by_time);
	printf("%s\t%.4f\tms\n", figures[number].name, times[n / 2]);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct mq_session *session;
	const char *only = argc == 3 ? argv[2] : "";	/* one figure, for a profile */

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: scale REGISTER [FIGURE]\n");
		return 2;
	}
	check(mq_session_open(argv[1], true, &session, NULL), argv[1]);
	for (size_t i = 0; i < MQ_LENGTH(figures); i++) {
		if (strstr(figures[i].name, only) != NULL) {
			time_figure(session, i);
		}
	}
	mq_session_close(session);
	return 0;
}
