#include "own.h"

#include <string.h>

/* A command with parts, each with words of its own: "visit add KEY". */

static enum mq_err wrong_words(struct cli *cli, const struct part *part, size_t n_words,
	const char *usage)
{
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, n_words < part->min_words ?
		_("%s: something is missing") : _("%s: too many words"), part->name);
	mq_diag_hint(&cli->diag, "%s", usage);
	return MQ_ERR_USAGE;
}

enum mq_err cli_part(struct cli *cli, const char *command, const struct part *parts, size_t n_parts,
	const char *usage)
{
	const char *name = cli->args.n_words ? cli->args.words[0] : parts[0].name;
	size_t n_words = cli->args.n_words ? cli->args.n_words : 1;
	struct mq_session *session;
	enum mq_err err;

	for (size_t i = 0; i < n_parts; i++) {
		if (strcmp(parts[i].name, name) != 0) {
			continue;
		}
		if (n_words < parts[i].min_words || n_words > parts[i].max_words) {
			return wrong_words(cli, &parts[i], n_words, usage);
		}
		err = cli_open(cli, parts[i].reads, &session);
		if (err == MQ_OK) {
			err = parts[i].run(cli, session);
			mq_session_close(session);
		}
		return err;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("%s has no part called '%s'"), command, name);
	mq_diag_hint(&cli->diag, "%s", usage);
	return MQ_ERR_USAGE;
}
