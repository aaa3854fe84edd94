/* Reading a text for where its cursor stands: what cursor.c and cursor_value.c share. */
#ifndef MINQING_QUERY_CURSOR_H
#define MINQING_QUERY_CURSOR_H

#include "complete.h"

/* What stands between an opening bracket and its closing one. */
struct level {
	mq_kind_id kind;
	bool relation;
	enum quantifier quantifier;
	bool begun;
	bool mute;		/* arguments of a list: nothing is offered */
};

struct scan {
	struct mq_query *query;
	struct lexer lexer;
	size_t cursor;
	struct spot *spot;
	bool decided;
	struct level levels[QUERY_DEPTH_MAX + 1];
	size_t n;		/* the innermost */
};

/* The cursor stands in the piece from … to, which may be so completed. */
void scan_decide(struct scan *scan, enum spot_kind kind, size_t from, size_t to);
/* Nothing is completed in what ends here, if the cursor is in it. */
void scan_pass(struct scan *scan);
/* Is the cursor where something could be typed that runs into nothing? The lexer
 * stands behind the space in front of the next piece. */
bool scan_in_gap(const struct scan *scan);

/* ---- cursor_value.c ---- */

/* Values of the field called name, or what a directive takes; the lexer stands behind
 * the comparison. */
void scan_values(struct scan *scan, const struct literal *name, enum op op);
/* What a count or a sum is compared with. */
void scan_measure(struct scan *scan);
void scan_directive(struct scan *scan, const struct literal *word);

#endif
