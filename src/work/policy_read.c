#include "policy.h"

#include <string.h>

#include <minqing/work.h>

/*
 * policies.yaml, read from its top down: desks, thresholds, then the policies that name
 * both. Everything that is wrong in it is told in one go; texts are borrowed from the
 * file's tree, which the policies keep, so that what is found later still has its place.
 */

static const struct mq_conf_row top_rows[] = {
	{"cases_on", MQ_NODE_SCALAR, true},
	{"desks", MQ_NODE_MAP, true},
	{"thresholds", MQ_NODE_MAP, false},
	{"policies", MQ_NODE_MAP, true},
};

static const struct mq_conf_row words_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, true},
};

static const struct mq_conf_row policy_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, true},
	{"kind", MQ_NODE_SCALAR, false},
	{"desk", MQ_NODE_SCALAR, true},
	{"next", MQ_NODE_MAP, true},
	{"amount", MQ_NODE_MAP, false},
	{"source", MQ_NODE_SCALAR, true},
	{"year", MQ_NODE_SCALAR, true},
	{"standing", MQ_NODE_SCALAR, true},
	{"reviewed", MQ_NODE_SCALAR, true},
	{"thresholds", MQ_NODE_LIST, false},
	{"eligible", MQ_NODE_SCALAR, true},
	{"receiving", MQ_NODE_SCALAR, true},
	{"once", MQ_NODE_SCALAR, false},
	{"monthly", MQ_NODE_LIST, false},
	{"cases", MQ_NODE_LIST, true},
};

/* ---- pieces ---- */

void policy_fail(struct policy_reader *reader, enum mq_err err)
{
	reader->err = reader->err == MQ_OK ? err : reader->err;
}

/* What stands there with nothing in it says as little as what is missing. */
const char *policy_text(struct policy_reader *reader, const struct mq_node *map, const char *key)
{
	const struct mq_node *node = mq_node_get(map, key);
	const char *text = "";

	if (node && mq_node_text(reader->conf, node, &text, reader->diag) != MQ_OK) {
		policy_fail(reader, MQ_ERR_CONFIG);
	} else if (node && !*text) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, true, reader->diag,
			_("'%s' says nothing"), key));
	}
	return text;
}

mq_day policy_day(struct policy_reader *reader, const struct mq_node *map, const char *key,
	mq_day otherwise)
{
	const struct mq_node *node = mq_node_get(map, key);
	mq_day day = otherwise;

	if (node) {
		policy_fail(reader, mq_node_day(reader->conf, node, &day, reader->diag));
	}
	return day;
}

bool policy_check(struct policy_reader *reader, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows)
{
	enum mq_err err = mq_conf_check(reader->conf, map, rows, n_rows, reader->diag);

	policy_fail(reader, err);
	return err == MQ_OK;
}

static struct mq_policy_words read_words(struct policy_reader *reader, const struct mq_node *map)
{
	if (!map || !policy_check(reader, map, words_rows, MQ_LENGTH(words_rows))) {
		return (struct mq_policy_words){NULL, NULL};
	}
	return (struct mq_policy_words){policy_text(reader, map, "zh"),
		policy_text(reader, map, "en")};
}

struct mq_policy_expression policy_expression(struct policy_reader *reader,
	const struct mq_node *map, const char *key)
{
	const struct mq_node *node = mq_node_get(map, key);

	if (!node) {
		return (struct mq_policy_expression){.text = NULL};
	}
	return (struct mq_policy_expression){.text = policy_text(reader, map, key),
		.origin = mq_origin_read(reader->conf, node, &reader->policies->arena)};
}

/* The keys of a map, for who names one of them. */
static const char **keys_of(struct policy_reader *reader, const struct mq_node *map)
{
	const char **keys = mq_arena_alloc(&reader->policies->arena,
		((map ? map->n_children : 0) + 1) * sizeof(*keys));
	size_t n = 0;

	for (const struct mq_node *node = map ? map->first : NULL; node; node = node->next) {
		keys[n++] = node->key;
	}
	return keys;
}

/* ---- what a policy names ---- */

static void read_desk(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	const struct mq_node *desks = mq_node_get(mq_conf_root(reader->conf), "desks");
	const struct mq_node *name = mq_node_get(node, "desk");
	const struct mq_node *desk = mq_node_get(desks, name->text);

	if (desk) {
		policy->desk = read_words(reader, desk);
		return;
	}
	policy_fail(reader, mq_conf_fault(reader->conf, name, false, reader->diag,
		_("no desk is called '%s'"), name->text));
	mq_diag_suggest(reader->diag, name->text, keys_of(reader, desks), desks->n_children);
}

static void read_kind(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	const struct mq_schema *schema = reader->policies->schema;
	const struct mq_node *name = mq_node_get(node, "kind");
	const char **ids;

	policy->kind = mq_schema_kind(schema, name ? name->text : "resident");
	if (policy->kind != MQ_NO_KIND) {
		return;
	}
	ids = mq_arena_alloc(&reader->policies->arena, (schema->n_kinds + 1) * sizeof(*ids));
	for (size_t i = 0; i < schema->n_kinds; i++) {
		ids[i] = schema->kinds[i].id;
	}
	policy_fail(reader, mq_conf_fault(reader->conf, name ? name : node, !name, reader->diag,
		_("no kind is called '%s'"), name ? name->text : "resident"));
	mq_diag_suggest(reader->diag, name ? name->text : "resident", ids, schema->n_kinds);
}

static const struct mq_policy_threshold *find_threshold(struct policy_reader *reader,
	const struct mq_node *name)
{
	const struct mq_policies *policies = reader->policies;

	for (size_t i = 0; i < policies->n_thresholds; i++) {
		if (strcmp(policies->thresholds[i].id, name->text) == 0) {
			return &policies->thresholds[i];
		}
	}
	policy_fail(reader, mq_conf_fault(reader->conf, name, false, reader->diag,
		_("no threshold is called '%s'"), name->text));
	mq_diag_suggest(reader->diag, name->text,
		keys_of(reader, mq_node_get(mq_conf_root(reader->conf), "thresholds")),
		policies->n_thresholds);
	return NULL;
}

static void read_used(struct policy_reader *reader, const struct mq_node *list,
	struct mq_policy *policy)
{
	if (list && list->n_children > MQ_PARAMS_MAX) {
		policy_fail(reader, mq_conf_fault(reader->conf, list, true, reader->diag,
			_("a policy has at most %d thresholds"), MQ_PARAMS_MAX));
		return;
	}
	policy->thresholds = mq_arena_alloc(&reader->policies->arena,
		((list ? list->n_children : 0) + 1) * sizeof(struct mq_policy_threshold *));
	for (const struct mq_node *node = list ? list->first : NULL; node; node = node->next) {
		const struct mq_policy_threshold *threshold = node->type == MQ_NODE_SCALAR ?
			find_threshold(reader, node) : NULL;

		if (threshold) {
			policy->thresholds[policy->n_thresholds++] = threshold;
		} else if (node->type != MQ_NODE_SCALAR) {
			policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
				_("a threshold is named here, and told under thresholds:")));
		}
	}
}

/* ---- a policy ---- */

static void read_standing(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	const char *ids[MQ_POLICY_STANDING_LAST + 1];
	int at = 0;

	for (size_t i = 0; i < MQ_LENGTH(ids); i++) {
		ids[i] = mq_policy_standing_id((enum mq_policy_standing)i);
	}
	policy_fail(reader, mq_node_enum(reader->conf, mq_node_get(node, "standing"), ids,
		MQ_LENGTH(ids), &at, reader->diag));
	policy->standing = (enum mq_policy_standing)at;
}

static void read_year(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	enum { FIRST = 1949, LAST = 9999 };
	const struct mq_node *year = mq_node_get(node, "year");
	int64_t number = FIRST;

	if (strcmp(year->text ? year->text : "", "undated") == 0) {
		return;
	}
	policy_fail(reader, mq_node_int(reader->conf, year, &number, reader->diag));
	if (number < FIRST || number > LAST) {
		policy_fail(reader, mq_conf_fault(reader->conf, year, false, reader->diag,
			_("'%s' is no year"), year->text));
		mq_diag_hint(reader->diag, _("write the year of the source, or undated"));
	}
	policy->year = (int)number;
}

static void read_words_of(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	policy->label = (struct mq_policy_words){policy_text(reader, node, "zh"),
		policy_text(reader, node, "en")};
	policy->next = read_words(reader, mq_node_get(node, "next"));
	policy->amount = read_words(reader, mq_node_get(node, "amount"));
	policy->source = policy_text(reader, node, "source");
	policy->reviewed = policy_day(reader, node, "reviewed", 0);
}

static void read_questions(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	const struct mq_node *once = mq_node_get(node, "once");

	policy->eligible = policy_expression(reader, node, "eligible");
	policy->receiving = policy_expression(reader, node, "receiving");
	if (once) {
		policy_fail(reader, mq_node_bool(reader->conf, once, &policy->once, reader->diag));
	}
	read_used(reader, mq_node_get(node, "thresholds"), policy);
	policy_read_shares(reader, mq_node_get(node, "monthly"), policy);
}

static void read_policy(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy *policy)
{
	enum mq_err before = reader->err;

	*policy = (struct mq_policy){.id = node->key, .node = node, .kind = MQ_NO_KIND};
	if (!policy_check(reader, node, policy_rows, MQ_LENGTH(policy_rows))) {
		return;
	}
	reader->err = MQ_OK;
	read_words_of(reader, node, policy);
	read_desk(reader, node, policy);
	read_kind(reader, node, policy);
	read_standing(reader, node, policy);
	read_year(reader, node, policy);
	read_questions(reader, node, policy);
	if (reader->err == MQ_OK) {
		policy_fail(reader, policy_settle_texts(reader->policies, policy, reader->diag));
	}
	if (policy->kind != MQ_NO_KIND) {
		policy_read_cases(reader, mq_node_get(node, "cases"), policy);
	}
	reader->err = before == MQ_OK ? reader->err : before;
}

/* ---- the file ---- */

static void read_top(struct policy_reader *reader)
{
	struct mq_policies *policies = reader->policies;
	const struct mq_node *root = mq_conf_root(reader->conf);
	const struct mq_node *map;

	if (!policy_check(reader, root, top_rows, MQ_LENGTH(top_rows))) {
		return;
	}
	policies->on = policy_day(reader, root, "cases_on", 0);
	policy_read_thresholds(reader, mq_node_get(root, "thresholds"));
	map = mq_node_get(root, "policies");
	policies->policies = mq_arena_alloc(&policies->arena,
		(map->n_children + 1) * sizeof(*policies->policies));
	for (const struct mq_node *node = map->first; node; node = node->next) {
		read_policy(reader, node, &policies->policies[policies->n_policies++]);
	}
}

enum mq_err mq_policies_read(const char *dir, const struct mq_schema *schema,
	struct mq_policies **out, struct mq_diag *diag)
{
	struct mq_policies *policies = mq_alloc(sizeof(*policies));
	enum mq_err err = mq_work_file(dir, "policies.yaml", &policies->conf, diag);

	policies->schema = schema;
	if (err == MQ_OK && policies->conf) {
		struct policy_reader reader = {policies, policies->conf, diag, MQ_OK};

		read_top(&reader);
		err = reader.err;
	}
	if (err != MQ_OK) {
		mq_policies_free(policies);
		policies = NULL;
	}
	*out = policies;
	return err;
}
