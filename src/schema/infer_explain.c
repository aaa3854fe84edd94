/*
 * The comments: what speaks for a guess and what against it. Shares are rounded
 * down, so that 100% is said of all and of nothing less. Cells that did not fit
 * are quoted unless the column is sensitive.
 */
#include "infer.h"

#include <inttypes.h>
#include <string.h>

enum {
	COMMENT_COLS = 24,	/* of a cell quoted in a comment */
	SENSITIVE = 2,		/* cells are not quoted from this privacy class on */
};

/* ---- small things ---- */

/* 12,031 */
void mq_explain_count(struct mq_buf *out, uint64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0) {
			mq_buf_addc(out, ',');
		}
		mq_buf_addc(out, digits[i]);
	}
}

/* One decimal, never more than is true: 100% means all. */
static void add_percent(struct mq_buf *out, double share)
{
	unsigned tenths = (unsigned)(share * 1000 + 1e-6);

	if (share >= 1) {
		mq_buf_adds(out, "100%");
	} else {
		mq_buf_addf(out, "%u.%u%%", tenths / 10, tenths % 10);
	}
}

/* The start of a cell, as a comment can hold it. */
void mq_explain_quoted(struct mq_buf *out, const char *cell)
{
	struct mq_buf safe = {0};
	size_t cols;
	size_t fits;

	mq_safe_text(&safe, cell, strlen(cell));
	fits = mq_width_fit(safe.data, safe.len, COMMENT_COLS, &cols);
	mq_buf_adds(out, "'");
	mq_buf_add(out, safe.data, fits);
	mq_buf_adds(out, fits < safe.len ? "…'" : "'");
	mq_buf_release(&safe);
}

/* ---- keys ---- */

/* How well the resident's key names them. */
void mq_explain_resident_key(const struct mq_infer *infer, struct mq_buf *out)
{
	struct mq_column *const *key = infer->key[MQ_SHEET_RESIDENT];
	size_t n = infer->n_key[MQ_SHEET_RESIDENT];

	if (n == 0) {
		mq_buf_adds(out, "    # key: no column names a resident; import needs one, e.g. key: [name, birth_date]\n");
		return;
	}
	mq_buf_addf(out, "    # %s: filled in ", key[0]->id);
	add_percent(out, (double)key[0]->filled / (double)infer->rows);
	mq_buf_adds(out, " of rows; ");
	add_percent(out, n == 1 ? mq_sketch_unique(&key[0]->values)
		: mq_sketch_unique(&infer->people.sketch));
	mq_buf_addf(out, " of rows have %s of their own\n", n == 1 ? "one" : "a pair with birth_date");
}

void mq_explain_key(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out)
{
	const struct mq_column *first = infer->key[kind][0];
	const struct mq_sketch *sketch = kind == MQ_SHEET_HOUSEHOLD
		? &infer->households.sketch : &infer->addresses.sketch;

	mq_buf_addf(out, "    # %s: filled in ", first->id);
	add_percent(out, (double)first->filled / (double)infer->rows);
	mq_buf_adds(out, " of rows; about ");
	mq_explain_count(out, mq_sketch_distinct(sketch));
	mq_buf_addf(out, " %ss", mq_sheet_kind_id(kind));
	if (kind == MQ_SHEET_HOUSEHOLD && infer->has[MQ_SHEET_DWELLING]) {
		mq_buf_adds(out, ", ");
		add_percent(out, infer->one_address);
		mq_buf_adds(out, " of those with several rows at one address");
	}
	mq_buf_addc(out, '\n');
}

/* ---- columns ---- */

static void explain_misses(const struct mq_column *column, enum mq_shape_id id, struct mq_buf *out)
{
	const struct mq_shape *shape = &column->shapes[id];

	if (shape->hits == column->filled) {
		return;
	}
	mq_buf_adds(out, "; ");
	mq_explain_count(out, column->filled - shape->hits);
	mq_buf_addf(out, " other%s, first at row %" PRIu64,
		column->filled - shape->hits == 1 ? "" : "s", shape->first_miss);
	if (column->privacy < SENSITIVE && shape->miss != NULL) {
		mq_buf_adds(out, ": ");
		mq_explain_quoted(out, shape->miss);
	}
}

static void explain_type(const struct mq_infer *infer, const struct mq_column *column,
	struct mq_buf *out)
{
	if (column->filled == 0) {
		mq_buf_adds(out, "text: no row has a value");
		return;
	}
	if (column->type == MQ_TYPE_CODE) {
		mq_buf_addf(out, "code: %zu different value%s in ", column->tally.n,
			column->tally.n == 1 ? "" : "s");
	} else {
		mq_buf_addf(out, "%s: ", mq_shape_name(column->shape));
		add_percent(out, mq_column_share(column, column->shape));
		mq_buf_adds(out, " of ");
	}
	mq_explain_count(out, column->filled);
	mq_buf_addf(out, " filled row%s", column->filled == 1 ? "" : "s");
	if (column->filled < infer->rows) {
		mq_buf_adds(out, " (");
		mq_explain_count(out, infer->rows - column->filled);
		mq_buf_adds(out, " empty)");
	}
	if (column->type != MQ_TYPE_CODE) {
		explain_misses(column, column->shape, out);
	}
}

void mq_explain_column(const struct mq_infer *infer, const struct mq_column *column,
	struct mq_buf *out)
{
	mq_buf_adds(out, "  # ");
	explain_type(infer, column, out);
	mq_buf_addc(out, '\n');
	if (column->near != MQ_SHAPES) {
		mq_buf_addf(out, "  # nearly %s: ", mq_shape_name(column->near));
		add_percent(out, mq_column_share(column, column->near));
		explain_misses(column, column->near, out);
		mq_buf_addc(out, '\n');
	}
	if (column->same_groups > 0) {
		mq_buf_addf(out, "  # %s: the same within ", mq_sheet_kind_id(column->kind));
		add_percent(out, column->same_share);
		mq_buf_adds(out, " of ");
		mq_explain_count(out, column->same_groups);
		mq_buf_addf(out, " %ss of several rows that were looked at\n", mq_sheet_kind_id(column->kind));
	}
	if (strcmp(column->header, column->label) != 0) {
		mq_buf_addf(out, "  # column %zu is headed ", column->position);
		mq_explain_quoted(out, column->header);
		mq_buf_adds(out, " there: give it a heading of its own, or import with --map\n");
	}
	if (column->restricted) {
		mq_buf_adds(out, "  # restricted: it helps nobody to a service; better leave the column out\n");
	}
}
