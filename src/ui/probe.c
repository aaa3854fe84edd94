/*
 * One character of each kind is written at the left margin and the terminal asked where
 * its cursor is now; the last question, what it is (DA1), is one that every terminal
 * answers, so its answer ends the others whether they came or not. All goes out in one
 * write and costs one round trip.
 *
 * Answers are told apart by their order. Where there are not as many as questions, or one
 * makes no sense, nothing is believed.
 */
#include "probe.h"

#include <string.h>

static const struct sample {
	enum mq_glyph glyph;
	const char *text;
	int before;		/* columns that are not the sample's */
} samples[] = {
	{MQ_N_GLYPHS, "中", 0},			/* two columns, or it takes no UTF-8 */
	{MQ_GLYPH_AMBIGUOUS, "①", 0},
	{MQ_GLYPH_BOX, "─", 0},
	{MQ_GLYPH_MARK, "e\u0301", 1},
	{MQ_GLYPH_EMOJI, "\U0001f600", 0},
	{MQ_GLYPH_EXT_B, "\U00020bb7", 0},
	{MQ_GLYPH_EXT_G, "\U00030000", 0},
	{MQ_GLYPH_EXT_H, "\U00031350", 0},
	{MQ_GLYPH_EXT_I, "\U0002ebf0", 0},
};

_Static_assert(MQ_LENGTH(samples) == MQ_N_GLYPHS + 1, "each kind has a sample");
_Static_assert(MQ_LENGTH(samples) < MQ_PROBE_SAMPLES, "there is room for one too many");

void mq_probe_ask(struct mq_probe *probe, struct mq_buf *out)
{
	mq_buf_adds(out, "\033[2H");
	for (size_t i = 0; i < MQ_LENGTH(samples); i++) {
		mq_buf_adds(out, "\r");
		mq_buf_adds(out, samples[i].text);
		mq_buf_adds(out, "\033[6n");
	}
	mq_buf_adds(out, "\r\033[K\033[c");
	probe->waiting = true;
	probe->n_places = 0;
}

bool mq_probe_take(struct mq_probe *probe, enum mq_answer answer, int column)
{
	if (answer == MQ_ANSWER_PLACE && probe->n_places < MQ_PROBE_SAMPLES) {
		probe->places[probe->n_places++] = column;
	} else if (answer == MQ_ANSWER_DEVICE) {
		probe->waiting = false;
		probe->answered = true;
	}
	return answer == MQ_ANSWER_DEVICE;
}

static int cols_of(const struct mq_probe *probe, size_t sample)
{
	return probe->places[sample] - 1 - samples[sample].before;
}

static bool makes_sense(const struct mq_probe *probe)
{
	bool good = probe->answered && probe->n_places == MQ_LENGTH(samples);
	for (size_t i = 1; good && i < MQ_LENGTH(samples); i++) {
		good = cols_of(probe, i) >= 0 && cols_of(probe, i) <= 2;
	}
	return good;
}

enum mq_probe_found mq_probe_apply(const struct mq_probe *probe)
{
	bool changed = false;
	if (probe->n_places == MQ_LENGTH(samples) && cols_of(probe, 0) != 2) {
		return MQ_PROBE_NO_UTF8;
	}
	if (!makes_sense(probe)) {
		return MQ_PROBE_NOTHING;
	}
	for (size_t i = 1; i < MQ_LENGTH(samples); i++) {
		changed |= mq_width_measured(samples[i].glyph, cols_of(probe, i));
	}
	return changed ? MQ_PROBE_NEW : MQ_PROBE_SAME;
}
