#include "own.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/office.h>

/*
 * minqing policy: policies that find people; listed, shown, checked, tested, tried with another
 * threshold. Who is on their lists: policy_gap.c; another threshold: policy_whatif.c.
 */

enum mq_err policy_named(struct cli *cli, struct mq_session *session,
	const struct mq_policy **policy)
{
	const struct mq_policies *policies;
	enum mq_err err = mq_session_policies(session, &policies, &cli->diag);

	*policy = NULL;
	if (err == MQ_OK) {
		*policy = mq_policies_find(policies, cli->args.words[1], &cli->diag);
		err = *policy ? MQ_OK : MQ_ERR_NOT_FOUND;
	}
	return err;
}

/* ---- list ---- */

static const struct list_column columns[] = {
	{"policy", false}, {"label", false}, {"desk", false}, {"kind", false}, {"year", true},
	{"standing", false}, {"source", false}, {"next", false}, {"look_up", true},
};

static const struct table_column table_columns[] = {
	{false, 0, 0}, {false, 0, 40}, {false, 0, 30}, {false, 0, 0}, {false, 0, 0},
};

static const char *const heads[] = {
	N_("policy"), N_("name"), N_("desk"), N_("year"), N_("standing"),
};

static void year_text(const struct mq_policy *policy, bool bare, char out[24])
{
	snprintf(out, 24, "%d", policy->year);
	if (!policy->year) {
		snprintf(out, 24, "%s", bare ? "" : _("undated"));
	}
}

/* How well founded it is, and whether a value of it is marked as to be looked up. */
static void standing_cell(struct table *table, const struct mq_policy *policy, mq_day today)
{
	const char *label = mq_policy_standing_label(policy->standing);
	char *marked = mq_format(_("%s; a value is to be looked up"), label);

	table_cell(table, mq_policy_wants_looking_up(policy, today) ? marked : label);
	free(marked);
}

static void list_text(const struct mq_policies *policies, mq_day today)
{
	struct table table;

	table_begin(&table, table_columns, MQ_LENGTH(table_columns));
	table_heads(&table, heads);
	for (size_t i = 0; i < mq_policies_n(policies); i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);
		char year[24];

		year_text(policy, false, year);
		table_cell(&table, policy->id);
		table_cell(&table, mq_policy_words(&policy->label));
		table_cell(&table, mq_policy_words(&policy->desk));
		table_cell(&table, year);
		standing_cell(&table, policy, today);
	}
	table_end(&table);
}

static enum mq_err list_all(struct cli *cli, struct mq_session *session)
{
	const struct mq_schema *schema = mq_session_schema(session);
	const struct mq_policies *policies;
	struct list list;
	mq_day today;
	enum mq_err err = mq_session_policies(session, &policies, &cli->diag);

	if (err == MQ_OK) {
		err = mq_day_today(&today, &cli->diag);
	}
	if (err != MQ_OK) {
		return err;
	}
	cli->no_hits = mq_policies_n(policies) == 0;
	if (cli_is_text(cli)) {
		list_text(policies, today);
		return MQ_OK;
	}
	err = list_begin(&list, cli->args.format, columns, MQ_LENGTH(columns), &cli->diag);
	for (size_t i = 0; err == MQ_OK && i < mq_policies_n(policies); i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);
		char year[24];

		year_text(policy, true, year);
		list_row(&list, (const char *const[]){policy->id, mq_policy_words(&policy->label),
			mq_policy_words(&policy->desk), schema->kinds[policy->kind].id, year,
			mq_policy_standing_id(policy->standing), policy->source,
			mq_policy_words(&policy->next),
			mq_policy_wants_looking_up(policy, today) ? "true" : "false"});
	}
	return err;
}

/* ---- show ---- */

static const struct table_column show_columns[] = {{false, 0, 24}, {false, 0, 0}};

static const struct table_column value_columns[] = {
	{false, 0, 0}, {false, 0, 0}, {true, 0, 0}, {false, 0, 0}, {false, 0, 0},
};

static void show_line(struct table *table, const char *name, const char *text)
{
	char *indented = mq_format("  %s", name);

	if (text && *text) {
		table_cell(table, indented);
		table_cell(table, text);
	}
	free(indented);
}

static void show_words(const struct mq_schema *schema, const struct mq_policy *policy)
{
	struct table table;
	char year[24];
	char day[16];

	year_text(policy, false, year);
	mq_day_format(policy->reviewed, day);
	print_line("%s  %s", policy->id, mq_policy_words(&policy->label));
	table_begin(&table, show_columns, MQ_LENGTH(show_columns));
	show_line(&table, _("kind"), mq_kind_label(&schema->kinds[policy->kind]));
	show_line(&table, _("desk"), mq_policy_words(&policy->desk));
	show_line(&table, _("next step"), mq_policy_words(&policy->next));
	show_line(&table, _("amount"), policy->amount.zh ? mq_policy_words(&policy->amount) : NULL);
	show_line(&table, _("source"), policy->source);
	show_line(&table, _("year"), year);
	show_line(&table, _("standing"), mq_policy_standing_label(policy->standing));
	show_line(&table, _("looked up on"), day);
	show_line(&table, _("may qualify"), policy->eligible.text);
	show_line(&table, _("receives it"), policy->receiving.text);
	table_end(&table);
}

static void show_value(struct table *table, const struct mq_policy_threshold *threshold,
	const struct mq_policy_value *value, bool in_force)
{
	char from[16];
	char reviewed[16];
	struct mq_buf number = {0};

	mq_buf_adds(&number, value->text);
	mq_unit_add(threshold->unit, mq_slice_str(value->text), &number);
	mq_day_format(value->from, from);
	mq_day_format(value->reviewed, reviewed);
	table_cell(table, in_force ? "  >" : "   ");
	table_cell(table, from);
	table_cell(table, number.data);
	table_cell(table, reviewed);
	table_cell(table, value->source);
	mq_buf_release(&number);
}

/* Each value with the day from which it holds; the one that holds today is marked. */
static void show_thresholds(const struct mq_policy *policy, mq_day today)
{
	for (size_t i = 0; i < policy->n_thresholds; i++) {
		const struct mq_policy_threshold *threshold = policy->thresholds[i];
		const struct mq_policy_value *now = mq_policy_value(threshold, today);
		struct table table;

		putchar('\n');
		print_line("  $%s  %s", threshold->id, mq_policy_words(&threshold->label));
		table_begin(&table, value_columns, MQ_LENGTH(value_columns));
		for (size_t j = 0; j < threshold->n_values; j++) {
			show_value(&table, threshold, &threshold->values[j],
				&threshold->values[j] == now);
		}
		table_end(&table);
	}
}

static enum mq_err show_lists(struct cli *cli, struct mq_session *session,
	const struct mq_policy *policy)
{
	static const char *const titles[] = {
		[MQ_POLICY_GAP] = N_("may qualify, does not receive it; the desk decides"),
		[MQ_POLICY_OVER] = N_("receives it, no longer fits as far as is known"),
	};
	enum mq_err err = MQ_OK;

	for (int list = MQ_POLICY_GAP; list <= MQ_POLICY_OVER && err == MQ_OK; list++) {
		struct mq_buf text = {0};

		if (list == MQ_POLICY_OVER && policy->once) {
			continue;
		}
		err = mq_session_policy_text(session, policy, (enum mq_policy_list)list, "", &text,
			&cli->diag);
		if (err == MQ_OK) {
			putchar('\n');
			print_line("  %s", _(titles[list]));
			print_line("    %s", text.data);
		}
		mq_buf_release(&text);
	}
	return err;
}

static enum mq_err show(struct cli *cli, struct mq_session *session)
{
	const struct mq_policy *policy;
	mq_day today;
	enum mq_err err = policy_named(cli, session, &policy);

	if (err == MQ_OK) {
		err = mq_day_today(&today, &cli->diag);
	}
	if (err == MQ_OK) {
		show_words(mq_session_schema(session), policy);
		show_thresholds(policy, today);
		err = show_lists(cli, session, policy);
	}
	return err;
}

/* ---- check, test ---- */

/* Values in force, and policies, whose own source says that nobody is sure: no fault. */
static void say_doubtful(const struct mq_policies *policies, mq_day today)
{
	const struct mq_policy_threshold *threshold;

	for (size_t i = 0; (threshold = mq_policies_threshold(policies, i)); i++) {
		const struct mq_policy_value *value = mq_policy_value(threshold, today);

		if (value && mq_policy_is_doubtful(value->source)) {
			print_line(_("to be looked up: threshold '%s', %s: %s"), threshold->id,
				value->text, value->source);
		}
	}
	for (size_t i = 0; i < mq_policies_n(policies); i++) {
		const struct mq_policy *policy = mq_policies_at(policies, i);

		if (mq_policy_is_doubtful(policy->source)) {
			print_line(_("to be looked up: policy '%s': %s"), policy->id, policy->source);
		}
	}
}

static enum mq_err check(struct cli *cli, struct mq_session *session)
{
	const struct mq_policies *policies;
	mq_day today;
	enum mq_err err = mq_session_policies(session, &policies, &cli->diag);

	if (err == MQ_OK) {
		err = mq_day_today(&today, &cli->diag);
	}
	if (err == MQ_OK) {
		say_doubtful(policies, today);
		err = mq_session_policy_check(session, &cli->diag);
	}
	if (err == MQ_OK) {
		print_line(_("%zu policies: nothing wrong"), mq_policies_n(policies));
	}
	return err;
}

static enum mq_err test(struct cli *cli, struct mq_session *session)
{
	const char *name = cli->args.n_words > 1 ? cli->args.words[1] : NULL;
	struct mq_policy_tested tested;
	const struct mq_policy *policy;
	enum mq_err err = name ? policy_named(cli, session, &policy) : MQ_OK;

	if (err != MQ_OK) {
		return err;
	}
	err = mq_session_policy_test(session, name, &tested, &cli->diag);
	if (err == MQ_OK || err == MQ_ERR_INPUT) {
		print_line(_("%zu cases, %zu of them come out otherwise"), tested.n,
			tested.n_failed);
	}
	return err;
}

/* ---- the command ---- */

static const struct part parts[] = {
	{"list", 1, 1, true, list_all}, {"show", 2, 2, true, show}, {"gap", 1, 2, true, policy_gap},
	{"check", 1, 1, true, check}, {"test", 1, 2, true, test},
	{"whatif", 3, 3, true, policy_whatif},
};

enum mq_err cmd_policy(struct cli *cli)
{
	static const char usage[] =
		N_("list, show NAME, gap [NAME], check, test [NAME], whatif NAME THRESHOLD=VALUE");

	return cli_part(cli, "policy", parts, MQ_LENGTH(parts), _(usage));
}
