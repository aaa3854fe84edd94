/*
 * state: what the screen keeps for the next time, such as columns that were chosen.
 *
 *     # $XDG_STATE_HOME/minqing/screen.yaml, else ~/.local/state/minqing/screen.yaml
 *     columns.resident: "name sex=6 age"
 *
 * A setting is one line, KEY: "VALUE"; in the quotes \" and \\ stand for " and \. So a line that
 * is wrong costs one setting and no other. The file is its owner's alone (0600), and is
 * written whole beside itself and then put in place.
 */
#ifndef MINQING_UI_STATE_H
#define MINQING_UI_STATE_H

#include <minqing/base.h>

struct mq_setting {
	char *key;		/* a-z 0-9 . _ - */
	char *value;		/* without line breaks */
};

/* Zeroed holds none. */
struct mq_state {
	struct mq_setting *settings;
	size_t n;
	size_t cap;
};

void mq_state_release(struct mq_state *state);
/* Where it is kept for the next time; owned. NULL: there is no home. */
char *mq_state_path(void);
/* Read a file's settings over those that are there; one that is not there has none. CONFIG
 * where lines were wrong: each is a fault with its place. IO. */
enum mq_err mq_state_read(struct mq_state *state, const char *path, struct mq_diag *diag);
/* Borrowed until the key is set again; NULL: not set. */
const char *mq_state_get(const struct mq_state *state, const char *key);
/* value NULL takes it out. */
void mq_state_set(struct mq_state *state, const char *key, const char *value);
/* Put one setting into the file at path, which keeps the others that it has by now, those
 * of another screen too. IO, FULL. */
enum mq_err mq_state_keep(const char *path, const char *key, const char *value,
	struct mq_diag *diag);

#endif
