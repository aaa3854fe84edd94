/*
 * Marks: rows picked out by their numbers, to be listed, copied and written to files. They stay,
 * whatever is asked next, for each kind; a step back takes the last change of them back too.
 * Numbers are those of the rows, or of the marked where these are listed.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "view.h"

struct mq_marks *mq_plain_marks(const struct mq_plain *plain)
{
	return &plain->marks[plain->reply.kind];
}

static void say_n(struct mq_plain *plain, const char *fmt, size_t n)
{
	char number[MQ_NUMBER_SIZE];
	mq_view_digits(n, number);
	mq_plain_say(plain, fmt, number);
}

void mq_plain_say_marked(struct mq_plain *plain)
{
	if (mq_plain_marks(plain)->n > 0) {
		say_n(plain, _("%s marked"), mq_plain_marks(plain)->n);
	}
}

/* ---- changing them ---- */

void mq_plain_toggle(struct mq_plain *plain, const struct mq_step *step)
{
	struct mq_marks *marks = &plain->marks[step->kind];
	mq_marks_toggle(marks, step->toggled, step->n_toggled);
	say_n(plain, _("%s marked"), marks->n);
}

/* Turn those of ids (in order, each once; moved) round, as a step. */
static void turn(struct mq_plain *plain, mq_record_id *ids, size_t n)
{
	struct mq_step step = {.kind = plain->reply.kind, .toggled = ids, .n_toggled = n};
	mq_plain_toggle(plain, &step);
	if (n > 0) {
		mq_steps_push(&plain->undo, step);
		mq_steps_clear(&plain->redo);
	} else {
		free(ids);
	}
}

/* ---- which rows ---- */

/* Ids that were named, in no order. */
struct named {
	mq_record_id *ids;
	size_t n;
	size_t cap;
};

static void add(struct named *named, const mq_record_id *ids, size_t n)
{
	named->ids = mq_grow(named->ids, &named->cap, named->n + n + 1, sizeof(*ids));
	for (size_t i = 0; i < n; i++) {
		named->ids[named->n++] = ids[i];
	}
}

/* Those of rows from, counted from 0, on; false, told why, where they cannot be had. */
static bool add_rows(struct mq_plain *plain, size_t from, size_t n, struct named *named)
{
	const struct mq_page page = {.offset = from, .limit = n};
	mq_record_id *ids = NULL;
	size_t n_ids = 0;
	struct mq_diag diag = {0};
	if (named->n + n + mq_plain_marks(plain)->n > MQ_MARKS_MAX) {
		mq_plain_say(plain, "%s", _("at most a million rows can be marked"));
		return false;
	}
	enum mq_err err = mq_session_ids(plain->session, &page, &ids, &n_ids, &diag);
	mq_plain_say_fault(plain, err, &diag);
	add(named, ids, n_ids);
	free(ids);
	return err == MQ_OK;
}

static bool add_numbers(struct mq_plain *plain, size_t from, size_t to, struct named *named)
{
	bool marked = plain->list == MQ_PLAIN_MARKED;
	size_t last = marked ? plain->n : mq_session_n_rows(plain->session);
	if (from == 0 || from > last || to == 0 || to > last) {
		mq_plain_say_no_number(plain, from == 0 || from > last ? from : to, last);
		return false;
	}
	size_t first = from < to ? from : to;
	size_t n = (from < to ? to - from : from - to) + 1;
	for (size_t i = 0; marked && i < n; i++) {
		add(named, &plain->lines[first - 1 + i].id, 1);
	}
	return marked || add_rows(plain, first - 1, n, named);
}

/* "3", "3..7", "3-7" */
static bool add_word(struct mq_plain *plain, char *word, struct named *named)
{
	size_t len = strcspn(word, ".-");
	size_t sign = strncmp(word + len, "..", 2) == 0 ? 2 : word[len] == '-';
	size_t from;
	size_t to;
	bool good = mq_plain_number(mq_slice(word, len), &from) && (sign > 0 || !word[len]);
	to = from;
	if (good && sign > 0) {
		good = mq_plain_number(mq_slice_str(word + len + sign), &to);
	}
	if (!good) {
		mq_plain_say(plain, _("'%s' is no number"), word);
	}
	return good && add_numbers(plain, from, to, named);
}

/* Whose card is open, where it is of the rows' kind, else the row that was opened; false, told,
 * where there is none. */
static bool add_open(struct mq_plain *plain, struct named *named)
{
	size_t top = plain->n_cards;
	bool card = top > 0 && plain->cards[top - 1].kind == plain->reply.kind;
	mq_record_id id = card ? plain->cards[top - 1].id : plain->id;
	if (id == MQ_NO_RECORD) {
		mq_plain_say(plain, "%s", _("no row is open: open one by its number"));
		return false;
	}
	add(named, &id, 1);
	return true;
}

/* In order, each once; *ids is the caller's. False, told why, where a word of them is wrong. */
static bool read_rows(struct mq_plain *plain, mq_record_id **ids, size_t *n)
{
	struct named named = {0};
	struct mq_buf folded = {0};
	const char *text = plain->argument;
	bool good = *text || add_open(plain, &named);
	mq_buf_adds(&folded, "");
	mq_utf8_fold(&folded, text, mq_utf8_check(text, strlen(text)));
	char *rest;
	for (char *word = strtok_r(folded.data, " ,", &rest); word && good;
		word = strtok_r(NULL, " ,", &rest)) {
		good = add_word(plain, word, &named);
	}
	mq_buf_release(&folded);
	*n = named.n > 0 ? mq_marks_sort(named.ids, named.n) : 0;
	*ids = named.ids;
	return good;
}

/* ---- the commands ---- */

static void mark(struct mq_plain *plain, bool off)
{
	mq_record_id *ids = NULL;
	size_t n;
	if (!read_rows(plain, &ids, &n)) {
		free(ids);
		return;
	}
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (mq_marks_has(mq_plain_marks(plain), ids[i]) == off) {
			ids[kept++] = ids[i];
		}
	}
	say_n(plain, off ? _("no longer marked: %s") : _("newly marked: %s"), kept);
	turn(plain, ids, kept);
}

void mq_plain_mark(struct mq_plain *plain)
{
	mark(plain, false);
}

void mq_plain_unmark(struct mq_plain *plain)
{
	mark(plain, true);
}

void mq_plain_mark_invert(struct mq_plain *plain)
{
	struct named named = {0};
	size_t n = mq_session_n_rows(plain->session);
	if (n == 0) {
		mq_plain_say(plain, "%s", _("there is no row to mark"));
	} else if (add_rows(plain, 0, n, &named)) {
		turn(plain, named.ids, mq_marks_sort(named.ids, named.n));
		return;
	}
	free(named.ids);
}

void mq_plain_unmark_all(struct mq_plain *plain)
{
	const struct mq_marks *marks = mq_plain_marks(plain);
	struct named named = {0};
	add(&named, marks->ids, marks->n);
	turn(plain, named.ids, named.n);
}

static bool list_marked(void *context, const struct mq_row *row)
{
	struct mq_plain *plain = context;
	const struct mq_page page = mq_plain_page(plain);
	struct mq_buf text = {0};
	mq_plain_row_text(plain, &page, row, &text);
	struct mq_plain_line *line = mq_plain_list_add(plain, "%s", text.data);
	line->kind = plain->reply.kind;
	line->id = row->id;
	mq_buf_release(&text);
	return true;
}

void mq_plain_marked(struct mq_plain *plain)
{
	const struct mq_marks *marks = mq_plain_marks(plain);
	struct mq_page page = mq_plain_page(plain);
	struct mq_diag diag = {0};
	page.ids = marks->ids;
	page.n_ids = marks->n;
	mq_plain_list_begin(plain, MQ_PLAIN_MARKED);
	enum mq_err err = marks->n > 0
		? mq_session_each(plain->session, &page, list_marked, plain, &diag) : MQ_OK;
	mq_plain_say_fault(plain, err, &diag);
	mq_plain_list_say(plain, 0, 0);
}
