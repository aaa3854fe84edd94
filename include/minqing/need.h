/*
 * need: what residents need, from the first telling to the answer. A door of work.
 *
 *     need_rules.c   needs.yaml: desk, level, days of each category; who is above whom
 *     need_fields.c  the fields they are kept in
 *     need_table.c   the states and the steps between them: one table
 *     need_words.c   what is said with a step, as words
 *     need_step.c    one step of one need, as changes for an act
 *     need_effect.c  what steps do to desk, level, deadline and clock
 *     need_clock.c   how many working days are left, and at which level it stands
 *     need_waits.c   whom needs wait on, as a question
 *     need_stats.c   how many are open and overdue, and how long the others took
 *
 * A need is a record; a step of it is an act (mq_register_act), and its thread is the history
 * that acts leave. Nothing runs by itself: what is overdue, and at whom it has arrived by that,
 * is worked out when somebody looks.
 */
#ifndef MINQING_NEED_H
#define MINQING_NEED_H

#include <minqing/base.h>
#include <minqing/schema.h>

struct mq_change;
struct mq_set;
struct mq_view;

/* ---- states and steps ---- */

/* As need_state has them. */
enum mq_need_state {
	MQ_NEED_NONE,		/* not told yet */
	MQ_NEED_OPEN,
	MQ_NEED_SPOT_DONE,
	MQ_NEED_DOING,
	MQ_NEED_RAISED,
	MQ_NEED_ASSIGNED,
	MQ_NEED_RETURNED,
	MQ_NEED_HOLD,
	MQ_NEED_EXTENDED,
	MQ_NEED_CONFIRM,	/* answered; the resident's word is wanted */
	MQ_NEED_DONE,
	MQ_NEED_REOPENED,
	MQ_NEED_VOID,
	MQ_NEED_STATES,
};

enum mq_need_command {
	MQ_NEED_ADD,
	MQ_NEED_ANSWER,
	MQ_NEED_ASSIGN,
	MQ_NEED_ESCALATE,
	MQ_NEED_RETURN,
	MQ_NEED_EXTEND,
	MQ_NEED_PAUSE,
	MQ_NEED_RESUME,
	MQ_NEED_SUPERVISE,
	MQ_NEED_CLOSE,
	MQ_NEED_REOPEN,
	MQ_NEED_COMMANDS,
};

/* The fields the engine knows; `why` and `spot` are no fields but are given like them. */
enum mq_need_field {
	MQ_NEED_KEY, MQ_NEED_TIME, MQ_NEED_KIND, MQ_NEED_DETAIL, MQ_NEED_CHANNEL, MQ_NEED_URGENCY,
	MQ_NEED_LEVEL, MQ_NEED_DESK, MQ_NEED_STATE, MQ_NEED_CONTACT, MQ_NEED_DUE, MQ_NEED_CLOSED,
	MQ_NEED_RESULT, MQ_NEED_SATISFACTION, MQ_NEED_EXCEPTION, MQ_NEED_SUPERVISION,
	MQ_NEED_ESCALATIONS, MQ_NEED_HOLD_REASON, MQ_NEED_HELD_SINCE, MQ_NEED_REOPENS,
	MQ_NEED_VISIT, MQ_NEED_FIRST_DUE, MQ_NEED_FIRST_CLOSED, MQ_NEED_FIRST_REOPENED,
	MQ_NEED_FIELDS,
	MQ_NEED_WHY = MQ_NEED_FIELDS,
	MQ_NEED_SPOT,
};

#define MQ_NEED_BIT(field) (UINT32_C(1) << (field))

/* What a step does besides, in this order (need_effect.c). */
enum mq_need_effect {
	MQ_NEED_TELLS = 1 << 0,		/* on which day it was told, unless said */
	MQ_NEED_ROUTES = 1 << 1,	/* desk, level and deadline by its category */
	MQ_NEED_SPOTS = 1 << 2,		/* no desk but the lowest had it */
	MQ_NEED_CONTACTS = 1 << 3,	/* the resident heard from us, the first time */
	MQ_NEED_TAKES = 1 << 4,		/* the level is that of the desk that was said */
	MQ_NEED_RISES = 1 << 5,		/* to the level above the one it stands at */
	MQ_NEED_SINKS = 1 << 6,		/* to the level below */
	MQ_NEED_EXTENDS = 1 << 7,	/* the deadline is later than before, and still to come */
	MQ_NEED_STOPS = 1 << 8,		/* its clock */
	MQ_NEED_STARTS = 1 << 9,	/* … again: the deadline moves by the days between */
	MQ_NEED_UNANSWERS = 1 << 10,	/* the answer was none */
	MQ_NEED_ENDS = 1 << 11,		/* on this day */
	MQ_NEED_RENEWS = 1 << 12,	/* all its days from now on; how it ended is forgotten */
};

/* One way on: the first row of the table that fits is taken. */
struct mq_need_step {
	enum mq_need_command command;
	uint32_t from;		/* states, as bits */
	enum mq_need_state to;	/* MQ_NEED_NONE: it stays as it is */
	uint32_t must;		/* what has to be given, as bits of fields */
	uint32_t has;		/* what has to be given, or be there already */
	uint32_t may;		/* what may be given besides */
	unsigned effects;	/* mq_need_effect, as bits */
};

const char *mq_need_state_id(enum mq_need_state state);		/* "spot_done"; NULL for NONE */
const char *mq_need_command_id(enum mq_need_command command);	/* "escalate" */
const char *mq_need_field_id(enum mq_need_field field);		/* "need_due", "why", "spot" */
/* The state of this id; OPEN where there is none such, as of needs that a sheet brought. */
enum mq_need_state mq_need_state_of(struct mq_slice id);
/* The command that is called so, in either language; false where none is. */
bool mq_need_command_find(const char *name, enum mq_need_command *command);
/*
 * The row by which a command leads on from a state with what was given and what the need has
 * already. USAGE where none is possible from there: the fault tells what is; INPUT where it
 * lacks something, or takes none of what was given, which is told.
 */
enum mq_err mq_need_step_find(enum mq_need_command command, enum mq_need_state from,
	uint32_t given, uint32_t there, const struct mq_need_step **step, struct mq_diag *diag);
/* The rows one by one; NULL behind the last. */
const struct mq_need_step *mq_need_step_row(size_t i);

/* ---- rules ---- */

struct mq_need_rules;

/*
 * Read dir/needs.yaml and dir/holidays.yaml for a schema, which stays lent. CONFIG with all
 * faults; NOT_FOUND, as a fault, where there is no needs.yaml or the schema lacks the fields.
 * On MQ_OK the caller frees *rules.
 */
enum mq_err mq_need_rules_read(const char *dir, const struct mq_schema *schema,
	struct mq_need_rules **rules, struct mq_diag *diag);
void mq_need_rules_free(struct mq_need_rules *rules);	/* NULL is fine */
mq_kind_id mq_need_rules_kind(const struct mq_need_rules *rules);
mq_field_id mq_need_rules_field(const struct mq_need_rules *rules, enum mq_need_field field);
/* The text of the source of a category's rule, a code's id; NULL: of those not known. Borrowed. */
const char *mq_need_rules_source(const struct mq_need_rules *rules, const char *category);

/* ---- one need ---- */

/* A day that is not known. */
#define MQ_NEED_NO_DAY (MQ_DAY_MIN - 1)

/* A need as stored, as far as its clock goes. Codes are numbers in the lists of their fields,
 * -1 where not known. */
struct mq_need {
	mq_record_id id;
	enum mq_need_state state;
	int category;
	int desk;
	int level;
	mq_day told;
	mq_day due;
	mq_day held_since;
	mq_day closed;
};

/* Within a look. False where there is no such record. */
bool mq_need_read(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, struct mq_need *need);
bool mq_need_is_open(enum mq_need_state state);
/*
 * Append the question of needs that wait on a desk (a code's id) today: those open that are at
 * it, and those that rose by their lateness to a level at which it takes them. On hold a need
 * waits at its own desk alone.
 */
void mq_need_waits(const struct mq_need_rules *rules, const char *desk, mq_day today,
	struct mq_buf *out);

/* What the day makes of a need that is open. */
struct mq_need_clock {
	bool known;	/* it has a deadline and is open; else nothing below says anything */
	bool overdue;	/* its last day has passed, and it is not on hold */
	int left;	/* working days after today up to the last; of one overdue, less than or
			 * equal to 0: those that have passed. On hold: as on the day it began */
	int level;	/* where it stands by that, a code's number as in mq_need */
	bool sure;	/* the holidays of all these days are known */
};

void mq_need_clock(const struct mq_need_rules *rules, const struct mq_need *need, mq_day today,
	struct mq_need_clock *clock);

/* ---- a step ---- */

/* What a person says with a command. Texts are borrowed, as people write them. */
struct mq_need_given {
	enum mq_need_command command;
	const struct mq_record_value *values;	/* of fields of the kind */
	size_t n_values;
	const char *why;			/* NULL or "": no reason */
	bool spot;				/* add: solved on the spot */
};

/* A step as it was said, with what it borrows besides the words. */
struct mq_need_said {
	struct mq_need_given given;
	struct mq_arena arena;
};

/* Read the words of a command: FIELD=VALUE, why=REASON, "spot", and what has no '=': what is
 * needed, or the reason. INPUT for every word that is none. Released by the caller, whatever is
 * returned; the words are borrowed till then. */
enum mq_err mq_need_words(const struct mq_need_rules *rules, enum mq_need_command command,
	const char *const *words, size_t n_words, struct mq_need_said *said, struct mq_diag *diag);
void mq_need_said_release(struct mq_need_said *said);

/* A step worked out: values for one change. */
struct mq_need_plan {
	struct mq_record_value *values;
	size_t n_values;
	const struct mq_need_step *step;
	bool sure;		/* the new deadline rests on days whose holidays are known */
	mq_day due;		/* the new deadline, or MQ_NEED_NO_DAY where it does not move */
	struct mq_arena arena;	/* owns the values' texts */
};

/*
 * Work out what a step makes of a need, within a look whose snapshot the act must then be held
 * to (mq_act.seen). id MQ_NO_RECORD: a new need, for mq_need_plan_about to complete. INPUT or
 * USAGE where the step is not possible, with every reason. Released by the caller, whatever is
 * returned.
 */
enum mq_err mq_need_plan(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_record_id id, const struct mq_need_given *given, struct mq_need_plan *plan,
	struct mq_diag *diag);
/* Add to the plan of a new need whom it is of, a resident (and the household) or a household, and
 * the next free key: N and eight digits, from *number on (0: from the number of needs there
 * are), which is moved behind it, so that one act can add several. */
void mq_need_plan_about(const struct mq_need_rules *rules, const struct mq_view *view,
	mq_kind_id about, mq_record_id about_id, unsigned *number, struct mq_need_plan *plan);
void mq_need_plan_release(struct mq_need_plan *plan);

/* ---- figures ---- */

/* How many and how long, in working days from the telling to the closing. */
struct mq_need_figures {
	uint64_t open;
	uint64_t overdue;
	uint64_t closed;
	unsigned median;	/* the least number of days in which half of those closed were */
	unsigned ninth;		/* … nine of ten; both 0 where none is closed */
};

/* The figures of those of a set whose field (a CODE of the kind) has the number; code -1: those
 * that do not know it; field MQ_NO_FIELD: of all. */
void mq_need_figures(const struct mq_need_rules *rules, const struct mq_view *view,
	const struct mq_set *set, mq_field_id field, int code, struct mq_need_figures *figures);
/* Of those of a set that were ever closed, reopened or not: how many, and how long the first
 * closing took. */
void mq_need_first_figures(const struct mq_need_rules *rules, const struct mq_view *view,
	const struct mq_set *set, struct mq_need_figures *figures);

#endif
