/* ask: a short question in the message row, and the line that answers it. */
#ifndef MINQING_UI_ASK_H
#define MINQING_UI_ASK_H

#include "cells.h"
#include "command.h"
#include "press.h"
#include "prompt.h"

struct mq_app;
struct mq_command;

/*
 * While one is open keys go to it: text and what edits the query line edit the answer, Enter
 * is done, what moves up and down among rows or completions steps, F1 shows the keys and comes
 * back, Esc closes. The function
 * that opens it says through `said` what the answer would lead to.
 */
struct mq_ask {
	const char *title;			/* NULL: nobody asks; translated, for ever */
	const char *hint;			/* what the hint row says meanwhile */
	bool confirms;				/* it wants yes or no: nothing is typed */
	enum mq_context context;		/* where it was opened; help may stand over it */
	struct mq_prompt prompt;
	size_t at;				/* which of what was found; 0 after each edit */
	struct mq_buf said;
	void (*typed)(struct mq_app *app);	/* the answer or `at` is another; NULL: nothing to do */
	void (*step)(struct mq_app *app, int by);	/* NULL: there is nothing to step through */
	void (*done)(struct mq_app *app);	/* it is closed by then, its text still there */
	void (*given_up)(struct mq_app *app);	/* it was closed by Esc; NULL: nothing to do */
};

/* Open one; ask's functions and texts are taken, its prompt is empty. */
void mq_ask_open(struct mq_app *app, const struct mq_ask *ask);
void mq_ask_close(struct mq_app *app);
/* Do keys go to it? */
bool mq_ask_is_open(const struct mq_app *app);
/* Keys go to another context: but for help the question closes. */
void mq_ask_leave(struct mq_app *app, enum mq_context context);
struct mq_slice mq_ask_text(const struct mq_app *app);	/* until the next edit */
void mq_ask_press(struct mq_app *app, mq_press press);
/* A command as if its key had been pressed, where it means something here. */
void mq_ask_do(struct mq_app *app, const struct mq_command *command);
/* Letters typed, and a text put in. */
void mq_ask_type(struct mq_app *app, const char *text, size_t len);
void mq_ask_insert(struct mq_app *app, const char *text, size_t len);
void mq_ask_release(struct mq_ask *ask);

/* Is there less room in rect than what was said needs? */
bool mq_ask_wants_more(const struct mq_ask *ask, struct mq_rect rect);
/* "find: lives  lives alone  1/3", and where its cursor stands. What was said goes below
 * where there are more lines. */
void mq_view_ask(struct mq_cells *cells, struct mq_rect rect, const struct mq_ask *ask,
	int *cursor_x);

#endif
