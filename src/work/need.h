/* What the files of needs share. */
#ifndef MINQING_WORK_NEED_H
#define MINQING_WORK_NEED_H

#include <minqing/need.h>
#include <minqing/work.h>

/* Where needs of a category go. Codes are numbers in the lists of their fields. */
struct mq_need_route {
	int desk;
	int level;		/* a row of levels */
	unsigned days;
	unsigned *most;		/* by urgency: days at most; 0: no bound */
	const char *source;	/* a text of the conf */
};

struct mq_need_rung {
	int level;
	int desk;		/* -1: the category's */
	unsigned rises_after;	/* working days overdue; 0: never */
};

struct mq_need_rules {
	const struct mq_schema *schema;
	struct mq_conf *conf;	/* texts are borrowed from it */
	struct mq_calendar *calendar;
	mq_kind_id kind;
	mq_field_id fields[MQ_NEED_FIELDS];
	struct mq_need_rung *rungs;	/* from the lowest */
	size_t n_rungs;
	struct mq_need_route *routes;	/* by the category's code; the default behind them */
	size_t n_routes;
	struct mq_arena arena;
};

/* ---- need_fields.c ---- */

/* Find the kind and its fields in the schema of rules. NOT_FOUND, as a fault. */
enum mq_err mq_need_find_fields(struct mq_need_rules *rules, struct mq_diag *diag);
const struct mq_codes *mq_need_codes(const struct mq_need_rules *rules, enum mq_need_field field);

/* ---- need_rules.c ---- */

/* The route of a category, by its code; -1: the default. */
const struct mq_need_route *mq_need_route(const struct mq_need_rules *rules, int category);
unsigned mq_need_route_days(const struct mq_need_route *route, int urgency);
/* The rung that has a level; -1 where none has. */
int mq_need_rung_of(const struct mq_need_rules *rules, int level);
/* A need as a record has it; its id is not known. */
void mq_need_of(const struct mq_need_rules *rules, const struct mq_record *record,
	struct mq_need *need);
/* The day a need that is closed was closed on; MQ_NEED_NO_DAY of others. */
mq_day mq_need_closing(const struct mq_need *need);
/* Does the calendar know the holidays of all years of from … to? */
bool mq_need_is_sure(const struct mq_need_rules *rules, mq_day from, mq_day to);

/* ---- need_effect.c: a step in the making ---- */

struct need_planning {
	const struct mq_need_rules *rules;
	mq_day today;
	const struct mq_need_given *given;
	struct mq_record was;
	struct mq_record now;
	uint32_t bits;			/* what was given */
	struct mq_need_plan *plan;
	struct mq_diag *diag;
};

/* The need as it is in the making. */
struct mq_need mq_need_now(const struct need_planning *p);
void mq_need_set_day(struct need_planning *p, enum mq_need_field field, mq_day day);
/* Set the state a step leads to, and do what it does besides; the first that is not possible
 * is told. */
enum mq_err mq_need_run_effects(struct need_planning *p, const struct mq_need_step *step);

#endif
