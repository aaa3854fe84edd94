#include <minqing/upcoming.h>

#include <stdlib.h>
#include <string.h>

#include <minqing/conf.h>
#include <minqing/work.h>

/*
 * upcoming.yaml: each rule's query is compiled when it is read, so that a wrong one is
 * told with its line before anybody waits for what it would have said.
 */

enum { AHEAD_DEFAULT = 90 };

static const struct mq_conf_row top_rows[] = {
	{"upcoming", MQ_NODE_MAP, true},
};

static const struct mq_conf_row rule_rows[] = {
	{"zh", MQ_NODE_SCALAR, false},
	{"en", MQ_NODE_SCALAR, false},
	{"of", MQ_NODE_SCALAR, false},
	{"watch", MQ_NODE_SCALAR, false},
	{"policy", MQ_NODE_SCALAR, false},
	{"when", MQ_NODE_SCALAR, false},
	{"ahead", MQ_NODE_SCALAR, false},
	{"quiet", MQ_NODE_SCALAR, false},
	{"next", MQ_NODE_SCALAR, false},
	{"next_en", MQ_NODE_SCALAR, false},
};

static const char *const whens[] = {"enters", "leaves"};

struct reading {
	const struct mq_conf *conf;
	const struct mq_schema *schema;
	const struct mq_policies *policies;
	struct mq_upcoming_rules *rules;
	mq_day today;
	size_t cap;
	struct mq_diag *diag;
};

static enum mq_err worse(enum mq_err first, enum mq_err err)
{
	return first == MQ_OK ? err : first;
}

static enum mq_err read_text(struct reading *reading, const struct mq_node *node,
	const char **text)
{
	enum mq_err err = mq_node_text(reading->conf, node, text, reading->diag);

	if (err == MQ_OK) {
		*text = mq_arena_strdup(&reading->rules->arena, *text);
	}
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

static enum mq_err read_days(struct reading *reading, const struct mq_node *node, unsigned *days)
{
	int64_t number = *days;
	enum mq_err err = mq_node_int(reading->conf, node, &number, reading->diag);

	if (err == MQ_OK && (number < 0 || number > MQ_TURNS_DAYS_MAX)) {
		err = mq_conf_fault(reading->conf, node, false, reading->diag,
			_("'%s' is a number of days, at most %d"), node->key, MQ_TURNS_DAYS_MAX);
	}
	if (err == MQ_OK) {
		*days = (unsigned)number;
	}
	return err == MQ_ERR_NOT_FOUND ? MQ_OK : err;
}

static enum mq_err read_kind(struct reading *reading, const struct mq_node *node,
	mq_kind_id *kind)
{
	const char *name = "resident";
	enum mq_err err = mq_node_text(reading->conf, node, &name, reading->diag);

	if (err != MQ_OK && err != MQ_ERR_NOT_FOUND) {
		return err;
	}
	*kind = mq_schema_kind(reading->schema, name);
	return *kind != MQ_NO_KIND ? MQ_OK : node ?
		mq_conf_fault(reading->conf, node, false, reading->diag,
			_("no kind is called '%s'"), name) :
		mq_diag_add(reading->diag, MQ_ERR_CONFIG, _("no kind is called '%s'"), name);
}

/* The query's own fault, at the place of the query in the file. */
static enum mq_err try_query(struct reading *reading, const struct mq_node *node,
	const struct mq_upcoming_rule *rule)
{
	struct mq_query *query;
	enum mq_err err = mq_work_query(reading->conf, node, reading->schema, rule->kind,
		reading->today, rule->watch, &query, reading->diag);

	mq_query_free(query);
	return err;
}

/* ---- of a policy ---- */

/* A policy's list as it is asked on a day; NULL where a threshold has no value then. */
static enum mq_err watch_on(const struct mq_policies *policies, const struct mq_policy *policy,
	bool leaves, mq_day day, struct mq_arena *arena, const char **query, struct mq_diag *diag)
{
	struct mq_buf text = {0};
	enum mq_err err = MQ_OK;

	*query = NULL;
	if (!mq_policy_lacking(policy, day)) {
		err = mq_policy_text(policies, policy, leaves ? MQ_POLICY_OVER : MQ_POLICY_GAP, day,
			NULL, &text, diag);
		*query = mq_arena_strndup(arena, text.len ? text.data : "", text.len);
	}
	mq_buf_release(&text);
	return err;
}

/* The first day after this one on which a value begins, or has ended; MQ_DAY_MAX: none does. */
static mq_day next_change(const struct mq_policy *policy, mq_day day)
{
	mq_day next = MQ_DAY_MAX;

	for (size_t i = 0; i < policy->n_thresholds; i++) {
		const struct mq_policy_threshold *threshold = policy->thresholds[i];

		for (size_t j = 0; j < threshold->n_values; j++) {
			const struct mq_policy_value *value = &threshold->values[j];

			if (value->from > day && value->from < next) {
				next = value->from;
			}
			if (value->to >= day && value->to < next - 1) {
				next = value->to + 1;
			}
		}
	}
	return next;
}

static enum mq_err watch_later(const struct mq_policies *policies, const struct mq_policy *policy,
	bool leaves, mq_day today, struct mq_arena *arena, struct mq_upcoming_rule *rule,
	struct mq_diag *diag)
{
	mq_day end = today + MQ_TURNS_DAYS_MAX;
	struct mq_upcoming_watch *later;
	enum mq_err err = MQ_OK;
	size_t n = 0;

	for (mq_day day = today; (day = next_change(policy, day)) <= end;) {
		n++;
	}
	later = mq_arena_alloc(arena, (n + 1) * sizeof(*later));
	for (mq_day day = today; err == MQ_OK && (day = next_change(policy, day)) <= end;) {
		later[rule->n_later].from = day;
		err = watch_on(policies, policy, leaves, day, arena, &later[rule->n_later++].query,
			diag);
	}
	rule->later = later;
	return err;
}

enum mq_err mq_upcoming_of_policy(const struct mq_policies *policies,
	const struct mq_policy *policy, bool leaves, mq_day today, struct mq_arena *arena,
	struct mq_upcoming_rule *rule, struct mq_diag *diag)
{
	enum mq_err err;

	*rule = (struct mq_upcoming_rule){
		.id = mq_arena_strdup(arena, policy->id), .kind = policy->kind,
		.zh = mq_arena_strdup(arena, policy->label.zh),
		.en = mq_arena_strdup(arena, policy->label.en ? policy->label.en : policy->label.zh),
		.policy = mq_arena_strdup(arena, policy->id), .over = leaves, .ahead_days = AHEAD_DEFAULT,
	};
	if (policy->next.zh) {
		rule->next.zh = mq_arena_strdup(arena, policy->next.zh);
		rule->next.en = mq_arena_strdup(arena, policy->next.en);
	}
	err = watch_on(policies, policy, leaves, today, arena, &rule->watch, diag);
	return err == MQ_OK ? watch_later(policies, policy, leaves, today, arena, rule, diag) : err;
}

/* What it is called, and what is to be done, are the policy's, unless the rule says so. */
static enum mq_err read_policy(struct reading *reading, const struct mq_node *node, bool leaves,
	struct mq_upcoming_rule *rule)
{
	const struct mq_policy *policy = NULL;
	struct mq_upcoming_rule of;
	struct mq_diag own = {0};
	const char *name;
	enum mq_err err = mq_node_text(reading->conf, node, &name, reading->diag);

	if (err != MQ_OK) {
		return err;
	}
	if (reading->policies) {
		policy = mq_policies_find(reading->policies, name, &own);
	}
	if (!policy) {
		mq_conf_fault(reading->conf, node, false, reading->diag, "%s",
			own.n_faults ? own.faults[0].message : _("there are no policies"));
		mq_diag_release(&own);
		return MQ_ERR_CONFIG;
	}
	err = mq_upcoming_of_policy(reading->policies, policy, leaves, reading->today,
		&reading->rules->arena, &of, reading->diag);
	rule->kind = of.kind;
	rule->watch = of.watch;
	rule->later = of.later;
	rule->n_later = of.n_later;
	rule->policy = of.policy;
	rule->over = of.over;
	rule->zh = rule->zh ? rule->zh : of.zh;
	rule->en = rule->en ? rule->en : of.en;
	rule->next = rule->next.zh ? rule->next : of.next;
	return err;
}

/* ---- rules ---- */

/* One of the two says whom it is about. */
static enum mq_err read_watch(struct reading *reading, const struct mq_node *node, bool leaves,
	struct mq_upcoming_rule *rule)
{
	const struct mq_node *watch = mq_node_get(node, "watch");
	const struct mq_node *policy = mq_node_get(node, "policy");
	enum mq_err err;

	if (!watch == !policy || (watch && !rule->zh)) {
		mq_conf_fault(reading->conf, node, true, reading->diag,
			_("'%s' wants zh and watch, or policy"), node->key);
		mq_diag_hint(reading->diag, _("watch: a query; policy: the name of one of policies.yaml"));
		return MQ_ERR_CONFIG;
	}
	if (policy) {
		return read_policy(reading, policy, leaves, rule);
	}
	rule->leaves = leaves;
	err = read_text(reading, watch, &rule->watch);
	err = worse(err, read_kind(reading, mq_node_get(node, "of"), &rule->kind));
	return err == MQ_OK ? try_query(reading, watch, rule) : err;
}

static enum mq_err read_rule(struct reading *reading, const struct mq_node *node,
	struct mq_upcoming_rule *rule)
{
	int when = 0;
	enum mq_err err = read_text(reading, mq_node_get(node, "zh"), &rule->zh);
	enum mq_err when_err = mq_node_enum(reading->conf, mq_node_get(node, "when"), whens,
		MQ_LENGTH(whens), &when, reading->diag);

	err = worse(err, read_text(reading, mq_node_get(node, "en"), &rule->en));
	err = worse(err, read_text(reading, mq_node_get(node, "next"), &rule->next.zh));
	err = worse(err, read_text(reading, mq_node_get(node, "next_en"), &rule->next.en));
	err = worse(err, read_days(reading, mq_node_get(node, "ahead"), &rule->ahead_days));
	err = worse(err, read_days(reading, mq_node_get(node, "quiet"), &rule->quiet_days));
	err = worse(err, when_err == MQ_ERR_NOT_FOUND ? MQ_OK : when_err);
	return err == MQ_OK ? read_watch(reading, node, when == 1, rule) : err;
}

static enum mq_err add_rule(struct reading *reading, const struct mq_node *node)
{
	struct mq_upcoming_rules *rules = reading->rules;
	struct mq_upcoming_rule rule = {.ahead_days = AHEAD_DEFAULT};
	enum mq_err err = mq_conf_check(reading->conf, node, rule_rows, MQ_LENGTH(rule_rows),
		reading->diag);

	if (err == MQ_OK) {
		rule.id = mq_arena_strdup(&rules->arena, node->key);
		err = read_rule(reading, node, &rule);
	}
	if (err == MQ_OK) {
		rule.en = rule.en ? rule.en : rule.zh;
		rule.next.en = rule.next.en ? rule.next.en : rule.next.zh;
		rules->rules = mq_grow(rules->rules, &reading->cap, rules->n + 1,
			sizeof(*rules->rules));
		rules->rules[rules->n++] = rule;
	}
	return err;
}

static enum mq_err read_rules(struct reading *reading)
{
	const struct mq_node *root = mq_conf_root(reading->conf);
	enum mq_err first = mq_conf_check(reading->conf, root, top_rows, MQ_LENGTH(top_rows),
		reading->diag);
	const struct mq_node *map = first == MQ_OK ? mq_node_get(root, "upcoming") : NULL;

	for (const struct mq_node *node = map ? map->first : NULL; node; node = node->next) {
		first = worse(first, add_rule(reading, node));
	}
	return first;
}

enum mq_err mq_upcoming_read(const char *dir, const struct mq_schema *schema,
	const struct mq_policies *policies, struct mq_upcoming_rules *rules, struct mq_diag *diag)
{
	struct reading reading = {
		.schema = schema, .policies = policies, .rules = rules, .diag = diag,
	};
	struct mq_conf *conf = NULL;
	enum mq_err err = mq_day_today(&reading.today, diag);

	*rules = (struct mq_upcoming_rules){0};
	if (err == MQ_OK) {
		err = mq_work_file(dir, "upcoming.yaml", &conf, diag);
	}
	if (err == MQ_OK && conf) {
		reading.conf = conf;
		err = read_rules(&reading);
	}
	mq_conf_free(conf);
	return err;
}

void mq_upcoming_rules_release(struct mq_upcoming_rules *rules)
{
	free(rules->rules);
	mq_arena_release(&rules->arena);
	*rules = (struct mq_upcoming_rules){0};
}

const struct mq_upcoming_rule *mq_upcoming_rule(const struct mq_upcoming_rules *rules,
	const char *id)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct mq_upcoming_rule *rule = &rules->rules[i];

		if (strcmp(rule->id, id) == 0 || strcmp(rule->zh, id) == 0 ||
		    strcmp(rule->en, id) == 0) {
			return rule;
		}
	}
	return NULL;
}

const char *mq_upcoming_label(const struct mq_upcoming_rule *rule)
{
	return mq_lang_is_chinese() ? rule->zh : rule->en;
}

const char *mq_upcoming_next(const struct mq_upcoming_rule *rule)
{
	const char *next = mq_policy_words(&rule->next);

	return next ? next : "";
}
