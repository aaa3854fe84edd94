/*
 * A terminal that shows kinds of characters in columns of its own, as terminals do: a wide
 * one at the right end goes to the next line, whoever writes over half of one loses the other
 * half, and what has no columns hangs on what stands before it. It answers the probe with
 * where its cursor really is.
 */
#ifndef MINQING_TESTS_UI_MODEL_H
#define MINQING_TESTS_UI_MODEL_H

#include "unit.h"

enum { MODEL_WIDTH = 42, MODEL_HEIGHT = 40, MODEL_HALF = 0 };

struct model {
	int cols[MQ_N_GLYPHS];	/* it shows each kind in */
	uint32_t cells[MODEL_HEIGHT][MODEL_WIDTH];	/* MODEL_HALF: of the one before */
	int x;			/* MODEL_WIDTH: the next one goes to the next line */
	int y;
	struct mq_buf answers;
};

static inline void model_blank(struct model *model, int x, int y)
{
	uint32_t *row = model->cells[y];
	if (row[x] == MODEL_HALF && x > 0) {
		row[x - 1] = ' ';
	}
	if (x + 1 < MODEL_WIDTH && row[x + 1] == MODEL_HALF) {
		row[x + 1] = ' ';
	}
	row[x] = ' ';
}

static inline void model_clear(struct model *model)
{
	for (int y = 0; y < MODEL_HEIGHT; y++) {
		for (int x = 0; x < MODEL_WIDTH; x++) {
			model->cells[y][x] = ' ';
		}
	}
}

static inline int model_cols(const struct model *model, uint32_t cp)
{
	enum mq_glyph glyph = mq_width_glyph(cp);
	return glyph == MQ_N_GLYPHS ? mq_width_char(cp) : model->cols[glyph];
}

static inline void model_put(struct model *model, uint32_t cp)
{
	int cols = model_cols(model, cp);
	if (cols > 0 && model->x + cols > MODEL_WIDTH) {
		model->x = 0;
		model->y += model->y + 1 < MODEL_HEIGHT;
	}
	for (int i = 0; i < cols; i++) {
		model_blank(model, model->x + i, model->y);
	}
	if (cols > 0) {
		model->cells[model->y][model->x] = cp;
	}
	if (cols == 2) {
		model->cells[model->y][model->x + 1] = MODEL_HALF;
	}
	model->x += cols;
}

static inline void model_erase(struct model *model, int n)
{
	for (int x = model->x; x < model->x + n && x < MODEL_WIDTH; x++) {
		model_blank(model, x, model->y);
	}
}

/* ESC [ first ; second final */
static inline void model_obey(struct model *model, int first, int second, char final)
{
	switch (final) {
	case 'H':
		model->y = (first > 0 ? first : 1) - 1;
		model->x = (second > 0 ? second : 1) - 1;
		assert_in_range(model->y, 0, MODEL_HEIGHT - 1);
		assert_in_range(model->x, 0, MODEL_WIDTH - 1);
		break;
	case 'C':
		model->x += first;
		assert_in_range(model->x, 0, MODEL_WIDTH - 1);
		break;
	case 'K':
		model_erase(model, MODEL_WIDTH);
		break;
	case 'X':
		model_erase(model, first);
		break;
	case 'J':
		model_clear(model);
		break;
	case 'n':
		mq_buf_addf(&model->answers, "\033[%d;%dR", model->y + 1, model->x + 1);
		break;
	case 'c':
		mq_buf_adds(&model->answers, "\033[?62c");
		break;
	default:
		break;
	}
}

/* Bytes of the sequence behind ESC [. */
static inline size_t model_sequence(struct model *model, const char *bytes)
{
	int numbers[2] = {0, 0};
	size_t which = 0;
	size_t at = 0;
	for (; (unsigned char)bytes[at] < 0x40; at++) {
		if (bytes[at] == ';') {
			which = 1;
		} else if (bytes[at] >= '0' && bytes[at] <= '9') {
			numbers[which] = numbers[which] * 10 + (bytes[at] - '0');
		}
	}
	model_obey(model, numbers[0], numbers[1], bytes[at]);
	return at + 1;
}

static inline void model_read(struct model *model, struct mq_slice frame)
{
	const char *bytes = frame.data;
	for (size_t at = 0; at < frame.len;) {
		uint32_t cp;
		size_t n = mq_utf8_decode(bytes + at, frame.len - at, &cp);
		cp = n > 0 ? cp : 0xfffd;
		at += n > 0 ? n : 1;
		if (cp == 0x1b) {
			assert_int_equal(bytes[at], '[');
			at += 1 + model_sequence(model, bytes + at + 1);
		} else if (cp == '\r') {
			model->x = 0;
		} else {
			assert_true(cp >= ' ');
			model_put(model, cp);
		}
	}
}

#endif
