#include "own.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * minqing verify: every posting, column, gram and key again from the records. In
 * a child: a damaged tree can crash LMDB (SECURITY.md E9), and that too is a verdict.
 */

static enum mq_err verify(struct cli *cli)
{
	struct mq_session *session;
	uint64_t n_records = 0;
	enum mq_err err = cli_open(cli, true, &session);

	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_verify(session, &n_records, &cli->diag);
	if (err == MQ_OK) {
		printf(_("%llu records read; the index equals them\n"),
			(unsigned long long)n_records);
	}
	mq_session_close(session);
	return err;
}

static void run_child(struct cli *cli)
{
	enum mq_err err = verify(cli);

	if (fflush(stdout) != 0 && err == MQ_OK) {
		err = mq_diag_add(&cli->diag, MQ_ERR_IO, _("cannot write the output: %s"),
			strerror(errno));
	}
	mq_diag_print(&cli->diag, "minqing: ", stderr);
	_exit(err);
}

/* The child's error, told by it already; or that it crashed. */
static enum mq_err verdict(struct cli *cli, int status)
{
	if (WIFEXITED(status)) {
		return (enum mq_err)WEXITSTATUS(status);
	}
	mq_diag_add(&cli->diag, MQ_ERR_CORRUPT, _("the register is damaged: reading it crashed"));
	mq_diag_hint(&cli->diag, _("keep it as it is, and restore the last backup beside it"));
	return MQ_ERR_CORRUPT;
}

enum mq_err cmd_verify(struct cli *cli)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		run_child(cli);
	}
	if (child < 0 || waitpid(child, &status, 0) != child) {
		return mq_diag_add(&cli->diag, MQ_ERR_IO, "verify: %s", strerror(errno));
	}
	cli->told = true;
	return verdict(cli, status);
}
