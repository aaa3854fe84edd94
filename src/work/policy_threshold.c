#include "policy.h"

#include <stdlib.h>
#include <string.h>

/*
 * Thresholds: numbers and days that a notice sets, each with the day it came into force. A
 * value holds until the day before the next one, or until `to` where the file tells it; a day
 * between the first and the last of them that has no value, or two, is a fault. A day of
 * everything that was looked up is kept as well, so that what nobody has looked at for more
 * than a year makes itself heard.
 */

static const struct mq_conf_row threshold_rows[] = {
	{"zh", MQ_NODE_SCALAR, true},
	{"en", MQ_NODE_SCALAR, true},
	{"type", MQ_NODE_SCALAR, false},
	{"unit", MQ_NODE_SCALAR, false},
	{"values", MQ_NODE_LIST, true},
};

static const struct mq_conf_row value_rows[] = {
	{"from", MQ_NODE_SCALAR, true},
	{"to", MQ_NODE_SCALAR, false},
	{"value", MQ_NODE_SCALAR, true},
	{"source", MQ_NODE_SCALAR, true},
	{"reviewed", MQ_NODE_SCALAR, true},
};

struct mq_field policy_field(const struct mq_policy_threshold *threshold)
{
	static const enum mq_type types[] = {
		[MQ_PARAM_INT] = MQ_TYPE_INT,
		[MQ_PARAM_DECIMAL] = MQ_TYPE_DECIMAL,
		[MQ_PARAM_DATE] = MQ_TYPE_DATE,
	};

	return (struct mq_field){.id = threshold->id, .zh = threshold->label.zh,
		.en = threshold->label.en, .type = types[threshold->type], .unit = threshold->unit,
		.years_since = MQ_NO_FIELD, .reading_of = MQ_NO_FIELD};
}

/* ---- one value ---- */

static const char *read_value(struct policy_reader *reader,
	const struct mq_policy_threshold *threshold, const struct mq_node *node)
{
	struct mq_field field = policy_field(threshold);
	struct mq_diag diag = {0};
	struct mq_buf text = {0};
	struct mq_value value;
	const char *kept = "";

	if (mq_value_read(&field, node->text, node->len, &text, &value, &diag) == MQ_OK) {
		kept = mq_arena_strndup(&reader->policies->arena, value.text.data, value.text.len);
	} else {
		policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("threshold '%s': %s"), threshold->id,
			diag.n_faults ? diag.faults[0].message : _("there is no value")));
	}
	mq_diag_release(&diag);
	mq_buf_release(&text);
	return kept;
}

static void read_one(struct policy_reader *reader, const struct mq_policy_threshold *threshold,
	const struct mq_node *node, struct mq_policy_value *value)
{
	*value = (struct mq_policy_value){.to = MQ_DAY_MAX, .text = "", .source = "", .node = node};
	if (node->type != MQ_NODE_MAP) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("a value is written {from: DAY, value: …, source: …, reviewed: DAY}")));
		return;
	}
	if (!policy_check(reader, node, value_rows, MQ_LENGTH(value_rows))) {
		return;
	}
	value->from = policy_day(reader, node, "from", 0);
	value->to = policy_day(reader, node, "to", MQ_DAY_MAX);
	value->text = read_value(reader, threshold, mq_node_get(node, "value"));
	value->source = policy_text(reader, node, "source");
	value->reviewed = policy_day(reader, node, "reviewed", 0);
}

/* ---- their days ---- */

static int by_from(const void *a, const void *b)
{
	const struct mq_policy_value *value_a = a;
	const struct mq_policy_value *value_b = b;

	return (value_a->from > value_b->from) - (value_a->from < value_b->from);
}

static void refuse_days(struct policy_reader *reader, const struct mq_policy_threshold *threshold,
	const struct mq_policy_value *value, const char *fmt, mq_day day, const char *hint)
{
	char text[16];
	char *message;

	mq_day_format(day, text);
	message = mq_format(fmt, threshold->id, text);
	policy_fail(reader, mq_conf_fault(reader->conf, value->node, false, reader->diag, "%s",
		message));
	mq_diag_hint(reader->diag, "%s", hint);
	free(message);
}

/* The end of a value that has none is the day before the next. */
static void put_in_order(struct policy_reader *reader, struct mq_policy_threshold *threshold,
	struct mq_policy_value *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_from);
	for (size_t i = 0; i < n; i++) {
		const struct mq_policy_value *next = i + 1 < n ? &values[i + 1] : NULL;

		if (values[i].to < values[i].from) {
			refuse_days(reader, threshold, &values[i],
				_("threshold '%s': a value ends before it begins, on %s"), values[i].to,
				_("`to` is the last day it is in force"));
		} else if (next && (next->from == values[i].from ||
		    (values[i].to != MQ_DAY_MAX && values[i].to >= next->from))) {
			refuse_days(reader, threshold, next,
				_("threshold '%s' has two values on %s"), next->from,
				_("end the one before on the day before, or leave its `to` out"));
		} else if (next && values[i].to != MQ_DAY_MAX && values[i].to + 1 < next->from) {
			refuse_days(reader, threshold, next,
				_("threshold '%s' has no value from %s on"), values[i].to + 1,
				_("a value without `to` holds until the next one"));
		}
		if (next && values[i].to == MQ_DAY_MAX) {
			values[i].to = next->from - 1;
		}
	}
}

static void read_values(struct policy_reader *reader, struct mq_policy_threshold *threshold,
	const struct mq_node *list)
{
	struct mq_policy_value *values = mq_arena_alloc(&reader->policies->arena,
		(list->n_children + 1) * sizeof(*values));
	enum mq_err before = reader->err;

	reader->err = MQ_OK;
	for (const struct mq_node *node = list->first; node; node = node->next) {
		read_one(reader, threshold, node, &values[threshold->n_values++]);
	}
	if (threshold->n_values == 0) {
		policy_fail(reader, mq_conf_fault(reader->conf, list, true, reader->diag,
			_("threshold '%s' has no value"), threshold->id));
	} else if (reader->err == MQ_OK) {
		put_in_order(reader, threshold, values, threshold->n_values);
	}
	threshold->values = values;
	reader->err = before == MQ_OK ? reader->err : before;
}

/* ---- a threshold ---- */

static enum mq_param_type read_type(struct policy_reader *reader, const struct mq_node *map)
{
	static const char *const names[] = {"decimal", "int", "date"};
	static const enum mq_param_type types[] = {MQ_PARAM_DECIMAL, MQ_PARAM_INT, MQ_PARAM_DATE};
	const struct mq_node *node = mq_node_get(map, "type");
	int at = 0;

	if (node) {
		policy_fail(reader, mq_node_enum(reader->conf, node, names, MQ_LENGTH(names), &at,
			reader->diag));
	}
	return types[at];
}

static void read_threshold(struct policy_reader *reader, const struct mq_node *node,
	struct mq_policy_threshold *threshold)
{
	const struct mq_node *unit = mq_node_get(node, "unit");

	*threshold = (struct mq_policy_threshold){.id = node->key, .type = MQ_PARAM_DECIMAL};
	if (!policy_check(reader, node, threshold_rows, MQ_LENGTH(threshold_rows))) {
		return;
	}
	threshold->label.zh = policy_text(reader, node, "zh");
	threshold->label.en = policy_text(reader, node, "en");
	threshold->type = read_type(reader, node);
	threshold->unit = unit ? unit->text : NULL;
	read_values(reader, threshold, mq_node_get(node, "values"));
}

void policy_read_thresholds(struct policy_reader *reader, const struct mq_node *map)
{
	struct mq_policies *policies = reader->policies;

	policies->thresholds = mq_arena_alloc(&policies->arena,
		((map ? map->n_children : 0) + 1) * sizeof(*policies->thresholds));
	for (const struct mq_node *node = map ? map->first : NULL; node; node = node->next) {
		read_threshold(reader, node, &policies->thresholds[policies->n_thresholds++]);
	}
}

/* ---- a day ---- */

const struct mq_policy_value *mq_policy_value(const struct mq_policy_threshold *threshold,
	mq_day today)
{
	for (size_t i = 0; i < threshold->n_values; i++) {
		if (threshold->values[i].from <= today && today <= threshold->values[i].to) {
			return &threshold->values[i];
		}
	}
	return NULL;
}

bool mq_policy_is_doubtful(const char *source)
{
	return strstr(source, "待查") != NULL;
}

bool mq_policy_wants_looking_up(const struct mq_policy *policy, mq_day today)
{
	bool wants = mq_policy_is_doubtful(policy->source);

	for (size_t i = 0; i < policy->n_thresholds && !wants; i++) {
		const struct mq_policy_value *value = mq_policy_value(policy->thresholds[i], today);

		wants = value && mq_policy_is_doubtful(value->source);
	}
	return wants;
}

const struct mq_policy_threshold *mq_policies_threshold(const struct mq_policies *policies,
	size_t i)
{
	return i < policies->n_thresholds ? &policies->thresholds[i] : NULL;
}

const struct mq_policy_threshold *mq_policy_lacking(const struct mq_policy *policy, mq_day today)
{
	for (size_t i = 0; i < policy->n_thresholds; i++) {
		if (!mq_policy_value(policy->thresholds[i], today)) {
			return policy->thresholds[i];
		}
	}
	return NULL;
}

static enum mq_err check_review(const struct mq_policies *policies, const struct mq_node *node,
	const char *what, mq_day reviewed, mq_day today, struct mq_diag *diag)
{
	const struct mq_node *day = mq_node_get(node, "reviewed");
	char text[16];

	if (today - reviewed <= MQ_POLICY_REVIEW_DAYS) {
		return MQ_OK;
	}
	mq_day_format(reviewed, text);
	mq_conf_fault(policies->conf, day, false, diag,
		_("%s was last looked up on %s, more than %d days ago"), what, text,
		MQ_POLICY_REVIEW_DAYS);
	mq_diag_hint(diag, _("hold it against its source, then set `reviewed` to the day"));
	return MQ_ERR_CONFIG;
}

/* What was in force once need not be looked up again. */
static enum mq_err check_threshold(const struct mq_policies *policies,
	const struct mq_policy_threshold *threshold, mq_day today, struct mq_diag *diag)
{
	const struct mq_policy_value *value = mq_policy_value(threshold, today);
	enum mq_err err = MQ_OK;
	char day[16];
	char *what;

	if (!value) {
		mq_day_format(today, day);
		mq_conf_fault(policies->conf,
			threshold->values[today < threshold->values[0].from ? 0 :
			threshold->n_values - 1].node, false, diag,
			_("threshold '%s' has no value on %s"), threshold->id, day);
		mq_diag_hint(diag, _("add the value that is in force now, with its source"));
		return MQ_ERR_CONFIG;
	}
	what = mq_format(_("threshold '%s'"), threshold->id);
	err = check_review(policies, value->node, what, value->reviewed, today, diag);
	free(what);
	return err;
}

enum mq_err mq_policies_check_days(const struct mq_policies *policies, mq_day today,
	struct mq_diag *diag)
{
	enum mq_err first = MQ_OK;

	for (size_t i = 0; i < policies->n_thresholds; i++) {
		enum mq_err err = check_threshold(policies, &policies->thresholds[i], today, diag);

		first = first == MQ_OK ? err : first;
	}
	for (size_t i = 0; i < policies->n_policies; i++) {
		const struct mq_policy *policy = &policies->policies[i];
		char *what = mq_format(_("policy '%s'"), policy->id);
		enum mq_err err = check_review(policies, policy->node, what, policy->reviewed, today,
			diag);

		first = first == MQ_OK ? err : first;
		free(what);
	}
	return first;
}
