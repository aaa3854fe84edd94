#include "own.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/*
 * Options are rows: the parser, --help and the man page's test read the same.
 */

enum shape { SHAPE_FLAG, SHAPE_TEXT, SHAPE_LIST };

static const struct row {
	const char *name;
	char letter;		/* 0: none */
	enum shape shape;
	const char *argument;
	const char *help;
	size_t offset;
} rows[] = {
	[OPTION_DIR] = {"directory", 'd', SHAPE_TEXT, "DIR",
		N_("the register (else $MINQING_DIR, else your own)"), offsetof(struct args, dir)},
	[OPTION_HELP] = {"help", 'h', SHAPE_FLAG, NULL,
		N_("show this help"), offsetof(struct args, help)},
	[OPTION_VERSION] = {"version", 'V', SHAPE_FLAG, NULL,
		N_("show the version"), offsetof(struct args, version)},
	[OPTION_CONFIG] = {"config", 'c', SHAPE_TEXT, "DIR",
		N_("the definitions to use (else the shipped ones)"),
		offsetof(struct args, config)},
	[OPTION_FORMAT] = {"format", 'f', SHAPE_TEXT, "FORMAT",
		N_("text, csv, tsv or json"), offsetof(struct args, format)},
	[OPTION_COLUMNS] = {"columns", 'C', SHAPE_TEXT, "FIELDS",
		N_("fields to show: a,b,c; 'all' for every stored one"),
		offsetof(struct args, columns)},
	[OPTION_SORT] = {"sort", 's', SHAPE_TEXT, "FIELDS",
		N_("fields to sort by; 'age-' is descending"), offsetof(struct args, sort)},
	[OPTION_LIMIT] = {"limit", 'n', SHAPE_TEXT, "N",
		N_("at most N rows; 0 for all (text: 50)"), offsetof(struct args, limit)},
	[OPTION_FROM] = {"from", 'k', SHAPE_TEXT, "KIND",
		N_("of which kind: household, visit… (resident)"), offsetof(struct args, from)},
	[OPTION_UNKNOWN] = {"unknown", 'u', SHAPE_FLAG, NULL,
		N_("list the unknown instead of the hits"),
		offsetof(struct args, unknown)},
	[OPTION_RAW] = {"raw", 'r', SHAPE_FLAG, NULL,
		N_("cells byte for byte, unguarded against formulas"), offsetof(struct args, raw)},
	[OPTION_RESIDENTS] = {"residents", 'n', SHAPE_TEXT, "N",
		N_("how many people to make up (80,000)"), offsetof(struct args, residents)},
	[OPTION_SEED] = {"seed", 's', SHAPE_TEXT, "S",
		N_("the same number makes the same people (1)"), offsetof(struct args, seed)},
	[OPTION_FAULTS] = {"faults", 0, SHAPE_FLAG, NULL,
		N_("plant mistakes, listed in DIR/faults.tsv"),
		offsetof(struct args, faults)},
	[OPTION_EVERYWHERE] = {"everywhere", 0, SHAPE_FLAG, NULL,
		N_("not only where you work"), offsetof(struct args, everywhere)},
	[OPTION_MAP] = {"map", 'm', SHAPE_LIST, "COLUMN=FIELD",
		N_("read a column as this field; FIELD '-' leaves it out"),
		offsetof(struct args, map)},
	[OPTION_ENCODING] = {"encoding", 'e', SHAPE_TEXT, "NAME",
		N_("UTF-8, GB18030, UTF-16LE, UTF-16BE (else found out)"),
		offsetof(struct args, encoding)},
	[OPTION_DELIMITER] = {"delimiter", 't', SHAPE_TEXT, "CHAR",
		N_("what separates cells: , ; tab | (else found out)"), offsetof(struct args, delimiter)},
	[OPTION_STRICT] = {"strict", 0, SHAPE_FLAG, NULL,
		N_("bring nothing in if one row is wrong"), offsetof(struct args, strict)},
	[OPTION_DRY_RUN] = {"dry-run", 0, SHAPE_FLAG, NULL,
		N_("tell what would happen, write nothing"), offsetof(struct args, dry_run)},
	[OPTION_REJECTS] = {"rejects", 0, SHAPE_TEXT, "FILE",
		N_("file for wrong rows (SHEET.rejects.csv); '-': none"),
		offsetof(struct args, rejects)},
	[OPTION_BY] = {"by", 'b', SHAPE_TEXT, "FIELDS",
		N_("count the hits by each value of these fields"), offsetof(struct args, by)},
	[OPTION_DUTY_BY] = {"by", 'b', SHAPE_TEXT, "WHAT",
		N_("person, committee, lane, building or unit (person)"), offsetof(struct args, by)},
	[OPTION_CROSS] = {"cross", 'x', SHAPE_TEXT, "FIELD,FIELD",
		N_("count the hits by two fields at once"), offsetof(struct args, cross)},
	[OPTION_SHARED] = {"shared", 0, SHAPE_FLAG, NULL,
		N_("the register's lists, not your own"), offsetof(struct args, shared)},
	[OPTION_CURSOR] = {"cursor", 0, SHAPE_TEXT, "N",
		N_("the byte the cursor stands before (else the end)"),
		offsetof(struct args, cursor)},
	[OPTION_WORD] = {"word", 'w', SHAPE_FLAG, NULL,
		N_("print the last word with each in place"), offsetof(struct args, word)},
	[OPTION_SHELL] = {"shell", 0, SHAPE_TEXT, "SHELL",
		N_("print what bash, zsh or fish reads to complete"),
		offsetof(struct args, shell)},
	[OPTION_TOP] = {"limit", 'n', SHAPE_TEXT, "N",
		N_("with --by: how many values of a text or a link (20)"),
		offsetof(struct args, limit)},
	[OPTION_OFFERS] = {"limit", 'n', SHAPE_TEXT, "N",
		N_("at most N, and never more than 20"), offsetof(struct args, limit)},
	[OPTION_LINK] = {"link", 0, SHAPE_TEXT, "LINK",
		N_("slow: counts when you pause (else $MINQING_LINK)"),
		offsetof(struct args, link)},
	[OPTION_OUTPUT] = {"output", 'o', SHAPE_TEXT, "FILE",
		N_("the file to write"), offsetof(struct args, output)},
	[OPTION_SHEET_FORMAT] = {"format", 'f', SHAPE_TEXT, "TYPE",
		N_("csv, tsv, json or xlsx (else by the ending of FILE)"),
		offsetof(struct args, format)},
	[OPTION_REPORT_OUTPUT] = {"output", 'o', SHAPE_TEXT, "FILE",
		N_("write a file, csv, tsv, json or xlsx by its ending"),
		offsetof(struct args, output)},
	[OPTION_REPORT_FORMAT] = {"format", 'f', SHAPE_TEXT, "TYPE",
		N_("text (default), csv, tsv or json; of a file xlsx too"),
		offsetof(struct args, format)},
	[OPTION_BOM] = {"bom", 0, SHAPE_FLAG, NULL,
		N_("csv, tsv: say at the beginning that it is UTF-8"), offsetof(struct args, bom)},
	[OPTION_WORDS] = {"words", 'w', SHAPE_FLAG, NULL,
		N_("csv, tsv: labels of fields and codes, not ids"),
		offsetof(struct args, words_of_codes)},
	[OPTION_OVERWRITE] = {"overwrite", 0, SHAPE_FLAG, NULL,
		N_("write over a file that is there"), offsetof(struct args, overwrite)},
	[OPTION_IDS] = {"ids", 'i', SHAPE_TEXT, "FILE",
		N_("only those whose keys stand in this sheet"), offsetof(struct args, ids)},
	[OPTION_ROWS] = {"limit", 'n', SHAPE_TEXT, "N",
		N_("at most N rows; 0 for all"), offsetof(struct args, limit)},
	[OPTION_MOUSE] = {"mouse", 0, SHAPE_FLAG, NULL,
		N_("clicks select and open (else $MINQING_MOUSE)"), offsetof(struct args, mouse)},
	[OPTION_PLAIN] = {"plain", 0, SHAPE_FLAG, NULL,
		N_("line by line, no screen (else $MINQING_PLAIN)"), offsetof(struct args, plain)},
	[OPTION_LANG] = {"lang", 0, SHAPE_TEXT, "LANG",
		N_("messages and labels in zh or en (else the locale's)"), offsetof(struct args, lang)},
};
static_assert(MQ_LENGTH(rows) == OPTION_COUNT, "every option has a row");

static size_t fill_getopt(uint64_t list, bool first_word, struct option *longs, char *shorts)
{
	size_t n = 0;

	/* '+': stop at the first word; ':': tell a missing argument apart. */
	shorts += sprintf(shorts, "%s:", first_word ? "+" : "");
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		bool has_argument = rows[i].shape != SHAPE_FLAG;

		if (!(list & BIT(i))) {
			continue;
		}
		longs[n++] = (struct option){
			rows[i].name, has_argument ? required_argument : no_argument, NULL,
			(int)(256 + i),
		};
		if (rows[i].letter) {
			shorts += sprintf(shorts, "%c%s", rows[i].letter, has_argument ? ":" : "");
		}
	}
	longs[n] = (struct option){0};
	return n;
}

static const struct row *row_of(uint64_t list, int value)
{
	if (value >= 256) {
		return &rows[value - 256];
	}
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		if ((list & BIT(i)) && rows[i].letter == value) {
			return &rows[i];
		}
	}
	return NULL;
}

static void apply(const struct row *row, struct args *args)
{
	void *field = (char *)args + row->offset;

	switch (row->shape) {
	case SHAPE_FLAG:
		*(bool *)field = true;
		break;
	case SHAPE_TEXT:
		*(const char **)field = optarg;
		break;
	case SHAPE_LIST:
		args->map = mq_realloc(args->map, (args->n_map + 1) * sizeof(*args->map));
		args->map[args->n_map++] = optarg;
		break;
	}
}

/* The word an option stood in, which getopt does not tell: it puts words behind
 * options, and a cluster of letters is left only when all of it was read. */
static const char *refused_word(int argc, char **argv)
{
	for (int i = optind < argc ? optind : argc - 1; i > 0; i--) {
		const char *word = argv[i];
		bool is_long = word[0] == '-' && word[1] == '-';

		if (is_long ? i < optind : word[0] == '-' && optopt &&
		    strchr(word + 1, (char)optopt)) {
			return word;
		}
	}
	return optind > 0 ? argv[optind - 1] : "";
}

static enum mq_err refuse(int value, int argc, char **argv, struct mq_diag *diag)
{
	const char *given = refused_word(argc, argv);

	mq_diag_add(diag, MQ_ERR_USAGE, value == ':' ? _("option '%s' needs an argument") :
		_("unknown option '%s'"), given);
	mq_diag_hint(diag, _("`minqing --help`, or `minqing COMMAND --help`; "
		"a query that begins with '-' goes behind '--'"));
	return MQ_ERR_USAGE;
}

enum mq_err options_parse(int argc, char **argv, uint64_t list, bool first_word,
	struct args *args, struct mq_diag *diag)
{
	struct option longs[OPTION_COUNT + 1];
	char shorts[OPTION_COUNT * 2 + 4];
	int value;

	fill_getopt(list, first_word, longs, shorts);
	opterr = 0;
	optind = 0;
	while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct row *row = value == '?' || value == ':' ? NULL : row_of(list, value);

		if (!row) {
			return refuse(value, argc, argv, diag);
		}
		apply(row, args);
	}
	args->words = (const char *const *)argv + optind;
	args->n_words = (size_t)(argc - optind);
	return MQ_OK;
}

void options_help(uint64_t list, FILE *out)
{
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		const struct row *row = &rows[i];
		char name[64];
		int cols;

		if (!(list & BIT(i))) {
			continue;
		}
		cols = snprintf(name, sizeof(name), "%c%c%s --%s%s%s", row->letter ? '-' : ' ',
			row->letter ? row->letter : ' ', row->letter ? "," : " ", row->name,
			row->argument ? " " : "", row->argument ? row->argument : "");
		fprintf(out, "  %s%*s%s\n", name, cols < 26 ? 26 - cols : 1, "", _(row->help));
	}
}

bool options_row(size_t i, struct option_words *words)
{
	if (i >= MQ_LENGTH(rows)) {
		return false;
	}
	*words = (struct option_words){.name = rows[i].name, .letter = rows[i].letter,
		.argument = rows[i].argument, .help = rows[i].help};
	return true;
}

enum mq_err options_number(const char *name, const char *text, uint64_t max, uint64_t *number,
	struct mq_diag *diag)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || *number > max) {
		return name ? mq_diag_add(diag, MQ_ERR_USAGE,
			_("--%s wants a whole number up to %llu, not '%s'"), name,
			(unsigned long long)max, text) : mq_diag_add(diag, MQ_ERR_USAGE,
			_("a whole number up to %llu is wanted, not '%s'"),
			(unsigned long long)max, text);
	}
	return MQ_OK;
}
