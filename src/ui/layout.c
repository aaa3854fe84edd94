/*
 * A layout is a tree. A node is a pane, a row of nodes side by side with a border
 * column between each two, or a column of nodes on top of each other. A node asks
 * for a fixed size along its parent's direction, or (size 0) shares what is left.
 * There is one tree for each class of size and each sheet; a tree is a flat table in
 * which the children of a node stand behind it, so it can be read like a drawing. A size that
 * the officer chose goes before the tree's, as long as it leaves enough to the others.
 */
#include "layout.h"

enum direction {
	PANE,
	ROW,
	COLUMN,
};

struct node {
	enum direction direction;
	enum mq_pane pane;
	int size;		/* along the parent; 0: what is left */
	size_t n_children;
};

#define LEAF(pane, size) {PANE, pane, size, 0}

static const struct node phone[] = {
	{COLUMN, 0, 0, 5},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_COUNTS, 1),
		LEAF(MQ_PANE_RESULTS, 0),
		LEAF(MQ_PANE_MESSAGE, 2),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node phone_facets[] = {
	{COLUMN, 0, 0, 5},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_COUNTS, 1),
		LEAF(MQ_PANE_FACETS, 0),
		LEAF(MQ_PANE_MESSAGE, 2),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node phone_card[] = {
	{COLUMN, 0, 0, 5},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_COUNTS, 1),
		LEAF(MQ_PANE_CARD, 0),
		LEAF(MQ_PANE_MESSAGE, 2),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node middle[] = {
	{COLUMN, 0, 0, 7},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_CHIPS, 1),
		{ROW, 0, 0, 2},
			LEAF(MQ_PANE_FACETS, 22),
			LEAF(MQ_PANE_RESULTS, 0),
		LEAF(MQ_PANE_CHART, 1),
		LEAF(MQ_PANE_DETAIL, 1),
		LEAF(MQ_PANE_MESSAGE, 1),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node middle_card[] = {
	{COLUMN, 0, 0, 6},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_CHIPS, 1),
		{ROW, 0, 0, 2},
			LEAF(MQ_PANE_FACETS, 22),
			LEAF(MQ_PANE_CARD, 0),
		LEAF(MQ_PANE_CHART, 1),
		LEAF(MQ_PANE_MESSAGE, 1),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node wide[] = {
	{COLUMN, 0, 0, 5},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_CHIPS, 1),
		{ROW, 0, 0, 3},
			LEAF(MQ_PANE_FACETS, 28),
			{COLUMN, 0, 0, 2},
				LEAF(MQ_PANE_RESULTS, 0),
				LEAF(MQ_PANE_CHART, 8),
			LEAF(MQ_PANE_CARD, 32),
		LEAF(MQ_PANE_MESSAGE, 1),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node large[] = {
	{COLUMN, 0, 0, 5},
		LEAF(MQ_PANE_QUERY, 1),
		LEAF(MQ_PANE_CHIPS, 1),
		{ROW, 0, 0, 3},
			LEAF(MQ_PANE_FACETS, 34),
			{COLUMN, 0, 0, 2},
				LEAF(MQ_PANE_RESULTS, 0),
				LEAF(MQ_PANE_CHART, 10),
			LEAF(MQ_PANE_CARD, 46),
		LEAF(MQ_PANE_MESSAGE, 1),
		LEAF(MQ_PANE_HINTS, 1),
};

static const struct node *const trees[][MQ_SHEET_CARD + 1] = {
	[MQ_SIZE_PHONE] = {phone, phone_facets, phone_card},
	[MQ_SIZE_MIDDLE] = {middle, middle, middle_card},
	[MQ_SIZE_WIDE] = {wide, wide, wide},
	[MQ_SIZE_LARGE] = {large, large, large},
};

enum mq_size_class mq_layout_class(int width, int height)
{
	if (width < 20 || height < 6) {
		return MQ_SIZE_NONE;
	}
	if (width < 64 || height < 14) {
		return MQ_SIZE_PHONE;
	}
	if (width < 100 || height < 28) {
		return MQ_SIZE_MIDDLE;
	}
	return width < 160 ? MQ_SIZE_WIDE : MQ_SIZE_LARGE;
}

/* The node behind this one and all below it. */
static const struct node *past(const struct node *node)
{
	const struct node *next = node + 1;
	for (size_t i = 0; i < node->n_children; i++) {
		next = past(next);
	}
	return next;
}

enum { LEAST_COLUMNS = 20, LEAST_LINES = 5 };

/* sizes NULL: as usual */
static int size_of(const struct node *node, const struct mq_pane_sizes *sizes)
{
	int wished = sizes && node->direction == PANE ? sizes->sizes[node->pane] : 0;
	return node->size > 0 && wished > 0 ? wished : node->size;
}

/* What a node of unfixed size gets: what the others leave. There is one in each tree's row
 * or column. */
static int remainder_of(const struct node *parent, int all, const struct mq_pane_sizes *sizes)
{
	const struct node *child = parent + 1;
	for (size_t i = 0; i < parent->n_children; i++, child = past(child)) {
		all -= size_of(child, sizes);
	}
	if (parent->direction == ROW) {
		all -= (int)parent->n_children - 1;
	}
	return all > 0 ? all : 0;
}

static void cut(struct mq_layout *layout, const struct node *node, struct mq_rect rect,
	const struct mq_pane_sizes *sizes)
{
	if (node->direction == PANE) {
		layout->panes[node->pane] = rect;
		return;
	}
	bool row = node->direction == ROW;
	int all = row ? rect.width : rect.height;
	bool fits = remainder_of(node, all, sizes) >= (row ? LEAST_COLUMNS : LEAST_LINES);
	const struct mq_pane_sizes *taken = fits ? sizes : NULL;
	int left = remainder_of(node, all, taken);
	const struct node *child = node + 1;
	for (size_t i = 0; i < node->n_children; i++, child = past(child)) {
		struct mq_rect part = rect;
		int size = child->size ? size_of(child, taken) : left;
		if (row && i > 0) {
			layout->borders[layout->n_borders++] =
				(struct mq_rect){rect.x, rect.y, 1, rect.height};
			rect.x++;
			part.x++;
		}
		*(row ? &part.width : &part.height) = size;
		*(row ? &rect.x : &rect.y) += size;
		cut(layout, child, part, sizes);
	}
}

/* All that lies between the query and the message is one pane's. */
static void zoom(struct mq_layout *layout, enum mq_pane pane)
{
	struct mq_rect rect = mq_layout_below_query(layout);
	for (size_t i = MQ_PANE_FACETS; i < MQ_PANE_TUTOR; i++) {
		layout->panes[i] = (struct mq_rect){0};
	}
	layout->panes[pane] = rect;
	layout->n_borders = 0;
}

/* Where what is left would be too little, the tutorial has one line, */
static int tutor_lines(int wished, int height)
{
	enum { LEFT_LEAST = 12 };
	return wished > 0 && height - wished < LEFT_LEAST ? 1 : wished;
}

/* … which on a phone is one of the message's two. Else it stands above the message, and all
 * has that much less room. */
static int tutor_room(const struct mq_layout *layout, int lines)
{
	return layout->size == MQ_SIZE_PHONE && lines == 1 ? 0 : lines;
}

/* Where lines are few the message has one of its two, and the pane above it the other: something
 * of what is listed is always in sight. The tutorial's strip takes the same line. */
static void give_line(struct mq_layout *layout)
{
	static const enum mq_pane above[] = {MQ_PANE_FACETS, MQ_PANE_RESULTS, MQ_PANE_CARD};
	struct mq_rect *message = &layout->panes[MQ_PANE_MESSAGE];
	for (size_t i = 0; i < MQ_LENGTH(above); i++) {
		struct mq_rect *pane = &layout->panes[above[i]];
		pane->height += pane->height > 0 ? 1 : 0;
	}
	message->y++;
	message->height--;
}

static void put_tutor(struct mq_layout *layout, int lines)
{
	struct mq_rect *message = &layout->panes[MQ_PANE_MESSAGE];
	int room = tutor_room(layout, lines);
	layout->panes[MQ_PANE_TUTOR] = (struct mq_rect){0, message->y, message->width, lines};
	message->y += lines;
	message->height -= lines - room;
	layout->panes[MQ_PANE_HINTS].y += room;
}

enum { FEW_LINES = 8 };	/* fewer leave no room for a title and a row of two lines */

void mq_layout_cut(struct mq_layout *layout, int width, int height,
	const struct mq_layout_wish *wish)
{
	*layout = (struct mq_layout){.size = mq_layout_class(width, height)};
	if (layout->size == MQ_SIZE_NONE) {
		return;
	}
	int tutor = tutor_lines(wish->tutor, height);
	struct mq_rect rect = {0, 0, width, height - tutor_room(layout, tutor)};
	cut(layout, trees[layout->size][wish->sheet], rect,
		wish->sizes ? &wish->sizes[layout->size] : NULL);
	if (layout->size == MQ_SIZE_PHONE && height < FEW_LINES && tutor == 0) {
		give_line(layout);
	}
	put_tutor(layout, tutor);
	if (wish->zoomed != MQ_PANE_QUERY) {
		zoom(layout, wish->zoomed);
	}
}

struct mq_rect mq_layout_below_query(const struct mq_layout *layout)
{
	static const enum mq_pane above[] = {MQ_PANE_QUERY, MQ_PANE_COUNTS, MQ_PANE_CHIPS};
	struct mq_rect rect = layout->panes[MQ_PANE_QUERY];
	for (size_t i = 0; i < MQ_LENGTH(above); i++) {
		struct mq_rect pane = layout->panes[above[i]];
		rect.y = pane.height > 0 ? pane.y + pane.height : rect.y;
	}
	rect.height = mq_layout_end(layout) - rect.y;
	return rect;
}

int mq_layout_end(const struct mq_layout *layout)
{
	struct mq_rect tutor = layout->panes[MQ_PANE_TUTOR];
	return tutor.height > 0 ? tutor.y : layout->panes[MQ_PANE_MESSAGE].y;
}
