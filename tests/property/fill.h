/*
 * Filling a world: what the sample makes is caught on its way into the register, decoded,
 * and kept.
 */
#ifndef TESTS_PROPERTY_FILL_H
#define TESTS_PROPERTY_FILL_H

#include "property/saved.h"
#include "property/short_names.h"

/* ---- filling ---- */

static inline void keep_folded(struct world *world, const struct mq_field *field,
	struct cell *cell)
{
	const char *text = (const char *)cell->text.data;
	struct mq_buf buf = {0};

	mq_utf8_fold(&buf, text, cell->text.len);
	cell->folded = mq_slice(mq_arena_strndup(&world->arena, buf.data ? buf.data : "", buf.len),
		buf.len);
	if (field->search == MQ_SEARCH_NAME) {
		mq_buf_clear(&buf);
		mq_pinyin_readings(world->pinyin, text, cell->text.len, &buf);
		cell->readings = mq_slice(mq_arena_strndup(&world->arena, buf.data ? buf.data : "",
			buf.len), buf.len);
	}
	mq_buf_release(&buf);
}

static inline void keep(struct world *world, size_t id, const struct mq_record_value *value)
{
	const struct mq_field *field = world_field(world, value->field);
	size_t was = world->caps[value->field];
	struct cell *cells;
	char *text;

	cells = mq_grow(world->cells[value->field], &world->caps[value->field], id + 1,
		sizeof(*cells));
	memset(cells + was, 0, (world->caps[value->field] - was) * sizeof(*cells));
	world->cells[value->field] = cells;
	text = mq_arena_strndup(&world->arena, value->text.data, value->text.len);
	cells[id] = (struct cell){.known = true, .number = cell_number(field, text),
		.text = mq_slice_str(text)};
	if (field->type == MQ_TYPE_TEXT) {
		keep_folded(world, field, cells + id);
	}
	world->n_known[value->field]++;
}

/* A value a field may have, or NULL where this test does not make one up. */
static inline const char *any_value(struct world *world, const struct mq_field *field)
{
	struct dice *dice = &world->dice;
	int64_t low = field->has_min ? field->min : 0;
	int64_t wide = field->type == MQ_TYPE_DECIMAL ? 10000 : 1;
	int64_t high = field->has_max ? field->max : low + 3000 * wide;
	const struct mq_codes *codes = field->codes;
	char day[16];

	switch (field->type) {
	case MQ_TYPE_BOOL:
		return DICE_WORD(dice, "true", "true", "false");
	case MQ_TYPE_CODE:
		return codes->codes[dice_below(dice, codes->n_codes)].id;
	case MQ_TYPE_MULTI: {
		size_t code = dice_below(dice, codes->n_codes - 1);

		return dice_percent(dice, 50) ? codes->codes[code].id
			: mq_arena_format(&world->arena, "%s;%s", codes->codes[code].id,
				codes->codes[code + 1].id);
	}
	case MQ_TYPE_INT:
		return mq_arena_format(&world->arena, "%lld",
			(long long)dice_between(dice, low, high));
	case MQ_TYPE_DECIMAL:
		return mq_arena_format(&world->arena, "%lld.%s",
			(long long)dice_between(dice, low / wide, high / wide - 1),
			DICE_WORD(dice, "5", "25", "50", "0125"));
	case MQ_TYPE_DATE:
		mq_day_format(world->today + (mq_day)dice_between(dice, -1500, 400), day);
		return mq_arena_strdup(&world->arena, day);
	default:
		return NULL;
	}
}

/*
 * The sample fills what a young register has. So that questions meet every field and
 * every kind of blank, make up values for a part of what it leaves open, and take
 * away a few of those it gives, links among them.
 */
static inline void season(struct world *world, mq_kind_id kind, struct mq_record *record)
{
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;
		bool known;

		if (field->kind != kind || !is_stored(field) ||
		    field->reading_of != MQ_NO_FIELD) {
			continue;
		}
		known = mq_record_get(record, field->number).data != NULL;
		if (!known && dice_percent(&world->dice, 12)) {
			const char *text = any_value(world, field);

			mq_record_set(record, field->number,
				text ? mq_slice_str(text) : (struct mq_slice){0});
		} else if (known && !is_key(world, field) && dice_percent(&world->dice, 2)) {
			mq_record_set(record, field->number, (struct mq_slice){0});
		}
	}
}

static inline enum mq_err keep_and_load(void *context, mq_kind_id kind, struct mq_record *record,
	mq_record_id *id, struct mq_diag *diag)
{
	struct world *world = context;

	season(world, kind, record);
	for (size_t i = 0; i < record->n_values; i++) {
		keep(world, world->n[kind], record->values + i);
	}
	world->n[kind]++;
	return mq_load_add(world->load, kind, record, id, diag);
}

static inline void world_fill(struct world *world)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "sample"};
	const struct mq_sample_options options = {
		.residents = WORLD_RESIDENTS, .seed = WORLD_SEED, .today = world->today,
	};
	struct mq_diag diag = {0};

	assert_ok(mq_load_begin(world->reg, &act, &world->load, &diag), &diag);
	assert_ok(mq_sample_run(world->schema, &options, keep_and_load, NULL, world, &diag), &diag);
	assert_ok(mq_load_finish(world->load, NULL, NULL, &diag), &diag);
}

static inline void chain_up(struct world *world, const struct mq_field *link)
{
	struct chain *chain = world->chains + link->number;
	size_t n = world->n[link->kind];

	chain->first = mq_alloc((world->n[link->target] + 1) * sizeof(*chain->first));
	chain->next = mq_alloc((n + 1) * sizeof(*chain->next));
	memset(chain->first, 0xff, (world->n[link->target] + 1) * sizeof(*chain->first));
	memset(chain->next, 0xff, (n + 1) * sizeof(*chain->next));
	for (size_t id = 0; id < n && id < world->caps[link->number]; id++) {
		const struct cell *cell = world->cells[link->number] + id;

		if (cell->known) {
			chain->next[id] = chain->first[cell->number];
			chain->first[cell->number] = (mq_record_id)id;
		}
	}
}

static inline mq_field_id dwelling_field(const struct world *world, const char *id)
{
	return mq_schema_field_exact(world->schema, world_kind(world, "dwelling"), id, strlen(id));
}

/* A copy of the configuration with lists of the test's own. Checks look outside and have patterns,
 * which derive.h does not read: test_checks.c has an oracle of theirs. */
static inline void make_config(char *dir, size_t size)
{
	char *command;

	make_dir(dir, size, "config");
	command = mq_format("cp -R '%s/.' '%s' && rm -f '%s/checks.yaml'", config_dir(), dir, dir);
	assert_int_equal(system(command), 0);
	free(command);
	if (knows(FEATURE_SAVED)) {
		saved_write(dir);
	}
}

static inline struct world *world_new(void)
{
	struct world *world = mq_alloc(sizeof(*world));
	struct mq_diag diag = {0};
	char config[64];

	setenv("MINQING_TODAY", "2026-03-01", 0);
	assert_ok(mq_day_today(&world->today, &diag), &diag);
	make_dir(world->dir, sizeof(world->dir), "property");
	make_config(config, sizeof(config));
	assert_ok(mq_register_init(world->dir, config, &diag), &diag);
	remove_dir(config);
	assert_ok(mq_register_open(world->dir, false, &world->reg, &diag), &diag);
	world->schema = mq_register_schema(world->reg);
	world->cells = mq_alloc(world->schema->n_fields * sizeof(*world->cells));
	world->caps = mq_alloc(world->schema->n_fields * sizeof(*world->caps));
	world->n_known = mq_alloc(world->schema->n_fields * sizeof(*world->n_known));
	world->derived = mq_alloc(world->schema->n_fields * sizeof(*world->derived));
	world->chains = mq_alloc(world->schema->n_fields * sizeof(*world->chains));
	world->kept = mq_alloc(world->schema->n_fields * sizeof(*world->kept));
	world->pairs = mq_alloc(PAIRS * sizeof(*world->pairs));
	world->committee = dwelling_field(world, "committee");
	world->address = dwelling_field(world, "standard_address");
	world->pinyin = mq_pinyin_new();
	world->spelled = mq_alloc(world->schema->n_fields * sizeof(*world->spelled));
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		world->spelled[i] = readings_of(world, world->schema->fields[i].zh);
	}
	world->era = 1;
	world_fill(world);
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		const struct mq_field *field = world->schema->fields + i;

		if (field->type == MQ_TYPE_REF) {
			chain_up(world, field);
		} else if (field->expression) {
			world->kept[i] = mq_alloc(world->n[field->kind] + 1);
		}
	}
	return world;
}

static inline void world_free(struct world *world)
{
	for (size_t i = 0; i < world->schema->n_fields; i++) {
		free(world->cells[i]);
		free(world->chains[i].first);
		free(world->chains[i].next);
		free(world->kept[i]);
	}
	for (size_t i = 0; i < MQ_LENGTH(world->groups) * GROUPS_MAX; i++) {
		struct group *group = &world->groups[i / GROUPS_MAX][i % GROUPS_MAX];

		free(group->hubs);
		free(group->chain.first);
		free(group->chain.next);
	}
	mq_register_close(world->reg);
	remove_dir(world->dir);
	mq_pinyin_free(world->pinyin);
	free(world->spelled);
	free(world->pairs);
	free(world->chains);
	free(world->kept);
	free(world->cells);
	free(world->caps);
	free(world->n_known);
	free(world->derived);
	mq_arena_release(&world->arena);
	free(world);
}

#endif
