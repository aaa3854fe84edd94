/*
 * What the tests of session share: one officer at work on a small made-up register.
 */
#ifndef MINQING_TESTS_SESSION_OFFICE_H
#define MINQING_TESTS_SESSION_OFFICE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <minqing/sheets.h>

enum { OFFICE_RESIDENTS = 400 };

struct office {
	char dir[256];
	char *reg;
	struct mq_session *session;
	mq_kind_id resident;
	struct mq_reply reply;
	struct mq_diag diag;
};

static inline int office_open(void **state)
{
	struct office *office = mq_alloc(sizeof(*office));
	const struct mq_demo demo = {.residents = OFFICE_RESIDENTS, .seed = 5};
	const char *tmp = getenv("TMPDIR");

	setenv("MINQING_TODAY", "2026-03-01", 1);
	snprintf(office->dir, sizeof(office->dir), "%s/minqing-office-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(office->dir));
	office->reg = mq_format("%s/register", office->dir);
	assert_int_equal(mq_session_demo(office->reg, "config", &demo, &office->diag), MQ_OK);
	assert_int_equal(mq_session_open(office->reg, false, &office->session, &office->diag),
		MQ_OK);
	office->resident = mq_schema_kind(mq_session_schema(office->session), "resident");
	*state = office;
	return 0;
}

static inline int office_close(void **state)
{
	struct office *office = *state;
	char *command = mq_format("rm -rf '%s'", office->dir);

	mq_session_close(office->session);
	assert_int_equal(system(command), 0);
	mq_diag_release(&office->diag);
	free(command);
	free(office->reg);
	free(office);
	return 0;
}

static inline enum mq_err office_ask(struct office *office, const char *text, bool typing)
{
	mq_diag_release(&office->diag);
	return mq_session_ask(office->session, office->resident, text, strlen(text), typing,
		&office->reply, &office->diag);
}

/* The hits of a question that must be right. */
static inline uint64_t office_hits(struct office *office, const char *text)
{
	assert_int_equal(office_ask(office, text, false), MQ_OK);
	return office->reply.hits;
}

static inline mq_field_id office_field(const struct office *office, const char *name)
{
	mq_field_id field = mq_schema_field_exact(mq_session_schema(office->session),
		office->resident, name, strlen(name));

	assert_int_not_equal(field, MQ_NO_FIELD);
	return field;
}

#endif
