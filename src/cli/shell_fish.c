#include "shell.h"

/*
 * fish: a line for each option of each command, with the condition that it stands under.
 */

static const char fish_head[] =
	"# minqing(1) for fish, made by `minqing complete --shell fish`.\n"
	"\n"
	"# What the options before the cursor say of the register and of whom is asked.\n"
	"function __minqing_ask\n"
	"\tset -l words (commandline -opc)\n"
	"\tset -l dir\n"
	"\tset -l from\n"
	"\tfor i in (seq 2 (count $words))\n"
	"\t\tset -l next (math $i + 1)\n"
	"\t\ttest $i -lt (count $words); or break\n"
	"\t\tcontains -- $words[$i] -d --directory; and set dir -d $words[$next]\n"
	"\t\tcontains -- $words[$i] -k --from; and set from -k $words[$next]\n"
	"\tend\n"
	"\tminqing $dir complete $from -w -f text -- $argv 2>/dev/null\n"
	"end\n"
	"\n"
	"# The words of the query before the cursor: those behind the command that are no options.\n"
	"function __minqing_query\n"
	"\tset -l words (commandline -opc)\n"
	"\tset -l query\n"
	"\tset -l command ''\n"
	"\tset -l argument 0\n"
	"\tfor word in $words[2..-1]\n"
	"\t\tif test $argument = 1\n"
	"\t\t\tset argument 0\n"
	"\t\telse if string match -q -- '-?*' $word; and test (count $query) = 0\n"
	"\t\t\tcontains -- $word $__minqing_arguments; and set argument 1\n"
	"\t\telse if test -z \"$command\"\n"
	"\t\t\tset command $word\n"
	"\t\telse\n"
	"\t\t\tset query $query $word\n"
	"\t\tend\n"
	"\tend\n"
	"\tif test \"$command\" = why\n"
	"\t\ttest (count $query) = 0; and return\n"
	"\t\tset -e query[1]\n"
	"\tend\n"
	"\tstring match -q -- '--*' (commandline -ct); or __minqing_ask $query (commandline -ct)\n"
	"end\n"
	"\n"
	"function __minqing_fields\n"
	"\t__minqing_ask cols:(commandline -ct) | string replace -r '^cols:' ''\n"
	"end\n"
	"\n"
	"function __minqing_kinds\n"
	"\t__minqing_ask from:(commandline -ct) | string replace -r '^from:' ''\n"
	"end\n"
	"\n"
	"complete -c minqing -f\n";

static void fish_condition(const struct command *command)
{
	if (*command->name) {
		printf("complete -c minqing -n '__fish_seen_subcommand_from %s'", command->name);
	} else {
		printf("complete -c minqing -n __fish_use_subcommand");
	}
}

static void fish_command(const struct command *command)
{
	struct option_words option;

	if (*command->name) {
		printf("complete -c minqing -n __fish_use_subcommand -a %s -d '", command->name);
		shell_quote(_(command->summary));
		printf("'\n");
	}
	if (shell_takes_query(command)) {
		fish_condition(command);
		printf(" -k -a '(__minqing_query)'\n");
	} else if (shell_takes_part(command)) {
		fish_condition(command);
		printf(" -a '");
		shell_parts(command);
		printf("'\n");
	} else if (shell_takes_file(command)) {
		fish_condition(command);
		printf(" -F\n");
	}
	for (size_t i = 0; options_row(i, &option); i++) {
		if (!(command->options & BIT(i))) {
			continue;
		}
		fish_condition(command);
		if (option.letter) {
			printf(" -s %c", option.letter);
		}
		printf(" -l %s %s -d '", option.name,
			option.argument ? shell_argument(option.argument)->fish : "");
		shell_quote(_(option.help));
		printf("'\n");
	}
}

void shell_fish(void)
{
	struct option_words option;

	fputs(fish_head, stdout);
	printf("set -g __minqing_arguments");
	for (size_t i = 0; options_row(i, &option); i++) {
		if (option.argument) {
			printf(" --%s", option.name);
		}
		if (option.argument && option.letter) {
			printf(" -%c", option.letter);
		}
	}
	printf("\n");
	shell_each_command(fish_command);
}
