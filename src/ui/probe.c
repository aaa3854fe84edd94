/*
 * One character of each kind is written at the left margin and the terminal asked where
 * its cursor is now; the last question, what it is (DA1), is one that every terminal
 * answers, so its answer ends the others whether they came or not. All goes out in one
 * write and costs one round trip.
 *
 * The first two tell in what charset it reads, and are the same bytes in any: 人人 in UTF-8
 * are four columns, and the same six bytes six, 浜轰汉, in GB2312 and what grew out of it, or
 * six letters; 㐀 in GB18030 is two, and its four bytes more to whoever does not know
 * GB18030. Neither leaves a torn character behind that would swallow the question.
 *
 * Answers are told apart by their order. Where there are not as many as questions, or one
 * makes no sense, nothing is believed.
 */
#include "probe.h"

#include <string.h>

static const char *const charset_samples[] = {"人人", "\x81\x39\xef\x30"};

enum { N_CHARSET = MQ_LENGTH(charset_samples), COLS_MAX = 4 };

static const struct sample {
	enum mq_glyph glyph;
	const char *text;
	int before;		/* columns that are not the sample's */
} samples[] = {
	{MQ_GLYPH_AMBIGUOUS, "①", 0},
	{MQ_GLYPH_BOX, "─", 0},
	{MQ_GLYPH_MARK, "e\u0301", 1},
	{MQ_GLYPH_EMOJI, "\U0001f600", 0},
	{MQ_GLYPH_EXT_B, "\U00020bb7", 0},
	{MQ_GLYPH_EXT_G, "\U00030000", 0},
	{MQ_GLYPH_EXT_H, "\U00031350", 0},
	{MQ_GLYPH_EXT_I, "\U0002ebf0", 0},
};

enum { N_SAMPLES = N_CHARSET + MQ_LENGTH(samples) };

_Static_assert(MQ_LENGTH(samples) == MQ_N_GLYPHS, "each kind has a sample");
_Static_assert(N_SAMPLES < (int)MQ_PROBE_SAMPLES, "there is room for one too many");

static void ask_behind(struct mq_slice sample, struct mq_buf *out)
{
	mq_buf_adds(out, "\r");
	mq_buf_add(out, sample.data, sample.len);
	mq_buf_adds(out, "\033[6n");
}

void mq_probe_ask(struct mq_probe *probe, struct mq_charset *charset, struct mq_buf *out)
{
	mq_buf_adds(out, "\033[2H");
	for (size_t i = 0; i < N_CHARSET; i++) {
		ask_behind(mq_slice_str(charset_samples[i]), out);
	}
	for (size_t i = 0; i < MQ_LENGTH(samples); i++) {
		ask_behind(mq_charset_encode(charset, mq_slice_str(samples[i].text)), out);
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
	return probe->places[N_CHARSET + sample] - 1 - samples[sample].before;
}

/* A terminal that does not know a character may show its bytes, one by one. */
static bool makes_sense(const struct mq_probe *probe)
{
	bool good = probe->answered && probe->n_places == N_SAMPLES;
	for (size_t i = 0; good && i < MQ_LENGTH(samples); i++) {
		good = cols_of(probe, i) >= 0 && cols_of(probe, i) <= COLS_MAX;
	}
	return good;
}

enum mq_probe_charset mq_probe_charset(const struct mq_probe *probe)
{
	const int *places = probe->places;
	if (!probe->answered || probe->n_places < N_CHARSET || probe->n_places > N_SAMPLES) {
		return MQ_PROBE_SILENT;
	}
	if (places[0] == 1 + 4) {
		return MQ_PROBE_UTF8;
	}
	if (places[0] == 1 + 6) {
		return places[1] == 1 + 2 ? MQ_PROBE_GB18030 : MQ_PROBE_BYTES;
	}
	return MQ_PROBE_NEITHER;
}

bool mq_probe_apply(const struct mq_probe *probe)
{
	bool changed = false;
	for (size_t i = 0; makes_sense(probe) && i < MQ_LENGTH(samples); i++) {
		changed |= mq_width_measured(samples[i].glyph, cols_of(probe, i));
	}
	return changed;
}
