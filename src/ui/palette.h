/* palette: commands, fields, values, saved lists and records by what is typed of their names. */
#ifndef MINQING_UI_PALETTE_H
#define MINQING_UI_PALETTE_H

#include <minqing/session.h>

#include "keymap.h"
#include "list.h"
#include "prompt.h"

/* In the order in which those that fit alike are listed. */
enum mq_entry_kind {
	MQ_ENTRY_COMMAND,
	MQ_ENTRY_LIST,		/* a saved one */
	MQ_ENTRY_FIELD,
	MQ_ENTRY_RECORD,
	MQ_ENTRY_VALUE,		/* a tag, a code */
	MQ_ENTRY_LAST = MQ_ENTRY_VALUE,
};

/* A line of it. Texts are the schema's, the table's or the palette's arena's. */
struct mq_entry {
	enum mq_entry_kind kind;
	const char *name;
	const char *effect;		/* what Enter does, or what it is */
	const struct mq_command *command;	/* COMMAND */
	const char *argument;		/* … what is typed behind its name; NULL: nothing */
	const struct mq_saved *list;	/* LIST */
	mq_field_id field;		/* FIELD, VALUE */
	const char *value;		/* VALUE: as a query takes it */
	mq_kind_id record_kind;		/* RECORD */
	mq_record_id record;
	bool elsewhere;			/* a command that works in other contexts only */
	bool counts;			/* how many there would be is worth telling */
	bool counted;			/* … and known */
	uint64_t count;
	int fit;			/* the higher the better */
	size_t number;			/* what fits alike stays in this order */
};

struct mq_palette {
	struct mq_list list;
	struct mq_prompt typed;
	struct mq_entry *entries;
	size_t n;
	size_t cap;
	enum mq_context from;		/* where it was opened: what is run, runs there */
	struct mq_arena arena;
};

/* List anew what fits what is typed, in no order yet. kind: of whom is asked. Of records none
 * are listed: they have to be asked for. */
void mq_palette_list(struct mq_palette *palette, const struct mq_keymap *keymap,
	const struct mq_schema *schema, mq_kind_id kind);
/* Add a record that was found, behind what fits better. Texts are copied. */
void mq_palette_add_record(struct mq_palette *palette, mq_kind_id kind,
	const struct mq_glimpse *record);
/* The best first: once all is added. */
void mq_palette_sort(struct mq_palette *palette);
/* A question for the records of a kind whose title or key is called as is typed, appended;
 * nothing where that is no name. */
void mq_palette_question(const struct mq_palette *palette, const struct mq_schema *schema,
	mq_kind_id kind, struct mq_buf *out);
/* The selected entry, or NULL. */
struct mq_entry *mq_palette_selected(const struct mq_palette *palette);
/* "command", "field" …, for people. */
const char *mq_entry_kind_label(enum mq_entry_kind kind);
void mq_palette_release(struct mq_palette *palette);

#endif
