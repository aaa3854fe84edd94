/*
 * Trees as text, said in a random one of the ways a person may say them: ids, labels
 * and aliases; ASCII, full-width and Chinese operators; days as dates, months, years, or
 * counted from today. Whatever is chosen means the same tree.
 */
#ifndef TESTS_PROPERTY_SPEAK_H
#define TESTS_PROPERTY_SPEAK_H

#include "property/oracle.h"

struct speaker {
	const struct world *world;
	struct dice *dice;
	struct mq_buf *out;
};

enum side {
	SIDE_LOW,	/* the value said begins at the number */
	SIDE_HIGH,	/* … ends at it */
};

static inline void say(struct speaker *speaker, const char *text)
{
	mq_buf_adds(speaker->out, text);
}

#define SAY_ONE(speaker, ...) say((speaker), DICE_WORD((speaker)->dice, __VA_ARGS__))

/* Digits and signs, at times as an input method left on writes them. */
static inline void say_ascii(struct speaker *speaker, const char *text)
{
	bool wide = dice_percent(speaker->dice, 12);
	char utf8[4];

	for (; *text; text++) {
		bool widens = wide && strchr("0123456789:=<>!(){}-,", *text);
		size_t len = mq_utf8_encode((uint32_t)*text + (widens ? 0xfee0 : 0), utf8);

		mq_buf_add(speaker->out, utf8, len);
	}
}

/* ---- names ---- */

/* Letters, digits, _ and Han: needs no quotes. */
static inline bool is_plain(const char *word)
{
	size_t len = strlen(word);
	uint32_t cp = 0;
	size_t n;

	for (size_t at = 0; at < len; at += n) {
		n = mq_utf8_decode(word + at, len - at, &cp);
		if (n == 0 || !(mq_is_han(cp) || cp == '_' || (cp < 0x80 && isalnum((int)cp)))) {
			return false;
		}
	}
	return len > 0;
}

enum { NAMES_MAX = 16 };

struct names {
	const char *names[NAMES_MAX];
	size_t n;
};

static inline void names_add(struct names *names, const char *name)
{
	if (name && names->n < NAMES_MAX) {
		names->names[names->n++] = name;
	}
}

static inline struct names names_of_field(const struct mq_field *field)
{
	struct names names = {0};

	names_add(&names, field->id);
	names_add(&names, field->zh);
	names_add(&names, field->en);
	for (size_t i = 0; i < field->n_aliases; i++) {
		names_add(&names, field->aliases[i]);
	}
	return names;
}

static inline struct names names_of_code(const struct mq_code *code)
{
	struct names names = {0};

	names_add(&names, code->id);
	names_add(&names, code->zh);
	names_add(&names, code->en);
	for (size_t i = 0; i < code->n_aliases; i++) {
		names_add(&names, code->aliases[i]);
	}
	return names;
}

/* A field before an operator: a name that means it here and nothing else. */
static inline void say_field(struct speaker *speaker, mq_kind_id kind, mq_field_id number)
{
	const struct mq_field *field = world_field(speaker->world, number);
	struct names names = names_of_field(field);
	const char *name = names.names[dice_below(speaker->dice, names.n)];

	if (!is_plain(name) || mq_schema_field_exact(speaker->world->schema, kind, name,
	    strlen(name)) != number) {
		name = field->id;
	}
	say(speaker, name);
}

static inline void say_code(struct speaker *speaker, const struct mq_codes *codes, int64_t number)
{
	const struct mq_code *code = codes->codes + number;
	struct names names = names_of_code(code);
	const char *name = names.names[dice_below(speaker->dice, names.n)];

	if (mq_codes_find(codes, name, strlen(name)) != number) {
		name = code->id;
	}
	if (is_plain(name) && dice_percent(speaker->dice, 85)) {
		say(speaker, name);
	} else {
		mq_buf_addf(speaker->out, "\"%s\"", name);
	}
}

/* A word that alone means the field's value, or NULL. */
static inline const char *bare_word(struct speaker *speaker, mq_kind_id kind,
	const struct test *test)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	int64_t number = test->spans[0].low;
	struct names names;
	mq_field_id means;
	const char *name;
	int code;

	if (test->op != TEST_SPANS || test->n != 1 || number != test->spans[0].high ||
	    (field->type != MQ_TYPE_CODE && (field->type != MQ_TYPE_BOOL || number != 1))) {
		return NULL;
	}
	names = field->type == MQ_TYPE_BOOL ? names_of_field(field)
		: names_of_code(field->codes->codes + number);
	name = names.names[dice_below(speaker->dice, names.n)];
	return is_plain(name) && mq_schema_bare(speaker->world->schema, kind, name, strlen(name),
		&means, &code) && means == test->field && code == number ? name : NULL;
}

/* ---- days ---- */

/* A day some way that begins (or ends) at it: as it is, its month, its year, or so
 * and so long from today. */
static inline void say_day(struct speaker *speaker, int64_t day, enum side side)
{
	int64_t ago = speaker->world->today - day;
	mq_day next = (mq_day)day + (side == SIDE_HIGH);
	int year, month, mday;
	char iso[32];

	if (ago == 0 && dice_percent(speaker->dice, 50)) {
		SAY_ONE(speaker, "today", "今天");
		return;
	}
	if (dice_percent(speaker->dice, 40)) {
		bool weeks = ago % 7 == 0 && dice_percent(speaker->dice, 60);

		snprintf(iso, sizeof(iso), "%c%lld%c", ago > 0 ? '-' : '+',
			llabs(ago) / (weeks ? 7 : 1), weeks ? 'w' : 'd');
		say_ascii(speaker, iso);
		return;
	}
	mq_day_format((mq_day)day, iso);
	mq_day_to_civil(next, &year, &month, &mday);
	if (mday == 1 && dice_percent(speaker->dice, 80)) {
		iso[month == 1 && dice_percent(speaker->dice, 70) ? 4 : 7] = '\0';
	}
	say_ascii(speaker, iso);
}

/* A span of days that has a name of its own from today, or NULL. */
static inline const char *named_period(struct speaker *speaker, struct span span)
{
	static const struct { const char *name; int from; int months; } periods[] = {
		{"本月", 0, 1}, {"上月", -1, 1}, {"今年", -2, 12}, {"去年", -14, 12},
	};
	mq_day today = speaker->world->today;	/* 2026-03-01 */
	int year, month, mday;
	mq_day first = 0;

	mq_day_to_civil(today, &year, &month, &mday);
	assert_int_equal(month, 3);
	assert_true(mq_day_from_civil(year, month, 1, &first));
	for (size_t i = 0; i < MQ_LENGTH(periods); i++) {
		mq_day low = mq_day_add_months(first, periods[i].from);

		if (span.low == low && span.high == mq_day_add_months(low, periods[i].months) - 1) {
			return periods[i].name;
		}
	}
	return span.low != span.high ? NULL : span.low == today ? "今天"
		: span.low == today - 1 ? "昨天" : NULL;
}

/* A day, a month or a year as one value. */
static inline void say_period(struct speaker *speaker, struct span span)
{
	const char *name = named_period(speaker, span);
	char iso[16];

	if (name && dice_percent(speaker->dice, 60)) {
		say(speaker, name);
		return;
	}
	mq_day_format((mq_day)span.low, iso);
	iso[span.high - span.low >= 31 ? 4 : span.high > span.low ? 7 : 10] = '\0';
	say_ascii(speaker, iso);
}

/* ---- values ---- */

static inline void say_decimal(struct speaker *speaker, int64_t number)
{
	char text[40];
	size_t len;

	snprintf(text, sizeof(text), "%s%lld.%04lld", number < 0 ? "-" : "",
		llabs(number) / 10000, llabs(number) % 10000);
	len = strlen(text);
	while (text[len - 1] == '0' && dice_percent(speaker->dice, 90)) {
		text[--len] = '\0';
	}
	if (text[len - 1] == '.') {
		text[len - 1] = '\0';
	}
	say_ascii(speaker, text);
}

static inline void say_bound(struct speaker *speaker, const struct mq_field *field,
	int64_t number, enum side side)
{
	char text[24];

	if (field->type == MQ_TYPE_DATE) {
		say_day(speaker, number, side);
	} else if (field->type == MQ_TYPE_CODE) {
		say_code(speaker, field->codes, number);
	} else if (field->type == MQ_TYPE_DECIMAL) {
		say_decimal(speaker, number);
	} else {
		snprintf(text, sizeof(text), "%lld", (long long)number);
		say_ascii(speaker, text);
	}
}

static inline void say_value(struct speaker *speaker, const struct test *test, size_t i)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	struct span span = test->spans[i];

	switch (field->type) {
	case MQ_TYPE_BOOL:
		say(speaker, span.low ? DICE_WORD(speaker->dice, "true", "是")
			: DICE_WORD(speaker->dice, "false", "否"));
		break;
	case MQ_TYPE_TEXT:
		mq_buf_addf(speaker->out, dice_percent(speaker->dice, 75) ? "%s" : "\"%s\"",
			test->words[i]);
		break;
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		say_code(speaker, field->codes, span.low);
		break;
	case MQ_TYPE_DATE:
		say_period(speaker, span);
		break;
	default:
		say_bound(speaker, field, span.low, SIDE_LOW);
	}
}

/* ---- tests ---- */

static inline bool is_period(const struct mq_field *field, struct span span)
{
	int year, month, mday;
	mq_day low;

	if (span.low == span.high) {
		return true;
	}
	if (field->type != MQ_TYPE_DATE || span.low == SPAN_OPEN_LOW ||
	    span.high == SPAN_OPEN_HIGH) {
		return false;
	}
	low = (mq_day)span.low;
	mq_day_to_civil(low, &year, &month, &mday);
	return mday == 1 && (span.high == mq_day_add_months(low, 1) - 1 ||
		(month == 1 && span.high == mq_day_add_months(low, 12) - 1));
}

/* `from..to`, an end perhaps left open. */
static inline void say_range(struct speaker *speaker, const struct mq_field *field,
	struct span span)
{
	if (span.low != SPAN_OPEN_LOW) {
		say_bound(speaker, field, span.low, SIDE_LOW);
	}
	say(speaker, "..");
	if (span.high != SPAN_OPEN_HIGH) {
		say_bound(speaker, field, span.high, SIDE_HIGH);
	}
}

/* A span open at one end as a comparison. There is no code before the first, no day
 * worth naming outside the calendar: those say only >= and <=. */
static inline void say_comparison(struct speaker *speaker, const struct mq_field *field,
	struct span span)
{
	bool up = span.high == SPAN_OPEN_HIGH;
	int64_t number = up ? span.low : span.high;
	int64_t beside = up ? number - 1 : number + 1;
	bool strict = dice_percent(speaker->dice, 50) && field->type != MQ_TYPE_DECIMAL &&
		(field->type != MQ_TYPE_CODE ||
		 (beside >= 0 && (size_t)beside < field->codes->n_codes));

	say_ascii(speaker, dice_percent(speaker->dice, 15) ? ":" : "");
	say_ascii(speaker, up ? strict ? ">" : ">=" : strict ? "<" : "<=");
	say_bound(speaker, field, strict ? beside : number, up == strict ? SIDE_HIGH : SIDE_LOW);
}

static inline bool is_half_open(struct span span)
{
	return span.low == SPAN_OPEN_LOW || span.high == SPAN_OPEN_HIGH;
}

static inline void say_list(struct speaker *speaker, const struct test *test)
{
	const char *comma = DICE_WORD(speaker->dice, " ", ",", ", ", "，");

	say_ascii(speaker, "{");
	for (size_t i = 0; i < test->n; i++) {
		say(speaker, i ? comma : "");
		say_value(speaker, test, i);
	}
	say_ascii(speaker, "}");
}

/* What stands after `:` or `!=`. */
static inline void say_operand(struct speaker *speaker, const struct test *test)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	bool is_text = field->type == MQ_TYPE_TEXT;

	if (test->op == TEST_KNOWN || test->op == TEST_UNKNOWN) {
		say(speaker, test->op == TEST_KNOWN ? "*" : DICE_WORD(speaker->dice, "?", "？"));
	} else if (test->n > 1 || (dice_percent(speaker->dice, 5) &&
	    (is_text || is_period(field, test->spans[0])))) {
		say_list(speaker, test);
	} else if (is_text || (is_period(field, test->spans[0]) &&
	    !(field->type == MQ_TYPE_INT && dice_percent(speaker->dice, 10)))) {
		say_value(speaker, test, 0);
	} else {
		say_range(speaker, field, test->spans[0]);
	}
}

static inline bool is_part(const struct test *test)
{
	return test->op == TEST_BEGINS || test->op == TEST_NEAR;
}

/* `negated` says it with != where it can: true where it did. */
static inline bool say_test(struct speaker *speaker, mq_kind_id kind, const struct test *test,
	bool negated)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	const char *bare = bare_word(speaker, kind, test);
	bool has_words = test->op == TEST_CONTAINS || is_part(test);
	bool half_open = test->op == TEST_SPANS && field->type != MQ_TYPE_TEXT &&
		is_half_open(test->spans[0]);

	negated = negated && !has_words && !half_open && dice_percent(speaker->dice, 60);
	if (!negated && bare && dice_percent(speaker->dice, 70)) {
		say(speaker, bare);
		return false;
	}
	say_field(speaker, kind, test->field);
	if (half_open && dice_percent(speaker->dice, 70)) {
		say_comparison(speaker, field, test->spans[0]);
		return false;
	}
	say_ascii(speaker, is_part(test) ? test->op == TEST_NEAR ? "~~" : "^=" : negated ? "!="
		: test->op == TEST_CONTAINS && dice_percent(speaker->dice, 20) ? "*=" : has_words || test->op != TEST_SPANS ||
		dice_percent(speaker->dice, 80) ? ":" : "=");
	say_operand(speaker, test);
	return negated;
}

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

static inline void say_relation(struct speaker *speaker, mq_kind_id kind,
	const struct node *node)
{
	static const char *const quantifiers[] = {"any", "all", "none", "count"};
	const struct mq_kind *kinds = speaker->world->schema->kinds;
	const struct relation *relation = &node->relation;
	const struct mq_kind *to = kinds + relation->kind;
	char number[24];

	(void)kind;
	if (relation->own != MQ_NO_FIELD) {
		to = kinds + world_field(speaker->world, relation->own)->target;
		SAY_ONE(speaker, to->id, to->zh);
	} else {
		SAY_ONE(speaker, to->relation, to->relation_zh);
	}
	mq_buf_addf(speaker->out, ".%s", quantifiers[relation->quantifier]);
	say_in_brackets(speaker, relation->kind, node->kids[0]);
	if (relation->quantifier == QUANTIFIER_COUNT) {
		snprintf(number, sizeof(number), "%s%zu", relation->compare, relation->number);
		say_ascii(speaker, number);
	}
}

/* An atom: brackets about whatever is more than one. */
static inline void say_atom(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	bool is_one = node->op == NODE_TEST || node->op == NODE_RELATION;

	if (!is_one || dice_percent(speaker->dice, 5)) {
		say_in_brackets(speaker, kind, node);
	} else if (node->op == NODE_TEST) {
		say_test(speaker, kind, &node->test, false);
	} else {
		say_relation(speaker, kind, node);
	}
}

/* 非 stands at the word itself only before a tag: 非低保. */
static inline void say_not_sign(struct speaker *speaker)
{
	SAY_ONE(speaker, "-", "-", "!", "not ", "NOT ", "非 ", "－", "！");
}

static inline void say_not(struct speaker *speaker, mq_kind_id kind, const struct node *node)
{
	const struct node *kid = node->kids[0];
	size_t start = speaker->out->len;

	if (node->op != NODE_NOT) {
		say_atom(speaker, kind, node);
		return;
	}
	if (kid->op == NODE_TEST && say_test(speaker, kind, &kid->test, true)) {
		return;
	}
	speaker->out->len = start;
	say_not_sign(speaker);
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
