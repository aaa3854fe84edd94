/* prompt: one line of text being edited, by graphemes. */
#ifndef MINQING_UI_PROMPT_H
#define MINQING_UI_PROMPT_H

#include <minqing/base.h>

#include "ring.h"

enum { MQ_PROMPT_MAX = 4096, MQ_PROMPT_KILLS = 16 };

/* What the edit before was, as far as the next one leans on it. */
enum mq_edit {
	MQ_EDIT_OTHER,
	MQ_EDIT_KILL,		/* another kill joins what was cut */
	MQ_EDIT_YANK,		/* another of what was cut may take its place */
	MQ_EDIT_VALUE,		/* so may another value */
};

/* Zeroed is empty. text is always valid UTF-8 without line ends; cursor stands at a
 * grapheme's beginning or at the end. */
struct mq_prompt {
	struct mq_buf text;
	size_t cursor;		/* bytes */
	struct mq_ring kills;	/* what was cut */
	size_t turned;		/* which of them is put in: so many before the newest */
	enum mq_edit last;
	size_t put_from;	/* what was put in, while it can be changed for another */
	size_t put_end;
};

enum mq_move {
	MQ_MOVE_LEFT,
	MQ_MOVE_RIGHT,
	MQ_MOVE_WORD_LEFT,	/* a run of Latin letters or digits, one Han character */
	MQ_MOVE_WORD_RIGHT,
	MQ_MOVE_TERM_LEFT,	/* up to a space */
	MQ_MOVE_START,
	MQ_MOVE_END,
};

struct mq_slice mq_prompt_text(const struct mq_prompt *prompt);	/* until the next edit */
void mq_prompt_set(struct mq_prompt *prompt, const char *text, size_t len);
/* The same, and the cursor at a byte of it. */
void mq_prompt_put(struct mq_prompt *prompt, const char *text, size_t len, size_t cursor);
/*
 * Insert at the cursor. Line ends and tabs become one space, other controls are written
 * out (〔U+001B〕), bytes that are no UTF-8 too. False where there was not room for all of it.
 */
bool mq_prompt_insert(struct mq_prompt *prompt, const char *text, size_t len);
/* Put the cursor at a byte that begins a grapheme, or at the end. */
void mq_prompt_place(struct mq_prompt *prompt, size_t at);
void mq_prompt_move(struct mq_prompt *prompt, enum mq_move move);
/* Delete from the cursor to where move leads. kill keeps it for yank; kills in a row are one. */
void mq_prompt_delete(struct mq_prompt *prompt, enum mq_move move, bool kill);
/* Put in what was cut last, or what the ring was turned to. */
void mq_prompt_yank(struct mq_prompt *prompt);
/* Right behind a yank: what was cut before that in its place. False where it is not. */
bool mq_prompt_yank_before(struct mq_prompt *prompt);
/* Insert a value; right behind another one, in its place. */
void mq_prompt_put_value(struct mq_prompt *prompt, const char *text, size_t len);
/* The term the cursor stands in, or before it, and the next one change places, and the cursor
 * goes behind both; at the end the last two do. False where there are no two. */
bool mq_prompt_swap_terms(struct mq_prompt *prompt);
/* Have yank bring back this text. */
void mq_prompt_keep(struct mq_prompt *prompt, const char *text, size_t len);
void mq_prompt_release(struct mq_prompt *prompt);

#endif
