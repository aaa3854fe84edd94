#include "own.h"

#include <stdlib.h>

#include <minqing/sheets.h>

/* minqing demo: a register filled with people nobody is. */

enum {
	DEFAULT_SEED = 1,
	RESIDENTS_MAX = 50000000,	/* twice a whole city */
};

static enum mq_err read_numbers(struct cli *cli, struct mq_demo *demo)
{
	uint64_t residents = 0;
	uint64_t seed = DEFAULT_SEED;
	enum mq_err err = MQ_OK;

	if (cli->args.residents) {
		err = options_number("residents", cli->args.residents, RESIDENTS_MAX, &residents,
			&cli->diag);
	}
	if (err == MQ_OK && cli->args.seed) {
		err = options_number("seed", cli->args.seed, UINT64_MAX - 1, &seed, &cli->diag);
	}
	demo->residents = (uint32_t)residents;
	demo->seed = seed;
	return err;
}

enum mq_err cmd_demo(struct cli *cli)
{
	struct mq_demo demo = {
		.faults = cli->args.faults, .progress = cli_progress,
		.context = (void *)(uintptr_t)_("making up people"),
	};
	char *dir = cli_dir(cli);
	enum mq_err err = read_numbers(cli, &demo);

	if (err == MQ_OK) {
		err = mq_session_demo(dir, cli->args.config ? cli->args.config : cli->config_dir,
			&demo, &cli->diag);
		cli_progress_end();
	}
	if (err == MQ_OK) {
		print_line(_("made the register '%s'; everybody in it is made up"), dir);
	}
	free(dir);
	return err;
}
