/* find: a text looked for in the listed rows, without asking anything else. */
#ifndef MINQING_UI_FIND_H
#define MINQING_UI_FIND_H

#include <minqing/base.h>

struct mq_find {
	struct mq_buf text;		/* what is looked for; empty: nothing yet */
};

#endif
