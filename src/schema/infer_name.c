/*
 * Ids and labels for the columns. A known header brings the id of the shipped
 * catalogue; any other gives its own ASCII letters, or else its position. The
 * label is the header, so that an import finds the column again. No name may
 * mean two things, so everything taken is kept folded in one map.
 */
#include "infer.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_COLS = 60 };

/* Names that the written kinds bring along, and words of the query language. */
static const char *const reserved[] = {
	"resident", "household", "dwelling", "人", "户", "房", "members", "households", "成员", "住户",
	"and", "or", "not", "any", "all", "none", "count", "且", "或", "非",
};

/* True where name was free or is this owner's; it is the owner's now. */
static bool claim(struct mq_map *taken, const char *name, uint64_t owner)
{
	struct mq_buf folded = {0};
	uint64_t other;
	bool free_or_own = true;

	mq_utf8_fold(&folded, name, strlen(name));
	if (mq_map_get(taken, folded.data, folded.len, &other)) {
		free_or_own = other == owner;
	} else {
		mq_map_put(taken, folded.data, folded.len, owner);
	}
	mq_buf_release(&folded);
	return free_or_own;
}

static char *make_id(struct mq_map *taken, const struct mq_column *column)
{
	struct mq_buf id = {0};

	mq_header_slug(&id, column->header, strlen(column->header));
	if (id.len == 0 || !claim(taken, id.data, column->position)) {
		mq_buf_clear(&id);
		mq_buf_addf(&id, "col_%zu", column->position);
	}
	for (size_t n = 2; !claim(taken, id.data, column->position); n++) {
		mq_buf_clear(&id);
		mq_buf_addf(&id, "col_%zu_%zu", column->position, n);
	}
	return mq_buf_take(&id);
}

/* The header as it can be shown; with its position where that is taken. */
static char *make_label(struct mq_map *taken, const struct mq_column *column)
{
	struct mq_buf label = {0};
	size_t cols;

	mq_safe_text(&label, column->header, strlen(column->header));
	if (label.len == 0) {
		mq_buf_addf(&label, "第%zu列", column->position);
	}
	label.len = mq_width_fit(label.data, label.len, LABEL_COLS, &cols);
	label.data[label.len] = '\0';
	while (!claim(taken, label.data, column->position)) {
		mq_buf_addf(&label, " (%zu)", column->position);
	}
	return mq_buf_take(&label);
}

/* A field found by pinyin brings a hidden one along, with names made of its own. */
static void reserve_reading(struct mq_map *taken, const struct mq_column *column)
{
	static const struct {
		bool of_header;
		const char *end;
	} made[] = {{false, "_pinyin"}, {false, " in pinyin"}, {true, "拼音"}};

	for (size_t i = 0; column->known->want == MQ_WANT_NAME && i < MQ_LENGTH(made); i++) {
		struct mq_buf name = {0};

		mq_buf_addf(&name, "%s%s", made[i].of_header ? column->header : column->known->id,
			made[i].end);
		claim(taken, name.data, 0);
		mq_buf_release(&name);
	}
}

void mq_infer_name(struct mq_infer *infer)
{
	struct mq_map *taken = mq_map_new();

	for (size_t i = 0; i < MQ_LENGTH(reserved); i++) {
		claim(taken, reserved[i], 0);
	}
	for (size_t i = 0; i < infer->n_columns; i++) {
		struct mq_column *column = &infer->columns[i];

		if (column->known != NULL) {
			claim(taken, column->known->id, column->position);
			reserve_reading(taken, column);
		}
	}
	for (size_t i = 0; i < infer->n_columns; i++) {
		struct mq_column *column = &infer->columns[i];

		free(column->id);
		free(column->label);
		column->id = column->known != NULL ? mq_strdup(column->known->id)
			: make_id(taken, column);
		column->label = make_label(taken, column);
	}
	infer->age_is_free = claim(taken, "age", infer->n_columns + 1)
		&& claim(taken, "年龄", infer->n_columns + 1);
	mq_map_free(taken);
}
