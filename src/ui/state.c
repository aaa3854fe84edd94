#include "settings.h"
#include "state.h"

#include <stdlib.h>
#include <string.h>

enum { STATE_MAX = 256 * 1024 };	/* bytes of a file: no screen writes so many */

/* ---- settings ---- */

void mq_state_release(struct mq_state *state)
{
	for (size_t i = 0; i < state->n; i++) {
		free(state->settings[i].key);
		free(state->settings[i].value);
	}
	free(state->settings);
	*state = (struct mq_state){0};
}

static struct mq_setting *find(const struct mq_state *state, const char *key)
{
	for (size_t i = 0; i < state->n; i++) {
		if (strcmp(state->settings[i].key, key) == 0) {
			return &state->settings[i];
		}
	}
	return NULL;
}

const char *mq_state_get(const struct mq_state *state, const char *key)
{
	const struct mq_setting *setting = find(state, key);
	return setting ? setting->value : NULL;
}

static void take_out(struct mq_state *state, struct mq_setting *setting)
{
	size_t at = (size_t)(setting - state->settings);
	free(setting->key);
	free(setting->value);
	memmove(setting, setting + 1, (--state->n - at) * sizeof(*setting));
}

void mq_state_set(struct mq_state *state, const char *key, const char *value)
{
	struct mq_setting *setting = find(state, key);
	if (setting && !value) {
		take_out(state, setting);
	} else if (setting) {
		free(setting->value);
		setting->value = mq_strdup(value);
	} else if (value) {
		state->settings = mq_grow(state->settings, &state->cap, state->n + 1,
			sizeof(*state->settings));
		state->settings[state->n++] = (struct mq_setting){mq_strdup(key), mq_strdup(value)};
	}
}

/* ---- as lines ---- */

static size_t key_len(const char *line)
{
	return strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789._-");
}

static void print_value(const char *value, struct mq_buf *out)
{
	mq_buf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\') {
			mq_buf_addc(out, '\\');
		}
		mq_buf_addc(out, (unsigned char)*value < ' ' ? ' ' : *value);
	}
	mq_buf_addc(out, '"');
}

static void print(const struct mq_state *state, struct mq_buf *out)
{
	mq_buf_adds(out, "# What the screen of minqing keeps for the next time.\n");
	for (size_t i = 0; i < state->n; i++) {
		mq_buf_addf(out, "%s: ", state->settings[i].key);
		print_value(state->settings[i].value, out);
		mq_buf_addc(out, '\n');
	}
}

/* What stands in quotes from text on; false where they do not end the line. */
static bool read_value(const char *text, struct mq_buf *out)
{
	mq_buf_adds(out, "");
	for (text++; *text && *text != '"'; text++) {
		text += *text == '\\' && text[1] != '\0';
		mq_buf_addc(out, *text);
	}
	return text[0] == '"' && text[1 + strspn(text + 1, " \r")] == '\0';
}

static bool read_line(struct mq_state *state, char *line)
{
	size_t len = key_len(line);
	if (line[0] == '#' || line[strspn(line, " \r")] == '\0') {
		return true;
	}
	if (len == 0 || line[len] != ':' || line[len + 1] != ' ' || line[len + 2] != '"') {
		return false;
	}
	struct mq_buf value = {0};
	bool good = read_value(line + len + 2, &value);
	line[len] = '\0';
	if (good) {
		mq_state_set(state, line, value.data ? value.data : "");
	}
	mq_buf_release(&value);
	return good;
}

static enum mq_err read_lines(struct mq_state *state, const char *path, char *text,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;
	size_t number = 1;
	for (char *line = text; *line; number++) {
		size_t len = strcspn(line, "\n");
		bool last = line[len] == '\0';
		line[len] = '\0';
		char *whole = mq_strndup(line, len);
		if (!read_line(state, line)) {
			err = mq_diag_add(diag, MQ_ERR_CONFIG, _("this line is no setting"));
			mq_diag_place(diag, path, number, 1, whole, len);
			mq_diag_hint(diag, _("it is left out; settings are written as  key: \"value\""));
		}
		free(whole);
		line += len + !last;
	}
	return err;
}

/* ---- as a file ---- */

char *mq_state_path(void)
{
	return mq_own_path(MQ_HOME_STATE, "screen.yaml");
}

enum mq_err mq_state_read(struct mq_state *state, const char *path, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	mq_buf_adds(&text, "");
	enum mq_err err = mq_disk_read(path, STATE_MAX, &text, diag);
	if (err == MQ_OK) {
		err = read_lines(state, path, text.data, diag);
	}
	mq_buf_release(&text);
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

enum mq_err mq_state_keep(const char *path, const char *key, const char *value,
	struct mq_diag *diag)
{
	struct mq_state state = {0};
	struct mq_buf text = {0};
	int lock = mq_disk_lock(path, 0700);
	enum mq_err err = mq_state_read(&state, path, NULL);
	if (err != MQ_ERR_IO) {
		mq_state_set(&state, key, value);
		print(&state, &text);
		err = mq_disk_replace(path, 0700, &text, diag);
	} else {
		err = mq_diag_add(diag, err, _("'%s' cannot be read, and is left as it is"), path);
	}
	mq_disk_unlock(lock);
	mq_buf_release(&text);
	mq_state_release(&state);
	return err;
}
