/*
 * duty REGISTER: what it costs to tell how all duties stand, of 200 officers, and to rank a
 * round: again and again in one session, and first thing in a new one, which has read nothing yet.
 *
 * The staff is written into the register's configuration: ten to each of 20 committees, by the
 * names its visits have.
 */
#include "sessions.h"

#include <minqing/office.h>

enum { N_OFFICERS = 200, N_TIMES = 60, N_NEW = 20 };

static void write_staff(const char *dir)
{
	char *path = mq_format("%s/config/staff.yaml", dir);
	FILE *file = fopen(path, "we");

	if (!file) {
		perror(path);
		exit(1);
	}
	fputs("roles:\n  cadre: {zh: 机关干部}\n  committee_cadre: {zh: 居民区干部}\n"
		"  social_worker: {zh: 社工}\nstaff:\n", file);
	for (unsigned i = 0; i < N_OFFICERS; i++) {
		fprintf(file, "  p%u: {name: 社工%02u, role: %s, posts: [{area: 'committee:310106021%03u',"
			" from: 2020-01-01}]}\n", i, i + 1, i % 10 == 9 ? "cadre" : "social_worker",
			i / 10 + 1);
	}
	fclose(file);
	free(path);
}

static double time_status(struct mq_session *session)
{
	struct mq_duty_status status;
	double start = now_ms();

	check(mq_session_duty_status(session, NULL, NULL, &status, NULL), "status");
	mq_duty_status_release(&status);
	return now_ms() - start;
}

static double time_round(struct mq_session *session, size_t number)
{
	struct mq_round_sheet sheet;
	char person[16];
	double start;

	snprintf(person, sizeof(person), "p%zu", number * 7 % N_OFFICERS);
	start = now_ms();
	check(mq_session_round(session, person, 0, &sheet, NULL), "round");
	mq_round_sheet_release(&sheet);
	return now_ms() - start;
}

static void time_warm(const char *dir)
{
	static double times[2][N_TIMES];
	struct mq_session *session = open_session(dir);

	time_status(session);
	time_round(session, 0);
	for (size_t i = 0; i < N_TIMES; i++) {
		times[0][i] = time_status(session);
		times[1][i] = time_round(session, i);
	}
	tell_times("all duties of 200 officers", times[0], N_TIMES, 20);
	tell_times("a round re-ranked", times[1], N_TIMES, 10);
	mq_session_close(session);
}

static void time_new(const char *dir)
{
	static double times[2][N_NEW];

	for (size_t i = 0; i < N_NEW; i++) {
		for (size_t which = 0; which < 2; which++) {
			struct mq_session *session = open_session(dir);

			times[which][i] = which == 0 ? time_status(session) :
				time_round(session, i);
			mq_session_close(session);
		}
	}
	tell_times("  in a new session: all duties", times[0], N_NEW, 100);
	tell_times("  in a new session: a round", times[1], N_NEW, 100);
}

int main(int argc, char **argv)
{
	const char *dir = register_of(argc, argv);

	write_staff(dir);
	time_warm(dir);
	time_new(dir);
	return 0;
}
