#include "visit_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Who is meant. A sitting is of one household: within it a name is enough, and a number
 * that stands before the name on its sheet of paper.
 */

mq_record_id mq_visit_household(const struct mq_view *view, struct mq_whom whom)
{
	mq_kind_id household = mq_schema_kind(view->schema, "household");
	mq_field_id link;
	struct mq_slice text;

	if (whom.kind == household) {
		return whom.id;
	}
	link = visit_link(view->schema, whom.kind, household);
	text = stored(view, whom.kind, whom.id, link);
	return text.data ? (mq_record_id)mq_value_number(&view->schema->fields[link], text) :
		MQ_NO_RECORD;
}

size_t mq_visit_members(const struct mq_view *view, mq_record_id household, mq_record_id *ids,
	size_t n_ids)
{
	mq_kind_id resident = mq_schema_kind(view->schema, "resident");
	mq_field_id link = visit_link(view->schema, resident,
		mq_schema_kind(view->schema, "household"));

	return household == MQ_NO_RECORD || link == MQ_NO_FIELD ? 0 :
		mq_query_linked(view, link, household, 0, ids, n_ids);
}

size_t people_at_home(const struct mq_view *view, struct mq_whom whom, mq_record_id *ids)
{
	size_t n = mq_visit_members(view, mq_visit_household(view, whom), ids, MQ_VISIT_MEMBERS_MAX);

	if (n == 0 && whom.kind == mq_schema_kind(view->schema, "resident")) {
		ids[n++] = whom.id;
	}
	return n;
}

static bool is_called(struct mq_slice text, struct mq_slice name)
{
	struct mq_buf a = {0};
	struct mq_buf b = {0};
	bool is;

	if (!text.data || mq_utf8_check(name.data, name.len) != name.len) {
		return false;
	}
	mq_utf8_fold(&a, text.data, text.len);
	mq_utf8_fold(&b, name.data, name.len);
	is = a.len == b.len && a.len > 0 && memcmp(a.data, b.data, a.len) == 0;
	mq_buf_release(&a);
	mq_buf_release(&b);
	return is;
}

/* "2" is the second of them; 0 where it is no such number. */
static size_t ordinal(struct mq_slice name)
{
	const char *digits = name.data;
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		if (name.len > 2 || digits[i] < '0' || digits[i] > '9') {
			return 0;
		}
		n = n * 10 + (size_t)(digits[i] - '0');
	}
	return n;
}

static void hint_members(const struct mq_view *view, const mq_record_id *ids, size_t n,
	struct mq_diag *diag)
{
	struct mq_arena arena = {0};
	struct mq_buf text = {0};

	for (size_t i = 0; i < n; i++) {
		mq_buf_addf(&text, "%s%s", i ? "; " : "", person_line(view, ids[i], &arena));
	}
	mq_diag_hint(diag, "%s", text.data ? text.data : "");
	mq_buf_release(&text);
	mq_arena_release(&arena);
}

/* Those of them who are called so, or the one whose key it is. */
static size_t find_called(const struct mq_view *view, const mq_record_id *ids, size_t n,
	struct mq_slice name, mq_record_id *fits)
{
	mq_kind_id resident = mq_schema_kind(view->schema, "resident");
	const struct mq_kind *kind = &view->schema->kinds[resident];
	mq_field_id key = kind->n_key ? kind->key[0] : MQ_NO_FIELD;
	size_t number = ordinal(name);
	size_t n_fits = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_called(stored(view, resident, ids[i], key), name)) {
			fits[0] = ids[i];
			return 1;
		}
		if (i + 1 == number ||
		    is_called(stored(view, resident, ids[i], mq_kind_title(kind)), name)) {
			fits[n_fits++] = ids[i];
		}
	}
	return n_fits;
}

enum mq_err member_said(const struct mq_view *view, struct mq_whom whom, struct mq_slice name,
	mq_record_id *id, struct mq_diag *diag)
{
	mq_record_id ids[MQ_VISIT_MEMBERS_MAX];
	mq_record_id fits[MQ_VISIT_MEMBERS_MAX];
	size_t n = people_at_home(view, whom, ids);
	size_t n_fits = find_called(view, ids, n, name, fits);

	if (n_fits == 1) {
		*id = fits[0];
		return MQ_OK;
	}
	mq_diag_add(diag, MQ_ERR_INPUT, n_fits ? _("%zu of the household are called '%.*s'") :
		_("%zu of the household, and nobody is called '%.*s'"), n_fits ? n_fits : n,
		(int)(name.len < 60 ? name.len : 60), (const char *)name.data);
	hint_members(view, n_fits ? fits : ids, n_fits ? n_fits : n, diag);
	return MQ_ERR_INPUT;
}
