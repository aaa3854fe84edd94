/*
 * Trees as text, said in a random one of the ways a person may say them: ids, labels
 * and aliases; ASCII, full-width and Chinese operators; days as dates, months, years, or
 * counted from today. Whatever is chosen means the same tree.
 */
#ifndef TESTS_PROPERTY_SPEAK_H
#define TESTS_PROPERTY_SPEAK_H

#include "property/speak_words.h"

/* ---- trees ---- */

static inline void say_or(struct speaker *speaker, mq_kind_id kind, const struct node *node);

static inline void say_in_brackets(struct speaker *speaker, mq_kind_id kind,
	const struct node *node)
{
	const char *space = dice_percent(speaker->dice, 15) ? " " : "";

	say_ascii(speaker, "(");
	say(speaker, space);
	say_or(speaker, kind, node);
	say(speaker, space);
	say_ascii(speaker, ")");
}

static inline void say_reached(struct speaker *speaker, const struct relation *relation)
{
	const struct mq_kind *kinds = speaker->world->schema->kinds;

	if (relation->link != MQ_NO_FIELD) {
		SAY_ONE(speaker, kinds[relation->kind].relation, kinds[relation->kind].relation_zh);
	} else if (relation->area >= 0) {
		SAY_ONE(speaker, areas[relation->area].id, areas[relation->area].zh);
	} else {
		SAY_ONE(speaker, kinds[relation->up].id, kinds[relation->up].zh);
	}
	if (relation->others) {
		SAY_ONE(speaker, ".others", ".others", ".其他", ".其余");
	}
}

/* Behind the brackets. */
static inline void say_number(struct speaker *speaker, const struct relation *relation)
{
	struct test test = relation->number;
	struct span span = test.spans[0];
	struct mq_field counted = {.type = MQ_TYPE_INT, .years_since = MQ_NO_FIELD};
	const struct mq_field *field = relation->field == MQ_NO_FIELD ? &counted
		: world_field(speaker->world, relation->field);
	const char *compare = span.compare;

	if (test.op != TEST_SPANS) {
		say(speaker, test.op == TEST_KNOWN ? ":*" : ":?");
		return;
	}
	say_ascii(speaker, compare);
	if (span.says) {
		say(speaker, span.says);
	} else if (compare[0] == '<' || compare[0] == '>') {
		bool up = compare[0] == '>';

		say_bound(speaker, field, up ? span.low - !compare[1] : span.high + !compare[1],
			up == !compare[1] ? SIDE_HIGH : SIDE_LOW);
	} else if (compare[0] == ':') {
		say_range(speaker, field, span);
	} else {
		say_bound(speaker, field, span.low, SIDE_LOW);
	}
}

static inline void say_relation(struct speaker *speaker, const struct node *node)
{
	static const char *const quantifiers[][3] = {
		{"any", "any", "有"}, {"all", "all", "都"}, {"none", "none", "没有"},
		{"count", "count", "数"}, {"sum", "合计", "总和"}, {"min", "最小", "最早"},
		{"max", "最大", "最晚"},
	};
	const struct relation *relation = &node->relation;
	const struct node *asked = node->kids[0];
	bool everyone = asked->op == NODE_AND && asked->n_kids == 0;

	say_reached(speaker, relation);
	say(speaker, ".");
	say(speaker, dice_word(speaker->dice, quantifiers[relation->quantifier], 3));
	say_ascii(speaker, "(");
	if (relation->field != MQ_NO_FIELD) {
		say_field(speaker, relation->kind, relation->field);
		say(speaker, everyone ? "" : DICE_WORD(speaker->dice, ",", ", ", "，"));
	}
	if (!everyone) {
		say_or(speaker, relation->kind, asked);
	}
	say_ascii(speaker, ")");
	if (has_number(relation->quantifier)) {
		say_number(speaker, relation);
	}
}

static inline void say_outer(struct speaker *speaker, mq_kind_id kind, const struct outer *outer)
{
	say_field(speaker, kind, outer->inner);
	say_ascii(speaker, outer->compare);
	for (size_t i = 0; i < outer->level; i++) {
		say(speaker, "^");
	}
	say_field(speaker, speaker->outer[speaker->n_outer - outer->level], outer->outer);
}

static inline void say_inside(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	speaker->outer[speaker->n_outer++] = kind;
	say_relation(speaker, node);
	speaker->n_outer--;
}

static inline void say_up(struct speaker *speaker, const struct node *node)
{
	mq_kind_id out = speaker->outer[--speaker->n_outer];

	say_ascii(speaker, "^");
	say_in_brackets(speaker, out, node->kids[0]);
	speaker->outer[speaker->n_outer++] = out;
}

/* An atom: brackets about whatever is more than one. */
static inline void say_atom(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	bool is_one = node->op != NODE_AND && node->op != NODE_OR && node->op != NODE_NOT;

	if (!is_one || dice_percent(speaker->dice, 5)) {
		say_in_brackets(speaker, kind, node);
		return;
	}
	switch (node->op) {
	case NODE_TEST:
		say_test(speaker, kind, &node->test, false);
		break;
	case NODE_ANYWHERE:
		say_anywhere(speaker, &node->test);
		break;
	case NODE_PLACE:
		say_place(speaker, &node->test, false);
		break;
	case NODE_OUTER:
		say_outer(speaker, kind, &node->outer);
		break;
	case NODE_UP:
		say_up(speaker, node);
		break;
	case NODE_SAVED:
		say(speaker, node->says);
		break;
	default:
		say_inside(speaker, kind, node);
	}
}

static inline void say_not_sign(struct speaker *speaker, const struct node *kid)
{
	if (!knows(FEATURE_NOT_NEAR) && kid->op == NODE_ANYWHERE && kid->test.op == TEST_FUZZY) {
		SAY_ONE(speaker, "-", "not ", "非 ", "－");
		return;
	}
	SAY_ONE(speaker, "-", "-", "!", "not ", "NOT ", "非 ", "－", "！");
}

/* 非低保: no space before what alone is a tag or a code, where the two are none. */
static inline bool say_attached_not(struct speaker *speaker, mq_kind_id kind,
	const struct node *kid)
{
	const char *word = knows(FEATURE_ATTACHED_NOT) && kid->op == NODE_TEST
		? bare_word(speaker, kind, &kid->test) : NULL;
	char whole[256];
	mq_field_id field;
	int code;

	if (!word || !dice_percent(speaker->dice, 50)) {
		return false;
	}
	snprintf(whole, sizeof(whole), "非%s", word);
	if (mq_schema_bare(speaker->world->schema, kind, whole, strlen(whole), &field, &code)) {
		return false;
	}
	say(speaker, whole);
	return true;
}

static inline void say_not(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	const struct node *kid = node->kids[0];
	size_t start = speaker->out->len;

	if (node->op != NODE_NOT) {
		say_atom(speaker, kind, node);
		return;
	}
	if (say_attached_not(speaker, kind, kid) ||
	    (kid->op == NODE_TEST && say_test(speaker, kind, &kid->test, true))) {
		return;
	}
	speaker->out->len = start;
	if (kid->op == NODE_PLACE && dice_percent(speaker->dice, 50)) {
		say_place(speaker, &kid->test, true);
		return;
	}
	say_not_sign(speaker, kid);
	say_atom(speaker, kind, kid);
}

static inline void say_and(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	if (node->op != NODE_AND) {
		say_not(speaker, kind, node);
		return;
	}
	for (size_t i = 0; i < node->n_kids; i++) {
		if (i > 0) {
			SAY_ONE(speaker, " ", " ", " ", "  ", " and ", " AND ", " 且 ", "　");
		}
		say_not(speaker, kind, node->kids[i]);
	}
}

static inline void say_or(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	if (node->op != NODE_OR) {
		say_and(speaker, kind, node);
		return;
	}
	for (size_t i = 0; i < node->n_kids; i++) {
		if (i > 0) {
			SAY_ONE(speaker, " or ", " or ", " OR ", " 或 ", " | ");
		}
		say_and(speaker, kind, node->kids[i]);
	}
}

#endif
