#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * How far places are covered. Dwellings of one place have the same numbers in the columns of
 * the fields it is made by (texts a hash, see index.h), so a place is numbered by these, and
 * households and residents are with their dwelling. Who lives nobody knows where is in a place
 * of its own, and a line of all of them comes first.
 */

enum { CHUNK = 4096, BY_MAX = 8 };

#define NOWHERE UINT32_C(0)

struct places {
	const struct mq_area *area;
	uint32_t *of_dwelling;		/* by record */
	uint32_t *of_target;		/* the same of what is counted */
	size_t n_targets;
	mq_record_id *samples;		/* a dwelling of each place; [NOWHERE] is none */
	size_t n;
	size_t cap;
};

/* How many of each place: all, and reached in each period. */
struct coverage {
	uint32_t *all;
	uint32_t *reached[MQ_DUTY_PERIODS];
};

struct work {
	const struct mq_view *view;
	const struct mq_office *office;
	struct duty_world world;
	const struct mq_duty *duty;
	const char *where;		/* where the person works, or NULL */
	struct places places;
	struct duty_frame frame;
	struct mq_duty_status *status;
	size_t cap;
	struct mq_buf text;
	struct mq_diag *diag;
};

/* ---- places ---- */

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

static void number_places(struct work *work)
{
	struct places *places = &work->places;
	const struct mq_set *universe = work->view->universe[work->world.dwelling];
	const struct mq_column *columns[BY_MAX];
	struct mq_map *numbers = mq_map_new();
	mq_record_id ids[CHUNK];
	int64_t key[BY_MAX];
	size_t n;

	for (size_t i = 0; i < places->area->n_by; i++) {
		columns[i] = mq_index_column(work->view->index, places->area->by[i]);
	}
	places->of_dwelling = mq_alloc(
		((size_t)mq_index_end(work->view->index, work->world.dwelling) + 1) *
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
static uint32_t *one_down(const struct work *work, mq_kind_id kind, const uint32_t *above,
	size_t n_above)
{
	const struct mq_column *link = mq_index_column(work->view->index,
		work->view->schema->kinds[kind].links[0]);
	const struct mq_set *universe = work->view->universe[kind];
	uint32_t *below = mq_alloc(((size_t)mq_index_end(work->view->index, kind) + 1) *
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

static void place_targets(struct work *work)
{
	struct places *places = &work->places;
	size_t n_dwellings = mq_index_end(work->view->index, work->world.dwelling);
	size_t n_households = mq_index_end(work->view->index, work->world.household);
	uint32_t *homes = one_down(work, work->world.household, places->of_dwelling, n_dwellings);

	places->n_targets = mq_index_end(work->view->index, work->duty->kind);
	if (work->duty->kind == work->world.household) {
		places->of_target = homes;
	} else {
		places->of_target = one_down(work, work->duty->kind, homes, n_households);
		free(homes);
	}
}

/* ---- counting ---- */

static void count_places(const struct places *places, const struct mq_set *set, uint32_t *counts)
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

/* Whom the lines are of: the cohort, where the person works; owned by the caller. */
static enum mq_err whom(struct work *work, struct mq_set **set)
{
	struct mq_set *cohort = NULL;
	struct mq_set *area = NULL;
	enum mq_err err = query_set(work->view, work->duty->kind, work->duty->every, &cohort,
		work->diag);

	if (err == MQ_OK) {
		err = query_set(work->view, work->duty->kind, work->where, &area, work->diag);
	}
	*set = err == MQ_OK ? mq_set_and(cohort, area) : NULL;
	mq_set_free(cohort);
	mq_set_free(area);
	return err;
}

static enum mq_err cover(struct work *work, struct coverage *coverage)
{
	struct mq_set *all = NULL;
	struct tally tally = {0};
	enum mq_err err = whom(work, &all);

	if (err == MQ_OK) {
		err = tally_visits(work->view, &work->world, work->duty, NULL, &tally, work->diag);
	}
	if (err == MQ_OK) {
		coverage->all = mq_alloc(work->places.n * sizeof(*coverage->all));
		count_places(&work->places, all, coverage->all);
	}
	for (size_t i = 0; i < MQ_DUTY_PERIODS && err == MQ_OK; i++) {
		struct mq_set *reached = mq_set_and(all, tally.reached[i]);

		coverage->reached[i] = mq_alloc(work->places.n * sizeof(*coverage->reached[i]));
		count_places(&work->places, reached, coverage->reached[i]);
		mq_set_free(reached);
	}
	tally_release(&tally);
	mq_set_free(all);
	return err;
}

/* ---- lines ---- */

/* A place as a query has it: lane="…" building_no="1". */
static void add_place(const struct work *work, mq_record_id sample, struct mq_buf *out)
{
	const struct mq_area *area = work->places.area;
	const struct mq_field *fields = work->view->schema->fields;
	struct mq_buf text = {0};

	for (size_t i = 0; i < area->n_by; i++) {
		const struct mq_field *field = &fields[area->by[i]];

		mq_buf_clear(&text);
		mq_query_value(work->view, work->world.dwelling, sample, area->by[i], &text);
		mq_buf_addf(out, " %s%s", field->id, field->type == MQ_TYPE_TEXT ? "=" : ":");
		mq_query_quote(text.data ? text.data : "", text.len, out);
	}
	mq_buf_release(&text);
}

/* Somewhere unknown: one of the fields is. */
static void add_nowhere(const struct work *work, struct mq_buf *out)
{
	const struct mq_area *area = work->places.area;

	mq_buf_adds(out, " (");
	for (size_t i = 0; i < area->n_by; i++) {
		mq_buf_addf(out, "%s%s:?", i ? " or " : "",
			work->view->schema->fields[area->by[i]].id);
	}
	mq_buf_adds(out, ")");
}

/* As people call it: "阳曲路760弄-3". */
static const char *place_name(const struct work *work, mq_record_id sample)
{
	const struct mq_area *area = work->places.area;
	struct mq_buf name = {0};
	struct mq_buf text = {0};
	const char *kept;

	for (size_t i = 0; i < area->n_by; i++) {
		mq_buf_clear(&text);
		mq_query_value(work->view, work->world.dwelling, sample, area->by[i], &text);
		mq_buf_adds(&name, i ? "-" : "");
		mq_value_show(&work->view->schema->fields[area->by[i]],
			mq_slice(text.data ? text.data : "", text.len), &name);
	}
	kept = status_keep(work->status, &name);
	mq_buf_release(&name);
	mq_buf_release(&text);
	return kept;
}

/* Which line it is: a place, the unknown one, or all. */
struct which {
	bool all;
	uint32_t place;
};

static void begin_query(struct work *work, struct which which)
{
	query_from(work->view->schema, work->duty->kind, &work->text);
	query_and(work->duty->every, &work->text);
	query_and(work->where, &work->text);
	if (!which.all && which.place == NOWHERE) {
		add_nowhere(work, &work->text);
	} else if (!which.all) {
		add_place(work, work->places.samples[which.place], &work->text);
	}
}

static const char *visited_query(struct work *work, struct which which, size_t period)
{
	begin_query(work, which);
	query_visited(work->view->schema, &work->world, work->frame.windows[period], NULL,
		&work->text);
	return status_keep(work->status, &work->text);
}

static void add_queries(struct work *work, struct which which, struct mq_duty_line *line)
{
	line->done = visited_query(work, which, 0);
	line->last = visited_query(work, which, 1);
	begin_query(work, which);
	line->required = status_keep(work->status, &work->text);
	begin_query(work, which);
	query_not_visited(work->view->schema, &work->world, work->frame.windows[0], &work->text);
	line->not_reached = status_keep(work->status, &work->text);
}

static void add_line(struct work *work, const struct coverage *coverage, struct which which)
{
	struct mq_duty_line *line = status_line(work->status, &work->cap, &work->frame);

	line->name = which.all ? mq_arena_strdup(&work->status->arena, _("all together")) :
		which.place == NOWHERE ? "" : place_name(work, work->places.samples[which.place]);
	for (size_t i = which.all ? 0 : which.place; i < (which.all ? work->places.n :
			(size_t)which.place + 1); i++) {
		for (size_t period = 0; period < MQ_DUTY_PERIODS; period++) {
			line->periods[period].required += coverage->all[i];
			line->periods[period].done += coverage->reached[period][i];
		}
	}
	line->open = line->periods[0].required - line->periods[0].done;
	add_queries(work, which, line);
	line_finish(line, work->duty);
	line->left = line->open;
}

/* ---- in order ---- */

struct named {
	struct mq_duty_line line;
	int64_t code;		/* of a place that is a code: the order of its list */
};

static int by_place(const void *a, const void *b)
{
	const struct named *named_a = a;
	const struct named *named_b = b;

	return named_a->code != named_b->code ? (named_a->code > named_b->code ? 1 : -1) :
		natural_order(named_a->line.name, named_b->line.name);
}

/* The order of the first field, where that is a list. */
static int64_t code_of(const struct work *work, uint32_t place)
{
	mq_field_id first = work->places.area->by[0];

	return work->view->schema->fields[first].type != MQ_TYPE_CODE ? 0 :
		mq_column_get(mq_index_column(work->view->index, first),
			work->places.samples[place]);
}

static void add_lines(struct work *work, const struct coverage *coverage)
{
	struct named *named = mq_alloc(work->places.n * sizeof(*named));
	size_t first;
	size_t n = 0;

	add_line(work, coverage, (struct which){.all = true});
	first = work->status->n_lines;
	for (uint32_t place = 1; place < work->places.n; place++) {
		if (coverage->all[place]) {
			add_line(work, coverage, (struct which){.place = place});
			named[n++] = (struct named){.code = code_of(work, place)};
		}
	}
	for (size_t i = 0; i < n; i++) {
		named[i].line = work->status->lines[first + i];
	}
	qsort(named, n, sizeof(*named), by_place);
	for (size_t i = 0; i < n; i++) {
		work->status->lines[first + i] = named[i].line;
	}
	free(named);
	if (coverage->all[NOWHERE]) {
		add_line(work, coverage, (struct which){.place = NOWHERE});
	}
}

static enum mq_err add_duty(struct work *work)
{
	struct coverage coverage = {0};
	enum mq_err err;

	duty_frame_begin(&work->frame, work->status, work->view, &work->world, work->office,
		work->duty);
	place_targets(work);
	err = cover(work, &coverage);
	if (err == MQ_OK) {
		add_lines(work, &coverage);
	}
	free(coverage.all);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		free(coverage.reached[i]);
	}
	free(work->places.of_target);
	work->places.of_target = NULL;
	return err;
}

/* ---- the whole ---- */

static enum mq_err find_area(struct work *work, const char *name)
{
	const struct mq_kind *dwelling = &work->view->schema->kinds[work->world.dwelling];
	struct mq_buf known = {0};

	mq_buf_adds(&known, "person");
	for (size_t i = 0; i < dwelling->n_areas; i++) {
		const struct mq_area *area = &dwelling->areas[i];

		if (area->n_by <= BY_MAX && (strcmp(area->id, name) == 0 ||
				strcmp(area->zh, name) == 0)) {
			work->places.area = area;
			mq_buf_release(&known);
			return MQ_OK;
		}
		mq_buf_addf(&known, ", %s", area->id);
	}
	mq_diag_add(work->diag, MQ_ERR_USAGE, _("there are no places called '%s'"), name);
	mq_diag_hint(work->diag, "%s", known.data);
	mq_buf_release(&known);
	return MQ_ERR_USAGE;
}

/* Lines are of the duties of a person where there is one. */
static bool is_asked(const struct mq_duty *duty, const struct mq_person *person)
{
	return !person || mq_duty_is_of(duty, person);
}

enum mq_err mq_duty_by_area(const struct mq_view *view, const struct mq_office *office,
	const char *area, const struct mq_person *person, struct mq_duty_status *status,
	struct mq_diag *diag)
{
	const struct mq_post *post = person ? mq_person_post(person, view->today) : NULL;
	struct work work = {.view = view, .office = office, .status = status, .diag = diag,
		.where = post ? post->area : NULL};
	enum mq_err err = MQ_OK;

	*status = (struct mq_duty_status){0};
	if (!duty_world_find(view->schema, &work.world) || work.world.dwelling == MQ_NO_KIND) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("duties need the kinds and fields of visits that are shipped"));
	}
	err = find_area(&work, area);
	if (err == MQ_OK && person && !post) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("%s holds no post today"), person->name);
	}
	if (err == MQ_OK) {
		number_places(&work);
	}
	for (size_t i = 0; i < office->duties->n_duties && err == MQ_OK; i++) {
		work.duty = &office->duties->duties[i];
		if (is_asked(work.duty, person)) {
			err = add_duty(&work);
		}
	}
	free(work.places.of_dwelling);
	free(work.places.samples);
	mq_buf_release(&work.text);
	return err;
}
