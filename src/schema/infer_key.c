/*
 * Keys: what names a record when the sheet comes again. Households have an id
 * or are left out. Dwellings have an id, or an address, or the parts of one.
 * Residents have an id or an identity number; failing that a column whose name
 * sounds like a key and whose values do not repeat; failing that name and day
 * of birth, where these tell people apart.
 */
#include "infer.h"

#include <string.h>

enum { PERCENT_PLACE = 50 };	/* of the rows that say where: then places are a kind */

static bool is_filled(const struct mq_infer *infer, const struct mq_column *column,
	unsigned percent)
{
	return column != NULL && mq_is_share(column->filled, infer->rows, percent);
}

static void add_key(struct mq_infer *infer, enum mq_sheet_kind kind, struct mq_column *column)
{
	infer->key[kind][infer->n_key[kind]++] = column;
}

/* The parts of an address that are filled about as often as the room is. */
static void key_by_parts(struct mq_infer *infer, uint64_t filled)
{
	static const char *const parts[] = {"road", "lane", "building_no", "unit_no", "room_no"};

	for (size_t i = 0; i < MQ_LENGTH(parts); i++) {
		struct mq_column *part = mq_infer_find(infer, parts[i]);

		if (part != NULL && mq_is_share(part->filled, filled, MQ_PERCENT_FIT)) {
			add_key(infer, MQ_SHEET_DWELLING, part);
		}
	}
}

static void key_dwellings(struct mq_infer *infer)
{
	struct mq_column *id = mq_infer_find(infer, "room_id");
	struct mq_column *address = mq_infer_find(infer, "standard_address");
	struct mq_column *room = mq_infer_find(infer, "room_no");
	uint64_t places = mq_sketch_distinct(&infer->addresses.sketch);

	if (is_filled(infer, id, MQ_PERCENT_FIT)) {
		add_key(infer, MQ_SHEET_DWELLING, id);
	} else if (is_filled(infer, address, PERCENT_PLACE)) {
		add_key(infer, MQ_SHEET_DWELLING, address);
		/* An address that stops at the lane does not name a room. */
		if (places * 9 > mq_sketch_distinct(&address->values) * 10) {
			key_by_parts(infer, address->filled);
		}
	} else if (is_filled(infer, room, PERCENT_PLACE)) {
		key_by_parts(infer, room->filled);
	}
}

void mq_infer_key_places(struct mq_infer *infer)
{
	struct mq_column *household = mq_infer_find(infer, "household_id");

	memset(infer->n_key, 0, sizeof(infer->n_key));
	if (is_filled(infer, household, PERCENT_PLACE)) {
		add_key(infer, MQ_SHEET_HOUSEHOLD, household);
	}
	key_dwellings(infer);
}

/* The column of the residents that names them best, where one does. */
static struct mq_column *naming_column(struct mq_infer *infer)
{
	static const char *const first[] = {"person_id", "id_number"};
	struct mq_column *best = NULL;
	double most = MQ_PERCENT_FIT / 100.0;

	for (size_t i = 0; i < MQ_LENGTH(first); i++) {
		struct mq_column *column = mq_infer_find(infer, first[i]);

		if (is_filled(infer, column, MQ_PERCENT_FIT)
				&& mq_sketch_unique(&column->values) >= most) {
			return column;
		}
	}
	for (size_t i = 0; i < infer->n_columns; i++) {
		struct mq_column *column = &infer->columns[i];
		double unique = mq_sketch_unique(&column->values);

		if (column->known == NULL && column->type == MQ_TYPE_TEXT && unique >= most
				&& column->kind == MQ_SHEET_RESIDENT
				&& is_filled(infer, column, MQ_PERCENT_FIT)
				&& mq_header_is_key(column->header, strlen(column->header))) {
			most = unique + 1e-9;
			best = column;
		}
	}
	return best;
}

/* A key that many share would make one resident of many: then rather none. */
void mq_infer_key_residents(struct mq_infer *infer)
{
	struct mq_column *best = naming_column(infer);
	struct mq_column *name = mq_infer_find(infer, "name");
	struct mq_column *birth = mq_infer_find(infer, "birth_date");
	bool paired = is_filled(infer, birth, MQ_PERCENT_FIT);

	if (best != NULL) {
		add_key(infer, MQ_SHEET_RESIDENT, best);
	} else if (is_filled(infer, name, MQ_PERCENT_FIT)
			&& mq_sketch_unique(paired ? &infer->people.sketch : &name->values)
				>= MQ_PERCENT_FIT / 100.0) {
		add_key(infer, MQ_SHEET_RESIDENT, name);
		if (paired) {
			add_key(infer, MQ_SHEET_RESIDENT, birth);
		}
	}
}
