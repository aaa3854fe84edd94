/*
 * What is listed, a page at a time. Rows are numbered by their place in the answer, and
 * fetched as they are said (plain_rows.c); all other lists are made whole, and those of their
 * lines that lead somewhere are numbered.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "view.h"

enum { ROWS_PAGE = 10, LINES_PAGE = 20 };

/* ---- saying ---- */

/* The caller frees it. */
static char *format(const char *fmt, va_list args)
{
	char *text;
	return vasprintf(&text, fmt, args) < 0 ? mq_strdup("") : text;
}

void mq_plain_say(struct mq_plain *plain, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	char *text = format(fmt, args);
	va_end(args);
	struct mq_buf safe = {0};
	mq_safe_text(&safe, text, strlen(text));
	mq_buf_addc(&safe, '\n');
	fwrite(safe.data, 1, safe.len, plain->out);
	mq_buf_release(&safe);
	free(text);
}

/* A caret says nothing to who hears it: its place is told as well. */
void mq_plain_say_fault(struct mq_plain *plain, enum mq_err err, struct mq_diag *diag)
{
	if (err != MQ_OK && diag->n_faults == 0) {
		mq_plain_say(plain, "%s", mq_err_text(err));
	}
	mq_diag_print(diag, "", plain->out);
	if (diag->n_faults > 0 && !diag->faults[0].file && diag->faults[0].column > 0) {
		mq_plain_say(plain, _("it is at character %zu"), diag->faults[0].column);
	}
	mq_diag_release(diag);
}

/* ---- lists ---- */

/* The title stands above the first line, with how many there are; NULL: it has one of its
 * own. The hint is told when a list of the kind is said for the first time, and on `?`. */
static const struct {
	const char *title;
	const char *hint;
} lists[] = {
	[MQ_PLAIN_ROWS] = {NULL, N_("an empty line goes on, a number opens that row, :facets narrows, "
		":help tells all")},
	[MQ_PLAIN_CARD] = {NULL, N_("an empty line goes on, a number opens that record or "
		"asks for all there, :next the next row, :back goes back")},
	[MQ_PLAIN_WHY] = {NULL, N_("a number opens that record, :back goes back")},
	[MQ_PLAIN_FACETS] = {N_("facets"), N_("a number lists the values of that facet, "
		":back goes back")},
	[MQ_PLAIN_VALUES] = {NULL, N_("a number takes that value alone; :add and :exclude take a "
		"number too; :back goes back")},
	[MQ_PLAIN_CONDITIONS] = {N_("conditions"), N_("a number takes that condition out, "
		":back goes back")},
	[MQ_PLAIN_OFFERS] = {N_("what may follow"), N_("a number puts that in place, and asks "
		"what is whole; :back goes back")},
	[MQ_PLAIN_SAVED] = {N_("saved lists"), N_("a number asks that one, :back goes back")},
	[MQ_PLAIN_ASKED] = {N_("queries asked before"), N_("a number asks that one again, "
		":back goes back")},
	[MQ_PLAIN_MARKED] = {N_("marked"), N_("a number opens that record, :unmark takes a number "
		"too, :back goes back")},
	[MQ_PLAIN_BOARD] = {NULL, N_("a number goes where the line leads, :visit, :answer and "
		":dismiss take a number too, :back goes back")},
	[MQ_PLAIN_BOARDS] = {N_("boards"), N_("a number opens that one, :back goes back")},
};
_Static_assert(MQ_LENGTH(lists) == MQ_PLAIN_N_LISTS, "each list has a hint");

void mq_plain_list_begin(struct mq_plain *plain, enum mq_plain_list list)
{
	plain->list = list;
	plain->n = 0;
	plain->from = 0;
	plain->at = 0;
	mq_arena_reset(&plain->arena);
}

struct mq_plain_line *mq_plain_list_add(struct mq_plain *plain, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	char *text = format(fmt, args);
	va_end(args);
	plain->lines = mq_grow(plain->lines, &plain->cap, plain->n + 1, sizeof(*plain->lines));
	struct mq_plain_line *line = &plain->lines[plain->n++];
	*line = (struct mq_plain_line){.kind = MQ_NO_KIND, .id = MQ_NO_RECORD, .place = SIZE_MAX,
		.text = mq_arena_strdup(&plain->arena, text)};
	free(text);
	return line;
}

static bool has_number(const struct mq_plain_line *line)
{
	return line->query || line->board || line->id != MQ_NO_RECORD || line->place != SIZE_MAX;
}

static size_t count(const struct mq_plain *plain)
{
	return plain->list == MQ_PLAIN_ROWS ? mq_session_n_rows(plain->session) : plain->n;
}

/* The greatest number that can be picked; 0: none can. */
static size_t last_number(const struct mq_plain *plain)
{
	size_t n = plain->list == MQ_PLAIN_ROWS ? count(plain) : 0;
	for (size_t i = 0; i < plain->n; i++) {
		n += has_number(&plain->lines[i]);
	}
	return n;
}

static void say_lines(struct mq_plain *plain)
{
	size_t number = 0;
	for (size_t i = 0; i < plain->at; i++) {
		const struct mq_plain_line *line = &plain->lines[i];
		number += has_number(line);
		if (i < plain->from) {
			continue;
		}
		if (has_number(line)) {
			mq_plain_say(plain, "%zu. %s", number, line->text);
		} else {
			mq_plain_say(plain, "%s", line->text);
		}
	}
}

/* ---- going through ---- */

static void say_place(struct mq_plain *plain)
{
	size_t all = count(plain);
	char number[MQ_NUMBER_SIZE];
	mq_view_digits(all, number);
	if (plain->from > 0 || plain->at < all) {
		mq_plain_say(plain, plain->list == MQ_PLAIN_ROWS ? _("rows %zu to %zu of %s")
			: _("lines %zu to %zu of %s"), plain->from + 1, plain->at, number);
	}
}

static void say_hint(struct mq_plain *plain)
{
	if (last_number(plain) > 0) {
		plain->hinted |= 1u << plain->list;
		mq_plain_say(plain, "%s", _(lists[plain->list].hint));
	}
}

void mq_plain_list_say(struct mq_plain *plain, size_t from, size_t n)
{
	size_t all = count(plain);
	n = n > 0 ? n : plain->list == MQ_PLAIN_ROWS ? ROWS_PAGE : LINES_PAGE;
	plain->from = from < all ? from : all;
	plain->at = n < all - plain->from ? plain->from + n : all;
	if (plain->from == 0 && lists[plain->list].title) {
		mq_plain_say(plain, "%s: %zu", _(lists[plain->list].title), all);
	}
	if (plain->from == plain->at) {
		return;
	}
	if (plain->list == MQ_PLAIN_CARD && plain->n_cards > 0) {
		plain->cards[plain->n_cards - 1].from = plain->from;
	}
	if (plain->list == MQ_PLAIN_BOARD) {
		plain->board.from = plain->from;
	}
	if (plain->list == MQ_PLAIN_ROWS) {
		mq_plain_say_rows(plain);
	} else {
		say_lines(plain);
	}
	say_place(plain);
	if (!(plain->hinted >> plain->list & 1)) {
		say_hint(plain);
	}
}

void mq_plain_more(struct mq_plain *plain)
{
	size_t n = 0;
	if (*plain->argument && !mq_plain_number(mq_slice_str(plain->argument), &n)) {
		mq_plain_say(plain, _("'%s' is no number"), plain->argument);
	} else if (plain->at >= count(plain)) {
		mq_plain_say(plain, "%s", _("that is all"));
	} else {
		mq_plain_list_say(plain, plain->at, n);
	}
}

void mq_plain_again(struct mq_plain *plain)
{
	if (plain->list == MQ_PLAIN_BOARD) {
		mq_plain_board_again(plain);
		return;
	}
	mq_plain_list_say(plain, plain->from, plain->at - plain->from);
}

void mq_plain_where(struct mq_plain *plain)
{
	if (plain->text.len > 0) {
		mq_plain_say(plain, _("query: %s"), plain->text.data);
	}
	mq_plain_say_counts(plain);
	if (plain->at > 0) {
		say_place(plain);
	}
	say_hint(plain);
}

/* ---- picking ---- */

void mq_plain_say_no_number(struct mq_plain *plain, size_t number, size_t last)
{
	if (last > 0) {
		mq_plain_say(plain, _("there is no number %zu: the last is %zu"), number, last);
	} else {
		mq_plain_say(plain, "%s", _("nothing here has a number"));
	}
}

const struct mq_plain_line *mq_plain_list_line(struct mq_plain *plain, size_t number)
{
	size_t n = 0;
	for (size_t i = 0; i < plain->n; i++) {
		n += has_number(&plain->lines[i]);
		if (n == number && has_number(&plain->lines[i])) {
			return &plain->lines[i];
		}
	}
	mq_plain_say_no_number(plain, number, last_number(plain));
	return NULL;
}

/* The list goes when it is asked. What was kept of another day may have holes. */
static void pick_query(struct mq_plain *plain, const struct mq_plain_line *line)
{
	char *query = mq_strdup(line->query);
	size_t from;
	size_t end;
	if (plain->list == MQ_PLAIN_ASKED && mq_session_hole(query, strlen(query), &from, &end)) {
		mq_plain_say(plain, _("what stood in %.*s was not kept: type the query with it"),
			(int)(end - from), query + from);
	} else if (line->begun) {
		mq_plain_list_offers(plain, query);
	} else {
		mq_plain_ask(plain, query, strlen(query), MQ_PLAIN_PICKED);
	}
	free(query);
}

void mq_plain_pick(struct mq_plain *plain, size_t number)
{
	if (plain->list == MQ_PLAIN_ROWS && (number == 0 || number > count(plain))) {
		mq_plain_say_no_number(plain, number, count(plain));
		return;
	}
	if (plain->list == MQ_PLAIN_ROWS) {
		mq_plain_open_row(plain, number - 1);
		return;
	}
	const struct mq_plain_line *line = mq_plain_list_line(plain, number);
	if (line && line->query) {
		pick_query(plain, line);
	} else if (line && line->board) {
		mq_plain_open_board(plain, line->board, line->argument);
	} else if (line && line->id != MQ_NO_RECORD) {
		mq_plain_open(plain, line->kind, line->id);
	} else if (line) {
		plain->wish = (struct mq_facet_wish){.place = line->place};
		mq_plain_values(plain);
	}
}
