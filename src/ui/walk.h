/* walk: where moves along a line lead. Places are bytes that begin a grapheme, or the end. */
#ifndef MINQING_UI_WALK_H
#define MINQING_UI_WALK_H

#include "prompt.h"

/* Two places. */
struct mq_span {
	size_t from;
	size_t end;
};

/* Behind the grapheme at a place. */
size_t mq_walk_right(const struct mq_prompt *prompt, size_t at);
/* Where a move from the cursor leads. */
size_t mq_walk_target(const struct mq_prompt *prompt, enum mq_move move);
/* The next term from a place on; false where there is none. */
bool mq_walk_term(const struct mq_prompt *prompt, size_t at, struct mq_span *term);

#endif
