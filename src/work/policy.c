#include "policy.h"

#include <stdlib.h>
#include <string.h>

/* Policies that were read: how many, which, what they are called. */

static const struct {
	const char *id;
	const char *label;
} standings[] = {
	[MQ_POLICY_PUBLISHED] = {"published", N_("from a public page")},
	[MQ_POLICY_GENERAL] = {"general", N_("general knowledge: look it up first")},
	[MQ_POLICY_LOCAL] = {"local", N_("one place's practice: ask whether it is yours")},
};

const char *mq_policy_words(const struct mq_policy_words *words)
{
	return mq_lang_is_chinese() ? words->zh : words->en;
}

const char *mq_policy_standing_id(enum mq_policy_standing standing)
{
	return standings[standing].id;
}

const char *mq_policy_standing_label(enum mq_policy_standing standing)
{
	return _(standings[standing].label);
}

void mq_policies_free(struct mq_policies *policies)
{
	if (policies) {
		mq_conf_free(policies->conf);
		mq_arena_release(&policies->arena);
		free(policies);
	}
}

size_t mq_policies_n(const struct mq_policies *policies)
{
	return policies->n_policies;
}

const struct mq_policy *mq_policies_at(const struct mq_policies *policies, size_t i)
{
	return &policies->policies[i];
}

const struct mq_policy *mq_policies_find(const struct mq_policies *policies, const char *name,
	struct mq_diag *diag)
{
	const char **names = mq_alloc((policies->n_policies + 1) * sizeof(*names));
	const struct mq_policy *found = NULL;

	for (size_t i = 0; i < policies->n_policies && !found; i++) {
		const struct mq_policy *policy = &policies->policies[i];

		names[i] = policy->id;
		if (strcmp(policy->id, name) == 0 || strcmp(policy->label.zh, name) == 0 ||
		    strcmp(policy->label.en, name) == 0) {
			found = policy;
		}
	}
	if (!found) {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("there is no policy called '%s'"), name);
		if (!mq_diag_suggest(diag, name, names, policies->n_policies)) {
			mq_diag_hint(diag, "%s", _("`minqing policy list` lists them"));
		}
	}
	free(names);
	return found;
}
