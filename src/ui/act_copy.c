/*
 * A text into the clipboard of the one who sits there. What is too long for it goes to a
 * file that is asked for, or is printed below the screen, where the terminal's own selection
 * can take it.
 */
#include "act.h"

#include <minqing/sheets.h>

#include "clipboard.h"

/* ---- below the screen ---- */

static void print_text(struct mq_app *app, const struct mq_buf *text)
{
	struct mq_buf safe = {0};
	mq_safe_lines(&safe, text->data, text->len);
	mq_session_let_go(app->session);
	mq_terminal_print(app->terminal, mq_slice(safe.data, safe.len), _("Enter goes back"));
	app->stale |= MQ_STALE_LAYOUT | MQ_STALE_ANSWER;
	mq_buf_release(&safe);
}

/* ---- what the clipboard does not take ---- */

static enum mq_err write_refused(struct mq_app *app, const char *path, bool overwrite,
	struct mq_diag *diag)
{
	(void)overwrite;	/* it was asked for */
	enum mq_err err = mq_disk_replace(path, 0700, &app->refused, diag);
	if (err == MQ_OK) {
		struct mq_buf text = {0};
		mq_buf_addf(&text, _("%zu bytes written to %s"), app->refused.len, path);
		mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
		mq_buf_release(&text);
		mq_buf_release(&app->refused);
	}
	return err;
}

static void print_refused(struct mq_app *app)
{
	print_text(app, &app->refused);
	mq_buf_release(&app->refused);
}

/* Moves the text. */
static void offer_others(struct mq_app *app, struct mq_buf *text)
{
	const struct mq_file_ask what = {
		.title = _("too long for the clipboard; file"),
		.about = _("Enter alone prints it, to be selected"),
		.write = write_refused,
		.none = print_refused,
	};
	mq_buf_release(&app->refused);
	app->refused = *text;
	*text = (struct mq_buf){0};
	mq_file_ask(app, &what);
}

/* ---- copying ---- */

static void send(struct mq_app *app, struct mq_buf *text)
{
	struct mq_buf said = {0};
	struct mq_diag diag = {0};
	enum mq_err err = mq_clip(app->terminal, mq_slice(text->data, text->len), &said, &diag);
	if (err == MQ_OK) {
		app->n_copied++;
		mq_app_burden_end(app, "copy");
		mq_app_say(app, MQ_ROLE_HINT, said.data, NULL);
	} else if (err == MQ_ERR_LIMIT) {
		offer_others(app, text);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
	mq_buf_release(&said);
}

static void copy(struct mq_app *app, const struct mq_copy *what)
{
	struct mq_buf text = {0};
	struct mq_diag diag = {0};
	if (mq_session_copy(app->session, what, &text, &diag) == MQ_OK) {
		send(app, &text);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

/* One record, or nobody; then false, and told. */
static bool somebody(struct mq_app *app, mq_record_id id)
{
	if (id == MQ_NO_RECORD) {
		mq_app_say(app, MQ_ROLE_HINT, _("there is nothing to copy"), NULL);
	}
	return id != MQ_NO_RECORD;
}

static void copy_of(struct mq_app *app, enum mq_copy_form form, const mq_record_id *ids, size_t n)
{
	struct mq_copy what = {.form = form, .page = mq_app_page(app), .kind = app->shown};
	what.page.ids = ids;
	what.page.n_ids = n;
	copy(app, &what);
}

static mq_record_id selected(const struct mq_app *app)
{
	return app->results.id;
}

static void copy_board_row(struct mq_app *app)
{
	struct mq_buf text = {0};
	if (mq_app_board_row_text(app, &text)) {
		send(app, &text);
	}
	mq_buf_release(&text);
}

void mq_act_copy_row(struct mq_app *app)
{
	if (app->context == MQ_CONTEXT_BOARD) {
		copy_board_row(app);
		return;
	}
	mq_record_id id = selected(app);
	if (somebody(app, id)) {
		copy_of(app, MQ_COPY_ROW, &id, 1);
	}
}

void mq_act_copy_marked(struct mq_app *app)
{
	const struct mq_marks *marks = mq_app_marks(app);
	if (somebody(app, marks->n > 0 ? marks->ids[0] : MQ_NO_RECORD)) {
		copy_of(app, MQ_COPY_ROW, marks->ids, marks->n);
	}
}

/* On a card the line's value as it stands there: it may be another record's. */
static void copy_line(struct mq_app *app)
{
	const struct mq_card_line *line = mq_card_line_at(&app->card, app->card.list.selected);
	struct mq_buf text = {0};
	if (somebody(app, line && line->known ? app->card.card.id : MQ_NO_RECORD)) {
		mq_buf_adds(&text, line->value);
		send(app, &text);
	}
	mq_buf_release(&text);
}

void mq_act_copy_field(struct mq_app *app)
{
	mq_record_id id = selected(app);
	const struct mq_results *results = &app->results;
	if (app->context == MQ_CONTEXT_CARD) {
		copy_line(app);
	} else if (somebody(app, results->rows.n_columns > 0 ? id : MQ_NO_RECORD)) {
		struct mq_copy what = {
			.form = MQ_COPY_FIELD, .page = mq_app_page(app),
			.field = results->rows.columns[mq_results_column(results)],
		};
		what.page.ids = &id;
		what.page.n_ids = 1;
		copy(app, &what);
	}
}

/* The card in sight: the one opened, else the selected row's. */
static void with_card(struct mq_app *app, void (*then)(struct mq_app *app, struct mq_buf *text))
{
	const struct mq_card_place *place = app->n_cards ? &app->cards[app->n_cards - 1] : NULL;
	mq_record_id id = place ? place->id : selected(app);
	struct mq_copy what = {.form = MQ_COPY_CARD, .kind = place ? place->kind : app->shown};
	struct mq_buf text = {0};
	struct mq_diag diag = {0};
	what.page.ids = &id;
	what.page.n_ids = 1;
	if (!somebody(app, id)) {
		return;
	}
	if (mq_session_copy(app->session, &what, &text, &diag) == MQ_OK) {
		then(app, &text);
	} else {
		mq_app_say_diag(app, &diag);
	}
	mq_diag_release(&diag);
	mq_buf_release(&text);
}

void mq_act_copy_card(struct mq_app *app)
{
	with_card(app, send);
}

void mq_act_copy_query(struct mq_app *app)
{
	const struct mq_copy what = {.form = MQ_COPY_QUERY};
	copy(app, &what);
}

void mq_act_copy_command(struct mq_app *app)
{
	const struct mq_copy what = {.form = MQ_COPY_COMMAND, .page = mq_app_page(app)};
	copy(app, &what);
}

/* ---- printing ---- */

static void print(struct mq_app *app, struct mq_buf *text)
{
	print_text(app, text);
}

void mq_act_print(struct mq_app *app)
{
	with_card(app, print);
}
