#include "own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * minqing pick: the screen as a chooser for other programs. It stands on the terminal itself,
 * whatever standard input and output are, and the keys of who was picked go to the latter.
 */

static enum mq_err no_terminal(struct cli *cli)
{
	mq_diag_add(&cli->diag, MQ_ERR_TERMINAL, _("there is no terminal to pick on: %s"),
		strerror(errno));
	mq_diag_hint(&cli->diag, _("`minqing query --format tsv` lists without one"));
	return MQ_ERR_TERMINAL;
}

/* Put the terminal in the place of standard input and output; *out is what the latter was. */
static enum mq_err take_terminal(struct cli *cli, int *out)
{
	int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
	enum mq_err err = MQ_OK;

	fflush(stdout);
	*out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (terminal < 0 || *out < 0 || dup2(terminal, STDIN_FILENO) < 0 ||
	    dup2(terminal, STDOUT_FILENO) < 0) {
		err = no_terminal(cli);
	}
	if (terminal >= 0) {
		close(terminal);
	}
	return err;
}

static void give_back(int out)
{
	fflush(stdout);
	if (out >= 0) {
		dup2(out, STDOUT_FILENO);
		close(out);
	}
}

/* The parts of a key, a tab between them. */
static bool print_key(void *context, const struct mq_row *row)
{
	const size_t *n_key = context;
	struct mq_buf line = {0};

	for (size_t i = 0; i < *n_key; i++) {
		mq_buf_adds(&line, i ? "\t" : "");
		mq_safe_text(&line, row->cells[i].data, row->cells[i].len);
	}
	printf("%s\n", line.data);
	mq_buf_release(&line);
	return true;
}

static enum mq_err print_keys(struct cli *cli, struct mq_session *session,
	const struct mq_picked *picked)
{
	const struct mq_kind *kind = &mq_session_schema(session)->kinds[picked->kind];
	size_t n_key = kind->n_key;
	const struct mq_page page = {.columns = kind->key, .n_columns = n_key, .canonical = true,
		.ids = picked->ids, .n_ids = picked->n};

	if (n_key == 0) {
		return mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("a %s has no key to be told by"),
			mq_kind_label(kind));
	}
	return mq_session_each(session, &page, print_key, &n_key, &cli->diag);
}

static enum mq_err pick(struct cli *cli, struct mq_session *session)
{
	struct mq_picked picked = {0};
	char *text = cli_text(cli, 0);
	int out = -1;
	enum mq_err err = cli_kind(cli, mq_session_schema(session), &picked.kind);

	if (err == MQ_OK) {
		err = take_terminal(cli, &out);
	}
	if (err == MQ_OK) {
		err = cli->front->pick(session, cli->front->pages_dir, text, &picked, &cli->diag);
	}
	give_back(out);
	if (err == MQ_OK && picked.n > 0) {
		err = print_keys(cli, session, &picked);
	}
	cli->no_hits = picked.n == 0;
	free(picked.ids);
	free(text);
	return err;
}

enum mq_err cmd_pick(struct cli *cli)
{
	struct mq_session *session;
	enum mq_err err = cli_open(cli, false, &session);

	if (err == MQ_OK) {
		err = pick(cli, session);
		mq_session_close(session);
	}
	return err;
}
