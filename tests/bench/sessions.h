/* What times an officer's work in sessions: opening them, and ending where something failed. */
#ifndef MINQING_BENCH_SESSIONS_H
#define MINQING_BENCH_SESSIONS_H

#include "timing.h"

#include <errno.h>

#include <minqing/session.h>

static inline void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "%s: %s failed: %s\n", program_invocation_short_name, what,
			mq_err_text(err));
		exit(1);
	}
}

/* The register that the program was given. */
static inline const char *register_of(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: %s REGISTER\n", program_invocation_short_name);
		exit(2);
	}
	return argv[1];
}

static inline struct mq_session *open_session(const char *dir)
{
	struct mq_session *session;

	mq_mem_keep_freed();	/* as main does */
	check(mq_session_open(dir, true, &session, NULL), "opening");
	return session;
}

/* What takes a time in a session: again and again in one, where the first is left out. */
static inline void tell_again(const char *task, const char *dir,
	double (*take)(struct mq_session *session), double limit_ms)
{
	enum { TIMES = 30 };
	double times[TIMES];
	struct mq_session *session = open_session(dir);

	take(session);
	for (size_t i = 0; i < TIMES; i++) {
		times[i] = take(session);
	}
	mq_session_close(session);
	tell_times(task, times, TIMES, limit_ms);
}

/* The same first thing in a new one each time, which has read nothing yet. */
static inline void tell_anew(const char *task, const char *dir,
	double (*take)(struct mq_session *session), double limit_ms)
{
	enum { TIMES = 20 };
	double times[TIMES];

	for (size_t i = 0; i < TIMES; i++) {
		struct mq_session *session = open_session(dir);

		times[i] = take(session);
		mq_session_close(session);
	}
	tell_times(task, times, TIMES, limit_ms);
}

#endif
