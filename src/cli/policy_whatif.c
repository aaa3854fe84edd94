#include "own.h"

#include <string.h>

#include <minqing/office.h>

/* policy whatif: another threshold, who it moves and what it costs; nothing is kept. */

static const struct list_column whatif_columns[] = {
	{"what", false}, {"number", true}, {"query", false},
};

static const struct table_column whatif_table[] = {{false, 0, 0}, {true, 0, 0}, {false, 0, 0}};

/* Two places of the ten thousandths of a yuan. */
static void yuan_text(int64_t amount, char out[32])
{
	enum { YUAN = 10000, FEN = 100 };
	bool below = amount < 0;
	int64_t whole = below ? -amount : amount;

	snprintf(out, 32, "%s%lld.%02lld", below ? "-" : "", (long long)(whole / YUAN),
		(long long)(whole % YUAN / FEN));
}

struct whatif_line {
	const char *id;
	const char *words;
	char number[32];
	const char *query;
};

static void count_line(struct whatif_line *line, const char *id, const char *words,
	uint64_t number, const char *query)
{
	*line = (struct whatif_line){.id = id, .words = words, .query = query ? query : ""};
	snprintf(line->number, sizeof(line->number), "%llu", (unsigned long long)number);
}

static void number_line(struct whatif_line *line, const char *id, const char *words,
	const struct mq_policy_number *number)
{
	count_line(line, id, words, number->hits, number->query.data);
}

static void cost_line(struct whatif_line *line, const char *id, const char *words, int64_t amount)
{
	*line = (struct whatif_line){.id = id, .words = words, .query = ""};
	yuan_text(amount, line->number);
}

enum { WHATIF_LINES = 12 };

/* Of whom it is not known what they have, the difference is not known either. */
static size_t cost_lines(const struct mq_policy_whatif *whatif, struct whatif_line *lines)
{
	size_t n = 0;
	bool known = whatif->uncosted == 0 && whatif->uncosted_before == 0;

	cost_line(&lines[n++], "cost_before", whatif->uncosted_before ?
		_("yuan a month for those whose amount is known now") :
		_("yuan a month for all who may qualify now"), whatif->cost_before);
	cost_line(&lines[n++], "cost_after", whatif->uncosted ?
		_("yuan a month then for those whose amount is known") :
		_("yuan a month then"), whatif->cost_after);
	cost_line(&lines[n++], "cost", _("more a month"), whatif->cost_after - whatif->cost_before);
	if (!known) {
		*lines[n - 1].number = '\0';
	}
	count_line(&lines[n++], "uncosted", _("whose amount is not known"), whatif->uncosted, NULL);
	return n;
}

static size_t whatif_lines(const struct mq_policy_whatif *whatif,
	struct whatif_line lines[WHATIF_LINES])
{
	size_t n = 0;

	number_line(&lines[n++], "before", _("may qualify now"), &whatif->before);
	count_line(&lines[n++], "before_unknown", _("  facts missing"), whatif->before.unknown,
		NULL);
	number_line(&lines[n++], "after", _("may qualify then"), &whatif->after);
	count_line(&lines[n++], "after_unknown", _("  facts missing"), whatif->after.unknown, NULL);
	number_line(&lines[n++], "in", _("newly in"), &whatif->in);
	number_line(&lines[n++], "in_without", _("  not receiving it"), &whatif->in_without);
	number_line(&lines[n++], "out", _("newly out"), &whatif->out);
	number_line(&lines[n++], "out_with", _("  receiving it"), &whatif->out_with);
	if (whatif->costed) {
		n += cost_lines(whatif, lines + n);
	}
	return n;
}

static void whatif_text(const struct mq_policy *policy, const char *assignment,
	const struct mq_policy_whatif *whatif, const struct whatif_line *lines, size_t n)
{
	struct table table;

	print_line(_("%s with %s, tried and not kept"), mq_policy_words(&policy->label), assignment);
	table_begin(&table, whatif_table, MQ_LENGTH(whatif_table));
	for (size_t i = 0; i < n; i++) {
		table_cell(&table, lines[i].words);
		table_cell(&table, *lines[i].number ? lines[i].number : _("not known how much"));
		table_cell(&table, lines[i].query);
	}
	table_end(&table);
	if (!whatif->costed) {
		print_line("%s", _("what it costs is not told in the file"));
	}
}

static enum mq_err print_whatif(struct cli *cli, const struct mq_policy *policy,
	const struct mq_policy_whatif *whatif)
{
	struct whatif_line lines[WHATIF_LINES];
	size_t n = whatif_lines(whatif, lines);
	struct list list;
	enum mq_err err;

	if (cli_is_text(cli)) {
		whatif_text(policy, cli->args.words[2], whatif, lines, n);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, whatif_columns, MQ_LENGTH(whatif_columns),
		&cli->diag);
	for (size_t i = 0; err == MQ_OK && i < n; i++) {
		list_row(&list, (const char *const[]){lines[i].id, lines[i].number, lines[i].query});
	}
	return err;
}

enum mq_err policy_whatif(struct cli *cli, struct mq_session *session)
{
	const struct mq_policy *policy;
	struct mq_policy_whatif whatif = {0};
	enum mq_err err = policy_named(cli, session, &policy);

	if (err == MQ_OK) {
		err = mq_session_policy_whatif(session, policy, cli->args.words[2], &whatif,
			&cli->diag);
	}
	if (err == MQ_OK) {
		err = print_whatif(cli, policy, &whatif);
	}
	mq_policy_whatif_release(&whatif);
	return err;
}
