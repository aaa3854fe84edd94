/*
 * Made and run while building: prints what hanzi.c holds. It is asked of ICU once, so
 * that neither looking up nor writing the usual names needs its transliterators.
 *
 *     syllables   every syllable there is; the empty one, 0, is none
 *     lists       the readings of a character, likeliest first, ended by 0
 *     begins      by character: where in lists its own begin, as the first of a name;
 *                 0 has none
 *     within      the same as one that is not the first
 *     rare        the characters of the extensions that are read at all, ascending, and both
 *                 places in lists
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <minqing/text.h>

#include "../hanzi.h"
#include "../spell.h"

struct table {
	struct mq_map *syllables;	/* to their numbers */
	struct mq_map *lists;		/* to where they begin */
	struct mq_buf out;		/* of lists, printed */
	struct mq_buf rare;		/* printed too */
	struct mq_buf scratch;
	struct spell spell;
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

/* Readings to where the list of their numbers begins. */
static uint64_t list(struct table *table, const struct alts *alts)
{
	uint64_t begins = table->n_lists;

	if (alts->n == 0) {
		return 0;
	}
	mq_buf_clear(&table->scratch);
	alts_print(alts, "", 0, &table->scratch);
	if (mq_map_get(table->lists, table->scratch.data, table->scratch.len, &begins)) {
		return begins;
	}
	mq_map_put(table->lists, table->scratch.data, table->scratch.len, begins);
	for (size_t i = 0; i < alts->n; i++) {
		mq_buf_addf(&table->out, "%" PRIu64 ", ",
			syllable(table, alts->text[i], strlen(alts->text[i])));
	}
	mq_buf_adds(&table->out, "0,\n");
	table->n_lists += alts->n + 1;
	return begins;
}

static uint64_t list_of(struct table *table, uint32_t cp, bool leads)
{
	struct alts alts = {.n = 0};
	char chr[4];
	size_t len = mq_utf8_encode(cp, chr);

	spell_char(&table->spell, chr, len, leads, &alts);
	return list(table, &alts);
}

static void print_begins(const char *name, const uint64_t *begins, size_t n)
{
	enum { A_LINE = 16 };

	printf("static const uint16_t %s[] = {", name);
	for (size_t i = 0; i < n; i++) {
		printf("%s%" PRIu64 ",", i % A_LINE == 0 ? "\n\t" : " ", begins[i]);
	}
	printf("\n};\n");
}

static void add_rare(struct table *table, uint32_t first, uint32_t last)
{
	for (uint32_t cp = first; cp <= last; cp++) {
		uint64_t begins = list_of(table, cp, true);

		if (begins != 0) {
			mq_buf_addf(&table->rare, "\t{0x%" PRIx32 ", %" PRIu64 ", %" PRIu64 "},\n", cp,
				begins, list_of(table, cp, false));
		}
	}
}

int main(void)
{
	enum { N_CHARS = MQ_HANZI_LAST - MQ_HANZI_FIRST + 1 };
	struct table table = {.syllables = mq_map_new(), .lists = mq_map_new(),
		.n_syllables = 1, .n_lists = 1};
	uint64_t *begins = mq_alloc(N_CHARS * sizeof(*begins));
	uint64_t *within = mq_alloc(N_CHARS * sizeof(*within));

	spell_init(&table.spell);
	printf("static const char syllables[][8] = {\n\t\"\",\n");
	for (size_t i = 0; i < N_CHARS; i++) {
		begins[i] = list_of(&table, (uint32_t)(MQ_HANZI_FIRST + i), true);
		within[i] = list_of(&table, (uint32_t)(MQ_HANZI_FIRST + i), false);
	}
	add_rare(&table, HANZI_A_FIRST, HANZI_A_LAST);
	add_rare(&table, HANZI_B_FIRST, HANZI_H_LAST);
	printf("};\nstatic const uint16_t lists[] = {\n0,\n%s};\n", table.out.data);
	print_begins("begins", begins, N_CHARS);
	print_begins("within", within, N_CHARS);
	printf("static const struct {\n\tuint32_t cp;\n\tuint16_t begins;\n\tuint16_t within;\n} rare[] = "
		"{\n%s};\n", table.rare.data);
	mq_buf_release(&table.scratch);
	mq_buf_release(&table.out);
	mq_buf_release(&table.rare);
	mq_map_free(table.syllables);
	mq_map_free(table.lists);
	spell_release(&table.spell);
	free(begins);
	free(within);
	return table.n_lists > UINT16_MAX || ferror(stdout) || fflush(stdout) != 0;
}
