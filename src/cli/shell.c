#include "shell.h"

#include <string.h>

/*
 * What shells read to complete words of minqing: commands, their options and what
 * those take come from the tables the program itself reads; words of a query come
 * from `minqing complete -w`, asked while the person types.
 */

/* ---- what stands behind an option, by how its argument is called ---- */

static const struct shell_argument arguments[] = {
	{"DIR", "compgen -d -- \"$cur\"", "_files -/", "-r -a '(__fish_complete_directories)'"},
	{"FILE", "compgen -f -- \"$cur\"", "_files", "-r -F"},
	{"FORMAT", "compgen -W 'text csv tsv json' -- \"$cur\"", "(text csv tsv json)",
		"-x -a 'text csv tsv json'"},
	{"TYPE", "compgen -W 'csv tsv json xlsx' -- \"$cur\"", "(csv tsv json xlsx)",
		"-x -a 'csv tsv json xlsx'"},
	{"SHELL", "compgen -W 'bash zsh fish' -- \"$cur\"", "(bash zsh fish)",
		"-x -a 'bash zsh fish'"},
	{"LINK", "compgen -W 'slow fast' -- \"$cur\"", "(slow fast)", "-x -a 'slow fast'"},
	{"LANG", "compgen -W 'zh en' -- \"$cur\"", "(zh en)", "-x -a 'zh en'"},
	{"FIELDS", "_minqing_behind cols: \"$cur\"", "_minqing_fields", "-x -a '(__minqing_fields)'"},
	{"KIND", "_minqing_behind from: \"$cur\"", "_minqing_kinds", "-x -a '(__minqing_kinds)'"},
};
static const struct shell_argument any_argument = {"", ":", " ", "-x"};

const struct shell_argument *shell_argument(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(arguments); i++) {
		if (strcmp(arguments[i].name, name) == 0) {
			return &arguments[i];
		}
	}
	return &any_argument;
}

bool shell_takes_part(const struct command *command)
{
	return strchr(command->words, '|') != NULL;
}

bool shell_takes_query(const struct command *command)
{
	return strstr(command->words, "QUERY") != NULL && !shell_takes_part(command);
}

bool shell_takes_key(const struct command *command)
{
	return shell_takes_query(command) && strncmp(command->words, "KEY", 3) == 0;
}

bool shell_takes_file(const struct command *command)
{
	return strstr(command->words, "SHEET") != NULL && !shell_takes_part(command);
}

/* The words of the usage line that are typed as they stand. */
void shell_parts(const struct command *command)
{
	const char *at = command->words;

	while (*at) {
		size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz");

		printf("%.*s%s", (int)len, at, len ? " " : "");
		at += len ? len : 1;
	}
}

void shell_quote(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'') {
			fputs("'\\''", stdout);
		} else {
			putchar(*text);
		}
	}
}

void shell_each_command(void (*print)(const struct command *command))
{
	for (size_t i = 0; cli_command(i); i++) {
		print(cli_command(i));
	}
}

/* ---- the door ---- */

static const struct {
	const char *name;
	void (*print)(void);
} shells[] = {{"bash", shell_bash}, {"zsh", shell_zsh}, {"fish", shell_fish}};

enum mq_err shell_print(const char *shell, struct mq_diag *diag)
{
	for (size_t i = 0; i < MQ_LENGTH(shells); i++) {
		if (strcmp(shells[i].name, shell) == 0) {
			shells[i].print();
			return MQ_OK;
		}
	}
	mq_diag_add(diag, MQ_ERR_USAGE, _("nothing is known of the shell '%s'"), shell);
	mq_diag_hint(diag, "bash, zsh, fish");
	return MQ_ERR_USAGE;
}
