/*
 * report: the figures of a month. A further door of work.
 *
 *     report_read.c    which figures there are: report.yaml
 *     report_month.c   the days of a month
 *     report.c         figures counted, in all and place by place; report_name.c: some of them
 *     report_lines.c   what figures become: one line, or one for each code, duty, policy
 *
 * A figure is an expression with $from and $to in it, the first and the last day of the month;
 * its number is how many it is true of, so that every number opens as those it counts. What the
 * journal's own days tell is told as of the month's end. What no day tells, such as who may have
 * help and does not, is as of the day it is counted on, and says so.
 */
#ifndef MINQING_REPORT_H
#define MINQING_REPORT_H

#include <minqing/duty.h>
#include <minqing/need.h>
#include <minqing/policy.h>

/* ---- which month ---- */

struct mq_report_month {
	char name[8];			/* "2026-10" */
	struct mq_stretch days;		/* to today where it is not over */
	bool running;
};

/* "2026-10"; NULL: the last one that is over. USAGE, with the way out, where it is no month or
 * has not begun. */
enum mq_err mq_report_month(const char *text, mq_day today, struct mq_report_month *month,
	struct mq_diag *diag);

/* ---- which figures ---- */

/* What is told of those an expression is true of. */
enum mq_report_take {
	MQ_REPORT_COUNT,
	MQ_REPORT_MEDIAN,	/* of needs that were closed: working days that half of them took */
	MQ_REPORT_NINTH,	/* … that nine of ten took */
	MQ_REPORT_TAKE_LAST = MQ_REPORT_NINTH,
};

const char *mq_report_take_id(enum mq_report_take take);	/* "count" */

/* What a figure has a line for. */
enum mq_report_each {
	MQ_REPORT_ONCE,
	MQ_REPORT_CODES,	/* each code of a field, and who has none */
	MQ_REPORT_DUTIES,
	MQ_REPORT_POLICIES,
};

struct mq_report_group {
	const char *id;
	const char *zh;
	const char *en;
};

struct mq_report_figure {
	const char *id;
	const char *zh;
	const char *en;
	size_t group;
	mq_kind_id kind;		/* whose records are counted */
	const char *is;			/* NULL of duties and policies */
	struct mq_origin origin;
	enum mq_report_take take;
	enum mq_report_each each;
	mq_field_id codes;		/* of MQ_REPORT_CODES */
	const char *share_of;		/* the figure it is a part of, or NULL */
	bool today;			/* as of the day it is counted on */
};

/* Everything is owned by the arena. Zeroed is empty. */
struct mq_report_rules {
	mq_field_id by;			/* a CODE that all figures can be told by */
	struct mq_report_group *groups;
	size_t n_groups;
	struct mq_report_figure *figures;
	size_t n_figures;
	char *file;
	struct mq_arena arena;
};

/* Read dir/report.yaml, every expression tried; where there is none there are no figures. CONFIG
 * with all faults. Released by the caller, whatever is returned. */
enum mq_err mq_report_read(const char *dir, const struct mq_schema *schema,
	struct mq_report_rules *rules, struct mq_diag *diag);
void mq_report_rules_release(struct mq_report_rules *rules);

/* ---- the figures of a month ---- */

struct mq_report_number {
	bool known;		/* a median of none is not */
	uint64_t number;
	uint64_t n;		/* how many the query finds: the number, where they are counted */
	const char *query;	/* canonical, asked from anywhere */
};

struct mq_report_line {
	const char *id;			/* "visits", "outcomes.met", "duty.every_household" */
	const char *label;
	const char *group;		/* its id */
	const char *group_label;
	enum mq_report_take take;
	bool today;			/* else as of the month's end */
	size_t share_of;		/* the line it is a part of, or its own number: none */
	bool lacking;			/* a threshold of its policy has no value today: its
					 * numbers are not known, and have no query */
	bool passed_over;		/* not one of those that were named (mq_report_name) */
	struct mq_report_number *numbers;	/* [0] of all, then place by place */
};

struct mq_report_place {
	const char *id;			/* of the code; "" of all, "?" where it is not known */
	const char *label;
};

/* Texts are the arena's. */
struct mq_report {
	struct mq_report_month month;
	mq_day counted;			/* today */
	const char *by;			/* what the places are: its field's id */
	const char *by_label;
	struct mq_report_place *places;	/* [0] all; those where nothing is to be told left out */
	size_t n_places;
	struct mq_report_line *lines;
	size_t n_lines;
	struct mq_arena arena;
};

/* What the figures are counted by; all borrowed. */
struct mq_report_of {
	const struct mq_report_rules *rules;
	const struct mq_duties *duties;
	const struct mq_staff *staff;
	const struct mq_policies *policies;
	const struct mq_need_rules *needs;	/* NULL: no median is known */
};

/* Count a month in view. Errors: CONFIG, CORRUPT. Released by the caller, whatever is returned. */
enum mq_err mq_report_count(const struct mq_view *view, const struct mq_report_of *of,
	const struct mq_report_month *month, struct mq_report *report, struct mq_diag *diag);
void mq_report_release(struct mq_report *report);
/* Tell those alone that are of these groups or figures (ids or labels). USAGE where nothing is
 * called so, with what there is. */
enum mq_err mq_report_name(struct mq_report *report, const char *const *names, size_t n_names,
	struct mq_diag *diag);
/* What part of its whole a number is, in hundredths: "64.3"; "" where it is part of nothing. */
void mq_report_share(const struct mq_report *report, const struct mq_report_line *line,
	size_t place, char out[24]);

#endif
