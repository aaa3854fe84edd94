/*
 * mixed REGISTER: 500 questions of five conditions and one relation, each asked with no
 * answer kept of those before: the hits, the unknown and the first 50 rows. Then each once
 * more with one more letter, as somebody types on. What was read of the snapshot itself,
 * links and numbers up the links, stays: it is part of the index.
 */
#include "timing.h"

#include <string.h>

#include "property/dice.h"

#include "../../src/query/evaluate.h"
#include "../../src/session/own.h"

enum { N_QUESTIONS = 500, N_WARM = 20, N_CONDITIONS = 5, ROWS = 50, TEXT_MAX = 1024, SEED = 7 };

static const char *const conditions[] = {
	"高龄", "-低保", "女", "男", "独居", "本市户籍", "-重残", "党员", "age>=60", "age:18..59", "age<80",
	"birth_date:1940..1960", "education>=高中", "education:..初中", "income<5000",
	"living_status:here", "living_status:{here away}", "marital_status:?", "phone_mobile:*",
	"care_level:*", "-household_kind:collective", "floor>=2", "floor<6", "-has_lift",
	"committee:{310106021001 310106021005 310106021009}", "tenure:*", "name:王", "name~/^[王李张]/",
	"zhang", "standard_address:路", "(低保 or 困难 or age>=70)", "not (age<18 or 党员)",
	"residence_since<2010", "residence_years>=5", "household_income_pc:?",
};

static const char *const relations[] = {
	"household.any(age<18)", "household.count()>=2", "household.all(age>=60)",
	"visits.none(date>=-90d)", "visits.any(date>=-1y)", "services.any(service_state:active)",
	"needs.none()", "dwelling.count()>=3", "household.none(党员)", "visits.count(date>=-1y)>=2",
};

static const char *const letters[] = {"w", "王", "a", "低", "n", "高"};

static void check(enum mq_err err, const char *text)
{
	if (err != MQ_OK) {
		fprintf(stderr, "mixed: '%s' failed: %s\n", text, mq_err_text(err));
		exit(1);
	}
}

static void write_question(struct dice *dice, struct mq_buf *text)
{
	size_t relation = dice_below(dice, N_CONDITIONS + 1);

	mq_buf_clear(text);
	for (size_t i = 0; i <= N_CONDITIONS; i++) {
		mq_buf_addf(text, "%s%s", i > 0 ? " " : "", i == relation
			? dice_word(dice, relations, MQ_LENGTH(relations))
			: dice_word(dice, conditions, MQ_LENGTH(conditions)));
	}
}

static double ask(struct mq_session *session, const struct mq_buf *text)
{
	const struct mq_page page = {.limit = ROWS};
	struct mq_reply reply;
	struct mq_rows rows;
	double start = now_ms();

	check(mq_session_ask(session, 0, text->data, text->len, true, &reply, NULL), text->data);
	check(mq_session_page(session, &page, &rows, NULL), text->data);
	double end = now_ms();

	mq_rows_release(&rows);
	return end - start;
}

int main(int argc, char **argv)
{
	static double cold[N_QUESTIONS];
	static double letter[N_QUESTIONS];
	struct dice dice = {SEED};
	struct mq_session *session;
	struct mq_buf text = {0};

	if (argc != 2) {
		fprintf(stderr, "usage: mixed REGISTER\n");
		return 2;
	}
	check(mq_session_open(argv[1], true, &session, NULL), argv[1]);
	for (size_t i = 0; i < N_WARM + N_QUESTIONS; i++) {
		size_t at = i < N_WARM ? 0 : i - N_WARM;

		write_question(&dice, &text);
		if (session->view.cache != NULL) {
			cache_clear_answers(session->view.cache);
		}
		cold[at] = ask(session, &text);
		if (getenv("MINQING_BENCH_SLOW") && cold[at] > 3) {
			fprintf(stderr, "%8.3f ms %s\n", cold[at], text.data);
		}
		mq_buf_addf(&text, " %s", dice_word(&dice, letters, MQ_LENGTH(letters)));
		letter[at] = ask(session, &text);
	}
	tell_times("five conditions and a relation, 50 rows, no answer kept", cold, N_QUESTIONS, 1);
	tell_times("  and one more letter", letter, N_QUESTIONS, 0.3);
	mq_buf_release(&text);
	mq_session_close(session);
	return 0;
}
