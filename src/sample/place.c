#include "own.h"

#include <stdio.h>
#include <string.h>

/*
 * The streets. Each of the twenty committees gets its share of the people, in
 * lanes of its own: six-storey blocks of the 1980s and 1990s, where a number
 * is a stairwell with two or three rooms a floor, and here and there a tower.
 * Rooms are walked in order; nothing but the one at hand is held.
 */

enum {
	WHAT_COMMITTEE = 1,
	WHAT_BUILDING = 2,
	LANES = 3,
};

/* The lane a committee is called after, in digits; committees without one in
 * their name get the lane they stand in. */
static const char *const lanes[][LANES] = {
	{"岭南路100弄", "岭南路130弄", "保德路160弄"}, {"临汾路299弄", "临汾路315弄", "临汾路331弄"},
	{"岭南路270弄", "岭南路250弄", "岭南路290弄"}, {"临汾路375弄", "临汾路395弄", "阳曲路180弄"},
	{"临汾路380弄", "临汾路360弄", "阳曲路240弄"}, {"保德路425弄", "保德路405弄", "保德路445弄"},
	{"闻喜路251弄", "闻喜路231弄", "闻喜路271弄"}, {"汾西路261弄", "汾西路241弄", "汾西路281弄"},
	{"阳曲路470弄", "阳曲路450弄", "阳曲路490弄"}, {"阳曲路570弄", "阳曲路550弄", "阳曲路590弄"},
	{"岭南路700弄", "岭南路720弄", "岭南路740弄"}, {"汾西路260弄", "汾西路240弄", "汾西路280弄"},
	{"阳曲路760弄", "阳曲路740弄", "阳曲路780弄"}, {"场中路1011弄", "场中路1031弄", "场中路1051弄"},
	{"景凤路520弄", "景凤路500弄", "景凤路540弄"}, {"汾西路87弄", "汾西路65弄", "汾西路109弄"},
	{"闻喜路555弄", "闻喜路535弄", "闻喜路575弄"}, {"临汾路99弄", "临汾路77弄", "临汾路121弄"},
	{"景凤路188弄", "景凤路168弄", "景凤路208弄"}, {"汾西路88弄", "汾西路66弄", "汾西路110弄"},
};

/* Where the clusters are planted. */
static const struct {
	uint32_t committee;
	uint32_t lane;
	enum cluster cluster;
} planted[] = {
	{12, 0, CLUSTER_ILLNESS},
	{6, 0, CLUSTER_ILLNESS},
	{8, 0, CLUSTER_ALONE},
	{13, 0, CLUSTER_JOBLESS},
};

static unsigned clusters_at(uint32_t committee, uint32_t lane)
{
	unsigned clusters = 0;

	for (size_t i = 0; i < MQ_LENGTH(planted); i++) {
		if (planted[i].committee == committee && planted[i].lane == lane) {
			clusters |= planted[i].cluster;
		}
	}
	return clusters;
}

static void make_building(const struct sample *sample, struct room *room, uint32_t *rooms_a_floor)
{
	struct mq_random random = mq_random_for(sample->options->seed, WHAT_BUILDING,
		((uint64_t)room->committee << 32) | ((uint64_t)room->number << 8) | room->building);

	room->tower = mq_random_chance(&random, 1200);
	room->floors = room->tower ? (uint32_t)mq_random_between(&random, 14, 24) :
		(uint32_t)mq_random_between(&random, 5, 7);
	room->built_year = room->tower ? mq_random_between(&random, 1994, 2012) :
		mq_random_between(&random, 1980, 2000);
	room->lift = room->tower || mq_random_chance(&random, 600);
	room->unit = room->tower ? 1 : 1 + mq_random_below(&random, 3);
	*rooms_a_floor = room->tower ? 6 : 2 + mq_random_below(&random, 2);
}

static enum mq_err walk_building(struct sample *sample, struct room *room, uint32_t stop,
	enum mq_err (*visit)(struct sample *, const struct room *))
{
	uint32_t rooms_a_floor;
	enum mq_err err = MQ_OK;

	make_building(sample, room, &rooms_a_floor);
	for (room->floor = 1; room->floor <= room->floors; room->floor++) {
		for (room->room = 1; room->room <= rooms_a_floor; room->room++) {
			if (err != MQ_OK || sample->n_residents >= stop) {
				return err;
			}
			room->number = sample->n_rooms++;
			err = visit(sample, room);
		}
	}
	return err;
}

/* A committee's people until `stop` live in the subdistrict. Where its lanes are
 * full (a million residents), the numbers go on. */
static enum mq_err walk_committee(struct sample *sample, uint32_t committee, uint32_t stop,
	enum mq_err (*visit)(struct sample *, const struct room *))
{
	/* The household before may have passed it already. */
	uint32_t left = stop > sample->n_residents ? stop - sample->n_residents : 0;
	uint32_t share = left / LANES + 1;
	enum mq_err err = MQ_OK;

	for (uint32_t lane = 0; lane < LANES && err == MQ_OK; lane++) {
		struct room room = {
			.committee = committee, .lane = lanes[committee][lane],
			.clusters = clusters_at(committee, lane),
		};
		uint32_t lane_stop = sample->n_residents + share < stop ?
			sample->n_residents + share : stop;

		for (room.building = 1; err == MQ_OK && sample->n_residents < lane_stop;
		     room.building++) {
			err = walk_building(sample, &room, lane_stop, visit);
		}
	}
	return err;
}

enum mq_err mq_place_walk(struct sample *sample,
	enum mq_err (*visit)(struct sample *sample, const struct room *room))
{
	uint32_t n = MQ_LENGTH(lanes);
	uint32_t all = sample->options->residents;
	uint32_t sizes[MQ_LENGTH(lanes)];
	uint64_t sum = 0;
	uint64_t done = 0;
	enum mq_err err = MQ_OK;

	for (uint32_t i = 0; i < n; i++) {
		struct mq_random random = mq_random_for(sample->options->seed, WHAT_COMMITTEE, i);

		sizes[i] = (uint32_t)mq_random_between(&random, 70, 130);
		sum += sizes[i];
	}
	for (uint32_t i = 0; i < n && err == MQ_OK; i++) {
		done += sizes[i];
		err = walk_committee(sample, i, (uint32_t)(all * done / sum), visit);
	}
	return err;
}

void mq_place_address(const struct room *room, char out[96])
{
	snprintf(out, 96, "%s%u号%u%02u室", room->lane, room->building, room->floor, room->room);
}

static void put_building(struct sample *sample, struct mq_random *random, const struct room *room)
{
	char text[32];

	mq_put(sample, "lane", room->lane);
	snprintf(text, sizeof(text), "%u", room->building);
	mq_put(sample, "building_no", text);
	snprintf(text, sizeof(text), "%u", room->unit);
	mq_put(sample, "unit_no", text);
	mq_put(sample, "building_kind", room->tower ? "high" : "slab");
	mq_put(sample, "structure_type", room->tower ? "frame" : "brick_concrete");
	mq_put_number(sample, "built_year", room->built_year);
	mq_put_number(sample, "floors_total", room->floors);
	mq_put_bool(sample, "has_lift", room->lift);
	if (!room->tower) {
		mq_put(sample, "lift_retrofit", room->lift ? "done" :
			mq_random_chance(random, 3000) ? "survey" : "none");
	}
}

/* What a room is used for, and what stands in it. */
static void put_room(struct sample *sample, struct mq_random *random, const struct room *room,
	const struct family *family)
{
	static const char *const tenures[] = {"sold_public", "commodity", "direct_public",
		"system_public", "public_rent"};
	static const uint16_t tenure_weights[] = {62, 22, 9, 5, 2};
	int area = mq_random_between(random, 32, room->tower ? 110 : 76);

	mq_put(sample, "tenure",
		tenures[mq_random_weighted(random, tenure_weights, MQ_LENGTH(tenures))]);
	mq_put(sample, "use", !family->n_members ? "vacant" : family->migrant ? "rent" : "self");
	mq_put_number(sample, "floor_area", area);
	if (mq_random_chance(random, 8000)) {
		mq_put_number(sample, "living_area", area * 6 / 10);
		mq_put(sample, "gas", mq_random_chance(random, 9400) ? "pipe" : "bottle");
		mq_put_bool(sample, "gas_alarm", mq_random_chance(random, 4500));
		mq_put_bool(sample, "smoke_alarm", mq_random_chance(random, 5200));
	}
	if (room->built_year < 1988 && mq_random_chance(random, 900)) {
		mq_put_bool(sample, "shared_kitchen", true);
	}
	if (mq_random_chance(random, 60)) {
		mq_put_bool(sample, "hoarding", true);
	}
	if (room->floor == 1 && mq_random_chance(random, 500)) {
		mq_put_bool(sample, "ground_floor_flood", true);
	}
}

enum mq_err mq_place_put(struct sample *sample, struct mq_random *random,
	const struct room *room, const struct family *family, mq_record_id *id)
{
	char text[96];

	snprintf(text, sizeof(text), "D%08u", room->number + 1);
	mq_put(sample, "room_id", text);
	if (sample->committees && room->committee < sample->committees->n_codes) {
		mq_put(sample, "committee", sample->committees->codes[room->committee].id);
	}
	mq_place_address(room, text);
	mq_put(sample, "standard_address", text);
	mq_put_number(sample, "floor", room->floor);
	snprintf(text, sizeof(text), "%u%02u", room->floor, room->room);
	mq_put(sample, "room_no", text);
	put_building(sample, random, room);
	put_room(sample, random, room, family);
	return mq_put_record(sample, SAMPLE_DWELLING, id);
}
