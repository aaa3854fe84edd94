/*
 * Numbers: decimals are ten-thousandths. A unit may stand behind: 2000元, 80岁.
 */
#include "value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "day.h"

enum { POINT_ONE = 10000, POINT_DIGITS = 4, INT_DIGITS = 15, DECIMAL_DIGITS = 11 };

/* Cut what stands for the unit off a folded number: 2000元, 80岁. */
static size_t without_unit(const struct mq_field *field, const char *text, size_t len)
{
	size_t unit = mq_unit_behind(field->unit, text, len);

	if (unit > 0) {
		return len - unit;
	}
	return field->years_since != MQ_NO_FIELD ? day_before_unit(text, len, UNIT_YEAR) : len;
}

/* [+-]digits[.digits] as a number of ten-thousandths; false where it is none. */
static bool read_decimal(const char *text, size_t len, size_t max_digits, size_t max_point,
	int64_t *number, bool *too_large)
{
	bool negative = len > 0 && text[0] == '-';
	size_t i = len > 0 && (text[0] == '-' || text[0] == '+');
	size_t digits = 0;
	size_t point = 0;
	bool seen_point = false;
	int64_t value = 0;

	*too_large = false;
	if (i == len) {
		return false;
	}
	for (; i < len; i++) {
		if (text[i] == '.' && !seen_point && digits > 0 && i + 1 < len && max_point > 0) {
			seen_point = true;
			continue;
		}
		if (text[i] < '0' || text[i] > '9') {
			return false;
		}
		point += seen_point;
		digits += !seen_point && (digits > 0 || text[i] != '0' || i + 1 == len
			|| text[i + 1] == '.');
		*too_large = *too_large || digits > max_digits || point > max_point;
		value = *too_large ? 0 : value * 10 + (text[i] - '0');
	}
	for (; !*too_large && point < max_point; point++) {
		value *= 10;
	}
	*number = negative ? -value : value;
	return true;
}

static const char *show_number(struct compile *compile, const struct mq_field *field, int64_t number)
{
	struct mq_arena *arena = &compile->query->arena;
	uint64_t size = (uint64_t)llabs(number);
	char *shown;

	if (field->type != MQ_TYPE_DECIMAL) {
		return mq_arena_format(arena, "%" PRId64, number);
	}
	shown = mq_arena_format(arena, "%s%" PRIu64 ".%04" PRIu64, number < 0 ? "-" : "",
		size / POINT_ONE, size % POINT_ONE);
	for (size_t len = strlen(shown); shown[len - 1] == '0' || shown[len - 1] == '.'; ) {
		bool point = shown[--len] == '.';

		shown[len] = '\0';
		if (point) {
			break;
		}
	}
	return shown;
}

/* The digits there are, or any number. */
static void repair_number(struct compile *compile, const struct piece *piece)
{
	struct mq_buf folded = {0};
	size_t from;
	size_t digits;

	mq_utf8_fold(&folded, piece->text, piece->len);
	mq_buf_addc(&folded, '\0');
	from = strcspn(folded.data, "0123456789");
	digits = strspn(folded.data + from, "0123456789");
	if (digits > 0 && digits <= DECIMAL_DIGITS) {
		compile_repair(compile, piece->from, piece->end, "%.*s", (int)digits,
			folded.data + from);
	} else {
		compile_repair_any(compile, piece->from, piece->end);
	}
	mq_buf_release(&folded);
}

bool value_number(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	bool decimal = field->type == MQ_TYPE_DECIMAL;
	struct mq_buf folded = {0};
	bool too_large = false;
	bool number;

	mq_utf8_fold(&folded, piece->text, piece->len);
	number = folded.len > 0 && read_decimal(folded.data,
		without_unit(field, folded.data, folded.len), decimal ? DECIMAL_DIGITS : INT_DIGITS,
		decimal ? POINT_DIGITS : 0, &meaning->low, &too_large);
	mq_buf_release(&folded);
	if (!number) {
		value_refuse(compile, piece, decimal ? _("'%s' is no number") : _("'%s' is no whole number"));
		repair_number(compile, piece);
		return false;
	}
	if (too_large) {
		value_refuse(compile, piece, _("the number '%s' has too many digits"));
		compile_repair_any(compile, piece->from, piece->end);
		return false;
	}
	meaning->high = meaning->low;
	meaning->shown = show_number(compile, field, meaning->low);
	return true;
}

bool value_digits(const char *text, size_t len, int64_t *number)
{
	enum { DIGITS_MAX = 9 };
	struct mq_buf folded = {0};
	int64_t read = 0;
	bool digits;

	mq_utf8_fold(&folded, text, len);
	digits = folded.len > 0 && folded.len <= DIGITS_MAX
		&& strspn(folded.data, "0123456789") == folded.len;
	for (size_t i = 0; digits && i < folded.len; i++) {
		read = read * 10 + (folded.data[i] - '0');
	}
	*number = digits ? read : *number;
	mq_buf_release(&folded);
	return digits;
}
