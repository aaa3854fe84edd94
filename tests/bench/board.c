/*
 * board REGISTER: what every board there is costs to make, again and again in one session, and
 * my day first thing in a new one, which is how a morning begins.
 */
#include "timing.h"

#include <string.h>

#include <minqing/board.h>

enum { N_TIMES = 30, N_NEW = 10 };

static void check(enum mq_err err, const char *what)
{
	if (err != MQ_OK) {
		fprintf(stderr, "board: %s failed: %s\n", what, mq_err_text(err));
		exit(1);
	}
}

static struct mq_session *open_session(const char *dir)
{
	struct mq_session *session;

	check(mq_session_open(dir, true, &session, NULL), "opening");
	return session;
}

static double time_one(struct mq_session *session, const char *id)
{
	struct mq_board board;
	double start = now_ms();

	check(mq_session_board(session, id, NULL, &board, NULL), id);
	mq_board_release(&board);
	return now_ms() - start;
}

static void time_board(struct mq_session *session, const char *id)
{
	static double warm[N_TIMES];
	char task[64];

	time_one(session, id);
	for (size_t i = 0; i < N_TIMES; i++) {
		warm[i] = time_one(session, id);
	}
	snprintf(task, sizeof(task), "the board %s", id);
	tell_times(task, warm, N_TIMES, strcmp(id, "day") == 0 ? 50 : 100);
}

int main(int argc, char **argv)
{
	static double anew[N_NEW];
	const struct mq_board_kind *kind;
	struct mq_session *session;

	if (argc != 2) {
		fprintf(stderr, "usage: board REGISTER\n");
		return 2;
	}
	session = open_session(argv[1]);
	for (size_t i = 0; (kind = mq_board_kind(i)); i++) {
		time_board(session, kind->id);
	}
	mq_session_close(session);
	for (size_t i = 0; i < N_NEW; i++) {
		session = open_session(argv[1]);
		anew[i] = time_one(session, "day");
		mq_session_close(session);
	}
	tell_times("  my day in a new session", anew, N_NEW, 200);
	return 0;
}
