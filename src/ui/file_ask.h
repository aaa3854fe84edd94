/* file_ask: asking for the name of a file, until something is written to it. */
#ifndef MINQING_UI_FILE_ASK_H
#define MINQING_UI_FILE_ASK_H

#include <minqing/base.h>

struct mq_app;

/* Writes to path, and tells of it; overwrite: over what is there. */
typedef enum mq_err (*mq_file_write_fn)(struct mq_app *app, const char *path, bool overwrite,
	struct mq_diag *diag);

/* What is asked for. Zeroed asks for nothing. */
struct mq_file_ask {
	const char *title;	/* of the question; translated */
	const char *about;	/* what is said while nothing is typed; translated */
	mq_file_write_fn write;
	void (*none)(struct mq_app *app);	/* Enter on an empty line; NULL: nothing is done */
	bool sure;		/* it was told that the file is there */
	char *path;		/* the one written last, or NULL; owned */
};

/* Ask; where a name was typed behind the command, do it at once. What cannot be written is
 * told in the same line, and the name stays to be mended; a file that is there is written
 * over only when Enter is pressed again. */
void mq_file_ask(struct mq_app *app, const struct mq_file_ask *what);
void mq_file_ask_release(struct mq_file_ask *ask);

#endif
