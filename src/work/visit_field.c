#include "visit_own.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/*
 * Fields as work needs them, by their ids; and as people call them within one kind, where
 * the kind's name need not be said again: "outcome" of a visit is visit_outcome.
 */

static const struct {
	const char *id;
	size_t offset;
	bool needed;
} rows[] = {
#define ROW(id, member, needed) {id, offsetof(struct visit_names, member), needed}
	ROW("visit_key", key, true), ROW("visit_time", day, true), ROW("visit_mode", mode, false),
	ROW("visit_outcome", outcome, true), ROW("visit_persons", persons, false),
	ROW("visit_staff", staff, true), ROW("visit_with", with, false),
	ROW("visit_confirmed", confirmed, false), ROW("fact_confirmed_on", confirmed_on, false),
	ROW("need_id", need_id, true), ROW("need_time", need_day, true),
	ROW("need_kind", need_kind, true), ROW("need_detail", need_detail, true),
	ROW("need_channel", need_channel, false), ROW("need_state", need_state, true),
	ROW("service_id", service_id, true), ROW("service_item", service_item, true),
	ROW("service_from", service_from, true), ROW("service_to", service_to, true),
	ROW("service_state", service_state, true), ROW("service_cycle", service_cycle, false),
	ROW("service_source", service_source, false),
	ROW("service_review", service_review, false),
	ROW("service_evidence", service_evidence, false),
	ROW("service_end_reason", service_reason, false),
	ROW("service_provider", service_provider, false),
	ROW("service_next", service_next, false), ROW("service_done", service_done, false),
#undef ROW
};

static const struct {
	const char *id;
	size_t offset;
} kinds[] = {
	{"resident", offsetof(struct visit_names, resident)},
	{"household", offsetof(struct visit_names, household)},
	{"visit", offsetof(struct visit_names, visit)},
	{"need", offsetof(struct visit_names, need)},
	{"service", offsetof(struct visit_names, service)},
};

mq_field_id visit_link(const struct mq_schema *schema, mq_kind_id kind, mq_kind_id to)
{
	const struct mq_kind *k = &schema->kinds[kind];

	for (size_t i = 0; i < k->n_links; i++) {
		if (schema->fields[k->links[i]].target == to) {
			return k->links[i];
		}
	}
	return MQ_NO_FIELD;
}

enum mq_err visit_names_find(const struct mq_schema *schema, struct visit_names *names,
	struct mq_diag *diag)
{
	for (size_t i = 0; i < MQ_LENGTH(kinds); i++) {
		mq_kind_id kind = mq_schema_kind(schema, kinds[i].id);

		if (kind == MQ_NO_KIND) {
			return mq_diag_add(diag, MQ_ERR_CONFIG,
				_("the register has no kind '%s', which visits need"), kinds[i].id);
		}
		*(mq_kind_id *)((char *)names + kinds[i].offset) = kind;
	}
	for (size_t i = 0; i < MQ_LENGTH(rows); i++) {
		mq_field_id field = mq_schema_field_exact(schema, MQ_NO_KIND, rows[i].id,
			strlen(rows[i].id));

		if (field == MQ_NO_FIELD && rows[i].needed) {
			return mq_diag_add(diag, MQ_ERR_CONFIG,
				_("the register has no field '%s', which visits need"), rows[i].id);
		}
		*(mq_field_id *)((char *)names + rows[i].offset) = field;
	}
	names->of_household = visit_link(schema, names->resident, names->household);
	return MQ_OK;
}

static mq_field_id own(const struct mq_schema *schema, mq_kind_id kind, mq_field_id field)
{
	return field != MQ_NO_FIELD && schema->fields[field].kind == kind ? field : MQ_NO_FIELD;
}

mq_field_id mq_work_field_exact(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	size_t len)
{
	char *longer = mq_format("%s_%.*s", schema->kinds[kind].id, (int)len, name);
	mq_field_id field = own(schema, kind, mq_schema_field_exact(schema, kind, name, len));

	if (field == MQ_NO_FIELD) {
		field = own(schema, kind, mq_schema_field_exact(schema, kind, longer, strlen(longer)));
	}
	free(longer);
	return field;
}

mq_field_id mq_work_field(const struct mq_schema *schema, mq_kind_id kind, const char *name,
	size_t len)
{
	char *longer = mq_format("%s_%.*s", schema->kinds[kind].id, (int)len, name);
	mq_field_id field = mq_work_field_exact(schema, kind, name, len);

	if (field == MQ_NO_FIELD) {
		field = own(schema, kind, mq_schema_field(schema, kind, name, len));
	}
	if (field == MQ_NO_FIELD) {
		field = own(schema, kind, mq_schema_field(schema, kind, longer, strlen(longer)));
	}
	free(longer);
	return field;
}
