/*
 * Looking into a tree. Readers of one value leave the caller's variable alone
 * where the node is of another type, and say what would have been right; a
 * check compares a whole map with the rows it may hold.
 */
#include "conf.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Words that other YAML readers, or people, take for booleans. */
static const struct {
	const char *word;
	bool value;
} lookalikes[] = {
	{"yes", true}, {"no", false}, {"on", true}, {"off", false}, {"y", true}, {"n", false},
	{"true", true}, {"false", false}, {"1", true}, {"0", false}, {"是", true}, {"否", false},
	{"真", true}, {"假", false}, {"有", true}, {"无", false}, {"对", true}, {"错", false},
};

/* In the order of enum mq_node_type. */
static const struct {
	const char *message;
	const char *hint;
} shapes[] = {
	[MQ_NODE_SCALAR] = {N_("'%s' must be one value"), N_("write it after the ':'")},
	[MQ_NODE_LIST] = {N_("'%s' must be a list"), N_("write [a, b], or one '- ' line for each")},
	[MQ_NODE_MAP] = {N_("'%s' must be a map"), N_("write its keys below it, indented")},
};

static_assert(MQ_LENGTH(shapes) == MQ_NODE_MAP + 1, "every type of node has a shape");

/* ---- faults ---- */

enum mq_err mq_conf_fault(const struct mq_conf *conf, const struct mq_node *node, bool at_key,
	struct mq_diag *diag, const char *fmt, ...)
{
	bool key = at_key && node->key != NULL;
	bool kept = !mq_diag_full(diag);
	va_list args;

	va_start(args, fmt);
	mq_diag_addv(diag, MQ_ERR_CONFIG, fmt, args);
	va_end(args);
	if (kept) {
		mq_conf_place(conf, diag, key ? node->key_line : node->line,
			key ? node->key_column : node->column);
	}
	return MQ_ERR_CONFIG;
}

/* What a message calls the node. */
static const char *name_of(const struct mq_node *node)
{
	if (node->key != NULL) {
		return node->key;
	}
	return node->len > 0 ? node->text : _("entry");
}

/* A key with nothing behind it, which may stand for an empty list or map. */
static bool is_empty(const struct mq_node *node)
{
	return node->type == MQ_NODE_SCALAR && node->len == 0 && !node->quoted;
}

static enum mq_err refuse_shape(const struct mq_conf *conf, const struct mq_node *node,
	enum mq_node_type wanted, struct mq_diag *diag)
{
	mq_conf_fault(conf, node, node->type != MQ_NODE_SCALAR || is_empty(node), diag,
		_(shapes[wanted].message), name_of(node));
	mq_diag_hint(diag, "%s", _(shapes[wanted].hint));
	return MQ_ERR_CONFIG;
}

/* ---- one value ---- */

const struct mq_node *mq_node_get(const struct mq_node *map, const char *key)
{
	if (map->type != MQ_NODE_MAP) {
		return NULL;
	}
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		if (strcmp(node->key, key) == 0) {
			return node;
		}
	}
	return NULL;
}

/* Readers begin here: a scalar that is something, or the reason why not. */
static enum mq_err want_scalar(const struct mq_conf *conf, const struct mq_node *node,
	struct mq_diag *diag)
{
	if (node == NULL) {
		return MQ_ERR_NOT_FOUND;
	}
	if (node->type != MQ_NODE_SCALAR) {
		return refuse_shape(conf, node, MQ_NODE_SCALAR, diag);
	}
	if (is_empty(node)) {
		mq_conf_fault(conf, node, true, diag, _("'%s' has no value"), name_of(node));
		mq_diag_hint(diag, _("write one, or delete the line"));
		return MQ_ERR_CONFIG;
	}
	return MQ_OK;
}

enum mq_err mq_node_text(const struct mq_conf *conf, const struct mq_node *node,
	const char **out, struct mq_diag *diag)
{
	enum mq_err err = want_scalar(conf, node, diag);

	if (err == MQ_OK) {
		*out = node->text;
	}
	return err;
}

/* A word that somebody took for true or false. */
static void hint_bool(const struct mq_node *node, struct mq_diag *diag)
{
	for (size_t i = 0; i < MQ_LENGTH(lookalikes); i++) {
		if (strcasecmp(node->text, lookalikes[i].word) == 0) {
			mq_diag_hint(diag, _("write %s, without quotes"),
				lookalikes[i].value ? "true" : "false");
			return;
		}
	}
	mq_diag_hint(diag, _("write true or false"));
}

enum mq_err mq_node_bool(const struct mq_conf *conf, const struct mq_node *node, bool *out,
	struct mq_diag *diag)
{
	enum mq_err err = want_scalar(conf, node, diag);
	bool is_true;

	if (err != MQ_OK) {
		return err;
	}
	is_true = strcmp(node->text, "true") == 0;
	if (node->quoted || (!is_true && strcmp(node->text, "false") != 0)) {
		mq_conf_fault(conf, node, false, diag, _("'%s' must be true or false, not '%s'"),
			name_of(node), node->text);
		hint_bool(node, diag);
		return MQ_ERR_CONFIG;
	}
	*out = is_true;
	return MQ_OK;
}

/* -12, 0, 150; not +1, 007, 1_000, 0x1f, or what 64 bits cannot hold. */
static bool read_int(const char *text, int64_t *out)
{
	bool negative = text[0] == '-';
	const char *digit = text + negative;
	int64_t sum = 0;

	if (*digit == '\0' || (digit[0] == '0' && (digit[1] != '\0' || negative))) {
		return false;
	}
	for (; *digit != '\0'; digit++) {
		int value = negative ? -(*digit - '0') : *digit - '0';

		if (*digit < '0' || *digit > '9' || __builtin_mul_overflow(sum, 10, &sum) ||
				__builtin_add_overflow(sum, value, &sum)) {
			return false;
		}
	}
	*out = sum;
	return true;
}

enum mq_err mq_node_int(const struct mq_conf *conf, const struct mq_node *node, int64_t *out,
	struct mq_diag *diag)
{
	enum mq_err err = want_scalar(conf, node, diag);

	if (err != MQ_OK) {
		return err;
	}
	if (node->quoted || strlen(node->text) != node->len || !read_int(node->text, out)) {
		mq_conf_fault(conf, node, false, diag, _("'%s' must be a whole number, not '%s'"),
			name_of(node), node->text);
		mq_diag_hint(diag, _("write plain digits, such as 0, 18 or -5, without quotes"));
		return MQ_ERR_CONFIG;
	}
	return MQ_OK;
}

void mq_conf_hint_names(const char *const *names, size_t n_names, struct mq_diag *diag)
{
	enum { NAMES_MAX = 20 };
	struct mq_buf list = {0};

	for (size_t i = 0; i < n_names && i <= NAMES_MAX; i++) {
		mq_buf_addf(&list, "%s%s", i > 0 ? ", " : "", i < NAMES_MAX ? names[i] : "…");
	}
	if (n_names == 0) {
		mq_diag_hint(diag, _("there is none yet: define one"));
	} else {
		mq_diag_hint(diag, _("it is one of: %s"), list.data);
	}
	mq_buf_release(&list);
}

enum mq_err mq_node_enum(const struct mq_conf *conf, const struct mq_node *node,
	const char *const *names, size_t n_names, int *out, struct mq_diag *diag)
{
	enum mq_err err = want_scalar(conf, node, diag);

	if (err != MQ_OK) {
		return err;
	}
	for (size_t i = 0; i < n_names; i++) {
		if (strcmp(node->text, names[i]) == 0) {
			*out = (int)i;
			return MQ_OK;
		}
	}
	mq_conf_fault(conf, node, false, diag, _("'%s' cannot be '%s'"), name_of(node), node->text);
	if (!mq_diag_suggest(diag, node->text, names, n_names)) {
		mq_conf_hint_names(names, n_names, diag);
	}
	return MQ_ERR_CONFIG;
}

/* ---- whole maps ---- */

static const struct mq_conf_row *find_row(const struct mq_conf_row *rows, size_t n_rows,
	const char *key)
{
	for (size_t i = 0; i < n_rows; i++) {
		if (strcmp(rows[i].key, key) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

static void refuse_unknown(const struct mq_conf *conf, const struct mq_node *node,
	const char *const *keys, size_t n_keys, struct mq_diag *diag)
{
	bool shown = !mq_diag_full(diag);

	mq_conf_fault(conf, node, true, diag, _("unknown key '%s'"), node->key);
	if (shown && !mq_diag_suggest(diag, node->key, keys, n_keys)) {
		mq_conf_hint_names(keys, n_keys, diag);
	}
}

static enum mq_err check_keys(const struct mq_conf *conf, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows, struct mq_diag *diag)
{
	const char **keys = mq_alloc(n_rows * sizeof(*keys));
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < n_rows; i++) {
		keys[i] = rows[i].key;
	}
	for (const struct mq_node *node = map->first; node != NULL; node = node->next) {
		const struct mq_conf_row *row = find_row(rows, n_rows, node->key);

		if (row == NULL) {
			refuse_unknown(conf, node, keys, n_rows, diag);
			err = MQ_ERR_CONFIG;
		} else if (node->type != row->type && !is_empty(node)) {
			err = refuse_shape(conf, node, row->type, diag);
		}
	}
	free(keys);
	return err;
}

enum mq_err mq_conf_check(const struct mq_conf *conf, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows, struct mq_diag *diag)
{
	enum mq_err err;

	if (map->type != MQ_NODE_MAP && !is_empty(map)) {
		return refuse_shape(conf, map, MQ_NODE_MAP, diag);
	}
	err = check_keys(conf, map, rows, n_rows, diag);
	for (size_t i = 0; i < n_rows; i++) {
		if (!rows[i].required || mq_node_get(map, rows[i].key) != NULL) {
			continue;
		}
		if (map->key != NULL) {
			err = mq_conf_fault(conf, map, true, diag, _("'%s' lacks the key '%s'"), map->key,
				rows[i].key);
		} else {
			err = mq_conf_fault(conf, map, false, diag, _("the key '%s' is missing"),
				rows[i].key);
		}
		mq_diag_hint(diag, _("add  %s: …"), rows[i].key);
	}
	return err;
}
