#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * How far places are covered. Of a cohort: of those who live there how many were reached, by
 * whomever. Of a count: whom those reached there whose duty it is, and what those of them owe who
 * work in that place and in no other. So person by person and place by place the same people are
 * counted, and what is owed is owed once. A line of all places comes first, and one of who lives
 * nobody knows where last.
 */

/* How many of each place. */
struct coverage {
	uint32_t *all;				/* where the person works, if there is one */
	uint32_t *open;				/* of these, whom nobody reached in this window */
	uint32_t *done[MQ_DUTY_PERIODS];
	uint32_t *owed[MQ_DUTY_PERIODS];	/* of a count; else NULL */
	uint32_t owed_in_all[MQ_DUTY_PERIODS];	/* … with those who work in several places */
};

struct work {
	const struct mq_view *view;
	const struct mq_office *office;
	const struct mq_person *person;	/* or NULL */
	struct duty_world world;
	const struct mq_duty *duty;
	const char *where;		/* where the person works, or NULL */
	struct duty_people people;	/* whose duty it is */
	struct places places;
	struct duty_frame frame;
	struct mq_duty_status *status;
	size_t cap;
	struct mq_buf text;
	struct mq_diag *diag;
};

/* ---- counting ---- */

/* Whom the lines are of: the cohort, where the person works; owned by the caller. */
static enum mq_err whom(struct work *work, struct mq_set **set)
{
	struct mq_set *cohort = NULL;
	struct mq_set *area = NULL;
	enum mq_err err = mq_query_hits_of(work->view, work->duty->kind, work->duty->every, &cohort,
		work->diag);

	if (err == MQ_OK) {
		err = mq_query_hits_of(work->view, work->duty->kind, work->where, &area, work->diag);
	}
	*set = err == MQ_OK ? mq_set_and(cohort, area) : NULL;
	mq_set_free(cohort);
	mq_set_free(area);
	return err;
}

/* By place; takes the set. */
static uint32_t *counted(const struct work *work, struct mq_set *set)
{
	uint32_t *counts = mq_alloc(work->places.n * sizeof(*counts));

	places_count(&work->places, set, counts);
	mq_set_free(set);
	return counts;
}

static enum mq_err cover(struct work *work, struct coverage *coverage)
{
	const bool count = work->duty->count > 0;
	struct mq_set *all = NULL;
	struct tally tally = {0};
	enum mq_err err = whom(work, &all);

	if (err == MQ_OK) {
		err = tally_visits(work->view, &work->world, work->duty,
			count ? work->people.names : NULL, &tally, work->diag);
	}
	for (size_t i = 0; i < MQ_DUTY_PERIODS && err == MQ_OK; i++) {
		coverage->done[i] = counted(work, count ? tally_by_any(&tally, i)
			: mq_set_and(all, tally.reached[i]));
	}
	if (err == MQ_OK) {
		coverage->open = counted(work, mq_set_minus(all, tally.reached[0]));
		coverage->all = counted(work, mq_set_dup(all));
	}
	tally_release(&tally);
	mq_set_free(all);
	return err;
}

/* ---- what is owed, of a count ---- */

/* The post of today; of who has none the last one. */
static const char *area_of(const struct work *work, const struct mq_person *person)
{
	const struct mq_post *post = mq_person_post(person, work->view->today);

	return post ? post->area : person->posts[person->n_posts - 1].area;
}

/* The one place that all are in; places.n where they are in several, or nobody is there. */
static enum mq_err place_of(struct work *work, const char *area, uint64_t *place)
{
	struct mq_set *set = NULL;
	enum mq_err err = mq_query_hits_of(work->view, work->duty->kind, area, &set, work->diag);
	uint32_t *counts = err == MQ_OK ? counted(work, mq_set_dup(set)) : NULL;
	uint64_t all = err == MQ_OK ? mq_set_count(set) : 0;

	*place = work->places.n;
	for (size_t i = 0; i < work->places.n && all > 0; i++) {
		if (counts[i] == all) {
			*place = i;
		}
	}
	free(counts);
	mq_set_free(set);
	return err;
}

/* areas: the places of those that were looked up. */
static enum mq_err add_owed(struct work *work, const struct mq_person *person,
	struct mq_map *areas, struct coverage *coverage)
{
	const char *area = area_of(work, person);
	enum mq_err err = MQ_OK;
	uint64_t place;

	if (!mq_map_get(areas, area, strlen(area), &place)) {
		err = place_of(work, area, &place);
		mq_map_put(areas, area, strlen(area), place);
	}
	for (size_t i = 0; i < MQ_DUTY_PERIODS && err == MQ_OK; i++) {
		uint32_t owed = mq_duty_owed(work->duty, person, work->frame.line.periods[i].days);

		coverage->owed_in_all[i] += owed;
		if (place < work->places.n) {
			coverage->owed[i][place] += owed;
		}
	}
	return err;
}

static enum mq_err owe(struct work *work, struct coverage *coverage)
{
	struct mq_map *areas = mq_map_new();
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		coverage->owed[i] = mq_alloc(work->places.n * sizeof(*coverage->owed[i]));
	}
	for (size_t i = 0; i < work->people.n && err == MQ_OK; i++) {
		err = add_owed(work, work->people.people[i], areas, coverage);
	}
	mq_map_free(areas);
	return err;
}

/* ---- lines ---- */

/* Which line it is: a place, the unknown one, or all. */
struct which {
	bool all;
	uint32_t place;
};

static void begin_query(struct work *work, struct which which, const char *where)
{
	query_from(work->view->schema, work->duty->kind, &work->text);
	query_and(work->duty->every, &work->text);
	query_and(where, &work->text);
	if (!which.all) {
		place_query(&work->places, which.place, &work->text);
	}
}

/* A person's count is of whom they reached, wherever they work. */
static const char *visited_query(struct work *work, struct which which, size_t period)
{
	bool count = work->duty->count > 0;

	begin_query(work, which, count ? NULL : work->where);
	query_visited(work->view->schema, &work->world, work->frame.windows[period],
		count ? &work->people : NULL, &work->text);
	return status_keep(work->status, &work->text);
}

static void add_queries(struct work *work, struct which which, struct mq_duty_line *line)
{
	line->done = visited_query(work, which, 0);
	line->last = visited_query(work, which, 1);
	if (!work->duty->count) {
		begin_query(work, which, work->where);
		line->required = status_keep(work->status, &work->text);
	}
	begin_query(work, which, work->where);
	query_not_visited(work->view->schema, &work->world, work->frame.windows[0], &work->text);
	line->not_reached = status_keep(work->status, &work->text);
}

static const char *line_name(struct work *work, struct which which)
{
	if (which.all) {
		return mq_arena_strdup(&work->status->arena, _("all together"));
	}
	place_name(&work->places, which.place, &work->text);
	return status_keep(work->status, &work->text);
}

static void add_place(const struct coverage *coverage, size_t place, struct mq_duty_line *line)
{
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		line->periods[i].required += coverage->owed[i] ? coverage->owed[i][place]
			: coverage->all[place];
		line->periods[i].done += coverage->done[i][place];
	}
	line->open += coverage->open[place];
}

static void add_line(struct work *work, const struct coverage *coverage, struct which which)
{
	struct mq_duty_line *line = status_line(work->status, &work->cap, &work->frame);
	size_t end = which.all ? work->places.n : (size_t)which.place + 1;

	line->name = line_name(work, which);
	for (size_t i = which.all ? 0 : which.place; i < end; i++) {
		add_place(coverage, i, line);
	}
	for (size_t i = 0; i < MQ_DUTY_PERIODS && which.all && work->duty->count; i++) {
		line->periods[i].required = coverage->owed_in_all[i];
	}
	add_queries(work, which, line);
	line_finish(line, work->duty);
}

/* Somebody lives there, or was called on. */
static bool is_told(const struct coverage *coverage, size_t place)
{
	return coverage->all[place] || coverage->done[0][place] || coverage->done[1][place];
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

static void add_lines(struct work *work, const struct coverage *coverage)
{
	struct named *named = mq_alloc(work->places.n * sizeof(*named));
	size_t first;
	size_t n = 0;

	add_line(work, coverage, (struct which){.all = true});
	first = work->status->n_lines;
	for (uint32_t place = 1; place < work->places.n; place++) {
		if (is_told(coverage, place)) {
			add_line(work, coverage, (struct which){.place = place});
			named[n++] = (struct named){.code = place_code(&work->places, place)};
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
	if (is_told(coverage, NOWHERE)) {
		add_line(work, coverage, (struct which){.place = NOWHERE});
	}
}

static enum mq_err add_duty(struct work *work)
{
	mq_day today = work->view->today;
	struct coverage coverage = {0};
	enum mq_err err;

	duty_people_find(work->office->staff, work->duty, work->person,
		mq_window_at(&work->duty->window, today), today, &work->people);
	duty_frame_begin(&work->frame, work->status, work->view, &work->world, work->office,
		work->duty);
	places_of(&work->places, work->duty->kind);
	err = cover(work, &coverage);
	if (err == MQ_OK && work->duty->count) {
		err = owe(work, &coverage);
	}
	if (err == MQ_OK) {
		add_lines(work, &coverage);
	}
	free(coverage.all);
	free(coverage.open);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		free(coverage.done[i]);
		free(coverage.owed[i]);
	}
	duty_people_release(&work->people);
	return err;
}

/* ---- the whole ---- */

static enum mq_err find_area(struct work *work, const char *name, const struct mq_area **found)
{
	const struct mq_kind *dwelling = &work->view->schema->kinds[work->world.dwelling];
	struct mq_buf known = {0};

	mq_buf_adds(&known, "person");
	for (size_t i = 0; i < dwelling->n_areas; i++) {
		const struct mq_area *area = &dwelling->areas[i];

		if (area->n_by <= PLACE_BY_MAX && (strcmp(area->id, name) == 0 ||
				strcmp(area->zh, name) == 0)) {
			*found = area;
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
	struct work work = {.view = view, .office = office, .person = person, .status = status,
		.diag = diag, .where = post ? post->area : NULL};
	const struct mq_area *places = NULL;
	enum mq_err err = MQ_OK;

	*status = (struct mq_duty_status){0};
	if (!duty_world_find(view->schema, &work.world) || work.world.dwelling == MQ_NO_KIND) {
		return mq_diag_add(diag, MQ_ERR_CONFIG,
			_("duties need the kinds and fields of visits that are shipped"));
	}
	err = find_area(&work, area, &places);
	if (err == MQ_OK && person && !post) {
		err = mq_diag_add(diag, MQ_ERR_NOT_FOUND, _("%s holds no post today"), person->name);
	}
	if (err == MQ_OK) {
		places_begin(&work.places, view, &work.world, places);
	}
	for (size_t i = 0; i < office->duties->n_duties && err == MQ_OK; i++) {
		work.duty = &office->duties->duties[i];
		if (is_asked(work.duty, person)) {
			err = add_duty(&work);
		}
	}
	places_release(&work.places);
	mq_buf_release(&work.text);
	return err;
}
