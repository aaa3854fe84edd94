/*
 * Canonical texts to numbers, decoded once more.
 */
#ifndef TESTS_PROPERTY_DECODE_H
#define TESTS_PROPERTY_DECODE_H

#include "property/world.h"

static inline int64_t code_number(const struct mq_codes *codes, const char *id, size_t len)
{
	for (size_t i = 0; i < codes->n_codes; i++) {
		if (strlen(codes->codes[i].id) == len && memcmp(codes->codes[i].id, id, len) == 0) {
			return (int64_t)i;
		}
	}
	fail_msg("code '%.*s' is not in list '%s'", (int)len, id, codes->id);
	return -1;
}

static inline int64_t multi_bits(const struct mq_codes *codes, const char *text)
{
	int64_t bits = 0;

	while (*text) {
		size_t len = strcspn(text, ";");

		bits |= INT64_C(1) << code_number(codes, text, len);
		text += len + (text[len] == ';');
	}
	return bits;
}

static inline int64_t decimal_number(const char *text)
{
	bool below = text[0] == '-';
	int64_t number = 0;
	int places = -1;

	for (text += below; *text; text++) {
		if (*text == '.') {
			places = 0;
		} else {
			number = number * 10 + (*text - '0');
			places += places >= 0;
		}
	}
	for (places = places < 0 ? 0 : places; places < 4; places++) {
		number *= 10;
	}
	return below ? -number : number;
}

static inline int64_t day_number(const char *text)
{
	int year, month, mday;
	mq_day day = 0;

	assert_int_equal(sscanf(text, "%d-%d-%d", &year, &month, &mday), 3);
	assert_true(mq_day_from_civil(year, month, mday, &day));
	return day;
}

static inline int64_t cell_number(const struct mq_field *field, const char *text)
{
	switch (field->type) {
	case MQ_TYPE_BOOL:
		return strcmp(text, "true") == 0;
	case MQ_TYPE_CODE:
		return code_number(field->codes, text, strlen(text));
	case MQ_TYPE_MULTI:
		return multi_bits(field->codes, text);
	case MQ_TYPE_INT:
	case MQ_TYPE_REF:
		return strtoll(text, NULL, 10);
	case MQ_TYPE_DECIMAL:
		return decimal_number(text);
	case MQ_TYPE_DATE:
		return day_number(text);
	case MQ_TYPE_TEXT:
		break;
	}
	return 0;
}

#endif
