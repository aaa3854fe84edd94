/* The list as a file: the rows that are listed, or those that are marked, with the columns and
 * in the order of the screen. */
#include "act.h"

#include "export.h"

enum { TELL_MS = 100 };

/* ---- how far it is ---- */

struct telling {
	struct mq_app *app;
	int64_t told_ms;
};

/* A key stops it; nothing has been put in place by then. */
static bool progress(void *context, uint64_t done, uint64_t all)
{
	struct telling *telling = context;
	int64_t now_ms = mq_terminal_now_ms();
	struct mq_buf text = {0};
	if (now_ms - telling->told_ms < TELL_MS) {
		return true;
	}
	telling->told_ms = now_ms;
	mq_buf_addf(&text, _("exporting %d%%; a key stops it"), all ? (int)(done * 100 / all) : 0);
	mq_app_say(telling->app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
	mq_app_show(telling->app);
	return !mq_terminal_has_event(telling->app->terminal);
}

/* ---- writing ---- */

static void tell(struct mq_app *app, const char *path, const struct mq_exported *done)
{
	struct mq_buf text = {0};
	mq_export_tell(path, done, &text);
	mq_app_say(app, MQ_ROLE_HINT, text.data, NULL);
	mq_buf_release(&text);
}

static enum mq_err write_page(struct mq_app *app, const struct mq_page *page, const char *path,
	bool overwrite, struct mq_diag *diag)
{
	struct telling telling = {app, mq_terminal_now_ms()};
	struct mq_export what = mq_export_for_people(path, page);
	struct mq_exported done;
	what.overwrite = overwrite;
	what.progress = progress;
	what.context = &telling;
	enum mq_err err = mq_session_export(app->session, &what, &done, diag);
	if (err == MQ_OK) {
		app->n_exported++;
		mq_app_burden_end(app, "export");
		tell(app, path, &done);
	} else if (err == MQ_ERR_INTERRUPTED) {
		mq_app_say(app, MQ_ROLE_HINT, _("stopped; no file was written"), NULL);
		err = MQ_OK;
	}
	return err;
}

static enum mq_err write_listed(struct mq_app *app, const char *path, bool overwrite,
	struct mq_diag *diag)
{
	struct mq_page page = mq_app_page(app);
	return write_page(app, &page, path, overwrite, diag);
}

static enum mq_err write_marked(struct mq_app *app, const char *path, bool overwrite,
	struct mq_diag *diag)
{
	struct mq_page page = mq_app_page(app);
	const struct mq_marks *marks = mq_app_marks(app);
	page.ids = marks->ids;
	page.n_ids = marks->n;
	return write_page(app, &page, path, overwrite, diag);
}

/* ---- the commands ---- */

static void ask_file(struct mq_app *app, const char *title, mq_file_write_fn write)
{
	const struct mq_file_ask what = {
		.title = title,
		.about = _("by its ending: csv, tsv, json or xlsx"),
		.write = write,
	};
	mq_file_ask(app, &what);
}

void mq_act_export(struct mq_app *app)
{
	ask_file(app, app->results.unknown ? _("export the unknown to") : _("export the hits to"),
		write_listed);
}

void mq_act_export_marked(struct mq_app *app)
{
	if (mq_app_marks(app)->n == 0) {
		mq_app_say(app, MQ_ROLE_HINT, _("no row is marked"), _("x marks one"));
		return;
	}
	ask_file(app, _("export the marked rows to"), write_marked);
}
