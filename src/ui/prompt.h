/* prompt: one line of text being edited, by graphemes. */
#ifndef MINQING_UI_PROMPT_H
#define MINQING_UI_PROMPT_H

#include <minqing/base.h>

enum { MQ_PROMPT_MAX = 4096, MQ_PROMPT_HISTORY = 100 };

/* Zeroed is empty. text is always valid UTF-8 without line ends; cursor stands at a
 * grapheme's beginning or at the end. */
struct mq_prompt {
	struct mq_buf text;
	size_t cursor;		/* bytes */
	struct mq_buf killed;	/* what Ctrl-Y brings back */
	char **history;		/* oldest first */
	size_t n_history;
	size_t recalled;	/* n_history: the line itself */
	char *kept;		/* the line itself, while history is shown */
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
/* Delete from the cursor to where move leads; kill keeps it for yank. */
void mq_prompt_delete(struct mq_prompt *prompt, enum mq_move move, bool kill);
void mq_prompt_yank(struct mq_prompt *prompt);
/* Have yank bring back this text. */
void mq_prompt_keep(struct mq_prompt *prompt, const char *text, size_t len);
/* Put the line into the history, unless it is empty or the newest already. */
void mq_prompt_remember(struct mq_prompt *prompt);
/* Show the line before (-1) or after (1) in the history. */
void mq_prompt_recall(struct mq_prompt *prompt, int direction);
void mq_prompt_release(struct mq_prompt *prompt);

#endif
