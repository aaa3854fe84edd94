#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/*
 * policy gap: how many are on the lists of each policy; or of one policy who they are, and what
 * it rests on. Everybody here may qualify, or may no longer: the desk decides.
 */

enum { USUAL_ROWS = 10, OTHERS_COLS = 56 };

/* ---- all of them ---- */

static const struct list_column count_columns[] = {
	{"policy", false}, {"label", false}, {"desk", false}, {"gap", true}, {"gap_unknown", true},
	{"over", true}, {"over_unknown", true}, {"gap_query", false}, {"over_query", false},
};

static const struct table_column count_table[] = {
	{false, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {true, 0, 0}, {false, 0, 0},
};

static const char *const count_heads[] = {
	N_("policy"), N_("may qualify"), N_("may, unknown"), N_("no longer"),
	N_("no longer, unknown"), N_("name"),
};

enum mq_err policy_lacking(struct cli *cli, size_t n)
{
	if (n == 0) {
		return MQ_OK;
	}
	mq_diag_add(&cli->diag, MQ_ERR_CONFIG,
		_("policies that are not counted, as a threshold has no value today: %zu"), n);
	mq_diag_hint(&cli->diag, _("`minqing policy check` tells all that is amiss"));
	return MQ_ERR_CONFIG;
}

static void lacking_row(struct table *table, const struct mq_policy *policy,
	const struct mq_policy_threshold *lacking)
{
	char *name = mq_format(_("%s (no value for this day: %s)"), mq_policy_words(&policy->label),
		mq_policy_words(&lacking->label));

	table_cell(table, policy->id);
	for (size_t i = 0; i < 4; i++) {
		table_cell(table, "-");
	}
	table_cell(table, name);
	free(name);
}

static void count_row(struct table *table, const struct mq_policy *policy,
	const struct mq_policy_counts *counts)
{
	if (counts->lacking) {
		lacking_row(table, policy, counts->lacking);
		return;
	}
	table_cell(table, policy->id);
	table_number(table, counts->gap);
	table_number(table, counts->gap_unknown);
	if (policy->once) {
		table_cell(table, "");
		table_cell(table, "");
	} else {
		table_number(table, counts->over);
		table_number(table, counts->over_unknown);
	}
	table_cell(table, mq_policy_words(&policy->label));
}

static enum mq_err list_counts(struct cli *cli, struct mq_session *session,
	const struct list *list, const struct mq_policy *policy,
	const struct mq_policy_counts *counts)
{
	const uint64_t numbers[] = {counts->gap, counts->gap_unknown, counts->over,
		counts->over_unknown};
	char texts[MQ_LENGTH(numbers)][24];
	struct mq_buf gap = {0};
	struct mq_buf over = {0};
	enum mq_err err;

	if (counts->lacking) {
		list_row(list, (const char *const[]){policy->id, mq_policy_words(&policy->label),
			mq_policy_words(&policy->desk), "", "", "", "", "", ""});
		return MQ_OK;
	}
	err = mq_session_policy_text(session, policy, MQ_POLICY_GAP, "", &gap, &cli->diag);

	if (err == MQ_OK && !policy->once) {
		err = mq_session_policy_text(session, policy, MQ_POLICY_OVER, "", &over, &cli->diag);
	}
	for (size_t i = 0; i < MQ_LENGTH(numbers); i++) {
		snprintf(texts[i], sizeof(texts[i]), "%llu", (unsigned long long)numbers[i]);
	}
	if (err == MQ_OK) {
		list_row(list, (const char *const[]){policy->id, mq_policy_words(&policy->label),
			mq_policy_words(&policy->desk), texts[0], texts[1], texts[2], texts[3],
			gap.data, over.data ? over.data : ""});
	}
	mq_buf_release(&gap);
	mq_buf_release(&over);
	return err;
}

/* One snapshot for all of them; list is NULL for people. */
static enum mq_err count_all(struct cli *cli, struct mq_session *session,
	const struct mq_policies *policies, const struct list *list, struct table *table)
{
	enum mq_err err = MQ_OK;
	size_t n_lacking = 0;

	cli->no_hits = true;
	mq_session_hold(session);
	for (size_t i = 0; i < mq_policies_n(policies) && err == MQ_OK; i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);
		struct mq_policy_counts counts;

		err = mq_session_policy_count(session, policy, "", &counts, &cli->diag);
		cli->no_hits = cli->no_hits && counts.gap == 0 && counts.over == 0;
		n_lacking += counts.lacking != NULL;
		if (err == MQ_OK && list) {
			err = list_counts(cli, session, list, policy, &counts);
		} else if (err == MQ_OK) {
			count_row(table, policy, &counts);
		}
	}
	mq_session_let_go(session);
	return err == MQ_OK ? policy_lacking(cli, n_lacking) : err;
}

static enum mq_err gap_all(struct cli *cli, struct mq_session *session,
	const struct mq_policies *policies)
{
	struct table table;
	struct list list;
	enum mq_err err;

	if (!cli_is_text(cli)) {
		err = list_begin(&list, cli->args.format, count_columns, MQ_LENGTH(count_columns),
			&cli->diag);
		return err == MQ_OK ? count_all(cli, session, policies, &list, NULL) : err;
	}
	table_begin(&table, count_table, MQ_LENGTH(count_table));
	table_heads(&table, count_heads);
	err = count_all(cli, session, policies, NULL, &table);
	table_end(&table);
	if (err == MQ_OK) {
		print_line("%s",
			_("who is found may qualify, or may no longer; the desk decides: `policy gap NAME`"));
	}
	return err;
}

/* ---- one of them ---- */

static const struct list_column person_columns[] = {
	{"policy", false}, {"list", false}, {"key", false}, {"name", false}, {"reasons", false},
	{"missing", false},
};

static const struct table_column person_table[] = {
	{false, 0, 0}, {false, 0, 0}, {false, OTHERS_COLS, 0}, {false, 0, 0},
};

static const struct {
	enum mq_policy_list list;
	bool unknown;
	const char *id;
	const char *head;
	const char *open;	/* how the list is opened: the option behind its question */
} lists[] = {
	{MQ_POLICY_GAP, false, "gap", N_("may qualify, does not receive it: %llu"), ""},
	{MQ_POLICY_GAP, true, "gap_unknown", N_("may qualify, facts are missing: %llu"), " --unknown"},
	{MQ_POLICY_OVER, false, "over", N_("receives it, no longer fits: %llu"), ""},
	{MQ_POLICY_OVER, true, "over_unknown", N_("receives it, facts are missing: %llu"),
		" --unknown"},
};

static void people_text(const struct mq_policy_people *people, size_t which)
{
	struct table table;
	char *head = mq_format(_(lists[which].head), (unsigned long long)people->all);

	putchar('\n');
	print_line("%s", head);
	free(head);
	if (people->n == 0) {
		return;
	}
	print_line("  minqing query '%s'%s", people->query, lists[which].open);
	table_begin(&table, person_table, MQ_LENGTH(person_table));
	for (size_t i = 0; i < people->n; i++) {
		const struct mq_policy_person *person = &people->people[i];
		char *key = mq_format("  %s", person->key);

		table_cell(&table, key);
		table_cell(&table, person->title);
		table_cell(&table, person->others);
		table_cell(&table, lists[which].unknown ? person->missing : person->reasons);
		free(key);
	}
	table_end(&table);
	if (people->n < people->all) {
		print_line(_("  … %llu more; --limit 0 for all"),
			(unsigned long long)(people->all - people->n));
	}
}

static void people_rows(const struct list *list, const struct mq_policy *policy,
	const struct mq_policy_people *people, size_t which)
{
	for (size_t i = 0; i < people->n; i++) {
		const struct mq_policy_person *person = &people->people[i];

		list_row(list, (const char *const[]){policy->id, lists[which].id, person->key,
			person->title, person->reasons, person->missing});
	}
}

static enum mq_err each_list(struct cli *cli, struct mq_session *session,
	const struct mq_policy *policy, uint64_t n_max, const struct list *list)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < MQ_LENGTH(lists) && err == MQ_OK; i++) {
		struct mq_policy_people people;

		if (policy->once && lists[i].list == MQ_POLICY_OVER) {
			continue;
		}
		err = mq_session_policy_people(session, policy, lists[i].list, lists[i].unknown,
			"", n_max ? n_max : SIZE_MAX, &people, &cli->diag);
		cli->no_hits = cli->no_hits && (lists[i].unknown || people.all == 0);
		if (err == MQ_OK && list) {
			people_rows(list, policy, &people, i);
		} else if (err == MQ_OK) {
			people_text(&people, i);
		}
		mq_policy_people_release(&people);
	}
	return err;
}

static void say_policy(const struct mq_policy *policy)
{
	print_line("%s: %s", policy->id, mq_policy_words(&policy->label));
	print_line(_("may qualify; the desk decides: %s"), mq_policy_words(&policy->desk));
	print_line(_("next step: %s"), mq_policy_words(&policy->next));
}

static enum mq_err gap_one(struct cli *cli, struct mq_session *session,
	const struct mq_policy *policy)
{
	bool text = cli_is_text(cli);
	struct list list;
	uint64_t n_max;
	enum mq_err err = cli_limit(cli, USUAL_ROWS, &n_max);

	if (err == MQ_OK && !text) {
		err = list_begin(&list, cli->args.format, person_columns, MQ_LENGTH(person_columns),
			&cli->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	cli->no_hits = true;
	if (text) {
		say_policy(policy);
	}
	mq_session_hold(session);
	err = each_list(cli, session, policy, n_max, text ? NULL : &list);
	mq_session_let_go(session);
	return err;
}

enum mq_err policy_gap(struct cli *cli, struct mq_session *session)
{
	const struct mq_policies *policies;
	const struct mq_policy *policy;
	enum mq_err err = mq_session_policies(session, &policies, &cli->diag);

	if (err != MQ_OK || cli->args.n_words < 2) {
		return err == MQ_OK ? gap_all(cli, session, policies) : err;
	}
	err = policy_named(cli, session, &policy);
	return err == MQ_OK ? gap_one(cli, session, policy) : err;
}
