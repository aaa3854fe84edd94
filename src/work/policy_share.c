#include "policy.h"

/*
 * What a policy costs: shares of so many yuan a month, each for who fits an expression. The first
 * that fits counts, so that they are written as a table of rates is read.
 */

static const struct mq_conf_row share_rows[] = {
	{"yuan", MQ_NODE_SCALAR, true},
	{"who", MQ_NODE_SCALAR, false},
};

/* A number of yuan, or a threshold that is one. */
static void check_yuan(struct policy_reader *reader, const struct mq_policy *policy,
	const struct mq_node *node)
{
	const struct mq_policy_threshold yuan = {.id = "yuan", .type = MQ_PARAM_DECIMAL};
	const struct mq_field field = policy_field(&yuan);
	const struct mq_policy_threshold *threshold;
	struct mq_buf text = {0};
	struct mq_value value;

	if (*node->text == '$') {
		threshold = policy_threshold(policy, node->text + 1);
		if (!threshold || threshold->type == MQ_PARAM_DATE) {
			policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
				_("'%s' is no number among the thresholds of this policy"), node->text));
		}
	} else if (mq_value_read(&field, node->text, node->len, &text, &value, NULL) != MQ_OK) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("'%s' is no number of yuan"), node->text));
	}
	mq_buf_release(&text);
}

static void read_share(struct policy_reader *reader, const struct mq_policy *policy,
	const struct mq_node *node, struct mq_policy_share *share)
{
	*share = (struct mq_policy_share){.yuan = "0"};
	if (node->type != MQ_NODE_MAP) {
		policy_fail(reader, mq_conf_fault(reader->conf, node, false, reader->diag,
			_("a share is written {yuan: NUMBER, who: EXPRESSION}")));
	} else if (policy_check(reader, node, share_rows, MQ_LENGTH(share_rows))) {
		share->yuan = policy_text(reader, node, "yuan");
		check_yuan(reader, policy, mq_node_get(node, "yuan"));
		share->who = policy_expression(reader, node, "who");
	}
}

void policy_read_shares(struct policy_reader *reader, const struct mq_node *list,
	struct mq_policy *policy)
{
	struct mq_policy_share *shares = mq_arena_alloc(&reader->policies->arena,
		((list ? list->n_children : 0) + 1) * sizeof(*shares));

	for (const struct mq_node *node = list ? list->first : NULL; node; node = node->next) {
		read_share(reader, policy, node, &shares[policy->n_shares++]);
	}
	policy->shares = shares;
}
