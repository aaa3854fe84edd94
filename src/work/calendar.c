#include <minqing/work.h>

#include <stdlib.h>
#include <string.h>

/*
 * Working days: Monday to Friday, but for the days that holidays.yaml tells are off, and
 * the Saturdays and Sundays that it tells are worked. The State Council's office names both
 * each autumn for the year that follows (全国年节及纪念日放假办法, its yearly notice), so the
 * file has a row for each year and the user adds the next one.
 *
 * Kept are the days that differ from their weekday, ascending.
 */

struct mq_calendar {
	mq_day *days;
	size_t n_days;
	size_t cap;
	int *years;		/* those the file has a row for */
	size_t n_years;
	size_t cap_years;
};

/* A year's row begins with the last days of December before it. */
enum { DAYS_BEFORE = 7, STRETCH_MAX = 31 };

static bool is_weekday(mq_day day)
{
	return mq_day_weekday(day) <= 5;
}

static int year_of(mq_day day)
{
	int year, month, mday;

	mq_day_to_civil(day, &year, &month, &mday);
	return year;
}

/* ---- reading ---- */

struct reading {
	const struct mq_conf *conf;
	struct mq_calendar *calendar;
	int year;
	struct mq_diag *diag;
};

static const struct mq_conf_row top_rows[] = {
	{"holidays", MQ_NODE_MAP, true},
};

static const struct mq_conf_row year_rows[] = {
	{"source", MQ_NODE_SCALAR, true},
	{"off", MQ_NODE_LIST, true},
	{"work", MQ_NODE_LIST, false},
};

static enum mq_err add_stretch(struct reading *reading, const struct mq_node *node, bool off)
{
	struct mq_calendar *calendar = reading->calendar;
	mq_day from;
	mq_day to;
	enum mq_err err = mq_node_days(reading->conf, node, &from, &to, reading->diag);

	if (err != MQ_OK) {
		return err;
	}
	if (year_of(from + DAYS_BEFORE) < reading->year || year_of(to) > reading->year ||
	    to - from >= STRETCH_MAX) {
		mq_conf_fault(reading->conf, node, false, reading->diag,
			_("'%s' is not of the year %d"), node->text, reading->year);
		return MQ_ERR_CONFIG;
	}
	for (mq_day day = from; day <= to; day++) {
		if (is_weekday(day) == off) {
			calendar->days = mq_grow(calendar->days, &calendar->cap,
				calendar->n_days + 1, sizeof(*calendar->days));
			calendar->days[calendar->n_days++] = day;
		} else if (!off) {
			return mq_conf_fault(reading->conf, node, false, reading->diag,
				_("'%s' is a working day as it is"), node->text);
		}
	}
	return MQ_OK;
}

static enum mq_err add_list(struct reading *reading, const struct mq_node *list, bool off)
{
	enum mq_err first = MQ_OK;

	for (const struct mq_node *node = list ? list->first : NULL; node; node = node->next) {
		enum mq_err err = add_stretch(reading, node, off);

		first = first == MQ_OK ? err : first;
	}
	return first;
}

static enum mq_err add_year(struct reading *reading, const struct mq_node *node)
{
	struct mq_calendar *calendar = reading->calendar;
	char *end;
	enum mq_err off;
	enum mq_err work;

	reading->year = (int)strtol(node->key, &end, 10);
	if (*end || reading->year < 1949 || reading->year > 9999) {
		mq_conf_fault(reading->conf, node, true, reading->diag, _("'%s' is no year"),
			node->key);
		return MQ_ERR_CONFIG;
	}
	if (mq_conf_check(reading->conf, node, year_rows, MQ_LENGTH(year_rows), reading->diag)
			!= MQ_OK) {
		return MQ_ERR_CONFIG;
	}
	calendar->years = mq_grow(calendar->years, &calendar->cap_years, calendar->n_years + 1,
		sizeof(*calendar->years));
	calendar->years[calendar->n_years++] = reading->year;
	off = add_list(reading, mq_node_get(node, "off"), true);
	work = add_list(reading, mq_node_get(node, "work"), false);
	return off != MQ_OK ? off : work;
}

static int by_day(const void *a, const void *b)
{
	mq_day day_a = *(const mq_day *)a;
	mq_day day_b = *(const mq_day *)b;

	return (day_a > day_b) - (day_a < day_b);
}

/* A day that is told twice would cancel itself out in no count, but somebody was wrong. */
static enum mq_err put_in_order(struct reading *reading)
{
	struct mq_calendar *calendar = reading->calendar;
	enum mq_err err = MQ_OK;

	if (calendar->n_days > 1) {
		qsort(calendar->days, calendar->n_days, sizeof(*calendar->days), by_day);
	}
	for (size_t i = 1; i < calendar->n_days; i++) {
		if (calendar->days[i] == calendar->days[i - 1]) {
			char text[16];

			mq_day_format(calendar->days[i], text);
			err = mq_conf_fault(reading->conf, mq_conf_root(reading->conf)->first, true,
				reading->diag, _("%s is told twice"), text);
		}
	}
	return err;
}

static enum mq_err read_years(struct reading *reading)
{
	const struct mq_node *root = mq_conf_root(reading->conf);
	enum mq_err first = mq_conf_check(reading->conf, root, top_rows, MQ_LENGTH(top_rows),
		reading->diag);
	const struct mq_node *years = first == MQ_OK ? mq_node_get(root, "holidays") : NULL;
	enum mq_err order;

	for (const struct mq_node *node = years ? years->first : NULL; node; node = node->next) {
		enum mq_err err = add_year(reading, node);

		first = first == MQ_OK ? err : first;
	}
	order = put_in_order(reading);
	return first == MQ_OK ? order : first;
}

enum mq_err mq_calendar_read(const char *dir, struct mq_calendar **out, struct mq_diag *diag)
{
	struct reading reading = {.calendar = mq_alloc(sizeof(struct mq_calendar)), .diag = diag};
	struct mq_conf *conf = NULL;
	enum mq_err err = mq_work_file(dir, "holidays.yaml", &conf, diag);

	if (err == MQ_OK && conf) {
		reading.conf = conf;
		err = read_years(&reading);
	}
	if (err != MQ_OK) {
		mq_calendar_free(reading.calendar);
		reading.calendar = NULL;
	}
	*out = reading.calendar;
	mq_conf_free(conf);
	return err;
}

void mq_calendar_free(struct mq_calendar *calendar)
{
	if (calendar) {
		free(calendar->days);
		free(calendar->years);
		free(calendar);
	}
}

/* ---- counting ---- */

bool mq_calendar_knows(const struct mq_calendar *calendar, mq_day day)
{
	int year = year_of(day);

	for (size_t i = 0; i < calendar->n_years; i++) {
		if (calendar->years[i] == year) {
			return true;
		}
	}
	return false;
}

bool mq_calendar_is_working(const struct mq_calendar *calendar, mq_day day)
{
	bool differs = calendar->n_days > 0 && bsearch(&day, calendar->days, calendar->n_days,
		sizeof(*calendar->days), by_day);

	return is_weekday(day) != differs;
}

mq_day mq_calendar_add(const struct mq_calendar *calendar, mq_day day, unsigned n)
{
	while (n > 0 && day < MQ_DAY_MAX) {
		day++;
		n -= mq_calendar_is_working(calendar, day);
	}
	return day;
}

unsigned mq_calendar_between(const struct mq_calendar *calendar, mq_day after, mq_day to)
{
	unsigned n = 0;

	for (mq_day day = after + 1; day <= to; day++) {
		n += mq_calendar_is_working(calendar, day);
	}
	return n;
}
