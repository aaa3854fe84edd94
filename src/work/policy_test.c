#include "policy.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/access.h>
#include <minqing/register.h>

/*
 * The cases of policies, judged by the engine and by nothing else: a register is made with the
 * configuration, each case is a family of its own in it, and the policy's questions are asked of
 * it on the case's day. The register goes when it is over.
 */

/* ---- the register ---- */

struct trial {
	const struct mq_policies *policies;
	struct mq_register *reg;
	struct mq_load *load;
	mq_record_id *ids;	/* of the one judged, case by case */
	size_t n;
	struct mq_diag *diag;
	enum mq_err err;
};

/* Add a record with those facts that are of its kind. */
static mq_record_id add(struct trial *trial, mq_kind_id kind, const struct policy_record *from,
	mq_field_id link, mq_record_id to)
{
	const struct mq_schema *schema = mq_register_schema(trial->reg);
	const struct mq_kind *k = &schema->kinds[kind];
	struct mq_record record = {0};
	mq_record_id id = MQ_NO_RECORD;
	char key[24];

	snprintf(key, sizeof(key), "%zu", trial->n++);
	for (size_t i = 0; i < k->n_key; i++) {
		mq_record_set(&record, k->key[i], mq_slice_str(key));
	}
	for (size_t i = 0; i < from->n_facts; i++) {
		if (schema->fields[from->facts[i].field].kind == kind) {
			mq_record_set(&record, from->facts[i].field, from->facts[i].text);
		}
	}
	if (link != MQ_NO_FIELD) {
		mq_record_set_number(&record, link, to);
	}
	if (trial->err == MQ_OK) {
		trial->err = mq_load_add(trial->load, kind, &record, &id, trial->diag);
	}
	mq_record_release(&record);
	return id;
}

/* A record and those above it, which have its facts of their kinds; *above is the nearest. */
static mq_record_id add_chain(struct trial *trial, mq_kind_id kind,
	const struct policy_record *from, mq_record_id *above)
{
	const struct mq_schema *schema = mq_register_schema(trial->reg);
	mq_kind_id up = mq_kind_above(schema, kind);
	mq_record_id higher;

	if (up == MQ_NO_KIND) {
		*above = MQ_NO_RECORD;
		return add(trial, kind, from, MQ_NO_FIELD, MQ_NO_RECORD);
	}
	*above = add_chain(trial, up, from, &higher);
	return add(trial, kind, from, schema->kinds[kind].links[0], *above);
}

static mq_record_id add_case(struct trial *trial, const struct mq_policy_case *each)
{
	const struct mq_schema *schema = mq_register_schema(trial->reg);
	mq_record_id above;
	mq_record_id self = add_chain(trial, each->self.kind, &each->self, &above);

	for (size_t i = 0; i < each->n_beside; i++) {
		const struct policy_record *beside = &each->beside[i];

		if (beside->link != MQ_NO_FIELD) {
			add(trial, beside->kind, beside, beside->link, self);
		} else {
			add(trial, beside->kind, beside, schema->kinds[beside->kind].links[0],
				beside->kind == each->self.kind ? above : self);
		}
	}
	return self;
}

/* ---- judging ---- */

static enum policy_state state_of(enum mq_truth gap, enum mq_truth over, enum mq_truth both)
{
	if (gap == MQ_TRUE) {
		return POLICY_GAP;
	}
	if (over == MQ_TRUE) {
		return POLICY_OVER;
	}
	if (both == MQ_TRUE) {
		return POLICY_RECEIVES;
	}
	return gap == MQ_UNKNOWN || over == MQ_UNKNOWN ? POLICY_MISSING : POLICY_NO;
}

static enum mq_err judge_all(struct trial *trial, const struct mq_policy *policy,
	const struct mq_view *view, mq_record_id id, enum mq_truth truths[])
{
	struct mq_arena scratch = {0};
	enum mq_err err = MQ_OK;

	for (int list = 0; list <= MQ_POLICY_LIST_LAST && err == MQ_OK; list++) {
		struct mq_query *query;

		err = mq_policy_query(trial->policies, policy, (enum mq_policy_list)list, view->today,
			NULL, &query, trial->diag);
		if (err == MQ_OK) {
			struct mq_judgement judgement = {.query = query, .id = id};

			err = mq_query_judge(view, &judgement, 1, &scratch, trial->diag);
			truths[list] = judgement.truth;
		}
		mq_query_free(query);
	}
	mq_arena_release(&scratch);
	return err;
}

static void tell(struct trial *trial, const struct mq_policy *policy,
	const struct mq_policy_case *each, enum policy_state is)
{
	mq_conf_fault(trial->policies->conf, each->node, false, trial->diag,
		_("policy '%s': this case is to be '%s' and comes out as '%s'"), policy->id,
		policy_state_ids[each->is], policy_state_ids[is]);
}

static bool judge(struct trial *trial, const struct mq_policy *policy,
	const struct mq_policy_case *each, mq_record_id id)
{
	enum mq_truth truths[MQ_POLICY_LIST_LAST + 1] = {MQ_FALSE};
	struct mq_view view;
	enum policy_state is;

	trial->err = mq_register_look(trial->reg, each->on, &view, NULL, trial->diag);
	if (trial->err != MQ_OK) {
		return true;
	}
	mq_access_universe(&view, "");
	trial->err = judge_all(trial, policy, &view, id, truths);
	mq_register_look_away(trial->reg);
	is = state_of(truths[MQ_POLICY_GAP], policy->once ? MQ_FALSE : truths[MQ_POLICY_OVER],
		truths[MQ_POLICY_ELIGIBLE] == MQ_TRUE ? truths[MQ_POLICY_RECEIVING] : MQ_FALSE);
	if (trial->err == MQ_OK && is != each->is) {
		tell(trial, policy, each, is);
		return false;
	}
	return true;
}

/* ---- all of it ---- */

typedef void (*case_fn)(struct trial *trial, const struct mq_policy *policy,
	const struct mq_policy_case *each, size_t at, struct mq_policy_tested *tested);

static void add_one(struct trial *trial, const struct mq_policy *policy,
	const struct mq_policy_case *each, size_t at, struct mq_policy_tested *tested)
{
	(void)policy;
	(void)tested;
	trial->ids[at] = add_case(trial, each);
}

static void judge_one(struct trial *trial, const struct mq_policy *policy,
	const struct mq_policy_case *each, size_t at, struct mq_policy_tested *tested)
{
	tested->n++;
	tested->n_failed += !judge(trial, policy, each, trial->ids[at]);
}

static size_t for_each(struct trial *trial, const struct mq_policy *one, case_fn call,
	struct mq_policy_tested *tested)
{
	size_t at = 0;

	for (size_t i = 0; i < trial->policies->n_policies; i++) {
		const struct mq_policy *policy = &trial->policies->policies[i];

		for (size_t j = 0; j < policy->n_cases && (!one || one == policy); j++, at++) {
			if (call && trial->err == MQ_OK) {
				call(trial, policy, &policy->cases[j], at, tested);
			}
		}
	}
	return at;
}

static void test_in(struct trial *trial, const struct mq_policy *one,
	struct mq_policy_tested *tested)
{
	const struct mq_act act = {.who = "test", .why = "policy test", .source = "policies.yaml"};

	trial->ids = mq_alloc((for_each(trial, one, NULL, NULL) + 1) * sizeof(*trial->ids));
	trial->err = mq_load_begin(trial->reg, &act, &trial->load, trial->diag);
	if (trial->err == MQ_OK) {
		enum mq_err err;

		for_each(trial, one, add_one, tested);
		err = mq_load_finish(trial->load, NULL, NULL, trial->diag);
		trial->err = trial->err == MQ_OK ? err : trial->err;
	}
	for_each(trial, one, judge_one, tested);
	free(trial->ids);
}

/* The policies are read anew, so that they are of the very schema that the cases are. */
static void test_named(struct trial *trial, const char *config_dir, const char *name,
	struct mq_policy_tested *tested)
{
	const struct mq_policy *one = NULL;
	struct mq_policies *policies;

	trial->err = mq_policies_read(config_dir, mq_register_schema(trial->reg), &policies,
		trial->diag);
	if (trial->err == MQ_OK && name) {
		one = mq_policies_find(policies, name, trial->diag);
		trial->err = one ? MQ_OK : MQ_ERR_NOT_FOUND;
	}
	if (trial->err == MQ_OK) {
		trial->policies = policies;
		test_in(trial, one, tested);
	}
	mq_policies_free(policies);
}

enum mq_err mq_policies_test(const char *config_dir, const char *name,
	struct mq_policy_tested *tested, struct mq_diag *diag)
{
	const char *tmp = getenv("TMPDIR");
	char *place = mq_format("%s/minqing-policies-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	char *dir = NULL;
	struct trial trial = {.diag = diag};

	*tested = (struct mq_policy_tested){0};
	if (!mkdtemp(place)) {
		trial.err = mq_disk_fault(diag, place);
		free(place);
		return trial.err;
	}
	dir = mq_format("%s/register", place);
	trial.err = mq_register_init(dir, config_dir, diag);
	if (trial.err == MQ_OK) {
		trial.err = mq_register_open(dir, false, &trial.reg, diag);
	}
	if (trial.err == MQ_OK) {
		test_named(&trial, config_dir, name, tested);
		mq_register_close(trial.reg);
	}
	mq_disk_remove_tree(place);
	free(dir);
	free(place);
	return trial.err == MQ_OK && tested->n_failed > 0 ? MQ_ERR_INPUT : trial.err;
}
