/*
 * What characters are read as, when looking up: a table that was made while
 * building (gen/readings.c). 21,000 characters have 800 different lists of
 * readings, so a character is the place of its list.
 */
#include "class.h"

#include <assert.h>
#include <string.h>

#include <minqing/text.h>

#include "hanzi.inc"

static_assert(MQ_LENGTH(begins) == MQ_HANZI_LAST - MQ_HANZI_FIRST + 1, "one for each character");

const uint16_t *mq_hanzi_readings(uint32_t cp)
{
	bool is_hanzi = cp >= MQ_HANZI_FIRST && cp <= MQ_HANZI_LAST;

	return lists + (is_hanzi ? begins[cp - MQ_HANZI_FIRST] : 0);
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
