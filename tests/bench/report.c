/*
 * report REGISTER: what it costs to tell the figures of a month, committee by committee, each
 * number with its query: again and again in one session, and first thing in a new one.
 */
#include "timing.h"

#include <minqing/office.h>

enum { N_TIMES = 30, N_NEW = 20 };

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "report: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

static double time_report(struct mq_session *session)
{
	struct mq_report report;
	double start = now_ms();

	check(mq_session_report(session, NULL, &report, NULL), "a month");
	mq_report_release(&report);
	return now_ms() - start;
}

static struct mq_session *open_session(const char *dir)
{
	struct mq_session *session;

	check(mq_session_open(dir, true, &session, NULL), "opening");
	return session;
}

int main(int argc, char **argv)
{
	static double times[N_TIMES];
	static double new_times[N_NEW];
	struct mq_session *session;

	if (argc != 2) {
		fprintf(stderr, "usage: report REGISTER\n");
		return 2;
	}
	session = open_session(argv[1]);
	time_report(session);
	for (size_t i = 0; i < N_TIMES; i++) {
		times[i] = time_report(session);
	}
	mq_session_close(session);
	for (size_t i = 0; i < N_NEW; i++) {
		session = open_session(argv[1]);
		new_times[i] = time_report(session);
		mq_session_close(session);
	}
	tell_times("the figures of a month", times, N_TIMES, 100);
	tell_times("  in a new session", new_times, N_NEW, 200);
	return 0;
}
