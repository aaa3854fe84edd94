/*
 * ui: the screen.
 *
 *     app.c         the loop: bytes, keys, what is stale, paint; open.c what it begins and ends with
 *     keys.c        a key becomes a command, or text for the query
 *     settle.c      what is stale and in sight is asked for, once; settle_rows.c the rows, and
 *                   who is selected; settle_later.c what may come after them, in pieces
 *     go.c          contexts, and the way back from each
 *     act_*.c       what commands do
 *     paint.c       a frame of all panes; message.c the one message
 *     terminal.c    what is written to the terminal; event.c what it is waited for
 *     screen.c      what TERM can do: the only file that knows curses; draw.c: cells to bytes
 *     dialog.c      what it is asked and answers: probe.c how wide it shows rare characters,
 *                   pace.c whether a frame came; answer.c takes that out of what is typed
 *     charset.c     UTF-8 to and from GB18030, where the terminal takes that
 *     clipboard.c   a text into the clipboard of who sits there
 *     signals.c     what the kernel tells; the terminal put right in a crash
 *     input.c       bytes to keys; escape.c sequences to keys; press.c their names; mouse.c what
 *                   is told of a mouse
 *     cells.c       a grid of cells that views paint into; prints as text
 *     layout.c      a tree of panes cut to the screen's size
 *     list.c        a window over many lines
 *     table.c       which columns have room, and how wide; columns.c which were chosen
 *     marks.c       ids of rows that were picked out
 *     find.c        a text looked for in the rows
 *     step.c        what stood before each change, for undo
 *     trail.c       cards that were left for whom they led to
 *     settings.c    what a person sets for good, from YAML; state.c what is kept for the next time
 *     prompt.c      the query line's editing; walk.c where moves along it lead
 *     asked.c       queries that were asked before; ring.c so many texts and no more
 *     log.c         what was done, as lines that can be done again
 *     line.c        the same keys for every other line that is typed into
 *     palette.c     what there is, by what is typed of its name
 *     menu.c        what may follow the keys pressed; all commands by topic
 *     help.c        the help sheet as lines
 *     manual.c      pages of the manual as lines, and which others they name
 *     ask.c         a short question in the message row; file_ask.c for a file,
 *                   export.c what is written to it
 *     act_saved.c   saved lists beside the rows: asked, added, found; act_saved_keep.c: saved,
 *                   renamed, shared, removed
 *     form.c        rows that are filled in, and what is done with the words they come to:
 *                   form_keys.c what keys do to them, form_words.c words and faults;
 *                   form_visit.c, form_fact.c, form_need.c, form_service.c
 *                   what rows there are;
 *                   act_form.c opened, written, left
 *     facet_pane.c  the facets as lines; facet_held.c who is selected, facet_order.c their
 *                   values in order, facet_change.c folding and pinning, facet_keep.c for the
 *                   next time
 *     tutor.c       the tutorial; tutor_steps.c its steps, and whether one was done
 *     check.c       the files of a person's own, checked; the keymap in force, told
 *     command.c     the one table of commands; context.c what contexts and topics are called
 *     keymap.c      contexts and key sequences to commands, from YAML
 *     theme.c       roles to colours, from YAML
 *     builtin.c     the keymaps and themes that are compiled in
 *     view_*.c      query, results, facets, saved lists, chart, card, help and hints
 *     plain.c       the other screen, of lines: its loop and its commands; plain_line.c what a
 *                   line says, plain_list.c what is listed, plain_rows.c rows and columns,
 *                   plain_ask.c, plain_card.c, plain_facets.c, plain_form.c, plain_take.c, plain_asked.c (queries
 *                   asked before), plain_marks.c what commands do
 *
 * ui asks session and never sees what lies below it. Library: ncursesw.
 */
#ifndef MINQING_UI_H
#define MINQING_UI_H

#include <minqing/session.h>

/* Run the screen on the terminal until the officer leaves. pages_dir, borrowed, is where the
 * pages of the manual are. link ("slow", "fast") and mouse ("on", "off") go before the person's
 * settings, NULL leaves it to those: on a slow link facets, chart and card wait until nothing is
 * typed; the mouse is the terminal's own unless it is on.
 * Where the terminal cannot move its cursor it goes on line by line, as mq_plain_run does;
 * TERMINAL where there is none. The terminal is left as it was found. */
enum mq_err mq_ui_run(struct mq_session *session, const char *pages_dir, const char *link,
	const char *mouse, struct mq_diag *diag);

/* The same with the tutorial in it, for a register that was made for that; TERMINAL, too, where
 * the terminal cannot move its cursor. */
enum mq_err mq_ui_tutor(struct mq_session *session, const char *pages_dir, const char *link,
	const char *mouse, struct mq_diag *diag);
/* Speak the language that a person's settings ask for, unless another was asked for already. */
void mq_ui_take_language(void);

/* The same to pick records: it begins with a query about picked->kind, and Enter in the list ends
 * it with the rows that are marked, else the selected one. Nobody is picked where it is left
 * otherwise. */
enum mq_err mq_ui_pick(struct mq_session *session, const char *pages_dir, const char *query,
	struct mq_picked *picked, struct mq_diag *diag);

/* The same line by line: what is read from in is answered on out, which is only ever appended
 * to, until the officer leaves or in ends. INTERRUPTED where a signal ended it, and the
 * errors of asking for everybody. */
enum mq_err mq_plain_run(struct mq_session *session, FILE *in, FILE *out, struct mq_diag *diag);

/* Read what a person set up and what the screen keeps, as it would when it opens: settings, theme,
 * keys and screen.yaml. *n_files gets how many of them there are. CONFIG or IO where one has a
 * fault; all are added. */
enum mq_err mq_ui_check_own(size_t *n_files, struct mq_diag *diag);

/* What is told of a binding, in this order. */
enum mq_keys_cell {
	MQ_KEYS_CONTEXT,
	MQ_KEYS_KEYS,
	MQ_KEYS_COMMAND,	/* "none": bound to nothing */
	MQ_KEYS_OWNER,		/* "shipped", "own" */
	MQ_KEYS_FILE,
	MQ_KEYS_LINE,
	MQ_KEYS_COLUMN,
	MQ_KEYS_HIDES,		/* shipped bindings that nobody can reach any more for it, or "" */
	MQ_KEYS_TOPIC,
	MQ_KEYS_HELP,
	MQ_KEYS_CELLS,
};

typedef void (*mq_keys_row_fn)(void *context, const char *const *cells);

/* Tell the bindings in force, those of a person's own keys.yaml over the shipped ones, cells
 * borrowed for the call. CONFIG where that file has faults; all are added. */
enum mq_err mq_ui_check_keys(mq_keys_row_fn row, void *context, struct mq_diag *diag);

#endif
