/* Nearly the same: said by example, and held against every stretch of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/text.h>

static bool near(const char *text, const char *word)
{
	struct mq_arena arena = {0};
	const struct mq_fuzzy *fuzzy = mq_fuzzy_new(&arena, word, strlen(word));
	bool found;

	assert_non_null(fuzzy);
	found = mq_fuzzy_search(fuzzy, text, strlen(text));
	mq_arena_release(&arena);
	return found;
}

static void what_is_there_is_found(void **state)
{
	(void)state;
	assert_true(near("王小明", "王小明"));
	assert_true(near("阳曲路760弄12号", "760弄"));
	assert_true(near("512室", "12"));
	assert_false(near("", "王小明"));
	assert_false(near("王", "王小明"));
	assert_false(near("李", "王小"));
}

static void two_characters_bear_one_that_is_alike(void **state)
{
	(void)state;
	assert_true(near("汪芳", "王芳"));
	assert_true(near("王方", "王芳"));
	assert_false(near("汪方", "王芳"));
	assert_false(near("王明", "王芳"));
	assert_false(near("王", "王芳"));
	assert_false(near("芳王", "王芳"));
}

static void three_bear_two_that_are_alike_or_one_edit(void **state)
{
	(void)state;
	assert_true(near("汪晓明", "王小明"));
	assert_true(near("王小朋", "王小明"));	/* looks alike */
	assert_true(near("王小花", "王小明"));	/* replaced */
	assert_true(near("王明", "王小明"));	/* left out */
	assert_true(near("王小一明", "王小明"));	/* put in */
	assert_true(near("王明小", "王小明"));	/* swapped */
	assert_false(near("汪小花", "王小明"));
	assert_false(near("汪晓铭", "王小明"));
	assert_false(near("明王小", "小明花"));
}

static void six_bear_two_edits(void **state)
{
	(void)state;
	assert_true(near("上海市阳曲路七百弄", "阳曲路七百弄"));
	assert_true(near("阳去路七白弄", "阳曲路七百弄"));
	assert_true(near("阳曲七百弄堂", "阳曲路七百弄"));
	assert_true(near("13800138000", "13800183000"));
	assert_true(near("1380013800", "138001380001"));
	assert_false(near("138001", "13800138000"));
	assert_false(near("岭南路七百弄三号", "阳曲路七百弄二十"));
}

static void only_so_long_a_word_is_taken(void **state)
{
	struct mq_arena arena = {0};
	char word[40];

	(void)state;
	memset(word, 'a', sizeof(word));
	assert_null(mq_fuzzy_new(&arena, word, 0));
	assert_null(mq_fuzzy_new(&arena, word, 1));
	assert_null(mq_fuzzy_new(&arena, "王", 3));
	assert_non_null(mq_fuzzy_new(&arena, word, 2));
	assert_non_null(mq_fuzzy_new(&arena, word, MQ_FUZZY_CHARS_MAX));
	assert_null(mq_fuzzy_new(&arena, word, MQ_FUZZY_CHARS_MAX + 1));
	mq_arena_release(&arena);
}

/* ---- against every stretch ---- */

enum { TEXT_MAX = 14, ROUNDS = 10000 };

struct chars {
	size_t at[MQ_FUZZY_CHARS_MAX];	/* faces */
	size_t n;
	char text[4 * MQ_FUZZY_CHARS_MAX + 1];
	size_t len;
};

/* 王汪 sound alike, 王玉 and 明朋 look alike, 小晓 sound, 末未 look */
static const uint32_t faces[] = {0x738b, 0x6c6a, 0x7389, 0x660e, 0x670b, 0x5c0f, 0x6653, 0x672b,
	0x672a, 'a', '1', '2', 0x5355};

enum { N_FACES = MQ_LENGTH(faces) };

static unsigned costs[N_FACES][N_FACES];

static void work_out_costs(void)
{
	for (size_t a = 0; a < N_FACES; a++) {
		for (size_t b = 0; b < N_FACES; b++) {
			costs[a][b] = a == b ? 0 : mq_hanzi_sound_alike(faces[a], faces[b])
				|| mq_hanzi_look_alike(faces[a], faces[b]) ? 1 : 2;
		}
	}
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* What it costs to make the first i of a of the first j of b. */
static unsigned plain_cost(const size_t *a, size_t n_a, const size_t *b, size_t n_b)
{
	unsigned cells[MQ_FUZZY_CHARS_MAX + 1][TEXT_MAX + 1];

	for (size_t i = 0; i <= n_a; i++) {
		for (size_t j = 0; j <= n_b; j++) {
			unsigned cost = i == 0 ? (unsigned)j * 2 : j == 0 ? (unsigned)i * 2 : 1000;

			if (i > 0 && j > 0) {
				cost = least(cells[i - 1][j - 1] + costs[a[i - 1]][b[j - 1]],
					least(cells[i - 1][j], cells[i][j - 1]) + 2);
			}
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
				cost = least(cost, cells[i - 2][j - 2] + 2);
			}
			cells[i][j] = cost;
		}
	}
	return cells[n_a][n_b];
}

static bool plain_search(const struct chars *word, const struct chars *text)
{
	unsigned budget = word->n <= 2 ? 1 : word->n <= 5 ? 2 : 4;

	for (size_t from = 0; from <= text->n; from++) {
		for (size_t to = from; to <= text->n; to++) {
			if (plain_cost(word->at, word->n, text->at + from, to - from) <= budget) {
				return true;
			}
		}
	}
	return false;
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % sides;
}

static void throw_chars(uint32_t *seed, size_t n, uint32_t sides, struct chars *out)
{
	*out = (struct chars){.n = n};
	for (size_t i = 0; i < n; i++) {
		out->at[i] = dice(seed, sides);
		out->len += mq_utf8_encode(faces[out->at[i]], out->text + out->len);
	}
}

static void it_finds_what_a_plain_search_finds(void **state)
{
	uint32_t seed = 20240615;
	size_t n_found = 0;

	(void)state;
	work_out_costs();
	for (size_t round = 0; round < ROUNDS; round++) {
		struct mq_arena arena = {0};
		uint32_t sides = 2 + dice(&seed, N_FACES - 1);
		struct chars word;
		struct chars text;
		bool found;

		throw_chars(&seed, 2 + dice(&seed, round % 8 == 0 ? 30 : 8), sides, &word);
		throw_chars(&seed, dice(&seed, TEXT_MAX + 1), sides, &text);
		found = mq_fuzzy_search(mq_fuzzy_new(&arena, word.text, word.len), text.text, text.len);
		if (found != plain_search(&word, &text)) {
			fail_msg("'%s' in '%s': %d", word.text, text.text, found);
		}
		n_found += found;
		mq_arena_release(&arena);
	}
	assert_in_range(n_found, ROUNDS / 10, ROUNDS * 9 / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_is_found),
		cmocka_unit_test(two_characters_bear_one_that_is_alike),
		cmocka_unit_test(three_bear_two_that_are_alike_or_one_edit),
		cmocka_unit_test(six_bear_two_edits),
		cmocka_unit_test(only_so_long_a_word_is_taken),
		cmocka_unit_test(it_finds_what_a_plain_search_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
