/*
 * ui: the screen.
 *
 *     app.c         the loop: key, command, dirty panes, paint
 *     terminal.c    the only file that knows curses
 *     wcwidth.c     the width function curses calls
 *     cells.c       a grid of cells that views paint into; prints as text
 *     layout.c      a tree of panes cut to the screen's size
 *     prompt.c      the query line and its editing
 *     command.c     the one table of commands
 *     keymap.c      contexts and key sequences to commands, from YAML
 *     theme.c       roles to colours, from YAML
 *     builtin.c     the keymap and theme that are compiled in
 *     view_*.c      results, facets, chart, card, help, status
 *
 * ui asks session and never sees what lies below it. Library: ncursesw.
 */
#ifndef MINQING_UI_H
#define MINQING_UI_H

#include <minqing/session.h>

/* Run the screen on the terminal until the officer leaves. TERMINAL where there is
 * none that can be used. The terminal is left as it was found. */
enum mq_err mq_ui_run(struct mq_session *session, struct mq_diag *diag);

#endif
