#include "own.h"

#include "send.h"

/*
 * The answer as a file. Rows are walked once, on one snapshot, and go to a file that gets its
 * name at the end.
 */

enum { PROGRESS_ROWS = 128 };

static enum mq_err check_options(const struct mq_export *what, enum mq_sheet_format format,
	struct mq_diag *diag)
{
	bool separated = format == MQ_SHEET_CSV || format == MQ_SHEET_TSV;
	const char *odd = separated ? NULL : what->bom ? "bom" : what->raw ? "raw"
		: what->words && format == MQ_SHEET_JSON ? "words" : NULL;

	if (!odd) {
		return MQ_OK;
	}
	return mq_diag_add(diag, MQ_ERR_USAGE, _("%s has no use for '%s': that is for csv and tsv"),
		mq_sheet_format_name(format), odd);
}

/* ---- rows on their way ---- */

struct exporting {
	const struct mq_export *what;
	struct mq_exported *done;
	struct mq_sending sending;
	uint64_t all;
};

static bool goes_on(const struct exporting *exporting)
{
	const struct mq_export *what = exporting->what;

	return exporting->done->rows % PROGRESS_ROWS != 0 || !what->progress ||
		what->progress(what->context, exporting->done->rows, exporting->all);
}

static bool send_row(void *context, const struct mq_row *row)
{
	struct exporting *exporting = context;
	struct mq_sending *sending = &exporting->sending;

	mq_send_row(sending, row);
	exporting->done->rows++;
	if (sending->err == MQ_OK && !goes_on(exporting)) {
		sending->err = MQ_ERR_INTERRUPTED;
	}
	return sending->err == MQ_OK;
}

static void begin(struct mq_session *session, struct exporting *exporting)
{
	const struct mq_export *what = exporting->what;
	struct mq_lines lines = {.format = exporting->done->format, .schema = session->schema,
		.hits = session->reply.hits, .unknown = session->reply.unknown,
		.words = what->words, .raw = what->raw};

	lines.columns = mq_session_columns(session, &what->page, &lines.n_columns);
	exporting->done->columns = lines.n_columns;
	exporting->all = mq_session_page_rows(session, &what->page);
	mq_send_table(&exporting->sending, &lines,
		mq_kind_label(&session->schema->kinds[mq_session_kind(session)]), exporting->all,
		what->bom);
}

/* Within a look at the answer that lasts: it is walked as it was counted. */
static void send_all(struct mq_session *session, struct exporting *exporting)
{
	struct mq_sending *sending = &exporting->sending;
	struct mq_page page = exporting->what->page;
	enum mq_err err;

	begin(session, exporting);
	if (sending->err != MQ_OK) {
		return;
	}
	page.canonical = true;
	err = mq_session_each(session, &page, send_row, exporting, sending->diag);
	sending->err = sending->err == MQ_OK ? err : sending->err;
	mq_send_rows_end(sending);
}

static void send_in_look(struct mq_session *session, struct exporting *exporting)
{
	bool held = session->held;

	exporting->sending.err = mq_session_look_at_answer(session, exporting->sending.diag);
	if (exporting->sending.err == MQ_OK) {
		session->held = true;
		send_all(session, exporting);
		session->held = held;
		mq_session_look_away(session);
	}
}

enum mq_err mq_session_export(struct mq_session *session, const struct mq_export *what,
	struct mq_exported *done, struct mq_diag *diag)
{
	struct exporting exporting = {.what = what, .done = done};
	enum mq_err err;

	*done = (struct mq_exported){.rows = 0};
	err = mq_send_format(what->path, what->format, &done->format, diag);
	if (err == MQ_OK) {
		err = check_options(what, done->format, diag);
	}
	if (err == MQ_OK) {
		err = mq_send_open(&exporting.sending, what->path, what->overwrite, diag);
	}
	if (err == MQ_OK) {
		send_in_look(session, &exporting);
		err = mq_send_end(&exporting.sending, &done->bytes);
	}
	return err;
}
