#include "own.h"

/* minqing verify: every posting, column, gram and key again from the records. */
enum mq_err cmd_verify(struct cli *cli)
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
