/*
 * What leans on the answers to questions is as a plain loop has it too: what an officer
 * sees of them, what is kept in the cache, tags, counts, pages, values.
 */
#include "property/shrink.h"

enum {
	N_QUESTIONS = 2000,
	N_COUNTED = 100,
	N_PAGES = 50,
};

static void answer(const struct world *world, const struct question *question,
	struct mq_query **query, struct mq_answer *got)
{
	struct answered answered;

	if (answer_text(world, question->kind, mq_slice(question->text.data, question->text.len),
	    &answered) != MQ_OK) {
		print_error("refused: %s\n", question->text.data);
	}
	assert_ok(answered.err, &answered.diag);
	*query = answered.query;
	*got = answered.got;
}

static void what_an_officer_may_not_see_is_as_if_it_were_not_there(void **state)
{
	struct world *world = *state;
	struct mq_set *left[MQ_KINDS_MAX] = {0};
	struct dice dice = {first_seed()};
	size_t wrong;

	world_hide(world, &dice, 25, left);
	wrong = n_wrong(world, "resident", 0, N_QUESTIONS / 4, NULL);
	wrong += n_wrong(world, "household", 0, N_QUESTIONS / 10, NULL);
	world_show_all(world, left);
	assert_int_equal(wrong, 0);
}

/* Answers lean on answers that may have been forgotten by then. */
static void a_cache_that_is_always_full_changes_no_answer(void **state)
{
	struct world *world = *state;
	struct mq_cache *was = world->view.cache;
	size_t wrong;

	world->view.cache = mq_cache_new(8 * 1024);
	wrong = n_wrong(world, "resident", 0, N_QUESTIONS / 4, NULL);
	mq_cache_free(world->view.cache);
	world->view.cache = NULL;
	wrong += n_wrong(world, "resident", 0, N_QUESTIONS / 10, NULL);
	world->view.cache = was;
	assert_int_equal(wrong, 0);
}

static void assert_tag(struct world *world, mq_kind_id kind, mq_field_id field)
{
	struct question question = {.kind = kind};
	struct answered answered;

	mq_buf_addf(&question.text, "%s:true", world_field(world, field)->id);
	question.node = node_new(&question.arena, NODE_TEST);
	question.node->test = (struct test){.field = field, .n = 1,
		.spans = {{.low = 1, .high = 1}}};
	question_loop(&question, world);
	assert_ok(answer_text(world, kind, mq_slice(question.text.data, question.text.len),
		&answered), &answered.diag);
	if (n_differ(world, &question, &answered.got) > 0) {
		print_error("tag '%s'\n", world_field(world, field)->id);
	}
	assert_int_equal(n_differ(world, &question, &answered.got), 0);
	answered_release(&answered);
	question_release(&question);
}

static void every_tag_of_the_catalogue_holds_of_whom_the_loop_says(void **state)
{
	struct world *world = *state;

	for (size_t kind = 0; kind < world->schema->n_kinds; kind++) {
		for (size_t i = 0; i < world->schema->n_fields; i++) {
			const struct mq_field *field = world->schema->fields + i;

			if (field->type == MQ_TYPE_BOOL && mq_schema_distance(world->schema,
			    (mq_kind_id)kind, field->number) >= 0) {
				assert_tag(world, (mq_kind_id)kind, field->number);
			}
		}
	}
}

/* ---- counts ---- */

static bool is_counted(const struct world *world, mq_kind_id kind, const struct mq_field *field)
{
	return mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		(field->type == MQ_TYPE_BOOL || field->codes);
}

/* What the loop counts of one record. */
static void count_one(struct world *world, mq_kind_id kind, mq_record_id id,
	const struct mq_field *field, uint64_t *counts, uint64_t *unknown)
{
	const struct test is_true = {.field = field->number, .n = 1,
		.spans = {{.low = 1, .high = 1}}};
	const struct at at = {kind, id, NULL};
	struct cell cell = world_cell(world, kind, id, field->number);

	if (field->type == MQ_TYPE_BOOL) {
		enum truth truth = eval_test(world, &is_true, &at);

		*unknown += truth == MAYBE;
		counts[0] += truth == NO;
		counts[1] += truth == YES;
		return;
	}
	*unknown += !cell.known;
	for (size_t code = 0; cell.known && code < field->codes->n_codes; code++) {
		counts[code] += field->type == MQ_TYPE_MULTI ? cell.number >> code & 1
			: cell.number == (int64_t)code;
	}
}

static void assert_counts(struct world *world, mq_kind_id kind, const struct mq_set *set,
	const struct mq_field *field)
{
	size_t n = field->codes ? field->codes->n_codes : 2;
	uint64_t *want = mq_alloc((n + 1) * sizeof(*want));
	uint64_t *got = mq_alloc((n + 1) * sizeof(*got));
	struct mq_diag diag = {0};

	for (size_t i = 0; i < world->n[kind]; i++) {
		if (mq_set_has(set, (mq_record_id)i)) {
			count_one(world, kind, (mq_record_id)i, field, want, want + n);
		}
	}
	assert_ok(mq_query_count(&world->view, kind, set, field->number, got, n, got + n, &diag),
		&diag);
	if (memcmp(got, want, (n + 1) * sizeof(*got)) != 0) {
		print_error("counts of '%s' over %llu of kind %u:\n", field->id,
			(unsigned long long)mq_set_count(set), (unsigned)kind);
		for (size_t i = 0; i <= n; i++) {
			print_error("  %zu%s: engine %llu, loop %llu\n", i, i == n ? " (unknown)" : "",
				(unsigned long long)got[i], (unsigned long long)want[i]);
		}
	}
	assert_memory_equal(got, want, (n + 1) * sizeof(*got));
	free(want);
	free(got);
}

static void values_are_counted_as_by_a_loop(void **state)
{
	struct world *world = *state;
	static const char *const kinds[] = {"resident", "resident", "household", "visit"};

	for (size_t i = 0; i < N_COUNTED; i++) {
		mq_kind_id kind = world_kind(world, kinds[i % MQ_LENGTH(kinds)]);
		struct question question;
		struct mq_query *query = NULL;
		struct mq_answer got = {0};

		question_init(&question, world, seed_of(i), kind);
		answer(world, &question, &query, &got);
		for (size_t f = i % 5; f < world->schema->n_fields; f += 5) {
			if (is_counted(world, kind, world->schema->fields + f)) {
				assert_counts(world, kind, got.yes, world->schema->fields + f);
			}
		}
		mq_answer_release(&got);
		mq_query_free(query);
		question_release(&question);
	}
}

/* ---- pages ---- */

struct ranked {
	mq_record_id id;
	bool known[2];
	int64_t number[2];	/* turned over where descending */
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	for (size_t i = 0; i < 2; i++) {
		if (x->known[i] != y->known[i]) {
			return x->known[i] ? -1 : 1;
		}
		if (x->number[i] != y->number[i]) {
			return x->number[i] < y->number[i] ? -1 : 1;
		}
	}
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Years go by the days they are counted from: of two of one age the elder is the one
 * born before. */
static struct cell rank_cell(struct world *world, mq_kind_id kind, mq_record_id id,
	mq_field_id number)
{
	mq_field_id since = world_field(world, number)->years_since;
	struct cell cell = world_cell(world, kind, id, since == MQ_NO_FIELD ? number : since);

	cell.number = since == MQ_NO_FIELD ? cell.number : -cell.number;
	return cell;
}

/* Everyone of set in order of sort. */
static struct ranked *rank(struct world *world, mq_kind_id kind, const struct mq_set *set,
	const struct mq_sort *sort, size_t n_sort, size_t *n)
{
	struct ranked *all = mq_alloc((world->n[kind] + 1) * sizeof(*all));

	*n = 0;
	for (size_t id = 0; id < world->n[kind]; id++) {
		struct ranked *one = all + *n;

		if (!mq_set_has(set, (mq_record_id)id)) {
			continue;
		}
		one->id = (mq_record_id)id;
		for (size_t i = 0; i < n_sort; i++) {
			struct cell cell = rank_cell(world, kind, one->id, sort[i].field);

			one->known[i] = cell.known;
			one->number[i] = !cell.known ? 0
				: sort[i].descending ? -cell.number : cell.number;
		}
		(*n)++;
	}
	qsort(all, *n, sizeof(*all), by_rank);
	return all;
}

static void assert_page(struct world *world, mq_kind_id kind, const struct mq_set *set,
	struct dice *dice)
{
	enum { PAGE_MAX = 60 };
	struct mq_sort sort[2];
	size_t n_sort = (size_t)dice_between(dice, 1, 2);
	mq_record_id ids[PAGE_MAX];
	struct ranked *all;
	size_t n_all, offset, n_ids, n;

	for (size_t i = 0; i < n_sort; i++) {
		sort[i] = (struct mq_sort){any_column(world, kind, dice), dice_percent(dice, 50)};
	}
	all = rank(world, kind, set, sort, n_sort, &n_all);
	offset = dice_percent(dice, 50) ? 0 : dice_below(dice, n_all + 2);
	n_ids = (size_t)dice_between(dice, 1, PAGE_MAX);
	n = mq_query_page(&world->view, kind, set, sort, n_sort, offset, ids, n_ids);
	assert_int_equal(n, offset > n_all ? 0 : n_all - offset < n_ids ? n_all - offset : n_ids);
	for (size_t i = 0; i < n; i++) {
		if (ids[i] != all[offset + i].id) {
			print_error("by '%s'%s, then '%s'%s: row %zu of %zu\n",
				world_field(world, sort[0].field)->id, sort[0].descending ? "-" : "",
				n_sort > 1 ? world_field(world, sort[1].field)->id : "the id",
				n_sort > 1 && sort[1].descending ? "-" : "", offset + i, n_all);
		}
		assert_int_equal(ids[i], all[offset + i].id);
	}
	free(all);
}

static void pages_are_cut_from_a_plain_sort(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < N_PAGES * 4; i++) {
		mq_kind_id kind = world_kind(world, i % 4 == 3 ? "visit" : "resident");
		struct question question;
		struct mq_query *query = NULL;
		struct mq_answer got = {0};
		struct dice dice = {seed_of(i)};

		question_init(&question, world, seed_of(i), kind);
		answer(world, &question, &query, &got);
		assert_page(world, kind, got.possible, &dice);
		mq_answer_release(&got);
		mq_query_free(query);
		question_release(&question);
	}
}

/* ---- one record ---- */

static void the_value_told_of_a_record_is_the_one_it_came_with(void **state)
{
	struct world *world = *state;
	mq_kind_id kind = world_kind(world, "visit");
	struct dice dice = {first_seed()};
	struct mq_buf got = {0};

	for (size_t i = 0; i < 40000; i++) {
		const struct mq_field *field = world->schema->fields +
			dice_below(&dice, world->schema->n_fields);
		mq_record_id id = (mq_record_id)dice_below(&dice, world->n[kind]);
		struct cell cell;

		if (mq_schema_distance(world->schema, kind, field->number) < 0 ||
		    field->reading_of != MQ_NO_FIELD || field->years_since != MQ_NO_FIELD) {
			continue;
		}
		cell = world_cell(world, kind, id, field->number);
		if (field->expression && cell.known) {
			cell.text = mq_slice_str(cell.number ? "true" : "false");
		}
		mq_buf_clear(&got);
		mq_query_value(&world->view, kind, id, field->number, &got);
		assert_int_equal(mq_query_owner(&world->view, kind, id, field->number),
			world_owner(world, kind, id, field->number));
		assert_int_equal(got.len, cell.known ? cell.text.len : 0);
		if (cell.known) {
			assert_memory_equal(got.data, cell.text.data, got.len);
		}
	}
	mq_buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_officer_may_not_see_is_as_if_it_were_not_there),
		cmocka_unit_test(a_cache_that_is_always_full_changes_no_answer),
		cmocka_unit_test(every_tag_of_the_catalogue_holds_of_whom_the_loop_says),
		cmocka_unit_test(values_are_counted_as_by_a_loop),
		cmocka_unit_test(pages_are_cut_from_a_plain_sort),
		cmocka_unit_test(the_value_told_of_a_record_is_the_one_it_came_with),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
