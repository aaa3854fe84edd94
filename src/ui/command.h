/* command: everything a key can do, one row each. */
#ifndef MINQING_UI_COMMAND_H
#define MINQING_UI_COMMAND_H

#include <minqing/base.h>

struct mq_app;

/* Where keys mean what. ANY holds behind all others. */
enum mq_context {
	MQ_CONTEXT_ANY,
	MQ_CONTEXT_QUERY,
	MQ_CONTEXT_CHIPS,	/* the conditions of the query */
	MQ_CONTEXT_RESULTS,
	MQ_CONTEXT_FACETS,
	MQ_CONTEXT_CARD,
	MQ_CONTEXT_SAVED,	/* saved lists, where the facets stand */
	MQ_CONTEXT_HELP,
	MQ_CONTEXT_COLUMNS,	/* the chooser */
	MQ_CONTEXT_PALETTE,
	MQ_CONTEXT_ACTIONS,	/* the menu of all commands */
	MQ_CONTEXT_MAN,		/* a page of the manual */
	MQ_CONTEXT_BOARD,	/* my day, what comes … */
	MQ_CONTEXT_FORM,	/* a form that is filled in */
	MQ_CONTEXT_LAST = MQ_CONTEXT_FORM,
};

enum { MQ_N_CONTEXTS = MQ_CONTEXT_LAST + 1 };

/* What commands are about: how the help sheet, the menu of actions and the page group them. */
enum mq_topic {
	MQ_TOPIC_NONE,		/* a row that lacks it: a mistake */
	MQ_TOPIC_ASK,
	MQ_TOPIC_ROWS,
	MQ_TOPIC_COLUMNS,
	MQ_TOPIC_MARKS,
	MQ_TOPIC_FACETS,
	MQ_TOPIC_CARD,
	MQ_TOPIC_SAVED,
	MQ_TOPIC_WORK,		/* boards, and forms: what is done, not only looked up */
	MQ_TOPIC_OUT,		/* copying, writing to files */
	MQ_TOPIC_MOVE,
	MQ_TOPIC_SCREEN,
	MQ_TOPIC_EDIT,		/* the line that is typed into */
	MQ_TOPIC_LAST = MQ_TOPIC_EDIT,
};

enum { MQ_N_TOPICS = MQ_TOPIC_LAST + 1 };

/*
 * A row. The keymap finds it by name; the hint row shows `hint` where `hinted` has the
 * context's bit; the help sheet shows `help`. quick commands only edit the query line and
 * need no fresh answer before they run. One that takes an argument finds it in app->argument;
 * where that is NULL it asks for it, or means what is here.
 */
struct mq_command {
	const char *name;
	const char *hint;	/* short, N_(); NULL: never in the hint row */
	const char *help;	/* one line, N_() */
	unsigned hinted;	/* bit 1 << context */
	bool quick;
	void (*run)(struct mq_app *app);
	const char *argument;	/* what it is called, N_(); NULL: it takes none */
	enum mq_topic topic;
};

extern const struct mq_command mq_commands[];
extern const size_t mq_n_commands;

/* The row called name, or NULL. */
const struct mq_command *mq_command_find(const char *name);
/* The nearest name, for a hint, or NULL. */
const char *mq_command_nearest(const char *name);
/* Is text another name of the command, for who is used to it: "q"? */
bool mq_command_is_alias(const struct mq_command *command, const char *text, size_t len);

/* ---- context.c ---- */

/* "query", "results" …: what keys.yaml calls a context. */
const char *mq_context_name(enum mq_context context);
/* What people read: 查询, query. */
const char *mq_context_label(enum mq_context context);
/* The one called so; false where none is. */
bool mq_context_find(const char *name, enum mq_context *context);
/* "any, query, results …", appended. */
void mq_context_names(struct mq_buf *out);
const char *mq_topic_name(enum mq_topic topic);		/* "ask" … */
const char *mq_topic_label(enum mq_topic topic);	/* what people read */

#endif
