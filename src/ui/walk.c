/*
 * A line walked along: grapheme by grapheme, over a run of letters or up to a space. A word is
 * a run of Latin letters and digits, or one Han character: no dictionary is asked.
 */
#include "walk.h"

size_t mq_walk_right(const struct mq_prompt *prompt, size_t at)
{
	if (at >= prompt->text.len) {
		return prompt->text.len;
	}
	return at + mq_utf8_grapheme(prompt->text.data + at, prompt->text.len - at);
}

static size_t step_left(const struct mq_prompt *prompt, size_t at)
{
	size_t before = 0;
	for (size_t next = 0; next < at; next = mq_walk_right(prompt, next)) {
		before = next;
	}
	return before;
}

enum letter {
	LETTER_SPACE,
	LETTER_WORD,
	LETTER_HAN,
	LETTER_OTHER,
};

static enum letter letter_at(const struct mq_prompt *prompt, size_t at)
{
	uint32_t cp = 0;
	mq_utf8_decode(prompt->text.data + at, prompt->text.len - at, &cp);
	if (cp == ' ' || cp == 0x3000) {
		return LETTER_SPACE;
	}
	if (mq_is_han(cp)) {
		return LETTER_HAN;
	}
	bool ascii_word = (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		(cp >= 'A' && cp <= 'Z') || cp == '_';
	return ascii_word || cp >= 0xc0 ? LETTER_WORD : LETTER_OTHER;
}

/* Where the last run before `end` begins. Graphemes are only found forwards: one walk. */
static size_t run_left(const struct mq_prompt *prompt, size_t end,
	bool (*begins)(enum letter before, enum letter here))
{
	size_t start = 0;
	enum letter before = LETTER_SPACE;
	for (size_t at = 0; at < end; at = mq_walk_right(prompt, at)) {
		enum letter here = letter_at(prompt, at);
		if (here != LETTER_SPACE && begins(before, here)) {
			start = at;
		}
		before = here;
	}
	return start;
}

static bool word_begins(enum letter before, enum letter here)
{
	return here != before || here == LETTER_HAN;
}

static bool term_begins(enum letter before, enum letter here)
{
	(void)here;
	return before == LETTER_SPACE;
}

static size_t word_right(const struct mq_prompt *prompt, size_t at)
{
	size_t len = prompt->text.len;
	while (at < len && letter_at(prompt, at) == LETTER_SPACE) {
		at = mq_walk_right(prompt, at);
	}
	if (at == len) {
		return len;
	}
	enum letter kind = letter_at(prompt, at);
	do {
		at = mq_walk_right(prompt, at);
	} while (kind != LETTER_HAN && at < len && letter_at(prompt, at) == kind);
	return at;
}

size_t mq_walk_target(const struct mq_prompt *prompt, enum mq_move move)
{
	switch (move) {
	case MQ_MOVE_LEFT:
		return step_left(prompt, prompt->cursor);
	case MQ_MOVE_RIGHT:
		return mq_walk_right(prompt, prompt->cursor);
	case MQ_MOVE_WORD_LEFT:
		return run_left(prompt, prompt->cursor, word_begins);
	case MQ_MOVE_WORD_RIGHT:
		return word_right(prompt, prompt->cursor);
	case MQ_MOVE_TERM_LEFT:
		return run_left(prompt, prompt->cursor, term_begins);
	case MQ_MOVE_START:
		return 0;
	case MQ_MOVE_END:
		break;
	}
	return prompt->text.len;
}

bool mq_walk_term(const struct mq_prompt *prompt, size_t at, struct mq_span *term)
{
	size_t len = prompt->text.len;
	while (at < len && letter_at(prompt, at) == LETTER_SPACE) {
		at = mq_walk_right(prompt, at);
	}
	term->from = at;
	while (at < len && letter_at(prompt, at) != LETTER_SPACE) {
		at = mq_walk_right(prompt, at);
	}
	term->end = at;
	return term->from < len;
}
