/* Settings are rows: what each is called, what it may be, what it is unless set. */
#include "settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "builtin.h"

enum shape {
	SHAPE_BOOL,
	SHAPE_INT,
	SHAPE_CHOICE,		/* the first of its names unless set */
};

static const char *const langs[] = {"locale", "zh", "en"};
static const char *const links[] = {"fast", "slow"};
static const char *const opens[] = {"list", "day"};

static const struct row {
	const char *name;
	enum shape shape;
	size_t offset;
	int usual;
	int min, max;			/* of an int */
	const char *const *names;	/* of a choice */
	size_t n_names;
} rows[] = {
	{"burden", SHAPE_BOOL, offsetof(struct mq_settings, burden), true, 0, 0, NULL, 0},
	{"history", SHAPE_BOOL, offsetof(struct mq_settings, history), true, 0, 0, NULL, 0},
	{"keys", SHAPE_CHOICE, offsetof(struct mq_settings, keys), 0, 0, 0, mq_preset_names,
		MQ_N_PRESETS},
	{"lang", SHAPE_CHOICE, offsetof(struct mq_settings, lang), 0, 0, 0, langs, MQ_LENGTH(langs)},
	{"link", SHAPE_CHOICE, offsetof(struct mq_settings, link), 0, 0, 0, links, MQ_LENGTH(links)},
	{"mouse", SHAPE_BOOL, offsetof(struct mq_settings, mouse), false, 0, 0, NULL, 0},
	{"open", SHAPE_CHOICE, offsetof(struct mq_settings, open), 0, 0, 0, opens, MQ_LENGTH(opens)},
	{"theme", SHAPE_CHOICE, offsetof(struct mq_settings, theme), 0, 0, 0, mq_theme_names,
		MQ_N_THEMES},
	{"which_key_ms", SHAPE_INT, offsetof(struct mq_settings, which_key_ms), 300, 0, 2000, NULL, 0},
};

static void put(struct mq_settings *settings, const struct row *row, int value)
{
	char *at = (char *)settings + row->offset;
	switch (row->shape) {
	case SHAPE_BOOL:
		*(bool *)at = value != 0;
		break;
	case SHAPE_INT:
		*(int *)at = value;
		break;
	case SHAPE_CHOICE:
		*(const char **)at = row->names[value];
		break;
	}
}

void mq_settings_init(struct mq_settings *settings)
{
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		put(settings, &rows[i], rows[i].usual);
	}
}

/* ---- reading ---- */

static const struct row *find_row(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		if (strcmp(rows[i].name, name) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

static bool fault_name(const struct mq_conf *conf, const struct mq_node *node,
	struct mq_diag *diag)
{
	const char *names[MQ_LENGTH(rows)];
	const char *near;
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		names[i] = rows[i].name;
	}
	mq_conf_fault(conf, node, true, diag, _("\"%s\" is no setting"), node->key);
	if (mq_nearest(node->key, names, MQ_LENGTH(rows), &near, 1)) {
		mq_diag_hint(diag, _("did you mean \"%s\"?"), near);
	} else {
		mq_conf_hint_names(names, MQ_LENGTH(rows), diag);
	}
	return false;
}

static bool read_int(const struct mq_conf *conf, const struct mq_node *node, const struct row *row,
	int *value, struct mq_diag *diag)
{
	int64_t number;
	if (mq_node_int(conf, node, &number, diag) != MQ_OK) {
		return false;
	}
	bool good = number >= row->min && number <= row->max;
	if (!good) {
		mq_conf_fault(conf, node, false, diag, _("\"%s\" is from %d to %d"), row->name, row->min,
			row->max);
		mq_diag_hint(diag, _("unless it is set it is %d"), row->usual);
	}
	*value = (int)number;
	return good;
}

static bool read_value(const struct mq_conf *conf, const struct mq_node *node,
	const struct row *row, int *value, struct mq_diag *diag)
{
	bool yes = false;
	enum mq_err err;
	switch (row->shape) {
	case SHAPE_BOOL:
		err = mq_node_bool(conf, node, &yes, diag);
		*value = yes;
		return err == MQ_OK;
	case SHAPE_CHOICE:
		return mq_node_enum(conf, node, row->names, row->n_names, value, diag) == MQ_OK;
	default:
		return read_int(conf, node, row, value, diag);
	}
}

static bool read_setting(struct mq_settings *settings, const struct mq_conf *conf,
	const struct mq_node *node, struct mq_diag *diag)
{
	const struct row *row = find_row(node->key);
	int value = 0;
	if (!row) {
		return fault_name(conf, node, diag);
	}
	bool good = read_value(conf, node, row, &value, diag);
	if (good) {
		put(settings, row, value);
	}
	return good;
}

static enum mq_err read_conf(struct mq_settings *settings, struct mq_conf *conf,
	struct mq_diag *diag)
{
	bool good = true;
	for (const struct mq_node *node = mq_conf_root(conf)->first; node; node = node->next) {
		good &= read_setting(settings, conf, node, diag);
	}
	mq_conf_free(conf);
	return good ? MQ_OK : MQ_ERR_CONFIG;
}

enum mq_err mq_settings_read(struct mq_settings *settings, const char *name, const char *text,
	size_t len, struct mq_diag *diag)
{
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_text(name, text, len, &conf, diag);
	return err == MQ_OK ? read_conf(settings, conf, diag) : err;
}

enum mq_err mq_settings_read_file(struct mq_settings *settings, const char *path,
	struct mq_diag *diag)
{
	if (!mq_conf_is_there(path)) {
		return MQ_ERR_NOT_FOUND;
	}
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_file(path, &conf, diag);
	return err == MQ_OK ? read_conf(settings, conf, diag) : err;
}

/* ---- where it is ---- */

char *mq_own_path(enum mq_home home, const char *name)
{
	char *below = mq_format("minqing/%s", name);
	char *path = mq_home_path(home, below);
	if (path[0] != '/') {
		free(path);
		path = NULL;
	}
	free(below);
	return path;
}

char *mq_own_file(const char *name)
{
	return mq_own_path(MQ_HOME_CONFIG, name);
}

void mq_settings_read_own(struct mq_settings *settings, struct mq_diag *diag)
{
	char *own = mq_own_file("settings.yaml");
	mq_settings_init(settings);
	if (own) {
		mq_settings_read_file(settings, own, diag);
	}
	free(own);
}
