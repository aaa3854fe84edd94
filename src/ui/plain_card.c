/*
 * Cards: a record as lines, of which those that are records themselves, or lead to a question,
 * are numbered. They are opened from one another, and back the same way.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "view.h"

/* ---- a card ---- */

/* The question who else is there; NULL: it cannot be asked. */
static const char *ask_of_place(struct mq_plain *plain, const struct mq_card *card,
	const struct mq_area *area)
{
	struct mq_buf query = {0};
	enum mq_err err = mq_session_area(plain->session, card->kind, card->id, area, &query, NULL);
	const char *kept = err == MQ_OK && query.len > 0
		? mq_arena_strndup(&plain->arena, query.data, query.len) : NULL;
	mq_buf_release(&query);
	return kept;
}

/* "label: value"; a record has a number, but for the one whose card it is. */
static void add_line(struct mq_plain *plain, const struct mq_card *card,
	const struct mq_card_line *line)
{
	struct mq_plain_line *added = mq_plain_list_add(plain, "%s%s%s", line->label,
		*line->label ? ": " : "", line->known ? line->value : _("not known"));
	if (!mq_card_line_leads(card, line)) {
		return;
	}
	added->kind = line->kind;
	added->id = line->id;
	if (line->area) {
		added->query = ask_of_place(plain, card, line->area);
	}
}

static void list_card(struct mq_plain *plain, const struct mq_card *card, size_t from)
{
	mq_plain_list_begin(plain, MQ_PLAIN_CARD);
	mq_plain_say(plain, "%s: %s", mq_kind_label(&plain->schema->kinds[card->kind]), card->title);
	for (size_t s = 0; s < card->n_sections; s++) {
		const struct mq_card_section *section = &card->sections[s];
		mq_plain_list_add(plain, "[%s]", section->title);
		for (size_t i = 0; i < section->n_lines; i++) {
			add_line(plain, card, &section->lines[i]);
		}
	}
	mq_plain_list_say(plain, from, 0);
}

/* That on top, from where it was left; false, told why, where it cannot be had. */
static bool show_card(struct mq_plain *plain)
{
	struct mq_card card = {0};
	struct mq_diag diag = {0};
	size_t top = plain->n_cards - 1;
	enum mq_err err = mq_session_card(plain->session, plain->cards[top].kind,
		plain->cards[top].id, &card, &diag);
	if (err == MQ_OK) {
		list_card(plain, &card, plain->cards[top].from);
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_card_release(&card);
	return err == MQ_OK;
}

/* Where there is no room the oldest goes. One that is opened from no other was looked up. */
void mq_plain_open(struct mq_plain *plain, mq_kind_id kind, mq_record_id id)
{
	if (plain->n_cards == MQ_PLAIN_CARDS_MAX) {
		memmove(plain->cards, plain->cards + 1, sizeof(plain->cards) - sizeof(*plain->cards));
		plain->n_cards--;
	}
	plain->cards[plain->n_cards].kind = kind;
	plain->cards[plain->n_cards].from = 0;
	plain->cards[plain->n_cards++].id = id;
	if (!show_card(plain)) {
		plain->n_cards--;
	} else if (plain->n_cards == 1) {
		mq_plain_task_end(plain, "look");
	}
}

static mq_record_id id_of_row(struct mq_plain *plain, size_t row)
{
	const struct mq_page page = {.offset = row, .limit = 1};
	mq_record_id *ids = NULL;
	size_t n = 0;
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_ids(plain->session, &page, &ids, &n, &diag);
	mq_record_id id = n > 0 ? ids[0] : MQ_NO_RECORD;
	mq_plain_say_fault(plain, err, &diag);
	free(ids);
	return id;
}

void mq_plain_open_row(struct mq_plain *plain, size_t row)
{
	char number[MQ_NUMBER_SIZE];
	mq_record_id id = id_of_row(plain, row);
	if (id == MQ_NO_RECORD) {
		return;
	}
	mq_view_digits(mq_session_n_rows(plain->session), number);
	mq_plain_say(plain, _("row %zu of %s"), row + 1, number);
	plain->row = row;
	plain->id = id;
	plain->n_cards = 0;
	mq_plain_open(plain, plain->reply.kind, id);
}

/* ---- whom a command is about ---- */

static bool is_open(struct mq_plain *plain, mq_kind_id *kind, mq_record_id *id)
{
	bool card = plain->n_cards > 0;
	bool board = !card && plain->list == MQ_PLAIN_BOARD;
	*kind = card ? plain->cards[plain->n_cards - 1].kind : plain->reply.kind;
	*id = card ? plain->cards[plain->n_cards - 1].id : board ? MQ_NO_RECORD : plain->id;
	if (*id == MQ_NO_RECORD) {
		mq_plain_say(plain, "%s", board ? _("of which line? say its number behind the command")
			: _("no row is open: open one by its number"));
	}
	return *id != MQ_NO_RECORD;
}

bool mq_plain_whom(struct mq_plain *plain, mq_kind_id *kind, mq_record_id *id)
{
	size_t number = 0;
	if (!*plain->argument) {
		return is_open(plain, kind, id);
	}
	if (!mq_plain_number(mq_slice_str(plain->argument), &number)) {
		mq_plain_say(plain, _("'%s' is no number"), plain->argument);
		return false;
	}
	if (plain->list == MQ_PLAIN_ROWS) {
		size_t last = mq_session_n_rows(plain->session);
		bool there = number > 0 && number <= last;
		*kind = plain->reply.kind;
		*id = there ? id_of_row(plain, number - 1) : MQ_NO_RECORD;
		if (!there) {
			mq_plain_say_no_number(plain, number, last);
		}
		return *id != MQ_NO_RECORD;
	}
	const struct mq_plain_line *line = mq_plain_list_line(plain, number);
	*kind = line ? line->kind : MQ_NO_KIND;
	*id = line ? line->id : MQ_NO_RECORD;
	if (line && *id == MQ_NO_RECORD) {
		mq_plain_say(plain, "%s", _("this line is about nobody in particular"));
	}
	return *id != MQ_NO_RECORD;
}

/* ---- going ---- */

void mq_plain_next(struct mq_plain *plain)
{
	size_t row = plain->id == MQ_NO_RECORD ? 0 : plain->row + 1;
	if (row < mq_session_n_rows(plain->session)) {
		mq_plain_open_row(plain, row);
	} else {
		mq_plain_say(plain, "%s", _("there is no row behind this one"));
	}
}

void mq_plain_previous(struct mq_plain *plain)
{
	if (plain->id != MQ_NO_RECORD && plain->row > 0) {
		mq_plain_open_row(plain, plain->row - 1);
	} else {
		mq_plain_say(plain, "%s", _("there is no row before this one"));
	}
}

/* From whatever else is listed to the card, from that to the one below it, then to the rows,
 * which begin with the one that was open. */
void mq_plain_back(struct mq_plain *plain)
{
	if (plain->list == MQ_PLAIN_CARD && plain->n_cards > 0) {
		plain->n_cards--;
	}
	if (plain->n_cards > 0) {
		show_card(plain);
		return;
	}
	if (mq_plain_back_to_board(plain)) {
		return;
	}
	mq_plain_list_begin(plain, MQ_PLAIN_ROWS);
	mq_plain_say_counts(plain);
	mq_plain_list_say(plain, plain->id != MQ_NO_RECORD ? plain->row : 0, 0);
}

/* ---- why ---- */

static void add_reason(struct mq_plain *plain, const struct mq_why *why,
	const struct mq_why_line *reason)
{
	static const char *const verdicts[] = {
		[MQ_VERDICT_NO] = N_("no"), [MQ_VERDICT_UNKNOWN] = N_("unknown"),
		[MQ_VERDICT_YES] = N_("yes"),
	};
	struct mq_buf text = {0};
	const char *verdict = _(verdicts[reason->verdict]);
	bool decides = reason->decides && why->verdict != MQ_VERDICT_YES;
	bool says_more = reason->value && strcmp(reason->value, verdict) != 0;
	mq_buf_addf(&text, "%s%s: %s", verdict, decides ? _(", decides") : "", reason->words);
	mq_buf_addf(&text, "%s%s", says_more ? ": " : "", says_more ? reason->value : "");
	if (reason->basis) {
		mq_buf_addf(&text, " (%s)", reason->basis);
	}
	if (reason->when) {
		mq_buf_addf(&text, "; %s %s (%s)", reason->when, reason->source, reason->who);
	}
	struct mq_plain_line *line = mq_plain_list_add(plain, "%s", text.data);
	line->kind = reason->kind;
	line->id = reason->id;
	mq_buf_release(&text);
}

static void list_why(struct mq_plain *plain, const struct mq_why *why)
{
	static const char *const titles[] = {
		[MQ_VERDICT_NO] = N_("%s is not on the list"),
		[MQ_VERDICT_UNKNOWN] = N_("%s may be on the list: not all is known"),
		[MQ_VERDICT_YES] = N_("%s is on the list"),
	};
	mq_plain_list_begin(plain, MQ_PLAIN_WHY);
	mq_plain_say(plain, _(titles[why->verdict]), why->title);
	for (size_t i = 0; i < why->n_lines; i++) {
		add_reason(plain, why, &why->lines[i]);
	}
	mq_plain_list_say(plain, 0, 0);
}

/* Of a row by its number, else of the row that was opened; NO_RECORD, told why. */
static mq_record_id whom(struct mq_plain *plain)
{
	size_t last = mq_session_n_rows(plain->session);
	size_t number = 0;
	if (!*plain->argument && plain->id == MQ_NO_RECORD) {
		mq_plain_say(plain, "%s", _("no row is open: open one by its number"));
	}
	if (!*plain->argument) {
		return plain->id;
	}
	if (!mq_plain_number(mq_slice_str(plain->argument), &number) || number == 0 || number > last) {
		mq_plain_say_no_number(plain, number, last);
		return MQ_NO_RECORD;
	}
	return id_of_row(plain, number - 1);
}

void mq_plain_why(struct mq_plain *plain)
{
	mq_record_id id = whom(plain);
	struct mq_why why = {0};
	struct mq_diag diag = {0};
	if (id == MQ_NO_RECORD) {
		return;
	}
	enum mq_err err = mq_session_why(plain->session, plain->reply.kind, id,
		plain->text.len > 0 ? plain->text.data : "", plain->text.len, &why, &diag);
	if (err == MQ_OK) {
		list_why(plain, &why);
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_why_release(&why);
}
