/*
 * Themes are maps from a role to a style. The shipped one is read by the same
 * code as a person's own, which is laid over it.
 */
#include "theme.h"

#include <string.h>

static const char *const role_names[] = {
	[MQ_ROLE_NORMAL] = "normal",
	[MQ_ROLE_TITLE] = "title",
	[MQ_ROLE_SELECTED] = "selected",
	[MQ_ROLE_DIM] = "dim",
	[MQ_ROLE_UNKNOWN] = "unknown",
	[MQ_ROLE_COUNT] = "count",
	[MQ_ROLE_ERROR] = "error",
	[MQ_ROLE_HINT] = "hint",
	[MQ_ROLE_CHOSEN] = "chosen",
};
_Static_assert(MQ_LENGTH(role_names) == MQ_N_ROLES, "each role has a name");

static const char *const colour_names[] = {
	"default", "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
	"bright-magenta", "bright-cyan", "bright-white",
};

static const struct mq_conf_row style_rows[] = {
	{"fg", MQ_NODE_SCALAR, false},
	{"bg", MQ_NODE_SCALAR, false},
	{"bold", MQ_NODE_SCALAR, false},
	{"underline", MQ_NODE_SCALAR, false},
	{"reverse", MQ_NODE_SCALAR, false},
};

static bool read_colour(const struct mq_conf *conf, const struct mq_node *node, int8_t *out,
	struct mq_diag *diag)
{
	int i = *out + 1;
	enum mq_err err = mq_node_enum(conf, node, colour_names, MQ_LENGTH(colour_names), &i, diag);
	*out = (int8_t)(i - 1);
	return err == MQ_OK || err == MQ_ERR_NOT_FOUND;
}

static bool read_flag(const struct mq_conf *conf, const struct mq_node *node, bool *out,
	struct mq_diag *diag)
{
	enum mq_err err = mq_node_bool(conf, node, out, diag);
	return err == MQ_OK || err == MQ_ERR_NOT_FOUND;
}

static bool read_style(const struct mq_conf *conf, const struct mq_node *node,
	struct mq_style *style, struct mq_diag *diag)
{
	if (node->type != MQ_NODE_MAP) {
		mq_conf_fault(conf, node, true, diag, _("the style of \"%s\" is no map"), node->key);
		mq_diag_hint(diag, _("write it as %s: {bold: true}"), node->key);
		return false;
	}
	if (mq_conf_check(conf, node, style_rows, MQ_LENGTH(style_rows), diag) != MQ_OK) {
		return false;
	}
	struct mq_style read = {.fg = MQ_COLOUR_DEFAULT, .bg = MQ_COLOUR_DEFAULT};
	bool good = read_colour(conf, mq_node_get(node, "fg"), &read.fg, diag);
	good &= read_colour(conf, mq_node_get(node, "bg"), &read.bg, diag);
	good &= read_flag(conf, mq_node_get(node, "bold"), &read.bold, diag);
	good &= read_flag(conf, mq_node_get(node, "underline"), &read.underline, diag);
	good &= read_flag(conf, mq_node_get(node, "reverse"), &read.reverse, diag);
	if (good) {
		*style = read;
	}
	return good;
}

static int find_role(const char *name)
{
	for (int i = 0; i < MQ_N_ROLES; i++) {
		if (strcmp(role_names[i], name) == 0) {
			return i;
		}
	}
	return -1;
}

static bool read_role(struct mq_theme *theme, const struct mq_conf *conf,
	const struct mq_node *node, struct mq_diag *diag)
{
	int role = find_role(node->key);
	if (role >= 0) {
		return read_style(conf, node, &theme->styles[role], diag);
	}
	mq_conf_fault(conf, node, true, diag, _("\"%s\" is no role of a theme"), node->key);
	const char *near;
	if (mq_nearest(node->key, role_names, MQ_N_ROLES, &near, 1)) {
		mq_diag_hint(diag, _("did you mean \"%s\"?"), near);
	} else {
		mq_conf_hint_names(role_names, MQ_N_ROLES, diag);
	}
	return false;
}

static enum mq_err read_conf(struct mq_theme *theme, struct mq_conf *conf, struct mq_diag *diag)
{
	bool good = true;
	for (const struct mq_node *node = mq_conf_root(conf)->first; node; node = node->next) {
		good &= read_role(theme, conf, node, diag);
	}
	mq_conf_free(conf);
	return good ? MQ_OK : MQ_ERR_CONFIG;
}

enum mq_err mq_theme_read(struct mq_theme *theme, const char *name, const char *text, size_t len,
	struct mq_diag *diag)
{
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_text(name, text, len, &conf, diag);
	return err == MQ_OK ? read_conf(theme, conf, diag) : err;
}

enum mq_err mq_theme_read_file(struct mq_theme *theme, const char *path, struct mq_diag *diag)
{
	if (!mq_conf_is_there(path)) {
		return MQ_ERR_NOT_FOUND;
	}
	struct mq_conf *conf;
	enum mq_err err = mq_conf_read_file(path, &conf, diag);
	return err == MQ_OK ? read_conf(theme, conf, diag) : err;
}

void mq_theme_mono(struct mq_theme *theme)
{
	for (size_t i = 0; i < MQ_N_ROLES; i++) {
		struct mq_style *style = &theme->styles[i];
		style->reverse |= style->bg != MQ_COLOUR_DEFAULT;
		style->fg = MQ_COLOUR_DEFAULT;
		style->bg = MQ_COLOUR_DEFAULT;
	}
}
