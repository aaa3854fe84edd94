#include "need.h"

#include <string.h>

/* The fields that needs are kept in: by their ids, each of the type that a step writes. */

/* Of what type a field has to be. */
static const enum mq_type types[MQ_NEED_FIELDS] = {
	[MQ_NEED_KEY] = MQ_TYPE_TEXT, [MQ_NEED_TIME] = MQ_TYPE_DATE, [MQ_NEED_KIND] = MQ_TYPE_CODE,
	[MQ_NEED_DETAIL] = MQ_TYPE_TEXT, [MQ_NEED_CHANNEL] = MQ_TYPE_CODE,
	[MQ_NEED_URGENCY] = MQ_TYPE_CODE, [MQ_NEED_LEVEL] = MQ_TYPE_CODE,
	[MQ_NEED_DESK] = MQ_TYPE_CODE, [MQ_NEED_STATE] = MQ_TYPE_CODE,
	[MQ_NEED_CONTACT] = MQ_TYPE_DATE, [MQ_NEED_DUE] = MQ_TYPE_DATE,
	[MQ_NEED_CLOSED] = MQ_TYPE_DATE, [MQ_NEED_RESULT] = MQ_TYPE_CODE,
	[MQ_NEED_SATISFACTION] = MQ_TYPE_CODE, [MQ_NEED_EXCEPTION] = MQ_TYPE_CODE,
	[MQ_NEED_SUPERVISION] = MQ_TYPE_CODE, [MQ_NEED_ESCALATIONS] = MQ_TYPE_INT,
	[MQ_NEED_HOLD_REASON] = MQ_TYPE_TEXT, [MQ_NEED_HELD_SINCE] = MQ_TYPE_DATE,
	[MQ_NEED_REOPENS] = MQ_TYPE_INT, [MQ_NEED_VISIT] = MQ_TYPE_TEXT,
	[MQ_NEED_FIRST_DUE] = MQ_TYPE_DATE, [MQ_NEED_FIRST_CLOSED] = MQ_TYPE_DATE,
	[MQ_NEED_FIRST_REOPENED] = MQ_TYPE_DATE,
};

/* Needs are led without: nothing but the figures of past months rests on them. */
static bool may_lack(size_t field)
{
	return field >= MQ_NEED_FIRST_DUE;
}

static enum mq_err refuse_field(struct mq_diag *diag, const char *fmt, const char *id)
{
	mq_diag_add(diag, MQ_ERR_NOT_FOUND, fmt, id);
	mq_diag_hint(diag, _("minqing-needs(5) tells which they must have"));
	return MQ_ERR_NOT_FOUND;
}

enum mq_err mq_need_find_fields(struct mq_need_rules *rules, struct mq_diag *diag)
{
	rules->kind = mq_schema_kind(rules->schema, "need");
	if (rules->kind == MQ_NO_KIND) {
		mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("the register keeps no needs"));
		mq_diag_hint(diag, _("minqing-needs(5) tells what it takes"));
		return MQ_ERR_NOT_FOUND;
	}
	for (size_t i = 0; i < MQ_NEED_FIELDS; i++) {
		const char *id = mq_need_field_id((enum mq_need_field)i);

		rules->fields[i] = mq_schema_field_exact(rules->schema, rules->kind, id,
			strlen(id));
		if (rules->fields[i] == MQ_NO_FIELD && may_lack(i)) {
			continue;
		}
		if (rules->fields[i] == MQ_NO_FIELD) {
			return refuse_field(diag, _("needs have no field '%s' here"), id);
		}
		if (rules->schema->fields[rules->fields[i]].type != types[i]) {
			return refuse_field(diag, _("the field '%s' of needs is of another type here"),
				id);
		}
	}
	return MQ_OK;
}

const struct mq_codes *mq_need_codes(const struct mq_need_rules *rules, enum mq_need_field field)
{
	return rules->schema->fields[rules->fields[field]].codes;
}
