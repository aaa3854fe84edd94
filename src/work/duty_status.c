#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * How duties stand, person by person. What is done of a count is whom the person reached,
 * wherever that was; of a cohort, who of it was reached in the area where they work, by
 * whomever. Each figure comes with its question.
 */

/* ---- lines, whatever they are about ---- */

const char *status_keep(struct mq_duty_status *status, struct mq_buf *buf)
{
	const char *kept = mq_arena_strndup(&status->arena, buf->data ? buf->data : "", buf->len);

	mq_buf_clear(buf);
	return kept;
}

void duty_frame_begin(struct duty_frame *frame, struct mq_duty_status *status,
	const struct mq_view *view, const struct duty_world *world,
	const struct mq_office *office, const struct mq_duty *duty)
{
	struct mq_stretch days[MQ_DUTY_PERIODS];
	struct mq_buf text = {0};

	*frame = (struct duty_frame){.line = {
		.duty = mq_arena_strdup(&status->arena, duty->id),
		.label = mq_arena_strdup(&status->arena, mq_duty_label(duty)),
	}};
	duty_periods(duty, view->today, days);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		frame->line.periods[i].days = days[i];
	}
	frame->line.days_left = mq_calendar_between(office->calendar, view->today - 1, days[0].to);
	for (size_t i = 0; i < MQ_LENGTH(frame->windows); i++) {
		query_window(view->schema, world, duty, days[i], &text);
		frame->windows[i] = status_keep(status, &text);
	}
	mq_buf_release(&text);
}

struct mq_duty_line *status_line(struct mq_duty_status *status, size_t *cap,
	const struct duty_frame *frame)
{
	status->lines = mq_grow(status->lines, cap, status->n_lines + 1, sizeof(*status->lines));
	status->lines[status->n_lines] = frame->line;
	return &status->lines[status->n_lines++];
}

/* More than was owed is as good as all of it. */
static uint64_t fulfilled(const struct mq_duty_period *period)
{
	return period->done < period->required ? period->done : period->required;
}

static int trend_of(const struct mq_duty_period *last, const struct mq_duty_period *before)
{
	uint64_t now = fulfilled(last) * before->required;
	uint64_t then = fulfilled(before) * last->required;

	return last->required == 0 || before->required == 0 ? 0 : (now > then) - (now < then);
}

void line_finish(struct mq_duty_line *line, const struct mq_duty *duty)
{
	const struct mq_duty_period *now = &line->periods[0];

	line->left = !duty->count ? line->open :
		now->required > now->done ? now->required - now->done : 0;
	line->trend = trend_of(&line->periods[1], &line->periods[2]);
}

void mq_duty_status_release(struct mq_duty_status *status)
{
	free(status->lines);
	mq_arena_release(&status->arena);
	*status = (struct mq_duty_status){0};
}

/* ---- one duty ---- */

/* Figures of a cohort where some people work: the same for all who do. */
struct area {
	uint32_t all;
	uint32_t done[MQ_DUTY_PERIODS];
};

/* What all lines of a duty are worked out from. */
struct work {
	const struct mq_view *view;
	const struct mq_office *office;
	struct duty_world world;
	const struct mq_duty *duty;
	struct duty_frame frame;
	struct mq_set *cohort;		/* of a count everybody */
	struct tally tally;
	struct mq_map *area_numbers;	/* by the text of an area */
	struct area *areas;
	size_t n_areas;
	size_t cap_areas;
	struct mq_duty_status *status;
	size_t cap;
	struct mq_buf text;
	struct mq_diag *diag;
};

static enum mq_err count_area(struct work *work, const char *text, struct area *area)
{
	struct mq_set *all = NULL;
	struct mq_set *set;
	enum mq_err err = mq_query_hits_of(work->view, work->duty->kind, text, &all, work->diag);

	if (err != MQ_OK) {
		return err;
	}
	set = mq_set_and(work->cohort, all);
	area->all = (uint32_t)mq_set_count(set);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		area->done[i] = (uint32_t)mq_set_and_count(set, work->tally.reached[i]);
	}
	mq_set_free(set);
	mq_set_free(all);
	return MQ_OK;
}

/* Each area is counted once. *area is lent until the next one is asked for. */
static enum mq_err area_at(struct work *work, const struct mq_post *post, const struct area **area)
{
	const char *text = post->area;
	uint64_t number = work->n_areas;
	enum mq_err err = MQ_OK;

	if (!mq_map_get(work->area_numbers, text, strlen(text), &number)) {
		work->areas = mq_grow(work->areas, &work->cap_areas, work->n_areas + 1,
			sizeof(*work->areas));
		err = count_area(work, text, &work->areas[number]);
		if (err == MQ_OK) {
			mq_map_put(work->area_numbers, text, strlen(text), number);
			work->n_areas++;
		}
	}
	*area = &work->areas[number];
	return err;
}

/* The post that answers for a window: the one held on its last day so far. */
static const struct mq_post *post_of(const struct work *work, const struct mq_person *person,
	struct mq_stretch days)
{
	return mq_person_post(person, days.to < work->view->today ? days.to : work->view->today);
}

static void begin_query(struct work *work, const struct mq_post *post)
{
	query_from(work->view->schema, work->duty->kind, &work->text);
	query_and(work->duty->every, &work->text);
	query_and(post ? post->area : NULL, &work->text);
}

static const char *visited_query(struct work *work, const struct mq_person *person,
	const struct mq_post *post, size_t period)
{
	const struct duty_people one = {.people = &person, .n = 1};

	if (work->duty->count) {
		query_from(work->view->schema, work->duty->kind, &work->text);
	} else {
		begin_query(work, post);
	}
	query_visited(work->view->schema, &work->world, work->frame.windows[period],
		work->duty->count ? &one : NULL, &work->text);
	return status_keep(work->status, &work->text);
}

/* ---- one line ---- */

static void count_by_person(struct work *work, const struct mq_person *person,
	struct mq_duty_line *line)
{
	size_t number = (size_t)(person - work->office->staff->people);

	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		line->periods[i].done = tally_of(&work->tally, i, number);
		line->periods[i].required = mq_duty_owed(work->duty, person, line->periods[i].days);
	}
}

static enum mq_err count_cohort(struct work *work, const struct mq_person *person,
	struct mq_duty_line *line)
{
	enum mq_err err = MQ_OK;

	for (size_t i = 0; i < MQ_DUTY_PERIODS && err == MQ_OK; i++) {
		struct mq_duty_period *period = &line->periods[i];
		const struct mq_post *post = post_of(work, person, period->days);
		const struct area *area;

		if (post) {
			err = area_at(work, post, &area);
			period->required = err == MQ_OK ? area->all : 0;
			period->done = err == MQ_OK ? area->done[i] : 0;
		}
	}
	return err;
}

static enum mq_err count_open(struct work *work, const struct mq_post *post,
	struct mq_duty_line *line)
{
	const struct area *area;
	enum mq_err err = area_at(work, post, &area);

	if (err == MQ_OK) {
		line->open = area->all - area->done[0];
		begin_query(work, post);
		query_not_visited(work->view->schema, &work->world, work->frame.windows[0],
			&work->text);
		line->not_reached = status_keep(work->status, &work->text);
	}
	return err;
}

static void add_queries(struct work *work, const struct mq_person *person,
	const struct mq_post *post, struct mq_duty_line *line)
{
	const struct mq_post *before = post_of(work, person, line->periods[1].days);

	line->done = visited_query(work, person, post, 0);
	if (work->duty->count || before) {
		line->last = visited_query(work, person, before, 1);
	}
	if (!work->duty->count) {
		begin_query(work, post);
		line->required = status_keep(work->status, &work->text);
	}
}

static enum mq_err add_line(struct work *work, const struct mq_person *person)
{
	const struct mq_post *post = mq_person_post(person, work->view->today);
	struct mq_duty_line *line = status_line(work->status, &work->cap, &work->frame);
	enum mq_err err = MQ_OK;

	line->person = mq_arena_strdup(&work->status->arena, person->id);
	line->name = mq_arena_strdup(&work->status->arena, person->name);
	if (work->duty->count) {
		count_by_person(work, person, line);
	} else {
		err = count_cohort(work, person, line);
	}
	if (err == MQ_OK && post) {
		err = count_open(work, post, line);
	}
	add_queries(work, person, post, line);
	line_finish(line, work->duty);
	return err;
}

static enum mq_err add_lines(struct work *work, const struct mq_person *only)
{
	mq_day today = work->view->today;
	struct duty_people people;
	enum mq_err err = MQ_OK;

	duty_people_find(work->office->staff, work->duty, only,
		mq_window_at(&work->duty->window, today), today, &people);
	if (people.n > 0) {
		err = mq_query_hits_of(work->view, work->duty->kind, work->duty->every, &work->cohort,
			work->diag);
	}
	if (err == MQ_OK && people.n > 0) {
		err = tally_visits(work->view, &work->world, work->duty,
			work->duty->count ? people.names : NULL, &work->tally, work->diag);
	}
	duty_frame_begin(&work->frame, work->status, work->view, &work->world, work->office,
		work->duty);
	work->area_numbers = mq_map_new();
	work->n_areas = 0;
	for (size_t i = 0; i < people.n && err == MQ_OK; i++) {
		err = add_line(work, people.people[i]);
	}
	mq_map_free(work->area_numbers);
	duty_people_release(&people);
	tally_release(&work->tally);
	mq_set_free(work->cohort);
	work->cohort = NULL;
	return err;
}

/* ---- all of them ---- */

enum mq_err mq_duty_by_person(const struct mq_view *view, const struct mq_office *office,
	const struct mq_person *person, struct mq_duty_status *status, struct mq_diag *diag)
{
	struct work work = {.view = view, .office = office, .status = status, .diag = diag};
	enum mq_err err = MQ_OK;

	*status = (struct mq_duty_status){0};
	if (office->duties->n_duties && !duty_world_find(view->schema, &work.world)) {
		err = mq_diag_add(diag, MQ_ERR_CONFIG,
			_("duties need the kinds and fields of visits that are shipped"));
	}
	for (size_t i = 0; i < office->duties->n_duties && err == MQ_OK; i++) {
		work.duty = &office->duties->duties[i];
		err = add_lines(&work, person);
	}
	free(work.areas);
	mq_buf_release(&work.text);
	return err;
}
