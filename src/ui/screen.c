/*
 * ncursesw reads what TERM can do, takes the terminal's line and screen, and gives them back.
 * Nothing is shown through it: what draw.c needs to know is asked of it once, as bytes.
 * What is behind its calls is one for the process, so there is one screen at a time.
 */
#include "screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ncurses.h>
#include <term.h>

struct mq_screen {
	SCREEN *curses;
};

/* ---- TERM ---- */

enum known {
	TERM_UNKNOWN,		/* terminfo has no such terminal */
	TERM_NO_CURSOR,	/* it prints, as paper does */
	TERM_GOOD,
};

static enum known look_up(const char *term)
{
	int status;
	if (!term || !*term || setupterm(term, STDOUT_FILENO, &status) != OK) {
		return TERM_UNKNOWN;
	}
	const char *move = tigetstr("cup");
	bool moves = move && move != (char *)-1;
	del_curterm(cur_term);
	return moves ? TERM_GOOD : TERM_NO_CURSOR;
}

/* A screen on TERM, or on what most other terminals imitate. */
static SCREEN *new_screen(const char *term, const char **note, struct mq_diag *diag)
{
	enum known found = look_up(term);
	*note = NULL;
	if (found == TERM_UNKNOWN) {
		*note = _("TERM is not known here: taken for xterm-256color");
		term = "xterm-256color";
	}
	SCREEN *screen = found == TERM_NO_CURSOR ? NULL : newterm(term, stdout, stdin);
	if (!screen) {
		mq_diag_add(diag, MQ_ERR_TERMINAL, found == TERM_NO_CURSOR
			? _("the terminal \"%s\" cannot move its cursor")
			: _("the terminal \"%s\" cannot be used"), term);
	}
	return screen;
}

enum mq_err mq_screen_open(const char *term, struct mq_screen **screen, const char **note,
	struct mq_diag *diag)
{
	SCREEN *curses = new_screen(term, note, diag);
	if (!curses) {
		return MQ_ERR_TERMINAL;
	}
	*screen = mq_alloc(sizeof(**screen));
	(*screen)->curses = curses;
	return MQ_OK;
}

void mq_screen_close(struct mq_screen *screen)
{
	if (screen) {
		delscreen(screen->curses);
		free(screen);
	}
}

/* ---- taking and giving back ---- */

void mq_screen_take(int width, int height)
{
	raw();
	noecho();
	nonl();
	mq_screen_resize(width, height);
	refresh();	/* the other screen, emptied; nothing is shown through curses */
}

void mq_screen_resize(int width, int height)
{
	resizeterm(height, width);
}

void mq_screen_take_again(void)
{
	reset_prog_mode();
}

void mq_screen_give_back(void)
{
	endwin();
}

void mq_screen_add_restore(struct mq_buf *out)
{
	static const char *const names[] = {"sgr0", "op", "cnorm", "rmcup"};
	for (size_t i = 0; i < MQ_LENGTH(names); i++) {
		const char *sequence = tigetstr(names[i]);
		if (sequence && sequence != (char *)-1) {
			mq_buf_adds(out, sequence);
		}
	}
}

/* ---- how it is drawn on ---- */

/* A capability without its pauses; "" where there is none. */
static void add_capability(const char *sequence, struct mq_buf *out)
{
	while (sequence && sequence != (char *)-1 && *sequence) {
		const char *end = strncmp(sequence, "$<", 2) == 0 ? strchr(sequence, '>') : NULL;
		if (end) {
			sequence = end + 1;
		} else {
			mq_buf_addc(out, *sequence++);
		}
	}
}

static bool has_capability(const char *name, const char *wanted)
{
	const char *sequence = tigetstr(name);
	return sequence && sequence != (char *)-1 && strcmp(sequence, wanted) == 0;
}

/* For terminals of another kind than nearly all are. */
static void move_by_capability(int x, int y, struct mq_buf *out)
{
	add_capability(tparm(cursor_address, y, x), out);
}

/* Where there are eight colours a bright one is its dark one; bright black, which would
 * be black on black, is the terminal's own. */
static void add_colour(const char *name, int colour, struct mq_buf *out)
{
	if (colour >= 8 && COLORS < 16) {
		colour = colour == 8 ? MQ_COLOUR_DEFAULT : colour - 8;
	}
	const char *sequence = tigetstr(name);
	if (colour != MQ_COLOUR_DEFAULT && sequence && sequence != (char *)-1) {
		add_capability(tparm(sequence, colour), out);
	}
}

/* Everything off, then what the style has. Most terminals also turn back a character
 * set that was never turned on: that is left out. */
static void add_look(const struct mq_style *style, struct mq_buf *out)
{
	const char *off = tigetstr("sgr0");
	const char *plain = off && off != (char *)-1 ? strstr(off, "\033[m") : NULL;
	add_capability(plain ? "\033[0m" : off, out);
	add_capability(style->bold ? tigetstr("bold") : NULL, out);
	add_capability(style->underline ? tigetstr("smul") : NULL, out);
	add_capability(style->reverse ? tigetstr("rev") : NULL, out);
	add_colour("setaf", style->fg, out);
	add_colour("setab", style->bg, out);
}

/* One sequence for all of it, where each is ESC [ numbers m. */
static void join_sequences(struct mq_buf *look)
{
	size_t kept = 0;
	for (size_t at = 0; at < look->len; at++) {
		bool joint = strncmp(look->data + at, "m\033[", 3) == 0;
		look->data[kept++] = joint ? ';' : look->data[at];
		at += joint ? 2 : 0;
	}
	look->len = kept;
	look->data[kept] = '\0';
}

static void keep(char kept[MQ_LOOK_BYTES], const struct mq_buf *sequence)
{
	size_t n = sequence->len < MQ_LOOK_BYTES ? sequence->len : 0;
	if (n > 0) {
		memcpy(kept, sequence->data, n);
	}
	kept[n] = '\0';
}

static void prepare_looks(const struct mq_theme *wanted, struct mq_draw *draw)
{
	const char *no_color = getenv("NO_COLOR");
	bool colours = !(no_color && *no_color) && has_colors() && start_color() == OK &&
		use_default_colors() == OK;
	struct mq_theme theme = *wanted;
	struct mq_buf look = {0};
	if (!colours) {
		mq_theme_mono(&theme);
	}
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		const struct mq_style *style = &theme.styles[i];
		mq_buf_clear(&look);
		add_look(style, &look);
		join_sequences(&look);
		keep(draw->looks[i], &look);
		draw->clear_blank[i] = style->bg == MQ_COLOUR_DEFAULT && !style->reverse &&
			!style->underline;
	}
	mq_buf_release(&look);
}

void mq_screen_prepare(const struct mq_theme *theme, struct mq_draw *draw)
{
	struct mq_buf sequence = {0};
	add_capability(tigetstr("clear"), &sequence);
	keep(draw->clear, &sequence);
	mq_buf_release(&sequence);
	bool usual = has_capability("cup", "\033[%i%p1%d;%p2%dH") &&
		has_capability("cuf", "\033[%p1%dC");
	draw->move = usual ? NULL : move_by_capability;
	draw->erases = usual && has_capability("el", "\033[K") &&
		has_capability("ech", "\033[%p1%dX");
	draw->spares_corner = auto_right_margin && !eat_newline_glitch;
	prepare_looks(theme, draw);
}
