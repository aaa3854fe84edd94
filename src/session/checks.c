#include "own.h"

#include <string.h>

/*
 * Checks: tags of config/checks.yaml that are true of who has facts that do not go together. The
 * group a tag is in makes it a check, and says how much it weighs; so a check of one's own is a
 * tag more in one of these groups, and nothing here has to know of it.
 */

/* The weightier first. */
static const char *const groups[] = {[MQ_FACT_WRONG] = "wrong", [MQ_FACT_DOUBTFUL] = "doubtful"};

enum mq_fact_weight mq_session_check_weight(const struct mq_session *session, mq_field_id field)
{
	const struct mq_field *tag = &session->schema->fields[field];
	const char *group = session->schema->groups[tag->group].id;
	size_t weight = tag->type == MQ_TYPE_BOOL ? 0 : MQ_FACT_NO_CHECK;

	while (weight < MQ_LENGTH(groups) && strcmp(groups[weight], group) != 0) {
		weight++;
	}
	return (enum mq_fact_weight)weight;
}

/*
 * Those that look at a number of everybody's take 10 to 90 ms of 80,000 residents, every other one
 * 3 at most: tests/bench/RESULTS.md. Some hold it against all others of the committee: of one
 * resident alone, too, that takes 10 ms, and all the others together take 0.2.
 */
static const struct {
	const char *tag;
	bool far;
} slow[] = {
	{"sex_not_of_id", false},
	{"id_shared", true},
	{"phone_shared", true},
	{"contact_is_self", false},
};

static size_t find_slow(const struct mq_field *tag)
{
	size_t i = 0;

	while (i < MQ_LENGTH(slow) && strcmp(slow[i].tag, tag->id) != 0) {
		i++;
	}
	return i;
}

bool mq_session_check_is_far(const struct mq_field *tag)
{
	size_t at = find_slow(tag);

	return at < MQ_LENGTH(slow) && slow[at].far;
}

bool mq_session_check_next(const struct mq_session *session, struct mq_fact_check *check)
{
	size_t weight = check->tag ? check->weight : 0;
	size_t tag = check->tag ? check->tag->number + 1u : 0;

	for (; weight < MQ_LENGTH(groups); weight++, tag = 0) {
		while (tag < session->schema->n_fields &&
				mq_session_check_weight(session, (mq_field_id)tag) != weight) {
			tag++;
		}
		if (tag < session->schema->n_fields) {
			*check = (struct mq_fact_check){
				.tag = &session->schema->fields[tag],
				.weight = (enum mq_fact_weight)weight,
				.slow = find_slow(&session->schema->fields[tag]) < MQ_LENGTH(slow),
				.far = mq_session_check_is_far(&session->schema->fields[tag]),
			};
			return true;
		}
	}
	return false;
}

/* "households.any(members.any(QUERY))": of a kind above residents those who are lived in by
 * such; of all others QUERY as it is, which residents answer for what points at them. */
static void write_within(const struct mq_schema *schema, mq_kind_id of, const char *within,
	struct mq_buf *out)
{
	mq_kind_id resident = mq_schema_kind(schema, "resident");
	mq_kind_id kind = resident;
	unsigned depth = 0;

	for (; kind != of && kind != MQ_NO_KIND; kind = mq_kind_above(schema, kind)) {
		depth++;
	}
	depth = kind == of ? depth : 0;
	for (unsigned left = depth; left > 0; left--) {
		kind = resident;
		for (unsigned up = 1; up < left; up++) {
			kind = mq_kind_above(schema, kind);
		}
		mq_buf_addf(out, "%s.any(", schema->kinds[kind].relation);
	}
	mq_buf_addf(out, depth > 0 ? "%s" : "(%s)", within);
	for (; depth > 0; depth--) {
		mq_buf_addc(out, ')');
	}
	mq_buf_addc(out, ' ');
}

void mq_session_check_text(const struct mq_session *session, const struct mq_fact_check *check,
	const char *within, bool unknown, struct mq_buf *out)
{
	const struct mq_schema *schema = session->schema;

	if (check->tag->kind != mq_schema_kind(schema, "resident")) {
		mq_buf_addf(out, "from:%s ", schema->kinds[check->tag->kind].id);
	}
	if (within && *within) {
		write_within(schema, check->tag->kind, within, out);
	}
	mq_buf_addf(out, "%s%s", check->tag->id, unknown ? ":?" : "");
}
