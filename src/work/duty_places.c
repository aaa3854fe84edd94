#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Places, numbered. Dwellings of one place have the same numbers in the columns of the fields it
 * is made by (texts a hash, see index.h), so a place is numbered by these, and households and
 * residents are with their dwelling. Who lives nobody knows where is in a place of its own, 0.
 */

enum { CHUNK = 4096 };

static uint32_t place_number(struct places *places, struct mq_map *numbers, const int64_t *key,
	mq_record_id dwelling)
{
	size_t len = places->area->n_by * sizeof(*key);
	uint64_t number;

	if (mq_map_get(numbers, key, len, &number)) {
		return (uint32_t)number;
	}
	number = places->n;
	places->samples = mq_grow(places->samples, &places->cap, places->n + 1,
		sizeof(*places->samples));
	places->samples[places->n++] = dwelling;
	mq_map_put(numbers, key, len, number);
	return (uint32_t)number;
}

/* False where one of the fields is not known. */
static bool place_key(const struct places *places, const struct mq_column *const *columns,
	mq_record_id dwelling, int64_t *key)
{
	for (size_t i = 0; i < places->area->n_by; i++) {
		key[i] = mq_column_get(columns[i], dwelling);
		if (key[i] == MQ_NO_NUMBER) {
			return false;
		}
	}
	return true;
}

void places_begin(struct places *places, const struct mq_view *view,
	const struct duty_world *world, const struct mq_area *area)
{
	const struct mq_set *universe = view->universe[world->dwelling];
	const struct mq_column *columns[PLACE_BY_MAX] = {NULL};
	struct mq_map *numbers = mq_map_new();
	mq_record_id ids[CHUNK];
	int64_t key[PLACE_BY_MAX];
	size_t n;

	*places = (struct places){.view = view, .world = world, .area = area};
	for (size_t i = 0; i < area->n_by && i < PLACE_BY_MAX; i++) {
		columns[i] = mq_index_column(view->index, area->by[i]);
	}
	places->of_dwelling = mq_alloc(((size_t)mq_index_end(view->index, world->dwelling) + 1) *
		sizeof(*places->of_dwelling));
	places->samples = mq_grow(NULL, &places->cap, 1, sizeof(*places->samples));
	places->samples[places->n++] = MQ_NO_RECORD;
	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
	     from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n; i++) {
			places->of_dwelling[ids[i]] = place_key(places, columns, ids[i], key) ?
				place_number(places, numbers, key, ids[i]) : NOWHERE;
		}
	}
	mq_map_free(numbers);
}

/* The places of records whose links[0] points at those of `above`; owned. */
static uint32_t *one_down(const struct places *places, mq_kind_id kind, const uint32_t *above,
	size_t n_above)
{
	const struct mq_column *link = mq_index_column(places->view->index,
		places->view->schema->kinds[kind].links[0]);
	const struct mq_set *universe = places->view->universe[kind];
	uint32_t *below = mq_alloc(((size_t)mq_index_end(places->view->index, kind) + 1) *
		sizeof(*below));
	mq_record_id ids[CHUNK];
	int64_t numbers[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(universe, from, ids, CHUNK)) > 0;
	     from = ids[n - 1] + 1) {
		mq_column_read(link, ids, n, numbers);
		for (size_t i = 0; i < n; i++) {
			bool known = numbers[i] >= 0 && (uint64_t)numbers[i] < n_above;

			below[ids[i]] = known ? above[numbers[i]] : NOWHERE;
		}
	}
	return below;
}

void places_of(struct places *places, mq_kind_id kind)
{
	mq_kind_id household = places->world->household;
	size_t n_dwellings = mq_index_end(places->view->index, places->world->dwelling);
	size_t n_households = mq_index_end(places->view->index, household);
	uint32_t *homes = one_down(places, household, places->of_dwelling, n_dwellings);

	free(places->of_target);
	places->n_targets = mq_index_end(places->view->index, kind);
	if (kind == household) {
		places->of_target = homes;
	} else {
		places->of_target = one_down(places, kind, homes, n_households);
		free(homes);
	}
}

void places_count(const struct places *places, const struct mq_set *set, uint32_t *counts)
{
	mq_record_id ids[CHUNK];
	size_t n;

	for (mq_record_id from = 0; (n = mq_set_read(set, from, ids, CHUNK)) > 0;
	     from = ids[n - 1] + 1) {
		for (size_t i = 0; i < n && ids[i] < places->n_targets; i++) {
			counts[places->of_target[ids[i]]]++;
		}
	}
}

/* ---- as a query, and as people call it ---- */

/* A place as a query has it: lane="…" building_no="1". */
static void add_place(const struct places *places, mq_record_id sample, struct mq_buf *out)
{
	const struct mq_area *area = places->area;
	const struct mq_field *fields = places->view->schema->fields;
	struct mq_buf text = {0};

	for (size_t i = 0; i < area->n_by; i++) {
		const struct mq_field *field = &fields[area->by[i]];

		mq_buf_clear(&text);
		mq_query_value(places->view, places->world->dwelling, sample, area->by[i], &text);
		mq_buf_addf(out, " %s%s", field->id, field->type == MQ_TYPE_TEXT ? "=" : ":");
		mq_query_quote(text.data ? text.data : "", text.len, out);
	}
	mq_buf_release(&text);
}

/* Somewhere unknown: one of the fields is. */
static void add_nowhere(const struct places *places, struct mq_buf *out)
{
	const struct mq_area *area = places->area;

	mq_buf_adds(out, " (");
	for (size_t i = 0; i < area->n_by; i++) {
		mq_buf_addf(out, "%s%s:?", i ? " or " : "",
			places->view->schema->fields[area->by[i]].id);
	}
	mq_buf_adds(out, ")");
}

void place_query(const struct places *places, uint32_t place, struct mq_buf *out)
{
	if (place == NOWHERE) {
		add_nowhere(places, out);
	} else {
		add_place(places, places->samples[place], out);
	}
}

void place_name(const struct places *places, uint32_t place, struct mq_buf *out)
{
	const struct mq_area *area = places->area;
	struct mq_buf text = {0};

	for (size_t i = 0; i < area->n_by && place != NOWHERE; i++) {
		mq_buf_clear(&text);
		mq_query_value(places->view, places->world->dwelling, places->samples[place],
			area->by[i], &text);
		mq_buf_adds(out, i ? "-" : "");
		mq_value_show(&places->view->schema->fields[area->by[i]],
			mq_slice(text.data ? text.data : "", text.len), out);
	}
	mq_buf_release(&text);
}

int64_t place_code(const struct places *places, uint32_t place)
{
	mq_field_id first = places->area->by[0];

	return places->view->schema->fields[first].type != MQ_TYPE_CODE ? 0 :
		mq_column_get(mq_index_column(places->view->index, first),
			places->samples[place]);
}

void places_release(struct places *places)
{
	free(places->of_dwelling);
	free(places->of_target);
	free(places->samples);
}
