/*
 * What libyaml could not read, in words that help. Its messages name grammar
 * rules; the table gives for each the fault as a person sees it and the usual
 * way out. Two causes are looked for first, because their messages never name
 * them: a tab in the indentation, and the full-width colon of a Chinese input
 * method.
 */
#include "conf.h"

#include <string.h>

static const char quote_it[] = N_("put a text that holds such signs into quotes");
static const char indent_it[] =
	N_("check the indentation; a text that holds ': ' or ' #' needs quotes");

static const struct row {
	const char *problem;
	const char *message;
	const char *hint;
	bool at_context;	/* the fault is where the broken thing began */
} rows[] = {
	{"found character that cannot start any token",
		N_("a text cannot begin with this sign"), quote_it, false},
	{"mapping values are not allowed in this context",
		N_("a ':' where no key can stand"), indent_it, false},
	{"did not find expected key",
		N_("a key was expected here"), indent_it, false},
	{"did not find expected '-' indicator",
		N_("an entry beginning with '-' was expected here"), indent_it, false},
	{"could not find expected ':'",
		N_("a key without its ':'"),
		N_("write 'key: value', with a space after the ':'"), true},
	{"found unexpected end of stream",
		N_("this quote is never closed"), N_("close it with the same quote"), true},
	{"found unexpected document indicator",
		N_("this quote is never closed"), N_("close it with the same quote"), true},
	{"did not find expected ',' or ']'",
		N_("this list is never closed"),
		N_("close it with ']'; a ',' stands between entries"), true},
	{"did not find expected ',' or '}'",
		N_("this map is never closed"),
		N_("close it with '}'; a ',' stands between entries"), true},
	{"did not find expected node content",
		N_("a value was expected here"), quote_it, false},
	{"found unknown escape character",
		N_("an escape that YAML does not know"),
		N_("single quotes take a backslash as it is"), false},
	{"found invalid Unicode character escape code",
		N_("an escape that names no character"),
		N_("write the character itself"), false},
	{"found undefined tag handle",
		N_("tags ('!') are not supported"), quote_it, false},
	{"block sequence entries are not allowed in this context",
		N_("a '-' where no entry can stand"),
		N_("begin the list on a line of its own"), false},
	{"did not find expected <document start>",
		N_("the document ended before this"),
		N_("keep one document in one file, all its keys in one column"), false},
};

static const struct row *find_row(const char *problem)
{
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		if (strcmp(rows[i].problem, problem) == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

/* The column of a tab before the first letter of the line; 0 where none is. */
static size_t indent_tab(const struct mq_conf *conf, size_t line)
{
	struct mq_slice whole = mq_conf_line(conf, line);
	const char *text = whole.data;
	size_t tab = 0;
	size_t at = 0;

	for (; at < whole.len && (text[at] == ' ' || text[at] == '\t'); at++) {
		if (text[at] == '\t' && tab == 0) {
			tab = at + 1;
		}
	}
	return at < whole.len && text[at] != '#' ? tab : 0;
}

/* Reading stops at the first tab, so all the other ones are told now. */
static size_t tell_tabs(const struct mq_conf *conf, struct mq_diag *diag)
{
	size_t n = 0;

	for (size_t line = 1; line <= conf->lines.n_lines && n < MQ_DIAG_MAX; line++) {
		size_t column = indent_tab(conf, line);

		if (column > 0) {
			mq_diag_add(diag, MQ_ERR_CONFIG, _("a tab in the indentation"));
			mq_conf_place(conf, diag, line, column);
			mq_diag_hint(diag, _("indent with spaces"));
			n++;
		}
	}
	return n;
}

/* Where it stands before any ':' it was meant to be one; in a text it is fine. */
bool mq_conf_hint_colon(const struct mq_conf *conf, size_t line, struct mq_diag *diag)
{
	static const char wide[] = "：";
	struct mq_slice whole = mq_conf_line(conf, line);
	const char *found = memmem(whole.data, whole.len, wide, strlen(wide));

	if (found == NULL || memchr(whole.data, ':', (size_t)(found - (const char *)whole.data))) {
		return false;
	}
	mq_diag_hint(diag, _("the '：' is full-width; write ':' and a space"));
	return true;
}

size_t mq_conf_syntax_fault(const struct mq_conf *conf, const struct mq_syntax *syntax,
	struct mq_diag *diag)
{
	const struct row *row = find_row(syntax->problem);
	bool at_context = row != NULL && row->at_context && syntax->context_line > 0;
	size_t line = at_context ? syntax->context_line : syntax->line;

	if (indent_tab(conf, syntax->line) > 0) {
		return tell_tabs(conf, diag);
	}
	mq_diag_add(diag, MQ_ERR_CONFIG, "%s", row != NULL ? _(row->message) : syntax->problem);
	mq_conf_place(conf, diag, line, at_context ? syntax->context_column : syntax->column);
	if (!mq_conf_hint_colon(conf, line, diag) &&
			!mq_conf_hint_colon(conf, line > 1 ? line - 1 : line, diag) && row != NULL) {
		mq_diag_hint(diag, "%s", _(row->hint));
	}
	return 1;
}
