/*
 * why REGISTER: what it costs to say why one of 200 people is, or is not, on the list
 * of five conditions, one of which reaches across the household; and to take that
 * question apart. Warm: the snapshot has been looked at before.
 */
#include "timing.h"

#include <string.h>

#include <minqing/card.h>

enum { N_PEOPLE = 200, N_EXPLAINED = 20 };

static const char question[] = "高龄 独居 困难 household.any(age<18) sex:女";
static const char journal[] = "高龄 独居 困难 visits.none(date>=-90d) sex:女";

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "why: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

/* People from all over the register. */
static mq_record_id who(size_t number)
{
	return (mq_record_id)(number * 397 % 80000);
}

static void time_why(struct mq_session *session, const char *task, const char *text, double limit)
{
	static double times[N_PEOPLE];

	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < N_PEOPLE; i++) {
			struct mq_why why;
			double start = now_ms();

			check(mq_session_why(session, 0, who(i), text, strlen(text), &why, NULL), "why");
			times[i] = now_ms() - start;
			mq_why_release(&why);
		}
	}
	tell_times(task, times, N_PEOPLE, limit);
}

static void time_explain(struct mq_session *session)
{
	static double times[N_EXPLAINED];

	for (size_t i = 0; i < N_EXPLAINED; i++) {
		struct mq_explained explained;
		double start = now_ms();

		check(mq_session_explain(session, 0, question, strlen(question), &explained, NULL),
			"explain");
		times[i] = now_ms() - start;
		mq_explained_release(&explained);
	}
	tell_times("explain: five conditions, each node counted", times, N_EXPLAINED, 20);
}

int main(int argc, char **argv)
{
	struct mq_session *session;

	if (argc != 2) {
		fprintf(stderr, "usage: why REGISTER\n");
		return 2;
	}
	check(mq_session_open(argv[1], true, &session, NULL), "opening");
	time_why(session, "why: five conditions, one across the household", question, 0.2);
	time_why(session, "why: five conditions, one across the visits", journal, 0.2);
	time_explain(session);
	mq_session_close(session);
	return 0;
}
