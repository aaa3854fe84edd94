/*
 * visit REGISTER: what it costs to enter a visit with a fact, a confirmation and a need, until
 * it is on the disk; to plan it alone; and to propose pairings for all residents. The register
 * is written to.
 */
#include "sessions.h"

#include <minqing/office.h>

enum { N_VISITS = 50, N_MATCHES = 20, N_PROPOSALS = 50 };

static double time_visit(struct mq_session *session, size_t i, bool dry_run)
{
	static const char *const words[] = {"met", "confirm", "again", "set:phone=13912345678",
		"need:repair=漏水"};
	struct mq_plan plan = {0};
	char key[16];
	double start;
	double took;

	snprintf(key, sizeof(key), "P%08zu", i * 997 + 1);
	start = now_ms();
	check(mq_session_visit_words(session, key, words, 5, "bench", dry_run, &plan, NULL), key);
	took = now_ms() - start;
	mq_plan_release(&plan);
	return took;
}

static double time_match(struct mq_session *session)
{
	struct mq_proposals proposals = {0};
	double start = now_ms();

	check(mq_session_service_match(session, "", N_PROPOSALS, &proposals, NULL), "matching");
	mq_proposals_release(&proposals);
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	static double tried[N_VISITS];
	static double done[N_VISITS];
	static double matched[N_MATCHES];
	struct mq_session *session;

	check(mq_session_open(register_of(argc, argv), false, &session, NULL), "opening");
	for (size_t i = 0; i < N_VISITS; i++) {
		tried[i] = time_visit(session, i, true);
	}
	for (size_t i = 0; i < N_VISITS; i++) {
		done[i] = time_visit(session, i, false);
	}
	for (size_t i = 0; i < N_MATCHES; i++) {
		matched[i] = time_match(session);
	}
	mq_session_close(session);
	tell_times("visit, tried", tried, N_VISITS, 5);
	tell_times("  on the disk", done, N_VISITS, 50);
	tell_times("service match, everybody", matched, N_MATCHES, 50);
	return 0;
}
