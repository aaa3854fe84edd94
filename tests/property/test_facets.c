/*
 * What is counted beside a result is what is left once it is chosen: for any question, any
 * field whose values are counted, and any of its values.
 */
#include "property/shrink.h"

#ifdef __SANITIZE_ADDRESS__
enum { N_COUNTED = 60 };
#else
enum { N_COUNTED = 600 };
#endif

static bool is_counted(const struct world *world, mq_kind_id kind, const struct mq_field *field)
{
	return mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		(field->type == MQ_TYPE_BOOL || field->codes);
}

static const char *value_name(const struct mq_field *field, size_t i, size_t n)
{
	return i == n ? "?" : field->type == MQ_TYPE_BOOL ? (i ? "true" : "false")
		: field->codes->codes[i].id;
}

/* How many are left of a question once a value is chosen too. */
static uint64_t n_left(const struct world *world, const struct question *question,
	const struct mq_field *field, const char *value)
{
	const char *quote = strcmp(value, "?") == 0 ? "" : "\"";
	struct mq_buf text = {0};
	struct answered answered;
	uint64_t n;

	mq_buf_addf(&text, "(%s) %s:%s%s%s", question->text.data, field->id, quote, value, quote);
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

static size_t n_miscounted(const struct world *world, const struct question *question,
	const struct mq_set *set, const struct mq_field *field)
{
	size_t n = field->codes ? field->codes->n_codes : 2;
	uint64_t *counts = mq_alloc((n + 1) * sizeof(*counts));
	struct mq_diag diag = {0};
	size_t n_wrong_counts = 0;

	assert_ok(mq_query_count(&world->view, question->kind, set, field->number, counts, n,
		counts + n, &diag), &diag);
	for (size_t i = 0; i <= n; i++) {
		uint64_t left = n_left(world, question, field, value_name(field, i, n));

		if (left != counts[i] && n_wrong_counts++ == 0) {
			print_error("seed %llu: %s\n  %s:%s is counted %llu times, leaves %llu\n",
				(unsigned long long)question->seed, question->text.data, field->id,
				value_name(field, i, n), (unsigned long long)counts[i],
				(unsigned long long)left);
		}
	}
	free(counts);
	return n_wrong_counts;
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
			if (is_counted(world, question.kind, world->schema->fields + f)) {
				n_wrong_counts += n_miscounted(world, &question, answered.got.yes,
					world->schema->fields + f);
			}
		}
		answered_release(&answered);
		question_release(&question);
	}
	assert_int_equal(n_wrong_counts, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_count_is_what_is_left_when_its_value_is_chosen),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
