/*
 * inside REGISTER: what one more tag costs within a running program: the answer, the
 * first 50 rows and the counts of every facet. Every question is a triple of tags
 * that was not asked before; single tags are known from the rounds that warm up.
 */
#include "timing.h"

#include <string.h>

#include <minqing/facets.h>
#include <minqing/session.h>

enum { ROWS = 50, N_QUESTIONS = 200, N_WARM = 20, TEXT_MAX = 256 };

static const char *const tags[] = {
	"高龄", "独居", "困难", "60岁以上", "纯老家庭", "空巢", "人户分离", "低保", "党员",
	"本市户籍", "一老养一老", "有未成年人", "老旧楼房",
};

enum { N_TAGS = sizeof(tags) / sizeof(tags[0]) };

struct cost {
	double ask, page, facets, all;
};

static void check(enum mq_err err, const char *what, const char *text)
{
	if (err != MQ_OK) {
		fprintf(stderr, "inside: %s of '%s' failed: %s\n", what, text, mq_err_text(err));
		exit(1);
	}
}

static struct cost ask(struct mq_session *session, const char *text)
{
	struct mq_page page = {.limit = ROWS};
	struct mq_reply reply;
	struct mq_rows rows;
	struct mq_facets facets;
	double start = now_ms();

	check(mq_session_ask(session, 0, text, strlen(text), true, &reply, NULL), "the answer", text);
	double asked = now_ms();

	check(mq_session_page(session, &page, &rows, NULL), "the page", text);
	double paged = now_ms();

	check(mq_session_facets(session, 0, mq_session_n_facets(session), &facets, NULL),
		"the counts", text);
	double counted = now_ms();

	mq_rows_release(&rows);
	mq_facets_release(&facets);
	return (struct cost){asked - start, paged - asked, counted - paged, counted - start};
}

/* The number-th of the triples of different tags, in an order that jumps about. */
static void write_question(size_t number, char *text)
{
	size_t a = number % N_TAGS;
	size_t b = (a + 1 + number / N_TAGS % (N_TAGS - 1)) % N_TAGS;
	size_t c = (b + 1 + number / (N_TAGS * (N_TAGS - 1)) % (N_TAGS - 1)) % N_TAGS;

	snprintf(text, TEXT_MAX, "%s %s %s", tags[a], tags[b], tags[c == a ? (c + 1) % N_TAGS : c]);
}

int main(int argc, char **argv)
{
	static double times[4][N_QUESTIONS];
	struct mq_session *session;
	char text[TEXT_MAX];

	if (argc != 2) {
		fprintf(stderr, "usage: inside REGISTER\n");
		return 2;
	}
	check(mq_session_open(argv[1], true, &session, NULL), "opening", argv[1]);
	for (size_t i = 0; i < N_WARM + N_QUESTIONS; i++) {
		write_question(i, text);
		struct cost cost = ask(session, text);

		if (i >= N_WARM) {
			times[0][i - N_WARM] = cost.ask;
			times[1][i - N_WARM] = cost.page;
			times[2][i - N_WARM] = cost.facets;
			times[3][i - N_WARM] = cost.all;
		}
	}
	tell_times("three tags: answer, 50 rows, all counts, inside", times[3], N_QUESTIONS, 0.5);
	tell_times("  of it the answer", times[0], N_QUESTIONS, 0.5);
	tell_times("  of it the rows", times[1], N_QUESTIONS, 0.5);
	tell_times("  of it the counts", times[2], N_QUESTIONS, 0.5);
	mq_session_close(session);
	return 0;
}
