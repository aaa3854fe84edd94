/*
 * The steps of the tutorial, and how it is seen that one was done. What to do stands first in a
 * text: where there is one line, its end is cut.
 */
#include "tutor.h"

#include <stdlib.h>
#include <string.h>

#include "app.h"

/* ---- what the screen has come to ---- */

static bool is_answered(const struct mq_app *app)
{
	return app->answered && !app->wrong && mq_prompt_text(&app->prompt).len > 0;
}

static bool found_a_few(const struct mq_app *app)
{
	enum { A_FEW = 10 };
	return is_answered(app) && app->reply.hits > 0 && app->reply.hits <= A_FEW;
}

/* How many conditions are about tags, or about anything else. */
static size_t n_conditions(const struct mq_app *app, bool tags)
{
	const struct mq_conditions *all = &app->chips.conditions;
	size_t n = 0;
	for (size_t i = 0; is_answered(app) && i < all->n; i++) {
		mq_field_id field = all->conditions[i].field;
		n += field != MQ_NO_FIELD && (app->schema->fields[field].expression != NULL) == tags;
	}
	return n;
}

static bool asked_for_two_tags(const struct mq_app *app)
{
	return n_conditions(app, true) >= 2 && app->reply.hits > 0;
}

static bool opened_another_row(const struct mq_app *app)
{
	return app->context == MQ_CONTEXT_CARD && app->results.list.selected > 0;
}

static bool reads_why(const struct mq_app *app)
{
	const struct mq_card_section *section =
		mq_card_section_at(&app->card, app->card.list.selected);
	return app->context == MQ_CONTEXT_CARD && section && strcmp(section->id, "why") == 0;
}

static bool walked_on(const struct mq_app *app)
{
	return app->context == MQ_CONTEXT_CARD && app->n_cards > 1;
}

static bool walked_back(const struct mq_app *app)
{
	return app->context == MQ_CONTEXT_CARD && app->n_cards == 1;
}

static bool closed_the_card(const struct mq_app *app)
{
	return app->context != MQ_CONTEXT_CARD && is_answered(app);
}

static bool emptied_the_line(const struct mq_app *app)
{
	return mq_prompt_text(&app->prompt).len == 0;
}

static bool undid_that(const struct mq_app *app)
{
	return is_answered(app) && app->redo.n > 0;
}

static bool asks_something_else(const struct mq_app *app)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	return text.len != strlen(app->tutor.text) ||
		(text.len > 0 && memcmp(text.data, app->tutor.text, text.len) != 0);
}

static bool narrowed(const struct mq_app *app)
{
	return asks_something_else(app) && n_conditions(app, false) > 0;
}

static bool left_something_out(const struct mq_app *app)
{
	const struct mq_conditions *all = &app->chips.conditions;
	bool without = false;
	for (size_t i = 0; is_answered(app) && i < all->n; i++) {
		without = without || all->conditions[i].query[0] == '-';
	}
	return without;
}

static bool lists_the_unknown(const struct mq_app *app)
{
	return app->results.unknown;
}

static bool lists_the_hits(const struct mq_app *app)
{
	return !app->results.unknown;
}

static bool took_a_completion(const struct mq_app *app)
{
	return app->completing.going && app->completing.at < app->completing.offers.n;
}

static bool asked_for_a_value(const struct mq_app *app)
{
	return n_conditions(app, false) > 0 && app->reply.hits > 0 &&
		app->reply.tail >= mq_prompt_text(&app->prompt).len;
}

static bool put_in_order(const struct mq_app *app)
{
	return app->results.n_order > 0;
}

static bool chose_columns(const struct mq_app *app)
{
	const struct mq_columns *columns = app->results.chosen;
	return app->context != MQ_CONTEXT_COLUMNS && columns && columns->n > 0;
}

static bool marked_two(const struct mq_app *app)
{
	return app->results.marks && app->results.marks->n >= 2;
}

static bool copied(const struct mq_app *app)
{
	return app->n_copied > app->tutor.n_copied;
}

static bool exported(const struct mq_app *app)
{
	return app->n_exported > app->tutor.n_exported;
}

/* Is there a list of one's own, and where `asked`, does the query name it? */
static bool has_list(const struct mq_app *app, bool asked)
{
	struct mq_slice text = mq_prompt_text(&app->prompt);
	bool has = false;
	for (size_t i = 0; !has && i < app->saved.rows.n; i++) {
		const struct mq_saved_row *row = &app->saved.rows.rows[i];
		char *call = mq_format("@%s", row->id);
		has = row->where == MQ_SAVED_PERSONAL &&
			(!asked || (is_answered(app) && memmem(text.data, text.len, call, strlen(call))));
		free(call);
	}
	return has;
}

static bool saved_a_list(const struct mq_app *app)
{
	return has_list(app, false);
}

static bool asked_the_list(const struct mq_app *app)
{
	return has_list(app, true);
}

/* ---- the steps ---- */

const struct mq_tutor_step mq_tutor_steps[MQ_TUTOR_STEPS] = {
	{N_("find somebody"), {
		{N_("Type cff, the initials of a name. The list follows each letter. The name in "
			"characters, whole pinyin, a phone number or an address do as well."),
			found_a_few},
	}},
	{N_("two things at once"), {
		{N_("C-u empties the line; type elder_keeps_elder elder_80. What stands side by side "
			"must all be true; the row below says how each was read."), asked_for_two_tags},
	}},
	{N_("why somebody is listed"), {
		{N_("Down goes to another row, Enter opens its card. The query stays as it is."),
			opened_another_row},
		{N_("} goes to the next section: stop at \"why on the list\". There stands what made each "
			"condition true."), reads_why},
	}},
	{N_("on to the household, and back"), {
		{N_("} once more, to the members. Down to another one than this, then Enter: that "
			"card opens over the first."), walked_on},
		{N_("Esc goes back to the card you came from."), walked_back},
	}},
	{N_("nothing is lost"), {
		{N_("Esc again closes the card, and the query is as it was. Esc is always one step back; "
			"it deletes nothing and never leaves."), closed_the_card},
		{N_("C-u deletes the query, as if by mistake. (In the list / goes to the query line.)"),
			emptied_the_line},
		{N_("C-_ takes that back (u in the list), step by step. M-r does it again (C-r in the "
			"list)."), undid_that},
	}},
	{N_("narrow by a value"), {
		{N_("Tab until the last row says [facets]; Down to a value with a number, Enter: those "
			"alone remain, and the query says so."), narrowed},
	}},
	{N_("those who are not, those not known"), {
		{N_("Back to the query: Esc from the facets, / from the list. C-u, type -elder_80: all but "
			"those. - on a value of the facets does the same."), left_something_out},
		{N_("Esc until the last row says [results], then U: those of whom it is not known. They "
			"are no hits, and are never dropped unsaid."), lists_the_unknown},
		{N_("U again shows the hits."), lists_the_hits},
	}},
	{N_("let it complete"), {
		{N_("/ C-u, type mari, press Tab. The word is completed; Tab again takes the next of what "
			"is listed."), took_a_completion},
		{N_("Go on with wid and Tab: values are completed too, each with its count."),
			asked_for_a_value},
	}},
	{N_("order and columns"), {
		{N_("Esc until the last row says [results]. l and h choose a column, o puts the rows in "
			"its order; o again turns that round."), put_in_order},
		{N_("c lists all fields. Type to find one; Space shows it, or no longer; Enter is done."),
			chose_columns},
	}},
	{N_("mark and copy"), {
		{N_("x marks a row: mark two. Marks stay whatever is asked next."), marked_two},
		{N_("y m copies the rows that are marked, to be pasted anywhere; y y copies this row "
			"alone."), copied},
	}},
	{N_("take it out as a file"), {
		{N_("e (F6 anywhere) asks for a file: list.xlsx, Enter. Its ending decides: csv, tsv, "
			"json, xlsx. This one goes when the tutorial ends."), exported},
	}},
	{N_("keep the question"), {
		{N_("F2 asks for a name: mine, Enter. The question is kept, not its answer: whom it "
			"lists is always as of today."), saved_a_list},
		{N_("/ C-u, type @mine. It stands beside other conditions too: @mine -sex:1."),
			asked_the_list},
	}},
};
