/*
 * A relation that looks outside, made ready for being asked of pairs (node.c) and asked
 * (outer.c).
 *
 *     household.others.any(sex=^sex not low_income)
 *
 *     RELATION ── AND ─┬─ SET   not low_income     answered once, a flag by id
 *                      └─ PAIR  sex, sex           two columns read once
 *
 * What below the relation does not look outside is a set; what does is asked of pairs, or
 * of a chain of three and four where relations stand in one another. Those linked are laid
 * out by hub, without whom a set rules out, so that a pair costs two look-ups.
 */
#ifndef MINQING_QUERY_OUTER_H
#define MINQING_QUERY_OUTER_H

#include "aggregate.h"

/* In the order they are asked of: the cheap ones first. */
enum node_kind {
	NODE_SET,
	NODE_PAIR,
	NODE_OUTER,
	NODE_NOT,
	NODE_AND,
	NODE_OR,
	NODE_RELATION,
};

/* From so many on a hub is worth a thought. */
enum { LARGE_HUB = 32 };

struct node;

/* Those linked, by hub. */
struct ring {
	struct hubs hubs;
	uint32_t *from;		/* n + 1, and behind them ids; owned (lay_out) */
	mq_record_id *ids;	/* in large hubs by the own number of equal, if there is one */
	const struct node *equal;	/* PAIR that has to hold, and holds of few */
	int64_t *numbers;	/* by id: what is summed */
};

struct node {
	enum node_kind kind;
	const struct tree *tree;
	struct node *first;
	struct node *next;
	struct truth truth;	/* SET */
	unsigned char *flags;	/* SET: its verdicts by id */
	int64_t *own;		/* PAIR: by the id of who is asked, */
	int64_t *other;		/* and of who asks; the same where it is one field of one kind */
	struct ring ring;	/* RELATION */
};

enum { INPUTS_MAX = 4 };

struct count;

/* Something of the outermost who asks, by id, that the answer depends on: one of both. */
struct input {
	const int64_t *numbers;
	const unsigned char *flags;
};

struct pairs {
	struct eval *eval;
	struct mq_arena arena;	/* of nodes */
	uint64_t n;		/* looked at */
	struct input inputs[INPUTS_MAX];
	size_t n_inputs;	/* more than INPUTS_MAX: too many to be told */
	struct mq_map *kept;	/* hub and inputs to a place in counts */
	struct count *counts;
	size_t cap_counts;
};

/* The node of a relation that looks no further than to who asks it. */
struct node *node_new(struct pairs *pairs, const struct tree *tree);
/* What it holds; itself goes with the arena. */
void node_release(struct node *node);

#endif
