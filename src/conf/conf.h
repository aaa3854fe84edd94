/*
 * Inside conf: a file as it was read, and how its parts know their place.
 */
#ifndef MINQING_CONF_CONF_H
#define MINQING_CONF_CONF_H

#include <minqing/conf.h>

enum {
	CONF_MAX_BYTES = 1024 * 1024,
	CONF_MAX_DEPTH = 16,
	CONF_MAX_NODES = 150000,
	CONF_MAX_KEY = 256,		/* bytes of a key */
};

/* Where lines start, and every so many characters a byte offset, so that a
 * place in a file of one long line is found as fast as in any other. */
struct mq_lines {
	struct mq_line *lines;
	size_t n_lines;
	size_t lines_cap;
	uint32_t *marks;	/* the offset of every MARK_EVERY'th character */
	size_t n_marks;
	size_t marks_cap;
};

struct mq_conf {
	char *name;
	struct mq_buf text;	/* as it came, without a byte order mark */
	struct mq_lines lines;
	struct mq_arena arena;	/* the nodes and their texts */
	struct mq_node *root;
};

/* line.c */
void mq_lines_index(struct mq_lines *lines, const struct mq_buf *text);
void mq_lines_release(struct mq_lines *lines);
/* Point the newest fault at a place; both count from 1. */
void mq_conf_place(const struct mq_conf *conf, struct mq_diag *diag, size_t line, size_t column);

/* scan.c: judge every character. clean gets the text with U+FFFD for each
 * that must not be there. n_faults were added; true where it makes sense
 * to read on. */
bool mq_conf_scan(const struct mq_conf *conf, struct mq_buf *clean, struct mq_diag *diag,
	size_t *n_faults);

/* read.c: build conf->root out of the clean text. Returns how many faults were
 * added; with any, the tree is not to be used. */
size_t mq_conf_build(struct mq_conf *conf, const struct mq_buf *clean, struct mq_diag *diag);

/* read.c asks this of a text in which libyaml saw no YAML: syntax.c tells the
 * fault in our words. Returns how many were added. */
struct mq_syntax {
	const char *problem;	/* libyaml's words */
	size_t line;		/* from 1 */
	size_t column;
	size_t context_line;	/* where the thing began that is broken, or 0 */
	size_t context_column;
};
size_t mq_conf_syntax_fault(const struct mq_conf *conf, const struct mq_syntax *syntax,
	struct mq_diag *diag);
/* Hint at a full-width colon in this line, where there is one. */
bool mq_conf_hint_colon(const struct mq_conf *conf, size_t line, struct mq_diag *diag);

#endif
