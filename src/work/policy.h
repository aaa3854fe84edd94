/* What the files of policies share. */
#ifndef MINQING_WORK_POLICY_H
#define MINQING_WORK_POLICY_H

#include <minqing/conf.h>
#include <minqing/policy.h>

struct mq_policies {
	const struct mq_schema *schema;	/* borrowed */
	struct mq_conf *conf;		/* NULL: no file */
	struct mq_arena arena;
	struct mq_policy_threshold *thresholds;
	size_t n_thresholds;
	struct mq_policy *policies;
	size_t n_policies;
	mq_day on;			/* when cases are judged that do not say */
};

/* What is to come of a case. */
enum policy_state {
	POLICY_GAP,		/* may qualify, and does not receive it */
	POLICY_RECEIVES,	/* may qualify, and does */
	POLICY_OVER,		/* receives it, and no longer fits */
	POLICY_MISSING,		/* facts are missing */
	POLICY_NO,
	POLICY_STATE_LAST = POLICY_NO,
};

extern const char *const policy_state_ids[];

/* Some facts about one record. */
struct policy_record {
	mq_kind_id kind;
	mq_field_id link;		/* a journal's: by which it is about the one judged */
	struct mq_record_value *facts;	/* of its own kind and of those above it */
	size_t n_facts;
};

struct mq_policy_case {
	const struct mq_node *node;
	enum policy_state is;
	mq_day on;
	struct policy_record self;
	struct policy_record *beside;	/* who lives there too, and what is in journals */
	size_t n_beside;
};

/* What reading goes through. The first error stays. */
struct policy_reader {
	struct mq_policies *policies;
	const struct mq_conf *conf;
	struct mq_diag *diag;
	enum mq_err err;
};

/* Remember an error, unless there was one. */
void policy_fail(struct policy_reader *reader, enum mq_err err);
/* A text there has to be; "" where there is none, with the fault. */
const char *policy_text(struct policy_reader *reader, const struct mq_node *map, const char *key);
mq_day policy_day(struct policy_reader *reader, const struct mq_node *map, const char *key,
	mq_day otherwise);
/* Its text NULL where there is none. */
struct mq_policy_expression policy_expression(struct policy_reader *reader,
	const struct mq_node *map, const char *key);
bool policy_check(struct policy_reader *reader, const struct mq_node *map,
	const struct mq_conf_row *rows, size_t n_rows);

/* ---- policy_threshold.c ---- */

void policy_read_thresholds(struct policy_reader *reader, const struct mq_node *map);
/* What a threshold's values are read and shown as; borrowed texts of it. */
struct mq_field policy_field(const struct mq_policy_threshold *threshold);

/* ---- policy_share.c ---- */

void policy_read_shares(struct policy_reader *reader, const struct mq_node *list,
	struct mq_policy *policy);

/* ---- policy_text.c ---- */

/* Do its expressions compile? What is the same on every day is printed once for all. */
enum mq_err policy_settle_texts(struct mq_policies *policies, struct mq_policy *policy,
	struct mq_diag *diag);
/* An expression with the values of the day, or one of them tried (trial may be NULL). One without
 * a text is of everybody. */
struct policy_side {
	const struct mq_policy_expression *expression;
	const struct mq_policy_trial *trial;
	bool not;		/* of everybody else; never the first side */
};

/* Who is on all of the sides. */
enum mq_err policy_sides_query(const struct mq_policies *policies, const struct mq_policy *policy,
	const struct policy_side *sides, size_t n_sides, mq_day today, struct mq_query **query,
	struct mq_diag *diag);
/* The value of a threshold on a day, or the one that is tried; NULL where there is none. */
const char *policy_value_text(const struct mq_policy_threshold *threshold, mq_day today,
	const struct mq_policy_trial *trial);
/* The one of its thresholds that is called so (without the $), or NULL. */
const struct mq_policy_threshold *policy_threshold(const struct mq_policy *policy,
	const char *name);

/* ---- policy_case.c ---- */

void policy_read_cases(struct policy_reader *reader, const struct mq_node *list,
	struct mq_policy *policy);

#endif
