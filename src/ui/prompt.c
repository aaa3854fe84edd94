/*
 * The line is UTF-8 bytes and a cursor between two graphemes; every edit is "where does
 * a move lead" (walk.c) and then a cut or an insertion.
 */
#include "prompt.h"

#include <stdlib.h>
#include <string.h>

#include "walk.h"

struct mq_slice mq_prompt_text(const struct mq_prompt *prompt)
{
	return mq_slice(prompt->text.len ? prompt->text.data : "", prompt->text.len);
}

/* After a change the bytes round the cursor may have become one grapheme: go behind it. */
static void align(struct mq_prompt *prompt)
{
	size_t at = 0;
	while (at < prompt->cursor) {
		at = mq_walk_right(prompt, at);
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
	prompt->last = MQ_EDIT_OTHER;
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
	prompt->last = MQ_EDIT_OTHER;
}

void mq_prompt_move(struct mq_prompt *prompt, enum mq_move move)
{
	prompt->cursor = mq_walk_target(prompt, move);
	prompt->last = MQ_EDIT_OTHER;
}

/* ---- cutting, and putting in again ---- */

static void take_out(struct mq_prompt *prompt, size_t from, size_t end)
{
	memmove(prompt->text.data + from, prompt->text.data + end, prompt->text.len - end);
	prompt->text.len -= end - from;
	prompt->text.data[prompt->text.len] = '\0';
	prompt->cursor = from;
}

/* What is cut in a row comes back in one piece, in the order it stood in. */
static void keep_killed(struct mq_prompt *prompt, size_t from, size_t end)
{
	const char *newest = mq_ring_get(&prompt->kills, 0);
	const char *text = prompt->text.data + from;
	int len = (int)(end - from);
	prompt->turned = 0;
	if (prompt->last != MQ_EDIT_KILL || !newest) {
		mq_ring_add(&prompt->kills, MQ_PROMPT_KILLS, text, end - from);
		return;
	}
	char **top = &prompt->kills.texts[prompt->kills.n - 1];
	char *joined = from < prompt->cursor ? mq_format("%.*s%s", len, text, *top)
		: mq_format("%s%.*s", *top, len, text);
	free(*top);
	*top = joined;
}

void mq_prompt_keep(struct mq_prompt *prompt, const char *text, size_t len)
{
	mq_ring_add(&prompt->kills, MQ_PROMPT_KILLS, text, len);
	prompt->turned = 0;
}

void mq_prompt_delete(struct mq_prompt *prompt, enum mq_move move, bool kill)
{
	size_t to = mq_walk_target(prompt, move);
	size_t from = prompt->cursor < to ? prompt->cursor : to;
	size_t end = prompt->cursor < to ? to : prompt->cursor;
	if (from == end) {
		return;
	}
	if (kill) {
		keep_killed(prompt, from, end);
	}
	take_out(prompt, from, end);
	align(prompt);
	prompt->last = kill ? MQ_EDIT_KILL : MQ_EDIT_OTHER;
}

/* Insert, and know where it stands: behind an edit of the same kind in the place of that. */
static void put_in(struct mq_prompt *prompt, enum mq_edit edit, const char *text, size_t len)
{
	if (prompt->last == edit) {
		take_out(prompt, prompt->put_from, prompt->put_end);
	}
	size_t from = prompt->cursor;
	size_t before = prompt->text.len;
	mq_prompt_insert(prompt, text, len);
	prompt->put_from = from;
	prompt->put_end = from + prompt->text.len - before;
	prompt->last = edit;
}

static void put_killed(struct mq_prompt *prompt)
{
	const char *text = mq_ring_get(&prompt->kills, prompt->turned);
	if (text) {
		put_in(prompt, MQ_EDIT_YANK, text, strlen(text));
	}
}

void mq_prompt_yank(struct mq_prompt *prompt)
{
	prompt->last = MQ_EDIT_OTHER;
	put_killed(prompt);
}

bool mq_prompt_yank_before(struct mq_prompt *prompt)
{
	bool behind = prompt->last == MQ_EDIT_YANK;
	if (behind) {
		prompt->turned = (prompt->turned + 1) % prompt->kills.n;
		put_killed(prompt);
	}
	return behind;
}

void mq_prompt_put_value(struct mq_prompt *prompt, const char *text, size_t len)
{
	put_in(prompt, MQ_EDIT_VALUE, text, len);
}

/* ---- swapping ---- */

/* Two neighbours, the second the first that does not begin before the cursor; else the last
 * two. */
static bool find_neighbours(const struct mq_prompt *prompt, struct mq_span *left,
	struct mq_span *right)
{
	struct mq_span next;
	bool found = mq_walk_term(prompt, 0, left) && mq_walk_term(prompt, left->end, right);
	while (found && right->from < prompt->cursor && mq_walk_term(prompt, right->end, &next)) {
		*left = *right;
		*right = next;
	}
	return found;
}

bool mq_prompt_swap_terms(struct mq_prompt *prompt)
{
	struct mq_span left;
	struct mq_span right;
	struct mq_buf line = {0};
	if (!find_neighbours(prompt, &left, &right)) {
		return false;
	}
	const char *text = prompt->text.data;
	mq_buf_add(&line, text, left.from);
	mq_buf_add(&line, text + right.from, right.end - right.from);
	mq_buf_add(&line, text + left.end, right.from - left.end);
	mq_buf_add(&line, text + left.from, left.end - left.from);
	mq_buf_add(&line, text + right.end, prompt->text.len - right.end);
	mq_prompt_put(prompt, line.data, line.len, right.end);
	mq_buf_release(&line);
	return true;
}

void mq_prompt_release(struct mq_prompt *prompt)
{
	if (!prompt) {
		return;
	}
	mq_ring_clear(&prompt->kills);
	mq_buf_release(&prompt->text);
	*prompt = (struct mq_prompt){0};
}
