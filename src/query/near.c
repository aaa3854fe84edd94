/*
 * Who may have what is nearly a word. Of each of its characters that the index
 * keeps alone (Han and the like) a record has it, or one that is like it, or
 * neither: at 0, 1 or 2 that is the least the match can cost, wherever they stand.
 * Whoever comes to more than the budget is out, before a record is read:
 *
 *     王小明, budget 2       王 小 明    0 + 0 + 0
 *                            汪 晓 明    1 + 1 + 0
 *                            王 小       0 + 0 + 2
 *
 * Nothing of the kind is known of single letters and digits. Of their runs every
 * three neighbours are kept, and an edit breaks four at most: where there are more
 * than the budget can break, one of them is there.
 */
#include "evaluate.h"

#include <stdlib.h>

enum { BUDGET_MAX = 4, TRIPLE_CHARS = 3, BROKEN_BY_EDIT = 4, EDIT = 2 };

/* ---- sets of a word's grams ---- */

struct sets {
	struct mq_index *index;
	mq_field_id field;
	const struct mq_set **sets;
	size_t n;
	size_t cap;
};

static void add_set(struct sets *sets, const char *gram, size_t len)
{
	sets->sets = mq_grow(sets->sets, &sets->cap, sets->n + 1, sizeof(*sets->sets));
	sets->sets[sets->n++] = mq_index_gram(sets->index, sets->field, gram, len);
}

static void add_char(struct sets *sets, uint32_t cp)
{
	char chr[4];

	add_set(sets, chr, mq_utf8_encode(cp, chr));
}

/* ---- characters that stand alone ---- */

static void see_alone(void *context, const char *gram, size_t len)
{
	bool *alone = context;

	(void)len;
	*alone = gram[0] != '^';
}

/* Does the index keep it as a gram of its own? */
static bool is_alone(uint32_t cp)
{
	char chr[4];
	bool alone = false;

	mq_grams_for_word(chr, mq_utf8_encode(cp, chr), see_alone, &alone);
	return alone;
}

/* By character of the word: all that are like it. */
static void gather_alike(const struct mq_fuzzy *fuzzy, struct sets *alike)
{
	for (uint32_t cp = MQ_HANZI_FIRST; cp <= MQ_HANZI_LAST; cp++) {
		for (uint32_t bits = mq_fuzzy_alike(fuzzy, cp); bits != 0; bits &= bits - 1) {
			add_char(alike + __builtin_ctz(bits), cp);
		}
	}
}

/* least[c]: who can still be matched for c. Goes on by one character, which has is, or
 * like is for one more. */
static void go_on(struct mq_set *least[], unsigned budget, const struct mq_set *is,
	const struct mq_set *like)
{
	for (unsigned c = budget + 1; c-- > 0;) {
		struct mq_set *next = mq_set_and(least[c], is);

		for (unsigned cost = 1; cost <= EDIT && cost <= c; cost++) {
			struct mq_set *more = cost == 1 ? mq_set_and(least[c - 1], like)
				: mq_set_dup(least[c - 2]);
			struct mq_set *both = mq_set_or(next, more);

			mq_set_free(next);
			mq_set_free(more);
			next = both;
		}
		mq_set_free(least[c]);
		least[c] = next;
	}
}

static struct mq_set *by_characters(struct sets *alike, const struct mq_fuzzy *fuzzy,
	const struct mq_set *among)
{
	struct mq_set *least[BUDGET_MAX + 1];
	unsigned budget = mq_fuzzy_budget(fuzzy);

	for (unsigned c = 0; c <= budget; c++) {
		least[c] = mq_set_dup(among);
	}
	for (size_t i = 0; i < mq_fuzzy_n_chars(fuzzy); i++) {
		if (is_alone(mq_fuzzy_char(fuzzy, i))) {
			struct mq_set *like = mq_set_or_many(alike[i].sets, alike[i].n);

			add_char(alike + i, mq_fuzzy_char(fuzzy, i));
			go_on(least, budget, alike[i].sets[alike[i].n - 1], like);
			mq_set_free(like);
		}
	}
	for (unsigned c = 0; c < budget; c++) {
		mq_set_free(least[c]);
	}
	return least[budget];
}

/* ---- runs of letters and digits ---- */

static void take_triple(void *context, const char *gram, size_t len)
{
	if (gram[0] != '^' && mq_utf8_count(gram, len) == TRIPLE_CHARS) {
		add_set(context, gram, len);
	}
}

static void print_word(const struct mq_fuzzy *fuzzy, struct mq_buf *out)
{
	for (size_t i = 0; i < mq_fuzzy_n_chars(fuzzy); i++) {
		char chr[4];

		mq_buf_add(out, chr, mq_utf8_encode(mq_fuzzy_char(fuzzy, i), chr));
	}
}

/* Moves left. */
static struct mq_set *by_triples(struct sets *triples, const struct mq_fuzzy *fuzzy,
	struct mq_set *left)
{
	struct mq_buf word = {0};
	struct mq_set *any;
	struct mq_set *fewer;

	print_word(fuzzy, &word);
	mq_grams_for_word(word.data, word.len, take_triple, triples);
	mq_buf_release(&word);
	if (triples->n <= mq_fuzzy_budget(fuzzy) / EDIT * BROKEN_BY_EDIT) {
		return left;
	}
	any = mq_set_or_many(triples->sets, triples->n);
	fewer = mq_set_and(left, any);
	mq_set_free(any);
	mq_set_free(left);
	return fewer;
}

struct mq_set *near_narrow(struct eval *eval, mq_field_id field, const struct mq_fuzzy *fuzzy,
	const struct mq_set *among)
{
	struct sets alike[MQ_FUZZY_CHARS_MAX];
	struct sets triples = {.index = eval->view->index, .field = field};
	struct mq_set *left;

	for (size_t i = 0; i < MQ_FUZZY_CHARS_MAX; i++) {
		alike[i] = triples;
	}
	gather_alike(fuzzy, alike);
	left = by_triples(&triples, fuzzy, by_characters(alike, fuzzy, among));
	for (size_t i = 0; i < MQ_FUZZY_CHARS_MAX; i++) {
		free(alike[i].sets);
	}
	free(triples.sets);
	return left;
}
