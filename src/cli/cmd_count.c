#include "own.h"

#include <string.h>

/* minqing count: hits and unknown, a line for each query given. */

struct counting {
	struct cli *cli;
	struct mq_session *session;
	mq_kind_id kind;
	struct list list;
	uint64_t hits;
};

static const struct list_column columns[] = {{"hits", true}, {"unknown", true}, {"query", false}};

static enum mq_err count(struct counting *counting, const char *text)
{
	struct mq_reply reply;
	char hits[24];
	char unknown[24];
	enum mq_err err = mq_session_ask(counting->session, counting->kind, text, strlen(text),
		false, &reply, &counting->cli->diag);

	if (err == MQ_OK) {
		snprintf(hits, sizeof(hits), "%llu", (unsigned long long)reply.hits);
		snprintf(unknown, sizeof(unknown), "%llu", (unsigned long long)reply.unknown);
		list_row(&counting->list, (const char *const[]){hits, unknown, text});
		counting->hits += reply.hits;
	}
	return err;
}

enum mq_err cmd_count(struct cli *cli)
{
	struct counting counting = {.cli = cli};
	enum mq_err err = cli_open(cli, true, &counting.session);

	if (err != MQ_OK) {
		return err;
	}
	err = cli_kind(cli, mq_session_schema(counting.session), &counting.kind);
	if (err == MQ_OK) {
		err = list_begin(&counting.list, cli->args.format, columns, MQ_LENGTH(columns),
			&cli->diag);
	}
	if (err == MQ_OK && !cli->args.n_words) {
		err = count(&counting, "");
	}
	for (size_t i = 0; err == MQ_OK && i < cli->args.n_words; i++) {
		err = count(&counting, cli->args.words[i]);
	}
	cli->no_hits = counting.hits == 0;
	mq_session_close(counting.session);
	return err;
}
