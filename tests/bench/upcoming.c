/*
 * upcoming REGISTER: what it costs to tell what the next 90 days bring by all rules, with the
 * names of the first 50: again and again in one session, and first thing in a new one.
 */
#include "timing.h"

#include <minqing/office.h>

enum { N_TIMES = 30, N_NEW = 10, N_DAYS = 90, N_ROWS = 50 };

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "upcoming: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

static struct mq_session *open_session(const char *dir)
{
	struct mq_session *session;

	check(mq_session_open(dir, true, &session, NULL), "opening");
	return session;
}

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
	static double warm[N_TIMES];
	static double anew[N_NEW];
	struct mq_session *session;

	if (argc != 2) {
		fprintf(stderr, "usage: upcoming REGISTER\n");
		return 2;
	}
	session = open_session(argv[1]);
	time_one(session);
	for (size_t i = 0; i < N_TIMES; i++) {
		warm[i] = time_one(session);
	}
	mq_session_close(session);
	for (size_t i = 0; i < N_NEW; i++) {
		session = open_session(argv[1]);
		anew[i] = time_one(session);
		mq_session_close(session);
	}
	tell_times("upcoming, 90 days, all rules", warm, N_TIMES, 100);
	tell_times("  in a new session", anew, N_NEW, 200);
	return 0;
}
