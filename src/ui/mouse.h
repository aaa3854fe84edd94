/* mouse: what a terminal tells of one (SGR 1006), read. */
#ifndef MINQING_UI_MOUSE_H
#define MINQING_UI_MOUSE_H

#include <stdbool.h>
#include <stddef.h>

enum mq_mouse_what {
	MQ_MOUSE_PRESS,		/* of the left button */
	MQ_MOUSE_LET_GO,	/* the same */
	MQ_MOUSE_WHEEL_UP,
	MQ_MOUSE_WHEEL_DOWN,
};

struct mq_mouse {
	enum mq_mouse_what what;
	int x;			/* cells, from 0 */
	int y;
};

/* Read what stands between ESC [ < and the final M or m. False: nothing of our concern, as
 * another button, or one pressed with Ctrl or Alt. */
bool mq_mouse_read(const char *params, size_t len, char final, struct mq_mouse *mouse);

#endif
