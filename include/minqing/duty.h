/*
 * duty: whom somebody has to call on, whom they did, and whom to call on next.
 *
 *     staff.c         who is there, where and since when, and when away: staff.yaml
 *     duty_window.c   the windows a duty counts in, and what is owed in one
 *     duty_conf.c     what both files are read with
 *     duty_read.c     what has to be done: duties.yaml; round_read.c: how a round is ranked
 *     duty_query.c    the questions behind the figures
 *     duty_people.c   whose duty it is
 *     duty_tally.c    one pass over the visits: who was reached, in which window, by whom
 *     duty_status.c   figures by person; duty_area.c: by committee, building …
 *     duty_places.c   these, numbered
 *     round.c         households by points; round_walk.c: stairs, and the way from door to door
 *
 * The files are told in minqing-duties(5). Every figure has a query text whose hits are as many,
 * so that officer and supervisor count the same people.
 *
 * Days are whole days where the office stands: TZ says in which zone that is, and no window has
 * another. A visit says its day, not its hour.
 */
#ifndef MINQING_DUTY_H
#define MINQING_DUTY_H

#include <minqing/answer.h>
#include <minqing/conf.h>
#include <minqing/work.h>

/* ---- windows ---- */

enum mq_window_unit {
	MQ_WINDOW_WEEK,
	MQ_WINDOW_MONTH,
	MQ_WINDOW_QUARTER,
	MQ_WINDOW_YEAR,
	MQ_WINDOW_LAST = MQ_WINDOW_YEAR,
};

/* Windows follow one another without gap. A week may cross a year's end. */
struct mq_window {
	enum mq_window_unit unit;
	int month;		/* 1 … 12 in which a year, or one of its quarters, begins */
	int mday;		/* 1 … 28 on which a month does; of a week 1 Monday … 7 Sunday */
};

/* Days, both within. */
struct mq_stretch {
	mq_day from;
	mq_day to;
};

/* The window that a day is in. */
struct mq_stretch mq_window_at(const struct mq_window *window, mq_day day);

/* ---- staff ---- */

struct mq_staff_role {
	const char *id;
	const char *zh;
	const char *en;
	const char *desk;		/* a code of need_owner, or NULL */
};

const char *mq_staff_role_label(const struct mq_staff_role *role);

/* Where somebody works: an expression that households and residents can be asked, and by their
 * links needs and services. */
struct mq_post {
	const char *area;		/* "": everywhere */
	struct mq_stretch days;		/* to MQ_DAY_MAX: until further notice */
};

struct mq_person {
	const char *id;
	const char *name;		/* as visits have it in visit_staff */
	const char *account;		/* of the machine, or NULL */
	const struct mq_staff_role *role;
	const char *desk;		/* their own, else their role's; or NULL */
	struct mq_post *posts;		/* one after another */
	size_t n_posts;
	struct mq_stretch *leave;
	size_t n_leave;
};

/* Everything is owned by the arena. Zeroed is empty: nobody. */
struct mq_staff {
	struct mq_staff_role *roles;
	size_t n_roles;
	struct mq_person *people;
	size_t n_people;
	struct mq_arena arena;
};

/* Read dir/staff.yaml; where there is none there is nobody. CONFIG with all faults. Released
 * by the caller, whatever is returned. */
enum mq_err mq_staff_read(const char *dir, const struct mq_schema *schema, struct mq_staff *staff,
	struct mq_diag *diag);
void mq_staff_release(struct mq_staff *staff);
/* By id, name or account; NULL. */
const struct mq_person *mq_staff_find(const struct mq_staff *staff, const char *name);
/* The desk they sit at, in the language of messages; "" where they have none. */
const char *mq_person_desk_label(const struct mq_person *person, const struct mq_schema *schema);
/* The post somebody holds on a day, or NULL. */
const struct mq_post *mq_person_post(const struct mq_person *person, mq_day day);

/* ---- duties ---- */

/*
 * Either so many different households or residents in a window, of everybody who has the role,
 * wherever they are (count > 0); or every one of a cohort in the area where they work, reached by
 * whomever (every). Owned by mq_duties.
 */
struct mq_duty {
	const char *id;
	const char *zh;
	const char *en;
	const struct mq_staff_role **roles;
	size_t n_roles;
	mq_kind_id kind;		/* what is counted, each once */
	struct mq_window window;
	uint32_t count;			/* 0: every */
	const char *every;		/* an expression, "" of everybody; NULL: count */
	const char *outcomes;		/* those that count, as a query has them: "{met phone_ok}" */
	uint64_t outcome_bits;		/* the same by code number */
	bool whole_on_transfer;		/* a day in post owes as much as all of them */
	bool owed_on_leave;
};

const char *mq_duty_label(const struct mq_duty *duty);

/* What makes a household more pressing. */
struct mq_round_term {
	const char *id;
	const char *zh;
	const char *en;
	int points;
	const char *when;		/* an expression about households, or NULL: */
	const struct mq_duty *duty;	/* it, or somebody in it, is not reached yet */
};

enum { MQ_ROUND_TERMS_MAX = 32 };

/* Points that a way costs: a floor climbed or descended; another stairwell, building, lane. */
struct mq_round_stairs {
	int floor;
	int unit;
	int building;
	int lane;
	int at_most;
};

struct mq_round_rules {
	struct mq_round_term *terms;
	size_t n_terms;
	struct mq_round_stairs stairs;
	const char *except;		/* an expression: not now; or NULL */
	size_t size;			/* households in a round */
};

/* Zeroed is empty. */
struct mq_duties {
	struct mq_duty *duties;
	size_t n_duties;
	struct mq_round_rules round;
	struct mq_arena arena;
};

/* Read dir/duties.yaml; where there is none nothing has to be done. Borrows staff, whose roles
 * it names. CONFIG with all faults. Released by the caller, whatever is returned. */
enum mq_err mq_duties_read(const char *dir, const struct mq_schema *schema,
	const struct mq_staff *staff, struct mq_duties *duties, struct mq_diag *diag);
void mq_duties_release(struct mq_duties *duties);
/* By id or label; NULL. */
const struct mq_duty *mq_duties_find(const struct mq_duties *duties, const char *name);
bool mq_duty_is_of(const struct mq_duty *duty, const struct mq_person *person);

/*
 * What a person owes of a count: the count times the days of the window on which they hold a
 * post and are not on leave, over all days of it, rounded to the nearest whole, halves up.
 */
uint32_t mq_duty_owed(const struct mq_duty *duty, const struct mq_person *person,
	struct mq_stretch window);

/* ---- figures ---- */

/* The window of the day, the one before, and the one before that. */
enum { MQ_DUTY_PERIODS = 3 };

struct mq_duty_period {
	struct mq_stretch days;
	uint32_t done;
	uint32_t required;
};

/*
 * One duty of one person, or in one place. Texts are the arena's of the status. Who is in a
 * cohort, and who lives where, is asked of today for past windows too: those of today of whom
 * so many were reached then.
 */
struct mq_duty_line {
	const char *duty;		/* its id */
	const char *label;
	const char *person;		/* id, or NULL where it is about a place */
	const char *name;		/* the person's, or the place's; "" where the place is not known */
	struct mq_duty_period periods[MQ_DUTY_PERIODS];
	uint32_t left;			/* of a count what is still owed, else as many as open */
	uint32_t open;			/* those in the area whom nobody reached in this window */
	uint32_t days_left;		/* working days of the window, today's too */
	int trend;			/* the last window was fulfilled 1 more, 0 as well, -1 less
					 * than the one before */
	const char *done;		/* queries: their hits are periods[0].done … */
	const char *last;		/* … periods[1].done … */
	const char *required;		/* … periods[0].required; NULL of a count … */
	const char *not_reached;	/* … and open */
};

struct mq_duty_status {
	struct mq_duty_line *lines;	/* by duty, then person or place */
	size_t n_lines;
	struct mq_arena arena;
};

/* What has to be known to tell how duties stand; all borrowed. */
struct mq_office {
	const struct mq_duties *duties;
	const struct mq_staff *staff;
	const struct mq_calendar *calendar;
};

/* Of one person, or of all who hold a post on some day of a window (NULL). Released by the
 * caller, whatever is returned. */
enum mq_err mq_duty_by_person(const struct mq_view *view, const struct mq_office *office,
	const struct mq_person *person, struct mq_duty_status *status, struct mq_diag *diag);
/*
 * How far each committee, lane, building … (an area of the dwellings, by its id) is covered. Of a
 * cohort, by whomever, of those there; of a count whom those reached there whose duty it is, and what
 * those of them owe who work in that place alone (who works in several is in the line of all
 * places). Where a person is given it is of them, and of the area where they work today. USAGE where
 * there is no such area.
 */
enum mq_err mq_duty_by_area(const struct mq_view *view, const struct mq_office *office,
	const char *area, const struct mq_person *person, struct mq_duty_status *status,
	struct mq_diag *diag);
void mq_duty_status_release(struct mq_duty_status *status);

/* ---- the round ---- */

/* Why a household is where it is. */
struct mq_round_reason {
	const char *label;		/* in the language of messages; borrowed from the arena */
	int points;			/* below zero for a way */
};

struct mq_round_stop {
	mq_record_id household;
	size_t rank;			/* from 1, by points */
	int points;			/* the sum of its reasons' */
	struct mq_round_reason *reasons;
	size_t n_reasons;
};

struct mq_round {
	struct mq_round_stop *stops;	/* in the order one walks */
	size_t n_stops;
	uint32_t n_pressing;		/* households with any points */
	const char *pressing;		/* the query of them */
	struct mq_arena arena;
};

/*
 * The n households (0: as the rules say) to call on first, where the person works today (NULL:
 * anywhere). The one with most points begins; each next is the one with most points after the
 * way to the nearest of those before it is taken off. Of equals the one that came into the
 * register first. Released by the caller, whatever is returned.
 */
enum mq_err mq_round_rank(const struct mq_view *view, const struct mq_duties *duties,
	const struct mq_person *person, size_t n, struct mq_round *round, struct mq_diag *diag);
void mq_round_release(struct mq_round *round);
/* Put households in the order one walks: lane, building, stairwell, floor, room. */
void mq_round_walk(const struct mq_view *view, mq_record_id *households, size_t n);

#endif
