#include "own.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* minqing without a command: the screen, or its lines. */

/* What the screen may be told in two ways: by an option, else by the environment, where an
 * office says it once. */
struct choice {
	const char *option;
	const char *environment;
	const char *words[2];
};

/* *chosen: one of its words; NULL where neither says anything. */
static enum mq_err choose(struct cli *cli, const struct choice *choice, const char *given,
	const char **chosen)
{
	const char *word = given ? given : getenv(choice->environment);

	*chosen = NULL;
	for (size_t i = 0; word && i < MQ_LENGTH(choice->words); i++) {
		if (strcmp(word, choice->words[i]) == 0) {
			*chosen = choice->words[i];
		}
	}
	if (*chosen || !word || (!given && !*word)) {
		return MQ_OK;
	}
	return mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("%s is %s or %s, not '%s'"),
		given ? choice->option : choice->environment, choice->words[0], choice->words[1],
		word);
}

enum mq_err cli_choices(struct cli *cli, struct choices *choices)
{
	static const struct choice link = {"--link", "MINQING_LINK", {"slow", "fast"}};
	static const struct choice pointer = {"--mouse", "MINQING_MOUSE", {"on", "off"}};
	static const struct choice lines = {"--plain", "MINQING_PLAIN", {"on", "off"}};
	const char *plain = NULL;
	enum mq_err err = choose(cli, &link, cli->args.link, &choices->link);

	if (err == MQ_OK) {
		err = choose(cli, &pointer, cli->args.mouse ? "on" : NULL, &choices->mouse);
	}
	if (err == MQ_OK) {
		err = choose(cli, &lines, cli->args.plain ? "on" : NULL, &plain);
	}
	choices->plain = plain && strcmp(plain, "on") == 0;
	return err;
}

/* A line that hangs up ends it as SIGTERM does: what was asked is kept. */
enum mq_err cmd_screen(struct cli *cli)
{
	struct mq_session *session;
	struct choices choices;
	enum mq_err err = cli_choices(cli, &choices);

	if (err == MQ_OK) {
		err = cli_open(cli, false, &session);
	}
	if (err == MQ_OK) {
		cli_interrupt_on(SIGHUP);
		err = choices.plain ? cli->front->plain(session, stdin, stdout, &cli->diag)
			: cli->front->screen(session, cli->front->pages_dir, choices.link,
				choices.mouse, &cli->diag);
		mq_session_close(session);
	}
	return err;
}
