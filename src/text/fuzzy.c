/*
 * Words that are nearly in a text: Sellers' columns. A cell says what it costs at
 * least to make the first i characters of the word of a stretch that ends at this
 * character of the text; a stretch may begin anywhere, so row 0 costs nothing.
 *
 *     cell = least of   diagonal + what the two characters cost
 *                       above + 2, left + 2           left out, put in
 *                       two up and two left + 2       neighbours swapped
 *
 * Only rows that are within the budget are looked at, and one or two beyond
 * (Ukkonen's cut-off): for most characters of most texts that is row 1 alone. What
 * a character is like was worked out for the word as bits, one for each of its
 * characters, by syllable and for those that look alike.
 */
#include "alike.h"

#include <string.h>

#include <minqing/text.h>

enum {
	EDIT = 2,		/* what all but the alike cost */
	ALIKE = 1,
	KNOWN_MAX = MQ_FUZZY_CHARS_MAX * (1 + ALIKE_MAX),
	OVER = 64,		/* more than any budget, and small enough to add to */
};

/* A character that is in the word, or looks like one that is. */
struct known {
	uint32_t cp;
	uint32_t same;
	uint32_t alike;
};

struct mq_fuzzy {
	uint32_t chars[MQ_FUZZY_CHARS_MAX];
	size_t n;
	unsigned budget;
	struct known *known;	/* ascending */
	size_t n_known;
	uint32_t *sounds;	/* by syllable: who is read so */
};

/* ---- making ---- */

static unsigned budget_of(size_t n_chars)
{
	return n_chars <= 2 ? 1 : n_chars <= 5 ? 2 : 4;
}

static struct known *find(const struct mq_fuzzy *fuzzy, uint32_t cp)
{
	size_t low = 0;
	size_t high = fuzzy->n_known;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (fuzzy->known[mid].cp < cp) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return fuzzy->known + low;
}

/* The entry of cp, made where it is new. */
static struct known *know(struct mq_fuzzy *fuzzy, uint32_t cp)
{
	struct known *at = find(fuzzy, cp);
	struct known *end = fuzzy->known + fuzzy->n_known;

	if (at < end && at->cp == cp) {
		return at;
	}
	memmove(at + 1, at, (size_t)(end - at) * sizeof(*at));
	fuzzy->n_known++;
	*at = (struct known){.cp = cp};
	return at;
}

static void learn(struct mq_fuzzy *fuzzy, size_t i)
{
	uint32_t bit = UINT32_C(1) << i;
	uint32_t like[ALIKE_MAX];
	size_t n = alike_of(fuzzy->chars[i], like, ALIKE_MAX);

	know(fuzzy, fuzzy->chars[i])->same |= bit;
	for (size_t k = 0; k < n; k++) {
		know(fuzzy, like[k])->alike |= bit;
	}
	for (const uint16_t *each = mq_hanzi_readings(fuzzy->chars[i]); *each != 0; each++) {
		fuzzy->sounds[*each] |= bit;
	}
}

struct mq_fuzzy *mq_fuzzy_new(struct mq_arena *arena, const char *word, size_t len)
{
	size_t n = mq_utf8_count(word, len);
	struct mq_fuzzy *fuzzy;

	if (n < MQ_FUZZY_CHARS_MIN || n > MQ_FUZZY_CHARS_MAX) {
		return NULL;
	}
	fuzzy = mq_arena_alloc(arena, sizeof(*fuzzy));
	fuzzy->known = mq_arena_alloc(arena, KNOWN_MAX * sizeof(*fuzzy->known));
	fuzzy->sounds = mq_arena_alloc(arena, mq_hanzi_n_syllables() * sizeof(*fuzzy->sounds));
	fuzzy->budget = budget_of(n);
	for (size_t at = 0, size; fuzzy->n < n; at += size) {
		size = mq_utf8_decode(word + at, len - at, fuzzy->chars + fuzzy->n++);
		learn(fuzzy, fuzzy->n - 1);
	}
	return fuzzy;
}

/* ---- asked about ---- */

size_t mq_fuzzy_n_chars(const struct mq_fuzzy *fuzzy)
{
	return fuzzy->n;
}

uint32_t mq_fuzzy_char(const struct mq_fuzzy *fuzzy, size_t i)
{
	return fuzzy->chars[i];
}

unsigned mq_fuzzy_budget(const struct mq_fuzzy *fuzzy)
{
	return fuzzy->budget;
}

/* What of the word cp is, and what it is like. */
static struct known look(const struct mq_fuzzy *fuzzy, uint32_t cp)
{
	const struct known *at = find(fuzzy, cp);
	struct known found = {.cp = cp};

	if (at < fuzzy->known + fuzzy->n_known && at->cp == cp) {
		found = *at;
	}
	for (const uint16_t *each = mq_hanzi_readings(cp); *each != 0; each++) {
		found.alike |= fuzzy->sounds[*each];
	}
	found.alike &= ~found.same;
	return found;
}

uint32_t mq_fuzzy_alike(const struct mq_fuzzy *fuzzy, uint32_t cp)
{
	return look(fuzzy, cp).alike;
}

/* ---- searching ---- */

/* One character of the text. Cells above `high` are OVER. */
struct column {
	unsigned char cells[MQ_FUZZY_CHARS_MAX + 1];
	size_t high;
	struct known found;
};

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned cell(const struct column *now, const struct column *before,
	const struct column *older, size_t i)
{
	uint32_t bit = UINT32_C(1) << (i - 1);
	unsigned change = (now->found.same & bit) ? 0 : (now->found.alike & bit) ? ALIKE : EDIT;
	unsigned cost = least(before->cells[i - 1] + change,
		least(before->cells[i], now->cells[i - 1]) + EDIT);

	if (i > 1 && (before->found.same & bit) != 0 && (now->found.same & bit >> 1) != 0) {
		cost = least(cost, older->cells[i - 2] + (unsigned)EDIT);
	}
	return cost;
}

/* now holds what it held three characters ago, and is filled anew. */
static void fill(const struct mq_fuzzy *fuzzy, struct column *now, const struct column *before,
	const struct column *older)
{
	size_t stale = now->high;
	size_t limit = before->high + 1 > older->high + 2 ? before->high + 1 : older->high + 2;
	size_t i = 1;

	now->high = 0;
	for (; i <= fuzzy->n && (i <= limit || now->high == i - 1); i++) {
		unsigned cost = cell(now, before, older, i);

		now->cells[i] = (unsigned char)(cost <= fuzzy->budget ? cost : OVER);
		now->high = cost <= fuzzy->budget ? i : now->high;
	}
	for (; i <= stale; i++) {
		now->cells[i] = OVER;
	}
}

static void begin(const struct mq_fuzzy *fuzzy, struct column columns[3])
{
	for (size_t k = 0; k < 3; k++) {
		columns[k].high = 0;
		columns[k].found = (struct known){0};
		memset(columns[k].cells, OVER, sizeof(columns[k].cells));
		columns[k].cells[0] = 0;
	}
	/* Before the text only leaving out is possible; nothing is swapped with that. */
	for (size_t i = 1; i <= fuzzy->n && i * EDIT <= fuzzy->budget; i++) {
		columns[0].cells[i] = (unsigned char)(i * EDIT);
		columns[0].high = i;
	}
}

bool mq_fuzzy_search(const struct mq_fuzzy *fuzzy, const char *text, size_t len)
{
	struct column columns[3];
	struct column *before = columns;
	struct column *older = columns + 1;
	struct column *now = columns + 2;
	uint32_t cp;

	begin(fuzzy, columns);
	for (size_t at = 0, size; (size = mq_utf8_decode(text + at, len - at, &cp)) > 0; at += size) {
		struct column *free_one = older;

		now->found = look(fuzzy, cp);
		fill(fuzzy, now, before, older);
		if (now->high == fuzzy->n) {
			return true;
		}
		older = before;
		before = now;
		now = free_one;
	}
	return false;
}
