#include "report_own.h"

#include <stdlib.h>
#include <string.h>

#include "duty_own.h"

/*
 * The figures of a month, counted. Each line is asked once and spread over the places; then
 * the places where nothing is to be told are left out, and each number that stays gets its query:
 * the line's, and the place behind it.
 */

struct counting {
	const struct mq_view *view;
	const struct mq_report_of *of;
	struct mq_report *report;
	struct report_wants wants;
	const struct mq_field *by;
	size_t n_codes;		/* places are all, each code, and where it is not known */
	mq_kind_id *kinds;	/* by line */
	struct mq_buf text;
	struct mq_diag *diag;
};

static enum mq_err compile(struct counting *c, const char *text, struct mq_query **query)
{
	return mq_query_new(c->view->schema, mq_schema_kind(c->view->schema, "resident"),
		c->view->today, MQ_QUERY_WHOLE, text, strlen(text), query, c->diag);
}

/* What narrows a question to a place, behind a space; nothing for all. */
static void add_place(const struct counting *c, size_t place, struct mq_buf *out)
{
	if (place > 0) {
		mq_buf_addf(out, " %s:", c->by->id);
		mq_buf_adds(out, place > c->n_codes ? "?" : c->by->codes->codes[place - 1].id);
	}
}

/* ---- numbers ---- */

static enum mq_err spread(struct counting *c, mq_kind_id kind, const struct mq_set *set,
	struct mq_report_number *numbers)
{
	uint64_t *counts = mq_alloc((c->n_codes + 2) * sizeof(*counts));
	uint64_t unknown;
	enum mq_err err = mq_query_count(c->view, kind, set, c->by->number, counts, c->n_codes + 2,
		&unknown, c->diag);

	numbers[0].n = mq_set_count(set);
	for (size_t i = 0; i < c->n_codes && err == MQ_OK; i++) {
		numbers[1 + i].n = counts[i];
	}
	numbers[1 + c->n_codes].n = err == MQ_OK ? unknown : 0;
	free(counts);
	return err;
}

/* How long those of a set took that are in one place. */
static enum mq_err take_days(struct counting *c, const struct mq_report_line *line,
	const struct mq_set *set, size_t place)
{
	struct mq_report_number *number = &line->numbers[place];
	struct mq_need_figures figures;
	struct mq_set *there = NULL;
	struct mq_set *both;
	enum mq_err err;

	mq_buf_clear(&c->text);
	add_place(c, place, &c->text);
	err = mq_query_hits_of(c->view, mq_need_rules_kind(c->of->needs), c->text.data, &there,
		c->diag);
	if (err == MQ_OK) {
		both = mq_set_and(set, there);
		mq_need_first_figures(c->of->needs, c->view, both, &figures);
		number->known = figures.closed > 0;
		number->number = line->take == MQ_REPORT_MEDIAN ? figures.median : figures.ninth;
		mq_set_free(both);
	}
	mq_set_free(there);
	return err;
}

static enum mq_err take(struct counting *c, const struct mq_report_line *line, mq_kind_id kind,
	const struct mq_set *set)
{
	bool days = line->take != MQ_REPORT_COUNT;
	enum mq_err err = MQ_OK;

	if (days && (!c->of->needs || mq_need_rules_kind(c->of->needs) != kind)) {
		return MQ_OK;
	}
	for (size_t i = 0; i < c->n_codes + 2 && err == MQ_OK; i++) {
		if (!days) {
			line->numbers[i].known = true;
			line->numbers[i].number = line->numbers[i].n;
		} else if (line->numbers[i].n > 0) {
			err = take_days(c, line, set, i);
		}
	}
	return err;
}

static enum mq_err count_line(struct counting *c, size_t i)
{
	const struct report_want *want = &c->wants.wants[i];
	const struct mq_report_line *line = &c->report->lines[i];
	struct mq_query *query = NULL;
	struct mq_answer answer = {0};
	enum mq_err err = compile(c, want->query, &query);

	if (err == MQ_OK) {
		c->kinds[i] = mq_query_kind(query);
		err = mq_query_answer(query, c->view, &answer, NULL, c->diag);
	}
	if (err == MQ_OK) {
		err = spread(c, c->kinds[i], answer.yes, line->numbers);
	}
	if (err == MQ_OK) {
		err = take(c, line, c->kinds[i], answer.yes);
	}
	mq_answer_release(&answer);
	mq_query_free(query);
	return err;
}

/* ---- lines ---- */

static size_t line_of(const struct counting *c, const char *id, size_t otherwise)
{
	for (size_t i = 0; id && i < c->wants.n; i++) {
		if (strcmp(c->wants.wants[i].id, id) == 0) {
			return i;
		}
	}
	return otherwise;
}

static void make_line(struct counting *c, size_t i)
{
	const struct report_want *want = &c->wants.wants[i];
	const struct mq_report_group *group = &c->of->rules->groups[want->figure->group];
	struct mq_arena *arena = &c->report->arena;

	c->report->lines[i] = (struct mq_report_line){
		.id = want->id, .label = want->label,
		.group = mq_arena_strdup(arena, group->id),
		.group_label = mq_arena_strdup(arena, mq_lang_is_chinese() ? group->zh : group->en),
		.take = want->figure->take, .today = want->today, .lacking = !*want->query,
		.share_of = line_of(c, want->share_of, i),
		.numbers = mq_arena_alloc(arena, (c->n_codes + 2) * sizeof(struct mq_report_number)),
	};
	memset(c->report->lines[i].numbers, 0, (c->n_codes + 2) * sizeof(struct mq_report_number));
}

static enum mq_err count_lines(struct counting *c)
{
	size_t n = c->wants.n;
	enum mq_err err = MQ_OK;

	c->kinds = mq_alloc((n + 1) * sizeof(*c->kinds));
	c->report->lines = mq_arena_alloc(&c->report->arena, (n + 1) * sizeof(*c->report->lines));
	c->report->n_lines = n;
	for (size_t i = 0; i < n && err == MQ_OK; i++) {
		make_line(c, i);
		err = c->report->lines[i].lacking ? MQ_OK : count_line(c, i);
	}
	return err;
}

/* ---- places ---- */

static bool is_told(const struct counting *c, size_t place)
{
	for (size_t i = 0; i < c->report->n_lines; i++) {
		if (c->report->lines[i].numbers[place].n > 0) {
			return true;
		}
	}
	return place == 0;
}

static struct mq_report_place place_at(const struct counting *c, size_t place)
{
	const struct mq_code *code;

	if (place == 0 || place > c->n_codes) {
		return (struct mq_report_place){place ? "?" : "",
			mq_arena_strdup(&c->report->arena, place ? _("not known where") :
				_("all together"))};
	}
	code = &c->by->codes->codes[place - 1];
	return (struct mq_report_place){mq_arena_strdup(&c->report->arena, code->id),
		mq_arena_strdup(&c->report->arena, mq_code_label(code))};
}

static enum mq_err add_query(struct counting *c, const char *text, size_t place,
	struct mq_report_number *number)
{
	struct mq_query *query = NULL;
	struct mq_buf whole = {0};
	enum mq_err err;

	number->query = "";
	if (!*text) {
		return MQ_OK;
	}
	mq_buf_adds(&whole, text);
	add_place(c, place, &whole);
	err = compile(c, whole.data, &query);
	if (err == MQ_OK) {
		mq_buf_clear(&whole);
		mq_query_print(query, &whole);
		number->query = mq_arena_strdup(&c->report->arena, whole.data);
	}
	mq_query_free(query);
	mq_buf_release(&whole);
	return err;
}

/* A place that stays moves up to where the last one that stayed ends. */
static enum mq_err keep_place(struct counting *c, size_t place)
{
	struct mq_report *report = c->report;
	size_t to = report->n_places++;
	enum mq_err err = MQ_OK;

	report->places[to] = place_at(c, place);
	for (size_t i = 0; i < report->n_lines && err == MQ_OK; i++) {
		struct mq_report_number *numbers = report->lines[i].numbers;

		numbers[to] = numbers[place];
		err = add_query(c, c->wants.wants[i].query, place, &numbers[to]);
	}
	return err;
}

static enum mq_err keep_places(struct counting *c)
{
	enum mq_err err = MQ_OK;

	c->report->places = mq_arena_alloc(&c->report->arena,
		(c->n_codes + 2) * sizeof(*c->report->places));
	for (size_t place = 0; place < c->n_codes + 2 && err == MQ_OK; place++) {
		if (is_told(c, place)) {
			err = keep_place(c, place);
		}
	}
	return err;
}

/* ---- the whole ---- */

static void begin(struct counting *c, const struct mq_report_month *month)
{
	struct mq_report *report = c->report;

	c->by = &c->view->schema->fields[c->of->rules->by];
	c->n_codes = c->by->codes->n_codes;
	*report = (struct mq_report){.month = *month, .counted = c->view->today};
	report->by = mq_arena_strdup(&report->arena, c->by->id);
	report->by_label = mq_arena_strdup(&report->arena, mq_field_label(c->by));
}

enum mq_err mq_report_count(const struct mq_view *view, const struct mq_report_of *of,
	const struct mq_report_month *month, struct mq_report *report, struct mq_diag *diag)
{
	struct counting c = {.view = view, .of = of, .report = report, .diag = diag};
	enum mq_err err;

	*report = (struct mq_report){.n_lines = 0};
	if (of->rules->n_figures == 0) {
		return MQ_OK;
	}
	begin(&c, month);
	err = report_lines(view, of, report, &report->arena, &c.wants, diag);
	err = err == MQ_OK ? count_lines(&c) : err;
	err = err == MQ_OK ? keep_places(&c) : err;
	mq_buf_release(&c.text);
	free(c.wants.wants);
	free(c.kinds);
	return err;
}

void mq_report_release(struct mq_report *report)
{
	mq_arena_release(&report->arena);
	*report = (struct mq_report){0};
}
