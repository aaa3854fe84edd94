/*
 * Areas and a place, out of the columns that tell where people live. A number counts
 * within what lies outside it: a building is no building without its lane or road, or,
 * where there are no such columns, its estate.
 */
#include "infer.h"

enum { BY_MAX = 4 };

enum within {
	WITHIN_NOTHING,
	WITHIN_ROAD,
	WITHIN_STREET,		/* its road and lane, else its estate */
};

static const struct {
	const char *id, *zh;
	enum within within;
	const char *own[2];	/* all of them */
} areas[] = {
	{"committee", "居委会", WITHIN_NOTHING, {"committee"}},
	{"estate", "小区", WITHIN_NOTHING, {"estate"}},
	{"lane", "弄", WITHIN_ROAD, {"lane"}},
	{"building", "楼", WITHIN_STREET, {"building_no"}},
	{"unit", "单元", WITHIN_STREET, {"building_no", "unit_no"}},
};

/* The fields of one area. */
struct by {
	const struct mq_column *columns[BY_MAX];
	size_t n;
};

/* The known column, where it is a field of this kind and type. */
static const struct mq_column *find(const struct mq_infer *infer, enum mq_sheet_kind kind,
	const char *id)
{
	const struct mq_column *column = mq_infer_find(infer, id);
	bool fits = column != NULL && column->kind == kind && !column->restricted
		&& (column->type == MQ_TYPE_TEXT || column->type == MQ_TYPE_CODE);

	return fits ? column : NULL;
}

static bool add(const struct mq_infer *infer, enum mq_sheet_kind kind, const char *id, struct by *by)
{
	const struct mq_column *column = find(infer, kind, id);

	if (column != NULL) {
		by->columns[by->n++] = column;
	}
	return column != NULL;
}

static bool add_street(const struct mq_infer *infer, enum mq_sheet_kind kind, struct by *by)
{
	bool road = add(infer, kind, "road", by);
	bool lane = add(infer, kind, "lane", by);

	return road || lane || add(infer, kind, "estate", by);
}

static bool is_told(const struct mq_infer *infer, enum mq_sheet_kind kind, size_t number,
	struct by *by)
{
	const char *const *own = areas[number].own;

	if (areas[number].within == WITHIN_STREET && !add_street(infer, kind, by)) {
		return false;
	}
	if (areas[number].within == WITHIN_ROAD) {
		add(infer, kind, "road", by);	/* where a column tells which */
	}
	return add(infer, kind, own[0], by)
		&& (own[1] == NULL || add(infer, kind, own[1], by));
}

static void add_areas(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out)
{
	const char *head = "    areas:\n";

	for (size_t i = 0; i < MQ_LENGTH(areas); i++) {
		struct by by = {.n = 0};

		if (!is_told(infer, kind, i, &by)) {
			continue;
		}
		mq_buf_addf(out, "%s      %s: {zh: %s, by: [", head, areas[i].id, areas[i].zh);
		for (size_t f = 0; f < by.n; f++) {
			mq_buf_addf(out, "%s%s", f > 0 ? ", " : "", by.columns[f]->id);
		}
		mq_buf_adds(out, "]}\n");
		head = "";
	}
}

static void add_place(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out)
{
	const struct mq_column *committee = find(infer, kind, "committee");
	const struct mq_column *address = find(infer, kind, "standard_address");

	if (address == NULL || address->type != MQ_TYPE_TEXT) {
		return;
	}
	mq_buf_adds(out, "    place: [");
	if (committee != NULL && committee->type == MQ_TYPE_CODE) {
		mq_buf_addf(out, "%s, ", committee->id);
	}
	mq_buf_addf(out, "%s]\n", address->id);
}

void mq_infer_areas(const struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_buf *out)
{
	add_areas(infer, kind, out);
	add_place(infer, kind, out);
}
