/*
 * settings: what a person sets for good.
 *
 *     # $XDG_CONFIG_HOME/minqing/settings.yaml, else ~/.config/minqing/settings.yaml
 *     history: false
 *     link: slow
 *     theme: light
 *     which_key_ms: 500
 *
 * What the program remembers by itself is state.h's.
 */
#ifndef MINQING_UI_SETTINGS_H
#define MINQING_UI_SETTINGS_H

#include <minqing/conf.h>

struct mq_settings {
	bool burden;		/* what tasks cost is counted and kept */
	bool history;		/* queries are kept for the next time */
	const char *keys;	/* one of mq_preset_names */
	const char *open;	/* what it begins with: the "list", or my "day" */
	const char *lang;	/* "zh", "en", or as the "locale" has it */
	const char *link;	/* "fast", or "slow" where every byte is waited for */
	bool mouse;		/* clicks and the wheel are the screen's, not the terminal's */
	const char *theme;	/* one of mq_theme_names */
	int which_key_ms;	/* until the keys that may follow are shown */
};

/* What holds where nothing is set. */
void mq_settings_init(struct mq_settings *settings);
/* Lay a text (YAML: setting -> value) over them. A line that is wrong changes nothing and is a
 * fault with its place. MQ_OK, or MQ_ERR_CONFIG where there was a fault. */
enum mq_err mq_settings_read(struct mq_settings *settings, const char *name, const char *text,
	size_t len, struct mq_diag *diag);
/* The same from a file; one that is not there is MQ_ERR_NOT_FOUND and no fault. */
enum mq_err mq_settings_read_file(struct mq_settings *settings, const char *path,
	struct mq_diag *diag);
/* The person's own over what holds where nothing is set. Faults go to diag. */
void mq_settings_read_own(struct mq_settings *settings, struct mq_diag *diag);
/* minqing/NAME where the person keeps files of this kind; owned. NULL: no home. */
char *mq_own_path(enum mq_home home, const char *name);
/* The same of configuration: $XDG_CONFIG_HOME/minqing/NAME or ~/.config/minqing/NAME. */
char *mq_own_file(const char *name);

#endif
