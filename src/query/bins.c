/*
 * Numbers and days in stretches. The stretches are chosen from all that is known, not
 * from the answer at hand: a sample of the column says where nearly all lie, and a round
 * width cuts that into about ten.
 *
 *     2nd hundredth                         98th hundredth
 *     ──┬──────┬──────┬──────┬── … ──┬──────┬──
 *     … │ 20-29│ 30-39│                │     │ …       the outermost take the rest
 *
 * Years are kept as days (the elder are born earlier), so ends in years become days and
 * the order turns round.
 */
#include "compile.h"
#include "evaluate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 4096, BINS_WANTED = 10, HUNDREDTH = 50, CHUNK = 1024, POINT_ONE = 10000,
	KEY_MAX = 16 };

static int64_t floor_to(int64_t number, int64_t width)
{
	int64_t rest = number % width;

	return number - (rest < 0 ? rest + width : rest);
}

/* ---- where nearly all lie ---- */

static int by_number(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a;
	int64_t second = *(const int64_t *)b;

	return (first > second) - (first < second);
}

/* Every so-many-th known number of the universe; how many. */
static size_t sample(struct eval *eval, mq_field_id field, int64_t *numbers)
{
	const struct mq_column *column = mq_index_column(eval->view->index, field);
	struct truth known = field_known(eval, field);
	size_t step = (size_t)mq_set_count(known.yes) / SAMPLE + 1;
	mq_record_id ids[CHUNK];
	size_t n_sample = 0;
	size_t skip = 0;
	size_t n;

	for (mq_record_id from = 0; (n = eval_read(eval, known.yes, &from, ids, CHUNK)) > 0;) {
		for (; skip < n && n_sample < SAMPLE; skip += step) {
			numbers[n_sample++] = mq_column_get(column, ids[skip]);
		}
		skip -= skip < n ? 0 : n;
	}
	truth_release(&known);
	return n_sample;
}

static bool find_bulk(struct eval *eval, mq_field_id field, int64_t *low, int64_t *high)
{
	int64_t *numbers = mq_alloc(SAMPLE * sizeof(*numbers));
	size_t n = sample(eval, field, numbers);

	if (n > 0) {
		qsort(numbers, n, sizeof(*numbers), by_number);
		*low = numbers[n / HUNDREDTH];
		*high = numbers[n - 1 - n / HUNDREDTH];
	}
	free(numbers);
	return n > 0;
}

/* ---- round widths ---- */

/* 1, 2, 5, 10, 20 … of unit, so that about ten cover the span. */
static int64_t round_width(int64_t span, int64_t unit)
{
	static const int64_t steps[] = {1, 2, 5};

	for (int64_t power = unit; power < INT64_MAX / 100; power *= 10) {
		for (size_t i = 0; i < MQ_LENGTH(steps); i++) {
			if (span / (steps[i] * power) < BINS_WANTED) {
				return steps[i] * power;
			}
		}
	}
	return span + 1;
}

static void add_bin(struct mq_bin *bins, size_t *n, int64_t low, int64_t high)
{
	if (*n < MQ_BINS_MAX) {
		bins[(*n)++] = (struct mq_bin){.low = low, .high = high};
	} else {
		bins[*n - 1].high = high;
	}
}

static void cut_numbers(int64_t low, int64_t high, int64_t unit, struct mq_bin *bins, size_t *n)
{
	int64_t width = round_width(high - low, unit);

	for (int64_t at = floor_to(low, width); at <= high; at += width) {
		add_bin(bins, n, at, at + width - 1);
	}
}

/* ---- days ---- */

/* The coarsest that gives five or more; months, years and decades by the calendar. */
static const struct days {
	int64_t days;		/* about how long one is */
	int months;		/* 0: counted in days */
} days_of[] = {
	{7305, 240}, {3652, 120}, {1826, 60}, {365, 12}, {91, 3}, {30, 1}, {7, 0}, {1, 0},
};

static const struct days *choose_days(int64_t span)
{
	enum { FEW = 5 };
	const struct days *chosen = days_of;

	while (chosen->days > 1 && span / chosen->days < FEW) {
		chosen++;
	}
	return chosen;
}

static mq_day start_of(const struct days *unit, mq_day day)
{
	int year;
	int month;
	int mday;
	mq_day start = day;

	if (unit->months == 0) {
		return unit->days == 1 ? day : day - (mq_day_weekday(day) - 1);
	}
	mq_day_to_civil(day, &year, &month, &mday);
	int64_t months = floor_to((int64_t)year * 12 + month - 1, unit->months);

	return mq_day_from_civil((int)(months / 12), (int)(months % 12) + 1, 1, &start)
		? start : MQ_DAY_MIN;
}

static void cut_days(int64_t low, int64_t high, struct mq_bin *bins, size_t *n)
{
	const struct days *unit = choose_days(high - low);
	mq_day at = start_of(unit, (mq_day)low);

	while (at <= high && at < MQ_DAY_MAX) {
		mq_day next = unit->months > 0 ? mq_day_add_months(at, unit->months)
			: at + (mq_day)unit->days;

		add_bin(bins, n, at, (int64_t)next - 1);
		at = next;
	}
}

/* ---- as text ---- */

static bool is_first_of(mq_day day, bool year)
{
	int civil_year;
	int month;
	int mday;

	mq_day_to_civil(day, &civil_year, &month, &mday);
	return mday == 1 && (!year || month == 1);
}

/* 1940..1949, 2024-01..2024-03, 2024-03-04..2024-03-10; one year or month is itself. */
static void print_days(const struct mq_bin *bin, bool open_low, bool open_high, struct mq_buf *out)
{
	bool years = (open_low || is_first_of((mq_day)bin->low, true))
		&& (open_high || is_first_of((mq_day)bin->high + 1, true));
	bool months = (open_low || is_first_of((mq_day)bin->low, false))
		&& (open_high || is_first_of((mq_day)bin->high + 1, false));
	int len = years ? 4 : months ? 7 : 10;
	char low[16] = "";
	char high[16] = "";

	if (!open_low) {
		mq_day_format((mq_day)bin->low, low);
	}
	if (!open_high) {
		mq_day_format((mq_day)bin->high, high);
	}
	if (strncmp(low, high, (size_t)len) == 0) {
		mq_buf_addf(out, "%.*s", len, low);
	} else {
		mq_buf_addf(out, "%.*s..%.*s", len, low, len, high);
	}
}

static void print_end(const struct mq_field *field, int64_t number, struct mq_buf *out)
{
	if (field->years_since != MQ_NO_FIELD) {
		mq_buf_addf(out, "%" PRId64, number);
	} else {
		mq_value_print(field, number, out);
	}
}

static void print_numbers(const struct mq_field *field, const struct mq_bin *bin, bool open_low,
	bool open_high, struct mq_buf *out)
{
	if (!open_low) {
		print_end(field, bin->low, out);
	}
	if (open_low || open_high || bin->low != bin->high) {
		mq_buf_adds(out, "..");
		if (!open_high) {
			print_end(field, bin->high, out);
		}
	}
}

/* The outermost are opened, and each says what it is. One alone is "known". */
static void name_bins(const struct mq_field *field, struct mq_bin *bins, size_t n)
{
	struct mq_buf text = {0};

	for (size_t i = 0; i < n; i++) {
		bool open_low = i == 0;
		bool open_high = i + 1 == n;

		mq_buf_clear(&text);
		if (open_low && open_high) {
			mq_buf_adds(&text, "*");
		} else if (field->type == MQ_TYPE_DATE) {
			print_days(bins + i, open_low, open_high, &text);
		} else {
			print_numbers(field, bins + i, open_low, open_high, &text);
		}
		snprintf(bins[i].text, sizeof(bins[i].text), "%s", text.data);
		bins[i].low = open_low ? MQ_BIN_OPEN_LOW : bins[i].low;
		bins[i].high = open_high ? MQ_BIN_OPEN_HIGH : bins[i].high;
	}
	mq_buf_release(&text);
}

/* ---- choosing ---- */

static mq_field_id base_of(const struct mq_field *field)
{
	return field->years_since != MQ_NO_FIELD ? field->years_since : field->number;
}

static bool has_bins(const struct mq_field *field)
{
	return field->type == MQ_TYPE_INT || field->type == MQ_TYPE_DECIMAL
		|| field->type == MQ_TYPE_DATE;
}

static enum mq_err refuse(const struct mq_field *field, struct mq_diag *diag)
{
	return mq_diag_add(diag, MQ_ERR_USAGE, _("'%s' has neither numbers nor days"), field->id);
}

static void cut(const struct mq_view *view, const struct mq_field *field, int64_t low,
	int64_t high, struct mq_bin *bins, size_t *n)
{
	if (field->years_since != MQ_NO_FIELD) {
		int64_t eldest = mq_day_years((mq_day)low, view->today);
		int64_t youngest = mq_day_years((mq_day)high, view->today);

		cut_numbers(youngest > 0 ? youngest : 0, eldest, 1, bins, n);
	} else if (field->type == MQ_TYPE_DATE) {
		cut_days(low, high, bins, n);
	} else {
		cut_numbers(low, high, field->type == MQ_TYPE_DECIMAL ? POINT_ONE : 1, bins, n);
	}
	name_bins(field, bins, *n);
}

/* Chosen once in a snapshot and, because years grow, on a day; lent by the cache. */
static const struct mq_bin *bins_of(struct eval *eval, const struct mq_field *field, size_t *n)
{
	char key[KEY_MAX];
	size_t len = (size_t)snprintf(key, sizeof(key), "|%u %d", (unsigned)field->number,
		(int)eval->view->today);
	const struct mq_bin *kept = cache_get_array(eval->cache, key, len, n);
	struct mq_bin *bins;
	int64_t low;
	int64_t high;

	if (kept != NULL) {
		return kept;
	}
	bins = mq_alloc(MQ_BINS_MAX * sizeof(*bins));
	*n = 0;
	if (find_bulk(eval, base_of(field), &low, &high)) {
		cut(eval->view, field, low, high, bins, n);
	}
	return cache_put_array(eval->cache, key, len, bins, *n, sizeof(*bins));
}

enum mq_err mq_query_bins(const struct mq_view *view, mq_field_id number,
	struct mq_bin bins[MQ_BINS_MAX], size_t *n_bins, struct mq_diag *diag)
{
	const struct mq_field *field = view->schema->fields + number;
	const struct mq_bin *kept;
	struct eval eval;

	*n_bins = 0;
	if (!has_bins(field)) {
		return refuse(field, diag);
	}
	eval_begin(&eval, view);
	kept = bins_of(&eval, field, n_bins);
	memcpy(bins, kept, *n_bins * sizeof(*bins));
	return eval_end(&eval, diag);
}

/* ---- counting ---- */

/* The bins as stretches of what the column holds, ascending. */
struct stretches {
	int64_t last[MQ_BINS_MAX];	/* the highest number of each */
	size_t bin[MQ_BINS_MAX];
	size_t n;
};

static void set_stretches(const struct mq_view *view, const struct mq_field *field,
	const struct mq_bin *bins, size_t n, struct stretches *stretches)
{
	bool years = field->years_since != MQ_NO_FIELD;

	stretches->n = n;
	for (size_t i = 0; i < n; i++) {
		size_t at = years ? n - 1 - i : i;
		bool lowest = bins[at].low == MQ_BIN_OPEN_LOW;

		stretches->bin[i] = at;
		stretches->last[i] = !years ? bins[at].high
			: lowest ? INT64_MAX : mq_day_born_by(view->today, (int)bins[at].low);
	}
}

static void count_number(const struct stretches *stretches, int64_t number, struct mq_bin *bins,
	uint64_t *unknown)
{
	size_t i = 0;

	if (number == MQ_NO_NUMBER) {
		++*unknown;
		return;
	}
	while (i < stretches->n && number > stretches->last[i]) {
		i++;
	}
	if (i < stretches->n) {
		bins[stretches->bin[i]].count++;
	}
}

enum mq_err mq_query_count_bins(const struct mq_view *view, mq_kind_id kind,
	const struct mq_set *set, mq_field_id number, struct mq_bin *bins, size_t n_bins,
	uint64_t *unknown, struct mq_diag *diag)
{
	const struct mq_field *field = view->schema->fields + number;
	mq_field_id base = base_of(field);
	mq_kind_id owner = view->schema->fields[base].kind;
	struct stretches stretches;
	mq_record_id ids[CHUNK];
	int64_t numbers[CHUNK];
	struct eval eval;
	size_t n_links = 0;
	size_t n;

	*unknown = 0;
	if (!has_bins(field) || mq_schema_distance(view->schema, kind, base) < 0) {
		return refuse(field, diag);
	}
	eval_begin(&eval, view);
	set_stretches(view, field, bins, n_bins, &stretches);
	const struct mq_column *column = mq_index_column(view->index, base);
	const mq_record_id *links = owner == kind ? NULL : link_up(&eval, kind, owner, &n_links);

	for (mq_record_id from = 0; (n = eval_read(&eval, set, &from, ids, CHUNK)) > 0;) {
		if (links == NULL) {
			mq_column_read(column, ids, n, numbers);
		}
		for (size_t i = 0; i < n; i++) {
			mq_record_id at = links != NULL && ids[i] < n_links ? links[ids[i]]
				: MQ_NO_RECORD;

			count_number(&stretches, links == NULL ? numbers[i] : at == MQ_NO_RECORD
				? MQ_NO_NUMBER : mq_column_get(column, at), bins, unknown);
		}
	}
	return eval_end(&eval, diag);
}
