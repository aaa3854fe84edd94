/*
 * board REGISTER: what every board there is costs to make, again and again in one session, and
 * my day first thing in a new one, which is how a morning begins.
 */
#include "sessions.h"

#include <string.h>

#include <minqing/board.h>

enum { N_TIMES = 30 };

static double time_one(struct mq_session *session, const char *id)
{
	struct mq_board board;
	double start = now_ms();

	check(mq_session_board(session, id, NULL, MQ_BOARD_MY_AREA, &board, NULL), id);
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

static double time_day(struct mq_session *session)
{
	return time_one(session, "day");
}

int main(int argc, char **argv)
{
	const char *dir = register_of(argc, argv);
	const struct mq_board_kind *kind;
	struct mq_session *session = open_session(dir);

	for (size_t i = 0; (kind = mq_board_kind(i)); i++) {
		time_board(session, kind->id);
	}
	mq_session_close(session);
	tell_anew("  my day in a new session", dir, time_day, 200);
	return 0;
}
