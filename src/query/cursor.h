/* Reading a text for where its cursor stands: what the files of cursor.c share. */
#ifndef MINQING_QUERY_CURSOR_H
#define MINQING_QUERY_CURSOR_H

#include "complete.h"

/* What stands between an opening bracket and its closing one. */
struct level {
	mq_kind_id kind;
	bool relation;
	enum quantifier quantifier;
	bool begun;
	bool mute;		/* nobody asks outside: nothing is offered */
	size_t outer;		/* where who asks outside stands, one ^ out; or NO_LEVEL */
};

#define NO_LEVEL SIZE_MAX

struct scan {
	struct mq_query *query;
	struct lexer lexer;
	size_t cursor;
	struct spot *spot;
	bool decided;
	struct level levels[QUERY_DEPTH_MAX + 1];
	size_t n;		/* the innermost */
};

struct level *scan_top(struct scan *scan);
/* The cursor stands in the piece from … to, which may be so completed. */
void scan_decide(struct scan *scan, enum spot_kind kind, size_t from, size_t to);
/* Nothing is completed in what ends here, if the cursor is in it. */
void scan_pass(struct scan *scan);
/* Is the cursor where something could be typed that runs into nothing? The lexer
 * stands behind the space in front of the next piece. */
bool scan_in_gap(const struct scan *scan);

/* A bracket at which the lexer stands. False where it is nested too deep. */
bool scan_open(struct scan *scan, struct level level);

/* ---- who asks outside (cursor_outer.c) ---- */

/* A field of who asks, behind a comparison; the lexer stands at the first ^. */
void scan_outer_field(struct scan *scan);
/* ^(…; the lexer stands at the first ^. False where it is nested too deep. */
bool scan_outer_bracket(struct scan *scan);

/* ---- what is filled in (cursor_argument.c) ---- */

/* Arguments of the list called name, which began at `from`; the lexer stands at the bracket. */
void scan_arguments(struct scan *scan, size_t from, const struct literal *name);

/* ---- cursor_value.c ---- */

/* Values of the field called name, or what a directive takes; the lexer stands behind
 * the comparison. */
void scan_values(struct scan *scan, const struct literal *name, enum op op);
/* What a count or a sum is compared with. */
void scan_measure(struct scan *scan);
void scan_directive(struct scan *scan, const struct literal *word);

#endif
