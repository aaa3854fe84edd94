/* builtin: the keymaps and themes that are compiled in. The first of each holds unless another
 * is set. */
#ifndef MINQING_UI_BUILTIN_H
#define MINQING_UI_BUILTIN_H

#include "keymap.h"

enum { MQ_N_PRESETS = 2, MQ_N_THEMES = 5 };

/* The text of config/keys.yaml, which lies below every preset. */
extern const char mq_builtin_keys[];

struct mq_preset {
	const char *keys;		/* the text of config/keys/NAME.yaml; NULL: no layer of its own */
	const char *file;		/* what that is called in messages */
	enum mq_context start;		/* where the screen begins */
};
extern const char *const mq_preset_names[MQ_N_PRESETS];
extern const struct mq_preset mq_presets[MQ_N_PRESETS];

struct mq_shipped_theme {
	const char *text;		/* of config/themes/NAME.yaml */
	const char *about;		/* N_(): whom it is for */
};
extern const char *const mq_theme_names[MQ_N_THEMES];
extern const struct mq_shipped_theme mq_shipped_themes[MQ_N_THEMES];

/* Lay all keys over each other: those that are shipped, those of the preset in the settings, a
 * person's own. Errors as mq_keymap_read_file. */
enum mq_err mq_builtin_read_keys(struct mq_keymap *keymap, const struct mq_preset *preset,
	struct mq_diag *diag);
const struct mq_preset *mq_builtin_preset(const char *name);	/* the first where there is none */
/* Which of n names it is; n: none. */
size_t mq_builtin_find(const char *const *names, size_t n, const char *name);

#endif
