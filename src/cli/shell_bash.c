#include "shell.h"

/*
 * bash: options are rows of `case`, by command; the words before the cursor are put
 * together again where readline has cut them.
 */

static const char bash_head[] =
	"# minqing(1) for bash, made by `minqing complete --shell bash`.\n"
	"# shellcheck shell=bash\n"
	"\n"
	"# Rows of `minqing complete -w` for words of a query: the last word, and what it is.\n"
	"_minqing_ask() {\n"
	"\t\"${words[0]}\" \"${dir[@]}\" complete \"${from[@]}\" -w -f text -- \"$@\" 2>/dev/null | cut -f 1\n"
	"}\n"
	"\n"
	"# What may stand behind a sign of the language: fields, kinds, names of lists.\n"
	"_minqing_behind() {\n"
	"\tlocal row\n"
	"\t_minqing_ask \"$1$2\" | while IFS= read -r row; do\n"
	"\t\trow=${row#\"$1\"}\n"
	"\t\t[[ $row != \"$2\"* ]] || printf '%s\\n' \"${row%(}\"\n"
	"\tdone\n"
	"}\n"
	"\n"
	"# The words before the cursor as the shell will pass them: readline also cuts at : = < and\n"
	"# the like, which here belong to the word.\n"
	"_minqing_words() {\n"
	"\tlocal rest=$COMP_LINE word i n=-1\n"
	"\tfor ((i = 0; i <= COMP_CWORD; i++)); do\n"
	"\t\tword=${COMP_WORDS[i]}\n"
	"\t\tif ((n < 0)) || [[ $rest == [[:space:]]* ]]; then\n"
	"\t\t\trest=${rest#\"${rest%%[![:space:]]*}\"}\n"
	"\t\t\twords[++n]=\n"
	"\t\tfi\n"
	"\t\twords[n]+=$word\n"
	"\t\trest=${rest#\"$word\"}\n"
	"\tdone\n"
	"}\n"
	"\n"
	"_minqing_plain() {\n"
	"\tlocal word=$1\n"
	"\tcase $word in\n"
	"\t[\\\"\\']*[\\\"\\']) word=${word:1:${#word}-2} ;;\n"
	"\t[\\\"\\']*) word=${word:1} ;;\n"
	"\t*) word=${word//\\\\/} ;;\n"
	"\tesac\n"
	"\tprintf '%s' \"$word\"\n"
	"}\n"
	"\n"
	"# Of the rows on standard input: those that begin with what was typed, else the first.\n"
	"_minqing_reply() {\n"
	"\tlocal row first='' quote='' lead='' raw=${words[${#words[@]}-1]}\n"
	"\tcase $raw in\n"
	"\t[\\\"\\']*) quote=${raw:0:1} ;;\n"
	"\t*) lead=${raw%\"${raw##*[\"$COMP_WORDBREAKS\"]}\"} ;;\n"
	"\tesac\n"
	"\tlead=${lead//\\\\/}\n"
	"\twhile IFS= read -r row; do\n"
	"\t\t[[ -n $first ]] || first=$row\n"
	"\t\t[[ $row == \"$cur\"* ]] && COMPREPLY+=(\"${row#\"$lead\"}\")\n"
	"\tdone\n"
	"\t[[ ${#COMPREPLY[@]} -gt 0 || -z $first ]] || COMPREPLY=(\"${first#\"$lead\"}\")\n"
	"\tif [[ -z $quote ]]; then\n"
	"\t\tlocal i\n"
	"\t\tfor i in \"${!COMPREPLY[@]}\"; do\n"
	"\t\t\tCOMPREPLY[i]=$(printf '%q' \"${COMPREPLY[i]}\")\n"
	"\t\tdone\n"
	"\tfi\n"
	"\tif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:.,\\(] ]]; then\n"
	"\t\tcompopt -o nospace 2>/dev/null\n"
	"\tfi\n"
	"\treturn 0\n"
	"}\n"
	"\n";

static const char bash_tail[] =
	"# A command of several parts: which, then what that takes.\n"
	"_minqing_part() {\n"
	"\tcase \"$command ${query[0]}\" in\n"
	"\t*' ') mapfile -t COMPREPLY < <(compgen -W \"$(_minqing_parts \"$command\")\" -- \"$cur\") ;;\n"
	"\t'saved show' | 'saved remove' | 'saved share') mapfile -t COMPREPLY < <(_minqing_behind @ \"$cur\") ;;\n"
	"\t'saved rename') ((${#query[@]} > 1)) || mapfile -t COMPREPLY < <(_minqing_behind @ \"$cur\") ;;\n"
	"\t'saved save') ((${#query[@]} < 2)) || _minqing_reply < <(_minqing_ask \"$cur\") ;;\n"
	"\t'schema show') mapfile -t COMPREPLY < <(_minqing_behind cols: \"$cur\") ;;\n"
	"\t'visit sheet' | 'service match') _minqing_reply < <(_minqing_ask \"$cur\") ;;\n"
	"\t'schema '* | 'visit import') mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
	"\tesac\n"
	"}\n"
	"\n"
	"_minqing() {\n"
	"\tlocal -a words=() dir=() from=() query=()\n"
	"\tlocal cur command='' option='' i\n"
	"\tCOMPREPLY=()\n"
	"\t_minqing_words\n"
	"\tcur=$(_minqing_plain \"${words[${#words[@]}-1]}\")\n"
	"\tfor ((i = 1; i < ${#words[@]} - 1; i++)); do\n"
	"\t\tlocal word\n"
	"\t\tword=$(_minqing_plain \"${words[i]}\")\n"
	"\t\tcase $option in\n"
	"\t\t-d | --directory) dir=(-d \"$word\") option= && continue ;;\n"
	"\t\t-k | --from) from=(-k \"$word\") option= && continue ;;\n"
	"\t\t?*) option= && continue ;;\n"
	"\t\tesac\n"
	"\t\tif [[ $word == -* && ${#query[@]} -eq 0 ]] && _minqing_argument \"$word\"; then\n"
	"\t\t\toption=$word\n"
	"\t\telif [[ $word == -* && ${#query[@]} -eq 0 ]]; then\n"
	"\t\t\t[[ $word != -- ]] || query+=('')\n"
	"\t\telif [[ -z $command ]]; then\n"
	"\t\t\tcommand=$word\n"
	"\t\telse\n"
	"\t\t\tquery+=(\"$word\")\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tif [[ -n $option ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(_minqing_value \"$command\" \"$option\")\n"
	"\telif [[ -z $command && $cur != -* ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$_minqing_commands\" -- \"$cur\")\n"
	"\telif [[ $cur == -* && ${#query[@]} -eq 0 ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$(_minqing_options \"$command\")\" -- \"$cur\")\n"
	"\telse\n"
	"\t\tcase $(_minqing_takes \"$command\") in\n"
	"\t\tquery) _minqing_reply < <(_minqing_ask \"${query[@]}\" \"$cur\") ;;\n"
	"\t\tkey) ((${#query[@]} == 0)) || _minqing_reply < <(_minqing_ask \"${query[@]:1}\" \"$cur\") ;;\n"
	"\t\tpart) _minqing_part ;;\n"
	"\t\tfile) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
	"\t\tesac\n"
	"\tfi\n"
	"}\n"
	"\n"
	"complete -F _minqing minqing\n";

static void bash_options(const struct command *command)
{
	struct option_words option;

	printf("\t'%s') echo '", command->name);
	for (size_t i = 0; options_row(i, &option); i++) {
		if (command->options & BIT(i)) {
			printf("--%s ", option.name);
		}
	}
	printf("' ;;\n");
}

/* Rows of a `case` for the options of a command that take something. */
static void bash_case(const struct command *command, const char *(*what)(const char *argument))
{
	struct option_words option;

	for (size_t i = 0; options_row(i, &option); i++) {
		if (!(command->options & BIT(i)) || !option.argument) {
			continue;
		}
		printf("\t'%s --%s'", command->name, option.name);
		if (option.letter) {
			printf(" | '%s -%c'", command->name, option.letter);
		}
		printf(") %s ;;\n", what(option.argument));
	}
}

static const char *bash_action(const char *argument)
{
	return shell_argument(argument)->bash;
}

static const char *bash_yes(const char *argument)
{
	(void)argument;
	return "return 0";
}

/* "command option": one letter means different things. */
static void bash_values(const struct command *command)
{
	bash_case(command, bash_action);
}

static void bash_arguments(const struct command *command)
{
	bash_case(command, bash_yes);
}

static void bash_takes(const struct command *command)
{
	printf("\t'%s') echo %s ;;\n", command->name, shell_takes_key(command) ? "key"
		: shell_takes_query(command) ? "query" : shell_takes_file(command) ? "file"
		: shell_takes_part(command) ? "part" : "nothing");
}

static void bash_parts(const struct command *command)
{
	if (shell_takes_part(command)) {
		printf("\t'%s') echo '", command->name);
		shell_parts(command);
		printf("' ;;\n");
	}
}

void shell_bash(void)
{
	fputs(bash_head, stdout);
	printf("_minqing_commands='");
	for (size_t i = 0; cli_command(i); i++) {
		printf("%s ", cli_command(i)->name);
	}
	printf("'\n\n_minqing_options() {\n\tcase $1 in\n");
	shell_each_command(bash_options);
	printf("\tesac\n}\n\n_minqing_takes() {\n\tcase $1 in\n");
	shell_each_command(bash_takes);
	printf("\tesac\n}\n\n_minqing_parts() {\n\tcase $1 in\n");
	shell_each_command(bash_parts);
	printf("\tesac\n}\n\n_minqing_value() {\n\tcase \"$1 $2\" in\n");
	shell_each_command(bash_values);
	printf("\tesac\n}\n\n# Does an option of the command want an argument?\n"
		"_minqing_argument() {\n\tcase \"$command $1\" in\n");
	shell_each_command(bash_arguments);
	printf("\tesac\n\treturn 1\n}\n\n");
	fputs(bash_tail, stdout);
}
