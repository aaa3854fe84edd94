#include "own.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * The command line: options before the command, the command's row, its options,
 * its words; then one exit status for all that can happen.
 */

#define ALWAYS (BIT(OPTION_DIR) | BIT(OPTION_HELP) | BIT(OPTION_LANG))
#define ROWS_OF_A_KIND (BIT(OPTION_FORMAT) | BIT(OPTION_COLUMNS) | BIT(OPTION_SORT) | \
	BIT(OPTION_LIMIT) | BIT(OPTION_UNKNOWN) | BIT(OPTION_RAW))
#define ROWS (ROWS_OF_A_KIND | BIT(OPTION_FROM))

static const struct command commands[] = {
	{"init", "", N_("make an empty register"), ALWAYS | BIT(OPTION_CONFIG), 0, 0, cmd_init},
	{"demo", "", N_("make a register with a synthetic subdistrict"),
		ALWAYS | BIT(OPTION_CONFIG) | BIT(OPTION_RESIDENTS) | BIT(OPTION_SEED) |
		BIT(OPTION_FAULTS), 0, 0, cmd_demo},
	{"tutor", "", N_("learn it by doing, among people who are made up"),
		BIT(OPTION_HELP) | BIT(OPTION_LANG) | BIT(OPTION_CONFIG) | BIT(OPTION_LINK) |
		BIT(OPTION_MOUSE), 0, 0, cmd_tutor},
	{"import", "SHEET", N_("bring a sheet in, xlsx or CSV"),
		ALWAYS | BIT(OPTION_MAP) | BIT(OPTION_ENCODING) | BIT(OPTION_DELIMITER) |
		BIT(OPTION_STRICT) | BIT(OPTION_DRY_RUN) | BIT(OPTION_REJECTS), 1, 1, cmd_import},
	{"query", "[QUERY…]", N_("list those a question is true of"), ALWAYS | ROWS, 0, 256,
		cmd_query},
	{"export", "-o FILE [QUERY…]", N_("write those a question is true of to a file"),
		ALWAYS | BIT(OPTION_OUTPUT) | BIT(OPTION_SHEET_FORMAT) | BIT(OPTION_COLUMNS) |
		BIT(OPTION_SORT) | BIT(OPTION_ROWS) | BIT(OPTION_FROM) | BIT(OPTION_UNKNOWN) |
		BIT(OPTION_IDS) | BIT(OPTION_BOM) | BIT(OPTION_WORDS) | BIT(OPTION_RAW) |
		BIT(OPTION_OVERWRITE), 0, 256, cmd_export},
	{"count", "[QUERY…]", N_("count hits and unknown, or what values they have"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT) | BIT(OPTION_BY)
			| BIT(OPTION_CROSS) | BIT(OPTION_TOP),
		0, 256, cmd_count},
	{"complete", "[QUERY…]", N_("list what may stand at the end of a query"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT) | BIT(OPTION_OFFERS) |
		BIT(OPTION_CURSOR) | BIT(OPTION_WORD) | BIT(OPTION_SHELL), 0, 256, cmd_complete},
	{"pick", "[QUERY…]", N_("pick records on the screen, and print their keys"),
		ALWAYS | BIT(OPTION_FROM), 0, 256, cmd_pick},
	{"show", "KEY", N_("show one record and all that hangs on it"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT), 1, 1, cmd_show},
	{"why", "KEY [QUERY…]", N_("say why somebody is on a list, or is not"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT), 1, 257, cmd_why},
	{"day", "[BOARD [ARGUMENT…]]", N_("tell what is due: my day, or another board"),
		ALWAYS | BIT(OPTION_FORMAT) | BIT(OPTION_EVERYWHERE), 0, 256, cmd_day},
	{"upcoming", "[DAYS] [RULE | POLICY | QUERY…] | rules | dismiss RULE|POLICY KEY REASON…",
		N_("tell what the days to come bring, and to whom"),
		ALWAYS | BIT(OPTION_FORMAT) | BIT(OPTION_LIMIT), 0, 256, cmd_upcoming},
	{"explain", "[QUERY…]", N_("take a query apart: words, counts, cost"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT), 0, 256, cmd_explain},
	{"saved", "[list | show NAME | save NAME QUERY | rename NAME NEW | share NAME | remove NAME | check]",
		N_("keep questions under a name, to be asked as @name"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT) | BIT(OPTION_SHARED), 0, 3, cmd_saved},
	{"visit", "[list [QUERY…] | add KEY WORD… | import SHEET | sheet [QUERY…]]",
		N_("enter visits and what comes of them; print sheets for a round"),
		ALWAYS | ROWS_OF_A_KIND | BIT(OPTION_ENCODING) | BIT(OPTION_DELIMITER) |
		BIT(OPTION_DRY_RUN), 0, 1024, cmd_visit},
	{"service", "[list [QUERY…] | add KEY WORD… | done ID [WORD…] | end ID WORD… | "
		"match [QUERY…] | pair KEY PROVIDER WORD… | providers]",
		N_("keep the ledger of services; pair people with who gives them"),
		ALWAYS | ROWS_OF_A_KIND, 0, 1024, cmd_service},
	{"policy", "[list | show NAME | gap [NAME] | check | test [NAME] | whatif NAME THRESHOLD=VALUE]",
		N_("who may have help and does not, by the policies on file"),
		ALWAYS | BIT(OPTION_FORMAT) | BIT(OPTION_ROWS), 0, 3, cmd_policy},
	{"need", "[list [mine | QUERY…] | show ID | stats [QUERY…] | add KEY WORD… | answer | "
			"assign | escalate | return | extend | hold | resume | supervise | close | reopen ID WORD…]",
		N_("what residents need: told, routed, followed until closed"),
		ALWAYS | BIT(OPTION_FROM) | BIT(OPTION_FORMAT) | BIT(OPTION_LIMIT), 0, 256, cmd_need},
	{"report", "month [2026-10] [GROUP | FIGURE…]",
		N_("tell the figures of a month, each with whom it counts"),
		ALWAYS | BIT(OPTION_REPORT_FORMAT) | BIT(OPTION_REPORT_OUTPUT) |
		BIT(OPTION_OVERWRITE), 1, 64, cmd_report},
	{"duty", "[status [PERSON] | list | check]",
		N_("tell how the duties of calling on people stand"),
		ALWAYS | BIT(OPTION_FORMAT) | BIT(OPTION_DUTY_BY), 0, 2, cmd_duty},
	{"round", "[plan] [PERSON] [N] | planned", N_("list whom to call on next, in the order one walks"),
		ALWAYS | BIT(OPTION_FORMAT), 0, 3, cmd_round},
	{"burden", "[MONTH]", N_("tell what tasks on the screen cost: keys, seconds"),
		BIT(OPTION_HELP) | BIT(OPTION_LANG) | BIT(OPTION_FORMAT), 0, 1, cmd_burden},
	{"schema", "check [DIR] | show [NAME] | infer SHEET",
		N_("check definitions, show fields, propose some for a sheet"),
		ALWAYS | BIT(OPTION_CONFIG) | BIT(OPTION_FORMAT), 1, 2, cmd_schema},
	{"check", "[keys | data [QUERY…]]",
		N_("check what you set up for the screen, or facts that do not go together"),
		ALWAYS | BIT(OPTION_FORMAT), 0, 256, cmd_check},
	{"verify", "", N_("check the index against the records"), ALWAYS, 0, 0, cmd_verify},
};

/* The screen is what the program does without a command. */
static const struct command screen_command = {
	"", "", "", ALWAYS | BIT(OPTION_VERSION) | BIT(OPTION_LINK) | BIT(OPTION_MOUSE) |
		BIT(OPTION_PLAIN), 0, 0, cmd_screen,
};

const struct command *cli_command(size_t i)
{
	if (i < MQ_LENGTH(commands)) {
		return &commands[i];
	}
	return i == MQ_LENGTH(commands) ? &screen_command : NULL;
}

/* ---- shared by commands ---- */

char *cli_dir(const struct cli *cli)
{
	const char *own = getenv("MINQING_DIR");

	if (cli->args.dir) {
		return mq_strdup(cli->args.dir);
	}
	return own && *own ? mq_strdup(own) : mq_home_path(MQ_HOME_DATA, "minqing");
}

enum mq_err cli_open(struct cli *cli, bool read_only, struct mq_session **session)
{
	char *dir = cli_dir(cli);
	enum mq_err err = mq_session_open(dir, read_only, session, &cli->diag);

	if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_hint(&cli->diag, _("make one with `minqing -d %s init` or `demo`"), dir);
		err = MQ_ERR_STORE;
	}
	free(dir);
	return err;
}

enum mq_err cli_kind(struct cli *cli, const struct mq_schema *schema, mq_kind_id *kind)
{
	const char *name = cli->args.from ? cli->args.from : "resident";

	*kind = mq_schema_kind(schema, name);
	if (*kind != MQ_NO_KIND) {
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("--from: no kind is called '%s'"), name);
	mq_diag_hint(&cli->diag, _("`minqing schema show` lists them"));
	return MQ_ERR_USAGE;
}

char *cli_text(const struct cli *cli, size_t from)
{
	struct mq_buf text = {0};

	for (size_t i = from; i < cli->args.n_words; i++) {
		mq_buf_adds(&text, i > from ? " " : "");
		mq_buf_adds(&text, cli->args.words[i]);
	}
	return mq_buf_take(&text);
}

enum mq_err cli_unknown_field(struct cli *cli, const struct mq_schema *schema, mq_kind_id kind,
	const char *option, const char *name)
{
	const char *nearest;

	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("--%s: no field is called '%s'"), option, name);
	if (mq_schema_nearest(schema, kind, name, &nearest, 1)) {
		mq_diag_hint(&cli->diag, _("did you mean '%s'?"), nearest);
	}
	return MQ_ERR_USAGE;
}

/* Set by the handler alone: a signal has no other way to tell. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

bool cli_is_interrupted(void)
{
	return interrupted;
}

void cli_interrupt_on(int signal_number)
{
	const struct sigaction action = {.sa_handler = on_interrupt};

	sigaction(signal_number, &action, NULL);
}

bool cli_progress(void *context, uint64_t done, uint64_t all)
{
	const char *what = context;

	if (isatty(STDERR_FILENO)) {
		fprintf(stderr, "\r%s %3u %%", what, (unsigned)(all ? done * 100 / all : 100));
	}
	return !interrupted;
}

void cli_progress_end(void)
{
	if (isatty(STDERR_FILENO)) {
		fprintf(stderr, "\r%40s\r", "");
	}
}

static void listen_for_interrupt(void)
{
	cli_interrupt_on(SIGINT);
	cli_interrupt_on(SIGTERM);
}

/* ---- help ---- */

static void help(const struct command *command)
{
	enum { ON_ONE_LINE = 40 };

	if (*command->name) {
		printf(_("usage: minqing [-d DIR] %s [OPTIONS]%s%s\n"), command->name,
			!*command->words ? "" : strlen(command->words) < ON_ONE_LINE ? " " : "\n  ",
			command->words);
		printf("%s\n\n", _(command->summary));
		options_help(command->options, stdout);
		printf("\n%s\n", _("see minqing(1), minqing-query(7), minqing-fields(5), minqing-saved(5)"));
		return;
	}
	printf("%s\n", _("usage: minqing [-d DIR] [COMMAND] [OPTIONS] [WORDS]\n"
		"look up people by typing; without a command, the screen"));
	printf("\n");
	for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
		printf("  %-9s %s\n", commands[i].name, _(commands[i].summary));
	}
	printf("\n");
	options_help(screen_command.options, stdout);
	printf("\n%s\n", _("see minqing(1), minqing-query(7), minqing-fields(5), minqing-saved(5)"));
}

/* ---- running ---- */

static const struct command *find_command(struct cli *cli, const char *name)
{
	const char *names[MQ_LENGTH(commands)];
	const char *nearest;

	for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
		if (strcmp(commands[i].name, name) == 0) {
			return &commands[i];
		}
		names[i] = commands[i].name;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("unknown command '%s'"), name);
	if (mq_nearest(name, names, MQ_LENGTH(names), &nearest, 1)) {
		mq_diag_hint(&cli->diag, _("did you mean '%s'?"), nearest);
	} else {
		mq_diag_hint(&cli->diag, _("`minqing query %s` looks for it"), name);
	}
	return NULL;
}

static enum mq_err check_words(struct cli *cli, const struct command *command)
{
	size_t n = cli->args.n_words;

	if (n >= command->min_words && n <= command->max_words) {
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_USAGE, n < command->min_words ?
		_("%s: something is missing") : _("%s: too many words"), command->name);
	mq_diag_hint(&cli->diag, _("usage: minqing [-d DIR] %s [OPTIONS]%s%s"), command->name,
		*command->words ? " " : "", command->words);
	return MQ_ERR_USAGE;
}

/* Options, then the language they ask for: all that is said after them is said in it. */
static enum mq_err read_options(struct cli *cli, int argc, char **argv,
	const struct command *command)
{
	enum mq_err err = options_parse(argc, argv, command->options, command == &screen_command,
		&cli->args, &cli->diag);

	if (err == MQ_OK && cli->args.lang && !mq_lang_ask_for(cli->args.lang)) {
		err = mq_diag_add(&cli->diag, MQ_ERR_USAGE, _("--lang is zh or en, not '%s'"),
			cli->args.lang);
	}
	return err;
}

static enum mq_err run(struct cli *cli, int argc, char **argv)
{
	const struct command *command = &screen_command;
	enum mq_err err = read_options(cli, argc, argv, command);

	if (err != MQ_OK) {
		return err;
	}
	if (cli->args.version) {
		printf("minqing %s\n", MQ_VERSION);
		return MQ_OK;
	}
	if (cli->args.n_words) {
		int skip = argc - (int)cli->args.n_words;

		command = find_command(cli, cli->args.words[0]);
		err = command ? read_options(cli, argc - skip, argv + skip, command) : MQ_ERR_USAGE;
	}
	if (err == MQ_OK && cli->args.help) {
		help(command);
		return MQ_OK;
	}
	if (err == MQ_OK) {
		err = check_words(cli, command);
	}
	return err == MQ_OK ? command->run(cli) : err;
}

/* What was printed must have arrived. */
static enum mq_err flush_out(struct cli *cli)
{
	if (fflush(stdout) == 0 && !ferror(stdout)) {
		return MQ_OK;
	}
	return mq_diag_add(&cli->diag, MQ_ERR_IO, _("cannot write the output: %s"),
		strerror(errno));
}

int mq_cli_main(int argc, char **argv, const char *config_dir, const struct mq_front *front)
{
	struct cli cli = {.config_dir = config_dir, .front = front};
	enum mq_err err;
	enum mq_err flushed;

	listen_for_interrupt();
	err = run(&cli, argc, argv);
	flushed = flush_out(&cli);
	err = err == MQ_OK ? flushed : err;
	mq_diag_print(&cli.diag, "minqing: ", stderr);
	if (err != MQ_OK && !cli.diag.n_faults && !cli.told) {
		fprintf(stderr, "minqing: %s\n", mq_err_text(err));
	}
	mq_diag_release(&cli.diag);
	free(cli.args.map);
	return err == MQ_OK && cli.no_hits ? mq_err_exit(MQ_ERR_NOT_FOUND) : mq_err_exit(err);
}
