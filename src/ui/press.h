/* press: one key pressed, as a number, and the names people write for it. */
#ifndef MINQING_UI_PRESS_H
#define MINQING_UI_PRESS_H

#include <minqing/base.h>

/* A character, or one of the keys below, with modifiers or-ed in. */
typedef uint32_t mq_press;

enum {
	MQ_PRESS_UP = 0x110000,
	MQ_PRESS_DOWN,
	MQ_PRESS_LEFT,
	MQ_PRESS_RIGHT,
	MQ_PRESS_HOME,
	MQ_PRESS_END,
	MQ_PRESS_PAGE_UP,
	MQ_PRESS_PAGE_DOWN,
	MQ_PRESS_INSERT,
	MQ_PRESS_DELETE,
	MQ_PRESS_ENTER,
	MQ_PRESS_TAB,
	MQ_PRESS_BACKSPACE,
	MQ_PRESS_ESC,
	MQ_PRESS_F1,		/* … F12 follow */
	MQ_PRESS_F12 = MQ_PRESS_F1 + 11,
	MQ_PRESS_PASTE,		/* a text was pasted; see mq_input_pasted */
	MQ_PRESS_MOUSE,		/* see mq_input.mouse */
	MQ_PRESS_CTRL = 1 << 24,
	MQ_PRESS_ALT = 1 << 25,
	MQ_PRESS_SHIFT = 1 << 26,
};

/* A character that writes itself: no key, no modifier, no control. */
bool mq_press_is_text(mq_press press);
/*
 * Read a name: a character ("j", "?", "中"), "Up", "PgDn", "Enter", "Space", "F1" …
 * with "C-", "M-" or "S-" before it. "C-i", "C-m" and "C-[" are Tab, Enter and Esc,
 * because a terminal sends the same. False where it is none.
 */
bool mq_press_parse(const char *name, size_t len, mq_press *press);
/* The name a person reads, appended. Parsing it gives the same key. */
void mq_press_print(mq_press press, struct mq_buf *out);

#endif
