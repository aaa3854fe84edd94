/*
 * Some four hundred queries that are wrong, of the shipped definitions: each with the place,
 * the message, the hint and the repair that an officer reads. tests/data/bad_queries.tsv
 * is the list; with MINQING_RENEW=1 it is written anew, to be read before it is kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <minqing/query.h>

enum { LINE_MAX_BYTES = 8192, STEPS_MAX = 8, QUERIES_MIN = 300 };

static const char list_path[] = "tests/data/bad_queries.tsv";
static const char nothing[] = "(none)";

struct bench {
	struct mq_schema *schema;
	mq_day today;
};

static int open_schema(void **state)
{
	struct bench *bench = mq_alloc(sizeof(*bench));
	const char *config = getenv("MINQING_CONFIG");

	assert_int_equal(mq_schema_load(config ? config : "config", &bench->schema, NULL), MQ_OK);
	assert_true(mq_day_from_civil(2026, 3, 1, &bench->today));
	*state = bench;
	return 0;
}

static int close_schema(void **state)
{
	struct bench *bench = *state;

	mq_schema_free(bench->schema);
	free(bench);
	return 0;
}

/* The fault of a text; MQ_OK where it is right. */
static enum mq_err refuse(const struct bench *bench, const char *text, struct mq_diag *diag)
{
	struct mq_query *query = NULL;
	enum mq_err err = mq_query_new(bench->schema, mq_schema_kind(bench->schema, "resident"),
		bench->today, MQ_QUERY_WHOLE, text, strlen(text), &query, diag);

	mq_query_free(query);
	return err;
}

/* The line of the list as it should be; owned. */
static char *line_of(const struct bench *bench, const char *text)
{
	struct mq_diag diag = {0};
	const struct mq_fault *fault;
	char *line;

	if (refuse(bench, text, &diag) == MQ_OK) {
		return mq_format("%s\tis right", text);
	}
	fault = diag.faults;
	line = mq_format("%s\t%zu\t%s\t%s\t%s", text, fault->column, fault->message,
		fault->hint != NULL ? fault->hint : nothing,
		fault->repair != NULL ? fault->repair : nothing);
	mq_diag_release(&diag);
	return line;
}

typedef void (*line_fn)(const struct bench *bench, const char *line, const char *text);

/* Every line, with its query; how many. */
static size_t each_line(const struct bench *bench, line_fn each)
{
	FILE *list = fopen(list_path, "r");
	char line[LINE_MAX_BYTES];
	size_t n = 0;

	assert_non_null(list);
	while (fgets(line, sizeof(line), list) != NULL) {
		char *text;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '%') {
			continue;
		}
		text = mq_strndup(line, strcspn(line, "\t"));
		each(bench, line, text);
		free(text);
		n++;
	}
	fclose(list);
	return n;
}

static void check_line(const struct bench *bench, const char *line, const char *text)
{
	char *now = line_of(bench, text);

	assert_string_equal(now, line);
	free(now);
}

static void each_is_told_with_place_message_hint_and_repair(void **state)
{
	assert_true(each_line(*state, check_line) >= QUERIES_MIN);
}

/* Repairs are followed until the text is right, or its fault has none: then it is one of
 * our limits, or some near names to choose from. */
static void check_repairs(const struct bench *bench, const char *line, const char *text)
{
	char *at = mq_strdup(text);
	bool done = false;

	(void)line;
	for (size_t step = 0; step < STEPS_MAX && !done; step++) {
		struct mq_diag diag = {0};
		enum mq_err err = refuse(bench, at, &diag);
		const char *repair = err == MQ_OK ? NULL : diag.faults[0].repair;

		done = repair == NULL;
		assert_true(err == MQ_OK || repair != NULL || err == MQ_ERR_LIMIT
			|| diag.faults[0].hint != NULL);
		if (repair != NULL) {
			assert_string_not_equal(repair, at);
			free(at);
			at = mq_strdup(repair);
		}
		mq_diag_release(&diag);
	}
	if (!done) {
		fail_msg("'%s' is not right after %d repairs, but '%s'", text, STEPS_MAX, at);
	}
	free(at);
}

static void a_few_repairs_put_each_right(void **state)
{
	each_line(*state, check_repairs);
}

static void print_line(const struct bench *bench, const char *line, const char *text)
{
	char *now = line_of(bench, text);

	(void)line;
	puts(now);
	free(now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_told_with_place_message_hint_and_repair),
		cmocka_unit_test(a_few_repairs_put_each_right),
	};

	if (getenv("MINQING_RENEW") != NULL) {
		void *bench = NULL;

		open_schema(&bench);
		each_line(bench, print_line);
		return close_schema(&bench);
	}
	return cmocka_run_group_tests(tests, open_schema, close_schema);
}
