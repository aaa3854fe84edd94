/*
 * complete REGISTER: what may stand at the cursor, within a running program. Half-typed
 * queries as people type them; each was asked for once before, as the screen does.
 */
#include "timing.h"

#include <string.h>

#include <minqing/session.h>

enum { N_ROUNDS = 20, N_OFFERS = 6 };

static const char *const texts[] = {
	"独", "高", "低", "困", "残", "孤", "本", "老", "lives", "el", "dis",
	"高龄 独", "高龄 独居 低", "高龄 -低", "高龄 独居 困难 居", "低保 or 独", "not 独",
	"(高龄 or 独", "(低保 or 重残) 独", "年龄", "age>=80 性", "age>=80 sex:", "性别:",
	"sex:女 低", "高龄 性别!=", "education:", "education>=", "教育 学历:大", "committee:",
	"居委会:阳", "高龄 committee:", "living_status:{here ", "living_status:", "marital",
	"birth_date:", "birth_date>=去", "age:60..79 婚", "阳曲路570弄 独", "wangfang 高",
	"household.", "members.", "visits.", "household.any(残", "household.any(disabled and 未",
	"visits.none(visit_time>=-30d and visit_o", "visits.any(visit_outcome:", "sort:a",
	"高龄 cols:姓", "#独", "高龄 独居 s", "高龄 非低", "非d", "household.any(age>^a",
	"@居委会老人名单(", "女 @居委会老人名单(居委会:阳",
};

enum { N_TEXTS = sizeof(texts) / sizeof(texts[0]) };

static double ask(struct mq_session *session, const char *text)
{
	struct mq_offers offers;
	double start = now_ms();
	enum mq_err err = mq_session_complete(session, 0, text, strlen(text), strlen(text), N_OFFERS,
		&offers, NULL);
	double time = now_ms() - start;

	if (err != MQ_OK) {
		fprintf(stderr, "complete: '%s' failed: %s\n", text, mq_err_text(err));
		exit(1);
	}
	if (getenv("MINQING_BENCH_EACH") != NULL) {
		fprintf(stderr, "%8.3f  %zu  %s\n", time, offers.n, text);
	}
	mq_offers_release(&offers);
	return time;
}

int main(int argc, char **argv)
{
	static double times[N_TEXTS * N_ROUNDS];
	struct mq_session *session;
	size_t n = 0;

	if (argc != 2 || mq_session_open(argv[1], true, &session, NULL) != MQ_OK) {
		fprintf(stderr, "usage: complete REGISTER\n");
		return 2;
	}
	for (size_t i = 0; i < N_TEXTS; i++) {
		ask(session, texts[i]);
	}
	for (size_t round = 0; round < N_ROUNDS; round++) {
		for (size_t i = 0; i < N_TEXTS; i++) {
			times[n++] = ask(session, texts[i]);
		}
	}
	tell_times("completion at 55 cursors", times, n, 1.0);
	mq_session_close(session);
	return 0;
}
