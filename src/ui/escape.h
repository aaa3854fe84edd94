/* escape: sequences that begin with ESC: where one ends, and which key it is. Knows no time. */
#ifndef MINQING_UI_ESCAPE_H
#define MINQING_UI_ESCAPE_H

#include "press.h"

enum mq_escape {
	MQ_ESCAPE_NONE,
	MQ_ESCAPE_CSI,
	MQ_ESCAPE_SS3,
	MQ_ESCAPE_STRING,
};

/* What begins with ESC and this character. */
enum mq_escape mq_escape_begins(char c);
/* Bytes of its body, what stands behind these two, that is there; 0: not yet whole. */
size_t mq_escape_length(enum mq_escape kind, const char *body, size_t len);
/* The key of a whole body; 0: none of ours, or the mouse. */
mq_press mq_escape_press(enum mq_escape kind, const char *body, size_t len);

#endif
