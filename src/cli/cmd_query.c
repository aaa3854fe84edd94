#include "own.h"

#include <stdlib.h>
#include <string.h>

/* minqing query: the rows of an answer. */

enum { TEXT_ROWS = 50 };

/* What a request turns into; lists are owned by the arena. */
struct wanted {
	struct mq_page page;
	const struct print_format *format;
	struct mq_arena arena;
};

static enum mq_err read_wanted(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	struct wanted *wanted)
{
	wanted->format = print_format_find(cli->args.format);
	if (!wanted->format) {
		mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("unknown format '%s'"), cli->args.format);
		mq_diag_hint(&cli->diag, "text, csv, tsv, json");
		return MQ_ERR_USAGE;
	}
	wanted->page.canonical = print_format_is_canonical(wanted->format);
	return cli_page(cli, session, kind, wanted->page.canonical ? 0 : TEXT_ROWS, &wanted->page,
		&wanted->arena);
}

static bool print_row(void *context, const struct mq_row *row)
{
	printer_row(context, row);
	return !ferror(stdout);
}

static enum mq_err print_answer(struct cli *cli, struct mq_session *session,
	const struct wanted *wanted, const struct mq_reply *reply)
{
	struct print_job job = {
		.schema = mq_session_schema(session), .hits = reply->hits,
		.unknown = reply->unknown, .list_unknown = cli->args.unknown,
		.raw = cli->args.raw,
	};
	struct printer *printer;
	enum mq_err err;

	job.columns = mq_session_columns(session, &wanted->page, &job.n_columns);
	printer = printer_new(wanted->format, &job);
	err = mq_session_each(session, &wanted->page, print_row, printer, &cli->diag);
	printer_end(printer);
	return err;
}

static enum mq_err run(struct cli *cli, struct mq_session *session, struct wanted *wanted)
{
	const struct mq_schema *schema = mq_session_schema(session);
	struct mq_reply reply;
	mq_kind_id kind;
	char *text = cli_text(cli, 0);
	enum mq_err err = cli_kind(cli, schema, &kind);

	if (err == MQ_OK) {
		err = mq_session_ask(session, kind, text, strlen(text), false, &reply, &cli->diag);
	}
	if (err == MQ_OK) {
		err = read_wanted(cli, session, reply.kind, wanted);
	}
	if (err == MQ_OK) {
		mq_session_show_unknown(session, cli->args.unknown);
		err = print_answer(cli, session, wanted, &reply);
		cli->no_hits = (cli->args.unknown ? reply.unknown : reply.hits) == 0;
		if (reply.undecided) {
			fprintf(stderr, _("minqing: the pattern could not decide %llu records; "
				"they count as unknown\n"), (unsigned long long)reply.undecided);
		}
	}
	free(text);
	return err;
}

enum mq_err cmd_query(struct cli *cli)
{
	struct wanted wanted = {.format = NULL};
	struct mq_session *session;
	enum mq_err err = cli_open(cli, true, &session);

	if (err == MQ_OK) {
		err = run(cli, session, &wanted);
		mq_session_close(session);
	}
	mq_arena_release(&wanted.arena);
	return err;
}
