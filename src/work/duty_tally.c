#include "duty_own.h"

#include <stdlib.h>
#include <string.h>

/*
 * Who was reached: one pass over the columns of the visits, which are read dense, some
 * thousand at once. A visit counts for the household or the resident it points at, on its
 * day, where its outcome does. Who it was is read for those alone that count.
 *
 * A pair of period and person with whom they reached is one number,
 *
 *     period (8 bits) · person (24) · target (32)
 *
 * so that to put them in order is to have each person's together, and each target once.
 */

enum { CHUNK = 4096, PERSON_BITS = 24, TARGET_BITS = 32 };

static uint64_t key_of(size_t period, size_t person, mq_record_id target)
{
	return ((uint64_t)period << PERSON_BITS | person) << TARGET_BITS | target;
}

void duty_periods(const struct mq_duty *duty, mq_day today, struct mq_stretch *days)
{
	days[0] = mq_window_at(&duty->window, today);
	for (size_t i = 1; i < MQ_DUTY_PERIODS; i++) {
		days[i] = mq_window_at(&duty->window, days[i - 1].from - 1);
	}
}

/* ---- the pass ---- */

struct pass {
	const struct mq_duty *duty;
	const struct mq_map *names;
	struct mq_stretch days[MQ_DUTY_PERIODS];
	const struct mq_column *columns[3];	/* day, outcome, target */
	int64_t numbers[3][CHUNK];
	const struct mq_texts *staff;
	uint64_t *seen;				/* the universe of the visits */
	size_t n_targets;
	uint64_t *bits[MQ_DUTY_PERIODS];	/* reached, by target */
	struct tally *tally;
	size_t cap;
};

/* The period a day is in; MQ_DUTY_PERIODS for none. They go back without a gap. */
static size_t period_of(const struct pass *pass, int64_t day)
{
	size_t period = 0;

	if (day > pass->days[0].to || day < pass->days[MQ_DUTY_PERIODS - 1].from) {
		return MQ_DUTY_PERIODS;
	}
	while (day < pass->days[period].from) {
		period++;
	}
	return period;
}

static void add_people(struct pass *pass, size_t period, mq_record_id visit, mq_record_id target)
{
	struct mq_slice text = mq_texts_get(pass->staff, visit, MQ_FORM_WRITTEN);
	struct tally *tally = pass->tally;
	struct mq_slice name;
	uint64_t person;
	size_t at = 0;

	while (next_name(text, &at, &name)) {
		if (mq_map_get(pass->names, name.data, name.len, &person)) {
			tally->by = mq_grow(tally->by, &pass->cap, tally->n_by + 1,
				sizeof(*tally->by));
			tally->by[tally->n_by++] = key_of(period, person, target);
		}
	}
}

static void add_visit(struct pass *pass, mq_record_id visit, size_t at)
{
	size_t period = period_of(pass, pass->numbers[0][at]);
	int64_t outcome = pass->numbers[1][at];
	int64_t target = pass->numbers[2][at];

	if (period == MQ_DUTY_PERIODS || outcome < 0 || outcome > 63 || target < 0 ||
	    (size_t)target >= pass->n_targets || !(pass->duty->outcome_bits >> outcome & 1) ||
	    !(pass->seen[visit / 64] >> visit % 64 & 1)) {
		return;
	}
	pass->bits[period][target / 64] |= UINT64_C(1) << target % 64;
	if (pass->names) {
		add_people(pass, period, visit, (mq_record_id)target);
	}
}

static void go_over(struct pass *pass, const struct mq_view *view, mq_record_id n)
{
	for (mq_record_id from = 0; from < n && !mq_index_stopped(view->index); from += CHUNK) {
		mq_record_id end = n - from < CHUNK ? n : from + CHUNK;

		for (size_t i = 0; i < MQ_LENGTH(pass->columns); i++) {
			mq_column_dense(pass->columns[i], from, end, pass->numbers[i]);
		}
		for (mq_record_id visit = from; visit < end; visit++) {
			add_visit(pass, visit, visit - from);
		}
	}
}

/* ---- what came of it ---- */

static int by_key(const void *a, const void *b)
{
	uint64_t key_a = *(const uint64_t *)a;
	uint64_t key_b = *(const uint64_t *)b;

	return (key_a > key_b) - (key_a < key_b);
}

/* Only targets that the officer may be told of. */
static void put_in_order(struct tally *tally, const struct mq_set *universe)
{
	size_t n = 0;

	if (tally->n_by > 1) {
		qsort(tally->by, tally->n_by, sizeof(*tally->by), by_key);
	}
	for (size_t i = 0; i < tally->n_by; i++) {
		if ((n == 0 || tally->by[i] != tally->by[n - 1]) &&
		    mq_set_has(universe, (mq_record_id)tally->by[i])) {
			tally->by[n++] = tally->by[i];
		}
	}
	tally->n_by = n;
}

static void finish(struct pass *pass, const struct mq_set *universe)
{
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		struct mq_set *all = mq_set_of_bits(pass->bits[i], pass->n_targets / 64 + 1);

		pass->tally->reached[i] = mq_set_and(all, universe);
		mq_set_free(all);
	}
	put_in_order(pass->tally, universe);
}

static mq_field_id link_of(const struct mq_schema *schema, const struct duty_world *world,
	mq_kind_id target)
{
	const struct mq_kind *visit = &schema->kinds[world->visit];

	for (size_t i = 0; i < visit->n_links; i++) {
		if (schema->fields[visit->links[i]].target == target) {
			return visit->links[i];
		}
	}
	return MQ_NO_FIELD;
}

static void begin(struct pass *pass, const struct mq_view *view, const struct duty_world *world,
	mq_field_id link, mq_record_id n)
{
	pass->columns[0] = mq_index_column(view->index, view->schema->kinds[world->visit].date);
	pass->columns[1] = mq_index_column(view->index, world->outcome);
	pass->columns[2] = mq_index_column(view->index, link);
	pass->staff = mq_index_texts(view->index, world->staff);
	pass->seen = mq_alloc((n / 64 + 1) * sizeof(*pass->seen));
	mq_set_bits(view->universe[world->visit], pass->seen, n / 64 + 1);
	pass->n_targets = mq_index_end(view->index, pass->duty->kind);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		pass->bits[i] = mq_alloc((pass->n_targets / 64 + 1) * sizeof(*pass->bits[i]));
	}
}

enum mq_err tally_visits(const struct mq_view *view, const struct duty_world *world,
	const struct mq_duty *duty, const struct mq_map *names, struct tally *tally,
	struct mq_diag *diag)
{
	mq_field_id link = link_of(view->schema, world, duty->kind);
	mq_record_id n = mq_index_end(view->index, world->visit);
	struct pass *pass;

	*tally = (struct tally){0};
	if (link == MQ_NO_FIELD) {
		return mq_diag_add(diag, MQ_ERR_CONFIG, _("visits do not point at: %s"),
			mq_kind_label(&view->schema->kinds[duty->kind]));
	}
	pass = mq_alloc(sizeof(*pass));
	pass->duty = duty;
	pass->names = names;
	pass->tally = tally;
	duty_periods(duty, view->today, pass->days);
	begin(pass, view, world, link, n);
	go_over(pass, view, n);
	finish(pass, view->universe[duty->kind]);
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		free(pass->bits[i]);
	}
	free(pass->seen);
	free(pass);
	return mq_index_error(view->index, diag);
}

void tally_release(struct tally *tally)
{
	for (size_t i = 0; i < MQ_DUTY_PERIODS; i++) {
		mq_set_free(tally->reached[i]);
	}
	free(tally->by);
	*tally = (struct tally){0};
}

/* The first of the keys that is not below. */
static size_t lower_bound(const struct tally *tally, uint64_t key)
{
	size_t low = 0;
	size_t high = tally->n_by;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tally->by[middle] < key) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

uint32_t tally_of(const struct tally *tally, size_t period, size_t person)
{
	return (uint32_t)(lower_bound(tally, key_of(period, person + 1, 0)) -
		lower_bound(tally, key_of(period, person, 0)));
}

struct mq_set *tally_by_any(const struct tally *tally, size_t period)
{
	size_t from = lower_bound(tally, key_of(period, 0, 0));
	size_t end = lower_bound(tally, key_of(period + 1, 0, 0));
	mq_record_id most = 0;
	struct mq_set *set;
	uint64_t *bits;

	for (size_t i = from; i < end; i++) {
		mq_record_id target = (mq_record_id)tally->by[i];

		most = target > most ? target : most;
	}
	bits = mq_alloc((most / 64 + 1) * sizeof(*bits));
	for (size_t i = from; i < end; i++) {
		mq_record_id target = (mq_record_id)tally->by[i];

		bits[target / 64] |= UINT64_C(1) << target % 64;
	}
	set = mq_set_of_bits(bits, most / 64 + 1);
	free(bits);
	return set;
}
