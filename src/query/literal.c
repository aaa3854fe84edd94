/*
 * What a pattern spells out: characters that stand in whatever it matches. Only
 * Han and digits are taken, which folding leaves alone and case does not touch, and
 * only from patterns simple enough to be sure of:
 *
 *     ^王.*芳$      王, 芳         ^王(芳|英)      nothing: brackets
 *     138\d+17     nothing: \     王晓?明         王, 明
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

void literal_grams(const char *pattern, size_t len, mq_gram_fn each, void *context)
{
	struct run run = {.each = each, .context = context};
	uint32_t cp;

	for (size_t i = 0; i < len; i++) {
		if (strchr("|()[]{}\\#", pattern[i]) != NULL) {
			return;
		}
	}
	for (size_t at = 0, size; at < len && (size = mq_utf8_decode(pattern + at, len - at, &cp)) > 0;
			at += size) {
		if (is_sure(cp)) {
			add(&run, pattern + at, size);
			continue;
		}
		if (cp == '*' || cp == '?') {
			run.len -= run.last_len;	/* it may be missing */
		}
		flush(&run);
	}
	flush(&run);
}
