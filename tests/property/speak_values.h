/*
 * One field and what is asked of it: days as dates, months, years, or counted from
 * today; comparisons, ranges, lists; words in quotes and without.
 */
#ifndef TESTS_PROPERTY_SPEAK_VALUES_H
#define TESTS_PROPERTY_SPEAK_VALUES_H

#include "property/speak_names.h"

/* ---- days ---- */

/* A day some way that begins (or ends) at it: as it is, its month, its year, or so
 * and so long from today. */
static inline void say_day(struct speaker *speaker, int64_t day, enum side side)
{
	int64_t ago = speaker->world->today - day;
	struct civil next = civil_of(day + (side == SIDE_HIGH));
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
	if (next.mday == 1 && dice_percent(speaker->dice, 80)) {
		iso[next.month == 1 && dice_percent(speaker->dice, 70) ? 4 : 7] = '\0';
	}
	say_ascii(speaker, iso);
}

/* A span of days that has a name of its own from today, or NULL. */
static inline const char *named_period(struct speaker *speaker, struct span span)
{
	static const struct { const char *name; int from; int months; } periods[] = {
		{"本月", 0, 1}, {"上月", -1, 1}, {"今年", 0, 12}, {"去年", -12, 12},
	};
	int64_t today = speaker->world->today;
	struct civil at = civil_of(today);

	for (size_t i = 0; i < MQ_LENGTH(periods); i++) {
		int month = periods[i].months == 12 ? 1 : at.month;
		int64_t low = first_of_month(at.year, month, periods[i].from);

		if (span.low == low && span.high == months_on(low, periods[i].months) - 1) {
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

/* Years may say that they are years. */
static inline void say_unit(struct speaker *speaker, const struct mq_field *field, int64_t number)
{
	if (field->years_since != MQ_NO_FIELD && knows(FEATURE_DURATIONS) && number >= 0 &&
	    dice_percent(speaker->dice, 15)) {
		say(speaker, number < 100 ? DICE_WORD(speaker->dice, "岁", "y", "年") : "y");
	}
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
		say_unit(speaker, field, number);
	}
}

/* Readings and rooms have no quotes; what is meant to the letter has, or is told from
 * them by its operator. */
static inline void say_word(struct speaker *speaker, const struct test *test, const char *word)
{
	bool bare = is_plain(word) && (test->op != TEST_LITERAL || test->says) &&
		dice_percent(speaker->dice, 75);

	mq_buf_addf(speaker->out, bare || test->op == TEST_CONTAINS ? "%s" : "\"%s\"", word);
}

/* A record by its key. */
static inline void say_record(struct speaker *speaker, mq_kind_id kind, mq_record_id id)
{
	mq_field_id key = speaker->world->schema->kinds[kind].key[0];
	struct cell cell = speaker->world->cells[key][id];

	mq_buf_addf(speaker->out, "%.*s", (int)cell.text.len, (const char *)cell.text.data);
}

static inline void say_value(struct speaker *speaker, const struct test *test, size_t i)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	struct span span = test->spans[i];

	if (span.says) {
		say(speaker, span.says);
		return;
	}
	switch (field->type) {
	case MQ_TYPE_BOOL:
		say(speaker, span.low ? DICE_WORD(speaker->dice, "true", "是")
			: DICE_WORD(speaker->dice, "false", "否"));
		break;
	case MQ_TYPE_TEXT:
		say_word(speaker, test, test->words[i]);
		break;
	case MQ_TYPE_CODE:
	case MQ_TYPE_MULTI:
		say_code(speaker, field->codes, span.low);
		break;
	case MQ_TYPE_DATE:
		say_period(speaker, span);
		break;
	case MQ_TYPE_REF:
		say_record(speaker, field->target, (mq_record_id)span.low);
		break;
	default:
		say_bound(speaker, field, span.low, SIDE_LOW);
	}
}

/* ---- tests ---- */

static inline bool is_half_open(struct span span)
{
	return span.low == SPAN_OPEN_LOW || span.high == SPAN_OPEN_HIGH;
}

static inline bool is_period(const struct mq_field *field, struct span span)
{
	struct civil at;

	if (span.low == span.high) {
		return true;
	}
	if (field->type != MQ_TYPE_DATE || is_half_open(span)) {
		return false;
	}
	at = civil_of(span.low);
	return at.mday == 1 && (span.high == months_on(span.low, 1) - 1 ||
		(at.month == 1 && span.high == months_on(span.low, 12) - 1));
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
	    !test->spans[0].says && (is_text || is_period(field, test->spans[0])))) {
		say_list(speaker, test);
	} else if (is_text || test->spans[0].says || (is_period(field, test->spans[0]) &&
	    !(field->type == MQ_TYPE_INT && dice_percent(speaker->dice, 10)))) {
		say_value(speaker, test, 0);
	} else {
		say_range(speaker, field, test->spans[0]);
	}
}

/* A test of a text: what stands between the field and the words. */
static inline const char *text_op(struct speaker *speaker, const struct test *test)
{
	switch (test->op) {
	case TEST_LITERAL:
		return knows(FEATURE_BEGINS) && dice_percent(speaker->dice, 60) ? "*=" : ":";
	case TEST_BEGINS:
		return "^=";
	case TEST_EQUALS:
		return "=";
	case TEST_ENDS:
		return DICE_WORD(speaker->dice, ":...", ":…");
	case TEST_FUZZY:
		return "~~";
	default:
		return ":";
	}
}

static inline void say_pattern(struct speaker *speaker, const struct test *test)
{
	const char *word = test->words[0];
	bool bare = !test->ignores_case && dice_percent(speaker->dice, 40);

	mq_buf_addf(speaker->out, bare ? "%s" : "/%s/%s", word, test->ignores_case ? "i" : "");
}

static inline bool say_text(struct speaker *speaker, const struct test *test, bool negated)
{
	struct test said = *test;
	const char *op = text_op(speaker, test);

	if (test->op == TEST_PATTERN) {
		say_ascii(speaker, negated ? "!~" : "~");
		say_pattern(speaker, test);
		return negated;
	}
	if (test->op == TEST_EQUALS && test->n == 1 && is_plain(test->words[0]) &&
	    dice_percent(speaker->dice, 20)) {
		mq_buf_addf(speaker->out, ":'%s", test->words[0]);
		return false;
	}
	if (test->op == TEST_ENDS) {
		mq_buf_addf(speaker->out, "%s%s", op, test->words[0]);
		return false;
	}
	negated = negated && strcmp(op, ":") == 0 && test->op == TEST_CONTAINS;
	said.says = op[0] == '*' ? op : NULL;
	say(speaker, negated ? "!=" : op);
	say_operand(speaker, &said);
	return negated;
}

/* `negated` says it with != where it can: true where it did. */
static inline bool say_test(struct speaker *speaker, mq_kind_id kind, const struct test *test,
	bool negated)
{
	const struct mq_field *field = world_field(speaker->world, test->field);
	const char *bare = bare_word(speaker, kind, test);
	struct span span = test->spans[0];
	bool has_spans = test->op == TEST_SPANS || test->op == TEST_AGO;
	bool half_open = has_spans && test->n > 0 && is_half_open(span);

	negated = negated && !half_open && !test->says && dice_percent(speaker->dice, 60);
	if (!negated && bare && dice_percent(speaker->dice, 70)) {
		say(speaker, bare);
		return false;
	}
	say_field(speaker, kind, test->field);
	if (test->says) {
		say(speaker, test->says);
		return false;
	}
	if (has_spans && span.compare) {
		say_ascii(speaker, span.compare);
		say(speaker, span.says);
		return false;
	}
	if (half_open && dice_percent(speaker->dice, 70)) {
		say_comparison(speaker, field, span);
		return false;
	}
	if (field->type == MQ_TYPE_TEXT && test->op != TEST_KNOWN && test->op != TEST_UNKNOWN) {
		return say_text(speaker, test, negated);
	}
	say_ascii(speaker, negated ? "!=" : !has_spans || dice_percent(speaker->dice, 80) ? ":"
		: "=");
	say_operand(speaker, test);
	return negated;
}

#endif
