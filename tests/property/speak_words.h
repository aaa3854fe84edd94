/*
 * Words that stand alone, and places.
 */
#ifndef TESTS_PROPERTY_SPEAK_WORDS_H
#define TESTS_PROPERTY_SPEAK_WORDS_H

#include "property/speak_values.h"

static inline void say_anywhere(struct speaker *speaker, const struct test *test)
{
	const char *word = test->words[0];

	switch (test->op) {
	case TEST_LITERAL:
		mq_buf_addf(speaker->out, "\"%s\"", word);
		break;
	case TEST_EQUALS:
		mq_buf_addf(speaker->out, "'%s", word);
		break;
	case TEST_ENDS:
		mq_buf_addf(speaker->out, "...%s", word);
		break;
	case TEST_PATTERN:
		mq_buf_addf(speaker->out, "/%s/%s", word, test->ignores_case ? "i" : "");
		break;
	case TEST_FUZZY:
		mq_buf_addf(speaker->out, "~~%s", word);
		break;
	case TEST_READING:
		mq_buf_addf(speaker->out, DICE_WORD(speaker->dice, "py:%s", "拼音:%s"), word);
		break;
	default:
		say(speaker, word);
	}
}

static inline bool say_place(struct speaker *speaker, const struct test *test, bool negated)
{
	const char *quote = "\"";

	say(speaker, DICE_WORD(speaker->dice, "place", "地点"));
	say_ascii(speaker, negated ? "!=" : DICE_WORD(speaker->dice, ":", ":", "="));
	if (test->op != TEST_BEGINS) {
		say(speaker, test->op == TEST_KNOWN ? "*" : "?");
		return negated;
	}
	say(speaker, test->n > 1 ? "{" : "");
	for (size_t i = 0; i < test->n; i++) {
		quote = is_plain(test->words[i]) ? "" : "\"";
		mq_buf_addf(speaker->out, "%s%s%s%s", i ? " " : "", quote, test->words[i], quote);
	}
	say(speaker, test->n > 1 ? "}" : "");
	return negated;
}

#endif
