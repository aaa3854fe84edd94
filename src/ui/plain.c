/*
 * The line mode: a line is read, what it says is done, the answer is appended. The terminal
 * edits the line itself and shows what it was given; it is never told to move its cursor.
 * Whatever is listed has numbers, and a number alone picks from what was listed last.
 */
#include "plain.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minqing/ui.h>

/* Set by the handler alone: a signal has no other way to tell. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

static bool is_interrupted(void *context)
{
	(void)context;
	return interrupted;
}

/* ---- commands ---- */

static void help(struct mq_plain *plain);
static void language(struct mq_plain *plain);
static void quit(struct mq_plain *plain);

/* In the order in which help tells them. */
static const struct mq_plain_command commands[] = {
	/* name, argument, help, run */
	{"more", N_("[how many]"), N_("go on with what is listed; an empty line does too"),
		mq_plain_more},
	{"again", NULL, N_("say again what was listed last"), mq_plain_again},
	{"back", NULL, N_("one step back: to the card before, to the rows"), mq_plain_back},
	{"next", NULL, N_("open the next row"), mq_plain_next},
	{"previous", NULL, N_("open the row before"), mq_plain_previous},
	{"facets", N_("[number or name]"), N_("list the facets, or the values of one"),
		mq_plain_facets},
	{"narrow", N_("number"), N_("this value alone; again takes it out"), mq_plain_narrow},
	{"add", N_("number"), N_("this value beside those chosen; again takes it out"), mq_plain_add},
	{"exclude", N_("number"), N_("leave this value out; again takes it in"), mq_plain_exclude},
	{"clear", NULL, N_("all values: no condition on this facet"), mq_plain_clear},
	{"chart", N_("field"), N_("how the hits spread over a field"), mq_plain_chart},
	{"conditions", NULL, N_("list the conditions of the query; a number takes one out"),
		mq_plain_conditions},
	{"unknown", NULL, N_("list those of whom it is not known, or the hits again"),
		mq_plain_unknown},
	{"why", N_("[number]"), N_("why the one on the card, or on that row, is on the list"),
		mq_plain_why},
	{"sort", N_("[fields]"), N_("order the rows, as age-,name; alone: the usual order"),
		mq_plain_sort},
	{"columns", N_("[fields]"), N_("say these fields of each row; alone: the usual ones"),
		mq_plain_columns},
	{"find", N_("[text]"), N_("find a text in what is listed; alone: where it is next"),
		mq_plain_find},
	{"complete", N_("[query]"), N_("what may follow a half-typed query"), mq_plain_complete},
	{"undo", NULL, N_("take back the last change of what is asked"), mq_plain_undo},
	{"redo", NULL, N_("do again what was undone"), mq_plain_redo},
	{"history-search", N_("[text]"), N_("list the queries asked before; a number asks one"),
		mq_plain_history_search},
	{"forget", NULL, N_("forget all queries that were asked"), mq_plain_forget},
	{"mark", N_("[rows]"), N_("mark rows, as 3 or 3..7 or 1,4; alone: the one that is open"),
		mq_plain_mark},
	{"unmark", N_("[rows]"), N_("take their marks off"), mq_plain_unmark},
	{"mark-invert", NULL, N_("of the rows listed, mark those that are not and no others"),
		mq_plain_mark_invert},
	{"unmark-all", NULL, N_("take all marks off"), mq_plain_unmark_all},
	{"marked", NULL, N_("list the rows that are marked; a number opens one"), mq_plain_marked},
	{"day", NULL, N_("my day: of everything what is due now"), mq_plain_day},
	{"everywhere", NULL, N_("boards only of my area, or of everywhere"), mq_plain_everywhere},
	{"board", N_("[name]"), N_("a board of the office's work; alone: which there are"),
		mq_plain_board},
	{"copy", N_("[card, row, query or command]"), N_("print it, to be taken elsewhere"),
		mq_plain_copy},
	{"copy-marked", NULL, N_("the same of the rows that are marked"), mq_plain_copy_marked},
	{"export", N_("file"), N_("write all rows to a file: csv, tsv, json, xlsx"), mq_plain_export},
	{"overwrite", N_("file"), N_("the same over a file that is there"), mq_plain_overwrite},
	{"export-marked", N_("file"), N_("write the rows that are marked to a file"),
		mq_plain_export_marked},
	{"overwrite-marked", N_("file"), N_("the same over a file that is there"),
		mq_plain_overwrite_marked},
	{"save", N_("name"), N_("keep the query under a name"), mq_plain_save},
	{"saved", NULL, N_("list the queries that have names; a number asks one"), mq_plain_saved},
	{"rename", N_("name and new name"), N_("give a list of yours another name"), mq_plain_rename},
	{"share", N_("name"), N_("give a list of yours to all who use the register"), mq_plain_share},
	{"remove", N_("name"), N_("remove a list, and tell what it asked"), mq_plain_remove},
	{"visit", N_("[number, key or sheet]"), N_("enter a visit to who is open, or on that line, question by "
		"question"), mq_plain_visit},
	{"need", N_("[number]"), N_("enter a need of who is open, or on that line"), mq_plain_need},
	{"answer", N_("[number]"), N_("lead on the need or service that is open, or on that line"),
		mq_plain_answer},
	{"service", N_("[number]"), N_("enter a service given to who is open, or on that line"),
		mq_plain_service},
	{"plan-round", N_("[how many, or anew]"), N_("plan today's round: those on the board to be "
		"called on"), mq_plain_plan_round},
	{"dismiss", N_("number and reason"), N_("dismiss what comes on that line of a board"),
		mq_plain_dismiss},
	{"log", N_("[file]"), N_("list the lines said here, or write them to a file"), mq_plain_log},
	{"replay", N_("file"), N_("say again the lines of a file"), mq_plain_replay},
	{"language", N_("[zh or en]"), N_("Chinese or English; the other one unless named"), language},
	{"man", N_("[page]"), N_("read a page of the manual; alone: which there are"), mq_plain_man},
	{"tutor", NULL, N_("tell where the tutorial is"), mq_plain_tutor},
	{"help", N_("[command]"), N_("tell what there is, or one command"), help},
	{"quit", NULL, N_("leave; the end of the input does too"), quit},
};

const struct mq_plain_command *mq_plain_command(const char *name)
{
	const struct mq_plain_command *begun = NULL;
	bool several = false;
	for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
		if (strcmp(commands[i].name, name) == 0) {
			return &commands[i];
		}
		if (*name && strncmp(commands[i].name, name, strlen(name)) == 0) {
			several |= begun && strncmp(commands[i].name, begun->name, strlen(begun->name)) != 0;
			begun = begun ? begun : &commands[i];
		}
	}
	return several ? NULL : begun;
}

/* Those that begin so, else those that are near. */
static void say_no_command(struct mq_plain *plain, const char *name)
{
	const char *names[MQ_LENGTH(commands)];
	const char *near[3];
	struct mq_buf begun = {0};
	for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
		names[i] = commands[i].name;
		if (*name && strncmp(names[i], name, strlen(name)) == 0) {
			mq_buf_addf(&begun, "%s:%s", begun.len > 0 ? ", " : "", names[i]);
		}
	}
	size_t n = begun.len > 0 ? 0 : mq_nearest(name, names, MQ_LENGTH(names), near, 3);
	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&begun, "%s:%s", begun.len > 0 ? ", " : "", near[i]);
	}
	if (begun.len > 0) {
		mq_plain_say(plain, _("there is no command :%s; there are %s"), name, begun.data);
	} else {
		mq_plain_say(plain, _("there is no command :%s; :help tells all"), name);
	}
	mq_buf_release(&begun);
}

static void say_help(struct mq_plain *plain, const struct mq_plain_command *command)
{
	mq_plain_say(plain, ":%s%s%s: %s", command->name, command->argument ? " " : "",
		command->argument ? _(command->argument) : "", _(command->help));
}

static void help(struct mq_plain *plain)
{
	const char *name = plain->argument + (*plain->argument == ':');
	const struct mq_plain_command *one = mq_plain_command(name);
	if (*name && !one) {
		say_no_command(plain, name);
	} else if (one) {
		say_help(plain, one);
	} else {
		mq_plain_say(plain, "%s", _("A query is typed as it is; the beginning of a command will do."));
		mq_plain_say(plain, "?: %s", _("where you are, and what can be done here"));
		mq_plain_say(plain, "!: %s", _("ask the query as it was put right"));
		for (size_t i = 0; i < MQ_LENGTH(commands); i++) {
			say_help(plain, &commands[i]);
		}
	}
}

/* Columns are told anew, by their names in it. */
static void language(struct mq_plain *plain)
{
	const char *name = *plain->argument ? plain->argument : mq_lang_is_chinese() ? "en" : "zh";
	if (!mq_lang_ask_for(name)) {
		mq_plain_say(plain, "%s", _("the languages are zh and en"));
		return;
	}
	free(plain->heads);
	plain->heads = NULL;
	mq_manual_release(&plain->manual);
	plain->hinted = 0;
	mq_plain_say_counts(plain);
	mq_plain_list_begin(plain, MQ_PLAIN_ROWS);
	mq_plain_list_say(plain, 0, 0);
}

static void quit(struct mq_plain *plain)
{
	plain->quit = true;
}

/* May it have an argument, and must it? */
static bool fits(const struct mq_plain_command *command, const char *argument)
{
	return !command->argument ? !*argument : *argument || command->argument[0] == '[';
}

static void run(struct mq_plain *plain, const struct mq_plain_said *said)
{
	const struct mq_plain_command *command = mq_plain_command(said->name);
	char *argument = mq_strndup(said->text.data, said->text.len);
	plain->argument = argument;
	if (!command) {
		say_no_command(plain, said->name);
	} else if (!fits(command, argument)) {
		say_help(plain, command);
	} else {
		command->run(plain);
	}
	plain->argument = "";
	free(argument);
}

/* ---- the loop ---- */

/* A blank that stands before a query is kept as one space, for that says it is not to be
 * remembered. */
static void ask_typed(struct mq_plain *plain, const char *line, struct mq_slice text)
{
	const char *blank = (const char *)text.data == line ? "" : " ";
	char *query = mq_format("%s%.*s", blank, (int)text.len, (const char *)text.data);
	mq_plain_ask(plain, query, strlen(query), MQ_PLAIN_TYPED);
	free(query);
}

void mq_plain_do(struct mq_plain *plain, const char *line, size_t len)
{
	struct mq_plain_said said = mq_plain_read(line, len);
	bool leaves = said.saying == MQ_PLAIN_COMMAND && strcmp(said.name, "quit") == 0;
	mq_plain_keep_line(plain, line, len, &said);
	if (plain->form.n > 0 && !leaves) {
		mq_plain_form_line(plain, &said);
		return;
	}
	switch (said.saying) {
	case MQ_PLAIN_MORE:
		mq_plain_more(plain);
		break;
	case MQ_PLAIN_QUERY:
		ask_typed(plain, line, said.text);
		break;
	case MQ_PLAIN_NUMBER:
		mq_plain_pick(plain, said.number);
		break;
	case MQ_PLAIN_COMMAND:
		run(plain, &said);
		break;
	case MQ_PLAIN_WHERE:
		mq_plain_where(plain);
		break;
	case MQ_PLAIN_MEND:
		mq_plain_mend(plain);
		break;
	}
}

/* The next line; -1: there is none any more. Somebody who types is asked for it; Ctrl-C
 * throws away what was typed of it. *ended: by a signal. */
static ssize_t next_line(struct mq_plain *plain, char **line, size_t *cap, bool *ended)
{
	bool typed = isatty(fileno(plain->in));
	ssize_t len;
	do {
		interrupted = 0;
		fputs(typed ? "minqing> " : "", plain->out);
		if (fflush(plain->out) != 0) {
			return -1;
		}
		errno = 0;
		len = getline(line, cap, plain->in);
		*ended = len < 0 && errno == EINTR && !interrupted;
		if (len < 0 && typed) {
			fputc('\n', plain->out);
		}
		clearerr(plain->in);
	} while (len < 0 && interrupted);
	interrupted = 0;	/* it came before the line that is there by now */
	return len;
}

static enum mq_err converse(struct mq_plain *plain)
{
	char *line = NULL;
	size_t cap = 0;
	bool ended = false;
	for (ssize_t len; !plain->quit && (len = next_line(plain, &line, &cap, &ended)) >= 0;) {
		mq_plain_burden_line(plain, line, (size_t)len);
		mq_session_hold(plain->session);
		mq_plain_do(plain, line, (size_t)len);
		mq_session_let_go(plain->session);
	}
	free(line);
	return ended ? MQ_ERR_INTERRUPTED : MQ_OK;
}

static void release(struct mq_plain *plain)
{
	mq_buf_release(&plain->text);
	free(plain->repair);
	mq_form_release(&plain->form);
	mq_steps_clear(&plain->undo);
	mq_steps_clear(&plain->redo);
	free(plain->lines);
	mq_arena_release(&plain->arena);
	free(plain->heads);
	mq_buf_release(&plain->sought);
	mq_buf_release(&plain->log);
	mq_manual_release(&plain->manual);
	mq_plain_close_board(plain);
	mq_plain_columns_end(plain);
	mq_plain_asked_end(plain);
	mq_plain_burden_end(plain);
	for (size_t kind = 0; kind < plain->schema->n_kinds; kind++) {
		mq_marks_release(&plain->marks[kind]);
	}
	free(plain->marks);
	mq_facets_release(&plain->facets);
	free(plain);
}

enum mq_err mq_plain_run(struct mq_session *session, const char *pages_dir, FILE *in, FILE *out,
	struct mq_diag *diag)
{
	const struct sigaction action = {.sa_handler = on_interrupt};
	struct sigaction before;
	struct mq_plain *plain = mq_alloc(sizeof(*plain));
	*plain = (struct mq_plain){.session = session, .schema = mq_session_schema(session),
		
		.pages_dir = pages_dir, .in = in, .out = out, .argument = "", .id = MQ_NO_RECORD};
	plain->kind = mq_schema_kind(plain->schema, "resident");
	plain->kind = plain->kind == MQ_NO_KIND ? 0 : plain->kind;
	plain->marks = mq_alloc(plain->schema->n_kinds * sizeof(*plain->marks));
	mq_plain_columns_begin(plain);
	mq_plain_asked_begin(plain);
	mq_plain_burden_begin(plain);
	sigaction(SIGINT, &action, &before);
	mq_session_stop_when(session, is_interrupted, NULL);
	mq_session_show_unknown(session, false);
	enum mq_err err = mq_session_ask(session, plain->kind, "", 0, false, &plain->reply, diag);
	if (err == MQ_OK) {
		mq_plain_say_counts(plain);
		mq_plain_say(plain, "%s", _("Type whom you look for; ? tells what can be done, :quit leaves."));
		err = converse(plain);
	}
	mq_session_stop_when(session, NULL, NULL);
	sigaction(SIGINT, &before, NULL);
	release(plain);
	return err;
}
