/*
 * Made and run while building: prints what hanzi.c holds. What is asked is what
 * the index asks when a name is written (pinyin.c), so that both read a
 * character alike; asked once, so that looking up needs no ICU.
 *
 *     syllables   every syllable there is; the empty one, 0, is none
 *     lists       the readings of a character, likeliest first, ended by 0
 *     begins      by character: where in lists its own begin; 0 has none
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

enum { LIST_MAX = 12 };

struct table {
	struct mq_map *syllables;	/* to their numbers */
	struct mq_map *lists;		/* to where they begin */
	struct mq_buf out;		/* of lists, printed */
	uint64_t n_syllables;
	uint64_t n_lists;
};

static uint64_t syllable(struct table *table, const char *text, size_t len)
{
	uint64_t number = table->n_syllables;

	if (!mq_map_get(table->syllables, text, len, &number)) {
		mq_map_put(table->syllables, text, len, number);
		printf("\t\"%.*s\",\n", (int)len, text);
		table->n_syllables++;
	}
	return number;
}

/* "shan|dan|chan" to where its numbers begin. */
static uint64_t list(struct table *table, const char *text, size_t len)
{
	uint64_t begins = table->n_lists;
	size_t n = 0;

	if (mq_map_get(table->lists, text, len, &begins)) {
		return begins;
	}
	mq_map_put(table->lists, text, len, begins);
	for (size_t at = 0; at < len && n < LIST_MAX; n++) {
		const char *bar = memchr(text + at, '|', len - at);
		size_t end = bar != NULL ? (size_t)(bar - text) : len;

		mq_buf_addf(&table->out, "%" PRIu64 ", ", syllable(table, text + at, end - at));
		at = end + 1;
	}
	mq_buf_adds(&table->out, "0,\n");
	table->n_lists += n + 1;
	return begins;
}

static void print_begins(const uint64_t *begins, size_t n)
{
	enum { A_LINE = 16 };

	printf("static const uint16_t begins[] = {");
	for (size_t i = 0; i < n; i++) {
		printf("%s%" PRIu64 ",", i % A_LINE == 0 ? "\n\t" : " ", begins[i]);
	}
	printf("\n};\n");
}

int main(void)
{
	enum { N_CHARS = MQ_HANZI_LAST - MQ_HANZI_FIRST + 1 };
	struct mq_pinyin *pinyin = mq_pinyin_new();
	struct table table = {.syllables = mq_map_new(), .lists = mq_map_new(),
		.n_syllables = 1, .n_lists = 1};
	uint64_t *begins = mq_alloc(N_CHARS * sizeof(*begins));
	struct mq_buf readings = {0};

	printf("static const char syllables[][8] = {\n\t\"\",\n");
	for (size_t i = 0; i < N_CHARS; i++) {
		char chr[4];
		size_t len = mq_utf8_encode((uint32_t)(MQ_HANZI_FIRST + i), chr);

		mq_buf_clear(&readings);
		mq_pinyin_readings(pinyin, chr, len, &readings);
		if (readings.len > 0 && readings.data[0] >= 'a' && readings.data[0] <= 'z') {
			begins[i] = list(&table, readings.data, readings.len);
		}
	}
	printf("};\nstatic const uint16_t lists[] = {\n0,\n%s};\n", table.out.data);
	print_begins(begins, N_CHARS);
	mq_buf_release(&readings);
	mq_buf_release(&table.out);
	mq_map_free(table.syllables);
	mq_map_free(table.lists);
	mq_pinyin_free(pinyin);
	free(begins);
	return table.n_lists > UINT16_MAX || ferror(stdout) || fflush(stdout) != 0;
}
