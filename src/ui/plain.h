/*
 * plain: minqing as a conversation. A line is read, an answer is appended; nothing that was
 * written is ever changed, so that a screen reader, a braille line or a typewriter gets
 * every word once and in order.
 */
#ifndef MINQING_UI_PLAIN_H
#define MINQING_UI_PLAIN_H

#include <minqing/board.h>
#include <minqing/burden.h>
#include <minqing/facets.h>

#include "asked.h"
#include "columns.h"
#include "form.h"
#include "manual.h"
#include "marks.h"
#include "step.h"

/* ---- plain_line.c: what a line says ---- */

enum mq_plain_saying {
	MQ_PLAIN_MORE,		/* nothing: go on */
	MQ_PLAIN_QUERY,
	MQ_PLAIN_NUMBER,	/* of a line that was listed */
	MQ_PLAIN_COMMAND,	/* ":name argument" */
	MQ_PLAIN_WHERE,		/* "?" */
	MQ_PLAIN_MEND,		/* "!" */
};

enum { MQ_PLAIN_NAME_MAX = 32, MQ_PLAIN_DIGITS_MAX = 6 };

struct mq_plain_said {
	enum mq_plain_saying saying;
	size_t number;
	char name[MQ_PLAIN_NAME_MAX];	/* of a command, folded; cut where it is longer */
	struct mq_slice text;		/* the query or the argument, without blanks around it;
					 * within the line */
};

struct mq_plain_said mq_plain_read(const char *line, size_t len);
/* A whole number of at most MQ_PLAIN_DIGITS_MAX digits, full-width too: longer ones are those
 * of telephones and cards, and are looked for. */
bool mq_plain_number(struct mq_slice text, size_t *number);

/* ---- what is listed ---- */

/* Of which kind the lines are that numbers pick from. */
enum mq_plain_list {
	MQ_PLAIN_ROWS,		/* has no lines: rows are fetched as they are said */
	MQ_PLAIN_CARD,
	MQ_PLAIN_WHY,
	MQ_PLAIN_FACETS,
	MQ_PLAIN_VALUES,
	MQ_PLAIN_CONDITIONS,
	MQ_PLAIN_OFFERS,
	MQ_PLAIN_SAVED,
	MQ_PLAIN_ASKED,
	MQ_PLAIN_MARKED,
	MQ_PLAIN_BOARD,
	MQ_PLAIN_BOARDS,
	MQ_PLAIN_MANUAL,
	MQ_PLAIN_PAGE,
	MQ_PLAIN_LOG,
	MQ_PLAIN_N_LISTS,
};

/* A line has a number where something is picked with it. */
struct mq_plain_line {
	const char *text;	/* of the list's arena, as query is */
	const char *query;	/* asked when it is picked; or NULL */
	bool begun;		/* … but it is not whole: what may follow it is listed */
	mq_kind_id kind;	/* opened when it is picked; else MQ_NO_KIND */
	mq_record_id id;
	size_t place;		/* of a facet, or of a value in its facet; else SIZE_MAX */
	const char *board;	/* opened when it is picked; or NULL */
	const char *argument;	/* … with this, or NULL */
	const struct mq_manual_page *page;	/* opened when it is picked; or NULL */
	const char *rule;	/* by which it comes, to be dismissed by; or NULL */
	const char *key;	/* … and to whom */
	const char *day;	/* … and when */
};

enum { MQ_PLAIN_CARDS_MAX = 32 };

struct mq_plain {
	struct mq_session *session;
	const struct mq_schema *schema;
	FILE *in;
	FILE *out;
	const char *pages_dir;		/* of the manual; borrowed */
	mq_kind_id kind;		/* of whom is asked, where the query does not say */
	bool quit;
	const char *argument;		/* of the command that runs, borrowed; "" where it has none */

	struct mq_buf text;		/* the query that is answered */
	struct mq_reply reply;
	bool unknown;			/* the unknown are listed, not the hits */
	char *repair;			/* the query that had a fault put right; NULL: none did */
	struct mq_steps undo;
	struct mq_steps redo;

	enum mq_plain_list list;
	struct mq_plain_line *lines;
	size_t n;
	size_t cap;
	struct mq_arena arena;
	size_t from;			/* the lines or rows that were said last: from … at - 1 */
	size_t at;
	unsigned hinted;		/* lists that were told about: bits 1 << list */
	struct mq_columns *columns;	/* chosen, one a kind */
	char *state_path;		/* where that is kept; NULL: nowhere */
	char *heads;			/* the columns, as they were told last */
	struct mq_marks *marks;		/* one a kind */
	struct mq_asked asked;
	char *asked_path;		/* where it is kept; NULL: nowhere */
	bool keeps_asked;		/* … and whether that is wanted */

	size_t row;			/* that was opened, from 0, and who it was */
	mq_record_id id;		/* MQ_NO_RECORD: none yet */
	struct {
		mq_kind_id kind;
		mq_record_id id;
		size_t from;		/* the first line that was said last */
	} cards[MQ_PLAIN_CARDS_MAX];	/* opened from one another */
	size_t n_cards;
	struct {
		const char *id;		/* that is open, or lies beneath; NULL: none */
		char *argument;
		enum mq_board_where where;	/* of whom all boards tell */
		bool has_area;		/* it would tell of others if that were another */
		size_t from;		/* the first line that was said last */
	} board;

	struct mq_buf sought;		/* in what is listed; empty: nothing yet */
	struct mq_manual manual;
	struct mq_buf log;		/* the lines that were said */
	struct mq_form_state form;	/* n 0: none is filled in */
	struct mq_burden burden;	/* what tasks cost, and is not kept yet */
	char *burden_path;		/* where it is kept; NULL: nowhere, nothing is counted */
	size_t n_keys;			/* of the line at work */
	struct mq_facets facets;	/* one: whose values were listed last */
	struct mq_facet_wish wish;	/* it */
};

/* ---- plain.c ---- */

/* A command, one row each. */
struct mq_plain_command {
	const char *name;
	const char *argument;	/* what it is called; in brackets: may be left out; NULL: none */
	const char *help;
	void (*run)(struct mq_plain *plain);
};

/* The one called so; else the one whose name begins so, where all others that do begin with
 * that name; NULL. */
const struct mq_plain_command *mq_plain_command(const char *name);
/* What a line says, as if it had been typed. */
void mq_plain_do(struct mq_plain *plain, const char *line, size_t len);

/* ---- plain_list.c ---- */

/* Append one line, so that no terminal can obey it. */
void mq_plain_say(struct mq_plain *plain, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* What went wrong, if anything did, with its place; releases diag. */
void mq_plain_say_fault(struct mq_plain *plain, enum mq_err err, struct mq_diag *diag);

/* Begin a list of another kind; what it is made of goes into plain->arena. */
void mq_plain_list_begin(struct mq_plain *plain, enum mq_plain_list list);
/* Append a line that picks nothing yet; borrowed until the next one. */
struct mq_plain_line *mq_plain_list_add(struct mq_plain *plain, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Say lines from `from` on; n: how many, 0: a page. */
void mq_plain_list_say(struct mq_plain *plain, size_t from, size_t n);
/* The line of that number; NULL, told why, where there is none. */
const struct mq_plain_line *mq_plain_list_line(struct mq_plain *plain, size_t number);
void mq_plain_say_no_number(struct mq_plain *plain, size_t number, size_t last);
void mq_plain_pick(struct mq_plain *plain, size_t number);
/* Where one is, and what can be done here. */
void mq_plain_where(struct mq_plain *plain);
void mq_plain_more(struct mq_plain *plain);
void mq_plain_again(struct mq_plain *plain);

/* ---- plain_burden.c ---- */

/* Where what tasks cost is kept, unless it is not wanted; and the end, with what is new of it. */
void mq_plain_burden_begin(struct mq_plain *plain);
void mq_plain_burden_end(struct mq_plain *plain);
/* A line was typed; a task is begun by it, or done. */
void mq_plain_burden_line(struct mq_plain *plain, const char *line, size_t len);
void mq_plain_task_begin(struct mq_plain *plain, const char *task);
void mq_plain_task_end(struct mq_plain *plain, const char *task);

/* ---- plain_form.c ---- */

void mq_plain_visit(struct mq_plain *plain);
void mq_plain_need(struct mq_plain *plain);
void mq_plain_answer(struct mq_plain *plain);
void mq_plain_service(struct mq_plain *plain);
/* A line while a form is filled in. */
void mq_plain_form_line(struct mq_plain *plain, const struct mq_plain_said *said);

/* ---- plain_rows.c ---- */

/* Rows as they are listed, all of them. */
struct mq_page mq_plain_page(const struct mq_plain *plain);
/* Say rows from … at - 1. */
void mq_plain_say_rows(struct mq_plain *plain);
/* Those columns that were chosen before, and the end of that. */
void mq_plain_columns_begin(struct mq_plain *plain);
void mq_plain_columns_end(struct mq_plain *plain);
void mq_plain_columns(struct mq_plain *plain);

/* What is said of a row, appended: its columns in order. */
void mq_plain_row_text(const struct mq_plain *plain, const struct mq_page *page,
	const struct mq_row *row, struct mq_buf *out);

/* ---- plain_ask.c ---- */

/* How a query came to be. One that nobody typed is told. */
enum mq_plain_query {
	MQ_PLAIN_TYPED,
	MQ_PLAIN_PICKED,
	MQ_PLAIN_ORDERED,	/* the one in force, in another order: the unknown stay listed */
};

/* Ask, tell the counts, list the rows. False where it has a fault. */
bool mq_plain_ask(struct mq_plain *plain, const char *text, size_t len, enum mq_plain_query how);
/* The same, but the rows are not listed yet. */
bool mq_plain_ask_only(struct mq_plain *plain, const char *text, size_t len,
	enum mq_plain_query how);
void mq_plain_say_counts(struct mq_plain *plain);
void mq_plain_mend(struct mq_plain *plain);
void mq_plain_undo(struct mq_plain *plain);
void mq_plain_redo(struct mq_plain *plain);
void mq_plain_unknown(struct mq_plain *plain);
void mq_plain_sort(struct mq_plain *plain);
void mq_plain_conditions(struct mq_plain *plain);
void mq_plain_complete(struct mq_plain *plain);
/* List what may follow a half-typed query. */
void mq_plain_list_offers(struct mq_plain *plain, const char *text);

/* ---- plain_asked.c ---- */

/* What was kept of queries, where that is wanted; and the end, with what is new of them. */
void mq_plain_asked_begin(struct mq_plain *plain);
void mq_plain_asked_end(struct mq_plain *plain);
/* The query in force was asked. */
void mq_plain_remember(struct mq_plain *plain);
void mq_plain_history_search(struct mq_plain *plain);
void mq_plain_forget(struct mq_plain *plain);

/* ---- plain_marks.c ---- */

/* Of the kind of the rows. */
struct mq_marks *mq_plain_marks(const struct mq_plain *plain);
/* How many, where there are some. */
void mq_plain_say_marked(struct mq_plain *plain);
/* Undo what a step did to marks, which is the same as to do it again. */
void mq_plain_toggle(struct mq_plain *plain, const struct mq_step *step);
void mq_plain_mark(struct mq_plain *plain);
void mq_plain_unmark(struct mq_plain *plain);
void mq_plain_mark_invert(struct mq_plain *plain);
void mq_plain_unmark_all(struct mq_plain *plain);
void mq_plain_marked(struct mq_plain *plain);

/* ---- plain_card.c ---- */

/* The card of a record, on top of those open. */
void mq_plain_open(struct mq_plain *plain, mq_kind_id kind, mq_record_id id);
/* That of a row, counted from 0; nothing but it is open then. */
void mq_plain_open_row(struct mq_plain *plain, size_t row);
/* Who has the number that is the argument, of a row or of a line that was listed; without one who
 * is open. False, told why, where it is nobody. */
bool mq_plain_whom(struct mq_plain *plain, mq_kind_id *kind, mq_record_id *id);
void mq_plain_back(struct mq_plain *plain);
void mq_plain_next(struct mq_plain *plain);
void mq_plain_previous(struct mq_plain *plain);
void mq_plain_why(struct mq_plain *plain);

/* ---- plain_board.c ---- */

void mq_plain_open_board(struct mq_plain *plain, const char *id, const char *argument);
/* From what was opened from a board to that again; false where there is none beneath, and none
 * is open any more. */
bool mq_plain_back_to_board(struct mq_plain *plain);
void mq_plain_close_board(struct mq_plain *plain);
/* Work the one that is listed out anew, and list it from where it was said last. */
void mq_plain_board_again(struct mq_plain *plain);
void mq_plain_plan_round(struct mq_plain *plain);
void mq_plain_dismiss(struct mq_plain *plain);
void mq_plain_day(struct mq_plain *plain);
void mq_plain_board(struct mq_plain *plain);
void mq_plain_everywhere(struct mq_plain *plain);

/* ---- plain_facets.c ---- */

/* List the values of plain->wish. */
void mq_plain_values(struct mq_plain *plain);
void mq_plain_facets(struct mq_plain *plain);
void mq_plain_chart(struct mq_plain *plain);
void mq_plain_narrow(struct mq_plain *plain);
void mq_plain_add(struct mq_plain *plain);
void mq_plain_exclude(struct mq_plain *plain);
void mq_plain_clear(struct mq_plain *plain);

/* ---- plain_take.c ---- */

void mq_plain_copy(struct mq_plain *plain);
void mq_plain_copy_marked(struct mq_plain *plain);
void mq_plain_export(struct mq_plain *plain);
void mq_plain_overwrite(struct mq_plain *plain);
void mq_plain_export_marked(struct mq_plain *plain);
void mq_plain_overwrite_marked(struct mq_plain *plain);

/* ---- plain_saved.c ---- */

void mq_plain_save(struct mq_plain *plain);
void mq_plain_saved(struct mq_plain *plain);
void mq_plain_rename(struct mq_plain *plain);
void mq_plain_share(struct mq_plain *plain);
void mq_plain_remove(struct mq_plain *plain);

/* ---- plain_find.c ---- */

void mq_plain_find(struct mq_plain *plain);
void mq_plain_open_page(struct mq_plain *plain, const struct mq_manual_page *page);
void mq_plain_man(struct mq_plain *plain);
void mq_plain_tutor(struct mq_plain *plain);

/* ---- plain_log.c ---- */

/* It was typed, and says this. */
void mq_plain_keep_line(struct mq_plain *plain, const char *line, size_t len,
	const struct mq_plain_said *said);
void mq_plain_log(struct mq_plain *plain);
void mq_plain_replay(struct mq_plain *plain);

#endif
