/* What the files of turns share. */
#ifndef MINQING_QUERY_TURNS_H
#define MINQING_QUERY_TURNS_H

#include "evaluate.h"

/* Of whom an answer may change, and on which day, counted from 0. */
struct turn_pair {
	mq_record_id id;
	unsigned day;
	enum mq_truth now;	/* on that day, once it was judged */
};

struct turn_pairs {
	struct turn_pair *list;
	size_t n;
	size_t cap;
};

/* ---- turns_walk.c: the ends that move ---- */

enum { TURN_STEPS_MAX = 16 };

/* How those a condition is about are reached by who asks: up the links, or by a relation. */
struct turn_step {
	const struct tree *relation;	/* or NULL */
	mq_kind_id asked;	/* whose links lead up to an owner */
	mq_kind_id owner;
};

/* On a day an end passed over these numbers. */
struct turn_move {
	int64_t low;
	int64_t high;
	unsigned day;
};

/* One end of one value of one comparison. */
struct turn_end {
	size_t conjunct;	/* in which one it stands */
	mq_field_id base;
	struct turn_step *path;	/* outermost first; in the arena of ends */
	size_t n_path;
	struct turn_move *moves;
	size_t n_moves;
	size_t cap;
};

struct turn_ends {
	struct turn_end *list;
	size_t n;
	size_t cap;
	struct mq_arena arena;
};

/* All ends of a question compiled on each of n_days days in order. False where it moves in
 * a way that cannot be told from its ends. */
bool turns_walk(const struct mq_schema *schema, struct mq_query *const *queries, unsigned n_days,
	struct turn_ends *ends);
void turn_ends_release(struct turn_ends *ends);

/* ---- turns_find.c: whom they pass over ---- */

void turn_pairs_release(struct turn_pairs *pairs);
/* In order of ids and days, each once. */
void turn_pairs_tidy(struct turn_pairs *pairs);

/*
 * One question compiled on each of n_days days in order, from that of eval's view: add who may be
 * another on a day than on the day before. Rather too many than too few. False where that cannot
 * be told from the tree alone, or it is more than most.
 */
bool turns_find(struct eval *eval, struct mq_query *const *queries, unsigned n_days, size_t most,
	struct turn_pairs *pairs);

#endif
