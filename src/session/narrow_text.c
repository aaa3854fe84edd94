#include "own.h"

#include <string.h>

#include "narrow.h"

/*
 * A query text with some of its conjuncts taken out and a condition put in their place: as it
 * was typed but for what changed where it means just that, else put together anew. Two
 * texts mean the same where their canonical ones are equal.
 */

static bool is_same(const struct mq_buf *a, const struct mq_buf *b)
{
	return a->len == b->len && (!a->len || memcmp(a->data, b->data, a->len) == 0);
}

void mq_narrow_canonical(const struct mq_session *session, const struct mq_buf *text,
	struct mq_buf *out)
{
	struct mq_query *query;

	if (mq_query_new(session->schema, mq_session_kind(session), session->today,
		MQ_QUERY_WHOLE, text->data ? text->data : "", text->len, &query, NULL) == MQ_OK) {
		if (mq_query_n_conjuncts(query) == 1) {
			mq_query_print_conjunct(query, 0, out);
		}
		mq_query_free(query);
	}
}

void mq_narrow_prefer(const struct mq_session *session, const struct mq_buf *labels,
	struct mq_buf *text, struct mq_buf *meaning)
{
	struct mq_buf other = {0};

	mq_narrow_canonical(session, text, meaning);
	mq_narrow_canonical(session, labels, &other);
	if (other.len && is_same(&other, meaning)) {
		mq_buf_clear(text);
		mq_buf_add(text, labels->data, labels->len);
	}
	mq_buf_release(&other);
}

bool mq_narrow_holds(const struct mq_query *query, const struct mq_buf *meaning)
{
	struct mq_buf text = {0};
	bool found = false;

	for (size_t i = 0; i < mq_query_n_conjuncts(query) && !found; i++) {
		mq_buf_clear(&text);
		mq_query_print_conjunct(query, i, &text);
		found = meaning->len && is_same(&text, meaning);
	}
	mq_buf_release(&text);
	return found;
}

/* ---- the text without a field, or a list ---- */

/* "@name", "-@name(80)" of the list called name. */
static bool is_list(const struct mq_query *query, size_t i, const char *name, bool *negated)
{
	struct mq_buf text = {0};
	size_t len = strlen(name);
	const char *at;
	bool same;

	mq_query_print_conjunct(query, i, &text);
	at = text.data;
	*negated = *at == '-';
	at += *negated;
	same = *at == '@' && strncmp(at + 1, name, len) == 0 && strchr("(", at[1 + len]) != NULL;
	mq_buf_release(&text);
	return same;
}

bool mq_narrow_is_about(const struct mq_query *query, size_t i, const struct mq_about *about)
{
	bool negated;

	return (about->field != MQ_NO_FIELD && mq_query_conjunct_field(query, i) == about->field) ||
		(about->list && is_list(query, i, about->list, &negated));
}

bool mq_narrow_has_list(const struct mq_query *query, const char *name, bool negated)
{
	bool found = false;

	for (size_t i = 0; i < mq_query_n_conjuncts(query) && !found; i++) {
		bool own;

		found = is_list(query, i, name, &own) && own == negated;
	}
	return found;
}

static void trim_end(struct mq_buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ') {
		out->data[--out->len] = 0;
	}
}

static void add_piece(struct mq_buf *out, const struct mq_buf *piece)
{
	if (piece->len) {
		mq_buf_adds(out, out->len ? " " : "");
		mq_buf_add(out, piece->data, piece->len);
	}
}

/* The first try: the text as it was typed, with the conjuncts that go cut out. */
static void cut_out(const struct mq_query *query, const char *text, const struct mq_about *about,
	struct mq_buf *out)
{
	size_t len = mq_query_tail(query);
	size_t from = 0;

	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		size_t start;
		size_t end;

		if (!mq_narrow_is_about(query, i, about)) {
			continue;
		}
		mq_query_conjunct_span(query, i, &start, &end);
		mq_buf_add(out, text + from, start - from);
		trim_end(out);
		from = end;
		while (from < len && text[from] == ' ' && !out->len) {
			from++;
		}
	}
	mq_buf_add(out, text + from, len - from);
	trim_end(out);
}

/* A conjunct in the words it was typed in, an `or` in brackets, so that it stands
 * beside others; else its canonical text. */
static void add_conjunct(const struct mq_session *session, const struct mq_query *query,
	const char *text, size_t i, struct mq_buf *out)
{
	struct mq_buf meaning = {0};
	struct mq_buf piece = {0};
	struct mq_buf alone = {0};
	bool brackets;
	size_t start;
	size_t end;

	mq_query_print_conjunct(query, i, &meaning);
	mq_query_conjunct_span(query, i, &start, &end);
	brackets = meaning.len && meaning.data[0] == '(';
	mq_buf_adds(&piece, brackets ? "(" : "");
	mq_buf_add(&piece, text + start, end - start);
	trim_end(&piece);
	mq_buf_adds(&piece, brackets ? ")" : "");
	mq_narrow_canonical(session, &piece, &alone);
	add_piece(out, is_same(&alone, &meaning) ? &piece : &meaning);
	mq_buf_release(&meaning);
	mq_buf_release(&piece);
	mq_buf_release(&alone);
}

/* The second try, where what was cut out leaves an `and` or brackets without a
 * condition: conjunct by conjunct, and the directives. */
static void rebuild(const struct mq_session *session, const struct mq_query *query,
	const char *text, const struct mq_about *about, struct mq_buf *out)
{
	struct mq_buf directives = {0};

	mq_query_print_from(query, out);
	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		if (!mq_narrow_is_about(query, i, about)) {
			add_conjunct(session, query, text, i, out);
		}
	}
	mq_query_print_directives(query, &directives);
	add_piece(out, &directives);
	mq_buf_release(&directives);
}

/* ---- what a text should mean ---- */

/* A line for each conjunct that stays, one for `more`, and the directives. */
static void describe(const struct mq_query *query, const struct mq_about *about,
	const struct mq_buf *more, struct mq_buf *out)
{
	for (size_t i = 0; i < mq_query_n_conjuncts(query); i++) {
		if (!mq_narrow_is_about(query, i, about)) {
			mq_query_print_conjunct(query, i, out);
			mq_buf_addc(out, '\n');
		}
	}
	if (more->len) {
		mq_buf_add(out, more->data, more->len);
		mq_buf_addc(out, '\n');
	}
	mq_query_print_directives(query, out);
}

struct mq_query *mq_narrow_compile(const struct mq_session *session, enum mq_query_mode mode,
	const char *text, size_t len)
{
	struct mq_query *query = NULL;

	mq_query_new(session->schema, mq_session_kind(session), session->today, mode,
		text ? text : "", len, &query, NULL);
	return query;
}

static bool means(const struct mq_session *session, const struct mq_buf *text,
	const struct mq_buf *wanted)
{
	static const struct mq_about none = {MQ_NO_FIELD, NULL};
	struct mq_query *query = mq_narrow_compile(session, MQ_QUERY_WHOLE, text->data, text->len);
	struct mq_buf own = {0};
	bool same;

	if (!query) {
		return false;
	}
	describe(query, &none, &(const struct mq_buf){0}, &own);
	same = is_same(&own, wanted);
	mq_buf_release(&own);
	mq_query_free(query);
	return same;
}

void mq_narrow_replace(const struct mq_session *session, const struct mq_query *query,
	const char *text, const struct mq_about *about, const struct mq_buf *condition,
	const struct mq_buf *meaning, struct mq_buf *out)
{
	struct mq_buf wanted = {0};
	struct mq_buf made = {0};

	describe(query, about, meaning, &wanted);
	cut_out(query, text, about, &made);
	add_piece(&made, condition);
	if (!means(session, &made, &wanted)) {
		mq_buf_clear(&made);
		rebuild(session, query, text, about, &made);
		add_piece(&made, condition);
	}
	mq_buf_add(out, made.data ? made.data : "", made.len);
	mq_buf_release(&wanted);
	mq_buf_release(&made);
}
