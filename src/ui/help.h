/* help: the sheet of keys, or of what a field is, as lines. */
#ifndef MINQING_UI_HELP_H
#define MINQING_UI_HELP_H

#include <minqing/facets.h>

#include "keymap.h"
#include "list.h"

struct mq_help_line {
	char *keys;			/* NULL: a title; of a field's sheet what stands on the left */
	const char *text;
	const struct mq_command *command;	/* Enter runs it; NULL: nothing to run */
};

struct mq_help {
	struct mq_list list;
	struct mq_help_line *lines;
	size_t n_lines;
	size_t cap;
	char *title;
	struct mq_buf typed;		/* what is looked for; empty: all is listed */
	enum mq_context of;		/* whose keys come first */
	bool field;			/* a field is told of, or a question: no keys of a context */
	bool log;			/* lines of a log, each behind its number */
	struct mq_arena arena;
};

/* All keys that work in a context, by topic, from the keymap and the table of commands; then
 * those of the others. typed: only lines whose key, command or text is called so. */
void mq_help_make(struct mq_help *help, const struct mq_keymap *keymap, enum mq_context context,
	const char *typed, size_t len);
/* How many have a value of a field, of how many. */
struct mq_known {
	uint64_t known;
	uint64_t all;
};
/* What a field is, as its definition says; values: as counted, or NULL. */
void mq_help_field(struct mq_help *help, const struct mq_schema *schema,
	const struct mq_field *field, const struct mq_known *known, const struct mq_facet *values);
/* Keys that work while a question is asked, and what they do there; title: of the question. */
void mq_help_question(struct mq_help *help, const struct mq_keymap *keymap, const char *title);
/* The lines of a text, each with its number, the last one selected. title is translated. */
void mq_help_log(struct mq_help *help, const char *title, const char *text);
/* Can the line be gone to? */
bool mq_help_is_line(const struct mq_help *help, size_t at);
void mq_help_release(struct mq_help *help);

#endif
