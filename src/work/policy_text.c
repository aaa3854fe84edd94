#include "policy.h"

#include <stdlib.h>
#include <string.h>

/*
 * A policy's lists as texts that can be asked. Its expressions are read as the query of a
 * saved list whose parameters are the policy's thresholds and whose defaults are the values of
 * the day, and printed again with these in them. So `$line` means here what it means there: one
 * value, wherever it stands.
 */

const struct mq_policy_threshold *policy_threshold(const struct mq_policy *policy,
	const char *name)
{
	for (size_t i = 0; i < policy->n_thresholds; i++) {
		if (strcmp(policy->thresholds[i]->id, name) == 0) {
			return policy->thresholds[i];
		}
	}
	return NULL;
}

const char *policy_value_text(const struct mq_policy_threshold *threshold, mq_day today,
	const struct mq_policy_trial *trial)
{
	const struct mq_policy_value *value = mq_policy_value(threshold, today);

	if (trial && trial->threshold == threshold) {
		return trial->text;
	}
	return value ? value->text : NULL;
}

/* ---- expressions ---- */

/* An expression as it is to be filled in. */
struct filling {
	struct mq_saved list;
	struct mq_param params[MQ_PARAMS_MAX];
	char *as;
};

static void fill(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_policy_expression *expression, struct filling *filling)
{
	*filling = (struct filling){.as = mq_format(_("policy '%s'"), policy->id)};
	filling->list = (struct mq_saved){
		.id = policy->id, .kind = policy->kind, .params = filling->params,
		.n_params = policy->n_thresholds, .is = expression->text, .where = MQ_SAVED_CONFIG,
		.file = mq_conf_name(policies->conf), .line = expression->origin.line,
		.is_origin = expression->origin, .as = filling->as,
	};
	for (size_t i = 0; i < policy->n_thresholds; i++) {
		const struct mq_policy_threshold *threshold = policy->thresholds[i];

		filling->params[i] = (struct mq_param){.id = threshold->id,
			.zh = threshold->label.zh, .en = threshold->label.en, .type = threshold->type};
	}
}

static enum mq_err no_value(const struct mq_policy_threshold *threshold, mq_day today,
	struct mq_diag *diag)
{
	char day[16];

	mq_day_format(today, day);
	mq_diag_add(diag, MQ_ERR_CONFIG, _("threshold '%s' has no value on %s"), threshold->id, day);
	mq_diag_hint(diag, _("`minqing policy check` tells all that is amiss"));
	return MQ_ERR_CONFIG;
}

static enum mq_err print(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_policy_expression *expression, mq_day today,
	const struct mq_policy_trial *trial, struct mq_buf *out, struct mq_diag *diag)
{
	struct filling filling;
	enum mq_err err = MQ_OK;

	if (expression->canonical) {
		mq_buf_adds(out, expression->canonical);
		return MQ_OK;
	}
	fill(policies, policy, expression, &filling);
	for (size_t i = 0; i < policy->n_thresholds && err == MQ_OK; i++) {
		const struct mq_policy_threshold *threshold = policy->thresholds[i];

		filling.params[i].otherwise = policy_value_text(threshold, today, trial);
		if (!filling.params[i].otherwise) {
			err = no_value(threshold, today, diag);
		}
	}
	if (err == MQ_OK) {
		err = mq_query_print_saved(policies->schema, &filling.list, out, diag);
	}
	free(filling.as);
	return err;
}

/* With any value of a threshold's type: which one is of no account to whether it compiles. */
static enum mq_err check(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_policy_expression *expression, struct mq_diag *diag)
{
	struct filling filling;
	enum mq_err err;

	if (!expression->text) {
		return MQ_OK;
	}
	fill(policies, policy, expression, &filling);
	err = mq_query_check_saved(policies->schema, &filling.list, diag);
	free(filling.as);
	return err;
}

/* The same, and printed, where no threshold stands in it. */
static enum mq_err settle(struct mq_policies *policies, const struct mq_policy *policy,
	struct mq_policy_expression *expression, struct mq_diag *diag)
{
	struct filling filling;
	struct mq_buf text = {0};
	enum mq_err err;

	if (!expression->text || strchr(expression->text, '$')) {
		return check(policies, policy, expression, diag);
	}
	fill(policies, policy, expression, &filling);
	filling.list.n_params = 0;
	err = mq_query_print_saved(policies->schema, &filling.list, &text, diag);
	if (err == MQ_OK) {
		expression->canonical = mq_arena_strndup(&policies->arena, text.data, text.len);
	}
	mq_buf_release(&text);
	free(filling.as);
	return err;
}

enum mq_err policy_settle_texts(struct mq_policies *policies, struct mq_policy *policy,
	struct mq_diag *diag)
{
	enum mq_err first = settle(policies, policy, &policy->eligible, diag);
	enum mq_err err = settle(policies, policy, &policy->receiving, diag);

	first = first == MQ_OK ? err : first;
	for (size_t i = 0; i < policy->n_shares; i++) {
		err = check(policies, policy, &policy->shares[i].who, diag);
		first = first == MQ_OK ? err : first;
	}
	return first;
}

/* ---- lists ---- */

/* Which expressions a list is made of: the one, and not the other. */
static const struct {
	bool eligible;		/* which one comes first */
	bool without;		/* … and the other does not hold */
} lists[] = {
	[MQ_POLICY_ELIGIBLE] = {true, false},
	[MQ_POLICY_RECEIVING] = {false, false},
	[MQ_POLICY_GAP] = {true, true},
	[MQ_POLICY_OVER] = {false, true},
};

static enum mq_err add_side(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct policy_side *side, mq_day today, struct mq_buf *out, struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	mq_buf_adds(out, side->not ? "not (" : "(");
	if (side->expression->text) {
		err = print(policies, policy, side->expression, today, side->trial, out, diag);
	}
	mq_buf_addc(out, ')');
	return err;
}

/* An expression that is not there is of everybody: nothing is written of it, but where it has to
 * be denied. */
static enum mq_err add_sides(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct policy_side *sides, size_t n_sides, mq_day today, struct mq_buf *out,
	struct mq_diag *diag)
{
	enum mq_err err = MQ_OK;

	if (policy->kind != mq_schema_kind(policies->schema, "resident")) {
		mq_buf_addf(out, "from:%s", policies->schema->kinds[policy->kind].id);
	}
	for (size_t i = 0; i < n_sides && err == MQ_OK; i++) {
		if (sides[i].expression->text || sides[i].not) {
			mq_buf_addc(out, ' ');
			err = add_side(policies, policy, &sides[i], today, out, diag);
		}
	}
	return err;
}

enum mq_err policy_sides_query(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct policy_side *sides, size_t n_sides, mq_day today, struct mq_query **query,
	struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = add_sides(policies, policy, sides, n_sides, today, &text, diag);

	*query = NULL;
	if (err == MQ_OK) {
		err = mq_query_new(policies->schema, policy->kind, today, MQ_QUERY_WHOLE,
			text.data ? text.data : "", text.len, query, diag);
	}
	mq_buf_release(&text);
	return err;
}

enum mq_err mq_policy_query(const struct mq_policies *policies, const struct mq_policy *policy,
	enum mq_policy_list list, mq_day today, const struct mq_policy_trial *trial,
	struct mq_query **query, struct mq_diag *diag)
{
	bool eligible = lists[list].eligible;
	const struct policy_side sides[] = {
		{eligible ? &policy->eligible : &policy->receiving, trial, false},
		{eligible ? &policy->receiving : &policy->eligible, trial, true},
	};

	return policy_sides_query(policies, policy, sides, lists[list].without ? 2 : 1, today, query,
		diag);
}

enum mq_err mq_policy_text(const struct mq_policies *policies, const struct mq_policy *policy,
	enum mq_policy_list list, mq_day today, const struct mq_policy_trial *trial,
	struct mq_buf *out, struct mq_diag *diag)
{
	struct mq_query *query;
	enum mq_err err = mq_policy_query(policies, policy, list, today, trial, &query, diag);

	if (err == MQ_OK) {
		mq_query_print(query, out);
	}
	mq_query_free(query);
	return err;
}

/* ---- a value that is tried ---- */

static enum mq_err refuse_trial(const struct mq_policy *policy, const char *assignment,
	struct mq_diag *diag)
{
	const char *names[MQ_PARAMS_MAX];
	size_t len = strcspn(assignment, "=");
	char *name = mq_strndup(assignment, len);

	for (size_t i = 0; i < policy->n_thresholds; i++) {
		names[i] = policy->thresholds[i]->id;
	}
	if (!assignment[len]) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("a trial is written THRESHOLD=VALUE, not '%s'"),
			assignment);
	} else {
		mq_diag_add(diag, MQ_ERR_USAGE, _("policy '%s' has no threshold called '%s'"),
			policy->id, name);
	}
	if (policy->n_thresholds == 0) {
		mq_diag_hint(diag, _("it has none"));
	} else if (!mq_diag_suggest(diag, name, names, policy->n_thresholds)) {
		mq_diag_hint(diag, _("one it has is '%s'"), names[0]);
	}
	free(name);
	return MQ_ERR_USAGE;
}

enum mq_err mq_policy_trial_read(const struct mq_policy *policy, const char *assignment,
	struct mq_policy_trial *trial, char **text, struct mq_diag *diag)
{
	const char *equals = strchr(assignment, '=');
	char *name = mq_strndup(assignment, strcspn(assignment, "="));
	struct mq_buf buf = {0};
	struct mq_field field;
	struct mq_value value;
	enum mq_err err;

	*text = NULL;
	*trial = (struct mq_policy_trial){policy_threshold(policy, name), NULL};
	free(name);
	if (!equals || !trial->threshold) {
		return refuse_trial(policy, assignment, diag);
	}
	field = policy_field(trial->threshold);
	err = mq_value_read(&field, equals + 1, strlen(equals + 1), &buf, &value, diag);
	if (err == MQ_OK) {
		trial->text = *text = mq_strndup(value.text.data, value.text.len);
	} else if (err == MQ_ERR_NOT_FOUND) {
		mq_diag_add(diag, MQ_ERR_USAGE, _("there is no value in '%s'"), assignment);
	}
	mq_buf_release(&buf);
	return err == MQ_OK ? MQ_OK : MQ_ERR_USAGE;
}
