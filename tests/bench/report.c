/*
 * report REGISTER: what it costs to tell the figures of a month, committee by committee, each
 * number with its query: again and again in one session, and first thing in a new one.
 */
#include "sessions.h"

#include <minqing/office.h>

static double time_report(struct mq_session *session)
{
	struct mq_report report;
	double start = now_ms();

	check(mq_session_report(session, NULL, &report, NULL), "a month");
	mq_report_release(&report);
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	const char *dir = register_of(argc, argv);

	tell_again("the figures of a month", dir, time_report, 100);
	tell_anew("  in a new session", dir, time_report, 200);
	return 0;
}
