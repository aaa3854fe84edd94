/*
 * From a question that fails to the smallest that still fails in the same way: greedily,
 * leave out what can be left out, and put a part for the whole.
 */
#ifndef TESTS_PROPERTY_SHRINK_H
#define TESTS_PROPERTY_SHRINK_H

#include "property/question.h"

enum { SHRINK_SAID = 6, SHRINK_MAX = 400 };

struct shrinker {
	struct world *world;
	struct question *question;
	enum wrong wrong;
	size_t n_tried;
};

/* Without what is only of how it is shown. */
static inline void undress(struct question *question)
{
	question->asked = question->kind;
	question->n_sort = question->n_columns = question->limit = 0;
}

/* Does the tree, as it is now, still fail, in one of a few ways of saying it? */
static inline bool still_fails(struct shrinker *shrinker)
{
	struct question *question = shrinker->question;

	if (shrinker->n_tried++ > SHRINK_MAX) {
		return false;
	}
	forget_tree(question->node);
	question_loop(question, shrinker->world);
	for (uint64_t i = 0; i < SHRINK_SAID; i++) {
		struct dice dice = {question->seed + i};

		question_say(question, shrinker->world, &dice);
		if (judge_question(shrinker->world, question) == shrinker->wrong) {
			return true;
		}
	}
	return false;
}

static inline bool can_stand_for(const struct node *node)
{
	return node->op == NODE_AND || node->op == NODE_OR || node->op == NODE_NOT;
}

/* One of the kids in place of the node. */
static inline bool shrink_to_kid(struct shrinker *shrinker, struct node **at)
{
	struct node *node = *at;

	for (size_t i = 0; can_stand_for(node) && i < node->n_kids; i++) {
		*at = node->kids[i];
		if (still_fails(shrinker)) {
			return true;
		}
	}
	*at = node;
	return false;
}

static inline bool shrink_kids(struct shrinker *shrinker, struct node *node)
{
	for (size_t i = 0; can_stand_for(node) && node->n_kids > 2 && i < node->n_kids; i++) {
		struct node was = *node;

		memmove(node->kids + i, node->kids + i + 1,
			(--node->n_kids - i) * sizeof(*node->kids));
		if (still_fails(shrinker)) {
			return true;
		}
		memcpy(node->kids, was.kids, sizeof(was.kids));
		node->n_kids = was.n_kids;
	}
	return false;
}

static inline bool shrink_list(struct shrinker *shrinker, struct test *test)
{
	for (size_t i = 0; !test->says && test->n > 1 && i < test->n; i++) {
		struct test was = *test;

		test->n--;
		memmove(test->spans + i, test->spans + i + 1, (test->n - i) * sizeof(*test->spans));
		memmove(test->words + i, test->words + i + 1, (test->n - i) * sizeof(*test->words));
		if (still_fails(shrinker)) {
			return true;
		}
		*test = was;
	}
	return false;
}

/* Everyone, in place of what is asked of those a relation reaches. */
static inline bool shrink_relation(struct shrinker *shrinker, struct node *node)
{
	struct node *asked = node->kids[0];

	if (node->op != NODE_RELATION || !has_number(node->relation.quantifier) ||
	    (asked->op == NODE_AND && asked->n_kids == 0)) {
		return false;
	}
	node->kids[0] = node_new(&shrinker->question->arena, NODE_AND);
	if (still_fails(shrinker)) {
		return true;
	}
	node->kids[0] = asked;
	return false;
}

static inline bool shrink_once(struct shrinker *shrinker, struct node **at)
{
	if (shrink_to_kid(shrinker, at) || shrink_kids(shrinker, *at) ||
	    ((*at)->op == NODE_TEST && shrink_list(shrinker, &(*at)->test)) ||
	    shrink_relation(shrinker, *at)) {
		return true;
	}
	for (size_t i = 0; i < (*at)->n_kids; i++) {
		if (shrink_once(shrinker, (*at)->kids + i)) {
			return true;
		}
	}
	return false;
}

/* ---- telling ---- */

static inline void print_canonical(const struct world *world, const struct question *question)
{
	struct mq_buf printed = {0};
	struct answered answered;

	answer_text(world, question->asked, mq_slice(question->text.data, question->text.len),
		&answered);
	if (answered.query) {
		mq_query_print(answered.query, &printed);
		print_error("  canonical: %s\n", printed.data ? printed.data : "");
	} else {
		mq_diag_print(&answered.diag, "  ", stderr);
	}
	answered_release(&answered);
	mq_buf_release(&printed);
}

/* What a record says of the first few fields the tree asks of its own kind. */
static inline void print_values(struct world *world, const struct node *node, mq_kind_id kind,
	mq_record_id id, size_t depth)
{
	if (node->op == NODE_TEST) {
		struct cell cell = world_cell(world, kind, id, node->test.field);
		const struct mq_field *field = world_field(world, node->test.field);

		print_error("    %s: %s %.*s (%lld)\n", field->id, cell.known ? "" : "not known",
			(int)cell.text.len, cell.text.data ? (const char *)cell.text.data : "",
			(long long)cell.number);
	}
	for (size_t i = 0; depth < 4 && i < node->n_kids && node->op != NODE_RELATION; i++) {
		print_values(world, node->kids[i], kind, id, depth + 1);
	}
}

static inline void print_differences(struct world *world, const struct question *question)
{
	struct answered answered;
	size_t n = 0;

	if (answer_text(world, question->asked, mq_slice(question->text.data, question->text.len),
	    &answered) == MQ_OK) {
		for (mq_record_id id = 0; id < world->n[question->kind]; id++) {
			enum truth told = truth_in(&answered.got, id);
			mq_field_id key = world->schema->kinds[question->kind].key[0];
			struct cell cell = stored_cell(world, id, key);

			if (told == question->want[id] || n++ >= 3) {
				continue;
			}
			print_error("  %.*s: engine %s, loop %s\n", (int)cell.text.len,
				(const char *)cell.text.data, truth_names[told],
				truth_names[question->want[id]]);
			print_values(world, question->node, question->kind, id, 0);
		}
	}
	print_error("  %zu differ; loop: %zu yes, %zu unknown; engine: %llu yes, %llu possible\n",
		n, question->n_yes, question->n_maybe,
		(unsigned long long)(answered.got.yes ? mq_set_count(answered.got.yes) : 0),
		(unsigned long long)(answered.got.possible ? mq_set_count(answered.got.possible)
			: 0));
	answered_release(&answered);
}

/* Tell of a question that is not right, and make it small. */
static inline void tell_wrong(struct world *world, struct question *question, enum wrong wrong)
{
	struct shrinker shrinker = {world, question, wrong, 0};
	struct question dressed = *question;
	struct mq_buf was = {0};

	undress(question);
	mq_buf_add(&was, question->text.data, question->text.len);
	print_error("seed %llu, from %s, %s: %s\n", (unsigned long long)question->seed,
		world->schema->kinds[question->kind].id, wrong_names[wrong], was.data);
	if (still_fails(&shrinker)) {
		while (shrink_once(&shrinker, &question->node)) {
		}
		shrinker.n_tried = 0;
		still_fails(&shrinker);
	} else {
		question->asked = dressed.asked;
		forget_tree(question->node);
		question_loop(question, world);
		mq_buf_clear(&question->text);
		mq_buf_add(&question->text, was.data, was.len);
	}
	print_error("  smallest: %s\n", question->text.data);
	print_canonical(world, question);
	print_differences(world, question);
	mq_buf_release(&was);
}

/* ---- many ---- */

enum { TOLD_MAX = 12 };

/* How far questions tell people apart. */
struct shares {
	size_t n, n_some, n_nobody, n_unknown;
};

static inline void shares_add(struct shares *shares, const struct question *question)
{
	shares->n++;
	shares->n_some += !is_dull(question);
	shares->n_nobody += question->n_yes == 0;
	shares->n_unknown += question->n_maybe > 0;
}

/* Ask questions first … first + n - 1 of a kind; how many are not right. */
static inline size_t n_wrong(struct world *world, const char *kind_name, size_t first, size_t n,
	struct shares *shares)
{
	mq_kind_id kind = world_kind(world, kind_name);
	size_t n_all = 0;

	for (size_t i = first; i < first + n; i++) {
		struct question question;
		enum wrong wrong;

		question_init(&question, world, seed_of(i), kind);
		if (shares && i % 10 == 0) {
			struct dice dice = {~question.seed};

			question_dress(&question, world, &dice);
		}
		if (getenv("MINQING_TELL")) {
			print_message("%s\n", question.text.data);
		}
		wrong = judge_question(world, &question);
		if (shares) {
			shares_add(shares, &question);
		}
		if (wrong != RIGHT && n_all++ < TOLD_MAX) {
			tell_wrong(world, &question, wrong);
		}
		question_release(&question);
	}
	return n_all;
}

static inline int make_world(void **state)
{
	struct world *world = world_new();

	derive_all(world);
	world_look(world);
	*state = world;
	return 0;
}

static inline void forget_tags(struct world *world)
{
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		if (world->derived[i]) {
			forget_tree(world->derived[i]);
		}
	}
}

static inline int end_world(void **state)
{
	struct world *world = *state;

	forget_tags(world);
	world_look_away(world);
	world_free(world);
	return 0;
}

#endif
