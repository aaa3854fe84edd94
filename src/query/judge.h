/*
 * One record judged: the same answer as the sets give, found by looking at that record
 * and those it is linked with. What would look at too many is left to the sets, so a
 * judgement costs no more than a question, however tags lean on one another.
 */
#ifndef MINQING_QUERY_JUDGE_H
#define MINQING_QUERY_JUDGE_H

#include "evaluate.h"

struct judging {
	struct eval *eval;
	uint64_t left;		/* conditions and records yet to be looked at one by one */
};

void judging_begin(struct judging *judging, struct eval *eval);
/* id is in the universe of tree->asked. */
enum mq_truth judge_tree(struct judging *judging, const struct tree *tree, mq_record_id id);

/* The records a relation reaches from id, those oneself sees; owned. *linked is false
 * where siblings have no known link: nobody is reached then, and that is unknown. */
struct mq_set *judge_reached(struct judging *judging, const struct tree *tree, mq_record_id id,
	bool *linked);
/* Of whom of the reached a relation's condition is true, and may be. */
struct truth judge_each(struct judging *judging, const struct tree *tree,
	const struct mq_set *reached);

#endif
