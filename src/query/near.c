/*
 * Who may have what is nearly a word. Of each of its characters that the index
 * keeps alone (Han and the like) a record has it, or one that is like it, or
 * neither: 0, 1 or 2 is the least the match can cost there, wherever they stand. Of
 * runs of letters and digits every three neighbours are kept: three that a record does
 * not have cost 2, and threes with a character between them are not broken by one
 * edit. Whoever comes to more than the budget is out, before a record is read:
 *
 *     王小明, budget 2       王 小 明 0 + 0 + 0      汪 晓 明 1 + 1 + 0      王 小 0 + 0 + 2
 *     13800138000, 4         138 _ 013 _ 000         one of these three is there
 */
#include "evaluate.h"

#include <stdlib.h>

enum { BUDGET_MAX = 4, TRIPLE_CHARS = 3, EDIT = 2 };

/* What may be known of one character of the word. */
enum known_as {
	KNOWN_NOT,	/* nothing: a space, a sign */
	KNOWN_ALONE,
	KNOWN_DIGIT,	/* in threes of one run */
	KNOWN_LETTER,
};

struct state {
	struct eval *eval;
	mq_field_id field;
	const struct mq_fuzzy *fuzzy;
	struct mq_set *least[BUDGET_MAX + 1];	/* [c]: who may still be matched for c */
	unsigned budget;
};

/* Goes on by a part of the word that has who is, or for one more like (NULL: nobody). */
static void go_on(struct state *state, const struct mq_set *is, const struct mq_set *like)
{
	struct mq_set **least = state->least;

	for (unsigned c = state->budget + 1; c-- > 0;) {
		struct mq_set *all[1 + EDIT] = {mq_set_and(least[c], is)};
		size_t n = 1;

		if (c >= 1 && like != NULL) {
			all[n++] = mq_set_and(least[c - 1], like);
		}
		if (c >= EDIT) {
			all[n++] = mq_set_dup(least[c - EDIT]);
		}
		mq_set_free(least[c]);
		least[c] = mq_set_or_many((const struct mq_set *const *)all, n);
		while (n > 0) {
			mq_set_free(all[--n]);
		}
	}
}

/* ---- characters that stand alone ---- */

static void see_gram(void *context, const char *gram, size_t len)
{
	enum known_as *known = context;

	(void)len;
	*known = gram[0] != '^' ? KNOWN_ALONE
		: gram[1] >= '0' && gram[1] <= '9' ? KNOWN_DIGIT : KNOWN_LETTER;
}

static enum known_as known_as(const struct state *state, size_t i)
{
	enum known_as known = KNOWN_NOT;
	char chr[4];

	mq_grams_for_word(chr, mq_utf8_encode(mq_fuzzy_char(state->fuzzy, i), chr), see_gram, &known);
	return known;
}

static const struct mq_set *who_has(const struct state *state, uint32_t cp)
{
	char chr[4];
	size_t len = mq_utf8_encode(cp, chr);

	return mq_index_gram(state->eval->view->index, state->field, chr, len);
}

/* By character of the word: who has one that is like it. */
struct likes {
	const struct mq_set **sets;
	size_t n;
	size_t cap;
};

static void gather_likes(const struct state *state, struct likes *likes)
{
	for (uint32_t cp = MQ_HANZI_FIRST; cp <= MQ_HANZI_LAST; cp++) {
		for (uint32_t bits = mq_fuzzy_alike(state->fuzzy, cp); bits != 0; bits &= bits - 1) {
			struct likes *of = likes + __builtin_ctz(bits);

			of->sets = mq_grow(of->sets, &of->cap, of->n + 1, sizeof(*of->sets));
			of->sets[of->n++] = who_has(state, cp);
		}
	}
}

static void by_character(struct state *state, size_t i, const struct likes *likes)
{
	struct mq_set *like = mq_set_or_many(likes->sets, likes->n);

	go_on(state, who_has(state, mq_fuzzy_char(state->fuzzy, i)), like);
	mq_set_free(like);
}

/* ---- runs of letters and digits ---- */

/* Goes on by the triples of a run that is n characters long and ends before `end`. */
static void by_run(struct state *state, size_t end, size_t n)
{
	for (size_t at = end - n; at + TRIPLE_CHARS <= end; at += TRIPLE_CHARS + 1) {
		char gram[TRIPLE_CHARS * 4];
		size_t len = 0;

		for (size_t i = at; i < at + TRIPLE_CHARS; i++) {
			len += mq_utf8_encode(mq_fuzzy_char(state->fuzzy, i), gram + len);
		}
		go_on(state, mq_index_gram(state->eval->view->index, state->field, gram, len), NULL);
	}
}

/* ---- the word ---- */

static void by_all(struct state *state, const struct likes *likes)
{
	size_t n_chars = mq_fuzzy_n_chars(state->fuzzy);
	enum known_as run = KNOWN_NOT;
	size_t n = 0;

	for (size_t i = 0; i < n_chars; i++) {
		enum known_as known = known_as(state, i);

		if (known != run) {
			by_run(state, i, run > KNOWN_ALONE ? n : 0);
			n = 0;
		}
		if (known == KNOWN_ALONE) {
			by_character(state, i, likes + i);
		}
		run = known;
		n++;
	}
	by_run(state, n_chars, run > KNOWN_ALONE ? n : 0);
}

struct mq_set *near_narrow(struct eval *eval, mq_field_id field, const struct mq_fuzzy *fuzzy,
	const struct mq_set *among)
{
	struct state state = {.eval = eval, .field = field, .fuzzy = fuzzy,
		.budget = mq_fuzzy_budget(fuzzy)};
	struct likes likes[MQ_FUZZY_CHARS_MAX] = {{0}};

	for (unsigned c = 0; c <= state.budget; c++) {
		state.least[c] = mq_set_dup(among);
	}
	gather_likes(&state, likes);
	by_all(&state, likes);
	for (unsigned c = 0; c < state.budget; c++) {
		mq_set_free(state.least[c]);
	}
	for (size_t i = 0; i < MQ_FUZZY_CHARS_MAX; i++) {
		free(likes[i].sets);
	}
	return state.least[state.budget];
}
