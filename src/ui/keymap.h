/* keymap: key sequences of a context to commands; data, read from YAML. */
#ifndef MINQING_UI_KEYMAP_H
#define MINQING_UI_KEYMAP_H

#include <minqing/conf.h>

#include "command.h"
#include "press.h"

enum { MQ_SEQUENCE_MAX = 3 };

struct mq_sequence {
	mq_press keys[MQ_SEQUENCE_MAX];
	size_t n;
};

struct mq_binding {
	enum mq_context context;
	struct mq_sequence sequence;
	const struct mq_command *command;	/* NULL: bound to nothing ("none") */
	unsigned layer;				/* which reading it came from, from 1 */
	size_t line, column;			/* where it stands there */
	size_t before, behind;			/* of the same context, numbers from 1; 0: none */
};

/* Zeroed is empty. */
struct mq_keymap {
	struct mq_binding *bindings;	/* a later layer goes before an earlier one */
	size_t n_bindings;
	size_t cap;
	size_t first_of[MQ_N_CONTEXTS];	/* numbers from 1; 0: none. Each key asks, and each hint */
	size_t last_of[MQ_N_CONTEXTS];
	unsigned n_layers;
	char **names;			/* of the layers: files */
};

enum mq_lookup {
	MQ_LOOKUP_NONE,
	MQ_LOOKUP_PREFIX,	/* more keys may make it a command */
	MQ_LOOKUP_FOUND,
};

/*
 * Lay a text (YAML: context -> {"keys": command}) over what is there. A line that is
 * wrong (no such context, key or command; keys that are bound already in the same
 * text, or begin another binding) disables that binding alone and is a fault with its
 * place. MQ_OK, or MQ_ERR_CONFIG where there was a fault. What is no YAML changes nothing.
 */
enum mq_err mq_keymap_read(struct mq_keymap *keymap, const char *name, const char *text,
	size_t len, struct mq_diag *diag);
/* The same from a file; one that is not there is MQ_ERR_NOT_FOUND and no fault. */
enum mq_err mq_keymap_read_file(struct mq_keymap *keymap, const char *path, struct mq_diag *diag);
void mq_keymap_release(struct mq_keymap *keymap);

/* What the keys mean in a context: its own bindings first, then those of ANY.
 * *command is NULL where they are bound to nothing. */
enum mq_lookup mq_keymap_find(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *sequence, const struct mq_command **command);
/* The i-th key sequence of a command that works in the context; NULL past the last. Borrowed. */
const struct mq_sequence *mq_keymap_keys(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command, size_t i);
/* Bindings in force in the context, its own and those of ANY, that go on where prefix ends
 * (zeroed: all), one after the other: *at begins as 0. NULL behind the last. Borrowed. */
const struct mq_binding *mq_keymap_next(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_sequence *prefix, size_t *at);
/* Does pressing its keys one after the other come to this binding? */
bool mq_keymap_is_in_force(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_binding *binding);
/* Bindings of earlier layers that meant something else where this one has their keys now, begins
 * them, or they it: *at begins as 0. NULL behind the last. */
const struct mq_binding *mq_keymap_hides(const struct mq_keymap *keymap,
	const struct mq_binding *binding, size_t *at);
/* Was the command ever meant for the context? Bound there or in ANY, by whatever layer; one that
 * the first layer gives no key at all is called by its name, from anywhere. */
bool mq_keymap_is_for(const struct mq_keymap *keymap, enum mq_context context,
	const struct mq_command *command);
/* "g g", "C-a", appended. */
void mq_sequence_print(const struct mq_sequence *sequence, struct mq_buf *out);

#endif
