/*
 * board: the office's work as tables to be gone through. A session's door.
 *
 *     board.c            the table of boards; a board made, row by row
 *     within.c           where the officer works; questions narrowed to it
 *     board_upcoming.c   what the days to come bring
 *     board_needs.c      needs that are open, the most overdue first
 *     board_need_stats.c how many are open and overdue by desk and category, and how long they take
 *     board_duty.c       how duties stand
 *     board_round.c      whom to call on next
 *     board_policies.c   who may have help and does not receive it
 *     board_services.c   services that want looking at, and who provides them
 *     board_burden.c     what tasks on the screen cost
 *     board_checks.c     facts that do not go together
 *     board_day.c        my day: of everything what is due now
 *
 * A board is a page of cells that whoever shows it lays out as it likes: a sheet of the screen,
 * lines on paper, csv. Whoever shows it knows nothing of the work: each row says by itself where
 * Enter goes from it, to people (a query), to a card, or to another board. Nothing is stored; it
 * is worked out when somebody looks.
 */
#ifndef MINQING_BOARD_H
#define MINQING_BOARD_H

#include <minqing/session.h>

struct mq_board_column {
	const char *id;		/* for programs: "in_days" */
	const char *label;
	bool right;		/* a number */
	unsigned goes;		/* where there is little room the greatest goes out first; 0: it
				 * stays */
};

/* What a row leads to is one of query, board and id, or nothing. */
struct mq_board_row {
	bool heading;		/* of the rows below it: its first cell goes over all columns */
	bool beneath;		/* of a heading: it says more of the one above it, and leads nowhere */
	bool urgent;		/* its cells say why */
	const char **cells;	/* of n_columns; "" where there is nothing */
	const char *query;	/* asked of residents unless it names others (from:); or NULL */
	const char **queries;	/* of n_columns: whose hits the number in a cell is; NULL: nobody's */
	const char *board;	/* the id of another, or NULL */
	const char *argument;	/* … and what it is opened with, or NULL */
	mq_kind_id kind;	/* whose card opens; MQ_NO_KIND: nobody's */
	mq_record_id id;
	const char *key;	/* of that record as `show` takes it, or "" */
	const char *rule;	/* by which it comes (upcoming), to be dismissed by; or NULL */
	const char *day;	/* … and on which, 2026-03-09 */
};

/* Of whom a board tells. */
enum mq_board_where {
	MQ_BOARD_MY_AREA,	/* of those where the officer works today */
	MQ_BOARD_EVERYWHERE,	/* of all in their universe */
};

struct mq_board {
	const char *id;		/* of the table of boards: always there */
	const char *title;	/* with where it is, if that makes a difference */
	const char *area;	/* the expression all its numbers are within; "": everywhere */
	bool has_area;		/* it can tell of two: the officer's area is less than everywhere */
	struct mq_board_column *columns;
	size_t n_columns;
	struct mq_board_row *rows;
	size_t n_rows;
	size_t cap;
	size_t n_lacking;	/* policies that say that a threshold has no value today */
	struct mq_arena arena;	/* owns all texts and the cells */
};

/* A board there is. */
struct mq_board_kind {
	const char *id;		/* "day", as commands have it */
	const char *label;	/* N_() */
	const char *argument;	/* what it may be opened with, N_(); NULL: nothing */
	bool of_area;		/* else it is of posts, whoever looks: duties, the round */
};

/* By number; NULL past the last. */
const struct mq_board_kind *mq_board_kind(size_t i);

/*
 * Work a board out, of the officer's universe as everywhere, narrowed to where they work unless
 * where says otherwise; who is not among the staff, or works everywhere, has one board. argument
 * is what was typed behind its name, or NULL. NOT_FOUND where there is no such board, with the
 * nearest; else the errors of what it shows. Released by the caller, whatever is returned.
 */
enum mq_err mq_session_board(struct mq_session *session, const char *id, const char *argument,
	enum mq_board_where where, struct mq_board *board, struct mq_diag *diag);
void mq_board_release(struct mq_board *board);

/* The row in words, two spaces between cells that have something, appended. */
void mq_board_row_text(const struct mq_board *board, const struct mq_board_row *row,
	struct mq_buf *out);
/* Does it lead anywhere? */
bool mq_board_row_leads(const struct mq_board_row *row);

#endif
