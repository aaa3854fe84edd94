/*
 * board REGISTER: what every board there is costs to make, again and again in one session, and
 * my day first thing in a new one, which is how a morning begins. Of checks what they cost there:
 * a session keeps what it worked out until somebody writes.
 */
#include "sessions.h"

#include <string.h>

#include <minqing/board.h>
#include <minqing/office.h>

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

/* Those that are as slow, or are not. */
static double time_checks(struct mq_session *session, bool slow)
{
	struct mq_fact_check of = {.tag = NULL};
	double start = now_ms();

	while (mq_session_check_next(session, &of)) {
		struct mq_glance glance = {0};
		struct mq_buf text = {0};

		mq_session_check_text(session, &of, NULL, false, &text);
		if (of.slow == slow) {
			check(mq_session_glance(session, 0, text.data, text.len, 0, &glance, NULL),
				of.tag->id);
		}
		mq_glance_release(&glance);
		mq_buf_release(&text);
	}
	return now_ms() - start;
}

static double time_day_checks(struct mq_session *session)
{
	return time_checks(session, false);
}

static double time_slow_checks(struct mq_session *session)
{
	return time_checks(session, true);
}

static double time_checks_again(struct mq_session *session)
{
	time_day_checks(session);
	time_slow_checks(session);
	return time_day_checks(session) + time_slow_checks(session);
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
	tell_anew("  the checks of my day in a new session", dir, time_day_checks, 50);
	tell_anew("  the slow checks in a new session", dir, time_slow_checks, 300);
	tell_anew("  all checks again in one session", dir, time_checks_again, 5);
	return 0;
}
