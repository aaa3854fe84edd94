/*
 * The line is UTF-8 bytes and a cursor between two graphemes; every edit is "where does
 * a move lead" and then a cut or an insertion. A word is a run of Latin letters and
 * digits, or one Han character: no dictionary is asked.
 */
#include "prompt.h"

#include <stdlib.h>
#include <string.h>

struct mq_slice mq_prompt_text(const struct mq_prompt *prompt)
{
	return mq_slice(prompt->text.len ? prompt->text.data : "", prompt->text.len);
}

/* ---- steps ---- */

static size_t step_right(const struct mq_prompt *prompt, size_t at)
{
	if (at >= prompt->text.len) {
		return prompt->text.len;
	}
	return at + mq_utf8_grapheme(prompt->text.data + at, prompt->text.len - at);
}

static size_t step_left(const struct mq_prompt *prompt, size_t at)
{
	size_t before = 0;
	for (size_t next = 0; next < at; next = step_right(prompt, next)) {
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
	for (size_t at = 0; at < end; at = step_right(prompt, at)) {
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
		at = step_right(prompt, at);
	}
	if (at == len) {
		return len;
	}
	enum letter kind = letter_at(prompt, at);
	do {
		at = step_right(prompt, at);
	} while (kind != LETTER_HAN && at < len && letter_at(prompt, at) == kind);
	return at;
}

static size_t target(const struct mq_prompt *prompt, enum mq_move move)
{
	switch (move) {
	case MQ_MOVE_LEFT:
		return step_left(prompt, prompt->cursor);
	case MQ_MOVE_RIGHT:
		return step_right(prompt, prompt->cursor);
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

/* After a change the bytes round the cursor may have become one grapheme: go behind it. */
static void align(struct mq_prompt *prompt)
{
	size_t at = 0;
	while (at < prompt->cursor) {
		at = step_right(prompt, at);
	}
	prompt->cursor = at;
}

/* ---- edits ---- */

/* Without controls: what a key or a paste may bring. */
static void add_inert(struct mq_buf *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		size_t n = mq_utf8_decode(text + at, len - at, &cp);
		if (n == 0) {
			mq_safe_text(out, text + at, 1);
			n = 1;
		} else if (cp == '\n' || cp == '\r' || cp == '\t') {
			if (out->len == 0 || out->data[out->len - 1] != ' ') {
				mq_buf_addc(out, ' ');
			}
		} else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029) {
			mq_safe_text(out, text + at, n);
		} else {
			mq_buf_add(out, text + at, n);
		}
		at += n;
	}
}

bool mq_prompt_insert(struct mq_prompt *prompt, const char *text, size_t len)
{
	struct mq_buf inert = {0};
	add_inert(&inert, text, len);
	size_t room = MQ_PROMPT_MAX - prompt->text.len;
	size_t n = inert.len;
	bool all = n <= room;
	if (!all) {
		n = 0;
		for (size_t g; (g = mq_utf8_grapheme(inert.data + n, inert.len - n)) <= room - n;) {
			n += g;
		}
	}
	if (n > 0) {
		struct mq_buf line = {0};
		mq_buf_add(&line, prompt->text.data, prompt->cursor);
		mq_buf_add(&line, inert.data, n);
		mq_buf_add(&line, prompt->text.data + prompt->cursor, prompt->text.len - prompt->cursor);
		mq_buf_release(&prompt->text);
		prompt->text = line;
		prompt->cursor += n;
		align(prompt);
	}
	mq_buf_release(&inert);
	return all;
}

void mq_prompt_set(struct mq_prompt *prompt, const char *text, size_t len)
{
	mq_buf_clear(&prompt->text);
	prompt->cursor = 0;
	mq_prompt_insert(prompt, text, len);
}

void mq_prompt_put(struct mq_prompt *prompt, const char *text, size_t len, size_t cursor)
{
	mq_prompt_set(prompt, text, len);
	prompt->cursor = cursor < prompt->text.len ? cursor : prompt->text.len;
	align(prompt);
}

void mq_prompt_place(struct mq_prompt *prompt, size_t at)
{
	prompt->cursor = at < prompt->text.len ? at : prompt->text.len;
}

void mq_prompt_move(struct mq_prompt *prompt, enum mq_move move)
{
	prompt->cursor = target(prompt, move);
}

void mq_prompt_keep(struct mq_prompt *prompt, const char *text, size_t len)
{
	mq_buf_clear(&prompt->killed);
	mq_buf_add(&prompt->killed, text, len);
}

void mq_prompt_delete(struct mq_prompt *prompt, enum mq_move move, bool kill)
{
	size_t to = target(prompt, move);
	size_t from = prompt->cursor < to ? prompt->cursor : to;
	size_t end = prompt->cursor < to ? to : prompt->cursor;
	if (from == end) {
		return;
	}
	if (kill) {
		mq_prompt_keep(prompt, prompt->text.data + from, end - from);
	}
	memmove(prompt->text.data + from, prompt->text.data + end, prompt->text.len - end);
	prompt->text.len -= end - from;
	prompt->text.data[prompt->text.len] = '\0';
	prompt->cursor = from;
	align(prompt);
}

void mq_prompt_yank(struct mq_prompt *prompt)
{
	if (prompt->killed.len > 0) {
		mq_prompt_insert(prompt, prompt->killed.data, prompt->killed.len);
	}
}

/* ---- history ---- */

void mq_prompt_remember(struct mq_prompt *prompt)
{
	const char *line = prompt->text.data;
	bool same = prompt->n_history > 0 && line &&
		strcmp(prompt->history[prompt->n_history - 1], line) == 0;
	if (prompt->text.len > 0 && !same) {
		if (prompt->n_history == MQ_PROMPT_HISTORY) {
			free(prompt->history[0]);
			prompt->n_history--;
			memmove(prompt->history, prompt->history + 1,
				prompt->n_history * sizeof(*prompt->history));
		}
		if (!prompt->history) {
			prompt->history = mq_alloc(MQ_PROMPT_HISTORY * sizeof(*prompt->history));
		}
		prompt->history[prompt->n_history++] = mq_strdup(line);
	}
	prompt->recalled = prompt->n_history;
}

void mq_prompt_recall(struct mq_prompt *prompt, int direction)
{
	size_t at = prompt->recalled;
	if ((direction < 0 && at == 0) || (direction > 0 && at >= prompt->n_history)) {
		return;
	}
	if (at == prompt->n_history) {
		free(prompt->kept);
		prompt->kept = mq_strndup(prompt->text.len ? prompt->text.data : "", prompt->text.len);
	}
	at = direction < 0 ? at - 1 : at + 1;
	const char *line = at == prompt->n_history ? prompt->kept : prompt->history[at];
	mq_prompt_set(prompt, line, strlen(line));
	prompt->recalled = at;
}

void mq_prompt_release(struct mq_prompt *prompt)
{
	if (!prompt) {
		return;
	}
	for (size_t i = 0; i < prompt->n_history; i++) {
		free(prompt->history[i]);
	}
	free(prompt->history);
	free(prompt->kept);
	mq_buf_release(&prompt->text);
	mq_buf_release(&prompt->killed);
	*prompt = (struct mq_prompt){0};
}
