/*
 * needs REGISTER: what it costs to list the first 50 needs that are not closed, the most
 * overdue first, and to count all of them by desk and by category; again and again in one
 * session. The rules and the holidays are read each time.
 */
#include "sessions.h"

#include <minqing/office.h>

enum { N_TIMES = 50, N_ROWS = 50 };

static double time_list(struct mq_session *session)
{
	struct mq_needs needs;
	double start = now_ms();

	check(mq_session_needs(session, "", 0, N_ROWS, &needs, NULL), "listing");
	mq_needs_release(&needs);
	return now_ms() - start;
}

static double time_stats(struct mq_session *session)
{
	struct mq_need_stats stats;
	double start = now_ms();

	check(mq_session_need_stats(session, "", 0, &stats, NULL), "counting");
	mq_need_stats_release(&stats);
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	static double lists[N_TIMES];
	static double stats[N_TIMES];
	struct mq_session *session;

	check(mq_session_open(register_of(argc, argv), true, &session, NULL), "opening");
	for (size_t i = 0; i < N_TIMES; i++) {
		lists[i] = time_list(session);
		stats[i] = time_stats(session);
	}
	mq_session_close(session);
	tell_times("needs: the first 50 that are not closed", lists, N_TIMES, 50);
	tell_times("needs: figures by desk and by category", stats, N_TIMES, 50);
	return 0;
}
