/* The files of config/ as strings; the Makefile makes the .inc files from them, byte by byte: a
 * literal may not be so long. */
#include "builtin.h"

#include <stdlib.h>
#include <string.h>

#include "settings.h"

const char mq_builtin_keys[] = {
#include "keys.inc"
0};

static const char keys_vi[] = {
#include "keys/vi.inc"
0};

static const char theme_default[] = {
#include "themes/default.inc"
0};

static const char theme_dark[] = {
#include "themes/dark.inc"
0};

static const char theme_light[] = {
#include "themes/light.inc"
0};

static const char theme_mono[] = {
#include "themes/mono.inc"
0};

static const char theme_colour_blind[] = {
#include "themes/colour-blind.inc"
0};

const char *const mq_preset_names[MQ_N_PRESETS] = {"default", "vi"};
const struct mq_preset mq_presets[MQ_N_PRESETS] = {
	{NULL, NULL, MQ_CONTEXT_QUERY},
	{keys_vi, "keys/vi.yaml", MQ_CONTEXT_RESULTS},
};

const char *const mq_theme_names[MQ_N_THEMES] = {
	"default", "dark", "light", "mono", "colour-blind",
};
const struct mq_shipped_theme mq_shipped_themes[MQ_N_THEMES] = {
	{theme_default, N_("for dark and light grounds")},
	{theme_dark, N_("for dark grounds")},
	{theme_light, N_("for light grounds")},
	{theme_mono, N_("without colours")},
	{theme_colour_blind, N_("nothing told by red or green")},
};

size_t mq_builtin_find(const char *const *names, size_t n, const char *name)
{
	size_t i = 0;
	while (i < n && strcmp(names[i], name) != 0) {
		i++;
	}
	return i;
}

const struct mq_preset *mq_builtin_preset(const char *name)
{
	size_t i = mq_builtin_find(mq_preset_names, MQ_N_PRESETS, name);
	return &mq_presets[i < MQ_N_PRESETS ? i : 0];
}

enum mq_err mq_builtin_read_keys(struct mq_keymap *keymap, const struct mq_preset *preset,
	struct mq_diag *diag)
{
	char *own = mq_own_file("keys.yaml");
	enum mq_err err = MQ_ERR_NOT_FOUND;
	mq_keymap_read(keymap, "keys.yaml", mq_builtin_keys, strlen(mq_builtin_keys), diag);
	if (preset->keys) {
		mq_keymap_read(keymap, preset->file, preset->keys, strlen(preset->keys), diag);
	}
	if (own) {
		err = mq_keymap_read_file(keymap, own, diag);
	}
	free(own);
	return err;
}
