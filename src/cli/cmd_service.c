#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/* minqing service: lines of the ledger begun, ended and listed; calls made; pairings proposed and made. */

enum { MATCHES_USUAL = 50 };

/* Tell what was done, or was there already, where it went well. The plan is released. */
static enum mq_err tell(struct cli *cli, enum mq_err err, struct mq_plan *plan, const char *done,
	const char *there)
{
	static const struct list_column columns[] = {{"state", false}, {"key", false}};
	struct list list;

	if (err == MQ_OK && cli_is_text(cli)) {
		print_line(plan->there ? there : done, plan->key);
	} else if (err == MQ_OK) {
		err = list_begin(&list, cli->args.format, columns, MQ_LENGTH(columns), &cli->diag);
	}
	if (err == MQ_OK && !cli_is_text(cli)) {
		list_row(&list, (const char *const[]){plan->there ? "there" : "done", plan->key});
	}
	if (err == MQ_OK) {
		cli_notes(cli, plan);
	}
	mq_plan_release(plan);
	return err;
}

static enum mq_err add(struct cli *cli, struct mq_session *session)
{
	struct mq_plan plan = {0};
	enum mq_err err = mq_session_service_add(session, cli->args.words[1], cli->args.words + 2,
		cli->args.n_words - 2, &plan, &cli->diag);

	return tell(cli, err, &plan, _("entered: %s"), _("there already: %s"));
}

static enum mq_err called(struct cli *cli, struct mq_session *session)
{
	struct mq_plan plan = {0};
	enum mq_err err = mq_session_service_done(session, cli->args.words[1], cli->args.words + 2,
		cli->args.n_words - 2, &plan, &cli->diag);

	return tell(cli, err, &plan, _("call made: %s"), _("there already: %s"));
}

static enum mq_err end(struct cli *cli, struct mq_session *session)
{
	struct mq_plan plan = {0};
	enum mq_err err = mq_session_service_end(session, cli->args.words[1], cli->args.words + 2,
		cli->args.n_words - 2, &plan, &cli->diag);

	return tell(cli, err, &plan, _("ended: %s"), _("ended before: %s"));
}

static enum mq_err pair(struct cli *cli, struct mq_session *session)
{
	struct mq_plan plan = {0};
	enum mq_err err = mq_session_service_pair(session, cli->args.words[1], cli->args.words[2],
		cli->args.words + 3, cli->args.n_words - 3, &plan, &cli->diag);

	return tell(cli, err, &plan, _("paired: %s"), _("there already: %s"));
}

/* ---- proposals ---- */

static const struct list_column match_columns[] = {
	{"household", false}, {"person", false}, {"item", false}, {"provider", false},
	{"left", true}, {"why", false},
};

static const struct table_column match_table[] = {
	{false, 0, 0}, {false, 12, 0}, {false, 0, 0}, {false, 0, 34}, {true, 0, 0}, {false, 60, 0},
};

static const char *const match_heads[] = {
	N_("resident"), N_("person's name"), N_("service"), N_("provider"), N_("places left"), N_("why"),
};

static void match_text(const struct mq_proposals *proposals, uint64_t limit)
{
	struct table table;

	table_begin(&table, match_table, MQ_LENGTH(match_table));
	table_heads(&table, match_heads);
	for (size_t i = 0; i < proposals->n; i++) {
		const struct mq_proposal *p = &proposals->proposals[i];

		table_cell(&table, p->person_key);
		table_cell(&table, p->person);
		table_cell(&table, p->item_label);
		table_cell(&table, p->provider);
		table_number(&table, p->left);
		table_cell(&table, p->why);
	}
	table_end(&table);
	if (proposals->n == 0) {
		print_line("%s", _("nobody of them needs what a provider has a place for"));
	} else if (proposals->n == limit) {
		print_line(_("the first %zu; --limit 0 lists all"), proposals->n);
	}
	if (proposals->unplaced) {
		print_line(_("%llu more need something that no provider has a place for"),
			(unsigned long long)proposals->unplaced);
	}
}

static enum mq_err match_list(struct cli *cli, const struct mq_proposals *proposals)
{
	struct list list;
	enum mq_err err = list_begin(&list, cli->args.format, match_columns,
		MQ_LENGTH(match_columns), &cli->diag);

	for (size_t i = 0; i < proposals->n && err == MQ_OK; i++) {
		const struct mq_proposal *p = &proposals->proposals[i];
		char left[24];

		snprintf(left, sizeof(left), "%llu", (unsigned long long)p->left);
		list_row(&list, (const char *const[]){p->household_key, p->person_key, p->item,
			p->provider, left, p->why});
	}
	return err;
}

static enum mq_err match(struct cli *cli, struct mq_session *session)
{
	struct mq_proposals proposals = {0};
	char *text = cli_text(cli, 1);
	uint64_t limit;
	enum mq_err err = cli_limit(cli, MATCHES_USUAL, &limit);

	if (err == MQ_OK) {
		err = mq_session_service_match(session, text, limit ? (size_t)limit : SIZE_MAX,
			&proposals, &cli->diag);
	}
	if (err == MQ_OK && cli_is_text(cli)) {
		match_text(&proposals, limit);
	} else if (err == MQ_OK) {
		err = match_list(cli, &proposals);
	}
	cli->no_hits = proposals.n == 0;
	mq_proposals_release(&proposals);
	free(text);
	return err;
}

/* ---- who gives ---- */

static const struct list_column provider_columns[] = {
	{"provider", false}, {"kind", false}, {"taken", true}, {"capacity", true}, {"contact", false},
	{"calls_due", true},
};

static const struct table_column provider_table[] = {
	{false, 0, 40}, {false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {false, 0, 0}, {true, 0, 0},
};

static const char *const provider_heads[] = {
	N_("provider"), N_("kind"), N_("taken on"), N_("capacity"), N_("contact"), N_("calls due"),
};

static enum mq_err print_providers(struct cli *cli, const struct mq_providers *providers)
{
	struct table table;
	struct list list;
	enum mq_err err = cli_is_text(cli) ? MQ_OK : list_begin(&list, cli->args.format,
		provider_columns, MQ_LENGTH(provider_columns), &cli->diag);

	if (err != MQ_OK) {
		return err;
	}
	table_begin(&table, provider_table, MQ_LENGTH(provider_table));
	table_heads(&table, provider_heads);
	for (size_t i = 0; i < providers->n_providers; i++) {
		const struct mq_provider *p = &providers->providers[i];
		char numbers[3][24];
		const char *const cells[] = {p->name,
			cli_is_text(cli) ? mq_provider_kind_label(p->kind) : p->kind, numbers[0],
			numbers[1], p->contact ? p->contact : "", numbers[2]};

		snprintf(numbers[0], sizeof(numbers[0]), "%llu", (unsigned long long)p->taken);
		snprintf(numbers[1], sizeof(numbers[1]), "%llu", (unsigned long long)p->capacity);
		snprintf(numbers[2], sizeof(numbers[2]), "%llu", (unsigned long long)p->due);
		for (size_t j = 0; j < MQ_LENGTH(cells) && cli_is_text(cli); j++) {
			table_cell(&table, cells[j]);
		}
		if (!cli_is_text(cli)) {
			list_row(&list, cells);
		}
	}
	table_end(&table);
	return MQ_OK;
}

static enum mq_err providers(struct cli *cli, struct mq_session *session)
{
	struct mq_providers all = {0};
	enum mq_err err = mq_session_providers(session, &all, &cli->diag);

	if (err == MQ_OK) {
		err = print_providers(cli, &all);
	}
	cli->no_hits = all.n_providers == 0;
	mq_providers_release(&all);
	return err;
}

/* ---- the command ---- */

static const struct part parts[] = {
	{"add", 2, SIZE_MAX, false, add},
	{"done", 2, SIZE_MAX, false, called},
	{"end", 2, SIZE_MAX, false, end},
	{"match", 1, SIZE_MAX, true, match},
	{"pair", 3, SIZE_MAX, false, pair},
	{"providers", 1, 1, true, providers},
};

enum mq_err cmd_service(struct cli *cli)
{
	static const char usage[] = N_("list [QUERY…], add KEY WORD…, done ID [WORD…], "
		"end ID WORD…, "
		"match [QUERY…], pair KEY PROVIDER WORD…, providers");

	if (cli->args.n_words == 0 || strcmp(cli->args.words[0], "list") == 0) {
		return cli_list_of(cli, "service", "service_from-");
	}
	return cli_part(cli, "service", parts, MQ_LENGTH(parts), _(usage));
}
