/* A screen with a place of its own: what it keeps by itself, and a person's settings and keys. */
#ifndef MINQING_TESTS_SCREENS_PLACE_H
#define MINQING_TESTS_SCREENS_PLACE_H

#include "screen.h"

#define PLACE_F10 "\033[21~"

enum { PLACE_TEXT_MAX = 4096 };

struct place {
	struct screen screen;
	char state[160];	/* the file that is looked at */
	char env[160];
};

/* A place called name; file is what is kept there, config makes settings and keys. */
static inline void place_begin(struct place *place, const char *name, const char *file,
	const char *config)
{
	*place = (struct place){.screen = {0}};
	snprintf(place->state, sizeof(place->state), "%s/%s/minqing/%s", screen_home, name, file);
	snprintf(place->env, sizeof(place->env), "XDG_STATE_HOME=%s/%s", screen_home, name);
	assert_int_equal(screen_run("rm -rf '%s/.config'; mkdir -p '%s/.config/minqing'; "
		"cd '%s/.config/minqing'; %s", screen_home, screen_home, screen_home,
		config ? config : "true"), 0);
}

static inline void place_open(struct place *place)
{
	const struct screen_setup setup = {.env = place->env};
	screen_open(&place->screen, &setup);
	screen_wait(&place->screen, "query>");
}

static inline void place_leave(struct place *place)
{
	screen_type(&place->screen, PLACE_F10);
	assert_int_equal(screen_status(&place->screen), 0);
	screen_close(&place->screen);
}

/* What the file holds, "" where there is none. */
static inline const char *place_kept(const struct place *place)
{
	static char text[PLACE_TEXT_MAX];
	FILE *file = fopen(place->state, "r");
	size_t n = file ? fread(text, 1, sizeof(text) - 1, file) : 0;
	text[n] = '\0';
	if (file) {
		fclose(file);
	}
	return text;
}

#endif
