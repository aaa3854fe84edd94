/*
 * One row per error code: what it says and the exit status a command ends in.
 */
#include <minqing/base.h>

#include <assert.h>

enum {
	EXIT_HITS = 0,
	EXIT_NO_HITS = 1,
	EXIT_USAGE = 2,		/* the command line or the query */
	EXIT_CONFIG = 3,	/* a definition file or a file to be imported */
	EXIT_STORE = 4,
	EXIT_TERMINAL = 5,
	EXIT_DENIED = 6,
	EXIT_INTERRUPTED = 130,	/* as a shell tells of SIGINT */
};

static const struct {
	const char *text;
	int status;
} rows[] = {
	[MQ_OK] = {N_("done"), EXIT_HITS},
	[MQ_ERR_NOT_FOUND] = {N_("not found"), EXIT_NO_HITS},
	[MQ_ERR_USAGE] = {N_("the command cannot be understood"), EXIT_USAGE},
	[MQ_ERR_QUERY] = {N_("the query cannot be understood"), EXIT_USAGE},
	[MQ_ERR_CONFIG] = {N_("the configuration has faults"), EXIT_CONFIG},
	[MQ_ERR_INPUT] = {N_("the input has faults"), EXIT_CONFIG},
	[MQ_ERR_IO] = {N_("cannot read or write"), EXIT_STORE},
	[MQ_ERR_STORE] = {N_("not a usable register"), EXIT_STORE},
	[MQ_ERR_FORMAT] = {N_("a register of another format version"), EXIT_STORE},
	[MQ_ERR_CORRUPT] = {N_("stored data are damaged"), EXIT_STORE},
	[MQ_ERR_FULL] = {N_("no space left"), EXIT_STORE},
	[MQ_ERR_READONLY] = {N_("the register cannot be written"), EXIT_STORE},
	[MQ_ERR_BUSY] = {N_("somebody else is writing"), EXIT_STORE},
	[MQ_ERR_LIMIT] = {N_("a limit was reached"), EXIT_USAGE},
	[MQ_ERR_TERMINAL] = {N_("the terminal cannot be used"), EXIT_TERMINAL},
	[MQ_ERR_DENIED] = {N_("not permitted"), EXIT_DENIED},
	[MQ_ERR_INTERRUPTED] = {N_("interrupted"), EXIT_INTERRUPTED},
};

static_assert(MQ_LENGTH(rows) == MQ_ERR_LAST + 1, "every error code has a row");

const char *mq_err_text(enum mq_err err)
{
	assert((size_t)err < MQ_LENGTH(rows));
	return _(rows[err].text);
}

int mq_err_exit(enum mq_err err)
{
	assert((size_t)err < MQ_LENGTH(rows));
	return rows[err].status;
}
