/* What the files of cli share. */
#ifndef MINQING_CLI_OWN_H
#define MINQING_CLI_OWN_H

#include <minqing/cli.h>

/* ---- options.c ---- */

/* All that options can say; a command reads those it lists. */
struct args {
	const char *dir;
	bool help;
	bool version;
	const char *config;
	const char *format;
	const char *columns;
	const char *sort;
	const char *limit;
	const char *from;
	const char *by;
	const char *cross;
	bool unknown;
	bool raw;
	const char *residents;
	const char *seed;
	bool faults;
	bool everywhere;
	const char **map;
	size_t n_map;
	const char *encoding;
	const char *delimiter;
	bool strict;
	bool dry_run;
	const char *rejects;
	bool shared;
	const char *cursor;
	bool word;
	const char *shell;
	const char *link;
	const char *output;
	bool bom;
	bool words_of_codes;
	bool overwrite;
	const char *ids;
	bool mouse;
	bool plain;
	const char *lang;

	const char *const *words;	/* what is left: file names, query texts */
	size_t n_words;
};

/* The rows of the option table, as bits of a command's list. */
enum cli_option {
	OPTION_DIR, OPTION_HELP, OPTION_VERSION, OPTION_CONFIG, OPTION_FORMAT, OPTION_COLUMNS,
	OPTION_SORT, OPTION_LIMIT, OPTION_FROM, OPTION_UNKNOWN, OPTION_RAW, OPTION_RESIDENTS,
	OPTION_SEED, OPTION_FAULTS, OPTION_EVERYWHERE, OPTION_MAP, OPTION_ENCODING, OPTION_DELIMITER,
	OPTION_STRICT, OPTION_DRY_RUN, OPTION_REJECTS, OPTION_BY, OPTION_CROSS, OPTION_SHARED,
	OPTION_CURSOR, OPTION_WORD, OPTION_SHELL, OPTION_TOP, OPTION_OFFERS, OPTION_LINK,
	OPTION_OUTPUT, OPTION_SHEET_FORMAT, OPTION_BOM, OPTION_WORDS, OPTION_OVERWRITE,
	OPTION_IDS, OPTION_REPORT_OUTPUT, OPTION_REPORT_FORMAT, OPTION_DUTY_BY, OPTION_ROWS, OPTION_MOUSE, OPTION_PLAIN, OPTION_LANG,
	OPTION_COUNT,
};

#define BIT(option) (UINT64_C(1) << (option))

/* Parse argv[1…] against a list of options; words are left in args. With `first_word`
 * parsing stops at the first word. USAGE with the fault told. */
enum mq_err options_parse(int argc, char **argv, uint64_t list, bool first_word,
	struct args *args, struct mq_diag *diag);
/* Print a line for each option of a list. */
void options_help(uint64_t list, FILE *out);
/* A row of the table, for who writes about options. NULL behind the last. */
struct option_words {
	const char *name;
	char letter;		/* 0: none */
	const char *argument;	/* NULL: takes none */
	const char *help;	/* as written in the source */
};
bool options_row(size_t i, struct option_words *words);
/* A whole number from an option's text, or from a word's where name is NULL. USAGE. */
enum mq_err options_number(const char *name, const char *text, uint64_t max, uint64_t *number,
	struct mq_diag *diag);

/* ---- cli.c ---- */

/* What a command is run with. */
struct cli {
	const char *config_dir;
	const struct mq_front *front;
	struct args args;
	struct mq_diag diag;
	bool no_hits;		/* ended well, and found nobody */
	bool told;		/* an error was told by a child already */
};

struct command {
	const char *name;
	const char *words;	/* as in the usage line */
	const char *summary;
	uint64_t options;
	size_t min_words;
	size_t max_words;
	enum mq_err (*run)(struct cli *cli);
};

/* The register that -d, the environment or the default names. STORE where there is
 * none, with the way to make one. On MQ_OK the caller closes *session. */
enum mq_err cli_open(struct cli *cli, bool read_only, struct mq_session **session);
/* Where it is; owned by the caller. */
char *cli_dir(const struct cli *cli);
/* A kind by --from; residents where it is not given. */
enum mq_err cli_kind(struct cli *cli, const struct mq_schema *schema, mq_kind_id *kind);
/* The words from the from-th on, joined by spaces: a query; owned by the caller. */
char *cli_text(const struct cli *cli, size_t from);
/* No field is called so; the nearest that is. USAGE. */
enum mq_err cli_unknown_field(struct cli *cli, const struct mq_schema *schema, mq_kind_id kind,
	const char *option, const char *name);
/* A progress line, where standard error is a terminal; context is what is done, as
 * text. False once somebody interrupted. */
bool cli_progress(void *context, uint64_t done, uint64_t all);
void cli_progress_end(void);
/* Did somebody interrupt? */
bool cli_is_interrupted(void);
/* Take this signal, too, for an interruption. */
void cli_interrupt_on(int signal_number);

/* ---- cmd_screen.c ---- */

/* How the screen is to be. */
struct choices {
	const char *link;	/* "slow", "fast"; NULL: nobody said */
	const char *mouse;	/* "on", "off"; NULL: nobody said */
	bool plain;
};

/* As options say, else the environment. USAGE. */
enum mq_err cli_choices(struct cli *cli, struct choices *choices);

enum mq_err cmd_screen(struct cli *cli);
enum mq_err cmd_init(struct cli *cli);
enum mq_err cmd_demo(struct cli *cli);
enum mq_err cmd_tutor(struct cli *cli);
enum mq_err cmd_import(struct cli *cli);
enum mq_err cmd_query(struct cli *cli);
enum mq_err cmd_export(struct cli *cli);
enum mq_err cmd_count(struct cli *cli);
enum mq_err cmd_complete(struct cli *cli);
enum mq_err cmd_pick(struct cli *cli);
enum mq_err cmd_show(struct cli *cli);
enum mq_err cmd_explain(struct cli *cli);
enum mq_err cmd_why(struct cli *cli);
enum mq_err cmd_day(struct cli *cli);
enum mq_err cmd_upcoming(struct cli *cli);
enum mq_err cmd_schema(struct cli *cli);
enum mq_err cmd_verify(struct cli *cli);
enum mq_err cmd_saved(struct cli *cli);
enum mq_err cmd_visit(struct cli *cli);
enum mq_err cmd_service(struct cli *cli);
enum mq_err cmd_check(struct cli *cli);
enum mq_err cmd_policy(struct cli *cli);
enum mq_err cmd_need(struct cli *cli);
enum mq_err cmd_duty(struct cli *cli);
enum mq_err cmd_report(struct cli *cli);
enum mq_err cmd_burden(struct cli *cli);
enum mq_err cmd_round(struct cli *cli);

/* The row of a command by number, then that of the screen; NULL behind it. */
const struct command *cli_command(size_t i);

/* ---- part.c: commands with parts ---- */

struct part {
	const char *name;
	size_t min_words;	/* with its own name */
	size_t max_words;
	bool reads;		/* and never writes */
	enum mq_err (*run)(struct cli *cli, struct mq_session *session);
};

/* Open the register and run the part that the first word names, without words the first; USAGE
 * with `usage` as the hint. */
enum mq_err cli_part(struct cli *cli, const char *command, const struct part *parts, size_t n_parts,
	const char *usage);

/* ---- cmd_visit.c ---- */

struct mq_plan;

/* Print what is to be looked at beside what was done. */
void cli_notes(struct cli *cli, const struct mq_plan *plan);
/* The query behind a part's name, asked of a kind as `query` does, the newest first. */
enum mq_err cli_list_of(struct cli *cli, const char *kind, const char *newest);

/* ---- cmd_import.c ---- */

/* What --delimiter says, 0 where it says nothing. USAGE. */
enum mq_err cli_delimiter(struct cli *cli, char *delimiter);

/* ---- cmd_policy.c, policy_gap.c, policy_whatif.c ---- */

struct mq_policies;
struct mq_policy;

/* The policy that the second word names, of the session. NOT_FOUND, CONFIG. */
enum mq_err policy_named(struct cli *cli, struct mq_session *session,
	const struct mq_policy **policy);

/* Say that n policies could not be counted: CONFIG, unless n is 0. */
enum mq_err policy_lacking(struct cli *cli, size_t n);
/* policy gap, of the policy that is named or of all. */
enum mq_err policy_gap(struct cli *cli, struct mq_session *session);
/* policy whatif NAME THRESHOLD=VALUE. */
enum mq_err policy_whatif(struct cli *cli, struct mq_session *session);

/* ---- check_data.c ---- */

/* check data [QUERY…]. */
enum mq_err check_data(struct cli *cli);

/* ---- rows.c ---- */

/* Is the output for people? */
bool cli_is_text(const struct cli *cli);
/* What --limit says, 0 for all; unless given as many as is usual for people, all for programs.
 * USAGE. */
enum mq_err cli_limit(struct cli *cli, uint64_t usual, uint64_t *limit);
/* Columns, order and limit of a page as the options say, usual where they do not; of lists
 * in arena. USAGE. */
enum mq_err cli_page(struct cli *cli, const struct mq_session *session, mq_kind_id kind,
	size_t usual, struct mq_page *page, struct mq_arena *arena);

/* ---- shell.c ---- */

/* Print what a shell reads to complete words of minqing. USAGE where there is no such
 * shell. */
enum mq_err shell_print(const char *shell, struct mq_diag *diag);

/* ---- list.c ---- */

struct list_column {
	const char *name;
	bool bare;		/* a number: no quotes in csv and json */
};

struct list {
	const struct list_format *format;
	const struct list_column *columns;
	size_t n_columns;
	const char *format_null;	/* how the format says that there is no number */
};

/* Print the header line where the format has one. A NULL format is text; USAGE where
 * there is no such format. columns are borrowed while the list is printed. */
enum mq_err list_begin(struct list *list, const char *format, const struct list_column *columns,
	size_t n_columns, struct mq_diag *diag);
void list_row(const struct list *list, const char *const *cells);

/* ---- table.c ---- */

struct table_column {
	bool right;		/* numbers */
	size_t most_cols;	/* a wider cell is cut; 0: none is */
	size_t wide_cols;	/* a wider cell moves the rest of its row; 0: it widens all */
};

struct table {
	const struct table_column *columns;
	size_t n_columns;
	bool last_below;	/* the last cell of a row has a line of its own; set behind begin */
	const char *const *heads;
	size_t room_cols;
	const char **cells;
	size_t n_cells;
	size_t cap;
	struct mq_arena arena;
};

/* columns are borrowed until the end. */
void table_begin(struct table *table, const struct table_column *columns, size_t n_columns);
/* What stands above the columns where there is a row: N_() texts or labels of fields, "" for
 * none; borrowed until the end. */
void table_heads(struct table *table, const char *const *heads);
/* The next cell, row by row; copied, and made safe for a terminal. */
void table_text(struct table *table, const char *text, size_t len);
void table_cell(struct table *table, const char *text);
void table_number(struct table *table, uint64_t number);
/* Print the whole rows on standard output, and free. */
void table_end(struct table *table);

/* ---- cross.c: count --cross ---- */

/* The head of the lines for programs; of the answer that was asked last, its counts. */
enum mq_err cross_begin(struct list *list, struct cli *cli);
enum mq_err cross_count(struct cli *cli, struct mq_session *session, mq_kind_id kind,
	const struct list *list, const char *text);

/* ---- need_stats.c ---- */

enum mq_err need_stats(struct cli *cli, struct mq_session *session);

/* ---- print.c ---- */

struct printer;

struct print_job {
	const struct mq_schema *schema;
	const mq_field_id *columns;
	size_t n_columns;
	uint64_t hits;
	uint64_t unknown;
	bool list_unknown;	/* the rows are those unknown, not the hits */
	bool raw;		/* bytes as stored */
};

struct print_format;

/* NULL where there is no such format; a NULL name is text. */
const struct print_format *print_format_find(const char *name);
/* Is it for programs? They get canonical texts and field ids, and every row. */
bool print_format_is_canonical(const struct print_format *format);
struct printer *printer_new(const struct print_format *format, const struct print_job *job);
void printer_row(struct printer *printer, const struct mq_row *row);
/* Prints the end, and frees. */
void printer_end(struct printer *printer);
/* Print text so that a terminal cannot obey it. */
void print_safe(FILE *out, const char *text, size_t len);
/* A line on standard output with names of files in it, which may hold anything. */
void print_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void print_json_text(FILE *out, const char *text, size_t len);

#endif
