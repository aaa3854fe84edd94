/*
 * Cells of codes: one of a list, or several.
 */
#include "cell.h"

#include <stdlib.h>
#include <string.h>

static enum mq_err refuse_code(const struct mq_cell *cell, const char *word, size_t len)
{
	struct mq_cell part = *cell;

	part.text = word;
	part.len = len;
	mq_cell_refuse(&part, _("is not in its list"));
	mq_codes_hint(cell->field, word, len, cell->diag);
	return MQ_ERR_INPUT;
}

enum mq_err mq_cell_read_code(struct mq_cell *cell)
{
	int code = mq_codes_find(cell->field->codes, cell->text, cell->len);

	if (code < 0) {
		return refuse_code(cell, cell->text, cell->len);
	}
	mq_buf_adds(cell->out, cell->field->codes->codes[code].id);
	cell->number = code;
	return MQ_OK;
}

/* How far a cell of several codes was taken apart. */
enum part {
	PART_WHOLE,	/* parted next by separators */
	PART_PIECE,	/* parted next by space */
	PART_WORD,
};

/* Bytes of what parts codes at str, 0 where nothing does. */
static size_t separator_at(const char *str, size_t len, enum part part)
{
	static const char *const separators[] = {";", ",", "|", "、", "；", "，", "｜"};

	if (part == PART_PIECE) {
		return mq_cell_space_at(str, len);
	}
	for (size_t i = 0; i < MQ_LENGTH(separators); i++) {
		size_t n = strlen(separators[i]);

		if (n <= len && memcmp(str, separators[i], n) == 0) {
			return n;
		}
	}
	return 0;
}

/* Mark the codes that text names. A label may itself hold a separator or a
 * space, so the whole is tried first, then pieces, then words. */
static enum mq_err mark_codes(struct mq_cell *cell, const char *text, size_t len, enum part part,
	bool *marked)
{
	int code;

	mq_cell_trim(&text, &len);
	code = mq_codes_find(cell->field->codes, text, len);
	if (code >= 0) {
		marked[code] = true;
		return MQ_OK;
	}
	if (len > 0 && part == PART_WORD) {
		return refuse_code(cell, text, len);
	}
	for (size_t n, skip; len > 0; text += n + skip, len -= n + skip) {
		for (n = 0, skip = 0; n < len && skip == 0; n += skip == 0) {
			skip = separator_at(text + n, len - n, part);
		}
		if (mark_codes(cell, text, n, part + 1, marked) != MQ_OK) {
			return MQ_ERR_INPUT;
		}
	}
	return MQ_OK;
}

enum mq_err mq_cell_read_multi(struct mq_cell *cell)
{
	const struct mq_codes *codes = cell->field->codes;
	bool *marked = mq_alloc(codes->n_codes + 1);
	size_t before = cell->out->len;
	enum mq_err err = mark_codes(cell, cell->text, cell->len, PART_WHOLE, marked);

	for (size_t i = 0; err == MQ_OK && i < codes->n_codes; i++) {
		if (!marked[i]) {
			continue;
		}
		if (cell->out->len > before) {
			mq_buf_addc(cell->out, ';');
		}
		mq_buf_adds(cell->out, codes->codes[i].id);
	}
	free(marked);
	if (err == MQ_OK && cell->out->len == before) {
		return MQ_ERR_NOT_FOUND;	/* separators alone */
	}
	return err;
}
