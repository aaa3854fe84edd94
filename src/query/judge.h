/*
 * One record judged: the same answer as the sets give, found by looking at that record
 * and those it is linked with. What would look at too many is left to the sets, so a
 * judgement costs no more than a question, however tags lean on one another.
 */
#ifndef MINQING_QUERY_JUDGE_H
#define MINQING_QUERY_JUDGE_H

#include "aggregate.h"

enum { JUDGING_KEPT = 32 };

/* Records in ascending order, in the judging's memory. */
struct ids {
	const mq_record_id *list;
	size_t n;
};

/* Of whom of those reached a relation's condition is true, and of whom it may be. */
struct each {
	struct ids yes;
	struct ids possible;	/* these among them */
};

/* Who asked, from inside a relation's brackets, and who outside of that. */
struct asker {
	mq_record_id id;
	const struct asker *outside;
};

struct judging {
	struct eval *eval;
	struct mq_arena *arena;
	uint64_t left;		/* conditions and records yet to be looked at one by one */
	const struct asker *asker;
	bool given_up;		/* a relation that looks outside: the sets have to tell */
	/* Who was reached from where: a household is gone through once, however often it
	 * is asked for. */
	struct kept {
		mq_kind_id of;
		mq_kind_id hub;
		const struct mq_area *area;
		mq_field_id link;
		mq_record_id id;
		struct ids reached;
	} kept[JUDGING_KEPT];
	size_t n_kept;
	unsigned n_passes;	/* through whole columns, for one target each */
};

/* What it finds stays in the arena, which is the caller's to reset when it is over. */
void judging_begin(struct judging *judging, struct eval *eval, struct mq_arena *arena);
/* id is in the universe of tree->asked. */
enum mq_truth judge_tree(struct judging *judging, const struct tree *tree, mq_record_id id);

/* The same from the answer for everybody. */
enum mq_truth judge_by_sets(struct judging *judging, const struct tree *tree, mq_record_id id);
enum mq_truth judge_truth(enum verdict verdict);

/* ---- whom a relation reaches (judge_reach.c) ---- */

/* What a link of a record leads to, or MQ_NO_RECORD where that is not known or may not
 * be seen. */
mq_record_id judge_link(const struct judging *judging, mq_field_id link, mq_record_id id);
/* The records a relation reaches from id, those oneself sees; false where siblings have no
 * known link: that is unknown. */
bool judge_reached(struct judging *judging, const struct tree *tree, mq_record_id id,
	struct ids *reached);
/* Those of a that are not in b, which are all in a; n_max of them at most. */
struct ids judge_without(struct judging *judging, struct ids a, struct ids b, size_t n_max);

/* ---- what they say (judge_relation.c) ---- */

enum mq_truth judge_relation(struct judging *judging, const struct tree *tree, mq_record_id id);
/* What a relation's condition says of each of the reached, when id asks. */
struct each judge_each(struct judging *judging, const struct tree *tree, mq_record_id id,
	struct ids reached);
/* ^(…), and who asked so many brackets outside. */
enum mq_truth judge_outside(struct judging *judging, const struct tree *tree);
const struct asker *judge_asker(const struct judging *judging, unsigned outside);

/* ---- a field as a number (judge_number.c) ---- */

/* A field compared with one of who asked. */
enum verdict judge_pair(struct judging *judging, const struct tree *tree, mq_record_id id);
/* What a relation's field comes to over each. */
struct tally judge_measure(struct judging *judging, const struct tree *tree,
	const struct each *each);

#endif
