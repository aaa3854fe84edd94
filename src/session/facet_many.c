#include "facet.h"

#include <stdlib.h>
#include <string.h>

/*
 * Fields with too many values to count each: numbers and days in stretches, texts and
 * links by those that most have. Which stretches there are costs a look at every
 * value, and does not change with the question: they are kept, to name a facet by.
 */

enum { TOP_MAX = 1000 };

static struct mq_facet_value *add_blank(const struct mq_counting *counting, struct mq_facet *facet)
{
	return mq_counting_add(counting, facet, facet->field, _("left blank"), "?");
}

/* Of fractions the end is the next stretch's beginning: 2000..3999.9999. */
static const char *fractions_label(const struct mq_field *field, const struct mq_bin *bin,
	struct mq_arena *arena)
{
	struct mq_buf low = {0};
	struct mq_buf next = {0};
	const char *label;

	mq_value_print(field, bin->high + 1, &next);
	if (bin->low == MQ_BIN_OPEN_LOW) {
		label = mq_arena_format(arena, _("under %s"), next.data);
	} else {
		mq_value_print(field, bin->low, &low);
		label = mq_arena_format(arena, _("%s to under %s"), low.data, next.data);
	}
	mq_buf_release(&low);
	mq_buf_release(&next);
	return label;
}

/* "..9" and "80.." are what a query takes; people read words where an end is open. */
static void add_bin(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet, const struct mq_bin *bin)
{
	bool days = field->type == MQ_TYPE_DATE;
	const char *dots = strstr(bin->text, "..");
	struct mq_arena *arena = counting->arena;
	const char *label = bin->text;

	if (field->type == MQ_TYPE_DECIMAL && bin->high != MQ_BIN_OPEN_HIGH) {
		label = fractions_label(field, bin, arena);
	} else if (dots == bin->text) {
		label = mq_arena_format(arena, days ? _("until %s") : _("up to %s"), dots + 2);
	} else if (dots && !dots[2]) {
		label = mq_arena_format(arena, days ? _("since %s") : _("%s and over"),
			mq_arena_strndup(arena, bin->text, (size_t)(dots - bin->text)));
	} else if (strcmp(bin->text, "*") == 0) {
		label = _("known");
	}
	mq_counting_add(counting, facet, field->number, label, bin->text);
}

bool mq_facet_name_stretches(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	const struct mq_stretches *kept = counting->session->stretches
		? counting->session->stretches[field->number] : NULL;

	if (!kept) {
		return false;
	}
	mq_counting_name(counting, field, kept->n + 1, facet);
	for (size_t i = 0; i < kept->n; i++) {
		add_bin(counting, field, facet, &kept->bins[i]);
	}
	add_blank(counting, facet);
	return true;
}

/* False where they are those that were kept. */
static bool keep_stretches(struct mq_session *session, mq_field_id field, const struct mq_bin *bins,
	size_t n)
{
	struct mq_stretches *kept;
	bool same;

	if (!session->stretches) {
		session->stretches = mq_alloc(session->schema->n_fields * sizeof(*session->stretches));
	}
	kept = session->stretches[field];
	same = kept && kept->n == n;
	for (size_t i = 0; same && i < n; i++) {
		same = strcmp(kept->bins[i].text, bins[i].text) == 0;
	}
	if (!kept) {
		kept = session->stretches[field] = mq_alloc(sizeof(*kept));
	}
	kept->n = n;
	memcpy(kept->bins, bins, n * sizeof(*bins));
	return !same;
}

void mq_session_forget_stretches(struct mq_session *session)
{
	for (size_t i = 0; session->stretches && i < session->schema->n_fields; i++) {
		free(session->stretches[i]);
	}
	free(session->stretches);
}

enum mq_err mq_counting_bins(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	struct mq_session *session = counting->session;
	struct mq_bin bins[MQ_BINS_MAX];
	const struct mq_set *set;
	struct mq_answer own;
	size_t n;
	uint64_t unknown = 0;
	enum mq_err err = mq_counting_base(counting, field->number, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_bins(&session->view, field->number, bins, &n, counting->diag);
	}
	if (err == MQ_OK) {
		err = mq_query_count_bins(&session->view, mq_session_kind(session), set,
			field->number, bins, n, &unknown, counting->diag);
	}
	mq_answer_release(&own);
	if (err != MQ_OK) {
		return err;
	}
	if (keep_stretches(session, field->number, bins, n) || facet->n_values != n + 1) {
		mq_facet_name_stretches(counting, field, facet);
	}
	for (size_t i = 0; i < n; i++) {
		mq_counting_count(&facet->values[i], bins[i].count);
	}
	mq_counting_count(&facet->values[n], unknown);
	return MQ_OK;
}

/* A link's value is the key of the record it names, its label that record's title. */
static void add_link(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet, const struct mq_top_value *value)
{
	struct mq_session *session = counting->session;
	const struct mq_kind *target = &session->schema->kinds[field->target];
	struct mq_row_source source = {0};
	struct mq_buf key = {0};
	struct mq_buf title = {0};

	mq_row_source_begin(&source, &session->view, field->target, value->id);
	if (target->n_key == 1) {
		mq_row_source_value(&source, target->key[0], true, &key);
	}
	if (target->title != MQ_NO_FIELD) {
		mq_row_source_value(&source, target->title, false, &title);
	}
	mq_buf_addc(&key, '\0');
	mq_buf_addc(&title, '\0');
	mq_counting_count(mq_counting_add(counting, facet, field->number,
		title.data[0] ? title.data : key.data, key.data), value->count);
	mq_row_source_release(&source);
	mq_buf_release(&key);
	mq_buf_release(&title);
}

static void add_text(const struct mq_counting *counting, struct mq_facet *facet,
	const struct mq_top_value *value)
{
	char *text = mq_strndup(value->text.data, value->text.len);

	mq_counting_count(mq_counting_add(counting, facet, facet->field, text, text), value->count);
	free(text);
}

enum mq_err mq_counting_top(const struct mq_counting *counting, const struct mq_field *field,
	struct mq_facet *facet)
{
	struct mq_session *session = counting->session;
	size_t n = counting->n_top == 0 ? MQ_TOP_USUAL
		: counting->n_top < TOP_MAX ? counting->n_top : TOP_MAX;
	struct mq_top_value *values = mq_alloc(n * sizeof(*values));
	const struct mq_set *set;
	struct mq_answer own;
	uint64_t others = 0;
	uint64_t unknown = 0;
	enum mq_err err = mq_counting_base(counting, field->number, &own, &set);

	if (err == MQ_OK) {
		err = mq_query_top(&session->view, mq_session_kind(session), set, field->number,
			counting->arena, values, &n, &others, &unknown, counting->diag);
	}
	mq_answer_release(&own);
	if (err == MQ_OK) {
		mq_counting_name(counting, field, n + 1, facet);
		facet->others = others;
		for (size_t i = 0; i < n; i++) {
			if (field->type == MQ_TYPE_REF) {
				add_link(counting, field, facet, values + i);
			} else {
				add_text(counting, facet, values + i);
			}
		}
		mq_counting_count(add_blank(counting, facet), unknown);
	}
	free(values);
	return err;
}
