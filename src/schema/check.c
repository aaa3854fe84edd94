/*
 * Named formats that a pattern cannot tell: identity numbers by GB 11643 and
 * mobile phone numbers.
 *
 * An identity number is six digits of area, eight of the birth day, three of
 * sequence (odd for men) and a check character: the weighted sum of the first
 * seventeen, modulo 11, points into "10X98765432". Numbers of fifteen digits
 * (until 1999) lack the century and the check character.
 */
#include "check.h"

#include <string.h>

static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
static const char check_characters[] = "10X98765432";

static size_t digits_at(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] >= '0' && text[n] <= '9') {
		n++;
	}
	return n;
}

static char check_character(const char *first17)
{
	int sum = 0;

	for (size_t i = 0; i < MQ_LENGTH(weights); i++) {
		sum += weights[i] * (first17[i] - '0');
	}
	return check_characters[sum % 11];
}

static void from_fifteen(const char *text, char out[19])
{
	memcpy(out, text, 6);
	memcpy(out + 6, "19", 2);
	memcpy(out + 8, text + 6, 9);
	out[17] = check_character(out);
	out[18] = '\0';
}

static bool check_gb11643(char *text, size_t len, const char **reason, char hint[19])
{
	mq_day birth;

	if (len == 15 && digits_at(text, len) == 15) {
		from_fifteen(text, hint);
		*reason = _("this identity number has the 15 digits of the old form");
		return false;
	}
	if (memchr(text, '+', len)) {
		*reason = _("a spreadsheet kept this identity number as a number: its last digits are lost");
		return false;
	}
	if (len != 18 || digits_at(text, 17) != 17) {
		*reason = _("an identity number has 17 digits and a check character");
		return false;
	}
	if (text[17] == 'x') {
		text[17] = 'X';
	}
	if (!mq_day_parse(text + 6, 8, &birth)) {
		*reason = _("digits 7 to 14 of this identity number are no day");
		return false;
	}
	if (text[17] != check_character(text)) {
		*reason = _("the check character of this identity number is wrong");
		return false;
	}
	return true;
}

static bool check_mobile(char *text, size_t len, const char **reason, char hint[19])
{
	(void)hint;
	if (len != 11 || digits_at(text, len) != 11 || text[0] != '1') {
		*reason = _("a mobile number has 11 digits and starts with 1");
		return false;
	}
	return true;
}

bool mq_check_text(enum mq_check check, char *text, size_t len, const char **reason, char hint[19])
{
	static bool (*const checks[])(char *, size_t, const char **, char *) = {
		[MQ_CHECK_GB11643] = check_gb11643,
		[MQ_CHECK_MOBILE] = check_mobile,
	};

	hint[0] = '\0';
	return checks[check] == NULL || checks[check](text, len, reason, hint);
}
