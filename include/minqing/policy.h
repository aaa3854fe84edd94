/*
 * policy: who may have help, and who has it. A further door of work.
 *
 *     policy.c            policies by number and name
 *     policy_read.c       policies.yaml: desks, thresholds, policies
 *     policy_share.c      what a policy costs
 *     policy_threshold.c  thresholds: their days without gap or overlap; the value in force
 *     policy_text.c       a policy's lists as texts of the query language
 *     policy_gap.c        these lists answered: who, how many; what another threshold would do
 *     policy_case.c       the cases in the file; policy_test.c: judged in a register of their own
 *
 * A policy is two questions about a person or a household: is this one `eligible`, as far as
 * the register knows, and is this one `receiving` it. What a year's notice changes stands beside
 * them as thresholds with the days they are in force, and goes into the questions as `$name`.
 * What comes of it are lists to look into, never decisions: the desk decides.
 *
 * Everything here is true of one snapshot, one officer's universe and one day (struct mq_view).
 * The file is told in minqing-policies(5).
 */
#ifndef MINQING_POLICY_H
#define MINQING_POLICY_H

#include <minqing/answer.h>

/* ---- what the file says ---- */

/* A text in both languages; borrowed from the policies. */
struct mq_policy_words {
	const char *zh;
	const char *en;
};

const char *mq_policy_words(const struct mq_policy_words *words);	/* in that of messages */

/* How well founded a rule is. */
enum mq_policy_standing {
	MQ_POLICY_PUBLISHED,	/* restated from a public page */
	MQ_POLICY_GENERAL,	/* general knowledge: look it up before telling anybody */
	MQ_POLICY_LOCAL,	/* one place's practice: not everywhere */
	MQ_POLICY_STANDING_LAST = MQ_POLICY_LOCAL,
};

const char *mq_policy_standing_id(enum mq_policy_standing standing);
const char *mq_policy_standing_label(enum mq_policy_standing standing);

/* A threshold's value from one day to another, both within; MQ_DAY_MAX where none is told. */
struct mq_policy_value {
	mq_day from;
	mq_day to;
	const char *text;	/* canonical */
	const char *source;
	mq_day reviewed;	/* when somebody last held it against its source */
	const struct mq_node *node;
};

struct mq_policy_threshold {
	const char *id;
	struct mq_policy_words label;
	const char *unit;	/* or NULL */
	enum mq_param_type type;	/* INT, DECIMAL or DATE */
	const struct mq_policy_value *values;	/* by their days */
	size_t n_values;
};

/* An expression, and where it stands. */
struct mq_policy_expression {
	const char *text;
	struct mq_origin origin;
	const char *canonical;	/* NULL where a threshold stands in it, whose value has its days */
};

/* What somebody gets a month; the first share that fits counts. */
struct mq_policy_share {
	const char *yuan;	/* a number, or "$threshold" */
	struct mq_policy_expression who;	/* text NULL: everybody */
};

struct mq_policy_case;

struct mq_policy {
	const char *id;
	struct mq_policy_words label;
	mq_kind_id kind;
	struct mq_policy_words desk;
	struct mq_policy_words next;	/* what to do with who may have it */
	struct mq_policy_words amount;	/* in words; both NULL where not told */
	const char *source;
	int year;		/* of the source; 0: undated */
	enum mq_policy_standing standing;
	mq_day reviewed;
	struct mq_policy_expression eligible;
	struct mq_policy_expression receiving;
	bool once;		/* given and done with: nobody is asked whether they still fit */
	const struct mq_policy_threshold **thresholds;	/* those it uses */
	size_t n_thresholds;
	const struct mq_policy_share *shares;
	size_t n_shares;	/* 0: what it costs is not known */
	const struct mq_policy_case *cases;
	size_t n_cases;
	const struct mq_node *node;
};

struct mq_policies;

/*
 * Read dir/policies.yaml: everything in it is right for the schema (names, codes, expressions,
 * the days of thresholds, facts of cases), but for the age of reviews. Where there is no file there
 * are none. CONFIG with all faults. On MQ_OK the caller frees *policies; the schema outlives
 * them.
 */
enum mq_err mq_policies_read(const char *dir, const struct mq_schema *schema,
	struct mq_policies **policies, struct mq_diag *diag);
void mq_policies_free(struct mq_policies *policies);	/* NULL is fine */
size_t mq_policies_n(const struct mq_policies *policies);
const struct mq_policy *mq_policies_at(const struct mq_policies *policies, size_t i);
/* By id or label; NULL, with a fault (NOT_FOUND) that names the nearest. */
const struct mq_policy *mq_policies_find(const struct mq_policies *policies, const char *name,
	struct mq_diag *diag);

enum { MQ_POLICY_REVIEW_DAYS = 400 };

/* Are all reviews younger than MQ_POLICY_REVIEW_DAYS, and has every threshold a value today?
 * CONFIG, a fault for each. */
enum mq_err mq_policies_check_days(const struct mq_policies *policies, mq_day today,
	struct mq_diag *diag);
/* The value in force on a day; NULL where there is none. */
const struct mq_policy_value *mq_policy_value(const struct mq_policy_threshold *threshold,
	mq_day today);

/* The first of its thresholds that has no value on a day: its lists cannot be asked then. NULL: each
 * has one. */
const struct mq_policy_threshold *mq_policy_lacking(const struct mq_policy *policy, mq_day today);

/* Does a source say of itself that it is to be looked up (待查)? */
bool mq_policy_is_doubtful(const char *source);
/* Is what the policy rests on on a day so, its own source or a threshold's? */
bool mq_policy_wants_looking_up(const struct mq_policy *policy, mq_day today);
/* By number: thresholds; NULL past the last. */
const struct mq_policy_threshold *mq_policies_threshold(const struct mq_policies *policies,
	size_t i);

/* ---- lists ---- */

enum mq_policy_list {
	MQ_POLICY_ELIGIBLE,
	MQ_POLICY_RECEIVING,
	MQ_POLICY_GAP,		/* may qualify, and does not receive it */
	MQ_POLICY_OVER,		/* receives it, and no longer fits */
	MQ_POLICY_LIST_LAST = MQ_POLICY_OVER,
};

/* Another value for a threshold, tried. text is canonical. */
struct mq_policy_trial {
	const struct mq_policy_threshold *threshold;
	const char *text;
};

/*
 * Append a list's question, canonical, with the thresholds of the day in it; trial may be NULL.
 * Another kind than residents is named (from:household). CONFIG where a threshold has no
 * value on that day.
 */
enum mq_err mq_policy_text(const struct mq_policies *policies, const struct mq_policy *policy,
	enum mq_policy_list list, mq_day today, const struct mq_policy_trial *trial,
	struct mq_buf *out, struct mq_diag *diag);
/* The same, compiled. On MQ_OK the caller frees *query. */
enum mq_err mq_policy_query(const struct mq_policies *policies, const struct mq_policy *policy,
	enum mq_policy_list list, mq_day today, const struct mq_policy_trial *trial,
	struct mq_query **query, struct mq_diag *diag);

/* How many are on a policy's lists, and how many may be, were more known. */
struct mq_policy_counts {
	uint64_t gap;
	uint64_t gap_unknown;
	uint64_t over;		/* 0 where it is given once */
	uint64_t over_unknown;
	const struct mq_policy_threshold *lacking;	/* it has no value: all are 0, and nothing
							 * is known; or NULL */
};

/* Of those within a set of the policy's kind; NULL: of all. */
enum mq_err mq_policy_count(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_set *within, struct mq_policy_counts *counts,
	struct mq_diag *diag);
/* Of the gap alone, for about half the price. */
enum mq_err mq_policy_count_gap(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_set *within, struct mq_policy_counts *counts,
	struct mq_diag *diag);

/* ---- another threshold ---- */

/* How many there are, and how many may be, were more known. */
struct mq_policy_number {
	uint64_t hits;
	uint64_t unknown;
	struct mq_buf query;	/* who they are, canonical; owned */
};

struct mq_policy_whatif {
	struct mq_policy_number before, after;	/* who may qualify */
	struct mq_policy_number in, out;	/* newly so, no longer */
	struct mq_policy_number in_without;	/* of in, who does not receive it */
	struct mq_policy_number out_with;	/* of out, who does */
	bool costed;
	int64_t cost_before;		/* a month, × 10,000 yuan, if all who may qualify had it */
	int64_t cost_after;
	uint64_t uncosted_before;	/* who fits no share: what they have is in no sum */
	uint64_t uncosted;		/* … after */
};

/* Read what somebody wrote as the value of one of a policy's thresholds, "line=1700"; *text is
 * the caller's to free, trial->text is it. USAGE. */
enum mq_err mq_policy_trial_read(const struct mq_policy *policy, const char *assignment,
	struct mq_policy_trial *trial, char **text, struct mq_diag *diag);
/* What would come of it; nothing is changed. The caller releases whatif, whatever is returned. */
enum mq_err mq_policy_try(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct mq_view *view, const struct mq_policy_trial *trial,
	struct mq_policy_whatif *whatif, struct mq_diag *diag);
void mq_policy_whatif_release(struct mq_policy_whatif *whatif);

/* ---- the cases in the file ---- */

struct mq_policy_tested {
	size_t n;
	size_t n_failed;
};

/*
 * Judge the cases of the policy called name in config_dir, or of all where it is NULL, in a
 * register made for them in $TMPDIR with that configuration, and gone afterwards. Each that comes
 * out otherwise is a fault with its place (INPUT is returned then). CONFIG, NOT_FOUND; those of
 * making a register.
 */
enum mq_err mq_policies_test(const char *config_dir, const char *name,
	struct mq_policy_tested *tested, struct mq_diag *diag);

#endif
