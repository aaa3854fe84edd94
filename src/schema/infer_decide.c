/*
 * Types and kinds, once all rows went by. A type is taken where 98 of 100
 * filled cells read as it. A kind is the header's, or the data's, where a column
 * holds the same value for all rows of a household (or address) far more often
 * than rows drawn by lot would; a kind nobody can name a record of is left out,
 * and what it held goes to the residents.
 */
#include "infer.h"

#include <string.h>

#include "load.h"

enum {
	CODES_MAX = 100,	/* different values of a list */
	CODE_CHARS_MAX = 40,
	CODE_REPEATS = 4,	/* rows for each value, before few values are a list */
	BUNCHES_MIN = 10,	/* that must speak before a known header is doubted */
};

/* ---- types ---- */

/* Fit to be a label of the list: short, and shown as it is. */
static bool is_code_text(const char *value)
{
	size_t len = strlen(value);
	struct mq_buf safe = {0};
	bool same;

	mq_safe_text(&safe, value, len);
	same = safe.len == len && memcmp(safe.data, value, len) == 0
		&& mq_utf8_count(value, len) <= CODE_CHARS_MAX;
	mq_buf_release(&safe);
	return same;
}

/* Ones and zeros are yes and no only where nothing else is counted. */
static bool is_yes_or_no(const struct mq_column *column)
{
	const struct mq_shape *yes_no = &column->shapes[MQ_SHAPE_BOOL];

	if (column->n_digits * 2 < column->filled) {
		return true;
	}
	return column->n_true > 0 && column->n_false > 0
		&& column->shapes[MQ_SHAPE_INT].hits <= yes_no->hits;
}

/* What the header says against a type. */
static bool may_be(const struct mq_column *column, enum mq_shape_id shape)
{
	bool is_number = shape == MQ_SHAPE_IDENTITY || shape == MQ_SHAPE_MOBILE;

	if (shape == MQ_SHAPE_TEXT) {
		return true;
	}
	if (column->known == NULL) {
		return is_number || !mq_header_is_key(column->header, strlen(column->header));
	}
	switch (column->known->want) {
	case MQ_WANT_KEY:
	case MQ_WANT_NAME:
	case MQ_WANT_ADDRESS:
	case MQ_WANT_NOTE:
		return false;
	case MQ_WANT_NUMBER:
		return is_number;
	case MQ_WANT_ANY:
	case MQ_WANT_CODE:
		break;
	}
	return true;
}

/* The type that misses most narrowly, for the comment; half is the least. */
static enum mq_shape_id nearest_shape(const struct mq_column *column)
{
	enum mq_shape_id near = MQ_SHAPES;
	double best = 0.5;

	for (size_t i = 0; i < MQ_SHAPE_TEXT; i++) {
		double share = mq_column_share(column, (enum mq_shape_id)i);

		if (share >= best && may_be(column, (enum mq_shape_id)i)
				&& !mq_is_share(column->shapes[i].hits, column->filled, MQ_PERCENT_FIT)) {
			best = share + 1e-9;
			near = (enum mq_shape_id)i;
		}
	}
	return near;
}

static enum mq_shape_id fitting_shape(const struct mq_column *column)
{
	for (size_t i = 0; i < MQ_SHAPE_TEXT; i++) {
		const struct mq_shape *shape = &column->shapes[i];

		if (!shape->given_up && mq_is_share(shape->hits, column->filled, MQ_PERCENT_FIT)
				&& may_be(column, (enum mq_shape_id)i)
				&& (i != MQ_SHAPE_BOOL || is_yes_or_no(column))) {
			return (enum mq_shape_id)i;
		}
	}
	return MQ_SHAPE_TEXT;
}

/* Few values, each of them often, that read as nothing better, not even nearly
 * (yes, no and 不详 are a list): codes. A header that is known to mean a list
 * needs less of a proof. */
static bool is_list(const struct mq_column *column)
{
	enum mq_want want = column->known != NULL ? column->known->want : MQ_WANT_ANY;
	const struct mq_tally *tally = &column->tally;
	size_t repeats = want == MQ_WANT_CODE ? 1 : CODE_REPEATS;

	if (tally->over || tally->n == 0 || tally->n > CODES_MAX
			|| column->filled < tally->n * repeats) {
		return false;
	}
	if (want != MQ_WANT_CODE && (tally->n < 2 || column->shape != MQ_SHAPE_TEXT
			|| !may_be(column, MQ_SHAPE_BOOL)
			|| (column->near != MQ_SHAPES && column->near != MQ_SHAPE_BOOL))) {
		return false;
	}
	for (size_t i = 0; i < tally->n; i++) {
		if (!is_code_text(tally->values[i])) {
			return false;
		}
	}
	return true;
}

/* Codes in words get numbers behind a stem that no value starts with. */
static void choose_stem(struct mq_column *column)
{
	static const char *const stems[] = {"c", "v", "code_", "value_"};

	for (size_t i = 0; i < MQ_LENGTH(stems); i++) {
		size_t clashes = 0;

		for (size_t j = 0; j < column->tally.n; j++) {
			clashes += strncasecmp(column->tally.values[j], stems[i], strlen(stems[i])) == 0;
		}
		snprintf(column->code_stem, sizeof(column->code_stem), "%s", stems[i]);
		if (clashes == 0) {
			return;
		}
	}
}

static void decide_type(struct mq_column *column)
{
	static const enum mq_type types[MQ_SHAPES] = {
		[MQ_SHAPE_IDENTITY] = MQ_TYPE_TEXT,
		[MQ_SHAPE_MOBILE] = MQ_TYPE_TEXT,
		[MQ_SHAPE_DATE] = MQ_TYPE_DATE,
		[MQ_SHAPE_BOOL] = MQ_TYPE_BOOL,
		[MQ_SHAPE_INT] = MQ_TYPE_INT,
		[MQ_SHAPE_DECIMAL] = MQ_TYPE_DECIMAL,
		[MQ_SHAPE_TEXT] = MQ_TYPE_TEXT,
	};
	bool is_number;

	column->restricted = mq_loader_care_word(column->header) != NULL;
	column->shape = fitting_shape(column);
	column->type = types[column->shape];
	column->near = column->shape == MQ_SHAPE_TEXT ? nearest_shape(column) : MQ_SHAPES;
	if (is_list(column)) {
		column->type = MQ_TYPE_CODE;
		column->shape = MQ_SHAPE_TEXT;
		column->near = MQ_SHAPES;
		choose_stem(column);
	}
	is_number = column->shape <= MQ_SHAPE_MOBILE || column->near <= MQ_SHAPE_MOBILE;
	column->privacy = column->known != NULL ? column->known->privacy : is_number ? 2 : 1;
	column->privacy = column->restricted ? 3 : column->privacy;
}

/* ---- kinds ---- */

/* Of the bunches with several filled rows of this column: those that agree. */
static uint64_t agreeing(const struct mq_bunches *bunches, size_t column, uint64_t *several)
{
	const mq_mark *marks = (const mq_mark *)bunches->sketch.payload;
	size_t stride = bunches->sketch.payload_bytes / sizeof(*marks);
	uint64_t same = 0;

	*several = 0;
	for (size_t i = 0; i < bunches->sketch.n; i++) {
		mq_mark state = marks[i * stride + column] & MQ_MARK_STATE;

		same += state == MQ_MARK_SAME;
		*several += state == MQ_MARK_SAME || state == MQ_MARK_MIXED;
	}
	return same;
}

/* Whether the column is the bunch's own: it agrees nearly always, and ten
 * times better than rows drawn by lot would. */
static bool belongs(const struct mq_bunches *bunches, struct mq_column *column)
{
	uint64_t several;
	uint64_t same = agreeing(bunches, column->position - 1, &several);
	double by_lot = (double)several * (1 - mq_column_collision(column));

	if (by_lot < 2 || !mq_is_share(same, several, MQ_PERCENT_FIT)
			|| (double)(several - same) * 10 > by_lot) {
		return false;
	}
	column->same_groups = several;
	column->same_share = (double)same / (double)several;
	return true;
}

/* Whether the data speak against what the header says. */
static bool is_denied(const struct mq_bunches *bunches, const struct mq_column *column)
{
	uint64_t several;
	uint64_t same = agreeing(bunches, column->position - 1, &several);

	return several >= BUNCHES_MIN && !mq_is_share(same, several, MQ_PERCENT_FIT);
}

static enum mq_sheet_kind kind_by_data(const struct mq_infer *infer, struct mq_column *column)
{
	bool place = mq_header_is_place(column->header, strlen(column->header));
	bool household = infer->has[MQ_SHEET_HOUSEHOLD] && belongs(&infer->households, column);

	/* One household to most addresses: then both agree, and the name decides. */
	if (infer->has[MQ_SHEET_DWELLING] && (place || !household)
			&& belongs(&infer->addresses, column)) {
		return MQ_SHEET_DWELLING;
	}
	return household ? MQ_SHEET_HOUSEHOLD : MQ_SHEET_RESIDENT;
}

/* The share of households, of those with several rows, whose rows agree in the
 * last part of the dwelling's key, which is the finest. */
static double one_address(const struct mq_infer *infer)
{
	size_t last = infer->n_key[MQ_SHEET_DWELLING] - 1;
	uint64_t several;
	uint64_t same = agreeing(&infer->households,
		infer->key[MQ_SHEET_DWELLING][last]->position - 1, &several);

	return several > 0 ? (double)same / (double)several : 1;
}

static bool is_key(const struct mq_infer *infer, const struct mq_column *column)
{
	for (size_t kind = 0; kind < MQ_SHEET_KINDS; kind++) {
		for (size_t i = 0; i < infer->n_key[kind]; i++) {
			if (infer->key[kind][i] == column) {
				return true;
			}
		}
	}
	return false;
}

static enum mq_sheet_kind decide_kind(const struct mq_infer *infer, struct mq_column *column)
{
	enum mq_sheet_kind kind;

	column->same_groups = 0;
	if (column->known == NULL) {
		return kind_by_data(infer, column);
	}
	kind = column->known->kind;
	if (is_key(infer, column)) {
		return kind;
	}
	if (kind == MQ_SHEET_DWELLING
			&& (!infer->has[kind] || is_denied(&infer->addresses, column))) {
		kind = MQ_SHEET_HOUSEHOLD;
	}
	if (kind == MQ_SHEET_HOUSEHOLD
			&& (!infer->has[kind] || is_denied(&infer->households, column))) {
		kind = MQ_SHEET_RESIDENT;
	}
	return kind;
}

void mq_infer_decide(struct mq_infer *infer)
{
	for (size_t i = 0; i < infer->n_columns; i++) {
		decide_type(&infer->columns[i]);
	}
	mq_infer_key_places(infer);
	infer->has[MQ_SHEET_RESIDENT] = true;
	infer->has[MQ_SHEET_HOUSEHOLD] = infer->n_key[MQ_SHEET_HOUSEHOLD] > 0;
	infer->has[MQ_SHEET_DWELLING] = infer->n_key[MQ_SHEET_DWELLING] > 0;
	for (size_t i = 0; i < infer->n_columns; i++) {
		infer->columns[i].kind = decide_kind(infer, &infer->columns[i]);
	}
	if (infer->has[MQ_SHEET_DWELLING]) {
		infer->one_address = one_address(infer);
	}
	mq_infer_key_residents(infer);
	mq_infer_name(infer);
}
