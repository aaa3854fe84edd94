/* Inside terminal: what terminal.c and event.c share. */
#ifndef MINQING_UI_TERMINAL_OWN_H
#define MINQING_UI_TERMINAL_OWN_H

#include <termios.h>

#include "dialog.h"
#include "screen.h"
#include "terminal.h"

struct mq_terminal {
	struct mq_screen *screen;
	struct mq_draw draw;
	struct termios found;	/* the line as it was */
	int width;
	int height;
	struct mq_dialog dialog;
	bool mouse;		/* it tells of the mouse */
};

/* What it does for us beyond showing. */
void terminal_turn_on_modes(struct mq_terminal *terminal);

#endif
