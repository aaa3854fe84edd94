/*
 * One random question: its tree, its text, and who the oracle says it is true of. What the
 * engine tells otherwise is shown as the smallest question that it still tells otherwise.
 */
#ifndef TESTS_PROPERTY_QUESTION_H
#define TESTS_PROPERTY_QUESTION_H

#include "property/fill.h"
#include "property/grow.h"
#include "property/speak.h"

enum { DEPTH = 3, TEXT_MAX = 4096, GROWN_MAX = 4 };

static const char *const truth_names[] = {"no", "unknown", "yes"};

struct question {
	uint64_t seed;
	mq_kind_id kind;
	struct node *node;
	uint8_t *want;		/* by record: its truth */
	size_t n_yes, n_maybe;
	size_t n_shown;		/* who may be seen */
	struct mq_buf text;
	struct mq_arena arena;
	/* directives: */
	mq_kind_id asked;	/* the kind it is asked of, which from: overrules */
	struct mq_sort sort[2];
	mq_field_id columns[3];
	size_t n_sort, n_columns, limit;
};

static inline uint64_t first_seed(void)
{
	const char *seed = getenv("MINQING_SEED");

	return seed ? strtoull(seed, NULL, 10) : 2;
}

static inline uint64_t seed_of(size_t i)
{
	return first_seed() * 1000003 + i;
}

static inline void question_release(struct question *question)
{
	if (question->node) {
		forget_tree(question->node);
	}
	free(question->want);
	mq_buf_release(&question->text);
	mq_arena_release(&question->arena);
}

/* ---- the loop ---- */

static inline void question_loop(struct question *question, struct world *world)
{
	size_t n = world->n[question->kind];

	free(question->want);
	question->want = mq_alloc(n + 1);
	question->n_yes = question->n_maybe = question->n_shown = 0;
	for (size_t id = 0; id < n; id++) {
		bool hidden = is_hidden(world, question->kind, (mq_record_id)id);
		enum truth truth = hidden ? NO
			: ask(world, question->node, question->kind, (mq_record_id)id);

		question->want[id] = (uint8_t)truth;
		question->n_yes += truth == YES;
		question->n_maybe += truth == MAYBE;
		question->n_shown += !hidden;
	}
}

static inline bool is_dull(const struct question *question)
{
	return question->n_yes == 0 || question->n_yes == question->n_shown;
}

/* ---- the text ---- */

static inline void question_say(struct question *question, struct world *world,
	struct dice *dice)
{
	struct speaker speaker = {.world = world, .dice = dice, .out = &question->text};

	mq_buf_clear(&question->text);
	say_or(&speaker, question->kind, question->node);
	assert_in_range(question->text.len, 1, TEXT_MAX);
}

/* A question that all or nobody answers to is mostly thrown away for another. */
static inline void question_init(struct question *question, struct world *world, uint64_t seed,
	mq_kind_id kind)
{
	struct dice dice = {seed};
	struct grower grower = {.world = world, .dice = &dice, .arena = &question->arena};

	*question = (struct question){.seed = seed, .kind = kind, .asked = kind};
	for (size_t i = 0; i < GROWN_MAX; i++) {
		if (question->node) {
			forget_tree(question->node);
		}
		question->node = grow(&grower, kind, (size_t)dice_between(&dice, 0, DEPTH));
		question_loop(question, world);
		if (!is_dull(question) || dice_percent(&dice, 15)) {
			break;
		}
	}
	question_say(question, world, &dice);
}

/* ---- directives ---- */

static inline mq_field_id any_column(const struct world *world, mq_kind_id kind, struct dice *dice)
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

static inline const char *field_name(const struct world *world, mq_kind_id kind,
	mq_field_id number, struct dice *dice)
{
	const struct mq_field *field = world_field(world, number);
	const char *name = DICE_WORD(dice, field->id, field->id, field->zh);

	return is_plain(name) && mq_schema_field_exact(world->schema, kind, name, strlen(name))
		== number ? name : field->id;
}

static inline void dress_order(struct question *question, const struct world *world,
	struct dice *dice)
{
	size_t n = dice_percent(dice, 50) ? (size_t)dice_between(dice, 1, 2) : 0;

	for (size_t i = 0; i < n; i++) {
		struct mq_sort *sort = question->sort + question->n_sort++;

		*sort = (struct mq_sort){any_column(world, question->kind, dice),
			dice_percent(dice, 50)};
		mq_buf_addf(&question->text, "%s%s%s", i ? "," : DICE_WORD(dice, " sort:", " 排序:"),
			field_name(world, question->kind, sort->field, dice),
			sort->descending ? "-" : "");
	}
}

static inline void dress_columns(struct question *question, const struct world *world,
	struct dice *dice)
{
	size_t n = dice_percent(dice, 50) ? (size_t)dice_between(dice, 1, 3) : 0;

	for (size_t i = 0; i < n; i++) {
		mq_field_id field = any_column(world, question->kind, dice);

		question->columns[question->n_columns++] = field;
		mq_buf_addf(&question->text, "%s%s", i ? "," : DICE_WORD(dice, " cols:", " 列:"),
			field_name(world, question->kind, field, dice));
	}
}

/* Which kind is asked, and how the answer is to be shown. */
static inline void question_dress(struct question *question, const struct world *world,
	struct dice *dice)
{
	const struct mq_kind *kind = world->schema->kinds + question->kind;
	bool is_or = question->node->op == NODE_OR;
	struct mq_buf body = {0};

	mq_buf_add(&body, question->text.data, question->text.len);
	mq_buf_clear(&question->text);
	if (knows(FEATURE_FROM) && dice_percent(dice, 60)) {
		question->asked = (mq_kind_id)dice_below(dice, world->schema->n_kinds);
		mq_buf_addf(&question->text, "%s%s ", DICE_WORD(dice, "from:", "来自:", "from："),
			DICE_WORD(dice, kind->id, kind->zh, kind->relation ? kind->relation
				: kind->id));
	}
	mq_buf_addf(&question->text, is_or ? "(%s)" : "%s", body.data);
	dress_order(question, world, dice);
	dress_columns(question, world, dice);
	if (dice_percent(dice, 40)) {
		question->limit = (size_t)dice_between(dice, 1, 500);
		mq_buf_addf(&question->text, " limit:%zu", question->limit);
	}
	mq_buf_release(&body);
}

static inline bool is_dressed_so(const struct mq_query *query, const struct question *question)
{
	size_t n_sort, n_columns;
	const struct mq_sort *sort = mq_query_sort(query, &n_sort);
	const mq_field_id *columns = mq_query_columns(query, &n_columns);
	bool same = mq_query_kind(query) == question->kind && n_sort == question->n_sort &&
		n_columns == question->n_columns && mq_query_limit(query) == question->limit;

	for (size_t i = 0; same && i < n_sort; i++) {
		same = sort[i].field == question->sort[i].field &&
			sort[i].descending == question->sort[i].descending;
	}
	for (size_t i = 0; same && i < n_columns; i++) {
		same = columns[i] == question->columns[i];
	}
	return same;
}

/* ---- the engine ---- */

struct answered {
	enum mq_err err;
	struct mq_query *query;
	struct mq_answer got;
	struct mq_diag diag;
};

static inline void answered_release(struct answered *answered)
{
	mq_answer_release(&answered->got);
	mq_query_free(answered->query);
	mq_diag_release(&answered->diag);
	*answered = (struct answered){0};
}

static inline enum mq_err answer_text(const struct world *world, mq_kind_id kind,
	struct mq_slice text, struct answered *answered)
{
	*answered = (struct answered){0};
	answered->err = mq_query_new(world->schema, kind, world->today, MQ_QUERY_WHOLE, text.data,
		text.len, &answered->query, &answered->diag);
	if (answered->err == MQ_OK) {
		answered->err = mq_query_answer(answered->query, &world->view, &answered->got, NULL,
			&answered->diag);
	}
	return answered->err;
}

static inline enum truth truth_in(const struct mq_answer *got, mq_record_id id)
{
	return mq_set_has(got->yes, id) ? YES : mq_set_has(got->possible, id) ? MAYBE : NO;
}

/* How many records the answer tells otherwise than the loop. */
static inline size_t n_differ(const struct world *world, const struct question *question,
	const struct mq_answer *got)
{
	uint64_t n_possible = question->n_yes + question->n_maybe;
	size_t n = 0;

	for (size_t id = 0; id < world->n[question->kind]; id++) {
		n += truth_in(got, (mq_record_id)id) != question->want[id];
	}
	return n + (n == 0 && (mq_set_count(got->yes) != question->n_yes ||
		mq_set_count(got->possible) != n_possible));
}

static inline bool prints_the_same(const struct world *world, const struct mq_query *query,
	const struct question *question)
{
	struct mq_buf printed = {0}, again = {0};
	struct answered answered;
	bool same = false;

	mq_query_print(query, &printed);
	if (answer_text(world, question->asked, mq_slice(printed.data, printed.len), &answered)
	    == MQ_OK) {
		mq_query_print(answered.query, &again);
		same = printed.len == again.len && memcmp(printed.data, again.data, again.len) == 0 &&
			is_dressed_so(answered.query, question) &&
			n_differ(world, question, &answered.got) == 0;
	}
	answered_release(&answered);
	mq_buf_release(&printed);
	mq_buf_release(&again);
	return same;
}

enum wrong {
	RIGHT,
	REFUSED,
	TOLD_OTHERWISE,
	SHOWN_OTHERWISE,
	PRINTED_OTHERWISE,
};

static const char *const wrong_names[] = {"right", "refused", "told otherwise",
	"shown otherwise", "printed otherwise"};

static inline enum wrong judge_question(const struct world *world,
	const struct question *question)
{
	struct answered answered;
	enum wrong wrong = RIGHT;

	if (answer_text(world, question->asked, mq_slice(question->text.data, question->text.len),
	    &answered) != MQ_OK) {
		wrong = REFUSED;
	} else if (!is_dressed_so(answered.query, question)) {
		wrong = SHOWN_OTHERWISE;
	} else if (n_differ(world, question, &answered.got) > 0) {
		wrong = TOLD_OTHERWISE;
	} else if (!prints_the_same(world, answered.query, question)) {
		wrong = PRINTED_OTHERWISE;
	}
	answered_release(&answered);
	return wrong;
}

#endif
