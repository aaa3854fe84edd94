/*
 * The nearest of many names, for "did you mean". The distance is the optimal
 * string alignment one (Damerau's edits, no part edited twice), over
 * characters and three rows. Names are short: what is longer than NAME_MAX
 * characters is near to nothing but itself, whoever sent it.
 */
#include <minqing/base.h>

#include <string.h>

enum {
	NAME_MAX_CHARS = 64,
	NEAR_MAX = 3,		/* edits beyond which a suggestion is noise */
};

struct word {
	uint32_t chars[NAME_MAX_CHARS];
	size_t n;
};

/* False where it is too long; a byte that is no UTF-8 stands for itself. */
static bool to_word(const char *str, struct word *word)
{
	size_t len = strlen(str);
	size_t at = 0;

	word->n = 0;
	while (at < len) {
		uint32_t cp = 0x110000u + (unsigned char)str[at];
		size_t step = mq_utf8_decode(str + at, len - at, &cp);

		if (word->n == NAME_MAX_CHARS) {
			return false;
		}
		word->chars[word->n++] = cp;
		at += step > 0 ? step : 1;
	}
	return true;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* rows[0] is being filled, rows[1] and rows[2] are the ones above it. */
static void fill_row(size_t *rows[3], const struct word *a, const struct word *b, size_t i)
{
	rows[0][0] = i;
	for (size_t j = 1; j <= b->n; j++) {
		size_t change = rows[1][j - 1] + (a->chars[i - 1] != b->chars[j - 1]);

		rows[0][j] = least(change, least(rows[1][j], rows[0][j - 1]) + 1);
		if (i > 1 && j > 1 && a->chars[i - 1] == b->chars[j - 2] &&
				a->chars[i - 2] == b->chars[j - 1]) {
			rows[0][j] = least(rows[0][j], rows[2][j - 2] + 1);
		}
	}
}

static size_t word_distance(const struct word *a, const struct word *b, size_t max)
{
	size_t space[3][NAME_MAX_CHARS + 1];
	size_t *rows[3] = {space[0], space[1], space[2]};

	if ((a->n > b->n ? a->n - b->n : b->n - a->n) > max) {
		return max + 1;
	}
	for (size_t j = 0; j <= b->n; j++) {
		rows[0][j] = j;
	}
	for (size_t i = 1; i <= a->n; i++) {
		size_t *spare = rows[2];

		rows[2] = rows[1];
		rows[1] = rows[0];
		rows[0] = spare;
		fill_row(rows, a, b, i);
	}
	return least(rows[0][b->n], max + 1);
}

size_t mq_edit_distance(const char *a, const char *b, size_t max)
{
	struct word from;
	struct word to;

	if (strcmp(a, b) == 0) {
		return 0;
	}
	if (!to_word(a, &from) || !to_word(b, &to)) {
		return max + 1;
	}
	return word_distance(&from, &to, max);
}

/* ---- the nearest ---- */

/* As it is compared: `Sex` is near to `sex` and `ｓｅｘ`. */
static bool to_folded_word(const char *str, struct mq_buf *scratch, struct word *word)
{
	size_t len = strlen(str);

	mq_buf_clear(scratch);
	if (mq_utf8_check(str, len) < len) {
		return false;
	}
	mq_utf8_fold(scratch, str, len);
	return to_word(scratch->data, word);
}

/* How many edits still make a suggestion: one in three characters. */
static size_t near_limit(const struct word *word)
{
	return least(word->n / 3 + 1, NEAR_MAX);
}

/* 0 is the same; beyond limit is not near. Of a word typed halfway the whole
 * is near, behind all that differ by typing errors. */
static size_t rank(const struct word *typed, const struct word *name, size_t limit)
{
	size_t distance = word_distance(typed, name, limit);

	/* A short name all of whose letters would change is another name. */
	if (distance >= typed->n || distance >= name->n) {
		distance = distance == 0 ? 0 : limit + 1;
	}
	if (distance > limit && typed->n >= 2 && name->n > typed->n &&
			memcmp(typed->chars, name->chars, typed->n * sizeof(typed->chars[0])) == 0) {
		return limit;
	}
	return distance;
}

size_t mq_nearest(const char *name, const char *const *names, size_t n_names,
	const char **out, size_t n_out)
{
	size_t ranks[16];
	size_t n = 0;
	struct mq_buf scratch = {0};
	struct word typed;
	struct word word;
	bool readable = to_folded_word(name, &scratch, &typed);
	size_t limit = readable ? near_limit(&typed) : 0;

	n_out = least(n_out, MQ_LENGTH(ranks));
	for (size_t i = 0; readable && n_out > 0 && i < n_names; i++) {
		size_t at = n;
		size_t distance;

		if (!to_folded_word(names[i], &scratch, &word)) {
			continue;
		}
		distance = rank(&typed, &word, limit);
		if (distance > limit || (n == n_out && distance >= ranks[n - 1])) {
			continue;
		}
		if (n < n_out) {
			n++;
		} else {
			at--;
		}
		for (; at > 0 && ranks[at - 1] > distance; at--) {
			ranks[at] = ranks[at - 1];
			out[at] = out[at - 1];
		}
		ranks[at] = distance;
		out[at] = names[i];
	}
	mq_buf_release(&scratch);
	return n;
}

bool mq_diag_suggest(struct mq_diag *diag, const char *name, const char *const *names,
	size_t n_names)
{
	const char *near[3];
	size_t n = 0;

	/* Nobody would read it: thousands of faults must not cost a search each. */
	if (diag != NULL && diag->n_dropped == 0) {
		n = mq_nearest(name, names, n_names, near, MQ_LENGTH(near));
	}
	switch (n) {
	case 0:
		return false;
	case 1:
		mq_diag_hint(diag, _("did you mean '%s'?"), near[0]);
		return true;
	case 2:
		mq_diag_hint(diag, _("did you mean '%s' or '%s'?"), near[0], near[1]);
		return true;
	default:
		mq_diag_hint(diag, _("did you mean '%s', '%s' or '%s'?"), near[0], near[1], near[2]);
		return true;
	}
}
