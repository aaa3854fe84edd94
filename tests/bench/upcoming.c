/*
 * upcoming REGISTER: what it costs to tell what the next 90 days bring by all rules, with the
 * names of the first 50: again and again in one session, and first thing in a new one.
 */
#include "sessions.h"

#include <minqing/office.h>

enum { N_DAYS = 90, N_ROWS = 50 };

static double time_one(struct mq_session *session)
{
	const struct mq_upcoming_wish wish = {.n_days = N_DAYS, .limit = N_ROWS};
	struct mq_upcoming_list list;
	double start = now_ms();

	check(mq_session_upcoming(session, &wish, &list, NULL), "looking ahead");
	mq_upcoming_list_release(&list);
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	const char *dir = register_of(argc, argv);

	tell_again("upcoming, 90 days, all rules", dir, time_one, 100);
	tell_anew("  in a new session", dir, time_one, 200);
	return 0;
}
