/*
 * cli: the command line. One file per subcommand, one table of them.
 *
 *     cli.c         finding the command, global options, usage from the table
 *     options.c     rows of options, parsed and told
 *     cmd_*.c       init demo import query export count complete pick explain why show saved schema
 *                   check verify screen tutor visit service
 *     part.c        a command with parts of its own
 *     rows.c        what options say of rows; print.c: rows of people as text, csv, tsv, json
 *     list.c        short lists in the same formats; table.c: as aligned columns
 *     shell.c       what shells read to complete words; shell_bash.c, shell_zsh.c, shell_fish.c
 */
#ifndef MINQING_CLI_H
#define MINQING_CLI_H

#include <minqing/session.h>

/* What officers sit at, given from main because cli does not reach ui: see minqing/ui.h. */
struct mq_front {
	const char *pages_dir;		/* of the manual, for the screen */
	enum mq_err (*screen)(struct mq_session *session, const char *pages_dir, const char *link,
		const char *mouse, struct mq_diag *diag);
	enum mq_err (*tutor)(struct mq_session *session, const char *pages_dir, const char *link,
		const char *mouse, struct mq_diag *diag);
	void (*take_language)(void);	/* that of the settings, unless one was asked for */
	enum mq_err (*pick)(struct mq_session *session, const char *pages_dir, const char *query,
		struct mq_picked *picked, struct mq_diag *diag);
	enum mq_err (*plain)(struct mq_session *session, const char *pages_dir, FILE *in, FILE *out,
		struct mq_diag *diag);
	enum mq_err (*check_own)(size_t *n_files, struct mq_diag *diag);
	enum mq_err (*check_keys)(void (*row)(void *context, const char *const *cells), void *context,
		struct mq_diag *diag);
};

/* Run a command line; returns the exit status. config_dir, the shipped configuration, and
 * front are borrowed. */
int mq_cli_main(int argc, char **argv, const char *config_dir, const struct mq_front *front);

#endif
