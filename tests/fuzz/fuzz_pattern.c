/*
 * Any pattern on any text: refused with its place, or it says yes, no or undecided within
 * its limits. Input: the pattern, a byte 0xff, the text.
 */
#include "fuzz/fuzz.h"

#include <time.h>

#include <minqing/base.h>
#include <minqing/text.h>

enum { SUBJECT_MAX = 4096, MS_MAX = 2000 };

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void search(const struct mq_pattern *pattern, const char *subject, size_t len)
{
	double start = now_ms();
	enum mq_match match = mq_pattern_search(pattern, subject, len);

	MUST(match == MQ_MATCH_NO || match == MQ_MATCH_YES || match == MQ_MATCH_UNDECIDED);
	MUST(now_ms() - start < MS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = memchr(data, 0xff, size);
	size_t len = cut != NULL ? (size_t)(cut - data) : size;
	size_t rest = cut != NULL ? size - len - 1 : 0;
	struct mq_pattern *pattern = NULL;
	struct mq_diag diag = {0};
	char *text = mq_strndup((const char *)data, len);
	char *subject = mq_strndup(cut != NULL ? (const char *)cut + 1 : "", rest);

	rest = mq_utf8_check(subject, rest < SUBJECT_MAX ? rest : SUBJECT_MAX);
	if (mq_pattern_new(text, len, size % 2 != 0, &pattern, &diag) != MQ_OK) {
		MUST(diag.n_faults > 0);
	} else {
		search(pattern, subject, rest);
		mq_pattern_free(pattern);
	}
	mq_diag_release(&diag);
	free(text);
	free(subject);
	return 0;
}
