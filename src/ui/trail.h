/* trail: cards that were left for a question they led to, to come back to them. */
#ifndef MINQING_UI_TRAIL_H
#define MINQING_UI_TRAIL_H

#include <minqing/session.h>

#include "keymap.h"
#include "list.h"

enum { MQ_CARDS_MAX = 32, MQ_TRAIL_MAX = 8 };

/* A card that was opened, and the line of it that was selected. */
struct mq_card_place {
	mq_kind_id kind;
	mq_record_id id;
	size_t selected;
};

/* Where one was. */
struct mq_trail_place {
	char *asked;		/* what the card led to; owned */
	char *query;		/* what was asked before that; owned */
	size_t cursor;
	bool unknown;		/* the unknown were listed */
	struct mq_held_row held;	/* who was gone to in the list */
	enum mq_context from;	/* where the first of the cards was opened */
	struct mq_card_place cards[MQ_CARDS_MAX];	/* opened from one another */
	size_t n_cards;
	struct mq_held_row line;	/* the last of them, and the line of it that was selected */
};

/* Zeroed is empty. */
struct mq_trail {
	struct mq_trail_place places[MQ_TRAIL_MAX];	/* the last one left is the last */
	size_t n;
};

/* The oldest goes where there is no room. place is moved. */
void mq_trail_push(struct mq_trail *trail, struct mq_trail_place place);
/* Take the last place that led to what the query is now, or to what it only goes on from; those
 * behind it, which led elsewhere, are forgotten. False where there is none; else the caller
 * releases it. */
bool mq_trail_pop(struct mq_trail *trail, const char *query, struct mq_trail_place *place);
void mq_trail_clear(struct mq_trail *trail);
void mq_trail_place_release(struct mq_trail_place *place);

#endif
