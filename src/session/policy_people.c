#include "own.h"

#include <string.h>

#include <minqing/card.h>
#include <minqing/office.h>

/*
 * Who is on a policy's list, each with what the policy rests on: of who may qualify the
 * conditions that hold, of who no longer fits those that do not, of who may be on the list the
 * facts that are missing.
 */

struct listing {
	struct mq_session *session;
	struct mq_policy_people *people;
	bool unknown;
	const char *area;		/* "": everywhere */
	const struct mq_query *list;
	const struct mq_query *eligible;	/* what reasons are taken from */
	struct mq_row_source rows;
	struct mq_buf text;
	struct mq_diag *diag;
};

static const char *keep(struct listing *listing)
{
	return mq_arena_strndup(&listing->people->arena,
		listing->text.data ? listing->text.data : "", listing->text.len);
}

/* ---- why ---- */

/* Is it a bracket around others, which says nothing of its own? */
static bool is_bracket(const struct mq_why_line *line)
{
	return line->field == MQ_NO_FIELD && !line->value;
}

static bool has_below(const struct mq_why *why, size_t i)
{
	return i + 1 < why->n_lines && why->lines[i + 1].depth > why->lines[i].depth;
}

static bool ends_with(const char *words, const char *value)
{
	size_t len = strlen(value);

	return len <= strlen(words) && strcmp(words + strlen(words) - len, value) == 0;
}

/* A value that the words end with adds nothing, and of a tag the words are enough. */
static void add(struct mq_buf *out, const char *words, const char *value)
{
	bool told = strcmp(value, _("yes")) == 0 || strcmp(value, _("no")) == 0 ||
		ends_with(words, value);

	if (out->len > 0) {
		mq_buf_adds(out, _("; "));
	}
	mq_buf_adds(out, words);
	if (*value && !told) {
		mq_buf_addf(out, _(" (%s)"), value);
	}
}

/* What decides, as high up as it says something. */
static void add_reasons(const struct mq_why *why, struct mq_buf *out)
{
	for (size_t i = 0; i < why->n_lines; i++) {
		const struct mq_why_line *line = &why->lines[i];
		size_t next = i + 1;

		if (!line->decides || line->verdict != why->verdict || is_bracket(line)) {
			continue;
		}
		add(out, line->words, line->value ? line->value : "");
		while (next < why->n_lines && why->lines[next].depth > line->depth) {
			next++;
		}
		i = next - 1;
	}
}

/* The fields nobody filled in, each once. */
static void add_missing(const struct mq_schema *schema, const struct mq_why *why,
	struct mq_buf *out)
{
	for (size_t i = 0; i < why->n_lines; i++) {
		const struct mq_why_line *line = &why->lines[i];
		const char *name = line->field != MQ_NO_FIELD ?
			mq_field_label(&schema->fields[line->field]) : line->words;

		if (line->decides && line->verdict == MQ_VERDICT_UNKNOWN && !is_bracket(line) &&
		    !has_below(why, i) && !(out->len > 0 && strstr(out->data, name))) {
			add(out, name, line->field == MQ_NO_FIELD ? line->value : "");
		}
	}
}

/* Of who no longer fits it is what does not hold. */
static const char *say_reasons(struct listing *listing, enum mq_verdict verdict)
{
	const char *reasons = keep(listing);

	if (verdict != MQ_VERDICT_NO || !*reasons) {
		return reasons;
	}
	return mq_arena_format(&listing->people->arena, _("does not hold: %s"), reasons);
}

static enum mq_err tell_why(struct listing *listing, struct mq_policy_person *person)
{
	struct mq_why why = {0};
	enum mq_err err = mq_why_fill(listing->session,
		listing->unknown ? listing->list : listing->eligible, person->id, &why,
		listing->diag);

	mq_buf_clear(&listing->text);
	person->reasons = person->missing = "";
	if (err == MQ_OK && listing->unknown) {
		add_missing(listing->session->schema, &why, &listing->text);
		person->missing = keep(listing);
	} else if (err == MQ_OK) {
		add_reasons(&why, &listing->text);
		person->reasons = say_reasons(listing, why.verdict);
	}
	mq_why_release(&why);
	return err;
}

/* ---- who ---- */

static const char *value_of(struct listing *listing, mq_field_id field)
{
	mq_buf_clear(&listing->text);
	if (field != MQ_NO_FIELD) {
		mq_row_source_value(&listing->rows, field, false, &listing->text);
	}
	return keep(listing);
}

static void name_person(struct listing *listing, struct mq_policy_person *person)
{
	const struct mq_kind *kind = &listing->session->schema->kinds[listing->people->kind];

	mq_row_source_turn(&listing->rows, person->id);
	person->key = value_of(listing, kind->n_key ? kind->key[0] : MQ_NO_FIELD);
	person->title = value_of(listing, kind->title);
	person->others = mq_session_others(&listing->rows, kind, &listing->people->arena);
}

static enum mq_err list_all(struct listing *listing, const struct mq_set *set, size_t n_max)
{
	struct mq_policy_people *people = listing->people;
	struct mq_session *session = listing->session;
	mq_record_id *ids;
	enum mq_err err = MQ_OK;

	people->all = mq_set_count(set);
	n_max = n_max < people->all ? n_max : (size_t)people->all;
	ids = mq_arena_alloc(&people->arena, (n_max + 1) * sizeof(*ids));
	people->people = mq_arena_alloc(&people->arena, (n_max + 1) * sizeof(*people->people));
	n_max = mq_query_page(&session->view, people->kind, set, NULL, 0, 0, ids, n_max);
	mq_row_source_begin(&listing->rows, &session->view, people->kind, MQ_NO_RECORD);
	while (err == MQ_OK && people->n < n_max) {
		struct mq_policy_person *person = &people->people[people->n];

		person->id = ids[people->n];
		name_person(listing, person);
		err = tell_why(listing, person);
		people->n += err == MQ_OK;
	}
	mq_row_source_release(&listing->rows);
	return err;
}

/* Those of the answer that are meant; owned by the caller. */
static enum mq_err meant_of(struct listing *listing, const struct mq_answer *answer,
	struct mq_set **meant)
{
	struct mq_set *area = NULL;
	struct mq_set *all;
	enum mq_err err = MQ_OK;

	*meant = NULL;
	if (*listing->area) {
		err = mq_session_set_within(listing->session, listing->people->kind, listing->area,
			&area, listing->diag);
	}
	if (err == MQ_OK) {
		all = listing->unknown ? mq_set_minus(answer->possible, answer->yes)
			: mq_set_dup(answer->yes);
		*meant = area ? mq_set_and(all, area) : all;
		mq_set_free(area ? all : NULL);
	}
	mq_set_free(area);
	return err;
}

static enum mq_err list_of(struct listing *listing, size_t n_max)
{
	struct mq_answer answer = {0};
	struct mq_set *set = NULL;
	enum mq_err err = mq_query_answer(listing->list, &listing->session->view, &answer, NULL,
		listing->diag);

	if (err == MQ_OK) {
		err = meant_of(listing, &answer, &set);
	}
	if (err == MQ_OK) {
		err = list_all(listing, set, n_max);
	}
	mq_set_free(set);
	mq_answer_release(&answer);
	return err;
}

/* ---- the door ---- */

static enum mq_err list_policy(struct listing *listing, const struct mq_policy *policy,
	enum mq_policy_list list, size_t n_max)
{
	const struct mq_policies *policies = listing->session->policies;
	mq_day today = listing->session->today;
	struct mq_query *asked = NULL;
	struct mq_query *eligible = NULL;
	enum mq_err err = mq_policy_query(policies, policy, list, today, NULL, &asked,
		listing->diag);

	if (err == MQ_OK) {
		err = mq_policy_query(policies, policy, MQ_POLICY_ELIGIBLE, today, NULL, &eligible,
			listing->diag);
	}
	if (err == MQ_OK) {
		mq_buf_clear(&listing->text);
		err = mq_session_policy_within(listing->session, policy, list, listing->area,
			&listing->text, listing->diag);
	}
	if (err == MQ_OK) {
		listing->people->query = keep(listing);
		listing->list = asked;
		listing->eligible = eligible;
		err = list_of(listing, n_max);
	}
	mq_query_free(asked);
	mq_query_free(eligible);
	return err;
}

enum mq_err mq_session_policy_people(struct mq_session *session, const struct mq_policy *policy,
	enum mq_policy_list list, bool unknown, const char *area, size_t n_max,
	struct mq_policy_people *people, struct mq_diag *diag)
{
	struct listing listing = {.session = session, .people = people, .unknown = unknown,
		.area = area, .diag = diag};
	enum mq_err err = mq_session_look(session, diag);

	*people = (struct mq_policy_people){.kind = policy->kind, .query = ""};
	if (err == MQ_OK) {
		err = list_policy(&listing, policy, list, n_max);
		mq_session_look_away(session);
	}
	mq_buf_release(&listing.text);
	return err;
}

void mq_policy_people_release(struct mq_policy_people *people)
{
	mq_arena_release(&people->arena);
	*people = (struct mq_policy_people){0};
}
