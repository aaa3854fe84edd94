/*
 * upcoming: what the days to come bring. A door of work.
 *
 *     upcoming_rules.c   what is watched for: upcoming.yaml
 *     upcoming_turns.c   whom it comes to, on which day
 *     upcoming.c         … and what is told of it: what was dismissed is left out
 *
 * A rule is a query and a direction. What it tells is worked out whenever somebody looks
 * (mq_query_turns); nothing is stored but what was dismissed, as a record of the kind
 * `alert`, with its own history like every other.
 */
#ifndef MINQING_UPCOMING_H
#define MINQING_UPCOMING_H

#include <minqing/answer.h>
#include <minqing/policy.h>

/* What is watched from a day on. */
struct mq_upcoming_watch {
	mq_day from;
	const char *query;	/* NULL: a threshold has no value, nobody fits */
};

struct mq_upcoming_rule {
	const char *id;
	const char *zh;
	const char *en;
	mq_kind_id kind;	/* whose records are watched */
	const char *watch;	/* today; of a policy its gap, or who no longer fits; NULL: one of its
				 * thresholds has no value */
	const struct mq_upcoming_watch *later;	/* of a policy: by the days on which one of its
						 * thresholds changes */
	size_t n_later;
	const char *policy;	/* its id; NULL: it is of none */
	bool over;		/* of a policy: whom it no longer fits, else its gap */
	bool leaves;		/* told when it is no longer so, else when it comes to be */
	unsigned ahead_days;	/* from so many days before */
	unsigned quiet_days;	/* a second day so near is the same one */
	struct mq_policy_words next;	/* what is to be done; NULL both: it is not told */
};

/* All texts are owned by it. */
struct mq_upcoming_rules {
	struct mq_upcoming_rule *rules;	/* in the order of the file */
	size_t n;
	struct mq_arena arena;
};

/* Read dir/upcoming.yaml, every query tried, with the policies that it names (NULL: there are
 * none) as they are today; no file has no rules. CONFIG with all faults. Released by the
 * caller, whatever is returned. */
enum mq_err mq_upcoming_read(const char *dir, const struct mq_schema *schema,
	const struct mq_policies *policies, struct mq_upcoming_rules *rules, struct mq_diag *diag);
/* A rule of a policy: who comes to be in its gap, or, where leaves is set, who comes to have
 * it and no longer fit, with the thresholds of each day as far as rules can look ahead. Texts are in
 * the arena. CONFIG as mq_policy_text, but for a threshold without a value. */
enum mq_err mq_upcoming_of_policy(const struct mq_policies *policies,
	const struct mq_policy *policy, bool leaves, mq_day today, struct mq_arena *arena,
	struct mq_upcoming_rule *rule, struct mq_diag *diag);
void mq_upcoming_rules_release(struct mq_upcoming_rules *rules);
const struct mq_upcoming_rule *mq_upcoming_rule(const struct mq_upcoming_rules *rules,
	const char *id);	/* by id or label, or NULL */
const char *mq_upcoming_label(const struct mq_upcoming_rule *rule);
const char *mq_upcoming_next(const struct mq_upcoming_rule *rule);	/* "" where it is not told */

/* Something that comes to a record. */
struct mq_coming {
	const struct mq_upcoming_rule *rule;	/* borrowed from the rules */
	mq_day day;
	mq_record_id id;
	bool leaves;
};

struct mq_comings {
	struct mq_coming *comings;	/* by day, then in the order of rules, then by id */
	size_t n;
	size_t cap;
};

/*
 * What comes in the n_days days after view->today (0: as many as each rule says) to whom view has;
 * but what was dismissed, and what is
 * within quiet_days of something told. Released by the caller, whatever is returned.
 */
enum mq_err mq_upcoming_find(const struct mq_view *view, const struct mq_upcoming_rules *rules,
	unsigned n_days, struct mq_comings *comings, struct mq_diag *diag);
/* The same by one rule, or by a query of one's own as a rule, in both directions where
 * both is set; nothing is left out. */
enum mq_err mq_upcoming_find_rule(const struct mq_view *view,
	const struct mq_upcoming_rule *rule, unsigned n_days, bool both, struct mq_comings *comings,
	struct mq_diag *diag);
void mq_comings_release(struct mq_comings *comings);

/* The record that says it was dismissed: fields of kind `alert`, canonical, in the arena. Where a
 * schema has no such kind it cannot be (CONFIG). */
struct mq_alert {
	mq_kind_id kind;
	struct mq_record_value *values;
	size_t n_values;
};

/* What was done, and by whom. */
struct mq_alert_words {
	const char *reason;
	const char *by;
};

enum mq_err mq_upcoming_alert(const struct mq_view *view, const struct mq_coming *coming,
	const struct mq_alert_words *words, struct mq_arena *arena, struct mq_alert *alert,
	struct mq_diag *diag);

#endif
