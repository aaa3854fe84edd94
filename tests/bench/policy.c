/*
 * policy REGISTER: what it costs to count the lists of every policy of a register, first in a
 * session of its own each time, the file read and nothing kept of answers before, then again in
 * one that has asked already; and to try another threshold.
 */
#include "sessions.h"

#include <string.h>

#include <minqing/office.h>

enum { N_ROUNDS = 20 };

static size_t count_all(struct mq_session *session)
{
	const struct mq_policies *policies;

	check(mq_session_policies(session, &policies, NULL), "reading");
	mq_session_hold(session);
	for (size_t i = 0; i < mq_policies_n(policies); i++) {
		struct mq_policy_counts counts;

		check(mq_session_policy_count(session, mq_policies_at(policies, i), "", &counts,
			NULL), "counting");
	}
	mq_session_let_go(session);
	return mq_policies_n(policies);
}

static void time_counts(const char *dir)
{
	static double cold[N_ROUNDS];
	static double warm[N_ROUNDS];
	char task[64];
	size_t n = 0;

	for (size_t i = 0; i < N_ROUNDS; i++) {
		struct mq_session *session = open_session(dir);
		double start = now_ms();

		n = count_all(session);
		cold[i] = now_ms() - start;
		start = now_ms();
		count_all(session);
		warm[i] = now_ms() - start;
		mq_session_close(session);
	}
	snprintf(task, sizeof(task), "%zu policies counted, nothing kept", n);
	tell_times(task, cold, N_ROUNDS, 50);
	tell_times("  and once more", warm, N_ROUNDS, 50);
}

static void time_whatif(const char *dir)
{
	static double times[N_ROUNDS];
	struct mq_session *session = open_session(dir);
	const struct mq_policies *policies;

	check(mq_session_policies(session, &policies, NULL), "reading");
	for (size_t i = 0; i < N_ROUNDS; i++) {
		const struct mq_policy *policy = mq_policies_find(policies, "old_age_allowance", NULL);
		struct mq_policy_whatif whatif;
		char trial[32];
		double start = now_ms();

		snprintf(trial, sizeof(trial), "old_age_from=%zu", 50 + i);
		check(mq_session_policy_whatif(session, policy, trial, &whatif, NULL), "trying");
		times[i] = now_ms() - start;
		mq_policy_whatif_release(&whatif);
	}
	mq_session_close(session);
	tell_times("another threshold tried: in, out, cost", times, N_ROUNDS, 50);
}

int main(int argc, char **argv)
{
	const char *dir = register_of(argc, argv);

	time_counts(dir);
	time_whatif(dir);
	return 0;
}
