/*
 * What is stored of a resident, a household or a dwelling of the street, in three values, one
 * record at a time; and what several policies say of people.
 */
#ifndef MINQING_TESTS_PROPERTY_POLICY_FACTS_H
#define MINQING_TESTS_PROPERTY_POLICY_FACTS_H

#include "property/policy_street.h"
#include "property/three.h"

/* The kind of record that has a fact. */
static inline mq_kind_id kind_of(const struct street *street, const char *name)
{
	const struct mq_schema *schema = street->view.schema;

	return schema->fields[mq_schema_field_exact(schema, MQ_NO_KIND, name, strlen(name))].kind;
}

/* A fact of a record of that kind; "" where it is not known. */
static inline const char *of_record(const struct street *street, mq_record_id id,
	const char *name, char text[64])
{
	mq_field_id field = mq_schema_field_exact(street->view.schema, MQ_NO_KIND, name, strlen(name));
	struct mq_slice value = mq_record_peek(mq_index_record(street->view.index,
		kind_of(street, name), id), field);

	snprintf(text, 64, "%.*s", (int)value.len, value.data ? (const char *)value.data : "");
	return text;
}

/* A fact of a resident, of the household or the dwelling, which have one number; "" where it is not
 * known. */
static inline const char *fact(const struct street *street, mq_record_id id, const char *name,
	char text[64])
{
	mq_kind_id kind = kind_of(street, name);

	assert_true(kind == street->resident || kind == street->household || kind == street->dwelling);
	return of_record(street, kind == street->resident ? id : street->home[id], name, text);
}

/* What is not said is no. */
static inline enum truth says(const struct street *street, mq_record_id id, const char *name)
{
	char text[64];

	return truth_of(strcmp(fact(street, id, name, text), "true") == 0);
}

static inline enum truth is(const struct street *street, mq_record_id id, const char *name,
	const char *value)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(strcmp(text, value) == 0);
}

/* The same of a fact that is no where it is not told. */
static inline enum truth is_told(const struct street *street, mq_record_id id, const char *name,
	const char *value)
{
	return truth_of(is(street, id, name, value) == T);
}

static inline enum truth below(const struct street *street, mq_record_id id, const char *name,
	double limit)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(atof(text) < limit);
}

static inline enum truth at_most(const struct street *street, mq_record_id id, const char *name,
	double limit)
{
	char text[64];

	fact(street, id, name, text);
	return !*text ? U : truth_of(atof(text) <= limit);
}

static inline int today_as_number(const struct street *street, int *year, int *month)
{
	int day;

	mq_day_to_civil(street->view.today, year, month, &day);
	return day;
}

/* Full years since birth, or -1. */
static inline int age(const struct street *street, mq_record_id id)
{
	int year, month, day;
	int now_year, now_month;
	int now_day = today_as_number(street, &now_year, &now_month);
	char text[64];

	if (sscanf(fact(street, id, "birth_date", text), "%d-%d-%d", &year, &month, &day) != 3) {
		return -1;
	}
	return now_year - year - (now_month < month || (now_month == month && now_day < day));
}

static inline enum truth aged(const struct street *street, mq_record_id id, int from, int to)
{
	int years = age(street, id);

	return years < 0 ? U : truth_of(years >= from && years <= to);
}

/* Were fewer than so many full months ago, all days here being of the past. */
static inline enum truth within_months(const struct street *street, mq_record_id id,
	const char *name, int months)
{
	int year, month, day;
	int now_year, now_month;
	int now_day = today_as_number(street, &now_year, &now_month);
	char text[64];
	int ago;

	if (sscanf(fact(street, id, name, text), "%d-%d-%d", &year, &month, &day) != 3) {
		return U;
	}
	ago = (now_year - year) * 12 + now_month - month - (now_day < day);
	return truth_of(ago < months);
}

static inline enum truth alive(const struct street *street, mq_record_id id)
{
	return not(says(street, id, "is_deceased"));
}

static inline enum truth local(const struct street *street, mq_record_id id)
{
	return is(street, id, "hukou_place", "310000");
}

static inline size_t living(const struct street *street, mq_record_id id)
{
	mq_record_id home = street->home[id];
	size_t n = 0;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		n += alive(street, each) == T;
	}
	return n;
}

typedef enum truth (*rule_fn)(const struct street *street, mq_record_id id);

static inline enum truth any_at_home(const struct street *street, mq_record_id id, rule_fn rule,
	bool others)
{
	mq_record_id home = street->home[id];
	enum truth any = F;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		any = others && each == id ? any : either(any, rule(street, each));
	}
	return any;
}

static inline enum truth severe(const struct street *street, mq_record_id id)
{
	enum truth level = either(is_told(street, id, "disability_level", "1"),
		is_told(street, id, "disability_level", "2"));
	enum truth mind = either(is_told(street, id, "disability_class", "5"),
		is_told(street, id, "disability_class", "6"));

	level = either(level, both(is_told(street, id, "disability_level", "3"), mind));
	return both(says(street, id, "disability_cert"), level);
}

static inline enum truth here(const struct street *street, mq_record_id id)
{
	return is(street, id, "living_status", "here");
}

/* Is something told of it at all? */
static inline enum truth known(const struct street *street, mq_record_id id, const char *name)
{
	char text[64];

	return truth_of(*fact(street, id, name, text) != '\0');
}

/* One of the values of a list that ends with NULL. */
static inline enum truth is_any(const struct street *street, mq_record_id id, const char *name,
	const char *const *values)
{
	enum truth any = F;

	for (; *values; values++) {
		any = either(any, is(street, id, name, *values));
	}
	return any;
}

static inline enum truth any_told(const struct street *street, mq_record_id id, const char *name,
	const char *const *values)
{
	return truth_of(is_any(street, id, name, values) == T);
}

/* Good for so many days from today on. */
static inline enum truth good_for(const struct street *street, mq_record_id id, const char *name,
	int days)
{
	mq_day day;
	char text[64];

	fact(street, id, name, text);
	return !mq_day_parse(text, strlen(text), &day) ? U
		: truth_of(day >= street->view.today + days);
}

/* Visited since so many days ago with one of the outcomes. */
static inline enum truth visited(const struct street *street, mq_record_id id, int days,
	const char *const *outcomes)
{
	enum truth any = F;

	for (mq_record_id at = street->visits[id]; at < street->visits[id + 1]; at++) {
		char text[64];
		mq_day day;
		enum truth lately = U;
		enum truth went = F;

		of_record(street, at, "visit_time", text);
		if (mq_day_parse(text, strlen(text), &day)) {
			lately = truth_of(day >= street->view.today - days);
		}
		of_record(street, at, "visit_outcome", text);
		for (const char *const *outcome = outcomes; *outcome; outcome++) {
			went = either(went, !*text ? U : truth_of(strcmp(text, *outcome) == 0));
		}
		any = either(any, both(lately, went));
	}
	return any;
}

/* Of 60 and over, and the only one of the household who lives there. */
static inline enum truth alone(const struct street *street, mq_record_id id)
{
	mq_record_id home = street->home[id];
	size_t n[3] = {0};
	enum truth one;

	for (mq_record_id each = street->first[home]; each < street->first[home + 1]; each++) {
		n[here(street, each)]++;
	}
	one = n[U] == 0 ? truth_of(n[T] == 1) : n[T] > 1 ? F : U;
	return both(both(aged(street, id, 60, 200), here(street, id)), one);
}

static inline enum truth is_poor(const struct street *street, mq_record_id id)
{
	return either(says(street, id, "dibao"), either(says(street, id, "dibao_edge"),
		says(street, id, "low_income")));
}

static inline enum truth is_helped(const struct street *street, mq_record_id id)
{
	return either(is_poor(street, id), says(street, id, "tekun"));
}

#endif
