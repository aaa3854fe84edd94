#include "duty_own.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/*
 * Stairs, and the way from door to door. Two households are as far from one another as the
 * floors between them; from another stairwell down to the street and up again, and the way in
 * between. Where a floor is not known it is the ground floor.
 */

enum place { LANE, BUILDING, UNIT, FLOOR, ROOM, N_PLACES };

static const char *const field_names[N_PLACES] = {
	[LANE] = "lane", [BUILDING] = "building_no", [UNIT] = "unit_no", [FLOOR] = "floor",
	[ROOM] = "room_no",
};

static mq_field_id field_of(const struct mq_view *view, enum place place)
{
	const char *name = field_names[place];

	return mq_schema_field_exact(view->schema, mq_schema_kind(view->schema, "dwelling"), name,
		strlen(name));
}

/* ---- spots ---- */

void spots_find(const struct mq_view *view, struct spots *spots)
{
	mq_kind_id household = mq_schema_kind(view->schema, "household");
	const struct mq_kind *kind = &view->schema->kinds[household];

	*spots = (struct spots){0};
	if (kind->n_links == 0) {
		return;
	}
	spots->dwelling = mq_index_column(view->index, kind->links[0]);
	for (size_t i = 0; i < MQ_LENGTH(spots->columns); i++) {
		mq_field_id field = field_of(view, (enum place)i);

		spots->columns[i] = field == MQ_NO_FIELD ? NULL :
			mq_index_column(view->index, field);
	}
}

static int64_t number_at(const struct spots *spots, enum place place, mq_record_id dwelling)
{
	return spots->columns[place] ? mq_column_get(spots->columns[place], dwelling) :
		MQ_NO_NUMBER;
}

struct spot spot_of(const struct spots *spots, mq_record_id household)
{
	int64_t dwelling = spots->dwelling ? mq_column_get(spots->dwelling, household) :
		MQ_NO_NUMBER;
	struct spot spot = {MQ_NO_NUMBER, MQ_NO_NUMBER, MQ_NO_NUMBER, 1};

	if (dwelling != MQ_NO_NUMBER) {
		int64_t floor = number_at(spots, FLOOR, (mq_record_id)dwelling);

		spot.lane = number_at(spots, LANE, (mq_record_id)dwelling);
		spot.building = number_at(spots, BUILDING, (mq_record_id)dwelling);
		spot.unit = number_at(spots, UNIT, (mq_record_id)dwelling);
		spot.floor = floor == MQ_NO_NUMBER ? 1 : (int)floor;
	}
	return spot;
}

/* ---- what a way costs ---- */

enum way { WAY_STAIRS, WAY_UNIT, WAY_BUILDING, WAY_LANE };

/* Nobody knows how far what has no lane is. */
static enum way way_between(const struct spot *a, const struct spot *b)
{
	if (a->lane != b->lane || a->lane == MQ_NO_NUMBER) {
		return WAY_LANE;
	}
	if (a->building != b->building || a->building == MQ_NO_NUMBER) {
		return WAY_BUILDING;
	}
	return a->unit != b->unit ? WAY_UNIT : WAY_STAIRS;
}

static int floors_between(const struct spot *a, const struct spot *b, enum way way)
{
	return way == WAY_STAIRS ? abs(a->floor - b->floor) : abs(a->floor - 1) + abs(b->floor - 1);
}

static const char *say_way(enum way way, int floors, struct mq_arena *arena)
{
	static const char *const ways[] = {
		[WAY_STAIRS] = N_("way in the same stairwell"),
		[WAY_UNIT] = N_("way from the next stairwell"),
		[WAY_BUILDING] = N_("way from another building"),
		[WAY_LANE] = N_("way from another lane"),
	};

	return floors ? mq_arena_format(arena, _("%s, floors: %d"), _(ways[way]), floors)
		: _(ways[way]);
}

int stairs_between(const struct mq_round_stairs *stairs, const struct spot *a,
	const struct spot *b, struct mq_arena *arena, const char **label)
{
	const int on_the_way[] = {
		[WAY_STAIRS] = 0, [WAY_UNIT] = stairs->unit, [WAY_BUILDING] = stairs->building,
		[WAY_LANE] = stairs->lane,
	};
	enum way way = way_between(a, b);
	int floors = floors_between(a, b, way);
	int cost = on_the_way[way] + floors * stairs->floor;

	if (label) {
		*label = say_way(way, floors, arena);
	}
	return cost < stairs->at_most ? cost : stairs->at_most;
}

/* ---- in the order one walks ---- */

static bool is_figure(char c)
{
	return c >= '0' && c <= '9';
}

static size_t figures_at(const char *text)
{
	size_t n = 0;

	while (is_figure(text[n])) {
		n++;
	}
	return n;
}

/* Of two numbers without leading zeros the longer is larger. */
static int number_order(const char **a, const char **b)
{
	size_t n_a;
	size_t n_b;
	int order;

	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	n_a = figures_at(*a);
	n_b = figures_at(*b);
	order = n_a != n_b ? (n_a > n_b ? 1 : -1) : memcmp(*a, *b, n_a);
	*a += n_a;
	*b += n_b;
	return order;
}

int natural_order(const char *a, const char *b)
{
	while (*a && *b) {
		int order = 0;

		if (is_figure(*a) && is_figure(*b)) {
			order = number_order(&a, &b);
		} else {
			order = (unsigned char)*a++ - (unsigned char)*b++;
		}
		if (order) {
			return order;
		}
	}
	return (unsigned char)*a - (unsigned char)*b;
}

struct door {
	mq_record_id household;
	const char *texts[N_PLACES];
};

static int by_way(const void *a, const void *b)
{
	const struct door *door_a = a;
	const struct door *door_b = b;
	int order = 0;

	for (size_t i = 0; i < N_PLACES && order == 0; i++) {
		order = natural_order(door_a->texts[i], door_b->texts[i]);
	}
	return order ? order : (door_a->household > door_b->household) -
		(door_a->household < door_b->household);
}

static struct door door_of(const struct mq_view *view, mq_record_id household,
	struct mq_arena *arena)
{
	mq_kind_id kind = mq_schema_kind(view->schema, "household");
	struct door door = {.household = household};
	struct mq_buf text = {0};

	for (size_t i = 0; i < N_PLACES; i++) {
		mq_field_id field = field_of(view, (enum place)i);

		mq_buf_clear(&text);
		if (field != MQ_NO_FIELD) {
			mq_query_value(view, kind, household, field, &text);
		}
		door.texts[i] = mq_arena_strndup(arena, text.data ? text.data : "", text.len);
	}
	mq_buf_release(&text);
	return door;
}

void mq_round_walk(const struct mq_view *view, mq_record_id *households, size_t n)
{
	struct door *doors = mq_alloc((n + 1) * sizeof(*doors));
	struct mq_arena arena = {0};

	for (size_t i = 0; i < n; i++) {
		doors[i] = door_of(view, households[i], &arena);
	}
	if (n > 1) {
		qsort(doors, n, sizeof(*doors), by_way);
	}
	for (size_t i = 0; i < n; i++) {
		households[i] = doors[i].household;
	}
	mq_arena_release(&arena);
	free(doors);
}
