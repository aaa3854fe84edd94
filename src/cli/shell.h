/* What the files of shells share. */
#ifndef MINQING_CLI_SHELL_H
#define MINQING_CLI_SHELL_H

#include "own.h"

/* What stands behind an option, by how its argument is called. */
struct shell_argument {
	const char *name;
	const char *bash;	/* replies for "$cur" */
	const char *zsh;	/* an action of _arguments */
	const char *fish;
};

/* Never NULL. */
const struct shell_argument *shell_argument(const char *name);
bool shell_takes_query(const struct command *command);
/* A record's key goes before the query. */
bool shell_takes_key(const struct command *command);
bool shell_takes_file(const struct command *command);
/* Its first word is one of some, as in list | show NAME. */
bool shell_takes_part(const struct command *command);
/* Print those, with a space behind each. */
void shell_parts(const struct command *command);
/* Print text within single quotes of any of the shells. */
void shell_quote(const char *text);
void shell_each_command(void (*print)(const struct command *command));

void shell_bash(void);
void shell_zsh(void);
void shell_fish(void);

#endif
