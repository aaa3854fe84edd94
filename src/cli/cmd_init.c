#include "own.h"

#include <stdlib.h>

#include <minqing/sheets.h>

/* minqing init: an empty register with the shipped definitions, or one's own. */
enum mq_err cmd_init(struct cli *cli)
{
	char *dir = cli_dir(cli);
	const char *config = cli->args.config ? cli->args.config : cli->config_dir;
	enum mq_err err = mq_session_init(dir, config, &cli->diag);

	if (err == MQ_OK) {
		print_line(_("made the register '%s' with the definitions of '%s'"), dir, config);
		print_line(_("next: minqing -d %s import SHEET.csv"), dir);
	}
	free(dir);
	return err;
}
