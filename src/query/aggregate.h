/*
 * What a field comes to over records of which some are surely meant and others
 * perhaps: the interval a sum, a least or a greatest lies in.
 *
 *     Y  those the query is true of     M  those of whom it is unknown
 *
 *     sum    low   Σ Y + Σ M below 0          high  Σ Y + Σ M above 0
 *     min    low   the least of Y and M       high  the least of Y, or +∞
 *     max    low   the greatest of Y, or -∞   high  the greatest of Y and M
 *
 * What a value that is not known makes of it, and where nobody is in Y or M, is told in
 * minqing/query.h.
 */
#ifndef MINQING_QUERY_AGGREGATE_H
#define MINQING_QUERY_AGGREGATE_H

#include "evaluate.h"

/* Fifteen digits of any number of records. */
__extension__ typedef __int128 wide;

/* The two least there are, so that one can be taken away again, as what is missing to
 * INT64_MAX: none is 0, and the least is the largest. A greatest is the least of numbers with
 * their sign turned. */
struct least {
	uint64_t first;
	uint64_t second;
};

/* Zeroed it is one of nobody. */
struct tally {
	union {
		struct {
			wide low;
			wide high;
		} sum;
		struct {
			struct least sure;	/* of Y */
			struct least maybe;	/* of M */
		} edge;
	};
	uint32_t n_sure;
	uint32_t n_maybe;
	uint32_t n_open;	/* of both, whose value is not known */
};

/* One record of whom the query is true or unknown; number as numbers_read has it. */
void tally_add(const struct tree *tree, struct tally *tally, enum verdict verdict, int64_t number);
/* Take away one that was added; only one. */
void tally_remove(const struct tree *tree, struct tally *tally, enum verdict verdict,
	int64_t number);
/* The numbers it lies between, NUMBER_MIN and NUMBER_MAX where there is no end; true where
 * it is one for certain. */
bool tally_between(const struct tree *tree, const struct tally *tally, int64_t *low,
	int64_t *high);
/* What it says to the value of tree. */
enum verdict tally_judge(const struct tree *tree, const struct tally *tally);

#endif
