/*
 * What the tests of visits and services share: a register of the shipped definitions with a
 * few households.
 *
 *     H1  P1 王芳 82, P2 李强 85     H2  P3 陈立 70     H3  P4 王芳 41, P5 小明 8, P6 王芳 15
 */
#ifndef MINQING_TESTS_WORK_STREET_H
#define MINQING_TESTS_WORK_STREET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/access.h>
#include <minqing/register.h>
#include <minqing/visit.h>

struct street {
	char dir[256];
	char *path;		/* of the register */
	char *config;
	struct mq_register *reg;
	const struct mq_schema *schema;
	struct mq_view view;
	mq_day today;
	struct mq_diag diag;
};

static inline mq_field_id street_field(const struct street *street, const char *id)
{
	mq_field_id field = mq_schema_field_exact(street->schema, MQ_NO_KIND, id, strlen(id));

	if (field == MQ_NO_FIELD) {
		fail_msg("no field '%s'", id);
	}
	return field;
}

/* Add a record: pairs of a field and its text, ended by NULL. */
static inline mq_record_id street_add(struct street *street, const char *kind,
	const char *const *pairs)
{
	const struct mq_act act = {.who = "test", .why = "test", .source = "test"};
	struct mq_record_value values[12];
	struct mq_change change = {mq_schema_kind(street->schema, kind), MQ_NO_RECORD, values, 0};
	const struct mq_kind *k = &street->schema->kinds[change.kind];

	for (; *pairs; pairs += 2) {
		mq_field_id field = strcmp(pairs[0], "->") == 0 ? k->links[0] :
			street_field(street, pairs[0]);

		values[change.n_values++] = (struct mq_record_value){field, mq_slice_str(pairs[1])};
	}
	if (mq_register_act(street->reg, &act, &change, 1, &street->diag) != MQ_OK) {
		mq_diag_print(&street->diag, "test: ", stderr);
		fail();
	}
	return change.id;
}

static inline void street_person(struct street *street, const char *key, const char *name,
	const char *born, const char *household)
{
	street_add(street, "resident", (const char *const[]){"person_id", key, "name", name,
		"birth_date", born, "living_status", "here", "->", household, NULL});
}

static inline void street_fill(struct street *street)
{
	static const char *const rooms[] = {"D1", "D2", "D3"};
	static const char *const homes[] = {"H1", "H2", "H3"};

	for (size_t i = 0; i < 3; i++) {
		char link[8];

		street_add(street, "dwelling", (const char *const[]){"room_id", rooms[i],
			"standard_address", i == 2 ? "闻喜路251弄3号" : "阳曲路760弄12号", NULL});
		snprintf(link, sizeof(link), "%zu", i);
		street_add(street, "household", (const char *const[]){"household_id", homes[i], "->",
			link, NULL});
	}
	street_person(street, "P1", "王芳", "1944-01-01", "0");
	street_person(street, "P2", "李强", "1941-01-01", "0");
	street_person(street, "P3", "陈立", "1956-01-01", "1");
	street_person(street, "P4", "王芳", "1985-01-01", "2");
	street_person(street, "P5", "小明", "2018-01-01", "2");
	street_person(street, "P6", "王芳", "2011-01-01", "2");
}

static inline void street_look(struct street *street)
{
	assert_int_equal(mq_register_look(street->reg, street->today, &street->view, NULL, NULL),
		MQ_OK);
	mq_access_universe(&street->view, "test");
}

static inline int street_open(void **state)
{
	struct street *street = mq_alloc(sizeof(*street));
	const char *tmp = getenv("TMPDIR");

	setenv("MINQING_TODAY", "2026-03-01", 1);
	assert_true(mq_day_from_civil(2026, 3, 1, &street->today));
	snprintf(street->dir, sizeof(street->dir), "%s/minqing-street-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(street->dir));
	street->path = mq_format("%s/register", street->dir);
	street->config = mq_format("%s/config", street->path);
	assert_int_equal(mq_register_init(street->path, "config", NULL), MQ_OK);
	assert_int_equal(mq_register_open(street->path, false, &street->reg, NULL), MQ_OK);
	street->schema = mq_register_schema(street->reg);
	street_fill(street);
	*state = street;
	return 0;
}

static inline int street_close(void **state)
{
	struct street *street = *state;
	char *command = mq_format("rm -rf '%s'", street->dir);

	mq_register_close(street->reg);
	assert_int_equal(system(command), 0);
	mq_diag_release(&street->diag);
	free(command);
	free(street->path);
	free(street->config);
	free(street);
	return 0;
}

#define street_test(name) cmocka_unit_test_setup_teardown(name, street_open, street_close)

/* Split "a b c" at spaces; texts with spaces are not for here. Freed with its first. */
static inline size_t street_words(char *text, const char **words, size_t n_max)
{
	size_t n = 0;
	char *rest;

	for (char *word = strtok_r(text, " ", &rest); word && n < n_max;
			word = strtok_r(NULL, " ", &rest)) {
		words[n++] = word;
	}
	return n;
}

static inline enum mq_err street_act(struct street *street, struct mq_plan *plan)
{
	const struct mq_act act = {.who = "王老师", .why = "visit", .source = "test"};

	return plan->there ? MQ_OK : mq_register_act(street->reg, &act, plan->changes,
		plan->n_changes, &street->diag);
}

/* A sitting, "P1 met detail=…", as the officer 王老师; plan is the caller's to release. */
static inline enum mq_err street_visit(struct street *street, const char *said_text,
	struct mq_plan *plan)
{
	char *text = mq_strdup(said_text);
	const char *words[16];
	size_t n = street_words(text, words, 16);
	struct mq_visit_said said = {0};
	enum mq_err err;

	mq_diag_release(&street->diag);
	*plan = (struct mq_plan){0};
	street_look(street);
	err = mq_visit_read(&street->view, words[0], words + 1, n - 1, &said, &street->diag);
	if (err == MQ_OK) {
		err = mq_visit_plan(&street->view, street->config, "王老师", &said.visit, plan,
			&street->diag);
	}
	mq_register_look_away(street->reg);
	mq_visit_said_release(&said);
	err = err == MQ_OK ? street_act(street, plan) : err;
	free(text);
	return err;
}

/* The same where it must go well. */
static inline struct mq_plan street_visited(struct street *street, const char *text)
{
	struct mq_plan plan;

	if (street_visit(street, text, &plan) != MQ_OK) {
		mq_diag_print(&street->diag, "test: ", stderr);
		fail_msg("refused: %s", text);
	}
	return plan;
}

static inline uint64_t street_hits(struct street *street, const char *kind, const char *text)
{
	struct mq_query *query;
	struct mq_answer answer = {0};
	uint64_t hits;
	uint64_t unknown;

	street_look(street);
	assert_int_equal(mq_query_new(street->schema, mq_schema_kind(street->schema, kind),
		street->today, MQ_QUERY_WHOLE, text, strlen(text), &query, &street->diag), MQ_OK);
	assert_int_equal(mq_query_answer(query, &street->view, &answer, NULL, NULL), MQ_OK);
	mq_answer_count(&answer, &hits, &unknown);
	mq_answer_release(&answer);
	mq_query_free(query);
	mq_register_look_away(street->reg);
	return hits;
}

/* Does some fault, or its way out, hold text? */
static inline bool street_says(const struct street *street, const char *text)
{
	for (size_t i = 0; i < street->diag.n_faults; i++) {
		const struct mq_fault *fault = &street->diag.faults[i];

		if (strstr(fault->message, text) || (fault->hint && strstr(fault->hint, text))) {
			return true;
		}
	}
	return false;
}

static inline bool street_notes(const struct mq_plan *plan, const char *text)
{
	for (size_t i = 0; i < plan->n_notes; i++) {
		if (strstr(plan->notes[i], text)) {
			return true;
		}
	}
	return false;
}

static inline void street_verify(struct street *street)
{
	uint64_t n;

	assert_int_equal(mq_register_verify(street->reg, &n, NULL), MQ_OK);
}

#endif
