/*
 * What is counted beside a result is what is left once it is chosen: for any question, any
 * field whose values are counted, and any of its values.
 */
#include "property/shrink.h"

#ifdef __SANITIZE_ADDRESS__
enum { N_COUNTED = 60, SEED = 11 };
#else
enum { N_COUNTED = 600, SEED = 11 };
#endif

/* How many are left of a question once `condition` is asked too. */
static uint64_t n_left(const struct world *world, const struct question *question,
	const char *condition)
{
	struct mq_buf text = {0};
	struct answered answered;
	uint64_t n;

	mq_buf_addf(&text, "(%s) %s", question->text.data, condition);
	answer_text(world, question->kind, mq_slice(text.data, text.len), &answered);
	if (answered.err != MQ_OK) {
		print_error("refused: %s\n", text.data);
	}
	assert_int_equal(answered.err, MQ_OK);
	n = mq_set_count(answered.got.yes);
	answered_release(&answered);
	mq_buf_release(&text);
	return n;
}

/* 1 where a value leaves another number than it was counted. Takes the condition. */
static size_t miscounted(const struct world *world, const struct question *question,
	char *condition, uint64_t count)
{
	uint64_t left = n_left(world, question, condition);

	if (left != count) {
		print_error("seed %llu: %s\n  %s is counted %llu times, leaves %llu\n",
			(unsigned long long)question->seed, question->text.data, condition,
			(unsigned long long)count, (unsigned long long)left);
	}
	free(condition);
	return left != count;
}

static size_t miscounted_values(const struct world *world, const struct question *question,
	const struct mq_set *set, const struct mq_field *field)
{
	size_t n = field->codes ? field->codes->n_codes : 2;
	uint64_t *counts = mq_alloc((n + 1) * sizeof(*counts));
	struct mq_diag diag = {0};
	size_t n_wrong_counts = 0;

	assert_ok(mq_query_count(&world->view, question->kind, set, field->number, counts, n,
		counts + n, &diag), &diag);
	for (size_t i = 0; i < n; i++) {
		const char *name = field->codes ? field->codes->codes[i].id : i ? "true" : "false";

		n_wrong_counts += miscounted(world, question,
			mq_format("%s:\"%s\"", field->id, name), counts[i]);
	}
	n_wrong_counts += miscounted(world, question, mq_format("%s:?", field->id), counts[n]);
	free(counts);
	return n_wrong_counts;
}

static size_t miscounted_bins(const struct world *world, const struct question *question,
	const struct mq_set *set, const struct mq_field *field)
{
	struct mq_bin bins[MQ_BINS_MAX];
	uint64_t all = mq_set_count(set), unknown = 0;
	struct mq_diag diag = {0};
	size_t n_wrong_counts = 0;
	size_t n;

	assert_ok(mq_query_bins(&world->view, field->number, bins, &n, &diag), &diag);
	assert_ok(mq_query_count_bins(&world->view, question->kind, set, field->number, bins, n,
		&unknown, &diag), &diag);
	for (size_t i = 0; i < n; i++) {
		n_wrong_counts += miscounted(world, question,
			mq_format("%s:%s", field->id, bins[i].text), bins[i].count);
		all -= bins[i].count;
	}
	assert_int_equal(all, unknown);
	return n_wrong_counts + miscounted(world, question, mq_format("%s:?", field->id), unknown);
}

/* The most frequent texts, most first; and those who have another, or none. */
static size_t miscounted_top(const struct world *world, const struct question *question,
	const struct mq_set *set, const struct mq_field *field)
{
	enum { TOP_MAX = 8 };
	struct mq_top_value values[TOP_MAX];
	uint64_t all = mq_set_count(set), others, unknown;
	struct mq_arena arena = {0};
	struct mq_diag diag = {0};
	size_t n_wrong_counts = 0;
	size_t n = TOP_MAX;

	assert_ok(mq_query_top(&world->view, question->kind, set, field->number, &arena, values, &n,
		&others, &unknown, &diag), &diag);
	for (size_t i = 0; i < n; i++) {
		struct mq_buf quoted = {0};

		mq_query_quote(values[i].text.data, values[i].text.len, &quoted);
		n_wrong_counts += miscounted(world, question,
			mq_format("%s=%.*s", field->id, (int)quoted.len, quoted.data),
			values[i].count);
		all -= values[i].count;
		assert_true(i == 0 || values[i].count <= values[i - 1].count);
		mq_buf_release(&quoted);
	}
	assert_int_equal(all, others + unknown);
	assert_true(n == TOP_MAX || others == 0);
	mq_arena_release(&arena);
	return n_wrong_counts + miscounted(world, question, mq_format("%s:?", field->id), unknown);
}

static size_t n_miscounted(const struct world *world, const struct question *question,
	const struct mq_set *set, const struct mq_field *field)
{
	if (!is_askable(world, question->kind, field) || field->type == MQ_TYPE_REF) {
		return 0;
	}
	switch (field->type) {
	case MQ_TYPE_BOOL:
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		return miscounted_values(world, question, set, field);
	case MQ_TYPE_TEXT:
		return miscounted_top(world, question, set, field);
	default:
		return miscounted_bins(world, question, set, field);
	}
}

static void a_count_is_what_is_left_when_its_value_is_chosen(void **state)
{
	static const char *const kinds[] = {"resident", "resident", "household", "visit", "dwelling"};
	struct world *world = *state;
	size_t n_wrong_counts = 0;

	for (size_t i = 0; i < N_COUNTED; i++) {
		struct question question;
		struct answered answered;

		question_init(&question, world, seed_of(i),
			world_kind(world, kinds[i % MQ_LENGTH(kinds)]));
		answer_text(world, question.kind, mq_slice(question.text.data, question.text.len),
			&answered);
		assert_ok(answered.err, &answered.diag);
		for (size_t f = i % 37; f < world->schema->n_fields; f += 37) {
			n_wrong_counts += n_miscounted(world, &question, answered.got.yes,
				world->schema->fields + f);
		}
		answered_release(&answered);
		question_release(&question);
	}
	assert_int_equal(n_wrong_counts, 0);
}

/* ---- two fields at once ---- */

/* The number of a record's value, the last for none, by its text and nothing else. */
static size_t plain_value(const struct world *world, mq_kind_id kind, mq_record_id id,
	const struct mq_field *field)
{
	size_t n = field->codes ? field->codes->n_codes : 2;
	bool no = field->closed && field->type == MQ_TYPE_BOOL
		&& mq_query_owner(&world->view, kind, id, field->number) != MQ_NO_RECORD;
	struct mq_buf text = {0};
	size_t value = no ? 0 : n;

	mq_query_value(&world->view, kind, id, field->number, &text);
	if (text.len > 0 && field->codes) {
		value = (size_t)mq_codes_find(field->codes, text.data, text.len);
	} else if (text.len > 0) {
		value = text.data[0] == 't';
	}
	mq_buf_release(&text);
	return value;
}

/* The same counts by a plain loop over the records. */
static void count_plainly(const struct world *world, mq_kind_id kind, const struct mq_set *set,
	const struct mq_field *const fields[2], uint64_t *counts)
{
	size_t width = (fields[1]->codes ? fields[1]->codes->n_codes : 2) + 1;
	mq_record_id id;

	for (mq_record_id from = 0; mq_set_read(set, from, &id, 1) == 1; from = id + 1) {
		counts[plain_value(world, kind, id, fields[0]) * width
			+ plain_value(world, kind, id, fields[1])]++;
	}
}

static void compare_cross(const struct world *world, mq_kind_id kind, const struct mq_set *set,
	const struct mq_field *const fields[2])
{
	const mq_field_id numbers[2] = {fields[0]->number, fields[1]->number};
	size_t n = mq_query_n_cells(&world->view, kind, numbers);
	uint64_t *expected = mq_alloc((n + 1) * sizeof(*expected));
	uint64_t *counts = mq_alloc((n + 1) * sizeof(*counts));
	struct mq_diag diag = {0};

	assert_true(n > 0);
	assert_ok(mq_query_cross(&world->view, kind, set, numbers, counts, &diag), &diag);
	count_plainly(world, kind, set, fields, expected);
	assert_memory_equal(counts, expected, n * sizeof(*counts));
	free(expected);
	free(counts);
}

/* One that can be crossed, beginning anywhere. */
static const struct mq_field *some_crossed(const struct world *world, mq_kind_id kind,
	struct dice *dice)
{
	for (;;) {
		const struct mq_field *field = world->schema->fields
			+ dice_below(dice, world->schema->n_fields);

		if ((field->type == MQ_TYPE_BOOL || field->type == MQ_TYPE_CODE)
				&& is_askable(world, kind, field)) {
			return field;
		}
	}
}

static void two_fields_are_counted_as_a_plain_loop_counts_them(void **state)
{
	static const char *const kinds[] = {"resident", "household", "visit"};
	struct world *world = *state;
	struct dice dice = {SEED};

	for (size_t i = 0; i < N_COUNTED / 4; i++) {
		mq_kind_id kind = world_kind(world, kinds[i % MQ_LENGTH(kinds)]);
		struct question question;
		struct answered answered;

		question_init(&question, world, seed_of(i), kind);
		answer_text(world, question.kind, mq_slice(question.text.data, question.text.len),
			&answered);
		assert_ok(answered.err, &answered.diag);
		compare_cross(world, question.kind, answered.got.yes,
			(const struct mq_field *const[]){some_crossed(world, question.kind, &dice),
				some_crossed(world, question.kind, &dice)});
		answered_release(&answered);
		question_release(&question);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_count_is_what_is_left_when_its_value_is_chosen),
		cmocka_unit_test(two_fields_are_counted_as_a_plain_loop_counts_them),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
