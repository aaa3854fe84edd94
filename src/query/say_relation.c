/*
 * Relations in words: who is reached, how many of them, or what a field of theirs comes
 * to, which is then compared like a field.
 */
#include "say_own.h"

#include <stdlib.h>

/* ---- any, all, none, count ---- */

/* Siblings share a hub, children are called by the relation; each of people, and of
 * other records. */
enum group {
	GROUP_PEOPLE,
	GROUP_RECORDS,
	GROUP_OTHER_PEOPLE,
	GROUP_OTHER_RECORDS,
	GROUP_CHILD_PEOPLE,
	GROUP_CHILD_RECORDS,
	N_GROUPS,
};

static const struct {
	enum quantifier quantifier;
	const char *texts[N_GROUPS];
} relations[] = {
	{QUANTIFIER_ANY, {N_("somebody in the {hub}"), N_("one or more in the {hub}"),
		N_("somebody else in the {hub}"), N_("one or more others in the {hub}"),
		N_("somebody among the {relation}"), N_("one or more of the {relation}")}},
	{QUANTIFIER_ALL, {N_("everybody in the {hub}"), N_("all in the {hub}"),
		N_("everybody else in the {hub}"), N_("all others in the {hub}"),
		N_("everybody among the {relation}"), N_("all of the {relation}")}},
	{QUANTIFIER_NONE, {N_("nobody in the {hub}"), N_("none in the {hub}"),
		N_("nobody else in the {hub}"), N_("none of the others in the {hub}"),
		N_("nobody among the {relation}"), N_("none of the {relation}")}},
	{QUANTIFIER_COUNT, {N_("{count} of those in the {hub}"), N_("{count} in the {hub}"),
		N_("{count} others in the {hub}"), N_("{count} of the others in the {hub}"),
		N_("{count} among the {relation}"), N_("{count} of the {relation}")}},
};

/* Are records of the kind called by a name, as people are? */
static bool are_people(const struct mq_schema *schema, mq_kind_id kind)
{
	mq_field_id title = schema->kinds[kind].title;

	return title != MQ_NO_FIELD && schema->fields[title].search == MQ_SEARCH_NAME;
}

static enum group group_of(const struct saying *saying, const struct tree *tree)
{
	bool people = are_people(saying->schema, tree->of);

	if (tree->hub == MQ_NO_KIND) {
		return people ? GROUP_CHILD_PEOPLE : GROUP_CHILD_RECORDS;
	}
	return tree->others ? (people ? GROUP_OTHER_PEOPLE : GROUP_OTHER_RECORDS)
		: people ? GROUP_PEOPLE : GROUP_RECORDS;
}

/* ---- sum, min, max ---- */

/* Of siblings, of the others among them, of children. */
static const struct {
	enum quantifier quantifier;
	bool dates;
	const char *texts[3];
} measures[] = {
	{QUANTIFIER_SUM, false, {N_("the sum of {value} in the {hub}"),
		N_("the sum of {value} of the others in the {hub}"),
		N_("the sum of {value} of the {relation}")}},
	{QUANTIFIER_MIN, false, {N_("the least {value} in the {hub}"),
		N_("the least {value} of the others in the {hub}"),
		N_("the least {value} of the {relation}")}},
	{QUANTIFIER_MAX, false, {N_("the greatest {value} in the {hub}"),
		N_("the greatest {value} of the others in the {hub}"),
		N_("the greatest {value} of the {relation}")}},
	{QUANTIFIER_MIN, true, {N_("the earliest {value} in the {hub}"),
		N_("the earliest {value} of the others in the {hub}"),
		N_("the earliest {value} of the {relation}")}},
	{QUANTIFIER_MAX, true, {N_("the latest {value} in the {hub}"),
		N_("the latest {value} of the others in the {hub}"),
		N_("the latest {value} of the {relation}")}},
};

static void say_measure(const struct saying *saying, const struct tree *tree, bool denied,
	struct slots *slots, struct mq_buf *out)
{
	const struct mq_field *field = saying->schema->fields + tree->field;
	bool dates = field->type == MQ_TYPE_DATE;
	size_t which = tree->hub == MQ_NO_KIND ? 2 : tree->others;
	struct mq_buf subject = {0};

	slots->value = mq_field_label(field);
	for (size_t i = 0; i < MQ_LENGTH(measures); i++) {
		if (measures[i].quantifier == tree->quantifier && measures[i].dates == dates) {
			phrase_put(&subject, measures[i].texts[which], NULL, false, slots);
		}
	}
	slots->field = subject.data != NULL ? subject.data : "";
	say_compared(saying, tree, denied, slots, out);
	mq_buf_release(&subject);
}

/* ---- how many ---- */

static const struct {
	enum op op;
	const char *text;
} counts[] = {
	{OP_EQUAL, N_("exactly {value}")}, {OP_NOT, N_("not {value}")},
	{OP_LESS, N_("fewer than {value}")}, {OP_AT_MOST, N_("at most {value}")},
	{OP_MORE, N_("more than {value}")}, {OP_AT_LEAST, N_("at least {value}")},
};

static void put_count(enum op op, const char *number, struct mq_buf *out)
{
	for (size_t i = 0; i < MQ_LENGTH(counts); i++) {
		if (counts[i].op == op) {
			phrase_put(out, counts[i].text, NULL, false, &(struct slots){.value = number});
		}
	}
}

/* 2..4, 2.., ..4 */
static void say_count_range(const struct tree *tree, struct mq_buf *out)
{
	const struct item *item = tree->items;
	bool from = item->low > 0;
	bool to = item->high < NUMBER_MAX;
	char *low = mq_format("%lld", (long long)item->low);
	char *high = mq_format("%lld", (long long)item->high);
	struct slots slots = {.from = low, .to = high};

	if (from && to) {
		phrase_put(out, N_("{from} to {to}"), NULL, tree->negated, &slots);
	} else {
		mq_buf_adds(out, tree->negated ? _("not: ") : "");
		put_count(from ? OP_AT_LEAST : OP_AT_MOST, from ? low : high, out);
	}
	free(low);
	free(high);
}

static void say_count(const struct tree *tree, struct mq_buf *out)
{
	char *number;

	if (tree->items != NULL) {
		say_count_range(tree, out);
		return;
	}
	number = mq_format("%llu", (unsigned long long)tree->n);
	put_count(tree->op, number, out);
	free(number);
}

/* ---- the whole ---- */

static const char *relation_label(const struct mq_kind *kind)
{
	return mq_lang_is_chinese() && kind->relation_zh != NULL ? kind->relation_zh
		: kind->relation != NULL ? kind->relation : mq_kind_label(kind);
}

static const char *hub_label(const struct saying *saying, const struct tree *tree)
{
	if (tree->area != NULL) {
		return mq_area_label(tree->area);
	}
	return tree->hub != MQ_NO_KIND ? mq_kind_label(saying->schema->kinds + tree->hub) : NULL;
}

void say_relation(const struct saying *saying, const struct tree *tree, bool denied,
	struct mq_buf *out)
{
	const struct mq_kind *of = saying->schema->kinds + tree->of;
	struct slots slots = {.hub = hub_label(saying, tree), .relation = relation_label(of)};
	struct mq_buf count = {0};

	if (tree->quantifier >= QUANTIFIER_SUM) {
		say_measure(saying, tree, denied, &slots, out);
		return;
	}
	if (tree->quantifier == QUANTIFIER_COUNT) {
		say_count(tree, &count);
		slots.count = count.data;
	}
	for (size_t i = 0; i < MQ_LENGTH(relations); i++) {
		if (relations[i].quantifier == tree->quantifier) {
			phrase_put(out, relations[i].texts[group_of(saying, tree)], NULL, denied,
				&slots);
		}
	}
	mq_buf_release(&count);
}
