#include "own.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <minqing/sheets.h>

/*
 * minqing tutor: the screen over a register of people nobody is, in a directory that is there as
 * long as the tutorial. Settings, history, saved lists and files are kept in it too:
 *
 *     /tmp/minqing-tutor.XXXXXX/  register/  config/  state/  data/  files/
 *
 * so nothing of the officer's own is read or written. The language that their settings ask for
 * is taken first.
 */

static const struct mq_demo people = {.residents = 600, .seed = 7};
static const char today[] = "2026-03-01";

/* Where programs keep what is the officer's. */
static const struct {
	const char *name;
	const char *variable;
} places[] = {
	{"config", "XDG_CONFIG_HOME"},
	{"state", "XDG_STATE_HOME"},
	{"data", "XDG_DATA_HOME"},
};

/* For nobody but us. *dir is the caller's, whatever is returned. */
static enum mq_err make_dir(char **dir, struct mq_diag *diag)
{
	const char *tmp = getenv("TMPDIR");

	*dir = mq_format("%s/minqing-tutor.XXXXXX", tmp && tmp[0] == '/' ? tmp : "/tmp");
	return mkdtemp(*dir) ? MQ_OK : mq_disk_fault(diag, *dir);
}

/* What is made in them is made when it is needed. */
static void keep_all_in(const char *dir)
{
	for (size_t i = 0; i < MQ_LENGTH(places); i++) {
		char *path = mq_format("%s/%s", dir, places[i].name);

		setenv(places[i].variable, path, 1);
		free(path);
	}
	setenv("MINQING_TODAY", today, 1);
}

/* Files that are written by name alone go there too. */
static enum mq_err write_files_in(const char *dir, struct mq_diag *diag)
{
	char *path = mq_format("%s/files", dir);
	enum mq_err err = MQ_OK;

	if (mkdir(path, 0700) != 0 || chdir(path) != 0) {
		err = mq_disk_fault(diag, path);
	}
	free(path);
	return err;
}

static enum mq_err make_people(struct cli *cli, const char *dir, struct mq_session **session)
{
	char *path = mq_format("%s/register", dir);
	enum mq_err err = mq_session_demo(path, cli->args.config ? cli->args.config : cli->config_dir,
		&people, &cli->diag);

	if (err == MQ_OK) {
		err = mq_session_open(path, false, session, &cli->diag);
	}
	free(path);
	return err;
}

static enum mq_err run_in(struct cli *cli, const char *dir, const struct choices *choices)
{
	struct mq_session *session = NULL;
	enum mq_err err;

	keep_all_in(dir);
	err = make_people(cli, dir, &session);
	if (err == MQ_OK) {
		err = write_files_in(dir, &cli->diag);
	}
	if (err == MQ_OK && cli_is_interrupted()) {
		err = MQ_ERR_INTERRUPTED;
	}
	if (err == MQ_OK) {
		err = cli->front->tutor(session, cli->front->pages_dir, choices->link,
			choices->mouse, &cli->diag);
	}
	mq_session_close(session);
	return err;
}

static enum mq_err needs_a_screen(struct cli *cli)
{
	return mq_diag_add(&cli->diag, MQ_ERR_TERMINAL, _("the tutorial is for the screen"));
}

/* Whatever ends it ends in the directory's removal: a line that hangs up too. */
enum mq_err cmd_tutor(struct cli *cli)
{
	struct choices choices;
	enum mq_err err = cli_choices(cli, &choices);
	char *dir = NULL;

	if (err == MQ_OK && choices.plain) {
		err = needs_a_screen(cli);
	}
	if (err == MQ_OK) {
		cli->front->take_language();
		cli_interrupt_on(SIGHUP);
		err = make_dir(&dir, &cli->diag);
	}
	if (err == MQ_OK) {
		err = run_in(cli, dir, &choices);
		mq_disk_remove_tree(dir);
	}
	if (err == MQ_ERR_TERMINAL) {
		mq_diag_hint(&cli->diag, _("minqing-tutorial(7) has it to read"));
	}
	free(dir);
	return err;
}
