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
	size_t weight = 0;

	while (weight < MQ_LENGTH(groups) && strcmp(groups[weight], group) != 0) {
		weight++;
	}
	return tag->type == MQ_TYPE_BOOL ? (enum mq_fact_weight)weight : MQ_FACT_NO_CHECK;
}

/* Those that hold a number of everybody's against all others in the committee, or look into it,
 * take 15 to 90 ms of 80,000 residents, every other one 10 at most: tests/bench/RESULTS.md. */
static bool is_slow(const struct mq_field *tag)
{
	static const char *const slow[] = {"sex_not_of_id", "id_shared", "phone_shared",
		"contact_is_self"};
	bool found = false;

	for (size_t i = 0; i < MQ_LENGTH(slow); i++) {
		found = found || strcmp(slow[i], tag->id) == 0;
	}
	return found;
}

bool mq_session_check(const struct mq_session *session, size_t i, struct mq_fact_check *check)
{
	for (size_t weight = 0; weight < MQ_LENGTH(groups); weight++) {
		for (size_t tag = 0; tag < session->schema->n_fields; tag++) {
			if (mq_session_check_weight(session, (mq_field_id)tag) != weight || i-- > 0) {
				continue;
			}
			*check = (struct mq_fact_check){
				.tag = &session->schema->fields[tag],
				.weight = (enum mq_fact_weight)weight,
				.slow = is_slow(&session->schema->fields[tag]),
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
