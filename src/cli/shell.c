#include "own.h"

#include <string.h>

/*
 * What shells read to complete words of minqing: commands, their options and what
 * those take come from the tables the program itself reads; words of a query come
 * from `minqing complete -w`, asked while the person types.
 */

/* ---- what stands behind an option, by how its argument is called ---- */

static const struct argument {
	const char *name;
	const char *bash;	/* replies for "$cur" */
	const char *zsh;	/* an action of _arguments */
	const char *fish;
} arguments[] = {
	{"DIR", "compgen -d -- \"$cur\"", "_files -/", "-r -a '(__fish_complete_directories)'"},
	{"FILE", "compgen -f -- \"$cur\"", "_files", "-r -F"},
	{"FORMAT", "compgen -W 'text csv tsv json' -- \"$cur\"", "(text csv tsv json)",
		"-x -a 'text csv tsv json'"},
	{"SHELL", "compgen -W 'bash zsh fish' -- \"$cur\"", "(bash zsh fish)",
		"-x -a 'bash zsh fish'"},
	{"FIELDS", "_minqing_behind cols: \"$cur\"", "_minqing_fields", "-x -a '(__minqing_fields)'"},
	{"KIND", "_minqing_behind from: \"$cur\"", "_minqing_kinds", "-x -a '(__minqing_kinds)'"},
};
static const struct argument any_argument = {"", ":", " ", "-x"};

static const struct argument *argument_of(const char *name)
{
	for (size_t i = 0; i < MQ_LENGTH(arguments); i++) {
		if (strcmp(arguments[i].name, name) == 0) {
			return &arguments[i];
		}
	}
	return &any_argument;
}

/* list | show NAME | … : its first word is one of some. */
static bool takes_part(const struct command *command)
{
	return strchr(command->words, '|') != NULL;
}

static bool takes_query(const struct command *command)
{
	return strstr(command->words, "QUERY") != NULL && !takes_part(command);
}

/* A record's key goes before the query. */
static bool takes_key(const struct command *command)
{
	return takes_query(command) && strncmp(command->words, "KEY", 3) == 0;
}

static bool takes_file(const struct command *command)
{
	return strstr(command->words, "SHEET") != NULL && !takes_part(command);
}

/* The words of the usage line that are typed as they stand. */
static void print_parts(const struct command *command)
{
	const char *at = command->words;

	while (*at) {
		size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz");

		printf("%.*s%s", (int)len, at, len ? " " : "");
		at += len ? len : 1;
	}
}

/* Text within single quotes of any of the shells. */
static void print_quoted(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'') {
			fputs("'\\''", stdout);
		} else {
			putchar(*text);
		}
	}
}

/* ---- bash ---- */

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
	"\t'saved show' | 'saved remove') mapfile -t COMPREPLY < <(_minqing_behind @ \"$cur\") ;;\n"
	"\t'saved save') ((${#query[@]} < 2)) || _minqing_reply < <(_minqing_ask \"$cur\") ;;\n"
	"\t'schema show') mapfile -t COMPREPLY < <(_minqing_behind cols: \"$cur\") ;;\n"
	"\t'schema '*) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
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
	return argument_of(argument)->bash;
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

static void each_command(void (*print)(const struct command *command))
{
	for (size_t i = 0; cli_command(i); i++) {
		print(cli_command(i));
	}
}

static void bash_takes(const struct command *command)
{
	printf("\t'%s') echo %s ;;\n", command->name, takes_key(command) ? "key"
		: takes_query(command) ? "query" : takes_file(command) ? "file"
		: takes_part(command) ? "part" : "nothing");
}

static void bash_parts(const struct command *command)
{
	if (takes_part(command)) {
		printf("\t'%s') echo '", command->name);
		print_parts(command);
		printf("' ;;\n");
	}
}

static void print_bash(void)
{
	fputs(bash_head, stdout);
	printf("_minqing_commands='");
	for (size_t i = 0; cli_command(i); i++) {
		printf("%s ", cli_command(i)->name);
	}
	printf("'\n\n_minqing_options() {\n\tcase $1 in\n");
	each_command(bash_options);
	printf("\tesac\n}\n\n_minqing_takes() {\n\tcase $1 in\n");
	each_command(bash_takes);
	printf("\tesac\n}\n\n_minqing_parts() {\n\tcase $1 in\n");
	each_command(bash_parts);
	printf("\tesac\n}\n\n_minqing_value() {\n\tcase \"$1 $2\" in\n");
	each_command(bash_values);
	printf("\tesac\n}\n\n# Does an option of the command want an argument?\n"
		"_minqing_argument() {\n\tcase \"$command $1\" in\n");
	each_command(bash_arguments);
	printf("\tesac\n\treturn 1\n}\n\n");
	fputs(bash_tail, stdout);
}

/* ---- zsh ---- */

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
				option.argument ? argument_of(option.argument)->zsh : "");
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
	if (takes_part(command)) {
		printf("\t\t'1:part:(");
		print_parts(command);
		printf(")' \\\n");
	} else if (takes_key(command)) {
		printf("\t\t'1:key: ' \\\n");
	}
	printf("\t\t'*::word:%s'\n}\n\n", takes_query(command) ? "_minqing_query"
		: takes_file(command) ? "_files" : " ");
}

static void zsh_summary(const struct command *command)
{
	if (*command->name) {
		printf("\t\t'%s:", command->name);
		print_quoted(_(command->summary));
		printf("'\n");
	}
}

static void print_zsh(void)
{
	const struct command *screen = cli_command(0);

	fputs(zsh_head, stdout);
	each_command(zsh_command);
	printf("_minqing() {\n\tlocal curcontext=$curcontext state line\n\ttypeset -A opt_args\n"
		"\tlocal -a commands mq_dir\n\tcommands=(\n");
	each_command(zsh_summary);
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

/* ---- fish ---- */

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
		print_quoted(_(command->summary));
		printf("'\n");
	}
	if (takes_query(command)) {
		fish_condition(command);
		printf(" -k -a '(__minqing_query)'\n");
	} else if (takes_part(command)) {
		fish_condition(command);
		printf(" -a '");
		print_parts(command);
		printf("'\n");
	} else if (takes_file(command)) {
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
			option.argument ? argument_of(option.argument)->fish : "");
		print_quoted(_(option.help));
		printf("'\n");
	}
}

static void print_fish(void)
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
	each_command(fish_command);
}

/* ---- the door ---- */

static const struct {
	const char *name;
	void (*print)(void);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

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
