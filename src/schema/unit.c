/*
 * What numbers count, in both languages. A definition calls a unit by one name and registers keep
 * that: the other name is looked up here. One that is not in the table is called as it is defined
 * everywhere.
 */
#include <string.h>

#include <minqing/schema.h>

/* English leaves a unit out where the label says it already: floor 2, year built 1990. */
static const struct unit {
	const char *zh;
	const char *one;
	const char *many;
} units[] = {
	{"元", "yuan", "yuan"}, {"平方米", "m2", "m2"}, {"层", "", ""}, {"年", "", ""},
	{"岁", "year", "years"}, {"月", "month", "months"}, {"个月", "month", "months"},
	{"天", "day", "days"}, {"日", "day", "days"}, {"小时", "hour", "hours"},
	{"分钟", "minute", "minutes"}, {"次", "time", "times"}, {"人", "person", "people"},
	{"户", "household", "households"},
};

static const struct unit *find(const char *unit)
{
	for (size_t i = 0; i < MQ_LENGTH(units); i++) {
		if (strcmp(unit, units[i].zh) == 0 || strcmp(unit, units[i].many) == 0) {
			return &units[i];
		}
	}
	return NULL;
}

const char *mq_unit_label(const char *unit, struct mq_slice number)
{
	const struct unit *known = unit ? find(unit) : NULL;
	bool one = number.len == 1 && *(const char *)number.data == '1';

	if (!known) {
		return unit ? unit : "";
	}
	return mq_lang_is_chinese() ? known->zh : one ? known->one : known->many;
}

void mq_unit_add(const char *unit, struct mq_slice number, struct mq_buf *out)
{
	const char *label = mq_unit_label(unit, number);

	if (*label && !mq_lang_is_chinese()) {
		mq_buf_addc(out, ' ');
	}
	mq_buf_adds(out, label);
}

static size_t ends_with(const char *text, size_t len, const char *unit)
{
	size_t n = strlen(unit);

	return n < len && memcmp(text + len - n, unit, n) == 0 ? n : 0;
}

size_t mq_unit_behind(const char *unit, const char *text, size_t len)
{
	const struct unit *known = unit ? find(unit) : NULL;
	size_t n = unit ? ends_with(text, len, unit) : 0;

	if (n == 0 && known) {
		n = ends_with(text, len, known->many);
	}
	if (n == 0 && known) {
		n = ends_with(text, len, known->one);
	}
	return n == 0 && known ? ends_with(text, len, known->zh) : n;
}
