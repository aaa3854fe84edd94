#include "policy.h"

#include <string.h>

/*
 * The cases of a policy: facts about somebody, and what is to come of them.
 *
 *     - {is: gap, hukou_place: '310000', birth_date: 1950-01-01}
 *     - {is: over, on: 2026-08-01, dibao: true, with: [{birth_date: 2001-05-05}]}
 *     - {is: receives, visits: [{visit_time: 2026-02-20, visit_outcome: met}]}
 *
 * Here they are read, field by field as the schema has them; policy_test.c judges them.
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
