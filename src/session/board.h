/* What the fillers of boards are given to work with. */
#ifndef MINQING_SESSION_BOARD_H
#define MINQING_SESSION_BOARD_H

#include <minqing/board.h>
#include <minqing/office.h>

#include "own.h"

/* So near that it cannot wait. */
enum { MQ_BOARD_SOON_DAYS = 3 };

/* The columns, whose labels are N_(). Before any row. */
void mq_board_columns(struct mq_board *board, const struct mq_board_column *columns, size_t n);
/* Take a column out that this register has nothing for, of all rows. */
void mq_board_take_out(struct mq_board *board, size_t column);
/* A row without a word yet, that leads nowhere. Borrowed until the next one. */
struct mq_board_row *mq_board_add(struct mq_board *board);
struct mq_board_row *mq_board_heading(struct mq_board *board, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A number, and the query whose hits it is, which is copied; NULL: it counts nobody. The first
 * one is where the row leads, as long as that is nowhere else. */
void mq_board_number(struct mq_board *board, struct mq_board_row *row, size_t column,
	uint64_t number, const char *query);
/* A query, of residents unless it names others, narrowed to the board's area: a text of the
 * board's. As it was on an error, those of compiling. */
enum mq_err mq_board_within(struct mq_session *session, struct mq_board *board, const char *query,
	const char **within, struct mq_diag *diag);
/* How many residents a query has in the board's area, or others that it names; a query that this
 * register's definitions have no words for has none. *within is the query of just these, a text
 * of the board's; as it was where there is none. */
enum mq_err mq_board_count(struct mq_session *session, struct mq_board *board, const char *query,
	const char **within, uint64_t *hits, struct mq_diag *diag);
/* A text of the board's. */
const char *mq_board_text(struct mq_board *board, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "today", "tomorrow", "in 5 days". */
const char *mq_board_in_days(struct mq_board *board, unsigned days);
/* Lead to a card; key is copied. */
void mq_board_lead_to(struct mq_board *board, struct mq_board_row *row, mq_kind_id kind,
	mq_record_id id, const char *key);

/* What something that comes says of itself in a row of any board. */
void mq_board_coming(struct mq_board *board, struct mq_board_row *row,
	const struct mq_upcoming_row *coming);
/* Its label, and whether it ceases. */
const char *mq_board_coming_what(struct mq_board *board, const struct mq_upcoming_row *coming);

/* What a need says of itself in a row of any board, and "2 over", "3 left". */
void mq_board_need(struct mq_session *session, struct mq_board *board, struct mq_board_row *row,
	const struct mq_need_row *need);
const char *mq_board_need_left(struct mq_board *board, const struct mq_need_clock *clock);

/* What needs a board is to be of: a query about needs, narrowed to an area. Nothing where the
 * register keeps none, which is told by who lists them. */
enum mq_err mq_board_needs_text(struct mq_session *session, const char *query, const char *area,
	struct mq_buf *out, struct mq_diag *diag);

bool mq_board_duty_is_urgent(const struct mq_duty_line *line);
/* What a household of a round says of itself, and why it is in it. */
void mq_board_stop(struct mq_session *session, struct mq_board *board, struct mq_board_row *row,
	const struct mq_round_row *stop);
const char *mq_board_stop_why(struct mq_board *board, const struct mq_round_stop *stop);

/* The columns of my day. */
enum { MQ_DAY_WHAT, MQ_DAY_COUNT, MQ_DAY_WHEN, MQ_DAY_NAME, MQ_DAY_ABOUT };
/* Its section of policies: those most people may qualify for without receiving it. */
enum mq_err mq_board_add_gaps(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag);
/* A line of each check somebody fails. */
enum mq_err mq_board_add_checks(struct mq_session *session, struct mq_board *board,
	struct mq_diag *diag);

enum mq_err mq_board_fill_day(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_upcoming(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_needs(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_need_stats(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_duty(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_round(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_policies(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_services(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_burden(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);
enum mq_err mq_board_fill_checks(struct mq_session *session, const char *argument,
	struct mq_board *board, struct mq_diag *diag);

#endif
