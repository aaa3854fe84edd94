/*
 * What characters are read as: a table that was made while building
 * (gen/readings.c). 21,000 characters have 800 different lists of readings, so a
 * character is the place of its list: of one where it begins a name, and of one elsewhere.
 */
#include "hanzi.h"
#include "class.h"

#include <assert.h>
#include <string.h>

#include <minqing/text.h>

#include "hanzi.inc"

static_assert(MQ_LENGTH(begins) == MQ_HANZI_LAST - MQ_HANZI_FIRST + 1, "one for each character");

static_assert(MQ_LENGTH(within) == MQ_LENGTH(begins), "one for each character");

static bool is_usual(uint32_t cp)
{
	return cp >= MQ_HANZI_FIRST && cp <= MQ_HANZI_LAST;
}

const uint16_t *mq_hanzi_readings(uint32_t cp)
{
	return lists + (is_usual(cp) ? begins[cp - MQ_HANZI_FIRST] : 0);
}

/* Its readings among the rare ones: those that stand there have some. */
static const uint16_t *rare_list(uint32_t cp, bool leads)
{
	size_t low = 0;
	size_t high = MQ_LENGTH(rare);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (rare[mid].cp < cp) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	if (low == MQ_LENGTH(rare) || rare[low].cp != cp) {
		return lists;
	}
	return lists + (leads ? rare[low].begins : rare[low].within);
}

const uint16_t *hanzi_list(uint32_t cp, bool leads)
{
	if (is_usual(cp)) {
		return lists + (leads ? begins : within)[cp - MQ_HANZI_FIRST];
	}
	if ((cp >= HANZI_A_FIRST && cp <= HANZI_A_LAST) ||
			(cp >= HANZI_B_FIRST && cp <= HANZI_H_LAST)) {
		return rare_list(cp, leads);
	}
	return NULL;
}

const char *mq_hanzi_syllable(uint16_t syllable)
{
	return syllables[syllable];
}

size_t mq_hanzi_n_syllables(void)
{
	return MQ_LENGTH(syllables);
}

bool mq_hanzi_sound_alike(uint32_t a, uint32_t b)
{
	for (const uint16_t *one = mq_hanzi_readings(a); *one != 0; one++) {
		for (const uint16_t *other = mq_hanzi_readings(b); *other != 0; other++) {
			if (*one == *other) {
				return true;
			}
		}
	}
	return false;
}

/* ---- whole texts ---- */

static void add_readings(uint32_t cp, const char *chr, size_t len, struct mq_buf *out)
{
	const uint16_t *readings = mq_hanzi_readings(cp);

	if (*readings == 0) {
		mq_buf_add(out, chr, len);
	}
	for (size_t i = 0; readings[i] != 0; i++) {
		mq_buf_adds(out, i > 0 ? "|" : "");
		mq_buf_adds(out, syllables[readings[i]]);
	}
}

static void add_whole(const struct text_run *run, struct mq_buf *out)
{
	uint32_t cp;

	for (size_t at = 0, len; at < run->len; at += len) {
		len = mq_utf8_decode(run->text + at, run->len - at, &cp);
		mq_buf_adds(out, at > 0 ? " " : "");
		add_readings(cp, run->text + at, len, out);
	}
}

void mq_hanzi_spell(const char *folded, size_t len, struct mq_buf *out)
{
	struct text_run run;
	bool first = true;

	for (size_t at = 0; text_run_next(folded, len, &at, &run);) {
		if (run.class == TEXT_OTHER) {
			continue;
		}
		mq_buf_adds(out, first ? "" : " ");
		first = false;
		if (run.class == TEXT_WHOLE) {
			add_whole(&run, out);
		} else {
			mq_buf_add(out, run.text, run.len);
		}
	}
}
