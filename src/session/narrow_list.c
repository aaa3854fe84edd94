#include "own.h"

#include <string.h>

#include "narrow.h"

/*
 * Several values of one field as one condition: `field:{a b}`, and `-field:{a b}` for
 * those left out. Read from the conjuncts of a query however they are put, changed by one
 * value, and written again with labels where these mean the same.
 */

/* A list is its canonical values, each ended by NUL. */
static bool list_has(const struct mq_buf *list, const char *value)
{
	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		if (strcmp(list->data + at, value) == 0) {
			return true;
		}
	}
	return false;
}

static void list_add(struct mq_buf *list, const char *value)
{
	if (!list_has(list, value)) {
		mq_buf_add(list, value, strlen(value) + 1);
	}
}

static void list_add_all(struct mq_buf *list, const struct mq_buf *more)
{
	for (size_t at = 0; at < more->len; at += strlen(more->data + at) + 1) {
		list_add(list, more->data + at);
	}
}

static bool is_unknown(const char *value)
{
	return strcmp(value, "?") == 0;
}

/* Any known value says nothing beside one of them. */
static void list_beside(const struct mq_buf *list, const char *value, struct mq_buf *out)
{
	bool any = strcmp(value, "*") == 0;

	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		const char *other = list->data + at;

		if (is_unknown(other) || is_unknown(value) || (!any && strcmp(other, "*") != 0)) {
			list_add(out, other);
		}
	}
	list_add(out, value);
}

/* As it was, without value. */
static void list_without(const struct mq_buf *list, const char *value, struct mq_buf *out)
{
	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		if (strcmp(list->data + at, value) != 0) {
			list_add(out, list->data + at);
		}
	}
}

static bool has_several(const struct mq_buf *list)
{
	return list->len > 0 && strlen(list->data) + 1 < list->len;
}

/* Who is not `yes` is `no` as well as left out. */
static bool is_no(const struct mq_field *field, const struct mq_buf *list, bool negated)
{
	return field->type == MQ_TYPE_BOOL && negated && list->len == sizeof("true")
		&& strcmp(list->data, "true") == 0;
}

/* The values that the conjuncts about a field ask for, or leave out. */
static void gather(const struct mq_query *query, const struct mq_field *field, bool excluded,
	struct mq_buf *out)
{
	struct mq_buf list = {0};
	bool negated;

	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		mq_buf_clear(&list);
		if (mq_query_conjunct_field(query, i) != field->number ||
		    !mq_query_conjunct_list(query, i, &negated, &list)) {
			continue;
		}
		if (!excluded && is_no(field, &list, negated)) {
			list_add(out, "false");
		} else if (negated == excluded) {
			list_add_all(out, &list);
		}
	}
	mq_buf_release(&list);
}

/* A facet's value as a list of one, from what its condition means. */
static void list_of(const struct mq_session *session, const struct mq_field *field,
	const struct mq_buf *meaning, struct mq_buf *out)
{
	struct mq_query *query = NULL;

	if (meaning->len > 0 && mq_query_new(session->schema, mq_session_kind(session),
			session->today, MQ_QUERY_WHOLE, meaning->data, meaning->len, &query, NULL)
			== MQ_OK) {
		gather(query, field, false, out);
	}
	mq_query_free(query);
}

/* ---- writing ---- */

static const char *label_of(const struct mq_field *field, const char *value)
{
	for (size_t i = 0; field->codes && i < field->codes->n_codes; i++) {
		if (strcmp(field->codes->codes[i].id, value) == 0) {
			return mq_code_label(&field->codes->codes[i]);
		}
	}
	return value;
}

static void write(const struct mq_field *field, const struct mq_buf *list, bool labels,
	bool excluded, struct mq_buf *out)
{
	bool several = has_several(list);
	bool text = field->type == MQ_TYPE_TEXT || field->type == MQ_TYPE_REF;

	mq_buf_addf(out, "%s%s%s%s", excluded ? "-" : "", labels ? mq_field_label(field) : field->id,
		text && !is_unknown(list->data) ? "=" : ":", several ? "{" : "");
	for (size_t at = 0; at < list->len; at += strlen(list->data + at) + 1) {
		mq_buf_addf(out, "%s%s", at ? " " : "", labels ? label_of(field, list->data + at)
			: list->data + at);
	}
	mq_buf_adds(out, several ? "}" : "");
}

static void write_best(const struct mq_session *session, const struct mq_field *field,
	const struct mq_buf *list, bool excluded, struct mq_buf *text, struct mq_buf *meaning)
{
	struct mq_buf labels = {0};

	if (list->len == 0) {
		return;
	}
	write(field, list, false, excluded, text);
	write(field, list, true, excluded, &labels);
	mq_narrow_prefer(session, &labels, text, meaning);
	mq_buf_release(&labels);
}

/* ---- the door ---- */

static void toggle(const struct mq_buf *list, const char *value, struct mq_buf *out)
{
	if (list_has(list, value)) {
		list_without(list, value, out);
	} else {
		list_beside(list, value, out);
	}
}

bool mq_narrow_list(const struct mq_session *session, const struct mq_query *query,
	const struct mq_field *field, bool exclude, struct mq_buf *text, struct mq_buf *meaning)
{
	struct mq_buf own = {0};
	struct mq_buf chosen = {0};
	struct mq_buf excluded = {0};
	struct mq_buf list = {0};
	bool negated = false;

	list_of(session, field, meaning, &own);
	if (own.len == 0) {
		return false;
	}
	gather(query, field, false, &chosen);
	gather(query, field, true, &excluded);
	if (!exclude) {
		toggle(&chosen, own.data, &list);
	} else if (has_several(&chosen) && list_has(&chosen, own.data)) {
		list_without(&chosen, own.data, &list);
	} else {
		toggle(&excluded, own.data, &list);
		negated = true;
	}
	mq_buf_clear(text);
	mq_buf_clear(meaning);
	write_best(session, field, &list, negated, text, meaning);
	mq_buf_release(&own);
	mq_buf_release(&chosen);
	mq_buf_release(&excluded);
	mq_buf_release(&list);
	return true;
}

void mq_narrow_mark(const struct mq_session *session, const struct mq_field *field,
	const struct mq_buf *meaning, struct mq_facet_value *value)
{
	struct mq_buf own = {0};
	struct mq_buf chosen = {0};
	struct mq_buf excluded = {0};

	list_of(session, field, meaning, &own);
	gather(session->query, field, false, &chosen);
	gather(session->query, field, true, &excluded);
	value->chosen = mq_narrow_holds(session->query, meaning) ||
		(own.len > 0 && list_has(&chosen, own.data));
	value->excluded = own.len > 0 && list_has(&excluded, own.data);
	mq_buf_release(&own);
	mq_buf_release(&chosen);
	mq_buf_release(&excluded);
}
