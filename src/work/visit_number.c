#include "visit_own.h"

#include <inttypes.h>
#include <string.h>

/*
 * The number of a sheet of paper: which household on which day, with nothing kept in the
 * register.
 *
 *     790-1234-57
 *      |    |  ||
 *      |    |  |+- check digit by Damm: one wrong digit, or two neighbours swapped, is told
 *      |    |  +-- from the household's key and the whole day: a number of another register,
 *      |    |      or of years ago, is told nine times in ten
 *      |    +----- the household's record
 *      +---------- the day, counted to a thousand: the last one that is not to come
 *
 * H. Michael Damm, Total anti-symmetrische Quasigruppen, 2004: the table is his.
 */

enum { DAYS = 1000, AHEAD = 60 };

static const unsigned char damm[10][10] = {
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

/* Of all digits in a text; 0 where the last of them is the check digit of the others. */
static unsigned check_digit(const char *text)
{
	unsigned interim = 0;

	for (; *text; text++) {
		if (*text >= '0' && *text <= '9') {
			interim = damm[interim][*text - '0'];
		}
	}
	return interim;
}

static unsigned key_digit(const struct mq_view *view, mq_record_id household, mq_day day)
{
	struct mq_arena arena = {0};
	const char *text = mq_arena_format(&arena, "%s %d",
		key_of(view, mq_schema_kind(view->schema, "household"), household, &arena), day);
	unsigned digit = (unsigned)(mq_hash(text, strlen(text)) % 10);

	mq_arena_release(&arena);
	return digit;
}

void mq_visit_number(const struct mq_view *view, mq_record_id household, mq_day day,
	char out[MQ_VISIT_NUMBER_MAX])
{
	int len = snprintf(out, MQ_VISIT_NUMBER_MAX - 2, "%03d-%u-%u",
		(day % DAYS + DAYS) % DAYS, household, key_digit(view, household, day));

	out[len + 1] = '\0';
	out[len] = (char)('0' + check_digit(out));
}

/* The day that this many counts to: the last one that is not far ahead of today. */
static mq_day day_of(mq_day today, mq_day counted)
{
	mq_day last = today + AHEAD;

	return last - ((last - counted) % DAYS + DAYS) % DAYS;
}

/* Three groups of digits, of three, any, and two. */
static bool read_groups(const char *text, unsigned *day, uint32_t *household, unsigned *digit)
{
	int n = 0;

	return strspn(text, "0123456789") == 3 &&
		sscanf(text, "%3u-%9" SCNu32 "-%1u%*1[0-9]%n", day, household, digit, &n) == 3 &&
		n > 0 && text[n] == '\0';
}

enum mq_err mq_visit_number_read(const struct mq_view *view, const char *text,
	mq_record_id *household, mq_day *day, struct mq_diag *diag)
{
	mq_kind_id kind = mq_schema_kind(view->schema, "household");
	unsigned counted;
	unsigned digit;

	if (!read_groups(text, &counted, household, &digit)) {
		return MQ_ERR_NOT_FOUND;
	}
	*day = day_of(view->today, (mq_day)counted);
	if (check_digit(text) != 0 || !mq_set_has(view->universe[kind], *household) ||
	    key_digit(view, *household, *day) != digit) {
		mq_diag_add(diag, MQ_ERR_INPUT, _("'%s' is the number of no sheet"), text);
		mq_diag_hint(diag, "%s", _("a digit is wrong; look at the paper again"));
		return MQ_ERR_INPUT;
	}
	return MQ_OK;
}
