#include "own.h"

#include <string.h>

/*
 * How the condition at the cursor was read. A bare word may be a tag, a code, or a text
 * that is looked for in several fields, and a field's name may have been found by its
 * pinyin: this says which it was. Where a text was found is told of one record.
 */

/* The condition the cursor stands in or behind; n where it stands before all. */
static size_t condition_at(const struct mq_query *query, size_t cursor)
{
	size_t n = mq_query_n_conjuncts(query);
	size_t found = n;

	for (size_t i = 0; i < n; i++) {
		size_t from;
		size_t to;

		mq_query_conjunct_span(query, i, &from, &to);
		found = from <= cursor ? i : found;
	}
	return found;
}

/* The condition as it was typed, without a sign that denies it. */
static struct mq_slice typed_of(const struct mq_session *session, size_t at)
{
	const char *text = session->text;
	size_t from;
	size_t to;

	mq_query_conjunct_span(session->query, at, &from, &to);
	while (from < to && (text[from] == '-' || text[from] == '#')) {
		from++;
	}
	while (to > from && text[to - 1] == ' ') {
		to--;
	}
	return (struct mq_slice){text + from, to - from};
}

static bool is_latin(struct mq_slice text)
{
	const unsigned char *bytes = text.data;
	size_t i = 0;

	while (i < text.len && ((bytes[i] | 0x20) >= 'a' && (bytes[i] | 0x20) <= 'z')) {
		i++;
	}
	return i == text.len && text.len > 0;
}

static bool has_latin(const char *text)
{
	size_t i = 0;

	while (text[i] && !((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')) {
		i++;
	}
	return text[i] != '\0';
}

/* ---- what it may be ---- */

/* A word that is a tag or a code as it stands. */
static bool read_meant(const struct mq_session *session, struct mq_slice typed,
	struct mq_reading *reading)
{
	int code;

	if (!mq_schema_bare(session->schema, mq_session_kind(session), typed.data, typed.len,
		&reading->field, &code)) {
		return false;
	}
	reading->how = session->schema->fields[reading->field].codes ? MQ_READING_CODE
		: MQ_READING_TAG;
	return true;
}

/* A comparison whose field is not called what was typed. */
static void read_field(const struct mq_session *session, struct mq_slice typed, size_t at,
	struct mq_reading *reading)
{
	const char *text = typed.data;
	size_t len = 0;
	mq_kind_id kind = mq_session_kind(session);

	while (len < typed.len && !strchr(":=<>!~^*?", text[len])) {
		len++;
	}
	reading->field = mq_query_conjunct_field(session->query, at);
	if (reading->field != MQ_NO_FIELD && len < typed.len && (unsigned char)text[0] < 0x80
			&& mq_schema_field_exact(session->schema, kind, text, len) == MQ_NO_FIELD) {
		reading->how = MQ_READING_FIELD;
	}
}

/* A text: in which field it was found. */
static enum mq_err read_found(struct mq_session *session, struct mq_slice typed, size_t at,
	mq_record_id id, struct mq_reading *reading, struct mq_diag *diag)
{
	struct mq_reasons reasons = {0};
	struct mq_query *query = NULL;
	struct mq_buf text = {0};
	enum mq_err err;

	mq_query_print_conjunct(session->query, at, &text);
	err = mq_session_compile(session, mq_session_kind(session), text.data, text.len, &query,
		diag);
	if (err == MQ_OK) {
		err = mq_query_why(query, &session->view, id, &reasons, diag);
	}
	if (err == MQ_OK && reasons.n_reasons == 1 && reasons.reasons[0].found) {
		const struct mq_reason *reason = reasons.reasons;
		bool pinyin = is_latin(typed) && reason->value && !has_latin(reason->value);

		reading->how = pinyin ? MQ_READING_PINYIN : MQ_READING_TEXT;
		reading->field = reason->base;
	}
	mq_reasons_release(&reasons);
	mq_query_free(query);
	mq_buf_release(&text);
	return err;
}

/* ---- the door ---- */

static enum mq_err read_at(struct mq_session *session, size_t at, mq_record_id id,
	struct mq_reading *reading, struct mq_diag *diag)
{
	struct mq_slice typed = typed_of(session, at);

	if (typed.len == 0 || read_meant(session, typed, reading)) {
		return MQ_OK;
	}
	read_field(session, typed, at, reading);
	if (reading->field != MQ_NO_FIELD || id == MQ_NO_RECORD) {
		return MQ_OK;
	}
	return read_found(session, typed, at, id, reading, diag);
}

enum mq_err mq_session_reading(struct mq_session *session, size_t cursor, mq_record_id id,
	struct mq_reading *reading, struct mq_diag *diag)
{
	enum mq_err err = mq_session_look_at_answer(session, diag);
	size_t at;

	*reading = (struct mq_reading){.field = MQ_NO_FIELD};
	if (err != MQ_OK) {
		return err;
	}
	at = condition_at(session->query, cursor);
	if (at < mq_query_n_conjuncts(session->query)) {
		err = read_at(session, at, id, reading, diag);
	}
	reading->question = session->question;
	mq_session_look_away(session);
	return err;
}
