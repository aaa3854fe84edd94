/*
 * What a pattern spells out: characters that stand in whatever it matches. Only
 * Han and digits are taken, which folding leaves alone and case does not touch, and
 * only from patterns simple enough to be sure of:
 *
 *     ^王.*芳$      王, 芳         ^王(芳|英)      王: what stands in brackets is passed over
 *     138\d+17     138, 17       王晓?明         王, 明
 *     王|李         nothing       (?i)王          nothing: what begins with (? or (*
 */
#include "evaluate.h"

#include <string.h>

enum { RUN_MAX = 64 };

/* Characters that follow one another for certain. */
struct run {
	char text[RUN_MAX];
	size_t len;
	size_t last_len;	/* of its last character */
	mq_gram_fn each;
	void *context;
};

static void flush(struct run *run)
{
	if (run->len > 0) {
		mq_grams_for_word(run->text, run->len, run->each, run->context);
	}
	run->len = run->last_len = 0;
}

static bool is_sure(uint32_t cp)
{
	return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= '0' && cp <= '9');
}

static void add(struct run *run, const char *text, size_t len)
{
	if (run->len + len > RUN_MAX) {
		flush(run);
	}
	memcpy(run->text + run->len, text, len);
	run->len += len;
	run->last_len = len;
}

/* ---- pieces that are passed over ---- */

/* Behind the character after a backslash; 0 where that is no plain class, boundary or sign. */
static size_t pass_escape(const char *pattern, size_t len, size_t at)
{
	static const char plain[] = "dDwWsSbB^$.|?*+()[]{}/\\-";

	return at + 1 < len && strchr(plain, pattern[at + 1]) != NULL && pattern[at + 1] != '\0'
		? at + 2 : 0;
}

/* Behind a class: a bracket that comes first is one of its characters. */
static size_t pass_class(const char *pattern, size_t len, size_t at)
{
	at += at + 1 < len && pattern[at + 1] == '^' ? 2 : 1;
	at += at < len && pattern[at] == ']';
	while (at > 0 && at < len && pattern[at] != ']') {
		if (pattern[at] == '[') {
			return 0;	/* [:alpha:] and its like */
		}
		at = pattern[at] == '\\' ? pass_escape(pattern, len, at) : at + 1;
	}
	return at > 0 && at < len ? at + 1 : 0;
}

static size_t pass_count(const char *pattern, size_t len, size_t at)
{
	const char *end = memchr(pattern + at, '}', len - at);

	return end != NULL ? (size_t)(end - pattern) + 1 : 0;
}

/* Behind one element that is no character to be sure of; 0: it is not understood. Brackets are
 * counted by who calls. */
static size_t pass_one(const char *pattern, size_t len, size_t at)
{
	switch (pattern[at]) {
	case '\\':
		return pass_escape(pattern, len, at);
	case '[':
		return pass_class(pattern, len, at);
	case '{':
		return pass_count(pattern, len, at);
	case '(':
		if (at + 2 < len && pattern[at + 1] == '?' && pattern[at + 2] == ':') {
			return at + 3;
		}
		return at + 1 < len && (pattern[at + 1] == '?' || pattern[at + 1] == '*') ? 0 : at + 1;
	default:
		return at + 1;
	}
}

/* Behind a pair of brackets and all within; 0: it is not understood, or not closed. */
static size_t pass_brackets(const char *pattern, size_t len, size_t at)
{
	size_t depth = 0;

	do {
		depth += pattern[at] == '(';
		depth -= pattern[at] == ')';
		at = pass_one(pattern, len, at);
	} while (at > 0 && at < len && depth > 0);
	return depth == 0 ? at : 0;
}

static size_t pass_element(const char *pattern, size_t len, size_t at)
{
	return pattern[at] == '(' ? pass_brackets(pattern, len, at) : pass_one(pattern, len, at);
}

/* ---- the pattern ---- */

/* Is every element understood, and does one behind the other have to match? */
static bool is_plain(const char *pattern, size_t len)
{
	for (size_t at = 0; at < len;) {
		if (pattern[at] == '|' || pattern[at] == ')' || pattern[at] == '#') {
			return false;
		}
		at = pass_element(pattern, len, at);
		if (at == 0) {
			return false;
		}
	}
	return true;
}

void literal_grams(const char *pattern, size_t len, mq_gram_fn each, void *context)
{
	struct run run = {.each = each, .context = context};

	if (!is_plain(pattern, len)) {
		return;
	}
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		size_t size = mq_utf8_decode(pattern + at, len - at, &cp);

		if (size > 0 && is_sure(cp)) {
			add(&run, pattern + at, size);
			at += size;
			continue;
		}
		if (cp == '*' || cp == '?' || cp == '{') {
			run.len -= run.last_len;	/* it may be missing */
		}
		flush(&run);
		at = size > 1 ? at + size : pass_element(pattern, len, at);
	}
	flush(&run);
}
