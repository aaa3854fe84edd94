#include "own.h"

#include <string.h>
#include <unistd.h>

/* minqing count: hits and unknown, a line for each query given. */

struct counting {
	struct cli *cli;
	struct mq_session *session;
	mq_kind_id kind;
	size_t n_done;
	uint64_t hits;
};

static void print_text(const struct mq_reply *reply, const char *text, size_t i)
{
	(void)i;
	printf("%llu\t%llu\t", (unsigned long long)reply->hits, (unsigned long long)reply->unknown);
	print_safe(stdout, text, strlen(text));
	printf("\n");
}

static void print_csv(const struct mq_reply *reply, const char *text, size_t i)
{
	struct mq_buf quoted = {0};

	if (!i) {
		printf("hits,unknown,query\n");
	}
	for (; *text; text++) {
		mq_buf_adds(&quoted, *text == '"' ? "\"" : "");
		mq_buf_addc(&quoted, *text);
	}
	printf("%llu,%llu,\"", (unsigned long long)reply->hits,
		(unsigned long long)reply->unknown);
	if (isatty(STDOUT_FILENO)) {
		print_safe(stdout, quoted.data ? quoted.data : "", quoted.len);
	} else {
		fwrite(quoted.data ? quoted.data : "", 1, quoted.len, stdout);
	}
	printf("\"\n");
	mq_buf_release(&quoted);
}

static void print_tsv(const struct mq_reply *reply, const char *text, size_t i)
{
	if (!i) {
		printf("hits\tunknown\tquery\n");
	}
	print_text(reply, text, i);
}

static void print_json(const struct mq_reply *reply, const char *text, size_t i)
{
	(void)i;
	printf("{\"hits\": %llu, \"unknown\": %llu, \"query\": ",
		(unsigned long long)reply->hits, (unsigned long long)reply->unknown);
	print_json_text(stdout, text, strlen(text));
	printf("}\n");
}

static const struct {
	const char *name;
	void (*print)(const struct mq_reply *reply, const char *text, size_t i);
} formats[] = {
	{"text", print_text}, {"csv", print_csv}, {"tsv", print_tsv}, {"json", print_json},
};

static enum mq_err count(struct counting *counting, const char *text)
{
	const char *wanted = counting->cli->args.format ? counting->cli->args.format : "text";
	struct mq_reply reply;
	enum mq_err err;

	for (size_t i = 0; i < MQ_LENGTH(formats); i++) {
		if (strcmp(formats[i].name, wanted) != 0) {
			continue;
		}
		err = mq_session_ask(counting->session, counting->kind, text, strlen(text), false,
			&reply, &counting->cli->diag);
		if (err == MQ_OK) {
			formats[i].print(&reply, text, counting->n_done++);
			counting->hits += reply.hits;
		}
		return err;
	}
	return mq_diag_add(&counting->cli->diag, MQ_ERR_USAGE, _("unknown format '%s'"), wanted);
}

enum mq_err cmd_count(struct cli *cli)
{
	struct counting counting = {.cli = cli};
	enum mq_err err = cli_open(cli, true, &counting.session);

	if (err != MQ_OK) {
		return err;
	}
	err = cli_kind(cli, mq_session_schema(counting.session), &counting.kind);
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
