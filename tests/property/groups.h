/*
 * Who belongs together: records that lead to one record, or to one area.
 */
#ifndef TESTS_PROPERTY_GROUPS_H
#define TESTS_PROPERTY_GROUPS_H

#include "property/cells.h"

/* Areas as config/kinds.yaml has them: dwellings alike in all these fields. */
struct area {
	const char *id, *zh;
	const char *by[3];
	bool is_large;
};

static const struct area areas[] = {
	{"committee", "居委会", {"committee"}, true},
	{"lane", "弄", {"lane"}, true},
	{"building", "楼", {"lane", "building_no"}, false},
	{"unit", "单元", {"lane", "building_no", "unit_no"}, false},
};

#define N_AREAS (sizeof(areas) / sizeof(areas[0]))

/* The texts of the fields that make the area, as one; NULL where one is not known. */
static inline const char *area_text(struct world *world, const struct area *area,
	mq_record_id dwelling)
{
	mq_kind_id kind = world_kind(world, "dwelling");
	struct mq_buf buf = {0};
	const char *text = NULL;

	for (size_t i = 0; i < MQ_LENGTH(area->by) && area->by[i]; i++) {
		mq_field_id field = mq_schema_field_exact(world->schema, kind, area->by[i],
			strlen(area->by[i]));
		struct cell cell = stored_cell(world, dwelling, field);
		struct mq_slice slice = cell.folded.data ? cell.folded : cell.text;

		if (!cell.known) {
			goto out;
		}
		mq_buf_add(&buf, slice.data, slice.len);
		mq_buf_adds(&buf, "\n");
	}
	text = mq_arena_strndup(&world->arena, buf.data, buf.len);
out:
	mq_buf_release(&buf);
	return text;
}

/* The area of each dwelling, numbered as they come. */
static inline size_t number_areas(struct world *world, const struct area *area,
	mq_record_id *numbers)
{
	mq_kind_id kind = world_kind(world, "dwelling");
	const char **texts = mq_alloc((world->n[kind] + 1) * sizeof(*texts));
	size_t n = 0;

	for (size_t id = 0; id < world->n[kind]; id++) {
		const char *text = area_text(world, area, (mq_record_id)id);
		size_t i = 0;

		while (text && i < n && strcmp(texts[i], text) != 0) {
			i++;
		}
		if (text && i == n) {
			texts[n++] = text;
		}
		numbers[id] = text ? (mq_record_id)i : MQ_NO_RECORD;
	}
	free(texts);
	return n;
}

static inline void group_fill(struct world *world, struct group *group, mq_kind_id kind,
	mq_kind_id up, int area)
{
	size_t n = world->n[kind];
	mq_record_id *numbers = area < 0 ? NULL
		: mq_alloc((world->n[up] + 1) * sizeof(*numbers));

	group->n_hubs = area < 0 ? world->n[up] : number_areas(world, areas + area, numbers);
	group->hubs = mq_alloc((n + 1) * sizeof(*group->hubs));
	group->chain.next = mq_alloc((n + 1) * sizeof(*group->chain.next));
	group->chain.first = mq_alloc((group->n_hubs + 1) * sizeof(*group->chain.first));
	memset(group->chain.first, 0xff, (group->n_hubs + 1) * sizeof(*group->chain.first));
	for (size_t id = 0; id < n; id++) {
		mq_record_id hub = world_above(world, kind, (mq_record_id)id, up);

		hub = numbers && hub != MQ_NO_RECORD ? numbers[hub] : hub;
		group->hubs[id] = hub;
		if (hub != MQ_NO_RECORD) {
			group->chain.next[id] = group->chain.first[hub];
			group->chain.first[hub] = (mq_record_id)id;
		}
	}
	free(numbers);
}

static inline struct group *group_of(struct world *world, const struct relation *relation)
{
	size_t slot = relation->area < 0 ? relation->up
		: (size_t)(MQ_KINDS_MAX + relation->area);
	struct group *group = &world->groups[relation->kind][slot];

	if (group->era != world->era) {
		free(group->hubs);
		free(group->chain.first);
		free(group->chain.next);
		group_fill(world, group, relation->kind, relation->up, relation->area);
		group->era = world->era;
	}
	return group;
}

#endif
