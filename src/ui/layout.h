/* layout: a tree of panes, cut to the size of the screen. */
#ifndef MINQING_UI_LAYOUT_H
#define MINQING_UI_LAYOUT_H

#include "cells.h"

enum mq_pane {
	MQ_PANE_QUERY,		/* the query line */
	MQ_PANE_COUNTS,		/* hits, where they have no room beside the query */
	MQ_PANE_CHIPS,		/* the conditions of the query */
	MQ_PANE_FACETS,
	MQ_PANE_RESULTS,
	MQ_PANE_CARD,
	MQ_PANE_DETAIL,		/* the card in one line */
	MQ_PANE_CHART,
	MQ_PANE_TUTOR,		/* the strip of the tutorial */
	MQ_PANE_MESSAGE,
	MQ_PANE_HINTS,
	MQ_PANE_LAST = MQ_PANE_HINTS,
};

enum { MQ_N_PANES = MQ_PANE_LAST + 1 };

enum mq_size_class {
	MQ_SIZE_NONE,		/* under 20×6: one line that says so */
	MQ_SIZE_PHONE,		/* one pane at a time */
	MQ_SIZE_MIDDLE,		/* three panes: facets, results, one line each of card and chart */
	MQ_SIZE_WIDE,		/* four panes */
	MQ_SIZE_LARGE,		/* four panes, the outer ones wider */
	MQ_SIZE_LAST = MQ_SIZE_LARGE,
};

enum { MQ_N_SIZES = MQ_SIZE_LAST + 1 };

enum mq_size_class mq_layout_class(int width, int height);

/* Where everything stands. A pane that is not shown is 0×0. Borders are the columns
 * between panes that stand side by side. */
struct mq_layout {
	enum mq_size_class size;
	struct mq_rect panes[MQ_N_PANES];
	struct mq_rect borders[MQ_N_PANES];
	size_t n_borders;
};

/* What covers the middle of the screen where there is not room for all. */
enum mq_sheet {
	MQ_SHEET_NONE,
	MQ_SHEET_FACETS,	/* only where the class has no facets pane */
	MQ_SHEET_CARD,		/* only where the class has no card pane */
};

/* Columns of a pane that stands beside others, lines of one that stands below; 0: as usual. */
struct mq_pane_sizes {
	int sizes[MQ_N_PANES];
};

/* What the officer wants of it. Zeroed is as usual. */
struct mq_layout_wish {
	enum mq_sheet sheet;
	const struct mq_pane_sizes *sizes;	/* one for each class of size; NULL: as usual */
	enum mq_pane zoomed;			/* all the room is its own; QUERY: no pane's */
	int tutor;				/* lines for the tutorial; 0: there is none */
};

/* Sizes that would leave too little to the other panes are as usual. */
void mq_layout_cut(struct mq_layout *layout, int width, int height,
	const struct mq_layout_wish *wish);
/* Between the rows that belong to the query and the tutorial or the message. */
struct mq_rect mq_layout_below_query(const struct mq_layout *layout);
/* The row on which the tutorial, or else the message, begins. */
int mq_layout_end(const struct mq_layout *layout);

#endif
