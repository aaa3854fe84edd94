#include "shell.h"

#include <string.h>

/*
 * zsh: a function for each command, with its options as _arguments reads them.
 */

static const char zsh_head[] =
	"#compdef minqing\n"
	"# minqing(1) for zsh, made by `minqing complete --shell zsh`.\n"
	"\n"
	"# Words of a query: what is behind the last word of the line is put in its place.\n"
	"_minqing_rows() {\n"
	"\tlocal -a dir from replies labels\n"
	"\tlocal row\n"
	"\t(( ${+opt_args[-d]} )) && dir=(-d ${(Q)opt_args[-d]})\n"
	"\t(( ${+opt_args[--directory]} )) && dir=(-d ${(Q)opt_args[--directory]})\n"
	"\t[[ $mq_strip == from: ]] || {\n"
	"\t(( ${+opt_args[-k]} )) && from=(-k ${(Q)opt_args[-k]})\n"
	"\t(( ${+opt_args[--from]} )) && from=(-k ${(Q)opt_args[--from]})\n"
	"\t}\n"
	"\tfor row in ${(f)\"$(_call_program rows minqing $mq_dir $dir complete $from -w -f text -- "
	"${(q)@} 2>/dev/null)\"}; do\n"
	"\t\treplies+=(\"${${row%%$'\\t'*}#$mq_strip}\")\n"
	"\t\tlabels+=(\"${${row%%$'\\t'*}#$mq_strip}  ${row#*$'\\t'}\")\n"
	"\tdone\n"
	"\t(( $#replies )) && compadd -U -l -d labels -S '' -- $replies\n"
	"}\n"
	"\n"
	"_minqing_query() {\n"
	"\t[[ $PREFIX == --* ]] && return 1\n"
	"\t_minqing_rows \"${(@Q)words[1,CURRENT-1]}\" \"${(Q)PREFIX}\"\n"
	"}\n"
	"\n"
	"_minqing_fields() {\n"
	"\tlocal mq_strip=cols:\n"
	"\t_minqing_rows \"cols:${(Q)PREFIX}\"\n"
	"}\n"
	"\n"
	"_minqing_kinds() {\n"
	"\tlocal mq_strip=from:\n"
	"\t_minqing_rows \"from:${(Q)PREFIX}\"\n"
	"}\n"
	"\n";

static void zsh_text(const char *text)
{
	for (; *text; text++) {
		if (strchr("[]:", *text)) {
			putchar('\\');
		}
		if (*text == '\'') {
			fputs("'\\'", stdout);
		}
		putchar(*text);
	}
}

static void zsh_options(const struct command *command)
{
	struct option_words option;

	for (size_t i = 0; options_row(i, &option); i++) {
		if (!(command->options & BIT(i))) {
			continue;
		}
		for (int letter = 0; letter < (option.letter ? 2 : 1); letter++) {
			if (letter) {
				printf("\t\t'-%c[", option.letter);
			} else {
				printf("\t\t'--%s[", option.name);
			}
			zsh_text(_(option.help));
			printf("]%s%s%s%s' \\\n", option.argument ? ":" : "",
				option.argument ? option.argument : "", option.argument ? ":" : "",
				option.argument ? shell_argument(option.argument)->zsh : "");
		}
	}
}

static void zsh_command(const struct command *command)
{
	if (!*command->name) {
		return;
	}
	printf("_minqing-%s() {\n\t_arguments -s \\\n", command->name);
	zsh_options(command);
	if (shell_takes_part(command)) {
		printf("\t\t'1:part:(");
		shell_parts(command);
		printf(")' \\\n");
	} else if (shell_takes_key(command)) {
		printf("\t\t'1:key: ' \\\n");
	}
	printf("\t\t'*::word:%s'\n}\n\n", shell_takes_query(command) ? "_minqing_query"
		: shell_takes_file(command) ? "_files" : " ");
}

static void zsh_summary(const struct command *command)
{
	if (*command->name) {
		printf("\t\t'%s:", command->name);
		shell_quote(_(command->summary));
		printf("'\n");
	}
}

void shell_zsh(void)
{
	const struct command *screen = cli_command(0);

	fputs(zsh_head, stdout);
	shell_each_command(zsh_command);
	printf("_minqing() {\n\tlocal curcontext=$curcontext state line\n\ttypeset -A opt_args\n"
		"\tlocal -a commands mq_dir\n\tcommands=(\n");
	shell_each_command(zsh_summary);
	printf("\t)\n\t_arguments -C \\\n");
	for (size_t i = 0; cli_command(i); i++) {
		screen = cli_command(i);
	}
	zsh_options(screen);
	printf("\t\t'1:command:->command' '*::word:->words'\n"
		"\t(( ${+opt_args[-d]} )) && mq_dir=(-d ${(Q)opt_args[-d]})\n"
		"\t(( ${+opt_args[--directory]} )) && mq_dir=(-d ${(Q)opt_args[--directory]})\n"
		"\tcase $state in\n"
		"\tcommand) _describe command commands ;;\n"
		"\twords) (( $+functions[_minqing-$words[1]] )) && _minqing-$words[1] ;;\n"
		"\tesac\n}\n\n_minqing \"$@\"\n");
}
