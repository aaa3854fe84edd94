/*
 * conf: YAML as plain trees that know where they stand.
 *
 *     file.c    a file or a text taken in
 *     line.c    lines and places in it
 *     scan.c    characters that must not be there
 *     read.c    libyaml events to a tree, with bounds (libyaml 0.2.5 has none)
 *     syntax.c  what libyaml could not read, in words that help
 *     node.c    looking into a tree; typed readers that explain themselves;
 *               node_day.c: days
 *
 * Refused with file:line:column, the line, a caret and a hint: over 1 MiB,
 * deeper than 16, aliases, anchors, tags, merge keys, several documents,
 * duplicate keys, tabs in the indentation, texts with characters that do not
 * show, anything that is not UTF-8. All faults of a file that can be told apart
 * are found in one run. Library: libyaml.
 */
#ifndef MINQING_CONF_H
#define MINQING_CONF_H

#include <minqing/base.h>

enum mq_node_type {
	MQ_NODE_SCALAR,
	MQ_NODE_LIST,
	MQ_NODE_MAP,
};

/* A node of a tree; everything is owned by the conf it came from. Children of
 * a list or a map hang from `first` by `next`; those of a map have a key. */
struct mq_node {
	enum mq_node_type type;
	const char *key;	/* in a map: the key, else NULL */
	size_t key_line;
	size_t key_column;
	const char *text;	/* scalar: its value, with a NUL */
	size_t len;
	bool quoted;		/* the scalar stood in quotes */
	size_t line;		/* from 1 */
	size_t column;		/* from 1, in characters */
	struct mq_node *first;
	struct mq_node *next;
	size_t n_children;
};

/* One file, read. */
struct mq_conf;

/* Read a file, or text named for messages. On MQ_OK *conf is the caller's,
 * freed with mq_conf_free. Errors: MQ_ERR_CONFIG (all faults in diag),
 * MQ_ERR_IO, MQ_ERR_NOT_FOUND. */
enum mq_err mq_conf_read_file(const char *path, struct mq_conf **conf, struct mq_diag *diag);
enum mq_err mq_conf_read_text(const char *name, const char *text, size_t len,
	struct mq_conf **conf, struct mq_diag *diag);
/* A file that need not be there: where it is not, MQ_OK and *conf is NULL. */
enum mq_err mq_conf_read_optional(const char *path, struct mq_conf **conf, struct mq_diag *diag);
void mq_conf_free(struct mq_conf *conf);
/* Whether anything stands at path, be it a link that leads nowhere: a file that need not be
 * there is left unread only where nothing is. */
bool mq_conf_is_there(const char *path);

/* The top node, always a map (an empty file is an empty map); borrowed. */
const struct mq_node *mq_conf_root(const struct mq_conf *conf);
const char *mq_conf_name(const struct mq_conf *conf);
/* What was read, as it came but for a byte order mark; borrowed. */
struct mq_slice mq_conf_text(const struct mq_conf *conf);
/* Line n (from 1) without its end; empty past the last one. Borrowed. */
struct mq_slice mq_conf_line(const struct mq_conf *conf, size_t line);
/* The byte of it at which a node's key begins, quotes and all. */
size_t mq_conf_key_at(const struct mq_conf *conf, const struct mq_node *node);

/* Add a fault that points at node (at its key where at_key). Returns
 * MQ_ERR_CONFIG. mq_diag_hint may follow. */
enum mq_err mq_conf_fault(const struct mq_conf *conf, const struct mq_node *node, bool at_key,
	struct mq_diag *diag, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The child with this key, or NULL. */
const struct mq_node *mq_node_get(const struct mq_node *map, const char *key);

/* Typed readers. Each leaves *out alone and adds a fault where the node is of
 * another type; the bool reader takes true and false alone and says so of
 * no, yes, on, 是 and 否. A missing node (NULL) is MQ_ERR_NOT_FOUND, no fault.
 * Strings are borrowed from conf. */
enum mq_err mq_node_text(const struct mq_conf *conf, const struct mq_node *node,
	const char **out, struct mq_diag *diag);
enum mq_err mq_node_bool(const struct mq_conf *conf, const struct mq_node *node, bool *out,
	struct mq_diag *diag);
enum mq_err mq_node_int(const struct mq_conf *conf, const struct mq_node *node, int64_t *out,
	struct mq_diag *diag);
/* A day, as 2026-01-31. */
enum mq_err mq_node_day(const struct mq_conf *conf, const struct mq_node *node, mq_day *out,
	struct mq_diag *diag);
/* A day, or a stretch with both its ends, 2026-01-28..2026-01-31. */
enum mq_err mq_node_days(const struct mq_conf *conf, const struct mq_node *node, mq_day *from,
	mq_day *to, struct mq_diag *diag);
/* One of names: its index. Suggests the nearest. */
enum mq_err mq_node_enum(const struct mq_conf *conf, const struct mq_node *node,
	const char *const *names, size_t n_names, int *out, struct mq_diag *diag);

/* Hint at the names there are, where none is near: "it is one of: a, b". */
void mq_conf_hint_names(const char *const *names, size_t n_names, struct mq_diag *diag);

/* What a map may hold: the rows its keys are checked against. */
struct mq_conf_row {
	const char *key;
	enum mq_node_type type;
	bool required;
};

/* Check every key of map against rows: unknown keys (nearest suggested), wrong
 * shapes, missing ones. All faults are added; MQ_OK or MQ_ERR_CONFIG. */
enum mq_err mq_conf_check(const struct mq_conf *conf, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows, struct mq_diag *diag);

#endif
