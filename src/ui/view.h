/*
 * view: what panes show, as plain values, and the painting of it into cells.
 * A view asks nobody anything: settle.c brings the values, tests make them up.
 */
#ifndef MINQING_UI_VIEW_H
#define MINQING_UI_VIEW_H

#include <minqing/board.h>
#include <minqing/card.h>
#include <minqing/saved.h>
#include <minqing/session.h>

#include "cells.h"
#include "columns.h"
#include "facet_pane.h"
#include "help.h"
#include "keymap.h"
#include "layout.h"
#include "list.h"
#include "manual.h"
#include "marks.h"
#include "menu.h"
#include "palette.h"
#include "prompt.h"
#include "tutor.h"

/* ---- the query line ---- */

struct mq_query_line {
	const struct mq_prompt *prompt;
	size_t tail;			/* from this byte on it counts for nothing yet */
	size_t tail_end;		/* … up to this one */
	bool wrong;			/* … and is a fault, not only half typed */
	const char *ghost;		/* what would complete it, behind the cursor; NULL: nothing */
	const char *badge;		/* how the word at the cursor was read, or "" */
	size_t n_conditions;		/* told beside the counts; 0: they are seen elsewhere */
	const struct mq_reply *reply;	/* NULL before the first answer */
	bool unknown;			/* the unknown are shown, not the hits */
	size_t n_marked;		/* records of the kind */
};

/* Paints and says through *cursor_x where the insertion point is. with_counts: the
 * counts stand at the right end of the line. */
void mq_view_query(struct mq_cells *cells, struct mq_rect rect, const struct mq_query_line *line,
	bool with_counts, int *cursor_x);
void mq_view_counts(struct mq_cells *cells, struct mq_rect rect, const struct mq_query_line *line);
/* "80 000", appended. */
void mq_view_number(uint64_t number, struct mq_buf *out);
/* The same as a string. Returns its length. */
enum { MQ_NUMBER_SIZE = 32 };
size_t mq_view_digits(uint64_t number, char out[MQ_NUMBER_SIZE]);

/* ---- what may stand at the cursor ---- */

/* How many are looked for and shown: there is a row for each. */
size_t mq_view_candidates_max(const struct mq_layout *layout);
/* Paint at most so many over the right end of the first rows of rect: the names of rows stay
 * in sight, and what an input method shows at the cursor. Where there is no width for that they
 * stand below the row, or above where there is more room: it is what Enter opens. Its height is
 * 0 where there is none. at: the one taken; offers->n: none. */
void mq_view_candidates(struct mq_cells *cells, struct mq_rect rect,
	struct mq_rect row, const struct mq_offers *offers, size_t at, size_t n_max);

/* ---- the conditions of the query ---- */

struct mq_chips {
	struct mq_conditions conditions;
	size_t selected;
};

/* *cursor_x: the column of the selected one. chips NULL: they are not known yet. */
void mq_view_chips(struct mq_cells *cells, struct mq_rect rect, const struct mq_chips *chips,
	bool focused, int *cursor_x);

/* ---- results ---- */

struct mq_results {
	struct mq_list list;
	struct mq_rows rows;	/* those in sight */
	size_t offset;		/* of rows in the list */
	size_t n_asked;		/* as many as there was room for */
	bool unknown;		/* the unknown, not the hits */
	mq_record_id id;	/* of the selected row; MQ_NO_RECORD: none */
	struct mq_held_row held;	/* who stays selected through every change, wherever listed */
	mq_field_id column;	/* that keys work on; the first where it is not shown */
	struct mq_order order[MQ_ORDER_MAX];	/* in force: by keys, or the query's */
	size_t n_order;				/* 0: the kind's own */
	const struct mq_columns *chosen;	/* widths; NULL: none */
	const struct mq_marks *marks;		/* NULL: none */
};

/* How many lines stand above the rows: the title, unless there is only room for a row. */
int mq_view_results_first(struct mq_rect rect);
/* How many lines a row takes: one, two where there is little width and height for them. */
size_t mq_view_results_lines(struct mq_rect rect);
/* Where the selected row stands in the pane; height 0: it is out of sight. */
struct mq_rect mq_view_results_row(struct mq_rect rect, const struct mq_results *results);
/* Cards of two lines have numbers that open them, up to this one. */
enum { MQ_NUMBERED = 8 };

/* How many rows fit. */
size_t mq_view_results_height(struct mq_rect rect);
bool mq_view_results_cards(struct mq_rect rect);
/* focused: the column that keys work on is shown. */
void mq_view_results(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_results *results, bool focused);
/* The place of results->column among those shown. */
size_t mq_results_column(const struct mq_results *results);

/* The width a column of the field likes. */
int mq_view_column_width(const struct mq_field *field);

/* ---- choosing columns ---- */

struct mq_chooser {
	struct mq_list list;
	mq_field_id *fields;	/* one a line: those shown first, then all others that fit */
	size_t n;
	size_t cap;
	struct mq_prompt typed;	/* what is looked for */
	enum mq_context from;
};

/* Says through *cursor_x where the insertion point is, in the first line. */
void mq_view_chooser(struct mq_cells *cells, struct mq_rect rect, const struct mq_schema *schema,
	const struct mq_chooser *chooser, const struct mq_columns *shown, int *cursor_x);

/* ---- saved lists ---- */

/* Lists below heads that say whose they are. */
struct mq_saved_pane {
	struct mq_list list;		/* of lines: heads and lists */
	struct mq_saved_rows rows;
	enum mq_context from;
	char *edited;			/* the list whose text was put into the query; NULL: none */
	char *name;			/* the list that is asked about; NULL: none yet */
	bool shared;			/* … and whether that is the register's */
};

/* As many lines as there are. */
size_t mq_saved_n_lines(const struct mq_saved_pane *pane);
/* The list on a line; NULL: a head, or nothing. */
const struct mq_saved_row *mq_saved_line(const struct mq_saved_pane *pane, size_t line);
/* The line of rows.rows[row]. */
size_t mq_saved_line_of(const struct mq_saved_pane *pane, size_t row);
/* chosen: the conditions of the query, to mark lists among them; NULL: not known. */
void mq_view_saved(struct mq_cells *cells, struct mq_rect rect, const struct mq_saved_pane *pane,
	const struct mq_conditions *chosen, bool focused);
/* What the selected list asks, or what is amiss with it, as a message. */
void mq_view_saved_told(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_saved_pane *pane);

/* ---- boards ---- */

enum { MQ_BOARD_COLUMNS_MAX = 16, MQ_BOARD_BACK_MAX = 8 };

/* Where one was before another board was gone to. */
struct mq_board_place {
	const char *id;
	char *argument;		/* owned; NULL: none */
	size_t selected;
	size_t top;
};

/* Zeroed is closed. A board stays open beneath what is opened from it. */
struct mq_board_pane {
	struct mq_list list;		/* of rows */
	struct mq_board board;		/* id NULL: none is open */
	char *argument;			/* what it was opened with; NULL: nothing */
	enum mq_board_where where;	/* of whom this and all others tell */
	size_t column;			/* of the number that keys work on; SIZE_MAX: the row itself */
	int likes[MQ_BOARD_COLUMNS_MAX];	/* the columns each would fill; 0: it has no word */
	enum mq_context from;
	struct mq_board_place back[MQ_BOARD_BACK_MAX];	/* the last one before this board */
	size_t n_back;
	struct mq_buf sought;		/* in its rows; empty: nothing yet */
	int told_lines;			/* above the message row, for what a row has no room for */
};

/* How much room columns like. */
void mq_board_measure(struct mq_board_pane *pane);
/* How wide each column is in so many; 0: it has no room. */
void mq_board_plan(const struct mq_board_pane *pane, int width, int widths[MQ_BOARD_COLUMNS_MAX]);
/* How many rows fit. */
size_t mq_view_board_height(struct mq_rect rect);
/* The line of rect that rows begin on, from its title. */
enum { MQ_BOARD_FIRST = 2 };
/* The next row, by steps of by from *row on, that has the text; false where none has. */
bool mq_board_seek(const struct mq_board *board, const char *text, int by, size_t *row);
/* The row that keys work on; NULL where there is none. */
const struct mq_board_row *mq_board_selected(const struct mq_board_pane *pane);
/* The number that keys work on, as a query; NULL: it is the row itself. */
const char *mq_board_chosen(const struct mq_board_pane *pane);
/* Can keys work on this row? */
bool mq_board_selectable(const struct mq_board *board, size_t row);
void mq_view_board(struct mq_cells *cells, struct mq_rect rect, const struct mq_board_pane *pane,
	bool focused);
/* How many lines of so many columns it takes to tell any of its rows, painted in a width, whole. */
int mq_board_told_lines(const struct mq_board_pane *pane, int width, int cols);
/* Of the selected row, what had no room in so many columns, on as many lines as rect has. */
void mq_view_board_told(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_board_pane *pane, int width);

/* ---- facets ---- */

void mq_view_facets(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet_pane *pane,
	bool focused);

/* ---- chart ---- */

/* One facet as bars, each with its number; values that find no room are summed up. */
void mq_view_chart(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet *facet);
void mq_view_chart_line(struct mq_cells *cells, struct mq_rect rect, const struct mq_facet *facet);

/* ---- a card ---- */

struct mq_card_part {
	long section;
	long line;			/* -1: the section's title, -2: an empty line */
	struct mq_slice text;		/* this part of the value, sanitised */
	bool first;			/* the line begins here: its label stands before it */
	int label_cols;
	int indent;			/* columns left of the text, those of the label too */
};

/* A card laid out for a width. */
struct mq_card_text {
	struct mq_card_part *parts;
	size_t n_parts;
	size_t cap;
	int width;
	int label_width;
	struct mq_arena arena;
};

struct mq_card_pane {
	struct mq_list list;		/* of parts */
	struct mq_held_row held;	/* whose card was gone along last, … */
	size_t held_line;		/* … and to which line */
	struct mq_card card;
	struct mq_card_text text;
	struct mq_buf folded;		/* ids of sections, of every card: " history tags" */
};

/* folded: of which sections only the title is shown; NULL: of none. */
void mq_card_text_make(struct mq_card_text *text, const struct mq_card *card, int width,
	const struct mq_buf *folded);
void mq_card_text_release(struct mq_card_text *text);
/* Is the section folded to its title? */
bool mq_card_is_folded(const struct mq_buf *folded, const char *section);
/* Fold it, or open it. */
void mq_card_fold(struct mq_buf *folded, const char *section, bool fold);
/* Can keys work on this line? A folded section's title counts. */
bool mq_card_selectable(const struct mq_card_pane *pane, size_t at);
/* The section a line of the pane stands in; NULL: none. */
const struct mq_card_section *mq_card_section_at(const struct mq_card_pane *pane, size_t at);
/* The line of the card that stands on a line of the pane, or NULL. */
const struct mq_card_line *mq_card_line_at(const struct mq_card_pane *pane, size_t at);
/* Does Enter on the line lead elsewhere: to another record, or to who else is there? */
bool mq_card_line_leads(const struct mq_card *card, const struct mq_card_line *line);
void mq_view_card(struct mq_cells *cells, struct mq_rect rect, const struct mq_card_pane *pane,
	bool focused);
/* The card in one line. */
void mq_view_detail(struct mq_cells *cells, struct mq_rect rect, const struct mq_card *card);

/* ---- the palette, menus ---- */

/* How many lines an entry takes, and how many entries fit. */
size_t mq_view_palette_lines(struct mq_rect rect);
size_t mq_view_palette_height(struct mq_rect rect);
/* Says through *cursor_x where the insertion point is, in the first line. */
void mq_view_palette(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_palette *palette, const struct mq_keymap *keymap, int *cursor_x);
/* At the lower end of `above`; where it came to stand. */
struct mq_rect mq_view_menu(struct mq_cells *cells, struct mq_rect above,
	const struct mq_menu *menu);

/* ---- the tutorial ---- */

/* The lines of a strip that holds this text, its title among them. */
int mq_view_tutor_height(const char *text, int width_cols);
/* keys: how to go on and back, behind the title or at the end of the last line. */
void mq_view_tutor(struct mq_cells *cells, struct mq_rect rect,
	const struct mq_tutor_words *words, const char *keys);

/* ---- help, message, hints ---- */

/* A line of it is selected where it has keys. */
void mq_view_help(struct mq_cells *cells, struct mq_rect rect, const struct mq_help *help);
/* The selected line whole, as a message, where it was cut in so many columns. */
void mq_view_help_told(struct mq_cells *cells, struct mq_rect rect, const struct mq_help *help,
	int width);
/* Columns there are for a page in it; how wide a page is, and where the chosen name stands. */
int mq_view_manual_cols(struct mq_rect rect);
void mq_view_manual(struct mq_cells *cells, struct mq_rect rect, const struct mq_manual *manual,
	int *cursor_x);
/* A message, over more lines where it needs and finds them, and behind it (or below, where there
 * are two lines) what to do about it. */
void mq_view_message(struct mq_cells *cells, struct mq_rect rect, enum mq_role role,
	const char *message, const char *hint);
/* Whose keys the hint row names. */
struct mq_hints {
	const struct mq_keymap *keymap;
	enum mq_context context;
	const char *label;		/* of where one is; NULL: the context's */
	const struct mq_command *idle;	/* has nothing to do here, and is left out; NULL: none */
};
/* "[query] F1 help  Tab facets …": what there is room for, help always. */
void mq_view_hints(struct mq_cells *cells, struct mq_rect rect, const struct mq_hints *hints);

#endif
