/*
 * What is asked. All of it stands in the text of the query, the order of the rows too: what
 * is told is what is asked, and a step back is the text that stood there before.
 */
#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "view.h"

/* ---- asking ---- */

static const char *text_of(const struct mq_plain *plain)
{
	return plain->text.len > 0 ? plain->text.data : "";
}

/* "58 hits, 3 unknown, of 80 000" */
void mq_plain_say_counts(struct mq_plain *plain)
{
	char hits[MQ_NUMBER_SIZE];
	char unknown[MQ_NUMBER_SIZE];
	char all[MQ_NUMBER_SIZE];
	mq_view_digits(plain->reply.hits, hits);
	mq_view_digits(plain->reply.unknown, unknown);
	mq_view_digits(plain->reply.all, all);
	mq_plain_say(plain, _("%s hits, %s unknown, of %s"), hits, unknown, all);
	if (plain->reply.undecided > 0) {
		mq_view_digits(plain->reply.undecided, unknown);
		mq_plain_say(plain, "%s%s", unknown,
			_(" could not be decided: the pattern takes too long; they count as unknown"));
	}
	if (plain->unknown) {
		mq_plain_say(plain, "%s", _("the unknown are listed"));
	}
	mq_plain_say_marked(plain);
}

static void list_rows(struct mq_plain *plain)
{
	mq_plain_list_begin(plain, MQ_PLAIN_ROWS);
	mq_plain_list_say(plain, 0, 0);
}

/* The way out of a fault, where one is known, is one key. */
static void keep_repair(struct mq_plain *plain, const struct mq_diag *diag)
{
	const struct mq_fault *fault = diag->n_faults > 0 ? &diag->faults[0] : NULL;
	free(plain->repair);
	plain->repair = fault && fault->repair ? mq_strdup(fault->repair) : NULL;
}

/* Whatever is in force stays on an error. */
static bool ask(struct mq_plain *plain, const char *text, size_t len, bool unknown)
{
	struct mq_diag diag = {0};
	struct mq_reply reply;
	enum mq_err err = mq_session_ask(plain->session, plain->kind, text, len, false, &reply,
		&diag);
	keep_repair(plain, &diag);
	if (err != MQ_OK) {
		mq_plain_say_fault(plain, err, &diag);
		if (plain->repair) {
			mq_plain_say(plain, "%s", _("! asks it as it was put right"));
		}
		return false;
	}
	mq_session_show_unknown(plain->session, unknown);
	plain->reply = reply;
	plain->unknown = unknown;
	plain->n_cards = 0;
	plain->id = MQ_NO_RECORD;
	return true;
}

static struct mq_step present(const struct mq_plain *plain)
{
	return (struct mq_step){.text = mq_strdup(text_of(plain)), .unknown = plain->unknown};
}

static void say_query(struct mq_plain *plain)
{
	if (plain->text.len > 0) {
		mq_plain_say(plain, _("query: %s"), plain->text.data);
	} else {
		mq_plain_say(plain, "%s", _("nothing is asked: everybody"));
	}
}

static void put_text(struct mq_plain *plain, const char *text, size_t len)
{
	mq_buf_clear(&plain->text);
	mq_buf_add(&plain->text, text, len);
}

static bool change(struct mq_plain *plain, const char *text, size_t len, bool unknown)
{
	struct mq_step step = present(plain);
	if (!ask(plain, text, len, unknown)) {
		mq_step_release(&step);
		return false;
	}
	mq_steps_push(&plain->undo, step);
	mq_steps_clear(&plain->redo);
	put_text(plain, text, len);
	mq_plain_remember(plain);
	return true;
}

bool mq_plain_ask_only(struct mq_plain *plain, const char *text, size_t len,
	enum mq_plain_query how)
{
	bool good = change(plain, text, len, how == MQ_PLAIN_ORDERED && plain->unknown);
	if (good && how != MQ_PLAIN_TYPED) {
		say_query(plain);
	}
	if (good) {
		mq_plain_say_counts(plain);
	}
	return good;
}

bool mq_plain_ask(struct mq_plain *plain, const char *text, size_t len, enum mq_plain_query how)
{
	bool good = mq_plain_ask_only(plain, text, len, how);
	if (good) {
		list_rows(plain);
	}
	return good;
}

void mq_plain_mend(struct mq_plain *plain)
{
	char *repair = plain->repair;
	plain->repair = NULL;
	if (repair) {
		mq_plain_ask(plain, repair, strlen(repair), MQ_PLAIN_PICKED);
	} else {
		mq_plain_say(plain, "%s", _("there is nothing to put right"));
	}
	free(repair);
}

void mq_plain_unknown(struct mq_plain *plain)
{
	if (!plain->unknown && plain->reply.unknown == 0) {
		mq_plain_say(plain, "%s", _("nobody is unknown here"));
		return;
	}
	char *text = mq_strdup(text_of(plain));
	if (change(plain, text, strlen(text), !plain->unknown)) {
		mq_plain_say_counts(plain);
		list_rows(plain);
	}
	free(text);
}

/* ---- back and forth ---- */

static void move(struct mq_plain *plain, struct mq_steps *from, struct mq_steps *to,
	const char *nothing)
{
	struct mq_step step;
	if (!mq_steps_pop(from, &step)) {
		mq_plain_say(plain, "%s", nothing);
		return;
	}
	if (step.n_toggled > 0) {
		mq_plain_toggle(plain, &step);
		mq_steps_push(to, step);
		return;
	}
	mq_steps_push(to, present(plain));
	if (ask(plain, step.text, strlen(step.text), step.unknown)) {
		put_text(plain, step.text, strlen(step.text));
		say_query(plain);
		mq_plain_say_counts(plain);
		list_rows(plain);
	}
	mq_step_release(&step);
}

void mq_plain_undo(struct mq_plain *plain)
{
	move(plain, &plain->undo, &plain->redo, _("there is nothing to undo"));
}

void mq_plain_redo(struct mq_plain *plain)
{
	move(plain, &plain->redo, &plain->undo, _("there is nothing to do again"));
}

/* ---- order ---- */

/* The text without its words that begin so; what stands in quotes is no such word. */
static void add_without(struct mq_slice text, const char *directive, struct mq_buf *out)
{
	const char *at = text.data;
	const char *end = at + text.len;
	bool quoted = false;
	bool begins = true;
	while (at < end) {
		bool left_out = begins && !quoted && strncmp(at, directive, strlen(directive)) == 0;
		while (left_out && at < end && *at != ' ') {
			at++;
		}
		at += left_out && at < end;
		if (!left_out) {
			begins = *at == ' ';
			quoted ^= *at == '"';
			mq_buf_addc(out, *at++);
		}
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ') {
		out->data[--out->len] = '\0';
	}
}

/* "age-, name" is one word of the query: "age-,name". */
static void add_fields(const char *fields, struct mq_buf *out)
{
	for (const char *at = fields; *at; at++) {
		if (*at != ' ') {
			mq_buf_addc(out, *at);
		} else if (at[-1] != ',' && at[-1] != ' ' && at[1] != ',') {
			mq_buf_addc(out, ',');
		}
	}
}

/* In place of the order that the query has. */
void mq_plain_sort(struct mq_plain *plain)
{
	struct mq_buf once = {0};
	struct mq_buf text = {0};
	add_without(mq_slice(text_of(plain), plain->text.len), "sort:", &once);
	add_without(mq_slice(once.len > 0 ? once.data : "", once.len), "排序:", &text);
	if (*plain->argument) {
		mq_buf_adds(&text, text.len > 0 ? " sort:" : "sort:");
		add_fields(plain->argument, &text);
	}
	mq_plain_ask(plain, text.len > 0 ? text.data : "", text.len, MQ_PLAIN_ORDERED);
	mq_buf_release(&once);
	mq_buf_release(&text);
}

/* ---- the conditions, and what may follow them ---- */

void mq_plain_conditions(struct mq_plain *plain)
{
	struct mq_conditions conditions = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_conditions(plain->session, &conditions, &diag);
	mq_plain_list_begin(plain, MQ_PLAIN_CONDITIONS);
	for (size_t i = 0; i < conditions.n; i++) {
		struct mq_buf without = {0};
		char unknown[MQ_NUMBER_SIZE];
		mq_view_digits(conditions.conditions[i].unknown, unknown);
		mq_session_change_condition(plain->session, i, MQ_CONDITION_REMOVE, &without);
		mq_plain_list_add(plain, _("%s, %s unknown"), conditions.conditions[i].label,
			unknown)->query = mq_arena_strndup(&plain->arena,
			without.len > 0 ? without.data : "", without.len);
		mq_buf_release(&without);
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_conditions_release(&conditions);
	mq_plain_list_say(plain, 0, 0);
}

/* Not counted is what by itself finds nobody: a field, an operator. */
static void add_offer(struct mq_plain *plain, const struct mq_offer *offer, const char *text)
{
	struct mq_buf line = {0};
	char count[MQ_NUMBER_SIZE];
	mq_buf_adds(&line, offer->insert);
	if (strcmp(offer->insert, offer->label) != 0) {
		mq_buf_addf(&line, ", %s", offer->label);
	}
	if (offer->counted) {
		mq_view_digits(offer->count, count);
		mq_buf_adds(&line, ", ");
		mq_buf_addf(&line, _("%s hits"), count);
	}
	struct mq_plain_line *added = mq_plain_list_add(plain, "%s", line.data);
	added->query = mq_arena_format(&plain->arena, "%.*s%s%s", (int)offer->from, text,
		offer->insert, text + offer->to);
	added->begun = !offer->counted;
	mq_buf_release(&line);
}

void mq_plain_list_offers(struct mq_plain *plain, const char *text)
{
	enum { MOST = 20 };
	struct mq_offers offers = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_session_complete(plain->session, plain->kind, text, strlen(text),
		strlen(text), MOST, &offers, &diag);
	mq_plain_list_begin(plain, MQ_PLAIN_OFFERS);
	for (size_t i = 0; i < offers.n; i++) {
		add_offer(plain, &offers.offers[i], text);
	}
	mq_plain_say_fault(plain, err, &diag);
	mq_offers_release(&offers);
	mq_plain_list_say(plain, 0, 0);
}

void mq_plain_complete(struct mq_plain *plain)
{
	mq_plain_list_offers(plain, *plain->argument ? plain->argument : text_of(plain));
}
