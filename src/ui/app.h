/* app: the one struct the screen hangs from, and what its files call of each other. */
#ifndef MINQING_UI_APP_H
#define MINQING_UI_APP_H

#include <minqing/burden.h>

#include "ask.h"
#include "asked.h"
#include "file_ask.h"
#include "find.h"
#include "form.h"
#include "input.h"
#include "layout.h"
#include "line.h"
#include "log.h"
#include "settings.h"
#include "step.h"
#include "terminal.h"
#include "trail.h"
#include "view.h"

/* How often it is looked for what others committed: it is seen within twice that. */
enum { MQ_LIVE_MS = 500 };

/* What no longer fits what was asked; settle.c and settle_later.c bring it up to date. */
enum mq_stale {
	MQ_STALE_LAYOUT = 1 << 0,
	MQ_STALE_ANSWER = 1 << 1,	/* and with it all below */
	MQ_STALE_ROWS = 1 << 2,
	MQ_STALE_FACETS = 1 << 3,	/* which are in sight */
	MQ_STALE_COUNTS = 1 << 4,	/* of those */
	MQ_STALE_CHART = 1 << 5,
	MQ_STALE_CARD = 1 << 6,
	MQ_STALE_CHIPS = 1 << 7,	/* the conditions of the answer */
	MQ_STALE_CANDIDATES = 1 << 8,	/* what may stand at the cursor */
	MQ_STALE_PALETTE = 1 << 9,	/* what fits what is typed there */
	MQ_STALE_PALETTE_COUNTS = 1 << 10,	/* of those in sight */
	MQ_STALE_SAVED = 1 << 11,	/* which saved lists there are */
	MQ_STALE_HITS = 1 << 12,	/* … and how many each has */
	MQ_STALE_BOARD = 1 << 13,	/* that is open, or lies beneath */
};

/* What would lose something that was typed, and is done when it is said twice. */
enum mq_once {
	MQ_ONCE_NONE,
	MQ_ONCE_FORM,	/* to leave a form, or throw it away */
	MQ_ONCE_LEAVE,	/* to leave the screen */
	MQ_ONCE_PLAN,	/* to plan today's round anew */
};

/* What may stand at the cursor, and taking one of it after the other. */
struct mq_completing {
	struct mq_offers offers;
	size_t at;		/* the one taken; offers.n: the query as it was typed */
	char *before;		/* that query; NULL: nothing was looked for */
	size_t cursor;
	bool going;		/* one after the other is taken: these offers stay */
	bool closed;		/* not shown until something else is typed */
};

struct mq_message {
	enum mq_role role;
	char *text;
	char *hint;
};

struct mq_app {
	struct mq_session *session;
	const struct mq_schema *schema;
	mq_kind_id kind;		/* of whom is asked, where the query does not say */
	mq_kind_id shown;		/* of whom the answer is */

	struct mq_terminal *terminal;
	struct mq_settings settings;
	struct mq_theme theme;
	struct mq_keymap keymap;
	struct mq_input input;
	struct mq_cells cells;
	struct mq_layout layout;
	struct mq_pane_sizes sizes[MQ_N_SIZES];	/* chosen, for each class */
	bool sizes_changed[MQ_N_SIZES];	/* and not kept yet */
	bool zoomed;			/* one pane has the room of all */

	unsigned stale;
	enum mq_context context;
	enum mq_context card_from;	/* where the card was opened */
	enum mq_context help_from;
	struct mq_sequence pending;	/* keys that may become a command */
	int64_t pending_ms;		/* since when */
	bool pending_listed;		/* what may follow is shown */
	mq_press pressed;		/* the key that is at work */
	const struct mq_command *command;	/* at work, or the last one */
	const char *argument;		/* typed behind it; NULL: none */
	int64_t interrupt_ms;		/* of the last Ctrl-C */
	int64_t typed_ms;		/* when something was typed last */
	uint64_t n_typed;		/* how often */
	int64_t looks_ns;		/* when it looks for keys next while it works something out */
	int64_t first_frame_ns;		/* when the rows are shown at the latest, whatever is missing */
	struct mq_mouse pressed_at;	/* where the button went down last */
	struct mq_mouse opened;		/* the click that opened something */
	int64_t opened_ms;		/* when that was */
	bool slow_link;			/* as settings.link has it */
	struct mq_picked *picked;	/* NULL: rows are opened, not picked */
	bool quit;

	struct mq_prompt prompt;
	struct mq_asked asked;
	char *asked_path;		/* where it is kept; NULL: nowhere */
	struct mq_completing completing;
	struct mq_reply reply;
	bool answered;
	bool wrong;			/* the query as it stands has a fault */
	size_t tail;			/* where it, or what is half typed, begins */
	size_t tail_end;		/* … and ends */
	struct mq_buf repair;		/* the query put right, or empty */
	struct mq_steps undo;		/* the newest last */
	struct mq_steps redo;		/* what was undone since the last change */
	enum mq_change changed;		/* by the key that is pressed, so far */
	enum mq_change changed_before;	/* by the key before it */

	struct mq_chips chips;
	struct mq_reading reading;	/* of what stands at the cursor */
	struct mq_results results;
	struct mq_chooser chooser;
	struct mq_saved_pane saved;
	struct mq_find find;
	char *state_path;		/* where choices are kept; NULL: nowhere */
	struct mq_sorting sorting;
	struct mq_columns *columns;	/* chosen, one a kind; NULL: none yet */
	bool columns_changed;		/* those of the kind shown, and not kept yet */
	struct mq_marks *marks;		/* one a kind; NULL: none yet */
	mq_record_id range_from;	/* where V began */
	bool ranging;
	struct mq_facet_pane facets;
	bool facets_changed;		/* how they are shown, and not kept yet */
	struct mq_facets spread;
	const struct mq_facet *chart;	/* of spread or of facets; NULL: none */
	struct mq_card_pane card;
	bool folds_changed;		/* of its sections, and not kept yet */
	struct mq_card_place cards[MQ_CARDS_MAX];	/* opened from one another */
	size_t n_cards;			/* 0: the selected row's */
	struct mq_trail trail;		/* … and those that were left for whom they led to */
	struct mq_form_state form;	/* n 0: none is open */
	enum mq_context form_from;
	struct mq_drafts drafts;	/* those that were left */
	enum mq_once asking;		/* what the key that is pressed wants to be said once more */
	enum mq_once asked_for;		/* … and what the key before it wanted so */
	struct mq_help help;
	const char *pages_dir;		/* where those of the manual are */
	struct mq_manual manual;
	struct mq_board_pane board;
	struct mq_palette palette;
	struct mq_menu menu;		/* of actions, or of what may follow */
	struct mq_ask ask;
	struct mq_log log;
	struct mq_file_ask file_ask;
	struct mq_tutor tutor;
	struct mq_burden burden;	/* what tasks cost, and is not kept yet */
	char *burden_path;		/* where it is kept; NULL: nowhere, nothing is counted */
	size_t n_copied;		/* texts that were sent to the clipboard */
	size_t n_exported;		/* lists that were written to files */
	struct mq_buf refused;		/* what the clipboard would not take */

	struct mq_message message;	/* until the next key */
	struct mq_message fault;	/* of the query, while it has one */
};

/* ---- app.c ---- */

/* Paint what is there, and show it. */
void mq_app_show(struct mq_app *app);

/* ---- open.c ---- */

/* Read what is set and kept, and take the terminal. app is zeroed, and closed by the caller,
 * whatever is returned; session is borrowed until then. Faults of what is read are told
 * on the screen. TERMINAL where there is none that can move its cursor. */
enum mq_err mq_app_open(struct mq_app *app, struct mq_session *session, struct mq_diag *diag);
/* Keep what changed, give the terminal back, release all. */
void mq_app_close(struct mq_app *app);
/* All that panes hold; the terminal, the input and the keymap stay. */
void mq_app_release_panes(struct mq_app *app);

/* ---- settle.c ---- */

/* Ask and fetch what keys work on and is stale: layout, answer, rows, the names of facets,
 * an open card. False where a key broke it off: the rest is still stale. */
bool mq_app_settle(struct mq_app *app);
/* Something could not be had: broken off it stays stale, else it is told why. Releases diag. */
void mq_app_failed(struct mq_app *app, enum mq_err err, enum mq_stale what, struct mq_diag *diag);

/* ---- settle_rows.c ---- */

/* Rows as they are shown: columns and order by keys, or the query's. offset, limit are 0. */
struct mq_page mq_app_page(struct mq_app *app);
/* Other columns, another order: who is selected stays so. */
void mq_app_rows_anew(struct mq_app *app);
void mq_app_settle_rows(struct mq_app *app);
/* The selected row was gone to: from now on it is found again, by its record. */
void mq_app_hold_row(struct mq_app *app);

/* ---- settle_later.c ---- */

/* A piece of what may come after it; false where nothing is left, or is to wait. */
bool mq_app_settle_more(struct mq_app *app);
/* In how many milliseconds what is to wait may come; -1: nothing waits. */
int mq_app_rest_ms(const struct mq_app *app);
/* Name all facets of the kind shown once, to know how many lines each has. */
void mq_app_learn_facets(struct mq_app *app);
void mq_app_settle_facets(struct mq_app *app);
/* Count all facets in sight now, for what hangs on a count. Not while a key may break it off. */
void mq_app_settle_counts(struct mq_app *app);
/* mq_app_settle, and the same where counts say on which lines of the facets values stand: keys
 * among them do the same however fast they come. */
void mq_app_settle_lines(struct mq_app *app);
void mq_app_settle_card(struct mq_app *app);
/* The selected line of the card was gone to: it stays so until another is, on whichever card. */
void mq_app_hold_line(struct mq_app *app);

/* ---- message.c ---- */

/* Say something until the next key. text and hint are copied; hint may be NULL. */
void mq_app_say(struct mq_app *app, enum mq_role role, const char *text, const char *hint);
/* Say the first fault of diag (and release it). */
void mq_app_say_diag(struct mq_app *app, struct mq_diag *diag);
void mq_message_set(struct mq_message *message, enum mq_role role, const char *text,
	const char *hint);
void mq_message_clear(struct mq_message *message);

/* ---- paint.c ---- */

/* Paint everything into app->cells. */
void mq_app_paint(struct mq_app *app);

/* ---- keys.c ---- */

/* One key: a command, or text for the query. */
void mq_app_press(struct mq_app *app, mq_press press);
/* The same without a key: a command, a letter typed, a text pasted. */
void mq_app_do(struct mq_app *app, const struct mq_command *command);
void mq_app_do_there(struct mq_app *app, const struct mq_command *command, const char *argument);
void mq_app_do_type(struct mq_app *app, const char *text, size_t len);
void mq_app_do_paste(struct mq_app *app, const char *text, size_t len);
/* Run a command where it is meant for, once what keys before it made stale is settled. */
void mq_app_run(struct mq_app *app, const struct mq_command *command);
/* The same from a sheet: it closes, and the command runs where that was opened, with what was
 * typed behind its name (NULL: nothing); one that is for other contexts says so and stays. */
void mq_app_run_there(struct mq_app *app, const struct mq_command *command, const char *argument);
/* In how many milliseconds it is to be told what may follow the keys pressed; -1: never. */
int mq_app_follow_ms(const struct mq_app *app);
/* List it, where it is time. */
void mq_app_list_follow(struct mq_app *app);

/* ---- act_complete.c ---- */

/* What was completed stays; the next completion begins anew. */
void mq_app_end_completing(struct mq_app *app);
/* The same, and what is at hand for it is given back. */
void mq_app_release_completing(struct mq_app *app);
/* Look for what may stand at the cursor, to be shown while typing. */
void mq_app_settle_candidates(struct mq_app *app);
/* What of it is shown now; NULL: nothing. */
const struct mq_offers *mq_app_candidates(const struct mq_app *app);
/* Close them; false where there are none. */
bool mq_app_close_candidates(struct mq_app *app);
/* Keep the one that was taken; false where none was. */
bool mq_app_keep_candidate(struct mq_app *app);
/* What of the best is not typed yet, where the cursor ends the line; else NULL. */
const char *mq_app_ghost(const struct mq_app *app);
/* Take it; false where there is none. */
bool mq_app_take_ghost(struct mq_app *app);
/* Other things may stand where the cursor is now. */
void mq_app_cursor_moved(struct mq_app *app);

/* ---- act_chips.c ---- */

/* Which conditions the query has, and of how many each is not known. */
void mq_app_settle_chips(struct mq_app *app);

/* ---- act_asked.c ---- */

/* What was kept of queries, where that is wanted; and what is new of them. */
void mq_app_read_asked(struct mq_app *app, struct mq_diag *diag);
void mq_app_keep_asked(struct mq_app *app);
/* The query as it stands was asked. */
void mq_app_remember(struct mq_app *app);
/* What is typed behind a ‹hole› goes in its place. */
void mq_app_fill_hole(struct mq_app *app);

/* ---- act_burden.c ---- */

/* Where what tasks cost is kept, unless it is not wanted; and what is new of it. */
void mq_app_read_burden(struct mq_app *app);
void mq_app_keep_burden(struct mq_app *app);
/* A key was pressed; a task is done. */
void mq_app_burden_key(struct mq_app *app);
void mq_app_burden_end(struct mq_app *app, const char *task);

/* ---- act_log.c ---- */

/* Write down a command that is about to run. */
void mq_app_log_command(struct mq_app *app, const struct mq_command *command);
/* Write down one that is about to run where the sheet was opened. */
void mq_app_log_there(struct mq_app *app, const struct mq_command *command, const char *argument);
/* How far is what was pressed before worked out? */
enum mq_haste mq_app_haste(const struct mq_app *app);
/* The digit a command was given: its argument, or the key that was pressed; 0: none. */
size_t mq_app_number(const struct mq_app *app);

/* ---- act_undo.c ---- */

/* Before a change of what is asked: keep what stands, for undo. */
void mq_app_step(struct mq_app *app, enum mq_change change);
/* Turn the marks of ids (in order, each once; moved) round, as a step. */
void mq_app_step_marks(struct mq_app *app, mq_record_id *ids, size_t n);
/* After something was done to a saved list: keep how it is turned round (moved), as a step. */
void mq_app_step_lists(struct mq_app *app, struct mq_saved_turn turn);

/* ---- act_marks.c ---- */

/* Of the kind shown. */
struct mq_marks *mq_app_marks(struct mq_app *app);

/* ---- act_look.c ---- */

/* Have the terminal tell of the mouse, or no longer. */
void mq_app_take_mouse(struct mq_app *app, bool take);

/* Take a theme that is shipped, one's own over it. Faults of the latter go to diag. */
void mq_app_read_theme(struct mq_app *app, const char *name, struct mq_diag *diag);

/* ---- act_columns.c ---- */

/* Those of the kind shown. */
struct mq_columns *mq_app_columns(struct mq_app *app);
/* They are others now: rows anew, and kept for the next time. */
void mq_app_columns_changed(struct mq_app *app);
/* Write what is not kept yet. */
void mq_app_keep_columns(struct mq_app *app);
/* Those of all kinds, as they were kept. */
struct mq_state;
void mq_app_read_columns(struct mq_app *app, const struct mq_state *state);
/* What is looked for in the chooser is another text. */
void mq_app_filter_columns(struct mq_app *app);
/* Where the chooser stands: in place of the facets, or of all. */
struct mq_rect mq_app_chooser_rect(const struct mq_app *app);

/* ---- act_saved.c ---- */

/* Which lists there are now: files are looked at again. Who is selected stays so. */
void mq_app_settle_saved(struct mq_app *app);
/* Count a piece on; where the pane is not open, never mind. */
void mq_app_count_saved(struct mq_app *app);
/* The list of this id that a question means now, or NULL; borrowed until they are settled anew. */
const struct mq_saved_row *mq_app_saved_called(struct mq_app *app, const char *id);
/* Select the list of this id, where there is one. */
void mq_app_select_saved(struct mq_app *app, const char *id);
/* The list that keys work on; NULL, and told so, where the pane is not open or has none. */
const struct mq_saved_row *mq_app_selected_saved(struct mq_app *app);

/* ---- act_form.c ---- */

/* Leave the form that is open; where something was typed that is asked once. */
void mq_app_leave_form(struct mq_app *app);
/* Would leaving the screen lose what was typed in forms? */
bool mq_app_has_drafts(const struct mq_app *app);
/* What edits a line, in a row that is not typed into; false where it means nothing there. */
bool mq_app_edit_form(struct mq_app *app, const struct mq_command *command);
void mq_app_click_form(struct mq_app *app, int x, int y);

/* ---- act_card.c ---- */

/* To the first line of a section of the card, with the title above it in sight. */
void mq_app_go_section(struct mq_app *app, const char *id);
/* The sections that were folded, as they were kept. */
void mq_app_read_folds(struct mq_app *app, const struct mq_state *state);
/* Write what is not kept yet. */
void mq_app_keep_folds(struct mq_app *app);

/* ---- act_facets.c ---- */

/* They are shown otherwise now: named anew, and kept for the next time. */
void mq_app_facets_changed(struct mq_app *app);

/* ---- facet_keep.c ---- */

/* Show them as they were left, for the kind shown. */
void mq_app_recall_facets(struct mq_app *app);
/* Write what is not kept yet. */
void mq_app_keep_facets(struct mq_app *app);

/* ---- act_panes.c ---- */

/* The sizes that were kept. */
void mq_app_read_sizes(struct mq_app *app, const struct mq_state *state);
/* Write what is not kept yet. */
void mq_app_keep_sizes(struct mq_app *app);
/* A border that was pressed, or the title of the chart, goes to where it was let go; nothing
 * where there is none at `from`. */
void mq_app_drag(struct mq_app *app, const struct mq_mouse *from, const struct mq_mouse *to);

/* ---- line.c ---- */

/* What is typed into now, where that is a line beside the query's; NULL: none. */
struct mq_prompt *mq_app_line(struct mq_app *app);
/* It was edited: what hangs on it is another. */
void mq_app_line_edited(struct mq_app *app);

/* ---- act_palette.c ---- */

/* Something else is typed in it, or it was opened. */
void mq_app_palette_anew(struct mq_app *app);
void mq_app_settle_palette(struct mq_app *app);
/* Count one of the entries in sight. */
void mq_app_count_palette(struct mq_app *app);
/* Do what the selected entry is for. */
void mq_app_run_entry(struct mq_app *app);

/* ---- act_menu.c, act_help.c ---- */

/* The choice of this letter in the menu; false where there is none. */
bool mq_app_choose(struct mq_app *app, const char *text, size_t len);
/* List all keys again where something was looked for; false where nothing was. */
bool mq_app_help_whole(struct mq_app *app);

/* ---- act_board.c ---- */

/* Open a board over what one was at; of one that cannot be had it is told why. argument is copied;
 * NULL: none. */
void mq_app_open_board(struct mq_app *app, const char *id, const char *argument);
/* Work the open one out anew; the same row stays selected. */
void mq_app_settle_board(struct mq_app *app);
void mq_app_close_board(struct mq_app *app);
/* Go where the selected row leads. */
void mq_app_follow_board(struct mq_app *app);
/* To the next number of the row that leads to people, or the one before. */
void mq_app_board_column(struct mq_app *app, int by);
/* From a card that was opened from a board to that of the next row that has one. */
void mq_app_board_hit(struct mq_app *app, int by);
/* To the next heading, or the one of this section. */
void mq_app_go_board_heading(struct mq_app *app, int by);
/* To the board before, or to where the first was opened. */
void mq_app_back_from_board(struct mq_app *app);
/* The selected row with the names of its columns, appended; false where there is none. */
bool mq_app_board_row_text(struct mq_app *app, struct mq_buf *out);

/* ---- act_man.c ---- */

/* To the page before; false where the manual was opened with this one. */
bool mq_app_back_page(struct mq_app *app);
/* To the next title in the page, or the one before. */
void mq_app_go_head(struct mq_app *app, int by);

/* ---- act_go.c ---- */

/* Open the card of the selected row. */
void mq_app_open_row(struct mq_app *app);
/* From the card that is open to a list that it leads to; back comes back to it. */
void mq_app_leave_card(struct mq_app *app, const struct mq_buf *query);
/* To the card that led to what is asked now, with what was asked there; false where none did. */
bool mq_app_back_to_card(struct mq_app *app);
/* Open the card of a record from where keys go now. */
void mq_app_open_card(struct mq_app *app, mq_kind_id kind, mq_record_id id);

/* ---- go.c ---- */

/* Where keys would go, were no sheet open; a board is no sheet in that. */
enum mq_context mq_app_ground(const struct mq_app *app);
/* Does the board stand beside a card that was opened from it? */
bool mq_app_board_is_beside(const struct mq_app *app);
/* What a board covers: all that a sheet does, but for such a card. */
struct mq_rect mq_app_board_rect(const struct mq_app *app);
/* What sheets cover: all but the query line, the tutorial, the message and the hints. */
struct mq_rect mq_app_sheet_rect(const struct mq_app *app);

void mq_app_enter(struct mq_app *app, enum mq_context context);
/* The pane of a context among those that stand beside each other: the saved lists stand where
 * the facets do. */
enum mq_context mq_app_place(enum mq_context context);
/* One step back that loses nothing; false where there is none. */
bool mq_app_back(struct mq_app *app);
/* Another query in place of the one that stands, as a step. */
void mq_app_put_query(struct mq_app *app, const struct mq_buf *text);
/* The query's text is another one now. */
void mq_app_asked_anew(struct mq_app *app);
/* The list that moving keys move in this context. */
struct mq_list *mq_app_list(struct mq_app *app);
/* After it moved: what hangs on its selection is stale. step: the direction. */
void mq_app_moved(struct mq_app *app, int step);

#endif
