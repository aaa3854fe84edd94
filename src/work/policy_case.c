#include "policy.h"

#include <stdlib.h>
#include <string.h>

#include <minqing/access.h>
#include <minqing/register.h>

/*
 * The cases of a policy: facts about somebody, and what is to come of them.
 *
 *     - {is: gap, hukou_place: '310000', birth_date: 1950-01-01}
 *     - {is: over, on: 2026-08-01, dibao: true, with: [{birth_date: 2001-05-05}]}
 *     - {is: receives, visits: [{visit_time: 2026-02-20, visit_outcome: met}]}
 *
 * They are judged by the engine and by nothing else: a register is made with the configuration,
 * each case is a family of its own in it, and the policy's questions are asked of them on the
 * case's day. The register goes when it is over.
 */

const char *const policy_state_ids[] = {
	[POLICY_GAP] = "gap", [POLICY_RECEIVES] = "receives", [POLICY_OVER] = "over",
	[POLICY_MISSING] = "missing", [POLICY_NO] = "no",
};

#define WITH "with"

/* ---- reading ---- */

/* Who lives in a household: the kind asked about, or the one that belongs to it. */
static mq_kind_id kind_with(const struct mq_schema *schema, mq_kind_id kind)
{
	mq_kind_id above = mq_kind_above(schema, kind);

	for (size_t i = 0; i < schema->n_kinds; i++) {
		if (schema->kinds[i].date == MQ_NO_FIELD &&
		    mq_kind_above(schema, (mq_kind_id)i) == kind) {
			return (mq_kind_id)i;
		}
	}
	return above != MQ_NO_KIND ? kind : MQ_NO_KIND;
}

/* The link of a journal kind that leads to kind, or MQ_NO_FIELD. */
static mq_field_id link_to(const struct mq_schema *schema, const struct mq_kind *journal,
	mq_kind_id kind)
{
	for (size_t i = 0; i < journal->n_links; i++) {
		if (schema->fields[journal->links[i]].target == kind) {
			return journal->links[i];
		}
	}
	return MQ_NO_FIELD;
}

static mq_kind_id journal_called(const struct mq_schema *schema, mq_kind_id about,
	const char *relation)
{
	for (size_t i = 0; i < schema->n_kinds; i++) {
		const struct mq_kind *kind = &schema->kinds[i];

		if (kind->date != MQ_NO_FIELD && kind->relation &&
		    strcmp(kind->relation, relation) == 0 &&
		    link_to(schema, kind, about) != MQ_NO_FIELD) {
			return (mq_kind_id)i;
		}
	}
	return MQ_NO_KIND;
}

static void no_field(struct policy_reader *reader, mq_kind_id kind, const struct mq_node *node)
{
	const char *nearest[1];

	policy_fail(reader, mq_conf_fault(reader->conf, node, true, reader->diag,
		_("no field of %s is called '%s'"),
		mq_kind_label(&reader->policies->schema->kinds[kind]), node->key));
	if (mq_schema_nearest(reader->policies->schema, kind, node->key, nearest, 1)) {
		mq_diag_hint(reader->diag, _("did you mean '%s'?"), nearest[0]);
	}
}

/* A cell's own fault, with the place in the file. */
static void refuse_fact(struct policy_reader *reader, const struct mq_node *node,
	const struct mq_diag *why)
{
	const struct mq_fault *fault = why->n_faults ? why->faults : NULL;

	policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag, "%s: %s",
		node->key, fault ? fault->message : _("there is no value")));
	if (fault && fault->hint) {
		mq_diag_hint(reader->diag, "%s", fault->hint);
	}
}

static void read_fact(struct policy_reader *reader, const struct mq_node *node,
	struct policy_record *record)
{
	const struct mq_schema *schema = reader->policies->schema;
	mq_field_id field = mq_schema_field_exact(schema, record->kind, node->key, strlen(node->key));
	struct mq_diag why = {0};
	struct mq_buf text = {0};
	struct mq_value value;

	if (field == MQ_NO_FIELD || mq_schema_distance(schema, record->kind, field) < 0 ||
	    schema->fields[field].expression || schema->fields[field].years_since != MQ_NO_FIELD) {
		no_field(reader, record->kind, node);
	} else if (node->type != MQ_NODE_SCALAR || mq_value_read(&schema->fields[field], node->text,
			node->len, &text, &value, &why) != MQ_OK) {
		refuse_fact(reader, node, &why);
	} else {
		record->facts[record->n_facts++] = (struct mq_record_value){field, mq_slice(
			mq_arena_strndup(&reader->policies->arena, value.text.data, value.text.len),
			value.text.len)};
	}
	mq_diag_release(&why);
	mq_buf_release(&text);
}

static void begin_record(struct policy_reader *reader, struct policy_record *record,
	mq_kind_id kind, mq_field_id link, const struct mq_node *node)
{
	*record = (struct policy_record){.kind = kind, .link = link,
		.facts = mq_arena_alloc(&reader->policies->arena,
			(node->n_children + 1) * sizeof(*record->facts))};
}

static void read_beside(struct policy_reader *reader, const struct mq_node *list, mq_kind_id kind,
	mq_field_id link, struct mq_policy_case *each)
{
	struct policy_record *records = mq_arena_alloc(&reader->policies->arena,
		(each->n_beside + list->n_children + 1) * sizeof(*records));

	for (size_t i = 0; i < each->n_beside; i++) {
		records[i] = each->beside[i];
	}
	for (const struct mq_node *node = list->first; node; node = node->next) {
		struct policy_record *record = &records[each->n_beside++];

		begin_record(reader, record, kind, link, node);
		for (const struct mq_node *fact = node->first; fact; fact = fact->next) {
			read_fact(reader, fact, record);
		}
	}
	each->beside = records;
}

static bool is_list_of_maps(struct policy_reader *reader, const struct mq_node *node)
{
	bool right = node->type == MQ_NODE_LIST;

	for (const struct mq_node *each = node->first; each && right; each = each->next) {
		right = each->type == MQ_NODE_MAP;
	}
	if (!right) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, true, reader->diag,
			_("'%s' is a list of facts: [{FIELD: VALUE, …}, …]"), node->key));
	}
	return right;
}

/* What stands under a key of a case that is not the field of the one judged. */
static bool read_more(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy_case *each)
{
	const struct mq_schema *schema = reader->policies->schema;
	mq_kind_id self = each->self.kind;
	bool is_with = strcmp(node->key, WITH) == 0;
	mq_kind_id kind = is_with ? kind_with(schema, self) : journal_called(schema, self, node->key);

	if (kind == MQ_NO_KIND) {
		return false;
	}
	if (is_list_of_maps(reader, node)) {
		read_beside(reader, node, kind,
			is_with ? MQ_NO_FIELD : link_to(schema, &schema->kinds[kind], self), each);
	}
	return true;
}

static void read_case(struct policy_reader *reader, const struct mq_node *node,
	const struct mq_policy *policy, struct mq_policy_case *each)
{
	int is = POLICY_NO;

	*each = (struct mq_policy_case){.node = node, .is = POLICY_NO, .on = reader->policies->on};
	if (node->type != MQ_NODE_MAP || !mq_node_get(node, "is")) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("a case is written {is: gap, FIELD: VALUE, …}")));
		return;
	}
	begin_record(reader, &each->self, policy->kind, MQ_NO_FIELD, node);
	each->on = policy_day(reader, node, "on", each->on);
	policy_fail(reader, mq_node_enum(reader->conf, mq_node_get(node, "is"), policy_state_ids,
		POLICY_STATE_LAST + 1, &is, reader->diag));
	each->is = (enum policy_state)is;
	for (const struct mq_node *fact = node->first; fact; fact = fact->next) {
		if (strcmp(fact->key, "is") != 0 && strcmp(fact->key, "on") != 0 &&
		    !read_more(reader, fact, each)) {
			read_fact(reader, fact, &each->self);
		}
	}
}

void policy_read_cases(struct policy_reader *reader, const struct mq_node *list,
	struct mq_policy *policy)
{
	struct mq_policy_case *cases;

	if (!list) {
		return;
	}
	cases = mq_arena_alloc(&reader->policies->arena, (list->n_children + 1) * sizeof(*cases));
	for (const struct mq_node *node = list->first; node; node = node->next) {
		read_case(reader, node, policy, &cases[policy->n_cases++]);
	}
	if (policy->n_cases == 0) {
		policy_fail(reader, mq_conf_fault(reader->conf, list, true, reader->diag,
			_("policy '%s' has no case"), policy->id));
	}
	policy->cases = cases;
}

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
