/* find: a text looked for in the listed rows, without asking anything else. */
#ifndef MINQING_UI_FIND_H
#define MINQING_UI_FIND_H

#include "command.h"

struct mq_find {
	struct mq_buf typed;		/* in the message line, while it is asked for */
	struct mq_buf text;		/* what is looked for; empty: nothing yet */
	enum mq_context from;		/* where it was asked for */
};

#endif
