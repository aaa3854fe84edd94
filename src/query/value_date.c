/*
 * Dates, each a first and a last day; or how long ago, in full units.
 */
#include "value.h"

#include <inttypes.h>

#include "day.h"

/* How long ago: canonical with the letter of its unit. */
static bool value_length(struct compile *compile, const struct piece *piece, struct meaning *meaning)
{
	if (!length_read(piece->text, piece->len, &meaning->low, &meaning->low_unit)) {
		return false;
	}
	meaning->high = meaning->low;
	meaning->high_unit = meaning->low_unit;
	meaning->shown = mq_arena_format(&compile->query->arena, "%" PRId64 "%c", meaning->low,
		day_letter(meaning->low_unit));
	return true;
}

/* Neither within a number nor within a character. */
static bool ends_piece(char next)
{
	return (next < '0' || next > '9') && ((unsigned char)next & 0xc0) != 0x80;
}

static bool is_date(const struct compile *compile, const char *text, size_t len)
{
	mq_day first;
	mq_day last;
	enum unit unit;
	int64_t n;

	return day_bounds(text, len, compile->query->today, &first, &last)
		|| length_read(text, len, &n, &unit);
}

/* Two digits are what somebody would say of an age. */
static bool is_age(const struct piece *piece)
{
	return piece->len == 2 && piece->text[0] >= '1' && piece->text[0] <= '9'
		&& piece->text[1] >= '0' && piece->text[1] <= '9';
}

/* The longest beginning that is a date (2023-02-30: 2023-02), or any date. */
static void repair_date(struct compile *compile, const struct piece *piece)
{
	size_t len = piece->len;

	do {
		len -= len > 0;
	} while (len > 0 && (!ends_piece(piece->text[len]) || !is_date(compile, piece->text, len)));
	if (is_age(piece)) {
		compile_repair(compile, piece->from, piece->end, "%.*sy", (int)piece->len, piece->text);
	} else if (len > 0) {
		compile_repair(compile, piece->from, piece->end, "%.*s", (int)len, piece->text);
	} else {
		compile_repair_any(compile, piece->from, piece->end);
	}
}

bool value_date(struct compile *compile, const struct mq_field *field,
	const struct piece *piece, struct meaning *meaning)
{
	mq_day first;
	mq_day last;

	(void)field;
	if (!day_bounds(piece->text, piece->len, compile->query->today, &first, &last)) {
		if (value_length(compile, piece, meaning)) {
			return true;
		}
		value_refuse(compile, piece, _("'%s' is no date"));
		compile_hint(compile, _("dates are 2024-03-01, 2024-03, 2024Q3, -30d, today; "
			"how long ago: 90d, 6m, 10y"));
		repair_date(compile, piece);
		return false;
	}
	meaning->low = first;
	meaning->high = last;
	meaning->shown = value_show_typed(compile, piece);
	return true;
}
