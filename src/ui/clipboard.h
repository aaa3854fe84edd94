/* clipboard: a text into the clipboard of the one who sits at the terminal (OSC 52). */
#ifndef MINQING_UI_CLIPBOARD_H
#define MINQING_UI_CLIPBOARD_H

#include <minqing/base.h>

struct mq_terminal;

/* What stands between us and the terminal, and has to be told to let it through. */
enum mq_clip_through {
	MQ_CLIP_PLAIN,
	MQ_CLIP_TMUX,
	MQ_CLIP_SCREEN,
};

struct mq_clip_way {
	enum mq_clip_through through;
	size_t limit;		/* of the text, in bytes */
};

/* The way by TERM (may be NULL) and by what multiplexers leave in the environment: TMUX and
 * STY are set here; over a line only TERM comes along. */
struct mq_clip_way mq_clip_way(const char *term, bool in_tmux, bool in_screen);
/* Append what puts the text into the clipboard. */
void mq_clip_write(const struct mq_clip_way *way, struct mq_slice text, struct mq_buf *out);

/*
 * Send the text, any bytes. No terminal says whether it took it, so *said, appended to, tells
 * only what was sent: "sent 120 bytes to the clipboard (OSC 52)". LIMIT with the way out
 * where the terminal would drop it for its size, NOT_FOUND where there is no text. Nothing
 * of the text is kept or logged.
 */
enum mq_err mq_clip(struct mq_terminal *terminal, struct mq_slice text, struct mq_buf *said,
	struct mq_diag *diag);

#endif
