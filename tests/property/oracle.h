/*
 * The oracle: a question as a tree, answered by a plain loop over the records.
 *
 * It shares nothing with the engine but the schema. Truth has Kleene's three values as
 * numbers, so that and is the least, or the greatest, not is 2 - x. A test looks at one
 * cell; numbers of every type (codes, days, decimals) are tested by spans, both ends
 * included, so that `:`, `<`, `>=`, ranges and lists are all one thing here.
 *
 *     a field that is not known    open: unknown     closed: no
 *     bare words                   found or not, never unknown
 *
 *     cells.h            what a record says of a field
 *     calendar.h         days, weeks, months
 *     oracle_text.h      words, rooms, readings; oracle_near.h: fuzzy, patterns
 *     oracle_relation.h  any, all, none, count, sum, min, max; groups.h: of whom
 */
#ifndef TESTS_PROPERTY_ORACLE_H
#define TESTS_PROPERTY_ORACLE_H

#include "property/oracle_relation.h"
#include "property/oracle_text.h"

/* ---- tests ---- */

static inline bool is_code_in(const struct mq_field *field, struct cell cell, struct span span)
{
	for (size_t i = 0; i < field->codes->n_codes; i++) {
		if ((cell.number >> i & 1) && span.low <= (int64_t)i && (int64_t)i <= span.high) {
			return true;
		}
	}
	return false;
}

/* How long ago, each end in its own unit. A day to come is below every number. */
static inline bool is_ago(const struct world *world, struct cell cell, struct span span)
{
	return (span.low == SPAN_OPEN_LOW ||
		units_between(cell.number, world->today, span.unit_low) >= span.low) &&
		(span.high == SPAN_OPEN_HIGH ||
		 units_between(cell.number, world->today, span.unit_high) <= span.high);
}

static inline bool matches(const struct world *world, const struct mq_field *field,
	const struct test *test, struct cell cell, size_t i)
{
	struct span span = test->spans[i];

	if (test->op == TEST_AGO) {
		return is_ago(world, cell, span);
	}
	if (test->op != TEST_SPANS) {
		return text_fits(test, cell, i);
	}
	return field->type == MQ_TYPE_MULTI ? is_code_in(field, cell, span)
		: span.low <= cell.number && cell.number <= span.high;
}

static inline enum truth eval_test(struct world *world, const struct test *test,
	const struct at *at)
{
	const struct mq_field *field = world_field(world, test->field);
	struct said said = world_said(world, at->kind, at->id, test->field);

	if (test->op == TEST_KNOWN || test->op == TEST_UNKNOWN) {
		return said.known == (test->op == TEST_KNOWN) ? YES : NO;
	}
	if (!said.known) {
		return said.is_no ? NO : MAYBE;
	}
	for (size_t i = 0; i < test->n; i++) {
		if (matches(world, field, test, said.cell, i)) {
			return YES;
		}
	}
	return NO;
}

/* ---- bare words ---- */

static inline bool is_looked_in(const struct world *world, const struct test *test,
	mq_kind_id kind, const struct mq_field *field)
{
	bool is_short = test->op != TEST_PATTERN && test->op != TEST_EQUALS &&
		mq_utf8_count(test->words[0], strlen(test->words[0])) < 3;

	return field->bare && field->type == MQ_TYPE_TEXT &&
		mq_schema_distance(world->schema, kind, field->number) >= 0 &&
		!(field->search == MQ_SEARCH_NUMBER && (is_short || test->op == TEST_FUZZY)) &&
		!(field->search != MQ_SEARCH_NUMBER && test->op == TEST_ENDS);
}

static inline enum truth eval_anywhere(struct world *world, const struct test *test,
	const struct at *at)
{
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;
		struct cell cell;

		if (!field->bare || !is_looked_in(world, test, at->kind, field)) {
			continue;
		}
		cell = world_cell(world, at->kind, at->id, field->number);
		if (cell.known && text_fits(test, cell, 0)) {
			return YES;
		}
	}
	return NO;
}

/* ---- places ---- */

static inline int place_code(const struct mq_codes *codes, const char *word)
{
	for (size_t i = 0; i < codes->n_codes; i++) {
		const struct mq_code *code = codes->codes + i;
		bool is_it = strcasecmp(code->id, word) == 0 || strcmp(code->zh, word) == 0 ||
			(code->en && strcasecmp(code->en, word) == 0);

		for (size_t k = 0; k < code->n_aliases && !strpbrk(word, "0123456789"); k++) {
			is_it = is_it || strcasecmp(code->aliases[k], word) == 0;
		}
		if (is_it) {
			return (int)i;
		}
	}
	return -1;
}

/* An address begins so, and not in the middle of a number or a word. */
static inline bool is_below_place(struct mq_slice address, struct mq_slice place)
{
	const uint8_t *bytes = address.data;

	return begins(address, place) && (address.len == place.len || place.len == 0 ||
		run_class(bytes[place.len]) == 0 ||
		run_class(bytes[place.len]) != run_class(bytes[place.len - 1]));
}

/* `code` is what the word names among the committees, or -1. */
static inline enum truth eval_place_word(struct world *world, const char *word, int64_t code,
	const struct at *at)
{
	struct said said = world_said(world, at->kind, at->id,
		code >= 0 ? world->committee : world->address);

	if (!said.known) {
		return said.is_no ? NO : MAYBE;
	}
	return (code >= 0 ? said.cell.number == code
		: is_below_place(said.cell.folded, mq_slice_str(word))) ? YES : NO;
}

static inline enum truth eval_place(struct world *world, const struct test *test,
	const struct at *at)
{
	enum truth truth = NO;

	if (test->op == TEST_KNOWN || test->op == TEST_UNKNOWN) {
		struct said said = world_said(world, at->kind, at->id, world->address);

		return said.known == (test->op == TEST_KNOWN) ? YES : NO;
	}
	for (size_t i = 0; i < test->n; i++) {
		enum truth word = eval_place_word(world, test->words[i],
			test->spans[i].low, at);

		truth = word > truth ? word : truth;
	}
	return truth;
}

/* ---- the record outside ---- */

/* INT and DECIMAL compare as numbers; who is not born yet is below them all. */
static inline int compare_cells(const struct mq_field *a, struct cell x, const struct mq_field *b,
	struct cell y)
{
	double left = (double)x.number * (a->type == MQ_TYPE_INT ? 10000 : 1);
	double right = (double)y.number * (b->type == MQ_TYPE_INT ? 10000 : 1);

	if (a->type == MQ_TYPE_TEXT) {
		return !equals(x.folded, y.folded);
	}
	return left < right ? -1 : left > right;
}

static inline enum truth eval_outer(struct world *world, const struct outer *outer,
	const struct at *at)
{
	const struct mq_field *a = world_field(world, outer->inner);
	const struct mq_field *b = world_field(world, outer->outer);
	const struct at *out = at;
	const char *compare = outer->compare;
	struct said x, y;
	int order;

	for (size_t i = 0; i < outer->level; i++) {
		out = out->outer;
	}
	x = world_said(world, at->kind, at->id, outer->inner);
	y = world_said(world, out->kind, out->id, outer->outer);
	if (!x.known || !y.known) {
		enum truth truth = x.is_no || y.is_no ? NO : MAYBE;

		return compare[0] == '!' ? (enum truth)(YES - truth) : truth;
	}
	order = compare_cells(a, x.cell, b, y.cell);
	if (order == 0) {
		return compare[0] != '!' && strpbrk(compare, ":=") ? YES : NO;
	}
	return compare[0] == '!' || compare[0] == (order < 0 ? '<' : '>') ? YES : NO;
}

/* ---- trees ---- */

static inline enum truth eval(struct world *world, struct node *node, const struct at *at)
{
	enum truth truth = node->op == NODE_AND ? YES : NO;

	switch (node->op) {
	case NODE_TEST:
		return eval_test(world, &node->test, at);
	case NODE_ANYWHERE:
		return eval_anywhere(world, &node->test, at);
	case NODE_PLACE:
		return eval_place(world, &node->test, at);
	case NODE_RELATION:
		return eval_relation(world, node, at);
	case NODE_OUTER:
		return eval_outer(world, &node->outer, at);
	case NODE_UP:
		return eval(world, node->kids[0], at->outer);
	case NODE_SAVED:
		return eval(world, node->kids[0], at);
	case NODE_NOT:
		return (enum truth)(YES - eval(world, node->kids[0], at));
	case NODE_AND:
	case NODE_OR:
		break;
	}
	for (size_t i = 0; i < node->n_kids; i++) {
		enum truth kid;

		if (truth == (node->op == NODE_AND ? NO : YES)) {
			break;
		}
		kid = eval(world, node->kids[i], at);
		if (node->op == NODE_AND ? kid < truth : kid > truth) {
			truth = kid;
		}
	}
	return truth;
}

static inline enum truth ask(struct world *world, struct node *node, mq_kind_id kind,
	mq_record_id id)
{
	const struct at at = {kind, id, NULL};

	return eval(world, node, &at);
}

#endif
