#include "own.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <minqing/sheets.h>

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
	enum mq_err err;

	/* It only reads: whoever interrupts ends it at once. */
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	err = verify(cli);
	if (fflush(stdout) != 0 && err == MQ_OK) {
		err = mq_diag_add(&cli->diag, MQ_ERR_IO, _("cannot write the output: %s"),
			strerror(errno));
	}
	mq_diag_print(&cli->diag, "minqing: ", stderr);
	_exit(err);
}

/* Wait for the child to end; a signal that only we heard is handed on. */
static bool wait_for(pid_t child, int *status)
{
	pid_t ended;

	while ((ended = waitpid(child, status, 0)) < 0 && errno == EINTR) {
		kill(child, SIGTERM);
	}
	return ended == child;
}

/* The child's error, told by it already; that it was stopped; or that it crashed. */
static enum mq_err verdict(struct cli *cli, int status)
{
	static const int stops[] = {SIGINT, SIGTERM, SIGHUP, SIGKILL, SIGPIPE};

	if (WIFEXITED(status)) {
		cli->told = true;
		return (enum mq_err)WEXITSTATUS(status);
	}
	for (size_t i = 0; i < MQ_LENGTH(stops); i++) {
		if (WTERMSIG(status) == stops[i]) {
			return mq_diag_add(&cli->diag, MQ_ERR_INTERRUPTED, _("interrupted"));
		}
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
	if (child < 0 || !wait_for(child, &status)) {
		return mq_diag_add(&cli->diag, MQ_ERR_IO, "verify: %s", strerror(errno));
	}
	return verdict(cli, status);
}
