/*
 * Names as a person may write them: ids, labels and aliases, ASCII and full-width.
 */
#ifndef TESTS_PROPERTY_SPEAK_NAMES_H
#define TESTS_PROPERTY_SPEAK_NAMES_H

#include "property/short_names.h"

struct speaker {
	struct world *world;
	struct dice *dice;
	struct mq_buf *out;
	mq_kind_id outer[8];	/* kinds outside the brackets, the nearest last */
	size_t n_outer;
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
	if (knows(FEATURE_NAMES) && dice_percent(speaker->dice, 8)) {
		const char *cut = short_field(speaker->world, speaker->dice, kind, number);

		name = cut && is_plain(cut) ? cut : name;
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
	if (knows(FEATURE_NAMES) && dice_percent(speaker->dice, 8)) {
		const char *cut = short_code(speaker->world, speaker->dice, codes, number);

		name = cut ? cut : name;
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

	if (test->op != TEST_SPANS || test->says || test->n != 1 || number != test->spans[0].high ||
	    (field->type != MQ_TYPE_CODE && (field->type != MQ_TYPE_BOOL || number != 1))) {
		return NULL;
	}
	names = field->type == MQ_TYPE_BOOL ? names_of_field(field)
		: names_of_code(field->codes->codes + number);
	name = names.names[dice_below(speaker->dice, names.n)];
	return is_plain(name) && mq_schema_bare(speaker->world->schema, kind, name, strlen(name),
		&means, &code) && means == test->field && code == number ? name : NULL;
}

#endif
