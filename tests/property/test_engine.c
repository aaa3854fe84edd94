/*
 * The engine and a plain loop over the records give one answer. Questions are random
 * trees (grow.h) said in random words (speak.h); the loop (oracle.h) runs over arrays
 * that never saw the index. A failure prints the seed, the text and who is told apart.
 *
 * MINQING_SEED draws other questions than the usual ones.
 */
#include "property/grow.h"
#include "property/speak.h"

enum {
	SEED = 2,
	N_QUESTIONS = 2000,
	N_COUNTED = 100,
	N_PAGES = 50,
	DEPTH = 3,
	TEXT_MAX = 4096,
};

static const char *const truth_names[] = {"no", "unknown", "yes"};

/* One random question: its tree, its text, and who the oracle says it is true of. */
struct question {
	uint64_t seed;
	mq_kind_id kind;
	struct node *node;
	struct mq_buf text;
	struct mq_arena arena;
};

static uint64_t first_seed(void)
{
	const char *seed = getenv("MINQING_SEED");

	return seed ? strtoull(seed, NULL, 10) : SEED;
}

static uint64_t seed_of(size_t i)
{
	return first_seed() * 1000003 + i;
}

static void question_init(struct question *question, struct world *world, uint64_t seed,
	mq_kind_id kind)
{
	struct dice dice = {seed};
	struct grower grower = {world, &dice, &question->arena};
	struct speaker speaker = {world, &dice, &question->text};

	*question = (struct question){.seed = seed, .kind = kind};
	question->node = grow(&grower, kind, (size_t)dice_between(&dice, 0, DEPTH));
	say_or(&speaker, kind, question->node);
	assert_in_range(question->text.len, 1, TEXT_MAX);
}

static void question_release(struct question *question)
{
	mq_buf_release(&question->text);
	mq_arena_release(&question->arena);
}

static void answer(const struct world *world, mq_kind_id kind, const char *text, size_t len,
	struct mq_query **query, struct mq_answer *got)
{
	struct mq_diag diag = {0};
	enum mq_err err = mq_query_new(world->schema, kind, world->today, MQ_QUERY_WHOLE, text, len,
		query, &diag);

	if (err != MQ_OK) {
		print_error("refused: %.*s\n", (int)len, text);
	}
	assert_ok(err, &diag);
	assert_ok(mq_query_answer(*query, &world->view, got, NULL, &diag), &diag);
}

static enum truth truth_in(const struct mq_answer *got, mq_record_id id)
{
	return mq_set_has(got->yes, id) ? YES : mq_set_has(got->possible, id) ? MAYBE : NO;
}

/* How many records the answer tells otherwise than the tree; the first few are printed. */
static size_t differences(const struct world *world, const struct question *question,
	const struct mq_answer *got)
{
	size_t n_yes = 0, n_maybe = 0, n = 0;

	for (size_t i = 0; i < world->n[question->kind]; i++) {
		mq_record_id id = (mq_record_id)i;
		enum truth want = is_hidden(world, question->kind, id) ? NO
			: eval(world, question->node, question->kind, id);

		n_yes += want == YES;
		n_maybe += want == MAYBE;
		if (truth_in(got, id) != want && n++ < 3) {
			struct mq_slice key = stored_cell(world, id,
				world->schema->kinds[question->kind].key[0]).text;

			print_error("  %.*s: engine %s, loop %s\n", (int)key.len,
				(const char *)key.data, truth_names[truth_in(got, id)],
				truth_names[want]);
		}
	}
	n += mq_set_count(got->yes) != n_yes && n == 0;
	n += mq_set_count(got->possible) != n_yes + n_maybe && n == 0;
	if (n > 0) {
		print_error("seed %llu, %zu differ: %s\n", (unsigned long long)question->seed, n,
			question->text.data);
	}
	return n;
}

/* Ask n questions of kind; how many were answered otherwise. */
static size_t n_wrong(struct world *world, const char *kind_name, size_t n)
{
	mq_kind_id kind = world_kind(world, kind_name);
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct question question;
		struct mq_query *query = NULL;
		struct mq_answer got = {0};

		question_init(&question, world, seed_of(i), kind);
		answer(world, kind, question.text.data, question.text.len, &query, &got);
		wrong += differences(world, &question, &got) > 0;
		mq_answer_release(&got);
		mq_query_free(query);
		question_release(&question);
	}
	return wrong;
}

static void questions_about_residents_are_answered_as_by_a_loop(void **state)
{
	assert_int_equal(n_wrong(*state, "resident", N_QUESTIONS), 0);
}

static void questions_about_other_kinds_are_answered_as_by_a_loop(void **state)
{
	assert_int_equal(n_wrong(*state, "household", N_QUESTIONS / 4), 0);
	assert_int_equal(n_wrong(*state, "dwelling", N_QUESTIONS / 10), 0);
	assert_int_equal(n_wrong(*state, "visit", N_QUESTIONS / 10), 0);
	assert_int_equal(n_wrong(*state, "service", N_QUESTIONS / 10), 0);
}

static void what_an_officer_may_not_see_is_as_if_it_were_not_there(void **state)
{
	struct world *world = *state;
	struct mq_set *left[MQ_KINDS_MAX] = {0};
	struct dice dice = {first_seed()};
	size_t wrong;

	world_hide(world, &dice, 25, left);
	wrong = n_wrong(world, "resident", N_QUESTIONS / 4);
	wrong += n_wrong(world, "household", N_QUESTIONS / 10);
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
	wrong = n_wrong(world, "resident", N_QUESTIONS / 4);
	mq_cache_free(world->view.cache);
	world->view.cache = NULL;
	wrong += n_wrong(world, "resident", N_QUESTIONS / 10);
	world->view.cache = was;
	assert_int_equal(wrong, 0);
}

static void assert_tag(struct world *world, mq_kind_id kind, mq_field_id field)
{
	struct question question = {.kind = kind};
	struct mq_answer got = {0};
	struct mq_diag diag = {0};

	question.node = node_new(&question.arena, NODE_TEST);
	question.node->test = (struct test){.field = field, .spans = {{1, 1}}, .n = 1};
	mq_buf_adds(&question.text, world_field(world, field)->id);
	assert_ok(mq_query_tag(&world->view, kind, field, &got, &diag), &diag);
	assert_int_equal(differences(world, &question, &got), 0);
	mq_answer_release(&got);
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

/* ---- printing ---- */

static void what_is_printed_reads_as_the_same_question(void **state)
{
	struct world *world = *state;
	mq_kind_id kind = world_kind(world, "resident");

	for (size_t i = 0; i < N_QUESTIONS / 2; i++) {
		struct question question;
		struct mq_query *first = NULL, *again = NULL;
		struct mq_answer got = {0}, got_again = {0};
		struct mq_buf printed = {0}, printed_again = {0};

		question_init(&question, world, seed_of(i), kind);
		answer(world, kind, question.text.data, question.text.len, &first, &got);
		mq_query_print(first, &printed);
		answer(world, kind, printed.data, printed.len, &again, &got_again);
		mq_query_print(again, &printed_again);
		assert_string_equal(printed_again.data, printed.data);
		assert_true(mq_set_equal(got.yes, got_again.yes));
		assert_true(mq_set_equal(got.possible, got_again.possible));
		mq_answer_release(&got);
		mq_answer_release(&got_again);
		mq_query_free(first);
		mq_query_free(again);
		mq_buf_release(&printed);
		mq_buf_release(&printed_again);
		question_release(&question);
	}
}

/* ---- counts ---- */

static bool is_counted(const struct world *world, mq_kind_id kind, const struct mq_field *field)
{
	return mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		(field->type == MQ_TYPE_BOOL || field->codes);
}

/* What the loop counts of one record. */
static void count_one(const struct world *world, mq_kind_id kind, mq_record_id id,
	const struct mq_field *field, uint64_t *counts, uint64_t *unknown)
{
	const struct test is_true = {.field = field->number, .spans = {{1, 1}}, .n = 1};
	struct cell cell = world_cell(world, kind, id, field->number);

	if (field->type == MQ_TYPE_BOOL) {
		enum truth truth = eval_test(world, &is_true, kind, id);

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

static void assert_counts(const struct world *world, mq_kind_id kind, const struct mq_set *set,
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
		answer(world, kind, question.text.data, question.text.len, &query, &got);
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
static struct cell rank_cell(const struct world *world, mq_kind_id kind, mq_record_id id,
	mq_field_id number)
{
	mq_field_id since = world_field(world, number)->years_since;
	struct cell cell = world_cell(world, kind, id, since == MQ_NO_FIELD ? number : since);

	cell.number = since == MQ_NO_FIELD ? cell.number : -cell.number;
	return cell;
}

/* Everyone of set in order of sort. */
static struct ranked *rank(const struct world *world, mq_kind_id kind, const struct mq_set *set,
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

static mq_field_id any_column(const struct world *world, mq_kind_id kind, struct dice *dice)
{
	for (;;) {
		const struct mq_field *field = world->schema->fields +
			dice_below(dice, world->schema->n_fields);

		if (mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		    field->type != MQ_TYPE_TEXT && field->type != MQ_TYPE_MULTI &&
		    field->type != MQ_TYPE_REF && !field->expression) {
			return field->number;
		}
	}
}

static void assert_page(const struct world *world, mq_kind_id kind, const struct mq_set *set,
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
		answer(world, kind, question.text.data, question.text.len, &query, &got);
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

	for (size_t i = 0; i < 20 * N_QUESTIONS; i++) {
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

static int make_world(void **state)
{
	struct world *world = world_new();

	derive_all(world);
	world_look(world);
	*state = world;
	return 0;
}

static int end_world(void **state)
{
	world_look_away(*state);
	world_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_about_residents_are_answered_as_by_a_loop),
		cmocka_unit_test(questions_about_other_kinds_are_answered_as_by_a_loop),
		cmocka_unit_test(what_an_officer_may_not_see_is_as_if_it_were_not_there),
		cmocka_unit_test(a_cache_that_is_always_full_changes_no_answer),
		cmocka_unit_test(every_tag_of_the_catalogue_holds_of_whom_the_loop_says),
		cmocka_unit_test(what_is_printed_reads_as_the_same_question),
		cmocka_unit_test(values_are_counted_as_by_a_loop),
		cmocka_unit_test(pages_are_cut_from_a_plain_sort),
		cmocka_unit_test(the_value_told_of_a_record_is_the_one_it_came_with),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
