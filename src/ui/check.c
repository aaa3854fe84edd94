/* The files of a person's own read for their faults; the keymap in force told line by line. */
#include <minqing/ui.h>

#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "keymap.h"
#include "settings.h"
#include "state.h"
#include "theme.h"

/* ---- every file ---- */

static enum mq_err check_settings(const char *path, struct mq_diag *diag)
{
	struct mq_settings settings;
	mq_settings_init(&settings);
	return mq_settings_read_file(&settings, path, diag);
}

static enum mq_err check_theme(const char *path, struct mq_diag *diag)
{
	struct mq_theme theme = {0};
	return mq_theme_read_file(&theme, path, diag);
}

static enum mq_err check_keymap(const char *path, struct mq_diag *diag)
{
	struct mq_keymap keymap = {0};
	enum mq_err err = mq_keymap_read_file(&keymap, path, diag);
	mq_keymap_release(&keymap);
	return err;
}

static enum mq_err check_state(const char *path, struct mq_diag *diag)
{
	struct mq_state state = {0};
	enum mq_err err = mq_state_read(&state, path, diag);
	mq_state_release(&state);
	return err;
}

static const struct {
	enum mq_home home;
	const char *name;
	enum mq_err (*check)(const char *path, struct mq_diag *diag);
} files[] = {
	{MQ_HOME_CONFIG, "settings.yaml", check_settings},
	{MQ_HOME_CONFIG, "theme.yaml", check_theme},
	{MQ_HOME_CONFIG, "keys.yaml", check_keymap},
	{MQ_HOME_STATE, "screen.yaml", check_state},
};

enum mq_err mq_ui_check_own(size_t *n_files, struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;
	*n_files = 0;
	for (size_t i = 0; i < MQ_LENGTH(files); i++) {
		char *path = mq_own_path(files[i].home, files[i].name);
		if (path && mq_conf_is_there(path)) {
			enum mq_err err = files[i].check(path, diag);
			first = first == MQ_OK ? err : first;
			++*n_files;
		}
		free(path);
	}
	return first;
}

/* ---- the keymap ---- */

/* Are those of the layer ours? A person's own lie over all others. */
static bool is_shipped(const struct mq_preset *preset, const struct mq_binding *binding)
{
	return binding->layer <= (preset->keys ? 2 : 1);
}

/* "F2 save (shipped, keys.yaml:9)" */
static void print_hidden(const struct mq_keymap *keymap, const struct mq_binding *binding,
	struct mq_buf *out)
{
	const struct mq_binding *hidden;
	for (size_t at = 0; (hidden = mq_keymap_hides(keymap, binding, &at));) {
		mq_buf_adds(out, out->len > 0 ? "; " : "");
		mq_sequence_print(&hidden->sequence, out);
		mq_buf_addf(out, " %s (%s, %s:%zu)", hidden->command->name, _("shipped"),
			keymap->names[hidden->layer - 1], hidden->line);
	}
}

static void tell(const struct mq_keymap *keymap, const struct mq_binding *binding, bool shipped,
	mq_keys_row_fn row, void *context)
{
	const struct mq_command *command = binding->command;
	struct mq_buf keys = {0};
	struct mq_buf hidden = {0};
	char line[MQ_NUMBER_MAX + 1] = "";
	char column[MQ_NUMBER_MAX + 1] = "";
	mq_number_format((int64_t)binding->line, line);
	mq_number_format((int64_t)binding->column, column);
	mq_sequence_print(&binding->sequence, &keys);
	mq_buf_adds(&hidden, "");
	if (!shipped) {
		print_hidden(keymap, binding, &hidden);
	}
	const char *const cells[MQ_KEYS_CELLS] = {
		[MQ_KEYS_CONTEXT] = mq_context_name(binding->context),
		[MQ_KEYS_KEYS] = keys.data,
		[MQ_KEYS_COMMAND] = command ? command->name : "none",
		[MQ_KEYS_OWNER] = shipped ? "shipped" : "own",
		[MQ_KEYS_FILE] = keymap->names[binding->layer - 1],
		[MQ_KEYS_LINE] = line,
		[MQ_KEYS_COLUMN] = column,
		[MQ_KEYS_HIDES] = hidden.data,
		[MQ_KEYS_TOPIC] = command ? mq_topic_name(command->topic) : "",
		[MQ_KEYS_HELP] = command ? _(command->help) : "",
	};
	row(context, cells);
	mq_buf_release(&hidden);
	mq_buf_release(&keys);
}

/* Which preset holds; its faults are not those of keys. */
static const struct mq_preset *preset_in_force(void)
{
	struct mq_settings settings;
	mq_settings_read_own(&settings, NULL);
	return mq_builtin_preset(settings.keys);
}

enum mq_err mq_ui_check_keys(mq_keys_row_fn row, void *context, struct mq_diag *diag)
{
	struct mq_keymap keymap = {0};
	const struct mq_preset *preset = preset_in_force();
	enum mq_err err = mq_builtin_read_keys(&keymap, preset, diag);
	for (size_t i = 0; i < keymap.n_bindings; i++) {
		const struct mq_binding *binding = &keymap.bindings[i];
		if (mq_keymap_is_in_force(&keymap, binding->context, binding)) {
			tell(&keymap, binding, is_shipped(preset, binding), row, context);
		}
	}
	mq_keymap_release(&keymap);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}
