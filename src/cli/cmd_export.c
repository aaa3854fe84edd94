#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/sheets.h>

/* minqing export: an answer as a file. */

static enum mq_err check_output(struct cli *cli)
{
	if (cli->args.output) {
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("export: -o FILE is missing"));
	mq_diag_hint(&cli->diag, _("`minqing query --format csv` prints the same"));
	return MQ_ERR_USAGE;
}

static void tell(const struct cli *cli, const struct mq_exported *done)
{
	print_line(_("%s: %llu rows, %llu columns, %llu bytes"), cli->args.output,
		(unsigned long long)done->rows, (unsigned long long)done->columns,
		(unsigned long long)done->bytes);
}

static enum mq_err write_answer(struct cli *cli, struct mq_session *session,
	const struct mq_page *page)
{
	const struct mq_export what = {
		.path = cli->args.output, .format = cli->args.format, .page = *page,
		.bom = cli->args.bom, .words = cli->args.words_of_codes, .raw = cli->args.raw,
		.overwrite = cli->args.overwrite,
		.progress = cli_progress, .context = (void *)(uintptr_t)_("exporting"),
	};
	struct mq_exported done;
	enum mq_err err = mq_session_export(session, &what, &done, &cli->diag);

	cli_progress_end();
	if (err == MQ_OK) {
		tell(cli, &done);
		cli->no_hits = done.rows == 0;
	}
	return err;
}

static enum mq_err read_page(struct cli *cli, struct mq_session *session, mq_kind_id kind,
	struct mq_page *page, mq_record_id **ids, struct mq_arena *arena)
{
	enum mq_err err = cli_page(cli, session, kind, 0, page, arena);

	if (err == MQ_OK && cli->args.ids) {
		err = mq_session_read_ids(session, kind, cli->args.ids, ids, &page->n_ids,
			&cli->diag);
		page->ids = *ids;
		page->within = true;
	}
	return err;
}

static enum mq_err run(struct cli *cli, struct mq_session *session)
{
	struct mq_page page = {.within = false};
	struct mq_arena arena = {0};
	struct mq_reply reply;
	mq_record_id *ids = NULL;
	mq_kind_id kind;
	char *text = cli_text(cli, 0);
	enum mq_err err = cli_kind(cli, mq_session_schema(session), &kind);

	if (err == MQ_OK) {
		err = mq_session_ask(session, kind, text, strlen(text), false, &reply, &cli->diag);
	}
	if (err == MQ_OK) {
		err = read_page(cli, session, reply.kind, &page, &ids, &arena);
	}
	if (err == MQ_OK) {
		mq_session_show_unknown(session, cli->args.unknown);
		err = write_answer(cli, session, &page);
	}
	free(ids);
	free(text);
	mq_arena_release(&arena);
	return err;
}

enum mq_err cmd_export(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err err = check_output(cli);

	if (err == MQ_OK) {
		err = cli_open(cli, true, &session);
	}
	if (err == MQ_OK) {
		err = run(cli, session);
		mq_session_close(session);
	}
	return err;
}
