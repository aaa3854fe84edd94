/*
 * OSC 52 is ESC ] 52 ; c ; BASE64 BEL. Terminals drop one that is too long without a word, so
 * what may be too long is refused here: 2,048 bytes where nobody knows (2,732 as BASE64;
 * some take no more than 3 KB), more where TERM names a terminal known to take it.
 *
 * tmux takes it as its own where `set-clipboard` is on, and hands it on where
 * `allow-passthrough` is on, wrapped as ESC P tmux ; … with each ESC doubled: both are sent.
 * GNU screen hands on what stands between ESC P and ESC \, in short pieces.
 */
#include "clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "terminal.h"

enum {
	LIMIT_UNKNOWN = 2048,
	LIMIT_LARGE = 74994,	/* 100,000 bytes in all, as xterm once had it */
	LIMIT_PIECE = 524,	/* what one piece of screen's holds */
	PIECE_BYTES = 720,
};

static const struct {
	const char *prefix;
	size_t limit;
} limits[] = {
	{"xterm-kitty", LIMIT_LARGE}, {"foot", LIMIT_LARGE}, {"alacritty", LIMIT_LARGE},
	{"xterm-ghostty", LIMIT_LARGE}, {"wezterm", LIMIT_LARGE}, {"contour", LIMIT_LARGE},
};

static bool begins(const char *term, const char *prefix)
{
	return strncmp(term, prefix, strlen(prefix)) == 0;
}

struct mq_clip_way mq_clip_way(const char *term, bool in_tmux, bool in_screen)
{
	struct mq_clip_way way = {.through = MQ_CLIP_PLAIN, .limit = LIMIT_UNKNOWN};
	term = term ? term : "";
	if (in_tmux || begins(term, "tmux")) {
		way.through = MQ_CLIP_TMUX;
	} else if (in_screen) {
		way.through = MQ_CLIP_SCREEN;
	} else if (begins(term, "screen")) {
		/* screen, or a tmux of old at the other end: one piece is understood by both */
		way = (struct mq_clip_way){.through = MQ_CLIP_SCREEN, .limit = LIMIT_PIECE};
	}
	for (size_t i = 0; i < MQ_LENGTH(limits) && way.through == MQ_CLIP_PLAIN; i++) {
		if (begins(term, limits[i].prefix)) {
			way.limit = limits[i].limit;
		}
	}
	return way;
}

static void add_base64(struct mq_slice text, struct mq_buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *bytes = text.data;
	for (size_t at = 0; at < text.len; at += 3) {
		size_t n = text.len - at < 3 ? text.len - at : 3;
		uint32_t bits = (uint32_t)bytes[at] << 16 | (n > 1 ? (uint32_t)bytes[at + 1] << 8 : 0) |
			(n > 2 ? bytes[at + 2] : 0);
		mq_buf_addc(out, digits[bits >> 18]);
		mq_buf_addc(out, digits[bits >> 12 & 63]);
		mq_buf_addc(out, n > 1 ? digits[bits >> 6 & 63] : '=');
		mq_buf_addc(out, n > 2 ? digits[bits & 63] : '=');
	}
}

static void add_plain(struct mq_slice text, struct mq_buf *out)
{
	mq_buf_adds(out, "\033]52;c;");
	add_base64(text, out);
	mq_buf_addc(out, '\a');
}

static void add_pieces(const struct mq_buf *plain, struct mq_buf *out)
{
	for (size_t at = 0; at < plain->len; at += PIECE_BYTES) {
		size_t n = plain->len - at < PIECE_BYTES ? plain->len - at : PIECE_BYTES;
		mq_buf_adds(out, "\033P");
		mq_buf_add(out, plain->data + at, n);
		mq_buf_adds(out, "\033\\");
	}
}

void mq_clip_write(const struct mq_clip_way *way, struct mq_slice text, struct mq_buf *out)
{
	struct mq_buf plain = {0};
	add_plain(text, &plain);
	switch (way->through) {
	case MQ_CLIP_PLAIN:
		mq_buf_add(out, plain.data, plain.len);
		break;
	case MQ_CLIP_TMUX:
		mq_buf_add(out, plain.data, plain.len);
		mq_buf_adds(out, "\033Ptmux;\033");
		mq_buf_add(out, plain.data, plain.len);
		mq_buf_adds(out, "\033\\");
		break;
	case MQ_CLIP_SCREEN:
		add_pieces(&plain, out);
		break;
	}
	mq_buf_release(&plain);
}

static enum mq_err too_long(const struct mq_clip_way *way, size_t len, struct mq_diag *diag)
{
	mq_diag_add(diag, MQ_ERR_LIMIT,
		_("%zu bytes are more than the terminal's clipboard is sure to take (%zu)"), len, way->limit);
	mq_diag_hint(diag, _("copy less, or write it to a file"));
	return MQ_ERR_LIMIT;
}

enum mq_err mq_clip(struct mq_terminal *terminal, struct mq_slice text, struct mq_buf *said,
	struct mq_diag *diag)
{
	struct mq_clip_way way = mq_clip_way(getenv("TERM"), getenv("TMUX") != NULL,
		getenv("STY") != NULL);
	struct mq_buf bytes = {0};
	if (text.len == 0) {
		return mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is nothing to copy"));
	}
	if (text.len > way.limit) {
		return too_long(&way, text.len, diag);
	}
	mq_clip_write(&way, text, &bytes);
	mq_terminal_send(terminal, mq_slice(bytes.data, bytes.len));
	mq_buf_release(&bytes);
	mq_buf_addf(said, _("sent %zu bytes to the clipboard (OSC 52)"), text.len);
	return MQ_OK;
}
